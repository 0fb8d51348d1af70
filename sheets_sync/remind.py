"""Messages to paste into a chat group: who has not reported yet, who missed the deadline, thanks. Pure.

Polite, without phone numbers, and nothing that shames: units are asked, not blamed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sheets_sync import words
from sheets_sync.board import Board
from sheets_sync.campaign import Unit
from sheets_sync.compliance import Judgement, Status

_TEXTS = {
    "vi": {
        "early": "[Ban Phong trào] Kính gửi các đơn vị, báo cáo {campaign} bắt đầu từ {day}, nhận trước {deadline} "
        "hằng ngày. Đường dẫn: {url}. Trân trọng cảm ơn.",
        "before": "[Ban Phong trào] Kính gửi các đơn vị, hôm nay ngày {day}, báo cáo {campaign} nhận trước "
        "{deadline}. Còn {n} đơn vị chưa có số liệu: {names}. Nếu không phát sinh hoạt động, đề nghị ghi "
        '"Không phát sinh". Đường dẫn: {url}. Trân trọng cảm ơn.',
        "after": "[Ban Phong trào] Đến {deadline} ngày {day}, đã nhận {reported}/{owed} đơn vị. Đề nghị {names} bổ "
        "sung sớm để kịp tổng hợp. Đơn vị có khó khăn xin báo lại Ban Phong trào. Trân trọng cảm ơn.",
        "done": "[Ban Phong trào] Báo cáo ngày {day} đã nhận {reported}/{owed} đơn vị, đúng hạn {on_time}. "
        "Cảm ơn các đơn vị đã phối hợp.",
        "fix": "Kính gửi {unit}, báo cáo ngày {day} còn {n} ô cần sửa. Đề nghị đơn vị sửa trên bảng, không cần gửi "
        "lại. Xin cảm ơn.",
        "blind": "Hệ thống chưa đọc được bảng tính từ hạn {deadline} ngày {day}, nên chưa biết đơn vị nào đã báo cáo.",
    },
    "en": {
        "early": "Reports for {campaign} begin on {day}, due before {deadline} every day. Link: {url}.",
        "before": "Dear units, reports of {day} for {campaign} are due before {deadline}. {n} units have no figures "
        "yet: {names}. If there is nothing to report, please choose the nil report. Link: {url}. Thank you.",
        "after": "At {deadline} on {day}, {reported} of {owed} units have reported. {names}: please add your report "
        "soon. If anything stands in the way, please tell us. Thank you.",
        "done": "{reported} of {owed} units have reported for {day}, {on_time} on time. Thank you.",
        "fix": "Dear {unit}, the report of {day} has {n} cells to correct. Please correct them in the spreadsheet; "
        "nothing needs to be sent again. Thank you.",
        "blind": "The spreadsheet could not be read since the deadline {deadline} of {day}, so it is not known who "
        "has reported.",
    },
}
_SUBJECTS = {
    "vi": {
        "early": "[{name}] Báo cáo từ ngày {long_day} (hạn {deadline})",
        "before": "[{name}] Nhắc báo cáo ngày {long_day} (hạn {deadline})",
        "after": "[{name}] Báo cáo ngày {long_day}: đã nhận {reported}/{owed} đơn vị",
        "done": "[{name}] Báo cáo ngày {long_day}: {reported}/{owed} đơn vị",
        "fix": "[{name}] {unit}: {n} ô cần sửa, báo cáo ngày {long_day}",
        "blind": "[{name}] Hệ thống: chưa đọc được bảng tính, ngày {long_day}",
    },
    "en": {
        "early": "[{name}] Reports begin on {long_day} (due {deadline})",
        "before": "[{name}] Reminder: report of {long_day} (due {deadline})",
        "after": "[{name}] Report of {long_day}: {reported} of {owed} units",
        "done": "[{name}] Report of {long_day}: {reported} of {owed} units",
        "fix": "[{name}] {unit}: {n} cells to correct, report of {long_day}",
        "blind": "[{name}] System: the spreadsheet could not be read, {long_day}",
    },
}


@dataclass(frozen=True, slots=True)
class Message:
    """One message about a report day. `unit` is None where it goes to the whole group."""

    kind: str
    day: date
    unit: str | None
    subject: str
    text: str

    @property
    def key(self) -> str:
        """What is sent once: this kind of message, about this day, to this unit (`*`: the group)."""
        return f"{self.kind}/{self.day.isoformat()}/{self.unit or '*'}"


def reminders(board: Board, spreadsheet: str) -> list[Message]:
    """The message for the group as of the board's moment, then one for each unit with cells to correct today."""
    cells = [j for _, j in board.on(board.today)]
    facts = _facts(board, spreadsheet)
    found = [_message(board, _kind(board, cells), None, facts)]
    for unit, judgement in board.on(board.today):
        if judgement.problems:
            found.append(_message(board, "fix", unit, {**facts, "unit": unit.name, "n": judgement.problems}))
    return found


def _message(board: Board, kind: str, unit: Unit | None, facts: dict[str, object]) -> Message:
    locale = board.campaign.locale
    subject, text = (table[locale][kind].format(**facts) for table in (_SUBJECTS, _TEXTS))
    return Message(kind, board.today, unit.key if unit else None, subject, text)


def _kind(board: Board, cells: list[Judgement]) -> str:
    if board.campaign.local_day(board.as_of) < board.today:
        return "early"
    if board.as_of < board.campaign.deadline_of(board.today):
        return "before" if _silent(board) else "done"
    if any(j.overdue_look for j in cells):
        return "blind"
    return "after" if _silent(board) else "done"


def _silent(board: Board) -> list[Unit]:
    """Units that have typed nothing for the day; whoever has rows to correct gets a message of its own."""
    tried = {unit.key for unit, j in board.on(board.today) if j.attempted_at and not j.withdrawn}
    return [unit for unit in board.missing_on(board.today) if unit.key not in tried]


def _facts(board: Board, spreadsheet: str) -> dict[str, object]:
    campaign = board.campaign
    missing, silent = board.missing_on(board.today), _silent(board)
    owed = [j for _, j in board.on(board.today) if j.status is not Status.EXCUSED]
    deadline = campaign.deadline_of(board.today)
    return {
        "day": f"{board.today:%d/%m}",
        "long_day": f"{board.today:%d/%m/%Y}",
        "name": campaign.name,
        "campaign": f"“{campaign.name}”",
        "deadline": f"{deadline:%Hh%M}" if campaign.locale == "vi" else words.clock_time(deadline, campaign.timezone),
        "n": len(silent),
        "names": ", ".join(unit.name for unit in silent),
        "reported": len(owed) - len(missing),
        "owed": len(owed),
        "on_time": sum(j.status is Status.ON_TIME for j in owed),
        "url": f"https://docs.google.com/spreadsheets/d/{spreadsheet}/edit",
    }
