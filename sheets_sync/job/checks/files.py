"""Checks of this machine's files: who may read them, room on the disk, the office's templates."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from sheets_sync.errors import SheetsSyncError
from sheets_sync.gateway import holds_a_secret, key_file, readable_by_others
from sheets_sync.job.checks.finding import Finding, Level
from sheets_sync.job.checks.visit import Visit
from sheets_sync.words.formats import formats
from sheets_sync.words.worded import worded

LITTLE, NONE = 1 << 30, 100 << 20
"""Bytes of free disk below which it is said, and below which it must be mended."""


def key_file_modes(visit: Visit) -> Iterator[Finding]:
    """Whether others on this machine can read the key; nothing to say where none is used."""
    settings = visit.settings
    path = None if settings.is_local else key_file(settings.credentials, visit.environ)
    if path is None or not holds_a_secret(path):
        return
    if readable_by_others(path):
        yield visit.mend(
            "key_mode",
            worded("checks.key_mode"),
            worded("checks.key_mode.remedy", path=path),
            str(path),
        )
    else:
        yield visit.fine("key_mode", worded("checks.key_mode.fine"), str(path))


def modes(visit: Visit) -> Iterator[Finding]:
    """State and documents hold names and money: nothing of them is for everybody on the machine."""
    for path in (visit.settings.state, visit.settings.documents.out):
        if open_to_all(path):
            yield visit.mend(
                "mode",
                worded("checks.mode"),
                worded("checks.mode.remedy", path=path),
                str(path),
            )


def open_to_all(folder: Path) -> bool:
    """Whether everybody may come into a folder, or one inside, and read a file there."""
    if os.name != "posix" or not folder.is_dir() or not folder.stat().st_mode & stat.S_IXOTH:
        return False
    inside = [path for path in folder.iterdir() if not path.is_symlink()]
    return any(open_to_all(p) if p.is_dir() else p.stat().st_mode & stat.S_IROTH for p in inside)


def disk_room(visit: Visit) -> Iterator[Finding]:
    """A full disk stops the evidence; it is told while there is room."""
    place = visit.settings.state.absolute()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    level = Level.MEND if free < NONE else Level.NOTICE if free < LITTLE else Level.FINE
    megabytes = formats(visit.language).number(free >> 20)
    remedy = "" if level is Level.FINE else worded("checks.disk.remedy")
    yield visit.finding("disk", level, worded("checks.disk", megabytes=megabytes), str(place), remedy)


def templates(visit: Visit) -> Iterator[Finding]:
    """The office's own templates, each rendered with sample figures: what breaks is told before the deadline."""
    from sheets_sync.job.rehearsal import rehearsed

    settings = visit.settings
    if settings.documents.templates is None:
        return
    broken = False
    for form, error in rehearsed(settings):
        broken = True
        said = error.what if isinstance(error, SheetsSyncError) else f"{type(error).__name__}: {error}"
        where = getattr(error, "where", "") or str(settings.documents.templates)
        what = worded("checks.template", form=form, error=said)
        yield visit.mend("template", what, worded("checks.template.remedy"), where)
    if not broken:
        yield visit.fine("template", worded("checks.template.fine"), str(settings.documents.templates))
