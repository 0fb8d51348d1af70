"""Finding the heading rows of a tab and the place of each column, wherever people moved them. Pure.

A tab is read in parts: each begins with a heading of one line or two and ends before the next heading. Rows above the
first one belong to the first part; what is there is decided in `tabs.parts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sheets_sync.campaign.model import Column
from sheets_sync.cells.known_forms import known
from sheets_sync.cells.normalise import fold
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Tab, Value

SLACK = 12
"""Characters (marks, spaces) that a heading may have beyond the longest name; longer texts name no column."""
_MOST_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings stand. `row`: the first line (None: nowhere), `last`: the last one; `columns`: key -> column;
    `lines`: key -> the line in which the heading stands; `doubled`: keys that stand in several columns of which none
    is surely the one, with those cells."""

    row: int | None = None
    last: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    doubled: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many of the campaign's columns are named."""
        return len(self.columns) + len(self.doubled)

    def lacks(self, columns: Iterable[Column]) -> list[Column]:
        """The columns that rows must have and that have no place."""
        return [c for c in columns if c.required != "no" and c.key not in self.columns]


def header_columns(tab: Tab, columns: Sequence[Column]) -> Header:
    """The first heading that names all required columns, else the one that names most; empty where there is none."""
    return chosen_of(headings(tab, columns), columns)


def chosen_of(found: Sequence[Header], columns: Sequence[Column]) -> Header:
    """As `header_columns`, of headings that were found before."""
    whole = next((h for h in found if not h.lacks(columns)), None)
    return whole or max(found, key=lambda h: h.count, default=Header())


def headings(tab: Tab, columns: Sequence[Column]) -> list[Header]:
    """All headings of a tab, from above: lines that name at least two columns (one, where there is only one column),
    each with the line above or below it that names what it lacks.

    Headings are compared by their text or an alias without regard to case, spaces, marks (`Ngày báo cáo (*):`),
    Unicode form, the place of a tone mark, or accents if none were typed. Where several cells name one column, its own
    heading goes before an alias, then the job's mark decides; else none of them is used.
    """
    names = _names(tuple(columns))
    enough = min(2, len(columns))
    lines = {n: _Line(names.found_in(row)) for n, row in enumerate(tab.rows)}
    heads = [n for n, line in lines.items() if len(line.keys) >= enough]
    found: list[Header] = []
    for number in heads:
        if found and number <= found[-1].last:
            continue
        block = [number]
        if number > (found[-1].last + 1 if found else 0) and _adds(tab, names, lines, number - 1, block):
            block.insert(0, number - 1)
        elif _adds(tab, names, lines, number + 1, block):
            block.append(number + 1)
        found.append(_header(tab, names, lines, block))
    return found


def comparable(text: str) -> str:
    """A heading as it is compared."""
    return _comparable(text)


@lru_cache(maxsize=4096)
def _comparable(text: str) -> str:
    return known(text.replace("*", " "))


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell that names a column; `exact` where by its own heading, not by an alias."""

    key: str
    column: int
    exact: bool


@dataclass(frozen=True, slots=True)
class _Line:
    places: tuple[_Place, ...]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(place.key for place in self.places)


class _Names:
    """The names of columns, with and without accents: compared text -> (key, whether it is the column's own)."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._exact: dict[str, tuple[str, bool]] = {}
        bare: dict[str, set[tuple[str, bool]]] = {}
        named = [(c.key, c.header, True) for c in columns]
        named += [(c.key, alias, False) for c in columns for alias in c.aliases]
        for key, name, own in named:
            text = comparable(name)
            if text:
                self._exact.setdefault(text, (key, own))
                bare.setdefault(fold(text), set()).add((key, own))
        self._bare = {text: max(found, key=lambda f: f[1]) for text, found in bare.items() if _one_key(found)}
        self._longest = max((len(name) for _, name, _ in named), default=0) + SLACK
        self._found: dict[str, tuple[str, bool] | None] = {}

    def find(self, text: str) -> tuple[str, bool] | None:
        """(key, own heading?) of a text; None for anything that names no column. Tabs say the same things again, so
        what was found of a text is remembered."""
        if len(text) > self._longest:
            return None
        if text not in self._found:
            if len(self._found) >= _MOST_REMEMBERED:
                self._found.clear()
            self._found[text] = self._find(text)
        return self._found[text]

    def _find(self, text: str) -> tuple[str, bool] | None:
        compared = comparable(text)
        return self._exact.get(compared) or (self._bare.get(compared) if compared == fold(compared) else None)

    def found_in(self, row: Sequence[Value]) -> tuple[_Place, ...]:
        found = [
            (column, name)
            for column, value in enumerate(row)
            if isinstance(value, str) and (name := self.find(value)) is not None
        ]
        return tuple(_Place(key, column, exact) for column, (key, exact) in found) if found else ()


def _one_key(found: Iterable[tuple[str, bool]]) -> bool:
    return len({key for key, _ in found}) == 1


@lru_cache(maxsize=32)
def _names(columns: tuple[Column, ...]) -> _Names:
    return _Names(columns)


def _adds(tab: Tab, names: _Names, lines: Mapping[int, _Line], number: int, block: Sequence[int]) -> bool:
    """Whether a neighbouring line is the other half of a heading: it names, alone or with what stands in the same
    column of the heading, a column that the heading lacks, and none that it has."""
    if not 0 <= number < len(tab.rows):
        return False
    has = frozenset(key for n in block for key in lines[n].keys)
    own = lines[number].keys
    if own & has:
        return False
    joined = {place.key for place in _joined(tab, names, sorted([number, *block]))}
    return bool(own or joined - has)


def _joined(tab: Tab, names: _Names, block: Sequence[int]) -> Iterator[_Place]:
    """Columns that are named by the texts of two lines together ("ĐVTN" above "tham gia")."""
    if len(block) != 2:
        return
    for column in range(max(len(tab.rows[n]) for n in block)):
        texts = [tab.value(Cell(n, column)) for n in block]
        if all(isinstance(text, str) and text.strip() for text in texts):
            name = names.find(" ".join(str(text) for text in texts))
            if name:
                yield _Place(name[0], column, name[1])


def _header(tab: Tab, names: _Names, lines: Mapping[int, _Line], block: Sequence[int]) -> Header:
    """What the lines of a heading name, each column once."""
    places = [(n, place) for n in block for place in lines[n].places]
    taken = {place.column for _, place in places}
    places += [(block[0], place) for place in _joined(tab, names, block) if place.column not in taken]
    by_key: dict[str, list[tuple[int, _Place]]] = {}
    for line, place in places:
        by_key.setdefault(place.key, []).append((line, place))
    chosen: dict[str, tuple[int, _Place]] = {}
    doubled: dict[str, tuple[Cell, ...]] = {}
    for key, found in by_key.items():
        sure = _the_one(key, found, tab.column_tags)
        if sure is not None:
            chosen[key] = sure
        else:
            doubled[key] = tuple(Cell(line, place.column) for line, place in found)
    return Header(
        row=block[0],
        last=block[-1],
        columns={key: place.column for key, (_, place) in chosen.items()},
        lines={key: line for key, (line, _) in chosen.items()},
        doubled=doubled,
    )


def _the_one(key: str, found: Sequence[tuple[int, _Place]], marks: Mapping[int, str]) -> tuple[int, _Place] | None:
    """The cell that surely names a column: the only one, the only exact one, or the only one with the job's mark."""
    exact = [f for f in found if f[1].exact]
    for some in (found, exact, [f for f in exact or found if marks.get(f[1].column) == key]):
        if len(some) == 1:
            return some[0]
    return None
