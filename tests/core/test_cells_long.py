"""The longest cells that Sheets can hold are read like all others, whatever they repeat."""

from __future__ import annotations

import pytest

from sheets_sync.campaign.model import Campaign
from sheets_sync.cells import CellReader, Verdict
from tests.proofs.cells import TODAY, TYPES
from tests.proofs.worst import LONGEST, long_texts

TEXTS = list(long_texts(LONGEST, endings=("!",)))


@pytest.mark.once
@pytest.mark.parametrize("kind", TYPES)
def test_a_reading_comes_out_of_50000_characters(campaign: Campaign, kind: str) -> None:
    """Every kind of token, repeated as often as a cell can hold it, gives a reading; refused ones have no value."""
    reader = CellReader(campaign)
    assert len(TEXTS) > 150
    for what, text in TEXTS:
        assert len(text) == LONGEST, what
        reading = reader.read(kind, text, today=TODAY)
        assert reading.verdict in Verdict, what
        assert reading.usable == (reading.value is not None), what
        assert reading.code or reading.verdict in (Verdict.ACCEPT, Verdict.MISSING), what


def test_ten_thousand_lines_are_one_cell(campaign: Campaign) -> None:
    """Line breaks end no cell: a list of 10,000 lines is a text with a warning, and nothing else."""
    reader = CellReader(campaign)
    lines = "\n".join(f"- việc {n}" for n in range(3_000))
    assert reader.read("text", lines, today=TODAY).code == "X4"
    assert reader.read("text", "\n" * 10_000, today=TODAY).verdict is Verdict.MISSING
    for kind in TYPES:
        if kind not in ("text", "url"):
            assert reader.read(kind, "16/12\n" * 10_000, today=TODAY).code == "X2"
