"""The page: the spreadsheets of a server in a browser, for people. Plain HTML, CSS and JavaScript of its own.

GET  /                 the page itself
GET  /page/NAME        its files
GET  /page/view        one tab as the page draws it (view.py); with an ETag, so that an unchanged tab costs nothing

What people type goes through the same v4 API as everything else. Under `/app/` an application may add its own panel:
the page imports `/app/panel.js` where there is one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Protocol

from sheets_sync.local_sheets.files.workspace import Workspace
from sheets_sync.local_sheets.page.view import Views
from sheets_sync.local_sheets.wire.calls import Answer, Call
from sheets_sync.local_sheets.wire.exceptions import ApiError

PREFIX = "/page/"
APPLICATION = "/app/"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = (
    ("Content-Security-Policy", CSP),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
FILES = Path(__file__).parent / "files"


class Application(Protocol):
    """What is plugged in beside the spreadsheets: answers everything under `/app/`, `/app/panel.js` among it."""

    def answer(self, call: Call) -> Answer: ...


class Page:
    """Answers the page's own requests. `application` may be set while the server runs."""

    def __init__(self) -> None:
        self.application: Application | None = None
        self._views = Views()

    def answer(self, space: Workspace, call: Call) -> Answer:
        return self._route(call)(space, call)

    def _route(self, call: Call) -> Callable[[Workspace, Call], Answer]:
        if call.path.startswith(APPLICATION):
            return self._of_application
        if call.method not in ("GET", "HEAD"):
            raise ApiError(404, "Not found.")
        return self._view if call.path == PREFIX + "view" else _file

    def _of_application(self, space: Workspace, call: Call) -> Answer:
        if self.application is None:
            raise ApiError(404, "Not found.")
        return self.application.answer(call)

    def _view(self, space: Workspace, call: Call) -> Answer:
        tag, body = self._views.view(space, call, has_application=self.application is not None)
        return tagged(call, tag, body)


def is_page(path: str) -> bool:
    """Whether a path belongs to the page, not to the imitated API."""
    return path == "/" or path.startswith((PREFIX, APPLICATION))


def only_opens(call: Call) -> bool:
    """Whether a request does no more than open the page, as a link in a message may."""
    return call.method == "GET" and call.path == "/"


def headed(answer: Answer | None) -> Answer | None:
    """The same answer, a refusal too, with the headers that keep other pages and foreign code out."""
    return answer and Answer(answer.status, answer.body, answer.content_type, (*HEADERS, *answer.headers))


def tagged(call: Call, tag: str, body: bytes) -> Answer:
    """The body with its ETag, or 304 where the page holds that state already."""
    headers = (("ETag", tag),)
    if call.headers.get("if-none-match") == tag:
        return Answer(304, headers=headers)
    return Answer(200, body, headers=headers)


def _file(space: Workspace, call: Call) -> Answer:
    return static(FILES, "index.html" if call.path == "/" else call.path.removeprefix(PREFIX))


@cache
def static(folder: Path, name: str) -> Answer:
    """A file of a page by its bare name. 404 for anything but a file of that very folder."""
    path = folder / name
    if path.suffix not in TYPES or Path(name).name != name or not path.is_file():
        raise ApiError(404, "Not found.")
    return Answer(200, path.read_bytes(), TYPES[path.suffix] + "; charset=utf-8")
