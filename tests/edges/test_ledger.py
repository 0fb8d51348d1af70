"""The ledger: append-only, durable, tamper-evident, and giving back exactly what was put in."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from sheets_sync.errors import LedgerError
from sheets_sync.evidence import Change, Fact, Observed, OverridesSeen, Poll
from sheets_sync.ledger import Ledger
from sheets_sync.overrides import Override

SENT = datetime(2022, 12, 16, 3, 0, tzinfo=UTC)
DAY = date(2022, 12, 16)


def facts_at(sent: datetime) -> list[Fact]:
    row = {"number": 1, "valid": True, "cells": {"day": {"a1": "A2", "typed": "16/12"}}, "problems": []}
    return [
        Poll(sent, sent + timedelta(seconds=1), "id", ("a", "b"), {"c": "no_tab"}, digest="d", correction=2.5),
        Change(sent, "a", DAY, Observed.VALID, (row,), ("x",), 1, 2),
        Change(sent, "b", None, Observed.ATTEMPTED, (row,)),
        OverridesSeen(sent, (Override("a", DAY, "excused", "mất điện", "Ban", "C2"),)),
    ]


def stripped(facts: list[Fact]) -> list[Fact]:
    from dataclasses import replace

    return [replace(fact, source="") for fact in facts]


def test_what_is_put_in_comes_out(tmp_path: Path) -> None:
    """Facts come back as they were, in order, from a ledger opened anew."""
    with Ledger.at(tmp_path) as ledger:
        ledger.append(facts_at(SENT))
    with Ledger.at(tmp_path) as ledger:
        ledger.append(facts_at(SENT + timedelta(minutes=5)))
        found = ledger.new_facts()
        assert ledger.new_facts() == []
    assert stripped(found) == facts_at(SENT) + facts_at(SENT + timedelta(minutes=5))
    assert len({fact.source for fact in found}) == 1


def test_an_unchanged_poll_costs_one_small_record(tmp_path: Path) -> None:
    """The list of units is written once, not with every poll."""
    units = tuple(f"unit-{n}" for n in range(200))
    with Ledger.at(tmp_path) as ledger:
        ledger.append([Poll(SENT, SENT, "id", units)])
        assert ledger.append([Poll(SENT + timedelta(minutes=5), SENT, "id", units)]) == 1
        assert len(list(ledger.records())[-1].body) < 200


@pytest.mark.parametrize("column", ["body", "sent", "previous", "digest", "kind"])
def test_a_changed_record_is_named(tmp_path: Path, column: str) -> None:
    """Changing anything in a record breaks the chain at that record."""
    with Ledger.at(tmp_path) as ledger:
        ledger.append(facts_at(SENT))
        assert ledger.first_broken() is None
    with sqlite3.connect(tmp_path / "ledger.sqlite") as raw:
        raw.execute(f"UPDATE records SET {column} = {column} || 'x' WHERE seq = 3")
    raw.close()
    with Ledger.at(tmp_path) as ledger:
        broken = ledger.first_broken()
        assert broken is not None
        assert broken.seq == 3


def test_a_record_taken_out_is_noticed(tmp_path: Path) -> None:
    """Deleting a record from the middle breaks the chain at the next one."""
    with Ledger.at(tmp_path) as ledger:
        ledger.append(facts_at(SENT))
    with sqlite3.connect(tmp_path / "ledger.sqlite") as raw:
        raw.execute("DELETE FROM records WHERE seq = 2")
    raw.close()
    with Ledger.at(tmp_path) as ledger:
        broken = ledger.first_broken()
        assert broken is not None
        assert broken.seq == 3


def test_all_facts_of_a_poll_or_none(tmp_path: Path) -> None:
    """A poll whose facts can't all be written leaves no trace."""
    with Ledger.at(tmp_path) as ledger:
        ledger.append(facts_at(SENT))
        head = ledger.head()
        bad = Change(SENT, "a", DAY, Observed.VALID, ({"n": object()},))
        with pytest.raises(TypeError):
            ledger.append([*facts_at(SENT), bad])
        assert ledger.head() == head


def test_writes_are_synced_to_disk(tmp_path: Path) -> None:
    """The database runs with a write-ahead log and full synchronisation."""
    with Ledger.at(tmp_path) as ledger, ledger._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_a_damaged_file_is_refused_in_words(tmp_path: Path) -> None:
    """A file that is no ledger gives a clear error, and is left as it is."""
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"this is not a database" * 100)
    with pytest.raises(LedgerError, match=r"backup"):
        Ledger.at(tmp_path)
    assert path.read_bytes().startswith(b"this is not")


def test_a_newer_ledger_is_refused(tmp_path: Path) -> None:
    """A ledger of a newer version is not touched."""
    with Ledger.at(tmp_path):
        pass
    with sqlite3.connect(tmp_path / "ledger.sqlite") as raw:
        raw.execute("UPDATE meta SET value = '99' WHERE key = 'version'")
    raw.close()
    with pytest.raises(LedgerError, match="Update sheets-sync"):
        Ledger.at(tmp_path)
