"""One function for every element of arrays, as array formulas want it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sheets_sync.local_sheets.formulas.operands import Area, Failed, element, paired
from sheets_sync.local_sheets.formulas.scope import Scope
from sheets_sync.local_sheets.grid.cells import Result
from sheets_sync.local_sheets.wire.exceptions import NotModelled


def first(value: Any) -> Any:
    """A value where one belongs: of an area the first."""
    if isinstance(value, list):
        return value[0][0] if value and value[0] else None
    return value


def spread(scope: Scope, values: list[Any], work: Callable[..., Any]) -> Area:
    """`work` for each element of the areas among the values; an error stays in its element."""
    height, width = paired(values)

    def one(row: int, column: int) -> Result:
        try:
            return first(work(scope, *(element(value, row, column) for value in values)))  # type: ignore[no-any-return]
        except Failed as failed:
            return failed.error

    return [[one(row, column) for column in range(width)] for row in range(height)]


def spread_wide(scope: Scope, name: str, values: list[Any], work: Callable[..., Any]) -> Area:
    """As `spread`, for a function that may give a row for each element of a column, as SPLIT does: short rows end in
    empty cells (K)."""
    height, width = paired(values)

    def one(row: int, column: int) -> Any:
        try:
            return work(scope, *(element(value, row, column) for value in values))
        except Failed as failed:
            return failed.error

    found = [[one(row, column) for column in range(width)] for row in range(height)]
    if not any(isinstance(value, list) for line in found for value in line):
        return found
    if width > 1 or any(isinstance(line[0], list) and len(line[0]) > 1 for line in found):
        raise NotModelled(f"{name} with an array for each element of an array")
    rows = [line[0][0] if isinstance(line[0], list) else line for line in found]
    longest = max(map(len, rows))
    return [[*row, *[None] * (longest - len(row))] for row in rows]
