"""The cells behind the figures of a page, as html that opens where a figure is followed; no script is needed.

Only figures that the page links to are listed, so that nothing internal comes in by this way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from html import escape
from io import BytesIO

from markupsafe import Markup

from sheets_sync.campaign.period import plain_day
from sheets_sync.compliance.standings import Standing
from sheets_sync.compliance.words import standing_word
from sheets_sync.documents import trace
from sheets_sync.rollup.cell_table import amounts_of
from sheets_sync.rollup.figures import Figure, Source
from sheets_sync.rollup.model import LAYOUT_OF_SHORT_PAPERS, CampaignReport, DayReport
from sheets_sync.rollup.shown import approximate
from sheets_sync.words.formats import formats
from sheets_sync.words.texts import texts
from sheets_sync.words.tidy import clean

PLACE = Markup("\x00sources\x00")
"""What a page prints where the list goes; no typed text can hold it, since such characters are taken out."""

MOST_CELLS = 400  # of one figure; the side file has them all


def anchor(figure: str, locale: str) -> str:
    """The id under which the cells of a figure stand in the page."""
    return f"{texts(locale).get('sources.anchor')}-" + re.sub(r"\s", "_", figure)


def filled(page: str, model: DayReport | CampaignReport, side: str) -> bytes:
    """The page as UTF-8, with the cells of all figures that it links to; `side` is the name of its side file."""
    linked = dict.fromkeys(re.findall(rf'href="#({anchor("", model.locale)}[^"]+)"', page))
    named = {escape(anchor(name, model.locale)): (name, figure) for name, figure in model.figures.items()}
    before, _, after = page.rpartition(PLACE)
    if not before:
        return page.encode()
    made = BytesIO()  # the lists of a long campaign are far larger than the page
    made.write(before.encode())
    for target in linked:
        if target in named:
            made.write(_block(target, *named[target], model, side).encode())
    made.write(after.encode())
    return made.getvalue()


def _block(target: str, name: str, figure: Figure, model: DayReport | CampaignReport, side_file: str) -> str:
    said = texts(model.locale)
    about = _about(figure, model.locale)
    close = f'<a class="close" href="#{said.get("sources.closed")}">{escape(said.say("sources.close"))}</a>'
    lead = f'<div id="{target}"><p>{close}<strong>{escape(about)}</strong> ({escape(_how(figure, model.locale))}).'
    side = f"{escape(side_file)}#{escape(name)}"
    if trace.so_far(name, model):
        return f"{lead} {escape(said.say('sources.so_far'))}</p></div>\n"
    rows = _counts(figure.sources, model) if figure.adding in ("count", "share") else _cells(figure.sources, model)
    entry = escape(said.say("sources.entry", name=name))
    where = f'<a href="{side}">{entry}</a>'
    if model.layout == 1:
        where = f'<a href="{side}">{escape(side_file)}</a>, {entry}'
    return f"{lead} {escape(said.say('sources.all_cells'))} {where}</p><table>{''.join(rows)}</table></div>\n"


def _about(figure: Figure, locale: str) -> str:
    said = approximate(formats(locale).number(figure.value), figure, locale)
    return " ".join(filter(None, (said, figure.measure)))


def _how(figure: Figure, locale: str) -> str:
    """How a figure was made, in words."""
    return str(texts(locale).section("sources").get(f"how.{figure.adding}", figure.adding))


def _cells(sources: Sequence[Source], model: DayReport | CampaignReport) -> Iterator[str]:
    adding = [number for number, amount in enumerate(amounts_of(sources)) if amount]
    said = texts(model.locale)
    yield "<tr>" + "".join(f"<th>{escape(head)}" for head in said.get("sources.head"))
    for source in (sources[number] for number in adding[:MOST_CELLS]):
        yield "<tr>" + "".join(
            f"<td>{escape(clean(said))}"
            for said in (
                model.units.get(source.unit, source.unit),
                f"{source.tab}, {source.a1}" if source.a1 else source.tab,
                source.typed[:120],
                source.read,
                formats(model.locale).number(source.amount),
                _when(model.seen.get((source.unit, source.day)), model),
            )
        )
    if len(adding) > MOST_CELLS:
        left = len(adding) - MOST_CELLS
        more = said.say("sources.more", n=formats(model.locale).number(left), count=left)
        yield f"<tr><td colspan=6>{escape(more)}"


def _counts(sources: Iterable[Source], model: DayReport | CampaignReport) -> Iterator[str]:
    """A count of reports comes from statuses: a line per unit."""
    by_unit: dict[str, list[str]] = {}
    day_said = cache(lambda day: f"{formats(model.locale).without_year(plain_day(day))} " if day else "")
    read_said = cache(lambda read: _counted(read, model))
    for source in sources:  # a report a day of each unit
        by_unit.setdefault(source.unit, []).append(day_said(source.day) + read_said(source.read))
    for unit, said in by_unit.items():
        yield f"<tr><td>{escape(clean(model.units.get(unit, unit)))}<td>{escape('; '.join(said))}"


def _counted(read: str, model: DayReport | CampaignReport) -> str:
    """The word of a standing; a count of works has the codes of their activities; internal ones are not told."""
    if read in set(Standing):
        return standing_word(Standing(read), model.locale).lower()
    return "" if read in model.internal else read


def _when(moment: datetime | None, model: DayReport | CampaignReport) -> str:
    if moment is None:
        return ""
    local = moment.astimezone(model.moment.tzinfo)
    said = formats(model.locale)
    if model.layout >= LAYOUT_OF_SHORT_PAPERS and model.report_day and local.date() == plain_day(model.report_day):
        return said.at(local)  # the page is on that day
    return texts(model.locale).say("sources.seen", hour=said.at(local), day=said.without_year(local.date()))
