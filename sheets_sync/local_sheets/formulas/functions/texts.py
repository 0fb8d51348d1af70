"""Texts: cutting, joining, searching, regular expressions, number formats."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from sheets_sync.local_sheets.formulas.operands import Area, Failed, Operand, flat, is_number
from sheets_sync.local_sheets.formulas.registry import function
from sheets_sync.local_sheets.formulas.scope import Scope
from sheets_sync.local_sheets.grid.cells import Result
from sheets_sync.local_sheets.typing.patterns import default_pattern, is_date_pattern, show, show_text
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


@function("SPLIT", takes="t t b? b?")
def _split(scope: Scope, text: str, marks: str, each: bool = True, skip_empty: bool = True) -> Area:
    """The pieces beside each other; what reads as a number or a date becomes one."""
    if not marks:
        raise Failed("VALUE", "Function SPLIT parameter 2 value should be non-empty.")
    pattern = f"[{re.escape(marks)}]" if each else re.escape(marks)
    pieces = [piece for piece in re.split(pattern, text, flags=re.IGNORECASE) if piece or not skip_empty]
    if not pieces:
        raise Failed("VALUE", "Function SPLIT parameter 1 value should be non-empty.")
    return [[scope.world.typed(piece) if piece else None for piece in pieces]]


# -- regular expressions ----------------------------------------------------------------------------------------


def _pattern(name: str, text: str) -> re.Pattern[str]:
    """Google reads RE2; what Python reads otherwise is refused: look-arounds and back references are no RE2."""
    if re.search(r"\(\?(?:[=!>]|<[=!])|\\[1-9]", text):
        raise Failed("REF", f'Function {name} parameter 2 value "{text}" is not a valid regular expression.')
    if re.search(r"\\[pP]|\[\[:", text):
        raise NotModelled(f"character classes such as \\p{{…}} and [[:alpha:]] in {name}")
    try:
        return re.compile(text.replace(r"\z", r"\Z"), re.ASCII)
    except re.error:
        pass
    raise Failed("REF", f'Function {name} parameter 2 value "{text}" is not a valid regular expression.')


def _subject(name: str, scope: Scope, value: Result) -> str:
    if is_number(value) or isinstance(value, bool):
        shown = scope.text(value)
        raise Failed(
            "VALUE",
            f"Function {name} parameter 1 expects text values. "
            f"But '{shown}' is a number and cannot be coerced to a text.",
        )
    return scope.text(value)


@function("REGEXMATCH", takes="v t")
def _regexmatch(scope: Scope, value: Result, pattern: str) -> Result:
    text = _subject("REGEXMATCH", scope, value)
    return not _lacks(text, pattern) and bool(_pattern("REGEXMATCH", pattern).search(text))


_PLAIN, _GROUP = re.compile(r"[^\\^$.|?*+()\[\]{}]*"), re.compile(r"\([^()]*\)")


def _lacks(text: str, pattern: str) -> bool:
    """Whether a text lacks the plain letters with which a pattern begins, so that the pattern need not be compiled: a
    conditional format asks with another one at every cell."""
    found = _PLAIN.match(pattern)
    plain = found[0] if found else ""
    rest = pattern[len(plain) :]
    if not plain or plain in text or rest[:1] in ("?", "*", "+", "{") or "|" in _GROUP.sub("", rest):
        return False
    _pattern("REGEXMATCH", rest)  # what is no pattern is told all the same
    return True


@function("REGEXEXTRACT", takes="v t")
def _regexextract(scope: Scope, value: Result, pattern: str) -> Any:
    text = _subject("REGEXEXTRACT", scope, value)
    match = _pattern("REGEXEXTRACT", pattern).search(text)
    if match is None:
        raise Failed(
            "N_A",
            f'Function REGEXEXTRACT parameter 2 value "{pattern}" does not match text of '
            f'Function REGEXEXTRACT parameter 1 value "{text}".',
        )
    groups = match.groups()
    if len(groups) > 1:
        return [[group or "" for group in groups]]
    return (groups[0] or "") if groups else match[0]


@function("REGEXREPLACE", takes="v t t")
def _regexreplace(scope: Scope, value: Result, pattern: str, new: str) -> Result:
    text = _subject("REGEXREPLACE", scope, value)
    replacement = re.sub(r"\$(\d)", r"\\g<\1>", new.replace("\\", "\\\\"))
    try:
        return _pattern("REGEXREPLACE", pattern).sub(replacement, text)
    except (re.error, IndexError):
        raise Failed("VALUE", "The replacement of REGEXREPLACE names a group that is not there.") from None


# -- numbers as texts and back ----------------------------------------------------------------------------------


@function("TEXT", takes="v t")
def _text(scope: Scope, value: Result, pattern: str) -> Result:
    locale = scope.world.locale
    if isinstance(value, str):
        found = scope.world.typed(value)
        if isinstance(found, bool) or not isinstance(found, int | float):
            return show_text(value, pattern)
        value = found
    if isinstance(value, bool):
        return scope.text(value)
    if not pattern:
        return ""
    if locale.decimal == "," and not is_date_pattern(_american(pattern)):
        pattern = _american(pattern)
    return show(scope.number(value), "", pattern, locale)


def _american(pattern: str) -> str:
    """TEXT's pattern is written with the locale's own marks (K); number formats are kept with American ones."""
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", pattern)
    if re.search(r"#,##0|0,000", bare) or re.search(r"[#0]\.0{1,2}(?!0)", bare):
        raise NotModelled(f"TEXT with the American pattern {pattern!r} where the comma is the decimal mark")
    parts = re.split(r'("[^"]*"|\\.|\[[^\]]*\])', pattern)
    swap = str.maketrans({",": ".", ".": ","})
    return "".join(part if n % 2 else part.translate(swap) if re.search("[#0?]", part) else part
                   for n, part in enumerate(parts))  # fmt: skip


@function("VALUE", takes="v")
def _value(scope: Scope, value: Result) -> Result:
    if value is None or isinstance(value, int | float):
        return scope.number(value)
    found = scope.world.typed(str(value))
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise Failed("VALUE", f"VALUE parameter '{value}' cannot be parsed to number.")
    return found


@function("FIXED", takes="n i? b?")
def _fixed(scope: Scope, value: float, places: int = 2, plain: bool = False) -> Result:
    from decimal import ROUND_HALF_UP

    from sheets_sync.local_sheets.formulas.functions.numbers import rounded

    pattern = ("0" if plain else "#,##0") + ("." + "0" * places if places > 0 else "")
    return show(rounded(value, places, ROUND_HALF_UP), "NUMBER", pattern, scope.world.locale)


@function("DOLLAR", takes="n i?")
def _dollar(scope: Scope, value: float, places: int = 2) -> Result:
    pattern = default_pattern("CURRENCY", scope.world.locale)
    if places != 2:
        pattern = pattern.replace(".00", "." + "0" * places if places > 0 else "")
    return show(value, "CURRENCY", pattern, scope.world.locale)


@function("T", takes="v")
def _t(scope: Scope, value: Result) -> Result:
    return value if isinstance(value, str) else ""


@function("N", takes="v")
def _n(scope: Scope, value: Result) -> Result:
    return 0 if isinstance(value, str) else scope.number(value)


@function("ENCODEURL", takes="t")
def _encodeurl(scope: Scope, text: str) -> Result:
    return quote(text, safe="-_.*")


@function("ISEMAIL", takes="e")
def _isemail(scope: Scope, value: Result) -> Result:
    return isinstance(value, str) and bool(re.fullmatch(r"[\w.+%-]+@[\w-]+(\.[\w-]+)*\.[A-Za-z]{2,}", value, re.ASCII))


@function("ISURL", takes="e")
def _isurl(scope: Scope, value: Result) -> Result:
    pattern = r"((https?|ftp)://)?[\w-]+(\.[\w-]+)*\.[A-Za-z]{2,}(:\d+)?([/?#]\S*)?"
    return isinstance(value, str) and bool(re.fullmatch(pattern, value, re.IGNORECASE))


@function("HYPERLINK", takes="t v?")
def _hyperlink(scope: Scope, link: str, label: Result = None) -> Result:
    scope.picked["link",] = link
    return link if label is None else label
