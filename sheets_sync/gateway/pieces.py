"""A large answer taken apart before it is parsed: each sheet is a piece of its own. Pure.

So the cells of a whole spreadsheet never stand in memory as JSON, and a piece that came before need not be parsed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from sheets_sync.gateway.answers import parsed

_KEY = b'"properties"'
"""The first key of a sheet. Quotation marks inside a text are escaped, so that this, with a colon behind it, is never
a part of one."""
_GOES_ON = re.compile(rb"\s*:")
_BEGINS = re.compile(rb"\{\s*\Z")
_OPENS = re.compile(rb'"sheets"\s*:\s*\[\s*\Z')
_BETWEEN = re.compile(rb",\s*\Z")
_NEAR = 200
"""Bytes in which the signs before a key are looked for."""


class Pieces(NamedTuple):
    """`document`: the answer with no sheets in it; `sheets`: the JSON of each, as it came."""

    document: dict[str, Any]
    sheets: list[memoryview]


def apart(content: bytes) -> Pieces:
    """The pieces of an answer. Raises ValueError where it is not laid out so that it can be taken apart: then it is to
    be parsed as a whole, as also where a piece turns out to be no JSON."""
    starts = _starts(content)
    if starts and not _before(_OPENS, content, starts[0]):
        del starts[0]  # the answer's own properties, which came first
    if not starts or not _before(_OPENS, content, starts[0]):
        raise ValueError("no sheets, or they begin otherwise")
    ends = _ends(content, starts)
    document = parsed(content[: starts[0]] + content[ends[-1] :])
    if not isinstance(document, dict) or document.get("sheets") != []:
        raise ValueError("the sheets end otherwise")
    whole = memoryview(content)
    return Pieces(document, [whole[start:end] for start, end in zip(starts, ends, strict=True)])


def _starts(content: bytes) -> list[int]:
    """Where objects begin whose first key is `_KEY`."""
    found, at = [], content.find(_KEY)
    while at >= 0:
        after = at + len(_KEY)
        brace = _before(_BEGINS, content, at)
        if brace and _GOES_ON.match(content, after):
            found.append(at - len(brace))
        at = content.find(_KEY, after)
    return found


def _ends(content: bytes, starts: Sequence[int]) -> list[int]:
    """Where the sheets end that begin there: each before the comma, the last one where its JSON does."""
    commas = [_before(_BETWEEN, content, start) for start in starts[1:]]
    if not all(commas):
        raise ValueError("something else stands between two sheets")
    text = content[starts[-1] :].decode("utf-8", "surrogatepass")
    length = len(text[: json.JSONDecoder().raw_decode(text)[1]].encode("utf-8", "surrogatepass"))
    return [*(start - len(comma) for start, comma in zip(starts[1:], commas, strict=True)), starts[-1] + length]


def _before(sign: re.Pattern[bytes], content: bytes, at: int) -> bytes:
    """The signs right before a place; none where there are others."""
    found = sign.search(content[max(at - _NEAR, 0) : at])
    return found.group() if found else b""
