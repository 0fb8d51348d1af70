"""A later edition of a document: it names the one before it and says what changed since, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sheets_sync.campaign import Campaign
from sheets_sync.rollup import words
from sheets_sync.rollup.adding import BENEFICIARIES, MONEY, PEOPLE, ROWS, Key
from sheets_sync.rollup.figures import NOTHING, Figure, Source
from sheets_sync.rollup.frame import as_of_words
from sheets_sync.rollup.model import CampaignReport, Change, DayReport, Edition
from sheets_sync.rollup.reporting import WORDS

AnyReport = TypeVar("AnyReport", DayReport, CampaignReport)

MOST_UNITS = MOST_CELLS = 8  # units that a change names, and cells of each; the side file has them all

_COLUMNS = {PEOPLE: "ĐVTN tham gia", BENEFICIARIES: "Người thụ hưởng", MONEY: "Kinh phí", ROWS: "Số hoạt động"}
_COUNTS = {
    "reported": "Báo cáo đã nhận",
    "on_time": "Đúng hạn",
    "late": "Trễ hạn",
    "undetermined": "Chưa xác định",
    "missed": "Chưa báo cáo",
    "invalid": "Có lỗi cần sửa",
}


def revised(model: AnyReport, previous: AnyReport, campaign: Campaign, *, number: int, name: str) -> AnyReport:
    """`model` as edition `number` (2, 3, …) of a document; `previous` is the model of the edition before, `name` its
    file. What changed are the sums and the numbers of reports, each with the cells or units behind it."""
    edition = Edition(
        label=f"Bản {number}, số liệu đến {_moment(model, model.moment)}",
        replaces=f"Thay bản {number - 1} ({words.one_line(name)}), số liệu đến {_moment(model, previous.moment)}.",
        changes=(*_counts(model, previous, campaign), *_sums(model, previous, campaign)),
    )
    return replace(model, edition=edition)


def _moment(model: DayReport | CampaignReport, moment: datetime) -> str:
    return as_of_words(moment, within=moment.date() == model.report_day)


def _sums(after: AnyReport, before: AnyReport, campaign: Campaign) -> Iterator[Change]:
    keys = dict.fromkeys((*before.totals.figures, *after.totals.figures))
    for key in sorted(keys, key=lambda key: _order(key, campaign)):
        old, new = (report.totals.figures.get(key, NOTHING) for report in (before, after))
        if old.value != new.value or old.estimated != new.estimated:
            yield _change(_label(key, campaign), old, new, _cells(old, new, campaign))


def _counts(after: AnyReport, before: AnyReport, campaign: Campaign) -> Iterator[Change]:
    scope = "day" if after.report_day else "whole"
    for name, label in _COUNTS.items():
        old, new = (report.figures.get(f"{scope}.{name}", NOTHING) for report in (before, after))
        if old.value != new.value:
            yield _change(label, old, new, _units(old, new, campaign))


def _change(what: str, old: Figure, new: Figure, why: Iterable[str]) -> Change:
    reasons = list(why)
    more = [f"và {len(reasons) - MOST_UNITS} mục khác"] if len(reasons) > MOST_UNITS else []
    return Change(what, _shown(old), _shown(new), "; ".join([*reasons[:MOST_UNITS], *more]))


def _shown(figure: Figure) -> str:
    return ("khoảng " if figure.estimated else "") + words.number(figure.value)


def _order(key: Key, campaign: Campaign) -> tuple[int, str]:
    """Sums of columns first, then the activities as the campaign has them."""
    codes = [*_COLUMNS, *campaign.activity_by_code]
    return (codes.index(key[0]) if key[0] in codes else len(codes), key[1])


def _label(key: Key, campaign: Campaign) -> str:
    code, measure = key
    activity = campaign.activity_by_code.get(code)
    said = words.one_line(activity.label) if activity else _COLUMNS.get(code, code)
    return f"{said} ({measure})" if measure else said


def _cells(old: Figure, new: Figure, campaign: Campaign) -> Iterator[str]:
    """By unit, what came and went, as in "Huyện Đoàn Gò Dầu: bỏ 20 (ô E2), thêm 25 (ô E2)".

    A row that only moved to another place in its tab is no change.
    """
    said: dict[str, list[str]] = {}
    for word, sources in (("bỏ", _without(old, new)), ("thêm", _without(new, old))):
        for source in sources:
            if source.amount:
                place = f" (ô {source.a1})" if source.a1 else ""
                said.setdefault(_name(source, campaign), []).append(f"{word} {words.number(source.amount)}{place}")
    for name, parts in said.items():
        more = [f"và {len(parts) - MOST_CELLS} ô khác"] if len(parts) > MOST_CELLS else []
        yield f"{name}: {', '.join([*parts[:MOST_CELLS], *more])}"


def _units(old: Figure, new: Figure, campaign: Campaign) -> Iterator[str]:
    """The units and days that left or joined a count of reports."""
    for word, sources in (("bớt", _without(old, new)), ("thêm", _without(new, old))):
        for source in sources:
            day = f" ngày {words.day_month(source.day)}" if source.day else ""
            status = WORDS.get(source.read, source.read).lower()
            yield f"{word} {_name(source, campaign)}{day} ({status})"


def _without(figure: Figure, other: Figure) -> list[Source]:
    """The parts of a figure that the other one has not, told apart by what they say and not by their place."""
    known = Counter(_said(source) for source in other.sources)
    left = []
    for source in figure.sources:
        if known[_said(source)]:
            known[_said(source)] -= 1
        else:
            left.append(source)
    return left


def _said(source: Source) -> tuple[object, ...]:
    return (source.unit, source.day, source.typed, source.read, source.amount)


def _name(source: Source, campaign: Campaign) -> str:
    unit = campaign.unit_by_key.get(source.unit)
    return words.one_line(unit.name if unit else source.unit)
