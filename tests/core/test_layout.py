"""What the rooms may not do, beyond what they may import (that is said in pyproject.toml, for import-linter)."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "sheets_sync"

CORE = {
    "board", "campaign", "cells", "compliance", "errors", "evidence", "rollup", "spreadsheet", "tabs", "words",
}  # fmt: skip


def modules() -> list[Path]:
    return [p for p in sorted(PACKAGE.rglob("*.py")) if "_data" not in p.parts]


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


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
