"""Rows as JSON for the evidence ledger: compact, stable, exactly reversible. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from typing import Any

from sheets_sync.campaign.period import day_key, day_of_key
from sheets_sync.cells.reading import Reading, Verdict
from sheets_sync.evidence.facts import RowProblemKey, RowStore, StoredRows
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.snapshot import Value
from sheets_sync.tabs.rows import Cells, Content, Problem, Row, Severity, TypedCell, parts_of


def row_to_json(row: Row) -> dict[str, Any]:
    """A row as compact, stable JSON; `row_from_json` gives it back exactly."""
    return {
        "unit": row.unit,
        "tab": row.tab,
        "sheet_id": row.sheet_id,
        "number": row.number,
        "day": day_key(row.day) if row.day else None,
        "nil": row.nil,
        "valid": row.valid,
        "cells": {key: _cell_to_json(a1, typed, reading) for key, a1, typed, reading in parts_of(row.cells)},
        "problems": [_problem_to_json(p) for p in row.problems],
    }


def row_from_json(data: Mapping[str, Any]) -> Row:
    """The row that `row_to_json` wrote."""
    return Row(
        unit=data["unit"],
        tab=data["tab"],
        sheet_id=data["sheet_id"],
        number=data["number"],
        cells=RecordedCells(data["cells"]),
        day=day_of_key(data["day"]) if data["day"] else None,
        nil=data["nil"],
        valid=data["valid"],
        problems=tuple(_problem_in(data, p) for p in data["problems"]),
    )


_NOWHERE = RowStore()


class PlainRows(StoredRows):
    """Rows as the JSON of a record, made into values when somebody asks."""

    __slots__ = ("_data", "_rows")

    def __init__(self, data: Sequence[Mapping[str, Any]]) -> None:
        self._data = data
        self._rows: tuple[Row, ...] | None = None

    @property
    def store(self) -> RowStore:
        return _NOWHERE

    def __len__(self) -> int:
        return len(self._data)

    def read(self) -> tuple[Row, ...]:
        if self._rows is None:
            self._rows = tuple(map(row_from_json, self._data))
        return self._rows

    def problem_keys(self) -> Set[RowProblemKey]:
        return {(p["column"], p["typed"], p["code"]) for row in self._data for p in row["problems"]}

    def release(self) -> None:
        self._rows = None


class RecordedCells(Cells):
    """The cells of a row as they were recorded."""

    __slots__ = ("_data",)

    def __init__(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        self._data = data

    def __getitem__(self, key: str) -> TypedCell:
        return _cell_from_json(self._data[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def value(self, key: str) -> object:
        cell = self._data.get(key)
        return None if cell is None else cell.get("value")

    def remark(self, key: str) -> tuple[str, str | None]:
        cell = self._data.get(key)
        return ("", None) if cell is None else (cell.get("code", ""), cell.get("measure"))

    def contents(self) -> Iterator[Content]:
        for key, cell in self._data.items():
            yield key, cell.get("value"), cell["typed"], cell.get("measure")


def _cell_to_json(a1: str, typed: Value, reading: Reading) -> dict[str, Any]:
    """What is not there is left out; `typed` always stands."""
    data: dict[str, Any] = {"a1": a1, "typed": typed, "verdict": reading.verdict.value}
    if reading.value is not None and reading.value != "":
        data["value"] = reading.value
    if reading.code:
        data["code"] = reading.code
    if reading.measure:
        data["measure"] = reading.measure
    if reading.facts:
        data["facts"] = dict(reading.facts)
    return data


def _cell_from_json(data: Mapping[str, Any]) -> TypedCell:
    reading = Reading(
        Verdict(data["verdict"]), data.get("value"), data.get("code", ""), data.get("measure"), data.get("facts", {})
    )
    return TypedCell(Cell.parse(data["a1"]), data["typed"], reading)


def tab_problem_to_json(problem: Problem) -> dict[str, Any]:
    """A problem of a whole tab, or of a row that is kept nowhere; `tab_problem_from_json` gives it back exactly."""
    return {"tab": problem.tab, "sheet_id": problem.sheet_id, **_problem_to_json(problem)}


def tab_problem_from_json(data: Mapping[str, Any]) -> Problem:
    """The problem that `tab_problem_to_json` wrote."""
    return problem_from_json(data, data["unit"], data["tab"], data["sheet_id"], None)


def _problem_to_json(problem: Problem) -> dict[str, Any]:
    return {
        "unit": problem.unit,
        "code": problem.code,
        "severity": problem.severity.value,
        "cell": problem.cell.a1 if problem.cell else None,
        "column": problem.column,
        "typed": problem.typed,
        "blocking": problem.blocking,
        "facts": dict(problem.facts),
    }


def _problem_in(row: Mapping[str, Any], data: Mapping[str, Any]) -> Problem:
    day = day_of_key(row["day"]) if row["day"] else None
    return problem_from_json(data, row["unit"], row["tab"], row["sheet_id"], day)


def problem_from_json(data: Mapping[str, Any], unit: str, tab: str, sheet_id: int, day: date | None) -> Problem:
    """The problem of a row, or of a tab, that stands there."""
    return Problem(
        unit=unit,
        tab=tab,
        sheet_id=sheet_id,
        code=data["code"],
        severity=Severity(data["severity"]),
        cell=Cell.parse(data["cell"]) if data["cell"] else None,
        column=data["column"],
        typed=data["typed"],
        day=day,
        blocking=data["blocking"],
        facts=data["facts"],
    )
