"""Rows and statuses -> the finished model that the document templates read. Pure: no clock, no disk, no templates.

settings   what an office sets for its documents        words      numbers, dates and texts in Vietnamese
figures    a number and the cells it came from          adding     rows -> figures, by each activity's rule
totals     the sums of a day or of the campaign         reporting  counts of reports as figures
phrases, lines, tables, left_out, works, opinion        the parts of a document
model      what templates read                          day, final, editions   the two documents
"""

from __future__ import annotations

from sheets_sync.rollup.day import day_model
from sheets_sync.rollup.editions import PREVIEW, REBUILT, changes, revised, unnumbered
from sheets_sync.rollup.figures import Figure, Source
from sheets_sync.rollup.final import campaign_model
from sheets_sync.rollup.model import CampaignReport, DayReport
from sheets_sync.rollup.settings import DocumentSettings
from sheets_sync.rollup.totals import Totals, totals

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
    "totals",
    "unnumbered",
]
