"""Rows as JSON for the evidence ledger: compact, stable, exactly reversible. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sheets_sync.a1 import Cell
from sheets_sync.cells.reading import Reading, Verdict
from sheets_sync.rows import Problem, Row, Severity, TypedCell


def row_to_json(row: Row) -> dict[str, Any]:
    """A row as compact, stable JSON; `row_from_json` gives it back exactly."""
    return {
        "unit": row.unit,
        "tab": row.tab,
        "sheet_id": row.sheet_id,
        "number": row.number,
        "day": row.day.isoformat() if row.day else None,
        "nil": row.nil,
        "valid": row.valid,
        "cells": {key: _cell_to_json(cell) for key, cell in row.cells.items()},
        "problems": [_problem_to_json(p) for p in row.problems],
    }


def row_from_json(data: Mapping[str, Any]) -> Row:
    """The row that `row_to_json` wrote."""
    return Row(
        unit=data["unit"],
        tab=data["tab"],
        sheet_id=data["sheet_id"],
        number=data["number"],
        cells={key: _cell_from_json(cell) for key, cell in data["cells"].items()},
        day=date.fromisoformat(data["day"]) if data["day"] else None,
        nil=data["nil"],
        valid=data["valid"],
        problems=tuple(_problem_from_json(p, data) for p in data["problems"]),
    )


def _cell_to_json(cell: TypedCell) -> dict[str, Any]:
    reading = cell.reading
    data = {
        "a1": cell.cell.a1,
        "typed": cell.typed,
        "verdict": reading.verdict.value,
        "value": reading.value,
        "code": reading.code,
        "measure": reading.measure,
        "facts": dict(reading.facts),
    }
    return {key: value for key, value in data.items() if value not in (None, "", {}) or key == "typed"}


def _cell_from_json(data: Mapping[str, Any]) -> TypedCell:
    reading = Reading(
        Verdict(data["verdict"]), data.get("value"), data.get("code", ""), data.get("measure"), data.get("facts", {})
    )
    return TypedCell(Cell.parse(data["a1"]), data["typed"], reading)


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


def _problem_from_json(data: Mapping[str, Any], row: Mapping[str, Any]) -> Problem:
    return Problem(
        unit=row["unit"],
        tab=row["tab"],
        sheet_id=row["sheet_id"],
        code=data["code"],
        severity=Severity(data["severity"]),
        cell=Cell.parse(data["cell"]) if data["cell"] else None,
        column=data["column"],
        typed=data["typed"],
        day=date.fromisoformat(row["day"]) if row["day"] else None,
        blocking=data["blocking"],
        facts=data["facts"],
    )
