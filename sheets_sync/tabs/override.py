"""A decision of a coordinator, as it was typed into the tab of overrides (`tabs.overrides`). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Override:
    """A decision of a coordinator for a unit and day. `status` is "excused", "on_time" or "late"."""

    unit: str
    day: date
    status: str
    reason: str = ""
    by: str = ""
    cell: str = ""
