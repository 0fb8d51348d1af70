"""Who reported, in sentences: with numbers, and with the names of those that are late or missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.named import report_name
from sheets_sync.compliance.judging import Judgement
from sheets_sync.compliance.standings import IN, OPEN, Standing, Standings, Tally
from sheets_sync.compliance.words import flag_words, no_day_mark, standing_word, unread_sentence
from sheets_sync.rollup.figures import Figure
from sheets_sync.rollup.model import Line, Piece
from sheets_sync.rollup.reporting import counted, owed
from sheets_sync.rollup.shown import Shown, joined, sentence
from sheets_sync.tabs.rows import Row
from sheets_sync.words import vietnamese

MOST_NAMED = 30  # units that the rollup names in its text; beyond it, the matrix names them
MOST_DAYS = 5  # days that it names for one unit


def of_day(shown: Shown, standings: Standings, tally: Tally, rows: Sequence[Row]) -> tuple[Line, ...]:
    """The lines of one day's report; the first has the numbers and who is missing."""
    campaign = standings.campaign
    if not tally.owed:
        return (Line((Piece("Không có đơn vị phải báo cáo trong ngày."),)),)
    lead = _received(shown, "day", "Đã nhận báo cáo của {n}/{n} đơn vị", tally, campaign)
    open_parts = [_open(shown, "day", standing, tally, campaign) for standing in OPEN if tally.count(standing)]
    named = (
        (_word(Standing.LATE, campaign), tally.of(Standing.LATE)),
        ("Chưa xác định được đúng hạn hay trễ hạn", tally.of(Standing.UNDETERMINED)),
        ("Không phát sinh hoạt động", _nil_only(tally, rows)),
        (_word(Standing.EXCUSED, campaign), tally.of(Standing.EXCUSED)),
    )
    lines = [sentence(joined((lead, *open_parts), "; "))]
    lines += _unread(standings, [judgement.unit for _, judgement in tally.entries])
    lines += [Line((Piece(f"{said}: {_names(some, campaign)}."),)) for said, some in named if some]
    return tuple(lines)


def of_campaign(shown: Shown, standings: Standings) -> tuple[Line, ...]:
    """How reports were kept over the campaign, and who missed which days."""
    campaign = standings.campaign
    tally = standings.tally(standings.due(standings.all()))
    if not tally.owed:
        return (Line((Piece("Chưa có ngày báo cáo nào đến hạn."),)),)
    lead = _received(
        shown,
        "whole",
        "Đã nhận {n}/{n} lượt báo cáo đến hạn của các đơn vị",
        tally,
        campaign,
    )
    rates = joined((_rate(shown, "báo cáo", IN, (), tally), _on_time_rate(shown, tally)), "; ")
    lacking = [sentence(_lacking(shown, standing, tally, campaign)) for standing in OPEN if tally.count(standing)]
    return (sentence(lead), sentence(rates), *lacking, *_unread(standings, list(standings.judgements)))


def note(judgement: Judgement, standings: Standings, to_mend: int) -> str:
    """What the table says beside a status: a coordinator's reason, corrections, cells to mend."""
    notes = []
    if judgement.override:
        reason = vietnamese.one_line(judgement.override.reason)
        notes.append(f"điều chỉnh: {reason}" if reason else "có điều chỉnh")
    if judgement.withdrawn:
        notes.append("đã rút số liệu")
    elif judgement.edited_after_deadline:
        notes.append("có sửa sau hạn")
    if judgement.rows_of_no_day:
        notes.append(flag_words(standings.campaign.locale)["no_day"][1])
    if judgement.unit in standings.unread and standings.standing(judgement) is not Standing.UNREAD:
        notes.append(_word(Standing.UNREAD, standings.campaign).lower())
    if to_mend:
        notes.append(f"còn {to_mend} ô cần sửa")
    return vietnamese.capital("; ".join(notes))


def _word(standing: Standing, campaign: Campaign) -> str:
    return standing_word(standing, campaign.locale)


def _received(shown: Shown, scope: str, pattern: str, tally: Tally, campaign: Campaign) -> Line:
    lead = shown.line(
        pattern,
        shown.piece(f"{scope}.reported", counted(tally, *IN)),
        shown.piece(f"{scope}.expected", owed(tally)),
    )
    parts = joined(
        (_count(shown, scope, standing, tally, campaign) for standing in IN if tally.count(standing)),
        ", ",
    )
    return Line((*lead.pieces, Piece(" ("), *parts.pieces, Piece(")"))) if parts.pieces else lead


def _count(shown: Shown, scope: str, standing: Standing, tally: Tally, campaign: Campaign, after: str = "") -> Line:
    """As in "đúng hạn 8"."""
    said = _word(standing, campaign).lower()
    return shown.line(f"{said} {{n}}{after}", shown.piece(f"{scope}.{standing.value}", counted(tally, standing)))


def _open(shown: Shown, scope: str, standing: Standing, tally: Tally, campaign: Campaign) -> Line:
    """As in "chưa báo cáo 1: Huyện Đoàn Gò Dầu"; who can't be read is named in a sentence of its own."""
    names = f": {_names(tally.of(standing), campaign)}" if standing is not Standing.UNREAD else ""
    return _count(shown, scope, standing, tally, campaign, names)


def _unread(standings: Standings, units: Sequence[str]) -> list[Line]:
    """That tabs of these units can't be read now, and that nobody is called absent for it."""
    campaign = standings.campaign
    names = [_name(unit.key, campaign) for unit in campaign.units if unit.key in standings.unread and unit.key in units]
    return [Line((Piece(unread_sentence(names, campaign.locale)),))] if names else []


def _rate(shown: Shown, said: str, sure: Sequence[Standing], unsure: Sequence[Standing], tally: Tally) -> Line:
    """A rate; a range where undetermined days leave it open."""
    name = f"whole.rate.{sure[0].value}.{len(sure)}"
    least = _share(shown, name, tally, *sure)
    if not tally.count(*unsure):
        return shown.line(f"tỷ lệ {said} {{n}}", least)
    return shown.line(f"tỷ lệ {said} từ {{n}} đến {{n}}", least, _share(shown, f"{name}.most", tally, *sure, *unsure))


def _on_time_rate(shown: Shown, tally: Tally) -> Line:
    return _rate(shown, "đúng hạn", (Standing.ON_TIME,), (Standing.UNDETERMINED,), tally)


def _share(shown: Shown, name: str, tally: Tally, *standings: Standing) -> Piece:
    part = counted(tally, *standings)
    said = vietnamese.percent(len(part.sources), tally.owed)
    value = float(said.rstrip("%").replace(".", "").replace(",", "."))
    return shown.piece(name, Figure(value, "share", "%", part.sources), said)


def _lacking(shown: Shown, standing: Standing, tally: Tally, campaign: Campaign) -> Line:
    by_unit: dict[str, list[Judgement]] = {}
    for judgement in tally.of(standing):
        by_unit.setdefault(judgement.unit, []).append(judgement)
    lead = _count(shown, "whole", standing, tally, campaign, " lượt")
    if len(by_unit) > MOST_NAMED:
        return Line((*lead.pieces, Piece(f", ở {len(by_unit)} đơn vị (tên và ngày tại Phụ lục III)")))
    named = "; ".join(f"{_name(key, campaign)} ({_days(some, campaign)})" for key, some in by_unit.items())
    return Line((*lead.pieces, Piece(f": {named}")))


def _days(judgements: Sequence[Judgement], campaign: Campaign) -> str:
    if len(judgements) > MOST_DAYS:
        return f"{len(judgements)} {'ngày' if campaign.is_daily else 'kỳ'}"
    if not campaign.is_daily:
        return ", ".join(report_name(judgement.day, campaign, language="vi") for judgement in judgements)
    return "ngày " + ", ".join(vietnamese.day_month(judgement.day) for judgement in judgements)


def _names(judgements: Iterable[Judgement], campaign: Campaign) -> str:
    locale = campaign.locale
    return vietnamese.listed([_name(j.unit, campaign) + no_day_mark(j, locale) + _reason(j) for j in judgements])


def _reason(judgement: Judgement) -> str:
    """Why a unit is excused, in brackets."""
    override = judgement.override
    if override is None or override.status != Standing.EXCUSED.value or not override.reason:
        return ""
    return f" ({vietnamese.one_line(override.reason)})"


def _name(key: str, campaign: Campaign) -> str:
    unit = campaign.unit_by_key.get(key)
    return vietnamese.one_line(unit.name if unit else key)


def _nil_only(tally: Tally, rows: Sequence[Row]) -> list[Judgement]:
    """The units whose valid rows of the day say that there was nothing."""
    nil: dict[str, bool] = {}
    for row in rows:
        if row.valid:
            nil[row.unit] = nil.get(row.unit, True) and row.nil
    return [judgement for judgement in tally.of(*IN, *OPEN) if nil.get(judgement.unit)]
