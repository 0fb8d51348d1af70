"""Faults that a test orders: which request, what happens to it, and whether the write was applied all the same."""

from __future__ import annotations

import dataclasses
import json
import re
import threading
from typing import Any

from sheets_sync.local_sheets.wire.calls import Answer, Call, error_answer
from sheets_sync.local_sheets.wire.exceptions import STATUS, ApiError, invalid

_TEXTS = {
    401: "Request had invalid authentication credentials.",
    403: "The caller does not have permission",
    404: "Requested entity was not found.",
    429: "Resource has been exhausted (e.g. check quota).",
    500: "Internal error encountered.",
    503: "The service is currently unavailable.",
}
_HTML = (
    "<!DOCTYPE html><html lang=en><title>Error {0}</title>"
    "<p><b>{0}.</b> <ins>That's an error.</ins><p>The server encountered an error.</html>"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """One kind of weather.

    Which requests: `method`, `path` (a regular expression searched in the raw path), `access` ("read" or "write");
    of those the `nth` and the following, `times` in all (0: from then on always).
    What happens: wait `delay` seconds; then answer `status`, as JSON (with a `reason`, as Google gives one) or as
    `html`; or `drop` the connection; or send half of the body (`truncate`), or a body that is `empty`. With `after` the
    request is applied first, before the wait, and the client can't know.
    """

    status: int = 0
    after: bool = False
    drop: bool = False
    truncate: bool = False
    html: bool = False
    empty: bool = False
    delay: float = 0.0
    message: str = ""
    reason: str = ""
    retry_after: int = 0
    method: str = ""
    path: str = ""
    access: str = ""
    nth: int = 1
    times: int = 1

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Fault:
        known = {field.name: type(field.default) for field in dataclasses.fields(cls)}
        for name, given in value.items():
            if name not in known:
                raise invalid(f"Unknown field of a fault: {name}. Known: {', '.join(sorted(known))}.")
            if not isinstance(given, known[name]) and not (known[name] is float and isinstance(given, int)):
                raise invalid(f"The field {name} of a fault must be of type {known[name].__name__}.")
        return cls(**value)

    def fits(self, call: Call) -> bool:
        return (
            (not self.method or self.method == call.method)
            and (not self.path or re.search(self.path, call.target) is not None)
            and (not self.access or (self.access == "write") == call.is_write)
        )

    @property
    def replaces(self) -> bool:
        """Whether the client gets something else than the true answer, whole."""
        return bool(self.status or self.drop or self.html or self.empty)

    def answer(self) -> Answer | None:
        if self.drop:
            return None
        status = self.status or (200 if self.empty else 503)
        extra = (("Retry-After", str(self.retry_after)),) if self.retry_after else ()
        if self.html:
            return Answer(status, _HTML.format(status).encode(), "text/html; charset=UTF-8", extra)
        if self.empty:
            return Answer(status, headers=extra)
        text = self.message or _TEXTS.get(status, "Fault.")
        if status in STATUS:
            return dataclasses.replace(error_answer(ApiError(status, text, details=self._details())), headers=extra)
        return Answer(status, json.dumps({"error": {"code": status, "message": text}}).encode(), headers=extra)

    def _details(self) -> list[dict[str, Any]] | None:
        if not self.reason:
            return None
        info = {"reason": self.reason, "domain": "googleapis.com", "metadata": {"service": "sheets.googleapis.com"}}
        return [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", **info}]


class Faults:
    """The faults on order, and how many fitting requests each has seen."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._items: list[tuple[Fault, list[int]]] = []

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._items.append((fault, [0]))

    def clear(self) -> None:
        with self._lock:
            self._items.clear()

    def all(self) -> list[Fault]:
        return [fault for fault, _ in self._items]

    def take(self, call: Call) -> Fault | None:
        """The fault that strikes this request. All orders count it; the first one due strikes."""
        struck = None
        with self._lock:
            for fault, seen in self._items:
                if fault.fits(call):
                    seen[0] += 1
                    due = seen[0] >= fault.nth and (not fault.times or seen[0] < fault.nth + fault.times)
                    if due and struck is None:
                        struck = fault
        return struck
