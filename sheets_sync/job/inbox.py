"""Mails that units sent, beside the board: for an office that runs both ways for a while. It decides nothing.

Of a mail only the sender's address, the subject and the moment are looked at; nothing of it is kept.
"""

from __future__ import annotations

import email
import imaplib
import mailbox
import os
import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from sheets_sync.board import Board
from sheets_sync.campaign.model import Campaign
from sheets_sync.config import LOOPBACK, MAIL_PASSWORD_VARIABLE
from sheets_sync.errors import AccessError, ConfigError, UnreachableError
from sheets_sync.words.worded import worded

TIMEOUT = 30.0
_WANTED = "(INTERNALDATE BODY.PEEK[HEADER.FIELDS (FROM SUBJECT)])"


@dataclass(frozen=True, slots=True)
class Received:
    """A mail: who sent it (in small letters) and when it was received (aware)."""

    sender: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Compared:
    """A unit's report of a day, both ways. `mailed`: its first mail of the day; `mailed_in_time`: None where there is
    none; `status` is the board's."""

    unit: str
    name: str
    mailed: datetime | None
    mailed_in_time: bool | None
    mails: int
    status: str
    seen_present: datetime | None

    def to_json(self) -> dict[str, Any]:
        return {
            "unit": self.unit,
            "name": self.name,
            "mailed": self.mailed.isoformat() if self.mailed else None,
            "mailed_in_time": self.mailed_in_time,
            "mails": self.mails,
            "status": self.status,
            "seen_present": self.seen_present.isoformat() if self.seen_present else None,
        }


@dataclass(frozen=True, slots=True)
class Mails:
    """The mails of a day beside the board, unit by unit; `others`: how many came from addresses of nobody here."""

    day: date
    units: tuple[Compared, ...]
    others: int


def mails_beside(board: Board, day: date, *, mbox: Path | None = None, imap: str | None = None) -> Mails:
    """The mails of an mbox file, or of a folder of an IMAP server. Raises what `of_mbox` and `of_imap` raise."""
    if imap is not None:
        mails: Iterable[Received] = of_imap(imap, day, os.environ.get(MAIL_PASSWORD_VARIABLE))
    elif mbox is not None:
        mails = list(of_mbox(mbox))
    else:
        mails = ()
    found, others = compared(board, day, mails)
    return Mails(day, tuple(found), others)


def compared(board: Board, day: date, mails: Iterable[Received]) -> tuple[list[Compared], int]:
    """Every unit that owes a report of `day`, and how many mails of that day came from other addresses."""
    campaign = board.campaign
    by_unit: dict[str, list[datetime]] = {}
    others = 0
    known = addresses(campaign)
    for mail in mails:
        if campaign.local_day(mail.at) not in campaign.days_until_due(day):
            continue
        if mail.sender in known:
            by_unit.setdefault(known[mail.sender], []).append(mail.at.astimezone(campaign.timezone))
        else:
            others += 1
    deadline = campaign.deadline_of(day)
    found = []
    for unit, judgement in board.on(day):
        came = sorted(by_unit.get(unit.key, ()))
        first = came[0] if came else None
        in_time = first <= deadline if first else None
        seen = judgement.seen_present.astimezone(campaign.timezone) if judgement.seen_present else None
        found.append(Compared(unit.key, unit.name, first, in_time, len(came), judgement.status.value, seen))
    return found, others


def addresses(campaign: Campaign) -> dict[str, str]:
    """Mail address -> key of the unit that it is a contact or editor of."""
    return {a.casefold(): unit.key for unit in campaign.units for a in (*unit.editors, *unit.contacts)}


# ── where mails are ───────────────────────────────────────────────────────────────────────────────────────────────


def of_mbox(path: Path) -> Iterator[Received]:
    """The mails of an mbox file that have a sender and a moment. Raises ConfigError where there is no file."""
    if not path.is_file():
        raise ConfigError(worded("mail.no_mbox"), where=str(path), remedy=worded("mail.no_mbox.remedy"))
    box = mailbox.mbox(path, create=False)
    try:
        for message in box:
            at = received_at(message)
            sender = sender_of(message)
            if at and sender:
                yield Received(sender, at)
    finally:
        box.close()


def sender_of(message: Message) -> str:
    return parseaddr(str(message.get("From", "")))[1].casefold()


def received_at(message: Message) -> datetime | None:
    """When our own server took it in: the topmost Received header; the sender's Date where there is none."""
    received = message.get_all("Received") or []
    texts = [str(received[0]).rpartition(";")[2]] if received else []
    for text in (*texts, str(message.get("Date", ""))):
        try:
            found = parsedate_to_datetime(text.strip())
        except (ValueError, TypeError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def of_imap(address: str, day: date, password: str | None) -> list[Received]:
    """The mails around a day in a folder of an IMAP server: imaps://name@host[:port][/FOLDER]. Nothing is marked.

    Raises ConfigError for an address that can't be one or would send the password in the open, AccessError where the
    server refuses us, UnreachableError where it is not there.
    """
    url = urlsplit(address)
    _check(url, password)
    with _translated(url.hostname or ""):
        box = _connected(url)
        try:
            box.login(unquote(url.username or ""), password or "")
            _answer(box.select(f'"{unquote(url.path.strip("/")) or "INBOX"}"', readonly=True))
            around = (day - timedelta(days=1), day + timedelta(days=2))
            since, before = (f"{d.day}-{imaplib.Months[d.month]}-{d.year}" for d in around)  # type: ignore[attr-defined]
            (numbers,) = _answer(box.search(None, f"(SINCE {since} BEFORE {before})"))
            found = _answer(box.fetch(",".join(numbers.decode().split()), _WANTED)) if numbers else []
            return [mail for part in found if isinstance(part, tuple) and (mail := _fetched(part))]
        finally:
            box.logout()


def _check(url: SplitResult, password: str | None) -> None:
    plain = url.scheme == "imap" and url.hostname in LOOPBACK
    if (url.scheme != "imaps" and not plain) or not url.hostname or not url.username:
        raise ConfigError(
            worded("mail.no_mailbox"),
            where="--imap",
            remedy=worded("mail.no_mailbox.remedy"),
        )
    if not password:
        raise ConfigError(
            worded("mail.mailbox_password"),
            where="--imap",
            remedy=worded("mail.mailbox_password.remedy"),
        )


def _connected(url: SplitResult) -> imaplib.IMAP4:
    host = url.hostname or ""
    if url.scheme == "imap":
        return imaplib.IMAP4(host, url.port or 143, timeout=TIMEOUT)
    return imaplib.IMAP4_SSL(host, url.port or 993, ssl_context=ssl.create_default_context(), timeout=TIMEOUT)


def _answer(answer: tuple[str, list[Any]]) -> list[Any]:
    if answer[0] != "OK":
        raise imaplib.IMAP4.error(answer[0])
    return answer[1]


def _fetched(part: tuple[bytes, bytes]) -> Received | None:
    moment = imaplib.Internaldate2tuple(part[0])
    sender = sender_of(email.message_from_bytes(part[1]))
    if moment is None or not sender:
        return None
    from time import mktime

    return Received(sender, datetime.fromtimestamp(mktime(moment), UTC))


@contextmanager
def _translated(host: str) -> Iterator[None]:
    """imaplib's errors hold what the server said; ours hold the server's name."""
    try:
        yield
    except imaplib.IMAP4.abort:
        raise UnreachableError(worded("mail.broke_off"), where=host, remedy=worded("mail.broke_off.remedy")) from None
    except imaplib.IMAP4.error:
        raise AccessError(
            worded("mail.mailbox_refused"), where=host, remedy=worded("mail.mailbox_refused.remedy")
        ) from None
    except OSError as error:
        raise UnreachableError(
            worded("mail.mailbox_unreachable", kind=type(error).__name__),
            where=host,
            remedy=worded("mail.mailbox_unreachable.remedy"),
        ) from None
