"""Rows and statuses -> the finished model that the document templates read. Pure: no clock, no disk, no templates.

settings   what an office sets for its documents        paper_words what templates print, by name
figures    a number and the cells it came from          cell_table  those of a long campaign in few bytes
keys, parts, scopes   what a row adds, and what counts once            adding  rows -> figures, by each activity's rule
running    the sums of a campaign so far, day by day    apart       what two papers add up differently
gathering  what the rollup needs of all rows            totals      the sums of a day or of the campaign
phrases, lines, tables, left_out, works, opinion        the parts of a document
reporting  counts of reports as figures                 pieces, table_rows, model   what templates read
day, final, editions   the two documents

Names are loaded where they are first used: the campaign file needs `settings` alone, a tick `adding` besides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_sync.late_names import late_names
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

__getattr__ = late_names(
    __name__,
    {
        "day": ("day_model",),
        "editions": ("PREVIEW", "REBUILT", "changes", "revised", "unnumbered"),
        "figures": ("Figure", "Source"),
        "final": ("campaign_model",),
        "model": ("CampaignReport", "DayReport"),
        "totals": ("Totals",),
    },
)
