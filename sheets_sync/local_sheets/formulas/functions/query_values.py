"""What QUERY does with values: it compares them, folds them into sums, and takes dates apart."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

from sheets_sync.local_sheets.formulas.functions.query_language import bad
from sheets_sync.local_sheets.formulas.functions.sums import exact
from sheets_sync.local_sheets.formulas.operands import compared, is_number
from sheets_sync.local_sheets.grid.cells import CellError, Result
from sheets_sync.local_sheets.typing.patterns import EPOCH, moment
from sheets_sync.local_sheets.wire.exceptions import NotModelled

Row = list[Result]


def _like(a: Result, b: Result) -> bool:
    pattern = re.escape(str(b)).replace("%", ".*").replace("_", ".")
    return re.fullmatch(pattern, str(a), re.DOTALL) is not None


def _same_type(a: Result, b: Result) -> bool:
    return is_number(a) == is_number(b) and isinstance(a, str) == isinstance(b, str)


def _order(test: Callable[[int], bool]) -> Callable[[Result, Result], bool]:
    def holds(a: Result, b: Result) -> bool:
        if isinstance(a, str) and isinstance(b, str):
            return test((a > b) - (a < b))
        return _same_type(a, b) and test(compared(a, b))

    return holds


TESTS: dict[str, Callable[[Result, Result], bool]] = {
    "=": _order(lambda order: order == 0),
    "!=": lambda a, b: not _same_type(a, b) or a != b,
    "<": _order(lambda order: order < 0),
    "<=": _order(lambda order: order <= 0),
    ">": _order(lambda order: order > 0),
    ">=": _order(lambda order: order >= 0),
    "contains": lambda a, b: str(b) in str(a),
    "starts": lambda a, b: str(a).startswith(str(b)),
    "ends": lambda a, b: str(a).endswith(str(b)),
    "matches": lambda a, b: re.fullmatch(str(b), str(a)) is not None,
    "like": _like,
}


def of_one_type(column: Row) -> Row:
    counts: dict[str, int] = {}
    for one in column:
        if one is not None and one != "" and not isinstance(one, CellError):
            counts[_type(one)] = counts.get(_type(one), 0) + 1
    most = max(counts, key=lambda name: counts[name], default="")
    return [one if one is not None and one != "" and _type(one) == most else None for one in column]


def _type(value: Result) -> str:
    if isinstance(value, bool):
        return "boolean"
    return "string" if isinstance(value, str) else "error" if isinstance(value, CellError) else "number"


def sort_key(value: Result) -> tuple[int, Any]:
    return (0, 0) if value is None else (1, value)


def worded(value: Result) -> str:
    """A pivot's value as a heading."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and not value.is_integer():
        raise NotModelled("QUERY with pivot of fractions")
    return "" if value is None else str(int(value) if isinstance(value, float) else value)


def folded(name: str, values: Row) -> Result:
    found: Any = [one for one in values if one is not None]
    if name == "count":
        return len(found)
    if name in ("sum", "avg") and not all(is_number(one) for one in found):
        raise bad(f"{name.upper()}_AVG_ONLY_NUMERIC")
    if not found:
        return None
    if name == "sum":
        return exact(iter(found))
    if name == "avg":
        return exact(iter(found)) / len(found)
    return max(found) if name == "max" else min(found)  # type: ignore[no-any-return]


def moment_of(kind: str, text: str) -> float:
    try:
        if kind == "timeofday":
            clock = datetime.time.fromisoformat(text)
            return (clock.hour * 3600 + clock.minute * 60 + clock.second) / 86_400
        return (datetime.datetime.fromisoformat(text) - EPOCH).total_seconds() / 86_400
    except ValueError:
        raise bad(f"Invalid {kind} literal [{text}]") from None


def scalar(name: str, value: Result) -> Result:
    if value is None:
        return None
    if name in ("lower", "upper"):
        return str(value).lower() if name == "lower" else str(value).upper()
    if not is_number(value):
        raise bad(f"Can't perform the function {name} on a column that is not a date")
    when = moment(value)  # type: ignore[arg-type]
    if name == "todate":
        return int(value)  # type: ignore[arg-type]
    if name == "month":
        return when.month - 1  # months count from zero here (G)
    if name == "dayofweek":
        return when.isoweekday() % 7 + 1
    return getattr(when, name)  # type: ignore[no-any-return]
