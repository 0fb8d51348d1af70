"""QUERY: a table asked in the language of `query_language`."""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.formulas.evaluation import compiled, single
from sheets_sync.local_sheets.formulas.functions.query_language import parsed
from sheets_sync.local_sheets.formulas.functions.query_table import Table
from sheets_sync.local_sheets.formulas.inherited import Columns
from sheets_sync.local_sheets.formulas.inherited_arrays import looks_of
from sheets_sync.local_sheets.formulas.operands import Area, Failed, area_of, checked
from sheets_sync.local_sheets.formulas.places import place_of
from sheets_sync.local_sheets.formulas.registry import on_tree
from sheets_sync.local_sheets.formulas.scope import Scope
from sheets_sync.local_sheets.formulas.text import Node
from sheets_sync.spreadsheet.a1 import column_letters


@on_tree("QUERY", 1, 3)
def _query(scope: Scope, node: Node, array: bool) -> Any:
    data, *rest = node[2]
    area = area_of(checked(compiled(data, True)(scope)) if data[0] != "ref" else compiled(data, True)(scope))
    text = scope.text(checked(single(rest[0], False)(scope))) if rest else "select *"
    given = scope.number(checked(single(rest[1], False)(scope))) if len(rest) > 1 else -1
    names = _names(scope, data, len(area[0]))
    headers = int(given) if given >= 0 else _guessed_headers(area)
    query, table = parsed(text), Table(names, area, headers)
    formats = looks_of(data, scope)
    answer = table.pivoted(query, formats) if query.pivot else table.answer(query)
    kept = [table.format_of(term, formats) for term in table.terms(query)]
    scope.picked[node] = Columns([*kept, *kept[-1:] * (len(answer[0]) - len(kept))])
    return answer


def _names(scope: Scope, data: Node, width: int) -> dict[str, int]:
    """A range's columns are called by their letters, an array's Col1, Col2 …"""
    try:
        left = place_of(scope, data).left
    except Failed:
        return {f"Col{n + 1}": n for n in range(width)}
    return {column_letters(left + n): n for n in range(width)} | {f"Col{n + 1}": n for n in range(width)}


def _guessed_headers(area: Area) -> int:
    """One, when the first row is all text and something below is not; the exact rule is not known."""
    if len(area) < 2 or not all(isinstance(one, str) for one in area[0] if one is not None):
        return 0
    below = [row[n] for row in area[1:] for n in range(len(row)) if row[n] is not None]
    return 1 if any(not isinstance(one, str) for one in below) else 0
