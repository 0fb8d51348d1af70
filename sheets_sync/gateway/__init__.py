"""The one seam to Google: reads snapshots, applies batches. The only room that imports gspread.

gspread talks HTTP to Google or to whatever `endpoint` names; nothing else differs. Every call has connect and read
time-outs, a bounded number of tries within the time of a tick, and its place in the minute's quota; every foreign
error comes out as one of `sheets_sync.errors`.

What needs gspread or Google's credentials is loaded where it is first used: who looks at evidence asks Google nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_sync.gateway.answers import parsed, snapshot_from
from sheets_sync.gateway.governor import FileStore, Governor, MemoryStore
from sheets_sync.gateway.policy import CONNECT_TIMEOUT, READ_TIMEOUT, TRIES, WRITE_TIMEOUT, pause_before_retry
from sheets_sync.gateway.timing import Timing
from sheets_sync.gateway.together import together
from sheets_sync.late_names import late_names

if TYPE_CHECKING:
    from sheets_sync.gateway.credentials import SCOPES, account_in, holds_a_secret, key_file, readable_by_others
    from sheets_sync.gateway.spreadsheets import Counts, Gateway
    from sheets_sync.gateway.translation import translated

__all__ = [
    "CONNECT_TIMEOUT",
    "READ_TIMEOUT",
    "SCOPES",
    "TRIES",
    "WRITE_TIMEOUT",
    "Counts",
    "FileStore",
    "Gateway",
    "Governor",
    "MemoryStore",
    "Timing",
    "account_in",
    "holds_a_secret",
    "key_file",
    "parsed",
    "pause_before_retry",
    "readable_by_others",
    "snapshot_from",
    "together",
    "translated",
]

__getattr__ = late_names(
    __name__,
    {
        "credentials": ("SCOPES", "account_in", "holds_a_secret", "key_file", "readable_by_others"),
        "spreadsheets": ("Counts", "Gateway"),
        "translation": ("translated",),
    },
)
