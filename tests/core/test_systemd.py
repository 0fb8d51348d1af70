"""Units for systemd: their calendar, their words, and what is taken from the process."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.schedule import PollPlan, moments_of
from sheets_sync.config import resources
from sheets_sync.job.systemd import Host, calendar_lines, timer_units, unit_command, watch_unit

PLAN = PollPlan()
COMMAND = ["/opt/sheets-sync/bin/sheets-sync", "run", "--quiet", "--campaign", "/srv/reports/campaign.toml"]
HOST = Host("sheets-sync", "/srv/reports", ("/srv/reports",))
needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here")


def test_the_timer_names_the_campaigns_zone(campaign: Campaign) -> None:
    """Polls of all days with the same times are one line, by the campaign's own zone."""
    assert calendar_lines(campaign, PLAN) == [
        "2022-12-16..30 06..11:00/5:00 Asia/Ho_Chi_Minh",
        "2022-12-16..30 15,21:00:00 Asia/Ho_Chi_Minh",
    ]


def test_a_time_that_comes_twice_is_told_in_utc(campaign: Campaign) -> None:
    """On the night on which clocks go back, no time is left to systemd to choose."""
    night = replace(campaign, timezone=ZoneInfo("Europe/Berlin"), days=(date(2027, 10, 31),))
    plan = PollPlan(every=timedelta(minutes=30), start=time(2), until=time(3), also=())
    assert calendar_lines(night, plan) == [
        "2027-10-31 00:00/30:00 UTC",
        "2027-10-31 03,10:00:00 Europe/Berlin",
    ]


@needs_systemd
@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "Europe/Berlin", "Australia/Lord_Howe"])
def test_systemd_elapses_at_every_poll(campaign: Campaign, zone: str) -> None:
    """systemd itself, asked when the lines elapse, names every poll of the days around both changes, and no other."""
    around = (date(2027, 3, 27), date(2027, 3, 28), date(2027, 4, 3), date(2027, 4, 4), date(2027, 10, 3))
    some = replace(campaign, timezone=ZoneInfo(zone), days=(*around, date(2027, 10, 31)), deadline=time(10, 0, 30))
    plan = PollPlan(every=timedelta(minutes=45), start=time(1), until=time(11, 55))
    wanted = {m.astimezone(UTC) for day in some.days for m in moments_of(day, plan, some)}
    found = set()
    for line in calendar_lines(some, plan):
        asked = ["systemd-analyze", "calendar", "--base-time=2027-01-01 00:00:00 UTC", "--iterations=400", line]
        told = subprocess.run(asked, capture_output=True, text=True, check=True, env={"TZ": "UTC", "LC_ALL": "C"})
        found |= {
            datetime.fromisoformat(text).replace(tzinfo=UTC)
            for text in re.findall(r"(?:elapse|#\d+): \w+ (\S+ \S+) UTC", told.stdout)
        }
    assert found == wanted


def test_words_of_a_command() -> None:
    """Blanks, quotes, "%" and "$" of a path reach the command as they are."""
    assert unit_command(["/a b/c", "50%", "$x", 'say "hi"', "plain"]) == '"/a b/c" 50%% $$x "say \\"hi\\"" plain'


@needs_systemd
@pytest.mark.parametrize("kind", ["tick", "watch"])
def test_what_the_units_do_not_need_is_taken_from_them(campaign: Campaign, kind: str, tmp_path: Path) -> None:
    """`systemd-analyze security` gives them less than 4 of 10 points of exposure, and verify has no complaint."""
    made = timer_units(campaign, PLAN, COMMAND, HOST) if kind == "tick" else watch_unit("x", COMMAND, HOST)
    name, text = next((n, t) for n, t in made.items() if n.endswith(".service"))
    path = tmp_path / name
    path.write_text(text)
    told = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(path)], capture_output=True, text=True
    )
    exposure = re.search(r"exposure level for \S+: ([\d.]+)", told.stdout)
    assert exposure, told.stderr
    assert float(exposure[1]) < 4
    assert name not in told.stderr


def test_folders_at_home_or_in_tmp_are_reached(campaign: Campaign) -> None:
    """A campaign in somebody's home is not hidden from its own unit; nor one in /tmp."""
    made = watch_unit("x", ["/home/an/bin/sheets-sync"], Host("an", "/tmp/c", ("/tmp/c",)))[
        "sheets-sync-watch-x.service"
    ]
    assert "ProtectHome=read-only" in made
    assert "PrivateTmp" not in made


def test_the_shipped_examples_are_what_the_command_prints(campaign: Campaign) -> None:
    """The examples for systemd are those of the sample campaign."""
    made = timer_units(campaign, PLAN, COMMAND, HOST)
    made |= watch_unit(campaign.slug, [COMMAND[0], "watch", *COMMAND[3:]], HOST)
    for name, text in made.items():
        example = name.replace(f"-{campaign.slug}", "") + ".example"
        assert (resources.jobs_dir() / example).read_text(encoding="utf-8") == text
