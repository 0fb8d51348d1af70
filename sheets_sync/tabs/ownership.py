"""Which tab is whose: by the job's mark, else by its title. Pure.

People may rename, reorder and copy tabs. The mark (developer metadata) stays with a tab through all of it; a tab
that somebody made by hand is recognised in `tabs.claims` by its title.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sheets_sync.campaign.model import Unit
from sheets_sync.cells.known_forms import bared, known
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.ids import mark_id, sheet_id_for
from sheets_sync.spreadsheet.plan import TabPlan
from sheets_sync.spreadsheet.requests import tag_sheet
from sheets_sync.spreadsheet.snapshot import Tab


def unit_tag(unit: Unit) -> str:
    return f"unit:{unit.key}"


def unit_tags(unit: Unit) -> tuple[str, ...]:
    """The marks by which a unit's tab is known: its own, and those of its former keys."""
    return (unit_tag(unit), *(f"unit:{key}" for key in unit.former_keys))


def before_on_tab(unit: Unit, units: Iterable[Unit]) -> Unit | None:
    """The unit that had this unit's tab before it, and has ended; None where there is none."""
    title = fold_title(unit.tab)
    others = (u for u in units if u.key != unit.key and u.spreadsheet == unit.spreadsheet)
    ended = [u for u in others if fold_title(u.tab) == title and _ended_before(u, unit.first_day)]
    return max(ended, key=lambda u: u.last_day or date.min, default=None)


def befores_on_tabs(units: Iterable[Unit]) -> dict[str, Unit]:
    """Key of a unit -> the one that had its tab before it, for all units that took over a tab."""
    on_one_tab: dict[tuple[str | None, str], list[Unit]] = defaultdict(list)
    for unit in units:
        on_one_tab[unit.spreadsheet, fold_title(unit.tab)].append(unit)
    several = (some for some in on_one_tab.values() if len(some) > 1)
    return {unit.key: before for some in several for unit in some if (before := before_on_tab(unit, some))}


def _ended_before(unit: Unit, day: date | None) -> bool:
    return unit.last_day is not None and day is not None and unit.last_day < day


def fold_title(title: str) -> str:
    """A title as it is compared: Unicode form, case and runs of spaces make no difference."""
    return " ".join(unicodedata.normalize("NFC", title).casefold().split())


def tagged_tab(tag: str, titles: Iterable[str], tabs: Sequence[Tab]) -> Tab | None:
    """The tab with a mark, else an unmarked one with one of `titles`, in that order, else the only one whose title is
    the same but for accents and marks.

    A copy of a tab carries the same mark; then the tab that the job made itself counts, else the one with the title.
    """
    wanted = [fold_title(title) for title in titles]
    marked = [tab for tab in tabs if tab.tag == tag]
    bare = {bared(known(title)) for title in wanted}
    alike = [tab for tab in tabs if tab.tag is None and bared(known(tab.title)) in bare]
    own = sheet_id_for(tag, ())
    for choice in (
        [tab for tab in marked if tab.sheet_id == own],
        [tab for tab in marked if fold_title(tab.title) in wanted],
        marked,
        *([tab for tab in tabs if tab.tag is None and fold_title(tab.title) == title] for title in wanted),
        alike if len(alike) == 1 else [],
    ):
        if choice:
            return choice[0]
    return None


def is_original(tab: Tab) -> bool:
    """Whether the job marked this very tab: a mark that came with a copy has another id than the one that we gave."""
    if tab.tag is None:
        return False
    return tab.sheet_id == sheet_id_for(tab.tag, ()) or tab.tag_id == mark_id(tag_sheet(tab.sheet_id, tab.tag))


def own_tab(plan: TabPlan, tab: Tab | None) -> Tab | None:
    """The tab if it is the job's: marked, empty, or with the job's title in its first cell (a mark may get lost).

    One that people made and filled under the same title is theirs: the job never writes there.
    """
    first = Cell(0, 0)
    planned = plan.cells.get(first)
    ours = tab is not None and (tab.tag or not tab.rows or (planned and planned.value == tab.value(first)))
    return tab if ours else None


def free_title(title: str, taken: Iterable[str]) -> str:
    """The title, or the first of “title (2)”, “title (3)”… that no tab has."""
    used = {fold_title(other) for other in taken}
    return next(t for t in (title, *(f"{title} ({n})" for n in range(2, len(used) + 3))) if fold_title(t) not in used)
