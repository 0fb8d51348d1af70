"""Judgements that are kept: the same as judged anew, whatever is recorded after they were kept."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells.reading import accept
from sheets_sync.compliance import judging
from sheets_sync.compliance.judging import judge_all
from sheets_sync.config import Settings
from sheets_sync.evidence.fold import Change, Evidence, Fact, Fork, Observed, OverridesSeen, Poll
from sheets_sync.job.settling import JUDGED, Settling, settled_by_now
from sheets_sync.ledger import Ledger
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.tabs.override import Override
from sheets_sync.tabs.rows import Row, TypedCell

START = datetime(2022, 12, 16, 0, 0, tzinfo=UTC)


@pytest.fixture
def settings(campaign: Campaign, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr("sheets_sync.job.settling._WORTH_WRITING", 0)
    return Settings(campaign=campaign, path=tmp_path / "campaign.toml", spreadsheet="s", state=tmp_path / "state")


def fact(rng: random.Random, campaign: Campaign, sent: datetime) -> list[Fact]:
    """What one look saw: mostly nothing new."""
    units = tuple(unit.key for unit in campaign.units)
    poll = Poll(sent, sent, "s", units)
    if rng.random() < 0.4:
        return [poll]
    unit, day = rng.choice(units[:3]), rng.choice(campaign.days[:3])
    if rng.random() < 0.1:
        status = rng.choice(["excused", "late"])
        return [poll, OverridesSeen(sent, (Override(unit, day, status, "lý do", "ban", "C2"),))]
    seen = rng.choice([Observed.VALID, Observed.VALID, Observed.ATTEMPTED, Observed.ABSENT])
    text = str(rng.randint(1, 3))
    cells = {"details": TypedCell(Cell(1, 0), text, accept(text))}
    row = Row(unit, unit, 7, 1, cells, day, nil=False, valid=seen is Observed.VALID)
    rows = () if seen is Observed.ABSENT else (row,)
    return [poll, Change(sent, unit, day, seen, rows, (text,) if row.valid else (), 0, 0)]


@pytest.mark.once
@pytest.mark.parametrize("seed", range(6))
def test_kept_judgements_are_those_judged_anew(settings: Settings, seed: int) -> None:
    """After any history, in one process or in new ones, what was kept gives what the rules give."""
    rng, sent, used = random.Random(seed), START, 0
    settings.state.mkdir(parents=True)
    with Ledger.at(settings.state) as ledger:
        evidence = Evidence()
        settling = Settling(settings, ledger, evidence)
        for _ in range(120):
            sent += timedelta(minutes=rng.choice([5, 40, 200]))
            ledger.append(fact(rng, settings.campaign, sent))
            evidence.extend(ledger.new_facts())
            if rng.random() < 0.3:  # a new process
                evidence = Evidence(evidence_of(ledger))
                settling = Settling(settings, ledger, evidence)
            settled = settling.known()
            used += len(settled)
            assert judge_all(evidence, settings.campaign, sent, settled) == judge_all(evidence, settings.campaign, sent)
            settling.keep()
    assert used


@pytest.mark.once
@pytest.mark.parametrize("seed", range(4))
def test_who_asks_is_told_what_the_rules_give(settings: Settings, seed: int) -> None:
    """Whoever asks how things stand, for now, before or later, is told by what is settled what the rules give."""
    rng, sent, used, campaign = random.Random(seed), START, 0, settings.campaign
    settings.state.mkdir(parents=True)
    with Ledger.at(settings.state) as ledger:
        evidence = Evidence()
        for number in range(60):
            sent += timedelta(minutes=rng.choice([5, 40, 200]))
            ledger.append(fact(rng, campaign, sent))
            evidence.extend(ledger.new_facts())
            if number % 3 == 0:  # a run, before those who ask
                settling = Settling(settings, ledger, evidence)
                judge_all(evidence, campaign, sent, settling.known())
                settling.keep()
            for at in (sent, sent + timedelta(minutes=1), sent + timedelta(days=1), sent - timedelta(hours=5)):
                settled = settled_by_now(settings, ledger, evidence, at)
                used += len(settled)
                assert not (settled and at < sent)
                assert judge_all(evidence, campaign, at, settled) == judge_all(evidence, campaign, at)
    assert used


def evidence_of(ledger: Ledger) -> list[Any]:
    """All facts, as a new process reads them."""
    ledger.position = 0
    return list(ledger.newly_recorded())


def test_what_is_kept_is_not_judged_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report that was seen before a deadline that has passed is judged once."""
    campaign = settings.campaign
    settings.state.mkdir(parents=True)
    later = START + timedelta(days=2)
    with Ledger.at(settings.state) as ledger:
        rng = random.Random(1)
        for n in range(40):
            ledger.append(fact(rng, campaign, START + timedelta(minutes=n)))
        evidence = Evidence(ledger.new_facts())
        settling = Settling(settings, ledger, evidence)
        whole = judge_all(evidence, campaign, later, settling.known())
        settling.keep()
        assert (settings.state / JUDGED).exists()
        judged: list[object] = []
        judge = judging.judge

        def counted(unit: Any, day: Any, *more: Any) -> Any:
            judged.append((unit.key, day))
            return judge(unit, day, *more)

        monkeypatch.setattr(judging, "judge", counted)
        again = Settling(settings, ledger, evidence).known()
        assert again
        assert judge_all(evidence, campaign, later, again) == whole
        assert not again.keys() & set(judged)


@pytest.mark.parametrize(
    "told",
    [
        OverridesSeen(START + timedelta(days=3), (Override("go-dau", START.date(), "excused"),)),
        Fork(START + timedelta(days=3), "another", "one"),
    ],
)
def test_what_touches_every_judgement_drops_them_all(settings: Settings, told: Fact) -> None:
    """An override or another server's record leaves nothing of what was kept."""
    settings.state.mkdir(parents=True)
    with Ledger.at(settings.state) as ledger:
        rng = random.Random(1)
        for n in range(40):
            ledger.append(fact(rng, settings.campaign, START + timedelta(minutes=n)))
        evidence = Evidence(ledger.new_facts())
        settling = Settling(settings, ledger, evidence)
        judge_all(evidence, settings.campaign, START + timedelta(days=2), settling.known())
        settling.keep()
        ledger.append([told])
        assert settling.known() == {}
        assert Settling(settings, ledger, evidence).known() == {}


def test_judgements_of_another_chain_are_dropped(settings: Settings, tmp_path: Path) -> None:
    """Where the ledger is another one than that which was judged, nothing that was kept counts."""
    settings.state.mkdir(parents=True)
    rng = random.Random(1)
    with Ledger.at(settings.state) as ledger, Ledger.at(tmp_path / "other") as other:
        for n in range(40):
            ledger.append(fact(rng, settings.campaign, START + timedelta(minutes=n)))
            other.append(fact(rng, settings.campaign, START + timedelta(minutes=n, seconds=1)))
        evidence = Evidence(ledger.new_facts())
        settling = Settling(settings, ledger, evidence)
        judge_all(evidence, settings.campaign, START + timedelta(days=2), settling.known())
        settling._ledger = other
        assert settling.known() == {}
