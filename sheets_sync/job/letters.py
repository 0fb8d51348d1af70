"""Letters that the job sends by itself: urgent matters, and the documents that were just made. Each once.

Which letters there are is found anew at every tick from what is recorded, so none is lost where the mail server was
away; that it left is noted in the ledger, as with reminders.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sheets_sync.campaign.named import report_name
from sheets_sync.campaign.period import day_key, day_of_key
from sheets_sync.config import Settings
from sheets_sync.evidence.fold import Evidence
from sheets_sync.mail import Attachment
from sheets_sync.tabs.rows import Row
from sheets_sync.words import tidy
from sheets_sync.words.formats import formats
from sheets_sync.words.remarks import says_nothing
from sheets_sync.words.texts import texts

FRESH = timedelta(days=1)
"""How old a document may be that is still mailed: an office that turns this on gets no old papers."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to several people. `key` is what is sent once; it holds no address."""

    key: str
    to: tuple[str, ...]
    subject: str
    text: str
    attachments: tuple[Attachment, ...] = ()


def urgent_letters(settings: Settings, evidence: Evidence, as_of: datetime) -> Iterator[Letter]:
    """A letter for each matter that a unit wrote down, as soon as it is seen: also in a row with errors."""
    campaign, to = settings.campaign, settings.alert.urgent
    columns = [column.key for column in campaign.known_columns if column.plays == "issues"]
    for row in evidence.rows(as_of) if to and columns else ():
        for key in columns:
            said = _said(row, key)
            if said and not says_nothing(said, campaign.locale):
                yield _urgent(settings, row, key, said, to)


def _said(row: Row, key: str) -> str:
    cell = row.cells.get(key)
    return tidy.one_line(str(cell.typed)) if cell is not None and cell.typed is not None else ""


def _urgent(settings: Settings, row: Row, key: str, said: str, to: tuple[str, ...]) -> Letter:
    campaign, words = settings.campaign, texts(settings.campaign.locale).section("letters")
    unit, a1 = campaign.unit_by_key[row.unit], row.cells[key].cell.a1
    day = formats(campaign.locale).short(row.day) if row.day else "?"
    spreadsheet = unit.spreadsheet or settings.spreadsheet
    link = f"https://docs.google.com/spreadsheets/d/{spreadsheet}/edit#gid={row.sheet_id}&range={a1}"
    digest = hashlib.sha256(said.casefold().encode()).hexdigest()[:12]
    facts = {"unit": unit.name, "day": day, "text": said, "cell": a1, "tab": row.tab, "link": link}
    which = f"urgent/{day_key(row.day) if row.day else '-'}/{unit.key}/{digest}"
    return Letter(which, to, words["urgent"].format(**facts), words["urgent_text"].format(**facts))


def document_letters(settings: Settings, written: Sequence[Mapping[str, Any]], now: datetime) -> Iterator[Letter]:
    """A letter with the files of every edition of the last day; `written` are the ledger's notes."""
    from sheets_sync.job.publishing.folders import found

    mail = settings.mail
    if mail is None or not (mail.daily_to or mail.final_to):
        return
    campaign, words = settings.campaign, texts(settings.campaign.locale).section("letters")
    for entry in written:
        to = mail.final_to if entry["document"] == "campaign" else mail.daily_to
        at = datetime.fromisoformat(entry["at"])
        there = found(settings, entry["document"], entry["files"])
        if not to or not there or now - at > FRESH:
            continue
        kind = "final" if entry["document"] == "campaign" else "daily"
        day = "" if kind == "final" else report_name(day_of_key(entry["document"]), campaign, year=True)
        local = at.astimezone(campaign.timezone)
        said = formats(campaign.locale).clock_and_day(local, year=True)
        text = words["document_text"].format(at=said, files="\n".join(p.name for p in there))
        subject = words[kind].format(day=day, name=campaign.name)
        yield Letter(f"document/{there[0].stem}", to, subject, text, tuple(map(attached, there)))


def attached(path: Path) -> Attachment:
    """A file as an attachment."""
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Attachment(path.name, kind, path.read_bytes())
