"""A later edition of a document: it names the one before it and says what changed since, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.named import report_name
from sheets_sync.campaign.period import plain_day
from sheets_sync.compliance.standings import IN, OPEN, Standing
from sheets_sync.compliance.words import standing_word
from sheets_sync.rollup import phrases
from sheets_sync.rollup.apart import Apart, apart, parted, without
from sheets_sync.rollup.figures import NOTHING, Figure, Number, Source, plain
from sheets_sync.rollup.frame import as_of_words
from sheets_sync.rollup.keys import GIFTS, ROWS, Key, column_keys, column_name
from sheets_sync.rollup.model import CampaignReport, Change, DayReport, Edition
from sheets_sync.rollup.shown import approximate
from sheets_sync.words import tidy
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts

AnyReport = TypeVar("AnyReport", DayReport, CampaignReport)

MOST_UNITS = MOST_CELLS = 8  # units that a change names, and cells of each; the side file has them all

PREVIEW, REBUILT = "preview", "rebuilt"
"""What is no edition: before a document is due, and of a moment of which none was issued."""


def revised(model: AnyReport, previous: AnyReport, *, campaign: Campaign, number: int | None, name: str) -> AnyReport:
    """`model` as edition `number` (2, 3, …) of a document; `previous` is the model of the edition before, `name` its
    file. What changed are the sums and the numbers of reports, each with the cells or units behind it.

    `number` is None for the state at a moment between two editions: it is compared with the one before, and replaces
    none.
    """
    said = texts(model.locale)
    label = _label(model, said.say("editions.edition", number=number) if number else said.say(f"editions.{REBUILT}"))
    facts = {
        "number": (number or 1) - 1,
        "name": tidy.one_line(name),
        "moment": _moment(model, previous.moment),
    }
    found = (*_declared(model, previous, campaign), *changes(model, previous, campaign))
    told, unchanged = (
        said.say("editions.told" if number else "editions.told_between", label=label, what=said.say(what), **facts)
        for what in (_where_changes_are(model), "editions.unchanged")
    )
    return replace(
        model,
        edition=Edition(
            number=number,
            label=label,
            replaces=said.say("editions.replaces" if number else "editions.compared", **facts),
            changes=found,
            told=told if found else unchanged,
            unchanged=unchanged,
        ),
    )


def _where_changes_are(model: DayReport | CampaignReport) -> str:
    return "editions.changed_day" if model.report_day else "editions.changed_whole"


def unnumbered(model: AnyReport, label: str) -> AnyReport:
    """`model` as what is no edition: PREVIEW, or REBUILT for the state at a moment before the first edition."""
    said = _label(model, texts(model.locale).say(f"editions.{label}"))
    told = f"{said}."
    return replace(model, edition=Edition(None, said, told=told, unchanged=told))


def _label(model: DayReport | CampaignReport, label: str) -> str:
    return texts(model.locale).say("editions.label", label=label, moment=_moment(model, model.moment))


def changes(after: AnyReport, before: AnyReport, campaign: Campaign) -> tuple[Change, ...]:
    """What a reader of the document before must know: counts of reports, sums, what is in no sum, what was raised."""
    return (
        *_counts(after, before, campaign),
        *_sums(after, before, campaign),
        *_not_counted(after, before),
        *_raised(after, before),
    )


def _declared(after: AnyReport, before: AnyReport, campaign: Campaign) -> Iterator[Change]:
    """The rules that a person declared for past days since the edition before."""
    said, form = texts(campaign.locale), formats(campaign.locale)
    for adoption in after.declared[len(before.declared) :]:
        assert adoption.since is not None
        at = form.clock_and_day(adoption.sent.astimezone(campaign.timezone), year=True)
        what = said.say("editions.rules", day=form.short(adoption.since))
        by = f" ({adoption.by})" if adoption.by else ""
        now = said.say("editions.rules_after", at=at)
        yield Change(what, said.say("editions.rules_before"), now, f"{adoption.reason}{by}")


def _moment(model: DayReport | CampaignReport, moment: datetime) -> str:
    within = model.report_day is not None and moment.date() == plain_day(model.report_day)
    return as_of_words(moment, model.locale, within=within)


def _sums(after: AnyReport, before: AnyReport, campaign: Campaign) -> Iterator[Change]:
    """Sums of the day or the campaign; then what changed from the first day on by cells of other days."""
    found: dict[Key, Change] = {}
    for key in sorted({*before.totals.figures, *after.totals.figures}, key=lambda key: _order(key, campaign)):
        old, new = (report.totals.figures.get(key, NOTHING) for report in (before, after))
        found_apart = parted(old, new, {})
        if _differ(old, new, found_apart):
            found[key] = _change(
                _named(key, campaign), old, new, _cells(found_apart, campaign), campaign, key[0] in after.internal
            )
    yield from found.values()
    if isinstance(after, DayReport) and isinstance(before, DayReport):
        yield from _from_the_first_day(after, before, campaign, {change.why for change in found.values()})


def _from_the_first_day(after: DayReport, before: DayReport, campaign: Campaign, known: set[str]) -> Iterator[Change]:
    figures: list[dict[Key, Figure]] = [_whole(report, campaign) for report in (before, after)]
    alike = len({_tells_activities(some, campaign) for some in figures}) == 1
    differing = apart(before.so_far, after.so_far) if before.so_far and after.so_far else {}
    for key in sorted({*figures[0], *figures[1]}, key=lambda key: _order(key, campaign)):
        if not alike and (key[0] == GIFTS or key[0] in campaign.activity_by_code):
            continue  # one paper tells activities one by one, the other their sums alone: nothing was taken out
        old, new = (some.get(key, NOTHING) for some in figures)
        found = parted(old, new, differing)
        if _differ(old, new, found):
            what = phrases.column_in_a_sentence(_named(key, campaign), campaign.locale)
            label = texts(campaign.locale).say("editions.so_far", what=what)
            change = _change(label, old, new, _cells(found, campaign), campaign, key[0] in after.internal)
            if change.why not in known:
                yield change


def _tells_activities(whole: Mapping[Key, Figure], campaign: Campaign) -> bool:
    """Whether a paper tells what was done so far activity by activity."""
    told = any(code in campaign.activity_by_code for code, _ in whole)
    return told or not whole.get((ROWS, ""), NOTHING).value


def _whole(report: DayReport | CampaignReport, campaign: Campaign) -> dict[Key, Figure]:
    """The sums of all days by key, as in ("QA2", "phần") for the figure "whole.QA2.phần"."""
    found = {}
    columns = dict(column_keys(campaign).keys())
    for name, figure in report.figures.items():
        scope, _, rest = name.partition(".")
        code, _, measure = rest.partition(".")
        if scope == "whole" and (measure or code in columns or code in (ROWS, GIFTS)):
            found[code, measure or columns.get(code, "")] = figure
    return found


def _differ(old: Figure, new: Figure, found: Apart) -> bool:
    """Whether the number is another one, or is made of other parts, so that tables by unit or day show others."""
    return old.estimated != new.estimated or _spread(found.gone) != _spread(found.come)


def _spread(sources: Iterable[Source]) -> dict[tuple[str, date | None], Number]:
    by_place: dict[tuple[str, date | None], Number] = {}
    for source in sources:
        place = (source.unit, source.day)
        by_place[place] = plain(by_place.get(place, 0) + source.amount)
    return {place: amount for place, amount in by_place.items() if amount}


def _counts(after: AnyReport, before: AnyReport, campaign: Campaign) -> Iterator[Change]:
    scope = "day" if after.report_day else "whole"
    counts = {"reported": texts(campaign.locale).say("editions.reported")}
    counts |= {standing.value: standing_word(standing, campaign.locale) for standing in (*IN, *OPEN)}
    for name, label in counts.items():
        old, new = (report.figures.get(f"{scope}.{name}", NOTHING) for report in (before, after))
        if _spread(old.sources) != _spread(new.sources):
            yield _change(label, old, new, _units(old, new, campaign), campaign)


def _not_counted(after: AnyReport, before: AnyReport) -> Iterator[Change]:
    """Cells that are in no sum: those that were mended and those that came. A row of no day, which stands in the
    reports of all days, makes no new edition of each."""
    old, new = (
        [f"{entry.unit}: {entry.where}" for entry in report.left_out if entry.day or not after.report_day]
        for report in (before, after)
    )
    if Counter(old) != Counter(new):
        what = texts(after.locale).say("editions.left_out")
        yield Change(what, str(len(old)), str(len(new)), _came_and_went(old, new, after.locale))


def _raised(after: AnyReport, before: AnyReport) -> Iterator[Change]:
    """Units that raised an issue since, or took one back; what they wrote stands in its own part. One in a row of no
    day belongs to the reports of the day on which it is read, and makes no new edition of earlier days."""
    own_day = after.report_day in (None, after.moment.date())
    old, new = (
        [(remark.unit, remark.text) for remark in report.opinion.remarks if own_day or not remark.undated]
        for report in (before, after)
    )
    if Counter(old) != Counter(new):
        gone, come = list((Counter(old) - Counter(new)).elements()), list((Counter(new) - Counter(old)).elements())
        why = _came_and_went([unit for unit, _ in gone], [unit for unit, _ in come], after.locale)
        what = texts(after.locale).say("editions.raised")
        yield Change(what, str(len(old)), str(len(new)), why, internal=True)


def _came_and_went(old: Iterable[str], new: Iterable[str], locale: str) -> str:
    said = texts(locale)
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    parts = (("editions.gone", gone), ("editions.come", come))
    return _some([said.say(key, name=name) for key, names in parts for name in names.elements()], locale)


def _some(reasons: Sequence[str], locale: str) -> str:
    left = len(reasons) - MOST_UNITS
    more = [texts(locale).say("editions.more_units", n=left)] if left > 0 else []
    return "; ".join([*reasons[:MOST_UNITS], *more])


def _change(
    what: str, old: Figure, new: Figure, why: Iterable[str], campaign: Campaign, internal: bool = False
) -> Change:
    before, after = (_shown(figure, campaign.locale) for figure in (old, new))
    return Change(what, before, after, _some(list(why), campaign.locale), internal)


def _shown(figure: Figure, locale: str) -> str:
    return approximate(formats(locale).number(figure.value), figure, locale)


def _order(key: Key, campaign: Campaign) -> tuple[int, str]:
    """Sums of columns first, then the activities as the campaign has them."""
    codes = [*(name for name, _ in column_keys(campaign)), ROWS, *campaign.activity_by_code]
    return (codes.index(key[0]) if key[0] in codes else len(codes), key[1])


def _named(key: Key, campaign: Campaign) -> str:
    code, measure = key
    activity = campaign.activity_by_code.get(code)
    name = texts(campaign.locale).say("editions.works") if code == ROWS else column_name(code, campaign) or code
    said = tidy.one_line(activity.label if activity else name)
    return f"{said} ({measure})" if measure else said


def _cells(found: Apart, campaign: Campaign) -> Iterator[str]:
    """By unit, what came and went, as in "Huyện Đoàn Gò Dầu: bỏ 20 (ô E2), thêm 25 (ô E2)".

    A row that only moved to another place in its tab is no change.
    """
    said, by_unit = texts(campaign.locale), dict[str, list[str]]()
    for key, sources in (("cell_gone", found.gone), ("cell_come", found.come)):
        for source in sources:
            if source.amount:
                part = said.say(f"editions.{key}", amount=formats(campaign.locale).number(source.amount))
                part = said.say("editions.at_cell", said=part, cell=source.a1) if source.a1 else part
                by_unit.setdefault(_name(source, campaign), []).append(part)
    for name, parts in by_unit.items():
        more = [said.say("editions.more_cells", n=len(parts) - MOST_CELLS)] if len(parts) > MOST_CELLS else []
        yield f"{name}: {', '.join([*parts[:MOST_CELLS], *more])}"


def _units(old: Figure, new: Figure, campaign: Campaign) -> Iterator[str]:
    """The units and days that left or joined a count of reports."""
    said = texts(campaign.locale)
    for key, sources in (("gone", without(old.sources, new.sources)), ("come", without(new.sources, old.sources))):
        for source in sources:
            name = said.say(
                "editions.report",
                unit=_name(source, campaign),
                report=report_name(source.day, campaign) if source.day else "",
                standing=standing_word(Standing(source.read), campaign.locale).lower(),
            )
            yield said.say(f"editions.{key}", name=name)


def _name(source: Source, campaign: Campaign) -> str:
    unit = campaign.unit_by_key.get(source.unit)
    return tidy.one_line(unit.name if unit else source.unit)
