"""Bodies of records in few bytes, and back to the letter. Pure: what a row says is apart from where it stood.

A body is split into parts that repeat (texts of rows, layouts, names) and small numbers. Joined again, the parts give
the body as it was; one that would not, old or odd, is kept plain.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sheets_sync.ledger.chain import canonical

_OBSERVED = ("valid", "attempted", "absent")
_CELL = ("typed", "verdict", "value", "code", "measure", "facts")
_ACCEPT = "accept"
_USABLE = ("accept", "warn")
_MICROSECOND = timedelta(microseconds=1)
MISFITS = (KeyError, TypeError, ValueError, IndexError, AttributeError)
"""What goes wrong where a body is not as bodies of its kind are."""

Json = dict[str, Any]
Runs = list[int | list[int]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the rows of a change stood: the tab as [title, id], and the letters of each column."""

    tab: str
    columns: str


@dataclass(frozen=True, slots=True)
class ChangeParts:
    """The body of a change, taken apart. `content` is None where it follows from the rows."""

    unit: str
    day: str | None
    observed: int
    rows: tuple[str, ...]
    numbers: tuple[int, ...]
    place: Place | None
    errors: int
    reminders: int
    content: tuple[str, ...] | None


NO_PROBLEMS = ",0,0]"
"""The end of a packed change whose rows have no problems."""


def has_problems(body: str) -> bool:
    """Whether the rows of a packed change have any."""
    return not body.endswith(NO_PROBLEMS) and any(json.loads(body)[7:9])


def split_change(body: str) -> ChangeParts | None:
    """The parts of a change; None where they would not give the same body again."""
    try:
        said = json.loads(body)
        parts = _split(said)
        return parts if canonical(join_change(parts)) == body else None
    except MISFITS:
        return None


def _split(said: Json) -> ChangeParts:
    rows: Sequence[Json] = said["rows"]
    columns: dict[str, str] = {}
    for row in rows:
        end = str(row["number"] + 1)
        for key, cell in row["cells"].items():
            columns[key] = cell["a1"].removesuffix(end)
    texts = tuple(_row_text(row, columns) for row in rows)
    content = tuple(said["content"])
    return ChangeParts(
        unit=said["unit"],
        day=said["day"],
        observed=_OBSERVED.index(said["observed"]),
        rows=texts,
        numbers=tuple(row["number"] for row in rows),
        place=Place(_dumps([rows[0]["tab"], rows[0]["sheet_id"]]), canonical(columns)) if rows else None,
        errors=said["errors"],
        reminders=said["reminders"],
        content=None if content == content_of(texts, said["day"]) else content,
    )


def join_change(parts: ChangeParts) -> Json:
    """The body of a change."""
    rows = rows_of(parts.rows, parts.numbers, parts.place, parts.unit, parts.day)
    content = content_of(parts.rows, parts.day) if parts.content is None else parts.content
    return {
        "unit": parts.unit,
        "day": parts.day,
        "observed": _OBSERVED[parts.observed],
        "rows": rows,
        "content": list(content),
        "errors": parts.errors,
        "reminders": parts.reminders,
    }


def rows_of(
    texts: Sequence[str], numbers: Sequence[int], place: Place | None, unit: str, day: str | None
) -> list[Json]:
    """What rows say, in their places: the JSON of each (row_json)."""
    if place is None:
        return []
    tab, sheet_id = json.loads(place.tab)
    columns = json.loads(place.columns)
    where = {"unit": unit, "tab": tab, "sheet_id": sheet_id, "day": day}
    return [_row(text, number, columns, where) for text, number in zip(texts, numbers, strict=True)]


# ── what a row says ───────────────────────────────────────────────────────────────────────────────────────────────


def _row_text(row: Json, columns: Mapping[str, str]) -> str:
    cells = {key: _short_cell(cell) for key, cell in row["cells"].items()}
    problems = [_short_problem(problem, row["number"], columns) for problem in row["problems"]]
    return _dumps([int(row["nil"]), int(row["valid"]), cells, problems])


def _row(text: str, number: int, columns: Mapping[str, str], where: Json) -> Json:
    nil, valid, cells, problems = json.loads(text)
    end = str(number + 1)
    return {
        **where,
        "number": number,
        "nil": bool(nil),
        "valid": bool(valid),
        "cells": {key: {"a1": columns[key] + end, **_long_cell(cell)} for key, cell in cells.items()},
        "problems": [long_problem(problem, number, columns, where["unit"]) for problem in problems],
    }


def _short_cell(cell: Json) -> Any:
    """The text alone where it was taken as it is; else the fields in order, as far as there are any."""
    typed, value = cell["typed"], cell.get("value")
    if len(cell) == 4 and cell["verdict"] == _ACCEPT and type(typed) is type(value) and typed == value:
        return typed
    fields = [cell.get(name) for name in _CELL]
    while fields[-1] is None:
        fields.pop()
    return fields


def _long_cell(short: Any) -> Json:
    if not isinstance(short, list):
        return {"typed": short, "verdict": _ACCEPT, "value": short}
    said = dict(zip(_CELL, short, strict=False))
    return {name: value for name, value in said.items() if value is not None or name == "typed"}


def fields_of(short: Any) -> list[Any]:
    """What is kept of a cell, as its fields in order: typed, verdict, value, code, measure, facts; None where there is
    nothing."""
    if not isinstance(short, list):
        return [short, _ACCEPT, short, None, None, None]
    return short + [None] * (len(_CELL) - len(short))


def _short_problem(problem: Json, number: int, columns: Mapping[str, str]) -> list[Any]:
    cell, column = problem["cell"], problem["column"]
    placed = column in columns and cell == f"{columns[column]}{number + 1}"
    said = [problem[name] for name in ("code", "severity", "column", "typed", "blocking", "facts")]
    if cell and not placed:  # a blank cell of a column that no row fills: its letters stay with the problem
        return [*said, cell.removesuffix(str(number + 1))]
    return [*said, 1 if placed else 0]


def long_problem(short: list[Any], number: int, columns: Mapping[str, str], unit: str) -> Json:
    """The JSON of a problem of the row with this number."""
    code, severity, column, typed, blocking, facts, placed = short
    letters = columns[column] if placed == 1 else placed or None
    return {
        "unit": unit, "code": code, "severity": severity, "cell": letters and f"{letters}{number + 1}",
        "column": column, "typed": typed, "blocking": blocking, "facts": facts,
    }  # fmt: skip


def problem_keys(text: str) -> tuple[tuple[str, str, str], ...]:
    """Column, what was typed, and code of each problem of a row. Raises one of MISFITS for a text that somebody
    changed."""
    return tuple((column, typed, code) for code, _, column, typed, *_ in json.loads(text)[3])


def content_of(texts: Sequence[str], day: str | None) -> tuple[str, ...]:
    """What the valid rows say, as sorted digests (evidence.states.row_digest)."""
    return tuple(sorted({digest for text in texts if (digest := _content(text))})) if day else ()


_CONTENT = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=4_096)
def _content(text: str) -> str:
    _, valid, cells, _ = json.loads(text)
    if not valid:
        return ""
    long = {key: _long_cell(cell) for key, cell in cells.items()}
    says = {k: c.get("value") if c["verdict"] in _USABLE else ["typed", c["typed"]] for k, c in long.items()}
    return hashlib.sha256(_CONTENT.encode(says).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def digest_of_row(text: str) -> bytes:
    """The digest under which a row's text is stored once."""
    return hashlib.sha256(text.encode()).digest()[:16]


# ── polls ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def split_poll(body: str, sent: str) -> tuple[int, str, str, str, Json] | None:
    """The microseconds to the answer, the spreadsheet, the list of units, the digest and the rest; None where these
    would not give the same body again."""
    try:
        said = json.loads(body)
        waited = (datetime.fromisoformat(said["answered"]) - datetime.fromisoformat(sent)) // _MICROSECOND
        rest = {k: v for k, v in said.items() if k not in ("answered", "spreadsheet", "roll", "digest")}
        parts = (waited, said["spreadsheet"], said["roll"], said.get("digest", ""), rest)
        return parts if canonical(join_poll(*parts, sent=sent)) == body else None
    except MISFITS:
        return None


def join_poll(waited: int, spreadsheet: str, roll: str, digest: str, rest: Json, *, sent: str) -> Json:
    """The body of a poll."""
    answered = (datetime.fromisoformat(sent) + waited * _MICROSECOND).isoformat()
    said = {"answered": answered, "spreadsheet": spreadsheet, "roll": roll, **rest}
    return said | ({"digest": digest} if digest else {})


# ── small numbers ─────────────────────────────────────────────────────────────────────────────────────────────────


def runs_of(numbers: Sequence[int]) -> Runs:
    """Numbers that follow one another as [first, count]: 5, 6, 7, 9 -> [[5, 3], 9]."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][0] + runs[-1][1]:
            runs[-1][1] += 1
        else:
            runs.append([number, 1])
    return [run if run[1] > 1 else run[0] for run in runs]


def numbers_of(runs: Sequence[int | Sequence[int]]) -> tuple[int, ...]:
    """What `runs_of` took together."""
    found: list[int] = []
    for run in runs:
        if isinstance(run, int):
            found.append(run)
        else:
            found.extend(range(run[0], run[0] + run[1]))
    return tuple(found)


def day_number(day: str | None) -> int | str:
    """A day as a number, with its slot as a text ("738888/sang"); 0 for none."""
    if not day:
        return 0
    plain, slash, slot = day.partition("/")
    number = date.fromisoformat(plain).toordinal()
    return f"{number}/{slot}" if slash else number


def day_text(number: int | str) -> str | None:
    """What `day_number` numbered."""
    if not number:
        return None
    plain, slash, slot = str(number).partition("/")
    return date.fromordinal(int(plain)).isoformat() + slash + slot


def _dumps(said: Any) -> str:
    """As `canonical`, for any JSON."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace").decode()
