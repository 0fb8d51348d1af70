"""What a fresh process of the command loads: no more than its task needs. Modules are named; nothing is timed."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module

import pytest
from office import World

TABLES = {"pandas", "numpy", "openpyxl", "pyarrow"}
DOCUMENTS = {"docx", "docxtpl", "jinja2", "lxml"}
GOOGLE = {"gspread", "google.auth", "requests"}
SCREEN = {"rich"}
CAMPAIGN = {"pydantic", "pydantic_core"}
LEDGER = {"sqlalchemy"}
ROOMS = {f"sheets_sync.{room}" for room in ("config", "job", "board", "compliance", "evidence", "campaign.model")}
TABS = {"sheets_sync.tabs.unit_tab", "sheets_sync.spreadsheet.requests", "sheets_sync.board.problems_tab", "filelock"}
MODELS = {"sheets_sync.rollup.model", "sheets_sync.rollup.day", "sheets_sync.rollup.final"}
READING = {"sheets_sync.cells.vietnamese", "babel", "sheets_sync.mail", "smtplib", "sheets_sync.job.letters"}
"""What only a cell that is read, or a letter that is sent, needs."""
LOCAL = {"sheets_sync.local_sheets", "sheets_sync.demo"}

PROGRAM = """
import sys
from sheets_sync.cli import main
try:
    main()
finally:
    print("\\n".join(["", "LOADED", *sys.modules]))
"""


def loaded_by(*args: object, endpoint: str = "") -> set[str]:
    """The modules that the command has loaded when it ends well; the endpoint is that of a local server."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("SHEETS_SYNC", "COVERAGE", "COV_CORE"))}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, args)],
        capture_output=True,
        text=True,
        check=False,
        env={**clean, "PYTHONUTF8": "1", **({"SHEETS_SYNC_ENDPOINT": endpoint} if endpoint else {})},
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("\nLOADED\n")[2].split())


@pytest.mark.parametrize("args", [["--help"], ["run", "--help"], ["status", "--help"]])
def test_help_loads_nothing_heavy(args: list[str]) -> None:
    """Help and completion come at once: they read no campaign, no evidence and no spreadsheet."""
    heavy = TABLES | DOCUMENTS | GOOGLE | SCREEN | CAMPAIGN | LEDGER | LOCAL | ROOMS
    assert loaded_by(*args) & heavy == set()


def test_looking_and_a_quiet_run_load_what_they_need(world: World) -> None:
    """Who looks at evidence needs no library for Google; a tick without a document none for documents, one that
    finds all as it was no rules for cells."""
    where = ["--campaign", world.settings.path]
    endpoint = world.settings.endpoint or ""
    at = ["--now", "2022-12-16T09:00:00+07:00"]
    for _ in range(2):  # the first one makes the state folder, where a campaign that was found good is kept
        loaded_by("run", *where, *at, "--quiet", endpoint=endpoint)
    tick = loaded_by("run", *where, *at, "--quiet", endpoint=endpoint)
    assert "gspread" in tick
    assert tick & (TABLES | DOCUMENTS | MODELS | SCREEN | LOCAL | LEDGER | CAMPAIGN | READING) == set()
    for look in (["status", "--json"], ["why", "go-dau", "2022-12-16"], ["why", "go-dau", "2022-12-16", "--json"]):
        loaded = loaded_by(look[0], *look[1:], *where, *at, endpoint=endpoint)
        assert "sqlite3" in loaded
        heavy = TABLES | DOCUMENTS | MODELS | GOOGLE | SCREEN | LOCAL | LEDGER | CAMPAIGN | TABS
        assert loaded & heavy == set(), look
    shown = loaded_by("status", *where, *at, endpoint=endpoint)
    assert shown & (TABLES | DOCUMENTS | GOOGLE | LOCAL) == set()


@pytest.mark.parametrize("name", ["config", "gateway", "rollup"])
def test_names_that_load_late_are_all_there(name: str) -> None:
    """Every public name of the room can be had, also those that are loaded where they are first used."""
    room = import_module(f"sheets_sync.{name}")
    assert [n for n in room.__all__ if getattr(room, n, None) is None] == []
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = room.nothing_such
