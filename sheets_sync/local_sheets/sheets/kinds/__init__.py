"""The request kinds of spreadsheets.batchUpdate, by what they touch. Importing this registers all of them."""

from sheets_sync.local_sheets.sheets.kinds import (
    borders,
    cells,
    charts,
    clipboard,
    dimensions,
    filling,
    marks,
    merges,
    metadata,
    named,
    protection,
    replacing,
    sheets,
    shifting,
    sorting,
)

__all__ = [
    "borders",
    "cells",
    "charts",
    "clipboard",
    "dimensions",
    "filling",
    "marks",
    "merges",
    "metadata",
    "named",
    "protection",
    "replacing",
    "sheets",
    "shifting",
    "sorting",
]
