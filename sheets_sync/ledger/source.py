"""The name of a server in a ledger that several share, kept in its state folder."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

from sheets_sync.errors import LedgerError
from sheets_sync.words.worded import worded

SOURCE_FILE = "source"
"""File of a state folder that names this server in a ledger that several share."""


def source_of(folder: Path) -> str:
    """The name of this server, kept in its state folder; made up where there is none yet."""
    path = folder / SOURCE_FILE
    try:
        folder.mkdir(mode=0o770, parents=True, exist_ok=True)
        if not path.exists():
            made = path.with_name(f"{SOURCE_FILE}.{uuid.uuid4().hex}")
            made.write_text(uuid.uuid4().hex + "\n", encoding="ascii")
            made.replace(path)
        name = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise LedgerError(worded("ledger.server_unreadable", error=error), where=str(path)) from None
    if not re.fullmatch(r"[0-9a-f]{32}", name):
        raise LedgerError(
            worded("ledger.no_server_name"),
            where=str(path),
            remedy=worded("ledger.no_server_name.remedy"),
        )
    return name
