"""What holds for any cell of figures, whatever was typed."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader
from sheets_sync.spreadsheet.snapshot import Value

TODAY = date(2022, 12, 31)
TYPES = ("integer", "decimal", "money")
FORMATS = ("", "DATE", "TIME", "DATE_TIME", "PERCENT", "NUMBER", "CURRENCY", "TEXT")
_REFUSED = {"X1", "X2", "C6", "C10", "C11", "C12", "C13"}
CODES = {
    "integer": {"accept": {""}, "warn": {"C2", "C3", "C4", "C5", "C7", "C9"}, "reject": _REFUSED,
                "missing": {"C1", "C8"}},
    "decimal": {"accept": {""}, "warn": {"C2", "C3", "C4", "Q2", "C5", "C7"}, "reject": _REFUSED | {"Q1", "Q3"},
                "missing": {"C1", "C8"}},
    "money": {"accept": {""}, "warn": {"C2", "M3", "C5", "M2", "M4", "C7"},
              "reject": {"X1", "X2", "C10", "C13", "M5", "M6", "M7", "M8", "M9"}, "missing": {"M1", "C8"}},
}  # fmt: skip
PIECES = [
    "0", "5", "12", "50", "300", "1200", "1.200", "1,5", "1.5", "500,000", "1 200", "1'200", "khoảng", "hơn", "~", "+",
    "-", "/", "x", "(", ")", "(20 nữ)", "người", "hộ", "phần", "km", "m²", "k", "ngàn",
    "1.5tr", "tr", "triệu", "tỷ", "đ", "đồng", "VND",
    "mỗi", "một", "hai", "lăm", "trăm", "nghìn", "rưỡi", "linh", "không", "chưa có", "...", ",-", "đến", "$", "½", "%",
    ",", ".", ";", "\u200b", "\n", "'",
]  # fmt: skip
typed_like_people = st.lists(st.sampled_from(PIECES), max_size=6).flatmap(
    lambda pieces: st.sampled_from(["", " "]).map(lambda gap: gap.join(pieces))
)
anything = typed_like_people | st.text(max_size=40)
LONG = ["1", "1.", "1 ", "1+", "(", ")", "mỗi ", "năm ", "20 phần ", "5-", "1tr ", "x ", "đến ", "é", "k/", "0" * 9]


@pytest.fixture(scope="session")
def reader(campaign: Campaign) -> CellReader:
    return CellReader(campaign)


@given(anything | st.integers() | st.floats() | st.booleans(), st.sampled_from(FORMATS))
@example(10**400, "")
@example(-(10**400), "DATE")
def test_every_cell_gets_a_verdict(reader: CellReader, typed: Value, number_format: str) -> None:
    """1: any cell is accepted, warned about, rejected or missing, each with a code of its own; two have a value."""
    for kind in TYPES:
        reading = reader.read(kind, typed, number_format=number_format, today=TODAY)
        assert reading.code in CODES[kind][reading.verdict]
        assert reading.usable == (reading.value is not None)
        assert json.loads(json.dumps(reading.value)) == reading.value


@pytest.mark.parametrize("piece", LONG)
@pytest.mark.parametrize("kind", TYPES)
def test_long_cells_end(reader: CellReader, kind: str, piece: str) -> None:
    """3: a pasted text of 50.000 characters is read like any other (no pattern that runs back and forth)."""
    typed = "20 phần " + piece * (50_000 // len(piece)) + " 5!"
    assert not reader.read(kind, typed, today=TODAY).usable


def dressed(typed: str) -> Iterator[str]:
    """The same words with more spaces, invisible characters, in another Unicode form, in another case."""
    yield f"  {typed}\u00a0"
    yield typed.replace(" ", "\u2009 \u00a0")
    yield "\u200b".join(typed)
    yield unicodedata.normalize("NFD", typed)
    yield unicodedata.normalize("NFC", typed)
    if all(len(c.upper()) == 1 and c.upper().lower() == c.lower() == c.casefold() for c in typed):
        yield from (typed.upper(), typed.lower(), typed.swapcase())


@given(anything)
def test_dress_makes_no_difference(reader: CellReader, typed: str) -> None:
    """3: more spaces, invisible characters, Unicode form and the case of words never change what is read."""
    read = reader.read
    for kind in TYPES:
        expected = read(kind, typed, today=TODAY)
        for other in dressed(typed):
            found = read(kind, other, today=TODAY)
            assert (found.verdict, found.value, found.code) == (expected.verdict, expected.value, expected.code), other


@given(anything)
def test_what_is_used_reads_back(reader: CellReader, typed: str) -> None:
    """1: a value printed as the report prints it is read as the same value."""
    read = reader.read
    for kind in TYPES:
        value = read(kind, typed, today=TODAY).value
        if value is not None and (kind != "money" or value == 0 or value >= 10_000):
            assert read(kind, printed(value), today=TODAY).value == value


def printed(value: float) -> str:
    """Plain digits, with a decimal comma where needed; a fourth decimal where three have two readings."""
    if not isinstance(value, float):
        return str(value)
    whole, decimals = f"{value:.15f}".rstrip("0").split(".")
    return f"{whole},{decimals}{'0' if len(decimals) == 3 else ''}"


@given(st.integers(0, 9_999_999))
def test_counts_read_back_in_every_notation(reader: CellReader, value: int) -> None:
    """4.3, point 9: a count is the same with every mark between its groups, people word, remark and estimate."""
    read = reader.read
    for mark in ("", ".", " ", ",", "'"):
        figure = f"{value:,}".replace(",", mark)
        for typed in (figure, f"{figure} người", f"khoảng {figure}", f"{figure}+", f"{figure} (ấp 3)"):
            assert read("integer", typed, today=TODAY).value == value


@given(st.integers(0, 9_999_999_999).filter(lambda n: n % 1000))
def test_quantities_read_back(reader: CellReader, thousandths: int) -> None:
    """4.4: decimals after a comma are those that were meant, or the cell is refused; never another size."""
    whole, rest = divmod(thousandths, 1000)
    typed = f"{whole},{rest:03d}".rstrip("0")
    reading = reader.read("decimal", typed, today=TODAY)
    assert reading.value in (None, float(f"{whole}.{rest:03d}"))
    assert (reading.value is None) == (reading.code == "Q3")
