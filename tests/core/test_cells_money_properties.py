"""No amount is ever off by a factor: amounts are made, written in every accepted notation, and read back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spoken_numbers import in_full

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader

TODAY = date(2022, 12, 31)
SCALES = (
    (10**9, ("tỷ", "tỉ", "ty")),
    (10**6, ("tr", "triệu", "trđ")),
    (1000, ("k", "n", "ng", "ngàn", "nghìn")),
)
amounts = st.integers(10_000, 10**12 - 1)
round_amounts = st.integers(10, 10**6 - 1).map(lambda n: n * 1000)


def grouped(value: int, mark: str) -> str:
    return f"{value:,}".replace(",", mark)


def decimals(value: int, scale: int, mark: str) -> str | None:
    """The figure before a word of scale, where at most two decimals say it."""
    whole, rest = divmod(value * 100 // scale, 100)
    if value * 100 % scale:
        return None
    return f"{whole}{mark}{rest:02d}".rstrip("0").rstrip(mark) if rest else str(whole)


def notations(value: int) -> Iterator[str]:
    """Every way to write one amount that the policy accepts, with or without a warning."""
    yield str(value)
    yield from (grouped(value, mark) for mark in (".", " ", "'"))
    if value >= 100_000:
        yield grouped(value, ",")
    yield from (f"{grouped(value, '.')}{mark}" for mark in ("đ", " đồng", " VND", "VNĐ", "₫", ",-", ".-"))
    yield from (f"{mark}{grouped(value, '.')}" for mark in ("VND ", "₫"))
    for scale, names in SCALES:
        for mark in (",", "."):
            figure = decimals(value, scale, mark)
            if figure:
                yield from (f"{figure}{gap}{name}" for name in names for gap in ("", " "))
    yield from steps(value)


def steps(value: int) -> Iterator[str]:
    """1 tỷ 200 triệu 500 ngàn; 3 triệu 500 ngàn, 3tr500, 3tr5, 3 triệu rưỡi; and in words."""
    if value % 1000:
        return
    yield in_full(value)
    counts = ((10**9, "tỷ"), (10**6, "triệu"), (1000, "ngàn"))
    named = [(value // scale % 1000, name) for scale, name in counts]
    yield " ".join(f"{count} {name}" for count, name in named if count)
    yield "".join(f"{count}{name}" for count, name in named if count)
    millions, rest = divmod(value, 10**6)
    if not millions or not rest:
        return
    yield f"{millions} triệu {rest // 1000} ngàn"
    yield f"{millions}tr{rest // 1000:03d}"
    yield f"{millions} triệu {rest // 1000:03d}"
    if rest % 100_000 == 0:
        yield f"{millions}tr{rest // 100_000}"
    if rest == 500_000:
        yield f"{millions} triệu rưỡi"


@pytest.fixture(scope="session")
def reader(campaign: Campaign) -> CellReader:
    return CellReader(campaign)


@given(amounts | round_amounts)
def test_an_amount_reads_back_in_every_notation(reader: CellReader, value: int) -> None:
    """1: refuse rather than guess by a factor; what is accepted is the amount that was meant."""
    read = reader.read
    for typed in notations(value):
        for said in (typed, f"khoảng {typed}", f"{typed} (MTQ ủng hộ)", f"{typed}.", typed.upper()):
            assert read("money", said, today=TODAY).value == value, said


@given(amounts | round_amounts, st.data())
def test_a_damaged_amount_is_never_off_by_a_factor(reader: CellReader, value: int, data: st.DataObject) -> None:
    """4.5, point 3: a group that lost a digit, or a zero eaten by the sheet, is refused, not read as another size."""
    typed = grouped(value, data.draw(st.sampled_from(".,' ")))
    broken = typed[: -data.draw(st.integers(1, 2))]
    if broken[-1].isdigit():
        assert reader.read("money", broken, today=TODAY).value is None, broken


@given(st.integers(0, 9999), round_amounts, st.sampled_from(["phần quà", "suất", "đ/c", "hộ nghèo"]))
def test_products_are_exact(reader: CellReader, number: int, price: int, things: str) -> None:
    """4.5, point 7: a count and a price give their product in every form, marked as computed."""
    read = reader.read
    amount = f"{grouped(price, '.')}đ"
    forms = [
        f"{number} {things} x {amount}", f"{number}x{amount}", f"{amount} x {number} {things}",
        f"{number} {things}, mỗi {things} {amount}", f"{number} {things} ({amount}/suất)",
        f"{number} {things}, {amount}/suất",
    ]  # fmt: skip
    for typed in forms:
        reading = read("money", typed, today=TODAY)
        expected = (number * price, "M3") if number * price < 10**12 else (None, "M6")
        assert (reading.value, reading.code) == expected, typed


@given(st.lists(round_amounts, min_size=2, max_size=6))
def test_sums_are_exact(reader: CellReader, terms: list[int]) -> None:
    """4.5, point 7: amounts joined by + give their total, marked as computed."""
    typed = " + ".join(grouped(term, ".") for term in terms)
    reading = reader.read("money", typed, today=TODAY)
    assert (reading.value, reading.code) == (sum(terms), "M3")
