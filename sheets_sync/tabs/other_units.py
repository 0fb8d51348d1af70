"""Lines of a unit's tab that name another unit: the reports of two units in one tab. Pure.

Rows below such a line, down to one that names this unit, are not counted for it: each is an error that tells whose it
seems to be. A title above the headings is often left over from a copied tab: it is named, and the rows count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.cells import CellReader
from sheets_sync.cells.known_forms import known
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Tab, Value
from sheets_sync.tabs.parts import Layout, Line
from sheets_sync.tabs.row_reader import as_text
from sheets_sync.tabs.rows import Problem, Row, Severity
from sheets_sync.words.texts import texts

APART = "H10"
"""The code of a row below another unit's name."""
_MOST_OF_A_TITLE = 2
"""Different texts that a line of a title has at most."""
_MOST_WORDS = 14
_MARKS = " \t\n:;,.()–-|*•/0123456789"


@dataclass(frozen=True, slots=True)
class _Title:
    row: int
    unit: str


class OtherUnits:
    """Tells lines that name a unit of the campaign."""

    def __init__(self, tab: Tab, unit: Unit, campaign: Campaign, reader: CellReader) -> None:
        self._tab, self._unit, self._campaign = tab, unit, campaign
        self._units = reader.memo("unit", today=campaign.last_day)
        self._words = sorted(texts(campaign.locale).section("tabs")["title_words"], key=len, reverse=True)

    def apart(self, rows: Sequence[Row], lines: Iterable[Line], layout: Layout) -> list[Row]:
        """The rows of the tab, those below another unit's name as errors. `lines` are all below the first heading."""
        of_days = {row.number for row in rows if row.day is not None}
        places = {at for part in layout.parts for key, at in part.header.columns.items() if key != self._day}
        titles = [
            _Title(number, unit)
            for number, values in lines
            if number not in of_days and (unit := self._named_alone(values, places))
        ]
        if all(title.unit == self._unit.key for title in titles):
            return list(rows)
        return [found for row in rows if (found := self._placed(row, titles, rows))]

    @property
    def _day(self) -> str:
        return self._campaign.key_of("day")

    def _placed(self, row: Row, titles: Sequence[_Title], rows: Sequence[Row]) -> Row | None:
        """The row as it stands below the titles; None for a title with rows below it."""
        over = [title for title in titles if title.row <= row.number]
        if not over:
            return row
        last = over[-1]
        if last.row == row.number:
            end = min((title.row for title in titles if title.row > last.row), default=None)
            below = (r for r in rows if r.number > last.row and (end is None or r.number < end))
            return None if any(below) else row
        if last.unit == self._unit.key:
            return row
        facts = {"name": self._campaign.unit_by_key[last.unit].name, "row": str(last.row + 1)}
        at = min((cell.cell for cell in row.cells.values()), key=lambda cell: cell.column)
        problem = Problem(
            row.unit, row.tab, row.sheet_id, APART, Severity.ERROR, at, day=row.day, blocking=True, facts=facts
        )
        return replace(row, valid=False, problems=(problem, *row.problems))

    def above(self, layout: Layout) -> Iterator[Problem]:
        """Titles above the headings that name another unit, and not this one."""
        for number, values in enumerate(self._tab.rows[: layout.header.row or 0]):
            for at, value in _texts(values):
                named = self._named_within(value)
                if named and self._unit.key not in named:
                    facts = {"name": self._campaign.unit_by_key[named[0]].name}
                    yield Problem(
                        self._unit.key, self._tab.title, self._tab.sheet_id, "H11", Severity.REMINDER,
                        Cell(number, at), typed=value, facts=facts,
                    )  # fmt: skip

    def _named_alone(self, values: Sequence[Value], places: set[int]) -> str:
        """The unit whose name, with words of a title at most, is what a line begins with, where no cell of a row can
        stand; "" for none."""
        found = list(_texts(values))
        if not found or (found[0][0] in places and found[0][0] > 0):
            return ""
        return self._unit_of(self._bare(found[0][1]))

    def _named_within(self, text: str) -> list[str]:
        words = known(text).split()
        if not words or len(words) > _MOST_WORDS:
            return []
        runs = (words[a:b] for a in range(len(words)) for b in range(len(words), a + 1, -1))
        found = (self._unit_of(" ".join(run), sure=True) for run in runs)
        return list(dict.fromkeys(unit for unit in found if unit))

    def _unit_of(self, text: str, *, sure: bool = False) -> str:
        reading = self._units[text] if text else None
        if reading is None or not reading.usable or (sure and reading.code):
            return ""
        return str(reading.value)

    def _bare(self, text: str) -> str:
        """A title without what titles say beside a name."""
        left = known(text).strip(_MARKS)
        while True:
            shorter = next((cut for word in self._words if (cut := _without(left, word)) != left), left)
            if shorter == left:
                return left
            left = shorter.strip(_MARKS)


def _without(text: str, word: str) -> str:
    return text.removeprefix(f"{word} ").removesuffix(f" {word}")


def _texts(values: Sequence[Value]) -> Iterator[tuple[int, str]]:
    """The texts of a line that has no more than a title, each once, with where it stands."""
    filled = [(at, value) for at, value in enumerate(values) if value not in (None, "") and value is not False]
    if len({as_text(value) for _, value in filled}) > _MOST_OF_A_TITLE:
        return
    seen: set[str] = set()
    for at, value in filled:
        if isinstance(value, str) and value not in seen:
            seen.add(value)
            yield at, value
