"""A problem that is open as of a moment, as lists of problems are made of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sheets_sync.tabs.rows import Problem


@dataclass(frozen=True, slots=True)
class OpenProblem:
    """A problem with the moment when it was first seen and the address that opens its cell."""

    problem: Problem
    first_seen: datetime | None
    link: str
