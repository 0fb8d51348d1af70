"""Imports run downwards only: the core knows no clock, disk, network, environment, gspread or templates."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "sheets_sync"

CORE = {
    "a1", "batch", "board", "campaign", "cell_lines", "cells", "checks", "clock", "compliance", "edits",
    "errors", "evidence", "facts", "gaps", "header", "looks", "messages", "overrides", "plan", "polls",
    "provision", "quota", "remind", "report", "rollup", "row_json", "row_memory", "row_reader", "rows",
    "schedule_files", "snapshot", "tab_look", "tabs", "understood", "why", "why_page", "why_words", "words",
}  # fmt: skip
EDGES = {"config", "gateway", "ledger", "documents", "notify", "resources", "timekeeper"}
TOP = {
    "pictures",
    "benchmarks",
    "collector",
    "export",
    "judging",
    "looking",
    "once",
    "tick",
    "writing",
    "publish",
    "watch",
    "jobs",
    "mailing",
    "pages",
    "doctor",
    "demo",
    "session",
    "terminal",
    "cli",
}
FORBIDDEN_IN_CORE = {
    "gspread", "requests", "google", "sqlalchemy", "sqlite3", "jinja2", "docxtpl", "docx", "pydantic", "tomllib",
    "os", "pathlib", "time", "random", "socket", "threading", "subprocess", "click", "rich", "schedule", "filelock",
}  # fmt: skip


def modules() -> list[Path]:
    return [p for p in sorted(PACKAGE.rglob("*.py")) if "_data" not in p.parts]


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Everything that a module imports, by its full dotted name; relative imports made absolute."""
    found = set()
    package = ("sheets_sync", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module or "") if part)
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return found


def own_rooms(path: Path) -> set[str]:
    """The rooms of this package that a module imports from, other than its own."""
    names = {name.split(".")[1] for name in imports(path) if name.startswith("sheets_sync.")}
    return (names & (CORE | EDGES | TOP | {"local_sheets"})) - {room_of(path)}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_rooms_import_downwards(path: Path) -> None:
    """Core imports core; edges import core and never each other; only the top sees everything."""
    room = room_of(path)
    others = own_rooms(path)
    if room in CORE:
        assert others <= CORE
        assert not {name.split(".")[0] for name in imports(path)} & FORBIDDEN_IN_CORE
    elif room in EDGES:
        assert others <= CORE
    elif room == "local_sheets":
        assert others <= {"a1"}
    else:
        assert room in TOP | {"__init__"}, f"{room} belongs to no layer: name it in this test"
        assert "local_sheets" not in others or room in {"benchmarks", "demo", "cli"}


def test_only_the_gateway_imports_gspread() -> None:
    """One seam to Google."""
    rooms = {room_of(p) for p in modules() if any(n.split(".")[0] == "gspread" for n in imports(p))}
    assert rooms <= {"gateway", "local_sheets"}


def test_nobody_evaluates_what_people_typed() -> None:
    """USER_ENTERED occurs nowhere but where people are played: the demo and the local server."""
    rooms = {room_of(p) for p in modules() if '"USER_ENTERED"' in p.read_text(encoding="utf-8")}
    assert rooms <= {"demo", "local_sheets"}


def test_the_core_never_asks_the_clock() -> None:
    """No `now()` or `today()` in the core: moments are handed in."""
    for path in modules():
        if room_of(path) in CORE:
            text = path.read_text(encoding="utf-8")
            assert ".now(" not in text, path
            assert ".today()" not in text, path
