"""Whether, when and how long a failed request is tried again."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
import requests
from google.auth.exceptions import RefreshError, TransportError
from gspread.exceptions import APIError
from hypothesis import given
from hypothesis import strategies as st
from urllib3.exceptions import MaxRetryError, NewConnectionError, ProtocolError

from sheets_sync.gateway.failures import Refused, asked_pause, failure_of
from sheets_sync.gateway.policy import (
    LAST_CALL,
    LONGEST_PAUSE,
    SHORTEST_TIMEOUT,
    TRIES,
    Failure,
    Kind,
    Left,
    pause_before_retry,
    timeouts,
)

NOW = datetime(2022, 12, 16, 3, tzinfo=UTC)
PLENTY = Left(240.0)
READ, AGAIN, ONCE = Kind.READ, Kind.REPEATABLE, Kind.ONCE
QUOTA, UNSENT, DOUBT, REFUSED = Failure.QUOTA, Failure.UNSENT, Failure.DOUBT, Failure.REFUSED


def response(status: int, body: str = "{}", **headers: str) -> requests.Response:
    made = requests.Response()
    made.status_code = status
    made._content = body.encode()
    made.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return made


def because(status: int, reason: str) -> APIError:
    return Refused(response(status, json.dumps({"error": {"code": status, "details": [{"reason": reason}]}})))


def older(status: int, reason: str) -> APIError:
    return Refused(response(status, json.dumps({"error": {"code": status, "errors": [{"reason": reason}]}})))


HTML = "<html><title>Sorry</title>We're sorry... automated queries</html>"
UNCONNECTED = requests.ConnectionError(MaxRetryError(None, "/", NewConnectionError(None, "refused")))  # type: ignore[arg-type]

MEANINGS = [
    (Refused(response(429)), QUOTA),
    (Refused(response(429, HTML)), QUOTA),
    (because(403, "RATE_LIMIT_EXCEEDED"), QUOTA),
    (older(403, "userRateLimitExceeded"), QUOTA),
    (older(403, "rateLimitExceeded"), QUOTA),
    (older(403, "storageQuotaExceeded"), REFUSED),
    (because(403, "SERVICE_DISABLED"), REFUSED),
    (because(403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT"), REFUSED),
    (Refused(response(403, '{"error": {"message": "RATE_LIMIT_EXCEEDED, says somebody\'s cell"}}')), REFUSED),
    (Refused(response(403, HTML)), REFUSED),
    (Refused(response(400)), REFUSED),
    (Refused(response(401)), REFUSED),
    (Refused(response(404)), REFUSED),
    (Refused(response(501)), REFUSED),
    (Refused(response(408)), DOUBT),
    (Refused(response(500)), DOUBT),
    (Refused(response(502, HTML)), DOUBT),
    (Refused(response(503, '{"error": "busy"}')), DOUBT),
    (Refused(response(504, "[]")), DOUBT),
    (Refused(response(520)), DOUBT),
    (requests.ConnectTimeout(), UNSENT),
    (UNCONNECTED, UNSENT),
    (TransportError(), UNSENT),
    (RefreshError("busy", retryable=True), UNSENT),
    (RefreshError("invalid_grant"), REFUSED),
    (requests.ReadTimeout(), DOUBT),
    (requests.ConnectionError(ProtocolError("Connection aborted.", ConnectionResetError())), DOUBT),
    (requests.exceptions.ChunkedEncodingError(), DOUBT),
    (requests.exceptions.SSLError(), DOUBT),
    (ConnectionResetError(), DOUBT),
    (json.JSONDecodeError("", "", 0), DOUBT),
    (KeyError("sheets"), DOUBT),
]  # fmt: skip


@pytest.mark.parametrize(("error", "meaning"), MEANINGS, ids=lambda v: str(v)[:40])
def test_what_a_failure_means(error: Exception, meaning: Failure) -> None:
    """By the status of the answer, never by its body, except for the reasons that Google gives."""
    assert failure_of(error) is meaning


AGAIN_OR_NOT = [
    (READ, QUOTA, True), (READ, UNSENT, True), (READ, DOUBT, True), (READ, REFUSED, False),
    (AGAIN, QUOTA, True), (AGAIN, UNSENT, True), (AGAIN, DOUBT, True), (AGAIN, REFUSED, False),
    (ONCE, QUOTA, True), (ONCE, UNSENT, True), (ONCE, DOUBT, False), (ONCE, REFUSED, False),
]  # fmt: skip


def test_the_table_is_complete() -> None:
    """Every kind of request with every kind of failure has its line."""
    assert {line[:2] for line in AGAIN_OR_NOT} == {(kind, failure) for kind in Kind for failure in Failure}


@pytest.mark.parametrize(("kind", "failure", "again"), AGAIN_OR_NOT)
def test_what_is_tried_again(kind: Kind, failure: Failure, again: bool) -> None:
    """Only what was surely not applied, or can't be doubled, is sent again; a refusal never is."""
    assert (pause_before_retry(kind, failure, 0, PLENTY, jitter=0.5) is not None) is again


def test_pauses_grow_as_google_asks() -> None:
    """min(2^n + a random part, 32 s); the tries are counted."""
    pauses = [pause_before_retry(READ, QUOTA, turn, PLENTY, jitter=0.25) for turn in range(TRIES)]
    assert pauses == [1.25, 2.25, 4.25, 8.25, 16.25, 32.0, 32.0, None]


@pytest.mark.parametrize(
    ("left", "turn", "asked", "pause"),
    [
        (Left(60.0), 0, 20.0, 20.0),
        (Left(60.0), 5, 20.0, 32.0),
        (Left(20.0), 0, 20.0, None),  # what it asks for is longer than the tick has
        (Left(2.4), 0, 0.0, None),
        (Left(2.6), 0, 0.0, 1.5),
        (Left(240.0, None, 20.0), 3, 0.0, 8.5),
        (Left(240.0, None, 9.0), 3, 0.0, None),  # a person waits
        (Left(240.0, 60.0), 3, 0.0, 8.5),
        (Left(240.0, 12.0), 4, 0.0, 10.0),  # one more attempt leaves before the grace is over
        (Left(240.0, 12.0), 4, 30.0, 30.0),  # but not before the server allows it
        (Left(240.0, 1.0), 4, 0.0, 16.5),  # the grace is over: no more hurry
    ],
)
def test_pauses_fit_into_what_is_left(left: Left, turn: int, asked: float, pause: float | None) -> None:
    """A pause never outlasts the tick, ends in time for the deadline, and obeys Retry-After."""
    assert pause_before_retry(READ, QUOTA, turn, left, jitter=0.5, asked=asked) == pause


@given(
    st.floats(0, 300), st.none() | st.floats(0, 60), st.integers(0, 20), st.floats(0, 1), st.floats(0, 100),
    st.sampled_from(Kind), st.sampled_from(Failure),
)  # fmt: skip
def test_no_pause_breaks_a_bound(
    total: float, window: float | None, turn: int, jitter: float, asked: float, kind: Kind, failure: Failure
) -> None:
    """Whatever happens: inside the tick, no less than was asked for, not too long, in time for the deadline."""
    pause = pause_before_retry(kind, failure, turn, Left(total, window), jitter=jitter, asked=asked)
    if pause is None:
        return
    assert turn + 1 < TRIES
    assert asked <= pause < total
    assert pause <= max(LONGEST_PAUSE, asked)
    if window is not None and window > LAST_CALL and asked <= window - LAST_CALL:
        assert pause <= window - LAST_CALL


@pytest.mark.parametrize(
    ("kind", "left", "expected"),
    [
        (READ, PLENTY, (10.0, 60.0)),
        (AGAIN, PLENTY, (10.0, 190.0)),
        (ONCE, Left(100.0), (10.0, 100.0)),
        (READ, Left(240.0, 60.0), (10.0, 30.0)),
        (READ, Left(240.0, 6.0), (5.0, 5.0)),
        (READ, Left(240.0, 0.0), (10.0, 60.0)),
        (READ, Left(0.0), (5.0, 5.0)),
        (AGAIN, Left(240.0, 60.0), (10.0, 190.0)),
    ],
)
def test_timeouts(kind: Kind, left: Left, expected: tuple[float, float]) -> None:
    """Always set; within the tick; at a deadline a silent read leaves time for another one within the grace."""
    assert timeouts(kind, left) == expected
    assert min(expected) >= SHORTEST_TIMEOUT


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0.0),
        ({"Retry_After": "17"}, 17.0),
        ({"Retry_After": " 0 "}, 0.0),
        ({"Retry_After": "Fri, 16 Dec 2022 03:00:30 GMT"}, 30.0),
        ({"Retry_After": "Fri, 16 Dec 2022 03:00:30 GMT", "Date": "Fri, 16 Dec 2022 03:00:20 GMT"}, 10.0),
        ({"Retry_After": "Fri, 16 Dec 2022 02:59:00 GMT"}, 0.0),
        ({"Retry_After": "-5"}, 0.0),
        ({"Retry_After": "soon"}, 0.0),
        ({"Retry_After": "1.5"}, 0.0),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float) -> None:
    """Seconds, or an HTTP date by the server's own clock; nonsense asks for nothing."""
    assert asked_pause(Refused(response(429, **headers)), NOW) == seconds
