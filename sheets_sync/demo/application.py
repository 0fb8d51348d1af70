"""What `demo --serve` adds to the server's page: a training campaign with a clock, looks at once, documents.

GET   /app/panel.js, /app/panel.css      the panel
GET   /app/words                         {"language", "words"}: the panel's texts, in the campaign's language
GET   /app/state                         what it shows; with an ETag
POST  /app/look                          the job looks at the tabs now
POST  /app/move {"to": "2022-12-16T10:00:00"}     the clock goes forward, with every poll on the way
POST  /app/stop                          ends a long move after the look in hand
POST  /app/start {"unit": key, "others": bool}    throws the copy away and begins with a fresh one
GET   /app/documents/training/NAME, /app/documents/finished/NAME

The job works in one thread of its own and reaches the server over HTTP, as every client does; while it is at work
another order is answered 409. No request waits for it, so it can't be waited for by itself.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import unquote

from sheets_sync.config import Settings
from sheets_sync.demo.state import documents, documents_json, panel_words, training_json
from sheets_sync.demo.training import Choice, Training
from sheets_sync.errors import SheetsSyncError
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.page import APPLICATION, static, tagged
from sheets_sync.local_sheets.wire.calls import Answer, Call, json_answer
from sheets_sync.local_sheets.wire.exceptions import ApiError, invalid
from sheets_sync.words.texts import texts
from sheets_sync.words.worded import told

log = logging.getLogger("sheets_sync")
PANEL = Path(__file__).parent / "panel"
DOCUMENTS = APPLICATION + "documents/"
AS_FILE = ("Content-Disposition", "attachment")


class TrainingApplication:
    """Keeps one training copy under `folder`, of the campaign that lies in `source` (None: the sample); `finished` is
    the campaign that the demo ran to its end."""

    def __init__(
        self, server: LocalSheets, folder: Path, *, finished: Settings | None = None, source: Path | None = None
    ) -> None:
        self._server, self._folder, self._finished, self._source = server, folder, finished, source
        self._busy = threading.Lock()
        self._stop = threading.Event()
        self._worker: threading.Thread | None = None
        self._work: dict[str, int] | None = None
        self._trouble = ""
        self.training = Training(folder, server, Choice(), source)

    def __enter__(self) -> TrainingApplication:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._busy.acquire()  # the work in hand is done, and no order is taken any more

    def wait(self) -> None:
        """Until the work in hand is done."""
        if self._worker is not None:
            self._worker.join()

    # ── answering ─────────────────────────────────────────────────────────────────────────────────────────────────

    def answer(self, call: Call) -> Answer:
        name = call.path.removeprefix(APPLICATION)
        if call.method == "GET" and call.path.startswith(DOCUMENTS):
            return self._document(call.path.removeprefix(DOCUMENTS))
        if call.method == "GET" and name == "words":
            return json_answer(panel_words(self._locale))
        if call.method == "GET":
            return self._state(call) if name == "state" else static(PANEL, name)
        order = self._orders.get(name) if call.method == "POST" else None
        if order is None:
            raise ApiError(404, "Not found.")
        return order(_body(call))

    @property
    def _locale(self) -> str:
        return self.training.campaign.locale

    def _say(self, key: str) -> str:
        return texts(self._locale).say(f"training.{key}")

    @property
    def _orders(self) -> dict[str, Callable[[dict[str, Any]], Answer]]:
        return {"look": self._look, "move": self._move, "stop": self._end, "start": self._start}

    def _state(self, call: Call) -> Answer:
        document = {
            **training_json(self.training),
            "finished": self._finished and self._finished.spreadsheet,
            "documents": {name: documents_json(s, f"{DOCUMENTS}{name}/") for name, s in self._campaigns.items()},
            "busy": self._work,
            "trouble": self._trouble,
        }
        body = json_answer(document).body
        return tagged(call, f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"', body)

    @property
    def _campaigns(self) -> dict[str, Settings]:
        found = {"training": self.training.settings}
        return found | ({"finished": self._finished} if self._finished else {})

    def _document(self, place: str) -> Answer:
        """A document to download; only what the folder lists, so that no path leads elsewhere."""
        campaign, _, name = unquote(place).partition("/")
        settings = self._campaigns.get(campaign)
        path = next((p for p in documents(settings) if p.name == name), None) if settings else None
        if path is None:
            raise ApiError(404, "Not found.")
        return Answer(200, path.read_bytes(), "application/octet-stream", (AS_FILE,))

    # ── orders ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _look(self, body: dict[str, Any]) -> Answer:
        return self._begin(lambda: self._looks([self.training.now_or_later()]))

    def _move(self, body: dict[str, Any]) -> Answer:
        to = _moment(body.get("to"), self.training)
        if to <= self.training.clock.now:
            return _refusal(self._say("backwards"))
        if to > self.training.end:
            return _refusal(self._say("too_far"))
        return self._begin(lambda: self._go(to))

    def _go(self, to: datetime) -> None:
        self._looks(self.training.polls_until(to))
        if not self._stop.is_set():
            self.training.wait_until(to)

    def _end(self, body: dict[str, Any]) -> Answer:
        self._stop.set()
        return json_answer({}, 202)

    def _start(self, body: dict[str, Any]) -> Answer:
        unit, others = str(body.get("unit")), body.get("others")
        if unit not in self.training.campaign.unit_by_key or not isinstance(others, bool):
            raise invalid("`unit` must be a unit's key, `others` true or false.")
        return self._begin(lambda: self._renew(Choice(unit, others)))

    def _renew(self, choice: Choice) -> None:
        """The old copy goes, spreadsheet and evidence; it was made here for training only."""
        old = self.training.settings.spreadsheet
        if self._folder.exists():
            shutil.rmtree(self._folder)
        self.training = Training(self._folder, self._server, choice, self._source)
        self._server.workspace.remove(old)

    # ── the one worker ────────────────────────────────────────────────────────────────────────────────────────────

    def _looks(self, moments: Sequence[datetime]) -> None:
        self._show(0, len(moments))
        self.training.look(moments, self._stop, lambda done: self._show(done, len(moments)))

    def _show(self, done: int, of: int) -> None:
        self._work = {"done": done, "of": of}

    def _begin(self, work: Callable[[], None]) -> Answer:
        """Starts the work in its own thread; 409 while other work is in hand."""
        if not self._busy.acquire(blocking=False):
            return _refusal(self._say("busy"))
        self._stop.clear()
        self._trouble = ""
        self._show(0, 0)
        self._worker = threading.Thread(target=self._run, args=(work,), name="training")
        self._worker.start()
        return json_answer({}, 202)

    def _run(self, work: Callable[[], None]) -> None:
        try:
            self.training.catch_up()
            work()
        except SheetsSyncError as error:
            self._trouble = str(told(error, self._locale))
        except Exception:
            log.exception("the training failed")
            self._trouble = self._say("failed")
        finally:
            self._work = None
            self._busy.release()


def _body(call: Call) -> dict[str, Any]:
    """The order's JSON. Only as JSON: what a form of a foreign page can send is refused here once more."""
    if not call.headers.get("content-type", "").startswith("application/json"):
        raise invalid("The order must be sent as application/json.")
    body = call.json()
    if not isinstance(body, dict):
        raise invalid("The body must be a JSON object.")
    return body


def _moment(text: object, training: Training) -> datetime:
    """A moment as the panel's time field writes it, in the campaign's timezone."""
    try:
        return datetime.fromisoformat(str(text)).replace(tzinfo=training.campaign.timezone)
    except ValueError:
        raise invalid(f"Not a time: {text!r}.") from None


def _refusal(message: str) -> Answer:
    return json_answer({"error": {"code": 409, "message": message, "status": "ABORTED"}}, 409)
