"""Whether a failed request is sent again, and after how long: arithmetic alone, no clock and no chance of its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

TRIES = 8
"""At most so many attempts of one request, whatever time is left."""
LONGEST_PAUSE = 32.0
CONNECT_TIMEOUT = 10.0
READ_TIMEOUT = 60.0
WRITE_TIMEOUT = 190.0
"""Seconds; Google itself gives up after 180, and a shorter wait would only leave writes in doubt."""
SHORTEST_TIMEOUT = 5.0
LAST_SECOND = 1.0
"""What must be left after a pause for another attempt to make sense."""
LAST_CALL = 2.0
"""Seconds before the end of a deadline's grace in which the last attempt leaves that still counts for it."""


class Kind(Enum):
    """What sending a request twice would do."""

    READ = "a read: nothing"
    REPEATABLE = "a write of absolute values, or one that is refused as a whole the second time: nothing"
    ONCE = "a write that adds: it might be doubled"


class Failure(Enum):
    """What a failure says about the request."""

    QUOTA = "refused for quota: nothing was done, waiting helps"
    UNSENT = "it never reached the service: nothing was done"
    DOUBT = "time-out, reset, 5xx, an answer that makes no sense: whether it was done is unknown"
    REFUSED = "refused for good: nothing was done, waiting does not help"


@dataclass(frozen=True, slots=True)
class Left:
    """Seconds left for all requests of a tick; in which one still counts for a deadline (None: none is at hand); and
    in which a failed one may be sent again (None: as long as there is time)."""

    total: float
    window: float | None = None
    patience: float | None = None


def pause_before_retry(
    kind: Kind, failure: Failure, turn: int, left: Left, *, jitter: float, asked: float = 0.0
) -> float | None:
    """Seconds to wait before attempt `turn + 1` (the first is 0); None to give up.

    Truncated exponential back-off with `jitter` (0 to 1 s), never less than what the server `asked` for in
    Retry-After. While a deadline's grace runs, a pause ends in time for one more attempt inside it. A write that may
    have been applied is repeated only where that can't double anything.
    """
    if failure is Failure.REFUSED or (failure is Failure.DOUBT and kind is Kind.ONCE) or turn + 1 >= TRIES:
        return None
    pause = min(2.0**turn + jitter, LONGEST_PAUSE)
    if left.window is not None and left.window > LAST_CALL:
        pause = min(pause, left.window - LAST_CALL)
    pause = max(pause, asked)
    room = left.total if left.patience is None else min(left.total, left.patience)
    return pause if pause + LAST_SECOND < room else None


def timeouts(kind: Kind, left: Left) -> tuple[float, float]:
    """Seconds to wait for a connection, and for the answer; never longer than the tick has left.

    While a deadline's grace runs, one silent attempt takes at most half of it: another one can still leave in time.
    """
    longest = READ_TIMEOUT if kind is Kind.READ else WRITE_TIMEOUT
    if kind is Kind.READ and left.window is not None and left.window > LAST_CALL:
        longest = min(longest, max(left.window / 2, SHORTEST_TIMEOUT))
    answer = max(min(longest, left.total), SHORTEST_TIMEOUT)
    return min(CONNECT_TIMEOUT, answer), answer
