"""What one language or one office does stands with that language or office, not in the code that reads for all."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sheets_sync.campaign.model import Campaign, Column, Unit
from sheets_sync.spreadsheet.snapshot import Tab, Value
from sheets_sync.tabs.claims import Titles
from sheets_sync.tabs.messages import problem_text
from sheets_sync.tabs.unit_tab import read_tab
from sheets_sync.words.remarks import says_nothing

PACKAGE = Path(__file__).resolve().parents[2] / "sheets_sync"
VIETNAMESE = re.compile("[ĂÂĐÊÔƠƯăâđêôơưÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĨĩŨũẠ-ỹ]")
SHARED = ("spreadsheet", "campaign", "cells", "tabs", "evidence", "compliance", "board", "ledger", "gateway", "config")
OF_THE_LANGUAGE = "cells/vietnamese/"
LETTERS_THAT_ARE_MENDED = ("cells/normalise.py", "tabs/machines.py")
"""Signs that look like đ, vowels whose tone mark may stand in two places, the sign of the currency."""

SCHOOL = Campaign(
    slug="schools",
    name="Schools",
    timezone=ZoneInfo("Europe/London"),
    days=(date(2027, 1, 8),),
    deadline=time(17),
    grace=timedelta(seconds=60),
    units=(Unit("block", "Block", "Block"), Unit("ash", "Ash Hill", "Ash Hill")),
    columns=(
        Column("day", "Date", "date", required="always"),
        Column("people", "Pupils", "integer", required="always"),
        Column("beds", "Beds", "integer", unit="beds"),
    ),
    locale="en-GB",
)


def strings(path: Path) -> list[str]:
    """The texts of a module that are not docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
    texts = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return [str(n.value) for n in texts if id(n) not in said]


def test_shared_code_has_no_word_of_a_language() -> None:
    """No Vietnamese word stands in the rooms that read, judge and show for every language, but in its own folder."""
    found = {}
    for path in (path for room in SHARED for path in sorted((PACKAGE / room).rglob("*.py"))):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith(OF_THE_LANGUAGE) and name not in LETTERS_THAT_ARE_MENDED:
            found[name] = [text for text in strings(path) if VIETNAMESE.search(text)]
    assert {name: texts for name, texts in found.items() if texts} == {}


TITLES = [
    # title of a tab, the unit that it is taken for in English
    ("block", "block"),
    ("  BLOCK. ", "block"),
    ("H Block", None),
    ("TP Block", None),
    ("Doan Ash Hill", None),
    ("Ash-Hill", "ash"),
]


@pytest.mark.parametrize(("title", "unit"), TITLES)
def test_words_for_kinds_of_units_are_those_of_the_language(title: str, unit: str | None) -> None:
    """A letter before a name is a Vietnamese word for a district; elsewhere it makes another name."""
    assert Titles(SCHOOL).equal(title) == unit


def test_words_for_kinds_of_units_in_vietnamese(campaign: Campaign) -> None:
    """In Vietnamese a title with and without its word for the kind is one title."""
    assert [Titles(campaign).equal(title) for title in ("H. Gò Dầu", "Huyện Gò Dầu", "GO DAU")] == ["go-dau"] * 3


def said_of(campaign: Campaign, *row: Value) -> list[str]:
    unit = campaign.units[0]
    tab = Tab(1, unit.tab, (tuple(column.header for column in campaign.columns), row))
    return [problem_text(p, campaign) for p in read_tab(tab, unit, campaign, campaign.last_day).rows[0].problems]


def test_what_is_counted_is_named_in_the_language() -> None:
    """A cell with several numbers is told what its column counts: its unit, or what a language calls a mere number."""
    english = said_of(SCHOOL, "8 Jan", "5-10", "5 kg")
    assert ["a plain count" in english[0], "beds" in english[1]] == [True, True]
    assert not any(VIETNAMESE.search(text) for text in english)
    vietnamese = replace(SCHOOL, locale="vi", columns=(*SCHOOL.columns[:2], replace(SCHOOL.columns[2], unit="giường")))
    said = said_of(vietnamese, "8/1", "5-10", "5 tin")
    assert ["(lượt)" in said[0], "(giường)" in said[1]] == [True, True]


QUIET = [
    ("vi", "Không.", True),
    ("vi", "không có vấn đề phát sinh", True),
    ("vi", "Nothing to report", False),
    ("vi", "Cần hỗ trợ xe", False),
    ("en-GB", "Nothing to report.", True),
    ("en-GB", "none", True),
    ("en-GB", "NIL", True),
    ("en-GB", "Không", False),
    ("en-GB", "No heating in room 4", False),
    ("en-US", " – ", True),
    ("en-US", "", True),
]


@pytest.mark.parametrize(("tag", "text", "quiet"), QUIET)
def test_a_remark_that_says_nothing_says_so_in_the_language(tag: str, text: str, quiet: bool) -> None:
    """An urgent matter is passed on unless the office's own language says that there is none."""
    assert says_nothing(text, tag) is quiet
