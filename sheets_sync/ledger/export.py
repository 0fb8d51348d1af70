"""The chain of evidence as JSON lines or CSV, and back; opening the ledger of somebody else to import it."""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from sheets_sync.errors import ConfigError
from sheets_sync.ledger import Chain, Ledger, Record, canonical
from sheets_sync.words.worded import worded

FIELDS = ("seq", "kind", "sent", "body", "previous", "digest", "source", "origin")
_SQLITE = b"SQLite format 3\x00"


def record_json(record: Record) -> dict[str, Any]:
    """A record with its body as JSON; `origin`, where it was imported from, is None for the ledger's own."""
    said = {name: getattr(record, name) for name in FIELDS}
    return said | {"body": json.loads(record.body), "origin": json.loads(record.origin) if record.origin else None}


def record_from_json(said: Mapping[str, Any]) -> Record:
    """The record that `record_json` gave, also as the first version exported it."""
    origin = said.get("origin")
    return Record(
        seq=int(said["seq"]),
        kind=str(said["kind"]),
        sent=str(said["sent"]),
        body=canonical(said["body"]),
        previous=str(said["previous"]),
        digest=str(said["digest"]),
        source=str(said.get("source", "")),
        origin=canonical(origin) if origin else "",
    )


def export_lines(records: Iterable[Record], out: TextIO) -> None:
    for record in records:
        out.write(canonical(record_json(record)) + "\n")


def export_csv(records: Iterable[Record], out: TextIO) -> None:
    """One line per record; body and origin stay JSON text in their columns."""
    writer = csv.writer(out)
    writer.writerow(FIELDS)
    writer.writerows([getattr(record, name) for name in FIELDS] for record in records)


Export = Callable[[Iterable[Record], TextIO], None]
EXPORTS: Mapping[str, Export] = {"jsonl": export_lines, "csv": export_csv}


def format_of(path: Path) -> str:
    """By the ending of a file: CSV for *.csv, else JSON lines."""
    return "csv" if path.suffix.lower() == ".csv" else "jsonl"


@dataclass(frozen=True, slots=True)
class Exported:
    """A chain that was read from an exported file."""

    where: str
    records: tuple[Record, ...]

    def with_sources(self) -> Iterator[tuple[Record, str]]:
        """Records of version 1 name no source: the record of the upgrade does; else the chain's own first digest."""
        upgrade = next((record for record in self.records if record.kind == "schema"), None)
        own = (
            str(json.loads(upgrade.body)["source"]) if upgrade else self.records[0].digest[:32] if self.records else ""
        )
        return ((record, record.source or own) for record in self.records)


@contextmanager
def opened_other(name: str) -> Iterator[Chain]:
    """A ledger of somebody else: a SQLite file, an exported file, or a database URL. A file is left as it is.

    Raises ConfigError where it is none of these, LedgerError where it can't be used.
    """
    if "://" in name:
        with Ledger.at_url(name) as ledger:
            yield ledger
        return
    path = Path(name)
    try:
        with path.open("rb") as file:
            is_database = file.read(len(_SQLITE)) == _SQLITE
    except OSError as error:
        raise ConfigError(worded("ledger.file_unreadable", reason=error.strerror), where=name) from None
    if is_database:
        with tempfile.TemporaryDirectory(prefix="sheets-sync-") as folder:
            _copy(path, Path(folder) / "ledger.sqlite")
            with Ledger.at(Path(folder)) as ledger:
                yield ledger
    else:
        yield _exported(path)


def _copy(path: Path, copy: Path) -> None:
    """A consistent copy, also of a ledger in use or on a disk that can't be written."""
    problem: sqlite3.Error | None = None
    for options in ("mode=ro", "immutable=1"):
        try:
            with (
                closing(sqlite3.connect(f"{path.absolute().as_uri()}?{options}", uri=True)) as source,
                closing(sqlite3.connect(copy)) as target,
            ):
                source.backup(target)
            return
        except sqlite3.Error as error:
            problem = error
    raise ConfigError(worded("ledger.other_unreadable", problem=problem), where=str(path))


def _exported(path: Path) -> Exported:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            read = _csv_records(lines) if format_of(path) == "csv" else map(json.loads, filter(str.strip, lines))
            return Exported(str(path), tuple(record_from_json(said) for said in read))
    except (ValueError, KeyError, TypeError, AttributeError, csv.Error):
        raise ConfigError(
            worded("ledger.no_ledger"),
            where=str(path),
            remedy=worded("ledger.no_ledger.remedy"),
        ) from None


def _csv_records(lines: TextIO) -> Iterator[dict[str, Any]]:
    csv.field_size_limit(sys.maxsize)
    for said in csv.DictReader(lines):
        yield said | {"body": json.loads(said["body"]), "origin": json.loads(said.get("origin") or "null")}
