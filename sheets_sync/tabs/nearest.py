"""The entry of a list that somebody may have meant with a text that is none of them. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import lru_cache

from sheets_sync.campaign.model import Campaign, Column
from sheets_sync.cells.known_forms import bared, known
from sheets_sync.tabs.rows import Problem

_ALIKE = 0.6
"""How much of a text must be that of an entry, as `difflib` measures it."""
_LONGEST = 120
"""Characters of a text that is compared; more is no slip."""


def nearest(problem: Problem, campaign: Campaign) -> str:
    """The label of the entry that is most like what was typed, for a choice or a unit; "" where none is like it."""
    column = campaign.column_by_key.get(problem.column)
    if column is None or problem.code not in ("A1", "U1") or len(problem.typed) > _LONGEST:
        return ""
    return _nearest(problem.typed, tuple(_entries(column, problem, campaign)))


def _entries(column: Column, problem: Problem, campaign: Campaign) -> Sequence[str]:
    if column.type == "unit":
        return [unit.name for unit in campaign.units]
    if column.plays == "measure":
        return [name for name in problem.facts.get("measure", "").split(", ") if name] or list(campaign.measures)
    return [choice.label for choice in column.choices] or [activity.label for activity in campaign.activities]


@lru_cache(maxsize=4_096)
def _nearest(typed: str, entries: tuple[str, ...]) -> str:
    """Compared without case, accents and marks; a text that is a part of one entry alone is near to it as well."""
    by_form = {bared(known(entry)): entry for entry in entries}
    text = bared(known(typed))
    within = [entry for form, entry in by_form.items() if len(text) > 2 and text in form]
    found = difflib.get_close_matches(text, list(by_form), n=1, cutoff=_ALIKE)
    return by_form[found[0]] if found else within[0] if len(within) == 1 else ""
