"""The cells behind the figures of a page, as html that opens where a figure is followed; no script is needed.

Only figures that the page links to are listed, so that nothing internal comes in by this way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape

from markupsafe import Markup

from sheets_sync.compliance.standings import Standing
from sheets_sync.compliance.words import standing_word
from sheets_sync.documents import trace
from sheets_sync.rollup.figures import Figure, Source
from sheets_sync.rollup.model import CampaignReport, DayReport
from sheets_sync.words.vietnamese import clean, day_month, hour, number

PLACE = Markup("\x00sources\x00")
"""What a page prints where the list goes; no typed text can hold it, since such characters are taken out."""

SO_FAR = "Số lũy kế: từng ô xem tại báo cáo của từng ngày, hoặc tại báo cáo kết quả của cả đợt."
MOST_CELLS = 400  # of one figure; the side file has them all

_LINK = re.compile(r'href="#(nguon-[^"]+)"')
_HOW = {
    "sum": "tổng các ô",
    "latest": "số mới nhất của từng đơn vị",
    "distinct_place": "mỗi địa điểm tính một lần",
    "once_per_link": "mỗi liên kết tính một lần",
    "count": "số báo cáo",
    "share": "tỷ lệ; phần được tính",
}
_HEAD = "<tr><th>Đơn vị<th>Trang, ô<th>Đã ghi<th>Đọc là<th>Tính vào<th>Thấy lúc"


def anchor(figure: str) -> str:
    """The id under which the cells of a figure stand in the page."""
    return "nguon-" + re.sub(r"\s", "_", figure)


def filled(page: str, model: DayReport | CampaignReport, side: str) -> str:
    """The page with the cells of all figures that it links to; `side` is the name of its side file."""
    linked = dict.fromkeys(_LINK.findall(page))
    named = {escape(anchor(name)): (name, figure) for name, figure in model.figures.items()}
    blocks = (_block(target, *named[target], model, side) for target in linked if target in named)
    before, _, after = page.rpartition(PLACE)
    return f"{before}{''.join(blocks)}{after}" if before else page


def _block(target: str, name: str, figure: Figure, model: DayReport | CampaignReport, side_file: str) -> str:
    how = _HOW.get(figure.adding, figure.adding)
    about = " ".join(filter(None, (("khoảng " if figure.estimated else "") + number(figure.value), figure.measure)))
    side = f"{escape(side_file)}#{escape(name)}"
    if trace.so_far(name, model):
        return (
            f'<div id="{target}"><p><a class="close" href="#dong">Đóng</a><strong>{escape(about)}</strong>'
            f" ({escape(how)}). {SO_FAR}</p></div>\n"
        )
    rows = _counts(figure.sources, model) if figure.adding in ("count", "share") else _cells(figure.sources, model)
    where = f'<a href="{side}">mục {escape(name)}</a>'
    if model.layout == 1:
        where = f'<a href="{side}">{escape(side_file)}</a>, mục {escape(name)}'
    return (
        f'<div id="{target}"><p><a class="close" href="#dong">Đóng</a><strong>{escape(about)}</strong> ({escape(how)}).'
        f" Đủ từng ô: {where}</p>"
        f"<table>{''.join(rows)}</table></div>\n"
    )


def _cells(sources: Iterable[Source], model: DayReport | CampaignReport) -> Iterator[str]:
    parts = [source for source in sources if source.amount]
    yield _HEAD
    for source in parts[:MOST_CELLS]:
        yield "<tr>" + "".join(
            f"<td>{escape(clean(said))}"
            for said in (
                model.units.get(source.unit, source.unit),
                f"{source.tab}, {source.a1}" if source.a1 else source.tab,
                source.typed[:120],
                source.read,
                number(source.amount),
                _when(model.seen.get((source.unit, source.day)), model),
            )
        )
    if len(parts) > MOST_CELLS:
        yield f"<tr><td colspan=6>… và {number(len(parts) - MOST_CELLS)} ô khác."


def _counts(sources: Iterable[Source], model: DayReport | CampaignReport) -> Iterator[str]:
    """A count of reports comes from statuses: a line per unit."""
    by_unit: dict[str, list[str]] = {}
    for source in sources:
        day = f"{day_month(source.day)} " if source.day else ""
        by_unit.setdefault(source.unit, []).append(day + _counted(source.read, model))
    for unit, said in by_unit.items():
        yield f"<tr><td>{escape(clean(model.units.get(unit, unit)))}<td>{escape('; '.join(said))}"


def _counted(read: str, model: DayReport | CampaignReport) -> str:
    """The word of a standing; a count of works has the codes of their activities; internal ones are not told."""
    if read in set(Standing):
        return standing_word(Standing(read), "vi").lower()
    return "" if read in model.internal else read


def _when(moment: datetime | None, model: DayReport | CampaignReport) -> str:
    if moment is None:
        return ""
    local = moment.astimezone(model.moment.tzinfo)
    return f"{hour(local)} ngày {day_month(local.date())}"
