"""Mails of units beside the board: from an mbox, and from an IMAP server on loopback."""

from __future__ import annotations

import json
import mailbox
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage, Message
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sheets_sync.campaign.model import Campaign
from sheets_sync.cli import cli
from sheets_sync.config import load, resources
from sheets_sync.errors import AccessError, ConfigError, UnreachableError
from sheets_sync.evidence.fold import Evidence
from sheets_sync.job.inbox import Received, compared, of_imap, of_mbox, received_at
from sheets_sync.job.judging import make_board

DAY = date(2022, 12, 16)
NOON = datetime(2022, 12, 16, 5, 0, tzinfo=UTC)


@pytest.fixture
def campaign() -> Campaign:
    """The sample campaign with addresses of two units."""
    known = {"go-dau": ("bao-cao@godau.example",), "tan-chau": ("Tanchau@Example.org", "hai@example.org")}
    sample = load(resources.sample_campaign() / "campaign.toml", environ={}).campaign
    return replace(sample, units=tuple(replace(u, contacts=known.get(u.key, ())) for u in sample.units))


def board_of(campaign: Campaign) -> Any:
    settings = load(resources.sample_campaign() / "campaign.toml", environ={})
    return make_board(replace(settings, campaign=campaign), Evidence(), NOON)


def test_the_first_mail_of_each_unit_stands_beside_its_status(campaign: Campaign) -> None:
    """By address, whatever its letters; the first of the day, in time to the very second; other days and senders are
    not counted; the status is the board's alone."""
    deadline = campaign.deadline_of(DAY).astimezone(UTC)
    mails = [
        Received("tanchau@example.org", datetime(2022, 12, 16, 3, 0, 1, tzinfo=UTC)),
        Received("hai@example.org", datetime(2022, 12, 16, 4, 0, tzinfo=UTC)),
        Received("bao-cao@godau.example", deadline),
        Received("bao-cao@godau.example", datetime(2022, 12, 15, 1, 0, tzinfo=UTC)),
        Received("stranger@example.net", NOON),
    ]
    found, others = compared(board_of(campaign), DAY, mails)
    by_unit = {entry.unit: entry for entry in found}
    assert (by_unit["go-dau"].mailed_in_time, by_unit["go-dau"].mails) == (True, 1)
    assert (by_unit["tan-chau"].mailed_in_time, by_unit["tan-chau"].mails) == (False, 2)
    assert by_unit["hoa-thanh"].mailed is None
    assert others == 1
    assert len({entry.status for entry in found}) == 1


@pytest.mark.parametrize(
    ("received", "sent", "expected"),
    [
        (["by us; Fri, 16 Dec 2022 09:59:00 +0700", "by them; Fri, 16 Dec 2022 09:00:00 +0700"], "", "02:59"),
        ([], "Fri, 16 Dec 2022 08:00:00 +0700", "01:00"),
        (["nonsense"], "Fri, 16 Dec 2022 01:00:00 -0000", "01:00"),
        ([], "yesterday", None),
    ],
)
def test_when_a_mail_was_received(received: list[str], sent: str, expected: str | None) -> None:
    """Our own server's stamp, which stands on top; the sender's clock only where there is none."""
    message = Message()
    for line in received:
        message["Received"] = line
    message["Date"] = sent
    found = received_at(message)
    assert (found.astimezone(UTC).strftime("%H:%M") if found else None) == expected


def mail(sender: str, at: str) -> EmailMessage:
    message = EmailMessage()
    message["Received"] = f"from there by here; Fri, 16 Dec 2022 {at} +0700"
    message["From"] = f"Đồng chí <{sender}>"
    message["Subject"] = "Báo cáo ngày 16/12"
    message.set_content("Kính gửi")
    return message


def test_the_command_reads_an_mbox(tmp_path: Path, campaign: Campaign) -> None:
    """`import-mail` shows both ways, in words and as JSON, and leaves mailbox and evidence as they were."""
    text = (resources.sample_campaign() / "campaign.toml").read_text(encoding="utf-8")
    text = text.replace('key = "go-dau"', 'key = "go-dau"\ncontacts = ["bao-cao@godau.example"]', 1)
    path, box = tmp_path / "campaign.toml", tmp_path / "in.mbox"
    path.write_text(text, encoding="utf-8")
    with_mails = mailbox.mbox(box)
    with_mails.add(mail("Bao-Cao@GoDau.example", "09:30:00"))
    with_mails.add(mail("other@example.net", "09:40:00"))
    with_mails.close()
    before = box.read_bytes()
    args = ["import-mail", str(box), "--campaign", str(path), "--day", "16/12"]
    found = json.loads(CliRunner().invoke(cli, [*args, "--json"]).stdout)
    unit = next(entry for entry in found["units"] if entry["unit"] == "go-dau")
    assert (unit["mailed"], unit["mailed_in_time"]) == ("2022-12-16T09:30:00+07:00", True)
    assert found["other_mails"] == 1
    shown = CliRunner().invoke(cli, args)
    assert "09:30:00" in shown.output
    assert "other@example.net" not in shown.output
    assert box.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["campaign.toml", "in.mbox"]
    assert next(iter(of_mbox(box))).sender == "bao-cao@godau.example"
    with pytest.raises(ConfigError):
        list(of_mbox(tmp_path / "none.mbox"))


class Imap(socketserver.StreamRequestHandler):
    """As much of an IMAP server as the command needs; notes what it was asked."""

    asked: list[str]

    def handle(self) -> None:
        self.say("* OK ready")
        for raw in self.rfile:
            tag, _, line = raw.decode().strip().partition(" ")
            type(self).asked.append(line)
            name = line.split()[0].upper()
            if name == "LOGIN" and '"secret"' not in line:
                self.say(f"{tag} NO wrong")
                continue
            if name == "CAPABILITY":
                self.say("* CAPABILITY IMAP4rev1")
            elif name in ("SELECT", "EXAMINE"):
                self.say("* 1 EXISTS")
            elif name == "SEARCH":
                self.say("* SEARCH 1")
            elif name == "FETCH":
                head = "From: =?utf-8?q?=C4=90=E1=BB=93ng?= <Hai@Example.org>\r\nSubject: x\r\n\r\n"
                size = len(head.encode())
                self.say(f'* 1 FETCH (INTERNALDATE "16-Dec-2022 09:30:00 +0700" BODY[HEADER] {{{size}}}\r\n{head})')
            self.say(f"{tag} OK done")
            if name == "LOGOUT":
                return

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def imap() -> Iterator[int]:
    Imap.asked = []
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Imap) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_a_mailbox_is_only_looked_at(imap: int) -> None:
    """The folder is opened to read, only headers are asked for, and nothing is marked as seen."""
    (found,) = of_imap(f"imap://office@127.0.0.1:{imap}/Reports", DAY, "secret")
    assert found == Received("hai@example.org", datetime(2022, 12, 16, 2, 30, tzinfo=UTC))
    said = " ".join(Imap.asked)
    assert 'EXAMINE "Reports"' in said
    assert "BODY.PEEK" in said
    assert "SINCE 15-Dec-2022 BEFORE 18-Dec-2022" in said
    assert "STORE" not in said


@pytest.mark.parametrize(
    ("address", "password", "error"),
    [
        ("imap://office@127.0.0.1:{port}", "wrong", AccessError),
        ("imap://office@127.0.0.1:1", "secret", UnreachableError),
        ("imap://office@mail.example.com", "secret", ConfigError),
        ("imaps://mail.example.com", "secret", ConfigError),
        ("imaps://office@mail.example.com", None, ConfigError),
    ],
)
def test_a_mailbox_that_cannot_be_used(imap: int, address: str, password: str | None, error: type[Exception]) -> None:
    """No server, no log-in, no TLS, no name: told in our words, without the password."""
    with pytest.raises(error) as caught:
        of_imap(address.format(port=imap), DAY, password)
    assert "secret" not in str(caught.value)
