"""A campaign's typing, poll by poll: which rows count for which day, and what they add up to.

The judgement here is the simplest
that can be: what is seen valid first, what is seen at all first, plain sums. It is not that of the product.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader
from sheets_sync.config import resources
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.rows import Row
from sheets_sync.tabs.unit_tab import read_tab


@dataclass
class Sheet:
    """A unit's tab in memory, with the header in its first row."""

    headers: list[str]
    rows: list[list[str]] = field(default_factory=list)

    def act(self, action: dict[str, Any]) -> None:
        at = action["row"] - 1
        match action["do"]:
            case "type":
                while len(self.rows) <= at:
                    self.rows.append([""] * len(self.headers))
                for header, text in action["cells"].items():
                    self.rows[at][self.headers.index(header)] = text
            case "clear":
                self.rows[at] = [""] * len(self.headers)
            case "delete":
                del self.rows[at]
            case "insert":
                self.rows.insert(at, [""] * len(self.headers))
            case other:
                raise AssertionError(other)

    def tab(self, title: str) -> Tab:
        return Tab(1, title, (tuple(self.headers), *map(tuple, self.rows)))


@dataclass
class Look:
    """What one poll saw: the rows of each unit."""

    at: datetime
    rows: dict[str, tuple[Row, ...]]


def polls(campaign: Campaign) -> Iterator[datetime]:
    """Every 5 minutes from 06:00 to 11:55, then 15:00 and 21:00."""
    for day in campaign.days:
        start = datetime.combine(day, time(6), campaign.timezone)
        yield from (start + timedelta(minutes=5 * i) for i in range(72))
        yield from (datetime.combine(day, time(hour), campaign.timezone) for hour in (15, 21))


@pytest.fixture(scope="module")
def looks(campaign: Campaign, sample: Path) -> list[Look]:
    """The whole campaign, replayed; a tab in which nobody typed since the last poll of the day is not read again."""
    lines = (resources.sample_campaign() / "typing.jsonl").read_text(encoding="utf-8").splitlines()
    actions = [json.loads(line) for line in lines]
    headers = [c.header for c in campaign.columns]
    sheets = {unit.key: Sheet(headers) for unit in campaign.units}
    reader = CellReader(campaign)
    found: list[Look] = []
    rows: dict[str, tuple[Row, ...]] = {}
    at = 0
    for moment in polls(campaign):
        stale = set(sheets) if not found or found[-1].at.date() != moment.date() else set()
        while at < len(actions) and datetime.fromisoformat(actions[at]["at"]) < moment:
            sheets[actions[at]["unit"]].act(actions[at])
            stale.add(actions[at]["unit"])
            at += 1
        for unit in campaign.units:
            if unit.key in stale:
                report = read_tab(sheets[unit.key].tab(unit.tab), unit, campaign, moment.date(), reader)
                assert report.readable
                rows[unit.key] = report.rows
        found.append(Look(moment, dict(rows)))
    assert at == len(actions)
    return found


def first_seen(looks: list[Look], unit: str, day: date, *, valid: bool) -> str | None:
    """The first poll that saw a row of the day; with `valid`, a valid one."""
    moments = (look.at for look in looks if any(r.day == day and (r.valid or not valid) for r in look.rows[unit]))
    return next((moment.isoformat() for moment in moments), None)


def test_which_poll_saw_a_report_first(campaign: Campaign, sample: Path, looks: list[Look]) -> None:
    """A report is present from the first poll that sees a valid row of its day, attempted from the first row."""
    expected = json.loads((sample / "expected-board.json").read_text(encoding="utf-8"))
    for unit, days in expected.items():
        for day, cell in days.items():
            when = date.fromisoformat(day)
            assert first_seen(looks, unit, when, valid=True) == cell["seen_present"], (unit, day)
            attempted = first_seen(looks, unit, when, valid=False)
            assert attempted == cell["attempted_at"], (unit, day)
            assert bool(attempted) == cell["attempted"], (unit, day)


def sums(rows: list[Row]) -> dict[str, int]:
    """The figures of some rows as simply as can be."""
    valid = [r for r in rows if r.valid]
    return {
        "valid_rows": len(valid),
        "invalid_rows": len(rows) - len(valid),
        "nil_reports": sum(r.nil for r in valid),
        "people": sum(r.value("people") or 0 for r in valid),  # type: ignore[misc]
        "beneficiaries": sum(r.value("beneficiaries") or 0 for r in valid),  # type: ignore[misc]
        "money": sum(r.value("money") or 0 for r in valid),  # type: ignore[misc]
    }


def by_measure(campaign: Campaign, rows: list[Row]) -> dict[str, dict[str, float]]:
    """Quantities of activities that simply add up, by code and measure."""
    found: dict[str, dict[str, float]] = {}
    for row in rows:
        activity = campaign.activity_by_code.get(str(row.value("activity")))
        if not row.valid or activity is None or activity.adding != "sum" or activity.once_per_link or row.nil:
            continue
        measure = row.cells["quantity"].reading.measure
        assert measure is not None
        totals = found.setdefault(activity.code, {})
        totals[measure] = round(totals.get(measure, 0) + row.value("quantity"), 6)  # type: ignore[operator]
    return found


def test_what_rows_add_up_to(campaign: Campaign, sample: Path, looks: list[Look]) -> None:
    """Valid, invalid and nil rows, people, money and plain sums of each day and of the campaign are the expected."""
    expected = json.loads((sample / "expected-totals.json").read_text(encoding="utf-8"))
    last = looks[-1]
    everything = [r for rows in last.rows.values() for r in rows]
    slices = [("campaign", expected["campaign"], [r for r in everything if r.day])]
    for day, wanted in expected["days"].items():
        look = next(seen for seen in looks if seen.at == datetime.fromisoformat(wanted["at"]))
        rows = [r for rows in look.rows.values() for r in rows if r.day == date.fromisoformat(day)]
        slices.append((day, wanted, rows))
    for name, wanted, rows in slices:
        got = sums(rows)
        assert got == {key: wanted[key] for key in got}, name
        for code, totals in by_measure(campaign, rows).items():
            assert totals == wanted["activities"][code], (name, code)
    assert sum(r.day is None for r in everything) == expected["campaign"]["rows_without_day"]
