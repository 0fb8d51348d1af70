"""The side file of a document: every figure with the cells that it came from.

    {"document": "daily", "day": "2022-12-16", "as_of": "2022-12-16T10:05:00+07:00", "edition": 1,
     "evidence": "8f3a…",
     "cells": [{"unit": "go-dau", "day": "2022-12-16", "tab": "Gò Dầu", "cell": "E3", "typed": "20 phần", "read": "20",
                "estimated": false, "poll": "2022-12-16T08:45:00+07:00"}, …],
     "figures": {"day.QA2.phần": {"value": 205, "adding": "sum", "measure": "phần", "from": [[0, 20], …]}, …}}

`poll` is the look that first saw the rows of that unit and day as they stand; `as_of` the last look of all.
`from` has pairs of a place in `cells` and what that cell adds to the figure: less than what was read where the same
link or place was counted before. A count of reports comes from statuses: its entries have no cell, and `read` is the
status of the unit on that day.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sheets_sync.errors import ConfigError
from sheets_sync.rollup.figures import Figure, Source
from sheets_sync.rollup.model import CampaignReport, DayReport

SUFFIX = ".trace.json"


def render(model: DayReport | CampaignReport) -> bytes:
    """The side file of a model, as UTF-8 JSON with one entry a line."""
    cells: dict[tuple[Any, ...], int] = {}
    figures = {name: _figure(figure, cells) for name, figure in sorted(model.figures.items())}
    head = {
        "document": "daily" if isinstance(model, DayReport) else "campaign",
        "day": model.report_day.isoformat() if model.report_day else None,
        "as_of": model.moment.isoformat(),
        "edition": model.edition.number,
        "evidence": model.evidence_code,
    }
    lines = [f"{_json(name)}: {_json(value)}" for name, value in head.items()]
    polls = {place: moment.astimezone(model.moment.tzinfo).isoformat() for place, moment in model.seen.items()}
    lines.append('"cells": [\n' + ",\n".join(_json(_cell(key, polls)) for key in cells) + "\n]")
    entries = (f"{_json(name)}: {_json(entry)}" for name, entry in figures.items())
    lines.append('"figures": {\n' + ",\n".join(entries) + "\n}")
    return ("{" + ",\n".join(lines) + "}\n").encode()


def described(document: Path) -> tuple[date | None, datetime, int | None]:
    """Report day (None: the rollup), moment and edition of a document, from the side file beside it."""
    path = document.with_name(document.stem + SUFFIX)
    try:
        head = json.loads(path.read_text(encoding="utf-8"))
        day = date.fromisoformat(head["day"]) if head["day"] else None
        number = head["edition"]
        return day, datetime.fromisoformat(head["as_of"]), None if number is None else int(number)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(
            "the side file of the document is missing or damaged.",
            where=str(path),
            remedy="Keep it beside the document under the same name, or write the document again.",
        ) from error


def _figure(figure: Figure, cells: dict[tuple[Any, ...], int]) -> dict[str, Any]:
    parts = [[cells.setdefault(_key(source), len(cells)), source.amount] for source in figure.sources]
    return {"value": figure.value, "adding": figure.adding, "measure": figure.measure, "from": parts}


def _key(source: Source) -> tuple[Any, ...]:
    """What makes two sources the same cell; not yet in words, since most of them recur."""
    return (source.unit, source.day, source.tab, source.cell, source.typed, source.read, source.estimated)


def _cell(key: tuple[Any, ...], polls: Mapping[tuple[str, date | None], str]) -> dict[str, Any]:
    unit, day, tab, cell, typed, read, estimated = key
    return {
        "unit": unit,
        "day": day.isoformat() if day else None,
        "tab": tab,
        "cell": cell.a1 if cell else "",
        "typed": typed,
        "read": read,
        "estimated": estimated,
        "poll": polls.get((unit, day)),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
