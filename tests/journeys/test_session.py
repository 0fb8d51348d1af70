"""A session: what a developer, an analyst or a test does with a campaign in Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from office import GOOD, World, moment

import sheets_sync as ss
from sheets_sync.config import resources
from sheets_sync.demo import Act, People
from sheets_sync.gateway.timekeeper import ReplayedClock
from sheets_sync.job import opening


@pytest.fixture
def campaign_file(tmp_path: Path) -> Path:
    """The sample's campaign file, in a folder of its own."""
    return Path(shutil.copy(resources.sample_campaign() / "campaign.toml", tmp_path))


def typed(server: ss.LocalSheets, office: ss.Session, unit: str, row: int, **cells: str) -> None:
    People(server.client(), office.settings).act(Act(moment("08:00"), unit, "type", row, GOOD | cells))


def test_a_campaign_runs_in_this_process_alone(campaign_file: Path) -> None:
    """With a server that listens nowhere, provisioning, ticks, statuses and documents need no socket and no account."""
    clock = ReplayedClock(moment("07:00"))
    with ss.LocalSheets(listen=False) as server, ss.open(campaign_file, now=clock, server=server) as office:
        assert len(office.provision(dry_run=True)) == len(office.provision()) > len(office.campaign.units)
        assert office.provision() == ()
        office.tick()
        typed(server, office, "go-dau", 1)
        clock.now = moment("08:00")
        result = office.tick()
        assert [poll.sent for poll in result.polls] == [clock.now]
        assert office.judgement("go-dau", "16/12").status is ss.Status.ON_TIME
        assert office.judgement("go-dau", date(2022, 12, 16), as_of=moment("07:30")).status is ss.Status.PENDING
        assert [row.unit for row in office.rows(valid_only=True)] == ["go-dau"]
        assert office.board().of(office.campaign.unit_by_key["go-dau"], date(2022, 12, 16)).status == "on_time"
        paths = office.write_document("16/12", out=campaign_file.parent / "out", formats=["html"])
        assert (paths.edition, paths.as_of) == (None, clock.now)
        assert office.verify_document(paths[0]).holds
        assert office.verify_document(paths[0]).checked > 5
        clock.now = moment("10:00")
        assert {path.suffix for path in office.tick().documents} == {".docx", ".html"}


def test_why_is_told_as_text_page_and_json(campaign_file: Path) -> None:
    """One explanation, three ways to show it."""
    with ss.open(campaign_file, now=moment("08:00"), server=ss.LocalSheets(listen=False)) as office:
        office.provision()
        office.tick()
        found = office.why("Gò Dầu", "16/12")
    assert "Huyện Đoàn Gò Dầu" in found.text()
    assert found.html().startswith("<!DOCTYPE html>")
    assert found.to_json()["status"] == found.judgement.status.value == "pending"


def test_a_server_that_a_session_started_ends_with_it(campaign_file: Path) -> None:
    """What a session opened it closes; what it was given running goes on."""
    server = ss.LocalSheets(listen=False)
    with ss.open(campaign_file, server=server):
        assert server.running
    assert not server.running
    with server, ss.open(campaign_file, server=server):
        pass


def test_looking_leaves_no_trace(campaign_file: Path) -> None:
    """Where nothing was recorded there is nothing to see, and looking makes no folder."""
    with ss.open(campaign_file) as office:
        assert office.rows() == []
        assert office.judgement("go-dau", "16/12", as_of=moment("08:00")).status is ss.Status.PENDING
        with pytest.raises(ss.ConfigError, match="no evidence"):
            office.write_document()
    assert not (campaign_file.parent / "state").exists()


def test_looking_needs_no_lock_and_no_folder_that_can_be_written(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """An analyst reads a ledger that belongs to somebody else, while that one's job is at work."""
    world.type("go-dau", 1)
    world.tick("09:00")
    monkeypatch.setattr("os.access", lambda *_: False)
    ledger = world.settings.state / "ledger.sqlite"
    before = ledger.read_bytes(), ledger.stat().st_mtime_ns
    with opening.locked(world.settings.state), ss.open(world.settings.path) as office:
        assert office.judgement("go-dau", "16/12", as_of=moment("09:01")).status is ss.Status.ON_TIME
        assert office.why("go-dau", "16/12", as_of=moment("09:01")).head
    assert (ledger.read_bytes(), ledger.stat().st_mtime_ns) == before


LOOK = """
import sys
import sheets_sync as ss
with ss.open(sys.argv[1], now="2022-12-16T10:05") as office:
    print(office.judgement("go-dau", "16/12").status.value, len(office.rows()), len(office.problems()))
    print(bool(office.why("go-dau", "16/12").text()), len(office.frames().statuses), office.chain.verify().ok)
    print(office.verify_document(sys.argv[2]).holds)
"""


IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
BOUND = ["setpriv", "--bounding-set", "-dac_override"] if IS_ROOT else []
"""Root may write everywhere; so that it may not, this power is taken from it."""


@pytest.mark.skipif(IS_ROOT and not shutil.which("setpriv"), reason="root may write everywhere")
def test_somebody_without_rights_looks_at_everything(world: World) -> None:
    """A person who can read the folder and write nothing, anywhere in it, sees what the owner sees."""
    world.type("go-dau", 1)
    world.tick("09:00")
    world.clock.now = moment("10:05")
    with ss.open(world.settings.path, now=world.clock, server=world.server) as office:
        office.tick()
        (document,) = office.write_document("16/12", formats=["html"])
    with TemporaryDirectory() as folder:
        place = Path(shutil.copytree(world.settings.path.parent, Path(folder) / "office"))
        paper = place / document.relative_to(world.settings.path.parent)
        for path in (Path(folder), place, *place.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        before = {path: path.stat().st_mtime_ns for path in place.rglob("*")}
        command = [*BOUND, sys.executable, "-c", LOOK, str(place / "campaign.toml"), str(paper)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.stdout.split() == ["on_time", "1", "0", "True", str(14 * 15), "True", "True"], done.stderr
        assert {path: path.stat().st_mtime_ns for path in place.rglob("*")} == before
        for path in (place, *place.rglob("*")):
            path.chmod(0o755)


def test_another_run_is_refused_while_one_is_at_work(world: World) -> None:
    """Two sessions never record at once; the one that holds the lock for several ticks keeps it between them."""
    one, other = (ss.open(world.settings.path, now=moment("09:00"), server=world.server) for _ in range(2))
    with one, other:
        with one.locked():
            one.tick()
            with pytest.raises(ss.LockedError):
                other.tick()
        other.tick()


def test_a_session_takes_in_what_another_run_saw(world: World) -> None:
    """A cell that was changed, seen by another run, and changed back is recorded both times."""
    clock = ReplayedClock(moment("09:00"))
    with ss.open(world.settings.path, now=clock, server=world.server) as office:
        world.type("go-dau", 1)
        office.tick()
        world.act("go-dau", "clear", 1)
        world.tick("09:05")
        world.type("go-dau", 1)
        clock.now = moment("09:10")
        office.tick()
        found = office.evidence.changes("go-dau", date(2022, 12, 16), clock.now)
        assert [change.observed.value for change in found] == ["valid", "absent", "valid"]


def test_a_dry_tick_is_forgotten(world: World) -> None:
    """Dry, the board shows what would be; afterwards nothing is known of it."""
    world.type("go-dau", 1)
    with ss.open(world.settings.path, now=moment("09:00"), server=world.server) as office:
        assert office.tick(dry_run=True).new_evidence == 1
        assert office.judgement("go-dau", "16/12").status is ss.Status.PENDING
        assert office.tick().new_evidence == 1


def test_another_moment_is_refused_against_google(campaign_file: Path) -> None:
    """Evidence from Google carries the real time only; the refusal comes before anything is made."""
    with ss.open(campaign_file, now=moment("10:00")) as office, pytest.raises(ss.ConfigError, match="against Google"):
        office.tick()
    assert not (campaign_file.parent / "state").exists()


@pytest.mark.parametrize(
    ("unit", "day", "slot", "said"),
    [
        ("go-dua", "16/12", None, "Did you mean 'go-dau'"),
        ("go-dau", "31/12", None, "no report day"),
        ("go-dau", date(2022, 12, 31), None, "no report day"),
        ("go-dau", "16/12", "sang", "no slot"),
    ],
)
def test_what_the_campaign_does_not_have_is_refused(
    campaign_file: Path, unit: str, day: str | date, slot: str | None, said: str
) -> None:
    """Units, days and slots are checked, and the nearest word is named."""
    with ss.open(campaign_file) as office, pytest.raises(ss.ConfigError, match=said):
        office.judgement(unit, day, slot)


def test_an_endpoint_without_tls_is_refused(campaign_file: Path) -> None:
    """No credential leaves this machine in the clear."""
    with pytest.raises(ss.ConfigError, match="no endpoint"):
        ss.open(campaign_file, endpoint="http://sheets.example.com")


def test_the_pure_rules_and_the_board_agree(world: World) -> None:
    """`ss.judge` on a session's evidence says what its board says."""
    world.type("go-dau", 1)
    world.tick("09:00")
    with ss.open(world.settings.path, now=moment("09:00") + timedelta(minutes=1)) as office:
        board = office.board()
        for unit in office.campaign.units:
            for period in office.campaign.periods:
                assert ss.judge(unit, period, office.evidence, office.campaign, board.as_of) == board.of(
                    unit, period.day
                )
