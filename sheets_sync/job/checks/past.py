"""Checks of quota, clock and evidence."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import timedelta

from sheets_sync.board import words
from sheets_sync.campaign.quota import REMEDY
from sheets_sync.campaign.schedule import is_stale
from sheets_sync.gateway.clock import TOLERANCE
from sheets_sync.job import opening
from sheets_sync.job.admission import meet
from sheets_sync.job.announcing import announced
from sheets_sync.job.checks.finding import Finding, Level
from sheets_sync.job.checks.visit import Visit
from sheets_sync.job.deadlines import last_deadline, last_deadline_look
from sheets_sync.words.formats import formats

MUCH_A_DAY = 20 << 20
"""Bytes of evidence a day that are more than units type."""


def quota(visit: Visit) -> Iterator[Finding]:
    """The worst minute of the campaign, and whether every look at a deadline leaves in time."""
    worst = opening.worst_case_of(visit.settings)
    if worst.reason:
        yield visit.mend("quota", (worst.reason, worst.reason), (REMEDY, REMEDY), str(visit.settings.path))
        return
    yield visit.fine(
        "quota",
        f"hạn mức: nhiều nhất {worst.reads} lượt đọc và {worst.writes} lượt ghi trong một phút (được {worst.limit}); "
        f"lần xem cuối lúc hạn nộp đi sau {worst.last_look:.0f} giây",
        f"quota: at most {worst.reads} reads and {worst.writes} writes in a minute ({worst.limit} of each may leave); "
        f"the last look of a deadline leaves {worst.last_look:.0f} s after it",
    )


def clock(visit: Visit) -> Iterator[Finding]:
    """Whether the machine's clock agrees with the server's; nothing to say where no answer told its time."""
    known = visit.correction
    if known is None or math.isinf(known.uncertainty):
        return
    if not known.correction:
        within = TOLERANCE + known.uncertainty
        vi = f"đồng hồ khớp với máy chủ (trong {within:.1f} giây)"
        yield visit.fine("clock", vi, f"clock: agrees with the server's (to within {within:.1f} s)")
        return
    off, side = abs(known.correction), known.correction > 0
    yield visit.mend(
        "clock",
        (
            f"đồng hồ máy này {'chậm' if side else 'nhanh'} {off:.1f} giây; các lần xem bắt đầu sai giờ.",
            f"clock: this machine is {off:.1f} s (± {known.uncertainty:.1f} s) {'behind' if side else 'ahead of'} the "
            "server. Moments in the evidence are corrected by that, but looks start at the wrong time.",
        ),
        (
            "Cho máy tự chỉnh giờ, ví dụ: timedatectl set-ntp true",
            "Let the machine set its clock, for example: timedatectl set-ntp true",
        ),
    )


def evidence(visit: Visit) -> Iterator[Finding]:
    """Whether the evidence can be opened and is whole."""
    if visit.past_error:
        error = visit.past_error
        yield Finding("evidence", Level.MEND, error.what, error.where, error.remedy)
    if visit.past is None:
        return
    if visit.past.broken:
        yield visit.mend(
            "evidence",
            (f"bằng chứng không toàn vẹn: {visit.past.broken}.", f"not sound: {visit.past.broken}."),
            ("Khôi phục sổ bằng chứng từ bản sao lưu.", "Restore the ledger from a backup."),
            visit.past.where,
        )
        return
    last = visit.past.evidence.polls[-1:]
    corrected = "".join(f"; the last look's clock was corrected by {p.correction:.1f} s" for p in last if p.correction)
    en = f"evidence: all records sound{corrected}"
    yield visit.fine("evidence", "bằng chứng: mọi bản ghi toàn vẹn", en, visit.past.where)


def owner(visit: Visit) -> Iterator[Finding]:
    """A state folder that another campaign uses too: each needs one of its own."""
    if visit.past is None:
        return
    own = set(visit.settings.spreadsheets)
    others = {poll.spreadsheet for poll in visit.past.evidence.polls} - own
    if others and visit.past.evidence.polls[-1].spreadsheet not in own:
        yield visit.mend(
            "shared_state",
            (
                "thư mục này đang ghi bằng chứng của một bảng tính khác.",
                "the last look recorded here was at another spreadsheet: another campaign uses this folder.",
            ),
            ("Cho mỗi đợt một thư mục riêng: --state DIR.", "Give each campaign a folder of its own: --state DIR."),
            str(visit.settings.state),
        )


def looks(visit: Visit) -> Iterator[Finding]:
    """The last good look, and the last one at a deadline; overdue ones while the campaign runs."""
    campaign, polls = visit.settings.campaign, visit.settings.polls
    if visit.now < campaign.deadline_of(campaign.first_day) - timedelta(days=1):
        return
    good = [p for p in visit.past.evidence.polls if not p.error] if visit.past else []
    last = max((p.sent for p in good), default=None)
    over = visit.now > campaign.deadline_of(campaign.last_day) + timedelta(days=1)
    if last is None:
        if not over:
            vi, en = "chưa có lần xem nào thành công.", "no look has come through yet."
            yield visit.notice("looks", (vi, en), ("Chạy: sheets-sync run", "Run: sheets-sync run"))
        return
    assert visit.past
    due = last_deadline(campaign, visit.now)
    made = last_deadline_look(visit.past.evidence, campaign, visit.settings.spreadsheet, visit.now)
    said = words.clock_time(last, campaign.timezone, campaign.locale, campaign.first_day)
    at = words.clock_time(made, campaign.timezone, campaign.locale, campaign.first_day) if made else "–"
    vi, en = (
        f"lần xem tốt gần nhất {said}; lần xem đúng hạn gần nhất {at}",
        f"last good look {said}; at a deadline {at}",
    )
    if not over and is_stale(last, visit.now, polls, campaign):
        remedy = (
            "Xem lịch chạy có hoạt động không (crontab -l, systemctl list-timers).",
            "See whether the schedule works (crontab -l, systemctl list-timers).",
        )
        yield visit.mend("looks", (f"quá giờ xem: {vi}.", f"looks are overdue: {en}."), remedy)
        return
    if due and made != due and not over:
        remedy = ("Xem: sheets-sync why", "See: sheets-sync why")
        what = (f"hạn gần nhất không có lần xem: {vi}.", f"the last deadline has no look: {en}.")
        yield visit.notice("looks", what, remedy)
        return
    yield visit.fine("looks", vi, en)


def growth(visit: Visit) -> Iterator[Finding]:
    """A ledger that grows faster than people type."""
    if visit.past is None or not visit.past.size or not visit.past.evidence.polls:
        return
    polls = visit.past.evidence.polls
    said = formats(visit.language)
    days = max(1.0, (polls[-1].sent - polls[0].sent) / timedelta(days=1))
    a_day, size = f"{said.number(visit.past.size / days / 1024, 0)} KB", f"{said.number(visit.past.size >> 10)} KB"
    vi, en = f"sổ bằng chứng {size}, khoảng {a_day} mỗi ngày", f"ledger: {size}, about {a_day} a day"
    if visit.past.size / days > MUCH_A_DAY:
        remedy = ("Xem có công thức nào đổi ở mỗi lần xem không.", "See whether a formula changes at every look.")
        yield visit.notice("growth", (vi + ".", en + "."), remedy)
    else:
        yield visit.fine("growth", vi, en)


def changed_campaign(visit: Visit) -> Iterator[Finding]:
    """What the campaign file will change that no run has met yet, and what of it a run would refuse."""
    if visit.past is None:
        return
    evidence, where = visit.past.evidence, str(visit.settings.path)
    for refusal in meet(visit.settings, evidence).refused:
        yield Finding(f"refused_{refusal.code}", Level.MEND, refusal.what, where, refusal.remedy)
    for vi, en in announced(visit.settings, evidence, visit.now):
        yield Finding("campaign_change", Level.NOTICE, visit.say(f"sẽ đổi – {vi}", f"will change: {en}"), where)
