"""How the cells of the job's tabs look. Colours never stand alone; text stands out from its fill (WCAG: 4.5 to 1)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from sheets_sync.board.words import COLOURS
from sheets_sync.compliance.judging import Status
from sheets_sync.spreadsheet.plan import Style

TITLE = Style(bold=True, size=11, ink="#1a237e")
PLAIN = Style()
FRESH = Style(italic=True, ink="#37474f")
SMALL = Style(size=9, ink="#37474f")
SMALL_TEXT = Style(size=9, vertical="middle", wrap=True)
STRONG = Style(bold=True)
WARNING = Style(bold=True, ink="#8e0000", fill="#ffebee")
HEADING = Style(bold=True, fill="#37474f", ink="#ffffff", align="center", vertical="middle", wrap=True)
DAY_HEADING = replace(HEADING, size=9, wrap=False)
NAME = Style(vertical="middle", wrap=True)
CENTRED = Style(align="center", vertical="middle")
CENTRED_TEXT = replace(CENTRED, wrap=True)
FIX = Style(bold=True, align="center", vertical="middle", ink="#8e0000")
SUM = Style(bold=True, align="center", fill="#eceff1", ink="#263238", vertical="middle")
SUM_NAME = replace(SUM, align="left")
WHOLE = Style(pattern="#,##0", align="right", vertical="middle")
FRACTION = Style(pattern="#,##0.##", align="right", vertical="middle")
SUM_WHOLE = replace(SUM, pattern="#,##0", align="right")
SUM_FRACTION = replace(SUM, pattern="#,##0.##", align="right")


@cache
def status_style(status: Status, *, bold: bool = False, wrap: bool = False) -> Style:
    """The colours of a status; what has no colour of its own is bold."""
    fill, ink = COLOURS[status]
    stands_out = bold or status is Status.UNDETERMINED
    return Style(fill=fill, ink=ink, align="center", vertical="middle", bold=stands_out, wrap=wrap)
