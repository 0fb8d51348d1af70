"""A column type of an office among the others: whatever it does, a cell gives a Reading."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sheets_sync.campaign.extensions import OwnType
from sheets_sync.cells.reader import Context
from sheets_sync.cells.reading import Reading, reject


class OwnTypeRules:
    """The rules of an office's own type, held to what all types promise."""

    def __init__(self, own: OwnType) -> None:
        self._own = own
        self._rules = own.made()

    def read_text(self, plain: str, typed: str, context: Context) -> Reading:
        """As the office reads it; rejected, with its name, where that fails."""
        found: Reading = self._contained(lambda: self._rules.read_text(plain, typed, context))
        return found

    def read_number(self, value: float, context: Context) -> Reading | None:
        """The same; None where the number is to be read as text."""
        found: Reading | None = self._contained(lambda: self._rules.read_number(value, context), none=True)
        return found

    def _contained(self, read: Callable[[], Any], *, none: bool = False) -> Any:
        try:
            found = read()
            if none and found is None:
                return None
            if not isinstance(found, Reading):
                raise TypeError(f"{type(found).__name__} is no Reading")
            if not _is_plain(found.value):
                raise TypeError(f"a value of type {type(found.value).__name__} can't be recorded")
        except Exception as error:
            name = f"{self._own.module}: {self._own.name}"
            return reject("X9", rule=name, error=f"{type(error).__name__}: {error}"[:200])
        return found


def _is_plain(value: object) -> bool:
    """What the evidence can hold."""
    if isinstance(value, list):
        return all(isinstance(entry, str) for entry in value)
    return value is None or isinstance(value, str | int | float)
