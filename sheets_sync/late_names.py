"""Names of a room that are loaded where they are first used, so that a command loads what its task needs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def late_names(room: str, places: Mapping[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """The `__getattr__` of a package: module -> the names that it gives. A module is named from the package, or in full
    where it is another package's."""
    module_of = {name: module for module, names in places.items() for name in names}

    def found(name: str) -> Any:
        if name not in module_of:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        module = module_of[name]
        value = getattr(import_module(module if module.startswith("sheets_sync.") else f"{room}.{module}"), name)
        setattr(sys.modules[room], name, value)
        return value

    return found
