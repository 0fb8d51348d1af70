"""What a ledger held when a run ended, kept for the next process, which then makes facts only of what it asks for.

It is never a second truth: it counts only for the same program, and while the ledger holds the very record up to which
it was made. Where anything differs, the records are read.
"""

from __future__ import annotations

from sheets_sync.config import Settings
from sheets_sync.config.kept_file import KeptFile
from sheets_sync.ledger import Ledger

PAST = "past.kept"
"""File of a state folder."""
_ROOMS = ("campaign", "config", "evidence", "job", "ledger", "spreadsheet", "tabs")


def begin(settings: Settings, ledger: Ledger) -> Ledger:
    """The ledger, that begins with what was kept, if nothing was read of it yet."""
    if not ledger.position:
        found = _file(settings).read_with(_key(ledger))
        if found is not None:
            ledger.begin_with(*found)
    return ledger


def keep(settings: Settings, ledger: Ledger) -> None:
    """Keeps what the ledger holds, where that is enough more than what was kept."""
    found = ledger.past()
    if found is not None:
        _file(settings).write(_key(ledger), *found)


def _file(settings: Settings) -> KeptFile:
    return KeptFile(settings.state / PAST, _ROOMS)


def _key(ledger: Ledger) -> str:
    return ledger.where
