"""Number words with their accents: the policy's point 4.3, step 5."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spoken_numbers import in_full

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader

TODAY = date(2022, 12, 31)

SAID = {
    "một": 1, "bảy": 7, "bẩy": 7, "mười": 10, "mười một": 11, "mười lăm": 15, "mười nhăm": 15, "hai mươi": 20,
    "hai mươi mốt": 21, "hai mươi tư": 24, "hai mươi lăm": 25, "hai mươi nhăm": 25, "năm mươi": 50, "NĂM MƯƠI": 50,
    "hai chục": 20, "một chục": 10, "hai chục rưỡi": 25,
    # colloquial: the word after the tens tells that tens are meant
    "hai lăm": 25, "hai nhăm": 25, "hai tư": 24, "ba mốt": 31, "một trăm hai lăm": 125,
    # hundreds; linh and lẻ
    "một trăm": 100, "một trăm linh năm": 105, "một trăm lẻ năm": 105, "một trăm hai mươi": 120,
    "chín trăm chín mươi chín": 999, "một trăm mười": 110,
    # a lone last digit is of the next lower place, unless linh or lẻ stands before it
    "một trăm hai": 120, "một ngàn hai": 1200, "hai nghìn tư": 2400, "một triệu hai": 1_200_000,
    "một ngàn lẻ hai": 1002, "một nghìn linh năm": 1005,
    # half of the word before
    "một trăm rưỡi": 150, "hai nghìn rưỡi": 2500, "hai trăm nghìn rưỡi": 200_500, "một triệu rưỡi": 1_500_000,
    "một nghìn hai trăm": 1200, "một nghìn hai mươi": 1020, "một nghìn không trăm linh năm": 1005,
    "mười hai nghìn": 12_000, "hai trăm năm mươi nghìn": 250_000, "ba triệu hai trăm nghìn": 3_200_000,
}  # fmt: skip
NOT_SAID = [
    # 23 or 2–3? 120.000 or 102.000? 1.200.000 or 1.000.200? half of what?
    "hai ba", "năm sáu", "một trăm hai nghìn", "một triệu hai trăm", "một nghìn hai lăm", "hai rưỡi",
    "vài", "mấy", "vài chục", "mấy trăm", "chục", "chục rưỡi", "mươi", "trăm", "nghìn", "rưỡi", "linh", "lăm", "mốt",
    "hai mươi ba bốn", "mười mươi", "một mươi", "một trăm trăm", "một nghìn hai triệu", "một nghìn hai nghìn",
    "nam muoi", "hai muoi", "mot", "5 mươi", "hai mươi 5", "năm-sáu", "hai, ba", "năm mươi và ba",
]  # fmt: skip


@pytest.fixture(scope="session")
def reader(campaign: Campaign) -> CellReader:
    return CellReader(campaign)


@pytest.mark.parametrize(("words", "value"), SAID.items())
def test_number_words(reader: CellReader, words: str, value: int) -> None:
    """4.3, step 5: number words with accents are one number, and the unit is shown which (C3)."""
    for typed in (words, f"{words} người", words.upper(), unicodedata.normalize("NFD", words)):
        reading = reader.read("integer", typed, today=TODAY)
        assert (reading.value, reading.code) == (value, "C3")


@pytest.mark.parametrize("words", NOT_SAID)
def test_words_that_say_no_number(reader: CellReader, words: str) -> None:
    """4.3, step 5: words with two readings, or without accents, are refused."""
    reading = reader.read("integer", words, today=TODAY)
    assert (reading.value, reading.code) == (None, "C11")


@given(st.integers(1, 999_999))
def test_numbers_read_out_in_full(reader: CellReader, n: int) -> None:
    """4.3, step 5: a number written out in full reads back as itself."""
    assert reader.read("integer", in_full(n), today=TODAY).value == n


@given(st.integers(1, 9), st.integers(1, 999))
def test_millions_with_their_thousands(reader: CellReader, millions: int, thousands: int) -> None:
    """4.3, step 5: after triệu the thousands are named, or nothing is read."""
    said = in_full(millions * 10**6 + thousands * 1000)
    read = reader.read
    assert read("integer", said, today=TODAY).value == millions * 10**6 + thousands * 1000
    assert read("integer", said.removesuffix(" nghìn"), today=TODAY).value in (None, in_hundreds(millions, thousands))


def in_hundreds(millions: int, thousands: int) -> int | None:
    """The one shortened form that the policy reads: a lone digit after triệu."""
    return millions * 10**6 + thousands * 10**5 if thousands < 10 else None
