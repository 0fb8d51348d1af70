"""A campaign file that changes while the campaign goes on: what was judged stays, what is refused says what to do."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from office import GOOD, World, moment, run

from sheets_sync.config import load
from sheets_sync.errors import ConfigError, StorageError
from sheets_sync.job import opening
from sheets_sync.job.accepting import accept
from sheets_sync.job.admission import meet
from sheets_sync.job.in_force import in_force
from sheets_sync.job.opening import lock_patience
from sheets_sync.job.proving import version_fault
from sheets_sync.ledger import Ledger, Record
from sheets_sync.ledger.spool import SPOOL, Spool
from sheets_sync.session.office import Session
from tests.office import provision_all

CHANGE_DAY = "2022-12-18"
REQUIRED_COLUMN = '[[columns]]\nkey = "moi"\nheader = "Cột mới"\ntype = "text"\nrequired = true\n\n'


def rewrite(world: World, change: Callable[[str], str]) -> None:
    """The campaign file as somebody changes it."""
    path = world.settings.path
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    world.settings = replace(load(path, environ={}), endpoint=world.settings.endpoint, state=world.settings.state)


def swap(before: str, after: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert before in text
        return text.replace(before, after, 1)

    return change


@pytest.fixture
def reported(world: World) -> World:
    """Gò Dầu reported at 9:50 of the first day, and everybody was looked at at each deadline of two days."""
    world.tick("09:40")
    world.type("go-dau", 1)
    for clock in ("09:50", "10:00"):
        world.tick(clock)
    world.type("go-dau", 2, {**GOOD, "Ngày báo cáo": "17/12"})
    for clock in ("09:50", "10:00"):
        world.tick(clock, day="2022-12-17")
    return world


def shown_on_board(world: World) -> str:
    """The first column of the compliance tab, lines joined."""
    return " ".join(str(row[0]) for row in world.values("Tuân thủ") if row).replace("\n", " ")


def statuses(world: World, unit: str = "go-dau", at: str = "12:00") -> dict[str, str]:
    """Day -> status, as the command tells it."""
    now = moment(at, CHANGE_DAY).isoformat()
    said = json.loads(run("status", "--campaign", world.settings.path, "--now", now, "--json").stdout)
    days = next(entry for entry in said["units"] if entry["unit"] == unit)["days"]
    return {day["day"]: day["status"] for day in days}


@pytest.mark.parametrize(
    "change",
    [
        swap("deadline = 10:00:00", "deadline = 09:00:00"),
        swap("deadline = 10:00:00", "deadline = 11:30:00"),
        swap("last_day = 2022-12-30", "last_day = 2022-12-30\ndays_off = [2022-12-16, 2022-12-17]"),
        swap("first_day = 2022-12-16", "first_day = 2022-12-18"),
        swap("[[columns]]", REQUIRED_COLUMN + "[[columns]]"),
        swap("Tặng quà hộ nghèo, khó khăn", "Trao quà cho hộ nghèo"),
        swap("grace_seconds = 60", "grace_seconds = 5"),
    ],
)
def test_a_change_never_reaches_back(reported: World, change: Callable[[str], str]) -> None:
    """Whatever the file says from the third day on, what was judged on the days before stays as it was."""
    before = statuses(reported)
    rewrite(reported, change)
    reported.tick("08:00", day=CHANGE_DAY)
    after = statuses(reported)
    assert {day: after[day] for day in ("2022-12-16", "2022-12-17")} == {
        "2022-12-16": "on_time",
        "2022-12-17": "on_time",
    }
    assert before["2022-12-16"] == "on_time"


def test_a_deadline_ahead_moves(reported: World) -> None:
    """A new deadline holds for the days that lie ahead, by both versions, and the board's days say so."""
    rewrite(reported, swap("deadline = 10:00:00", "deadline = 09:00:00"))
    campaign = reported.tick("08:00", day=CHANGE_DAY).tick.board.campaign
    assert campaign.deadline_of(date(2022, 12, 17)) == moment("10:00", "2022-12-17")
    assert campaign.deadline_of(date(2022, 12, 18)) == moment("09:00", CHANGE_DAY)
    rewrite(reported, swap("deadline = 09:00:00", "deadline = 12:00:00"))
    late = reported.tick("09:30", day=CHANGE_DAY).tick.board.campaign
    assert late.deadline_of(date(2022, 12, 18)) == moment("09:00", CHANGE_DAY)
    assert late.deadline_of(date(2022, 12, 19)) == moment("12:00", "2022-12-19")


def unit_block(text: str, key: str) -> str:
    start = text.index(f'[[units]]\nkey = "{key}"')
    return text[start : text.index("[[", start + 2)]


def test_a_unit_that_left_stays_for_the_days_that_it_owed(reported: World) -> None:
    """It is on the board for its past days, owes nothing from the change on, and nobody misses its tab."""
    rewrite(reported, lambda text: text.replace(unit_block(text, "go-dau"), ""))
    board = reported.tick("08:00", day=CHANGE_DAY).tick.board
    found = {j.day.isoformat(): j.status.value for j in board.judgements["go-dau"]}
    assert (found["2022-12-17"], found["2022-12-18"]) == ("on_time", "not_required")
    assert "go-dau" not in board.unread


def test_a_unit_that_comes_owes_nothing_of_the_past(reported: World) -> None:
    """Days whose deadline had passed when it came are not its own."""
    new = '[[units]]\nkey = "moi"\nname = "Đoàn mới"\ntab = "Đoàn mới"\n\n'
    rewrite(reported, lambda text: text.replace("[[units]]", new + "[[units]]", 1))
    board = reported.tick("08:00", day=CHANGE_DAY).tick.board
    found = {j.day.isoformat(): j.status.value for j in board.judgements["moi"]}
    assert (found["2022-12-17"], found["2022-12-18"]) == ("not_required", "pending")


def test_a_renamed_key_keeps_its_evidence(reported: World) -> None:
    """Refused until former_keys says whose it was; the look is kept; then all of it is the unit's under its new key."""
    rewrite(reported, swap('key = "go-dau"', 'key = "go-dau-moi"'))
    reported.type("go-dau", 3, {**GOOD, "Ngày báo cáo": "18/12"})
    with pytest.raises(ConfigError, match="go-dau") as refused:
        reported.tick("09:55", day=CHANGE_DAY)
    assert "former_keys" in str(refused.value)
    assert (reported.settings.state / SPOOL).exists()
    rewrite(reported, swap('key = "go-dau-moi"', 'key = "go-dau-moi"\nformer_keys = ["go-dau"]'))
    board = reported.tick("10:30", day=CHANGE_DAY).tick.board
    found = {j.day.isoformat(): j.status.value for j in board.judgements["go-dau-moi"]}
    assert (found["2022-12-16"], found["2022-12-17"], found["2022-12-18"]) == ("on_time", "on_time", "on_time")
    assert not (reported.settings.state / SPOOL).exists()
    totals = [row.unit for row in opening.evidence_of(reported.settings).rows(reported.clock.now)]
    assert set(totals) == {"go-dau-moi"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (swap('slug = "dan-van-dot-2-2022"', 'slug = "dot-khac"'), "belongs to the campaign"),
        (lambda text: text.replace('spreadsheet = "', 'spreadsheet = "x', 1), "the campaign's spreadsheet was"),
    ],
)
def test_another_campaign_or_spreadsheet_is_refused(reported: World, change: Callable[[str], str], said: str) -> None:
    """Exit code 2, what was seen is kept, and the word of consent lets it go on."""
    rewrite(reported, change)
    with pytest.raises(ConfigError, match=said):
        reported.tick("09:55", day=CHANGE_DAY)
    assert len(Spool(reported.settings.state).looks()) == 1
    assert statuses(reported)["2022-12-17"] == "on_time"
    with Ledger.at(reported.settings.state) as ledger:
        accept(reported.settings, ledger, moment("10:10", CHANGE_DAY), since=None, reason="đổi", by="Ban")
    assert opening.evidence_of(reported.settings).adoptions[-1].reason == "đổi"


def test_what_is_not_met_yet_reads_nothing(reported: World) -> None:
    """A file that was not met tells in its language; cells are read as the recorded version says, and a look that is
    refused as well."""
    rewrite(reported, lambda text: text.replace('locale = "vi"', 'locale = "en-US"'))
    evidence, now = opening.evidence_of(reported.settings), moment("08:00", CHANGE_DAY)
    assert in_force(reported.settings, evidence, now).campaign.locale == "en-US"
    assert in_force(reported.settings, evidence, now, to_read=True).campaign.locale == "vi"
    rewrite(reported, lambda text: text.replace('spreadsheet = "', 'spreadsheet = "x', 1))
    assert meet(reported.settings, evidence).settings.campaign.locale == "vi"


def test_the_past_is_put_right_by_a_person_alone(reported: World) -> None:
    """`campaign accept --since` rewrites the days from then on; as of moments before it, all is as it was."""
    rewrite(reported, swap("deadline = 10:00:00", "deadline = 09:00:00"))
    reported.tick("08:00", day=CHANGE_DAY)
    now = ("--now", moment("08:05", CHANGE_DAY).isoformat())
    args = ("--campaign", reported.settings.path)
    local = {"SHEETS_SYNC_ENDPOINT": str(reported.settings.endpoint)}
    word = ("--since", "2022-12-17", "--reason", "hạn là 9 giờ", "--by", "Ban")
    done = run("campaign", "accept", *args, *now, *word, **local)
    assert (done.returncode, done.stderr) == (0, "")
    found = statuses(reported)
    assert (found["2022-12-16"], found["2022-12-17"]) == ("on_time", "undetermined")
    said = json.loads(run("campaign", "show", *args, "--json").stdout)
    assert [v["how"] for v in said["versions"]] == ["first", "file", "accepted"]
    assert said["versions"][1]["changed"] == [{"what": "campaign.deadline", "before": "10:00:00", "after": "09:00:00"}]
    before = run("status", *args, "--now", moment("08:01", CHANGE_DAY).isoformat(), "--json").stdout
    go_dau = next(unit for unit in json.loads(before)["units"] if unit["unit"] == "go-dau")
    assert go_dau["days"][1]["status"] == "on_time"


@pytest.mark.parametrize("lost", ["emptied", "other state"])
def test_a_ledger_that_is_not_the_one_behind_the_board_is_refused(reported: World, lost: str, tmp_path: Path) -> None:
    """A lost or foreign ledger judges and writes nothing; what it sees is kept; begun anew on purpose, it goes on."""
    if lost == "emptied":
        (reported.settings.state / "ledger.sqlite").unlink()
    else:
        reported.settings = replace(reported.settings, state=tmp_path / "other")
    board = reported.values("Tuân thủ")
    with pytest.raises(ConfigError, match="the board was written by a ledger") as refused:
        reported.tick("08:00", day=CHANGE_DAY)
    assert "--new-ledger" in str(refused.value)
    assert reported.values("Tuân thủ") == board
    assert len(Spool(reported.settings.state).looks()) == 1
    reported.tick("08:05", day=CHANGE_DAY, new_ledger="máy cũ hỏng")
    reported.tick("08:10", day=CHANGE_DAY)
    with Ledger.at(reported.settings.state) as ledger:
        assert [note["reason"] for note in ledger.notes("begun")] == ["máy cũ hỏng"]


def test_a_run_never_records_before_what_is_recorded(reported: World) -> None:
    """`run --now` earlier than the last poll is refused with exit code 2."""
    local = {"SHEETS_SYNC_ENDPOINT": str(reported.settings.endpoint), "SHEETS_SYNC_LANG": ""}
    now = moment("09:59", "2022-12-17").isoformat()
    done = run("run", "--campaign", reported.settings.path, "--now", now, **local)
    assert done.returncode == 2
    assert "status --now" in done.stderr
    assert "không thể ghi ở một thời điểm sớm hơn" in done.stderr
    rewrite(reported, swap('slug = "dan-van-dot-2-2022"', 'slug = "dot-khac"'))
    later = moment("09:00", CHANGE_DAY).isoformat()
    refused = run("run", "--campaign", reported.settings.path, "--now", later, **local)
    assert "sổ chứng cứ này của đợt 'dan-van-dot-2-2022'" in refused.stderr
    assert "sheets-sync campaign accept --reason" in refused.stderr


def test_a_look_that_the_ledger_can_not_take_is_taken_over_later(
    reported: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 3; the deadline's look is in the state folder, and later counts as of its own moment."""

    def unreachable(*_: object, **__: object) -> int:
        raise StorageError("the ledger's database can't be reached.")

    reported.type("go-dau", 3, {**GOOD, "Ngày báo cáo": "18/12"})
    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "append", unreachable)
        with pytest.raises(StorageError, match="kept in the state folder") as failed:
            reported.tick("10:00", day=CHANGE_DAY)
    assert failed.value.exit_code == 3
    assert "chưa ghi được chứng cứ" in str(reported.values("Tuân thủ")[2][0]).replace("\n", " ")
    reported.tick("10:20", day=CHANGE_DAY)
    assert statuses(reported)["2022-12-18"] == "on_time"
    assert "chưa ghi được" not in str(reported.values("Tuân thủ")[2])


def test_a_run_near_a_deadline_waits_for_the_lock(world: World) -> None:
    """Up to the end of the grace; far from a deadline not at all."""
    assert lock_patience(world.settings, moment("10:00:10")).total_seconds() == 50
    assert lock_patience(world.settings, moment("09:50")).total_seconds() == 0


def test_what_a_change_will_do_is_told_before_it_does_it(reported: World) -> None:
    """`check` and `run --dry-run` say it in sentences, and record nothing."""
    rewrite(reported, swap("deadline = 10:00:00", "deadline = 09:00:00"))
    rewrite(reported, lambda text: text.replace(unit_block(text, "tan-bien"), ""))
    local = {"SHEETS_SYNC_ENDPOINT": str(reported.settings.endpoint), "SHEETS_SYNC_LANG": "en"}
    args = ("--campaign", reported.settings.path)
    dry = run("run", *args, "--dry-run", "--now", moment("08:00", CHANGE_DAY).isoformat(), **local)
    assert dry.returncode == 0
    assert "units that go: Huyện Đoàn Tân Biên" in dry.stderr
    assert "deadline of 18/12 – 30/12 (13 days): 09:00" in dry.stderr
    assert len(opening.evidence_of(reported.settings).adoptions) == 1


def required(column: str) -> Callable[[str], str]:
    """A column that rows need from now on."""

    def change(text: str) -> str:
        at = text.index("required = false", text.index(f'key = "{column}"'))
        return text[:at] + text[at:].replace("false", "true", 1)

    return change


NEW_UNIT = '[[units]]\nkey = "moi"\nname = "Đoàn mới"\ntab = "Đoàn mới"\n\n'


def test_rows_and_tabs_that_a_change_touches_are_named(reported: World) -> None:
    """How many rows of the days ahead become invalid or valid, and which; tabs and columns that are missing."""
    reported.type("go-dau", 3, {**GOOD, "Ngày báo cáo": "18/12"})
    place = {"Địa điểm": "xã Tân Lập"}
    reported.type("tan-bien", 1, {**GOOD, **place, "Ngày báo cáo": "18/12", "Hoạt động": LABEL})
    reported.tick("08:00", day=CHANGE_DAY)
    rewrite(reported, with_alias("Tặng quà hộ nghèo, khó khăn", LABEL))
    rewrite(reported, required("place"))
    rewrite(reported, lambda text: text.replace("[[columns]]", REQUIRED_COLUMN + "[[columns]]", 1))
    rewrite(reported, lambda text: text.replace("[[units]]", NEW_UNIT + "[[units]]", 1))
    local = {"SHEETS_SYNC_ENDPOINT": str(reported.settings.endpoint)}
    args = ("run", "--campaign", reported.settings.path, "--dry-run", "--now", moment("08:05", CHANGE_DAY).isoformat())
    said = run(*args, **local, SHEETS_SYNC_LANG="en").stderr
    assert "1 row that becomes invalid: Gò Dầu" in said
    assert "1 row that becomes valid: Tân Biên" in said
    assert "tabs that are missing: “Đoàn mới”" in said
    assert "new columns “Cột mới”: sheets-sync provision adds them" in said
    assert "1 dòng sẽ không hợp lệ: Gò Dầu" in run(*args, **local, SHEETS_SYNC_LANG="").stderr
    check = run("check", "--campaign", reported.settings.path, **local, SHEETS_SYNC_LANG="en").stdout
    assert "will change: units that come: Đoàn mới" in check
    spoken = run("check", "--campaign", reported.settings.path, **local, SHEETS_SYNC_LANG="").stdout
    assert "mới vào đợt: Đoàn mới" in spoken


def test_a_board_of_its_own(world: World) -> None:
    """With `[google] board` the job's tabs are written in that spreadsheet; units report in theirs."""
    board = world.server.create_spreadsheet(title="Bảng theo dõi")
    rewrite(world, swap("[google]", f'[google]\nboard = "{board}"'))
    provision_all(world.settings)
    world.type("go-dau", 1)
    outcome = world.tick("09:50")
    assert world.statuses(outcome)["go-dau"] == "on_time"
    found = world.http.values_get(board, "'Tuân thủ'!A1:A3")
    assert "đã báo cáo 1/14 đơn vị" in found["values"][0][0]
    assert outcome.tick.polled == (world.settings.spreadsheet, board)


def test_an_altered_ledger_judges_nothing(reported: World, tmp_path: Path) -> None:
    """`run`, `status` and `why` end with 6 and name the record; the look is kept, and counts once a copy is back."""
    local = {"SHEETS_SYNC_ENDPOINT": str(reported.settings.endpoint)}
    args = ("--campaign", reported.settings.path)
    copy, file = tmp_path / "copy.sqlite", reported.settings.state / "ledger.sqlite"
    assert run("evidence", "backup", copy, *args).returncode == 0
    with contextlib.closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("UPDATE records SET sent = replace(sent, 'T02:50', 'T01:50') WHERE kind = 1")
    board = reported.values("Tuân thủ")
    reported.type("go-dau", 3, {**GOOD, "Ngày báo cáo": "18/12"})
    now = ("--now", moment("09:55", CHANGE_DAY).isoformat())
    for command in (("run",), ("status",), ("why", "go-dau", "16/12"), ("run", "--dry-run")):
        done = run(*command, *args, *now, **local)
        assert (done.returncode, "is not sound" in done.stderr) == (6, True), done.stderr
        assert "evidence restore" in done.stderr
    assert len(Spool(reported.settings.state).looks()) == 1
    assert [row[1:] for row in reported.values("Tuân thủ")] == [row[1:] for row in board]
    file.rename(tmp_path / "altered.sqlite")
    assert run("evidence", "restore", copy, *args).returncode == 0
    reported.tick("10:30", day=CHANGE_DAY)
    assert statuses(reported)["2022-12-18"] == "on_time"


def test_verify_proves_the_versions_and_names_what_it_can_not(reported: World) -> None:
    """Each version is recomputed; what no ledger proves by itself is said, in both languages."""
    rewrite(reported, swap("deadline = 10:00:00", "deadline = 09:00:00"))
    reported.tick("08:00", day=CHANGE_DAY)
    args = ("evidence", "verify", "--campaign", reported.settings.path)
    said = json.loads(run(*args, "--json").stdout)
    assert (said["ok"], said["versions"]) == (True, 2)
    assert any("cut off" in sentence for sentence in said["not_proved"])
    assert "2 phiên bản của đợt, đều toàn vẹn" in run(*args, SHEETS_SYNC_LANG="").stdout
    told = run(*args, "--head", said["head"][:16], SHEETS_SYNC_LANG="en").stdout
    assert "2 versions of the campaign, all sound" in told
    assert "cut off" not in told
    rewrite(reported, swap('slug = "dan-van-dot-2-2022"', 'slug = "dot-khac"'))
    with pytest.raises(ConfigError):
        reported.tick("08:05", day=CHANGE_DAY)
    assert "Not proved: 1 look that is kept" in run(*args, SHEETS_SYNC_LANG="en").stdout


def test_a_version_that_is_not_the_one_it_names_is_found(reported: World) -> None:
    """Also where whoever changed it made the chain anew."""
    version = next(record for record in records_of(reported) if record.kind == "campaign")
    forged = replace(version, body=version.body.replace("10:00:00", "09:00:00"))
    assert version_fault(version) is None
    fault = version_fault(forged)
    assert fault is not None
    assert "not the one that it names" in fault.what


def records_of(world: World) -> list[Record]:
    with Ledger.at(world.settings.state) as ledger:
        return list(ledger.records())


LABEL = "Phát quà cho bà con"


def with_alias(label: str, alias: str) -> Callable[[str], str]:
    """One more name of an activity."""

    def change(text: str) -> str:
        at = text.index("aliases = [", text.index(f'label = "{label}"'))
        return text[:at] + text[at:].replace("aliases = [", f'aliases = ["{alias}", ', 1)

    return change


def test_an_accepted_version_reads_the_past_anew(reported: World) -> None:
    """A label that the file did not know when it was typed counts from when it was seen, once a person says so; as of
    moments before, and in the days before, all is as it was."""
    reported.type("tan-bien", 1, {**GOOD, "Hoạt động": LABEL, "Ngày báo cáo": "17/12"})
    reported.type("tan-chau", 1, {**GOOD, "Hoạt động": LABEL})
    reported.tick("09:55", day="2022-12-17")
    for clock in ("10:00", "10:05"):
        reported.tick(clock, day="2022-12-17")
    rewrite(reported, with_alias("Tặng quà hộ nghèo, khó khăn", LABEL))
    reported.tick("08:00", day=CHANGE_DAY)
    assert (statuses(reported, "tan-bien")["2022-12-17"], statuses(reported, "tan-chau")["2022-12-16"]) == (
        "invalid",
        "invalid",
    )
    with Ledger.at(reported.settings.state) as ledger:
        word = {"reason": "tên gọi khác", "by": "Ban"}
        accept(reported.settings, ledger, moment("08:05", CHANGE_DAY), since=date(2022, 12, 17), **word)
    assert statuses(reported, "tan-bien")["2022-12-17"] == "on_time"
    assert statuses(reported, "tan-chau")["2022-12-16"] == "invalid"
    assert statuses(reported, "tan-bien", at="08:02")["2022-12-17"] == "invalid"
    evidence = opening.evidence_of(reported.settings)
    valid = {row.unit for row in evidence.rows(moment("09:00", CHANGE_DAY)) if row.valid}
    assert valid == {"go-dau", "tan-bien"}
    reported.tick("08:10", day=CHANGE_DAY)
    assert statuses(reported, "tan-bien")["2022-12-17"] == "on_time"


def test_what_a_person_declared_of_the_past_is_told(reported: World) -> None:
    """The board's legend, `why` and the next edition of a paper say from when, why and by whom; issued ones verify."""
    args = ("--campaign", reported.settings.path)
    before = ("--now", moment("10:05", "2022-12-17").isoformat())
    (issued,) = json.loads(run("rollup", *args, *before, "--day", "17/12", "--format", "html", "--json").stdout)[
        "documents"
    ]
    rewrite(reported, swap("deadline = 10:00:00", "deadline = 09:00:00"))
    reported.tick("08:00", day=CHANGE_DAY)
    with Ledger.at(reported.settings.state) as ledger:
        word = {"reason": "hạn là 9 giờ", "by": "Ban"}
        accept(reported.settings, ledger, moment("08:05", CHANGE_DAY), since=date(2022, 12, 17), **word)
    reported.tick("08:10", day=CHANGE_DAY)
    told = "Từ ngày 17/12/2022 tính lại theo quy định khai báo lúc 08:05 18/12/2022. Lý do: hạn là 9 giờ."
    assert told in shown_on_board(reported)
    now = ("--now", moment("08:15", CHANGE_DAY).isoformat())
    why = run("why", "go-dau", "17/12", *args, *now).stdout
    digest = opening.evidence_of(reported.settings).adoptions[-1].version.digest
    assert f"Quy định theo phiên bản: {digest[:16]}. {told}" in why
    assert told not in run("why", "go-dau", "16/12", *args, *now).stdout
    assert json.loads(run("why", "go-dau", "17/12", *args, *now, "--json").stdout)["declared"]["by"] == "Ban"
    paper = json.loads(run("rollup", *args, *now, "--day", "17/12", "--format", "html", "--json").stdout)["documents"][
        0
    ]
    assert "Quy định áp dụng từ ngày 17/12/2022" in Path(paper).read_text(encoding="utf-8")
    for document in (issued, paper):
        verified = run("rollup", *args, "--verify", document)
        assert verified.returncode == 0, verified.stderr


def test_the_board_says_while_overrides_are_not_locked(world: World) -> None:
    """The line stands while anybody can type overrides, and goes once coordinators are named."""
    world.tick("09:50")
    assert "ai nhập được trang của đơn vị cũng nhập được trang “Điều chỉnh”" in shown_on_board(world)
    rewrite(world, swap("[campaign]", '[campaign]\ncoordinators = ["dieuphoi@example.com"]'))
    world.tick("09:55")
    assert "Điều chỉnh" not in shown_on_board(world)


def test_a_watch_that_starts_without_its_database_looks_all_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It keeps what it sees, goes on, and records it as of its own moments once the database is back."""
    real, down, now = Ledger.at, [True], [moment("09:59:59")]

    def at(*args: Any, **how: Any) -> Ledger:
        if down[0] and not how.get("to_read"):
            raise StorageError("the ledger's database can't be reached.", where="db", remedy="Start it.")
        return real(*args, **how)

    class Stop(threading.Event):
        """Between two looks time goes on; after the look at the deadline the database comes back."""

        def wait(self, timeout: float | None = None) -> bool:
            looked = any(look.sent >= moment("10:00") for look in Spool(world.settings.state).looks())
            now[0] = moment("10:05") if looked or now[0] == moment("10:05") else moment("10:00")
            down[0] = now[0] < moment("10:05")
            if has_recorded(world):
                self.set()
            return self.is_set()

    monkeypatch.setattr(Ledger, "at", at)
    world.type("go-dau", 1)
    with Session(world.settings, now=lambda: now[0]) as office:
        done = office.watch(Stop())
    assert (done.error, done.failed) == (None, 1)
    sent = [poll.sent for poll in opening.evidence_of(world.settings).polls]
    assert moment("10:00") in sent
    assert sent == sorted(sent)
    assert statuses(world)["2022-12-16"] == "on_time"


def has_recorded(world: World) -> bool:
    return (world.settings.state / "ledger.sqlite").exists() and bool(opening.evidence_of(world.settings).polls)
