"""The results of formulas: `+ - * / ^ & %`, comparisons, a dozen functions, ranges, other tabs, named ranges.

Every other function is kept and shown as an error cell; nothing is evaluated in part, nothing is ever fetched. Error
types are those of the API; messages are those that people see in Sheets as far as known (K).
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from sheets_sync.local_sheets.formulas.operands import (
    COMPARE,
    Area,
    Failed,
    Operand,
    PassedOn,
    as_number,
    compared,
    criterion,
    flat,
)
from sheets_sync.local_sheets.formulas.text import BadFormula, Node, Reference, parse
from sheets_sync.local_sheets.grid.models import ERROR_TEXTS, CellError, Formula, Result, Sheet, Spreadsheet
from sheets_sync.local_sheets.typing.locales import KNOWN
from sheets_sync.local_sheets.typing.patterns import EPOCH
from sheets_sync.local_sheets.wire.schema import number

_KINDS = {text: kind for kind, text in ERROR_TEXTS.items()}
_VOLATILE = re.compile(r"\b(?:TODAY|NOW)\s*\(", re.IGNORECASE)


def recalculate(book: Spreadsheet, now: datetime.datetime) -> None:
    """Gives every formula cell of a draft its result."""
    cells = [(sheet, row, column) for sheet in book.sheets for row, column in sheet.formulas()]
    if not cells:
        return
    run = _Run(book, now)
    for sheet, row, column in cells:
        cell = sheet.cell(row, column)
        result = run.result(sheet, row, column)
        shows = run.shows(sheet, row, column)
        if type(result) is not type(cell.result) or result != cell.result or shows != cell.shows:
            book.edit(sheet.id).set_cell(row, column, cell.but(result=result, shows=shows))


def is_volatile(book: Spreadsheet) -> bool:
    """Whether a result depends on the clock."""
    for sheet in book.sheets:
        for row, column in sheet.formulas():
            value = sheet.cell(row, column).value
            if isinstance(value, Formula) and _VOLATILE.search(value.text):
                return True
    return False


class _Run:
    """One recalculation: results found so far, and what is being worked on."""

    def __init__(self, book: Spreadsheet, now: datetime.datetime) -> None:
        self.book, self.now = book, now
        self.decimal = KNOWN[book.locale].decimal if book.locale in KNOWN else "."
        self.results: dict[tuple[int, int, int], Result] = {}
        self.open: set[tuple[int, int, int]] = set()
        self.titles = {sheet.title.lower(): sheet for sheet in book.sheets}

    def result(self, sheet: Sheet, row: int, column: int) -> Result:
        """A cell's effective value; a formula's is worked out once."""
        cell = sheet.cell(row, column)
        if type(cell.value) is not Formula:
            return cell.shown
        key = sheet.id, row, column
        if key in self.results:
            return self.results[key]
        if key in self.open or len(self.open) > 150:
            return CellError("REF", "Circular dependency detected.")
        self.open.add(key)
        try:
            found = self.evaluate(cell.value.text, sheet)
        finally:
            self.open.discard(key)
        self.results[key] = found
        return found

    def shows(self, sheet: Sheet, row: int, column: int, depth: int = 0) -> tuple[str, str] | None:
        """The number format that a cell shows: its own, or what its formula implies."""
        if row >= sheet.row_count or column >= sheet.column_count or depth > 50:
            return None
        cell = sheet.cell(row, column)
        if depth and cell.format is not None and cell.format.number is not None:
            return cell.format.number if cell.format.number[0] != "TEXT" else None
        if type(cell.value) is not Formula:
            return None
        implied = implied_format(cell.value.text, self.decimal)
        if not isinstance(implied, Reference):
            return implied
        other = sheet if implied.sheet is None else self.titles.get(implied.sheet.lower())
        if other is None or implied.top is None or implied.left is None:
            return None
        return self.shows(other, implied.top, implied.left, depth + 1)

    def evaluate(self, text: str, sheet: Sheet) -> Result:
        try:
            value = self.value(parse(text, self.decimal), sheet)
            value = self.scalar(value)
        except BadFormula:
            return CellError("ERROR", "Formula parse error.")
        except Failed as failed:
            return failed.error
        except (OverflowError, RecursionError):
            return CellError("NUM", "The result is too large.")
        if isinstance(value, float):
            return number(value) if math.isfinite(value) else CellError("NUM", "The result is no number.")
        return value

    def value(self, node: Node, sheet: Sheet) -> Operand:
        kind = node[0]
        if kind in ("number", "string", "bool"):
            constant: Result = node[1]
            return constant
        if kind == "empty":
            return None
        if kind == "error":
            raise Failed(_KINDS[node[1]])
        if kind == "ref":
            return self.area(node[1], sheet)
        if kind == "name":
            return self.named(node[1])
        if kind == "call":
            return self.call(node[1], node[2], sheet)
        if kind == "percent":
            return self.amount(self.value(node[1], sheet)) / 100
        if kind == "unary":
            amount = self.amount(self.value(node[2], sheet))
            return -amount if node[1] == "-" else amount
        return self.binary(node[1], self.value(node[2], sheet), self.value(node[3], sheet))

    # -- cells ------------------------------------------------------------------------------------------------------

    def area(self, ref: Reference, sheet: Sheet) -> Operand:
        if ref.sheet is not None:
            other = self.titles.get(ref.sheet.lower())
            if other is None:
                raise Failed("REF", f"Unresolved sheet name '{ref.sheet}'.")
            sheet = other
        if ref.single:
            assert ref.top is not None
            assert ref.left is not None
            if ref.top >= sheet.row_count or ref.left >= sheet.column_count:
                raise Failed("REF", "Reference does not exist.")
            return self.result(sheet, ref.top, ref.left)
        top, left = ref.top or 0, ref.left or 0
        bottom = sheet.row_count if ref.bottom is None else ref.bottom + 1
        right = sheet.column_count if ref.right is None else ref.right + 1
        return self.cells(sheet, top, left, bottom, right)

    def cells(self, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> Area:
        bottom = min(bottom, len(sheet.rows))
        return [
            [self.result(sheet, row, column) for column in range(left, min(right, len(sheet.row(row).cells)))]
            for row in range(top, bottom)
        ]

    def named(self, name: str) -> Operand:
        for item in self.book.named_ranges:
            if item["name"].lower() == name.lower():
                where = item["range"]
                sheet = self.book.find(where.get("sheetId", 0))
                if sheet is not None:
                    return self.cells(
                        sheet, where.get("startRowIndex", 0), where.get("startColumnIndex", 0),
                        where.get("endRowIndex", sheet.row_count), where.get("endColumnIndex", sheet.column_count),
                    )  # fmt: skip
        raise Failed("NAME", f"Unknown range name: '{name.upper()}'.")

    # -- operands ---------------------------------------------------------------------------------------------------

    def scalar(self, value: Operand) -> Result:
        """One value. A whole range where one value belongs would be spread over cells: not modelled."""
        if isinstance(value, list):
            if len(value) == 1 and len(value[0]) == 1:
                return value[0][0]
            raise Failed("VALUE", "An array value could not be found.")
        if isinstance(value, CellError):
            raise PassedOn(value)
        return value

    def amount(self, value: Operand, function: str = "", place: int = 1) -> float:
        """A value as a number: empty is 0, TRUE is 1, a text that reads as a number counts."""
        one = self.scalar(value)
        if one is None:
            return 0
        if isinstance(one, str):
            found = as_number(one, self.decimal)
            if found is None:
                who = f"Function {function} parameter {place} expects" if function else "Function expects"
                text = f"{who} number values. But '{one}' is a text and cannot be coerced to a number."
                raise Failed("VALUE", text)
            return found
        assert not isinstance(one, CellError)
        return int(one) if isinstance(one, bool) else one

    def text(self, value: Operand) -> str:
        one = self.scalar(value)
        if one is None:
            return ""
        if isinstance(one, bool):
            return "TRUE" if one else "FALSE"
        if isinstance(one, str):
            return one
        from sheets_sync.local_sheets.typing.patterns import general

        assert not isinstance(one, CellError)
        return general(number(one), KNOWN.get(self.book.locale, KNOWN["en_US"]))

    def binary(self, op: str, left: Operand, right: Operand) -> Result:
        if op == "&":
            return self.text(left) + self.text(right)
        if op in COMPARE:
            return COMPARE[op](compared(self.scalar(left), self.scalar(right)))
        name = _OPERATORS[op]
        a, b = self.amount(left, name, 1), self.amount(right, name, 2)
        if op == "/":
            if b == 0:
                raise Failed("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
            return a / b
        if op == "^":
            try:
                power = a**b
            except ZeroDivisionError:
                raise Failed("NUM", "The result is no number.") from None
            if isinstance(power, complex):
                raise Failed("NUM", "The result is no number.")
            return float(power)
        return {"+": a + b, "-": a - b, "*": a * b}[op]

    # -- functions --------------------------------------------------------------------------------------------------

    def call(self, name: str, arguments: tuple[Node, ...], sheet: Sheet) -> Operand:
        function = _FUNCTIONS.get(name.upper())
        if function is None:
            raise Failed("NAME", f"Unknown function: '{name}'.")
        least, most, work = function
        if not least <= len(arguments) <= most:
            raise Failed("N_A", f"Wrong number of arguments to {name}.")
        return work(self, arguments, sheet)

    def numbers(self, arguments: tuple[Node, ...], sheet: Sheet) -> Iterator[float]:
        """Numbers of arguments as SUM sees them: in ranges only numbers, direct ones coerced."""
        for node in arguments:
            value = self.value(node, sheet)
            if isinstance(value, list) or node[0] == "ref":
                for one in flat(value):
                    if isinstance(one, CellError):
                        raise PassedOn(one)
                    if isinstance(one, int | float) and not isinstance(one, bool):
                        yield one
            elif node[0] != "empty":
                yield self.amount(value)


_OPERATORS = {"+": "ADD", "-": "MINUS", "*": "MULTIPLY", "/": "DIVIDE", "^": "POW"}  # as error messages name them (M)
Arguments: TypeAlias = "tuple[Node, ...]"


def _sum(run: _Run, arguments: Arguments, sheet: Sheet) -> Operand:
    total = Decimal(0)
    for value in run.numbers(arguments, sheet):
        total += Decimal(repr(value))
    return float(total)


def _average(run: _Run, arguments: Arguments, sheet: Sheet) -> Operand:
    found = list(run.numbers(arguments, sheet))
    if not found:
        raise Failed("DIVIDE_BY_ZERO", "Evaluation of function AVERAGE caused a divide by zero error.")
    return math.fsum(found) / len(found)


def _min(run: _Run, arguments: Arguments, sheet: Sheet) -> Operand:
    return min(run.numbers(arguments, sheet), default=0)


def _max(run: _Run, arguments: Arguments, sheet: Sheet) -> Operand:
    return max(run.numbers(arguments, sheet), default=0)


def _all(run: _Run, arguments: Arguments, sheet: Sheet) -> Iterator[tuple[Result, bool]]:
    """Each value, and whether it was given directly."""
    for node in arguments:
        try:
            value = run.value(node, sheet)
        except Failed as failed:
            value = failed.error
        direct = not isinstance(value, list) and node[0] != "ref"
        yield from ((one, direct) for one in flat(value))


def _count(run: _Run, arguments: Arguments, sheet: Sheet) -> Operand:
    found = 0
    for value, direct in _all(run, arguments, sheet):
        if isinstance(value, bool):
            found += direct
        elif isinstance(value, int | float):
            found += 1
        elif isinstance(value, str) and direct:
            found += as_number(value, run.decimal) is not None
    return found


def _counta(run: _Run, arguments: Arguments, sheet: Sheet) -> Operand:
    return sum(1 for value, _ in _all(run, arguments, sheet) if value is not None)


def _countif(run: _Run, arguments: Arguments, sheet: Sheet) -> Operand:
    fits = criterion(run.scalar(run.value(arguments[1], sheet)), run.decimal)
    return sum(1 for value in flat(run.value(arguments[0], sheet)) if fits(value))


def _if(run: _Run, arguments: Arguments, sheet: Sheet) -> Operand:
    condition = run.scalar(run.value(arguments[0], sheet))
    if isinstance(condition, str) and condition.upper() in ("TRUE", "FALSE"):
        condition = condition.upper() == "TRUE"
    chosen = bool(condition if isinstance(condition, bool) else run.amount(condition))
    if chosen:
        return run.value(arguments[1], sheet)
    return run.value(arguments[2], sheet) if len(arguments) > 2 else False


def _concatenate(run: _Run, arguments: Arguments, sheet: Sheet) -> Operand:
    return "".join(run.text(one) for node in arguments for one in flat(run.value(node, sheet)))


def _round(run: _Run, arguments: Arguments, sheet: Sheet) -> Operand:
    value = run.amount(run.value(arguments[0], sheet))
    places = int(run.amount(run.value(arguments[1], sheet))) if len(arguments) > 1 else 0
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _today(run: _Run, arguments: Arguments, sheet: Sheet) -> Operand:
    return (run.now.date() - EPOCH.date()).days


def _now(run: _Run, arguments: Arguments, sheet: Sheet) -> Operand:
    return (run.now.replace(microsecond=0) - EPOCH).total_seconds() / 86_400


_FUNCTIONS: dict[str, tuple[int, int, Callable[[_Run, Arguments, Sheet], Operand]]] = {
    "AVERAGE": (1, 255, _average),
    "CONCATENATE": (1, 255, _concatenate),
    "COUNT": (1, 255, _count),
    "COUNTA": (1, 255, _counta),
    "COUNTIF": (2, 2, _countif),
    "IF": (2, 3, _if),
    "MAX": (1, 255, _max),
    "MIN": (1, 255, _min),
    "NOW": (0, 0, _now),
    "ROUND": (1, 2, _round),
    "SUM": (1, 255, _sum),
    "TODAY": (0, 0, _today),
}
FUNCTIONS = tuple(_FUNCTIONS)


def implied_format(text: str, decimal: str) -> tuple[str, str] | Reference | None:
    """The number format that a formula shows by itself: a date for TODAY, a date and time for NOW (M), and for a

    reference alone that of the cell it names (M): the reference is given back then. Other formulas: not known.
    """
    try:
        node = parse(text, decimal)
    except BadFormula:
        return None
    if node[0] == "ref" and node[1].single:
        named: Reference = node[1]
        return named
    if node[0] == "call" and not node[2]:
        return {"TODAY": ("DATE", ""), "NOW": ("DATE_TIME", "")}.get(node[1].upper())
    return None
