"""Values inside formulas: numbers, texts, booleans, errors, areas; how they compare and what they count as."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from sheets_sync.local_sheets.grid.cells import CellError, Result

Area: TypeAlias = "list[list[Result]]"
Operand: TypeAlias = "Result | Area"


class Failed(Exception):
    """An error of a formula, as a cell shows it."""

    def __init__(self, kind: str, message: str = "") -> None:
        super().__init__(message)
        self.error = CellError(kind, message)


class PassedOn(Failed):
    """An error that stood in a cell passes through whatever uses it."""

    def __init__(self, error: CellError) -> None:
        super().__init__(error.kind, error.message)


def flat(value: Operand) -> Iterator[Result]:
    if isinstance(value, list):
        for row in value:
            yield from row
    else:
        yield value


def area_of(value: Operand) -> Area:
    return value if isinstance(value, list) else [[value]]


def is_number(value: Result) -> bool:
    return type(value) is int or type(value) is float


def checked(value: Result) -> Result:
    """The value, unless it is an error: that passes on."""
    if isinstance(value, CellError):
        raise PassedOn(value)
    return value


def compared(left: Result, right: Result) -> int:
    """-1, 0, 1. Numbers come before texts, texts before booleans; texts without regard to case (K)."""
    if left is None:
        left = "" if isinstance(right, str) else False if isinstance(right, bool) else 0
    if right is None:
        right = "" if isinstance(left, str) else False if isinstance(left, bool) else 0
    a, b = rank(left), rank(right)
    return (a > b) - (a < b)


def rank(value: Result) -> tuple[int, Any]:
    """The place of a value in a sorted column: numbers, texts, booleans, errors, and empty cells last."""
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, str):
        return 1, value.lower()
    if value is None:
        return 4, 0
    return (3, value.kind) if isinstance(value, CellError) else (0, value)


COMPARE: dict[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0,
    "<>": lambda order: order != 0,
    "<": lambda order: order < 0,
    ">": lambda order: order > 0,
    "<=": lambda order: order <= 0,
    ">=": lambda order: order >= 0,
}


def paired(shapes: list[Operand]) -> tuple[int, int]:
    """The height and width that areas come to when they are combined element by element."""
    areas = [one for one in shapes if isinstance(one, list)]
    return max(map(len, areas), default=1), max((len(one[0]) if one else 0 for one in areas), default=1)


def element(value: Operand, row: int, column: int) -> Result:
    """One element of an area; single rows and columns repeat, beyond the others there is #N/A."""
    if not isinstance(value, list):
        return value
    row = 0 if len(value) == 1 else row
    if row >= len(value):
        return CellError("N_A", "Argument must be a range.")
    found = value[row]
    column = 0 if len(found) == 1 else column
    return found[column] if column < len(found) else CellError("N_A", "Argument must be a range.")
