"""The server itself: its life, and the way of a request through it.

It listens on loopback only, and answers only to loopback names, so that no page in a browser can reach it under a name
of its own. A request passes the check of origins, then ordered faults and quotas, then the operation that it names.
"""

from __future__ import annotations

import dataclasses
import datetime
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sheets_sync.local_sheets import page, routes
from sheets_sync.local_sheets.accounts import brings_key, is_anonymous, user_of
from sheets_sync.local_sheets.files.file import OWNER
from sheets_sync.local_sheets.files.workspace import Memory, Workspace, new_spreadsheet, system_clock
from sheets_sync.local_sheets.grid.models import Spreadsheet
from sheets_sync.local_sheets.weather import control
from sheets_sync.local_sheets.weather.clock import Clock
from sheets_sync.local_sheets.weather.faults import Faults
from sheets_sync.local_sheets.weather.people import People
from sheets_sync.local_sheets.weather.quota import Quota
from sheets_sync.local_sheets.wire import incoming, origin, parameters
from sheets_sync.local_sheets.wire.calls import Answer, Call, error_answer
from sheets_sync.local_sheets.wire.exceptions import ApiError, LocalSheetsError, NotModelled
from sheets_sync.local_sheets.wire.http import Listener
from sheets_sync.local_sheets.wire.log import Record
from sheets_sync.local_sheets.wire.multipart import batched

if TYPE_CHECKING:
    import gspread

IN_PROCESS = "http://localhost"


class LocalSheets:
    """A local server that answers as the Google Sheets API does.

    `path`: the state file; None keeps everything in memory. `port` 0 takes a free one. `control` opens `/local/...`.
    `clock` gives the time, aware of its zone; `sleep` waits out ordered delays. `listen=False` takes no port: what
    `client()` gives then reaches the server in the same process. `validate` checks everything against Google's
    discovery documents (needs google-api-python-client) and collects what does not fit in `violations`.
    `strict` refuses (501) what would otherwise silently lack something that is stored, as the colours of a gradient;
    `not_modelled` counts by name what was refused or left out.
    `with_page` gives people a page at `/`: the spreadsheets in a browser.
    Usable as a context manager, or by `start()` and `stop()`.
    """

    def __init__(
        self,
        path: str | Path | None = None,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        control: bool = False,
        clock: Callable[[], datetime.datetime] | None = None,
        sleep: Callable[[float], object] | None = None,
        listen: bool = True,
        validate: bool = False,
        allow_remote: bool = False,
        with_page: bool = False,
        strict: bool = False,
    ) -> None:
        if not allow_remote and not origin.is_loopback(host):
            raise LocalSheetsError(
                f"Refusing to listen on {host}: anyone who reaches it could read and write every spreadsheet. "
                "Use 127.0.0.1, or say so: allow_remote=True, or --allow-remote on the command line.",
                "refuses_host",
                host=host,
            )
        self.path = Path(path) if path is not None else None
        self.host, self.port = host, port
        self.allow_remote, self.control = allow_remote, control
        self.listen, self.validate, self.strict = listen, validate, strict
        self.clock = Clock(clock or system_clock)
        self._sleep = sleep
        self._stop_waiting = threading.Event()
        self.page = page.Page() if with_page else None
        self.faults, self.quota, self.people = Faults(), Quota(), People()
        self.violations: list[str] = []
        self.not_modelled: Counter[str] = Counter()  # what was asked for in vain, and how often
        self.failures: list[str] = []  # tracebacks: a failure of this server, not of the client
        self._space: Workspace | None = None
        self._last: Workspace | None = None
        self._listener: Listener | None = None
        self._stopping = False
        self.requests: list[Record] = []
        self.keep_requests = 1_000_000

    # -- life -------------------------------------------------------------------------------------------------------

    def start(self) -> LocalSheets:
        """Loads the state, takes the port, answers. Returns when it is ready."""
        if self._space is not None:
            return self
        self._stopping = False
        self._stop_waiting.clear()
        space = Workspace(self._store(), self.clock)
        space.strict, space.not_modelled = self.strict, self.not_modelled
        if not self.listen:
            self._space = space
            return self
        try:
            self._listener = Listener((self.host, self.port), lambda call: self.answer(call), self.clock)
        except OSError as error:
            space.store.close()
            raise LocalSheetsError(
                f"Cannot listen on {self.host}:{self.port}: {error.strerror}.",
                "cannot_listen",
                host=self.host,
                port=self.port,
                why=error.strerror,
            ) from error
        self._space = space
        self.port = self._listener.server_address[1]
        self._listener.begin()
        return self

    def stop(self) -> None:
        """Answers what is in hand, closes every connection, joins."""
        self._stopping = True
        self._stop_waiting.set()
        if self._listener is not None:
            self._listener.hang_up()
            self._listener = None
        space, self._space = self._space, None
        if space is not None:
            with space.lock:
                space.store.close()
        self._last = space or self._last

    def __enter__(self) -> LocalSheets:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _store(self) -> Any:
        if self.path is None:
            return Memory()
        from sheets_sync.local_sheets.files.store import FileStore

        return FileStore(self.path)

    # -- what tests and the demo use ----------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        """Whether it was started, and not stopped since."""
        return self._space is not None

    @property
    def url(self) -> str:
        if not self.listen:
            return IN_PROCESS
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def workspace(self) -> Workspace:
        """The state itself. Frozen objects: change them through requests, or `workspace.change`."""
        space = self._space or self._last
        if space is None:
            raise LocalSheetsError("The server has not been started.")
        return space

    def client(self, user: str = "") -> gspread.Client:
        """A gspread client of this server, acting as `user` (the owner when empty)."""
        from sheets_sync.local_sheets.client import client

        return client(self.url, user, None if self.listen else lambda call: self.answer(call))

    def create_spreadsheet(
        self,
        title: str = "Untitled spreadsheet",
        locale: str = "en_US",
        timezone: str = "Etc/GMT",
        *,
        id: str | None = None,
    ) -> str:
        """Makes a file straight in the state, owned by the default user, under an `id` if one is given. Returns it."""
        book = new_spreadsheet(title, locale, timezone)
        book.id = id or book.id
        self.workspace.add(book, owner=OWNER)
        return book.id

    def spreadsheet(self, file_id: str) -> Spreadsheet:
        """The state of a file as it stands."""
        return self.workspace.book(file_id)

    # -- answering ----------------------------------------------------------------------------------------------------

    def answer(self, call: Call) -> Answer | None:
        """What is answered to a request; None to hang up without a word."""
        try:
            call = incoming.plain(call)
        except ApiError as refusal:
            return error_answer(refusal)
        call.user = user_of(call)
        if self.page is not None and page.is_page(call.path):
            # not recorded: an open page asks every few seconds
            return page.headed(self._guarded(call, self._page_answer))
        started = time.perf_counter()
        answer = self._guarded(call, self._service_answer)
        record = Record(
            call.method, call.path, call.target, call.user, call.body,
            answer.status if answer else 0, self.workspace.clock(), (time.perf_counter() - started) * 1000,
        )  # fmt: skip
        self.requests.append(record)
        if len(self.requests) > 2 * self.keep_requests:
            del self.requests[: self.keep_requests]
        return answer

    def _guarded(self, call: Call, work: Callable[[Call], Answer | None]) -> Answer | None:
        try:
            return work(call)
        except ApiError as refusal:
            self._count(refusal)
            return error_answer(refusal)
        except Exception:
            if self._stopping:
                return None
            self.failures.append(traceback.format_exc())
            print(self.failures[-1], file=sys.stderr)
            return error_answer(ApiError(500, "Internal error encountered."))

    def _count(self, refusal: ApiError) -> None:
        if isinstance(refusal, NotModelled) and refusal.details:
            self.not_modelled[refusal.details[0]["metadata"]["feature"]] += 1

    def _page_answer(self, call: Call) -> Answer:
        assert self.page is not None
        self._refuse_strangers(call, on_page=True)
        return self.page.answer(self.workspace, call)

    def _service_answer(self, call: Call) -> Answer | None:
        self._refuse_strangers(call)
        if call.path.startswith(control.PREFIX):
            return self._controlled(call)
        if call.method == "POST" and (call.path == "/batch" or call.path.startswith("/batch/")):
            return batched(call, self._one_of_batch)
        return self._through_weather(call)

    def _one_of_batch(self, call: Call) -> Answer:
        call = incoming.plain(call)
        call.user = user_of(call)
        return self._guarded(call, self._through_weather) or error_answer(ApiError(503, "The connection was closed."))

    def _refuse_strangers(self, call: Call, *, on_page: bool = False) -> None:
        opening = on_page and page.only_opens(call)
        why = origin.refusal(call.headers, self.port, allow_remote=self.allow_remote, opening=opening, page=on_page)
        if why is not None:
            raise ApiError(403, why)

    def _controlled(self, call: Call) -> Answer:
        if not self.control:
            raise ApiError(404, "The control plane is closed; start the server with control=True.")
        return control.answer(self, call)

    def _through_weather(self, call: Call) -> Answer | None:
        """The true answer, unless a fault was ordered for this request."""
        fault = self.faults.take(call)
        if fault is None:
            return self._true_answer(call)
        answer = self._true_answer(call) if fault.after else None
        if fault.delay:
            (self._sleep or self._stop_waiting.wait)(fault.delay)
        if fault.replaces:
            return fault.answer()
        answer = answer or self._true_answer(call)
        return dataclasses.replace(answer, cut=True) if fault.truncate else answer

    def _true_answer(self, call: Call) -> Answer:
        """What Google would answer."""
        try:
            self.quota.charge(call, self.clock())
            operation, arguments = routes.find(call)
            parameters.check(operation.__name__, call)
            if arguments:
                drive = "/drive/" in call.path
                nobody = is_anonymous(call) and not drive
                user, by_key = ("", brings_key(call)) if nobody else (call.user, False)
                self.workspace.refuse(arguments[0], user, write=call.is_write, drive=drive, by_key=by_key)
            answer = operation(self.workspace, call, *arguments)
        except ApiError as refusal:
            self._count(refusal)
            answer = error_answer(refusal)
        answer = parameters.shown(call, answer)
        self.people.after(self.workspace, call)
        if self.validate:
            from sheets_sync.local_sheets.wire.validation import violations

            self.violations += violations(call, answer)
        return answer
