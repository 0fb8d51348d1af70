"""A pytest plugin: the fixture `office` is a small campaign that runs in the test's own process.

    def test_a_report_in_time(office):
        office.people.type("an-hoa", day="16/12", activity="Trồng cây", details="Trồng 20 cây", quantity="20")
        office.tick("09:59")
        assert office.status("an-hoa", "16/12") == "on_time"

Nothing leaves the process: people type into a local Sheets server that listens nowhere, and the clock stands until the
test moves it. For a campaign of your own, with your rules, override the fixture `office_campaign`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sheets_sync.demo.people import People
    from sheets_sync.job.tick import TickResult
    from sheets_sync.session import ReplayedClock, Session

CAMPAIGN = """\
[campaign]
slug = "thu-nghiem"
name = "Đợt thử nghiệm"
timezone = "Asia/Ho_Chi_Minh"
first_day = 2022-12-16
last_day = 2022-12-18
deadline = 10:00:00

[google]
spreadsheet = "office"

[[units]]
key = "an-hoa"
name = "Xã An Hòa"
tab = "An Hòa"

[[units]]
key = "binh-minh"
name = "Xã Bình Minh"
tab = "Bình Minh"

[[columns]]
key = "day"
header = "Ngày"
type = "date"
required = true

[[columns]]
key = "activity"
header = "Hoạt động"
type = "choice"
required = true

[[columns]]
key = "details"
header = "Mô tả"
type = "text"
required = "unless_nil"

[[columns]]
key = "quantity"
header = "Số lượng"
type = "decimal"
required = "unless_nil"

[[columns]]
key = "people"
header = "Người tham gia"
type = "integer"

[[columns]]
key = "money"
header = "Kinh phí"
type = "money"

[[activities]]
code = "CAY"
label = "Trồng cây"
measures = ["cây"]

[[activities]]
code = "QUA"
label = "Tặng quà"
measures = ["phần"]

[[activities]]
code = "NIL"
label = "Không phát sinh"
adding = "none"
"""


class Typists:
    """The people of the units, who type into their tabs as people do."""

    def __init__(self, office: Office, people: People) -> None:
        self._office, self._people = office, people
        self._rows: dict[str, int] = {}

    def type(self, unit: str, row: int | None = None, /, **cells: str) -> int:
        """Types cells, by column key, into a row of a unit's tab; without a number into the next free one. The first
        row under the headings is 1. Gives the number."""
        row = self._rows.get(unit, 0) + 1 if row is None else row
        self._rows[unit] = max(row, self._rows.get(unit, 0))
        headings = {c.key: c.header for c in self._office.session.campaign.columns}
        self._act(unit, "type", row, {headings[key]: text for key, text in cells.items()})
        return row

    def clear(self, unit: str, row: int) -> None:
        """Empties a row."""
        self._act(unit, "clear", row, {})

    def _act(self, unit: str, do: str, row: int, cells: Mapping[str, str]) -> None:
        from sheets_sync.demo.people import Act

        self._people.act(Act(self._office.clock.now, unit, do, row, cells))


@dataclass
class Office:
    """A campaign at work: `session` is what `sheets_sync.open` gives, `clock` stands until it is moved."""

    session: Session
    clock: ReplayedClock

    def __post_init__(self) -> None:
        from sheets_sync.demo.people import People

        assert self.session.server is not None
        self.people = Typists(self, People(self.session.server.client(), self.session.settings))

    def move(self, to: str | datetime) -> datetime:
        """Sets the clock: to a time of the day at which it stands ("09:59"), or to a moment."""
        zone = self.session.campaign.timezone
        if isinstance(to, str):
            text = to if "-" in to else f"{self.clock.now.astimezone(zone):%Y-%m-%d}T{to:0>5}"
            to = datetime.fromisoformat(text)
        self.clock.now = to if to.tzinfo else to.replace(tzinfo=zone)
        return self.clock.now

    def tick(self, at: str | datetime | None = None) -> TickResult:
        """A tick, at a moment if one is given."""
        if at is not None:
            self.move(at)
        return self.session.tick()

    def status(self, unit: str, day: str) -> str:
        """The status of a report, as a word of the compliance rules."""
        return self.session.judgement(unit, day).status.value

    def codes(self) -> list[str]:
        """The codes of all open problems."""
        return [problem.code for problem in self.session.problems()]


@pytest.fixture
def office_campaign(tmp_path: Path) -> Path:
    """The campaign file of `office`: two units, three days. Override it to test with one of your own."""
    path = tmp_path / "campaign.toml"
    path.write_text(CAMPAIGN, encoding="utf-8")
    return path


@pytest.fixture
def office(office_campaign: Path) -> Iterator[Office]:
    """A provisioned campaign on a server in this process, at 06:00 of its first day."""
    from sheets_sync.campaign.model import Campaign
    from sheets_sync.config import load_campaign
    from sheets_sync.local_sheets import LocalSheets
    from sheets_sync.session import ReplayedClock
    from sheets_sync.session import open as open_session

    campaign: Campaign = load_campaign(office_campaign)
    clock = ReplayedClock(campaign.periods[0].deadline.replace(hour=6, minute=0))
    with open_session(office_campaign, now=clock, server=LocalSheets(listen=False)) as session:
        session.provision()
        yield Office(session, clock)
