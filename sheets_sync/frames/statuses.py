"""The frame `statuses`: one row for each unit and period, as the board has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_sync.board.model import Board
from sheets_sync.campaign.period import slot_of
from sheets_sync.compliance.judging import Status
from sheets_sync.frames import columns

if TYPE_CHECKING:
    import pandas as pd

_STATUSES = [status.value for status in Status]


def statuses_frame(board: Board) -> pd.DataFrame:
    """In the campaign's order of units, then of days."""
    import pandas as pd

    campaign, zone = board.campaign, board.campaign.timezone
    found = [j for unit in campaign.units for j in board.judgements[unit.key]]
    overrides = [j.override for j in found]
    return pd.DataFrame(
        {
            "unit": columns.categories([j.unit for j in found], campaign.unit_by_key),
            "name": columns.texts([campaign.unit_by_key[j.unit].name for j in found]),
            "day": columns.days([j.day for j in found]),
            "slot": columns.texts([slot_of(j.day) for j in found]),
            "deadline": columns.moments([campaign.deadline_of(j.day) for j in found], zone),
            "status": columns.categories([j.status.value for j in found], _STATUSES),
            "by_evidence": columns.categories([j.by_evidence.value for j in found], _STATUSES),
            "seen_absent": columns.moments([j.seen_absent for j in found], zone),
            "seen_present": columns.moments([j.seen_present for j in found], zone),
            "attempted_at": columns.moments([j.attempted_at for j in found], zone),
            "edited_after_deadline": columns.truths([j.edited_after_deadline for j in found]),
            "withdrawn": columns.truths([j.withdrawn for j in found]),
            "problems": columns.counts([j.problems for j in found]),
            "override_status": columns.categories([o.status if o else None for o in overrides], _STATUSES),
            "override_reason": columns.texts([o.reason if o else None for o in overrides]),
            "override_by": columns.texts([o.by if o else None for o in overrides]),
        }
    )
