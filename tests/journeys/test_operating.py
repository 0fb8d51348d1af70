"""What an administrator does: schedules, quiet runs, alarms, several campaigns."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from office import COMMAND, World, moment, run

from sheets_sync.config import load, resources
from sheets_sync.errors import AccessError, TemplateError
from sheets_sync.job import opening
from sheets_sync.local_sheets.weather.faults import Fault
from tests.office import papers


def test_a_quiet_run_prints_nothing(world: World) -> None:
    """What cron would mail is only what failed."""
    quiet = ("run", "--quiet", "--campaign", world.settings.path, "--now")
    done = run(*quiet, moment("09:50").isoformat(), SHEETS_SYNC_ENDPOINT=world.server.url)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    shortly_before_a_look = moment("09:54:50").isoformat()  # so that it does not go on trying for long
    failed = run(*quiet, shortly_before_a_look, SHEETS_SYNC_ENDPOINT="http://127.0.0.1:9")
    assert failed.returncode == 3
    assert failed.stderr


def test_each_kind_of_schedule_can_be_put_in_place_as_it_is(world: World, tmp_path: Path) -> None:
    """`--only` prints one kind alone; lines are quiet; a refusal is exit code 2 for cron alone, and no loss in JSON."""
    path = world.settings.path
    lines = run("crontab", "--campaign", path, "--only", "cron", "--zone", "Asia/Ho_Chi_Minh", SHEETS_SYNC_LANG="en")
    assert [line.split(" /")[0] for line in lines.stdout.splitlines() if line[0] in "*0"] == [
        "0 15,21 16-30 12 *",
        "*/5 6-11 16-30 12 *",
    ]
    assert "run --quiet --campaign" in lines.stdout
    assert "OnCalendar" not in lines.stdout
    assert "[Timer]" in run("crontab", "--campaign", path, "--only", "systemd").stdout
    assert "Restart=on-failure" in run("crontab", "--campaign", path, "--only", "watch").stdout
    night = tmp_path / "night.toml"
    text = path.read_text(encoding="utf-8").replace("2022-12-16", "2022-11-01").replace("Asia/Ho_Chi_Minh", "UTC")
    night.write_text(text, encoding="utf-8")
    refused = run("crontab", "--campaign", night, "--only", "cron", "--zone", "America/New_York", SHEETS_SYNC_LANG="en")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "comes twice" in refused.stderr
    found = json.loads(run("crontab", "--campaign", night, "--zone", "America/New_York", "--json").stdout)
    assert found["crontab"] == []
    assert found["refused"]
    assert len(found["systemd"]) == 3
    unknown = run("crontab", "--campaign", path, "--zone", "Hanoi")
    assert (unknown.returncode, "timedatectl" in unknown.stderr) == (2, True)


def running(world: World, tmp_path: Path, slug: str) -> Path:
    """A campaign of today: looks through the day, on the world's server."""
    folder = tmp_path / slug
    folder.mkdir()
    today = datetime.now(UTC).astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    text = world.settings.path.read_text(encoding="utf-8").replace("dan-van-dot-2-2022", slug)
    text = text.replace("2022-12-16", str(today - timedelta(days=1)), 1)
    text = text.replace("2022-12-30", str(today + timedelta(days=2)), 1)
    path = folder / "campaign.toml"
    path.write_text(text, encoding="utf-8")
    return path


def lines_until(process: subprocess.Popen[str], *wanted: str) -> list[dict[str, Any]]:
    """Lines of a JSON log, until each of the wanted words was in one."""
    assert process.stderr
    missing, found = set(wanted), []
    for line in process.stderr:
        found.append(json.loads(line))
        missing -= {word for word in missing if word in found[-1]["message"]}
        if not missing:
            return found
    raise AssertionError(missing)


def test_several_campaigns_are_watched_and_read_anew(world: World, tmp_path: Path) -> None:
    """One process watches them all; SIGHUP reads the files anew, and one that is wrong goes on as it was; every moment
    of the log carries its zone; SIGTERM ends it with one document for all."""
    paths = [running(world, tmp_path, slug) for slug in ("first", "second")]
    environ = {**os.environ, "SHEETS_SYNC_ENDPOINT": world.server.url, "SHEETS_SYNC_LANG": "en"}
    command = [COMMAND, "watch", *map(str, paths), "--log-format", "json", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ) as process:
        try:
            log = lines_until(process, "watching first", "watching second")
            assert all(datetime.fromisoformat(entry["at"]).tzinfo for entry in log)
            text = paths[1].read_text(encoding="utf-8")
            paths[1].write_text(text + "\nnonsense = 1\n", encoding="utf-8")
            process.send_signal(signal.SIGHUP)
            lines_until(process, "first: the campaign file was read anew", "second: the campaign goes on as it was")
        finally:
            process.terminate()
        assert process.stdout
        done = json.loads(process.stdout.read())
        assert process.wait() == 0
    assert [entry["campaign"] for entry in done] == ["first", "second"]


def test_two_campaigns_in_one_folder_are_refused(world: World, tmp_path: Path) -> None:
    """They would mix their evidence: exit 2, with the folder."""
    path = running(world, tmp_path, "first")
    other = path.with_name("other.toml")
    other.write_text(path.read_text(encoding="utf-8").replace('"first"', '"other"'), encoding="utf-8")
    done = run("watch", path, other, SHEETS_SYNC_ENDPOINT=world.server.url)
    assert done.returncode == 2
    assert "same state folder" in done.stderr


def test_a_watch_that_cannot_begin_says_why(world: World, tmp_path: Path) -> None:
    """Where no campaign can be watched, the exit code is that of what is wrong."""
    path = running(world, tmp_path, "first")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[google]", '[google]\ncredentials = "none.json"', 1), encoding="utf-8")
    done = run("watch", path)
    assert done.returncode == 2
    assert "does not exist" in done.stderr


def test_requests_are_counted_by_account(tmp_path: Path) -> None:
    """Campaigns of one account share one count, wherever their state is; another account has its own."""
    settings = load(resources.sample_campaign() / "campaign.toml", environ={}, state=tmp_path / "state")
    places = []
    for name, account in (("a", "job@x.example"), ("b", "job@x.example"), ("c", "other@x.example")):
        key = tmp_path / f"{name}.json"
        key.write_text(json.dumps({"client_email": account}), encoding="utf-8")
        places.append(opening.quota_file(replace(settings, credentials=key, state=tmp_path / name), {}))
    assert places[0] == places[1]
    assert places[0] != places[2]
    assert places[0].parent == tmp_path
    kept = opening.quota_file(replace(settings, credentials=key), {"STATE_DIRECTORY": str(tmp_path)})
    assert kept.parent == tmp_path
    assert opening.quota_file(settings, {}) == tmp_path / "state" / "quota.json"


def test_papers_are_made_where_only_the_tabs_cannot_be_written(world: World) -> None:
    """A job that may only view still makes the papers of the deadline, from the evidence; the run says exit 4."""
    world.type("go-dau", 1)
    world.server.faults.add(Fault(status=403, times=0, access="write"))
    with pytest.raises(AccessError):
        world.tick("10:00")
    assert sorted(path.suffix for path in papers(world.settings.documents.out)) == [".docx", ".html", ".json"]


def test_a_format_that_breaks_holds_up_no_other(world: World, tmp_path: Path) -> None:
    """Where one template is broken the other formats are there at the deadline; mended, the missing one comes."""
    own = tmp_path / "own"
    shutil.copytree(resources.templates_dir(), own)
    good = (own / "daily.html").read_bytes()
    (own / "daily.html").write_text("{{ nobody }}", encoding="utf-8")
    world.settings = replace(world.settings, documents=replace(world.settings.documents, templates=own))
    for at in ("10:00", "10:05"):  # no new files at each tick
        with pytest.raises(TemplateError):
            world.tick(at)
    out = world.settings.documents.out
    assert sorted(path.suffix for path in papers(out)) == [".docx", ".json"]
    (own / "daily.html").write_bytes(good)
    outcome = world.tick("10:10")
    assert [path.suffix for path in outcome.documents] == [".docx", ".html"]
    assert len(papers(out, ".docx")) == 1
