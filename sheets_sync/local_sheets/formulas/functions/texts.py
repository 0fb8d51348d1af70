"""Texts: cutting, searching, joining, splitting."""

from __future__ import annotations

import re

from sheets_sync.local_sheets.formulas.operands import Area, Failed, Operand, checked, flat, is_number
from sheets_sync.local_sheets.formulas.registry import function
from sheets_sync.local_sheets.formulas.scope import Scope
from sheets_sync.local_sheets.grid.cells import Result
from sheets_sync.local_sheets.wire.exceptions import NotModelled


def _at_least(name: str, place: int, value: float, least: int) -> None:
    if value < least:
        rule = f"It should be greater than or equal to {least}."
        raise Failed("VALUE", f"Function {name} parameter {place} value is {value:g}. {rule}")


@function("LEFT", takes="t i?")
def _left(scope: Scope, text: str, count: int = 1) -> Result:
    _at_least("LEFT", 2, count, 0)
    return text[:count]


@function("RIGHT", takes="t i?")
def _right(scope: Scope, text: str, count: int = 1) -> Result:
    _at_least("RIGHT", 2, count, 0)
    return text[len(text) - count if count < len(text) else 0 :]


@function("MID", takes="t i i")
def _mid(scope: Scope, text: str, start: int, count: int) -> Result:
    _at_least("MID", 2, start, 1)
    _at_least("MID", 3, count, 0)
    return text[start - 1 : start - 1 + count]


@function("LEN", takes="t")
def _len(scope: Scope, text: str) -> Result:
    return len(text.encode("utf-16-le")) // 2


@function("TRIM", takes="t")
def _trim(scope: Scope, text: str) -> Result:
    return " ".join(part for part in text.split(" ") if part)


@function("CLEAN", takes="t")
def _clean(scope: Scope, text: str) -> Result:
    return "".join(char for char in text if ord(char) >= 32 and not 127 <= ord(char) < 160)


@function("UPPER", takes="t")
def _upper(scope: Scope, text: str) -> Result:
    return text.upper()


@function("LOWER", takes="t")
def _lower(scope: Scope, text: str) -> Result:
    return text.lower()


@function("PROPER", takes="t")
def _proper(scope: Scope, text: str) -> Result:
    return re.sub(r"[^\W\d_]+", lambda match: match[0][:1].upper() + match[0][1:].lower(), text)


@function("SUBSTITUTE", takes="t t t i?")
def _substitute(scope: Scope, text: str, old: str, new: str, which: int = 0) -> Result:
    if not old:
        return text
    if not which:
        return text.replace(old, new)
    parts = text.split(old)
    if not 0 < which < len(parts):
        return text
    return old.join(parts[:which]) + new + old.join(parts[which:])


@function("REPLACE", takes="t i i t")
def _replace(scope: Scope, text: str, start: int, count: int, new: str) -> Result:
    _at_least("REPLACE", 2, start, 1)
    return text[: start - 1] + new + text[start - 1 + count :]


def _found(name: str, wanted: str, text: str, at: int, start: int) -> Result:
    _at_least(name, 3, start, 1)
    if at < 0:
        raise Failed("VALUE", f"In {name} evaluation, cannot find '{wanted}' within '{text}'.")
    return at + 1


@function("FIND", takes="t t i?")
def _find(scope: Scope, wanted: str, text: str, start: int = 1) -> Result:
    return _found("FIND", wanted, text, text.find(wanted, max(start - 1, 0)), start)


@function("SEARCH", takes="t t i?")
def _search(scope: Scope, wanted: str, text: str, start: int = 1) -> Result:
    from sheets_sync.local_sheets.formulas.criteria import wildcards

    match = re.compile(wildcards(wanted), re.IGNORECASE | re.DOTALL).search(text, max(start - 1, 0))
    return _found("SEARCH", wanted, text, match.start() if match else -1, start)


@function("EXACT", takes="t t")
def _exact(scope: Scope, a: str, b: str) -> Result:
    return a == b


@function("REPT", takes="t i")
def _rept(scope: Scope, text: str, times: int) -> Result:
    _at_least("REPT", 2, times, 0)
    if len(text) * times > 50_000:
        raise Failed("VALUE", "The resulting text of REPT is too long.")
    return text * times


@function("CHAR", "UNICHAR", takes="i")
def _char(scope: Scope, number: int) -> Result:
    if not 0 < number < 0x110000:
        raise Failed("NUM", f"Function CHAR parameter 1 value {number} is out of range.")
    return chr(number)


@function("CODE", "UNICODE", takes="t")
def _code(scope: Scope, text: str) -> Result:
    if not text:
        raise Failed("VALUE", "Function CODE parameter 1 value should be non-empty.")
    return ord(text[0])


# -- joining and splitting --------------------------------------------------------------------------------------


@function("CONCATENATE", takes="a (a)")
def _concatenate(scope: Scope, *values: Operand) -> Result:
    return "".join(scope.text(one) for value in values for one in flat(value))


@function("CONCAT", takes="t t")
def _concat(scope: Scope, a: str, b: str) -> Result:
    return a + b


@function("JOIN", takes="t a (a)")
def _join(scope: Scope, mark: str, *values: Operand) -> Result:
    return mark.join(scope.text(one) for value in values for one in flat(value))


@function("TEXTJOIN", takes="t b a (a)")
def _textjoin(scope: Scope, mark: str, skip_empty: bool, *values: Operand) -> Result:
    texts = [scope.text(one) for value in values for one in flat(value)]
    return mark.join(text for text in texts if text or not skip_empty)


@function("SPLIT", takes="v t b? b?")
def _split(scope: Scope, value: Result, marks: str, each: bool = True, skip_empty: bool = True) -> Area:
    """The pieces beside each other; what reads as a number or a date becomes one."""
    if is_number(value):  # whether Google splits what a date or an amount shows is not known
        raise NotModelled("SPLIT of a number: write TO_TEXT(…) around it for what it shows")
    if not marks:
        raise Failed("VALUE", "Function SPLIT parameter 2 value should be non-empty.")
    pattern = f"[{re.escape(marks)}]" if each else re.escape(marks)
    text = scope.text(checked(value))
    pieces = [piece for piece in re.split(pattern, text, flags=re.IGNORECASE) if piece or not skip_empty]
    if not pieces:
        raise Failed("VALUE", "Function SPLIT parameter 1 value should be non-empty.")
    return [[scope.world.typed(piece) if piece else None for piece in pieces]]
