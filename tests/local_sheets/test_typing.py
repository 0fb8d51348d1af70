"""What people type becomes a value and a format; a value and a format become what people see."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from sheets_sync.local_sheets.grid.cells import Formula
from sheets_sync.local_sheets.typing import entered, patterns
from sheets_sync.local_sheets.typing.locales import KNOWN
from sheets_sync.local_sheets.wire.exceptions import NotModelled

from .conftest import Api

EN, VI = KNOWN["en_US"], KNOWN["vi_VN"]
TODAY = datetime.date(2026, 3, 5)

# typed, value, pattern of the format that comes with it; en_US
ENGLISH: list[tuple[str, Any, str | None]] = [
    ("150000", 150000, None),
    ("0042", 42, None),
    ("007", 7, None),
    ("0912345678", 912345678, None),
    ("150.000", 150, None),
    ("150,000", 150000, "#,##0"),
    ("2,000,000.01", 2000000.01, "#,##0.00"),
    ("1.234.567", "1.234.567", None),
    ("1,5", "1,5", None),
    ("1.5", 1.5, None),
    (".5", 0.5, None),
    ("-3", -3, None),
    ("(3)", -3, None),
    ("3E5", 300000, "0.00E+00"),
    ("10%", 0.1, "0%"),
    ("12.5%", 0.125, "0.00%"),
    ("$100.15", 100.15, '"$"#,##0.00'),
    ("$1,200", 1200, '"$"#,##0'),
    ("TRUE", True, None),
    ("false", False, None),
    ("'0123", "0123", None),
    ("'=1+1", "=1+1", None),
    ("=1+2", Formula("=1+2"), None),
    ("=", "=", None),
    ("3_1_0", "3_1_0", None),
    ("nan", "nan", None),
    ("50.000đ", "50.000đ", None),
    ("2020-01-01", 43831, "yyyy-mm-dd"),
    ("1-2", 46024, "m-d"),
    ("05/03/2026", 46145, "mm/dd/yyyy"),
    ("13/03/2026", "13/03/2026", None),
    ("2026-02-30", "2026-02-30", None),
    ("5 Mar 2026", 46086, "d mmm yyyy"),
    ("March 5, 2026", 46086, "mmmm d, yyyy"),
    ("14:30", 0.6041666666666666, "hh:mm"),
    ("2:30 pm", 0.6041666666666666, "h:mm am/pm"),
    ("2026-03-05 06:00:00", 46086.25, "yyyy-mm-dd hh:mm:ss"),
    ("24:60", "24:60", None),
    (" 7 ", 7, None),
    ("x" * 60, "x" * 60, None),
]

# as the reference expects it under vi_VN; none of it is measured
VIETNAMESE: list[tuple[str, Any, str | None]] = [
    ("150000", 150000, None),
    ("150.000", 150000, "#,##0"),
    ("150,000", 150, None),
    ("1.234.567", 1234567, "#,##0"),
    ("1.234.567,89", 1234567.89, "#,##0.00"),
    ("1,5", 1.5, None),
    ("1.5", "1.5", None),
    ("05/03/2026", 46086, "dd/mm/yyyy"),
    ("13/03/2026", 46094, "dd/mm/yyyy"),
    ("5/3", 46086, "d/m"),
    ("2026-03-05", 46086, "yyyy-mm-dd"),
    ("1-2", 46054, "d-m"),
    ("10%", 0.1, "0%"),
    ("12,5%", 0.125, "0.00%"),
    ("50.000đ", "50.000đ", None),
    ("50k", "50k", None),
    ("5tr", "5tr", None),
    ("1.500 ₫", 1500, '#,##0 "₫"'),
    ("0912345678", 912345678, None),
]


@pytest.mark.parametrize(("text", "value", "pattern"), ENGLISH)
def test_typed_under_en_us(text: str, value: Any, pattern: str | None) -> None:
    """Typing under en_US gives the recorded or measured value and format."""
    found = entered.entered(text, EN, TODAY)
    assert found.value == value
    assert type(found.value) is type(value)
    assert (found.format or {}).get("pattern") == pattern


@pytest.mark.parametrize(("text", "value", "pattern"), VIETNAMESE)
def test_typed_under_vi_vn(text: str, value: Any, pattern: str | None) -> None:
    """Typing under vi_VN swaps the separators and puts the day first."""
    found = entered.entered(text, VI, TODAY)
    assert found.value == value
    assert type(found.value) is type(value)
    assert (found.format or {}).get("pattern") == pattern


SHOWN: list[tuple[float, str, str, str, str]] = [
    # value, type, pattern, en_US, vi_VN
    (0.0009765625, "", "", "0.0009765625", "0,0009765625"),
    (1 / 3, "", "", "0.3333333333", "0,3333333333"),
    (1e15, "", "", "1E+15", "1E+15"),
    (42.01, "", "", "42.01", "42,01"),
    (1234567.891, "NUMBER", "#,##0", "1,234,568", "1.234.568"),
    (1234567.891, "NUMBER", "#,##0.00", "1,234,567.89", "1.234.567,89"),
    (1234567.891, "NUMBER", "", "1,234,567.89", "1.234.567,89"),
    (2.345, "NUMBER", "0.00", "2.35", "2,35"),
    (-2.5, "NUMBER", "0", "-3", "-3"),
    (-0.001, "NUMBER", "0.00", "0.00", "0,00"),
    (5, "NUMBER", "000", "005", "005"),
    (0.5, "NUMBER", "#.##", ".5", ",5"),
    (1500000, "NUMBER", '#,##0,"k"', "1,500k", "1.500k"),
    (-7, "NUMBER", "0;(0);nil", "(7)", "(7)"),
    (0, "NUMBER", "0;(0);nil", "nil", "nil"),
    (0.125, "PERCENT", "0.0%", "12.5%", "12,5%"),
    (0.125, "PERCENT", "", "12.50%", "12,50%"),
    (100.15, "CURRENCY", '"$"#,##0.00', "$100.15", "$100,15"),
    (1500, "CURRENCY", "#,##0\\ [$₫]", "1,500 ₫", "1.500 ₫"),
    (300000, "SCIENTIFIC", "0.00E+00", "3.00E+05", "3,00E+05"),
    (46086, "DATE", "dd/mm/yyyy", "05/03/2026", "05/03/2026"),
    (46086, "DATE", "yyyy-mm-dd", "2026-03-05", "2026-03-05"),
    (46086, "DATE", "", "3/5/2026", "05/03/2026"),
    (1, "DATE", "", "12/31/1899", "31/12/1899"),
    (2.5, "DATE_TIME", "yyyy-mm-dd h:mm", "1900-01-01 12:00", "1900-01-01 12:00"),
    (0.588298611, "TIME", "hh:mm:ss", "14:07:09", "14:07:09"),
    (0.604166667, "TIME", "h:mm am/pm", "2:30 PM", "2:30 PM"),
    (1.5, "TIME", "[h]:mm", "36:00", "36:00"),
    (1500, "NUMBER", '[>=1000]#,##0.0," nghìn";0', "1.5 nghìn", "1,5 nghìn"),
    (999, "NUMBER", '[>=1000]#,##0.0," nghìn";0', "999", "999"),
    (-3, "NUMBER", "[<0]0.0;[=0]-;0", "-3.0", "-3,0"),
]


@pytest.mark.parametrize(("value", "kind", "pattern", "english", "vietnamese"), SHOWN)
def test_shown(value: float, kind: str, pattern: str, english: str, vietnamese: str) -> None:
    """A number format prints what people see, with the locale's own marks."""
    assert patterns.show(value, kind, pattern, EN) == english
    assert patterns.show(value, kind, pattern, VI) == vietnamese


@pytest.mark.parametrize("pattern", ["[>100]0", "0.0 0.0", "# ?/?", "[foo]0"])
def test_unknown_patterns_are_refused(pattern: str) -> None:
    """A pattern whose look is not known is refused, not guessed."""
    with pytest.raises(NotModelled):
        patterns.show(5, "NUMBER", pattern, EN)


def test_plain_text_cells_keep_what_is_typed(vietnamese: Api) -> None:
    """In a plain-text cell everything stays as typed: digits, formulas, line breaks, decomposed accents."""
    text = {"userEnteredFormat": {"numberFormat": {"type": "TEXT", "pattern": "@"}}}
    vietnamese.batch(
        {"repeatCell": {"range": {"sheetId": 0}, "cell": text, "fields": "userEnteredFormat.numberFormat"}}
    )
    typed = ["007", "=1+1", "05/03/2026", "TRUE", "hai\ndòng", "Tha\u0301ng", "10%", " 7 ", "'x"]
    vietnamese.type("A1", typed)
    assert vietnamese.values("A1:I1", "UNFORMATTED_VALUE") == [typed]
    assert vietnamese.values("A1:I1") == [typed]


def test_typing_keeps_an_existing_format(api: Api) -> None:
    """The format that comes with typing never replaces one that is there."""
    dress = {"userEnteredFormat": {"numberFormat": {"type": "DATE"}}}
    api.batch({"repeatCell": {"range": {"endRowIndex": 1}, "cell": dress, "fields": "userEnteredFormat.numberFormat"}})
    api.type("A1", [1, "10%"])
    assert api.values("A1:B1") == [["12/31/1899", "12/30/1899"]]
    assert api.values("A1:B1", "UNFORMATTED_VALUE") == [[1, 0.1]]


def test_raw_evaluates_nothing(api: Api) -> None:
    """RAW stores a string as it is and never makes a formula, a number or a date of it."""
    strings = ["=1+2", "007", "'0123", "2020-01-01", "TRUE", "$100"]
    api.put("A1", [*strings, 5, True])
    assert api.values("A1:H1", "FORMULA") == [[*strings, 5, True]]


def test_date_render_options(api: Api) -> None:
    """The recorded answers for every pair of render options."""
    api.type("A1:D2", ["=4/2", "2020-01-01", "string", 53], ["=3/2", 0.12, "1999-01-02", ""])
    serial, text = "SERIAL_NUMBER", "FORMATTED_STRING"
    raw = [[2, 43831, "string", 53], [1.5, 0.12, 36162]]
    dated = [[2, "2020-01-01", "string", 53], [1.5, 0.12, "1999-01-02"]]
    shown = [["2", "2020-01-01", "string", "53"], ["1.5", "0.12", "1999-01-02"]]
    assert api.values("A1:D2", "UNFORMATTED_VALUE", dateTimeRenderOption=serial) == raw
    assert api.values("A1:D2", "UNFORMATTED_VALUE", dateTimeRenderOption=text) == dated
    assert api.values("A1:D2", dateTimeRenderOption=serial) == shown
    assert api.values("A1:D2", "FORMULA") == [["=4/2", 43831, "string", 53], ["=3/2", 0.12, 36162]]


def test_locale_change_keeps_values(api: Api) -> None:
    """A new locale shows the same numbers with its own marks, and reads typing by its own rules."""
    api.type("A1", [1.5, "150,000"])
    api.batch({"updateSpreadsheetProperties": {"properties": {"locale": "vi_VN"}, "fields": "locale"}})
    api.type("A2", ["150.000"])
    assert api.values("A1:B2") == [["1,5", "150.000"], ["150.000"]]
    assert api.values("A1:B2", "UNFORMATTED_VALUE") == [[1.5, 150000], [150000]]
