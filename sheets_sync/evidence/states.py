"""What a tab shows of each day, as facts, and which of them are new. Pure."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sheets_sync.evidence.facts import Change, Observed
from sheets_sync.tabs.rows import Row, Severity, TabReport, parts_of


def observe(report: TabReport, sent: datetime) -> dict[date | None, Change]:
    """What a readable tab shows, by day: every day that has a row, and None for rows of no day."""
    by_day: dict[date | None, list[Row]] = defaultdict(list)
    for row in report.rows:
        by_day[row.day].append(row)
    return {day: state_of(report.unit, day, rows, sent) for day, rows in by_day.items()}


def state_of(unit: str, day: date | None, rows: Sequence[Row], sent: datetime) -> Change:
    """What rows show of one day (None: rows of no day)."""
    problems = [p for row in rows for p in row.problems]
    valid = [row for row in rows if row.valid and day is not None]
    return Change(
        sent=sent,
        unit=unit,
        day=day,
        observed=Observed.VALID if valid else Observed.ATTEMPTED,
        rows=tuple(rows),
        content=tuple(sorted({row_digest(row) for row in valid})),
        errors=sum(p.severity is Severity.ERROR for p in problems),
        reminders=sum(p.severity is Severity.REMINDER for p in problems),
    )


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def row_digest(row: Row) -> str:
    """What a row says, as a short digest: values as read, else as typed; independent of its place in the tab."""
    says = {
        key: reading.value if reading.usable else ["typed", typed] for key, _, typed, reading in parts_of(row.cells)
    }
    return hashlib.sha256(_CANONICAL.encode(says).encode()).hexdigest()[:16]


def changes_since(
    shown: Mapping[tuple[str, date | None], Change], now: Mapping[date | None, Change], unit: str, sent: datetime
) -> list[Change]:
    """The facts to append for `unit`: days that show something else than before, days that show nothing any more."""
    changed = [change for day, change in now.items() if not change.same_as(shown.get((unit, day)))]
    gone = [
        Change(sent, unit, day, Observed.ABSENT)
        for (of_unit, day), before in shown.items()
        if of_unit == unit and day not in now and before.rows
    ]
    return changed + gone
