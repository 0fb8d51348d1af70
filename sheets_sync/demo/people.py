"""The people of the demo: what the typing log says they did, done in their tabs, and the clock that they live by."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sheets_sync.config import Settings, resources
from sheets_sync.spreadsheet.a1 import Cell, Range, quote_title

if TYPE_CHECKING:
    from gspread import Client


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a unit did in its tab: type, clear, delete or insert a row (from 1, under the headings)."""

    at: datetime
    unit: str
    do: str
    row: int
    cells: Mapping[str, str]


def read_typing(path: Path | None = None) -> list[Act]:
    """The typing log at `path` (the sample's by default), in order of time."""
    path = path or resources.sample_campaign() / "typing.jsonl"
    with path.open(encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines if line.strip()]
    return [Act(datetime.fromisoformat(e["at"]), e["unit"], e["do"], e["row"], e.get("cells", {})) for e in entries]


class TypingLog:
    """Gives each act of a log once, as its time comes."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self._acts = deque(acts)

    def before(self, moment: datetime) -> Iterator[Act]:
        """The acts not given yet that were done before a moment."""
        while self._acts and self._acts[0].at < moment:
            yield self._acts.popleft()


class People:
    """Types into unit tabs as people do: USER_ENTERED values, rows cleared, deleted and inserted.

    `client` is gspread's.
    """

    def __init__(self, client: Client, settings: Settings) -> None:
        self._http = client.http_client
        self._spreadsheet = settings.spreadsheet
        self._tabs = {unit.key: unit.tab for unit in settings.campaign.units}
        self._places = {column.header: n for n, column in enumerate(settings.campaign.columns)}
        document = self._http.fetch_sheet_metadata(
            settings.spreadsheet, params={"fields": "sheets(properties(sheetId,title,gridProperties))"}
        )
        self._sheets = {s["properties"]["title"]: s["properties"] for s in document["sheets"]}

    def act(self, act: Act) -> None:
        """Does one act of the log."""
        if act.do == "type":
            self._type(act)
        elif act.do == "clear":
            self._http.values_clear(self._spreadsheet, _row_range(self._tabs[act.unit], act.row))
        else:
            self._rows(act)

    def act_all(self, acts: Iterable[Act]) -> None:
        for act in acts:
            self.act(act)

    def _type(self, act: Act) -> None:
        title = quote_title(self._tabs[act.unit])
        data = [
            {"range": f"{title}!{Cell(act.row, self._places[header]).a1}", "values": [[text]]}
            for header, text in act.cells.items()
        ]
        self._http.values_batch_update(self._spreadsheet, {"valueInputOption": "USER_ENTERED", "data": data})

    def _rows(self, act: Act) -> None:
        sheet = self._sheets[self._tabs[act.unit]]["sheetId"]
        span = {"sheetId": sheet, "dimension": "ROWS", "startIndex": act.row, "endIndex": act.row + 1}
        request: dict[str, object] = {"range": span}
        if act.do == "insert":
            request["inheritFromBefore"] = act.row > 1
        kind = {"insert": "insertDimension", "delete": "deleteDimension"}[act.do]
        self._http.batch_update(self._spreadsheet, {"requests": [{kind: request}]})


def _row_range(tab: str, row: int) -> str:
    return Range(tab, row, None, row + 1, None).a1
