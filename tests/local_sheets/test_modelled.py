"""What is modelled and what is not is told in the README, kind by kind; the recordings of Google agree."""

from __future__ import annotations

import ast
import io
import os
import re
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

from sheets_sync import local_sheets
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.formulas import functions
from sheets_sync.local_sheets.formulas.registry import FUNCTIONS
from sheets_sync.local_sheets.sheets.batch import KINDS
from sheets_sync.local_sheets.typing.locales import KNOWN
from sheets_sync.local_sheets.weather.control import _TABLE
from sheets_sync.local_sheets.wire import schema

DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
README = Path(local_sheets.__file__).with_name("README.md")


def test_every_request_kind_is_listed() -> None:
    """The table of the README names every kind of Google's, and 501 stands exactly at those without code."""
    rows = dict(re.findall(r"^\| ([a-z]\w+) \| (.+) \|$", README.read_text("utf-8"), re.MULTILINE))
    kinds = set(schema.messages()["Request"])
    assert kinds - rows.keys() == set()
    assert {name for name in kinds if rows[name] != "501"} == set(KINDS)
    assert set(KINDS) <= kinds


def test_values_are_listed() -> None:
    """The README names every function and every locale."""
    text = README.read_text("utf-8")
    assert functions  # importing it registers them
    assert [name for name in (*FUNCTIONS, *KNOWN) if name not in text] == []


def test_controls_are_listed() -> None:
    """The README names every control."""
    text = README.read_text("utf-8")
    assert [name for _, name in _TABLE if f"/local/{name}`" not in text] == []


def test_recordings_of_google() -> None:
    """Recorded answers of the real API come out the same: 97 % of distinct questions, 58 of 62 recordings."""
    folder = Path(os.environ.get("GOOGLE_RECORDINGS", "nowhere"))
    tool, recordings = folder / "tools" / "cassette_replay.py", folder / "google-recorded"
    if not tool.is_file() or not recordings.is_dir():
        pytest.skip("GOOGLE_RECORDINGS names no folder with recorded answers and the tool that replays them")
    with LocalSheets() as server:
        command = [sys.executable, str(tool), server.url, str(recordings), "--quiet"]
        text = subprocess.run(command, capture_output=True, text=True).stdout
    exact, questions = map(int, re.findall(r"distinct questions: exact (\d+) / (\d+)", text)[0])
    whole, files = map(int, re.findall(r"exact from end to end (\d+) / (\d+)", text)[0])
    answered, asked = map(int, re.findall(r"status (\d+) / (\d+)", text)[0])
    assert exact / questions >= 0.97
    assert files - whole <= 4
    assert answered == asked


PACKAGE = README.parent


def explanations(path: Path) -> str:
    """The comments and docstrings of a module."""
    source = path.read_text("utf-8")
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, DOCUMENTED)]
    return "\n".join([*comments, *(ast.get_docstring(node) or "" for node in nodes)])


@pytest.mark.once
def test_every_mark_in_a_comment_is_explained() -> None:
    """A mark or a section number in a comment stands in SOURCES.md, so that nobody has to guess what it means."""
    sources = (PACKAGE / "SOURCES.md").read_text("utf-8")
    sections = set(re.findall(r"^## (\d\.\d)", sources, re.MULTILINE))
    marks = set(re.findall(r"^\| ([A-Z]) \|", sources, re.MULTILINE))
    text = "\n".join(map(explanations, sorted(PACKAGE.rglob("*.py"))))
    cited = {one for group in re.findall(r"\(([1-9]\.\d(?:, [1-9]\.\d)*)\)", text) for one in group.split(", ")}
    assert cited
    assert cited - sections == set()
    assert set(re.findall(r"\(([A-Z])[,): ]", text)) <= marks
