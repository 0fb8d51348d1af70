"""Numbers, rates, dates and durations are written in one way in each language, whoever writes them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from babel.numbers import get_decimal_symbol, get_group_symbol

import sheets_sync
from sheets_sync.board import words
from sheets_sync.board.page import shown_value
from sheets_sync.compliance.judging import Rates
from sheets_sync.words.formats import formats, rate
from sheets_sync.words.texts import BUILT_IN, texts

MOMENT = datetime(2022, 12, 6, 9, 5, tzinfo=UTC)

# tag, what is said of the same things
SAID = [
    (
        "vi",
        "1.234,5",
        "6,3%",
        "1.500.000 đồng",
        "06/12/2022",
        "ngày 06 tháng 12 năm 2022",
        "9 giờ 05",
        "09h05",
        "15 phút",
    ),
    ("en", "1,234.5", "6.3%", "£1,500,000", "06/12/2022", "6 December 2022", "09:05", "09:05", "15 minutes"),
    ("en-US", "1,234.5", "6.3%", "$1,500,000", "12/06/2022", "December 6, 2022", "09:05", "09:05", "15 minutes"),
    (
        "en-GB-u-cu-eur-x-ymd",
        "1,234.5",
        "6.3%",
        "€1,500,000",
        "2022-12-06",
        "6 December 2022",
        "09:05",
        "09:05",
        "15 minutes",
    ),
]


@pytest.mark.parametrize("said", SAID, ids=lambda said: said[0])
def test_each_language_has_its_forms(said: tuple[str, ...]) -> None:
    """The same values in every language, each in its own form, dates in the order of the country or the campaign."""
    tag, *expected = said
    made = formats(tag)
    assert expected == [
        made.number(1234.5),
        made.percent(1, 16),
        made.amount(1_500_000),
        made.short(MOMENT.date()),
        made.long(MOMENT.date()),
        made.at(MOMENT),
        made.at_short(MOMENT),
        made.lasting(timedelta(minutes=15)),
    ]


@pytest.mark.parametrize("tag", ["vi", "en"])
def test_hours_that_stand_under_each_other(tag: str) -> None:
    """Where many hours stand together they are short, with seconds, day and year only where asked for."""
    said = formats(tag)
    assert said.clock(MOMENT) == "09:05"
    assert said.clock(MOMENT, seconds=True) == "09:05:00"
    assert said.clock_and_day(MOMENT) == "09:05 06/12"
    assert said.clock_and_day(MOMENT, year=True) == "09:05 06/12/2022"


NOT_FOR_PEOPLE = {
    "words/vi/config.py", "words/en/config.py", "job/cron.py", "job/alarms.py", "job/publishing/archive.py",
    "cli/campaign.py", "documents/pdf.py",
}  # fmt: skip
"""Where a moment is for operators or machines: ISO dates, wall clocks of cron, names of files, the stamp of a PDF."""


def test_nobody_writes_dates_and_hours_of_his_own() -> None:
    """Dates, hours and grouped numbers for people come from the one formatter: no other module spells their forms."""
    package = Path(sheets_sync.__file__).parent
    own_forms = re.compile(r":%[dH]|strftime|:,[.}]")
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if "local_sheets" not in path.parts and own_forms.search(path.read_text(encoding="utf-8"))
    }
    assert found - NOT_FOR_PEOPLE <= {
        "words/formats.py", "words/vi/formats.py", "words/en/formats.py", "cli/terminal.py",
    }  # fmt: skip  # a terminal's column has the day alone


def test_marks_of_figures_are_those_of_cldr() -> None:
    """A language whose texts hold the marks between digits has those that CLDR knows; only they spare loading it."""
    for tag in BUILT_IN:
        own = str(texts(tag).section("formats")["marks"])
        assert own in ("", get_group_symbol(tag) + get_decimal_symbol(tag))


def test_one_rounding_of_rates_for_board_papers_and_machines() -> None:
    """Rates are rounded half up, once: 1/16 is 6,3 % on the board, in papers and in JSON."""
    assert words.percent(Rates(16, 16, 1, 0), "vi") == "6,3%"
    assert words.percent(Rates(16, 16, 1, 1), "en") == "6.3–12.5%"
    assert words.percent(Rates(0, 0, 0, 0), "vi") == "–"
    assert formats("vi").percent(1, 16) == "6,3%"
    assert (rate(1, 16), rate(2, 3), rate(0, 0)) == (0.063, 0.667, None)
    for whole in range(1, 250):
        for part in range(whole + 1):
            tenths = (part * 2000 + whole) // (2 * whole)  # of a percent, half up, in whole numbers
            shown = formats("vi").percent(part, whole)
            assert shown == words.percent(Rates(whole, whole, part, 0), "vi")
            assert round(float(shown[:-1].replace(",", ".")) * 10) == tenths


def test_a_page_shows_numbers_as_papers_do() -> None:
    """The pages of the job's tabs and the papers write the same number alike."""
    for value in (0, 7, 1500, 1234.5, 0.25, 1_500_000):
        assert shown_value(value, "vi") == formats("vi").number(value)


def test_english_amounts_lists_and_one_hour() -> None:
    """Pence stand where there are some, lists end with "and", one hour is no plural."""
    said = formats("en-GB")
    assert [said.amount(value) for value in (1250.5, 200, 0)] == ["£1,250.50", "£200", "£0"]
    assert said.number(12345.5) == "12,345.5"
    assert said.listed(["A", "B", "C"]) == "A, B and C"
    assert [said.lasting(timedelta(minutes=n)) for n in (1, 60, 90, 120)] == [
        "1 minute", "1 hour", "90 minutes", "2 hours",
    ]  # fmt: skip


def test_dates_of_the_first_months() -> None:
    """Written out, months 1 and 2 take a zero in Vietnamese papers, the others none."""
    assert formats("vi").long(date(2023, 2, 1)) == "ngày 01 tháng 02 năm 2023"
    assert formats("vi").long(date(2024, 5, 6)) == "ngày 06 tháng 5 năm 2024"
    assert formats("vi").lasting(timedelta(hours=2)) == "2 giờ"


@pytest.mark.parametrize(
    ("tag", "value", "parts", "month"),
    [
        ("vi", 1_500_000, ("", "1.500.000", " đồng"), "01/2027"),
        ("en-GB", 1250.5, ("£", "1,250.50", ""), "January 2027"),
        ("en-US", -20, ("-$", "20", ""), "January 2027"),
        ("fr-u-cu-eur", 1250.5, ("", "1\u202f250,50", "\u00a0€"), "janvier 2027"),
    ],
)
def test_parts_of_an_amount_and_names_of_months(tag: str, value: float, parts: tuple[str, ...], month: str) -> None:
    """An amount is its sign, its figure and what stands after it; a month is written as people write it."""
    assert formats(tag).amount_parts(value) == parts
    assert formats(tag).amount(value) == "".join(parts)
    assert formats("en-GB").amount_parts(200, full=True) == ("£", "200.00", "")
    assert formats("vi").amount_parts(200, full=True) == ("", "200", " đồng")
    assert formats(tag).month(date(2027, 1, 31)) == month
