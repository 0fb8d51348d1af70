"""Report days as people type them: the policy's point 4.1, a table of examples for each code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader, Reading
from sheets_sync.spreadsheet.snapshot import Value

TODAY = date(2022, 12, 31)
THE_16TH = "2022-12-16"  # a Friday
Read = Callable[..., Reading]

PLAIN = [
    "16/12", "16-12", "16.12", "16/12/22", "16-12-2022", "16.12.2022", "16 / 12", "16 - 12 - 2022", "16–12–2022",
    "16 tháng 12", "16 thg 12", "16 tháng 12 2022", "16 tháng 12, 2022", "16 tháng 12, 22", "16 tháng 12 năm 2022",
    "16 tháng 12, năm 2022", "16 THANG 12 NAM 2022", "2022-12-16", "2022/12/16", "2022.12.16", "2022-12-16T09:30",
    "2022-12-16 09:30", "2022-12-16 9:30:00", "2022-12-16T09:30:00.123", "2022-12-16T09:30:00+07:00", 44911, 44911.0,
    44911.9999, "'16/12", "16/12.", "16/12,", "16/12;", "１６／１２", "16\u200b/12", "\u00a016/12\u2009",
]  # fmt: skip
WITH_WEEKDAY = [
    "thứ sáu 16/12", "Thứ Sáu, 16/12/2022", "thu sau, 16/12", "thứ 6, 16/12", "thứ 6 ngày 16/12", "T6 16/12", 
    "t6, 16.12",
    "(thứ Sáu) 16/12", "(T6), 16/12", "16/12 thứ sáu", "16/12, T6", "16/12 (thứ Sáu)", "16/12, (T6)", "16/12(T6)",
    "Thứ Sáu, ngày 16 tháng 12 năm 2022", "ngày 16/12", "NGÀY 16/12/2022", "ngay 16-12", "thứ sáu ngày 16 tháng 12",
    "thứ sáu 2022-12-16",
]  # fmt: skip
WEEKDAYS = {
    "thứ hai": 19, "thứ 2": 19, "T2": 19, "thứ ba": 20, "thứ tư": 21, "thứ năm": 22, "thứ sáu": 16, "thứ 7": 17,
    "thứ bảy": 17, "chủ nhật": 18, "CN": 18, "chu nhat": 18,
}  # fmt: skip
ODD_FORMS = [
    "16\\12", "16\\12\\2022", "16 \\ 12 \\ 22", "16 12", "16 12 22", "16 12 2022", "16t12", "16T12", "16-Dec-22",
    "16-Dec-2022", "16 December 2022", "16 Dec", "16-dec", "Dec 16, 2022", "December 16 2022", "16122022", "20221216",
    "44911", 16122022, 16, 16.0, "16", "16.", "ngày 16", "thứ sáu 16", "16 T6",
]  # fmt: skip
WITH_A_MOMENT = [
    "sáng 16/12", "Sáng ngày 16/12", "buổi sáng 16/12", "16/12 chiều", "16/12 buổi tối", "trưa 16/12", "đêm 16/12",
    "sáng thứ Sáu, 16/12", "9h30 ngày 16/12", "9g 16/12", "9h 16/12", "9h 16 tháng 12", "9h30 16/12", "09:30 16/12",
    "09:30:00 16/12/2022", "lúc 9h30 ngày 16/12", "16/12 lúc 9h", "16/12/2022 09:30", "16/12 9h30", "9h30 sáng 16/12",
    "lúc 9 giờ 30 phút ngày 16/12", "sáng 2022-12-16", "9h30 2022-12-16", "2022-12-16 9h30",
]  # fmt: skip
MONTH_FIRST = ["12/16", "12/16/2022", "12-16-22", "12.16.2022", "12 16", "12\\16\\2022", "ngày 12/16", "sáng 12/16"]
WRONG_WEEKDAY = ["thứ Năm, 16/12/2022", "T2 16/12", "16/12 (CN)", "sáng thứ hai 16/12", "thứ hai 12/16", "16 T2"]
OUTSIDE = {
    "15/12": "15/12/2022", "31/12": "31/12/2022", "05/12/2022": "05/12/2022", "16/12/2021": "16/12/2021",
    "16/12/0022": "16/12/0022", "31": "31/12/2022", "1": "01/12/2022", "16122023": "16/12/2023", 44910: "15/12/2022",
    40000: "06/07/2009", 49999.9: "20/11/2036", "12/11/2022": "12/11/2022", "sáng 1/12": "01/12/2022",
    "16t6": "16/06/2022",
    "2022-12-15": "15/12/2022", "16 Nov 2022": "16/11/2022", "29/2/2024": "29/02/2024",
}  # fmt: skip
LUNAR = [
    "23/11 ÂL", "23/11 âm lịch", "ÂL 23/11", "23/11AL", "23/11 (am lich)", "23 tháng chạp", "mùng 1 tháng giêng",
    "CHẠP",
]  # fmt: skip
RELATIVE = [
    "hôm nay", "Hôm qua", "hom kia", "hôm trước", "nay", "qua", "kia", "mai", "ngày mai", "sáng nay", "tối qua",
    "ngày hôm nay", "9h sáng mai", "thứ Sáu", "T6", "CN", "chủ nhật", "sáng thứ sáu", "(thứ 6)", "thứ sáu hôm nay",
]  # fmt: skip
SEVERAL = [
    "16-18/12", "16 - 18/12", "16,17/12", "16, 17, 18/12/2022", "16;17/12", "16&17/12", "16+17/12", "16 và 17/12",
    "16/12 và 17/12", "16/12, 17/12", "từ 16/12 đến 18/12", "từ ngày 16 đến ngày 18 tháng 12", "16 đến 18/12",
    "16/12-18/12", "16-12 - 18-12", "16-12 đến 18-12", "16/12/2022 - 18/12/2022", "ngày 16, 17/12", "16-18 tháng 12",
    "sáng 16/12, chiều 17/12", "thứ 6 16/12 và thứ 7 17/12",
    "thứ 6, 16/12 và thứ 7, 17/12", "16/12 (thứ 6), 17/12 (thứ 7)", "tu 16/12 den 18/12",
]  # fmt: skip
NO_DATES = [
    "31/11/2022", "0/12", "16/0", "32/12", "0", "00", "32", "16/12/202", "16/12/20222", "l6/12/2022", "16/l2", "O1/12",
    "16//12/2022", "16-12/2022", "16/12-2022", "16/12/", "/16/12", "016/12", "16/012", "16/17/12", "16-17", "16,12",
    "31 tháng 11", "12 tháng 16", "16 tháng mười hai", "mười sáu tháng mười hai", "16 tháng 12/2022", "tháng 12",
    "16/12 bổ sung", "hôm nay 16/12", "16/12?", "khoảng 16/12", "chưa có", "không", "-", "x", "12/31/2022",
    "2022-16-12",
    "2022-12-16T02:00:00Z", "2022-12-16T09:30+08:00", "2022-12-16T09:30-07:00", "2022-12-16T25:00", "2022", "12162022",
    "161222", "39999", "50000", "123", "25h 16/12", "9h30", "sáng", "ngày", "thứ 8 16/12", "16 Foo 2022", "Dec 2022",
    "thứ 2 đến thứ 6", "17/12, thứ 6, thứ 8",
    "16/12 và", "đến 18/12", "16 và 17", "29-31/11", "١٦/١٢", "1①/12", "16²/12", "½", 16.12, 39999.5, 50000.5, -44911,
    1e300, float("nan"), float("inf"), True, False, "16/12/2022 9:30 AM", "X. 16/12", "16.12,2022",
]  # fmt: skip


@pytest.fixture
def read(campaign: Campaign) -> Read:
    def read(typed: Value, today: date = TODAY, of: Campaign = campaign) -> Reading:
        return CellReader(of).read("date", typed, today=today)

    return read


def with_days(campaign: Campaign, first: date, count: int) -> Campaign:
    return replace(campaign, days=tuple(first + timedelta(n) for n in range(count)))


@pytest.mark.parametrize("typed", [*PLAIN, *WITH_WEEKDAY], ids=repr)
def test_usual_forms(read: Read, typed: Value) -> None:
    """A day written day first, as ISO or as a serial number is accepted; a weekday that agrees goes unsaid."""
    assert read(typed) == Reading("accept", THE_16TH)


@pytest.mark.parametrize(("name", "day"), WEEKDAYS.items())
def test_weekdays(read: Read, name: str, day: int) -> None:
    """Every name of a weekday is known, before and after the date."""
    assert read(f"{name}, {day}/12") == read(f"{day}/12 ({name})") == Reading("accept", f"2022-12-{day}")


@pytest.mark.parametrize("typed", [*ODD_FORMS, *WITH_A_MOMENT], ids=repr)
def test_odd_forms(read: Read, typed: Value) -> None:
    """An odd form, or a part of the day beside the date, has one reading left: it is used and shown (D2)."""
    assert read(typed) == Reading("warn", THE_16TH, "D2")


@pytest.mark.parametrize("typed", MONTH_FIRST)
def test_month_first(read: Read, typed: str) -> None:
    """Month first is tried only where day first is no date, and holds only inside the window (D4 before D2)."""
    assert read(typed) == Reading("warn", THE_16TH, "D4")


@pytest.mark.parametrize("typed", WRONG_WEEKDAY)
def test_wrong_weekday(read: Read, typed: str) -> None:
    """A weekday that contradicts its date is said before anything else about the date (D3)."""
    assert read(typed) == Reading("warn", THE_16TH, "D3")


@pytest.mark.parametrize(("typed", "day"), OUTSIDE.items())
def test_outside(read: Read, typed: Value, day: str) -> None:
    """A real date outside the report days is refused with the day that was read (D7)."""
    found = read(typed)
    assert (found.verdict, found.value, found.code) == ("reject", None, "D7")
    assert found.facts == {"day": day, "from": "16/12/2022", "to": "30/12/2022"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *((typed, "D8") for typed in LUNAR),
        *((typed, "D6") for typed in RELATIVE),
        *((typed, "D5") for typed in SEVERAL),
        *((typed, "D1") for typed in NO_DATES),
    ],
)
def test_refused(read: Read, typed: Value, code: str) -> None:
    """Lunar days, days that depend on when they were typed, several days and everything else are never guessed."""
    found = read(typed)
    assert (found.verdict, found.value, found.code) == ("reject", None, code)


def test_order_of_refusals(read: Read) -> None:
    """Lunar goes before relative, relative before several."""
    assert [read(t).code for t in ("hôm nay ÂL", "16,17/11 ÂL", "từ hôm nay đến 17/12")] == ["D8", "D8", "D1"]


def test_blank_and_broken_cells(read: Read) -> None:
    """Blank is missing without a code; formulas and several lines are refused as everywhere."""
    assert [(read(t).verdict, read(t).code) for t in ("", "  \u200b", None, "=TODAY()", "#REF!", "16/12\n17/12")] == [
        ("missing", ""), ("missing", ""), ("missing", ""), ("reject", "X1"), ("reject", "X1"), ("reject", "X2"),
    ]  # fmt: skip


def test_later_than_today(read: Read) -> None:
    """A day later than today is refused; today itself is used."""
    assert read("20/12", date(2022, 12, 19)).code == "D7"
    assert read("12/20", date(2022, 12, 19)).code == "D7"
    assert read("20/12", date(2022, 12, 20)).value == "2022-12-20"


def test_window_over_new_year(read: Read, campaign: Campaign) -> None:
    """Without a year a date takes the year in which it falls inside the window; a lone day its month."""
    winter = with_days(campaign, date(2022, 12, 20), 20)
    today = date(2023, 2, 1)
    assert read("25/12", today, winter).value == "2022-12-25"
    assert read("5/1", today, winter).value == "2023-01-05"
    assert read("25", today, winter).value == "2022-12-25"
    assert read("5", today, winter).value == "2023-01-05"
    assert read("12/12", today, winter).facts["day"] == "12/12/2022"


def test_lone_day_in_two_months(read: Read, campaign: Campaign) -> None:
    """A lone day that the window holds in two months is not guessed."""
    long = with_days(campaign, date(2022, 11, 10), 40)
    assert read("15", TODAY, long).code == "D1"
    assert read("25", TODAY, long).value == "2022-11-25"


def test_leap_day(read: Read, campaign: Campaign) -> None:
    """29/2 is a date in the years that have it."""
    assert read("29/2", date(2024, 3, 31), with_days(campaign, date(2024, 2, 20), 20)).value == "2024-02-29"
    assert read("29/2", date(2023, 3, 31), with_days(campaign, date(2023, 2, 20), 20)).code == "D1"
