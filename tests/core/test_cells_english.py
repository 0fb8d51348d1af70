"""Cells typed in English: tables of examples, and what holds for any cell."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.campaign.model import Activity, Campaign, Choice, Column, Limits, Unit
from sheets_sync.cells import CellReader, Verdict
from sheets_sync.words.conventions import tag_of

TODAY = date(2027, 1, 31)


def campaign_of(tag: str = "en-GB", limits: Limits | None = None) -> Campaign:
    first = date(2027, 1, 4)
    return Campaign(
        slug="schools",
        name="Schools",
        timezone=ZoneInfo("Europe/London"),
        days=tuple(first + timedelta(n) for n in range(26)),
        deadline=time(17),
        grace=timedelta(seconds=60),
        units=(
            Unit("st-mary", "St Mary's Primary School", "St Mary", aliases=("St Mary's",)),
            Unit("hillside", "Hillside Academy", "Hillside"),
            Unit("hill-top", "Hilltop Academy", "Hilltop"),
        ),
        columns=(Column("day", "Date", "date"), Column("beds", "Beds", "integer", unit="beds")),
        activities=(
            Activity("A1", "Reading clubs", measures=("sessions",)),
            Activity("A2", "Footpath repairs", measures=("m", "km")),
        ),
        locale=tag,
        limits=limits or Limits(),
    )


def read(kind: str, typed: Any, tag: str = "en-GB", **asked: Any) -> tuple[str, Any, str]:
    found = CellReader(campaign_of(tag)).read(kind, typed, today=TODAY, **asked)
    return found.verdict.value, found.value, found.code


def accepted(kind: str, typed: Any, value: Any, tag: str = "en-GB") -> None:
    assert read(kind, typed, tag) == ("accept", value, "")


DATES = {
    "8/1": ("2027-01-08", ""), "08/01/2027": ("2027-01-08", ""), "8-1-27": ("2027-01-08", ""),
    "8.1.2027": ("2027-01-08", ""), "2027-01-08": ("2027-01-08", ""), "2027/1/8": ("2027-01-08", ""),
    "2027-01-08T09:30": ("2027-01-08", ""), "2027-01-08 09:30:00+00:00": ("2027-01-08", ""),
    "8 Jan": ("2027-01-08", ""), "8th January 2027": ("2027-01-08", ""), "Jan 8, 2027": ("2027-01-08", ""),
    "January 8": ("2027-01-08", ""), "8-Jan-27": ("2027-01-08", ""), "8th of January, 2027": ("2027-01-08", ""),
    "2027 Jan 8": ("2027-01-08", ""), "Fri 8 Jan": ("2027-01-08", ""), "Friday, 8 January 2027": ("2027-01-08", ""),
    "8 Jan (Fri)": ("2027-01-08", ""), "8 Jan.": ("2027-01-08", ""), "22nd Jan": ("2027-01-22", ""),
    "the 8th of January": ("2027-01-08", ""), "8 Jan '27": ("2027-01-08", ""), "8Jan2027": ("2027-01-08", ""),
    "on 8 Jan": ("2027-01-08", ""), "８/1": ("2027-01-08", ""), "the 8th": ("2027-01-08", "D2"),
    "Fri 8": ("2027-01-08", "D2"), "8 Jan at 5pm": ("2027-01-08", "D2"), "9.30am, 8 Jan": ("2027-01-08", "D2"),
    "Mon 8 Jan": ("2027-01-08", "D3"), "8/1 9:30 am": ("2027-01-08", "D2"), "8/1 morning": ("2027-01-08", "D2"),
    "8 1 2027": ("2027-01-08", "D2"), "08012027": ("2027-01-08", "D2"), "20270108": ("2027-01-08", "D2"),
    "8": ("2027-01-08", "D2"), "8th": ("2027-01-08", "D2"), "8\\1": ("2027-01-08", "D2"),
    "46395": ("2027-01-08", "D2"), "1/13/2027": ("2027-01-13", "D4"), "1/20": ("2027-01-20", "D4"),
}  # fmt: skip
DATES_REFUSED = {
    "1/8/2027": "D7",  # 1 August: the other way would lie on a report day
    "1/8": "D7", "8/2/2027": "D7", "8 Jan 2026": "D7", "3/13/2027": "D1", "31/2": "D1", "8 Foo": "D1", "x": "D1",
    "30/30": "D1", "8/1/027": "D1", "8/1-2027": "D1", "2027-01-08T09:30+05:00": "D1",
    "today": "D6", "yesterday": "D6", "Friday": "D6", "last Friday": "D6", "Fri": "D6",
    "8-9/1": "D5", "8, 9 Jan": "D5", "8/1 and 9/1": "D5", "from 8 to 9 Jan": "D5", "8 & 9 Jan": "D5", "Jan 8-9": "D5",
    "8-9 January": "D5", "8/1, 9/1": "D5", "8 Jan - 9 Jan": "D5", "8-1-2027 to 9-1-2027": "D5", "8 August": "D7",
    "8 Jan (late)": "D1", "Jan 2027": "D1", "8²/1": "D1", "this morning": "D6", "last week": "D6",
}  # fmt: skip


@pytest.mark.parametrize("typed", DATES)
def test_dates_are_read(typed: str) -> None:
    """The day comes first; ISO, names of months and weekdays are habits; other forms are warned about."""
    value, code = DATES[typed]
    assert read("date", typed) == ("warn" if code else "accept", value, code)


@pytest.mark.parametrize("typed", DATES_REFUSED)
def test_dates_are_refused(typed: str) -> None:
    """No date is guessed: outside, relative, several, or none at all."""
    assert read("date", typed) == ("reject", None, DATES_REFUSED[typed])


@pytest.mark.parametrize(
    ("tag", "typed", "expected"),
    [
        ("en-US", "1/8/2027", ("accept", "2027-01-08", "")),
        ("en-US", "1/8", ("accept", "2027-01-08", "")),
        ("en-US", "8/1/2027", ("reject", None, "D7")),
        ("en-US", "13/1/2027", ("warn", "2027-01-13", "D4")),
        ("en-US", "13/5/2027", ("reject", None, "D1")),
        ("en-US", "8 Jan", ("accept", "2027-01-08", "")),
        ("en-US", "01082027", ("warn", "2027-01-08", "D2")),
        ("en-GB-x-ymd", "27/1/8", ("accept", "2027-01-08", "")),
        ("en-GB-x-ymd", "1/8", ("accept", "2027-01-08", "")),
        ("en-GB-x-ymd", "2027-01-08", ("accept", "2027-01-08", "")),
        ("en-GB-x-ymd", "18/1/2027", ("warn", "2027-01-18", "D4")),
    ],
)
def test_the_campaign_decides_the_order(tag: str, typed: str, expected: tuple[Any, ...]) -> None:
    """A date that is real in the campaign's order is never read the other way."""
    assert read("date", typed, tag) == expected


def test_serial_numbers_are_days() -> None:
    """A number cell of a day is that day; Sheets has made it one."""
    assert read("date", 46395) == ("accept", "2027-01-08", "")
    assert read("date", 46395.4) == ("accept", "2027-01-08", "")
    assert read("date", 12.5) == ("reject", None, "D1")


TIMES = {
    "9:30": ("09:30", ""), "9.30am": ("09:30", ""), "09:30": ("09:30", ""), "9 am": ("09:00", ""),
    "9am": ("09:00", ""), "14:00": ("14:00", ""), "noon": ("12:00", ""), "midnight": ("00:00", ""),
    "2 pm": ("14:00", ""), "2:15 p.m.": ("14:15", ""), "12 am": ("00:00", ""), "12pm": ("12:00", ""),
    "9:30:00": ("09:30", ""), "9:30 in the morning": ("09:30", ""), "9 o'clock": ("09:00", ""),
    "9:30 on 8 Jan": ("09:30", ""), "9.30": ("09:30", "T2"), "0930": ("09:30", "T2"),
    "12 noon": ("12:00", ""), "12:30": ("12:30", ""), "7:00": ("07:00", ""), "930am": ("09:30", ""),
    "5 in the evening": ("17:00", ""), "at 9:30": ("09:30", ""), "0:30": ("00:30", "T2"), "9:5": ("09:05", "T2"),
    "noon - 2pm": ("12:00–14:00", "T2"), "9am-11am": ("09:00–11:00", "T2"), "from 9:00 to 11:30": ("09:00–11:30", "T2"),
}  # fmt: skip


@pytest.mark.parametrize("typed", TIMES)
def test_times_are_read(typed: str) -> None:
    """am, pm and the clock of 24 hours."""
    value, code = TIMES[typed]
    assert read("time", typed) == ("warn" if code else "accept", value, code)


@pytest.mark.parametrize(
    "typed",
    [
        "3:00",
        "6:30",
        "1",
        "9",
        "25:00",
        "9:75",
        "morning",
        "14 am",
        "11-9",
        "before 10",
        "9-11am",
        "soon",
        "6:59",
        "24:00",
        "5 o'clock",
        "9 30",
        "9:30 or 10:00",
        "9am-9am",
        "from 9am",
        "around 9",
    ],
)
def test_times_are_refused(typed: str) -> None:
    """Nobody can tell whether 3:00 is in the morning or in the afternoon."""
    assert read("time", typed) == ("reject", None, "T1")


INTEGERS = {
    "1250": (1250, ""), "1,250": (1250, ""), "1 250": (1250, ""), "007": (7, ""), "0": (0, ""), "none": (0, ""),
    "Nil": (0, ""), "zero": (0, ""), "no": (0, ""), "50 pupils": (50, ""), "50pupils": (50, ""),
    "1,250 people": (1250, ""), "12 beds": (12, ""), "3 staff": (3, ""), "1250.0": (1250, "C4"), "12.00": (12, "C4"),
    "1'250": (1250, "C4"), "about 50": (50, "C2"), "approx. 50": (50, "C2"), "~50": (50, "C2"), "over 50": (50, "C2"),
    "50+": (50, "C2"), "50 +": (50, "C2"), "about 50 people": (50, "C2"), ">= 50": (50, "C2"), "twelve": (12, "C3"),
    "twenty-five": (25, "C3"), "one hundred and twenty": (120, "C3"), "Twenty five pupils": (25, "C3"),
    "two thousand and five": (2005, "C3"), "a hundred": (100, "C3"), "over fifty": (50, "C2"), "-": (0, "C7"),
    "–": (0, "C7"), "/": (0, "C7"), "50 (two absent)": (50, "C5"), "20+30": (50, "C5"), "6000": (6000, "C9"),
    "20 + 30 + 1": (51, "C5"), "20 + 30 pupils": (50, "C5"), "50+ pupils": (50, "C2"), "est. 50": (50, "C2"),
    "estimated 50 pupils": (50, "C2"), "1 bed": (1, ""), "0 pupils": (0, ""), "'50": (50, ""), "５０": (50, ""),
    "about 50 (two absent)": (50, "C2"), "1,250.00": (1250, "C4"), "two million": (2_000_000, "C3"),
}  # fmt: skip
INTEGERS_REFUSED = {
    "1.250": "C11", "1.25": "C11", "12.5": "C11", "1.000": "C11", "12,50": "C11", "1,2500": "C11", "-5": "C11",
    "+5": "C11", "many": "C11", "several": "C11", "two three": "C11", "10000000": "C11", "O5": "C11",
    "5-10": "C10", "5 to 10": "C10", "5/10": "C10", "5 - 10": "C10", "5 or 6": "C10", "20 books": "C6",
    "50 kg": "C6", "1.2k": "C6", "20 pupils + 3 staff": "C10", "10 out of 12": "C10", "3 boys, 4 girls": "C10",
    "5-10 pupils": "C10", "50%": "C11", "£50": "C11", "(50)": "C11", "٥٠": "C11", "5½": "C11", "01,250": "C11",
}  # fmt: skip


@pytest.mark.parametrize("typed", INTEGERS)
def test_counts_are_read(typed: str) -> None:
    """A comma stands between groups, and what stands round the number is taken off."""
    value, code = INTEGERS[typed]
    assert read("integer", typed) == ("warn" if code else "accept", value, code)


@pytest.mark.parametrize("typed", INTEGERS_REFUSED)
def test_counts_are_refused(typed: str) -> None:
    """A dot is the decimal mark: 1.250 is 1.25 or 1250, and nobody guesses by a factor of 1000."""
    assert read("integer", typed) == ("reject", None, INTEGERS_REFUSED[typed])


@pytest.mark.parametrize(
    ("kind", "typed", "asked", "expected"),
    [
        ("integer", "12 beds", {"unit": "beds"}, ("accept", 12, "")),
        ("integer", "12 beds", {"unit": ""}, ("reject", None, "C6")),
        ("integer", "12 beds", {"unit": "cases"}, ("reject", None, "C6")),
        ("integer", "12 pupils", {"unit": "beds"}, ("accept", 12, "")),
        ("integer", "12 sessions", {"measure": "sessions"}, ("accept", 12, "")),
        ("integer", "12 m", {"measure": "sessions"}, ("reject", None, "C6")),
        ("decimal", "1.5 kg", {"unit": "kg"}, ("accept", 1.5, "")),
        ("decimal", "1.5 km", {"unit": "kg"}, ("reject", None, "C6")),
        ("decimal", "1.5 km", {"unit": "", "measure": "m"}, ("accept", 1.5, "")),
    ],
)
def test_what_stands_behind_a_figure_is_what_its_column_counts(
    kind: str, typed: str, asked: dict[str, str], expected: tuple[Any, ...]
) -> None:
    """The unit of the column, or the measure of its row; that of another column is refused."""
    assert read(kind, typed, **asked) == expected


@pytest.mark.parametrize("kind", ["integer", "decimal", "money"])
@pytest.mark.parametrize("typed", ["n/a", "TBC", "tba", "not yet", "pending", "..", "…"])
def test_not_known_yet_is_never_nothing(kind: str, typed: str) -> None:
    """Not known yet is missing, not 0."""
    assert read(kind, typed) == ("missing", None, "C8")


DECIMALS = {
    "1.5": (1.5, ""), "1.250": (1.25, ""), "1,250.75": (1250.75, ""), "1250": (1250, ""), "1,250": (1250, ""),
    ".5": (0.5, ""), "1.5 km": (1.5, ""), "250 m": (250, ""), "12 sessions": (12, ""), "about 1.5": (1.5, "C2"),
    "1.5+ km": (1.5, "C2"), "1.5 + 2 km": (3.5, "C5"), "1 session": (1, ""), "1.250 km": (1.25, ""),
    "1'250": (1250, "Q2"), "1.5+2": (3.5, "C5"), "two": (2, "C3"), "-": (0, "C7"),
}  # fmt: skip


@pytest.mark.parametrize("typed", DECIMALS)
def test_decimals_are_read(typed: str) -> None:
    """A dot is the decimal mark, a comma stands between groups."""
    value, code = DECIMALS[typed]
    assert read("decimal", typed) == ("warn" if code else "accept", value, code)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("1,5", "Q1"), ("1,25", "Q1"), ("1.250,5", "Q1"), ("1.250.000", "Q1"), ("-1.5", "Q1"), ("1.5 kg", "C6"),
     ("1.5 m", "C11"), ("1.250 m", "C11"), ("5-10", "C10"), ("x", "Q1"),
     ("1.5-2 km", "C10"), ("10000000", "Q1"), ("12,50", "Q1"), ("1½", "Q1"), ("1.5 people", "C6")],
)  # fmt: skip
def test_decimals_are_refused(typed: str, code: str) -> None:
    """A comma before decimals is a habit of elsewhere; a measure of whole things has none."""
    assert read("decimal", typed) == ("reject", None, code)


MONEY = {
    "£1,250.50": (1250.5, ""), "1250": (1250, ""), "1,250.5": (1250.5, ""), "GBP 200": (200, ""),
    "200 pounds": (200, ""), "£ 200": (200, ""), "200 GBP": (200, ""), "200£": (200, ""), "£0": (0, ""),
    "0.50": (0.5, ""), "none": (0, ""), "1.2k": (1200, "M2"), "3m": (3_000_000, "M2"), "2 million": (2_000_000, "M2"),
    "1.5 bn": (1_500_000_000, "M2"), "£2 million": (2_000_000, "M2"), "2 million pounds": (2_000_000, "M2"),
    "two hundred pounds": (200, "M2"), "3 x £20": (60, "M3"), "£20 each for 3": (60, "M3"), "£20 x 3": (60, "M3"),
    "3x£20": (60, "M3"), "£20x3": (60, "M3"), "3 @ £20": (60, "M3"), "3 books at £20 each": (60, "M3"),
    "£.50": (0.5, ""), "200gbp": (200, ""), "20 pounds sterling": (20, ""), "£2k": (2000, "M2"),
    "£20 + £30.50": (50.5, "M3"), "about £200": (200, "C2"),
    "£200 (books)": (200, "C5"), "-": (0, "C7"), "1": (1, ""), "900,000,000": (900_000_000, ""),
}  # fmt: skip
MONEY_REFUSED = {
    "€200": "M9", "$200": "M9", "200 EUR": "M9", "200 dollars": "M9", "1.250,50": "M6", "1,5": "M6", "1.505": "M6",
    "£1.250": "M6", "0750000": "M6", "20%": "M6", "-20": "M6", "cheap": "M6", "£20 each": "M7", "£20/pupil": "M7",
    "200 quid": "M6", "£-5": "M6", "(£5)": "M6", "50p": "M6", "£20 and £30": "M6", "US$20": "M9", "20 euros": "M9",
    "20 books": "M8", "20-30": "C10", "£20 to £30": "C10", "1,2500": "M6", "1000000000000": "M6",
}  # fmt: skip


@pytest.mark.parametrize("typed", MONEY)
def test_amounts_are_read(typed: str) -> None:
    """The campaign's currency, its sign or name before or after the amount, or neither."""
    value, code = MONEY[typed]
    assert read("money", typed) == ("warn" if code else "accept", value, code)


@pytest.mark.parametrize("typed", MONEY_REFUSED)
def test_amounts_are_refused(typed: str) -> None:
    """Another currency, marks of elsewhere, more decimals than there are pence."""
    assert read("money", typed) == ("reject", None, MONEY_REFUSED[typed])


@pytest.mark.parametrize(
    ("tag", "typed", "expected"),
    [
        ("en-US", "$1,250.50", ("accept", 1250.5, "")),
        ("en-US", "200 dollars", ("accept", 200, "")),
        ("en-US", "£5", ("reject", None, "M9")),
        (tag_of("en-GB", currency="EUR"), "€12.50", ("accept", 12.5, "")),
        (tag_of("en-GB", currency="JPY"), "¥1,200", ("accept", 1200, "")),
        (tag_of("en-GB", currency="JPY"), "1.5", ("reject", None, "M6")),
        (tag_of("en-GB", currency="VND"), "1,500,000", ("accept", 1_500_000, "")),
    ],
)
def test_the_currency_is_the_campaigns(tag: str, typed: str, expected: tuple[Any, ...]) -> None:
    """Sign, name and decimals are those of the currency."""
    assert read("money", typed, tag) == expected


def test_unusual_sums_are_told_only_where_the_campaign_says_what_is_usual() -> None:
    """M4 needs limits of the campaign's own."""
    assert read("money", "5") == ("accept", 5, "")
    reader = CellReader(campaign_of(limits=Limits(money_low=10, money_high=1000)))
    assert reader.read("money", "5", today=TODAY).code == "M4"
    assert reader.read("money", "5000", today=TODAY).code == "M4"


def test_number_cells() -> None:
    """Numbers that Sheets keeps: fractions, percents and dates of its own making."""
    assert read("integer", 12.5) == ("reject", None, "C12")
    assert read("integer", 12) == ("accept", 12, "")
    assert read("integer", 46395, number_format="DATE") == ("reject", None, "C13")
    assert read("decimal", 1.5) == ("accept", 1.5, "")
    assert read("decimal", 0.5, number_format="PERCENT") == ("reject", None, "Q1")
    assert read("money", 1250.5) == ("accept", 1250.5, "")
    assert read("money", 1.505) == ("reject", None, "M6")
    assert read("text", 1.5) == ("accept", "1.5", "")
    assert read("text", 46395, "en-US", number_format="DATE") == ("accept", "01/08/2027", "")


@pytest.mark.parametrize(
    ("tag", "typed", "expected"),
    [
        ("en-GB", "020 7946 0018", ("accept", "+442079460018", "")),
        ("en-GB", "+44 20 7946 0018", ("accept", "+442079460018", "")),
        ("en-GB", "(020) 7946-0018", ("accept", "+442079460018", "")),
        ("en-GB", "0044 20 7946 0018", ("accept", "+442079460018", "")),
        ("en-GB", "20 7946 0018", ("warn", "+442079460018", "P2")),
        ("en-GB", "020 7946 0018 (office)", ("warn", "+442079460018", "P2")),
        ("en-GB", "12345", ("reject", None, "P1")),
        ("en-GB", "020 7946 0018 / 020 7946 0019", ("reject", None, "P1")),
        ("en-GB", "call me", ("reject", None, "P1")),
        ("en-US", "(212) 736-5000", ("accept", "+12127365000", "")),
        ("en-US", "1 212 736 5000", ("accept", "+12127365000", "")),
        (tag_of("en-GB", region="VN"), "0281 234 5678", ("reject", None, "P1")),
        (tag_of("en-GB", region="VN"), "024 3825 5583", ("accept", "+842438255583", "")),
    ],
)
def test_telephone_numbers(tag: str, typed: str, expected: tuple[Any, ...]) -> None:
    """Numbers of the region, or of any country behind a plus."""
    assert read("phone", typed, tag) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [(word, ("accept", "yes", "")) for word in ("yes", "Y", "TRUE", "x", "✓", "done")]
    + [(word, ("accept", "no", "")) for word in ("no", "N", "false", "✗")]
    + [("1", ("warn", "yes", "B2")), ("v", ("warn", "yes", "B2")), ("0", ("warn", "no", "B2"))]
    + [("-", ("warn", "no", "B2")), ("n/a", ("missing", None, "B1")), ("", ("missing", None, "B1"))]
    + [("maybe", ("reject", None, "B1")), (True, ("accept", "yes", ""))],
)
def test_yes_and_no(typed: Any, expected: tuple[Any, ...]) -> None:
    """A tick is yes, a drawn cross is no."""
    assert read("yes_no", typed) == expected


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        ("unit", "St. Mary’s primary school", ("accept", "st-mary", "")),
        ("unit", "STMARYS", ("accept", "st-mary", "")),
        ("unit", "Hilside Academy", ("warn", "hillside", "U2")),
        ("unit", "Hill", ("reject", None, "U1")),
        ("unit", "Hill? Academy", ("reject", None, "E2")),
        ("choice", "reading-clubs", ("accept", "A1", "")),
        ("choice", "a2", ("accept", "A2", "")),
        ("choice", "Reading club", ("warn", "A1", "A2")),
        ("choice", "Swimming", ("reject", None, "A1")),
    ],
)
def test_names_of_lists(kind: str, typed: str, expected: tuple[Any, ...]) -> None:
    """Equal but for case, accents, spaces and marks; one slip from exactly one long entry; else refused."""
    assert read(kind, typed) == expected


def test_a_refused_name_is_told_the_nearest_entry() -> None:
    """The message of an unknown name says which entry is near."""
    found = CellReader(campaign_of()).read("unit", "Hilside Acadmy", today=TODAY)
    assert (found.code, "Hillside Academy" in found.facts["nearest"]) == ("U1", True)
    own = (Choice("a", "Alpha"), Choice("b", "Beta"))
    assert CellReader(campaign_of()).read("choice", "beta", today=TODAY, choices=own).value == "b"


@pytest.mark.parametrize("typed", ["see above", "Ditto.", "as above", "same", "see attached", "See e-mail!", '"'])
def test_texts_that_point_elsewhere(typed: str) -> None:
    """A text that points elsewhere says nothing of its own."""
    assert read("text", typed) == ("reject", None, "X3")


def test_other_texts_and_links() -> None:
    """Texts are kept; what is not known yet is missing; links as everywhere."""
    assert read("text", "Chess club,  two rooms") == ("accept", "Chess club, two rooms", "")
    assert read("text", "tbc") == ("missing", None, "X3")
    assert read("url", "none") == ("missing", None, "")
    assert read("url", "see https://example.org/a") == ("warn", ["https://example.org/a"], "L2")
    assert read("url", "soon") == ("reject", None, "L1")


KINDS = ("date", "time", "integer", "decimal", "money", "phone", "yes_no", "unit", "choice", "text", "url")
READERS = {tag: CellReader(campaign_of(tag)) for tag in ("en-GB", "en-US", "en-GB-x-ymd")}
TYPED = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789 .,/-+'()£$kmthJanof", max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
)


@given(st.sampled_from(KINDS), st.sampled_from(sorted(READERS)), TYPED)
def test_any_cell_gives_a_reading(kind: str, tag: str, typed: Any) -> None:
    """Nothing that can be typed raises, and only what is used has a value."""
    found = READERS[tag].read(kind, typed, today=TODAY)
    assert (found.value is None) == (found.verdict in (Verdict.REJECT, Verdict.MISSING))


@given(st.integers(min_value=0, max_value=9_999_999), st.sampled_from(["integer", "decimal", "money"]))
def test_a_figure_is_never_read_by_a_factor(value: int, kind: str) -> None:
    """However a whole number is grouped, it is itself or refused; a dot never makes a thousand of it."""
    for typed in (str(value), f"{value:,}", f"{value:,}".replace(",", " "), f"{value:,}".replace(",", "'")):
        found = READERS["en-GB"].read(kind, typed, today=TODAY)
        assert found.value in (None, value)
        assert found.usable
    dotted = READERS["en-GB"].read("integer", f"{value:,}".replace(",", "."), today=TODAY)
    assert dotted.value in (None, value)


@given(st.dates(date(2027, 1, 4), date(2027, 1, 29)))
def test_every_report_day_is_read_in_every_usual_form(day: date) -> None:
    """A report day that is written in a usual form is that day."""
    names = (f"{day.day} {day:%B} {day.year}", f"{day:%b} {day.day}, {day.year}", f"{day:%a} {day.day} {day:%b}")
    orders = {"en-GB": f"{day:%d/%m/%Y}", "en-US": f"{day:%m/%d/%Y}", "en-GB-x-ymd": f"{day:%y/%m/%d}"}
    for tag, reader in READERS.items():
        for typed in (*names, orders[tag], day.isoformat()):
            found = reader.read("date", typed, today=TODAY)
            assert (found.verdict, found.value) == (Verdict.ACCEPT, day.isoformat()), typed
