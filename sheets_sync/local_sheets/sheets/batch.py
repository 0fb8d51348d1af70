"""spreadsheets.batchUpdate: requests in order on one draft, each kind a function that registers itself."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sheets_sync.local_sheets.grid.models import MAX_CELLS, MAX_COLUMNS, Box, Sheet, Spreadsheet
from sheets_sync.local_sheets.grid.moving import COLUMNS
from sheets_sync.local_sheets.grid.ranges import grid_box
from sheets_sync.local_sheets.sheets.resources import may_edit
from sheets_sync.local_sheets.typing.locales import Locale, locale
from sheets_sync.local_sheets.wire.exceptions import ApiError, NotModelled, invalid, protected

Reply = dict[str, Any]


@dataclass(slots=True)
class Batch:
    """What every request kind works with: the draft, who asks, and when."""

    book: Spreadsheet
    user: str
    owner: str
    now: datetime.datetime
    filtered: set[int] = field(default_factory=set)  # tabs whose basic filter was set
    metadata_ids: set[int] = field(default_factory=set)  # in use, or in use before; found when first needed

    @property
    def locale(self) -> Locale:
        return locale(self.book.locale)

    @property
    def today(self) -> datetime.date:
        return self.now.date()

    def sheet(self, sheet_id: int) -> Sheet:
        """The draft's own copy of a tab."""
        try:
            return self.book.edit(sheet_id)
        except KeyError:
            raise invalid(f"No grid with id: {sheet_id}") from None

    def area(self, grid_range: dict[str, Any]) -> tuple[Sheet, Box]:
        """A GridRange's tab and box. Wholly outside the grid is refused; what sticks out is cut."""
        sheet = self.sheet(grid_range.get("sheetId", 0))
        check_grid_range(sheet, grid_range)
        return sheet, grid_box(sheet, grid_range)

    def may_change(self, sheet: Sheet, box: Box) -> None:
        """Refuses when a protection that the user may not edit covers a cell of the box."""
        check_protection(sheet, box, self.user, self.owner)


Kind = Callable[[Batch, dict[str, Any]], "Reply | None"]
KINDS: dict[str, Kind] = {}


def kind(name: str) -> Callable[[Kind], Kind]:
    """Registers the function for one request kind."""

    def register(function: Kind) -> Kind:
        KINDS[name] = function
        return function

    return register


MAX_REQUESTS = 100_000  # I airbyte#42904


def run(batch: Batch, requests: list[dict[str, Any]]) -> list[Reply]:
    """All replies, one for each request. The first refusal refuses the whole batch."""
    if not requests:
        raise invalid("Must specify at least one request.")
    if len(requests) > MAX_REQUESTS:
        raise invalid(f"Cannot exceed {MAX_REQUESTS} requests in a single batch.")
    return [_run_one(batch, number, without_empty_lists(request)) for number, request in enumerate(requests)]


def without_empty_lists(body: Any) -> Any:
    """Empty lists are as if they had not been sent: they do not come back (L)."""
    if isinstance(body, dict):
        return {name: without_empty_lists(value) for name, value in body.items() if value != []}
    return body


def _run_one(batch: Batch, number: int, request: dict[str, Any]) -> Reply:
    if len(request) != 1:
        raise invalid(f"Invalid requests[{number}]: No request set.")  # wording approximate
    ((name, body),) = request.items()
    function = KINDS.get(name)
    if function is None:
        raise NotModelled(f"batchUpdate request {name}")
    try:
        reply = function(batch, body)
    except ApiError as refusal:
        raise refusal.prefixed(f"Invalid requests[{number}].{name}: ") from None
    return {} if reply is None else {name: reply}


def check_grid_range(sheet: Sheet, asked: dict[str, Any]) -> None:
    top, left = asked.get("startRowIndex", 0), asked.get("startColumnIndex", 0)
    bottom, right = asked.get("endRowIndex", 2**31), asked.get("endColumnIndex", 2**31)
    if top < 0 or left < 0 or bottom < top or right < left:
        raise invalid("The range is invalid: its end lies before its start.")  # wording approximate
    if top >= sheet.row_count or left >= sheet.column_count:
        limits = f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
        raise invalid(f"Range ({_shown(sheet, asked)}) exceeds grid limits. {limits}")


def _shown(sheet: Sheet, asked: dict[str, Any]) -> str:
    from sheets_sync.local_sheets.grid.ranges import quoted
    from sheets_sync.spreadsheet import a1

    area = a1.Range(
        None, asked.get("startRowIndex"), asked.get("startColumnIndex"),
        asked.get("endRowIndex") or None, asked.get("endColumnIndex") or None,
    )  # fmt: skip
    return f"{quoted(sheet.title)}!{area.a1}"


def check_protection(sheet: Sheet, box: Box, user: str, owner: str) -> None:
    """A protection stops everyone but its editors and the file's owner (3.5); a warning stops nobody."""
    if user == owner:
        return
    for item in sheet.protected:
        if may_edit(item, user) or "range" not in item:
            continue
        covered = grid_box(sheet, item["range"])
        holes = [grid_box(sheet, hole) for hole in item.get("unprotectedRanges", [])]
        if covered.meets(box) and not _inside(box, covered, holes):
            raise protected()


def _inside(box: Box, covered: Box, holes: list[Box]) -> bool:
    """Whether every protected cell of the box lies in one of the holes."""
    common = Box(
        max(box.top, covered.top), max(box.left, covered.left),
        min(box.bottom, covered.bottom), min(box.right, covered.right),
    )  # fmt: skip
    rest = [common]
    for hole in holes:
        rest = [piece for part in rest for piece in _without(part, hole)]
    return not rest


def _without(box: Box, hole: Box) -> Iterator[Box]:
    if not box.meets(hole):
        yield box
        return
    top, bottom = max(box.top, hole.top), min(box.bottom, hole.bottom)
    pieces = (
        Box(box.top, box.left, top, box.right),
        Box(bottom, box.left, box.bottom, box.right),
        Box(top, box.left, bottom, max(box.left, hole.left)),
        Box(top, min(box.right, hole.right), bottom, box.right),
    )
    yield from (piece for piece in pieces if not piece.empty)


def check_size(batch: Batch) -> None:
    """The limits of a file: 10 million cells and 18,278 columns (G, M)."""
    if batch.book.cell_count() > MAX_CELLS:
        raise invalid(
            f"This action would increase the number of cells in the workbook above the limit of {MAX_CELLS} cells."
        )
    if any(sheet.column_count > MAX_COLUMNS for sheet in batch.book.sheets):
        raise invalid(f"This action would increase the number of columns above the limit of {MAX_COLUMNS}.")


def extent(sheet: Sheet, dimension: str) -> int:
    return sheet.column_count if dimension == COLUMNS else sheet.row_count


def interval(sheet: Sheet, asked: dict[str, Any]) -> tuple[int, int]:
    """A DimensionRange's half-open interval, open ends filled from the grid."""
    size = extent(sheet, asked.get("dimension", ""))
    start, end = asked.get("startIndex", 0), asked.get("endIndex", size)
    if start < 0 or end < start:
        raise invalid("The dimension range is invalid.")  # wording approximate
    return start, end


def strip(sheet: Sheet, dimension: str, start: int, end: int) -> Box:
    """Whole rows or whole columns as a box."""
    if dimension == COLUMNS:
        return Box(0, start, sheet.row_count, end)
    return Box(start, 0, end, sheet.column_count)
