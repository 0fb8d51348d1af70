"""Which tab is whose: by the job's mark, else by its title. Pure.

People may rename, reorder and copy tabs. The mark (developer metadata) stays with a tab through all of it; a tab
that somebody made by hand is recognised by the unit's tab name, name or one of its aliases.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from sheets_sync.batch import sheet_id_for
from sheets_sync.campaign import Unit
from sheets_sync.snapshot import Tab


def unit_tag(unit: Unit) -> str:
    return f"unit:{unit.key}"


def fold_title(title: str) -> str:
    """A title as it is compared: Unicode form, case and runs of spaces make no difference."""
    return " ".join(unicodedata.normalize("NFC", title).casefold().split())


def unit_tab(unit: Unit, tabs: Sequence[Tab]) -> Tab | None:
    """The tab of a unit; None where there is none."""
    titles = (unit.tab, unit.name, *unit.aliases)
    return tagged_tab(unit_tag(unit), titles, tabs)


def tagged_tab(tag: str, titles: Iterable[str], tabs: Sequence[Tab]) -> Tab | None:
    """The tab with a mark, else an unmarked one with one of `titles`, in that order.

    A copy of a tab carries the same mark; then the tab that the job made itself counts, else the one with the title.
    """
    wanted = [fold_title(title) for title in titles]
    marked = [tab for tab in tabs if tab.tag == tag]
    own = sheet_id_for(tag, ())
    for choice in (
        [tab for tab in marked if tab.sheet_id == own],
        [tab for tab in marked if fold_title(tab.title) in wanted],
        marked,
        *([tab for tab in tabs if tab.tag is None and fold_title(tab.title) == title] for title in wanted),
    ):
        if choice:
            return choice[0]
    return None
