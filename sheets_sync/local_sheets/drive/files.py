"""The calls of the Drive API on files: list, make, change, copy, delete, export, upload."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from typing import Any

from sheets_sync.local_sheets.drive.answers import file_of, masked
from sheets_sync.local_sheets.drive.sharing import all_permissions
from sheets_sync.local_sheets.files.access import may_write
from sheets_sync.local_sheets.files.file import File
from sheets_sync.local_sheets.files.workspace import Workspace, new_file_id, new_spreadsheet
from sheets_sync.local_sheets.grid.models import Box, Sheet, Spreadsheet
from sheets_sync.local_sheets.grid.ranges import Target
from sheets_sync.local_sheets.sheets.batch import Batch, check_size
from sheets_sync.local_sheets.sheets.kinds.sheets import copied
from sheets_sync.local_sheets.sheets.writing import Writing, write_rows
from sheets_sync.local_sheets.wire.calls import Answer, Call, json_answer
from sheets_sync.local_sheets.wire.exceptions import DriveError, NotModelled

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
_DEFAULT_FIELDS = ("kind", "id", "name", "mimeType")


def resource(space: Workspace, file: File) -> dict[str, Any]:
    """Every field of a File that is modelled."""
    book = space.books[file.id]
    return {
        "kind": "drive#file",
        "id": file.id,
        "name": book.title,
        "mimeType": SPREADSHEET,
        **({"description": file.description} if file.description else {}),
        "starred": False,
        "trashed": file.trashed,
        "parents": list(file.parents),
        "version": str(file.version),
        "webViewLink": f"https://docs.google.com/spreadsheets/d/{file.id}/edit",
        "createdTime": file.created,
        "modifiedTime": file.modified,
        "owners": [_person(file.owner)],
        "lastModifyingUser": _person(file.owner),
        "permissions": all_permissions(file),
    }


def _person(email: str) -> dict[str, Any]:
    return {"kind": "drive#user", "displayName": email.partition("@")[0], "me": False, "emailAddress": email}


# -- files ----------------------------------------------------------------------------------------------------------


def files_create(space: Workspace, call: Call) -> Answer:
    asked = call.json()
    if asked.get("mimeType", "application/octet-stream") != SPREADSHEET:
        raise NotModelled(f"Drive files of type {asked.get('mimeType', 'application/octet-stream')}")
    book = new_spreadsheet(asked.get("name") or "Untitled")
    file = space.add(book, owner=call.user, parents=tuple(asked.get("parents", [])))
    return masked(call, resource(space, file), _DEFAULT_FIELDS)


def files_get(space: Workspace, call: Call, file_id: str) -> Answer:
    file = file_of(space, file_id)
    capabilities = {"canEdit": not space.enforce_permissions or may_write(file, call.user)}
    return masked(call, resource(space, file) | {"capabilities": capabilities}, _DEFAULT_FIELDS)


def files_delete(space: Workspace, call: Call, file_id: str) -> Answer:
    file_of(space, file_id)
    space.remove(file_id)
    return Answer(204, b"", "text/html")


def files_update(space: Workspace, call: Call, file_id: str) -> Answer:
    """Rename, describe, move between folders, put into the bin."""
    file_of(space, file_id)
    asked = call.json()
    unknown = set(asked) - {"name", "description", "trashed", "id"}
    if unknown:
        raise NotModelled(f"Drive files.update of {', '.join(sorted(unknown))}")
    if "name" in asked:
        space.change(file_id, lambda draft: setattr(draft, "title", asked["name"]))
    added, removed = call.one("addParents").split(","), call.one("removeParents").split(",")

    def work(file: File) -> File:
        parents = tuple(p for p in file.parents if p not in removed) + tuple(p for p in added if p)
        return dataclasses.replace(
            file,
            parents=parents,
            description=asked.get("description", file.description),
            trashed=asked.get("trashed", file.trashed),
        )

    return masked(call, resource(space, space.change_file(file_id, work)), _DEFAULT_FIELDS)


def files_copy(space: Workspace, call: Call, file_id: str) -> Answer:
    """A copy with all tabs; people's access is not copied (K)."""
    source = file_of(space, file_id)
    asked = call.json()
    old = space.books[file_id]
    book = Spreadsheet(new_file_id(), asked.get("name") or f"Copy of {old.title}", old.locale, old.timezone)
    book.more, book.named_ranges = old.more, list(old.named_ranges)
    book.sheets = [copied(old.draft(), sheet, sheet.id, sheet.title) for sheet in old.sheets]
    description = asked.get("description", source.description)
    parents = tuple(asked.get("parents", source.parents))
    file = space.add(book, owner=call.user, parents=parents, description=description)
    return masked(call, resource(space, file), _DEFAULT_FIELDS)


def files_list(space: Workspace, call: Call) -> Answer:
    """Newest first, as recorded. `q` knows what gspread and people commonly send."""
    wanted = condition(call.one("q"))
    with space.lock:
        files = [resource(space, file) for file in space.files.values()]
    files = [file for file in reversed(files) if wanted(file) and space.shows(file["id"], call.user)]
    order = call.one("orderBy")
    for part in reversed([part.strip() for part in order.split(",") if part.strip()]):
        name, _, direction = part.partition(" ")
        if name not in ("name", "createdTime", "modifiedTime", "name_natural"):
            raise NotModelled(f"Drive orderBy {name}")
        files.sort(key=lambda file: str(file[name.removesuffix("_natural")]), reverse=direction == "desc")
    size = int(call.one("pageSize", "100"))
    start = int(call.one("pageToken", "0") or 0)
    answer: dict[str, Any] = {"kind": "drive#fileList", "incompleteSearch": False}
    if start + size < len(files):
        answer["nextPageToken"] = str(start + size)
    page = files[start : start + size]
    if call.one("fields"):
        return masked(call, answer | {"files": page}, ())
    return json_answer(answer | {"files": [{name: file[name] for name in _DEFAULT_FIELDS} for file in page]})


_TERM = re.compile(
    r"""\s*(?:(?P<field>\w+)\s*(?P<op>=|!=|contains|>=|<=|>|<)\s*(?P<value>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\w+)
    |(?P<member>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s+in\s+(?P<list>\w+))\s*""",
    re.VERBOSE,
)


def condition(q: str) -> Any:
    """A search as a predicate over file resources. Terms joined by `and`; anything else is not modelled."""
    tests = []
    rest = q.strip()
    while rest:
        match = _TERM.match(rest)
        if not match:
            raise NotModelled(f"Drive search {q!r}")
        tests.append(_test(match, q))
        rest = rest[match.end() :]
        if rest:
            if not rest.startswith("and"):
                raise NotModelled(f"Drive search {q!r}")
            rest = rest[3:]
            if not rest.strip():
                raise DriveError(400, "Invalid Value", "invalid", location="q", locationType="parameter")
    return lambda file: all(test(file) for test in tests)


def _text(quoted: str) -> str:
    if quoted[0] in "'\"":
        return re.sub(r"\\(.)", r"\1", quoted[1:-1])
    return quoted


def _test(match: re.Match[str], q: str) -> Any:
    if match["member"]:
        member = _text(match["member"])
        if match["list"] != "parents":
            raise NotModelled(f"Drive search {q!r}")
        return lambda file: member in file["parents"]
    name, op, value = match["field"], match["op"], _text(match["value"])
    if name not in ("name", "mimeType", "trashed", "createdTime", "modifiedTime"):
        raise NotModelled(f"Drive search {q!r}")

    def test(file: dict[str, Any]) -> bool:
        own = file[name]
        own = ("true" if own else "false") if isinstance(own, bool) else own
        return {
            "=": own.lower() == value.lower() if name == "name" else own == value,
            "!=": own != value,
            "contains": value.lower() in own.lower(),
            ">": own > value,
            "<": own < value,
            ">=": own >= value,
            "<=": own <= value,
        }[op]

    return test


def files_export(space: Workspace, call: Call, file_id: str) -> Answer:
    from sheets_sync.local_sheets.drive.exporting import export

    file_of(space, file_id)
    return export(space.current(file_id), call.one("mimeType"))


# -- import ---------------------------------------------------------------------------------------------------------


def upload(space: Workspace, call: Call, file_id: str) -> Answer:
    """A csv becomes the file's only tab, each piece taken as typed (what gspread's import_csv does)."""
    file = file_of(space, file_id)
    kind = call.headers.get("content-type", "").partition(";")[0].strip()
    if kind not in ("text/csv", "text/tab-separated-values") or call.one("uploadType") != "media":
        raise NotModelled(f"Drive upload of {kind or 'no type'} as {call.one('uploadType') or 'a simple upload'}")
    mark = "," if kind == "text/csv" else "\t"
    rows = list(csv.reader(io.StringIO(call.body.decode("utf-8-sig", "replace")), delimiter=mark))

    def work(draft: Spreadsheet) -> None:
        batch = Batch(draft, call.user, file.owner, space.local_now(draft))
        first = draft.sheets[0]
        width = max(map(len, rows), default=0)
        draft.sheets[:] = [Sheet(first.id, first.title, max(len(rows), 1), max(width, 1))]
        draft.named_ranges = []
        draft.touched.add(first.id)
        check_size(batch)
        write_rows(batch, Target(draft.sheets[0], Box(0, 0, 1, 1), single=True), rows, Writing(typed=True))

    space.change(file_id, work)
    file = space.files[file_id]
    return json_answer(
        {
            "kind": "drive#file",
            "id": file.id,
            "title": space.books[file_id].title,
            "mimeType": SPREADSHEET,
            "createdDate": file.created,
            "modifiedDate": file.modified,
            "version": str(file.version),
        }
    )
