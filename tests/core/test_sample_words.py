"""The sample is one office's: what belongs to it stands in its campaign file, not in code or shipped templates."""

from __future__ import annotations

import ast
import re
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheets_sync.config import load, resources

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("sheets_sync", "report_templates")
OF_THE_SAMPLE = {
    "sheets_sync/demo/sample.py": "what the demo tells of the sample",
    "sheets_sync/config/resources.py": "where the sample lies",
    "report_templates/earlier/wordings.toml": "how papers that were issued before said it, to verify them",
}
OF_THE_LANGUAGE = {"thành đoàn", "đoàn viên, thanh niên"}
"""A word for a kind of unit and one for people, which Vietnamese cells know anyway."""
FEWEST_WORDS = 3
"""Of a label that is the sample's: "Hoạt động" or "Tặng quà" is anybody's."""


def sample_words() -> set[str]:
    """What the sample calls itself, its units, its activities and its letterhead, in small letters."""
    path = resources.sample_campaign() / "campaign.toml"
    campaign, table = load(path, environ={}).campaign, tomllib.loads(path.read_text(encoding="utf-8"))
    found = {campaign.slug, campaign.name, table["office"]["name"], table["office"]["members"]}
    found |= set(campaign.never_guess)
    for unit in campaign.units:
        found |= {unit.name, unit.tab, *(alias for alias in unit.aliases if " " in alias)}
        found |= {unit.key} if "-" in unit.key else set()
    for activity in campaign.activities:
        labels = (activity.label, *activity.aliases)
        found |= {label for label in labels if len(label.split()) >= FEWEST_WORDS and not activity.is_nil}
    for value in table["documents"].values():
        texts = value if isinstance(value, list) else [value]
        found |= {text for text in texts if isinstance(text, str) and len(text.split()) >= FEWEST_WORDS}
    return {" ".join(word.lower().split()) for word in found} - OF_THE_LANGUAGE


def texts_of(path: Path) -> Iterator[str]:
    """What a file says, without the docstrings and comments of code."""
    if path.suffix == ".py":
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                yield node.value
    elif path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".xml"):
                    yield re.sub("<[^>]*>", "", archive.read(name).decode("utf-8"))
    elif path.suffix in (".html", ".txt", ".css", ".js", ".json"):
        yield re.sub(r"(?ms)^\s*//[^\n]*$|/\*.*?\*/", "", path.read_text(encoding="utf-8"))


def test_nothing_of_the_sample_stands_in_code_or_templates() -> None:
    """No name, label, letterhead or plan of the sample is in a text of the package or in a template that it ships."""
    words = re.compile(rf"(?<!\w)(?=({'|'.join(map(re.escape, sorted(sample_words())))})(?!\w))")
    found = []
    for path in (path for folder in SHIPPED for path in sorted((ROOT / folder).rglob("*")) if path.is_file()):
        name = path.relative_to(ROOT).as_posix()
        if name in OF_THE_SAMPLE or "__pycache__" in name:
            continue
        for text in texts_of(path):
            said = f" {' '.join(text.lower().split())} "
            found += [(name, word) for word in words.findall(said)]
    print(*found, sep="\n")
    assert found == []


def test_the_search_finds_what_it_looks_for() -> None:
    """The sample's own file is full of its words."""
    text = " ".join((resources.sample_campaign() / "campaign.toml").read_text(encoding="utf-8").lower().split())
    assert len(sample_words()) > 60
    assert [word for word in sample_words() if word not in text] == []
