"""A local server that answers as the Google Sheets API does: for tests, training and the demo.

    from sheets_sync.local_sheets import LocalSheets

    with LocalSheets() as server:
        sheet = server.client().create("Try").sheet1

What it does not know it refuses with HTTP 501 and a body that names it; it never invents.
"""

from __future__ import annotations

from sheets_sync.local_sheets.server import LocalSheets
from sheets_sync.local_sheets.serving import serve
from sheets_sync.local_sheets.wire.exceptions import LocalSheetsError

__all__ = ["LocalSheets", "LocalSheetsError", "serve"]
