"""Polls of the campaign's spreadsheets, side by side: what they show is observed, what fails is told.

One that fails neither holds up nor spoils another; a failed read is recorded as such and says nothing of its units.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.config import Settings
from sheets_sync.errors import InvalidRequestError, SpreadsheetSetupError, failure_of
from sheets_sync.evidence.fold import Change, Evidence, Fact, OverridesSeen, Poll
from sheets_sync.evidence.known_tabs import KnownTabs
from sheets_sync.evidence.observing import Observation, Observer, with_details
from sheets_sync.gateway import Gateway, together
from sheets_sync.gateway.timekeeper import Clock
from sheets_sync.spreadsheet.snapshot import Snapshot
from sheets_sync.tabs.rows import Problem
from sheets_sync.tabs.setup import expected_locale
from sheets_sync.words.worded import worded


@dataclass(slots=True)
class Polled:
    """One poll of one spreadsheet in the making. Where something went wrong, `error` says what, and the observation
    holds nothing but the failed poll."""

    spreadsheet: str
    units: Sequence[Unit]
    observation: Observation
    snapshot: Snapshot | None = None
    error: Exception | None = None
    is_whole: bool = False

    @property
    def found(self) -> Snapshot:
        """What was read; only asked for after a read that succeeded."""
        assert self.snapshot is not None
        return self.snapshot

    @property
    def sent(self) -> datetime:
        """When the request left."""
        return self.snapshot.sent if self.snapshot else self.poll.sent

    @property
    def poll(self) -> Poll:
        return self.observation.poll

    @property
    def facts(self) -> list[Fact]:
        return self.observation.facts

    @property
    def changes(self) -> list[Change]:
        return self.observation.changes

    @property
    def overrides(self) -> OverridesSeen | None:
        return self.observation.overrides

    @property
    def problems(self) -> list[Problem]:
        return self.observation.problems


class Poller:
    """Polls the spreadsheets of one campaign. `evidence` is what was recorded so far."""

    def __init__(self, settings: Settings, gateway: Gateway, evidence: Evidence, clock: Clock) -> None:
        self._settings, self._gateway, self._clock = settings, gateway, clock
        self._evidence = evidence
        self._observers: list[tuple[Campaign, Observer]] = []

    def use(self, settings: Settings) -> None:
        """From now on the tabs are read by the campaign of these settings."""
        self._settings = settings

    @property
    def _observer(self) -> Observer:
        """What remembers the tabs as the campaign of now read them; with another campaign they are read anew."""
        campaign = self._settings.campaign
        if not self._observers or self._observers[0][0] != campaign:
            self._observers = [(campaign, Observer(campaign, self._evidence))]
        return self._observers[0][1]

    def read(self) -> list[Polled]:
        """All spreadsheets side by side, in the campaign's order: what stood there, not yet what it says.

        The values of all are asked for before anything else: the moment of that request is what counts.
        """
        return together(self._begin, self._settings.spreadsheets.items())

    def read_whole(self) -> list[Polled]:
        """`read`, with the number formats on which a reading hangs: all that is needed to observe it later."""
        polls = self.read()
        together(lambda polled: self._carefully(polled, self._read_details), polls)
        return polls

    def replayed(self, snapshots: Sequence[Snapshot]) -> list[Polled]:
        """Snapshots that were kept, as polls that were just made."""
        return [
            Polled(s.spreadsheet_id, (), Observation(Poll(s.sent, s.answered, s.spreadsheet_id)), s, is_whole=True)
            for s in snapshots
        ]

    def observe(self, polls: list[Polled], source: str) -> list[Polled]:
        """What the spreadsheets showed, as facts of the ledger `source`."""
        units = self._settings.spreadsheets
        for polled in polls:
            polled.units = units.get(polled.spreadsheet, ())
        together(lambda polled: self._carefully(polled, self._read_details), [p for p in polls if not p.is_whole])
        for polled in polls:
            self._carefully(polled, lambda polled: self._observe(polled, source))
            if polled.error:  # what it showed is not recorded
                self._observer.forget(polled.spreadsheet)
        return polls

    def know(self, tabs: KnownTabs) -> None:
        """Takes over what an earlier process read of tabs (`Observer.know`)."""
        self._observer.know(tabs)

    def known(self) -> KnownTabs:
        """What was read of tabs last, for a later process."""
        return self._observer.known()

    def forget(self) -> None:
        """What tabs showed was not recorded after all: at the next poll it counts as not seen."""
        for _, observer in self._observers:
            observer.forget()

    def _begin(self, wanted: tuple[str, Sequence[Unit]]) -> Polled:
        spreadsheet, units = wanted
        now = self._clock()
        polled = Polled(spreadsheet, units, Observation(Poll(now, now, spreadsheet)))
        self._carefully(polled, self._read)
        return polled

    def _carefully(self, polled: Polled, step: Callable[[Polled], None]) -> None:
        """A step of a poll. Whatever goes wrong, a fault of our own included, is this poll's alone; it is recorded, and
        raised once the evidence of the others is safe."""
        if polled.error is not None:
            return
        try:
            step(polled)
        except Exception as error:
            server = self._settings.server_kind
            failed = Poll(polled.poll.sent, self._clock(), polled.spreadsheet, error=failure_of(error), server=server)
            polled.observation, polled.error = Observation(failed, problems=polled.problems), error

    def _read(self, polled: Polled) -> None:
        polled.snapshot = self._clock.timed(self._gateway.read(polled.spreadsheet))
        check_locale(polled.snapshot, self._settings)

    def _observe(self, polled: Polled, source: str) -> None:
        is_main = polled.found.spreadsheet_id == self._settings.board_spreadsheet
        found = self._observer.observe(polled.found, polled.units, source, with_overrides=is_main)
        found.poll = replace(found.poll, server=self._settings.server_kind)
        polled.observation = found

    def _read_details(self, polled: Polled) -> None:
        """Asks for what of single cells a reading hangs on.

        Where somebody renamed a tab since it was read, everything is read once more.
        """
        try:
            self._add_details(polled)
        except InvalidRequestError:
            self._read(polled)
            self._add_details(polled)

    def _add_details(self, polled: Polled) -> None:
        wanted = self._observer.cells_wanted(polled.found, polled.units)
        if wanted:
            details = self._gateway.read_details(polled.found.spreadsheet_id, wanted)
            polled.snapshot = with_details(polled.found, details)


def check_locale(snapshot: Snapshot, settings: Settings) -> None:
    """Raises SpreadsheetSetupError where the same keystrokes would be read otherwise than the campaign expects."""
    wanted = expected_locale(settings.campaign)
    if (snapshot.locale, snapshot.timezone) != wanted:
        there = {"locale": snapshot.locale or "?", "zone": snapshot.timezone or "?"}
        raise SpreadsheetSetupError(
            worded("commands.wrong_locale", wanted=wanted[0], wanted_zone=wanted[1], **there),
            where=snapshot.spreadsheet_id,
            remedy=worded("commands.set_locale"),
        )
