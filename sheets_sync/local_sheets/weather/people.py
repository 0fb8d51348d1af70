"""People at work in a spreadsheet: typing, pasting, sorting, inserting, renaming, deleting.

An act is a small JSON object with its name under `act`:

    {"act": "type", "range": "'Tổ 1'!B7", "values": [["1.500"]]}     as typed, under the file's locale
    {"act": "paste", "range": "'Tổ 1'!A5", "values": [["a", "b"]]}   as typed, cell by cell; validation is lost
    {"act": "clear", "range": "'Tổ 1'!A5:C9"}
    {"act": "sort", "range": "'Tổ 1'!A2:F50", "column": 1, "descending": true}
    {"act": "insert_rows", "sheet": "Tổ 1", "at": 4, "count": 2}     and delete_rows, insert_columns, delete_columns
    {"act": "move_columns", "sheet": "Tổ 1", "at": 2, "count": 1, "to": 5}                      and move_rows
    {"act": "rename", "sheet": "Tổ 1", "title": "Tổ một"}            and delete, hide
    {"act": "request", "requests": [...]}                            any batchUpdate requests

Rows and columns count from 0. Protection holds for them as for everybody: `user` says who acts.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet
from sheets_sync.local_sheets.grid.ranges import Target, clipped, grid_range, resolve
from sheets_sync.local_sheets.sheets import kinds
from sheets_sync.local_sheets.sheets.batch import Batch, run
from sheets_sync.local_sheets.sheets.writing import Writing, clear_box, fits, rows_of, write_rows
from sheets_sync.local_sheets.wire.calls import Call
from sheets_sync.local_sheets.wire.exceptions import ApiError, invalid
from sheets_sync.local_sheets.wire.schema import read

assert kinds

Act = dict[str, Any]


def act(space: Workspace, file_id: str, acts: list[Act], user: str = "") -> None:
    """Does all acts as one change of the file."""

    def work(draft: Spreadsheet) -> None:
        owner = space.files[file_id].owner
        batch = Batch(draft, user or owner, owner, space.local_now(draft))
        for one in acts:
            done = _ACTS.get(one.get("act", ""))
            if done is None:
                raise invalid(f"Unknown act: {one.get('act')!r}. Known: {', '.join(sorted(_ACTS))}.")
            try:
                done(batch, one)
            except KeyError as missing:
                raise invalid(f"The act {one['act']!r} needs the field {missing}.") from None

    space.change(file_id, work, user)


def _type(batch: Batch, one: Act) -> None:
    _put(batch, one)


def _paste(batch: Batch, one: Act) -> None:
    """A paste from outside goes over validation rules and takes them away (K)."""
    sheet, box = _put(batch, one)
    sheet.map_cells(box, lambda cell: cell.but(rule=None))


def _put(batch: Batch, one: Act) -> tuple[Sheet, Box]:
    target = resolve(batch.book, one["range"])
    corner = Box(target.box.top, target.box.left, target.box.top + 1, target.box.left + 1)
    anchor = Target(target.sheet, corner, single=True)
    rows = rows_of({"values": one["values"]})
    fits(anchor, rows)
    box = write_rows(batch, anchor, rows, Writing(typed=True))
    return batch.sheet(target.sheet.id), box


def _clear(batch: Batch, one: Act) -> None:
    target = clipped(resolve(batch.book, one["range"]))
    sheet = batch.sheet(target.sheet.id)
    batch.may_change(sheet, target.box)
    clear_box(sheet, target.box)


def _sort(batch: Batch, one: Act) -> None:
    target = clipped(resolve(batch.book, one["range"]))
    order = "DESCENDING" if one.get("descending") else "ASCENDING"
    spec = {"dimensionIndex": one["column"], "sortOrder": order}
    _requests(batch, {"sortRange": {"range": grid_range(target.sheet, target.box), "sortSpecs": [spec]}})


def _dimension(batch: Batch, one: Act, dimension: str) -> dict[str, Any]:
    start = one["at"]
    end = start + one.get("count", 1)
    return {"sheetId": _id(batch, one), "dimension": dimension, "startIndex": start, "endIndex": end}


def _id(batch: Batch, one: Act) -> int:
    sheet = batch.book.titled(one["sheet"])
    if sheet is None:
        raise invalid(f"No sheet with the title {one['sheet']!r}.")
    return sheet.id


def _insert(dimension: str) -> Callable[[Batch, Act], None]:
    def work(batch: Batch, one: Act) -> None:
        where = _dimension(batch, one, dimension)
        inherit = one.get("inherit", where["startIndex"] > 0)
        _requests(batch, {"insertDimension": {"range": where, "inheritFromBefore": inherit}})

    return work


def _delete(dimension: str) -> Callable[[Batch, Act], None]:
    def work(batch: Batch, one: Act) -> None:
        _requests(batch, {"deleteDimension": {"range": _dimension(batch, one, dimension)}})

    return work


def _move(dimension: str) -> Callable[[Batch, Act], None]:
    def work(batch: Batch, one: Act) -> None:
        where = _dimension(batch, one, dimension)
        _requests(batch, {"moveDimension": {"source": where, "destinationIndex": one["to"]}})

    return work


def _rename(batch: Batch, one: Act) -> None:
    properties = {"sheetId": _id(batch, one), "title": one["title"]}
    _requests(batch, {"updateSheetProperties": {"properties": properties, "fields": "title"}})


def _hide(batch: Batch, one: Act) -> None:
    properties = {"sheetId": _id(batch, one), "hidden": one.get("hidden", True)}
    _requests(batch, {"updateSheetProperties": {"properties": properties, "fields": "hidden"}})


def _drop(batch: Batch, one: Act) -> None:
    _requests(batch, {"deleteSheet": {"sheetId": _id(batch, one)}})


def _any(batch: Batch, one: Act) -> None:
    _requests(batch, *one["requests"])


def _requests(batch: Batch, *requests: dict[str, Any]) -> None:
    run(batch, read("BatchUpdateSpreadsheetRequest", {"requests": list(requests)})["requests"])


_ACTS: dict[str, Callable[[Batch, Act], None]] = {
    "type": _type,
    "paste": _paste,
    "clear": _clear,
    "sort": _sort,
    "insert_rows": _insert("ROWS"),
    "insert_columns": _insert("COLUMNS"),
    "delete_rows": _delete("ROWS"),
    "delete_columns": _delete("COLUMNS"),
    "move_rows": _move("ROWS"),
    "move_columns": _move("COLUMNS"),
    "rename": _rename,
    "hide": _hide,
    "delete": _drop,
    "request": _any,
}


@dataclass(slots=True)
class Plan:
    """Acts that wait for the n-th read of a file from now on; they are done before the next write."""

    file_id: str
    acts: list[Act]
    after_read: int = 1
    user: str = ""
    seen: int = 0


class People:
    """The people of a server."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._plans: list[Plan] = []
        self.failures: list[str] = []

    def plan(self, plan: Plan) -> None:
        with self._lock:
            self._plans.append(plan)

    def clear(self) -> None:
        with self._lock:
            self._plans.clear()

    def waiting(self) -> int:
        return len(self._plans)

    def after(self, space: Workspace, call: Call) -> None:
        """Called when a request was answered: a read may set people going."""
        if not self._plans or call.is_write:
            return
        with self._lock:
            due = []
            for plan in self._plans:
                if f"/{plan.file_id}" in call.path:
                    plan.seen += 1
                    if plan.seen >= plan.after_read:
                        due.append(plan)
            self._plans = [plan for plan in self._plans if plan not in due]
        for plan in due:
            try:
                act(space, plan.file_id, plan.acts, plan.user)
            except ApiError as refusal:
                self.failures.append(refusal.message)
