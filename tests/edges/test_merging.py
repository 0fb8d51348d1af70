"""Ledgers that were copied, restored from a backup, shared and merged judge as one that saw all polls."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import time as clock
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stores import Place

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.cells.reading import accept
from sheets_sync.compliance.judging import judge
from sheets_sync.errors import ConfigError, LedgerError
from sheets_sync.evidence.fold import Change, Evidence, Fact, Observed, OverridesSeen, Poll
from sheets_sync.evidence.states import changes_since
from sheets_sync.ledger import FIRST, Ledger, Record
from sheets_sync.ledger.backup import back_up, restore, salvage
from sheets_sync.ledger.bodies import Rolls
from sheets_sync.ledger.chain import Entry, chained, first_fault
from sheets_sync.ledger.export import EXPORTS, opened_other
from sheets_sync.ledger.merging import missing_entries
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.tabs.override import Override
from sheets_sync.tabs.rows import Row, TypedCell

START = datetime(2022, 12, 16, 2, 50, tzinfo=UTC)
DAY = date(2022, 12, 16)
UNITS = ("a", "b")
CAMPAIGN = Campaign(
    "c", "C", ZoneInfo("Asia/Ho_Chi_Minh"), (DAY,), time(10), timedelta(minutes=1),
    tuple(Unit(key, key, key) for key in UNITS), (),
)  # fmt: skip
MINUTES = 24


@dataclass(frozen=True)
class World:
    """What the tabs show from some minutes on: "" nothing, "?" rows of which none is valid, else valid rows."""

    typed: tuple[tuple[int, str, str], ...]

    def at(self, minute: int, unit: str) -> str:
        return next((says for when, who, says in reversed(self.typed) if when <= minute and who == unit), "")

    def overrides(self, minute: int) -> tuple[Override, ...]:
        return tuple(Override(unit, DAY, "excused") for unit in UNITS if "x" in self.at(minute, unit))

    def seen(self, minute: int, unit: str) -> dict[date | None, Change]:
        says, sent = self.at(minute, unit), moment(minute)
        if not says:
            return {}
        observed = Observed.ATTEMPTED if says == "?" else Observed.VALID
        content = () if says == "?" else (says,)
        cells = {"details": TypedCell(Cell(1, 0), says, accept(says))}
        row = Row(unit, unit, 1, 1, cells, DAY, nil=False, valid=bool(content))
        return {DAY: Change(sent, unit, DAY, observed, (row,), content)}


def moment(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


@dataclass
class Server:
    """A server with a ledger in memory: the real chain and the real merging, without a database."""

    own: str
    chain: list[Record] = field(default_factory=list)

    def facts(self) -> list[Fact]:
        rolls = Rolls()
        return [fact for record in self.chain if (fact := rolls.fact(record, self.own)) is not None]

    def put(self, entries: Any) -> int:
        before = len(self.chain)
        for entry in entries:
            previous = self.chain[-1].digest if self.chain else FIRST
            self.chain.append(chained(entry, len(self.chain) + 1, previous))
        return len(self.chain) - before

    def poll(self, world: World, minute: int) -> None:
        evidence = Evidence(self.facts())
        facts = looked(world, minute, evidence, self.own)
        rolls = Rolls()
        for record in self.chain:
            rolls.learn(record.kind, record.body)
        self.put(replace(entry, source=self.own) for entry in rolls.entries(facts))

    def merge(self, other: Server) -> int:
        assert first_fault(other.chain) is None
        theirs = [(record, record.source or other.own) for record in other.chain]
        return self.put(list(missing_entries(self.chain, self.own, theirs)))


def looked(world: World, minute: int, evidence: Evidence, source: str) -> list[Fact]:
    """What a tick records."""
    sent = moment(minute)
    facts: list[Fact] = [Poll(sent, sent, "s", UNITS)]
    for unit in UNITS:
        shown = evidence.shown_to(source, unit, sent)
        facts += changes_since(shown, world.seen(minute, unit), unit, sent)
    if world.overrides(minute) != evidence.overrides_seen_by(source, sent):
        facts.append(OverridesSeen(sent, world.overrides(minute)))
    return facts


def one_that_saw(world: World, minutes: set[int]) -> Evidence:
    """The evidence of a single server that made all these polls."""
    evidence = Evidence()
    for minute in sorted(minutes):
        evidence.extend(replace(fact, source="one") for fact in looked(world, minute, evidence, "one"))
    return evidence


def assert_same(merged: Evidence, world: World) -> None:
    """All that is judged and shown, as of every minute, is that of one server that saw all polls."""
    minutes = {int((poll.sent - START).total_seconds() // 60) for poll in merged.polls}
    whole = one_that_saw(world, minutes)
    for minute, unit in itertools.product(range(MINUTES + 1), CAMPAIGN.units):
        as_of = moment(minute)
        assert judge(unit, DAY, merged, CAMPAIGN, as_of) == judge(unit, DAY, whole, CAMPAIGN, as_of)
        both = [[replace(c, source="") for c in e.changes(unit.key, DAY, as_of)] for e in (merged, whole)]
        assert both[0] == both[1]
        assert merged.overrides(as_of) == whole.overrides(as_of)


worlds = st.lists(
    st.tuples(st.integers(0, MINUTES), st.sampled_from(UNITS), st.sampled_from(["", "?", "v", "w", "x"])), max_size=8
).map(lambda typed: World(tuple(sorted(typed, key=lambda t: t[0]))))
deeds = st.lists(
    st.sampled_from(["A", "B", "AB", "copy A", "restore A", "A<B", "B<A", "-"]), min_size=1, max_size=MINUTES
)


@pytest.mark.once
@settings(max_examples=600, deadline=None)
@given(worlds, deeds)
def test_any_history_of_copies_and_merges(world: World, history: list[str]) -> None:
    """Two servers poll when they can, one is restored from a backup, they are merged now and then: in the end both
    judge as one that saw every poll that is left, and merging again adds nothing."""
    a, b = Server("a" * 32), Server("b" * 32)
    backup: list[Record] = []
    lost: list[Server] = []
    for minute, deed in enumerate(history):
        if deed in ("A", "AB"):
            a.poll(world, minute)
        if deed in ("B", "AB"):
            b.poll(world, minute)
        if deed == "copy A":
            backup = list(a.chain)
        elif deed == "restore A":
            lost.append(Server(a.own, list(a.chain)))
            a.chain = list(backup)
        elif deed == "A<B":
            a.merge(b)
        elif deed == "B<A":
            b.merge(a)
    for server in (*lost, b):
        a.merge(server)
    b.merge(a)
    for server in (a, b):
        assert first_fault(server.chain) is None
        assert_same(Evidence(server.facts()), world)
    assert {f.sent for f in a.facts() if isinstance(f, Poll)} == {f.sent for f in b.facts() if isinstance(f, Poll)}
    assert [a.merge(server) for server in (*lost, b)] == [0] * (len(lost) + 1)
    assert b.merge(a) == 0


@pytest.mark.once
@settings(max_examples=300, deadline=None)
@given(worlds, st.lists(st.sampled_from(["", "A", "B", "C", "AB", "BC"]), max_size=MINUTES))
def test_servers_that_share_a_ledger(world: World, turns: list[str]) -> None:
    """Servers that poll at will into one ledger judge as one server that made all the polls."""
    evidence = Evidence()
    for minute, turn in enumerate(turns):
        for server in turn:
            evidence.extend(replace(f, source=server) for f in looked(world, minute, evidence, server))
    assert_same(evidence, world)


# ── with real ledgers ─────────────────────────────────────────────────────────────────────────────────────────────

WORLD = World(((3, "a", "v"), (8, "b", "?"), (12, "b", "w"), (15, "a", "")))


def poll_into(ledger: Ledger, *minutes: int) -> None:
    for minute in minutes:
        evidence = Evidence(Ledger(ledger._store).new_facts())
        ledger.append(looked(WORLD, minute, evidence, ledger.source))


@pytest.mark.parametrize("form", ["sqlite", "jsonl", "csv"])
def test_importing_a_file(place: Place, tmp_path: Path, form: str) -> None:
    """A ledger, or its export in any form, is imported whole, once, with its sources, into any store."""
    with Ledger.at(tmp_path / "other") as other, place.open() as ours:
        poll_into(other, 2, 4, 9, 13)
        other.note("document", {"at": moment(1).isoformat(), "document": "x"})
        poll_into(ours, 1, 5, 10, 16)
        file = tmp_path / "other" / "ledger.sqlite"
        if form != "sqlite":
            file = tmp_path / f"export.{form}"
            with file.open("w", encoding="utf-8", newline="") as stream:
                EXPORTS[form](other.records(), stream)
        before = file.read_bytes()
        with opened_other(str(file)) as chain:
            assert ours.merge(chain).kinds == {"roll": 1, "poll": 4, "change": 3, "document": 1}
        with opened_other(str(file)) as chain:
            assert ours.merge(chain).added == 0
        assert file.read_bytes() == before
        assert ours.first_broken() is None
        assert_same(Evidence(ours.new_facts()), WORLD)
        assert [note["document"] for note in ours.documents()] == ["x"]
        assert {r.first_digest for r in other.records()} <= {r.first_digest for r in ours.records()}


def test_a_backup_that_was_gone_on_with(tmp_path: Path) -> None:
    """The ledger restored from a backup, which then polled on, takes in what the lost disk had seen meanwhile."""
    live, saved = tmp_path / "live", tmp_path / "saved"
    with Ledger.at(live) as ledger:
        poll_into(ledger, 1, 2)
    shutil.copytree(live, saved)
    with Ledger.at(live) as ledger:
        poll_into(ledger, 4, 9, 14)
    with Ledger.at(saved) as restored:
        poll_into(restored, 16, 18)
        with opened_other(str(live / "ledger.sqlite")) as lost:
            merged = restored.merge(lost)
            assert merged.kinds["fork"] == 1
            assert restored.merge(lost).added == 0
        poll_into(restored, 20)
        assert_same(Evidence(restored.new_facts()), WORLD)


def test_a_backup_that_only_lags_behind_is_gone_on_with_as_it_was(tmp_path: Path) -> None:
    """What a restored ledger merely lacks is added under the same name: nothing forked."""
    live, saved = tmp_path / "live", tmp_path / "saved"
    with Ledger.at(live) as ledger:
        poll_into(ledger, 1, 2)
    shutil.copytree(live, saved)
    with Ledger.at(live) as ledger:
        poll_into(ledger, 4, 9)
    with Ledger.at(saved) as restored, opened_other(str(live / "ledger.sqlite")) as other:
        assert "fork" not in restored.merge(other).kinds
        facts = restored.new_facts()
        assert {fact.source for fact in facts} == {restored.source}
        assert_same(Evidence(facts), WORLD)


@pytest.mark.parametrize("form", ["sqlite", "export"])
def test_a_ledger_of_the_first_version_is_imported(tmp_path: Path, form: str) -> None:
    """A ledger, or an export, that an older release wrote comes in with its digests as they were; the file stays."""
    import sqlite3

    file = tmp_path / "old.sqlite"
    raw = sqlite3.connect(file)
    raw.executescript((Path(__file__).parent / "ledger-version-1.sql").read_text(encoding="utf-8"))
    old = raw.execute("SELECT seq, kind, sent, body, previous, digest FROM records ORDER BY seq").fetchall()
    raw.close()
    if form == "export":
        file = tmp_path / "old.jsonl"
        names = ("seq", "kind", "sent", "body", "previous", "digest")
        lines = [dict(zip(names, record, strict=True)) for record in old]
        file.write_text(
            "".join(json.dumps(e | {"body": json.loads(e["body"])}) + "\n" for e in lines), encoding="utf-8"
        )
    before = file.read_bytes()
    with Ledger.at(tmp_path / "ours") as ours:
        poll_into(ours, 1)
        with opened_other(str(file)) as chain:
            assert ours.merge(chain).kinds["poll"] == 2
        with opened_other(str(file)) as chain:
            assert ours.merge(chain).added == 0
        assert ours.first_broken() is None
        assert {record[5] for record in old} <= {record.first_digest for record in ours.records()}
        assert len({fact.source for fact in ours.new_facts()}) == 2
    assert file.read_bytes() == before


def test_a_broken_chain_is_not_imported(tmp_path: Path) -> None:
    """Neither chain may be broken: nothing is added, and the record is named."""
    place = Place(tmp_path / "other")
    with place.open() as other:
        poll_into(other, 1, 4)
    place.tamper("UPDATE records SET body = replace(body, ',0,', ',2,') WHERE kind = 2")
    with Ledger.at(tmp_path / "ours") as ours, opened_other(str(place.folder / "ledger.sqlite")) as other_chain:
        with pytest.raises(LedgerError, match=r"record \d+ \(change, .* was changed"):
            ours.merge(other_chain)
        assert list(ours.records()) == []


def test_an_imported_record_can_t_be_changed_either(tmp_path: Path) -> None:
    """An imported record whose own chain is mended after a change is still not the one that was imported."""
    with Ledger.at(tmp_path / "other") as other, Ledger.at(tmp_path / "ours") as ours:
        poll_into(other, 1, 4)
        ours.note("begun", {"at": "2022-12-16T00:00:00+00:00"})  # into an empty one the records go word for word
        ours.merge(other)
        chain = list(ours.records())
    forged: list[Record] = []
    for record in chain:
        body = record.body.replace('"valid"', '"absent"')
        previous = forged[-1].digest if forged else FIRST
        entry = {name: getattr(record, name) for name in ("kind", "sent", "source", "origin")} | {"body": body}
        forged.append(chained(Entry(**entry), record.seq, previous))
    fault = first_fault(forged)
    assert fault is not None
    assert (fault.kind, "imported" in fault.what) == ("change", True)


@pytest.mark.parametrize(("name", "content"), [("x.jsonl", "nonsense"), ("x.csv", "a,b\n1,2\n"), ("x.sqlite", "{}")])
def test_what_is_no_ledger_is_refused(tmp_path: Path, name: str, content: str) -> None:
    """A file that holds no chain is refused in words."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match="neither a ledger"), opened_other(str(tmp_path / name)):
        pass
    with pytest.raises(ConfigError, match="can't be read"), opened_other(str(tmp_path / "missing")):
        pass


def test_an_empty_ledger_takes_another_word_for_word(tmp_path: Path) -> None:
    """Export and import into an empty ledger give the same chain, so printed codes stay true; later ones find records
    by their first digest."""
    with Ledger.at(tmp_path / "other") as other, Ledger.at(tmp_path / "ours") as ours:
        poll_into(other, 1, 4)
        assert ours.merge(other).added == len(list(other.records()))
        assert list(ours.records()) == list(other.records())
        assert ours.head() == other.head()
        assert ours.first_broken() is None
    with Ledger.at(tmp_path / "other") as other, Ledger.at(tmp_path / "later") as later:
        later.note("begun", {"at": "2022-12-16T00:00:00+00:00"})
        later.merge(other)
        assert later.head() != other.head()
        held = later.holds(other.head()[:16])
        assert held is not None
        assert held.first_digest == other.head()


def test_a_copy_is_put_in_place_of_a_lost_ledger(tmp_path: Path) -> None:
    """The same server goes on, with the same head; a ledger that holds records is never replaced."""
    with Ledger.at(tmp_path / "lost") as lost:
        poll_into(lost, 1, 4)
        assert back_up(lost, tmp_path / "copy.sqlite") == len(list(lost.records()))
        head, source = lost.head(), lost.source
        with pytest.raises(ConfigError, match="there already"):
            back_up(lost, tmp_path / "copy.sqlite")
        with pytest.raises(ConfigError, match="holds records"):
            restore(lost, str(tmp_path / "copy.sqlite"))
    with Ledger.at(tmp_path / "new") as new:
        assert new.source != source
        restore(new, str(tmp_path / "copy.sqlite"))
        assert (new.head(), new.source) == (head, source)
        assert new.first_broken() is None


def test_what_can_be_read_of_a_damaged_ledger_is_saved(tmp_path: Path) -> None:
    """The sound beginning can be imported; what comes after the damage is saved beside it."""
    place = Place(tmp_path / "damaged")
    with place.open() as ledger:
        poll_into(ledger, 1, 4)
        count = len(list(ledger.records()))
    place.tamper("UPDATE records SET sent = '2030-01-01T00:00:00+00:00' WHERE seq = 3")
    with place.open() as ledger:
        found = salvage(ledger, tmp_path / "saved.jsonl")
    assert (found.sound, found.others) == (2, count - 2)
    with Ledger.at(tmp_path / "new") as new, opened_other(str(tmp_path / "saved.jsonl")) as saved:
        assert new.merge(saved).added == 2
    assert (tmp_path / "saved.jsonl.unsound").exists()


def test_a_copy_clears_away_what_unfinished_ones_left(tmp_path: Path) -> None:
    """Only folders of copies that were ended long ago; one in the making, and what is not ours, stays."""
    long_ago = clock.time() - 3600
    kinds = {".backup-old": ("ledger.sqlite", long_ago), ".backup-now": ("ledger.sqlite-wal", clock.time())}
    for name, (file, at) in (kinds | {".backup-theirs": ("notes.txt", long_ago)}).items():
        (tmp_path / name).mkdir()
        (tmp_path / name / file).write_bytes(b"")
        for path in (tmp_path / name / file, tmp_path / name):
            os.utime(path, (at, at))
    with Ledger.at(tmp_path / "state") as ledger:
        back_up(ledger, tmp_path / "copy.sqlite")
    assert {path.name for path in tmp_path.glob(".backup-*")} == {".backup-now", ".backup-theirs"}
