"""What one poll's tabs show: facts to record, and what is wrong with the tabs. Pure.

`Observer.observe` takes a snapshot and gives an Observation; between polls the observer remembers what tabs showed, so
that a tab that shows the same is not read again.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.cells import CellReader
from sheets_sync.evidence.fold import Change, Evidence, Fact, OverridesSeen, Poll
from sheets_sync.evidence.known_tabs import OF_NOBODY, Digests, KnownTab, KnownTabs, Place
from sheets_sync.evidence.states import changes_since, observe
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import CellDetails, Snapshot, Tab
from sheets_sync.tabs.claims import Claims, Titles, claims, stray_of, stray_problem, unit_with_rows_of
from sheets_sync.tabs.in_job_tabs import reports_typed_in, typed_problem
from sheets_sync.tabs.overrides import UNREADABLE, overrides_tab_of, overrides_typed_elsewhere, read_overrides
from sheets_sync.tabs.ownership import befores_on_tabs
from sheets_sync.tabs.row_memory import RowMemory
from sheets_sync.tabs.rows import Problem, Severity, TabReport
from sheets_sync.tabs.unit_tab import cells_wanted, read_tab

WantedCells = dict[int, tuple[str, Sequence[Cell]]]
"""Cells whose details are to be read: sheet id -> (title of the tab, cells)."""


@dataclass(slots=True)
class Observation:
    """What one poll of one spreadsheet showed: the poll to record, what changed since, and what is wrong."""

    poll: Poll
    changes: list[Change] = field(default_factory=list)
    overrides: OverridesSeen | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def facts(self) -> list[Fact]:
        return [self.poll, *self.changes, *([self.overrides] if self.overrides else [])]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A tab as it was read last: on which day, what it said, and a digest of what stood in it."""

    tab: Tab
    day: date
    report: TabReport
    digest: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The cells of a tab of which more is asked than their values; `values` is the digest of it before that."""

    tab: Tab
    values: str
    cells: Sequence[Cell]


class Observer:
    """Reads the tabs of a campaign's snapshots. `evidence` is what was recorded so far; changes are relative to what
    one source recorded itself."""

    def __init__(self, campaign: Campaign, evidence: Evidence) -> None:
        self._campaign, self._evidence = campaign, evidence
        self._reader = CellReader(campaign)
        self._titles = Titles(campaign)
        self._nobodys: dict[tuple[str, int], tuple[Tab, Problem | None]] = {}
        self._clean: dict[Place, KnownTab] = {}
        self._before = befores_on_tabs(campaign.units)
        self._followed = {before.key for before in self._before.values()}
        self._seen: dict[Place, _Seen] = {}
        self._wanted: dict[tuple[str, int], _Wanted] = {}
        self._known: KnownTabs = {}
        self._known_cells: Mapping[tuple[str, int], KnownTab] = {}
        self._digests = Digests(campaign)
        self._memories: dict[Place, RowMemory] = defaultdict(RowMemory)

    def forget(self, spreadsheet: str | None = None) -> None:
        """What the tabs of a spreadsheet (None: of all) showed was not recorded after all: it counts as not seen."""
        self._seen = {key: seen for key, seen in self._seen.items() if spreadsheet not in (None, key[0])}
        self._known = {key: known for key, known in self._known.items() if spreadsheet not in (None, key[0])}
        self._clean = {key: known for key, known in self._clean.items() if spreadsheet not in (None, key[0])}

    def know(self, tabs: KnownTabs) -> None:
        """Takes over what an earlier process read of tabs, all of which its source recorded, and nothing since."""
        self._known = tabs
        self._known_cells = {place[:2]: known for place, known in tabs.items()}

    def known(self) -> dict[Place, KnownTab]:
        """What was read of tabs last, for a later process."""
        found = {}
        for (spreadsheet, sheet_id, unit), seen in self._seen.items():
            wanted = self._wanted.get((spreadsheet, sheet_id))
            if wanted is not None:
                found[spreadsheet, sheet_id, unit] = KnownTab(
                    seen.tab.title, seen.day, seen.digest, seen.report.readable, seen.report.problems,
                    wanted.values, tuple(wanted.cells),
                )  # fmt: skip
        return found | self._clean

    def cells_wanted(self, snapshot: Snapshot, units: Sequence[Unit]) -> WantedCells:
        """The cells whose reading hangs on more than their value: at every poll, as long as it does, since people may
        change a format and nothing else."""
        tabs = claims(units, snapshot.tabs, self._titles).tabs.values()
        wanted = ((tab, self._once(snapshot, tab).cells) for tab in tabs)
        return {tab.sheet_id: (tab.title, cells) for tab, cells in wanted if cells}

    def _once(self, snapshot: Snapshot, tab: Tab) -> _Wanted:
        """`cells_wanted` of a tab; one that is the same value as in the last poll is not gone through again."""
        key = (snapshot.spreadsheet_id, tab.sheet_id)
        before = self._wanted.get(key)
        if before is None or before.tab is not tab:
            values = self._digests.of(snapshot.spreadsheet_id, tab)
            known = self._known_cells.get(key)
            if before is not None and before.values == values:
                cells = before.cells
            else:
                cells = known.wanted if known and known.values == values else cells_wanted(tab, self._campaign)
            before = self._wanted[key] = _Wanted(tab, values, cells)
        return before

    def observe(
        self, snapshot: Snapshot, units: Sequence[Unit], source: str, *, with_overrides: bool = True
    ) -> Observation:
        """What a snapshot shows of `units`, as facts of the ledger `source`. `with_overrides`: this is the spreadsheet
        in which coordinators type."""
        poll = Poll(snapshot.sent, snapshot.answered, snapshot.spreadsheet_id, correction=snapshot.correction)
        found = Observation(poll)
        read: list[str] = []
        unread: dict[str, str] = {}
        digest = hashlib.sha256()
        whose = claims(units, snapshot.tabs, self._titles)
        for unit in units:
            tab = whose.tabs.get(unit.key) or self._tab_taken_over(unit, whose)
            if tab is None and unit.key in self._campaign.left:
                continue
            if tab is None:
                unread[unit.key] = "no_tab"
                found.problems.append(Problem(unit.key, unit.tab, 0, "H0", Severity.ERROR))
                continue
            seen, is_new = self._read(snapshot, tab, unit)
            if unit.key in self._campaign.left and not seen.report.readable:
                continue
            found.problems += seen.report.problems
            digest.update(seen.digest.encode())
            if not seen.report.readable:
                unread[unit.key] = "header"
                continue
            read.append(unit.key)
            if is_new:  # else the last poll recorded what it shows
                now = observe(self._own_rows(seen.report, unit), snapshot.sent)
                shown = self._evidence.shown_to(source, unit.key, snapshot.sent)
                found.changes += changes_since(shown, now, unit.key, snapshot.sent)
        found.problems += self._of_claims(whose, units, snapshot)
        if with_overrides:
            self._observe_overrides(found, snapshot, source)
        found.poll = replace(
            poll,
            units=tuple(read),
            unread=unread,
            digest=digest.hexdigest()[:16],
            problems=tuple(found.problems),
        )
        return found

    def _of_claims(self, whose: Claims, units: Sequence[Unit], snapshot: Snapshot) -> Iterator[Problem]:
        """Tabs that were known by a title that is a little different, and tabs with reports that no unit claims."""
        for unit in units:
            tab = whose.tabs.get(unit.key)
            if tab is None:
                continue
            if unit.key in whose.alike:
                facts = {"wanted": unit.tab}
                yield Problem(unit.key, tab.title, tab.sheet_id, "H7", Severity.REMINDER, facts=facts)
            elif tab.title != unit.tab and (other := self._titles.equal(tab.title)) not in (None, unit.key):
                names = {key: self._campaign.unit_by_key[key].name for key in (unit.key, str(other))}
                facts = {"wanted": unit.tab, "of": names[unit.key], "name": names[str(other)]}
                yield Problem(unit.key, tab.title, tab.sheet_id, "H12", Severity.ERROR, Cell(0, 0), facts=facts)
        for tab in whose.others:
            yield from self._of_nobody(snapshot, tab, lambda tab: self._as_stray(tab, whose))
        overrides = overrides_tab_of(snapshot.tabs, self._campaign.locale)
        for tab in snapshot.tabs:
            if tab is not overrides and self._titles.is_job(tab):
                yield from self._of_nobody(snapshot, tab, lambda tab: self._as_typed_in(tab, snapshot))

    def _of_nobody(self, snapshot: Snapshot, tab: Tab, named: Callable[[Tab], Problem | None]) -> Iterator[Problem]:
        """What there is to say of a tab of nobody; one that is the same value as in the last poll is not gone through
        again."""
        key = (snapshot.spreadsheet_id, tab.sheet_id)
        before = self._nobodys.get(key)
        if before is None or before[0] is not tab:
            before = self._nobodys[key] = (tab, named(tab))
        if before[1] is not None:
            yield before[1]

    def _as_stray(self, tab: Tab, whose: Claims) -> Problem | None:
        stray = stray_of(tab, self._titles, self._campaign)
        if stray and not stray.unit:
            stray = replace(stray, unit=unit_with_rows_of(tab, whose))
        return stray_problem(stray, self._campaign) if stray else overrides_typed_elsewhere(tab, self._campaign)

    def _as_typed_in(self, tab: Tab, snapshot: Snapshot) -> Problem | None:
        if tab.tag in (None, "overrides"):
            return self._found_typed_in(tab) or overrides_typed_elsewhere(tab, self._campaign)
        place = (snapshot.spreadsheet_id, tab.sheet_id, OF_NOBODY)  # the job writes it at every turn: nobody's copy
        day, digest = self._campaign.local_day(snapshot.sent), hashlib.sha256(repr(tab.rows).encode()).hexdigest()
        known = self._known.get(place)
        problem = None if known is not None and known.is_as(tab, digest, day) else self._found_typed_in(tab)
        self._clean.pop(place, None)
        if problem is None:
            self._clean[place] = KnownTab(tab.title, day, digest, True, (), "", ())
        return problem

    def _found_typed_in(self, tab: Tab) -> Problem | None:
        rows = reports_typed_in(tab, self._titles.reports)
        return typed_problem(tab, rows) if rows else None

    def _tab_taken_over(self, unit: Unit, whose: Claims) -> Tab | None:
        """The tab of the unit before it, where a unit took over a tab."""
        before = self._before.get(unit.key)
        return whose.tabs.get(before.key) if before else None

    def _own_rows(self, report: TabReport, unit: Unit) -> TabReport:
        """Of a tab that two units had one after the other, the rows of the days of this one; rows of no day are of the
        unit that has the tab now."""
        followed = unit.key in self._followed
        if not followed and unit.key not in self._before:
            return report
        rows = (row for row in report.rows if (unit.owes(row.day) if row.day else not followed))
        return replace(report, rows=tuple(rows))

    def _read(self, snapshot: Snapshot, tab: Tab, unit: Unit) -> tuple[_Seen, bool]:
        """The tab as rows, and whether it shows something new; what it showed today already is not read again."""
        key, today = (snapshot.spreadsheet_id, tab.sheet_id, unit.key), self._campaign.local_day(snapshot.sent)
        seen = self._seen.get(key)
        if seen is not None and seen.day == today and seen.tab.shows_the_same(tab):
            return seen, False
        digest = self._digests.of(snapshot.spreadsheet_id, tab)
        if seen is not None and (seen.day, seen.tab.title, seen.digest) == (today, tab.title, digest):
            seen = self._seen[key] = replace(seen, tab=tab)  # only the line by which the job tells how a unit stands
            return seen, False
        known = self._known.get(key)
        is_known = known is not None and known.is_as(tab, digest, today)
        if known is not None and is_known:
            report = TabReport(unit.key, problems=known.problems, readable=known.readable)
        else:
            report = read_tab(tab, unit, self._campaign, today, self._reader, self._memories[key])
        seen = self._seen[key] = _Seen(tab, today, report, digest)
        return seen, not is_known

    def _observe_overrides(self, found: Observation, snapshot: Snapshot, source: str) -> None:
        tab = overrides_tab_of(snapshot.tabs, self._campaign.locale)
        if tab is None:
            return
        overrides, problems = read_overrides(tab, self._campaign, self._reader)
        found.problems += problems
        unreadable = any(problem.code in UNREADABLE for problem in problems)
        if not unreadable and overrides != self._evidence.overrides_seen_by(source, snapshot.sent):
            found.overrides = OverridesSeen(snapshot.sent, overrides)


def with_details(snapshot: Snapshot, details: Mapping[int, CellDetails]) -> Snapshot:
    """The snapshot with what was read of single cells after it: sheet id -> details."""
    return replace(snapshot, tabs=tuple(tab.with_details(details.get(tab.sheet_id)) for tab in snapshot.tabs))
