"""What was made last, while nothing that it rests on changed. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

T = TypeVar("T")


class Once:
    """Makes things once for each version of what they rest on."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[object, object]] = {}

    def __call__(self, name: str, version: object, make: Callable[[], T]) -> T:
        """The thing of that name as it was made last for an equal `version`, else made anew."""
        if name not in self._made or self._made[name][0] != version:
            self._made[name] = (version, make())
        return cast("T", self._made[name][1])
