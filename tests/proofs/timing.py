"""How long something takes."""

from __future__ import annotations

import time
from collections.abc import Callable


def seconds(act: Callable[[], object], times: int = 1) -> float:
    """The shortest of some runs, in processor time: what other programs on the machine do does not count."""
    return min(_once(act) for _ in range(times))


def _once(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start
