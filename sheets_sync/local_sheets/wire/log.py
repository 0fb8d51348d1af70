"""The requests that a server has seen."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import Any

from sheets_sync.local_sheets.wire.calls import Call


@dataclass(frozen=True, slots=True)
class Record:
    """One request as it was seen, and the status it was answered with (0: hung up without an answer)."""

    method: str
    path: str
    target: str
    user: str
    body: bytes
    status: int
    at: datetime.datetime
    milliseconds: float

    @property
    def json(self) -> Any:
        return json.loads(self.body) if self.body else None

    @property
    def is_write(self) -> bool:
        return Call(self.method, self.target).is_write
