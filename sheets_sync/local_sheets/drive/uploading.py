"""Uploads: simple, multipart, resumable; a csv, tsv or xlsx becomes a spreadsheet where one is asked for.

A new file is converted when its metadata say that it is to be a spreadsheet; contents sent to a spreadsheet that exists
replace its tabs. Any other content is kept as it came.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import re
import secrets
from typing import Any

from sheets_sync.local_sheets.drive.answers import file_of
from sheets_sync.local_sheets.drive.converting import CONVERTIBLE, filled, kind_of
from sheets_sync.local_sheets.drive.files import known_of, rename, told
from sheets_sync.local_sheets.drive.resources import name_of
from sheets_sync.local_sheets.files.file import SPREADSHEET, File
from sheets_sync.local_sheets.files.workspace import Workspace, new_spreadsheet
from sheets_sync.local_sheets.wire.calls import Answer, Call, json_answer
from sheets_sync.local_sheets.wire.exceptions import DriveError, NotModelled
from sheets_sync.local_sheets.wire.multipart import parts_of
from sheets_sync.local_sheets.wire.schema import read_known

_MOST_SESSIONS = 100
_RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+|\*)")


@dataclasses.dataclass(frozen=True, slots=True)
class Upload:
    """What was sent: the file's metadata, its content and the content's type."""

    asked: dict[str, Any]
    content: bytes
    content_type: str


@dataclasses.dataclass(slots=True)
class Session:
    """A resumable upload that is not finished."""

    call: Call
    file_id: str
    asked: dict[str, Any]
    content_type: str
    content: bytearray = dataclasses.field(default_factory=bytearray)


def upload_new(space: Workspace, call: Call) -> Answer:
    """`POST /upload/drive/v3/files`."""
    if call.one("uploadType") == "resumable":
        return _begin(space, call, "")
    return _made(space, call, _received(call))


def upload_over(space: Workspace, call: Call, file_id: str) -> Answer:
    """`PATCH` (v3) or `PUT` (v2) `/upload/drive/v…/files/ID`."""
    file_of(space, file_id)
    if call.one("uploadType") == "resumable":
        return _begin(space, call, file_id)
    return _replaced(space, call, file_id, _received(call))


def _received(call: Call) -> Upload:
    kind = call.headers.get("content-type", "")
    if call.one("uploadType") == "multipart" or kind.startswith("multipart/"):
        parts = parts_of(kind, call.body)
        if len(parts) != 2:
            raise DriveError(400, "Malformed multipart body.", "badContent")
        media = parts[1]
        return Upload(_metadata(parts[0].body), media.body, media.headers.get("content-type", ""))
    return Upload({}, call.body, kind)


def _metadata(body: bytes) -> dict[str, Any]:
    try:
        return read_known("File", json.loads(body or b"{}"))
    except ValueError:
        raise DriveError(400, "Parse Error", "parseError") from None


# -- what an upload does ----------------------------------------------------------------------------------------------


def _made(space: Workspace, call: Call, upload: Upload) -> Answer:
    kind = upload.content_type.partition(";")[0].strip() or "application/octet-stream"
    wanted = upload.asked.get("mimeType") or kind
    known = known_of(space, call, upload.asked)
    name = upload.asked.get("name") or "Untitled"
    if wanted != SPREADSHEET:
        content = base64.b64encode(upload.content).decode("ascii")
        return told(space, call, space.add_file(mime_type=wanted, name=name, content=content, **known))
    book = new_spreadsheet(re.sub(r"\.(csv|tsv|xlsx)$", "", name))
    filled(book, upload.content, kind_of(kind, name), space.local_now(book))
    return told(space, call, space.add(book, **known))


def _replaced(space: Workspace, call: Call, file_id: str, upload: Upload) -> Answer:
    kind = upload.content_type.partition(";")[0].strip()
    if file_id in space.books:
        if kind_of(kind, "") not in CONVERTIBLE:
            raise NotModelled(f"Drive upload of {kind or 'no type'} over a spreadsheet")
        now = space.local_now(space.book(file_id))
        space.change(file_id, lambda draft: filled(draft, upload.content, kind_of(kind, ""), now), call.user)
    else:
        content = base64.b64encode(upload.content).decode("ascii")
        space.change_file(file_id, lambda file: dataclasses.replace(file, content=content), touch=True)
    rename(space, file_id, upload.asked, call.user)
    file = space.files[file_id]
    return _told_by_v2(space, file) if "/drive/v2/" in call.path else told(space, call, file)


def _told_by_v2(space: Workspace, file: File) -> Answer:
    return json_answer(
        {
            "kind": "drive#file",
            "id": file.id,
            "title": name_of(space, file),
            "mimeType": file.mime_type,
            "createdDate": file.created,
            "modifiedDate": file.modified,
            "version": str(file.version),
        }
    )


# -- resumable --------------------------------------------------------------------------------------------------------


def _begin(space: Workspace, call: Call, file_id: str) -> Answer:
    """A session; its address is told in `Location`."""
    kind = call.headers.get("x-upload-content-type", "application/octet-stream")
    session = Session(call, file_id, _metadata(call.body), kind)
    key = secrets.token_urlsafe(24)
    with space.lock:
        while len(space.uploads) >= _MOST_SESSIONS:
            space.uploads.pop(next(iter(space.uploads)))
        space.uploads[key] = session
    host = call.headers.get("host", "localhost")
    scheme = "https" if host.endswith("googleapis.com") else "http"
    mark = "&" if "?" in call.target else "?"
    return Answer(200, headers=(("Location", f"{scheme}://{host}{call.target}{mark}upload_id={key}"),))


def upload_piece(space: Workspace, call: Call, *_: str) -> Answer:
    """`PUT` to a session: a piece, or all. 308 while more is to come."""
    key = call.one("upload_id")
    session = space.uploads.get(key)
    if not isinstance(session, Session):
        raise DriveError(404, "Upload session not found.", "notFound")  # wording approximate
    if not _take(session, call):
        sent = (("Range", f"bytes=0-{len(session.content) - 1}"),) if session.content else ()
        return Answer(308, headers=sent)
    del space.uploads[key]
    upload = Upload(session.asked, bytes(session.content), session.content_type)
    if session.file_id:
        file_of(space, session.file_id)
        return _replaced(space, session.call, session.file_id, upload)
    return _made(space, session.call, upload)


def _take(session: Session, call: Call) -> bool:
    """Adds a piece; whether everything has come."""
    text = call.headers.get("content-range", "")
    match = _RANGE.fullmatch(text)
    if text and not match:
        raise DriveError(400, "Failed to parse Content-Range header.", "badRequest")
    if match is None:
        session.content[:] = call.body
        return True
    if match[1] is not None:
        start = int(match[1])
        if start > len(session.content) or int(match[2]) - start + 1 != len(call.body):
            raise DriveError(400, "The piece does not fit what was sent before.", "badRequest")  # wording approximate
        session.content[start:] = call.body
    return match[3] != "*" and len(session.content) >= int(match[3])
