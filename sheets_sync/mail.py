"""Messages out, by mail over SMTP. Recipients never see each other's addresses; no address comes into an error."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from sheets_sync.errors import AccessError, ConfigError, UnreachableError
from sheets_sync.words.worded import worded

TIMEOUT = 30.0
"""Seconds for each step of the talk with the mail server."""


class Words(Protocol):
    """What a message says."""

    @property
    def subject(self) -> str: ...

    @property
    def text(self) -> str: ...


LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail; `kind` is its MIME type."""

    name: str
    kind: str
    content: bytes = field(repr=False)


class NotTakenError(UnreachableError):
    """The server answered that it did not take a mail: it surely did not leave, and may be sent again."""

    code = "not_taken"


class Mailer:
    """An open connection to a mail server. Made by `opened`."""

    def __init__(self, smtp: smtplib.SMTP, sender: str) -> None:
        self._smtp, self._sender = smtp, sender

    def send(
        self, message: Words, recipients: Sequence[str], at: datetime, attachments: Sequence[Attachment] = ()
    ) -> int:
        """Sends one message to all recipients, dated `at` (aware); gives how many of them the server refused."""
        mail = _mail(message, self._sender, at, attachments)
        with _translated(str(self._smtp._host)):  # type: ignore[attr-defined]  # the name it was opened with
            refused = self._smtp.sendmail(self._sender, list(recipients), mail.as_bytes())
        return len(refused)


@contextmanager
def opened(server: str, sender: str, password: str | None = None, *, allow_plaintext: bool = False) -> Iterator[Mailer]:
    """Connects to smtp://[name@]host[:port] (with STARTTLS) or smtps://….

    Raises UnreachableError where there is no connection, AccessError where the server refuses us, ConfigError where a
    password, or without `allow_plaintext` anything, would have to travel without TLS to another machine.
    """
    url = urlsplit(server)
    with _translated(url.hostname or ""):
        smtp = _connected(url)
    with smtp:
        _refuse_plaintext(smtp, url, allow_plaintext)
        with _translated(url.hostname or ""):
            _log_in(smtp, url, password)
        yield Mailer(smtp, sender)


def _connected(url: SplitResult) -> smtplib.SMTP:
    host = url.hostname or ""
    if url.scheme == "smtps":
        return smtplib.SMTP_SSL(host, url.port or 465, timeout=TIMEOUT, context=ssl.create_default_context())
    smtp = smtplib.SMTP(host, url.port or 25, timeout=TIMEOUT)
    smtp.ehlo()
    if smtp.has_extn("starttls") and host not in LOOPBACK:
        smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo()
    return smtp


def _refuse_plaintext(smtp: smtplib.SMTP, url: SplitResult, allowed: bool) -> None:
    if allowed or isinstance(smtp.sock, ssl.SSLSocket) or url.hostname in LOOPBACK:
        return
    raise ConfigError(
        worded("mail.no_tls"),
        where="[mail] server",
        remedy=worded("mail.no_tls.remedy"),
    )


def _log_in(smtp: smtplib.SMTP, url: SplitResult, password: str | None) -> None:
    if not url.username:
        return
    if not isinstance(smtp.sock, ssl.SSLSocket) and url.hostname not in LOOPBACK:
        raise ConfigError(
            worded("mail.no_tls_password"),
            where="[mail] server",
            remedy=worded("mail.no_tls_password.remedy"),
        )
    if not password:
        raise ConfigError(
            worded("mail.no_password"),
            where="[mail] server",
            remedy=worded("mail.no_password.remedy"),
        )
    smtp.login(unquote(url.username), password)


def _mail(message: Words, sender: str, at: datetime, attachments: Sequence[Attachment]) -> EmailMessage:
    mail = EmailMessage(policy.SMTP)  # lines end as the protocol wants it
    mail["Subject"], mail["From"], mail["To"] = message.subject, sender, sender
    mail["Date"] = format_datetime(at)
    mail.set_content(message.text)
    for one in attachments:
        main, _, sub = one.kind.partition("/")
        mail.add_attachment(one.content, maintype=main, subtype=sub, filename=one.name)
    return mail


@contextmanager
def _translated(host: str) -> Iterator[None]:
    """smtplib's errors carry addresses and whole answers; ours carry the server's name and its code."""
    try:
        yield
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPSenderRefused, smtplib.SMTPRecipientsRefused) as error:
        code = getattr(error, "smtp_code", "")
        raise AccessError(
            worded("mail.refused", kind=type(error).__name__, code=f" {code}" if code else ""),
            where=host,
            remedy=worded("mail.refused.remedy"),
        ) from None
    except smtplib.SMTPResponseException as error:
        raise NotTakenError(
            worded("mail.not_taken", kind=type(error).__name__, smtp_code=error.smtp_code),
            where=host,
            remedy=worded("mail.not_taken.remedy"),
        ) from None
    except (smtplib.SMTPException, OSError) as error:
        raise UnreachableError(
            worded("mail.unreachable", kind=type(error).__name__),
            where=host,
            remedy=worded("mail.unreachable.remedy"),
        ) from None
