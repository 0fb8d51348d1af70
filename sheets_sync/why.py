"""The evidence behind one cell of the board: what was seen when, and the rule that decided. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sheets_sync import words
from sheets_sync.board import judgement_json
from sheets_sync.campaign import Campaign, Unit
from sheets_sync.compliance import Judgement, Status, judge
from sheets_sync.evidence import Change, Evidence, Observed
from sheets_sync.messages import problem_text
from sheets_sync.row_json import row_from_json
from sheets_sync.rows import Severity

_AROUND = 3
"""Polls shown on each side of a turning point."""
_SHOWN = 100
"""Characters of a typed text that a line shows."""

_RULES = {
    "vi": {
        Status.NOT_REQUIRED: "Đơn vị không phải báo cáo ngày này.",
        Status.EXCUSED: "Ban Phong trào đã điều chỉnh.",
        Status.ON_TIME: "Dòng hợp lệ đầu tiên được ghi nhận lúc {present}, không sau mốc {cut_off}.",
        Status.LATE: "Lần đọc lúc {absent} (tại hoặc sau mốc {cut_off}) chưa có dòng hợp lệ; "
        "lần đọc lúc {present} mới có.",
        Status.UNDETERMINED: "Không có lần đọc nào từ mốc {cut_off} đến trước {present}: không rõ báo cáo đến trước "
        "hay sau hạn, nên không tính là trễ.",
        Status.PENDING: "Chưa đến hạn {deadline}, hoặc sau hạn hệ thống chưa đọc được lần nào.",
        Status.INVALID: "Sau hạn {deadline}, lần đọc cuối thấy có dòng nhưng chưa dòng nào hợp lệ.",
        Status.MISSED: "Sau hạn {deadline}, lần đọc cuối chưa thấy dòng hợp lệ nào.",
    },
    "en": {
        Status.NOT_REQUIRED: "The unit owes no report on this day.",
        Status.EXCUSED: "The coordinators made an override.",
        Status.ON_TIME: "The first valid row was seen at {present}, not after the cut-off {cut_off}.",
        Status.LATE: "The look at {absent} (at or after the cut-off {cut_off}) saw no valid row; "
        "the one at {present} did.",
        Status.UNDETERMINED: "Nobody looked from the cut-off {cut_off} until {present}: before or after the deadline "
        "is not known, so it is never counted as late.",
        Status.PENDING: "The deadline {deadline} has not come, or nobody has looked since.",
        Status.INVALID: "After the deadline {deadline} the last look saw rows, but none valid.",
        Status.MISSED: "After the deadline {deadline} the last look saw no valid row.",
    },
}
_SAW = {
    "vi": {"valid": "có dòng hợp lệ", "attempted": "có dòng, chưa hợp lệ", "absent": "chưa có dòng"},
    "en": {"valid": "a valid row", "attempted": "rows, none valid", "absent": "no row"},
}
_LABELS = {
    "vi": {
        "rule": "Căn cứ",
        "deadline": "Hạn nộp",
        "override": "Điều chỉnh",
        "polls": "Các lần đọc quanh mốc",
        "changes": "Những gì trang của đơn vị đã thể hiện",
        "failed": "Những lúc hệ thống không đọc được",
        "evidence": "Theo số liệu",
        "row": "dòng {n}",
        "valid": "hợp lệ",
        "not_valid": "chưa hợp lệ",
        "none": "không",
        "by": "người ghi",
        "gone": "không còn dòng nào",
    },
    "en": {
        "rule": "Rule",
        "deadline": "Deadline",
        "override": "Override",
        "polls": "Looks around the turning points",
        "changes": "What the unit's tab showed",
        "failed": "When the spreadsheet could not be read",
        "evidence": "By evidence",
        "row": "row {n}",
        "valid": "valid",
        "not_valid": "not valid",
        "none": "none",
        "by": "by",
        "gone": "no row any more",
    },
}


def explain(unit: Unit, day: date, evidence: Evidence, campaign: Campaign, as_of: datetime) -> dict[str, Any]:
    """Everything that `why` says, JSON-ready; moments are ISO in the campaign's timezone."""
    judgement = judge(unit, day, evidence, campaign, as_of)
    changes = evidence.changes(unit.key, day, as_of)
    zone = campaign.timezone
    return {
        "unit": unit.key,
        "name": unit.name,
        **judgement_json(judgement, campaign),
        "by_evidence": judgement.by_evidence.value,
        "deadline": campaign.deadline_of(day).isoformat(),
        "cut_off": judgement.cut_off.astimezone(zone).isoformat() if judgement.cut_off else None,
        "rule": rule_words(judgement, campaign),
        "polls": list(_polls(unit, judgement, evidence, changes, campaign, as_of)),
        "changes": [_change(change, campaign) for change in changes],
        "failed_polls": list(_failed(unit, day, evidence, campaign, as_of)),
    }


def rule_words(judgement: Judgement, campaign: Campaign) -> str:
    """The line of the rules that decided by evidence, with its moments."""

    def at(moment: datetime | None) -> str:
        return words.clock_time(moment, campaign.timezone, judgement.day) if moment else "–"

    return _RULES[campaign.locale][judgement.by_evidence].format(
        present=at(judgement.seen_present),
        absent=at(judgement.seen_absent),
        cut_off=at(judgement.cut_off),
        deadline=at(campaign.deadline_of(judgement.day)),
    )


def _polls(
    unit: Unit, judgement: Judgement, evidence: Evidence, changes: Sequence[Change], campaign: Campaign, as_of: datetime
) -> Iterator[dict[str, str]]:
    moments = evidence.poll_moments(unit.key, as_of)
    turns = [m for m in (judgement.cut_off, judgement.seen_present) if m]
    near: set[datetime] = set()
    for turn in turns:
        near.update([m for m in moments if m <= turn][-_AROUND:])
        near.update([m for m in moments if m > turn][:_AROUND])
    for moment in sorted(near):
        seen = [c.observed for c in changes if c.sent <= moment]
        yield {
            "sent": moment.astimezone(campaign.timezone).isoformat(),
            "saw": (seen[-1] if seen else Observed.ABSENT).value,
        }


def _change(change: Change, campaign: Campaign) -> dict[str, Any]:
    return {
        "sent": change.sent.astimezone(campaign.timezone).isoformat(),
        "observed": change.observed.value,
        "rows": [dict(row) for row in change.rows],
    }


def _failed(unit: Unit, day: date, evidence: Evidence, campaign: Campaign, as_of: datetime) -> Iterator[dict[str, str]]:
    """Polls of the day that did not read the unit's tab."""
    for poll in evidence.polls:
        if poll.sent > as_of or campaign.local_day(poll.sent) != day or unit.key in poll.units:
            continue
        reason = poll.error or poll.unread.get(unit.key, "")
        if reason:
            yield {"sent": poll.sent.astimezone(campaign.timezone).isoformat(), "reason": reason}


def explanation_lines(found: dict[str, Any], campaign: Campaign) -> list[str]:
    """The same as one page of text that can be sent to the unit."""
    said, saw = _LABELS[campaign.locale], _SAW[campaign.locale]
    status = words.status_words(Status(found["status"]), campaign.locale)
    day = date.fromisoformat(found["day"])
    lines = [f"{found['name']} – {day:%d/%m/%Y}: {status.word}", f"{said['rule']}: {found['rule']}"]
    if found["override"]:
        override = found["override"]
        alone = words.status_words(Status(found["by_evidence"]), campaign.locale).word
        lines.append(
            f"{said['override']}: {override['reason'] or said['none']} "
            f"({said['by']}: {override['by'] or said['none']}). {said['evidence']}: {alone}."
        )
    lines += [f"{said['deadline']}: {_at(found['deadline'])}", f"{said['polls']}:"]
    lines += [f"  {_at(poll['sent'])}  {saw[poll['saw']]}" for poll in found["polls"]]
    lines.append(f"{said['changes']}:")
    for change in found["changes"]:
        lines.append(f"  {_at(change['sent'])}  {saw[change['observed']]}")
        lines += [f"    {line}" for row in change["rows"] for line in _row_lines(row, campaign, said)]
        lines += [] if change["rows"] else [f"    {said['gone']}"]
    if found["failed_polls"]:
        lines.append(f"{said['failed']}:")
        lines += [f"  {_at(poll['sent'])}  {poll['reason']}" for poll in found["failed_polls"]]
    return lines


def _at(iso: str) -> str:
    moment = datetime.fromisoformat(iso)
    return f"{moment:%H:%M:%S %d/%m}"


def _row_lines(row: dict[str, Any], campaign: Campaign, said: dict[str, str]) -> Iterator[str]:
    """What stood in a row, in the campaign's order of columns, and what is wrong with it."""
    number = said["row"].format(n=row["number"] + 1)
    verdict = said["valid"] if row["valid"] else said["not_valid"]
    typed = [str(row["cells"][c.key]["typed"]) for c in campaign.columns if c.key in row["cells"]]
    yield f"{number} ({verdict}): {'; '.join(_shortened(text) for text in typed)}"
    for problem in row_from_json(row).problems:
        if problem.severity is Severity.ERROR:
            yield f"  {problem_text(problem, campaign)}"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rsplit(" ", 1)[0] + " …"
