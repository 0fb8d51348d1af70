"""The same work on several things at once, the results in the order of the things."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

AT_ONCE = 64
"""More threads than Google's quota lets requests leave in a minute would only wait."""

A = TypeVar("A")
B = TypeVar("B")


def together(work: Callable[[A], B], things: Iterable[A]) -> list[B]:
    """`work` on all things side by side; a single one without a thread. Raises the first thing's error at the end."""
    wanted = list(things)
    if len(wanted) < 2:
        return [work(thing) for thing in wanted]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(min(len(wanted), AT_ONCE), "sheets-sync") as threads:
        return [future.result() for future in [threads.submit(work, thing) for thing in wanted]]
