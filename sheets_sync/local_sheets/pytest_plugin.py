"""A pytest plugin: the fixture `local_sheets`, a server of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sheets_sync.local_sheets import LocalSheets


@pytest.fixture
def local_sheets() -> Iterator[LocalSheets]:
    """A local Sheets server in memory, with the control plane on; stopped after the test."""
    with LocalSheets(control=True) as server:
        yield server
