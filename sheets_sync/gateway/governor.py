"""Keeps requests below Google's quota: every process that shares a state folder reserves its place in the minute.

The arithmetic is in `sheets_sync.quota`; here are the places where moments are kept. A store that can't be used lets
everything pass: a 429 is waited out later, while a request that is never sent can't be made up for.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sheets_sync.campaign.quota import Booked, reserve
from sheets_sync.errors import QuotaError
from sheets_sync.words.worded import worded

PATIENCE = 5.0
"""Seconds to wait for another process that is reserving."""


class Store(Protocol):
    """Where the moments of past and reserved requests are kept, by kind ("read", "write")."""

    def change(self, update: Callable[[Booked], Booked]) -> None:
        """Replaces what is kept by `update` of it, while nobody else does. Raises OSError where it can't."""


class MemoryStore:
    """For one process."""

    def __init__(self) -> None:
        self._lock, self._kept = threading.Lock(), Booked()

    def change(self, update: Callable[[Booked], Booked]) -> None:
        with self._lock:
            self._kept = update(self._kept)


class FileStore:
    """A small file beside the ledger, for all processes that share it. Where there is no folder yet, there is no other
    process, and none is made."""

    def __init__(self, path: Path) -> None:
        self._path, self._lock, self._before = path, threading.Lock(), MemoryStore()

    def change(self, update: Callable[[Booked], Booked]) -> None:
        if not self._path.parent.is_dir():
            return self._before.change(update)
        with self._lock, self._locked():
            kept = update(self._read())
            fresh = self._path.with_suffix(".new")
            fresh.write_text(json.dumps(kept.to_json()), encoding="utf-8")
            fresh.replace(self._path)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        try:
            with FileLock(self._path.with_suffix(".lock"), timeout=PATIENCE):
                yield
        except Timeout as error:
            raise OSError("another process holds it") from error

    def _read(self) -> Booked:
        """What is kept; nothing where the file is missing or damaged: at worst Google refuses for quota."""
        try:
            return Booked.from_json(json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return Booked()


class Governor:
    """Says how long a request must wait so that no minute holds more than `limit` of its kind.

    `now` gives seconds since the epoch, the same for all processes.
    """

    def __init__(self, store: Store, limit: int, *, now: Callable[[], float] = time.time) -> None:
        self._store, self._limit, self._now = store, limit, now

    def reserve(self, kind: str, patience: float) -> float:
        """Reserves a place and gives the seconds until then. Raises QuotaError where that is more than `patience`."""
        wait = 0.0

        def update(kept: Booked) -> Booked:
            nonlocal wait
            wait, booked = reserve(kept, kind, self._now(), self._limit, patience)
            return booked

        try:
            self._store.change(update)
        except OSError:
            return 0.0
        if wait > patience:
            said = worded(f"google.{kind}")
            raise QuotaError(
                worded("google.own_limit", limit=self._limit, kind=said, wait=wait, patience=patience),
                remedy=worded("google.own_limit.remedy"),
            )
        return wait
