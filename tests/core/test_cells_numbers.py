"""Counts and quantities as people type them: the policy's points 4.3 and 4.4, a table of examples for each."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader, Reading
from sheets_sync.spreadsheet.snapshot import Value

TODAY = date(2022, 12, 31)

PLAIN_COUNTS = {
    "50": 50, "03": 3, "00012": 12, "0": 0, "5000": 5000, "1.200": 1200, "1 200": 1200, "５０": 50, "'50": 50,
    "50.": 50, "50;": 50, " 50\n": 50, "50\u200b": 50, "\u00a050\u2009": 50, "0" * 60 + "7": 7,
}  # fmt: skip
PEOPLE = [
    "đ/c", "đc", "đồng chí", "ĐVTN", "ĐV", "đoàn viên", "đoàn viên thanh niên", "đoàn viên, thanh niên",
    "đoàn viên,thanh niên", "hội viên", "HV", "thanh niên", "TN", "TNV", "tình nguyện viên", "người", "lượt",
    "lượt người", "lượt ĐVTN", "bạn", "em", "học sinh", "HS", "sinh viên", "SV", "chiến sĩ", "CB", "cán bộ", "NGUOI",
]  # fmt: skip
ZEROS = ["không", "KHÔNG", "khong", "ko", "không có", "ko có", "k có", "không phát sinh", "Không phát sinh."]
NOT_KNOWN = [
    "chưa", "chưa có", "chua co", "chưa rõ", "chưa thống kê", "đang cập nhật", "cập nhật sau", "sẽ bổ sung",
    "sẽ cập nhật", "n/a", "N/A", "..", "...", "…", "......", ". . .",
]  # fmt: skip
ESTIMATES = {
    "~50": 50, "~ 50": 50, "≈50": 50, ">50": 50, "<50": 50, "≥ 50": 50, "≤50": 50, ">= 50": 50, "<=50": 50,
    "khoảng 50": 50, "khoang 50": 50, "hơn 50": 50, "trên 50": 50, "gần 50": 50, "độ 50": 50, "chừng 50": 50,
    "ước 50": 50, "ước tính 50": 50, "tầm 50": 50, "dưới 50": 50, "ít nhất 50": 50, "50+": 50, "50+ người": 50,
    "1,200+": 1200, "khoảng 50 (20 nữ)": 50, "50+ (20 nữ)": 50, "hơn năm mươi": 50, "khoảng 20+30": 50,
    "khoảng 6.000": 6000, "50 +": 50,
}  # fmt: skip
REMARKS = {
    "50 (20 nữ)": 50, "50(20 nữ)": 50, "50 người (20 nữ)": 50, "50 (nữ (20))": 50, "6.000 (3 xã)": 6000,
    "50 (16-18/12)": 50,
}  # fmt: skip
SUMS = {"20+30": 50, "20 + 30": 50, "1.200 + 300": 1500, "20+30+40": 90, "20+30 người": 50, "3000+3000": 6000}
MARKED = {"1,200": 1200, "1'200": 1200, "1’200": 1200, "1,234,567": 1234567, "1'234'567": 1234567}
UNUSUAL = {"5001": 5001, "5.001": 5001, "12.500": 12500, "9999999": 9999999}
OTHER_MEASURES = [
    "50 hộ", "50hộ", "3 vấn đề", "50 km", "1,5 km", "50m", "3 tin/bài", "3 tin", "20 quà", "20 phần quà",
    "20 suất quà", "5 gia đình", "50 m2", "50 m²", "2 cuộc", "20 công", "20 ngày công", "khoảng 50 hộ",
    "50 hộ (20 người)", "năm hộ",
]  # fmt: skip
SEVERAL = [
    "50-60", "50–60", "50/60", "16/12", "20 nam, 30 nữ", "20;30", "20 & 30", "50 x 20", "5 đến 6", "5 6",
    "1.200 300", "50-60 hộ", "50 (20 nữ", "(50) (20 nữ)",
]  # fmt: skip
NO_COUNTS = [
    "1.5", "1,5", "1.20", "1.200.30", "0.500", "0,500", "20,30", "1k2", "5 ngàn", "1O", "O", "-5", "+5", "+50", "50%",
    "x", "nhiều", "(50)", "[50]", "1e5", "٥٠", "50¹", "①", "5 km²", "5cm³", "nam muoi", "khoảng",
    "khoảng50", "20++30", "20+a",
    "1,200+300", "10000000", "10.000.000", "0912345678", "mười triệu", "5000000+5000000", "9" * 60, "--", ".",
]  # fmt: skip


def expected(table: dict[str, int], code: str) -> list[tuple[str, int | None, str]]:
    return [(typed, value, code) for typed, value in table.items()]


COUNTS: list[tuple[str, int | None, str]] = [
    *expected(PLAIN_COUNTS, ""),
    *[(f"50 {word}", 50, "") for word in PEOPLE],
    *[(f"50{word}", 50, "") for word in PEOPLE],
    *[(typed, 0, "") for typed in ZEROS],
    *[(typed, 0, "C7") for typed in ("-", "–", "—", "/")],
    *[(typed, None, "C8") for typed in NOT_KNOWN],
    *expected(ESTIMATES, "C2"),
    *expected(REMARKS, "C5"),
    *expected(SUMS, "C5"),
    *expected(MARKED, "C4"),
    *expected(UNUSUAL, "C9"),
    *[(typed, None, "C6") for typed in OTHER_MEASURES],
    *[(typed, None, "C10") for typed in SEVERAL],
    *[(typed, None, "C11") for typed in NO_COUNTS],
]


@pytest.fixture(scope="session")
def reader(campaign: Campaign) -> CellReader:
    return CellReader(campaign)


def outcome(reading: Reading) -> tuple[Any, type, str]:
    """Value, its exact type (3 is not 3.0 in JSON) and code."""
    return reading.value, type(reading.value), reading.code


@pytest.mark.parametrize(("typed", "value", "code"), COUNTS)
def test_counts(reader: CellReader, typed: str, value: int | None, code: str) -> None:
    """4.3: each form of a count has one value and one code; what no rule allows is C11."""
    assert outcome(reader.read("integer", typed, today=TODAY)) == (value, type(value), code)


@pytest.mark.parametrize(
    ("value", "number_format", "number", "code"),
    [
        (50, "", 50, ""), (50.0, "", 50, ""), (-0.0, "", 0, ""), (120, "NUMBER", 120, ""), (5001, "", 5001, "C9"),
        (1.2, "", None, "C12"), (-5.5, "", None, "C12"), (0.5, "PERCENT", None, "C12"), (1, "PERCENT", None, "C12"),
        (-5, "", None, "C11"), (1e7, "", None, "C11"), (1e300, "", None, "C11"), (10**400, "", None, "C11"),
        (float("nan"), "", None, "C11"), (float("inf"), "", None, "C11"), (True, "", None, "C11"),
        (44905, "DATE", None, "C13"), (0.3958333, "TIME", None, "C13"), (44905.5, "DATE_TIME", None, "C13"),
        (1e300, "DATE", None, "C13"), (float("nan"), "DATE", None, "C13"),
    ],
)  # fmt: skip
def test_number_cells_of_counts(
    reader: CellReader, value: Value, number_format: str, number: int | None, code: str
) -> None:
    """4.3, last line: made a date by Sheets goes before the fraction; a whole number is read as its digits."""
    reading = reader.read("integer", value, number_format=number_format, today=TODAY)
    assert outcome(reading) == (number, type(number), code)


@pytest.mark.parametrize(
    ("typed", "kind", "number_format", "facts"),
    [
        ("12.500", "integer", "", {"number": "12.500"}),
        ("50 hộ", "integer", "", {"measure": "lượt"}),
        ("50-60", "integer", "", {"measure": "lượt"}),
        (44905, "integer", "DATE", {"day": "10/12/2022"}),
        (44905, "decimal", "DATE_TIME", {"day": "10/12/2022"}),
    ],
)
def test_what_the_message_says(
    reader: CellReader, typed: Value, kind: str, number_format: str, facts: dict[str, str]
) -> None:
    """5: a reading brings what the message of its code names beside the cell."""
    reading = reader.read(kind, typed, number_format=number_format, today=TODAY)
    assert {key: reading.facts.get(key) for key in facts} == facts


def test_the_cap_is_the_campaigns(campaign: Campaign) -> None:
    """4.3, point 9: a count is unusual above the campaign's own cap."""
    small = CellReader(replace(campaign, limits=replace(campaign.limits, people_cap=100)))
    assert [small.read("integer", n, today=TODAY).code for n in ("100", "101")] == ["", "C9"]


QUANTITIES: list[tuple[Value, int | float | None, str]] = [
    # digits, dot groups, decimal comma
    ("3", 3, ""), ("1500", 1500, ""), ("1 500", 1500, ""), ("1.500.000", 1500000, ""), ("1,5", 1.5, ""),
    ("1.500,5", 1500.5, ""), ("1.500.000,25", 1500000.25, ""), ("0,500", 0.5, ""), ("01,500", 1.5, ""),
    ("1500,500", 1500.5, ""), ("1.500,500", 1500.5, ""), ("2,0", 2, ""), ("0", 0, ""), ("0,0", 0, ""),
    ("không", 0, ""), ("9999999,5", 9999999.5, ""),
    # a dot as decimal mark, English groups, apostrophes
    ("1.5", 1.5, "Q2"), ("1.50", 1.5, "Q2"), ("0.500", 0.5, "Q2"), ("1500.500", 1500.5, "Q2"),
    ("1,500.5", 1500.5, "Q2"), ("1,500,000", 1500000, "Q2"), ("1,500,000.5", 1500000.5, "Q2"), ("1'500", 1500, "Q2"),
    # two readings
    ("1.500", None, "Q3"), ("1,500", None, "Q3"), ("12.500", None, "Q3"), ("150,000", None, "Q3"),
    ("1.500 km", None, "Q3"), ("khoảng 1.500", None, "Q3"), ("1.500 (a)", None, "Q3"),
    # a measure typed after the number; it decides which table holds
    ("1,5 km", 1.5, ""), ("1,5km", 1.5, ""), ("2 KM", 2, ""), ("20 phần", 20, ""), ("20 phan", 20, ""),
    ("20 phần quà", 20, ""), ("3 tin/bài", 3, ""), ("20 lượt", 20, ""), ("20 vấn đề", 20, ""), ("1.500 m", 1500, ""),
    ("12.500 m", 12500, ""), ("1,500 m", 1500, "C4"), ("1'500 căn", 1500, "C4"), ("1,5 căn", None, "C11"),
    ("10000000 m", None, "C11"), ("5-6 m", None, "C10"), ("-5 m", None, "C11"),
    # the steps of 4.3
    ("-", 0, "C7"), ("chưa có", None, "C8"), ("", None, "C1"), ("khoảng 1,5 km", 1.5, "C2"), ("1,5+ km", 1.5, "C2"),
    ("~1.5", 1.5, "C2"), ("hai", 2, "C3"), ("hai căn", 2, "C3"), ("hai mươi km", 20, "C3"),
    ("1,5 km (ấp 3)", 1.5, "C5"), ("1.5 km (ấp 3)", 1.5, "Q2"), ("1,5+2", 3.5, "C5"), ("0,1+0,2", 0.3, "C5"),
    ("1,5 + 2 km", 3.5, "C5"), ("20+30 m", 50, "C5"),
    # another unit
    ("50 người", None, "C6"), ("20 lượt người", None, "C6"), ("5 ĐVTN", None, "C6"), ("5 gia đình", None, "C6"),
    ("300 m2", None, "C6"), ("300m²", None, "C6"), ("300 M²", None, "C6"),
    ("2 cuộc", None, "C6"), ("5 ha", None, "C6"), ("5 kg", None, "C6"),
    ("5 tấn", None, "C6"),
    # several numbers; none
    ("1,5-2", None, "C10"), ("1/2", None, "C10"), ("1 500,5", None, "C10"), ("1.200 + 300", None, "C10"),
    ("nhiều", None, "Q1"), ("-1,5", None, "Q1"), ("-5 km", None, "Q1"), (",5", None, "Q1"), ("1½", None, "Q1"),
    ("10000000", None, "Q1"), ("10.000.000", None, "Q1"), ("1,5 xe", None, "Q1"), ("2 tin", None, "Q1"),
    ("50%", None, "Q1"), ("1,5,5", None, "Q1"), ("1.5,5", None, "Q1"), ("1'500,5", None, "Q1"), ("1.5+2", None, "Q1"),
    ("5 m3", None, "Q1"),
    # number cells
    (3, 3, ""), (3.0, 3, ""), (1.5, 1.5, ""), (9999999.5, 9999999.5, ""), (0, 0, ""), (-2, None, "Q1"),
    (-0.5, None, "Q1"), (1e7, None, "Q1"), (10**400, None, "Q1"), (float("nan"), None, "Q1"),
    (float("inf"), None, "Q1"), (True, None, "Q1"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "value", "code"), QUANTITIES)
def test_quantities(reader: CellReader, typed: Value, value: float | None, code: str) -> None:
    """4.4: the measure typed in the cell decides; a number with two readings is refused."""
    assert outcome(reader.read("decimal", typed, today=TODAY)) == (value, type(value), code)


@pytest.mark.parametrize(
    ("typed", "known", "value", "code", "measure"),
    [
        ("1.500", "m", 1500, "", "m"), ("1.500", "km", None, "Q3", None), ("1,5", "km", 1.5, "", "km"),
        ("1,5", "căn", None, "C11", None), ("1,5 km", "m", 1.5, "", "km"), ("1.500 m", "km", 1500, "", "m"),
        ("20 phần quà", None, 20, "", "phần"), ("20", None, 20, "", None), ("không", "m", 0, "", "m"),
        ("-", "m", 0, "C7", "m"), ("12.500", "m", 12500, "", "m"), ("nhiều", "m", None, "C11", None),
        ("nhiều", "km", None, "Q1", None), (3, "m", 3, "", "m"), (1.5, "km", 1.5, "", "km"),
    ],
)  # fmt: skip
def test_the_measure_of_the_row(
    reader: CellReader, typed: Value, known: str | None, value: float | None, code: str, measure: str | None
) -> None:
    """4.4: a measure typed in the cell goes before that of the row, and the reading says which one held."""
    reading = reader.read("decimal", typed, today=TODAY, measure=known)
    assert (*outcome(reading), reading.measure) == (value, type(value), code, measure)


def test_which_measures_can_be_divided_is_the_campaigns(campaign: Campaign) -> None:
    """4.4: a measure counts whole things unless the campaign says that it can be divided."""
    other = CellReader(replace(campaign, limits=replace(campaign.limits, divisible_measures=("căn",))))
    assert [other.read("decimal", t, today=TODAY).code for t in ("1,5 căn", "1,5 km")] == ["", "C11"]


def test_measures_are_compared_as_typed(campaign: Campaign) -> None:
    """4.4: a measure of the campaign file is found however its powers, case and accents are typed."""
    road = replace(campaign.activities[0], measures=("m²", "Tuyến Đường"))
    limits = replace(campaign.limits, divisible_measures=("M2",))
    other = CellReader(replace(campaign, activities=(road,), limits=limits))
    typed = ("1,5 m²", "1,5M2", "2 tuyen duong", "2 km")
    readings = [other.read("decimal", t, today=TODAY) for t in typed]
    assert [(r.value, r.code, r.measure) for r in readings] == [
        (1.5, "", "m²"),
        (1.5, "", "m²"),
        (2, "", "Tuyến Đường"),
        (None, "Q1", None),
    ]


def test_number_means_decimal(reader: CellReader) -> None:
    """4.4: `number` in a campaign file means the same as `decimal`."""
    assert reader.read("number", "1,5", today=TODAY) == reader.read("decimal", "1,5", today=TODAY)


def test_examples_of_the_policy(reader: CellReader, sample: Path) -> None:
    """Every example of counts, quantities and money in the reference folder is read as it says."""
    cases = [json.loads(line) for line in (sample / "typed-cells.jsonl").read_text("utf-8").splitlines()]
    cases = [case for case in cases if case["type"] in ("integer", "decimal", "money")]
    assert len(cases) > 100
    for case in cases:
        found = reader.read(case["type"], case["typed"], number_format=case.get("format", ""), today=TODAY)
        value = json.dumps(found.value)
        assert (found.verdict, value, found.code) == (case["verdict"], json.dumps(case["value"]), case["code"]), case
