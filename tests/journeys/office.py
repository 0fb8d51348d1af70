"""A small office for the journeys: a local server, a provisioned spreadsheet, people who type, a job that ticks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ready

from sheets_sync.config import load, resources
from sheets_sync.demo import Act, People
from sheets_sync.gateway import Gateway
from sheets_sync.job.opening import Outcome
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.files.file import OWNER
from sheets_sync.local_sheets.grid.models import Spreadsheet
from sheets_sync.spreadsheet.a1 import Range
from tests import office as small
from tests.office import SAMPLE, SmallOffice, moment, provision_all, settings_of

_HEADINGS = {c.key: c.header for c in load(resources.sample_campaign() / "campaign.toml", environ={}).campaign.columns}
GOOD = {_HEADINGS[key]: text for key, text in small.GOOD.items()}
"""A valid row of the sample's tabs: heading -> as typed."""

SHEET = "bang-tinh-bao-cao"
"""The id of the offices' spreadsheet."""

REPORT = tuple(small.GOOD.get(key, "") for key in list(_HEADINGS)[:9])
"""The same as the first cells of a row of the sample's unit tabs."""


@dataclass
class World(SmallOffice):
    """Everything a journey needs."""

    server: LocalSheets = field(kw_only=True)
    people: People = field(init=False)

    def __post_init__(self) -> None:
        self.people = People(self.server.client(), self.settings)

    @property
    def http(self) -> Any:
        return self.server.client().http_client

    def type(self, unit: str, row: int, cells: Mapping[str, str] = GOOD) -> None:
        self.people.act(Act(self.clock.now, unit, "type", row, cells))

    def act(self, unit: str, do: str, row: int) -> None:
        self.people.act(Act(self.clock.now, unit, do, row, {}))

    def tick(
        self, at: str, *, day: str = "2022-12-16", gateway: Gateway | None = None, new_ledger: str = ""
    ) -> Outcome:
        self.clock.now = moment(at, day)
        return self.step(gateway, new_ledger=new_ledger)

    def statuses(self, outcome: Outcome, day: int = 0) -> dict[str, str]:
        return {unit: found[day].status.value for unit, found in outcome.tick.board.judgements.items()}

    def values(self, tab: str) -> list[list[Any]]:
        found = self.http.values_get(self.settings.spreadsheet, Range(tab).a1)
        return list(found.get("values", []))

    def structure(self) -> dict[str, Any]:
        return dict(self.http.fetch_sheet_metadata(self.settings.spreadsheet, params={"includeGridData": "true"}))

    def batch(self, *requests: Mapping[str, Any]) -> None:
        self.http.batch_update(self.settings.spreadsheet, {"requests": list(requests)})

    def sheet_id(self, title: str) -> int:
        document = self.http.fetch_sheet_metadata(
            self.settings.spreadsheet, params={"fields": "sheets(properties(sheetId,title))"}
        )
        ids = {s["properties"]["title"]: s["properties"].get("sheetId", 0) for s in document["sheets"]}
        return int(ids[title])


def make_world(server: LocalSheets, folder: Path, text: str | None = None) -> World:
    """A provisioned campaign: the sample, or the one whose campaign file is `text`."""
    assert SHEET not in server.workspace.files, "one office for each server"
    settings = settings_of(_named(text or SAMPLE), folder, server.url)
    if set(settings.spreadsheets) == {SHEET}:
        server.workspace.add(_provisioned(text or SAMPLE).draft(), owner=OWNER)
    else:  # it names others, which stand on this server alone
        server.create_spreadsheet(title="Báo cáo", id=SHEET)
        provision_all(settings)
    return World(settings, server=server)


def _named(text: str) -> str:
    return text.replace("dien-ma-bang-tinh-vao-day", SHEET)


@cache
def _provisioned(text: str) -> Spreadsheet:
    """The spreadsheet as `provision` leaves it, made once: a state that is never changed, only replaced by another."""
    with LocalSheets(validate=True) as server, TemporaryDirectory() as folder:
        server.create_spreadsheet(title="Báo cáo", id=SHEET)
        provision_all(settings_of(_named(text), Path(folder), server.url))
        assert server.violations == []
        assert server.failures == []
        return server.spreadsheet(SHEET)


COMMAND = Path(sys.executable).parent / "sheets-sync"


def run(*args: object, cwd: Path | None = None, stdin: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    """The command in a process and a clean environment of its own; it speaks English unless `SHEETS_SYNC_LANG` says
    otherwise. Python is not started anew for it where nothing needs that (see `ready`)."""
    if not ready.may_be_told(environ):
        return installed(*args, cwd=cwd, stdin=stdin, **environ)
    done: subprocess.CompletedProcess[str]
    done = ready.run(COMMAND, [*map(str, args)], cwd or Path.cwd(), stdin, _environ(environ))
    return done


def installed(
    *args: object, cwd: Path | None = None, stdin: str = "", **environ: str
) -> subprocess.CompletedProcess[str]:
    """The same by the installed command."""
    command = [str(COMMAND), *map(str, args)]
    return subprocess.run(
        command, cwd=cwd, input=stdin, capture_output=True, text=True, check=False, env=_environ(environ), timeout=600
    )


def _environ(given: Mapping[str, str]) -> dict[str, str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("SHEETS_SYNC")}
    return {**clean, "PYTHONUTF8": "1", "SHEETS_SYNC_LANG": "en", **given}


def timed_gateway(world: World, **options: Any) -> Gateway:
    """A gateway in whose world time passes only while it waits. `options` as for `Gateway.connect`."""

    def sleep(seconds: float) -> None:
        world.clock.now += timedelta(seconds=seconds)

    chosen = {"sleep": sleep, "monotonic": lambda: world.clock.now.timestamp(), "chance": lambda: 0.5} | options
    return Gateway.connect(endpoint=world.settings.endpoint, clock=world.clock, **chosen)
