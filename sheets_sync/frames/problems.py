"""The frame `problems`: one row for each open problem."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sheets_sync.board.problem import Problem
from sheets_sync.campaign.model import Campaign
from sheets_sync.frames import columns
from sheets_sync.tabs.rows import Severity

if TYPE_CHECKING:
    import pandas as pd


def problems_frame(problems: Sequence[Problem], campaign: Campaign) -> pd.DataFrame:
    """In the order given."""
    import pandas as pd

    return pd.DataFrame(
        {
            "unit": columns.categories([p.unit for p in problems], campaign.unit_by_key),
            "day": columns.days([p.day for p in problems]),
            "slot": columns.texts([p.slot for p in problems]),
            "tab": columns.categories([p.tab for p in problems], (unit.tab for unit in campaign.units)),
            "cell": columns.texts([p.cell for p in problems]),
            "column": columns.categories([p.column or None for p in problems], campaign.column_by_key),
            "typed": columns.texts([p.typed for p in problems]),
            "code": columns.categories([p.code for p in problems], sorted({p.code for p in problems})),
            "severity": columns.categories([p.severity for p in problems], [s.value for s in Severity]),
            "message": columns.texts([p.message for p in problems]),
            "first_seen": columns.moments([p.first_seen for p in problems], campaign.timezone),
            "link": columns.texts([p.link for p in problems]),
        }
    )
