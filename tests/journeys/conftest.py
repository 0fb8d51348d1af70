"""The office of office.py as a fixture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from office import World, make_world

from sheets_sync.local_sheets import LocalSheets


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with LocalSheets(control=True) as server:
        yield make_world(server, tmp_path)
