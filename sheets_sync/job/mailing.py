"""Sending reminders: to whom, and each only once. A message is claimed in the ledger before it leaves and noted as
sent after; one that was claimed and not noted may have left, so it is told, and not repeated by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sheets_sync.board.reminders import Message
from sheets_sync.config import MailPlan, Settings
from sheets_sync.errors import AccessError, ConfigError
from sheets_sync.job.letters import Letter
from sheets_sync.ledger import Ledger, to_iso
from sheets_sync.mail import NotTakenError, opened
from sheets_sync.words.worded import worded

NOTE = "message"
"""The kind of record in which the ledger keeps what was sent. It holds no address."""


@dataclass(slots=True)
class Sending:
    """Keys of messages: sent now, sent earlier, perhaps sent by a run that broke off, without an address."""

    sent: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    in_doubt: list[str] = field(default_factory=list)
    no_address: list[str] = field(default_factory=list)
    refused: int = 0


def send_all(
    messages: Sequence[Message], settings: Settings, ledger: Ledger, clock: Callable[[], datetime], *, again: bool
) -> Sending:
    """Sends what was not sent yet (with `again`, everything). Raises what `notify` raises, after noting what left."""
    plan = _plan(settings)
    noted = {note["key"]: note["state"] for note in ledger.notes(NOTE)}
    result = Sending()
    due: list[tuple[Message, tuple[str, ...]]] = []
    for message in messages:
        addresses = _addresses(message, settings, plan)
        if not addresses:
            result.no_address.append(message.key)
        elif again or message.key not in noted:
            due.append((message, addresses))
        else:
            (result.before if noted[message.key] == "sent" else result.in_doubt).append(message.key)
    if due:
        _send(due, plan, ledger, clock, result)
    return result


def _send(
    due: Sequence[tuple[Message, tuple[str, ...]]],
    plan: MailPlan,
    ledger: Ledger,
    clock: Callable[[], datetime],
    result: Sending,
) -> None:
    with opened(plan.server, plan.sender, plan.password, allow_plaintext=plan.allow_plaintext) as mailer:
        for message, addresses in due:
            _note(ledger, message, "claimed", clock())
            result.refused += mailer.send(message, addresses, clock())
            _note(ledger, message, "sent", clock())
            result.sent.append(message.key)


def send_plain(letter: Letter, plan: MailPlan, at: datetime) -> None:
    """Sends a letter now, and notes nothing."""
    with opened(plan.server, plan.sender, plan.password, allow_plaintext=plan.allow_plaintext) as mailer:
        mailer.send(letter, letter.to, at, letter.attachments)


def send_letters(letters: Iterable[Letter], plan: MailPlan, ledger: Ledger, clock: Callable[[], datetime]) -> int:
    """Sends the letters that were not sent yet, each claimed before it leaves and noted after; gives how many.

    One that the server did not take is open again; one whose connection broke may have left, and is not repeated."""
    noted = {note["key"]: note["state"] for note in ledger.notes(NOTE)}
    due = {letter.key: letter for letter in letters if noted.get(letter.key, "open") == "open"}
    if not due:
        return 0
    with opened(plan.server, plan.sender, plan.password, allow_plaintext=plan.allow_plaintext) as mailer:
        for letter in due.values():
            _note(ledger, letter, "claimed", clock())
            try:
                mailer.send(letter, letter.to, clock(), letter.attachments)
            except (NotTakenError, AccessError):
                _note(ledger, letter, "open", clock())
                raise
            _note(ledger, letter, "sent", clock())
    return len(due)


def _note(ledger: Ledger, message: Message | Letter, state: str, at: datetime) -> None:
    ledger.note(NOTE, {"key": message.key, "state": state, "at": to_iso(at)})


def _plan(settings: Settings) -> MailPlan:
    if settings.mail is None:
        raise ConfigError(
            worded("mail.no_server"),
            where=f"{settings.path}: [mail]",
            remedy=worded("mail.no_server.remedy"),
        )
    return settings.mail


def _addresses(message: Message, settings: Settings, plan: MailPlan) -> tuple[str, ...]:
    return settings.campaign.unit_by_key[message.unit].contacts if message.unit else plan.group
