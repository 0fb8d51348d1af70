"""The sample campaign, replayed in memory: the board at every moment and under every weather of the reference."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from replayed import facts_of

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.compliance.judging import judge
from sheets_sync.compliance.recount import recounted
from sheets_sync.evidence.fold import Evidence, OverridesSeen
from sheets_sync.tabs.override import Override

FACTS = ("status", "seen_present", "seen_absent", "attempted_at", "edited_after_deadline", "withdrawn")


def unit_of(unit: Unit, variant: dict[str, Any]) -> Unit:
    ends = variant.get("not_required", {})
    if ends.get("unit") != unit.key:
        return unit
    return replace(unit, last_day=date.fromisoformat(ends["from"]) - timedelta(days=1))


def variants() -> list[str]:
    path = Path(__file__).resolve().parents[1] / "sample" / "expected-variants.json"
    return ["", *json.loads(path.read_text(encoding="utf-8"))]


@pytest.mark.once
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
