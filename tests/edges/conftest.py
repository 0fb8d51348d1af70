"""The stores that ledgers are tested on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from stores import Place, Server, running_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL on loopback, started for the tests; they skip, and say why, where it is not installed."""
    with running_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A place for a ledger, in each of the stores."""
    if request.param == "sqlite":
        return Place(tmp_path)
    server: Server = request.getfixturevalue("postgres")
    return Place(tmp_path, server.fresh())
