"""What an administrator does: schedules, quiet runs, alarms, several campaigns."""

from __future__ import annotations

import json
from pathlib import Path

from office import World, moment, run


def test_a_quiet_run_prints_nothing(world: World) -> None:
    """What cron would mail is only what failed."""
    at = ("--now", moment("10:00").isoformat())
    where = {"SHEETS_SYNC_ENDPOINT": world.server.url}
    done = run("run", "--quiet", "--campaign", world.settings.path, *at, **where)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    failed = run("run", "--quiet", "--campaign", world.settings.path, *at, SHEETS_SYNC_ENDPOINT="http://127.0.0.1:9")
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
