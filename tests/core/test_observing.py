"""What a poll's tabs show becomes facts, without a gateway: snapshots go in, facts and problems come out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.config import load, resources
from sheets_sync.evidence.facts import Observed
from sheets_sync.evidence.fold import Evidence
from sheets_sync.evidence.observing import Observer, with_details
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import CellDetails, Snapshot, Tab
from sheets_sync.tabs.unit_tab import read_tab

CAMPAIGN: Campaign = load(resources.sample_campaign() / "campaign.toml", environ={}).campaign
UNITS = CAMPAIGN.units[:2]
HEADINGS = tuple(c.header for c in CAMPAIGN.columns)
GOOD = ("16/12", "Tặng quà hộ nghèo, khó khăn", "Tặng quà cho hộ nghèo", "", "20", "phần", "10", "", "5.000.000")
START = datetime(2022, 12, 16, 2, 0, tzinfo=UTC)


def snapshot(*tabs: Tab, minutes: int = 0) -> Snapshot:
    sent = START + timedelta(minutes=minutes)
    return Snapshot("book", sent, sent, "vi_VN", "Asia/Ho_Chi_Minh", tabs)


def tab(number: int, *rows: tuple[Any, ...], **more: Any) -> Tab:
    return Tab(number, UNITS[number].tab, (HEADINGS, *rows), **more)


@pytest.fixture
def evidence() -> Evidence:
    return Evidence()


def test_what_is_new_is_a_fact_once(evidence: Evidence) -> None:
    """A tab that shows the same as before makes no fact again; one that changed makes one for its day."""
    observer = Observer(CAMPAIGN, evidence)
    first = observer.observe(snapshot(tab(0, GOOD), tab(1)), UNITS, "")
    assert [(c.unit, c.day, c.observed) for c in first.changes] == [(UNITS[0].key, date(2022, 12, 16), Observed.VALID)]
    assert first.poll.units == tuple(unit.key for unit in UNITS)
    evidence.extend(first.facts)
    assert observer.observe(snapshot(tab(0, GOOD), tab(1), minutes=5), UNITS, "").changes == []
    gone = observer.observe(snapshot(tab(0), tab(1), minutes=10), UNITS, "")
    assert [c.observed for c in gone.changes] == [Observed.ABSENT]


def test_the_line_of_the_job_is_nothing_that_a_tab_shows(evidence: Evidence) -> None:
    """The line beside the headings changes with every board; the look's digest stays, and with it what a later process
    need not read again. The same words in a row of reports are somebody's typing."""

    def digest(*rows: tuple[Any, ...]) -> str:
        return Observer(CAMPAIGN, evidence).observe(snapshot(Tab(0, UNITS[0].tab, rows)), UNITS[:1], "").poll.digest

    plain = digest(HEADINGS, GOOD)
    assert digest((*HEADINGS, "Hệ thống: đã báo cáo · đọc lúc 09:00"), GOOD) == plain
    assert digest((*HEADINGS, "", "Hệ thống: chưa báo cáo · đọc lúc 09:05"), GOOD) == plain
    assert digest(HEADINGS, (*GOOD, "Hệ thống: chưa báo cáo")) != plain
    assert digest((*HEADINGS, "ghi chú"), GOOD) != plain


def test_a_tab_whose_line_alone_changed_is_not_read_again(evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each board that is written changes the line in every tab; rows are read again where somebody typed."""
    read: list[str] = []

    def counted(tab: Tab, *given: Any) -> Any:
        read.append(tab.title)
        return read_tab(tab, *given)

    monkeypatch.setattr("sheets_sync.evidence.observing.read_tab", counted)
    observer = Observer(CAMPAIGN, evidence)
    for minutes, line, rows in ((0, "08:00", [GOOD]), (5, "08:05", [GOOD]), (10, "08:10", [GOOD, GOOD])):
        shown = snapshot(Tab(0, UNITS[0].tab, ((*HEADINGS, f"Hệ thống: đọc lúc {line}"), *rows)), minutes=minutes)
        wanted = observer.cells_wanted(shown, UNITS[:1])
        found = observer.observe(shown, UNITS[:1], "")
        evidence.extend(found.facts)
        assert (wanted, len(found.changes), len(read)) == ({}, minutes != 5, 1 + minutes // 10)


def test_a_tab_that_is_missing_or_unreadable_says_nothing(evidence: Evidence) -> None:
    """Neither is an absence: the poll names the unit as unread, and a problem names the tab."""
    bare = Tab(1, UNITS[1].tab, (("ghi chú",),))
    found = Observer(CAMPAIGN, evidence).observe(snapshot(bare), UNITS, "")
    assert found.poll.units == ()
    assert found.poll.unread == {UNITS[0].key: "no_tab", UNITS[1].key: "header"}
    assert [p.code for p in found.problems] == ["H0", "H3"]
    assert found.changes == []


def test_what_was_not_recorded_is_said_again(evidence: Evidence) -> None:
    """After `forget`, what a tab showed counts as not seen."""
    observer = Observer(CAMPAIGN, evidence)
    look = snapshot(tab(0, GOOD), tab(1))
    said = observer.observe(look, UNITS, "").changes
    observer.forget("another book")
    assert observer.observe(look, UNITS, "").changes == []
    observer.forget()
    assert observer.observe(look, UNITS, "").changes == said


def test_number_formats_are_wanted_where_a_reading_hangs_on_them(evidence: Evidence) -> None:
    """A number in a figure's column is read by its format; texts need none."""
    observer = Observer(CAMPAIGN, evidence)
    dated = (*GOOD[:6], 44911.0, *GOOD[7:])
    look = snapshot(tab(0, GOOD, dated), tab(1, GOOD))
    assert observer.cells_wanted(look, UNITS) == {0: (UNITS[0].tab, (Cell(2, 6),))}
    plain, formatted = (
        Observer(CAMPAIGN, evidence)
        .observe(with_details(look, {0: CellDetails({Cell(2, 6): kind})}), UNITS, "")
        .changes[0]
        for kind in ("NUMBER", "DATE")
    )
    assert "C13" in str(formatted.rows)
    assert "C13" not in str(plain.rows)
