"""Alarms by mail."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "failing": "{slug}: {n} ticks in a row failed",
    "failing_text": (
        "The last one, at {at}:\n\n    {error}\n\nNothing is lost, the next tick goes on, nobody is counted "
        "as absent for it.\nSee: sheets-sync check\n"
    ),
    "working": "{slug}: works again",
    "working_text": "The tick of {at} came through, after {n} that failed.\n",
}
