"""A pytest plugin: the fixture `local_sheets` is a running server, empty for each test.

def test_my_code(local_sheets):
    client = local_sheets.client()
    ...
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sheets_sync.local_sheets.server import LocalSheets


@pytest.fixture
def local_sheets() -> Iterator[LocalSheets]:
    """A local Sheets server in memory, with the control plane open. The test fails if the server itself failed."""
    from sheets_sync.local_sheets.server import LocalSheets

    with LocalSheets(control=True, strict=True) as server:
        yield server
    if server.failures:
        pytest.fail("The local Sheets server failed:\n" + "\n".join(server.failures), pytrace=False)


@pytest.fixture
def redirected_sheets(local_sheets: LocalSheets) -> Iterator[LocalSheets]:
    """`local_sheets`, with everything that is said to Google sent to it, and other machines out of reach."""
    from sheets_sync.local_sheets.redirect import redirect

    with redirect(local_sheets):
        yield local_sheets
