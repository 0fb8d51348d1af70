"""The class `Gateway`, which reads and writes spreadsheets: all that the rest of the program sees of Google."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL, SPREADSHEET_URL
from requests.adapters import BaseAdapter

from sheets_sync.campaign.schedule import TimeLimit
from sheets_sync.errors import AccessError, UnreachableError, WriteInDoubtError
from sheets_sync.gateway.answers import (
    DETAIL_FIELDS,
    SNAPSHOT_FIELDS,
    WantedCells,
    bounding,
    details_from,
    is_grid,
    parsed,
    snapshot_from,
    tab_from,
)
from sheets_sync.gateway.credentials import SignIn, credentials_for
from sheets_sync.gateway.failures import asked_pause, failure_of, kind_of
from sheets_sync.gateway.files import PROTECTION_FIELDS, Protection, protections_from
from sheets_sync.gateway.governor import Governor
from sheets_sync.gateway.http import Answer, Call, Client, Clients, Clock
from sheets_sync.gateway.pieces import apart
from sheets_sync.gateway.policy import Failure, Kind, Left, pause_before_retry, timeouts
from sheets_sync.gateway.setup import SETUP_FIELDS, setup_from
from sheets_sync.gateway.timing import Stopwatch
from sheets_sync.gateway.translation import FOREIGN, translated
from sheets_sync.spreadsheet import requests
from sheets_sync.spreadsheet.ids import is_repeatable
from sheets_sync.spreadsheet.snapshot import CellDetails, Setup, Snapshot, Tab
from sheets_sync.words.worded import worded

T = TypeVar("T")
log = logging.getLogger("sheets_sync")
ONE_REQUEST = TimeLimit(timedelta(minutes=4), patience=timedelta(seconds=20))
"""What a request may take where no tick sets the time: a person waits for it."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Counts:
    """HTTP requests sent: reads, writes, and how many of them were repetitions; seconds waited for quota."""

    read: int = 0
    write: int = 0
    retries: int = 0
    waited: float = 0.0
    _lock: AbstractContextManager[Any] = field(default_factory=threading.Lock, repr=False, compare=False)

    def add(self, *, read: bool, again: bool, waited: float) -> None:
        """Counts a request that is about to leave."""
        with self._lock:
            self.read += read
            self.write += not read
            self.retries += again
            self.waited += waited


@dataclass(frozen=True, slots=True)
class Weather:
    """What the gateway takes from the world besides Google; tests hand in others.

    `clock` gives aware moments and stamps when a request left and was answered; `monotonic` gives seconds, `sleep`
    waits for some, `chance` gives 0 to 1.
    """

    clock: Clock
    monotonic: Callable[[], float]
    sleep: Callable[[float], object]
    chance: Callable[[], float]


class Gateway:
    """Reads and writes spreadsheets. May be used by several threads at once."""

    def __init__(self, make: Callable[[], Client], *, weather: Weather, governor: Governor | None = None) -> None:
        self._clients, self._weather, self._governor = Clients(make), weather, governor
        self._watch: Stopwatch | None = None
        self._tabs: dict[str, dict[bytes, Tab | None]] = {}
        self._answers: dict[str, tuple[bytes, dict[str, Any]]] = {}
        self.counts = Counts()

    @classmethod
    def connect(
        cls,
        *,
        endpoint: str | None = None,
        credentials: Path | None = None,
        impersonate: str | None = None,
        clock: Clock = _utc_now,
        sleep: Callable[[float], object] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
        governor: Governor | None = None,
        carrier: Callable[[], BaseAdapter] | None = None,
    ) -> Gateway:
        """The gateway to Google, or to what `endpoint` names; credentials as in `credentials_for`. `carrier` makes
        what carries requests, where that is not a network.

        Raises AccessError where there are none, ConfigError where the file is not usable.
        """
        sign_in = SignIn(credentials_for(endpoint, credentials, impersonate))
        weather = Weather(clock, monotonic, sleep, chance)

        def make() -> Client:
            return Client(sign_in, endpoint=endpoint, clock=weather.clock, monotonic=monotonic, carrier=carrier)

        return cls(make, weather=weather, governor=governor)

    def start(self, limit: TimeLimit) -> None:
        """From now on all requests together may take so long, their repetitions and pauses included."""
        self._watch = Stopwatch(limit, self._weather.monotonic)

    # ── what can be asked ─────────────────────────────────────────────────────────────────────────────────────────

    def read(self, spreadsheet: str) -> Snapshot:
        """All tabs of a spreadsheet in one request. Raises UnreachableError, QuotaError or AccessError."""

        def look(answer: Answer) -> Snapshot:
            timing = answer.timing
            document, tabs = self._taken(spreadsheet, answer.body)
            return snapshot_from(document, sent=timing.sent, answered=timing.answered, date=timing.date, tabs=tabs)

        return self._read(spreadsheet, {"fields": SNAPSHOT_FIELDS}, look)

    def read_details(self, spreadsheet: str, cells: WantedCells) -> dict[int, CellDetails]:
        """Number formats and formulas of some cells and the marks of their columns, in one request: sheet id ->
        (title, cells) gives sheet id -> details.

        Raises InvalidRequestError where a tab was renamed since its title was read.
        """
        ranges = [bounding(title, wanted) for title, wanted in cells.values()]
        params = {"fields": DETAIL_FIELDS, "ranges": ranges}
        return self._read(
            spreadsheet, params, lambda answer: details_from(self._known(spreadsheet, answer.body), cells)
        )

    def read_setup(self, spreadsheet: str) -> Setup:
        """How the spreadsheet is set up: what provisioning compares with the campaign."""
        return self._read(spreadsheet, {"fields": SETUP_FIELDS}, lambda answer: setup_from(_document(answer.body)))

    def read_protections(self, spreadsheet: str) -> tuple[Protection, ...]:
        """The protections of a spreadsheet, and whether we may edit there."""
        fields = {"fields": PROTECTION_FIELDS}
        return self._read(spreadsheet, fields, lambda answer: protections_from(_document(answer.body)))

    def may_write(self, spreadsheet: str, locale: str, timezone: str) -> bool:
        """Whether we may write: tried by setting what the spreadsheet has already, which changes nothing.

        Raises what a write raises, but for AccessError.
        """
        try:
            self.write(spreadsheet, [requests.set_locale(locale, timezone)])
        except AccessError:
            return False
        return True

    def write(self, spreadsheet: str, batch: Sequence[Mapping[str, Any]]) -> None:
        """Sends all requests in one atomic batchUpdate; nothing where there are none.

        Raises, besides what a read raises, WriteInDoubtError where only reading back tells whether it was applied, and
        InvalidRequestError where a tab that it names is gone or something that it adds is there: also because an
        earlier attempt was applied unseen.
        """
        if not batch:
            return
        kind = Kind.REPEATABLE if is_repeatable(batch) else Kind.ONCE
        url = SPREADSHEET_BATCH_UPDATE_URL % spreadsheet
        call = Call(kind, spreadsheet, "post", url, body={"requests": list(batch)})
        with translated(spreadsheet):
            self._persist(call, lambda answer: _document(answer.body))

    # ── how it is asked ───────────────────────────────────────────────────────────────────────────────────────────

    def _read(self, spreadsheet: str, params: dict[str, Any], made: Callable[[Answer], T]) -> T:
        call = Call(Kind.READ, spreadsheet, "get", SPREADSHEET_URL % spreadsheet, params=params)
        with translated(spreadsheet):
            return self._persist(call, made)

    def _persist(self, call: Call, made: Callable[[Answer], T]) -> T:
        """Attempts until an answer can be used, as the policy says. Raises the last attempt's error."""
        watch = self._watch or Stopwatch(ONE_REQUEST, self._weather.monotonic)
        for turn in count():
            self._admit(call, watch.left(), again=turn > 0)
            try:
                with self._clients.borrowed() as client:
                    answer = client.attempt(call, timeouts(call.kind, watch.left()))
                return made(answer)
            except FOREIGN as error:
                failure = failure_of(error)
                asked = asked_pause(error, self._weather.clock())
                chance = self._weather.chance()
                pause = pause_before_retry(call.kind, failure, turn, watch.left(), jitter=chance, asked=asked)
                if pause is None:
                    _raise_if_in_doubt(call, failure)
                    raise
                why = worded(f"logs.{failure.name.lower()}")
                again = {"kind": kind_of(error), "seconds": pause}
                log.warning(worded("logs.again", spreadsheet=call.spreadsheet, why=why, **again))
            self._weather.sleep(pause)
        raise AssertionError("counting never ends")

    def _admit(self, call: Call, left: Left, *, again: bool) -> None:
        """Waits for a place in the minute's quota, and counts the request. Raises QuotaError if none comes in time."""
        reading = call.kind is Kind.READ
        wait = self._governor.reserve("read" if reading else "write", left.total) if self._governor else 0.0
        if wait:
            log.warning(worded("logs.quota_full", spreadsheet=call.spreadsheet, seconds=wait))
            self._weather.sleep(wait)
        self.counts.add(read=reading, again=again, waited=wait)

    def _known(self, spreadsheet: str, content: bytes) -> dict[str, Any]:
        """The details of an answer as JSON; one that is the same to the byte as the last one is not parsed again."""
        before = self._answers.get(spreadsheet)
        if before is None or before[0] != content:
            before = self._answers[spreadsheet] = (content, _document(content))
        return before[1]

    def _taken(self, spreadsheet: str, content: bytes) -> tuple[dict[str, Any], list[Tab]]:
        """An answer and the tabs in it, sheet by sheet where that can be."""
        try:
            return self._taken_apart(spreadsheet, content)
        except ValueError:
            document = _document(content)
            return document, [tab_from(sheet) for sheet in document.get("sheets", ()) if is_grid(sheet)]

    def _taken_apart(self, spreadsheet: str, content: bytes) -> tuple[dict[str, Any], list[Tab]]:
        """A sheet that came so in the last answer is not made again."""
        pieces = apart(content)
        before, now = self._tabs.get(spreadsheet, {}), dict[bytes, Tab | None]()
        for piece in pieces.sheets:
            digest = sha256(piece).digest()
            now[digest] = before[digest] if digest in before else _tab(piece)
        self._tabs[spreadsheet] = now
        return pieces.document, [tab for tab in now.values() if tab is not None]


def _tab(piece: memoryview) -> Tab | None:
    """The tab of a sheet; None of one without cells."""
    sheet = parsed(bytes(piece))
    return tab_from(sheet) if is_grid(sheet) else None


def _document(content: bytes) -> dict[str, Any]:
    """A JSON object; anything else (an HTML page, half an answer, nothing) is no answer: ValueError."""
    document = parsed(content)
    if not isinstance(document, dict):
        raise UnreachableError(worded("google.no_spreadsheet"), remedy=worded("google.no_spreadsheet.remedy"))
    return document


def _raise_if_in_doubt(call: Call, failure: Failure) -> None:
    if failure is Failure.DOUBT and call.kind is Kind.ONCE:
        raise WriteInDoubtError(
            worded("google.in_doubt"),
            where=call.spreadsheet,
            remedy=worded("google.nothing_lost"),
        ) from None
