"""The campaign as pandas DataFrames: its rows, statuses, totals and open problems, as of a moment.

columns   values -> typed columns                 rows, statuses, totals, problems   one table each
files     a table as csv, json, parquet or xlsx, in a form that is safe to open

pandas is imported where a table is first asked for, never before.
"""

from __future__ import annotations

from sheets_sync.frames.files import FORMATS, format_of, written
from sheets_sync.frames.tables import NAMES, Frames

__all__ = ["FORMATS", "NAMES", "Frames", "format_of", "written"]
