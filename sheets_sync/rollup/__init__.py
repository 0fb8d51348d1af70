"""Rows and statuses -> the finished model that the document templates read. Pure: no clock, no disk, no templates.

settings   what an office sets for its documents        words      numbers, dates and texts in Vietnamese
figures    a number and the cells it came from          adding     rows -> figures, by each activity's rule
totals     the sums of a day or of the campaign         reporting  counts of reports as figures
phrases, lines, tables, left_out, works, opinion        the parts of a document
model      what templates read                          day, final, editions   the two documents

Names are loaded where they are first used: the campaign file needs `settings` alone, a tick `adding` besides.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sheets_sync.rollup.settings import DocumentSettings

if TYPE_CHECKING:
    from sheets_sync.rollup.day import day_model
    from sheets_sync.rollup.editions import PREVIEW, REBUILT, changes, revised, unnumbered
    from sheets_sync.rollup.figures import Figure, Source
    from sheets_sync.rollup.final import campaign_model
    from sheets_sync.rollup.model import CampaignReport, DayReport
    from sheets_sync.rollup.totals import Totals

__all__ = [
    "PREVIEW",
    "REBUILT",
    "CampaignReport",
    "DayReport",
    "DocumentSettings",
    "Figure",
    "Source",
    "Totals",
    "campaign_model",
    "changes",
    "day_model",
    "revised",
    "unnumbered",
]

_PLACES = {
    "CampaignReport": "model",
    "DayReport": "model",
    "Figure": "figures",
    "PREVIEW": "editions",
    "REBUILT": "editions",
    "Source": "figures",
    "Totals": "totals",
    "campaign_model": "final",
    "changes": "editions",
    "day_model": "day",
    "revised": "editions",
    "unnumbered": "editions",
}


def __getattr__(name: str) -> Any:
    """A name of a part that only documents need."""
    if name not in _PLACES:
        raise AttributeError(f"module 'sheets_sync.rollup' has no attribute {name!r}")
    found = getattr(import_module(f"sheets_sync.rollup.{_PLACES[name]}"), name)
    globals()[name] = found
    return found
