"""What runs remember for the next one spares work and changes no answer: with it and without it all is the same."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from office import GOOD, REPORT, World

from sheets_sync.campaign.model import Campaign
from sheets_sync.evidence import observing
from sheets_sync.gateway.timekeeper import ReplayedClock
from sheets_sync.job import opening, tab_writer
from sheets_sync.job.accepting import accept
from sheets_sync.job.past import PAST
from sheets_sync.job.remembered import REMEMBERED
from sheets_sync.job.settling import JUDGED
from sheets_sync.job.tick import Job, TickResult
from sheets_sync.ledger import Ledger, proof
from sheets_sync.ledger import ledger as ledger_room
from sheets_sync.rollup import sums
from tests.office import moment


def dry(world: World) -> TickResult:
    """What a new process would do now."""
    clock = ReplayedClock(world.clock.now)
    with Ledger.at(world.settings.state) as ledger:
        job = Job(world.settings, opening.connect(world.settings, clock), ledger, clock)
        return opening.tick_once(job, world.settings, ledger, dry_run=True).tick


def without_memory(world: World) -> TickResult:
    files = [world.settings.state / name for name in (REMEMBERED, JUDGED, PAST)]
    aside = {file: file.with_suffix(".aside") for file in files if file.exists()}
    for file, place in aside.items():
        file.rename(place)
    try:
        return dry(world)
    finally:
        for file, place in aside.items():
            place.rename(file)


def same(found: TickResult) -> tuple[object, ...]:
    polls = [replace(poll, sent=found.as_of, answered=found.as_of) for poll in found.polls]
    written = [(d.plan.name, d.plan.cells, repr(d)) for d in found.differences]
    return polls, found.board, found.problems, found.new_evidence, found.version, written


class Days:
    """People at work, by chance."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.rng = world, random.Random(seed)

    def step(self) -> str:
        name = self.rng.choice(["nothing", "nothing", "typed", "wrong", "cleared", "moved", "heading", "renamed",
                                "override", "board", "totals", "accepted"])  # fmt: skip
        getattr(self, f"_{name}")()
        return name

    def _nothing(self) -> None:
        """Nobody does anything."""

    def _row(self) -> int:
        return self.rng.randint(1, 4)

    def _typed(self) -> None:
        self._type(str(self.rng.randint(1, 99)))

    def _wrong(self) -> None:
        self._type("nhiều lắm")

    def _cleared(self) -> None:
        self._write(f"'{self._title()}'!A{self._row() + 1}", [""] * len(REPORT))

    def _moved(self) -> None:
        insert = {"range": {"sheetId": self._sheet(), "dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
        self.world.batch({"insertDimension": insert})

    def _heading(self) -> None:
        """Somebody overwrites a heading, or puts it right."""
        text = self.rng.choice(["Số lượng", "???"])
        self._put(f"'{self._title()}'!D1", text)

    def _renamed(self) -> None:
        title = self.rng.choice(["Gò Dầu", "Gò  dầu"])
        properties = {"sheetId": self._sheet(), "title": title}
        self.world.batch({"updateSheetProperties": {"properties": properties, "fields": "title"}})

    def _override(self) -> None:
        self._put("'Điều chỉnh'!A2", self.rng.choice(["Gò Dầu", ""]))
        self._put("'Điều chỉnh'!B2", "16/12/2022")
        self._put("'Điều chỉnh'!C2", "miễn")

    def _board(self) -> None:
        self._put("'Tuân thủ'!B6", "ai đó gõ vào đây")

    def _totals(self) -> None:
        self._put("'Tổng hợp'!C5", "12345")

    def _accepted(self) -> None:
        """A version that somebody declares, with another deadline for what lies ahead."""
        deadline = self.rng.choice(["10:00:00", "10:30:00", "11:00:00"])
        path = self.world.settings.path
        lines = path.read_text(encoding="utf-8").splitlines()
        text = "\n".join(f"deadline = {deadline}" if line.startswith("deadline = ") else line for line in lines)
        path.write_text(text + "\n", encoding="utf-8")
        settings = opening.loaded(path)
        self.world.settings = replace(settings, endpoint=self.world.settings.endpoint)
        with Ledger.at(self.world.settings.state) as ledger:
            accept(self.world.settings, ledger, self.world.clock.now, since=None, reason="thử", by="ban")

    def _sheet(self) -> int:
        return int(next(s["properties"].get("sheetId", 0) for s in self._sheets() if self._is_ours(s)))

    def _title(self) -> str:
        return str(next(s["properties"]["title"] for s in self._sheets() if self._is_ours(s)))

    def _is_ours(self, sheet: dict[str, Any]) -> bool:
        return str(sheet["properties"]["title"]).split()[-1].casefold() == "dầu"

    def _sheets(self) -> list[dict[str, Any]]:
        found = self.world.http.fetch_sheet_metadata(self.world.settings.spreadsheet)
        return list(found["sheets"])

    def _type(self, quantity: str) -> None:
        cells = [quantity if text == GOOD["Số lượng"] else text for text in REPORT]
        self._write(f"'{self._title()}'!A{self._row() + 1}", cells)

    def _put(self, place: str, text: str) -> None:
        self._write(place, [text])

    def _write(self, place: str, texts: list[str]) -> None:
        self.world.http.values_update(
            self.world.settings.spreadsheet, place, {"valueInputOption": "USER_ENTERED"}, {"values": [texts]}
        )


@pytest.mark.parametrize("seed", [1, 2])
def test_with_and_without_memory_all_is_the_same(world: World, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever people do, a run that remembers sees, judges and writes what one does that knows nothing."""
    monkeypatch.setattr(ledger_room, "WORTH_KEEPING", 7)  # a few looks; else it takes days
    days, now, used = Days(world, seed), moment("09:00"), 0
    for number in range(24):
        did = days.step() if number > 1 else "nothing"
        now += timedelta(minutes=days.rng.choice([5, 5, 20]), hours=12 * (number % 9 == 8))
        world.clock.now = now
        assert same(dry(world)) == same(without_memory(world)), (number, did)
        before = (world.settings.state / REMEMBERED).exists()
        world.step()
        assert without_memory(world).wrote == (), (number, did)  # nothing was left unwritten
        used += before
    assert used
    assert (world.settings.state / PAST).exists()


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a look did that costs time: tabs read row by row, tabs planned, reports added up, chains proved."""
    found: list[str] = []

    def counting(room: Any, name: str) -> None:
        real = getattr(room, name)

        def counted(*args: Any, **options: Any) -> Any:
            found.append(name)
            return real(*args, **options)

        monkeypatch.setattr(room, name, counted)

    for room, name in (
        (observing, "read_tab"), (tab_writer, "compliance_tab"), (tab_writer, "problems_tab"),
        (tab_writer, "totals_plan"), (sums, "parts_in_order"), (proof, "first_fault"),
    ):  # fmt: skip
        counting(room, name)
    return found


def test_a_process_that_goes_on_leaves_nothing_unwritten(world: World, done: list[str]) -> None:
    """Whatever people do, a process that keeps what it knows writes what one does that knows nothing; while they do
    nothing it reads no tab again, plans none, adds nothing up and proves nothing."""
    days, now, seen = Days(world, 3), moment("09:00"), set[str]()
    with Ledger.at(world.settings.state) as ledger:
        job = Job(world.settings, opening.connect(world.settings, world.clock), ledger, world.clock)
        for number in range(14):
            did = days.step() if number > 1 else "nothing"
            for turn in range(3):
                now += timedelta(minutes=1)
                world.clock.now = now
                done.clear()
                opening.tick_once(job, world.settings, ledger)
                assert turn < 2 or done == [], (number, did)
                seen |= set(done)
            assert without_memory(world).wrote == (), (number, did)
    assert {"read_tab", "compliance_tab", "problems_tab", "totals_plan", "parts_in_order"} <= seen


@pytest.fixture
def tabs_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The units whose tabs were read row by row."""
    found: list[str] = []
    read: Callable[..., Any] = observing.read_tab

    def counted(tab: Any, unit: Any, campaign: Campaign, today: date, *more: Any) -> Any:
        found.append(unit.key)
        return read(tab, unit, campaign, today, *more)

    monkeypatch.setattr(observing, "read_tab", counted)
    return found


def test_a_new_process_reads_only_tabs_that_changed(world: World, tabs_read: list[str]) -> None:
    """What stands as it did at the last recorded look is not read again."""
    world.type("go-dau", 1)
    world.tick("09:00")
    assert len(tabs_read) == 14
    tabs_read.clear()
    world.tick("09:05")  # also where the first look recorded the campaign's version
    world.tick("09:10")
    assert tabs_read == []
    world.type("tan-bien", 1)
    outcome = world.tick("09:15")
    assert tabs_read == ["tan-bien"]
    assert world.statuses(outcome)["tan-bien"] == "on_time"


def damaged(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("true", "false", 1), encoding="utf-8")


def of_another_look(file: Path) -> None:
    """As an older run left it: the ledger holds a later look."""
    key, _, said = file.read_text(encoding="utf-8").split("\n")
    data = json.loads(said)
    data["polls"] = dict.fromkeys(data["polls"], "0" * 16)
    said = json.dumps(data)
    from sheets_sync.config.kept_file import digest_of

    file.write_text("\n".join((key, digest_of(said), said)), encoding="utf-8")


@pytest.mark.parametrize("spoil", [damaged, of_another_look, Path.unlink])
def test_what_does_not_fit_is_thrown_away(world: World, tabs_read: list[str], spoil: Callable[[Path], None]) -> None:
    """A memory that is damaged, gone, or of another look than the ledger's last one counts as none."""
    world.type("go-dau", 1)
    world.tick("09:00")
    world.tick("09:05")
    spoil(world.settings.state / REMEMBERED)
    tabs_read.clear()
    outcome = world.tick("09:10")
    assert len(tabs_read) == 14
    assert outcome.tick.wrote == ()
