"""The training of `demo --serve`, order by order over HTTP."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from office import REPORT, moment, run

from sheets_sync.board import board_json
from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.schedule import PollPlan
from sheets_sync.cli import demo_shown
from sheets_sync.compliance.standings import Standing
from sheets_sync.config import resources
from sheets_sync.demo.application import PANEL, TrainingApplication
from sheets_sync.demo.run import Audience, keep_open
from sheets_sync.demo.sample import provisioned
from sheets_sync.demo.training import Choice, Training, jumps
from sheets_sync.evidence.fold import Poll
from sheets_sync.job import opening
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.starters import STARTERS
from sheets_sync.words.texts import languages, texts

VIETNAMESE = re.compile(r"[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0111\u0128-\u0129\u0168-\u01b0\u1ea0-\u1ef9]")
"""Letters with marks: an English page has none."""


class Trainee:
    """Gives orders and reads the state, as the panel does."""

    def __init__(self, server: LocalSheets, application: TrainingApplication) -> None:
        self.server, self.application = server, application

    def order(self, name: str, **body: Any) -> requests.Response:
        answer = requests.post(f"{self.server.url}/app/{name}", json=body, timeout=30)
        self.application.wait()
        return answer

    @property
    def state(self) -> dict[str, Any]:
        return dict(requests.get(f"{self.server.url}/app/state", timeout=30).json())

    @property
    def status(self) -> str:
        return str(self.state["today"]["mine"]["status"])

    def type(self, row: int, *texts: str, tab: str = "Gò Dầu") -> None:
        book = self.server.client().open_by_key(self.state["spreadsheet"])
        book.worksheet(tab).update([list(texts)], f"A{row}", raw=False)

    @property
    def polls(self) -> list[datetime]:
        with opening.opened_ledger(self.application.training.settings) as ledger:
            return [fact.sent for fact in ledger.new_facts() if isinstance(fact, Poll)]


@pytest.fixture
def trainee(tmp_path: Path) -> Iterator[Trainee]:
    with LocalSheets(tmp_path / "sheets.sqlite", with_page=True) as server:
        with TrainingApplication(server, tmp_path / "training") as application:
            assert server.page is not None
            server.page.application = application
            yield Trainee(server, application)
        assert server.failures == []


def test_it_begins_before_anybody_typed(trainee: Trainee) -> None:
    """The training begins at the first poll of the first day, looked at, with everybody's report still due."""
    state = trainee.state
    assert state["clock"] == "Thứ Sáu 16/12/2022, 06:00"
    assert [(one["status"], one["count"]) for one in state["today"]["counts"]] == [("pending", 14)]
    assert trainee.polls == [moment("06:00")]


def test_the_panel_counts_as_the_board_does(trainee: Trainee) -> None:
    """The counts of the panel are those of the board and of `status --json`, also for a tab that can't be read."""
    trainee.type(2, *REPORT)
    trainee.type(1, "?", "?", tab="Tân Biên")
    trainee.order("move", to="2022-12-16T10:00:00")
    today, board = trainee.state["today"], board_json(trainee.application.training.board)["today"]
    counts = {one["status"]: one["count"] for one in today["counts"]}
    assert counts == {name: n for name, n in board.items() if name in set(Standing) and n}
    assert (today["reported"], today["owed"]) == (board["reported"], board["owed"]) == (12, 14)
    assert counts["unread"] == 1


def test_a_report_and_a_look_turn_the_status(trainee: Trainee) -> None:
    """What the trainee typed counts from the next look on, and the board says when."""
    trainee.type(2, *REPORT)
    assert trainee.status == "pending"
    assert trainee.order("look").status_code == 202
    assert trainee.status == "on_time"
    assert trainee.state["today"]["mine"]["seen"] == "06:00–06:00:01"


def test_a_report_after_the_deadline_is_late(trainee: Trainee) -> None:
    """The clock is moved past the deadline with every poll on the way; a report after it is late."""
    assert trainee.order("move", to="2022-12-16T10:01:00").status_code == 202
    assert trainee.state["clock"].endswith("10:01")
    assert len(trainee.polls) == 1 + 12 * 4
    assert trainee.status == "missed"
    trainee.type(2, *REPORT)
    trainee.order("look")
    assert trainee.status == "late"


def test_the_others_type_as_in_the_log_and_the_trainees_tab_stays_free(trainee: Trainee) -> None:
    """Other units report by themselves on the way; nobody types into the trainee's tab."""
    trainee.order("move", to="2022-12-16T10:00:00")
    counts = {one["status"]: one["names"] for one in trainee.state["today"]["counts"]}
    assert len(counts["on_time"]) > 5
    book = trainee.server.client().open_by_key(trainee.state["spreadsheet"])
    assert book.worksheet("Gò Dầu").get_all_values()[1:] == []


def test_the_clock_never_goes_back(trainee: Trainee) -> None:
    """An earlier moment, the same one, or one after the campaign is refused; the evidence's moments only rise."""
    trainee.order("move", to="2022-12-16T06:10:00")
    for to in ("2022-12-16T06:05:00", "2022-12-16T06:10:00", "2022-12-15T12:00:00", "2023-01-05T06:00:00"):
        answer = trainee.order("move", to=to)
        assert answer.status_code == 409
        assert answer.json()["error"]["message"]
    for _ in range(3):
        trainee.order("look")
    trainee.order("move", to="2022-12-16T06:15:00")
    polls = trainee.polls
    assert polls == sorted(set(polls))
    assert polls[-1] == moment("06:15")


@pytest.mark.parametrize("at", ["2022-12-16T10:05:00+07:00", "2026-01-01T00:00:00+07:00"])
def test_looks_of_other_commands_move_the_clock_too(trainee: Trainee, at: str) -> None:
    """Where `sheets-sync run` looked meanwhile, at whatever moment, the training goes on after that."""
    settings = trainee.application.training.settings
    done = run("run", "--campaign", settings.path, "--now", at, SHEETS_SYNC_ENDPOINT=trainee.server.url)
    assert done.returncode == 0, done.stderr
    trainee.order("look")
    polls = trainee.polls
    assert polls[-2:] == [datetime.fromisoformat(at), datetime.fromisoformat(at) + timedelta(seconds=1)]
    assert polls == sorted(polls)


def test_starting_again_gives_an_empty_copy_and_leaves_the_rest(trainee: Trainee) -> None:
    """A fresh spreadsheet and a fresh ledger; the old copy is gone, other spreadsheets stay."""
    other = trainee.server.create_spreadsheet("Khác")
    first = trainee.state["spreadsheet"]
    trainee.type(2, *REPORT)
    trainee.order("move", to="2022-12-16T10:00:00")
    assert trainee.order("start", unit="tan-bien", others=False).status_code == 202
    state = trainee.state
    assert state["spreadsheet"] != first
    assert state["clock"].endswith("06:00")
    assert (state["unit"], state["others"]) == ("tan-bien", False)
    assert trainee.polls == [moment("06:00")]
    assert set(trainee.server.workspace.books) == {other, state["spreadsheet"]}
    trainee.order("move", to="2022-12-16T10:00:00")
    assert [one["status"] for one in trainee.state["today"]["counts"]] == ["missed"]


def test_documents_can_be_downloaded_and_nothing_else(trainee: Trainee) -> None:
    """The deadline's report is listed and given out as a file; no other file of the folder is."""
    trainee.order("move", to="2022-12-16T10:00:00")
    (paper,) = trainee.state["documents"]["training"]
    assert {file["suffix"] for file in paper["files"]} == {"docx", "html"}
    for file in paper["files"]:
        answer = requests.get(trainee.server.url + file["address"], timeout=30)
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"] == "attachment"
        assert len(answer.content) > 1000
    for name in ("training/../campaign.toml", "training/..%2fcampaign.toml", "training/%2e%2e/state/ledger.sqlite",
                 "training/", "other/x.docx", "training/x.docx", "finished/x.docx"):  # fmt: skip
        prepared = requests.Request("GET", trainee.server.url).prepare()
        prepared.url = f"{trainee.server.url}/app/documents/{name}"
        assert requests.Session().send(prepared, timeout=30).status_code == 404, name


def test_while_the_job_is_at_work_another_order_waits(trainee: Trainee) -> None:
    """One look at a time: a second order is refused politely, a long move can be ended, nothing hangs."""
    asked, go = threading.Event(), threading.Event()
    inside = trainee.server.answer

    def slow(call: Any) -> Any:
        if call.path.startswith("/v4/") and not go.is_set():
            asked.set()
            go.wait(30)
        return inside(call)

    trainee.server.answer = slow  # type: ignore[method-assign]
    first = requests.post(f"{trainee.server.url}/app/move", json={"to": "2022-12-16T10:00:00"}, timeout=30)
    assert first.status_code == 202
    assert asked.wait(30)
    assert trainee.state["busy"]["of"] == 48
    second = requests.post(f"{trainee.server.url}/app/look", json={}, timeout=30)
    assert second.status_code == 409
    requests.post(f"{trainee.server.url}/app/stop", json={}, timeout=30)
    go.set()
    trainee.application.wait()
    assert trainee.state["busy"] is None
    assert len(trainee.polls) == 2


def test_a_look_that_fails_is_told_and_the_next_goes_on(trainee: Trainee) -> None:
    """A spreadsheet that cannot be read is told in words; after it is mended the training goes on."""
    http = trainee.server.client().http_client
    for locale in ("en_US", "vi_VN"):
        change = {"properties": {"locale": locale}, "fields": "locale"}
        http.batch_update(trainee.state["spreadsheet"], {"requests": [{"updateSpreadsheetProperties": change}]})
        trainee.order("look")
        assert ("bảng tính đang đặt vùng en_US" in trainee.state["trouble"]) == (locale == "en_US")
    assert trainee.state["trouble"] == ""


@pytest.mark.parametrize(
    ("name", "body", "status"),
    [("move", {}, 400), ("move", {"to": "sớm"}, 400), ("start", {"unit": "x", "others": True}, 400),
     ("start", {"unit": "go-dau", "others": 1}, 400), ("none", {}, 404)],
)  # fmt: skip
def test_orders_that_mean_nothing(trainee: Trainee, name: str, body: dict[str, Any], status: int) -> None:
    """A malformed order changes nothing and says so."""
    assert trainee.order(name, **body).status_code == status
    assert trainee.state["clock"].endswith("06:00")


def test_orders_come_as_json_only(trainee: Trainee) -> None:
    """What a form of another page can send is no order, even without its Origin."""
    answer = requests.post(
        f"{trainee.server.url}/app/look", data="{}", headers={"Content-Type": "text/plain"}, timeout=30
    )
    assert answer.status_code == 400
    assert trainee.polls == [moment("06:00")]


def test_the_state_is_sent_only_when_it_changed(trainee: Trainee) -> None:
    """An idle panel costs 304s."""
    address = f"{trainee.server.url}/app/state"
    tag = requests.get(address, timeout=30).headers["ETag"]
    assert requests.get(address, headers={"If-None-Match": tag}, timeout=30).status_code == 304
    trainee.order("look")
    assert requests.get(address, headers={"If-None-Match": tag}, timeout=30).status_code == 200


def test_the_address_of_the_page_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`demo --serve` says where the page is, and ends when it is told to."""
    stop = threading.Event()
    stop.set()
    with LocalSheets(with_page=True) as server:
        keep_open(server, provisioned(tmp_path, server), tmp_path, Audience(opened=demo_shown.opened), stop)
        told = capsys.readouterr().err
        assert f"serving {server.url}\n" in told
        assert f"{server.url}/\n" in told


JUMPS = [
    ("06:00", ["06:05", "09:55", "10:00", "21:00", "06:00 17"]),
    ("09:52", ["09:55", "10:00", "21:00", "06:00 17"]),
    ("10:00", ["10:05", "21:00", "06:00 17"]),
    ("21:00", ["06:00 17"]),
]


@pytest.mark.parametrize(("now", "expected"), JUMPS)
def test_jumps_lead_forward(campaign: Campaign, now: str, expected: list[str]) -> None:
    """The moments offered are later than now, each once."""
    found = [to for _, to in jumps(moment(now), PollPlan(), campaign)]
    assert [f"{to:%H:%M}" + ("" if to.day == 16 else f" {to.day}") for to in found] == expected


def test_no_jump_leads_out_of_the_campaign(campaign: Campaign) -> None:
    """After the last poll there is nowhere to go."""
    assert jumps(moment("21:00", "2022-12-30"), PollPlan(), campaign) == []
    assert jumps(moment("09:00", "2023-01-09"), PollPlan(), campaign) == []


def test_a_training_without_the_others(tmp_path: Path) -> None:
    """A person can train alone: nobody else types."""
    with LocalSheets() as server:
        training = Training(tmp_path / "training", server, Choice("go-dau", others=False))
        training.wait_until(training.end - timedelta(days=1))
        book = server.client().open_by_key(training.settings.spreadsheet)
        assert book.worksheet("Tân Biên").get_all_values()[1:] == []


# -- campaigns of other offices ----------------------------------------------------------------------------------------


@contextmanager
def training_of(starter: str, folder: Path) -> Iterator[Trainee]:
    with LocalSheets(with_page=True) as server:
        source = resources.starter(starter)
        with TrainingApplication(server, folder / "training", source=source) as application:
            assert server.page is not None
            server.page.application = application
            yield Trainee(server, application)
        assert server.failures == []


def test_the_page_of_a_starters_demo_has_a_training_of_it(tmp_path: Path) -> None:
    """What `demo --serve --like` leaves open is the finished campaign and a training of the same one."""
    stop = threading.Event()
    stop.set()
    with LocalSheets(with_page=True) as server:
        source = resources.starter("district-monthly-en")
        keep_open(server, provisioned(tmp_path, server, source=source), tmp_path, stop=stop, source=source)
        name = "Monthly report of the districts"
        assert {book.title for book in server.workspace.books.values()} == {name, f"TRAINING – {name}"}


BEGINNINGS = {
    "clinic-twice-daily-vi": ("tram-mot", "Thứ Hai 10/05/2027, 06:00", "Trước hạn 5 phút · 18:55", "Đến hạn · 19:00"),
    "district-monthly-en": ("amber", "Friday 01/01/2027, 18:00", "5 minutes before the deadline · 11:55 02/05",
                            "Deadline · 12:00 02/05"),
    "school-weekly-en": ("alder", "Saturday 11/03/2028, 20:00", "5 minutes before the deadline · 16:55 17/03",
                         "Deadline · 17:00 17/03"),
    "youth-union-daily-vi": ("doan-mot", "Thứ Tư 24/03/2027, 07:00", "Trước hạn 5 phút · 09:55", "Đến hạn · 10:00"),
}  # fmt: skip


@pytest.mark.parametrize("starter", STARTERS)
def test_every_starter_can_be_trained_with(starter: str, tmp_path: Path) -> None:
    """A starter's training is in its language, its first unit the trainee; at the deadline the others have reported as
    its log says, and a report of the trainee is missing; beginning again keeps to the same campaign."""
    with training_of(starter, tmp_path) as trainee:
        state, campaign = trainee.state, trainee.application.training.campaign
        unit, clock, before, at = BEGINNINGS[starter]
        assert (state["unit"], state["clock"]) == (unit, clock)
        named = [jump["name"] for jump in state["jumps"]]
        assert named[1:3] == [before, at] or named[:2] == [before, at]
        assert trainee.status == "pending"
        assert trainee.order("move", to=state["jumps"][named.index(at)]["to"]).status_code == 202
        counts = {one["status"]: one["count"] for one in trainee.state["today"]["counts"]}
        assert trainee.status == "missed"
        assert counts["on_time"] > 0
        assert trainee.state["trouble"] == ""
        assert trainee.order("move", to=state["now"]).json()["error"]["message"] == texts(campaign.locale).say(
            "training.backwards"
        )
        trainee.order("start", unit=campaign.units[1].key, others=False)
        again = trainee.application.training.campaign
        assert (again.slug, again.name) == (campaign.slug, campaign.name)
        assert trainee.state["clock"] == clock


@pytest.mark.parametrize(("starter", "language"), [(name, name[-2:]) for name in STARTERS])
def test_the_panel_speaks_the_campaigns_language(starter: str, language: str, tmp_path: Path) -> None:
    """The panel's words are those of the campaign's language; an English training has no Vietnamese letter."""
    with training_of(starter, tmp_path) as trainee:
        found = requests.get(f"{trainee.server.url}/app/words", timeout=30).json()
        assert found["language"] == language
        assert found["words"]["look"] == texts(language).get("training.panel.look")
        if language == "en":
            assert not VIETNAMESE.search(json.dumps([found, trainee.state], ensure_ascii=False))


@pytest.mark.parametrize("language", languages())
def test_what_the_page_fills_is_plain_text(language: str) -> None:
    """The panel asks for every text that it is sent, and for no others; none of them depends on a number."""
    section = texts(language).section("training")
    sent = {key.removeprefix("panel."): text for key, text in section.items() if key.startswith("panel.")}
    assert all(isinstance(text, str) and text.strip() for text in sent.values())
    source = (PANEL / "panel.js").read_text(encoding="utf-8")
    asked = set(re.findall(r'"([a-z_]+(?:\.[a-z]+)?)"', source)) | {"training"}
    assert set(sent) <= asked
    assert set(re.findall(r'say\("([^"]+)"', source)) <= set(sent)
    assert not VIETNAMESE.search(source)
