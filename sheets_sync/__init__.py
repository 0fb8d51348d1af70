"""Daily reporting on a shared Google spreadsheet: who reported in time, and the papers that follow.

    import sheets_sync as ss

    with ss.open("campaign.toml") as office:      # asks Google nothing until told to
        board = office.board()                    # who reported in time, from the recorded evidence
        print(office.why("go-dau", "16/12").text())
        totals = office.frames().totals           # a pandas DataFrame, equal to what the documents print

Without Google, on a server of this process that listens nowhere, with a clock that stands:

    >>> import tempfile
    >>> import sheets_sync as ss
    >>> office = ss.open(
    ...     "jobs/dan-van-dot-2-2022/campaign.toml", state=tempfile.mkdtemp(), now="2022-12-16T09:00",
    ...     server=ss.LocalSheets(listen=False),
    ... )
    >>> len(office.campaign.units), len(office.provision()) > 14, office.provision()
    (14, True, ())
    >>> [poll.error for poll in office.tick().polls]
    ['']
    >>> office.judgement("Gò Dầu", "16/12").status is ss.Status.PENDING
    True
    >>> int((office.frames().statuses["status"] == "pending").sum())
    210
    >>> try:
    ...     office.why("go-dua", "16/12")
    ... except ss.ConfigError as error:
    ...     print(error.what)
    'go-dua' is no unit of this campaign. Did you mean 'go-dau'?
    >>> office.close()

What stands in `__all__` may be relied on; everything else is private. Names are loaded where they are first used.
Moments are aware datetimes; a naive one is taken to be in the campaign's timezone. Every error is a SheetsSyncError,
which says what is wrong, where, and what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_sync.late_names import late_names

if TYPE_CHECKING:
    from sheets_sync.board import Board
    from sheets_sync.board.problem import Problem
    from sheets_sync.campaign.extensions import column_type, rule
    from sheets_sync.campaign.model import Activity, Campaign, Column, Unit
    from sheets_sync.campaign.period import Period
    from sheets_sync.cells import Reading, Verdict
    from sheets_sync.compliance.judging import Judgement, Status, judge
    from sheets_sync.config import load_campaign
    from sheets_sync.documents.verify import Verification
    from sheets_sync.errors import (
        AccessError,
        ConfigError,
        DisagreementError,
        InvalidRequestError,
        LedgerError,
        LockedError,
        QuotaError,
        SheetsSyncError,
        SpreadsheetSetupError,
        StorageError,
        TemplateError,
        UnreachableError,
        WriteInDoubtError,
    )
    from sheets_sync.frames import Frames
    from sheets_sync.job.explaining import Explanation
    from sheets_sync.job.one_cell import read_cell
    from sheets_sync.job.tick import TickResult
    from sheets_sync.local_sheets import LocalSheets
    from sheets_sync.session import Session, open
    from sheets_sync.tabs.rows import Row
    from sheets_sync.words.texts import language

__all__ = [
    "AccessError",
    "Activity",
    "Board",
    "Campaign",
    "Column",
    "ConfigError",
    "DisagreementError",
    "Explanation",
    "Frames",
    "InvalidRequestError",
    "Judgement",
    "LedgerError",
    "LocalSheets",
    "LockedError",
    "Period",
    "Problem",
    "QuotaError",
    "Reading",
    "Row",
    "Session",
    "SheetsSyncError",
    "SpreadsheetSetupError",
    "Status",
    "StorageError",
    "TemplateError",
    "TickResult",
    "Unit",
    "UnreachableError",
    "Verdict",
    "Verification",
    "WriteInDoubtError",
    "column_type",
    "judge",
    "language",
    "load_campaign",
    "open",
    "read_cell",
    "rule",
]

__version__ = "0.1.0"

_ROOMS: dict[str, tuple[str, ...]] = {
    "board": ("Board",),
    "board.problem": ("Problem",),
    "campaign.extensions": ("column_type", "rule"),
    "campaign.model": ("Activity", "Campaign", "Column", "Unit"),
    "campaign.period": ("Period",),
    "cells": ("Reading", "Verdict"),
    "compliance.judging": ("Judgement", "Status", "judge"),
    "config": ("load_campaign",),
    "documents.verify": ("Verification",),
    "frames": ("Frames",),
    "job.explaining": ("Explanation",),
    "job.one_cell": ("read_cell",),
    "job.tick": ("TickResult",),
    "local_sheets": ("LocalSheets",),
    "session": ("Session", "open"),
    "tabs.rows": ("Row",),
    "words.texts": ("language",),
}
_PLACED = {name for names in _ROOMS.values() for name in names}

__getattr__ = late_names(__name__, {**_ROOMS, "errors": tuple(name for name in __all__ if name not in _PLACED)})


def __dir__() -> list[str]:
    return sorted((*__all__, "__version__"))
