"""Who may override: the coordinators' tab is where it is read, and locked for those who are named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from office import World

from sheets_sync.cli import cli
from sheets_sync.config import Settings
from sheets_sync.gateway import Gateway
from sheets_sync.job import opening
from sheets_sync.job.checks import Level, Visit
from sheets_sync.job.checks.campaign import who_may_override
from sheets_sync.job.provisioning import provision_with
from sheets_sync.tabs.setup import Provisioning, provision

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
