"""The sample campaign, replayed in memory: the board at every moment and under every weather of the reference."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.campaign.schedule import PollPlan, moments_of
from sheets_sync.cells import CellReader
from sheets_sync.compliance.judging import judge
from sheets_sync.compliance.recount import recounted
from sheets_sync.config import resources
from sheets_sync.evidence.fold import Change, Evidence, Fact, OverridesSeen, Poll
from sheets_sync.evidence.states import changes_since, observe
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.override import Override
from sheets_sync.tabs.unit_tab import read_tab

FACTS = ("status", "seen_present", "seen_absent", "attempted_at", "edited_after_deadline", "withdrawn")


@cache
def typing() -> list[dict[str, Any]]:
    text = (resources.sample_campaign() / "typing.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def apply(rows: list[dict[str, str]], act: dict[str, Any]) -> None:
    """One act of the log on the rows under the headings."""
    at = act["row"] - 1
    rows.extend({} for _ in range(at + 1 - len(rows)))
    if act["do"] == "type":
        rows[at] = rows[at] | act["cells"]
    elif act["do"] == "clear":
        rows[at] = {}
    elif act["do"] == "delete":
        del rows[at]
    else:
        rows.insert(at, {})


def poll_moments(campaign: Campaign, variant: dict[str, Any]) -> Iterator[datetime]:
    """The polls that succeed in a variant."""
    outages = [[datetime.fromisoformat(m) for m in span] for span in variant.get("no_polls", [])]
    for day in campaign.days:
        for moment in moments_of(day, PollPlan(), campaign):
            sent = moment
            if "deadline_poll" in variant and moment == campaign.deadline_of(day):
                sent = datetime.fromisoformat(f"{day}T{variant['deadline_poll']}+07:00")
            if not any(first <= sent <= last for first, last in outages):
                yield sent


def facts_of(campaign: Campaign, variant: dict[str, Any]) -> list[Fact]:
    reader = CellReader(campaign)
    headings = tuple(c.header for c in campaign.columns)
    rows: dict[str, list[dict[str, str]]] = {unit.key: [] for unit in campaign.units}
    shown: dict[tuple[str, date | None], Change] = {}
    facts: list[Fact] = []
    acts = list(typing())
    stirred = set(rows)
    today = None
    for sent in poll_moments(campaign, variant):
        while acts and datetime.fromisoformat(acts[0]["at"]) < sent:
            act = acts.pop(0)
            apply(rows[act["unit"]], act)
            stirred.add(act["unit"])
        if campaign.local_day(sent) != today:
            today, stirred = campaign.local_day(sent), set(rows)
        facts.append(Poll(sent, sent, "s", tuple(rows)))
        for key in stirred:
            unit = campaign.unit_by_key[key]
            grid = (headings, *(tuple(row.get(h) for h in headings) for row in rows[key]))
            report = read_tab(Tab(1, unit.tab, grid), unit, campaign, today, reader)
            changed = changes_since(shown, observe(report, sent), key, sent)
            shown.update({(c.unit, c.day): c for c in changed})
            facts += changed
        stirred = set()
    return facts


def unit_of(unit: Unit, variant: dict[str, Any]) -> Unit:
    ends = variant.get("not_required", {})
    if ends.get("unit") != unit.key:
        return unit
    return replace(unit, last_day=date.fromisoformat(ends["from"]) - timedelta(days=1))


def variants() -> list[str]:
    path = Path(__file__).resolve().parents[1] / "sample" / "expected-variants.json"
    return ["", *json.loads(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("name", variants())
def test_the_board_under_every_weather(campaign: Campaign, sample: Path, name: str) -> None:
    """Late deadline polls, outages, overrides, units that end early, earlier moments: the reference board each time."""

    expected = json.loads((sample / "expected-board.json").read_text(encoding="utf-8"))
    variant: dict[str, Any] = {}
    if name:
        variant = json.loads((sample / "expected-variants.json").read_text(encoding="utf-8"))[name]
        for unit, days in variant["changes"].items():
            for day, cell in days.items():
                expected[unit][day] = expected[unit][day] | cell
    as_of = datetime.fromisoformat(variant.get("as_of", "2022-12-31T12:00:00+07:00"))
    facts = facts_of(campaign, variant)
    overrides = tuple(
        Override(o["unit"], date.fromisoformat(o["day"]), o["status"]) for o in variant.get("overrides", [])
    )
    evidence = Evidence([*facts, OverridesSeen(facts[0].sent, overrides)])
    units = tuple(unit_of(unit, variant) for unit in campaign.units)
    again = recounted(evidence, replace(campaign, units=units), as_of)
    for unit in campaign.units:
        for day in campaign.days:
            assert again[unit.key, day] == expected[unit.key][day.isoformat()]["status"]
            found = judge(unit_of(unit, variant), day, evidence, campaign, as_of)
            wanted = expected[unit.key][day.isoformat()]
            said = {k: _plain(getattr(found, k), campaign) for k in FACTS if k in wanted}
            assert said == {k: wanted[k] for k in FACTS if k in wanted}, (unit.key, day)


def _plain(value: Any, campaign: Campaign) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(campaign.timezone).isoformat()
    return str(value) if isinstance(value, str) else value
