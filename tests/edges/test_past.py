"""What a ledger held, kept for the next process: with it and without it all evidence is the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sheets_sync.config import load, resources
from sheets_sync.evidence.facts import Change, Fact, Observed, OverridesSeen, Poll
from sheets_sync.evidence.fold import Evidence
from sheets_sync.evidence.problems import first_seen_of, tab_problems
from sheets_sync.job import past
from sheets_sync.ledger import Ledger
from sheets_sync.ledger import ledger as ledger_room
from sheets_sync.tabs.override import Override
from sheets_sync.tabs.rows import Problem, Severity
from tests.proofs.ledger import Case, record

SETTINGS = load(resources.sample_campaign() / "campaign.toml", environ={})
FIRST = datetime(2022, 12, 16, 2, 0, tzinfo=UTC)
UNITS = ("u1", "u2", "u3")


@pytest.fixture(autouse=True)
def _few_are_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_room, "WORTH_KEEPING", 3)


def looks(seed: int, count: int = 40) -> list[list[Fact]]:
    """What polls saw, each with its changes: failures, unread tabs, overrides, and a look that was recorded late."""
    chance = random.Random(seed)
    problem = Problem("u1", "Tab", 7, "H7", Severity.REMINDER, facts={"wanted": "x"})
    found: list[list[Fact]] = []
    for number in range(count):
        sent = FIRST + timedelta(minutes=5 * number, microseconds=number)
        facts: list[Fact] = [
            chance.choice(
                [
                    Poll(sent, sent + timedelta(seconds=1), "s", UNITS, digest=f"{number}"),
                    Poll(sent, sent, "s", UNITS[:2], {"u3": "no_tab"}, problems=(problem,), correction=number / 7),
                    Poll(sent, sent, "t", (), error="unreachable"),
                ]
            )
        ]
        for unit in UNITS:
            if chance.random() < 0.3:
                day = chance.choice([date(2022, 12, 16), date(2022, 12, 17), None])
                kind = chance.choice(list(Observed))
                facts.append(Change(sent, unit, day, kind, errors=chance.choice([0, 0, 2]), reminders=0))
        if chance.random() < 0.1:
            facts.append(OverridesSeen(sent, (Override("u1", date(2022, 12, 16), "excused", "", "ban", "A2"),)))
        found.append(facts)
    late = found.pop(count // 2)  # it was kept while the ledger could take nothing
    return [*found, late]


def folded(folder: Path, *, kept: bool) -> Evidence:
    settings = load(resources.sample_campaign() / "campaign.toml", environ={}, state=folder)
    with Ledger.at(folder) as ledger:
        if kept:
            past.begin(settings, ledger)
            assert ledger._past is not None
        return Evidence(ledger.newly_recorded())


def keep(folder: Path) -> None:
    with Ledger.at(folder) as ledger:
        past.keep(load(resources.sample_campaign() / "campaign.toml", environ={}, state=folder), ledger)


def everything(evidence: Evidence, moments: Sequence[datetime]) -> list[Any]:
    """All that can be asked of evidence, in its order."""
    keys = list(evidence.all_shown(moments[-1]))
    units = sorted({unit for unit, _ in keys} | set(UNITS))
    said: list[Any] = [list(evidence.polls), evidence.adoptions, evidence.sources]
    for at in moments:
        said.append(list(evidence.all_shown(at).items()))
        said.append(list(evidence.shown_with_problems(at).items()))
        said.append([list(evidence.poll_moments(unit, at)) for unit in units])
        said.append([list(evidence.look_moments(at)), list(evidence.polls_until(at)), evidence.overrides(at)])
        said.append([list(evidence.changes(*key, at)) for key in keys])
        said.append([list(evidence.rows(at)), first_seen_of(evidence, SETTINGS.campaign, at)])
        said.append(tab_problems(evidence, ["s", "t"], at))
    return said


@pytest.mark.parametrize("seed", range(6))
def test_with_the_past_evidence_is_the_same(tmp_path: Path, seed: int) -> None:
    """Whatever was recorded, before and after it was kept, evidence that begins with the past says the same."""
    every, cut = looks(seed), 12 + 5 * seed
    with Ledger.at(tmp_path) as ledger:
        for facts in every[:cut]:
            ledger.append(facts)
    for some in (every[cut : cut + 3], every[cut + 3 :], []):
        keep(tmp_path)
        with Ledger.at(tmp_path) as ledger:
            for facts in some:
                ledger.append(facts)
        moments = [FIRST + timedelta(minutes=minutes) for minutes in (0, 47, 101, 500)]
        assert everything(folded(tmp_path, kept=True), moments) == everything(folded(tmp_path, kept=False), moments)


def test_rows_of_the_past_are_the_same(tmp_path: Path) -> None:
    """What people typed is read as it was recorded, of the past as of what came since."""
    record(Case("", 3, 2, "anywhere", 4), tmp_path)
    keep(tmp_path)
    moments = [folded(tmp_path, kept=True).polls[at].sent for at in (0, 60, -1)]
    assert everything(folded(tmp_path, kept=True), moments) == everything(folded(tmp_path, kept=False), moments)


def test_a_process_goes_on_from_the_past(tmp_path: Path) -> None:
    """What is recorded after the beginning is added, also by the process that began with the past."""
    every = looks(1)
    with Ledger.at(tmp_path) as ledger:
        for facts in every[:20]:
            ledger.append(facts)
    keep(tmp_path)
    with Ledger.at(tmp_path) as ledger:
        evidence = Evidence(
            past.begin(
                load(resources.sample_campaign() / "campaign.toml", environ={}, state=tmp_path), ledger
            ).newly_recorded()
        )
        for facts in every[20:]:
            ledger.append(facts)
            evidence.extend(ledger.newly_recorded())
        at = [FIRST + timedelta(days=1)]
        assert everything(evidence, at) == everything(folded(tmp_path, kept=False), at)
        assert Evidence(ledger.new_facts()).polls == []


def another_ledger(folder: Path) -> None:
    """The ledger was put back from a backup that an earlier run made, and went on otherwise."""
    for file in folder.glob("ledger.*"):
        file.unlink()
    with Ledger.at(folder) as ledger:
        for facts in looks(2):
            ledger.append(facts)


def a_shorter_one(folder: Path) -> None:
    for file in folder.glob("ledger.*"):
        file.unlink()
    with Ledger.at(folder) as ledger:
        ledger.append(looks(1)[0])


def damaged(folder: Path) -> None:
    file = folder / past.PAST
    file.write_bytes(file.read_bytes().replace(b'"odd":[', b'"odd":[1,', 1))


def cut(folder: Path) -> None:
    file = folder / past.PAST
    file.write_bytes(file.read_bytes()[:-8])


def of_another_form(folder: Path) -> None:
    with Ledger.at(folder) as ledger:
        past._file(load(resources.sample_campaign() / "campaign.toml", environ={}, state=folder)).write(
            past._key(ledger), {"seq": 1}
        )


@pytest.mark.parametrize("spoil", [another_ledger, a_shorter_one, damaged, cut, of_another_form])
def test_a_past_that_does_not_fit_is_thrown_away(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    """A past of other records, or that is damaged, counts as none: the records are read."""
    with Ledger.at(tmp_path) as ledger:
        for facts in looks(1):
            ledger.append(facts)
    keep(tmp_path)
    assert (tmp_path / past.PAST).exists()
    spoil(tmp_path)
    settings = load(resources.sample_campaign() / "campaign.toml", environ={}, state=tmp_path)
    with Ledger.at(tmp_path) as ledger:
        found = Evidence(past.begin(settings, ledger).newly_recorded())
        assert ledger._past is None
    at = [FIRST + timedelta(days=1)]
    assert everything(found, at) == everything(folded(tmp_path, kept=False), at)


def test_several_servers_have_no_past(tmp_path: Path) -> None:
    """Where several servers looked, what one saw is told from what another did: all records are read."""
    with Ledger.at(tmp_path / "one") as one, Ledger.at(tmp_path / "two") as two:
        for number, facts in enumerate(looks(1)):
            (one, two)[number % 2].append(facts)
        one.merge(two)
    keep(tmp_path / "one")
    assert not (tmp_path / "one" / past.PAST).exists()
