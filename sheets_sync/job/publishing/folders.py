"""Where the documents lie: a folder a day with its newest edition, older ones in a folder inside, links to the newest.

    documents/2022-12-16/bao-cao-nhanh-2022-12-16-21h00.docx
    documents/2022-12-16/cu/bao-cao-nhanh-2022-12-16-10h00.docx
    documents/ket-qua/bao-cao-ket-qua-….docx
    documents/moi-nhat/bao-cao-nhanh.docx → ../2022-12-16/bao-cao-nhanh-2022-12-16-21h00.docx

The names of the folders are words of the campaign's language. What stands in `documents` itself, from earlier versions
of this program, stays there and goes on to be found. An edition moves as a whole, and only while nobody worked in it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from glob import escape as escape_glob
from html import escape
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sheets_sync.campaign.period import day_of_key, plain_day
from sheets_sync.config import Settings
from sheets_sync.documents import filing
from sheets_sync.errors import SheetsSyncError
from sheets_sync.words.texts import texts
from sheets_sync.words.worded import worded

if TYPE_CHECKING:
    from sheets_sync.job.publishing.archive import Archive, EditionDraft

log = logging.getLogger("sheets_sync")


def _word(settings: Settings, key: str) -> str:
    return texts(settings.campaign.locale).say(f"files.{key}")


def folder_of(settings: Settings, day: date | None) -> Path:
    """The folder of the daily report of `day`, or of the rollup (None)."""
    return settings.documents.out / (plain_day(day).isoformat() if day else _word(settings, "final_folder"))


def folders_of(settings: Settings, day: date | None) -> Iterator[Path]:
    """Every folder in which an edition of a document may stand, first the one of the newest."""
    folder = folder_of(settings, day)
    yield folder
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink())
    yield settings.documents.out


def found(settings: Settings, document: str, names: list[str]) -> list[Path]:
    """Those of the files that the ledger noted of a document which stand somewhere; `document` is its key there."""
    day = None if document == "campaign" else day_of_key(document)
    places = list(folders_of(settings, day))
    paths = (next((path for place in places if (path := place / name).is_file()), None) for name in names)
    return [path for path in paths if path is not None]


def moved(path: Path) -> Path:
    """Where a document is that was written to `path`: there, or in a folder below it; a link is followed."""
    if not path.is_file():
        name = escape_glob(path.name)
        path = next((place for deep in ("*", "*/*") for place in sorted(path.parent.glob(f"{deep}/{name}"))), path)
    return path.resolve() if path.is_symlink() else path


def place_of(archive: Archive, day: date | None, draft: EditionDraft) -> Path:
    """The folder in which a document is to be written: where this edition stands; for an older one than what stands
    there the folder of old ones."""
    settings, folder = archive.settings, folder_of(archive.settings, day)
    for place in folders_of(settings, day) if draft.issued else ():
        if filing.edition_files(place, draft.name):
            return place
    newer = (e for e in archive.issued(day) if e.moment > draft.model.moment)
    is_old = any(filing.edition_files(folder, edition.name) for edition in newer)
    return folder / _word(settings, "old_folder") if is_old else folder


def put_in_order(archive: Archive) -> None:
    """Puts older editions aside and renews what leads to the newest. What fails holds up nothing: it is logged, and
    done with the next document."""
    digests = archive.digests
    for day in (None, *archive.settings.campaign.days):
        with _holding_up_nothing():
            _put_aside(archive, day, digests)
    with _holding_up_nothing():
        _lead_to_newest(archive)


@contextmanager
def _holding_up_nothing() -> Iterator[None]:
    try:
        yield
    except (OSError, SheetsSyncError) as error:
        log.warning(worded("logs.folder_unordered", error=error))


def _put_aside(archive: Archive, day: date | None, digests: Mapping[str, set[str]]) -> None:
    settings, folder = archive.settings, folder_of(archive.settings, day)
    if not folder.is_dir():
        return
    standing = [paths for e in archive.issued(day) if (paths := filing.edition_files(folder, e.name))]
    for paths in standing[:-1]:
        links = [link for link in _latest(settings).glob("*") if link.is_symlink() and link.resolve() in paths]
        if filing.untouched(paths, digests) and not any(map(filing.is_open, links)):
            filing.move(paths, folder / _word(settings, "old_folder"))


def _latest(settings: Settings) -> Path:
    return settings.documents.out / _word(settings, "latest_folder")


def _lead_to_newest(archive: Archive) -> None:
    """Links with plain names; where the disk knows no links, a page with them."""
    settings = archive.settings
    newest = dict(_newest(archive))
    if not newest:
        return
    wanted: dict[str, Path] = {}
    for kind, paths in newest.items():
        for path in paths:
            side = path.name.endswith(filing.SUFFIXES[-1])  # pages lead to it by its own name
            wanted[path.name if side else f"{_word(settings, kind)}{path.suffix}"] = path
    try:
        filing.link_all(_latest(settings), wanted)
    except OSError:
        filing.write_page(_latest(settings) / "index.html", _page(settings, newest))


def _newest(archive: Archive) -> Iterator[tuple[str, list[Path]]]:
    """The files of the newest edition of the last daily report, and of the rollup; by what they are called."""
    days = reversed(archive.settings.campaign.days)
    daily = next((paths for day in days if (paths := _standing(archive, day))), [])
    for kind, paths in (("daily", daily), ("final", _standing(archive, None))):
        if paths:
            yield kind, paths


def _standing(archive: Archive, day: date | None) -> list[Path]:
    """The files of the newest edition that stands in a folder of the campaign."""
    places = list(folders_of(archive.settings, day))
    editions = (filing.edition_files(place, e.name) for e in reversed(archive.issued(day)) for place in places)
    return next(filter(None, editions), [])


def _page(settings: Settings, newest: dict[str, list[Path]]) -> str:
    campaign, folder = settings.campaign, _latest(settings)
    said = texts(campaign.locale)
    lines = [
        f'<li><a href="{quote(Path(relpath(path, folder)).as_posix())}">{escape(path.name)}</a></li>'
        for paths in newest.values()
        for path in paths
        if not path.name.endswith(filing.SUFFIXES[-1])
    ]
    title = escape(said.say("files.latest_title", name=campaign.name))
    return (
        f'<!doctype html>\n<html lang="{campaign.locale}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>body {{ font: 16px/1.6 sans-serif; margin: 2em }}</style>\n"
        f"<h1>{title}</h1>\n<ul>\n" + "\n".join(lines) + "\n</ul>\n</html>\n"
    )
