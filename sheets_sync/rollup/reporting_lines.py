"""Who reported, in sentences: with numbers, and with the names of those that are late or missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.named import report_name
from sheets_sync.compliance.judging import Judgement
from sheets_sync.compliance.standings import IN, OPEN, Standing, Standings, Tally
from sheets_sync.compliance.words import flag_words, no_day_mark, standing_word, unread_sentence
from sheets_sync.rollup.figures import Figure
from sheets_sync.rollup.model import LeftOut
from sheets_sync.rollup.pieces import Line, Piece
from sheets_sync.rollup.reporting import counted, owed
from sheets_sync.rollup.shown import Shown, joined, sentence
from sheets_sync.tabs.rows import Row
from sheets_sync.words import tidy
from sheets_sync.words.formats import formats, percentage
from sheets_sync.words.texts import texts

MOST_NAMED = 30  # units that the rollup names in its text; beyond it, the matrix names them
MOST_DAYS = 5  # days that it names for one unit


def of_day(shown: Shown, standings: Standings, tally: Tally, rows: Sequence[Row]) -> tuple[Line, ...]:
    """The lines of one day's report; the first has the numbers and who is missing."""
    campaign = standings.campaign
    said = texts(campaign.locale)
    if not tally.owed:
        return (_plain(said.say(f"reporting.none_owed_{_kind(campaign)}")),)
    lead = _received(shown, "day", "received", tally, campaign)
    open_parts = [_open(shown, "day", standing, tally, campaign) for standing in OPEN if tally.count(standing)]
    named = (
        (_word(Standing.LATE, campaign), tally.of(Standing.LATE)),
        (said.say("reporting.undetermined"), tally.of(Standing.UNDETERMINED)),
        (said.say("reporting.nil"), _nil_only(tally, rows)),
        (_word(Standing.EXCUSED, campaign), tally.of(Standing.EXCUSED)),
    )
    lines = [sentence(joined((lead, *open_parts), "; "))]
    lines += _unread(standings, [judgement.unit for _, judgement in tally.entries])
    lines += [_plain(f"{word}: {_names(some, campaign)}.") for word, some in named if some]
    return tuple(lines)


def of_campaign(shown: Shown, standings: Standings) -> tuple[Line, ...]:
    """How reports were kept over the campaign, and who missed which days."""
    campaign = standings.campaign
    tally = standings.tally(standings.due(standings.all()))
    if not tally.owed:
        return (_plain(texts(campaign.locale).say(f"reporting.none_due_{_kind(campaign)}")),)
    lead = _received(shown, "whole", "received_whole", tally, campaign)
    reported, on_time = (
        _rate(shown, "rate_reported", IN, (), tally),
        _rate(shown, "rate_on_time", (Standing.ON_TIME,), (Standing.UNDETERMINED,), tally),
    )
    rates = joined((reported, on_time), "; ")
    lacking = [sentence(_lacking(shown, standing, tally, campaign)) for standing in OPEN if tally.count(standing)]
    return (sentence(lead), sentence(rates), *lacking, *_unread(standings, list(standings.judgements)))


def note(judgement: Judgement, standings: Standings, to_mend: int) -> str:
    """What the table says beside a status: a coordinator's reason, corrections, cells to mend."""
    campaign, notes = standings.campaign, []
    said = texts(campaign.locale)
    if judgement.override:
        reason = tidy.one_line(judgement.override.reason)
        notes.append(said.say("reporting.override_reason" if reason else "reporting.override", reason=reason))
    if judgement.withdrawn:
        notes.append(said.say("reporting.withdrawn"))
    elif judgement.edited_after_deadline:
        notes.append(said.say("reporting.edited"))
    if judgement.rows_of_no_day:
        notes.append(flag_words(campaign.locale)["no_day"][1])
    if judgement.unit in standings.unread and standings.standing(judgement) is not Standing.UNREAD:
        notes.append(_word(Standing.UNREAD, campaign).lower())
    if to_mend:
        notes.append(said.say("reporting.to_mend", n=to_mend))
    return tidy.capital("; ".join(notes))


def left_out_note(entries: Sequence[LeftOut], locale: str) -> str:
    """One sentence that says how much is not in the totals; empty where all is."""
    return texts(locale).say("reporting.left_out", n=len(entries)) if entries else ""


def _plain(text: str) -> Line:
    return Line((Piece(text),))


def _kind(campaign: Campaign) -> str:
    """By which word a campaign's periods go: days, or periods."""
    return "day" if campaign.is_daily else "period"


def _word(standing: Standing, campaign: Campaign) -> str:
    return standing_word(standing, campaign.locale)


def _received(shown: Shown, scope: str, key: str, tally: Tally, campaign: Campaign) -> Line:
    lead = shown.say(
        f"reporting.{key}",
        shown.piece(f"{scope}.reported", counted(tally, *IN)),
        shown.piece(f"{scope}.expected", owed(tally)),
        count=tally.owed,
    )
    parts = joined(
        (_count(shown, scope, standing, tally, campaign) for standing in IN if tally.count(standing)),
        ", ",
    )
    return Line((*lead.pieces, Piece(" ("), *parts.pieces, Piece(")"))) if parts.pieces else lead


def _count(shown: Shown, scope: str, standing: Standing, tally: Tally, campaign: Campaign) -> Line:
    """As in "đúng hạn 8"."""
    piece = shown.piece(f"{scope}.{standing.value}", counted(tally, standing))
    key = "reporting.counted_whole" if scope == "whole" and standing in OPEN else "reporting.counted"
    return shown.say(key, piece, standing=_word(standing, campaign).lower())


def _open(shown: Shown, scope: str, standing: Standing, tally: Tally, campaign: Campaign) -> Line:
    """As in "chưa báo cáo 1: Huyện Đoàn Gò Dầu"; who can't be read is named in a sentence of its own."""
    names = f": {_names(tally.of(standing), campaign)}" if standing is not Standing.UNREAD else ""
    return _with(_count(shown, scope, standing, tally, campaign), names)


def _with(line: Line, after: str) -> Line:
    return Line((*line.pieces, Piece(after))) if after else line


def _unread(standings: Standings, units: Sequence[str]) -> list[Line]:
    """That tabs of these units can't be read now, and that nobody is called absent for it."""
    campaign = standings.campaign
    names = [_name(unit.key, campaign) for unit in campaign.units if unit.key in standings.unread and unit.key in units]
    return [_plain(unread_sentence(names, campaign.locale))] if names else []


def _rate(shown: Shown, key: str, sure: Sequence[Standing], unsure: Sequence[Standing], tally: Tally) -> Line:
    """A rate; a range where undetermined days leave it open."""
    name = f"whole.rate.{sure[0].value}.{len(sure)}"
    least = _share(shown, name, tally, *sure)
    if not tally.count(*unsure):
        return shown.say(f"reporting.{key}", least)
    return shown.say(f"reporting.{key}_range", least, _share(shown, f"{name}.most", tally, *sure, *unsure))


def _share(shown: Shown, name: str, tally: Tally, *standings: Standing) -> Piece:
    part = counted(tally, *standings)
    value = percentage(len(part.sources), tally.owed)
    said = formats(shown.locale).percent(len(part.sources), tally.owed)
    return shown.piece(name, Figure(value, "share", "%", part.sources), said)


def _lacking(shown: Shown, standing: Standing, tally: Tally, campaign: Campaign) -> Line:
    by_unit: dict[str, list[Judgement]] = {}
    for judgement in tally.of(standing):
        by_unit.setdefault(judgement.unit, []).append(judgement)
    lead = _count(shown, "whole", standing, tally, campaign)
    if len(by_unit) > MOST_NAMED:
        return _with(lead, texts(campaign.locale).say(f"reporting.many_{_kind(campaign)}", units=len(by_unit)))
    named = "; ".join(f"{_name(key, campaign)} ({_days(some, campaign)})" for key, some in by_unit.items())
    return _with(lead, f": {named}")


def _days(judgements: Sequence[Judgement], campaign: Campaign) -> str:
    said = texts(campaign.locale)
    if len(judgements) > MOST_DAYS:
        return said.say(f"reporting.times_{_kind(campaign)}", n=len(judgements))
    if not campaign.is_daily:
        return ", ".join(report_name(judgement.day, campaign) for judgement in judgements)
    days = ", ".join(formats(campaign.locale).without_year(judgement.day) for judgement in judgements)
    return said.say("reporting.on_days", days=days)


def _names(judgements: Iterable[Judgement], campaign: Campaign) -> str:
    locale = campaign.locale
    return formats(locale).listed([_name(j.unit, campaign) + no_day_mark(j, locale) + _reason(j) for j in judgements])


def _reason(judgement: Judgement) -> str:
    """Why a unit is excused, in brackets."""
    override = judgement.override
    if override is None or override.status != Standing.EXCUSED.value or not override.reason:
        return ""
    return f" ({tidy.one_line(override.reason)})"


def _name(key: str, campaign: Campaign) -> str:
    unit = campaign.unit_by_key.get(key)
    return tidy.one_line(unit.name if unit else key)


def _nil_only(tally: Tally, rows: Sequence[Row]) -> list[Judgement]:
    """The units whose valid rows of the day say that there was nothing."""
    nil: dict[str, bool] = {}
    for row in rows:
        if row.valid:
            nil[row.unit] = nil.get(row.unit, True) and row.nil
    return [judgement for judgement in tally.of(*IN, *OPEN) if nil.get(judgement.unit)]
