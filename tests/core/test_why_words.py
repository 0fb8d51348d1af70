"""The words of `why` are complete, and its template uses what is written down of it."""

from __future__ import annotations

import dataclasses
import re
import string
import typing

import pytest
from jinja2 import Environment, meta

from sheets_sync import errors
from sheets_sync.board.why_page import WhyPage
from sheets_sync.compliance.judging import Status
from sheets_sync.compliance.why_words import OLD_NAMES, labels, reason_words
from sheets_sync.config import resources
from sheets_sync.evidence.fold import Observed


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_every_word_exists_in_every_language(locale: str) -> None:
    """Each status has its rule, each observation and reason its words, with the same facts in both languages."""
    said = labels(locale)
    assert {f"rule.{status.value}" for status in Status} <= set(said)
    assert {f"saw.{seen}" for seen in (*Observed, "failed")} <= set(said)


def test_an_error_is_told_by_its_kind() -> None:
    """What an error says in English stays in the log; the page tells its kind, also of one that is not known."""
    assert reason_words("quota: Google's quota for this minute is used up.", "vi") == "hết hạn mức truy cập"
    assert reason_words("something_new: x", "vi") == "lỗi khi đọc bảng tính"
    assert reason_words("no_tab", "en") == "the unit's tab was not found"


@pytest.mark.parametrize(("old", "code"), OLD_NAMES.items())
def test_old_records_are_told_as_new_ones(old: str, code: str) -> None:
    """Records that named a class of Python read as those that hold the code of the error."""
    assert reason_words(f"{old}: x", "vi") == reason_words(f"{code}: x", "vi") == labels("vi")[f"reason.{code}"]


def test_every_error_has_a_code_of_its_own() -> None:
    """Codes of errors are stored for good: each is its own, and every one that has words is the code of an error."""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    codes = [kind.code for kind in kinds]
    assert len(set(codes)) == len(codes)
    assert set(OLD_NAMES.values()) <= set(codes)


def test_the_template_uses_the_fields_of_the_page() -> None:
    """The README names every field of the page, and the shipped template asks for no other."""
    real = {field.name for field in dataclasses.fields(WhyPage)}
    folder = resources.templates_dir()
    source = (folder / "why.html").read_text(encoding="utf-8")
    assert meta.find_undeclared_variables(Environment().parse(source)) <= real
    readme = (folder / "README.md").read_text(encoding="utf-8")
    rows = readme[readme.index("## Fields of the page of `why`") :].splitlines()[1:]
    named = {name for row in rows if row.startswith("| `") for name in re.findall(r"`([^`]+)`", row.split("|")[1])}
    inner = {
        f"{field}[].{part.name}{'[]' if typing.get_origin(typing.get_type_hints(kind)[part.name]) is tuple else ''}"
        for field, hint in typing.get_type_hints(WhyPage).items()
        if typing.get_origin(hint) is tuple and dataclasses.is_dataclass(kind := typing.get_args(hint)[0])
        for part in dataclasses.fields(kind)
    }
    texts = {"flags[]", "gaps[]"}
    assert named == inner | texts | {name for name in real if not any(n.startswith(f"{name}[]") for n in inner | texts)}
