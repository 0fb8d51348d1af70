"""`files.list`: searching, ordering, paging (4.1)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sheets_sync.local_sheets.drive.answers import masked, page_size, paged
from sheets_sync.local_sheets.drive.resources import DEFAULT_FIELDS, resource
from sheets_sync.local_sheets.drive.search import condition, refused
from sheets_sync.local_sheets.files.file import FOLDER, ROOT
from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.wire.calls import Answer, Call, json_answer
from sheets_sync.local_sheets.wire.exceptions import DriveError

Resource = dict[str, Any]

_TIMES = ("createdTime", "modifiedByMeTime", "modifiedTime", "sharedWithMeTime", "viewedByMeTime")
_CORPORA = ("user", "domain", "allDrives", "drive")


def files_list(space: Workspace, call: Call) -> Answer:
    """Newest first, as recorded, unless an order is asked for. Folders are files as well; "My Drive" is not listed."""
    _check_corpora(call)
    size = page_size(call, 100, 1000)
    wanted = condition(call.one("q").replace("'root'", f"'{ROOT}'").replace('"root"', f'"{ROOT}"'), call.user)
    order = ordering(call.one("orderBy"))
    with space.lock:
        files = [resource(space, file, call.user) for file in space.files.values()]
    files = [file for file in reversed(files) if wanted(file) and space.shows(file["id"], call.user)]
    if call.one("spaces", "drive") != "drive":
        files = []
    for key, backwards in reversed(order):
        files.sort(key=key, reverse=backwards)
    page, following = paged(call, files, size)
    answer: dict[str, Any] = {"kind": "drive#fileList", "incompleteSearch": False}
    if following:
        answer["nextPageToken"] = following
    if call.one("fields"):
        return masked(call, "FileList", answer | {"files": page}, ())
    return json_answer(answer | {"files": [{name: file[name] for name in DEFAULT_FIELDS} for file in page]})


def _check_corpora(call: Call) -> None:
    corpora, drive = call.one("corpora"), call.one("driveId") or call.one("teamDriveId")
    if corpora and not set(corpora.split(",")) <= set(_CORPORA):
        raise refused("corpora")
    if (corpora == "drive") != bool(drive):
        text = "The driveId parameter must be specified if and only if corpora is set to drive."
        raise DriveError(400, text, "teamDriveIdRequired", location="corpora", locationType="parameter")
    if drive:
        raise DriveError(
            404, f"Shared drive not found: {drive}", "notFound", location="driveId", locationType="parameter"
        )
    if call.one("spaces", "drive") not in ("drive", "appDataFolder", "photos"):
        raise refused("spaces")


def ordering(text: str) -> list[tuple[Callable[[Resource], Any], bool]]:
    """The keys of an `orderBy`, the first one the strongest, each with whether it descends. 400 for one unknown."""
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, *direction = part.split()
        if name not in KEYS or direction not in ([], ["desc"], ["asc"]):
            raise refused("orderBy")
        found.append((KEYS[name], direction == ["desc"]))
    return found


def _natural(name: str) -> list[tuple[int, int, str]]:
    """`Tổ 2` before `Tổ 10`."""
    pieces = re.findall(r"\d+|\D+", name.casefold())
    return [(0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces]


def _time(name: str) -> Callable[[Resource], str]:
    return lambda file: str(file.get(name, ""))


KEYS: dict[str, Callable[[Resource], Any]] = {
    **{name: _time(name) for name in _TIMES},
    "folder": lambda file: file["mimeType"] != FOLDER,  # folders first
    "name": lambda file: file["name"].casefold(),
    "name_natural": lambda file: _natural(file["name"]),
    "quotaBytesUsed": lambda file: int(file["quotaBytesUsed"]),
    "recency": lambda file: max(str(file.get(name, "")) for name in (*_TIMES, "createdTime")),
    "starred": lambda file: not file["starred"],  # starred ones first (K)
}
