"""Phone numbers, and yes or no: the policy's points 4.6 and 4.7, a table of examples for each."""

from __future__ import annotations

from datetime import date

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader, Reading
from sheets_sync.spreadsheet.snapshot import Value

MOBILE, LANDLINE = "0912345678", "02763822123"
PHONES = {
    "0912345678": MOBILE, "0912 345 678": MOBILE, "0912.345.678": MOBILE, "0912-345-678": MOBILE,
    "0912–345–678": MOBILE,
    "(0912) 345 678": MOBILE, "+84912345678": MOBILE, "+84 912 345 678": MOBILE, "(+84) 912 345 678": MOBILE,
    "84912345678": MOBILE, "84 912 345 678": MOBILE, 84912345678: MOBILE, "0912345678.": MOBILE, "'0912345678": MOBILE,
    "０９１２３４５６７８": MOBILE, "0912\u200b345678": MOBILE, "0312345678": "0312345678", "0512345678": "0512345678",
    "0712345678": "0712345678", "0812345678": "0812345678", "02763822123": LANDLINE, "0276 3822 123": LANDLINE,
    "(0276) 3.822.123": LANDLINE, "+842763822123": LANDLINE,
}  # fmt: skip
REPAIRED_PHONES = {
    912345678: MOBILE, "912345678": MOBILE, "912.345.678": MOBILE, 2763822123: LANDLINE,
    "2763822123": LANDLINE, "841234567": "0841234567", "0912345678 (Lan)": MOBILE, "0912345678(Zalo)": MOBILE,
    "(0276) 3822123 (cơ quan)": LANDLINE, "912345678 (anh Ba)": MOBILE, "+84912345678 (Lan)": MOBILE,
}  # fmt: skip
NO_PHONES = [
    "0912345678/0987654321", "0912345678 0987654321", "0912345678, 0987654321", "0912345678; 0987654321", "01234567890",
    "091234567", "09123456789", "0112345678", "0612345678", "0212345678", "012345678", "0276382212", "027638221234",
    "842763822123", "+840912345678", "9,12E+08", "9.12E+08", "Lan 0912345678", "0912345678 Lan", "0912345678 (số 2)",
    "(Lan) 0912345678", "0912345678 (Lan) (Zalo)", "O912345678", "09l2345678", "chưa có", "không", "-", "x", "113",
    0, 1,
    912345678.5, 1e300, float("nan"), float("inf"), True, False, "٠٩١٢٣٤٥٦٧٨", "091234567⑧", "0912345678²",
    "++84912345678",
]  # fmt: skip

YES = [
    "có", "Có", "CÓ", "co", "đã có", "có rồi", "rồi", "x", "X", "✓", "✔", "✔\ufe0f", "☑", "✅", "yes", "YES", "true",
    "TRUE",
    "có.", " có ", True,
]  # fmt: skip
NO = [
    "không", "Không", "khong", "ko", "chưa", "không có", "chưa có", "✗", "✘", "☐", "no", "No", "false", "FALSE",
    "chưa.",
    False,
]  # fmt: skip
UNUSUAL_YES = ["v", "V", "1", 1, "c", "C", "có 2", "Có 02", "có 2 hoạt động", "có 3 buổi sinh hoạt", "co 1.200 người"]
UNUSUAL_NO = ["0", 0, 0.0, "-", "–", "—", "k", "K"]
UNCLEAR = [
    "?", "một phần", "có?", "có hoặc không", "có, không", "2", 2, -1, 0.5, float("nan"), float("inf"), "01", "×",
    "o", "n/a",
    "chưa rõ", "...", "không biết", "có hai", "đang làm", "có 2-3", "y", "đúng",
]  # fmt: skip


def read(campaign: Campaign, type: str, typed: Value) -> Reading:
    return CellReader(campaign).read(type, typed, today=date(2022, 12, 31))


@pytest.mark.parametrize(("typed", "value"), PHONES.items())
def test_phones(campaign: Campaign, typed: Value, value: str) -> None:
    """One number of 10 digits (mobile) or 11 (landline) is accepted, with any usual marks or +84."""
    assert read(campaign, "phone", typed) == Reading("accept", value)


@pytest.mark.parametrize(("typed", "value"), REPAIRED_PHONES.items())
def test_repaired_phones(campaign: Campaign, typed: Value, value: str) -> None:
    """A lost leading zero comes back, a remark without digits goes; both are shown (P2)."""
    assert read(campaign, "phone", typed) == Reading("warn", value, "P2")


@pytest.mark.parametrize("typed", NO_PHONES, ids=repr)
def test_no_phones(campaign: Campaign, typed: Value) -> None:
    """Two numbers, other lengths, letters and other digits are refused (P1)."""
    assert read(campaign, "phone", typed) == Reading("reject", None, "P1")


@pytest.mark.parametrize(("typed", "value"), [*((t, "yes") for t in YES), *((t, "no") for t in NO)])
def test_answers(campaign: Campaign, typed: Value, value: str) -> None:
    """The usual words and signs of yes and no are accepted; an x is a tick, a drawn cross is no."""
    assert read(campaign, "yes_no", typed) == Reading("accept", value)


@pytest.mark.parametrize(("typed", "value"), [*((t, "yes") for t in UNUSUAL_YES), *((t, "no") for t in UNUSUAL_NO)])
def test_unusual_answers(campaign: Campaign, typed: Value, value: str) -> None:
    """Short answers and a yes with a count are used and shown (B2)."""
    assert read(campaign, "yes_no", typed) == Reading("warn", value, "B2")


@pytest.mark.parametrize("typed", UNCLEAR, ids=repr)
def test_unclear_answers(campaign: Campaign, typed: Value) -> None:
    """What is neither yes nor no is refused (B1)."""
    assert read(campaign, "yes_no", typed) == Reading("reject", None, "B1")


def test_blank_and_broken_cells(campaign: Campaign) -> None:
    """A blank answer is missing with B1, a blank phone without a code; formulas and several lines are refused."""
    cells = (None, " ", "#ERROR!", "=1", "x\nx")
    found = [read(campaign, type, typed) for type in ("phone", "yes_no") for typed in cells]
    assert [(f.verdict, f.code) for f in found] == [
        ("missing", ""), ("missing", ""), ("reject", "X1"), ("reject", "X1"), ("reject", "X2"),
        ("missing", "B1"), ("missing", "B1"), ("reject", "X1"), ("reject", "X1"), ("reject", "X2"),
    ]  # fmt: skip
