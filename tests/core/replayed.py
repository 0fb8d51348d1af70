"""The sample campaign replayed in memory: what its polls record while people type as the log says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.schedule import PollPlan, moments_of
from sheets_sync.cells import CellReader
from sheets_sync.config import resources
from sheets_sync.evidence.fold import Change, Fact, Poll
from sheets_sync.evidence.states import changes_since, observe
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.unit_tab import read_tab


@cache
def typing() -> list[dict[str, Any]]:
    """The sample's typing log."""
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


def facts_of(campaign: Campaign, variant: dict[str, Any], log: Sequence[dict[str, Any]] | None = None) -> list[Fact]:
    """What the polls of a variant record while people type as a log says: that of the sample where none is given."""
    reader = CellReader(campaign)
    headings = tuple(c.header for c in campaign.columns)
    rows: dict[str, list[dict[str, str]]] = {unit.key: [] for unit in campaign.units}
    shown: dict[tuple[str, date | None], Change] = {}
    facts: list[Fact] = []
    acts = list(typing() if log is None else log)
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
