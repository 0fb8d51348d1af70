"""Since when a problem is there: by what looks saw one after the other, and without the rows that were superseded."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.cells import CellReader
from sheets_sync.config import load, resources
from sheets_sync.evidence.facts import Change, Fact, Poll
from sheets_sync.evidence.fold import Evidence
from sheets_sync.evidence.problems import ProblemKey, first_seen_of
from sheets_sync.evidence.states import changes_since, observe
from sheets_sync.ledger import Ledger
from sheets_sync.ledger.rows import KeptRows
from sheets_sync.spreadsheet.snapshot import Tab, Value
from sheets_sync.tabs.rows import TabReport
from sheets_sync.tabs.unit_tab import read_tab

CAMPAIGN = load(resources.sample_campaign() / "campaign.toml", environ={}).campaign
UNIT, TODAY = CAMPAIGN.units[0], date(2022, 12, 16)
SENT = datetime(2022, 12, 16, 2, 0, tzinfo=UTC)
GOOD: dict[str, Value] = {
    "day": "16/12", "activity": "Tặng quà hộ nghèo, khó khăn", "details": "Tặng 20 phần quà", "quantity": "20",
}  # fmt: skip
ROWS = {
    "good": GOOD,
    "people": {**GOOD, "people": "nhiều"},
    "more people": {**GOOD, "people": "nhiều lắm"},
    "no quantity": {**GOOD, "quantity": "x", "people": "nhiều"},
    "no day": {**GOOD, "day": "x"},
}


def seen(names: list[str]) -> TabReport:
    columns = CAMPAIGN.columns
    rows = (tuple(ROWS[name].get(c.key) for c in columns) for name in names)
    grid = (tuple(c.header for c in columns), *rows)
    return read_tab(Tab(7, UNIT.tab, grid), UNIT, CAMPAIGN, TODAY, CellReader(CAMPAIGN))


def since_by_looks(looks: list[TabReport]) -> dict[ProblemKey, datetime]:
    """The rule in other words: from the first look of those, one after the other up to the last, that saw it."""
    open_since: dict[ProblemKey, datetime] = {}
    for number, look in enumerate(looks):
        keys = [(p.unit, p.day, p.column, p.typed, p.code) for row in look.rows for p in row.problems]
        open_since = {key: open_since.get(key, SENT + timedelta(minutes=number)) for key in keys}
    return open_since


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(sorted(ROWS)), max_size=4), min_size=1, max_size=8))
def test_since_when_a_problem_is_there(looks: list[list[str]]) -> None:
    """A problem is there since the first of the looks that saw it one after the other, wherever its row stood; a ledger
    tells the same as facts in memory, and reads none of the rows that were superseded."""
    reports, shown, facts = [seen(names) for names in looks], dict[tuple[str, date | None], Change](), list[Fact]()
    for number, report in enumerate(reports):
        at = SENT + timedelta(minutes=number)
        changes = changes_since(shown, observe(report, at), UNIT.key, at)
        shown |= {(change.unit, change.day): change for change in changes}
        facts += [Poll(at, at, "s", (UNIT.key,)), *changes]
    expected, end = since_by_looks(reports), SENT + timedelta(hours=1)
    assert first_seen_of(Evidence(facts), CAMPAIGN, end) == expected
    with tempfile.TemporaryDirectory() as folder, Ledger.at(Path(folder)) as ledger, rows_read() as read:
        ledger.append(facts)
        evidence = Evidence(ledger.new_facts())
        assert first_seen_of(evidence, CAMPAIGN, end) == expected
        assert len(read) == len(evidence.shown_with_problems(end))


@contextmanager
def rows_read() -> Iterator[list[KeptRows]]:
    """The rows of changes that are read out of ledgers meanwhile."""
    found: list[KeptRows] = []
    real = KeptRows.take

    def noted(self: KeptRows, texts: Sequence[str]) -> None:
        found.append(self)
        real(self, texts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(KeptRows, "take", noted)
        yield found
