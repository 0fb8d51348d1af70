"""Answers that are taken apart before they are parsed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.gateway.answers import parsed
from sheets_sync.gateway.pieces import apart

TEXTS = st.text(max_size=30) | st.sampled_from(
    [
        '"properties":',
        '{"properties":{}}',
        "properties",
        '"sheets":[',
        "]}",
        "},{",
        "\\",
        '\\"properties":',
        "\ud83d",
        "ự",
    ]
)
CELL = st.dictionaries(st.sampled_from(["note", "stringValue"]), TEXTS)
SHEET = st.builds(
    lambda properties, rest: {"properties": properties, **rest},
    st.dictionaries(st.sampled_from(["title", "sheetId"]), TEXTS),
    st.dictionaries(st.sampled_from(["data", "merges"]), st.lists(CELL, max_size=3)),
)
SHEETS = st.lists(SHEET, min_size=1, max_size=4)
LAYOUTS = st.sampled_from([{"separators": (",", ":")}, {"indent": 2}, {}])


def joined(content: bytes) -> dict[str, Any]:
    found = apart(content)
    return {**found.document, "sheets": [parsed(bytes(piece)) for piece in found.sheets]}


@given(SHEETS, TEXTS, LAYOUTS, st.booleans(), st.booleans())
def test_taken_apart_an_answer_says_the_same(
    sheets: list[Any], title: str, layout: dict[str, Any], ascii_only: bool, own_first: bool
) -> None:
    """Whatever people type, in whatever layout it comes, the pieces say what the whole says."""
    own = {"properties": {"title": title}, "spreadsheetId": title}
    said = {**own, "sheets": sheets} if own_first else {"spreadsheetId": title, "sheets": sheets, **own}
    content = json.dumps(said, ensure_ascii=ascii_only, **layout).encode("utf-8", "surrogatepass")
    assert joined(content) == parsed(content)


WHOLE = b'{"sheets": [{"properties": {"sheetId": 1}}, {"properties": {"sheetId": 2}}], "spreadsheetId": "s"}'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"properties": {"title": "x"}}',
        b'{"properties": {}, "sheets": []}',
        b'{"sheets": [{"data": [], "properties": {}}]}',
        b'{"sheets": [1, {"properties": {}}]}',
        WHOLE[:60],
        WHOLE[:-1],
        WHOLE.replace(b"}, {", b"} {"),
        b'{"other": [{"properties": {}}]}',
    ],
)
def test_what_cannot_be_taken_apart_is_refused(content: bytes) -> None:
    """Half an answer, or one that is laid out in another way, is never taken for a smaller one."""
    with pytest.raises(ValueError, match=r"."):
        apart(content)


@pytest.mark.parametrize("length", range(len(WHOLE)))
def test_no_cut_answer_passes(length: int) -> None:
    """An answer that ends too early is no answer, wherever it ends."""
    with pytest.raises(ValueError, match=r"."):
        joined(WHOLE[:length])
