"""Who may override: the coordinators' tab is where it is read, and locked for those who are named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from office import World

from sheets_sync.cli import cli
from sheets_sync.config import Settings, load
from sheets_sync.gateway import Gateway
from sheets_sync.job import opening
from sheets_sync.job.checks import Level, Visit, visited
from sheets_sync.job.checks.campaign import who_may_override
from sheets_sync.job.provisioning import provision_with
from sheets_sync.tabs.headings import Provisioning
from sheets_sync.tabs.setup import provision

WHO = ("dieuphoi@example.com",)


def locks(world: World, requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The protections of the whole tab of overrides among some requests."""
    sheet_id = world.sheet_id("Điều chỉnh")
    found = [r["addProtectedRange"]["protectedRange"] for r in requests if "addProtectedRange" in r]
    return [p for p in found if p["range"] == {"sheetId": sheet_id}]


def test_the_tab_of_overrides_is_locked_for_coordinators(world: World) -> None:
    """Named coordinators, and the job, alone may type overrides; once locked, nothing is left to do."""
    gateway: Gateway = opening.connect(world.settings, world.clock)
    now, named = world.clock.now, replace(world.settings, coordinators=WHO)
    (open_door,) = provision_with(gateway, world.settings, now, dry_run=True).values()
    (first,) = provision_with(gateway, named, now).values()
    (again,) = provision_with(gateway, named, now).values()
    assert locks(world, open_door.requests) == []
    (lock,) = locks(world, first.requests)
    assert lock["editors"] == {"users": list(WHO)}
    assert again.requests == []


def test_overrides_have_a_tab_only_where_they_are_read(world: World) -> None:
    """A spreadsheet in which overrides are not read gets no tab for them."""
    setup = opening.connect(world.settings, world.clock).read_setup(world.settings.spreadsheet)
    bare, campaign = replace(setup, tabs=()), world.settings.campaign
    here = provision(bare, campaign, [], campaign.units)
    elsewhere = provision(bare, campaign, [], campaign.units, with_overrides=False, coordinators=WHO)
    assert set(here.actions) - set(elsewhere.actions) == {"tab “Điều chỉnh”"}
    assert not any("Điều chỉnh" in str(request) for request in elsewhere.requests if "addSheet" in request)


def test_check_tells_of_the_open_door(world: World) -> None:
    """While everybody can type overrides `check` says so and what to do; with either remedy it does not."""
    (finding,) = who_may_override(Visit(world.settings, world.clock.now))
    assert finding.level is Level.NOTICE
    assert "coordinators" in finding.remedy
    named = replace(world.settings, coordinators=WHO)
    (not_yet,) = who_may_override(visited(named))
    assert (not_yet.level, "provision" in not_yet.remedy) == (Level.MEND, True)
    provision_with(opening.connect(named, world.clock), named, world.clock.now)
    assert not list(who_may_override(visited(named)))
    for closed in (replace(world.settings, coordinators=WHO), replace(world.settings, board="another")):
        assert not list(who_may_override(Visit(closed, world.clock.now)))


def test_provision_takes_a_state_folder(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`provision --state` names the state folder, as it does for every other command."""
    seen: list[Path] = []

    def set_up(gateway: Gateway, settings: Settings, *_: Any, **__: Any) -> dict[str, Provisioning]:
        seen.append(settings.state)
        return {}

    monkeypatch.setattr("sheets_sync.job.provisioning.provision_with", set_up)
    monkeypatch.setenv("SHEETS_SYNC_ENDPOINT", world.server.url)
    folder = tmp_path / "elsewhere"
    given = ["provision", "--campaign", str(world.settings.path), "--state", str(folder)]
    assert CliRunner().invoke(cli, given).exit_code == 0
    assert seen == [folder]


def test_other_coordinators_change_the_lock(world: World) -> None:
    """Named anew in the file, they are the ones who may type once `provision` ran; then nothing is left to do."""
    gateway, now = opening.connect(world.settings, world.clock), world.clock.now
    first = replace(world.settings, coordinators=WHO)
    other = replace(world.settings, coordinators=("khac@example.com",))
    provision_with(gateway, first, now)
    (changed,) = provision_with(gateway, other, now).values()
    (update,) = [request["updateProtectedRange"] for request in changed.requests]
    assert update["protectedRange"]["editors"] == {"users": ["khac@example.com"]}
    (again,) = provision_with(gateway, other, now).values()
    assert again.requests == []
    (nobody,) = provision_with(gateway, world.settings, now).values()
    assert (nobody.requests, len(nobody.left)) == ([], 1)
    asked = {"fields": "sheets.protectedRanges"}
    found = world.http.fetch_sheet_metadata(world.settings.spreadsheet, params=asked)
    locked = [p for sheet in found["sheets"] for p in sheet.get("protectedRanges", ())]
    (lock,) = [p for p in locked if "typed by Điều chỉnh" in p["description"]]
    assert "khac@example.com" in lock["editors"]["users"]


def test_tabs_of_overrides_that_nobody_reads_are_named(world: World) -> None:
    """With a board of its own, a tab of overrides that was left in the units' spreadsheet counts for nothing."""
    board = world.server.create_spreadsheet(title="Bảng theo dõi")
    moved = replace(world.settings, board=board)
    provision_with(opening.connect(moved, world.clock), moved, world.clock.now)
    (left,) = who_may_override(visited(moved))
    assert (left.level, left.where) == (Level.NOTICE, f"spreadsheet {world.settings.spreadsheet}")
    assert "Điều chỉnh" in left.what


def test_a_tab_keeps_its_heading_when_the_file_renames_the_column(world: World) -> None:
    """A label that changed in the file is no second column in tabs that bear the one that was recorded."""
    world.tick("09:00")
    path = world.settings.path
    path.write_text(
        path.read_text(encoding="utf-8").replace('header = "Mô tả"', 'header = "Nội dung"'), encoding="utf-8"
    )
    changed = replace(load(path, environ={}), endpoint=world.settings.endpoint, state=world.settings.state)
    (done,) = provision_with(opening.connect(changed, world.clock), changed, world.clock.now).values()
    assert not [action for action in done.actions if "heading" in action]
    assert world.values("Gò Dầu")[0].count("Mô tả") == 1
    assert "Nội dung" not in world.values("Gò Dầu")[0]
