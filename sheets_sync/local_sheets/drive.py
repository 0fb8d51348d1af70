"""The calls of the Drive API that gspread makes: files, permissions, comments, export."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import zlib
from typing import Any

from .batch import Batch, check_size
from .calls import Answer, Call, json_answer
from .exceptions import DriveError, NotModelled
from .files import File
from .kinds.sheets import copied
from .models import Box, Sheet, Spreadsheet
from .ranges import Target
from .values_writing import Writing, write_rows
from .workspace import Workspace, new_file_id, new_spreadsheet

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
_DEFAULT_FIELDS = ("kind", "id", "name", "mimeType")


def missing(file_id: str) -> DriveError:
    return DriveError(404, f"File not found: {file_id}.", "notFound", location="fileId", locationType="parameter")


def _file(space: Workspace, file_id: str) -> File:
    try:
        return space.files[file_id]
    except KeyError:
        raise missing(file_id) from None


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


def _masked(call: Call, value: dict[str, Any], default: tuple[str, ...]) -> Answer:
    fields = call.one("fields")
    if not fields:
        return json_answer({name: value[name] for name in default if name in value})
    return json_answer(_prune(value, parse_fields(fields)))


def parse_fields(text: str) -> dict[str, Any]:
    """A Drive field mask, without a schema: `kind,files(id,name),owners/emailAddress`."""
    tokens = re.findall(r"[\w*]+|[(),/.]", text)

    def level() -> dict[str, Any]:
        found: dict[str, Any] = {}
        while tokens and tokens[0] != ")":
            name = tokens.pop(0)
            if name == ",":
                continue
            here = found.setdefault(name, {})
            while len(tokens) > 1 and tokens[0] in "/.":
                tokens.pop(0)
                here = here.setdefault(tokens.pop(0), {})
            if tokens and tokens[0] == "(":
                tokens.pop(0)
                here.update(level())
                if tokens:
                    tokens.pop(0)
        return found

    return level()


def _prune(value: Any, mask: dict[str, Any]) -> Any:
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [_prune(item, mask) for item in value]
    if isinstance(value, dict):
        return {name: _prune(value[name], below) for name, below in mask.items() if name in value}
    return value


# -- files ----------------------------------------------------------------------------------------------------------


def files_create(space: Workspace, call: Call) -> Answer:
    asked = call.json()
    if asked.get("mimeType", "application/octet-stream") != SPREADSHEET:
        raise NotModelled(f"Drive files of type {asked.get('mimeType', 'application/octet-stream')}")
    book = new_spreadsheet(asked.get("name") or "Untitled")
    file = space.add(book, owner=call.user, parents=tuple(asked.get("parents", [])))
    return _masked(call, resource(space, file), _DEFAULT_FIELDS)


def files_get(space: Workspace, call: Call, file_id: str) -> Answer:
    return _masked(call, resource(space, _file(space, file_id)), _DEFAULT_FIELDS)


def files_delete(space: Workspace, call: Call, file_id: str) -> Answer:
    _file(space, file_id)
    space.remove(file_id)
    return Answer(204, b"", "text/html")


def files_update(space: Workspace, call: Call, file_id: str) -> Answer:
    """Rename, describe, move between folders, put into the bin."""
    _file(space, file_id)
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

    return _masked(call, resource(space, space.change_file(file_id, work)), _DEFAULT_FIELDS)


def files_copy(space: Workspace, call: Call, file_id: str) -> Answer:
    """A copy with all tabs; people's access is not copied (K)."""
    source = _file(space, file_id)
    asked = call.json()
    old = space.books[file_id]
    book = Spreadsheet(new_file_id(), asked.get("name") or f"Copy of {old.title}", old.locale, old.timezone)
    book.more, book.named_ranges = old.more, list(old.named_ranges)
    book.sheets = [copied(old.draft(), sheet, sheet.id, sheet.title) for sheet in old.sheets]
    description = asked.get("description", source.description)
    parents = tuple(asked.get("parents", source.parents))
    file = space.add(book, owner=call.user, parents=parents, description=description)
    return _masked(call, resource(space, file), _DEFAULT_FIELDS)


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
        return _masked(call, answer | {"files": page}, ())
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
    from .exporting import export

    _file(space, file_id)
    return export(space.current(file_id), call.one("mimeType"))


# -- permissions ----------------------------------------------------------------------------------------------------

_ROLES = ("owner", "organizer", "fileOrganizer", "writer", "commenter", "reader")
_PERMISSION_FIELDS = ("kind", "id", "type", "role")


def _permission(item: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "drive#permission", **item}


def all_permissions(file: File) -> list[dict[str, Any]]:
    """Newest first, the owner's at the end. The order is not sourced."""
    owner = _person_permission(file.owner, "owner")
    return [_permission(item) for item in (*reversed(file.permissions), owner)]


def _person_permission(email: str, role: str, kind: str = "user") -> dict[str, Any]:
    number = f"{zlib.crc32(email.lower().encode()):010d}{zlib.adler32(email.lower().encode()):010d}"
    found = {"id": number, "type": kind, "emailAddress": email, "role": role, "displayName": email.partition("@")[0]}
    return found | {"deleted": False, **({"pendingOwner": False} if kind == "user" else {})}


def _new_permission(asked: dict[str, Any]) -> dict[str, Any]:
    """The same person has the same id in every file."""
    role = asked["role"]
    if asked["type"] in ("user", "group"):
        return _person_permission(asked["emailAddress"], role, asked["type"])
    discovery = {"allowFileDiscovery": bool(asked.get("allowFileDiscovery"))}
    if asked["type"] == "anyone":
        return {"id": "anyoneWithLink", "type": "anyone", "role": role, **discovery}
    domain = asked.get("domain", "")
    number = f"{zlib.crc32(domain.encode()):010d}k"
    return {"id": number, "type": "domain", "domain": domain, "displayName": domain, "role": role, **discovery}


def permissions_create(space: Workspace, call: Call, file_id: str) -> Answer:
    file = _file(space, file_id)
    asked = call.json()
    if asked.get("role") not in _ROLES or asked.get("type") not in ("user", "group", "domain", "anyone"):
        raise DriveError(400, "The permission type and role fields are required.", "badRequest")  # wording approximate
    if asked["type"] in ("user", "group") and not asked.get("emailAddress"):
        raise DriveError(400, "The emailAddress field is required.", "invalid")  # wording approximate
    item = _new_permission(asked)
    owner = file.owner
    if asked["role"] == "owner" and asked.get("emailAddress") != owner:
        if not call.flag("transferOwnership"):
            text = "The transferOwnership parameter must be enabled when the permission role is 'owner'."
            raise DriveError(403, text, "forbidden", location="transferOwnership", locationType="parameter")
        owner = asked["emailAddress"]

    def work(file: File) -> File:
        rest = [one for one in file.permissions if one["id"] != item["id"]]
        if owner != file.owner:
            rest.append(_person_permission(file.owner, "writer"))
        return dataclasses.replace(
            file, permissions=(*rest, *([item] if owner != item.get("emailAddress") else [])), owner=owner
        )

    space.change_file(file_id, work)
    return _masked(call, _permission(item), _PERMISSION_FIELDS)


def permissions_list(space: Workspace, call: Call, file_id: str) -> Answer:
    file = _file(space, file_id)
    items = all_permissions(file)
    value = {"kind": "drive#permissionList", "permissions": items}
    if call.one("fields"):
        return _masked(call, value, ())
    short = [{name: item[name] for name in _PERMISSION_FIELDS} for item in items]
    return json_answer(value | {"permissions": short})


def _one_permission(space: Workspace, file_id: str, permission_id: str) -> dict[str, Any]:
    for item in all_permissions(_file(space, file_id)):
        if item["id"] == permission_id:
            return item
    raise DriveError(
        404, f"Permission not found: {permission_id}.", "notFound",
        location="permissionId", locationType="parameter",
    )  # fmt: skip


def permissions_get(space: Workspace, call: Call, file_id: str, permission_id: str) -> Answer:
    item = _one_permission(space, file_id, permission_id)
    return _masked(call, _permission(item), _PERMISSION_FIELDS)


def permissions_update(space: Workspace, call: Call, file_id: str, permission_id: str) -> Answer:
    old = _one_permission(space, file_id, permission_id)
    asked = call.json()
    item = {**old, "role": asked.get("role", old["role"])}
    if item["role"] == "owner" and old["role"] != "owner":
        raise NotModelled("Drive permissions.update to another owner")
    if asked.get("pendingOwner"):
        item["pendingOwner"] = True

    def work(file: File) -> File:
        items = tuple(item if one["id"] == permission_id else one for one in file.permissions)
        return dataclasses.replace(file, permissions=items)

    space.change_file(file_id, work)
    return _masked(call, _permission(item), _PERMISSION_FIELDS)


def permissions_delete(space: Workspace, call: Call, file_id: str, permission_id: str) -> Answer:
    _one_permission(space, file_id, permission_id)

    def work(file: File) -> File:
        rest = tuple(one for one in file.permissions if one["id"] != permission_id)
        return dataclasses.replace(file, permissions=rest)

    space.change_file(file_id, work)
    return Answer(204, b"", "text/html")


# -- comments -------------------------------------------------------------------------------------------------------


def comments_list(space: Workspace, call: Call, file_id: str) -> Answer:
    """Comments as gspread reads them; they are made through the control plane."""
    file = _file(space, file_id)
    if not call.one("fields"):
        raise DriveError(
            400, "The 'fields' parameter is required for this method.", "badRequest",
            location="fields", locationType="parameter",
        )  # fmt: skip
    return _masked(call, {"kind": "drive#commentList", "comments": list(file.comments)}, ())


def comments_create(space: Workspace, call: Call, file_id: str) -> Answer:
    _file(space, file_id)
    return _masked(call, add_comment(space, file_id, call.json()), ("id",))


def add_comment(space: Workspace, file_id: str, asked: dict[str, Any]) -> dict[str, Any]:
    """A comment, as gspread copies them from file to file. Oldest last, as Drive lists them."""
    content = asked.get("content")
    if not content:
        raise DriveError(400, "The comment must have content.", "badRequest")  # wording approximate

    def work(file: File) -> File:
        now = space.now()
        item = {
            "kind": "drive#comment",
            "id": f"AAAA{len(file.comments) + 1:06d}",
            "createdTime": now,
            "modifiedTime": now,
            "author": {"kind": "drive#user", "displayName": file.owner.partition("@")[0], "me": True},
            "deleted": False,
            "resolved": False,
            "content": content,
            "replies": [],
            **({"anchor": asked["anchor"]} if asked.get("anchor") else {}),
        }
        return dataclasses.replace(file, comments=(item, *file.comments))

    return space.change_file(file_id, work).comments[0]


# -- import ---------------------------------------------------------------------------------------------------------


def upload(space: Workspace, call: Call, file_id: str) -> Answer:
    """A csv becomes the file's only tab, each piece taken as typed (what gspread's import_csv does)."""
    file = _file(space, file_id)
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
