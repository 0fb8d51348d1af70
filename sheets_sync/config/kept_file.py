"""A cache file in the state folder: it can be made anew at any time, and is used only while it is whole and current."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from sheets_sync import __version__

_PROGRAM = Path(__file__).parent.parent


class KeptFile:
    """JSON under a key, and bytes beside it: where the key is another, or the file is damaged, there is nothing.

    `rooms` are those of this program that decide what is kept: what an older program kept is passed over.
    """

    def __init__(self, path: Path, rooms: Iterable[str]) -> None:
        self._path, self._program = path, program(tuple(rooms))

    def read(self, key: str) -> Any:
        """What was kept under this key; None where nothing was."""
        found = self.read_with(key)
        return found and found[0]

    def read_with(self, key: str) -> tuple[Any, memoryview] | None:
        """The same with the bytes beside it; None where nothing was kept."""
        try:
            held = self._path.read_bytes()
            kept, digest = held[:_HEAD].decode().split("\n")[:2]
            if (kept, digest) != (self._key(key), hashlib.sha256(memoryview(held)[_HEAD:]).hexdigest()):
                return None
            end = held.find(b"\n", _HEAD)  # JSON in one line has none
            end = len(held) if end < 0 else end
            return json.loads(held[_HEAD:end]), memoryview(held)[end + 1 :]
        except (OSError, ValueError):
            return None

    def write(self, key: str, value: Any, beside: bytes = b"") -> None:
        """Keeps a value in place of what was kept, for its owner alone; where that can't be, nothing is kept."""
        if not self._path.parent.is_dir():
            return
        said = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        said += b"\n" + beside if beside else b""
        head = f"{self._key(key)}\n{hashlib.sha256(said).hexdigest()}\n"
        made = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        with suppress(OSError):
            try:
                descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                with os.fdopen(descriptor, "wb") as file:
                    file.write(head.encode())
                    file.write(said)
                made.replace(self._path)
            finally:
                made.unlink(missing_ok=True)

    def _key(self, key: str) -> str:
        return digest_of(f"{self._program}\n{key}")


_HEAD = 2 * (64 + 1)
"""Bytes before what is kept: the digests of the key and of what follows, a line each."""


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def program(rooms: tuple[str, ...]) -> str:
    """This program, so far as some of its rooms decide: its version, and their modules as they lie on the disk."""
    with suppress(OSError):
        return f"{__version__} {[module for room in rooms for module in sorted(_modules(_PROGRAM / room))]}"
    return __version__


def _modules(folder: Path) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                stat = entry.stat()
                yield entry.name, stat.st_size, stat.st_mtime_ns
            elif entry.is_dir() and entry.name.isidentifier() and entry.name != "__pycache__":
                yield from _modules(Path(entry.path))
