"""The side file of a document: every figure with the cells that it came from.

    {"format": 3, "document": "daily", "day": "2022-12-16", "as_of": "2022-12-16T10:05:00+07:00", "edition": 1,
     "evidence": "8f3a…",
     "reports": [{"unit": "go-dau", "day": "2022-12-16", "tab": "Gò Dầu", "poll": "2022-12-16T08:45:00+07:00"}, …],
     "cells": [{"report": 0, "cell": "E3", "typed": "20 phần", "read": "20", "estimated": true}, …],
     "figures": {"day.QA2.phần": {"value": 205, "adding": "sum", "measure": "phần", "from": [[0, 20], …]}, …}}

`reports` are what a unit had of one day in one tab, and `poll` the look that first saw the rows of that unit and day as
they stand; `as_of` is the last look of all. `report` of a cell is its place among them. `from` has pairs of a place in
`cells` and what that cell adds to the figure: less than what was read where the same link or place was counted before.
A count of reports comes from statuses: its reports have no tab and its cells no address, and `read` is the status of
the unit on that day.

What an entry does not say is empty, not estimated, or not known; `read` is not said where it is what was typed.
A daily report lists the cells of its own day. A figure of the campaign so far has no `from` but `accounted`, the days
over which it is added up: its cells stand in the reports of those days and in the rollup, and `--verify` adds it up
anew.

In format 2 there were no `reports`: each cell had unit, day, tab and poll, and said how it was read in any case. In
format 1, which had no `format`, entries said all of it even where it was empty, and figures of the campaign so far
listed all cells from the first day on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from sheets_sync.campaign.period import day_key, day_of_key
from sheets_sync.documents.numbered import CellKey, Numbered
from sheets_sync.errors import ConfigError
from sheets_sync.rollup.figures import Accounted, Figure
from sheets_sync.rollup.model import LAYOUT, LAYOUT_OF_SHORT_PAPERS, CampaignReport, DayReport
from sheets_sync.words.worded import worded

SUFFIX = ".trace.json"
SO_FAR = "whole."
"""How the names of figures of the campaign so far begin."""


_FORMAT = re.compile(rb'\{"format": (\d{1,4}),')


def render(model: DayReport | CampaignReport) -> bytes:
    """The side file of a model, as UTF-8 JSON with one entry a line; its format is the model's layout."""
    cells = Numbered(model.cells if isinstance(model, CampaignReport) else None)
    names = sorted(model.figures)
    for name in names:
        if not so_far(name, model):
            cells.number(model.figures[name].sources)
    text = BytesIO()
    text.write(b"{" + "".join(f"{_json(name)}: {_json(value)},\n" for name, value in _head(model).items()).encode())
    for name, entries in _lists(model, cells).items():
        text.write(f'"{name}": [\n'.encode())
        _write_lines(text, entries)
        text.write(b"\n],\n")
    text.write(b'"figures": {\n')
    _write_lines(text, (f"{_json(name)}: {_said(name, model, cells)}" for name in names))
    text.write(b"\n}}\n")
    return text.getvalue()


def _head(model: DayReport | CampaignReport) -> dict[str, Any]:
    head: dict[str, Any] = {"format": model.layout} if model.layout > 1 else {}
    return head | {
        "document": "daily" if isinstance(model, DayReport) else "campaign",
        "day": day_key(model.report_day) if model.report_day else None,
        "as_of": model.moment.isoformat(),
        "edition": model.edition.number,
        "evidence": model.evidence_code,
        **({"campaign_version": model.campaign_version} if model.campaign_version else {}),
    }


def _lists(model: DayReport | CampaignReport, cells: Iterable[CellKey]) -> dict[str, Iterator[str]]:
    """The lists to which figures point, by name; each is gone through before the next one."""
    said = _json if model.layout == 1 else _short
    polls = {place: moment.astimezone(model.moment.tzinfo).isoformat() for place, moment in model.seen.items()}
    if model.layout < LAYOUT_OF_SHORT_PAPERS:
        return {"cells": (said(_cell(key, polls)) for key in cells)}
    reports: dict[tuple[Any, ...], int] = {}
    for unit, day, tab, *_ in cells:
        reports.setdefault((unit, day, tab), len(reports))
    return {
        "reports": (said(_report(key, polls)) for key in reports),
        "cells": (said(_cell_of_report(key, reports)) for key in cells),
    }


def _write_lines(text: BytesIO, entries: Iterable[str]) -> None:
    """One entry a line, as UTF-8; those of a year are many, so they are never held one by one."""
    for number, entry in enumerate(entries):
        text.write((",\n" * (number > 0) + entry).encode())


def so_far(name: str, model: DayReport | CampaignReport) -> bool:
    """Whether a figure is one of the campaign so far in a paper of one day, which does not list its cells."""
    return model.layout > 1 and isinstance(model, DayReport) and name.startswith(SO_FAR)


def version_of(side: bytes) -> int:
    """The format of a side file; 1 of one that says none or can't be read."""
    found = _FORMAT.match(side)
    return int(found[1]) if found else 1


def layout_of(document: Path) -> int:
    """The layout in which a document was issued, from the side file beside it; the newest one where that is missing."""
    try:
        return version_of(document.with_name(document.stem + SUFFIX).read_bytes())
    except OSError:
        return LAYOUT


def described(document: Path) -> tuple[date | None, datetime, int | None]:
    """Report day (None: the rollup), moment and edition of a document, from the side file beside it."""
    path = document.with_name(document.stem + SUFFIX)
    try:
        head = json.loads(path.read_text(encoding="utf-8"))
        day = day_of_key(head["day"]) if head["day"] else None
        number = head["edition"]
        return day, datetime.fromisoformat(head["as_of"]), None if number is None else int(number)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(
            worded("rendering.no_side_file"),
            where=str(path),
            remedy=worded("rendering.no_side_file.remedy"),
        ) from error


def _so_far(figure: Figure) -> dict[str, Any]:
    first, last = (isinstance(figure, Accounted) and figure.span) or (None, None)
    accounted = {"first_day": first, "last_day": last}
    return {"value": figure.value, "adding": figure.adding, "measure": figure.measure, "accounted": accounted}


def _said(name: str, model: DayReport | CampaignReport, cells: Numbered) -> str:
    """A figure as an entry."""
    said, figure = _json if model.layout == 1 else _short, model.figures[name]
    if so_far(name, model):
        return said(_so_far(figure))
    entry = {"value": figure.value, "adding": figure.adding, "measure": figure.measure}
    parts = ([number, amount] for number, amount in cells.parts(figure.sources))
    between, pair = (", ", _json) if model.layout == 1 else (",", _short_pair)
    return f'{said(entry)[:-1]}{between}"from":{" " * (model.layout == 1)}[{between.join(map(pair, parts))}]}}'


def _cell(key: CellKey, polls: Mapping[tuple[str, date | None], str]) -> dict[str, Any]:
    unit, day, tab, cell, typed, read, estimated = key
    return {
        "unit": unit,
        "day": day_key(day) if day else None,
        "tab": tab,
        "cell": cell.a1 if cell else "",
        "typed": typed,
        "read": read,
        "estimated": estimated,
        "poll": polls.get((unit, day)),
    }


def _report(key: tuple[Any, ...], polls: Mapping[tuple[str, date | None], str]) -> dict[str, Any]:
    unit, day, tab = key
    return {"unit": unit, "day": day_key(day) if day else None, "tab": tab, "poll": polls.get((unit, day))}


def _cell_of_report(key: CellKey, reports: dict[tuple[Any, ...], int]) -> dict[str, Any]:
    *report, cell, typed, read, estimated = key
    return {
        "report": reports.setdefault(tuple(report), len(reports)),
        "cell": cell.a1 if cell else "",
        "typed": typed,
        "read": read if read != typed else "",
        "estimated": estimated,
    }


def _short(entry: Mapping[str, Any]) -> str:
    """An entry without blanks between its parts, and without what is empty or false."""
    kept = {name: value for name, value in entry.items() if value is not None and value is not False and value != ""}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _short_pair(pair: Sequence[Any]) -> str:
    return json.dumps(pair, separators=(",", ":"))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
