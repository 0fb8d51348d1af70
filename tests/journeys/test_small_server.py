"""A job on a small server: little memory is enough for a quiet run, a deadline with documents, and a look."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from office import COMMAND, World

MEMORY = 400 * 2**20
LIMITED = (
    f"import os, resource, sys; resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY})); "
    "os.execv(sys.argv[1], sys.argv[1:])"
)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems limit memory otherwise")
def test_four_hundred_megabytes_are_enough(world: World) -> None:
    """Under a limit of address space a run, the deadline with its documents, status and why all do their work."""
    world.type("go-dau", 1)
    where = ["--campaign", str(world.settings.path), "--now"]
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("SHEETS_SYNC", "COVERAGE", "COV_CORE"))}
    environ = {**clean, "PYTHONUTF8": "1", "SHEETS_SYNC_ENDPOINT": world.settings.endpoint or ""}
    for args in (
        ["run", *where, "2022-12-16T09:00:00+07:00"],
        ["run", *where, "2022-12-16T09:05:00+07:00", "--quiet"],
        ["run", *where, "2022-12-16T10:00:00+07:00", "--json"],
        ["status", *where, "2022-12-16T10:05:00+07:00"],
        ["why", "go-dau", "16/12", *where, "2022-12-16T10:05:00+07:00"],
    ):
        command = [sys.executable, "-c", LIMITED, str(COMMAND), *args]
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, (args, done.stderr)
    assert list(world.settings.documents.out.rglob("*.html"))
    assert list(world.settings.documents.out.rglob("*.docx"))
