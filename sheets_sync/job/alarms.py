"""What a tick tells the outside: pings, metrics, mail where ticks keep failing, letters. None of it can fail a tick."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sheets_sync.config import Settings
from sheets_sync.errors import LockedError, SheetsSyncError
from sheets_sync.evidence.fold import Evidence
from sheets_sync.gateway.timekeeper import Clock
from sheets_sync.job import opening
from sheets_sync.job.deadlines import last_deadline_look
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts
from sheets_sync.words.worded import told, worded

if TYPE_CHECKING:
    from sheets_sync.job.opening import Outcome
    from sheets_sync.job.pings import Pings

log = logging.getLogger("sheets_sync")
MEMORY = "alarms.json"


@dataclass(frozen=True, slots=True)
class Memory:
    """What is kept between runs: ticks that failed in a row, whether that was told, the last look at a deadline."""

    failed: int = 0
    told: bool = False
    deadline: str = ""


class Alarms:
    """The alarms of one campaign, for one run or for all ticks of a `watch`."""

    def __init__(self, settings: Settings, clock: Clock, pings: Pings | None = None) -> None:
        self.settings, self._clock = settings, clock
        self._pings = pings or (_pings_to(settings.alert.ping) if settings.alert.ping else None)
        self._path = settings.state / MEMORY

    @contextmanager
    def around(self) -> Iterator[Around]:
        """Around one tick. What it raises passes on, after it was told; another run that is at work is no failure."""
        if self._pings:
            self._pings.start()
        watched = Around()
        try:
            yield watched
        except LockedError:
            raise
        except SheetsSyncError as error:
            self._failed(self._told(error), error.exit_code, watched)
            raise
        except Exception as error:
            self._failed(type(error).__name__, 1, watched)
            raise
        if watched.failures:
            first = watched.failures[0]
            self._failed(self._told(first), getattr(first, "exit_code", 1), watched)
        else:
            self._worked(watched)

    def close(self) -> None:
        if self._pings:
            self._pings.close()

    def _told(self, error: Exception) -> str:
        return str(told(error, self.settings.campaign.locale))

    def _failed(self, said: str, status: int, watched: Around) -> None:
        memory = replace(self._memory(), failed=self._memory().failed + 1)
        if self._pings:
            self._pings.fail(status, said)
        if memory.failed >= self.settings.alert.after_failures and not memory.told:
            told = self._mail("failing", n=memory.failed, error=said)
            memory = replace(memory, told=told)
        self._after(memory, watched)

    def _worked(self, watched: Around) -> None:
        memory = self._memory()
        if self._pings:
            self._pings.success(watched.line)
        if memory.told and not self._mail("working", n=memory.failed):
            memory = replace(memory, failed=0)  # it is tried again at the next tick
        else:
            memory = replace(memory, failed=0, told=False)
        self._after(memory, watched)

    def _after(self, memory: Memory, watched: Around) -> None:
        """What follows a tick, whether it came through or not."""
        look = self._deadline_look(watched.evidence) if watched.evidence else None
        if look and memory.deadline != look.isoformat():
            memory = replace(memory, deadline=look.isoformat())
            if self._pings:
                local = look.astimezone(self.settings.campaign.timezone)
                self._pings.note(told(worded("logs.deadline_look", at=local), self.settings.campaign.locale))
        self._keep(memory)
        self._write_metrics(memory, watched, look)
        if watched.evidence:
            self._post(watched.evidence)

    def _deadline_look(self, evidence: Evidence) -> datetime | None:
        """The last look at a deadline, where somebody wants to know."""
        if self._pings is None and self.settings.alert.metrics is None:
            return None
        settings = self.settings
        return last_deadline_look(evidence, settings.campaign, settings.spreadsheet, self._clock())

    # ── mail ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _mail(self, kind: str, **facts: object) -> bool:
        """Whether the people of the alert were told, or there is nobody to tell."""
        alert, campaign = self.settings.alert, self.settings.campaign
        if not alert.mail or self.settings.mail is None:
            return True
        words = texts(campaign.locale).section("alarms")
        now = self._clock().astimezone(campaign.timezone)
        facts |= {"slug": campaign.slug, "at": formats(campaign.locale).clock_and_day(now, year=True)}
        from sheets_sync.job.letters import Letter
        from sheets_sync.job.mailing import send_plain

        letter = Letter(kind, alert.mail, words[kind].format(**facts), words[f"{kind}_text"].format(**facts))
        try:
            send_plain(letter, self.settings.mail, self._clock())
        except (SheetsSyncError, OSError) as error:
            log.error(worded("logs.alert_not_mailed", error=error))
            return False
        return True

    def _post(self, evidence: Evidence) -> None:
        """Letters that are due and were not sent yet."""
        settings, now = self.settings, self._clock()
        if settings.mail is None:
            return
        from sheets_sync.job import letters
        from sheets_sync.job.mailing import send_letters

        try:
            with opening.locked(settings.state, "mail.lock"), opening.opened_ledger(settings) as ledger:
                due = [*letters.urgent_letters(settings, evidence, now)]
                due += letters.document_letters(settings, ledger.documents(), now)
                send_letters(due, settings.mail, ledger, self._clock)
        except (SheetsSyncError, OSError) as error:
            log.error(worded("logs.letters_not_mailed", error=error))

    # ── files ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _write_metrics(self, memory: Memory, watched: Around, look: datetime | None) -> None:
        path = self.settings.alert.metrics
        if path is None:
            return
        from sheets_sync.documents import files
        from sheets_sync.job import metrics

        board = watched.outcome.tick.board if watched.outcome else None
        facts = metrics.Facts(self._clock(), memory.failed, board, look)
        try:
            files.write(path, metrics.text(self.settings.campaign.slug, facts).encode(), 0o644)
        except SheetsSyncError as error:
            log.error(worded("logs.metrics_not_written", error=error))

    def _memory(self) -> Memory:
        try:
            return Memory(**json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return Memory()

    def _keep(self, memory: Memory) -> None:
        fresh = self._path.with_suffix(".tmp")
        with suppress(OSError):
            fresh.write_text(json.dumps(asdict(memory)), encoding="utf-8")
            fresh.replace(self._path)


def _pings_to(address: str) -> Pings:
    from sheets_sync.job.pings import Pings

    return Pings(address)


class Around:
    """What the tick inside left: the evidence that it worked with, as far as it came, and its outcome."""

    outcome: Outcome | None = None
    evidence: Evidence | None = None

    @property
    def failures(self) -> tuple[Exception, ...]:
        return self.outcome.tick.failures if self.outcome else ()

    @property
    def line(self) -> str:
        """One line on what was done."""
        if self.outcome is None:
            return ""
        tick = self.outcome.tick
        return (
            f"read {len(tick.polled)}, new evidence {tick.new_evidence}, wrote {len(tick.wrote)}, "
            f"documents {len(self.outcome.documents)}"
        )
