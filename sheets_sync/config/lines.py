"""In which line of the campaign file something stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable


class Lines:
    """Finds the line of a key in TOML text: good enough for tables, arrays of tables and plain keys."""

    _HEAD = re.compile(r"^\s*\[\[?\s*([\w.\"-]+)\s*\]\]?")
    _KEY = re.compile(r"^\s*(?:\"([^\"]+)\"|'([^']+)'|([\w-]+))\s*=")

    def __init__(self, text: str) -> None:
        self._at: dict[tuple[str | int, ...], int] = {}
        counts: dict[str, int] = {}
        table: tuple[str | int, ...] = ()
        for number, line in enumerate(text.splitlines(), 1):
            if head := self._HEAD.match(line):
                name = head[1].replace('"', "")
                table = tuple(name.split("."))
                if line.lstrip().startswith("[["):
                    counts[name] = counts.get(name, -1) + 1
                    table = (*table, counts[name])
                self._at.setdefault(table, number)
                self._at.setdefault(table[:1], number)
            elif key := self._KEY.match(line):
                self._at.setdefault((*table, key[1] or key[2] or key[3]), number)

    def of(self, path: Iterable[str | int]) -> int:
        """The line of the longest known beginning of `path`; 1 where nothing is known."""
        steps = tuple(path)
        while steps and steps not in self._at:
            steps = steps[:-1]
        return self._at.get(steps, 1)
