"""Polls of the campaign's spreadsheets, side by side: what they show is observed, what fails is told.

One that fails neither holds up nor spoils another; a failed read is recorded as such and says nothing of its units.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sheets_sync.campaign.model import Unit
from sheets_sync.config import Settings
from sheets_sync.errors import InvalidRequestError, SpreadsheetSetupError, failure_of
from sheets_sync.evidence.fold import Change, Evidence, Fact, OverridesSeen, Poll
from sheets_sync.evidence.observing import Observation, Observer, with_details
from sheets_sync.gateway import Gateway, together
from sheets_sync.gateway.timekeeper import Clock
from sheets_sync.spreadsheet.snapshot import Snapshot
from sheets_sync.tabs.rows import Problem
from sheets_sync.tabs.setup import expected_locale


@dataclass(slots=True)
class Polled:
    """One poll of one spreadsheet in the making. Where something went wrong, `error` says what, and the observation
    holds nothing but the failed poll."""

    spreadsheet: str
    units: Sequence[Unit]
    observation: Observation
    snapshot: Snapshot | None = None
    error: Exception | None = None

    @property
    def found(self) -> Snapshot:
        """What was read; only asked for after a read that succeeded."""
        assert self.snapshot is not None
        return self.snapshot

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
        self._observer = Observer(settings.campaign, evidence)

    def poll(self, source: str) -> list[Polled]:
        """All spreadsheets side by side, in the campaign's order, as facts of the ledger `source`.

        The values of all are asked for before anything else: the moment of that request is what counts.
        """
        polls = together(self._begin, self._settings.spreadsheets.items())
        together(lambda polled: self._carefully(polled, self._read_details), polls)
        for polled in polls:
            self._carefully(polled, lambda polled: self._observe(polled, source))
            if polled.error:  # what it showed is not recorded
                self._observer.forget(polled.spreadsheet)
        return polls

    def forget(self) -> None:
        """What tabs showed was not recorded after all: at the next poll it counts as not seen."""
        self._observer.forget()

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
            failed = Poll(polled.poll.sent, self._clock(), polled.spreadsheet, error=failure_of(error))
            polled.observation, polled.error = Observation(failed, problems=polled.problems), error

    def _read(self, polled: Polled) -> None:
        polled.snapshot = self._clock.timed(self._gateway.read(polled.spreadsheet))
        check_locale(polled.snapshot, self._settings)

    def _observe(self, polled: Polled, source: str) -> None:
        is_main = polled.found.spreadsheet_id == self._settings.spreadsheet
        polled.observation = self._observer.observe(polled.found, polled.units, source, with_overrides=is_main)

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
