"""Amounts of money as people type them: the policy's point 4.5, a table of examples for each of its points."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader
from sheets_sync.spreadsheet.snapshot import Value

TODAY = date(2022, 12, 31)
Example = tuple[Value, int | None, str]

SHARED_STEPS: list[Example] = [
    ("", None, "M1"), ("\u200b", None, "M1"), ("không", 0, ""), ("ko", 0, ""), ("không phát sinh", 0, ""), ("0", 0, ""),
    ("0đ", 0, ""), ("0 đồng", 0, ""), ("0 VNĐ", 0, ""), ("-", 0, "C7"), ("–", 0, "C7"), ("/", 0, "C7"),
    ("chưa có", None, "C8"), ("đang cập nhật", None, "C8"), ("...", None, "C8"),
    ("gần 13 triệu", 13_000_000, "C2"), ("~500.000", 500_000, "C2"), ("> 5tr", 5_000_000, "C2"),
    ("dưới 5 triệu", 5_000_000, "C2"), ("hơn 1 tỷ đồng", 10**9, "C2"), ("5tr+", 5_000_000, "C2"),
    ("500.000đ+", 500_000, "C2"), ("5tr + 500k+", 5_500_000, "C2"), ("khoảng 20 x 300k", 6_000_000, "C2"),
    ("khoảng 20k", 20_000, "C2"), ("5tr+ (MTQ)", 5_000_000, "C2"),
    ("5.000.000 (MTQ ủng hộ)", 5_000_000, "C5"), ("500,000 (a)", 500_000, "C5"), ("20.000 (a)", 20_000, "C5"),
    ("5.000.000 (20 phần x 250.000đ)", 5_000_000, "C5"), ("5.000.000 (300.000đ/phần)", 5_000_000, "C5"),
    ("5.000.000 (16-18/12)", 5_000_000, "C5"), ("5.000.000 (khu đô thị)", 5_000_000, "C5"),
]  # fmt: skip
CURRENCY: list[Example] = [
    *[(f"1.500.000{mark}", 1_500_000, "") for mark in (
        "đ", " đ", "d", " đồng", "đồng", " ĐỒNG", " dong", " VND", " VNĐ", "vnđ", "₫", ",-", ".-", ",- đ", "đ,-", ".",
    )],
    *[(f"{mark}1.500.000", 1_500_000, "") for mark in ("VND ", "VNĐ ", "VNĐ", "₫", "₫ ")],
]  # fmt: skip
PLAIN: list[Example] = [
    ("1500000", 1_500_000, ""), ("1.500.000", 1_500_000, ""), ("1 500 000", 1_500_000, ""),
    ("1,500,000", 1_500_000, ""), ("1'500'000", 1_500_000, "M2"), ("500'000", 500_000, "M2"),
    ("500,000", 500_000, "M2"), ("100,000", 100_000, "M2"), ("99,000", None, "M5"), ("15,000", None, "M5"),
    ("000", 0, ""), ("05 triệu", 5_000_000, ""), ("0912345678", None, "M6"), ("0500000đ", None, "M6"),
    ("0500", None, "M5"), ("１.５００.０００", 1_500_000, ""), ("1\u00a0500\u202f000", 1_500_000, ""),
    *[(typed, None, "M5") for typed in (
        "1", "13", "300", "9999", "9.999", "1.500", "1,500", "1'500", "1 500", "500đ", "9.999 đồng", "VND 500", "1.5",
        "1,5", "1.50", "9999,5", "1,5 đồng", "0,5",
    )],
    *[(typed, None, "M6") for typed in (
        "10000.5", "150000,50", "1.500.00", "1,500.000", "1.500,5", "1.500.000,50", "1500.000", "0.500.000", "15,0000",
        "1 500.000", "1..500.000", "1.500.000..",
    )],
]  # fmt: skip
SCALES: list[Example] = [
    ("500k", 500_000, ""), ("500K", 500_000, ""), ("500 n", 500_000, ""), ("500ng", 500_000, ""),
    ("500 ngàn", 500_000, ""), ("500 nghìn", 500_000, ""), ("500 nghin", 500_000, ""), ("500kđ", 500_000, ""),
    ("500 nghìn đồng", 500_000, ""), ("15tr", 15_000_000, ""), ("15 triệu", 15_000_000, ""),
    ("15 TRIỆU ĐỒNG", 15_000_000, ""), ("15 trđ", 15_000_000, ""), ("15trđ", 15_000_000, ""), ("2 tỷ", 2 * 10**9, ""),
    ("2 tỉ", 2 * 10**9, ""), ("2ty", 2 * 10**9, ""), ("1,5 triệu", 1_500_000, ""), ("1,25 tỷ", 1_250_000_000, ""),
    ("0,5tr", 500_000, ""), ("1.5 triệu", 1_500_000, "M2"), ("1.5tr", 1_500_000, "M2"), ("1.25tr", 1_250_000, "M2"),
    ("1.500k", 1_500_000, "M2"), ("1.500 triệu", 1_500_000_000, "M2"),
    ("1,500k", None, "M5"), ("1,500 triệu", None, "M5"),
    *[(typed, None, "M6") for typed in (
        "0,500 triệu", "0.500 triệu", "1,2555 triệu", "1 500 k", "1,500,000k", "1'500k", "1.500,5tr",
    )],
    ("3 triệu 500 ngàn", 3_500_000, ""), ("3tr500k", 3_500_000, ""), ("1 tỷ 200 triệu 500k", 1_200_500_000, ""),
    ("1.5 tỷ 200 triệu", 1_700_000_000, "M2"), ("500 ngàn 3 triệu", None, "M6"),
    ("500 ngàn 1.5 triệu", None, "M6"), ("500k 1.500 triệu", None, "M6"), ("3 triệu 2 triệu", None, "M6"),
    ("3 triệu, 500 ngàn", None, "M6"), ("3 triệu 500.000", None, "M6"),
    ("1 triệu rưỡi", 1_500_000, "M2"), ("2tr rưỡi", 2_500_000, "M2"), ("1 tỷ rưỡi", 1_500_000_000, "M2"),
    ("1 trieu ruoi", 1_500_000, "M2"), ("1,5 triệu rưỡi", None, "M6"),
]  # fmt: skip
BARE_DIGITS: list[Example] = [
    ("1tr5", 1_500_000, ""), ("1 tr 5", 1_500_000, ""), ("1tr5đ", 1_500_000, ""), ("1tr500", 1_500_000, ""),
    ("2tr350", 2_350_000, ""), ("2tr035", 2_035_000, ""), ("2tr35", 2_350_000, "M2"), ("2tr05", 2_050_000, "M2"),
    ("1 triệu 2", 1_200_000, "M2"), ("1 triệu 20", 1_200_000, "M2"), ("1 triệu 200", 1_200_000, "M2"),
    ("1tr5000", None, "M6"), ("1,5tr5", None, "M6"),
    ("2 tỷ 35", None, "M5"), ("2 tỷ 5", None, "M5"), ("1k5", None, "M5"), ("5 ngàn 5", None, "M5"),
]  # fmt: skip
WORDS: list[Example] = [
    ("năm trăm nghìn", 500_000, "M2"), ("năm trăm ngàn đồng", 500_000, "M2"), ("một triệu rưỡi", 1_500_000, "M2"),
    ("một triệu hai", 1_200_000, "M2"), ("hai tỷ", 2 * 10**9, "M2"), ("MƯỜI TRIỆU ĐỒNG", 10_000_000, "M2"),
    ("hai mươi nghìn", 20_000, "M2"), ("hơn năm triệu", 5_000_000, "C2"),
    ("năm trăm", None, "M5"), ("năm nghìn", None, "M5"), ("một triệu năm trăm", None, "M6"),
    ("nam trieu", None, "M6"), ("triệu rưỡi", None, "M6"), ("vài triệu", None, "M6"),
]  # fmt: skip
PRODUCTS: list[Example] = [
    *[(typed, 6_000_000, "M3") for typed in (
        "20 x 300.000", "20x300k", "20 X 300K", "20 × 300.000đ", "20*300.000", "20 phần quà x 300.000đ",
        "20 đồng chí x 300k", "20 đ/c x 300k", "300.000đ x 20 phần", "300k x 20", "300kx20", "300.000 x 20 suất",
        "20 phần quà, mỗi phần 300.000đ", "20 phần mỗi phần 300k", "20 phan, moi phan 300k",
        "20 phần, mỗi phần trị giá 300.000 đồng", "20 phần quà, mỗi phần ba trăm nghìn", "20 phần quà (300.000đ/phần)",
        "20 phần quà (300k / phần)", "20 (300k/phần)", "20 phần, 300k/phần", "20 phần 300k/phần",
        "20 phần quà trị giá 300.000đ/phần", "20 phần: 300k/1 phần", "20 phần x 300k/phần", "300k/phần x 20 phần",
        "20 m2 x 300k", "20 phần quà (mỗi phần 300k)", "20 phần quà x 300.000đ (MTQ)",
        "20 phần quà (300.000đ/phần) (MTQ)",
    )],
    ("2 x 10k", 20_000, "M3"), ("0 x 300k", 0, "M3"), ("9999 x 10tr", 99_990_000_000, "M3"),
    ("20 x 1.5tr", 30_000_000, "M3"), ("9999 x 1 tỷ", None, "M6"),
    ("9999 hộ (1 tỷ/hộ)", None, "M6"),
    ("20 x 300", None, "M5"), ("20 phần x 5.000đ", None, "M5"), ("20 phần (300/phần)", None, "M5"),
    ("1.500 x 20", None, "M5"), ("20 x 5-6 triệu", None, "C10"), ("20 phần x 30 cái", None, "M8"),
    *[(typed, None, "M6") for typed in (
        "20 x 5 củ", "12345 x 300k", "20 x 300k x 2", "20 phần x", "x 300k", "tặng 20 phần x 300k",
        "20 nhà mới 300k", "20 nha moi 300k", "20 phần quà trị giá 300.000đ", "20 box 300k", "20 phần (300k/phần",
    )],
]  # fmt: skip
SUMS: list[Example] = [
    ("5tr + 500k", 5_500_000, "M3"), ("5.000.000đ+3.000.000đ", 8_000_000, "M3"), ("1tr+2tr+3tr", 6_000_000, "M3"),
    ("5tr + 500k (a)", 5_500_000, "M3"), ("10k+10k", 20_000, "M3"), ("5tr + 300", None, "M5"),
    ("5tr + 20 phần quà", None, "M8"), ("5tr + 300k/phần", None, "M7"), ("5tr + 5 củ", None, "M6"),
    ("5tr + 3-4tr", None, "C10"), ("+500.000", None, "M6"), ("500.000 +", 500_000, "C2"), ("5tr++500k", None, "M6"),
    ("999 tỷ + 1 tỷ", None, "M6"), ("5tr+(3tr)", None, "M6"),
]  # fmt: skip
SIZES: list[Example] = [
    ("10.000", 10_000, "M4"), ("20k", 20_000, "M4"), ("5k", 5_000, "M4"), ("49.999", 49_999, "M4"),
    ("50.000", 50_000, ""), ("5.000.000.000", 5 * 10**9, ""), ("5.000.000.001", 5 * 10**9 + 1, "M4"),
    ("999.999.999.999", 10**12 - 1, "M4"), ("1.000.000.000.000", None, "M6"), ("1000 tỷ", None, "M6"),
    ("9" * 60, None, "M6"), ("0k", 0, ""),
]  # fmt: skip
REFUSED: list[Example] = [
    *[(typed, None, "M9") for typed in (
        "$500", "500 $", "€500", "£5", "¥5000", "500 USD", "500usd", "500 EUR", "500 euro", "5 đô", "5 ĐÔ LA", "5 đôla",
        "5tr + 500 USD", "500.000 (20 USD)", "5-6 đô",
    )],
    *[(typed, None, "C10") for typed in (
        "5tr-6tr", "5tr – 6tr", "5-6 triệu", "500.000 đến 600.000", "từ 5 đến 6 triệu", "năm triệu đến sáu triệu",
        "năm - sáu triệu",
    )],
    *[(typed, None, "M7") for typed in (
        "300.000đ/phần", "300k/suất", "300k/1 phần", "5tr/20 phần", "300k/phần (20 phần)", "mỗi phần 300k",
        "moi phan 300k",
    )],
    *[(typed, None, "M8") for typed in (
        "20 phần quà", "20 suất", "20 đồng chí", "khoảng 20 phần quà", "20 phần quà (MTQ)", "20 m2 đất", "5 do",
    )],
    *[(typed, None, "M6") for typed in (
        "5 củ", "5 lít", "5 chai", "5 vé", "5 củ rưỡi", "-500.000", "50%", "50 %", "tổng 5tr", "5 triệu rồi", "nhiều",
        "5 trăm nghìn", "20phần", "1.200 phần quà", "20000 phần quà", "16/12/2022", "300/phần", "(5tr)", "1tr~2tr", "½",
        "500.000²", "٥٠٠٠٠٠", "1O0.000", "khoảng",
    )],
]  # fmt: skip
NUMBERS: list[Example] = [
    (500_000, 500_000, ""), (500_000.0, 500_000, ""), (15_000, 15_000, "M4"), (0, 0, ""), (13, None, "M5"),
    (9999.5, None, "M5"), (10_000.5, None, "M6"), (-5, None, "M6"), (-1.5, None, "M6"), (1e12, None, "M6"),
    (1e300, None, "M6"), (10**400, None, "M6"), (float("nan"), None, "M6"), (float("inf"), None, "M6"),
    (True, None, "M6"), (False, None, "M6"), ("#REF!", None, "X1"), ("=5*300000", None, "X1"), ("5tr\n3tr", None, "X2"),
]  # fmt: skip
POINTS = {
    "1 the steps of counts": SHARED_STEPS, "2 the currency": CURRENCY, "3 plain": PLAIN, "4 scales": SCALES,
    "5 bare digits after tr": BARE_DIGITS, "6 in words": WORDS, "7 products": PRODUCTS, "7 sums": SUMS,
    "8 sizes": SIZES, "9 refused": REFUSED, "number cells": NUMBERS,
}  # fmt: skip


@pytest.fixture(scope="session")
def reader(campaign: Campaign) -> CellReader:
    return CellReader(campaign)


@pytest.mark.parametrize(
    ("typed", "value", "code"),
    [
        pytest.param(*example, id=f"{point}: {str(example[0])[:40]!r}")
        for point, examples in POINTS.items()
        for example in examples
    ],
)
def test_amounts(reader: CellReader, typed: Value, value: int | None, code: str) -> None:
    """4.5: each notation of an amount has one value in đồng and one code; the rest is refused with its reason."""
    reading = reader.read("money", typed, today=TODAY)
    assert (reading.value, type(reading.value), reading.code) == (value, type(value), code)


@pytest.mark.parametrize(
    ("value", "number_format", "amount", "code"),
    [
        (500_000, "CURRENCY", 500_000, ""), (500_000, "NUMBER", 500_000, ""), (0.1, "PERCENT", None, "M6"),
        (500_000, "PERCENT", None, "M6"), (44911, "DATE", None, "C13"), (0.5, "TIME", None, "C13"),
        (44911.5, "DATE_TIME", None, "C13"),
    ],
)  # fmt: skip
def test_formats_of_number_cells(
    reader: CellReader, value: Value, number_format: str, amount: int | None, code: str
) -> None:
    """3: a date format goes before any other test; a percentage is no amount."""
    reading = reader.read("money", value, number_format=number_format, today=TODAY)
    assert (reading.value, reading.code) == (amount, code)


def test_what_the_message_says(reader: CellReader) -> None:
    """5: an unusual size names the number; several figures name the measure."""
    assert reader.read("money", "15.000", today=TODAY).facts["number"].startswith("15.000")
    assert reader.read("money", "5-6 triệu", today=TODAY).facts["measure"] == "đồng"
    assert reader.read("money", 44911, number_format="DATE", today=TODAY).facts["day"] == "16/12/2022"


def test_unusual_sizes_are_the_campaigns(campaign: Campaign) -> None:
    """4.5, point 8: what is unusual follows the limits of the campaign file."""
    other = CellReader(replace(campaign, limits=replace(campaign.limits, money_low=100_000, money_high=200_000)))
    codes = [other.read("money", n, today=TODAY).code for n in ("99.999", "100.000", "200.000", "200.001")]
    assert codes == ["M4", "", "", "M4"]
