"""What a printed code proves stays true: on a disk that can't be written, after a move to another ledger, and where a
run has to wait for another one."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from queue import Queue

import pytest
from office import World, moment, run

from sheets_sync.config import Settings
from sheets_sync.errors import StorageError
from sheets_sync.evidence.fold import Poll
from sheets_sync.job import opening
from sheets_sync.job.publishing import verify_document
from sheets_sync.job.tick import TickResult
from sheets_sync.ledger import Ledger
from sheets_sync.ledger.export import EXPORTS, opened_other
from sheets_sync.ledger.spool import Spool
from sheets_sync.session.office import Session
from tests.edges.stores import Place, running_postgres
from tests.office import papers


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A place for another ledger, in each of the databases."""
    if request.param == "sqlite":
        yield Place(tmp_path / "other")
        return
    with running_postgres() as server:
        yield Place(tmp_path / "other", server.fresh())


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
    return papers(world.settings.documents.out, ".html", ".docx")


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


def verified(settings: Settings, papers: Sequence[Path]) -> list[str]:
    """What of each paper does not hold against the ledger of some settings."""
    wrong = []
    for paper in papers:
        with opening.archive_of(settings, to_read=True) as archive:
            wrong += [f"{paper.name}: {mismatch}" for mismatch in verify_document(archive, paper).mismatches]
    return wrong


def test_papers_hold_against_a_ledger_that_was_imported(world: World, place: Place, tmp_path: Path) -> None:
    """Exported and imported into an empty ledger, in either database: the same head, and every paper verifies."""
    world.type("go-dau", 1)
    for clock in ("09:50", "10:00"):
        world.tick(clock)
    world.type("tan-bien", 1)
    world.tick("21:00")
    out = tmp_path / "evidence.jsonl"
    with Ledger.at(world.settings.state) as ledger, out.open("w", encoding="utf-8") as stream:
        EXPORTS["jsonl"](ledger.records(), stream)
        head = ledger.head()
    moved = replace(world.settings, state=place.folder / "moved", state_url=place.url)
    with opened_other(str(out)) as other, opening.opened_ledger(moved) as ledger:
        ledger.merge(other)
        assert ledger.head() == head
        assert ledger.first_broken() is None
    papers = issued(world)
    assert len(papers) > 2
    assert verified(moved, papers) == []


HOLDER = """
import sys
from filelock import FileLock
with FileLock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_the_look_at_the_deadline_waits_for_another_process(world: World) -> None:
    """Another process holds the lock for 30 seconds over the deadline: the look is made inside the grace."""
    world.type("go-dau", 1)
    world.tick("09:50")
    now = [moment("10:00")]
    results: Queue[TickResult | Exception] = Queue()

    def look() -> None:
        try:
            with Session(world.settings, now=lambda: now[0]) as office:
                results.put(office.tick())
        except Exception as error:
            results.put(error)

    command = [sys.executable, "-c", HOLDER, str(world.settings.state / "lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "held\n"
        run_of_the_deadline = threading.Thread(target=look)
        run_of_the_deadline.start()
        now[0] = moment("10:00:30")
        assert results.empty()
        holder.stdin.write("\n")
        holder.stdin.close()
        run_of_the_deadline.join(timeout=300)
    result = results.get_nowait()
    assert isinstance(result, TickResult), result
    assert [poll.sent for poll in result.polls] == [moment("10:00:30")]
    found = {j.unit: j.cut_off for judgements in result.board.judgements.values() for j in judgements[:1]}
    assert found["go-dau"] == moment("10:00:30")


def test_a_database_server_that_does_not_answer_loses_no_look(world: World) -> None:
    """Exit code 3; the look of the deadline is kept, and the database that answers again takes it over."""
    pytest.importorskip("psycopg")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    down = replace(world.settings, state_url=f"postgresql+psycopg://nobody@127.0.0.1:{port}/ledger")
    world.type("go-dau", 1)
    with Session(down, now=moment("10:00")) as office, pytest.raises(StorageError) as failed:
        office.tick()
    assert failed.value.exit_code == 3
    assert "kept in the state folder" in str(failed.value)
    with Session(world.settings, now=moment("10:20")) as office:
        assert office.tick().board.judgements["go-dau"][0].status.value == "on_time"
        assert [poll.sent for poll in office.evidence.polls] == [moment("10:00"), moment("10:20")]


def test_a_look_that_was_taken_over_counts_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that is killed after it recorded a kept look, and before it forgot it, doubles nothing."""
    world.type("go-dau", 1)

    def unreachable(*_: object, **__: object) -> int:
        raise StorageError("the ledger's database can't be reached.")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "append", unreachable)
        with pytest.raises(StorageError):
            world.tick("10:00")
    with monkeypatch.context() as patched:
        patched.setattr(Spool, "forget", killed)
        with pytest.raises(KeyboardInterrupt):
            world.tick("10:05")
    assert world.statuses(world.tick("10:10"))["go-dau"] == "on_time"
    looks = [poll.sent for poll in opening.evidence_of(world.settings).polls]
    assert looks == [moment("10:00"), moment("10:10")]
    assert Spool(world.settings.state).looks() == []
