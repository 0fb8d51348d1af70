"""The templates: what they may use is written down, and what they are made by is in the repository."""

from __future__ import annotations

import dataclasses
import importlib.util
import re
import sys
import typing
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from documents_samples import both_models
from docxtpl import DocxTemplate
from jinja2 import Environment, nodes

from sheets_sync.config import resources
from sheets_sync.config.tables import TABLES
from sheets_sync.documents import NOT_FOR_TEMPLATES
from sheets_sync.rollup import model
from sheets_sync.rollup.pieces import Piece
from sheets_sync.words.texts import SECTIONS, texts

TEMPLATES = resources.templates_dir()
SHARED_ROWS = {"table": "SumTable", "by_unit": "SumTable", "by_day": "SumTable"}
MODELS = {"daily": model.DayReport, "campaign": model.CampaignReport}


def documented() -> dict[str, set[str]]:
    """The fields of the README by document, with the rows of sums and of lists written out."""
    sections: dict[str, list[str]] = {}
    fields: list[str] = []
    for line in (TEMPLATES / "README.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            fields = sections.setdefault(line[3:], [])
        elif line.startswith("| `"):
            fields += re.findall(r"`([^`]+)`", line.split("|")[1])
    both = sections["Fields of both documents"]
    sums = sections["Fields of a row of sums (`table`, `by_unit`, `by_day`)"]
    lists = sections["Fields of a list (`work_list`, `news`)"]
    adding = sections["Fields of a list that adds up (`work_lists`, `news_lists`)"]

    def written_out(fields: list[str]) -> set[str]:
        parts = {"table": sums, "by_unit": sums, "by_day": sums, "work_list": lists, "news": lists}
        parts |= {"work_lists": adding, "news_lists": adding}
        return {
            field.replace("…", part)
            for field in (*both, *fields)
            for part in (parts[re.split(r"[.\[]", field)[0]] if field.endswith("…") else [""])
        }

    return {
        "daily": written_out(sections["Fields of the daily report"]),
        "campaign": written_out(sections["Fields of the rollup"]),
    }


def of_model(kind: type, prefix: str = "") -> Iterator[str]:
    """Every field of a model as a path: "table.rows[].people". A piece of text is printed as a whole."""
    if kind is Piece:
        yield f"{prefix}figure"
        return
    hints = typing.get_type_hints(kind)
    for field in dataclasses.fields(kind):
        if not prefix and field.name in NOT_FOR_TEMPLATES:
            continue
        path, hint = f"{prefix}{field.name}", hints[field.name]
        if typing.get_origin(hint) is tuple:
            path, hint = f"{path}[]", typing.get_args(hint)[0]
        yield path
        if dataclasses.is_dataclass(hint):
            yield from of_model(typing.cast("type", hint), f"{path}.")


def is_shipped(path: Path) -> bool:
    """Whether a template is one of today's papers: not of an earlier layout, nor the page of `why`."""
    return "earlier" not in path.parts and path.name not in ("README.md", "why.html")


PRINTED = re.compile(r"\.pieces\[\]$")


@pytest.mark.parametrize("name", MODELS)
def test_readme_names_every_field(name: str) -> None:
    """The README of the templates lists the fields of the model: none is missing, none is made up."""
    described = documented()[name]
    parents = {".".join(path.split(".")[:n]) for path in described for n in range(1, path.count(".") + 1)}
    real = {path for path in of_model(MODELS[name]) if not PRINTED.search(path)} | {"trace", "sources"}
    assert described - real == set()
    assert real - described - parents == set()


def test_readme_names_every_key_of_the_table() -> None:
    """The README lists the keys of `[documents]` as the campaign file may have them: none is missing, none made up."""
    text = (TEMPLATES / "README.md").read_text(encoding="utf-8")
    section = text.partition("## The table `[documents]`")[2].partition("\n## ")[0]
    described = re.findall(r"^\| `(\w+)` \|", section, re.M)
    assert len(described) == len(set(described))
    assert set(described) == set(TABLES["documents"].model_fields)


@pytest.mark.parametrize("name", [f"{kind}.{form}" for kind in MODELS for form in ("docx", "html", "md")])
def test_templates_use_documented_fields_only(name: str) -> None:
    """A shipped template asks for no field that the README does not list."""
    fields = documented()[name.split(".")[0]]
    known = {path.replace("[]", "") for path in fields}
    known |= {".".join(path.split(".")[:n]) for path in known for n in range(1, path.count(".") + 1)}
    known |= {f"{path}.pieces" for path in known}
    known |= {f"words.{key}" for key in printed_words(name.split(".")[0])}
    for path in used(name):
        assert path in known or path.split(".")[0] not in {k.split(".")[0] for k in known}, path


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(TEMPLATES.rglob("*")) if path.suffix in (".docx", ".html", ".md") and is_shipped(path)],
    ids=lambda path: path.relative_to(TEMPLATES).as_posix(),
)
def test_a_template_holds_no_words(path: Path) -> None:
    """Whatever a template prints comes from the paper's language: it holds tags, marks and numbers of parts alone."""
    text = source(path.relative_to(TEMPLATES).as_posix())
    for told in (r"\{#.*?#\}", r"\{%.*?%\}", r"\{\{.*?\}\}", r"<style>.*?</style>", r"<[^>]*>"):
        text = re.sub(told, " ", text, flags=re.DOTALL)
    assert re.findall(r"[^\W\d_]{2,}", text) == []


def printed_words(kind: str) -> set[str]:
    """The names of the words that are printed on papers of a kind, without the ending of a rhythm."""
    sections = [name for name in ("papers", {"daily": "daily", "campaign": "final"}[kind]) if name in SECTIONS]
    keys = {key for name in sections for key in texts("vi").section(name)}
    numbered = {key for key in both_models()["campaign"].words if key.startswith(("annex_", "number_", "part_"))}
    return (
        keys
        | (numbered if kind == "campaign" else set())
        | {re.sub("_(day|week|month|quarter|period)$", "", key) for key in keys}
    )


def used(name: str) -> set[str]:
    """The dotted names that a template asks the context for; names of loops are followed to their lists."""
    found: set[str] = set()
    visit(Environment().parse(source(name)), {}, found)
    return found


def visit(node: nodes.Node, loops: dict[str, str], found: set[str]) -> None:
    if isinstance(node, nodes.Name | nodes.Getattr):
        found.add(dotted(node, loops))
    if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
        visit(node.iter, loops, found)
        inner = loops | {node.target.name: dotted(node.iter, loops)}
        for part in (*node.body, *node.else_):
            visit(part, inner, found)
        return
    for part in node.iter_child_nodes():
        visit(part, loops, found)


def dotted(node: Any, loops: dict[str, str]) -> str:
    """As in "rows.name" for `row.name` in a loop over `rows`."""
    if isinstance(node, nodes.Name):
        return loops.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        return f"{dotted(node.node, loops)}.{node.attr}"
    return dotted(node.node, loops) if isinstance(node, nodes.Getitem | nodes.Filter) and node.node else "-"


def source(name: str) -> str:
    if not name.endswith(".docx"):
        return (TEMPLATES / name).read_text(encoding="utf-8")
    document = DocxTemplate(TEMPLATES / name)
    document.init_docx()
    return document.patch_xml(document.get_xml())


def test_script_makes_the_shipped_word_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """build_docx.py gives the shipped Word templates, part by part."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # no cache beside the templates that are shipped
    sys.path.insert(0, str(TEMPLATES))
    try:
        spec = importlib.util.spec_from_file_location("build_docx", TEMPLATES / "build_docx.py")
        assert spec is not None
        assert spec.loader is not None
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        script.main(tmp_path)
    finally:
        sys.path.remove(str(TEMPLATES))
    for name in ("daily.docx", "campaign.docx", "en/daily.docx", "en/campaign.docx"):
        assert parts(tmp_path / name) == parts(TEMPLATES / name), f"run report_templates/build_docx.py: {name} differs"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.startswith("word/")}
