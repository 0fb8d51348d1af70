"""Looking at the campaign's spreadsheets: what their tabs show, as facts to record, and what is wrong with them.

One that fails neither holds up nor spoils another; a failed read is recorded as such and says nothing of its units.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sheets_sync.board import words
from sheets_sync.campaign.model import Unit
from sheets_sync.cells import CellReader
from sheets_sync.config import Settings
from sheets_sync.errors import InvalidRequestError, SheetsSyncError, SpreadsheetSetupError
from sheets_sync.evidence.fold import Change, Evidence, Fact, OverridesSeen, Poll, changes_since, observe
from sheets_sync.gateway import Gateway, together
from sheets_sync.gateway.timekeeper import timed
from sheets_sync.spreadsheet.snapshot import Snapshot, Tab
from sheets_sync.tabs.overrides import read_overrides
from sheets_sync.tabs.ownership import tagged_tab, unit_tab
from sheets_sync.tabs.row_memory import RowMemory
from sheets_sync.tabs.rows import Problem, Severity, TabReport
from sheets_sync.tabs.setup import expected_locale
from sheets_sync.tabs.unit_tab import number_cells, read_tab

Clock = Callable[[], datetime]


@dataclass(slots=True)
class Look:
    """One look at one spreadsheet: the poll to record, what changed, and what is wrong."""

    spreadsheet: str
    units: Sequence[Unit]
    poll: Poll
    snapshot: Snapshot | None = None
    tabs: dict[str, Tab | None] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    overrides: OverridesSeen | None = None
    error: Exception | None = None

    @property
    def found(self) -> Snapshot:
        """What was read; only asked for after a read that succeeded."""
        assert self.snapshot is not None
        return self.snapshot

    @property
    def facts(self) -> list[Fact]:
        return [self.poll, *self.changes, *([self.overrides] if self.overrides else [])]


class Lookout:
    """Looks for one campaign. Keeps between looks what tabs showed: one that shows the same is not read again.

    `evidence` is what was recorded so far; changes are relative to what the ledger `source` recorded itself.
    """

    def __init__(self, settings: Settings, gateway: Gateway, evidence: Evidence, clock: Clock) -> None:
        self._settings, self._campaign = settings, settings.campaign
        self._gateway, self._evidence, self._clock = gateway, evidence, clock
        self._reader = CellReader(settings.campaign)
        self._known: dict[tuple[str, int], tuple[Tab, date, TabReport, str]] = {}
        self._memories: dict[tuple[str, int], RowMemory] = defaultdict(RowMemory)

    def looks(self, source: str) -> list[Look]:
        """All spreadsheets side by side, in the campaign's order; one that fails neither holds up nor spoils another.

        The values of all are asked for before anything else: the moment of that request is what counts.
        """
        looks = together(self._look, self._settings.spreadsheets.items())
        together(lambda look: self._carefully(look, self._read_formats), looks)
        for look in looks:
            self._carefully(look, lambda look: self._observe(look, source))
            if look.error:  # what it showed is not recorded: it counts as not seen
                self._known = {key: known for key, known in self._known.items() if key[0] != look.spreadsheet}
        return looks

    def forget(self) -> None:
        """What tabs showed was not recorded after all: at the next look it counts as not seen."""
        self._known.clear()

    def _look(self, wanted: tuple[str, Sequence[Unit]]) -> Look:
        spreadsheet, units = wanted
        now = self._clock()
        look = Look(spreadsheet, units, Poll(now, now, spreadsheet))
        self._carefully(look, self._read)
        return look

    def _carefully(self, look: Look, step: Callable[[Look], None]) -> None:
        """A step of a look. Whatever goes wrong, a fault of our own included, is this look's alone; it is recorded, and
        raised once the evidence of the others is safe."""
        if look.error is not None:
            return
        try:
            step(look)
        except Exception as error:
            what = error.what if isinstance(error, SheetsSyncError) else "a fault of the program"
            failed = Poll(look.poll.sent, self._clock(), look.spreadsheet, error=f"{type(error).__name__}: {what}")
            look.poll, look.error, look.changes, look.overrides = failed, error, [], None

    def _read(self, look: Look) -> None:
        look.snapshot = timed(self._clock, self._gateway.read(look.spreadsheet))
        check_locale(look.snapshot, self._settings)
        look.tabs = {unit.key: unit_tab(unit, look.snapshot.tabs) for unit in look.units}

    def _observe(self, look: Look, source: str) -> None:
        snapshot, units, tabs = look.found, look.units, look.tabs
        today = self._campaign.local_day(snapshot.sent)
        look.poll = Poll(snapshot.sent, snapshot.answered, snapshot.spreadsheet_id)
        shown = self._evidence.shown_to(source, snapshot.sent)
        read: list[str] = []
        unread: dict[str, str] = {}
        digest = hashlib.sha256()
        for unit in units:
            tab = tabs[unit.key]
            if tab is None:
                unread[unit.key] = "no_tab"
                look.problems.append(Problem(unit.key, unit.tab, 0, "H0", Severity.ERROR))
                continue
            fresh = not self._is_known(snapshot.spreadsheet_id, tab, today)
            report, tab_digest = self._report(snapshot.spreadsheet_id, tab, unit, today)
            look.problems += report.problems
            digest.update(tab_digest.encode())
            if not report.readable:
                unread[unit.key] = "header"
                continue
            read.append(unit.key)
            if fresh:  # else the last tick recorded what it shows
                look.changes += changes_since(shown, observe(report, snapshot.sent), unit.key, snapshot.sent)
        look.poll = Poll(
            snapshot.sent,
            snapshot.answered,
            snapshot.spreadsheet_id,
            tuple(read),
            unread,
            correction=snapshot.correction,
            digest=digest.hexdigest()[:16],
        )
        if snapshot.spreadsheet_id == self._settings.spreadsheet:
            self._observe_overrides(look, snapshot, source)

    def _read_formats(self, look: Look) -> None:
        """Asks once for the formats of numbers that stand in plain-text columns, in tabs that changed.

        Where somebody renamed a tab since it was read, everything is read once more.
        """
        try:
            self._add_formats(look)
        except InvalidRequestError:
            self._read(look)
            self._add_formats(look)

    def _add_formats(self, look: Look) -> None:
        spreadsheet, today = look.found.spreadsheet_id, self._campaign.local_day(look.found.sent)
        fresh = {key: tab for key, tab in look.tabs.items() if tab and not self._is_known(spreadsheet, tab, today)}
        wanted = {
            tab.sheet_id: (tab.title, cells) for tab in fresh.values() if (cells := number_cells(tab, self._campaign))
        }
        if not wanted:
            return
        formats = self._gateway.read_formats(spreadsheet, wanted)
        for key, tab in fresh.items():
            look.tabs[key] = replace(tab, formats={**tab.formats, **formats.get(tab.sheet_id, {})})

    def _is_known(self, spreadsheet: str, tab: Tab, today: date) -> bool:
        known = self._known.get((spreadsheet, tab.sheet_id))
        if known is None:
            return False
        before, day = known[:2]
        return day == today and (before.rows, before.title) == (tab.rows, tab.title)

    def _report(self, spreadsheet: str, tab: Tab, unit: Unit, today: date) -> tuple[TabReport, str]:
        """The tab as rows; a tab that shows the same as at the last tick of the day is not read again."""
        key = (spreadsheet, tab.sheet_id)
        if not self._is_known(spreadsheet, tab, today):
            report = read_tab(tab, unit, self._campaign, today, self._reader, self._memories[key])
            self._known[key] = (tab, today, report, hashlib.sha256(repr(tab.rows).encode()).hexdigest())
        return self._known[key][2], self._known[key][3]

    def _observe_overrides(self, look: Look, snapshot: Snapshot, source: str) -> None:
        title = words.text("overrides", self._campaign.locale)
        tab = tagged_tab("overrides", (title,), snapshot.tabs)
        if tab is None:
            return
        overrides, problems = read_overrides(tab, self._campaign, self._reader)
        look.problems += problems
        unreadable = any(problem.code == "O5" for problem in problems)
        if not unreadable and overrides != self._evidence.overrides_seen_by(source, snapshot.sent):
            look.overrides = OverridesSeen(snapshot.sent, overrides)


def check_locale(snapshot: Snapshot, settings: Settings) -> None:
    """Raises SpreadsheetSetupError where the same keystrokes would be read otherwise than the campaign expects."""
    wanted = expected_locale(settings.campaign)
    if (snapshot.locale, snapshot.timezone) != wanted:
        raise SpreadsheetSetupError(
            f"Bảng tính đang đặt vùng {snapshot.locale or '?'}, múi giờ {snapshot.timezone or '?'}; "
            f"cần {wanted[0]}, {wanted[1]}. Hệ thống tạm dừng để tránh đọc sai số."
            if settings.campaign.locale == "vi"
            else f"the spreadsheet has locale {snapshot.locale or '?'} and timezone {snapshot.timezone or '?'}; "
            f"{wanted[0]} and {wanted[1]} are needed, or numbers would be read wrongly.",
            where=snapshot.spreadsheet_id,
            remedy="Đề nghị chọn lại Tệp > Cài đặt, hoặc chạy: sheets-sync provision"
            if settings.campaign.locale == "vi"
            else "Set it under File > Settings, or run: sheets-sync provision",
        )
