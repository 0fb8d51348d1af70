"""What the operators of formulas do with one value each: arithmetic, joining, comparing."""

from __future__ import annotations

from collections.abc import Callable

from sheets_sync.local_sheets.formulas.operands import COMPARE, Failed, checked, compared
from sheets_sync.local_sheets.formulas.scope import Scope
from sheets_sync.local_sheets.grid.cells import CellError, Result


def _add(scope: Scope, a: Result, b: Result) -> Result:
    return scope.number(a, "ADD", 1) + scope.number(b, "ADD", 2)


def _minus(scope: Scope, a: Result, b: Result) -> Result:
    return scope.number(a, "MINUS", 1) - scope.number(b, "MINUS", 2)


def _multiply(scope: Scope, a: Result, b: Result) -> Result:
    return scope.number(a, "MULTIPLY", 1) * scope.number(b, "MULTIPLY", 2)


def _divide(scope: Scope, a: Result, b: Result) -> Result:
    above, below = scope.number(a, "DIVIDE", 1), scope.number(b, "DIVIDE", 2)
    if below == 0:
        raise Failed("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
    return above / below


def power(scope: Scope, a: Result, b: Result) -> Result:
    base, exponent = scope.number(a, "POW", 1), scope.number(b, "POW", 2)
    try:
        found = base**exponent
    except ZeroDivisionError:
        raise Failed("NUM", "The result is no number.") from None
    if isinstance(found, complex):
        raise Failed("NUM", "The result is no number.")
    return float(found)


def _joined(scope: Scope, a: Result, b: Result) -> Result:
    return scope.text(a) + scope.text(b)


def _comparison(sign: str) -> Callable[[Scope, Result, Result], Result]:
    test = COMPARE[sign]
    return lambda scope, a, b: test(compared(checked(a), checked(b)))


def equal_to_text(values: list[list[Result]], text: str) -> list[list[Result]]:
    """`=` of each value and a text: an error stays in its place."""
    wanted = text.lower()

    def one(value: Result) -> Result:
        if isinstance(value, str):
            return value.lower() == wanted
        return value if isinstance(value, CellError) else value is None and not text

    return [[one(value) for value in row] for row in values]


OPERATORS: dict[str, Callable[[Scope, Result, Result], Result]] = {
    "+": _add, "-": _minus, "*": _multiply, "/": _divide, "^": power, "&": _joined,
    **{sign: _comparison(sign) for sign in COMPARE},
}  # fmt: skip
