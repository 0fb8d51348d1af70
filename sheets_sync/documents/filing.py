"""Moving papers between folders and linking to them, without taking anything from those who work in them.

Nothing here replaces a file of somebody's: a paper moves only while it is as it was written and nobody has it open, and
only links are put in the place of links.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from sheets_sync.documents import files, trace

SUFFIXES = (".docx", ".html", ".md", ".pdf", trace.SUFFIX)
"""How the names of the files of one edition end: its forms, and the side file of all."""


def digest(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def edition_files(folder: Path, name: str) -> list[Path]:
    """The files of an edition that stand in a folder; links don't count."""
    return [path for suffix in SUFFIXES if (path := folder / f"{name}{suffix}").is_file() and not path.is_symlink()]


def is_open(path: Path) -> bool:
    """Whether a program tells that somebody has a file open: LibreOffice and Word put an owner's file beside it."""
    owners = (f".~lock.{path.name}#", f"~${path.name}", f"~${path.name[2:]}")
    return any(path.with_name(owner).exists() for owner in owners)


def move(paths: Collection[Path], into: Path) -> None:
    """Moves files into a folder beside them: all, or none where one can't be moved (OSError) or one of that name stands
    there already."""
    if any((into / path.name).exists() for path in paths):
        return
    files.make_inside(into, into.parent)
    moved: list[Path] = []
    try:
        for path in paths:
            path.rename(into / path.name)
            moved.append(path)
    except OSError:
        for path in moved:
            (into / path.name).rename(path)
        raise


def link_all(folder: Path, wanted: Mapping[str, Path]) -> None:
    """Makes `folder` hold just these links, by name, relative; raises OSError where no link can be made.

    What is no link stays, and so does a link through which somebody has a paper open: saving it must not reach another
    one. There the new link has the name of the paper itself.
    """
    files.make_inside(folder, folder.parent)
    made = [_link(folder, name, target) for name, target in wanted.items()]
    for path in folder.iterdir():
        ours = path.is_symlink() and os.readlink(path).startswith(os.pardir)  # also what a killed run was making
        if ours and path.name not in made and not is_open(path):
            path.unlink()


def _link(folder: Path, name: str, target: Path) -> str:
    """Makes one link and gives its name."""
    path, to = folder / name, os.path.relpath(target, folder)
    if path.is_symlink() and os.readlink(path) == to:
        return name
    if os.path.lexists(path) and (not path.is_symlink() or is_open(path)):
        return name if name == target.name else _link(folder, target.name, target)
    temporary = folder / f".{name}.{secrets.token_hex(4)}.tmp"
    try:
        temporary.symlink_to(to)
        os.replace(temporary, path)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()
    return name


_SEAL = "<!-- {} -->\n"


def write_page(path: Path, page: str) -> None:
    """Writes a page that this program keeps up to date; one that somebody changed, or made, stays as it is."""
    if not path.exists() or _sealed(path.read_text(encoding="utf-8", errors="replace")):
        files.make_inside(path.parent, path.parent.parent)
        files.write(path, (page + _seal(page)).encode())


def _seal(page: str) -> str:
    return _SEAL.format(hashlib.sha256(page.encode()).hexdigest())


def _sealed(text: str) -> bool:
    """Whether a page says of itself what it is: its last line is the digest of the lines before it."""
    length = len(_seal(""))
    return text[-length:] == _seal(text[:-length])


def untouched(paths: Iterable[Path], digests: Mapping[str, Collection[str]]) -> bool:
    """Whether files are as they were written, by the digests noted for their names, and open nowhere."""
    return all(not is_open(path) and digest(path) in digests.get(path.name, ()) for path in paths)
