"""Whatever people do to rows and tabs for a week, each row counts or is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets_sync.local_sheets import LocalSheets
from tests.proofs.adversarial import ACTS, Act, played


@pytest.mark.parametrize("seed", range(1, 8))
def test_a_row_is_in_the_totals_or_in_the_list(tmp_path: Path, seed: int) -> None:
    """A day of acts drawn by lot, over a model that knows what was typed: no row is unaccounted, none counts twice."""
    with LocalSheets() as server:
        found = played(server, tmp_path, seed)
    assert found.lost == ()
    assert found.counted + found.named


@pytest.mark.parametrize("act", ACTS)
def test_no_single_act_hides_a_row(tmp_path: Path, act: Act) -> None:
    """Each way of hiding rows by itself."""
    with LocalSheets() as server:
        found = played(server, tmp_path, 1_000, only=act)
    assert found.lost == ()
    assert found.counted + found.named
