"""Looks that the ledger could not take, kept in the state folder: durable, chained, and also where a disk is full."""

from __future__ import annotations

import errno
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from sheets_sync.errors import LedgerError, StorageError, disk_is_full
from sheets_sync.ledger.spool import RESERVE, RESERVED, SPOOL, Kept, Spool
from sheets_sync.spreadsheet.snapshot import Snapshot

SENT = datetime(2022, 12, 16, 3, tzinfo=UTC)


def look(minutes: int = 0) -> Kept:
    sent = SENT + timedelta(minutes=minutes)
    return Kept("dan-van", "local", "", (Snapshot("id", sent, sent, "vi_VN", "Asia/Ho_Chi_Minh", ()),))


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path)


def no_room(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk takes nothing more; what is on it already may be overwritten."""

    def full(kept: Kept) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(spool, "_append", full)


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, True), (errno.EDQUOT, True), (errno.EACCES, False), (errno.EIO, False)]
)
def test_what_counts_as_a_full_disk(number: int, said: bool) -> None:
    """No room on the disk, or in an account's share of it."""
    assert disk_is_full(OSError(number, os.strerror(number))) is said


def test_looks_are_kept_in_order_until_they_are_taken(spool: Spool, tmp_path: Path) -> None:
    """What was taken over goes, the others stay sound, and an empty spool leaves no file."""
    for minutes in (5, 0, 10):
        spool.keep(look(minutes))
    assert [kept.sent for kept in spool.looks()] == [SENT + timedelta(minutes=m) for m in (0, 5, 10)]
    spool.forget([look(0)])
    assert spool.looks() == [look(5), look(10)]
    spool.forget(spool.looks())
    assert not (tmp_path / SPOOL).exists()


def test_a_look_that_was_altered_is_no_evidence(spool: Spool, tmp_path: Path) -> None:
    """A line that somebody changed or took out is named."""
    for minutes in (0, 5):
        spool.keep(look(minutes))
    lines = (tmp_path / SPOOL).read_text(encoding="utf-8").splitlines()
    (tmp_path / SPOOL).write_text(lines[1] + "\n", encoding="utf-8")
    with pytest.raises(LedgerError, match="line 1"):
        spool.looks()


@pytest.mark.parametrize("cut", [1, 20, 400])
def test_a_kill_while_a_look_is_written_loses_that_look_alone(spool: Spool, tmp_path: Path, cut: int) -> None:
    """Half a line at the end is no look, and keeps nobody from going on."""
    for minutes in (0, 5):
        spool.keep(look(minutes))
    os.truncate(tmp_path / SPOOL, (tmp_path / SPOOL).stat().st_size - cut)
    assert spool.looks() == [look(0)]
    spool.keep(look(10))
    assert spool.looks() == [look(0), look(10)]


def test_a_kill_while_the_reserve_is_written_leaves_room_for_the_next(spool: Spool, tmp_path: Path) -> None:
    """Half a look in the reserve is none; the reserve is made anew."""
    spool.reserve()
    with (tmp_path / RESERVE).open("r+b") as file:
        file.write(b'{"previous": "0')
    assert spool.looks() == []
    spool.reserve()
    assert (tmp_path / RESERVE).read_bytes()[:1] == b" "


@pytest.mark.parametrize(
    ("free", "kept"), [(100 * RESERVED, RESERVED), (4 * RESERVED, RESERVED), (400_000, 100_000), (0, 0)]
)
def test_the_reserve_leaves_room_for_the_ledger(
    spool: Spool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, kept: int
) -> None:
    """A quarter of what is free at most: on a small disk the ledger goes on."""
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=free))
    spool.reserve()
    made = tmp_path / RESERVE
    assert (made.stat().st_size if made.exists() else 0) == kept
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=100 * RESERVED))
    spool.reserve()
    assert made.stat().st_size == RESERVED


def test_a_full_disk_takes_one_look_into_the_reserve(
    spool: Spool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first look is kept; the next one is refused in words that name the disk, and the first stays."""
    spool.reserve()
    no_room(spool, monkeypatch)
    spool.keep(look(0))
    with pytest.raises(StorageError, match="disk full: the look can't be kept") as refused:
        spool.keep(look(5))
    assert refused.value.exit_code == 3
    assert spool.looks() == [look(0)]
    spool.forget([look(0)])
    assert not (tmp_path / RESERVE).exists()


@pytest.mark.once
def test_without_a_reserve_a_full_disk_is_told(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no reserve either, the error says what is lost and what to do."""
    no_room(spool, monkeypatch)
    with pytest.raises(StorageError, match="disk full") as refused:
        spool.keep(look())
    assert "Free some space" in str(refused.value)
