"""The addresses of docs.google.com that programs read without an API: exports of a spreadsheet and its gviz table."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from sheets_sync.local_sheets.accounts import is_anonymous
from sheets_sync.local_sheets.drive.exporting import CONVERTED, CSV, TSV, XLSX, ZIP, export, separated
from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.grid.models import Sheet, Spreadsheet
from sheets_sync.local_sheets.gviz import table
from sheets_sync.local_sheets.wire.calls import Answer, Call
from sheets_sync.local_sheets.wire.exceptions import ApiError, NotModelled, invalid, not_found

_FORMATS = {"csv": CSV, "tsv": TSV, "xlsx": XLSX, "zip": ZIP, **{short: kind for kind, short in CONVERTED.items()}}


def _opened(space: Workspace, call: Call, file_id: str) -> Spreadsheet:
    """The spreadsheet; where permissions are looked at, a link without a token is nobody's."""
    if file_id not in space.books:
        raise not_found()
    space.refuse(file_id, "" if is_anonymous(call) else call.user, write=False)
    revision = call.one("revision")
    if not revision:
        return space.current(file_id)
    book = space.state(file_id, int(revision)) if revision.isdecimal() and len(revision) < 10 else None
    if book is None:
        raise not_found()
    return book


def _tab(book: Spreadsheet, call: Call) -> Sheet:
    gid, title = call.one("gid"), call.one("sheet")
    visible = next((sheet for sheet in book.sheets if not sheet.hidden), book.sheets[0])
    found: Sheet | None = visible
    if gid:
        found = next((sheet for sheet in book.sheets if str(sheet.id) == gid), None)
    elif title:
        found = book.titled(title) or visible  # a wrong title gives the first tab, not an error (K)
    if found is None:
        raise invalid(f"No grid with id: {gid[:20]}")
    return found


def export_get(space: Workspace, call: Call, file_id: str = "") -> Answer:
    """`/spreadsheets/d/ID/export?format=…&gid=…`, and the links that Drive gives out."""
    book = _opened(space, call, file_id or call.one("id") or call.one("key"))
    name = call.one("format") or call.one("exportFormat") or call.one("output") or "xlsx"
    kind = _FORMATS.get(name)
    if kind is None:
        raise NotModelled(f"export of a spreadsheet as {name[:20]}")
    if kind in (CSV, TSV):
        answer = Answer(200, separated(book, "," if kind == CSV else "\t", _tab(book, call)), kind)
    elif kind != XLSX and call.one("gid"):
        single = book.draft()
        single.sheets = [_tab(book, call)]
        answer = export(single, kind)
    else:
        answer = export(book, kind)
    plain = "".join(c for c in book.title if c.isascii() and (c.isalnum() or c in " -_")) or "export"
    header = ("Content-Disposition", f'attachment; filename="{plain}.{name}"')
    return Answer(answer.status, answer.body, answer.content_type, (header,))


def gviz_get(space: Workspace, call: Call, file_id: str) -> Answer:
    """`/spreadsheets/d/ID/gviz/tq`: a table for charts, as JSON in a function call, or as csv."""
    book = _opened(space, call, file_id)
    options = dict(part.split(":", 1) for part in call.one("tqx").split(";") if ":" in part)
    out = options.get("out", "json")
    if out not in ("json", "csv"):
        raise NotModelled(f"gviz with out:{out[:20]}")
    try:
        found = table.read(book, _tab(book, call), call)
    except ApiError as refusal:
        if refusal.code != 400 or out != "json":
            raise
        return _spoken(options, {"status": "error", "errors": [_error(refusal.message)]})
    if out == "csv":
        return Answer(200, _lines(found), "text/csv; charset=utf-8")
    return _spoken(options, {"status": "ok", "sig": str(abs(hash(str(found))) % 10**9), "table": found})


def _error(message: str) -> dict[str, str]:
    return {"reason": "invalid_query", "message": "INVALID_QUERY", "detailed_message": message}


def _spoken(options: dict[str, str], value: dict[str, Any]) -> Answer:
    handler = options.get("responseHandler", "google.visualization.Query.setResponse")
    if not all(c.isalnum() or c in "._$" for c in handler):
        raise invalid("The name of the response handler is not valid.")
    body = {"version": "0.6", "reqId": options.get("reqId", "0"), **value}
    text = f"/*O_o*/\n{handler}({json.dumps(body, ensure_ascii=False, separators=(',', ':'))});"
    return Answer(200, text.encode("utf-8"), "text/javascript; charset=utf-8")


def _lines(found: dict[str, Any]) -> bytes:
    """Every piece in quotes, as Google writes it."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow([column["label"] for column in found["cols"]])
    for row in found["rows"]:
        writer.writerow([_text(cell) for cell in row["c"]])
    return out.getvalue().removesuffix("\n").encode("utf-8")


def _text(cell: dict[str, Any] | None) -> str:
    if cell is None or cell["v"] is None:
        return ""
    return str(cell.get("f", cell["v"]))
