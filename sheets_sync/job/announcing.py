"""What a changed campaign file will do, told before a run meets it: sentences in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sheets_sync.campaign.timeline import Adoption
from sheets_sync.config import Settings
from sheets_sync.evidence.fold import Evidence
from sheets_sync.job.accepting import unrecorded
from sheets_sync.job.admission import meet
from sheets_sync.job.in_force import in_force, version_in, with_adoption
from sheets_sync.words.formats import formats

Sentence = tuple[str, str]
"""The same in Vietnamese and in English."""


def announced(settings: Settings, evidence: Evidence, now: datetime) -> Iterator[Sentence]:
    """What changes from the next run on: units that come and go, deadlines ahead, then everything else by its name.

    Nothing where the file is as recorded, or where no version was recorded yet, or where the change is refused.
    """
    if not evidence.adoptions or meet(settings, evidence).how != "file":
        return
    before = in_force(settings, evidence, now).campaign
    after = with_adoption(settings, evidence, Adoption(now, version_in(settings))).campaign
    gone = [unit.name for unit in after.units if unit.key in after.left - before.left]
    come = [unit.name for unit in after.units if unit.key not in before.unit_by_key]
    if gone:
        yield f"không còn trong đợt: {', '.join(gone)}", f"units that go: {', '.join(gone)}"
    if come:
        yield f"mới vào đợt: {', '.join(come)}", f"units that come: {', '.join(come)}"
    moved = [day for day in after.days if day in before.days and before.deadline_of(day) != after.deadline_of(day)]
    if moved:
        said = formats(settings.campaign.locale)
        days = f"{said.without_year(moved[0])} – {said.without_year(moved[-1])}"
        at = said.clock(after.deadline_of(moved[0]))
        yield f"hạn nộp các ngày {days} ({len(moved)} ngày): {at}", f"deadline of {days} ({len(moved)} days): {at}"
    for change in unrecorded(settings, evidence):
        yield (
            f"{change.what}: {_said(change.before)} → {_said(change.after)}",
            f"{change.what}: {_said(change.before)} → {_said(change.after)}",
        )


def _said(value: object) -> str:
    return "–" if value is None else str(value)
