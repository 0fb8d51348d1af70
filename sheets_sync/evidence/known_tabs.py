"""Tabs as an earlier process read them, without their rows: one that stands as it did is not read again. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sheets_sync.campaign.model import Campaign
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.feedback import StatusLine
from sheets_sync.tabs.rows import Problem

Place = tuple[str, int, str]
"""Spreadsheet, sheet id and unit: a tab may have had two units, one after the other."""
OF_NOBODY = ""
"""In place of the unit, of a tab of the job's own in which nobody typed reports."""


@dataclass(frozen=True, slots=True)
class KnownTab:
    """A tab that was read on a day: its title, a digest of what stood in it, and what was wrong with it as a whole.

    `values` is the digest of it before more was asked of single cells, `wanted` those cells.
    """

    title: str
    day: date
    digest: str
    readable: bool
    problems: tuple[Problem, ...]
    values: str
    wanted: tuple[Cell, ...]

    def is_as(self, tab: Tab, digest: str, day: date) -> bool:
        """Whether the tab, whose digest is given, would be read as it was."""
        return (self.title, self.digest, self.day) == (tab.title, digest, day)


KnownTabs = Mapping[Place, KnownTab]


class Digests:
    """The digest of each tab as it was read last; of the same value it is not worked out twice."""

    def __init__(self, campaign: Campaign) -> None:
        self._line = StatusLine(campaign)
        self._known: dict[tuple[str, int], tuple[Tab, str]] = {}

    def of(self, spreadsheet: str, tab: Tab) -> str:
        before = self._known.get((spreadsheet, tab.sheet_id))
        if before is None or before[0] is not tab:
            before = self._known[spreadsheet, tab.sheet_id] = (tab, digest_of(tab, self._line))
        return before[1]


def digest_of(tab: Tab, line: StatusLine) -> str:
    """Of what a tab shows: its values, and what else a reading hangs on. The line by which the job tells a unit how it
    stands is left out: it changes with every board that is written, and nothing is read from it."""
    rows = line.left_out_of(tab.rows)
    dress = (tab.formats, tab.links, tab.column_tags)
    shown: tuple[object, ...] = (
        tab.merges,
        *map(sorted, (tab.struck, tab.formulas)),
        *(sorted(d.items()) for d in dress),
    )
    return hashlib.sha256(repr((rows, shown) if any(shown) else rows).encode()).hexdigest()
