"""Runs jobs of `kills`, each in a process of its own that ends by SIGKILL before its n-th act, or lives.

Reads a JSON line per job on stdin; answers two lines: the process id as soon as it runs, then how it ended. A job is
forked from this process, where everything is imported: that takes milliseconds instead of a second.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from sheets_sync import cli, documents
from sheets_sync.config import load
from sheets_sync.gateway.timekeeper import ReplayedClock
from sheets_sync.job import opening
from sheets_sync.job.provisioning import provision_with
from sheets_sync.job.publishing import publish_due
from sheets_sync.local_sheets import client

WARM = (client, documents.render, publish_due, opening.connect)
"""What a tick imports only when it needs it: imported before the fork."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
ACTS = frozenset(
    {
        "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "os.link", "tempfile.mkstemp",
        "sqlite3.connect", "fcntl.flock", "http.client.connect", "http.client.send",
    }
)  # fmt: skip


_connect = sqlite3.connect


class Acts:
    """Counts what the process does to files, to the ledger and to the network; kills it before the n-th act."""

    def __init__(self, kill_before: int | None) -> None:
        self.kill_before, self.seen = kill_before, list[str]()

    def __call__(self, name: str) -> None:
        if self.kill_before == len(self.seen):
            os.kill(os.getpid(), signal.SIGKILL)
        self.seen.append(name)

    def audit(self, name: str, args: tuple[Any, ...]) -> None:
        if name in ACTS or (name == "open" and args[2] & WRITING):
            self(f"{name} {Path(args[0]).suffix if args and isinstance(args[0], str) else ''}".strip())

    def watch(self) -> None:
        sys.addaudithook(self.audit)
        sqlite3.connect = self._connected  # type: ignore[assignment]

    def _connected(self, *args: Any, **how: Any) -> sqlite3.Connection:
        """A connection that tells each statement before it is done."""
        made = _connect(*args, **how)
        made.set_trace_callback(lambda sql: self(f"sql {sql.split()[0]}"))
        return made


def _run(job: dict[str, Any]) -> None:
    sys.argv = ["sheets-sync", "run", "--campaign", job["campaign"], "--now", job["now"], "--json"]
    cli.main()


def _provision(job: dict[str, Any]) -> None:
    settings, now = load(Path(job["campaign"])), datetime.fromisoformat(job["now"])
    provision_with(opening.connect(settings, ReplayedClock(now)), settings, now)


RUNS: dict[str, Callable[[dict[str, Any]], None]] = {"run": _run, "provision": _provision}


def _child(job: dict[str, Any], report: int) -> None:
    """Does the job and ends this process; says in `report` what it did on the way."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.environ["SHEETS_SYNC_ENDPOINT"] = job["endpoint"]
    acts = Acts(job.get("kill_before"))
    acts.watch()
    code: Any = 0
    try:
        RUNS[job["do"]](job)
    except SystemExit as end:
        code = end.code
    acts("end")
    os.write(report, json.dumps(acts.seen).encode())
    os._exit(code or 0)


def _job(job: dict[str, Any]) -> dict[str, Any]:
    """Forks, says the process id, waits for the end."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            _child(job, writing)
        finally:
            os._exit(99)
    os.close(writing)
    print(json.dumps({"pid": pid}), flush=True)
    with os.fdopen(reading, "rb") as stream:
        said = stream.read()
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return {"ended": status, "acts": json.loads(said) if said else []}


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(_job(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
