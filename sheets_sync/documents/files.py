"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sheets_sync.errors import ConfigError, StorageError, disk_is_full
from sheets_sync.words.worded import worded

LEFT_BEHIND = 600.0
"""Seconds after which nobody is at work on a temporary file any more: whoever made it was killed."""


def write(path: Path, content: bytes, mode: int | None = None) -> Path:
    """Replaces the file by one with this content, through a temporary file beside it. An equal file is left alone.

    `mode`: its bits; by default the owner and the group may use it as the umask says, and nobody else.
    Raises StorageError where the disk is full, ConfigError for whatever else keeps it from being written.
    """
    with told(path):
        if path.is_file() and path.read_bytes() == content:
            return path
        _make(path.parent)
        _replace(path, content, mode)
    return path


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What keeps a file from being written there, as an error that says what to do. Raises as `write` does."""
    try:
        yield
    except OSError as error:
        if disk_is_full(error):
            raise StorageError(
                worded("rendering.disk_full"),
                where=str(path),
                remedy=worded("rendering.disk_full.remedy"),
            ) from error
        raise ConfigError(
            worded("rendering.not_written", reason=error.strerror or error),
            where=str(path),
            remedy=worded("rendering.not_written.remedy"),
        ) from error


def make_inside(folder: Path, outer: Path) -> None:
    """Makes a folder inside `outer`, which is made too where it is missing: whoever may use that one may use it."""
    _make(outer)
    if not folder.is_dir():
        make_inside(folder.parent, outer)
        folder.mkdir(exist_ok=True)
        folder.chmod(outer.stat().st_mode & 0o7777)


def _make(folder: Path) -> None:
    """Makes a folder, and those above it that are missing: for the owner and the group as the umask says, and nobody
    else."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(mode=0o770, exist_ok=True)


def is_free(path: Path, content: bytes) -> bool:
    """Whether writing this content would take nothing away: the file is missing, or is the same already."""
    try:
        return not path.exists() or path.read_bytes() == content
    except OSError:
        return True  # writing will tell


def _replace(path: Path, content: bytes, mode: int | None) -> None:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o660)
    _sweep(temporary)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            os.chmod(temporary, mode)
        os.replace(temporary, path)
        _sync_folder(path.parent)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


def _sync_folder(folder: Path) -> None:
    """Makes the new name last through a power failure, where the system can open folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(fresh: Path) -> None:
    """Removes what killed runs left behind beside `fresh`, which was made just now."""
    now = fresh.stat().st_mtime
    for other in fresh.parent.glob(".*.tmp"):
        with suppress(OSError):
            if now - other.stat().st_mtime > LEFT_BEHIND:
                other.unlink()
