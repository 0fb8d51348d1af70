"""The office of office.py and the browser of browser.py as fixtures."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Screen, chromium
from desk import Desk
from office import World, make_world
from readme import demo_on_a_fresh_machine

from sheets_sync.local_sheets import LocalSheets


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Every request and answer is held against Google's discovery document on the way."""
    with LocalSheets(control=True, validate=True) as server:
        yield make_world(server, tmp_path)
        assert server.violations == []
        assert server.failures == []


@pytest.fixture
def desk(world: World) -> Desk:
    """The same office with the installed command."""
    return Desk(world)


@pytest.fixture(scope="session")
def fresh_demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The whole main job by the README's first command, once for all workers: where it lies, and what it said."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    return demo_on_a_fresh_machine(folder / "fresh")


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One browser for all tests that need one."""
    with chromium(tmp_path_factory.mktemp("chromium")) as started:
        yield started


@pytest.fixture
def screen(driver: Any) -> Iterator[Screen]:
    """A screen on which nothing went wrong behind the scenes."""
    driver.get_log("browser")
    shown = Screen(driver)
    yield shown
    assert shown.complaints == []
