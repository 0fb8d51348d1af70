"""Regular expressions, as Python reads them; what Google's RE2 lacks is refused as there."""

from __future__ import annotations

import re
from typing import Any

from sheets_sync.local_sheets.formulas.operands import Failed, is_number
from sheets_sync.local_sheets.formulas.registry import function
from sheets_sync.local_sheets.formulas.scope import Scope
from sheets_sync.local_sheets.grid.cells import Result
from sheets_sync.local_sheets.wire.exceptions import NotModelled


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
