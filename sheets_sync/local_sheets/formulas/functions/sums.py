"""Sums, counts, averages, extremes over ranges."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal

from sheets_sync.local_sheets.formulas.operands import Failed, Operand, area_of, checked, flat, is_number
from sheets_sync.local_sheets.formulas.registry import function
from sheets_sync.local_sheets.formulas.scope import Scope
from sheets_sync.local_sheets.grid.cells import CellError, Result
from sheets_sync.local_sheets.wire.exceptions import NotModelled


def numbers(scope: Scope, values: tuple[Operand, ...], name: str = "SUM") -> Iterator[float]:
    """Numbers as SUM sees them: in ranges only numbers, direct ones coerced."""
    for place, value in enumerate(values, 1):
        if isinstance(value, list):
            for one in flat(value):
                if is_number(checked(one)):
                    yield one  # type: ignore[misc]
        elif checked(value) is not None:
            yield scope.number(value, name, place)


def exact(found: Iterator[float]) -> float:
    """A sum of decimals as people add them: 0.1 and 0.2 are 0.3."""
    total = Decimal(0)
    for value in found:
        total += Decimal(repr(value))
    return float(total)


@function("SUM", takes="r (r)")
def _sum(scope: Scope, *values: Operand) -> Result:
    return exact(numbers(scope, values))


@function("SUMSQ", takes="r (r)")
def _sumsq(scope: Scope, *values: Operand) -> Result:
    return math.fsum(one * one for one in numbers(scope, values, "SUMSQ"))


@function("PRODUCT", takes="r (r)")
def _product(scope: Scope, *values: Operand) -> Result:
    found = list(numbers(scope, values, "PRODUCT"))
    return math.prod(found) if found else 0


@function("AVERAGE", takes="r (r)")
def _average(scope: Scope, *values: Operand) -> Result:
    found = list(numbers(scope, values, "AVERAGE"))
    if not found:
        raise Failed("DIVIDE_BY_ZERO", "Evaluation of function AVERAGE caused a divide by zero error.")
    return exact(iter(found)) / len(found)


@function("AVERAGE.WEIGHTED", takes="a a (a a)")
def _weighted(scope: Scope, *values: Operand) -> Result:
    above = below = 0.0
    for value, weight in zip(values[::2], values[1::2], strict=True):
        for one, share in zip(flat(value), flat(weight), strict=True):
            if is_number(checked(one)) and is_number(checked(share)):
                above, below = above + one * share, below + share  # type: ignore[operator]
    if not below:
        raise Failed("DIVIDE_BY_ZERO", "Evaluation of function AVERAGE.WEIGHTED caused a divide by zero error.")
    return above / below


@function("MIN", takes="r (r)")
def _min(scope: Scope, *values: Operand) -> Result:
    return min(numbers(scope, values, "MIN"), default=0)


@function("MAX", takes="r (r)")
def _max(scope: Scope, *values: Operand) -> Result:
    return max(numbers(scope, values, "MAX"), default=0)


def _with_texts(scope: Scope, values: tuple[Operand, ...]) -> list[float]:
    """Numbers as AVERAGEA sees them: texts are 0, booleans count."""
    found = (checked(one) for value in values for one in flat(value))
    return [0 if isinstance(one, str) else scope.number(one) for one in found if one is not None]


@function("AVERAGEA", takes="r (r)")
def _averagea(scope: Scope, *values: Operand) -> Result:
    found = _with_texts(scope, values)
    if not found:
        raise Failed("DIVIDE_BY_ZERO", "Evaluation of function AVERAGEA caused a divide by zero error.")
    return math.fsum(found) / len(found)


@function("MINA", takes="r (r)")
def _mina(scope: Scope, *values: Operand) -> Result:
    return min(_with_texts(scope, values), default=0)


@function("MAXA", takes="r (r)")
def _maxa(scope: Scope, *values: Operand) -> Result:
    return max(_with_texts(scope, values), default=0)


@function("COUNT", takes="r (r)")
def _count(scope: Scope, *values: Operand) -> Result:
    found = 0
    for value in values:
        if isinstance(value, list):
            found += sum(1 for one in flat(value) if is_number(one))
        elif isinstance(value, str):
            found += is_number(scope.world.typed(value))
        else:
            found += isinstance(value, int | float)
    return found


@function("COUNTA", takes="r (r)")
def _counta(scope: Scope, *values: Operand) -> Result:
    return sum(1 for value in values for one in flat(value) if one is not None)


@function("COUNTBLANK", takes="r (r)")
def _countblank(scope: Scope, *values: Operand) -> Result:
    return sum(1 for value in values for one in flat(value) if one is None or one == "")


def key(value: Result) -> object:
    """What makes two values the same: texts without regard to case, numbers apart from texts."""
    return (type(value) is bool, isinstance(value, str), value.lower() if isinstance(value, str) else value)


@function("COUNTUNIQUE", takes="r (r)")
def _countunique(scope: Scope, *values: Operand) -> Result:
    return len({key(one) for value in values for one in flat(value) if one is not None and one != ""})


@function("SUMPRODUCT", takes="A (A)", array=True)
def _sumproduct(scope: Scope, *values: Operand) -> Result:
    areas = [area_of(value) for value in values]
    if any(isinstance(one, bool) for area in areas for one in flat(area)):
        raise NotModelled("SUMPRODUCT of truth values: write --(…) or (…)*1")
    if len({(len(one), len(one[0]) if one else 0) for one in areas}) > 1:
        raise Failed("VALUE", "Array arguments to SUMPRODUCT are of different size.")
    terms = []
    for rows in zip(*areas, strict=True):
        for elements in zip(*rows, strict=True):
            terms.append(math.prod(_term(checked(one)) for one in elements))
    return exact(iter(terms))


def _term(value: Result) -> float:
    return value if is_number(value) else 0  # type: ignore[return-value]


_TOTALS = {
    1: "AVERAGE", 2: "COUNT", 3: "COUNTA", 4: "MAX", 5: "MIN", 6: "PRODUCT", 7: "STDEV", 8: "STDEVP", 9: "SUM",
    10: "VAR", 11: "VARP",
}  # fmt: skip


def total(code: int) -> str:
    """The function that SUBTOTAL's code stands for."""
    name = _TOTALS.get(code % 100 if code > 100 else code)
    if name is None:
        raise Failed("VALUE", f"Function SUBTOTAL parameter 1 value is {code}. It should be a function code.")
    return name


@function("ADD", takes="n n")
def _add(scope: Scope, a: float, b: float) -> Result:
    return a + b


@function("MINUS", takes="n n")
def _minus(scope: Scope, a: float, b: float) -> Result:
    return a - b


@function("MULTIPLY", takes="n n")
def _multiply(scope: Scope, a: float, b: float) -> Result:
    return a * b


@function("DIVIDE", takes="n n")
def _divide(scope: Scope, a: float, b: float) -> Result:
    if b == 0:
        raise Failed("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
    return a / b


def failed_in(values: Operand) -> CellError | None:
    """The first error among the values."""
    return next((one for one in flat(values) if isinstance(one, CellError)), None)


def _whole_numbers(scope: Scope, values: tuple[Operand, ...], name: str) -> list[int]:
    found = [math.trunc(one) for one in numbers(scope, values, name)]
    if any(one < 0 for one in found):
        raise Failed("NUM", f"Function {name} expects no negative numbers.")
    return found


@function("GCD", takes="r (r)")
def _gcd(scope: Scope, *values: Operand) -> Result:
    return math.gcd(*_whole_numbers(scope, values, "GCD"))


@function("LCM", takes="r (r)")
def _lcm(scope: Scope, *values: Operand) -> Result:
    return math.lcm(*_whole_numbers(scope, values, "LCM"))
