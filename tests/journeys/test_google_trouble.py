"""Ticks while Google is in trouble and people are at work: nothing lost, nothing doubled, no typing touched."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from office import GOOD, World, make_world, moment, run, timed_gateway

from sheets_sync.config import resources
from sheets_sync.errors import AccessError, InvalidRequestError, UnreachableError
from sheets_sync.evidence.fold import Evidence, Poll
from sheets_sync.job import opening
from sheets_sync.job.checks import Level, Visit
from sheets_sync.job.checks.files import key_file_modes
from sheets_sync.job.opening import tick_once
from sheets_sync.job.polling import Polled, Poller
from sheets_sync.job.provisioning import provision_with
from sheets_sync.job.tick import Job
from sheets_sync.ledger import Ledger
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.weather.faults import Fault
from sheets_sync.local_sheets.weather.people import Plan
from tests.office import provision_all

UNITS = 14
MINE = [["của riêng tôi", "1"], ["đừng xóa", "2"]]


def own_spreadsheets(server: LocalSheets, units: int = UNITS) -> str:
    """The sample campaign, but every unit has a spreadsheet of its own."""
    text = (resources.sample_campaign() / "campaign.toml").read_text(encoding="utf-8")
    head, *tables = text.split("[[units]]")
    tables = [f'\nspreadsheet = "{server.create_spreadsheet(title=str(n))}"{t}' for n, t in enumerate(tables[:units])]
    rest = "" if units == UNITS else "\n[[columns]]" + text.partition("[[columns]]")[2]
    return "[[units]]".join([head, *tables]) + rest


@pytest.fixture
def many(tmp_path: Path) -> Iterator[World]:
    """An office whose fourteen units have spreadsheets of their own."""
    with LocalSheets(control=True) as server:
        yield make_world(server, tmp_path, own_spreadsheets(server))
        assert server.failures == []


@pytest.fixture
def few(tmp_path: Path) -> Iterator[World]:
    """An office of three units."""
    text = (resources.sample_campaign() / "campaign.toml").read_text(encoding="utf-8")
    units = "[[units]]".join(text.split("[[units]]")[:4])
    with LocalSheets(control=True) as server:
        yield make_world(server, tmp_path, units + "\n[[columns]]" + text.partition("[[columns]]")[2])


def polls(world: World) -> list[Poll]:
    """All polls on record, in order."""
    with Ledger.at(world.settings.state) as ledger:
        return [fact for fact in ledger.new_facts() if isinstance(fact, Poll)]


def since(world: World, before: int) -> tuple[int, int]:
    """(reads, writes) that the server saw since `before`."""
    methods = [record.method for record in world.server.requests[before:]]
    return methods.count("GET"), len(methods) - methods.count("GET")


# ── the moment of a poll ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("failures", "sent", "status"),
    [
        (0, "10:00:00", "on_time"),
        (3, "10:00:08.500000", "on_time"),
        (6, "10:00:58", "on_time"),
        (7, "10:01:30", "undetermined"),
    ],
)
def test_a_poll_was_sent_when_the_successful_attempt_left(world: World, failures: int, sent: str, status: str) -> None:
    """Not when the first one was tried: only what leaves within the grace counts for the deadline."""
    world.tick("09:55")
    world.type("go-dau", 1)
    world.server.faults.add(Fault(status=503, access="read", times=failures) if failures else Fault(nth=999))
    outcome = world.tick("10:00", gateway=timed_gateway(world))
    assert polls(world)[-1].sent == moment(sent)
    assert world.statuses(outcome)["go-dau"] == status


def test_a_poll_never_runs_into_the_next_one(world: World) -> None:
    """Whatever Google does at 10:00, the job is free again well before 10:05; the failure is on record."""
    world.server.faults.add(Fault(status=503, times=0))
    with pytest.raises(UnreachableError):
        world.tick("10:00", gateway=timed_gateway(world))
    assert moment("10:01") < world.clock.now < moment("10:04")
    assert [bool(poll.error) for poll in polls(world)] == [True]


def test_a_look_just_before_the_deadline_makes_way(world: World) -> None:
    """A run started by hand at 09:59:30 has given up before 10:00 is due."""
    world.server.faults.add(Fault(status=503, times=0))
    with pytest.raises(UnreachableError):
        world.tick("09:59:30", gateway=timed_gateway(world))
    assert world.clock.now < moment("10:00")


# ── many spreadsheets ─────────────────────────────────────────────────────────────────────────────────────────────


def test_own_spreadsheets_cost_one_read_each(many: World) -> None:
    """Fifteen reads and one write, then fifteen reads; the result is in the campaign's order."""
    ids = list(many.settings.spreadsheets)
    assert len(ids) == UNITS + 1
    for clock, expected in [("09:50", (15, 1)), ("09:51", (15, 0))]:
        before = len(many.server.requests)
        outcome = many.tick(clock)
        assert since(many, before) == expected
        assert list(outcome.tick.polled) == ids
    assert [poll.spreadsheet for poll in polls(many)] == ids * 2


def test_all_looks_leave_at_once(tmp_path: Path) -> None:
    """No spreadsheet waits for another: all fifteen requests are on the way at the same time."""
    together = threading.Barrier(UNITS + 1)
    with LocalSheets(sleep=lambda _: together.wait(30)) as server:
        world = make_world(server, tmp_path, own_spreadsheets(server))
        server.faults.add(Fault(delay=1, access="read", times=UNITS + 1))
        outcome = world.tick("10:00")
    assert not together.broken
    assert len(outcome.tick.polled) == UNITS + 1


@pytest.mark.parametrize(
    "fault", [Fault(status=404), Fault(status=403), Fault(status=503), Fault(drop=True), Fault(status=200, html=True)]
)
def test_one_that_fails_spoils_no_other(many: World, fault: Fault) -> None:
    """Its unit is pending, since nobody looked; the others are judged; the board is written; the failure is told."""
    unit = many.settings.campaign.units[3]
    many.server.faults.add(replace(fault, path=str(unit.spreadsheet), times=0))
    outcome = many.tick("10:00", gateway=timed_gateway(many))
    found = many.statuses(outcome)
    assert found.pop(unit.key) == "pending"
    assert set(found.values()) == {"missed"}
    assert "compliance" in outcome.tick.wrote
    assert [type(failure) for failure in outcome.tick.failures] in ([AccessError], [UnreachableError])
    assert [poll.spreadsheet for poll in polls(many) if poll.error] == [unit.spreadsheet]


def test_a_tab_that_cannot_be_read_is_told_whatever_was_read_after_it(many: World) -> None:
    """Each spreadsheet's last look counts: units whose headings are spoilt are named, in whichever it is."""
    first, last = many.settings.campaign.units[0], many.settings.campaign.units[-1]
    for unit in (first, last):
        spoilt = {"range": f"'{unit.tab}'!A1", "values": [["?"]]}
        body = {"valueInputOption": "RAW", "data": [spoilt]}
        many.http.values_batch_update(unit.spreadsheet, body)
    assert many.tick("09:50").tick.board.unread == {first.key: "header", last.key: "header"}


def test_the_others_are_recorded_when_the_campaigns_own_fails(many: World) -> None:
    """Where nothing can be written, what the units' spreadsheets showed at the deadline is evidence all the same."""
    many.server.faults.add(Fault(status=503, path=many.settings.spreadsheet, times=0))
    with pytest.raises(UnreachableError) as caught:
        many.tick("10:00", gateway=timed_gateway(many))
    assert caught.value.exit_code == 3
    assert [bool(poll.error) for poll in polls(many)] == [True] + [False] * UNITS
    many.server.faults.clear()
    outcome = many.tick("10:05")
    assert set(many.statuses(outcome).values()) == {"missed"}


def test_looks_in_trouble_do_not_wait_for_each_other(many: World) -> None:
    """Half of the spreadsheets answer only at the third attempt: all are looked at within the grace."""
    for unit in many.settings.campaign.units[::2]:
        many.server.faults.add(Fault(status=503, path=str(unit.spreadsheet), times=2))
    outcome = many.tick("10:00", gateway=timed_gateway(many))
    assert outcome.tick.failures == ()
    assert all(moment("10:00") <= poll.sent <= moment("10:01") for poll in polls(many))


def test_a_fault_of_ours_in_one_spreadsheet_spoils_no_other(many: World) -> None:
    """Also a bug met in one look costs nobody else the evidence; it is told, and the look is made again."""
    bad = str(many.settings.campaign.units[5].spreadsheet)

    class Broken(Poller):
        def _observe(self, polled: Polled, source: str) -> None:
            super()._observe(polled, source)
            if polled.spreadsheet == bad and broken:
                raise ZeroDivisionError("a bug")

    broken = True
    many.clock.now = moment("10:00")
    with Ledger.at(many.settings.state) as ledger:
        gateway = opening.connect(many.settings, many.clock)
        job = Job(many.settings, gateway, ledger, many.clock)
        job._poller = Broken(many.settings, gateway, job.evidence, many.clock)
        outcome = tick_once(job, many.settings, ledger)
        assert [type(failure) for failure in outcome.tick.failures] == [ZeroDivisionError]
        assert [poll.error for poll in polls(many) if poll.error] == ["fault: ZeroDivisionError"]
        broken = False
        assert tick_once(job, many.settings, ledger).tick.failures == ()


def test_provisioning_goes_on_after_one_that_fails(tmp_path: Path) -> None:
    """A spreadsheet that is not shared with the job does not keep the others from being set up."""
    with LocalSheets(control=True) as server:
        world = make_world(server, tmp_path, own_spreadsheets(server, 3))
        fresh = [str(unit.spreadsheet) for unit in world.settings.campaign.units]
        for spreadsheet in fresh[1:]:
            tab = world.http.fetch_sheet_metadata(spreadsheet)["sheets"][-1]["properties"]["sheetId"]
            more = {"addSheet": {"properties": {"title": "Khác"}}}
            world.http.batch_update(spreadsheet, {"requests": [more, {"deleteSheet": {"sheetId": tab}}]})
        server.faults.add(Fault(status=403, path=fresh[0], times=0))
        before = len(server.requests)
        with pytest.raises(AccessError, match=fresh[0]):
            provision_all(world.settings)
        written = [record.path for record in server.requests[before:] if record.is_write]
        assert [any(spreadsheet in path for path in written) for spreadsheet in fresh] == [False, True, True]


# ── people at work between our read and our write ─────────────────────────────────────────────────────────────────


def meanwhile(world: World, *acts: dict[str, Any], after_read: int = 1) -> None:
    """What people do after the job's next read, before its write."""
    world.server.people.plan(Plan(world.settings.spreadsheet, list(acts), after_read))


def unit_tabs(world: World) -> list[dict[str, Any]]:
    """The unit tabs with all that stands in their cells."""
    titles = {unit.tab for unit in world.settings.campaign.units}
    fields = "sheets(properties,data(rowData(values(userEnteredValue,note))))"
    found = world.http.fetch_sheet_metadata(world.settings.spreadsheet, params={"fields": fields})
    return [sheet for sheet in found["sheets"] if sheet["properties"]["title"] in titles]


def test_a_tab_of_the_job_that_is_deleted_meanwhile_comes_back(world: World) -> None:
    """Google refuses the write as a whole; what is there is read again, and the tab is made anew, in the same tick."""
    world.tick("09:50")
    world.type("go-dau", 1)
    meanwhile(world, {"act": "delete", "sheet": "Tuân thủ"})
    before = len(world.server.requests)
    outcome = world.tick("10:00")
    assert since(world, before) == (2, 2)
    assert {"compliance", "totals"} <= set(outcome.tick.wrote)
    assert "đúng hạn 1" in world.values("Tuân thủ")[0][0]
    assert world.tick("10:01").tick.wrote == ()


def test_the_jobs_tabs_may_be_renamed_moved_and_sorted_meanwhile(world: World) -> None:
    """They are addressed by their ids: the write lands where it belongs, and the next look finds nothing amiss."""
    world.tick("09:50")
    world.type("go-dau", 1)
    meanwhile(
        world,
        {"act": "rename", "sheet": "Tuân thủ", "title": "Bảng của tôi"},
        {"act": "rename", "sheet": "Gò Dầu", "title": "Tuân thủ"},
    )
    before = len(world.server.requests)
    world.tick("10:00")
    assert since(world, before) == (1, 1)
    assert "đúng hạn 1" in world.values("Bảng của tôi")[0][0]
    assert world.values("Tuân thủ")[0][:-1] == [column.header for column in world.settings.campaign.columns]
    assert world.tick("10:01").tick.wrote == ()


def test_what_people_do_in_unit_tabs_meanwhile_stays(world: World) -> None:
    """Rows inserted and sorted, columns moved, cells typed between our read and our write: not a byte of it is ours."""
    for row in (1, 2, 3):
        world.type("go-dau", row, {**GOOD, "Số lượng": str(30 - row)})
    world.tick("09:50")
    world.type("tan-bien", 1)
    acts = [
        {"act": "insert_rows", "sheet": "Gò Dầu", "at": 1, "count": 2},
        {"act": "sort", "range": "'Gò Dầu'!A2:H30", "column": 4},
        {"act": "move_columns", "sheet": "Gò Dầu", "at": 2, "count": 1, "to": 6},
        {"act": "type", "range": "'Bến Cầu'!A2", "values": [["16/12"]]},
    ]
    meanwhile(world, *acts)
    before = len(world.server.requests)
    world.tick("10:00")
    seen = unit_tabs(world)
    world.tick("10:00:30")
    assert unit_tabs(world) == seen
    written = b"".join(record.body for record in world.server.requests[before:] if record.is_write)
    ids = {int(number) for number in re.findall(rb'"sheetId": (\d+)', written)}
    assert ids
    assert not ids & {sheet["properties"]["sheetId"] for sheet in seen}


def new_tab(title: str) -> dict[str, Any]:
    """People add a tab and type into it."""
    return {"act": "request", "requests": [{"addSheet": {"properties": {"title": title, "sheetId": 77}}}]}


def mine(title: str) -> dict[str, Any]:
    return {"act": "type", "range": f"'{title}'!A1", "values": MINE}


@pytest.mark.parametrize("when", ["before the read", "between read and write"])
def test_a_tab_of_people_with_the_jobs_title_is_theirs(world: World, when: str) -> None:
    """Where somebody made and filled a tab under the title of a job's tab that is gone, the job takes another title."""
    world.tick("09:50")
    acts = [new_tab("Tổng hợp"), mine("Tổng hợp")]
    world.batch({"deleteSheet": {"sheetId": world.sheet_id("Tổng hợp")}})
    if when == "before the read":
        from sheets_sync.local_sheets.weather.people import act

        act(world.server._space, world.settings.spreadsheet, acts)  # type: ignore[arg-type]
    else:
        meanwhile(world, *acts)
    assert "totals" in world.tick("10:00").tick.wrote
    assert world.values("Tổng hợp") == MINE
    assert world.values("Tổng hợp (2)")[0][0].startswith("TỔNG HỢP")
    assert world.tick("10:01").tick.wrote == ()
    provision_all(world.settings)
    assert world.values("Tổng hợp") == MINE


def test_an_empty_tab_with_the_jobs_title_is_taken(world: World) -> None:
    """Somebody who makes the missing tab by hand, and leaves it empty, made it for the job."""
    world.tick("09:50")
    world.batch({"deleteSheet": {"sheetId": world.sheet_id("Tổng hợp")}})
    world.batch({"addSheet": {"properties": {"title": "Tổng hợp", "sheetId": 77}}})
    world.tick("10:00")
    assert world.values("Tổng hợp")[0][0].startswith("TỔNG HỢP")


def test_a_tab_that_is_renamed_before_its_formats_are_read(world: World) -> None:
    """The formats of numbers are asked for by the tab's title; where that is gone, the look is made again."""
    world.type("go-dau", 1, {**GOOD, "ĐVTN tham gia": ""})
    plain = {"numberFormat": {"type": "NUMBER", "pattern": "0"}}
    cell = {"userEnteredValue": {"numberValue": 12}, "userEnteredFormat": plain}
    start = {"sheetId": world.sheet_id("Gò Dầu"), "rowIndex": 1, "columnIndex": 6}
    fields = "userEnteredValue,userEnteredFormat"
    world.batch({"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}})
    meanwhile(world, {"act": "rename", "sheet": "Gò Dầu", "title": "Gò Dầu 2"})
    before = len(world.server.requests)
    outcome = world.tick("10:00")
    assert since(world, before) == (4, 1)
    assert world.statuses(outcome)["go-dau"] == "on_time"


def test_what_google_refuses_for_good_is_a_fault_of_ours(world: World) -> None:
    """A request that is refused again after reading back is no race with people: it is told in the end."""
    world.server.faults.add(Fault(status=400, access="write", times=0))
    before = len(world.server.requests)
    with pytest.raises(InvalidRequestError):
        world.tick("10:00")
    assert since(world, before) == (3, 3)
    assert Evidence([*polls(world)]).last_poll(world.clock.now) is not None


def test_a_protected_tab_of_the_job_is_a_matter_of_access(world: World) -> None:
    """Somebody took the job's own right to its tab away: exit code 4, and what to do."""
    message = "Invalid requests[0].updateCells: You are trying to edit a protected cell or object."
    world.server.faults.add(Fault(status=400, access="write", times=0, message=message))
    with pytest.raises(AccessError, match="Protect sheets"):
        world.tick("10:00")


# ── writes in doubt ───────────────────────────────────────────────────────────────────────────────────────────────

IN_DOUBT = [
    Fault(status=500, after=True), Fault(status=503, html=True, after=True), Fault(drop=True, after=True),
    Fault(truncate=True), Fault(status=200, html=True, after=True), Fault(status=502), Fault(drop=True),
]  # fmt: skip


def marks(world: World) -> list[dict[str, Any]]:
    """The tabs with their protections and marks."""
    fields = "sheets(properties,protectedRanges(protectedRangeId,description),developerMetadata,data(columnMetadata))"
    found = world.http.fetch_sheet_metadata(world.settings.spreadsheet, params={"fields": fields})
    return list(found["sheets"])


def doubled(tab: dict[str, Any]) -> list[str]:
    """The marks that a tab carries more than once."""
    keys = [meta["metadataKey"] for meta in tab.get("developerMetadata", [])]
    return sorted({key for key in keys if keys.count(key) > 1})


@pytest.mark.parametrize("fault", IN_DOUBT, ids=str)
def test_a_job_tab_made_in_doubt_is_made_once(few: World, fault: Fault) -> None:
    """Making a tab again is refused, its mark and protection stand once, whatever became of the first answer."""
    world = few
    world.tick("09:50")
    for title in ("Tuân thủ", "Tổng hợp"):
        world.batch({"deleteSheet": {"sheetId": world.sheet_id(title)}})
    world.server.faults.add(replace(fault, access="write"))
    outcome = world.tick("10:00", gateway=timed_gateway(world))
    assert {"compliance", "totals"} <= set(outcome.tick.wrote)
    sheets = [s for s in marks(world) if s["properties"]["title"] in ("Tuân thủ", "Tổng hợp")]
    assert len(sheets) == 2
    assert [(len(s["protectedRanges"]), doubled(s)) for s in sheets] == [(1, [])] * 2
    assert world.tick("10:01").tick.wrote == ()


def damage(world: World, what: str) -> None:
    """Takes something away that provisioning makes."""
    unit = world.settings.campaign.units[1].tab
    tab = next(s for s in marks(world) if s["properties"]["title"] == unit)
    if what == "a mark":
        lookup = {"developerMetadataLookup": {"metadataLocation": {"sheetId": tab["properties"]["sheetId"]}}}
        world.batch({"deleteDeveloperMetadata": {"dataFilter": lookup}})
    elif what == "protections":
        ids = [protected["protectedRangeId"] for protected in tab["protectedRanges"]]
        world.batch(*({"deleteProtectedRange": {"protectedRangeId": number}} for number in ids))
    else:
        world.batch(*({"deleteSheet": {"sheetId": world.sheet_id(title)}} for title in (unit, "Tuân thủ")))


@pytest.mark.parametrize("missing", ["tabs", "protections", "a mark"])
@pytest.mark.parametrize("fault", IN_DOUBT, ids=str)
def test_provisioning_in_doubt_doubles_nothing(few: World, fault: Fault, missing: str) -> None:
    """What came of a write without an answer is read back: the spreadsheet is as after an undisturbed provisioning."""
    world = few
    damage(world, missing)
    world.server.faults.add(replace(fault, access="write"))
    done = provision_with(timed_gateway(world), world.settings, world.clock.now)
    assert done[world.settings.spreadsheet].actions
    assert provision_all(world.settings)[world.settings.spreadsheet].requests == []
    for tab in marks(world):
        names = [protected["description"] for protected in tab.get("protectedRanges", [])]
        columns = [
            meta["metadataValue"]
            for data in tab.get("data", []) for column in data.get("columnMetadata", [])
            for meta in column.get("developerMetadata", [])
        ]  # fmt: skip
        assert len(names) == len(set(names))
        assert len(columns) == len(set(columns))
        assert doubled(tab) == []


# ── what a campaign needs of the quota ────────────────────────────────────────────────────────────────────────────


def test_check_shows_the_worst_minute_and_a_campaign_that_can_not_fit_is_refused(tmp_path: Path) -> None:
    """`check` names the worst minute; sixty spreadsheets at a deadline of sixty seconds do not fit: exit 2, and why."""
    with LocalSheets() as server:
        world = make_world(server, tmp_path, own_spreadsheets(server, 3))
        path, environ = world.settings.path, {"SHEETS_SYNC_ENDPOINT": server.url, "SHEETS_SYNC_LANG": "en"}
        fine = run("check", "--campaign", path, **environ)
        assert fine.returncode == 0
        assert "at most 9 reads and 2 writes in a minute (55 of each may leave)" in fine.stdout
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("[google]", "[google]\nrequests_per_minute = 3"), encoding="utf-8")
        for command in ("check", "watch"):
            refused = run(command, "--campaign", path, **environ)
            assert refused.returncode == {"check": 6, "watch": 2}[command]
            said = refused.stdout + refused.stderr
            assert "4 spreadsheets can't all leave within 60 s of a deadline" in said
            assert "requests_per_minute" in said


def test_check_points_out_a_key_that_others_can_read(world: World, tmp_path: Path) -> None:
    """A key file that is open to the group or everybody is named, with the command that closes it."""
    key = tmp_path / "key.json"
    key.write_text('{"private_key": "x"}', encoding="utf-8")
    key.chmod(0o644)
    settings = replace(world.settings, endpoint=None, credentials=key)
    (finding,) = key_file_modes(Visit(settings, world.clock.now))
    assert (finding.level, finding.remedy) == (Level.MEND, f"Run: chmod 600 {key}")
    key.chmod(0o600)
    assert all(found.ok for found in key_file_modes(Visit(settings, world.clock.now)))
    named = {"GOOGLE_APPLICATION_CREDENTIALS": str(key)}
    assert list(key_file_modes(Visit(world.settings, world.clock.now, environ=named))) == []


def test_watch_logs_what_failed_and_goes_on(many: World, caplog: pytest.LogCaptureFixture) -> None:
    """A unit's spreadsheet that can't be read is named in the log of every tick."""
    from sheets_sync.session.watching import guarded

    bad = str(many.settings.campaign.units[2].spreadsheet)
    many.server.faults.add(Fault(status=404, path=bad, times=0))
    many.clock.now += timedelta(hours=3)
    with caplog.at_level("INFO", "sheets_sync"), Ledger.at(many.settings.state) as ledger:
        guarded(Job(many.settings, timed_gateway(many), ledger, many.clock).tick)
    assert [record.levelname for record in caplog.records if record.name == "sheets_sync"] == ["ERROR", "INFO"]
    assert bad in caplog.text
