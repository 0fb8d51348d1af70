"""What people read is data: sentences stand in `words/`, by key, and the code names the keys."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sheets_sync
from sheets_sync import errors
from sheets_sync.words.texts import SECTIONS, texts
from tests.core.test_texts import said_in

pytestmark = pytest.mark.once

PACKAGE = Path(sheets_sync.__file__).parent
APART = ("local_sheets", "demo/panel")
"""The local server speaks as Google does, and its own errors are said again by the command."""
DATA = (
    "cells/", "tabs/machines.py", "words/", "local_sheets/", "demo/training.py", "demo/state.py", "demo/application.py",
    "demo/pytest_plugin.py", "demo/sample.py", "documents/gaps.py",
    
)  # fmt: skip
"""Where Vietnamese is data: readers of cells, the sample, and papers that were issued before."""
VIETNAMESE = re.compile("[ạảãầấẩẫăắằặẳẵẹẻẽềếểễệỉịĩọỏốồổỗộơờớởỡợụủũưứừửữựỳỵỷỹđ]", re.IGNORECASE)
ENGLISH = re.compile(
    r"(?<![\w./{<-])(the|is|are|was|were|of|and|this|that|these|with|from|not|there|where|what|which|who|its|has|have"
    r"|can't|must|will|for|by|be|been|nothing|every|please)(?![\w/}=-])",
    re.IGNORECASE,
)
"""Words that every English sentence has, and no Vietnamese one."""
ERRORS = {name for name in vars(errors) if name.endswith("Error")}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if "_data" not in name:
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def sentence(node: ast.expr | None) -> bool:
    """Whether an expression is a text of at least two words that stands in the code."""
    if isinstance(node, ast.JoinedStr):
        said = " ".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    else:
        said = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    return len(re.findall(r"[^\W\d_]{2,}", said)) > 1


def said_by(call: ast.Call) -> Iterator[ast.expr]:
    """The texts for people that an error is given."""
    yield from call.args[:1]
    yield from (keyword.value for keyword in call.keywords if keyword.arg == "remedy")


def test_no_error_has_its_sentence_in_the_code() -> None:
    """An error of the package says a text of a language: what it is and what to do are looked up by key."""
    found = [
        f"{name}:{node.lineno}"
        for name, tree in modules()
        if not name.startswith(APART)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in {*ERRORS, "UsageError"}
        and any(map(sentence, said_by(node)))
    ]
    assert found == []


def test_no_line_of_the_log_has_its_sentence_in_the_code() -> None:
    """What the log says to operators is a text of their language."""
    found = [
        f"{name}:{node.lineno}"
        for name, tree in modules()
        if not name.startswith((*APART, "demo/"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and re.fullmatch(r"log\.(info|warning|error|exception)", ast.unparse(node.func))
        and any(map(sentence, node.args[:1]))
    ]
    assert found == []


def docstrings(tree: ast.Module) -> set[int]:
    """The places of texts that are docstrings, of values too."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def test_no_vietnamese_stands_in_the_code() -> None:
    """Vietnamese is in the language's folder, and where cells are read; nowhere else does a string hold it."""
    found = []
    for name, tree in modules():
        if not name.startswith(DATA):
            skipped = docstrings(tree)
            found += [
                f"{name}:{node.lineno}: {node.value}"
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in skipped
                and VIETNAMESE.search(node.value)
            ]
    assert found == []


@pytest.mark.parametrize("section", SECTIONS)
def test_vietnamese_texts_have_no_english_sentence(section: str) -> None:
    """Vietnamese texts are Vietnamese: names of options, files and keys stand in them, English sentences do not."""
    for key, value in texts("vi").section(section).items():
        for text in said_in(value):
            assert not ENGLISH.search(text), (key, text)


def keys_in(tree: ast.Module) -> Iterator[str]:
    """Every "section.key" that a module names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("worded", "speak"):
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield str(first.value)


def test_every_key_that_the_code_names_is_there() -> None:
    """No error fails for want of its own text: each key that is named exists in English."""
    named = {key for _, tree in modules() for key in keys_in(tree)}
    assert len(named) > 200
    lacking = [k for k in named if k.partition(".")[2] not in texts("en").section(k.partition(".")[0])]
    assert lacking == []
