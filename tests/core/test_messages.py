"""Every code has its words, in both languages, and a message comes out whatever happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.tabs.messages import message, problem_text, quoted
from sheets_sync.tabs.rows import Problem, Severity
from sheets_sync.words.texts import texts

SOURCE = Path(__file__).resolve().parents[2] / "sheets_sync"
CODE = re.compile(r"\"([A-Z][0-9]{1,2})\"")


def codes_in_source() -> set[str]:
    files = [*(SOURCE / "cells").rglob("*.py"), *(SOURCE / "tabs").glob("*.py")]
    files += [*(SOURCE / "job").glob("*.py")]
    return {code for file in files for code in CODE.findall(file.read_text(encoding="utf-8"))}


def test_every_code_that_the_rules_can_give_has_words() -> None:
    """A code that stands in the code of the rules stands in the catalogues."""
    assert codes_in_source() - {"B1"} <= set(texts("vi").section("problems"))


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("code", sorted(texts("vi").section("problems")))
def test_a_message_comes_out_whatever_facts_are_there(locale: str, code: str) -> None:
    """Missing facts are a dash; braces and line breaks in what was typed stay text."""
    assert message(code, locale)
    said = message(code, locale, typed="{cell} {0} {{x}}\n%s" * 100, cell="D7")
    assert "\n" not in said
    assert len(said) < 500


def test_the_wording_of_a_problem(campaign: Campaign) -> None:
    """A problem names its cell, what was typed and what to do."""
    problem = Problem("go-dau", "Gò Dầu", 1, "M5", Severity.ERROR, Cell(6, 8), "money", "1.500")
    assert problem_text(problem, campaign) == (
        'Ô I7: "1.500" chưa rõ đơn vị tiền. Đề nghị ghi đủ 1.500.000 hoặc 1,5 triệu.'
    )


NEAR = [
    ("activity", "Tặng qà hộ ngheo", "", "Tặng quà hộ nghèo, khó khăn"),
    ("activity", "hộ nghèo, khó khăn", "", "Tặng quà hộ nghèo, khó khăn"),
    ("measure", "phầnn quà", "phần, suất", "phần"),
    ("activity", "đánh cầu lông", "", ""),
    ("activity", "x" * 50_000, "", ""),
    ("activity", "", "", ""),
]


@pytest.mark.parametrize(("column", "typed", "measure", "near"), NEAR)
def test_a_choice_names_the_nearest_entry(campaign: Campaign, column: str, typed: str, measure: str, near: str) -> None:
    """What is in no list is told with the entry that was most likely meant, and with none where nothing is like it."""
    problem = Problem(
        "go-dau", "T", 1, "A1", Severity.ERROR, Cell(1, 1), column, typed, facts={"measure": measure} if measure else {}
    )
    said = problem_text(problem, campaign)
    assert (f"(gần nhất: “{near}”)" in said) if near else ("gần nhất" not in said)


def test_no_control_reaches_a_terminal() -> None:
    """A typed escape sequence is shown as signs: it can neither colour nor clear anybody's screen."""
    assert quoted("a\x1b[2Jb\x9b1m\nc", 40) == "a\ufffd[2Jb\ufffd1m\nc"
