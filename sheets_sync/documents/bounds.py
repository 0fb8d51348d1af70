"""Rendering within bounds: a template with an endless loop or a huge text ends with an error, not with the job.

A template is the office's own, so it is rendered in a child of this process that may take so long and so much memory;
where it does not end it is killed, and whoever holds a lock goes on. Where processes can't fork (Windows) it is
rendered here, unbounded.
"""

from __future__ import annotations

import contextlib
import math
import os
import pickle
import select
import signal
import struct
import time
import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeVar

from sheets_sync.errors import TemplateError
from sheets_sync.words.worded import worded

T = TypeVar("T")

SECONDS = 60.0
"""Of one document in one form; those of a thousand units take a few."""
ROWS_A_SECOND = 1_000
"""Rows for which it may take a second more: the rollup of a year of 100 units tells of 69,000, and servers are slow."""
MEMORY = 1 << 30
"""Bytes that a rendering may take beside what the process has."""
_PIECE = 1 << 16
_HEAD = struct.Struct(">cQ")
"""Before what a child tells: as what it tells it, and how many bytes that is."""
_BYTES, _PICKLED = b"b", b"p"


def seconds_for(rows: int) -> float:
    """How long a document about so many rows may take in one form."""
    return SECONDS + rows / ROWS_A_SECOND


def bounded(work: Callable[[], T], template: Path, *, seconds: float | None = None, memory: int | None = None) -> T:
    """What `work` gives, or what it raises; TemplateError, which names `template`, where it takes too much."""
    if not hasattr(os, "fork"):
        return work()
    seconds, memory = SECONDS if seconds is None else seconds, MEMORY if memory is None else memory
    reading, writing = os.pipe()
    with warnings.catch_warnings():  # other threads may run: the child renders, tells, and ends at once
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os.close(reading)
        _tell(work, writing, seconds, memory)
    os.close(writing)
    try:
        told = _heard(reading, time.monotonic() + seconds)
    finally:
        os.close(reading)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if told is None:
        raise TemplateError(
            worded("rendering.too_slow", seconds=seconds),
            where=str(template),
            remedy=worded("rendering.template.remedy"),
        )
    if not told.is_whole:
        raise _too_much(template, memory)
    if told.kind == _BYTES:
        return told.said  # type: ignore[return-value]
    found, error = pickle.loads(told.said)  # noqa: S301 - our own child wrote it
    if isinstance(error, MemoryError):
        raise _too_much(template, memory)
    if error is not None:
        raise error
    return found  # type: ignore[no-any-return]


def _too_much(template: Path, memory: int) -> TemplateError:
    return TemplateError(
        worded("rendering.too_much_memory", megabytes=memory >> 20),
        where=str(template),
        remedy=worded("rendering.template.remedy"),
    )


def _tell(work: Callable[[], Any], writing: int, seconds: float, memory: int) -> NoReturn:
    """In the child: writes what came out, and ends without anything that the parent would do at its end."""
    try:
        _limit(seconds, memory)
        kind, said = _outcome(work)
        for part in (_HEAD.pack(kind, len(said)), said):
            left = memoryview(part)
            while left:
                left = left[os.write(writing, left) :]
    finally:
        os._exit(0)


def _outcome(work: Callable[[], Any]) -> tuple[bytes, bytes]:
    """What is told, and as what: a page of many megabytes goes as it is."""
    try:
        found = work()
        return (_BYTES, found) if isinstance(found, bytes) else (_PICKLED, pickle.dumps((found, None)))
    except MemoryError:
        return _PICKLED, pickle.dumps((None, MemoryError()))
    except Exception as error:
        error.__traceback__ = error.__cause__ = error.__context__ = None
        try:
            return _PICKLED, pickle.dumps((None, pickle.loads(pickle.dumps(error)) and error))  # noqa: S301
        except Exception:
            return _PICKLED, pickle.dumps((None, RuntimeError(f"{type(error).__name__}: {error}")))


def _limit(seconds: float, memory: int) -> None:
    import resource

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = _taken() + memory
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))


def _taken() -> int:
    """Bytes of address space that this process has."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 1 << 32


class _Told(NamedTuple):
    """What a child told, and whether that is all of it."""

    kind: bytes
    said: bytes
    is_whole: bool


def _heard(reading: int, until: float) -> _Told | None:
    """What the child told; None where it did not end in time."""
    head, said = b"", BytesIO()  # it gives what it holds without a copy
    pipe = select.poll()  # unlike `select` it takes the pipe of a process that has over a thousand files open
    pipe.register(reading, select.POLLIN)
    while (left := until - time.monotonic()) > 0:
        if pipe.poll(math.ceil(left * 1000)):
            piece = os.read(reading, _PIECE if len(head) == _HEAD.size else _HEAD.size - len(head))
            if not piece:
                kind, size = _HEAD.unpack(head) if len(head) == _HEAD.size else (b"", -1)
                return _Told(kind, said.getvalue(), said.tell() == size)
            if len(head) < _HEAD.size:
                head += piece
            else:
                said.write(piece)
    return None
