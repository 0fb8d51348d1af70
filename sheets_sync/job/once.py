"""A cache that keeps, for each name, the last value made and the version that it was made from. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

T = TypeVar("T")


class Once:
    """Keeps one value for each name, and makes it anew when its version differs."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[object, object]] = {}

    def __call__(self, name: str, version: object, make: Callable[[], T]) -> T:
        """The value kept under `name` if it was made from an equal `version`, else what `make` gives."""
        if name not in self._made or self._made[name][0] != version:
            self._made[name] = (version, make())
        return cast("T", self._made[name][1])
