"""What a printed code proves stays true: on a disk that can't be written, after a move to another ledger, and where a
run has to wait for another one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from office import World, moment, run

from sheets_sync.evidence.fold import Poll
from sheets_sync.ledger import Ledger


@contextmanager
def small_disk(folder: Path, *, kilobytes: int = 4096) -> Iterator[Path]:
    """A file system of its own; tests that need one are skipped where none can be mounted."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path) -> None:
    """Not a byte more has room."""
    with (folder / "x").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass


def issued(world: World) -> list[Path]:
    """The papers that were made and can be verified."""
    return [path for path in world.settings.documents.out.iterdir() if path.suffix in (".html", ".docx")]


@pytest.mark.parametrize("disk", ["read-only", "full"])
def test_a_disk_that_can_not_be_written_still_tells_and_proves(world: World, tmp_path: Path, disk: str) -> None:
    """`status`, `why`, `evidence verify` and `rollup --verify` need no room and write nothing."""
    world.type("go-dau", 1)
    for clock in ("09:50", "10:00"):
        world.tick(clock)
    args = ("--campaign", world.settings.path, "--now", moment("10:05").isoformat())
    with small_disk(tmp_path / "small") as small:
        shutil.copytree(world.settings.state, small, dirs_exist_ok=True, ignore=shutil.ignore_patterns("reserve"))
        if disk == "full":
            fill(small)
        else:
            subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
        before = sorted(path.name for path in small.iterdir())
        said = [
            run("status", *args, "--state", small, "--json"),
            run("why", "go-dau", "16/12", *args, "--state", small),
            run("evidence", "verify", "--campaign", world.settings.path, "--state", small),
            *(run("rollup", "--verify", p, "--campaign", world.settings.path, "--state", small) for p in issued(world)),
        ]
        after = sorted(path.name for path in small.iterdir() if not path.name.endswith(("-shm", "-wal")))
    assert [done.stderr for done in said if done.returncode] == []
    assert len(said) > 3
    assert json.loads(said[0].stdout)["today"]["reported"] == 1
    assert after == before


def test_records_in_the_log_of_a_killed_run_are_read_from_a_disk_that_is_full(tmp_path: Path) -> None:
    """What a run wrote is not passed over because nothing can be made beside the ledger."""
    look = Poll(moment("10:00"), moment("10:00"), "x", ("go-dau",))
    with small_disk(tmp_path / "small") as small:
        with Ledger.at(tmp_path / "state") as ledger:
            ledger.append([look])
            for name in ("ledger.sqlite", "ledger.sqlite-wal"):  # as a run that is killed leaves them
                shutil.copyfile(tmp_path / "state" / name, small / name)
        assert (small / "ledger.sqlite-wal").stat().st_size > 0
        fill(small)
        with Ledger.at(small, to_read=True) as ledger:
            assert ledger.first_broken() is None
            assert [fact.sent for fact in ledger.new_facts()] == [look.sent]
