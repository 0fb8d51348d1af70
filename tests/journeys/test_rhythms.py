"""Weeks and slots, end to end: typed, looked at, judged, told on the board, in messages, papers, frames and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from office import run

import sheets_sync as ss
from sheets_sync.board.as_json import board_json
from sheets_sync.board.compliance_tab import compliance_tab
from sheets_sync.campaign.period import SlotDay
from sheets_sync.campaign.schedule import moments_of
from sheets_sync.config import resources
from sheets_sync.demo import Act, People
from sheets_sync.gateway.timekeeper import ReplayedClock
from sheets_sync.job.publishing import due_documents
from sheets_sync.job.rehearsal import rehearsed
from sheets_sync.spreadsheet.a1 import Cell

UNITS = """
[[units]]
key = "north"
name = "North Primary"
tab = "North"

[[units]]
key = "south"
name = "South Primary"
tab = "South"
"""
SCHOOLS = (
    """
[campaign]
slug = "schools"
name = "Weekly return"
timezone = "Europe/London"
first_day = 2027-03-06
last_day = 2027-04-30
period = "week"
ends_on = "friday"
deadline = 17:00:00
locale = "en"

[google]
spreadsheet = "local"

[[columns]]
key = "week"
role = "day"
header = "Any day of the week"
type = "date"
required = true

[[columns]]
key = "pupils"
header = "Pupils"
type = "integer"
required = true
total = "latest"
unit = "pupils"

[[columns]]
key = "incidents"
header = "Incidents"
type = "integer"
total = "sum"
"""
    + UNITS
)
CLINICS = (
    """
[campaign]
slug = "tram-y-te"
name = "Trực trạm y tế"
timezone = "Asia/Ho_Chi_Minh"
first_day = 2027-03-01
last_day = 2027-03-03

[[campaign.slots]]
key = "sang"
label = "Buổi sáng"
aliases = ["S"]
deadline = 07:00:00

[[campaign.slots]]
key = "dem"
label = "Ca đêm"
deadline = 05:00:00
due_after = 1

[google]
spreadsheet = "local"

[[columns]]
key = "day"
header = "Ngày"
type = "date"
required = true

[[columns]]
key = "ca"
role = "slot"
header = "Ca trực"
type = "choice"

[[columns]]
key = "cases"
header = "Ca mắc"
type = "integer"
required = true
total = "sum"
unit = "ca"
"""
    + UNITS
)


class Office:
    """A campaign on a server that listens nowhere, with a clock in its own zone."""

    def __init__(self, text: str, folder: Path, begin: str) -> None:
        folder.mkdir(exist_ok=True)
        self.file = folder / "campaign.toml"
        self.file.write_text(text, encoding="utf-8")
        self.zone = ss.load_campaign(self.file).timezone
        self.clock = ReplayedClock(self.at(begin))
        self.server = ss.LocalSheets(listen=False)
        self.session = ss.open(self.file, now=self.clock, server=self.server)
        self.session.provision()
        self.people = People(self.server.client(), self.session.settings)

    def at(self, text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=self.zone)

    def type(self, unit: str, row: int, **cells: str) -> None:
        columns = self.session.campaign.column_by_key
        said = {columns[key].header: text for key, text in cells.items()}
        self.people.act(Act(self.clock.now, unit, "type", row, said))

    def tick(self, at: str) -> ss.TickResult:
        self.clock.now = self.at(at)
        return self.session.tick()

    def status(self, unit: str, day: str, slot: str | None = None) -> str:
        return self.session.judgement(unit, day, slot).status.value


@pytest.fixture
def schools(tmp_path: Path) -> Iterator[Office]:
    office = Office(SCHOOLS, tmp_path / "schools", "2027-03-08T09:00")
    with office.session:
        yield office


@pytest.fixture
def clinics(tmp_path: Path) -> Iterator[Office]:
    office = Office(CLINICS, tmp_path / "clinics", "2027-03-01T05:00")
    with office.session:
        yield office


def test_a_week_has_one_status_whichever_of_its_days_rows_carry(schools: Office) -> None:
    """A row of any day of the week, one still to come too, is a report of it; the next Saturday is the next week."""
    schools.tick("2027-03-08T15:00")
    schools.type("north", 1, week="06/03/2027", pupils="210", incidents="1")
    schools.tick("2027-03-10T15:00")
    schools.type("north", 2, week="12/03/2027", pupils="214", incidents="2")
    assert schools.status("north", "2027-03-09") == "on_time"
    schools.tick("2027-03-12T17:00")
    assert schools.status("south", "12/03/2027") == "missed"
    schools.type("south", 1, week="11/03/2027", pupils="98 pupils")
    tick = schools.tick("2027-03-12T21:00")
    assert schools.status("south", "2027-03-06") == "late"
    board = tick.board
    assert [j.status.value for j in board.judgements["north"]] == ["on_time", *["pending"] * 7]
    assert (board.today, board.rates_of(board.campaign.units[0]).expected) == (date(2027, 3, 12), 1)
    said = board_json(board)["units"][1]["days"][0]
    assert {key: said[key] for key in ("day", "slot", "first_day", "deadline", "status")} == {
        "day": "2027-03-12",
        "slot": None,
        "first_day": "2027-03-06",
        "deadline": "2027-03-12T17:00:00+00:00",
        "status": "late",
    }
    totals = schools.session.frames().totals.query("scope == 'campaign' and day.isna()")
    assert {(t.unit, t.code): t.value for t in totals.itertuples()} == {
        ("all", "pupils"): 312,
        ("all", "incidents"): 3,
        ("north", "pupils"): 214,
        ("north", "incidents"): 3,
        ("south", "pupils"): 98,
    }


def test_deadlines_keep_to_the_wall_over_a_change_of_clocks(schools: Office) -> None:
    """17:00 on Fridays is 17:00 GMT before the last Sunday of March and 16:00 UTC after it."""
    campaign = schools.session.campaign
    deadlines = {period.day: period.deadline.astimezone(ZoneInfo("UTC")).hour for period in campaign.periods}
    assert (deadlines[date(2027, 3, 26)], deadlines[date(2027, 4, 2)]) == (17, 16)
    plan = schools.session.settings.polls
    polls = [moment for day in campaign.poll_days for moment in moments_of(day, plan, campaign)]
    assert {period.deadline for period in campaign.periods} <= set(polls)
    assert len({moment.date() for moment in polls}) == 56


def test_the_latest_week_stands_first_and_the_rule_is_said(schools: Office) -> None:
    """The board shows the week that people look at, the earlier ones beside it, what is still to come last."""
    board = schools.tick("2027-03-24T15:00").board
    cells = compliance_tab(board).cells
    said = [str(cell.value) for cell in cells.values()]
    assert any("by 17:00 every Friday" in text for text in said)
    assert any("Week 20/03–26/03" in text for text in said)
    heads = [str(cells[Cell(row, 4)].value) for row in range(12) if Cell(row, 4) in cells]
    assert "26/03" in heads
    assert [day.day for day in board.days_shown[:4]] == [26, 19, 12, 2]


def test_slots_are_reports_of_their_own(clinics: Office) -> None:
    """Each slot has its deadline; a night shift's is the next morning. A row without a slot is of no report."""
    clinics.tick("2027-03-01T06:00")
    clinics.type("north", 1, day="01/03/2027", ca="Buổi sáng", cases="3")
    clinics.type("south", 1, day="01/03/2027", cases="5")
    clinics.tick("2027-03-01T07:00")
    assert clinics.status("north", "1/3", "sang") == "on_time"
    assert clinics.status("south", "1/3", "Buổi sáng") == "missed"
    assert clinics.status("north", "1/3", "dem") == "pending"
    [problem] = [p for p in clinics.session.problems() if p.unit == "south"]
    assert (problem.code, problem.cell, problem.day, problem.slot) == ("R0", "B2", None, None)
    clinics.type("south", 1, day="01/03/2027", ca="S", cases="5")
    clinics.type("north", 2, day="01/03/2027", ca="Ca đêm", cases="2")
    clinics.tick("2027-03-01T11:00")
    assert (clinics.status("south", "1/3", "sang"), clinics.status("north", "1/3", "dem")) == ("late", "on_time")
    tick = clinics.tick("2027-03-02T05:00")
    assert clinics.status("south", "1/3", "dem") == "missed"
    assert tick.board.today == SlotDay(2027, 3, 1, "dem")
    assert tick.board.campaign.days[:3] == (
        SlotDay(2027, 3, 1, "sang"),
        SlotDay(2027, 3, 1, "dem"),
        SlotDay(2027, 3, 2, "sang"),
    )
    with pytest.raises(ss.ConfigError, match="several reports"):
        clinics.session.judgement("north", "1/3")
    with pytest.raises(ss.ConfigError, match="no slot"):
        clinics.session.judgement("north", "1/3", "trua")


def test_what_is_told_of_slots(clinics: Office) -> None:
    """Why, messages, papers, frames and JSON name the slot; a paper of one slot adds up that slot alone."""
    clinics.tick("2027-03-01T06:00")
    clinics.type("north", 1, day="1/3", ca="Buổi sáng", cases="3")
    clinics.type("north", 2, day="1/3", ca="Ca đêm", cases="2")
    clinics.tick("2027-03-01T07:00")
    office = clinics.session
    found = office.why("north", "1/3", "sang")
    assert "Ngày 01/03/2027, Buổi sáng" in found.text()
    assert (found.to_json()["day"], found.to_json()["slot"]) == ("2027-03-01", "sang")
    [message] = office.reminders()
    assert "ngày 01/03, Buổi sáng" in message.text
    assert "South Primary" in message.text
    paths = office.write_document("1/3", "sang", out=clinics.file.parent / "out", formats=["html", "docx"])
    for path in paths:
        assert path.name.startswith("bao-cao-nhanh-2027-03-01-sang")
        assert office.verify_document(path).holds
    page = paths[0].read_text(encoding="utf-8") if paths[0].suffix == ".html" else paths[1].read_text(encoding="utf-8")
    assert '<th scope="col">Ca mắc</th>' in page, "the heading names what is counted already"
    assert [word for word in ("ĐVTN", "hụ hưởng", "Kinh phí", "Phần quà") if word in page] == []
    frames = office.frames()
    assert frames.rows[["slot", "cases"]].to_dict("list") == {"slot": ["sang", "dem"], "cases": [3, 2]}
    statuses = frames.statuses.query("unit == 'north'")
    assert statuses["slot"].tolist() == ["sang", "dem"] * 3
    assert statuses["status"].astype(str).tolist()[:2] == ["on_time", "on_time"]
    days = frames.totals.query("scope == 'day' and unit == 'all'")
    assert days["value"].tolist() == [3, 2]
    assert days["slot"].tolist() == ["sang", "dem"]
    said = [str(cell.value) for cell in compliance_tab(office.board()).cells.values()]
    assert any("Buổi sáng trước 7 giờ 00" in text for text in said)
    assert any(text == "01/03\nBuổi sáng" for text in said)


def test_slots_are_kept_in_the_ledger_and_come_back(clinics: Office) -> None:
    """Another process reads from the ledger what this one recorded; the chain is whole, in each command's JSON too."""
    clinics.tick("2027-03-01T06:00")
    clinics.type("north", 1, day="1/3", ca="Buổi sáng", cases="3")
    clinics.type("south", 1, day="1/3", ca="Ca đêm", cases="4")
    clinics.tick("2027-03-01T07:05")
    before = board_json(clinics.session.board())
    clinics.session.close()
    moment = "2027-03-01T07:05:00+07:00"
    with ss.open(clinics.file, now=clinics.clock) as again:
        assert board_json(again.board()) == before
        assert [row.slot for row in again.rows()] == ["sang", "dem"]
    told = run("status", "--campaign", clinics.file, "--now", moment, "--json")
    assert json.loads(told.stdout)["units"] == before["units"]
    why = run("why", "north", "1/3", "--slot", "sang", "--campaign", clinics.file, "--now", moment, "--json")
    assert json.loads(why.stdout)["slot"] == "sang", why.stderr
    assert run("evidence", "verify", "--campaign", clinics.file).returncode == 0
    crontab = run("crontab", "--campaign", clinics.file, "--only", "cron", "--zone", "Asia/Ho_Chi_Minh")
    assert crontab.returncode == 0, crontab.stderr


def test_an_override_of_a_slot(clinics: Office) -> None:
    """The coordinators' tab has a column for the slot; what is typed there counts for that report alone."""
    clinics.tick("2027-03-01T06:00")
    http = clinics.server.client().http_client
    place = clinics.session.settings.spreadsheet
    [heading] = http.values_get(place, "'Điều chỉnh'!1:1")["values"]
    assert heading[:4] == ["Đơn vị", "Ngày", "Buổi", "Trạng thái"]
    rows = [
        ["North Primary", "1/3/2027", "Ca đêm", "miễn", "mất điện", "Lan"],
        ["South Primary", "2/3/2027", "", "miễn"],
    ]
    body = {"valueInputOption": "RAW", "data": [{"range": "'Điều chỉnh'!A2", "values": rows}]}
    http.values_batch_update(place, body)
    clinics.tick("2027-03-01T06:05")
    assert (clinics.status("north", "1/3", "dem"), clinics.status("north", "1/3", "sang")) == ("excused", "pending")
    assert [(p.code, p.cell) for p in clinics.session.problems()] == [("A1", "C3")]


def test_papers_are_due_at_each_deadline(clinics: Office) -> None:
    """A report of each slot at its deadline, and the paper on the whole when the last one is due."""
    campaign, plan = clinics.session.campaign, clinics.session.settings.documents
    due = due_documents(campaign, plan, [], clinics.at("2027-03-02T06:00"))
    assert [(d.key, d.moment.astimezone(clinics.zone).isoformat()) for d in due] == [
        ("2027-03-01/sang", "2027-03-01T21:00:00+07:00"),
        ("2027-03-01/dem", "2027-03-02T05:00:00+07:00"),
    ]
    deadline = campaign.periods[-1].deadline
    whole = due_documents(campaign, plan, [], deadline)[-1]
    assert (whole.key, whole.moment) == ("campaign", deadline), "nobody need look on the evening after it"
    evening = due_documents(campaign, plan, [], clinics.at("2027-03-05T06:00"))[-1]
    assert (evening.key, evening.moment) == ("campaign", clinics.at("2027-03-04T21:00"))


def test_a_campaign_of_another_rhythm_is_ready(clinics: Office, schools: Office) -> None:
    """`check` finds nothing wrong, templates and schedules too, and setting up again changes nothing."""
    for office in (clinics, schools):
        assert office.session.provision() == ()
        found = list(office.session.check())
        assert len(found) > 10
        assert [finding.what for finding in found if finding.error] == []
        settings = office.session.settings
        shipped = replace(settings.documents, templates=resources.templates_dir())
        assert [str(error) for _, error in rehearsed(replace(settings, documents=shipped))] == []
