"""The HTTP contract with Google as a story in chapters, and the cassettes in which its requests are recorded.

Each chapter is what one call of the job sends and gets: provisioning, ticks, failures. Between chapters people type.
A cassette holds requests and answers as JSON, so that a change of a request is a change of a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import vcr
from vcr.request import Request

from sheets_sync.errors import SheetsSyncError
from sheets_sync.gateway import Gateway
from sheets_sync.gateway.timekeeper import ReplayedClock
from sheets_sync.job.provisioning import provision_with
from sheets_sync.local_sheets.weather.faults import Fault
from tests.office import SmallOffice, campaign_text, settings_of, small_tables

CASSETTES = Path(__file__).resolve().parents[1] / "cassettes"
MOMENTS = "moments.json"
"""When each chapter of a folder was recorded: boards name moments, so it is replayed at the same ones."""
ID = "SPREADSHEET"
"""What stands in the cassettes for the spreadsheet's id."""
NOWHERE = "http://127.0.0.1:9"

UNITS = (("u1", "Đơn vị một", "Một"), ("u2", "Đơn vị hai", "Hai"))
TABLES = small_tables(("day", "activity", "details", "quantity"), ("QUA",))


@dataclass
class Story(SmallOffice):
    """The job's side. `pauses` are what it would have slept."""

    pauses: list[float] = field(default_factory=list)

    @classmethod
    def begun(cls, folder: Path, spreadsheet: str, endpoint: str | None, start: datetime) -> Story:
        text = campaign_text(
            UNITS, first=start.date(), days=2, spreadsheet=spreadsheet, name="Hợp đồng HTTP", tables=TABLES
        )
        return cls(settings_of(text, folder, endpoint), ReplayedClock(start))

    def provision(self) -> list[str]:
        done = provision_with(self._gateway(), self.settings, self.clock())
        return [action for provisioning in done.values() for action in provisioning.actions]

    def tick(self) -> tuple[str, ...]:
        """One tick; gives the names of the tabs that it wrote."""
        return self.step(self._gateway()).tick.wrote

    def failing_tick(self) -> int:
        """A tick that can't be done; gives the exit code that the command would end with."""
        try:
            self.tick()
        except SheetsSyncError as error:
            return error.exit_code
        return 0

    def _gateway(self) -> Gateway:
        return Gateway.connect(endpoint=self.settings.endpoint, clock=self.clock, sleep=self.pauses.append)


class People:
    """Those who type between the chapters, over HTTP that is not recorded. `client` is gspread's."""

    def __init__(self, client: Any, spreadsheet: str, day: datetime) -> None:
        self._http, self._spreadsheet, self._day = client.http_client, spreadsheet, f"{day:%d/%m/%Y}"

    def type(self, tab: str, row: int, *cells: Any) -> None:
        """Types the day and `cells` into a row of the grid (from 1: the headings)."""
        options = {"valueInputOption": "USER_ENTERED"}
        body = {"values": [[self._day, *cells]]}
        self._http.values_update(self._spreadsheet, f"'{tab}'!A{row}", params=options, body=body)

    def number(self, tab: str, row: int) -> None:
        """A row with a real number in a cell of plain text, as a paste leaves it."""
        self.type(tab, row, "Tặng quà", "Tặng quà Tết")
        sheets = self._http.fetch_sheet_metadata(self._spreadsheet, params={"fields": "sheets.properties"})["sheets"]
        sheet_id = next(s["properties"]["sheetId"] for s in sheets if s["properties"]["title"] == tab)
        look = {"numberFormat": {"type": "NUMBER", "pattern": "0"}}
        cell = {"userEnteredValue": {"numberValue": 12}, "userEnteredFormat": look}
        start = {"sheetId": sheet_id, "rowIndex": row - 1, "columnIndex": 3}
        fields = "userEnteredValue,userEnteredFormat"
        update = {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}}
        self._http.batch_update(self._spreadsheet, {"requests": [update]})

    def start_anew(self) -> None:
        """Makes the spreadsheet what a new one is: one empty tab, `Sheet1` with the id 0, in American English."""
        sheets = self._http.fetch_sheet_metadata(self._spreadsheet, params={"fields": "sheets.properties"})["sheets"]
        old = [s["properties"].get("sheetId", 0) for s in sheets]
        spare = next(n for n in range(1, len(old) + 2) if n not in old)
        plain = {"properties": {"locale": "en_US", "timeZone": "Etc/GMT"}, "fields": "locale,timeZone"}
        requests = [
            {"addSheet": {"properties": {"sheetId": spare, "title": f"spare {spare}"}}},
            *({"deleteSheet": {"sheetId": sheet_id}} for sheet_id in old),
            {"addSheet": {"properties": {"sheetId": 0, "title": "Sheet1"}}},
            {"deleteSheet": {"sheetId": spare}},
            {"updateSpreadsheetProperties": plain},
        ]
        self._http.batch_update(self._spreadsheet, {"requests": requests})


@dataclass(frozen=True)
class Chapter:
    """`run` is recorded and comes to `gives`; before it `people` act. A `fault` can be had of the local server only."""

    name: str
    run: Callable[[Story], Any]
    gives: Any
    people: Callable[[People], None] = lambda people: None
    fault: Fault | None = None


CHAPTERS = (
    Chapter("provision", lambda story: len(story.provision()), 7),
    Chapter("provision-again", lambda story: len(story.provision()), 0),
    Chapter(
        "first-run",
        Story.tick,
        ("compliance", "totals"),
        lambda people: people.type("Một", 2, "Tặng quà", "Tặng 20 phần quà", "20"),
    ),
    Chapter("unchanged-run", Story.tick, ()),
    Chapter("changed-run", Story.tick, ("compliance", "totals"), lambda people: people.number("Hai", 2)),
    Chapter(
        "quota",
        Story.tick,
        ("compliance", "problems"),
        lambda people: people.type("Một", 3, "?"),
        Fault(status=429, retry_after=5),
    ),
    Chapter("overload", Story.tick, (), fault=Fault(status=503)),
    Chapter("html", Story.tick, (), fault=Fault(status=502, html=True)),
    Chapter("trouble", Story.failing_tick, 3, fault=Fault(status=500, times=0)),
    Chapter("not-found", Story.failing_tick, 4, fault=Fault(status=404)),
    Chapter("no-access", Story.failing_tick, 4, fault=Fault(status=403)),
    Chapter(
        "write-in-doubt",
        Story.tick,
        ("totals",),
        lambda people: people.type("Một", 4, "Tặng quà", "Tặng 5 phần quà", "5"),
        Fault(status=500, after=True, access="write"),
    ),
)


# ── cassettes ─────────────────────────────────────────────────────────────────────────────────────────────────────


class Readable:
    """A cassette as JSON in which the body of a request stands as such, a line per field; that of an answer is text."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        for one in cassette["interactions"]:
            one["request"]["body"] = _opened(one["request"]["body"])
            one["response"]["body"] = one["response"]["body"]["string"]
        return json.dumps(cassette, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @staticmethod
    def deserialize(text: str) -> dict[str, Any]:
        cassette: dict[str, Any] = json.loads(text)
        for one in cassette["interactions"]:
            one["request"]["body"] = _closed(one["request"]["body"])
            one["response"]["body"] = {"string": one["response"]["body"].encode()}
        return cassette


def _opened(body: Any) -> Any:
    text = body.decode() if isinstance(body, bytes) else body
    try:
        return json.loads(text) if text else text
    except ValueError:
        return text


def _closed(body: Any) -> str | None:
    return body if body is None or isinstance(body, str) else json.dumps(body, ensure_ascii=False)


def same_body(one: Request, other: Request) -> None:
    """Equal as JSON texts: 1, 1.0 and true are three."""
    assert canonical(one.body) == canonical(other.body)


def canonical(body: Any) -> str:
    return json.dumps(_opened(body), sort_keys=True)


LEDGER_MARK = re.compile(
    r'\\+"source\\+": \\+"[0-9a-f]+\\+", \\+"head\\+": \\+"[0-9a-f]+\\+", \\+"knows\\+": \[\](, )?'
)
"""What the compliance tab says of the ledger that wrote it: another one in every run."""


def recorder(folder: Path, spreadsheet: str) -> Any:
    """Matches on method, path, query and body; keeps neither headers nor hosts, ids or addresses."""

    def scrub(text: str) -> str:
        text = LEDGER_MARK.sub("", text)
        return re.sub(r"[\w.+-]+@[\w-]+\.[\w.-]+", "somebody@example.com", text.replace(spreadsheet, ID))

    def request(given: Request) -> Request | None:
        where = re.match(r"https?://[^/]+(/v4/.*)", given.uri)
        if where is None:
            return None  # the sign-in service: never on a cassette
        body = given.body.decode() if isinstance(given.body, bytes) else given.body
        return Request(
            given.method, scrub(f"https://sheets.googleapis.com{where[1]}"), scrub(body) if body else body, {}
        )

    def response(given: dict[str, Any]) -> dict[str, Any]:
        kept = {k: v for k, v in given["headers"].items() if k.lower() in ("content-type", "retry-after")}
        body = scrub(given["body"]["string"].decode()).encode()
        return {**given, "headers": kept, "body": {"string": body}}

    made = vcr.VCR(
        cassette_library_dir=str(folder),
        before_record_request=request,
        before_record_response=response,
        decode_compressed_response=True,
        match_on=("method", "path", "query", "same_body"),
        serializer="readable",
    )
    made.register_serializer("readable", Readable)
    made.register_matcher("same_body", same_body)
    return made


Tape = Callable[[Any, str], AbstractContextManager[Any]]


@contextmanager
def played(box: Any, name: str) -> Iterator[None]:
    """The chapter's cassette instead of the network: every recorded request is sent, once, and no other."""
    with box.use_cassette(f"{name}.json", record_mode="none") as cassette:
        yield
        unsent = [one.uri for n, one in enumerate(cassette.requests) if not cassette.play_counts[n]]
        assert not unsent, f"{name}: recorded, but not sent any more: {unsent}"


@contextmanager
def recorded(box: Any, name: str) -> Iterator[None]:
    """Records the chapter anew."""
    (Path(box.cassette_library_dir) / f"{name}.json").unlink(missing_ok=True)
    with box.use_cassette(f"{name}.json", record_mode="all"):
        yield


def tell(
    story: Story,
    chapters: Sequence[Chapter],
    cassettes: Path,
    tape: Tape,
    moment: Callable[[Chapter], datetime],
    before: Callable[[Chapter], None],
) -> dict[str, str]:
    """The chapters in order; gives the moments at which they were told."""
    box, moments = recorder(cassettes, story.settings.spreadsheet), {}
    for chapter in chapters:
        before(chapter)
        story.clock.now = moment(chapter)
        moments[chapter.name] = story.clock.now.isoformat()
        with tape(box, chapter.name):
            given = chapter.run(story)
        assert given == chapter.gives, f"{chapter.name} gave {given!r}"
    return moments


def replay(cassettes: Path, folder: Path) -> None:
    """Tells the chapters of a folder of cassettes, without any network."""
    moments = {
        name: datetime.fromisoformat(text) for name, text in json.loads((cassettes / MOMENTS).read_text()).items()
    }
    story = Story.begun(folder, ID, NOWHERE, min(moments.values()))
    chapters = [chapter for chapter in CHAPTERS if chapter.name in moments]
    tell(story, chapters, cassettes, played, lambda chapter: moments[chapter.name], lambda chapter: None)
