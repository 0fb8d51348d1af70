"""Rounding, arithmetic, trigonometry, random numbers."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal

from sheets_sync.local_sheets.formulas.operands import Failed
from sheets_sync.local_sheets.formulas.operators import power
from sheets_sync.local_sheets.formulas.registry import function
from sheets_sync.local_sheets.formulas.scope import Scope
from sheets_sync.local_sheets.grid.cells import Result


def rounded(value: float, places: int, how: str) -> float:
    """Rounds the decimal digits that a person sees, not the binary ones."""
    if not math.isfinite(value) or places > 30:
        return value
    return float(Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-places), how)) if places > -300 else 0.0


def _rounding(names: tuple[str, ...], how: str) -> None:
    @function(*names, takes="n i?")
    def round_(scope: Scope, value: float, places: int = 0) -> Result:
        return rounded(value, places, how)


_rounding(("ROUND",), ROUND_HALF_UP)
_rounding(("ROUNDUP",), ROUND_UP)
_rounding(("ROUNDDOWN", "TRUNC"), ROUND_DOWN)


@function("INT", takes="n")
def _int(scope: Scope, value: float) -> Result:
    return math.floor(value)


def _multiple(value: float, factor: float, how: str) -> float:
    if factor == 0:
        return 0
    times = (Decimal(f"{value:.15g}") / Decimal(f"{factor:.15g}")).quantize(Decimal(1), how)
    return float(times * Decimal(f"{factor:.15g}"))


@function("CEILING", takes="n n?")
def _ceiling(scope: Scope, value: float, factor: float = 1) -> Result:
    if value > 0 > factor:
        raise Failed("NUM", "Function CEILING parameter 2 should have the sign of parameter 1.")
    return _multiple(value, factor, ROUND_CEILING if factor > 0 else ROUND_UP)


@function("FLOOR", takes="n n?")
def _floor(scope: Scope, value: float, factor: float = 1) -> Result:
    if value > 0 > factor:
        raise Failed("NUM", "Function FLOOR parameter 2 should have the sign of parameter 1.")
    return _multiple(value, factor, ROUND_FLOOR if factor > 0 else ROUND_DOWN)


@function("MROUND", takes="n n")
def _mround(scope: Scope, value: float, factor: float) -> Result:
    if value * factor < 0:
        raise Failed("NUM", "Parameters of MROUND should have the same sign.")
    return _multiple(value, factor, ROUND_HALF_UP)


@function("EVEN", takes="n")
def _even(scope: Scope, value: float) -> Result:
    return math.copysign(math.ceil(abs(value) / 2) * 2, value) if value else 0


@function("ODD", takes="n")
def _odd(scope: Scope, value: float) -> Result:
    return math.copysign(max(0, math.ceil((abs(value) - 1) / 2)) * 2 + 1, value)


@function("MOD", takes="n n")
def _mod(scope: Scope, value: float, by: float) -> Result:
    if by == 0:
        raise Failed("DIVIDE_BY_ZERO", "Function MOD parameter 2 cannot be zero.")
    return float(Decimal(repr(value)) - Decimal(repr(by)) * math.floor(Decimal(repr(value)) / Decimal(repr(by))))


@function("QUOTIENT", takes="n n")
def _quotient(scope: Scope, value: float, by: float) -> Result:
    if by == 0:
        raise Failed("DIVIDE_BY_ZERO", "Function QUOTIENT parameter 2 cannot be zero.")
    return math.trunc(value / by)


@function("POWER", "POW", takes="n n")
def _power(scope: Scope, base: float, exponent: float) -> Result:
    return power(scope, base, exponent)


@function("LOG", takes="n n?")
def _log(scope: Scope, value: float, base: float = 10) -> Result:
    if value <= 0 or base <= 0 or base == 1:
        raise Failed("NUM", f"Function LOG parameter 1 value is {scope.text(value)}. It should be greater than 0.")
    return round(math.log(value) / math.log(base), 14)


def _positive(name: str, work: Callable[[float], float], allows_zero: bool = False) -> None:
    @function(name, takes="n")
    def positive(scope: Scope, value: float) -> Result:
        if value < 0 or (value == 0 and not allows_zero):
            what = "negative" if value < 0 else "zero"
            rule = "positive or zero" if allows_zero else "positive"
            raise Failed("NUM", f"Function {name} parameter 1 value is {what}. It should be {rule}.")
        return work(value)


_positive("SQRT", math.sqrt, allows_zero=True)
_positive("SQRTPI", lambda value: math.sqrt(value * math.pi), allows_zero=True)
_positive("LN", math.log)
_positive("LOG10", math.log10)


def _simple(name: str, work: Callable[[float], float]) -> None:
    @function(name, takes="n")
    def simple(scope: Scope, value: float) -> Result:
        try:
            return work(value)
        except (ValueError, OverflowError, ZeroDivisionError):
            shown = scope.text(value)
            raise Failed("NUM", f"Function {name} parameter 1 value is {shown}. It is out of range.") from None


_SIMPLE: dict[str, Callable[[float], float]] = {
    "ABS": abs, "EXP": math.exp, "SIN": math.sin, "COS": math.cos, "TAN": math.tan, "ASIN": math.asin,
    "ACOS": math.acos, "ATAN": math.atan, "SINH": math.sinh, "COSH": math.cosh, "TANH": math.tanh,
    "DEGREES": math.degrees, "RADIANS": math.radians, "UMINUS": lambda value: -value,
    "FACT": lambda value: math.factorial(math.trunc(value)),
    "SIGN": lambda value: (value > 0) - (value < 0), "UNARY_PERCENT": lambda value: value / 100,
}  # fmt: skip
for _name, _work in _SIMPLE.items():
    _simple(_name, _work)


@function("ATAN2", takes="n n")
def _atan2(scope: Scope, x: float, y: float) -> Result:
    return math.atan2(y, x)


@function("COMBIN", takes="i i")
def _combin(scope: Scope, n: int, k: int) -> Result:
    if not 0 <= k <= n:
        raise Failed("NUM", "Function COMBIN parameter 2 should be between 0 and parameter 1.")
    return math.comb(n, k)


@function("PI")
def _pi(scope: Scope) -> Result:
    return math.pi


def _chance(scope: Scope) -> random.Random:
    """Random numbers of this cell in this recalculation: another recalculation draws others."""
    return random.Random(f"{scope.world.now} {scope.sheet.id} {scope.row} {scope.column}")  # noqa: S311 - no secret


@function("RAND")
def _rand(scope: Scope) -> Result:
    return _chance(scope).random()


@function("RANDBETWEEN", takes="n n")
def _randbetween(scope: Scope, low: float, high: float) -> Result:
    return _chance(scope).randint(math.ceil(low), math.floor(high))


@function("ISEVEN", takes="i")
def _iseven(scope: Scope, value: int) -> Result:
    return value % 2 == 0


@function("ISODD", takes="i")
def _isodd(scope: Scope, value: int) -> Result:
    return value % 2 == 1
