"""`check`: each finding where the thing is wrong, and silence where it is right."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from office import World, make_world, moment, run

from sheets_sync.config import load, resources
from sheets_sync.errors import AccessError, UnreachableError
from sheets_sync.evidence.fold import Evidence, Poll
from sheets_sync.gateway.clock import Reading, Reckoning
from sheets_sync.gateway.files import SHEET_TYPE, FileFacts, Protection
from sheets_sync.job import scheduling
from sheets_sync.job.checks import CHECKS, Finding, Level, Visit, exit_code, files, visited
from sheets_sync.job.checks.visit import Past, Seen
from sheets_sync.job.installed import Schedule, cron_schedule, schedules, unit_schedule
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.files.records import block_record, sheet_record
from tests.office import provision_all

BEFORE = datetime(2022, 12, 1, tzinfo=UTC)
DURING = datetime(2022, 12, 20, 4, 0, tzinfo=UTC)  # 11:00 in the campaign's zone


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with LocalSheets(control=True) as server:
        yield make_world(server, tmp_path_factory.mktemp("check"))


@pytest.fixture(scope="module")
def good(world: World) -> Visit:
    """A visit at which all is well, before the campaign begins; who may override is said, and locked."""
    named = replace(world.settings, coordinators=("dieuphoi@example.com",))
    provision_all(named)
    return replace(visited(named), now=BEFORE, language="en", schedules=())


def findings(visit: Visit) -> list[Finding]:
    return [finding for check in CHECKS for finding in check(visit)]


def named(visit: Visit, code: str) -> list[Finding]:
    return [f for f in findings(visit) if f.code == code and f.level is not Level.FINE]


def test_all_is_well(good: Visit) -> None:
    """Where all is right nothing must be mended, in either language; only the schedule that is not there is noted."""
    for language in ("en", "vi"):
        found = findings(replace(good, language=language))
        assert [f.code for f in found if not f.ok] == []
        assert [f.code for f in found if f.level is Level.NOTICE] == ["schedule"]
        assert exit_code(found) == 0


def change(visit: Visit, **campaign: Any) -> Visit:
    settings = visit.settings
    return replace(visit, settings=replace(settings, campaign=replace(settings.campaign, **campaign)))


def first_unit(visit: Visit, **unit: Any) -> Visit:
    first, *rest = visit.settings.campaign.units
    return change(visit, units=(replace(first, **unit), *rest))


def seen(visit: Visit, **facts: Any) -> Visit:
    (name, found), *_ = visit.seen.items()
    return replace(visit, seen={name: replace(found, **facts)})


def polled(*moments: datetime, spreadsheet: str = "", visit: Visit | None = None, size: int = 0) -> Past:
    name = spreadsheet or (visit.settings.spreadsheet if visit else "x")
    return Past(Evidence([Poll(m, m, name, ("go-dau",)) for m in moments]), "ledger", size=size)


def own_protection(visit: Visit) -> Visit:
    (name, found), *_ = visit.seen.items()
    assert found.snapshot
    tab = next(t for t in found.snapshot.tabs if t.tag == "compliance")
    return replace(visit, seen={name: replace(found, protections=(Protection(tab.sheet_id, tab.title, False),))})


def without_tabs(visit: Visit) -> Visit:
    (_, found), *_ = visit.seen.items()
    assert found.snapshot
    return seen(visit, snapshot=replace(found.snapshot, tabs=()))


def scheduled(visit: Visit, lines: str) -> Visit:
    return replace(visit, now=DURING, schedules=(cron_schedule("crontab -l", lines),))


WRONG: list[tuple[str, Callable[[Visit], Visit], Level]] = [
    ("address", lambda v: first_unit(v, editors=("Nguyen Van A",)), Level.MEND),
    ("job_title", lambda v: first_unit(v, tab="Tổng  hợp"), Level.MEND),
    ("nil_activity", lambda v: change(v, activities=v.settings.campaign.activities[:1]), Level.NOTICE),
    ("kind", lambda v: seen(v, file=FileFacts("application/vnd.ms-excel", False, True)), Level.MEND),
    ("trashed", lambda v: seen(v, file=FileFacts(SHEET_TYPE, True, True)), Level.MEND),
    ("rights", lambda v: seen(v, may_write=False), Level.MEND),
    ("protection", own_protection, Level.MEND),
    ("tab", without_tabs, Level.MEND),
    ("clock", lambda v: replace(v, correction=Reckoning(Reading(0, 0), offset=40.0, uncertainty=1.0)), Level.MEND),
    ("evidence", lambda v: replace(v, past=replace(polled(BEFORE), broken="record 2")), Level.MEND),
    ("shared_state", lambda v: replace(v, past=polled(BEFORE, spreadsheet="other")), Level.MEND),
    ("looks", lambda v: replace(v, now=DURING, past=polled(DURING - timedelta(hours=3), visit=v)), Level.MEND),
    ("growth", lambda v: replace(v, past=polled(BEFORE, visit=v, size=1 << 30)), Level.NOTICE),
    ("schedule", lambda v: replace(v, now=DURING), Level.NOTICE),
]


@pytest.mark.parametrize(("code", "wrong", "level"), WRONG, ids=[code for code, *_ in WRONG])
def test_what_is_wrong_is_named(good: Visit, code: str, wrong: Callable[[Visit], Visit], level: Level) -> None:
    """Each finding says what and what to do, in both languages; the exit code is 6 where it must be mended."""
    for language in ("vi", "en"):
        found = named(replace(wrong(good), language=language), code)
        assert found, code
        assert {f.level for f in found} == {level}
        assert all(f.what and f.remedy for f in found)
    assert named(good, code) == [] or code == "schedule"
    assert exit_code(findings(wrong(good))) == (6 if level is Level.MEND else 0)


def test_days_off_outside_of_the_campaign(good: Visit, tmp_path: Path) -> None:
    """A day off of another year is named; one inside is right."""
    text = good.settings.path.read_text(encoding="utf-8")
    for day, expected in (("2023-12-20", 1), ("2022-12-20", 0)):
        path = tmp_path / f"{day}.toml"
        path.write_text(text.replace("[campaign]", f"[campaign]\ndays_off = [{day}]", 1), encoding="utf-8")
        assert len(named(replace(good, settings=replace(good.settings, path=path)), "days_off")) == expected


def test_folders_that_everybody_can_read(good: Visit, tmp_path: Path) -> None:
    """A state folder that is open to all users of the machine is named; a closed one is not."""
    state = tmp_path / "state"
    state.mkdir(mode=0o755)
    state.chmod(0o755)
    (state / "ledger.sqlite").touch()
    (state / "ledger.sqlite").chmod(0o644)
    wrong = replace(good, settings=replace(good.settings, state=state))
    assert [f.where for f in named(wrong, "mode")] == [str(state)]
    state.chmod(0o750)
    assert named(wrong, "mode") == []


def test_a_schedule_of_another_clock_or_of_an_old_file(good: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines that are not those of today's file by this server's clock are named; the right ones are silent."""
    right = "\n".join(scheduling.crontab(good.settings).lines)
    past = polled(DURING, visit=good)
    fine = replace(scheduled(good, right), past=past)
    assert named(fine, "schedule") == []
    old = scheduled(good, "\n".join(line.replace(" 16-30 ", " 1-15 ") for line in right.splitlines()))
    (found,) = named(old, "schedule")
    assert "--only cron" in found.remedy
    unit = scheduling.systemd_units(good.settings)
    service = next(text for name, text in unit.items() if name.endswith(".service"))
    timer = unit_schedule("systemd timer", "/etc/systemd/system/timers.target.wants/x.timer", service)
    assert timer.campaigns == {good.settings.path.absolute()}
    assert named(replace(fine, schedules=(timer,)), "schedule") == []


def test_schedules_are_found_where_they_are_installed(tmp_path: Path) -> None:
    """/etc/cron.d (with its column for the user) and enabled units; units that nobody enabled start nothing."""
    cron, units = tmp_path / "cron.d", tmp_path / "system"
    (units / "timers.target.wants").mkdir(parents=True)
    cron.mkdir()
    line = "0 10 * * * www-data /opt/bin/sheets-sync run --quiet --campaign '/srv/a b/c.toml' --state /srv/s"
    (cron / "sheets").write_text(f"CRON_TZ=UTC\n{line}\n")
    (units / "x.service").write_text('[Service]\nExecStart=/opt/sheets-sync watch --campaign "/srv/50%%/d.toml"\n')
    (units / "x.timer").touch()
    (units / "idle.service").write_text("[Service]\nExecStart=/opt/sheets-sync watch --campaign /srv/idle.toml\n")
    (units / "timers.target.wants" / "x.timer").symlink_to(units / "x.timer")
    found = {s.kind: s.campaigns for s in schedules([cron], [units]) if s.where != "crontab -l"}
    assert found == {"cron": {Path("/srv/a b/c.toml")}, "systemd timer": {Path("/srv/50%/d.toml")}}


def test_campaigns_of_one_account_are_reckoned_together(good: Visit, tmp_path: Path) -> None:
    """Where the campaigns that are scheduled here ask for more than the account has, their names are said."""
    others = []
    for n in range(30):
        path = tmp_path / f"c{n}.toml"
        text = good.settings.path.read_text(encoding="utf-8").replace('slug = "', f'slug = "n{n}-', 1)
        path.write_text(text, encoding="utf-8")
        others.append(Schedule("systemd service", str(path), "", frozenset({path})))
    assert named(replace(good, schedules=tuple(others[:1])), "shared_quota") == []
    (found,) = named(replace(good, schedules=tuple(others)), "shared_quota")
    assert "n7-" in found.what


def test_what_cannot_be_looked_at(good: Visit) -> None:
    """No way in, or no spreadsheet that can be read, is the error's own code; one of two is something to mend."""
    shut = replace(good, no_way_in=AccessError("no credentials", remedy="make some"), seen={})
    assert exit_code(findings(shut)) == 4
    away = Seen(error=UnreachableError("not reached", remedy="later"))
    assert exit_code(findings(replace(good, seen={good.settings.spreadsheet: away}))) == 3
    assert exit_code(findings(replace(good, seen={**good.seen, "other": away}))) == 6


def test_templates_are_rehearsed(good: Visit, tmp_path: Path) -> None:
    """A template that breaks is named with its file before any deadline; those that are shipped all render."""
    own = tmp_path / "own"
    shutil.copytree(resources.templates_dir(), own)
    documents = replace(good.settings.documents, templates=own, formats=("docx", "html", "md"))
    visit = replace(good, settings=replace(good.settings, documents=documents))
    assert named(visit, "template") == []
    page = own / "daily.md"
    page.write_text(page.read_text(encoding="utf-8") + "{{ nobody }}", encoding="utf-8")
    (found,) = named(visit, "template")
    assert "daily.md" in found.where
    assert "nobody" in found.what


def test_the_command_on_a_spreadsheet_that_may_only_be_viewed(world: World, tmp_path: Path) -> None:
    """Viewer instead of editor: exit 6, said before the deadline; JSON has code, level, where and remedy."""
    with LocalSheets(control=True) as server:
        other = make_world(server, tmp_path)
        owner = server.client(user="chu@tinhdoan.example")
        book = owner.create("Sổ")
        owner.insert_permission(book.id, None, perm_type="anyone", role="reader")
        text = other.settings.path.read_text(encoding="utf-8").replace(other.settings.spreadsheet, book.id)
        other.settings.path.write_text(text, encoding="utf-8")
        server.workspace.enforce_permissions = True
        where = {"SHEETS_SYNC_ENDPOINT": server.url, "SHEETS_SYNC_LANG": "en"}
        done = run("check", "--campaign", other.settings.path, "--json", **where)
        found = {f["code"]: f for f in json.loads(done.stdout)["findings"] if not f["ok"]}
        assert done.returncode == 6
        assert found["rights"]["level"] == "mend"
        assert "editor" in found["rights"]["remedy"]


def everything(world: World) -> str:
    """All that the server keeps of the spreadsheet, as text."""
    book = world.server.spreadsheet(world.settings.spreadsheet)
    own = [book.title, book.locale, book.timezone, book.more, book.named_ranges, book.metadata]
    return json.dumps([own, [[sheet_record(sheet), block_record(sheet.rows)] for sheet in book.sheets]])


def test_check_writes_nothing_that_shows(world: World) -> None:
    """A check leaves the spreadsheet as it was."""
    before = everything(world)
    visited(world.settings)
    assert everything(world) == before
    assert moment("10:00") > BEFORE
    assert load(world.settings.path, environ={}).campaign.slug


@pytest.mark.parametrize(("free", "level"), [(10 << 30, Level.FINE), (500 << 20, Level.NOTICE), (1 << 20, Level.MEND)])
def test_room_on_the_disk_is_told_while_there_is_some(
    good: Visit, monkeypatch: pytest.MonkeyPatch, free: int, level: Level
) -> None:
    """Plenty is fine, little is a notice, next to nothing must be mended, with what to do."""
    monkeypatch.setattr(shutil, "disk_usage", lambda place: SimpleNamespace(free=free))
    (found,) = files.disk_room(good)
    assert (found.code, found.level) == ("disk", level)
    assert bool(found.remedy) == (level is not Level.FINE)
