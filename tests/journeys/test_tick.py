"""Ticks on a small office: what is read, recorded, judged and written, and what is left alone."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from office import GOOD, World, make_world

from sheets_sync.compliance.judging import judge
from sheets_sync.errors import AccessError, LockedError, SheetsSyncError, SpreadsheetSetupError, UnreachableError
from sheets_sync.evidence.fold import Evidence
from sheets_sync.gateway import Gateway
from sheets_sync.job import opening
from sheets_sync.job.judging import first_plans
from sheets_sync.ledger import Ledger
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.weather.faults import Fault
from sheets_sync.tabs.setup import provision
from tests.office import campaign_text

UNITS = ("tay-ninh", "go-dau", "tan-bien")


def counts(world: World, before: int) -> tuple[int, int]:
    """(reads, writes) that the server saw since `before`."""
    methods = [record.method for record in world.server.requests[before:]]
    return methods.count("GET"), len(methods) - methods.count("GET")


def test_a_morning(world: World) -> None:
    """A row seen before ten is on time, one first seen after a look at ten is late, none is missed."""
    world.tick("09:50")
    world.type("go-dau", 1)
    world.tick("10:00")
    world.type("tan-bien", 1)
    found = world.statuses(world.tick("10:05"))
    assert [found[u] for u in UNITS] == ["missed", "on_time", "late"]


def test_what_people_see(world: World) -> None:
    """The compliance tab says who is missing, the list of problems links to the cell, the totals are numbers."""
    world.type("go-dau", 1, {**GOOD, "Kinh phí": "nhiều tiền"})
    world.tick("10:00")
    board = world.values("Tuân thủ")
    assert "đúng hạn 1" in board[0][0]
    assert "TP Tây Ninh" in board[2][0]
    assert any("Đúng hạn" in row[1] for row in board if row and row[0] == "Huyện Đoàn Gò Dầu")
    problems = world.values("Lỗi cần sửa")
    assert problems[2][0] == "Huyện Đoàn Gò Dầu"
    assert "nhiều tiền" in problems[2][2]
    totals = world.values("Tổng hợp")
    assert ["Tặng quà hộ nghèo, khó khăn", "phần", "20", "20", "1/14"] in [row[:5] for row in totals]


def test_half_a_character(world: World) -> None:
    """Half an emoji, as LEFT leaves it in a cell, is a problem of that cell and stops nothing."""
    world.type("go-dau", 1, {**GOOD, "Mô tả": "Tặng quà \ud83c", "Kinh phí": "nhiều \ud83c"})
    world.type("tan-bien", 1)
    found = world.statuses(world.tick("10:00"))
    assert [found[u] for u in ("go-dau", "tan-bien")] == ["invalid", "on_time"]
    assert [row[4] for row in world.values("Lỗi cần sửa")[2:4]] == ["Tặng quà \ufffd", "nhiều \ufffd"]


def test_people_rearrange_their_tabs(world: World, tmp_path: Path) -> None:
    """Sorting, blank rows, moved and renamed columns, renamed tabs between ticks give the same board."""
    rows = [GOOD, {**GOOD, "Ngày báo cáo": "17/12", "Số lượng": "5"}, {**GOOD, "Ngày báo cáo": "16/12/2022"}]
    for n, row in enumerate(rows, 1):
        world.type("go-dau", n, row)
    before = world.tick("09:50").tick.board.judgements["go-dau"]
    sheet = world.sheet_id("Gò Dầu")
    grid = {"sheetId": sheet, "startRowIndex": 1, "endRowIndex": 10}
    span = {"sheetId": sheet, "dimension": "COLUMNS"}
    world.batch(
        {"sortRange": {"range": grid, "sortSpecs": [{"dimensionIndex": 4, "sortOrder": "ASCENDING"}]}},
        {"insertDimension": {"range": {"sheetId": sheet, "dimension": "ROWS", "startIndex": 2, "endIndex": 4}}},
        {"insertDimension": {"range": {**span, "startIndex": 1, "endIndex": 2}}},
        {"moveDimension": {"source": {**span, "startIndex": 5, "endIndex": 6}, "destinationIndex": 0}},
        {
            "updateSheetProperties": {
                "properties": {"sheetId": sheet, "title": "Gò Dầu (mới)", "index": 2},
                "fields": "title,index",
            }
        },
    )
    headings = world.values("Gò Dầu (mới)")[0]
    at = headings.index("ĐVTN tham gia")
    world.http.values_update(
        world.settings.spreadsheet,
        f"'Gò Dầu (mới)'!{chr(ord('A') + at)}1",
        params={"valueInputOption": "RAW"},
        body={"values": [["  số  đvtn "]]},
    )
    outcome = world.tick("10:00")
    after = outcome.tick.board.judgements["go-dau"]
    facts = [(j.status, j.seen_present, j.edited_after_deadline, j.withdrawn) for j in after[:1]]
    assert facts == [(j.status, j.seen_present, j.edited_after_deadline, j.withdrawn) for j in before[:1]]
    assert outcome.tick.board.unread == {}
    assert world.statuses(world.tick("10:00", day="2022-12-17"), day=1)["go-dau"] == "on_time"


@pytest.mark.parametrize("units", [14, 200])
def test_requests_do_not_grow_with_units(tmp_path: Path, units: int) -> None:
    """A tick costs one read; one write when something changed; none when nothing did, whatever the number of tabs."""
    text = campaign_text(units, days=2, spreadsheet="dien-ma-bang-tinh-vao-day")
    with LocalSheets() as server:
        world = make_world(server, tmp_path, text)
        world.type("u7", 1)
        steps = [("09:50", (1, 1)), ("09:51", (1, 0)), ("09:52", (1, 0))]
        for clock, expected in steps:
            before = len(server.requests)
            world.tick(clock)
            assert counts(world, before) == expected, clock
        world.type("u3", 1)
        before = len(server.requests)
        world.tick("09:53")
        assert counts(world, before) == (1, 1)


def test_the_collector_rests_during_a_tick_only(world: World) -> None:
    """Python's collector of cycles is off while a tick reads, and on again afterwards, also after a failure."""
    seen = []

    class Watching(Gateway):
        def read(self, spreadsheet: str) -> Any:
            seen.append(gc.isenabled())
            raise UnreachableError("no network")

    with pytest.raises(UnreachableError):
        world.tick("09:50", gateway=Watching.connect(endpoint=world.settings.endpoint, clock=world.clock))
    assert seen == [False]
    assert gc.isenabled()


def test_a_heartbeat_at_most_once_per_interval(world: World) -> None:
    """While nothing changes the sign of life is written once per interval of the campaign file."""
    world.tick("08:00")
    writes = []
    for minute in range(5, 60, 5):
        before = len(world.server.requests)
        world.tick(f"08:{minute:02d}")
        writes.append(counts(world, before)[1])
    assert writes == [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0]


def test_numbers_in_plain_text_columns_cost_one_more_read(world: World) -> None:
    """A number's format is asked for, in one request, only where a number stands."""
    world.type("go-dau", 1, {**GOOD, "ĐVTN tham gia": ""})
    plain = {"numberFormat": {"type": "NUMBER", "pattern": "0"}}
    world.batch(
        {
            "updateCells": {
                "start": {"sheetId": world.sheet_id("Gò Dầu"), "rowIndex": 1, "columnIndex": 6},
                "rows": [{"values": [{"userEnteredValue": {"numberValue": 12}, "userEnteredFormat": plain}]}],
                "fields": "userEnteredValue,userEnteredFormat",
            }
        }
    )
    before = len(world.server.requests)
    outcome = world.tick("09:50")
    assert counts(world, before) == (2, 1)
    assert world.statuses(outcome)["go-dau"] == "on_time"


def test_a_number_that_sheets_made_a_date_is_a_problem(world: World) -> None:
    """A count cell that holds a date is refused (C13), since its format says what Sheets did."""
    world.type("go-dau", 1, {**GOOD, "Số lượng": ""})
    look = {"numberFormat": {"type": "DATE", "pattern": "d-m"}}
    world.batch(
        {
            "updateCells": {
                "start": {"sheetId": world.sheet_id("Gò Dầu"), "rowIndex": 1, "columnIndex": 4},
                "rows": [{"values": [{"userEnteredValue": {"numberValue": 44911}, "userEnteredFormat": look}]}],
                "fields": "userEnteredValue,userEnteredFormat",
            }
        }
    )
    outcome = world.tick("10:00")
    assert world.statuses(outcome)["go-dau"] == "invalid"
    assert "16/12/2022" in world.values("Lỗi cần sửa")[2][2]


FAULTS = [
    (Fault(status=403, times=0), AccessError, 4),
    (Fault(status=404, times=0), AccessError, 4),
    (Fault(status=401, times=0), AccessError, 4),
    (Fault(status=429, times=0), UnreachableError, 3),
    (Fault(status=500, times=0), UnreachableError, 3),
    (Fault(status=503, html=True, times=0), UnreachableError, 3),
    (Fault(drop=True, times=0), UnreachableError, 3),
    (Fault(truncate=True, times=0), UnreachableError, 3),
]


@pytest.mark.parametrize(("fault", "error", "code"), FAULTS)
def test_a_failed_read_is_no_absence(world: World, fault: Fault, error: type[SheetsSyncError], code: int) -> None:
    """A failed read records no absence, changes no status, and says in one paragraph what happened."""
    world.tick("09:50")
    world.server.faults.add(replace(fault, access="read"))
    gateway = quiet_gateway(world)
    with pytest.raises(error) as caught:
        world.tick("10:00", gateway=gateway)
    assert caught.value.exit_code == code
    assert "\n" not in str(caught.value)
    world.server.faults.clear()
    with Ledger.at(world.settings.state) as ledger:
        evidence = Evidence(ledger.new_facts())
    unit = world.settings.campaign.units[0]
    found = judge(unit, world.settings.campaign.first_day, evidence, world.settings.campaign, world.clock.now)
    assert found.status == "pending"
    assert found.overdue_look
    assert [bool(poll.error) for poll in evidence.polls] == [False, True]


def quiet_gateway(world: World) -> Gateway:
    """A gateway that does not really wait between tries."""
    pauses: list[float] = []
    gateway = Gateway.connect(endpoint=world.settings.endpoint, clock=world.clock, sleep=pauses.append)
    return gateway


def test_a_passing_failure_is_tried_again(world: World) -> None:
    """A 503 or a 429 that passes costs a few tries, not the tick."""
    world.server.faults.add(Fault(status=503, access="read"))
    world.server.faults.add(Fault(status=429, access="write"))
    gateway = quiet_gateway(world)
    outcome = world.tick("09:50", gateway=gateway)
    assert "compliance" in outcome.tick.wrote
    assert gateway.counts.retries == 2


@pytest.mark.parametrize("fault", [Fault(status=500, after=True), Fault(drop=True, after=True), Fault(truncate=True)])
def test_a_write_in_doubt_is_settled_in_the_same_tick(world: World, fault: Fault) -> None:
    """A write of absolute values that may have been applied is sent again: the tabs are as after one write."""
    world.server.faults.add(replace(fault, access="write"))
    gateway = quiet_gateway(world)
    assert "compliance" in world.tick("09:50", gateway=gateway).tick.wrote
    assert (gateway.counts.write, gateway.counts.retries) == (2, 1)
    assert "chưa đến hạn 14" in world.values("Tuân thủ")[0][0]
    assert world.tick("09:51").tick.wrote == ()


def test_a_foreign_locale_stops_the_job(world: World) -> None:
    """Where the same keystrokes would mean other numbers, the job stops and says what to choose."""
    world.batch({"updateSpreadsheetProperties": {"properties": {"locale": "en_US"}, "fields": "locale"}})
    with pytest.raises(SpreadsheetSetupError, match="vi_VN"):
        world.tick("09:50")


def test_a_missing_tab_or_heading_leaves_the_others_unaffected(world: World) -> None:
    """A tab that was deleted, or whose headings were spoilt, is named; its unit is not counted as absent."""
    world.tick("09:50")
    world.batch({"deleteSheet": {"sheetId": world.sheet_id("Tân Biên")}})
    world.http.values_update(
        world.settings.spreadsheet, "'Bến Cầu'!A1", params={"valueInputOption": "RAW"}, body={"values": [["hỏng"]]}
    )
    world.type("go-dau", 1)
    outcome = world.tick("10:00")
    found = world.statuses(outcome)
    assert (found["go-dau"], found["tay-ninh"]) == ("on_time", "missed")
    assert (found["tan-bien"], found["ben-cau"]) == ("pending", "pending")
    texts = " ".join(row[2] for row in world.values("Lỗi cần sửa")[2:])
    assert "Tân Biên" in texts
    assert "Ngày báo cáo" in texts


def test_what_people_overwrite_in_the_jobs_tabs_is_put_right(world: World) -> None:
    """A cell of the compliance tab that somebody overwrote is written again; a deleted tab of the job comes back."""
    world.tick("09:50")
    good = world.values("Tuân thủ")
    world.http.values_update(
        world.settings.spreadsheet, "'Tuân thủ'!A8", params={"valueInputOption": "RAW"}, body={"values": [["x", "y"]]}
    )
    world.batch({"deleteSheet": {"sheetId": world.sheet_id("Tổng hợp")}})
    assert set(world.tick("09:50").tick.wrote) == {"compliance", "totals"}
    assert world.values("Tuân thủ") == good
    assert world.values("Tổng hợp")


def test_coordinators_overrides(world: World) -> None:
    """What coordinators type decides, is marked on the board, and a bad line is a problem that changes nothing."""
    lines = [
        ["Huyện Đoàn Gò Dầu", "16/12/2022", "miễn", "mất điện", "Ban"],
        ["Tan Bien", "16/12", "Đúng hạn", "gửi qua thư", "Ban"],
        ["Không có đơn vị này", "16/12", "miễn", "", ""],
        ["Bến Cầu", "16/12", "miễn", "", ""],
        ["Bến Cầu", "16/12", "trễ hạn", "", ""],
    ]
    world.http.values_update(
        world.settings.spreadsheet, "'Điều chỉnh'!A2", params={"valueInputOption": "USER_ENTERED"},
        body={"values": lines},
    )  # fmt: skip
    outcome = world.tick("10:00")
    found = world.statuses(outcome)
    assert [found[u] for u in ("go-dau", "tan-bien", "ben-cau")] == ["excused", "on_time", "missed"]
    assert outcome.tick.errors == 3
    board = world.values("Tuân thủ")
    assert any("!" in row[4] for row in board if row and row[0] == "Huyện Đoàn Gò Dầu")


def test_two_runs_at_once(world: World) -> None:
    """One run holds the lock; another gives up at once with its own exit code."""
    with opening.locked(world.settings.state), pytest.raises(LockedError) as caught:
        world.tick("09:50")
    assert caught.value.exit_code == 5


def test_dry_run_changes_nothing(world: World) -> None:
    """A dry run reads and judges, and neither writes to the spreadsheet nor records evidence."""
    from sheets_sync.job.opening import tick_once
    from sheets_sync.job.tick import Job

    before = len(world.server.requests)
    with Ledger.at(world.settings.state) as ledger:
        job = Job(world.settings, opening.connect(world.settings, world.clock), ledger, world.clock)
        outcome = tick_once(job, world.settings, ledger, dry_run=True)
        assert list(ledger.records()) == []
    assert counts(world, before) == (1, 0)
    assert any(found.size for found in outcome.tick.differences)


def test_replay_from_the_ledger_equals_the_live_run(world: World) -> None:
    """The board made again from the ledger alone is the board of the live run."""
    from sheets_sync.board import board_json
    from sheets_sync.job.judging import make_board

    world.tick("09:50")
    world.type("go-dau", 1)
    live = world.tick("10:00").tick.board
    again = make_board(world.settings, opening.evidence_of(world.settings), world.clock.now)
    assert board_json(again) == board_json(live)


def test_half_a_character_stops_nobody(world: World) -> None:
    """A lone surrogate in one cell is a letter that was lost: its cell is told, the others are read as ever."""
    world.type("go-dau", 1, {**GOOD, "Ghi chú": "a\ud800b 🎉"})
    world.type("tan-bien", 1)
    outcome = world.tick("09:50")
    assert [world.statuses(outcome)[u] for u in ("go-dau", "tan-bien")] == ["on_time", "on_time"]
    (line,) = world.values("Lỗi cần sửa")[2:]
    assert (line[1], "🎉" in line[4]) == ("✗ M2", True)


def test_hostile_texts_stay_texts(world: World) -> None:
    """What units type appears in the job's tabs as text and is never evaluated."""
    hostile = '=IMPORTXML("http://example.com";"//a") {{ 7*7 }} <script>alert(1)</script>'
    world.type("go-dau", 1, {**GOOD, "Kinh phí": hostile, "Mô tả": "+1+1 tặng quà"})
    world.tick("10:00")
    sheet = next(s for s in world.structure()["sheets"] if s["properties"]["title"] == "Lỗi cần sửa")
    values: list[dict[str, Any]] = [
        cell.get("userEnteredValue", {}) for row in sheet["data"][0]["rowData"] for cell in row.get("values", [])
    ]
    assert all("formulaValue" not in value for value in values)
    assert any("IMPORTXML" in value.get("stringValue", "") for value in values)


# ── provisioning ──────────────────────────────────────────────────────────────────────────────────────────────────


def provisioned(world: World) -> int:
    """Provisions again; how many requests that took."""
    from tests.office import provision_all

    return sum(len(result.requests) for result in provision_all(world.settings).values())


def test_a_second_provisioning_changes_nothing(world: World) -> None:
    """A spreadsheet that is right gives no request, before and after the job wrote and people typed."""
    assert provisioned(world) == 0
    world.type("go-dau", 1)
    world.tick("10:00")
    assert provisioned(world) == 0


def test_provisioning_gives_what_the_campaign_asks_for(world: World) -> None:
    """One tab per unit: frozen, protected headings with notes; plain text; dropdowns for day, activity and measure."""
    document = world.structure()
    assert (document["properties"]["locale"], document["properties"]["timeZone"]) == ("vi_VN", "Asia/Ho_Chi_Minh")
    tabs = {s["properties"]["title"]: s for s in document["sheets"]}
    assert {unit.tab for unit in world.settings.campaign.units} <= set(tabs)
    assert {"Tuân thủ", "Lỗi cần sửa", "Tổng hợp", "Điều chỉnh"} <= set(tabs)
    tab = tabs["Gò Dầu"]
    assert tab["properties"]["gridProperties"]["frozenRowCount"] == 1
    assert any(p["range"].get("endRowIndex") == 1 for p in tab["protectedRanges"])
    heading, row = (r["values"] for r in tab["data"][0]["rowData"][:2])
    *headings, line = heading
    assert [cell["formattedValue"] for cell in headings] == [c.header for c in world.settings.campaign.columns]
    assert all("note" in cell for cell in headings)
    assert "formulaValue" in line["userEnteredValue"], "the line that tells the unit how it stands"
    assert all(cell["userEnteredFormat"]["numberFormat"]["type"] == "TEXT" for cell in row)
    with_list = [n for n, cell in enumerate(row) if "dataValidation" in cell]
    assert with_list == [0, 1, 5]


def test_damage_is_repaired_and_typed_cells_are_left_alone(world: World) -> None:
    """A damaged heading, a missing tab, dropdown or protection comes back; what people typed stays as it is."""
    world.type("go-dau", 1)
    sheet = world.sheet_id("Gò Dầu")
    typed = world.values("Gò Dầu")[1]
    protected = next(
        p["protectedRangeId"]
        for s in world.structure()["sheets"] if s["properties"]["title"] == "Gò Dầu" for p in s["protectedRanges"]
    )  # fmt: skip
    world.http.values_update(
        world.settings.spreadsheet, "'Gò Dầu'!C1", params={"valueInputOption": "RAW"}, body={"values": [["abc"]]}
    )
    world.batch(
        {"setDataValidation": {"range": {"sheetId": sheet, "startRowIndex": 5, "endRowIndex": 6}}},
        {"deleteProtectedRange": {"protectedRangeId": protected}},
        {"deleteSheet": {"sheetId": world.sheet_id("Tân Biên")}},
        {"deleteSheet": {"sheetId": world.sheet_id("Lỗi cần sửa")}},
    )
    assert provisioned(world) > 0
    assert provisioned(world) == 0
    assert world.values("Gò Dầu")[0] == [c.header for c in world.settings.campaign.columns]
    assert world.values("Gò Dầu")[1] == typed


def test_provisioning_moves_no_column_back(world: World) -> None:
    """Columns that people moved or renamed to an alias stay where and as they are."""
    span = {"sheetId": world.sheet_id("Gò Dầu"), "dimension": "COLUMNS", "startIndex": 3, "endIndex": 4}
    world.batch({"moveDimension": {"source": span, "destinationIndex": 0}})
    before = world.values("Gò Dầu")[0]
    assert provisioned(world) == 0
    assert world.values("Gò Dầu")[0] == before


def test_provisioning_is_a_pure_comparison(world: World) -> None:
    """The requests follow from the setup and the campaign alone."""
    gateway = opening.connect(world.settings, world.clock)
    setup = gateway.read_setup(world.settings.spreadsheet)
    campaign = world.settings.campaign
    plans = first_plans(world.settings, world.clock.now)
    without = replace(setup, tabs=setup.tabs[:3])
    assert provision(without, campaign, plans, campaign.units).requests == (
        provision(without, campaign, plans, campaign.units).requests
    )


def test_a_tick_that_fails_does_not_stop_the_next_ones(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """The scheduled job reports a failed tick in its log and goes on with the next one; both are counted."""
    from sheets_sync.job.tick import Job
    from sheets_sync.session.watching import Watched, guarded

    world.server.faults.add(Fault(status=403, access="read"))
    with caplog.at_level("INFO", "sheets_sync"), Ledger.at(world.settings.state) as ledger:
        job = Job(world.settings, quiet_gateway(world), ledger, world.clock)
        done = Watched(world.settings.campaign.slug)
        done.add(guarded(job.tick))
        done.add(guarded(job.tick))
    assert (done.ticks, done.failed) == (2, 1)
    levels = [record.levelname for record in caplog.records if record.name == "sheets_sync"]
    assert levels == ["ERROR", "INFO"]
    assert "Share the spreadsheet" in caplog.text
    assert world.values("Tuân thủ")


def test_a_broken_template_keeps_the_board(world: World, tmp_path: Path) -> None:
    """A template that is broken ends with exit code 2; the compliance tab and the other formats are written."""
    import shutil

    from sheets_sync.config import resources
    from sheets_sync.errors import TemplateError

    mine = tmp_path / "templates"
    shutil.copytree(resources.templates_dir(), mine)
    (mine / "daily.html").write_text("<p>{{ nonsense }}</p>", encoding="utf-8")
    plan = replace(world.settings.documents, templates=mine)
    world.settings = replace(world.settings, documents=plan)
    world.type("go-dau", 1)
    with pytest.raises(TemplateError, match=r"daily\.html"):
        world.tick("10:00")
    assert "đúng hạn 1" in world.values("Tuân thủ")[0][0]
    assert not list(plan.out.rglob("*.html"))
    assert list(plan.out.rglob("*.docx"))


def test_a_dry_run_after_a_tick_sees_what_the_tick_saw(world: World) -> None:
    """A dry run on recorded evidence judges as the next tick will: nothing to write, the same board."""
    from sheets_sync.board import board_json
    from sheets_sync.job.opening import tick_once
    from sheets_sync.job.tick import Job

    world.type("go-dau", 1)
    live = world.tick("10:00").tick
    with Ledger.at(world.settings.state) as ledger:
        job = Job(world.settings, opening.connect(world.settings, world.clock), ledger, world.clock)
        dry = tick_once(job, world.settings, ledger, dry_run=True).tick
    assert dry.differences == ()
    assert (dry.problems, dry.new_evidence) == (live.problems, 0)
    assert board_json(dry.board) == board_json(live.board)
