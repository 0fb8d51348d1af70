"""The stores that ledgers are tested on, and papers without the cost of their bounds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2.bccache import Bucket, BytecodeCache
from stores import Place, Server, running_postgres

from sheets_sync import documents
from sheets_sync.documents import environment


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


class Kept(BytecodeCache):
    """Templates as they were compiled, for as long as the tests run."""

    def __init__(self) -> None:
        self.codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key] = bucket.bytecode_to_string()


KEPT = Kept()


@pytest.fixture
def rendered_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers are made in this process, by templates that are compiled once: their bounds are no matter here."""
    made = environment._environment

    def with_cache(*given: Any) -> Any:
        jinja = made(*given)
        jinja.bytecode_cache = KEPT
        return jinja

    monkeypatch.setattr(environment, "_environment", with_cache)
    monkeypatch.setattr(documents, "bounded", lambda work, template, **bounds: work())
