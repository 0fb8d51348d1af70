"""One tab as the page draws it: compact JSON, with every look and every rule told once.

A view:

    {"application": bool, "files": [{"id", "title"}], "file": id, "title": str,
     "tabs": [{"id", "title", "locked": bool}],
     "sheet": {"id", "title", "rowCount", "columnCount", "frozenRows", "frozenColumns", "widths": [pixels],
               "hiddenRows": [n], "hiddenColumns": [n], "merges": [box], "locked": [{"box": box, "open": [box]}],
               "looks": [look], "rules": [rule], "rows": [[cell]]}}

A box is [top, left, bottom, right], ends exclusive. A cell has only what it needs: `t` its text as shown, `f` its
formula, `n` its note, `s` and `r` the places of its look and rule, `l` the address it opens. `rows` ends some rows
below the last one that holds anything, and at 500; `?rows=` asks for more.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, NamedTuple

from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.grid.cells import Cell, Formula, Row
from sheets_sync.local_sheets.grid.formats import EFFECTIVE
from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet
from sheets_sync.local_sheets.grid.ranges import grid_box, quoted, resolve
from sheets_sync.local_sheets.page.looks import look
from sheets_sync.local_sheets.sheets.cell_resources import effective_format, hyperlink
from sheets_sync.local_sheets.sheets.conditions import looks_of
from sheets_sync.local_sheets.sheets.looks import Looks
from sheets_sync.local_sheets.sheets.resources import DEFAULT_COLUMN_PIXELS, dumps, may_edit
from sheets_sync.local_sheets.sheets.values import shown
from sheets_sync.local_sheets.typing.locales import locale
from sheets_sync.local_sheets.wire.calls import Call
from sheets_sync.local_sheets.wire.exceptions import ApiError

SPARE_ROWS, FEWEST_ROWS, MOST_ROWS, FEWEST_COLUMNS, SPARE_COLUMNS = 20, 40, 500, 26, 2
_KEPT = 64  # views kept ready


class _Kept(NamedTuple):
    """A view that was built. `widely`: it shows something of other tabs, as their rules or lists do."""

    widely: bool
    state: Sheet | Spreadsheet | None
    head: bytes
    tag: str
    body: bytes


class Views:
    """Builds views; what nobody changed is not built again."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Any, ...], _Kept] = {}

    def view(self, space: Workspace, call: Call, *, has_application: bool) -> tuple[str, bytes]:
        """ETag and body of the tab that a request asks for; the first one where it asks for none that exists."""
        book = _book(space, call)
        sheet = _sheet(book, call.one("tab")) if book else None
        rows = int(call.one("rows")) if call.one("rows").isdecimal() else 0
        head = dumps({"application": has_application, **_head(space, call, book)})
        key = (book and book.id, sheet and sheet.id, call.user, rows)
        kept = self._kept.get(key)
        if kept is None or kept.state is not (book if kept.widely else sheet) or kept.head != head:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            body, widely = _body(head, space, book, sheet, call.user, rows)
            tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
            kept = self._kept[key] = _Kept(widely, book if widely else sheet, head, tag, body)
        return kept.tag, kept.body


def _book(space: Workspace, call: Call) -> Spreadsheet | None:
    asked = call.one("file")
    if asked in space.books:
        space.refuse(asked, call.user, write=False)
        return space.current(asked)
    listed = _listed(space, call.user)
    return space.current(listed[0]["id"]) if listed else None


def _listed(space: Workspace, user: str) -> list[dict[str, str]]:
    """The files to choose from, the newest first. One that is deleted meanwhile is left out."""
    found = []
    for file in reversed(list(space.files.values())):
        book = space.books.get(file.id)
        if book is not None and not file.trashed and space.shows(file.id, user):
            found.append({"id": file.id, "title": book.title})
    return found


def _sheet(book: Spreadsheet, asked: str) -> Sheet:
    visible = [sheet for sheet in book.sheets if not sheet.hidden] or book.sheets
    return next((sheet for sheet in book.sheets if str(sheet.id) == asked), visible[0])


def _head(space: Workspace, call: Call, book: Spreadsheet | None) -> dict[str, Any]:
    files = _listed(space, call.user)
    if book is None:
        return {"files": files, "file": None, "title": "", "locale": "", "tabs": []}
    tabs = [
        {"id": sheet.id, "title": sheet.title, "locked": _is_locked(sheet, call.user)}
        for sheet in book.sheets
        if not sheet.hidden
    ]
    return {"files": files, "file": book.id, "title": book.title, "locale": book.locale, "tabs": tabs}


def _is_locked(sheet: Sheet, user: str) -> bool:
    """Whether the whole tab is closed to a user."""
    return any(item["box"] == list(sheet.box) and not item["open"] for item in locked(sheet, user))


def locked(sheet: Sheet, user: str) -> list[dict[str, Any]]:
    """Where a user may not type, with the holes in it."""
    return [
        {
            "box": list(grid_box(sheet, item["range"])),
            "open": [list(grid_box(sheet, hole)) for hole in item.get("unprotectedRanges", [])],
        }
        for item in sheet.protected
        if not may_edit(item, user)
    ]


def _body(
    head: bytes, space: Workspace, book: Spreadsheet | None, sheet: Sheet | None, user: str, rows: int
) -> tuple[bytes, bool]:
    """A view, and whether it shows something of other tabs."""
    if book is None or sheet is None:
        return head[:-1] + b',"sheet":null}', False
    dressed = looks_of(space, book, sheet) if sheet.bandings or sheet.conditional_formats else None
    drawing = _Drawing(book, sheet, dressed)
    drawn = dumps(_drawn(drawing, sheet, user, rows))
    return head[:-1] + b',"sheet":' + drawn + b"}", bool(sheet.conditional_formats) or drawing.lists


def _drawn(drawing: _Drawing, sheet: Sheet, user: str, rows: int) -> dict[str, Any]:
    box = shown_box(sheet, rows)
    cells = [drawing.row(index, row, box) for index, row in enumerate(sheet.rows[: box.bottom])]
    return {
        "id": sheet.id,
        "title": sheet.title,
        "rowCount": sheet.row_count,
        "columnCount": sheet.column_count,
        "frozenRows": sheet.grid.get("frozenRowCount", 0),
        "frozenColumns": sheet.grid.get("frozenColumnCount", 0),
        "widths": [sheet.column_sizes.get(n, {}).get("pixelSize", DEFAULT_COLUMN_PIXELS) for n in range(box.right)],
        "hiddenRows": _hidden(sheet.row_sizes, box.bottom),
        "hiddenColumns": _hidden(sheet.column_sizes, box.right),
        "merges": [list(merge) for merge in sheet.merges if merge.bottom <= box.bottom and merge.right <= box.right],
        "locked": locked(sheet, user),
        "looks": drawing.looks,
        "rules": drawing.rules,
        "rows": cells + [[] for _ in range(box.bottom - len(cells))],
    }


def shown_box(sheet: Sheet, rows: int) -> Box:
    """From A1 to a little below and right of everything that a tab holds; `rows`: at least so many rows."""
    bottom = right = 0
    for index, row in enumerate(sheet.rows):
        for column, cell in enumerate(row.cells):
            if cell is not None and (cell.value is not None or cell.note):
                bottom, right = index + 1, max(right, column + 1)
    bottom = max(min(bottom + SPARE_ROWS, MOST_ROWS), FEWEST_ROWS, rows)
    right = max(right + SPARE_COLUMNS, FEWEST_COLUMNS)
    return Box(0, 0, min(bottom, sheet.row_count), min(right, sheet.column_count))


def _hidden(sizes: dict[int, dict[str, Any]], end: int) -> list[int]:
    marks = ("hiddenByUser", "hiddenByFilter")
    return sorted(n for n, size in sizes.items() if n < end and any(size.get(mark) for mark in marks))


class _Drawing:
    """The cells of a tab, with the looks and rules that they share. `dressed`: what the tab itself adds to the looks of
    its cells, by where they stand."""

    def __init__(self, book: Spreadsheet, sheet: Sheet, dressed: Looks | None) -> None:
        self._book, self._sheet = book, sheet
        self._dressed = dressed
        self.lists = False  # whether a rule offers what stands in a range
        self.looks: list[dict[str, Any]] = []
        self.rules: list[dict[str, Any]] = []
        self._where = locale(book.locale)
        self._look_places: dict[str, int] = {}
        self._rule_places: dict[int, int] = {}
        self._done: dict[int, Any] = {}

    def row(self, index: int, row: Row, box: Box) -> list[Any]:
        if self._dressed is None:
            return [self._known(cell) if cell is not None else 0 for cell in row.cells[: box.right]]
        return [self._at(index, column, cell) for column, cell in enumerate(row.cells[: box.right])]

    def _at(self, row: int, column: int, cell: Cell | None) -> Any:
        """A cell whose look depends on where it stands; an empty one may have a look too."""
        assert self._dressed is not None
        found: Any = self._known(cell) if cell is not None else 0
        own = (effective_format(cell, self._where) if cell is not None else None) or EFFECTIVE
        shown_as = self._dressed.around(cell or Cell(), row, column, own)
        return found if shown_as is own else {**(found or {}), "s": self._place(look(shown_as))}

    def _known(self, cell: Cell) -> Any:
        """Cells are frozen and often one object: each is drawn once."""
        if id(cell) not in self._done:
            self._done[id(cell)] = self._cell(cell) or 0
        return self._done[id(cell)]

    def _cell(self, cell: Cell) -> dict[str, Any]:
        value = cell.value
        found: dict[str, Any] = {}
        if value is not None:
            found["t"] = shown(cell, self._where)
            if type(value) is Formula:
                found["f"] = value.text
            address = hyperlink(cell, self._where)
            if address:
                found["l"] = address
        if cell.note:
            found["n"] = cell.note
        if cell.rule:
            found["r"] = self._rule(cell.rule)
        drawn = look(effective_format(cell, self._where) or {})
        if drawn:
            found["s"] = self._place(drawn)
        return found

    def _place(self, drawn: dict[str, Any]) -> int:
        key = json.dumps(drawn, sort_keys=True)
        if key not in self._look_places:
            self._look_places[key] = len(self.looks)
            self.looks.append(drawn)
        return self._look_places[key]

    def _rule(self, rule: dict[str, Any]) -> int:
        if id(rule) not in self._rule_places:
            self._rule_places[id(rule)] = len(self.rules)
            self.rules.append(self._drawn_rule(rule))
        return self._rule_places[id(rule)]

    def _drawn_rule(self, rule: dict[str, Any]) -> dict[str, Any]:
        """What a rule offers (`values`), asks for (`message`), and whether it insists (`strict`)."""
        return {
            "values": self._offered(rule.get("condition", {})),
            "message": rule.get("inputMessage", ""),
            "strict": bool(rule.get("strict")),
        }

    def _offered(self, condition: dict[str, Any]) -> list[str]:
        kind, texts = condition.get("type"), [one.get("userEnteredValue", "") for one in condition.get("values", [])]
        if kind == "BOOLEAN":
            return ["TRUE", "FALSE"]
        if kind == "ONE_OF_RANGE" and texts:
            self.lists = True
            return self._shown_in(texts[0].removeprefix("="))
        return texts if kind == "ONE_OF_LIST" else []

    def _shown_in(self, text: str) -> list[str]:
        """The texts of a range's cells, each once; nothing where it is no range."""
        tab = "" if "!" in text else quoted(self._sheet.title) + "!"
        try:
            target = resolve(self._book, tab + text)
        except ApiError:
            return []
        box = target.box
        rows = target.sheet.rows[box.top : box.bottom]
        found = (shown(cell, self._where) for row in rows for cell in row.cells[box.left : box.right] if cell)
        return list(dict.fromkeys(filter(None, found)))
