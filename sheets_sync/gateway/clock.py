"""What must be added to the machine's clock: reckoned from the `Date` header of answers and from a steady clock. Pure.

All instants are seconds. `wall` is what the machine's clock says (since 1970), `steady` what a clock says that nobody
can set. Machine time is the wall clock without its steps: it goes on as the steady clock does when somebody sets the
machine's clock. A server's time is machine time plus `offset`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

TOLERANCE = 2.0
"""Seconds: a step or a difference up to this is left alone."""
_RESOLUTION = 0.5
"""A `Date` header names a whole second; the server's clock stands within half a second of its middle."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Both clocks, read at once."""

    wall: float
    steady: float


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What is known of the clock. `steps` is by how much it was set, in all; `uncertainty` that of `offset`."""

    last: Reading
    steps: float = 0.0
    offset: float = 0.0
    uncertainty: float = math.inf

    @property
    def correction(self) -> float:
        """What must be added to the wall clock."""
        return self.offset - self.steps


def noticed(known: Reckoning, now: Reading) -> Reckoning:
    """After one more reading: a step since the last one is taken out of machine time; slow drift is not a step."""
    step = (now.wall - known.last.wall) - (now.steady - known.last.steady)
    return replace(known, last=now, steps=known.steps + step if abs(step) > TOLERANCE else known.steps)


def heard(known: Reckoning, left: float, answered: float, date: float) -> Reckoning:
    """After an answer whose `Date` header named the second `date`; `left` and `answered` are in machine time.

    The server wrote the header at some moment between the two, so half the round trip is uncertain, and a clock that
    is right is never corrected because an answer was slow. A correction that still fits is kept as it is: moments of
    polls do not tremble by the second that the header can't tell.
    """
    slack = (answered - left) / 2
    offset = date + _RESOLUTION - (left + slack)
    uncertainty = _RESOLUTION + slack
    standing = known.offset if abs(known.correction) > TOLERANCE else known.steps
    for kept in (standing, known.steps):  # the correction as it stands; none at all
        if abs(offset - kept) <= TOLERANCE + slack:
            return replace(known, offset=kept, uncertainty=uncertainty)
    return replace(known, offset=offset, uncertainty=uncertainty)
