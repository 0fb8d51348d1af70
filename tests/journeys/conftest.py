"""The office of office.py as a fixture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from office import World, make_world

from sheets_sync.local_sheets import LocalSheets


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Every request and answer is held against Google's discovery document on the way."""
    with LocalSheets(control=True, validate=True) as server:
        yield make_world(server, tmp_path)
        assert server.violations == []
        assert server.failures == []
