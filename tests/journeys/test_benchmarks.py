"""The benchmarks run, and what they count (never time) is as it should be."""

from __future__ import annotations

import pytest

from tests.proofs import peers, ticks
from tests.proofs.jobs_compared import JOBS
from tests.proofs.tables import table


@pytest.mark.slow
def test_requests_beside_what_others_send() -> None:
    """One read and one write for us, whatever the number of units; a read per unit and more for the others."""
    rows = peers.job(lambda text: None, units=(2, 4))
    assert [row["program"] for row in rows] == [*JOBS] * 2
    ours, others = [r for r in rows if r["program"] == "sheets-sync"], [r for r in rows if "reads" in r]
    assert [(row["reads"], row["writes"]) for row in ours] == [(1, 1)] * 2
    assert all(row["reads"] > row["units"] for row in others if row not in ours)
    assert peers.job_table(rows).count("\n") == len(rows)


@pytest.mark.slow
def test_a_run_with_nothing_to_do_imports_nothing_heavy() -> None:
    """No data frames, no Word, no templates, no colours are imported where nothing is written or shown."""
    found = str(ticks.start(lambda text: None, times=1)[-1]["what"])
    assert found.rpartition(": ")[2] in ("none", "google_auth_oauthlib")


def test_a_table_lines_up() -> None:
    """Words to the left, figures to the right, thousands apart."""
    assert table(("what", "n"), [("a", 1000), ("bcdefg", 1.5)]) == "what        n\na       1,000\nbcdefg   1.50"
