"""What a failed request means: by the status of the answer, never by its body, except where Google gives a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import google.auth.exceptions
import requests
import urllib3.exceptions
from gspread.exceptions import APIError

from sheets_sync.errors import SheetsSyncError, UnreachableError
from sheets_sync.gateway.policy import Failure

RATE_LIMITS = frozenset({"RATE_LIMIT_EXCEEDED", "rateLimitExceeded", "userRateLimitExceeded"})
"""Reasons of a 403 that only means: too fast. Storage, sharing and a disabled API are for good."""
_NEVER_SENT = (
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
    urllib3.exceptions.ProxyError,
)


class Refused(APIError):
    """An answer with an error status; made without looking at its body, which may be anything."""

    def __init__(self, response: requests.Response) -> None:
        self.response, self.code = response, response.status_code
        self.error = {"code": self.code, "message": "refused"}
        Exception.__init__(self, self.error)


def kind_of(error: Exception) -> str:
    """The kind of an error, without its text: that may hold tokens or addresses."""
    return f"HTTP {error.response.status_code}" if isinstance(error, APIError) else type(error).__name__


def failure_of(error: Exception) -> Failure:
    """What an error of the libraries (or of reading the answer) says about the request."""
    if isinstance(error, APIError):
        return failure_of_answer(error.response)
    if isinstance(error, google.auth.exceptions.GoogleAuthError):
        passing = isinstance(error, google.auth.exceptions.TransportError) or getattr(error, "_retryable", False)
        return Failure.UNSENT if passing else Failure.REFUSED
    if isinstance(error, requests.exceptions.ConnectTimeout) or any(isinstance(e, _NEVER_SENT) for e in _causes(error)):
        return Failure.UNSENT
    if isinstance(error, SheetsSyncError) and not isinstance(error, UnreachableError):
        return Failure.REFUSED
    return Failure.DOUBT


def failure_of_answer(response: requests.Response) -> Failure:
    """What an answer with an error status means."""
    status = response.status_code
    if status == 429 or (status == 403 and RATE_LIMITS & set(reasons(response))):
        return Failure.QUOTA
    return Failure.DOUBT if status == 408 or (status >= 500 and status != 501) else Failure.REFUSED


def _causes(error: BaseException) -> Iterator[object]:
    """The errors that requests wraps: its first argument, and that one's reason."""
    for inner in (error, *getattr(error, "args", ())[:1]):
        yield inner
        yield getattr(inner, "reason", None)


def said(response: requests.Response) -> dict[str, Any]:
    """The `error` of Google's answer; empty where the answer is anything else."""
    try:
        found = response.json()["error"]
    except (ValueError, LookupError, TypeError, RuntimeError, requests.RequestException):
        return {}
    return found if isinstance(found, dict) else {}


def reasons(response: requests.Response) -> list[str]:
    """The machine-readable reasons that Google gives (ErrorInfo, and the older list of errors)."""
    error = said(response)
    entries = [*_dicts(error.get("details")), *_dicts(error.get("errors"))]
    return [entry["reason"] for entry in entries if isinstance(entry.get("reason"), str)]


def _dicts(value: object) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def asked_pause(error: Exception, now: datetime) -> float:
    """Seconds that a Retry-After asks for, given as such or as an HTTP date; 0 where there is none.

    A date is compared with the answer's own Date, else with `now` (aware).
    """
    if not isinstance(error, APIError):
        return 0.0
    text = error.response.headers.get("Retry-After", "").strip()
    if text.isdigit():
        return float(text)
    until = http_date(text)
    there = http_date(error.response.headers.get("Date", ""))
    return max((until - (there or now)).total_seconds(), 0.0) if until else 0.0


def http_date(text: str) -> datetime | None:
    """An HTTP date as an aware moment in UTC; None where it is none."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
