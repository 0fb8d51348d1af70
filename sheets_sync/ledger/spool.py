"""Looks that the ledger could not take, kept in the state folder until it can: each a line, chained, durable.

A line holds what the spreadsheets showed, not what was read in it: who takes it over reads it by the version of the
campaign that held at its moment. Where the disk is full a file that was kept for this (`RESERVE`) is overwritten in
place, so that at least one look is kept.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sheets_sync.errors import LedgerError, StorageError, disk_is_full
from sheets_sync.ledger.chain import FIRST, canonical
from sheets_sync.spreadsheet.snapshot import Snapshot
from sheets_sync.words.plain import decoded, encoded
from sheets_sync.words.worded import worded

SPOOL = "looks.spool"
RESERVE = "reserve"
RESERVED = 2 * 1024 * 1024
"""Bytes that are kept free at most; a look at the sample campaign takes some ten thousand."""
SHARE = 4
"""Where less is free than this many reserves, so large a part of it is kept: the ledger needs room as well."""
_BLANK = b" "


@dataclass(frozen=True, slots=True)
class Kept:
    """One look that was kept. `slug`, `server` and `version`: of which campaign, at which kind of server, and the
    digest of the newest version of the campaign that was known ("" where none was)."""

    slug: str
    server: str
    version: str
    snapshots: tuple[Snapshot, ...]

    @property
    def sent(self) -> datetime:
        """When the first of its requests left."""
        return min(snapshot.sent for snapshot in self.snapshots)

    def to_json(self) -> dict[str, Any]:
        said = {"slug": self.slug, "server": self.server, "version": self.version}
        packed = zlib.compress(canonical({"snapshots": [encoded(s) for s in self.snapshots]}).encode(), 9)
        return said | {"sent": self.sent.isoformat(), "snapshots": base64.b85encode(packed).decode()}

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Kept:
        packed = json.loads(zlib.decompress(base64.b85decode(said["snapshots"])))
        snapshots = tuple(decoded(entry, Snapshot) for entry in packed["snapshots"])
        return cls(said["slug"], said["server"], said["version"], snapshots)


class Spool:
    """The looks that are kept in a state folder."""

    def __init__(self, folder: Path) -> None:
        self._path, self._reserve = folder / SPOOL, folder / RESERVE

    def keep(self, look: Kept) -> None:
        """Adds a look, durably; on a full disk into the reserve. Raises StorageError where even that fails."""
        try:
            self._append(look)
        except OSError as error:
            try:
                self._overwrite_reserve(look)
            except OSError:
                said = worded("ledger.disk_full") if disk_is_full(error) else error.strerror or error
                raise StorageError(
                    worded("ledger.look_not_kept", reason=said),
                    where=str(self._path),
                    remedy=worded("ledger.look_not_kept.remedy"),
                ) from error

    def looks(self) -> list[Kept]:
        """All looks, in order of time. Raises LedgerError where a line was changed."""
        return sorted((look for path in self._files() for look in _read(path)), key=lambda look: look.sent)

    def forget(self, taken: Sequence[Kept]) -> None:
        """Takes out looks that are in the ledger now; the others stay."""
        left = [look for look in self.looks() if look not in taken]
        rest = self._path.with_suffix(".rest")
        previous = FIRST
        with rest.open("w", encoding="utf-8") as file:
            for look in left:
                line, previous = _line(look, previous)
                file.write(line)
            file.flush()
            os.fsync(file.fileno())
        rest.replace(self._path)
        self._reserve.unlink(missing_ok=True)
        if not left:
            self._path.unlink()

    def reserve(self) -> None:
        """Sees to it that the reserve is there, and as large as the disk allows. Where there is no room for it now, the
        next run tries again."""
        if not self._reserve.parent.is_dir() or (_begins(self._reserve) and _read(self._reserve)):
            return
        made = self._reserve.with_suffix(".new")
        try:
            size = min(RESERVED, shutil.disk_usage(self._reserve.parent).free // SHARE)
            if size <= _size(self._reserve) and not _begins(self._reserve):
                return
            with made.open("wb") as file:
                file.write(_BLANK * size)
                file.flush()
                os.fsync(file.fileno())
            made.replace(self._reserve)
        except OSError:
            with suppress(OSError):
                made.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        """The spool, and the reserve where a look is in it."""
        return [path for path in (self._path, self._reserve) if _begins(path)]

    def _append(self, look: Kept) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        previous = _last_digest(self._path)
        size = _whole(self._path)
        if size < _size(self._path):  # whoever wrote last was killed
            os.truncate(self._path, size)
        with self._path.open("ab") as file:
            try:
                file.write(_line(look, previous)[0].encode())
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                with suppress(OSError):
                    os.truncate(self._path, size)
                raise

    def _overwrite_reserve(self, look: Kept) -> None:
        """Space that is taken already needs no more of it."""
        line = _line(look, FIRST)[0].encode()
        if _begins(self._reserve):  # one look is in it already: the first one stays
            raise OSError(28, os.strerror(28))
        with self._reserve.open("r+b") as file:
            if len(line) > self._reserve.stat().st_size:
                raise OSError(28, os.strerror(28))
            file.write(line)
            file.flush()
            os.fsync(file.fileno())


def _line(look: Kept, previous: str) -> tuple[str, str]:
    """A look as a line that follows the one with the digest `previous`, and its own digest."""
    body = canonical(look.to_json())
    digest = hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()
    return canonical({"previous": previous, "digest": digest, "body": body}) + "\n", digest


def _size(path: Path) -> int:
    """In bytes; 0 where there is no such file."""
    return path.stat().st_size if path.is_file() else 0


def _whole(path: Path) -> int:
    """Bytes of a file up to the end of its last whole line: what follows was being written when somebody was killed."""
    return path.read_bytes().rfind(b"\n") + 1 if path.is_file() else 0


def _begins(path: Path) -> bool:
    """Whether a look is in a file."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(1) == b"{"


def _last_digest(path: Path) -> str:
    if not path.is_file():
        return FIRST
    lines = path.read_bytes()[: _whole(path)].splitlines()
    return str(json.loads(lines[-1])["digest"]) if lines else FIRST


def _read(path: Path) -> list[Kept]:
    found, previous = [], FIRST
    for number, line in enumerate(path.read_bytes()[: _whole(path)].splitlines(), 1):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
            body, digest = said["body"], hashlib.sha256(f"{previous}\n{said['body']}".encode()).hexdigest()
            if (said["previous"], said["digest"]) != (previous, digest):
                raise ValueError("its digest is another")
            found.append(Kept.from_json(json.loads(body)))
            previous = digest
        except (ValueError, KeyError, TypeError, zlib.error) as error:
            raise LedgerError(
                worded("ledger.look_unsound", number=number, error=error),
                where=str(path),
                remedy=worded("ledger.look_unsound.remedy"),
            ) from None
    return found
