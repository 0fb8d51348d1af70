"""The chain of evidence as JSON lines or CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from typing import Any, TextIO

from sheets_sync.ledger import Record

FIELDS = ("seq", "kind", "sent", "body", "previous", "digest")


def record_json(record: Record) -> dict[str, Any]:
    """A record with its body as JSON."""
    return {**{name: getattr(record, name) for name in FIELDS}, "body": json.loads(record.body)}


def export_lines(records: Iterable[Record], out: TextIO) -> None:
    for record in records:
        out.write(json.dumps(record_json(record), ensure_ascii=False) + "\n")


def export_csv(records: Iterable[Record], out: TextIO) -> None:
    """One line per record; the body stays JSON text in its column."""
    writer = csv.writer(out)
    writer.writerow(FIELDS)
    writer.writerows([getattr(record, name) for name in FIELDS] for record in records)
