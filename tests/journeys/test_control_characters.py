"""What people type never controls the terminal of whoever looks at it."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from desk import TAB, Desk
from office import REPORT

import sheets_sync.cli
from sheets_sync.words.unshown import unshown, unshown_json

NASTY = "x\x1b[2J\x1b]0;mine\x07\r\x9b31m\u202eabc\u2066\x08\x7f"
"""Clears the screen, sets its title, rings, goes back to the start of the line, turns the direction round."""
CONTROLS = {*map(chr, (*range(0x20), *range(0x7F, 0xA0)))} - {"\n", "\t"}
TURNS = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
AT = ("--now", "2022-12-16T10:05:00+07:00")


def test_every_text_of_every_command_is_plain(desk: Desk) -> None:
    """Typed into cells, titles and overrides: no command prints such a character, as text or as JSON."""
    row = [cell or NASTY for cell in REPORT]
    desk.type("A2", [[NASTY, *row[1:]], [REPORT[0], NASTY, *row[2:]], [*REPORT[:2], NASTY * 3, *row[3:]]], plain=True)
    copy = {"sourceSheetId": desk.world.sheet_id(TAB), "newSheetName": f"{TAB} {NASTY}"}
    desk.world.batch({"duplicateSheet": copy})
    desk.type("A2", [["go-dau", "17/12", "miễn", NASTY, NASTY]], tab="Điều chỉnh", plain=True)
    heading = desk.world.values(TAB)[0]
    desk.type("A1", [[heading[0] + NASTY]], plain=True)
    commands = [
        ("run", *AT), ("status", *AT), ("why", "go-dau", "16/12", *AT), ("why", "go-dau", "17/12", *AT),
        ("remind", *AT),
        ("check",), ("campaign", "show"), ("provision",),
        ("problems", *AT), ("rows", *AT),
    ]  # fmt: skip
    for command in commands:
        for form in ((), ("--json",)) if command[0] not in ("problems", "rows") else (("--format", "json"),):
            done = desk.command(*command, *form)
            assert done.returncode in (0, 2, 6), done.stderr
            assert not set(done.stdout + done.stderr) & (CONTROLS | TURNS), (command, form)
            assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "typed",
    [NASTY, "", "tiếng Việt\n\tthường", "".join(sorted(CONTROLS | TURNS))],
    ids=["hostile", "empty", "plain", "every one"],
)
def test_what_is_shown_is_plain(typed: str) -> None:
    """Lines, tabs and letters stay; JSON says the same as before."""
    assert not set(unshown(typed)) & (CONTROLS | TURNS)
    assert unshown(unshown(typed)) == unshown(typed)
    escaped = unshown_json(json.dumps(typed, ensure_ascii=False))
    assert not set(escaped) & (CONTROLS | TURNS)
    assert json.loads(escaped) == typed


def test_commands_print_in_one_place() -> None:
    """Nothing in the command prints but by `cli/output.py` and the console of `cli/terminal.py`."""
    folder = Path(sheets_sync.cli.__file__).parent
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and path.name != "output.py":
                assert ast.unparse(node.func) not in ("print", "click.echo", "sys.stdout.write"), path
