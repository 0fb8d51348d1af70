"""A fresh copy of the sample or of a starter to train with: its own spreadsheet, its own ledger, its own clock.

Evidence is append-only and its moments only rise, so the clock goes forward only; whoever wants to begin anew gets
another copy. Every poll on the way is really made, by the same job and over HTTP: moving the clock is waiting, faster.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sheets_sync.board import Board
from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.schedule import PollPlan, moments_of, next_poll
from sheets_sync.config import Settings
from sheets_sync.demo.people import People, TypingLog, read_typing
from sheets_sync.demo.sample import TRAINEE, provisioned
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.session import ReplayedClock, Session
from sheets_sync.words.texts import texts

SOON = timedelta(seconds=1)
"""How much later than the last look the next one is at least, where somebody asks for one at once."""

EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Choice:
    """`unit`: who the trainee plays (""; the sample's own trainee, else the first unit); `others`: whether the other
    units type as in the shipped log."""

    unit: str = ""
    others: bool = True


class Training:
    """One copy, looked at for the first time. `board` is that of the last look, `looked_at` its moment."""

    def __init__(self, folder: Path, server: LocalSheets, choice: Choice, source: Path | None = None) -> None:
        self.settings: Settings = provisioned(folder, server, to_train=True, source=source)
        self.choice = choice = replace(choice, unit=choice.unit or _trainee(self.campaign))
        self.clock = ReplayedClock(self.begin)
        self.looked_at = self.clock.now
        self.board: Board
        self._people = People(server.client(), self.settings)
        self._log = TypingLog(
            act for act in read_typing(source and source / "typing.jsonl") if choice.others and act.unit != choice.unit
        )
        self.look([self.clock.now], threading.Event(), lambda _: None)

    @property
    def campaign(self) -> Campaign:
        return self.settings.campaign

    @property
    def begin(self) -> datetime:
        """The first poll of the campaign, at which a fresh copy stands."""
        return moments_of(self.campaign.poll_days[0], self.settings.polls, self.campaign)[0]

    @property
    def end(self) -> datetime:
        """The last moment that the clock can be moved to: the last poll of the campaign."""
        return moments_of(self.campaign.poll_days[-1], self.settings.polls, self.campaign)[-1]

    def catch_up(self) -> None:
        """Moves the clock to the last look in the ledger: another command may have looked meanwhile."""
        with Session(self.settings) as office:
            last = office.evidence.last_poll(EVER)
        if last is not None and last.sent > self.clock.now:
            self.looked_at = last.sent
            self.wait_until(last.sent)

    def now_or_later(self) -> datetime:
        """The moment of a look that somebody asks for at once: never that of an earlier look."""
        return max(self.clock.now, self.looked_at + SOON)

    def polls_until(self, moment: datetime) -> list[datetime]:
        """The polls after the clock's moment up to another one."""
        found = []
        poll = next_poll(self.clock.now, self.settings.polls, self.campaign)
        while poll is not None and poll <= moment:
            found.append(poll)
            poll = next_poll(poll, self.settings.polls, self.campaign)
        return found

    def look(self, moments: Sequence[datetime], stop: threading.Event, done: Callable[[int], object]) -> None:
        """Looks at each of the rising moments, until `stop` is set; tells `done` how many looks are done.

        Raises SheetsSyncError where a look fails; the clock stands at that look then.
        """
        with Session(self.settings, now=self.clock) as office, office.locked():
            for number, moment in enumerate(moments, start=1):
                if stop.is_set():
                    return
                self.wait_until(moment)
                self.looked_at = moment
                self.board = office.tick().board
                done(number)

    def wait_until(self, moment: datetime) -> None:
        """Moves the clock forward, and lets the others type what they typed before that moment."""
        self._people.act_all(self._log.before(moment))
        self.clock.now = max(self.clock.now, moment)


def _trainee(campaign: Campaign) -> str:
    return TRAINEE if TRAINEE in campaign.unit_by_key else campaign.units[0].key


def jumps(now: datetime, plan: PollPlan, campaign: Campaign) -> list[tuple[str, datetime]]:
    """Moments worth moving to, with their words: the next poll, around the deadline, evening, the next morning."""
    say = texts(campaign.locale).say
    found: dict[datetime, str] = {}
    for name, moment in _ahead(now, plan, campaign):
        if moment is not None and moment > now:
            found.setdefault(moment, say(f"training.jump.{name}"))
    return [(name, moment) for moment, name in found.items()]


def _ahead(now: datetime, plan: PollPlan, campaign: Campaign) -> Iterator[tuple[str, datetime | None]]:
    day = max(campaign.poll_days[0], campaign.local_day(now))
    polls = [moment for d in campaign.poll_days if d >= day for moment in moments_of(d, plan, campaign)]
    today = [moment for moment in polls if campaign.local_day(moment) == day]
    yield "next", next((moment for moment in polls if moment > now), None)
    deadline = _deadline_ahead(now, day, campaign)
    if deadline is not None:
        yield "before", deadline - timedelta(minutes=5)
        yield "deadline", deadline
    yield "evening", today[-1] if today else None
    yield "morning", next((moment for moment in polls if campaign.local_day(moment) > day), None)


def _deadline_ahead(now: datetime, day: date, campaign: Campaign) -> datetime | None:
    """The next deadline of the day; where none falls on it the next one of all."""
    on_day = campaign.deadlines_on.get(day, ())
    every = on_day or tuple(campaign.deadline_of(report) for report in campaign.days)
    return next((deadline for deadline in sorted(every) if deadline > now), None)
