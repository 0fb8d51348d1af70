"""Numbers as texts and back, addresses, links."""

from __future__ import annotations

import re
from urllib.parse import quote

from sheets_sync.local_sheets.formulas.operands import Failed
from sheets_sync.local_sheets.formulas.registry import function
from sheets_sync.local_sheets.formulas.scope import Scope
from sheets_sync.local_sheets.grid.cells import Result
from sheets_sync.local_sheets.typing.patterns import default_pattern, is_date_pattern, show, show_text
from sheets_sync.local_sheets.wire.exceptions import NotModelled


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
