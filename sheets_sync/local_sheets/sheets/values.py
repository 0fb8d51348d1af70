"""Values in and out of cells: RAW and USER_ENTERED writes, and the three ways to read (2.2, 2.3)."""

from __future__ import annotations

import datetime
from typing import Any

from sheets_sync.local_sheets.formulas.text import normal
from sheets_sync.local_sheets.grid.cells import (
    MAX_CHARACTERS,
    SPILLED,
    Cell,
    CellError,
    Format,
    Formula,
    MaybeCell,
    Result,
    Value,
)
from sheets_sync.local_sheets.grid.runs import shown_text
from sheets_sync.local_sheets.typing.entered import entered
from sheets_sync.local_sheets.typing.locales import Locale
from sheets_sync.local_sheets.typing.patterns import is_date_pattern, show, show_text
from sheets_sync.local_sheets.wire.exceptions import invalid
from sheets_sync.local_sheets.wire.schema import number

FORMATTED, UNFORMATTED, FORMULA = "FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"
SERIAL, AS_STRING = "SERIAL_NUMBER", "FORMATTED_STRING"

_DATE_TYPES = ("DATE", "TIME", "DATE_TIME")


def check_length(value: Any) -> None:
    if isinstance(value, str) and len(value) > MAX_CHARACTERS:
        raise invalid(f"Your input contains more than the maximum of {MAX_CHARACTERS} characters in a single cell.")


def written_raw(cell: Cell, value: Any) -> MaybeCell:
    """RAW: what came is what stands there; a string is never evaluated (M)."""
    check_length(value)
    return cell.with_value(number(value) if type(value) is float else value)


def written_as_typed(cell: Cell, value: Any, locale: Locale, today: datetime.date) -> MaybeCell:
    """USER_ENTERED. A plain-text cell keeps what is typed (K, universally known); numbers and booleans are RAW (G).

    Typing may also set a number format, but an existing one stays (2.2).
    """
    if type(value) is not str or value == "":
        return written_raw(cell, value)
    check_length(value)
    if cell.format is not None and cell.format.is_text:
        return cell.with_value(value)
    found = entered(value, locale, today)
    if type(found.value) is Formula:
        return cell.with_value(Formula(normal(found.value.text, locale.decimal)))
    changed = cell.with_value(found.value)
    if found.format and changed is not None and (cell.format is None or cell.format.number is None):
        dress = dict(cell.format.json) if cell.format else {}
        changed = changed.but(format=Format.of(dress | {"numberFormat": found.format}))
    return changed


def shown(cell: Cell, locale: Locale) -> str:
    """FORMATTED_VALUE: the text that a person sees."""
    value = cell.shown
    if cell.runs is not None and isinstance(value, str):
        value = shown_text(value, cell.runs)
    return shown_value(value, cell.number_format, locale)


def shown_value(value: Result, kind: tuple[str, str] | None, locale: Locale) -> str:
    if value is None:
        return ""
    if type(value) is str:
        return show_text(value, kind[1]) if kind and kind[1] else value
    if type(value) is bool:
        return "TRUE" if value else "FALSE"
    if isinstance(value, CellError):
        return value.shown
    assert isinstance(value, int | float)
    if kind is None or kind[0] == "TEXT":
        kind = ("", "")
    return show(value, kind[0], kind[1], locale)


def is_date(number_format: tuple[str, str] | None) -> bool:
    if number_format is None:
        return False
    kind, pattern = number_format
    return kind in _DATE_TYPES or bool(pattern and kind != "TEXT" and is_date_pattern(pattern))


def read(cell: Cell, render: str, dates: str, locale: Locale) -> Any:
    """A cell's value as `values.get` shows it; "" for an empty cell."""
    value: Value | Result = cell.value
    if value is None:
        return ""
    if render == FORMATTED:
        return shown(cell, locale)
    if type(value) is Formula and render == FORMULA:
        return value.text
    if value is SPILLED or type(value) is Formula:
        value = cell.result
    if isinstance(value, CellError):
        return value.told
    if value is None:
        return ""
    if type(value) in (int, float):
        if dates == AS_STRING and is_date(cell.number_format):
            return shown(cell, locale)
        return number(value)  # type: ignore[arg-type]
    return value


def extended(value: Value | Result) -> dict[str, Any]:
    """An ExtendedValue: one of number, string, bool, formula or error."""
    if type(value) is str:
        return {"stringValue": value}
    if type(value) is bool:
        return {"boolValue": value}
    if type(value) is Formula:
        return {"formulaValue": value.text}
    if isinstance(value, CellError):
        message = {"message": value.message} if value.message else {}
        return {"errorValue": {"type": value.kind, **message}}
    return {"numberValue": value}


def from_extended(value: dict[str, Any], locale: Locale) -> Value:
    """The value of a written ExtendedValue. `stringValue` is never evaluated, whatever it begins with."""
    if "numberValue" in value:
        amount: float = value["numberValue"]
        return amount
    if "stringValue" in value:
        check_length(value["stringValue"])
        text: str = value["stringValue"]
        return text
    if "boolValue" in value:
        return bool(value["boolValue"])
    if "formulaValue" in value:
        check_length(value["formulaValue"])
        formula: str = value["formulaValue"]
        return Formula(normal(formula if formula.startswith("=") else "=" + formula, locale.decimal))
    if "errorValue" in value:
        raise invalid("errorValue cannot be set on userEnteredValue.")  # read-only (D); wording approximate
    return None
