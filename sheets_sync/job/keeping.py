"""What is done where the ledger can't take a look: it is kept in the state folder, and the board says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime

from sheets_sync.board.compliance_tab import warning_cell
from sheets_sync.campaign.schedule import time_limit
from sheets_sync.config import Settings
from sheets_sync.errors import DisagreementError, LedgerError, SheetsSyncError, StorageError
from sheets_sync.evidence.fold import Evidence
from sheets_sync.gateway import Gateway
from sheets_sync.gateway.timekeeper import Clock
from sheets_sync.job.polling import Polled, Poller
from sheets_sync.ledger import Ledger
from sheets_sync.ledger.spool import Kept, Spool
from sheets_sync.spreadsheet import requests
from sheets_sync.tabs.ownership import tagged_tab
from sheets_sync.words.worded import joined, worded


def keep_look(spool: Spool, settings: Settings, version: str, polls: Sequence[Polled]) -> None:
    """Keeps what was read; `version` is the digest of the newest version of the campaign that is known."""
    snapshots = tuple(polled.snapshot for polled in polls if polled.snapshot is not None)
    if snapshots:
        spool.keep(Kept(settings.campaign.slug, settings.server_kind, version, snapshots))


Unusable = StorageError | LedgerError | DisagreementError
"""Why a ledger takes nothing: not to be reached, not to be read, or altered."""


def kept(error: Unusable, settings: Settings) -> Unusable:
    """The error, with what became of the look."""
    return type(error)(
        error.what,
        where=error.where,
        remedy=joined([worded("refusals.look_kept"), error.remedy]),
    )


def look_without_ledger(settings: Settings, gateway: Gateway, clock: Clock, error: Unusable) -> Unusable:
    """Looks although the ledger can't be used, keeps what was seen, and says so on the board; gives what to raise."""
    gateway.start(time_limit(clock(), settings.polls, settings.campaign))
    polls = Poller(settings, gateway, Evidence(), clock).read_whole()
    keep_look(Spool(settings.state), settings, "", polls)
    tell_on_board(gateway, settings, polls, clock())
    return kept(error, settings) if any(polled.snapshot for polled in polls) else error


@contextmanager
def ledger_or_kept_look(
    settings: Settings, gateway: Gateway, clock: Clock, *, dry_run: bool = False
) -> Iterator[Ledger]:
    """The ledger of a run; where its database or disk can't be used, the look is made and kept all the same."""
    try:
        ledger = Ledger.at(settings.state, settings.state_url)
    except (StorageError, LedgerError) as error:
        if dry_run:
            raise
        raise look_without_ledger(settings, gateway, clock, error) from error
    with ledger:
        yield ledger


def tell_on_board(gateway: Gateway, settings: Settings, polls: Sequence[Polled], now: datetime) -> None:
    """Says on the compliance tab that evidence could not be written; the next tick that can write it takes that away.

    Where the tab can't be written either, nothing more can be done."""
    snapshot = next((p.snapshot for p in polls if p.spreadsheet == settings.board_spreadsheet), None)
    tab = tagged_tab("compliance", (), snapshot.tabs) if snapshot else None
    if snapshot is None or tab is None:
        return
    at, cell = warning_cell(tab, settings.campaign, now)
    with suppress(SheetsSyncError):
        gateway.write(snapshot.spreadsheet_id, [requests.update_cells(tab.sheet_id, at, [[cell]])])
