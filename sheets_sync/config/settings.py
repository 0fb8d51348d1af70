"""A campaign with the places where it lives, as frozen values: all that the rest of the code sees of the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.campaign.schedule import LIMIT, PollPlan
from sheets_sync.rollup.settings import DocumentSettings

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class DocumentsPlan:
    """Where documents go, in which formats, from which templates (None: those that are shipped), and when.

    Besides the deadline of each day a daily report is written at `daily_at` (local times); `settings` is its wording;
    `mode` the bits of its files (None: for owner and group, as the umask says).
    """

    out: Path
    formats: tuple[str, ...] = ("docx", "html")
    daily_at: tuple[time, ...] = (time(21),)
    templates: Path | None = None
    mode: int | None = None
    settings: DocumentSettings = field(default_factory=DocumentSettings)


@dataclass(frozen=True, slots=True)
class MailPlan:
    """How messages are mailed. `server` is smtp://host:port (with STARTTLS) or smtps://host:port, with a user's name
    where it wants one (`smtps://name@host`); the password comes from the environment only. `allow_plaintext`: mails may
    travel in the open where the server offers no TLS; a password never does."""

    server: str
    sender: str
    group: tuple[str, ...] = ()
    password: str | None = field(default=None, repr=False)
    allow_plaintext: bool = False
    daily_to: tuple[str, ...] = ()
    final_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AlertPlan:
    """Who is told what by itself. `ping`: the address of a monitor of jobs; `mail`: who is written to after
    `after_failures` ticks that failed in a row; `urgent`: who is written to about matters that units report;
    `metrics`: a text file for node_exporter."""

    ping: str | None = field(default=None, repr=False)  # whoever knows it can ping
    mail: tuple[str, ...] = ()
    after_failures: int = 3
    urgent: tuple[str, ...] = ()
    metrics: Path | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """A campaign with the places where it lives: spreadsheet, endpoint, state folder, documents.

    `endpoint` is the base URL that stands in for Google's hosts; None means Google itself. `impersonate` is the service
    account that the credentials act for; `requests_per_minute` how many reads, and writes, the job allows itself.
    `board` is the id of a spreadsheet of its own for the job's tabs and that of the coordinators, whose mail addresses
    are `coordinators`. `order` is that of the units on the board; `feedback`
    what units are told in their tabs (None: "full", where that needs nobody's consent).
    """

    campaign: Campaign
    path: Path
    spreadsheet: str
    state: Path
    polls: PollPlan = field(default_factory=PollPlan)
    order: str = "campaign"
    feedback: str | None = None
    endpoint: str | None = None
    credentials: Path | None = None
    impersonate: str | None = field(default=None, repr=False)
    requests_per_minute: int = LIMIT
    state_url: str | None = field(default=None, repr=False)  # may hold a password
    documents: DocumentsPlan = field(default_factory=lambda: DocumentsPlan(Path("documents")))
    mail: MailPlan | None = None
    alert: AlertPlan = field(default_factory=AlertPlan)
    board: str | None = None
    coordinators: tuple[str, ...] = ()

    @property
    def board_spreadsheet(self) -> str:
        """Where the job's tabs and the coordinators' one are: the campaign's own spreadsheet, or that of the board."""
        return self.board or self.spreadsheet

    @property
    def server_kind(self) -> str:
        """The kind of server that is asked: "google" (also through a proxy with TLS) or "local"."""
        return "local" if self.is_local else "google"

    @property
    def spreadsheets(self) -> dict[str, tuple[Unit, ...]]:
        """The campaign's spreadsheet first, then those that units have of their own, each with its units; then that of
        the board, where it has one of its own."""
        found: dict[str, list[Unit]] = {self.spreadsheet: []}
        for unit in self.campaign.units:
            found.setdefault(unit.spreadsheet or self.spreadsheet, []).append(unit)
        found.setdefault(self.board_spreadsheet, [])
        return {spreadsheet: tuple(units) for spreadsheet, units in found.items()}

    @property
    def is_local(self) -> bool:
        """Whether a loopback server stands in for Google (then `--now` may replay, and no credential is used)."""
        return self.endpoint is not None and urlsplit(self.endpoint).hostname in LOOPBACK
