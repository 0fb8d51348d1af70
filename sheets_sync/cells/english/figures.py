"""What holds for every figure typed in English: nothing, not known, estimates, remarks, marks in numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from sheets_sync.cells.english.words import NOT_KNOWN, NOTHING
from sheets_sync.cells.reading import Reading, accept, missing, warn

LONGEST = 200
"""Characters of a cell with a figure; longer ones are something else."""
TOO_LARGE = 10_000_000
_ABOUT = re.compile(
    r"(?:[~≈><≥≤]=? ?|(?:about|approximately|approx\.?|around|circa|ca?\.|over|under|nearly|almost|roughly|some"
    r"|more than|less than|fewer than|at least|at most|up to|estimated|est\.?) )"
)
_REMARK = re.compile(r"(?P<head>[^()]*[^() ]) ?\([^()]*\)")
FIGURE = r"(?:[0-9][0-9., ']*[0-9]|[0-9])"
_WHOLE = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+)")
_APOSTROPHES = re.compile(r"[1-9][0-9]{0,2}(?:'[0-9]{3})+")
_DECIMAL = re.compile(r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+|)\.(?P<rest>[0-9]+)")
_SEVERAL = re.compile(r"[0-9].*(?:[ \-/;&]|\bto\b|\bor\b|\band\b).*[0-9]")


class Rest(NamedTuple):
    """What is left of a cell, and what was taken off it."""

    text: str
    about: bool = False
    remark: bool = False


def said_without_figure(text: str) -> Reading | None:
    """Nothing, a dash, or not known yet."""
    if text in NOTHING:
        return accept(0)
    if text in ("-", "/"):
        return warn(0, "C7")
    if text in NOT_KNOWN or (text.count(".") >= 2 and not text.strip(". ")):
        return missing("C8")
    return None


def bared(text: str) -> Rest:
    """Without an estimate's word or mark, and without a remark in brackets at the end."""
    about = _ABOUT.match(text)
    if about and text[about.end() :]:
        text = text[about.end() :].strip()
    found = _REMARK.fullmatch(text)
    if found and any(c.isdigit() for c in found["head"]):
        text = found["head"]
    more = text.endswith("+") and len(text) > 1
    return Rest(text[:-1].rstrip() if more else text, bool(about) or more, bool(found))


def whole(text: str) -> int | None:
    """Digits, or groups of three with commas or with spaces."""
    return int(re.sub("[, ]", "", text)) if _WHOLE.fullmatch(text) else None


def with_apostrophes(text: str) -> int | None:
    """Groups of three with apostrophes, as elsewhere."""
    return int(text.replace("'", "")) if _APOSTROPHES.fullmatch(text) else None


def decimal(text: str) -> Decimal | None:
    """Decimals after a dot; None without a dot."""
    found = _DECIMAL.fullmatch(text)
    return Decimal(f"{found['whole'].replace(',', '') or '0'}.{found['rest']}") if found else None


def several(text: str) -> bool:
    """Whether two or more numbers stand side by side: a range, parts, done of planned."""
    return bool(_SEVERAL.search(text))


def plain(value: Decimal) -> int | float:
    """A number for JSON."""
    return int(value) if value == value.to_integral_value() else float(value)
