"""A program in a process of its own, that does its job when told to and says what that took."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any


class Worker:
    """A process of `jobs_compared`. `missing` names the module without which it can't work."""

    def __init__(self, name: str, url: str, spreadsheet: str, campaign: str) -> None:
        self.name, self.spreadsheet = name, spreadsheet
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.proofs.jobs_compared", name, url, spreadsheet, campaign],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        ready = self._answer()
        self.missing: str = "" if ready == "ready" else ready["missing"]

    def go(self, now: str) -> None:
        """Begins the job, as of an ISO moment."""
        if not self.missing:
            assert self._process.stdin is not None
            print(now, file=self._process.stdin, flush=True)

    def done(self) -> dict[str, float]:
        """Waits for the end of the job: seconds by the clock, CPU seconds, and the most MB so far."""
        return dict(self._answer())

    def close(self) -> None:
        self._process.communicate(timeout=30)  # closes its input, and all three streams

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended with {self._process.wait()}; see stderr")
        return json.loads(line)
