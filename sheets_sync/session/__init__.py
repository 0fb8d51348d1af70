"""`Session`, which a Python developer opens, with what the command and the demo need besides.

office    Session, `open`                 opened    what a session opens, and when it closes
results   what its methods return         chain     the records that its evidence is made of
versions  its campaign's past             schedule  lines for cron and units for systemd
watching  the loop of `watch`             overview  the campaigns of a folder, a line each
samples   campaign files that ship        process   the log and the signals of a process that stays
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_sync.session.office import Session, open, session_of
from sheets_sync.session.results import Documents, Findings, Setup, SetupDifference

if TYPE_CHECKING:
    from sheets_sync.gateway.timekeeper import ReplayedClock

__all__ = ["Documents", "Findings", "ReplayedClock", "Session", "Setup", "SetupDifference", "open", "session_of"]


def __getattr__(name: str) -> object:
    """The clock of a demo or a test, loaded where it is used."""
    if name == "ReplayedClock":
        from sheets_sync.gateway.timekeeper import ReplayedClock

        return ReplayedClock
    raise AttributeError(f"module 'sheets_sync.session' has no attribute {name!r}")
