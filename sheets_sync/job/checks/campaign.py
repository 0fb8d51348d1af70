"""Checks of what the campaign file says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sheets_sync.config.file import parse
from sheets_sync.config.tables import report_days
from sheets_sync.config.text import read
from sheets_sync.job.checks.finding import Finding
from sheets_sync.job.checks.visit import Visit
from sheets_sync.tabs.overrides import overrides_tab_of
from sheets_sync.tabs.ownership import fold_title
from sheets_sync.tabs.titles import tab_title, tab_titles
from sheets_sync.words.conventions import conventions
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts

_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+")


def summary(visit: Visit) -> Iterator[Finding]:
    """What the file was understood as."""
    c = visit.settings.campaign
    counts = (len(c.units), len(c.columns), len(c.activities), len(c.days))
    vi = "{} đơn vị, {} cột, {} hoạt động, {} ngày báo cáo".format(*counts)
    en = "{} units, {} columns, {} activities, {} report days".format(*counts)
    yield visit.fine("campaign", vi, en, str(visit.settings.path))


def language(visit: Visit) -> Iterator[Finding]:
    """How cells are read, where that is not the sample's way; and how many texts the language has in English only."""
    campaign = visit.settings.campaign
    found, path = conventions(campaign.locale), str(visit.settings.path)
    if campaign.locale != "vi":
        said = f"{campaign.language}, {found.date_order}, {found.currency}, {found.region}, {found.spreadsheet_locale}"
        yield visit.fine("language", f"ngôn ngữ {said}", f"language {said}", path)
    if lacking := texts(campaign.locale).lacking():
        yield visit.notice(
            "texts",
            (
                f"{len(lacking)} câu chưa có trong ngôn ngữ này, hiện bằng tiếng Anh (ví dụ {lacking[0]})",
                f"{len(lacking)} texts are lacking in this language and come in English (such as {lacking[0]})",
            ),
            ("Bổ sung vào gói ngôn ngữ.", "Add them to the package of the language."),
            path,
        )


def extensions(visit: Visit) -> Iterator[Finding]:
    """What the office adds of its own, and in which version."""
    for own in visit.settings.campaign.extensions:
        offers = [rule.code for rule in own.rules] + [kind.name for kind in own.types]
        said = f"{own.name} {own.version}: {', '.join(offers) or '–'}"
        yield visit.fine("extension", f"phần mở rộng {said}", f"extension {said}", str(visit.settings.path))


def who_may_override(visit: Visit) -> Iterator[Finding]:
    """Whether everybody who can type in a unit's tab can also type overrides: Sheets tells nobody who typed a cell."""
    title = tab_title("overrides", visit.settings.campaign.locale)
    if visit.settings.coordinators or visit.settings.board:
        yield from _not_locked_yet(visit, title)
        yield from _left_behind(visit, title)
        return
    title = tab_title("overrides", visit.settings.campaign.locale)
    yield visit.notice(
        "override-door",
        (
            f"ai nhập được vào trang của đơn vị cũng nhập được vào trang “{title}”.",
            f"whoever can type in a unit's tab can also type in “{title}”.",
        ),
        (
            "Ghi coordinators = [...] trong [campaign], hoặc board = ... trong [google], "
            "rồi chạy: sheets-sync provision",
            "Set coordinators = [...] in [campaign], or board = ... in [google]; then run: sheets-sync provision",
        ),
        str(visit.settings.path),
    )


def _not_locked_yet(visit: Visit, title: str) -> Iterator[Finding]:
    """Coordinators are named, and no protection keeps others from the tab of overrides."""
    seen = visit.seen.get(visit.settings.board_spreadsheet)
    tab = overrides_tab_of(seen.snapshot.tabs, visit.settings.campaign.locale) if seen and seen.snapshot else None
    if not visit.settings.coordinators or seen is None or tab is None:
        return
    if not any(protection.sheet_id == tab.sheet_id and protection.whole for protection in seen.protections):
        yield visit.mend(
            "override-door",
            (f"trang “{title}” chưa được khóa cho người điều phối.", f"“{title}” is not locked for coordinators yet."),
            ("Chạy: sheets-sync provision", "Run: sheets-sync provision"),
            str(visit.settings.path),
        )


def _left_behind(visit: Visit, title: str) -> Iterator[Finding]:
    """Tabs of overrides in spreadsheets in which none are read: what coordinators type there counts for nothing."""
    for name, seen in visit.seen.items():
        if name == visit.settings.board_spreadsheet or seen.snapshot is None:
            continue
        if overrides_tab_of(seen.snapshot.tabs, visit.settings.campaign.locale) is not None:
            yield visit.notice(
                "old-overrides",
                (f"trang “{title}” ở đây không được đọc nữa.", f"“{title}” is not read here any more."),
                (
                    "Chuyển các dòng điều chỉnh sang bảng tính của hệ thống rồi xóa trang này.",
                    "Move its rows to the spreadsheet of the board, then delete this tab.",
                ),
                f"spreadsheet {name}",
            )


def addresses(visit: Visit) -> Iterator[Finding]:
    """Editors and coordinators must be mail addresses: Google refuses the whole protection otherwise."""
    campaign = visit.settings.campaign
    named = [(f"editors ({u.key})", a) for u in campaign.units for a in u.editors]
    named += [("coordinators", a) for a in visit.settings.coordinators]
    for where, address in named:
        if not _ADDRESS.fullmatch(address):
            yield visit.mend(
                "address",
                (f"{address!r} không phải là địa chỉ thư.", f"{address!r} is no mail address."),
                ("Viết như ten@example.com.", "Write it as somebody@example.com."),
                f"{visit.settings.path}: {where}",
            )


def job_titles(visit: Visit) -> Iterator[Finding]:
    """A unit's tab may not have the title of one of the job's own."""
    own = {fold_title(title) for title in tab_titles(visit.settings.campaign.locale).values()}
    for unit in visit.settings.campaign.units:
        if fold_title(unit.tab) in own:
            yield visit.mend(
                "job_title",
                (f"trang “{unit.tab}” trùng tên trang của hệ thống.", f"tab “{unit.tab}” is titled like a job's tab."),
                ("Đặt tên khác cho trang của đơn vị.", "Give the unit's tab another title."),
                f"{visit.settings.path}: units ({unit.key})",
            )


def days_off(visit: Visit) -> Iterator[Finding]:
    """A day off outside of the campaign takes nothing away: most often a wrong year."""
    path = visit.settings.path
    table = parse(path, read(path)).campaign
    span = report_days(table.model_copy(update={"days_off": []}))
    outside = [day for day in table.days_off if day not in span]
    if outside:
        said = ", ".join(formats(visit.language).short(day) for day in outside)
        yield visit.notice(
            "days_off",
            (f"ngày nghỉ không thuộc đợt: {said}.", f"days off that are no days of the campaign: {said}."),
            ("Xem lại năm và tháng.", "Look at year and month."),
            f"{path}: days_off",
        )


def nil_activity(visit: Visit) -> Iterator[Finding]:
    """Without a nil activity a unit with nothing to report can only be late."""
    campaign = visit.settings.campaign
    if campaign.activities and not any(a.is_nil for a in campaign.activities):
        yield visit.notice(
            "nil_activity",
            (
                "không có hoạt động “không phát sinh”: đơn vị không có gì để báo cáo sẽ bị coi là chưa báo cáo.",
                "there is no activity for “nothing to report”: a unit that has nothing can only be missed.",
            ),
            ('Thêm [[activities]] với code = "NIL".', 'Add [[activities]] with code = "NIL".'),
            str(visit.settings.path),
        )
