"""The request kinds of spreadsheets.batchUpdate, by what they touch. Importing this registers all of them."""

from sheets_sync.local_sheets.sheets.kinds import (
    cells,
    charts,
    clipboard,
    dimensions,
    filling,
    marks,
    metadata,
    named,
    protection,
    replacing,
    sheets,
    shifting,
)

__all__ = [
    "cells",
    "charts",
    "clipboard",
    "dimensions",
    "filling",
    "marks",
    "metadata",
    "named",
    "protection",
    "replacing",
    "sheets",
    "shifting",
]
