"""`Session`, which a Python developer opens, with what the command and the demo need besides.

office    Session, `open`                 opened    what a session opens, and when it closes
results   what its methods return         chain     the records that its evidence is made of
versions  its campaign's past             schedule  lines for cron and units for systemd
watching  the loop of `watch`             overview  the campaigns of a folder, a line each
samples   campaign files that ship        process   the log and the signals of a process that stays
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_sync.late_names import late_names
from sheets_sync.session.office import Session, open, session_of
from sheets_sync.session.results import Documents, Findings, Setup, SetupDifference

if TYPE_CHECKING:
    from sheets_sync.gateway.timekeeper import ReplayedClock

__all__ = ["Documents", "Findings", "ReplayedClock", "Session", "Setup", "SetupDifference", "open", "session_of"]

__getattr__ = late_names(__name__, {"sheets_sync.gateway.timekeeper": ("ReplayedClock",)})
