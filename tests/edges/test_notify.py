"""Messages by mail, against a real SMTP server on loopback."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from sheets_sync.board.reminders import Message
from sheets_sync.config import MailPlan, Settings, load, resources
from sheets_sync.errors import AccessError, ConfigError, UnreachableError
from sheets_sync.job.mailing import Sending, send_all
from sheets_sync.ledger import Ledger

AT = datetime(2022, 12, 16, 3, 5, tzinfo=UTC)
DAY = date(2022, 12, 16)
GROUP = Message("after", DAY, None, "Báo cáo ngày 16/12/2022", "Đã nhận 12/14 đơn vị.\n")
FIX = Message("fix", DAY, "go-dau", "Gò Dầu: 2 ô cần sửa", "Kính gửi Huyện Đoàn Gò Dầu.\n")
NOBODY = Message("fix", DAY, "tan-chau", "Tân Châu: 1 ô cần sửa", "Kính gửi Huyện Đoàn Tân Châu.\n")


class Box:
    """Takes mail in; answers what `answer` says to each one."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.answers: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.mails.append(envelope)
        return answer


@pytest.fixture
def box() -> Iterator[tuple[Box, int]]:
    handler = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:  # aiosmtpd can't pick a port by itself
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


@pytest.fixture
def settings(tmp_path: Path, box: tuple[Box, int]) -> Settings:
    loaded = load(resources.sample_campaign() / "campaign.toml", environ={}, state=tmp_path)
    units = tuple(
        replace(u, contacts=("go-dau@example.org",) if u.key == "go-dau" else ()) for u in loaded.campaign.units
    )
    plan = MailPlan(f"smtp://127.0.0.1:{box[1]}", "ban@example.org", ("a@example.org", "b@example.org"))
    return replace(loaded, campaign=replace(loaded.campaign, units=units), mail=plan)


def send(settings: Settings, *messages: Message, again: bool = False) -> Sending:
    with Ledger.at(settings.state) as ledger:
        return send_all(messages, settings, ledger, lambda: AT, again=again)


def test_a_message_is_sent_once_and_again_only_when_asked(settings: Settings, box: tuple[Box, int]) -> None:
    """The group's message goes to the group, a unit's to its contacts; a second run sends nothing."""
    first = send(settings, GROUP, FIX, NOBODY)
    assert first.sent == ["after/2022-12-16/*", "fix/2022-12-16/go-dau"]
    assert first.no_address == ["fix/2022-12-16/tan-chau"]
    assert [m.rcpt_tos for m in box[0].mails] == [["a@example.org", "b@example.org"], ["go-dau@example.org"]]
    second = send(settings, GROUP, FIX)
    assert (second.sent, second.before) == ([], first.sent)
    assert len(box[0].mails) == 2
    assert send(settings, GROUP, again=True).sent == ["after/2022-12-16/*"]


def test_a_mail_says_what_the_message_says_and_shows_no_recipient(settings: Settings, box: tuple[Box, int]) -> None:
    """Subject, date and text in Vietnamese arrive whole; nobody sees who else was written to."""
    send(settings, GROUP)
    mail = message_from_bytes(box[0].mails[0].content, policy=policy.default)
    assert mail["Subject"] == GROUP.subject
    assert mail["Date"].datetime == AT
    assert mail.get_content().strip() == GROUP.text.strip()
    assert b"a@example.org" not in box[0].mails[0].content


def test_a_message_that_may_have_left_is_not_repeated(settings: Settings, box: tuple[Box, int]) -> None:
    """A run that broke off between leaving and noting leaves the message in doubt: told, not sent twice."""
    with Ledger.at(settings.state) as ledger:
        ledger.note("message", {"key": FIX.key, "state": "claimed", "at": AT.isoformat()})
    found = send(settings, GROUP, FIX)
    assert (found.sent, found.in_doubt) == ([GROUP.key], [FIX.key])


def test_what_the_server_refuses_is_an_error_of_ours_and_is_not_noted_as_sent(
    settings: Settings, box: tuple[Box, int]
) -> None:
    """A refusal names the server, never an address; the next message was not tried."""
    box[0].answers = ["554 no ban@example.org here"]
    with pytest.raises(UnreachableError) as caught:
        send(settings, GROUP, FIX)
    assert "@" not in str(caught.value)
    assert box[0].mails == []
    assert send(settings, GROUP, FIX).sent == [FIX.key]


@pytest.mark.parametrize(
    ("server", "password", "error"),
    [
        ("smtp://127.0.0.1:1", None, UnreachableError),
        ("smtp://ban@127.0.0.1:{port}", None, ConfigError),
        ("smtp://ban@127.0.0.1:{port}", "secret", UnreachableError),  # a server that knows no log-in
    ],
)
def test_a_server_that_cannot_be_used_is_told_in_words(
    settings: Settings, box: tuple[Box, int], server: str, password: str | None, error: type[Exception]
) -> None:
    """No connection, no password, no log-in: one of our errors, without the password in it."""
    plan = MailPlan(server.format(port=box[1]), "ban@example.org", ("a@example.org",), password)
    with pytest.raises(error) as caught:
        send(replace(settings, mail=plan), GROUP)
    assert "secret" not in str(caught.value) + repr(plan)


def test_without_a_mail_server_nothing_is_claimed(settings: Settings) -> None:
    """`--send` without [mail] says what to add."""
    with pytest.raises(ConfigError, match="no mail server"):
        send(replace(settings, mail=None), GROUP)
    with Ledger.at(settings.state) as ledger:
        assert ledger.notes("message") == []


def test_a_recipient_refusal_is_an_access_error(settings: Settings, box: tuple[Box, int]) -> None:
    """Where the server takes no recipient at all, the campaign file is to be mended."""

    async def refuse(server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        return "550 unknown"

    box[0].handle_RCPT = refuse  # type: ignore[attr-defined]
    with pytest.raises(AccessError):
        send(settings, GROUP)


@pytest.mark.parametrize("allowed", [False, True])
def test_mail_in_the_open_is_refused_unless_said_so(settings: Settings, allowed: bool) -> None:
    """A server elsewhere that offers no TLS gets nothing, until the campaign file says that it may."""
    handler = Box()
    with socket.create_server(("127.0.0.2", 0)) as free:  # loopback, but none of the names that are taken for it
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.2", port=port)
    controller.start()
    try:
        assert settings.mail
        plan = replace(settings.mail, server=f"smtp://127.0.0.2:{port}", allow_plaintext=allowed)
        if allowed:
            assert send(replace(settings, mail=plan), GROUP).sent == [GROUP.key]
        else:
            with pytest.raises(ConfigError, match="allow_plaintext"):
                send(replace(settings, mail=plan), GROUP)
        assert len(handler.mails) == allowed
    finally:
        controller.stop()
