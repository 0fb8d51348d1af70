"""Imports run downwards only: the core knows no clock, disk, network, environment, gspread or templates."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "sheets_sync"

CORE = {
    "board", "campaign", "cells", "compliance", "errors", "evidence", "rollup", "spreadsheet", "tabs", "words",
}  # fmt: skip
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


def test_the_core_imports_no_edge_of_the_machine() -> None:
    """The core knows no clock, disk, network, environment, gspread or templates."""
    for path in modules():
        if room_of(path) in CORE:
            assert not {name.split(".")[0] for name in imports(path)} & FORBIDDEN_IN_CORE, path


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
