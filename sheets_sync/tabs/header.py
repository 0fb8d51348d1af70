"""Finding the heading row of a tab and the place of each column, wherever people moved them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sheets_sync.campaign.model import Column
from sheets_sync.cells.known_forms import known
from sheets_sync.cells.normalise import fold
from sheets_sync.spreadsheet.snapshot import Tab, Value

SEARCHED_ROWS = 20
"""The heading row is looked for in the first rows only: below, people type."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings stand: `row` (None: nowhere), `columns` key -> column, and the keys that stand twice."""

    row: int | None = None
    columns: Mapping[str, int] = field(default_factory=dict)
    doubled: tuple[str, ...] = ()


def header_columns(tab: Tab, columns: Sequence[Column]) -> Header:
    """The row of the first ones that holds most headings, at least two (one, where there is only one column).

    Headings are compared by their text or an alias without regard to case, spaces, marks (`Ngày báo cáo (*):`),
    Unicode form, the place of a tone mark, or accents if none were typed. A heading that stands twice has no place.
    """
    known = _Known(columns)
    best = Header()
    for number, row in enumerate(tab.rows[:SEARCHED_ROWS]):
        found = _find(row, known)
        if len(found.columns) + len(found.doubled) > len(best.columns) + len(best.doubled):
            best = Header(number, found.columns, found.doubled)
    enough = min(2, len(columns))
    return best if len(best.columns) + len(best.doubled) >= enough else Header()


class _Known:
    """The names of columns, with and without accents."""

    def __init__(self, columns: Iterable[Column]) -> None:
        self.exact: dict[str, str] = {}
        folded: dict[str, set[str]] = {}
        for column in columns:
            for name in (column.header, *column.aliases):
                text = comparable(name)
                self.exact.setdefault(text, column.key)
                folded.setdefault(fold(text), set()).add(column.key)
        self.plain = {text: next(iter(keys)) for text, keys in folded.items() if len(keys) == 1}

    def key_of(self, value: Value) -> str | None:
        if not isinstance(value, str):
            return None
        text = comparable(value)
        return self.exact.get(text) or (self.plain.get(text) if text == fold(text) else None)


def comparable(text: str) -> str:
    """A heading as it is compared."""
    return known(text.replace("*", " "))


def _find(row: Sequence[Value], known: _Known) -> Header:
    places: dict[str, int] = {}
    doubled: list[str] = []
    for column, value in enumerate(row):
        key = known.key_of(value)
        if key is None:
            continue
        if key in places:
            doubled.append(key)
        places.setdefault(key, column)
    return Header(None, {k: c for k, c in places.items() if k not in doubled}, tuple(dict.fromkeys(doubled)))
