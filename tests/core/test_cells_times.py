"""Hours as people type them: the policy's point 4.2, a table of examples for each rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader, Reading
from sheets_sync.spreadsheet.snapshot import Value

Read = Callable[[Value], Reading]

PLAIN = {
    "9h": "09:00", "9h30": "09:30", "9H30": "09:30", "09h30": "09:30", "9g": "09:00", "9g30": "09:30", "9 giờ": "09:00",
    "9 giờ 30": "09:30", "9 giờ 30 phút": "09:30", "9 gio 30": "09:30", "9h30'": "09:30", "9h30’": "09:30",
    "9h30p": "09:30", "9h30 ph": "09:30", "9h30phút": "09:30", "9 h 30": "09:30", "9:30": "09:30", "09:30": "09:30",
    "9 : 30": "09:30", "9:30:00": "09:30", "9:30:59": "09:30", "9h rưỡi": "09:30", "9 giờ rưỡi": "09:30",
    "8 rưỡi": "08:30", "9h ruoi": "09:30", "10h kém 15": "09:45", "10 giờ kém 15 phút": "09:45", "10h kém 5": "09:55",
    "5h": "05:00", "23h59": "23:59", "12h": "12:00", "lúc 9h": "09:00", "vào lúc 9h30": "09:30", "hồi 14h": "14:00",
    "9h30 ngày 16/12": "09:30", "9g30 ngày 16 tháng 12 năm 2022": "09:30", "9h ngày thứ Sáu 16/12": "09:00",
    "9h ngày 1/1/2020": "09:00", "9h30.": "09:30", "９h３０": "09:30", "'9h30": "09:30",
}  # fmt: skip
WITH_SESSION = {
    "9h sáng": "09:00", "sáng 9h": "09:00", "9h30 buổi sáng": "09:30", "sáng lúc 9h": "09:00", "lúc 9h sáng": "09:00",
    "0h sáng": "00:00", "11h sáng": "11:00", "2h sáng": "02:00", "10h trưa": "10:00", "14h trưa": "14:00",
    "1h trưa": "13:00", "2h trưa": "14:00", "12h chiều": "12:00", "18h chiều": "18:00", "1h chiều": "13:00",
    "6h chiều": "18:00", "2h30 chiều": "14:30", "chiều 2h rưỡi": "14:30", "17h tối": "17:00", "23h tối": "23:00",
    "5h tối": "17:00", "11h tối": "23:00", "0h đêm": "00:00", "4h đêm": "04:00", "18h đêm": "18:00", "23h đêm": "23:00",
    "6h đêm": "18:00", "11h đêm": "23:00", "12h đêm": "00:00", "12h30 đêm": "00:30", "9:30 SA": "09:30",
    "9h sa": "09:00",
    "12:15 SA": "00:15", "0:15 AM": "00:15", "9:30am": "09:30", "8:00 a.m.": "08:00", "2:15 CH": "14:15",
    "12:30 PM": "12:30", "23:15 PM": "23:15", "1:30 p.m.": "13:30", "11:59 pm": "23:59", "1h kém 15 chiều": "12:45",
    "12h kém 15 trưa": "11:45", "2h chiều ngày 16/12": "14:00",
}  # fmt: skip
UNUSUAL = {
    "9.30": "09:30", "09.30": "09:30", "9.30 sáng": "09:30", "0930": "09:30", "930": "09:30", "1430": "14:30",
    930: "09:30",
    1430: "14:30", "9h5": "09:05", "9:5": "09:05", "9h5p": "09:05", "0h": "00:00", "0h15": "00:15", "00:00": "00:00",
    "030": "00:30", "0230 CH": "14:30", "1h kém 15": "00:45",
}  # fmt: skip
RANGES = {
    "9h-11h": "09:00–11:00", "9h - 11h": "09:00–11:00", "9h–11h": "09:00–11:00", "7h30 đến 9h": "07:30–09:00",
    "từ 7h đến 9h": "07:00–09:00", "từ 7h-9h": "07:00–09:00", "8h sáng đến 2h chiều": "08:00–14:00",
    "8h-2h chiều": "08:00–14:00", "0730-0930": "07:30–09:30", "9:30-10:00": "09:30–10:00",
    "lúc 7h đến 9h": "07:00–09:00",
    "9h ngày 16/12-11h": "09:00–11:00", "9h ngày 16/12 - 11h ngày 16/12": "09:00–11:00",
    "9h-11h ngày 16/12": "09:00–11:00", "9h-11h ngày 16-12-2022": "09:00–11:00", "0h-5h": "00:00–05:00",
}  # fmt: skip
NUMBERS = {
    0.3958333333: "09:30", 0.5: "12:00", 1 / 24: "01:00", 0.0001: "00:00", 0.9993: "23:59", 0.999999: "23:59",
}  # fmt: skip
REFUSED = [
    "1h", "2h", "4h59", "02:00", "0200", "130", 130, "5h kém 15", "24h", "24:00", "25h", "2400", "9h60", "9h75", "9:60",
    "9.60", "10h kém 60", "12h sáng", "13h SA", "9h trưa", "3h trưa", "15h trưa", "7h chiều", "11h chiều", "19h chiều",
    "4h tối", "12h tối", "5h đêm", "13h đêm", "0:30 CH", "0h PM", "sáng", "buổi chiều", "cả ngày", "trước 10h",
    "khoảng 9h",
    "sau 9h", "9,5", "9.3", "9.300", "9", 9, "09", 0, 1, 9.5, 9.3, -0.5, 1.5, 44911.4, float("nan"), float("inf"), True,
    "9h, 10h", "9h và 10h", "9h 10h", "9h-11h-13h", "11h-9h", "9h-9h", "9h-", "-9h", "9-11h", "9 đến 11", "2h-4h chiều",
    "từ 9h", "đến 9h", "chín giờ", "l0h", "1Oh", "9h3O", "sáng 9h SA", "9h sáng chiều", "9hh", "9h:30", "9::30",
    "9h30x",
    "9h30 ngày", "9h30 ngày mai", "9h30 ngày 31/11", "9h ngày 16/12 10h", "ngày 16/12", "16/12", "9h ngày mai - 11h",
    "chưa", "-", "x", "٩h", "9²", "½", "9:30:60", "9h999999999999",
]  # fmt: skip


@pytest.fixture
def read(campaign: Campaign) -> Read:
    return lambda typed: CellReader(campaign).read("time", typed, today=date(2022, 12, 31))


@pytest.mark.parametrize(("typed", "value"), [*PLAIN.items(), *WITH_SESSION.items(), *NUMBERS.items()])
def test_times(read: Read, typed: Value, value: str) -> None:
    """An hour of the day that has one reading is accepted; a session word settles morning or afternoon."""
    assert read(typed) == Reading("accept", value)


@pytest.mark.parametrize(("typed", "value"), [*UNUSUAL.items(), *RANGES.items()])
def test_unusual_times(read: Read, typed: Value, value: str) -> None:
    """A form that may be a slip, the hour after midnight and every range are used and shown (T2)."""
    assert read(typed) == Reading("warn", value, "T2")


@pytest.mark.parametrize("typed", REFUSED, ids=repr)
def test_refused(read: Read, typed: Value) -> None:
    """Hours 1 to 4 without a session word, hours out of their session's line and all else are asked back (T1)."""
    assert read(typed) == Reading("reject", None, "T1")


def test_blank_and_broken_cells(read: Read) -> None:
    """Blank is missing without a code; formulas and several lines are refused as everywhere."""
    assert [(read(t).verdict, read(t).code) for t in ("", None, "=NOW()", "#N/A", "9h\n10h")] == [
        ("missing", ""), ("missing", ""), ("reject", "X1"), ("reject", "X1"), ("reject", "X2"),
    ]  # fmt: skip
