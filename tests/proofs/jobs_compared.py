"""The same job as others would do it: read every unit's tab, write a status per unit. Run as processes by `peers`.

Each does it as its documentation shows. A process says "ready" when it has imported what it needs; for each line on
stdin it does the job once and answers with what that took.
"""

from __future__ import annotations

import atexit
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.proofs.memory import peak

STATUS = "Trạng thái"
"""The tab in which the others write a line per unit."""
REPORTED, MISSING = "đã báo cáo", "chưa báo cáo"


@dataclass(frozen=True, slots=True)
class Task:
    """Where to work: the server's address, the spreadsheet, and for us the campaign file."""

    url: str
    spreadsheet: str
    campaign: str


Job = Callable[[str], object]
"""Does the job once, as of an ISO moment."""


def ours(task: Task) -> Job:
    """A tick, in one process that goes on, as `watch` does it: the campaign file was found good by an earlier one."""
    from sheets_sync.config import load
    from sheets_sync.gateway.timekeeper import ReplayedClock
    from sheets_sync.job import opening
    from sheets_sync.job.tick import Job as OurJob
    from sheets_sync.ledger import Ledger

    settings = replace(load(Path(task.campaign), environ={}, keep=True), endpoint=task.url)
    clock = ReplayedClock(datetime.fromisoformat("2022-12-16T09:50:00+07:00"))
    ledger = Ledger.at(settings.state)
    atexit.register(ledger.close)
    job = OurJob(settings, opening.connect(settings, clock), ledger, clock)

    def run(now: str) -> object:
        clock.now = datetime.fromisoformat(now)
        return job.tick()

    return run


def _said(records: Any) -> str:
    return REPORTED if len(records) else MISSING


def _opened(task: Task) -> Any:
    from sheets_sync.local_sheets.client import client

    return client(task.url)


def _units(book: Any) -> Iterator[Any]:
    """The tabs in which units type."""
    return (tab for tab in book.worksheets() if tab.title.startswith("Đơn vị"))


def gspread_rows(task: Task) -> Job:
    """gspread: `get_all_records` per tab, `update` per row."""
    client = _opened(task)

    def run(_: str) -> None:
        book = client.open_by_key(task.spreadsheet)
        status = book.worksheet(STATUS)
        for row, tab in enumerate(_units(book), 2):
            status.update([[tab.title, _said(tab.get_all_records())]], f"A{row}")

    return run


def gspread_tab(task: Task) -> Job:
    """gspread with more care: `get_all_records` per tab, one `update` of the whole tab."""
    client = _opened(task)

    def run(_: str) -> None:
        book = client.open_by_key(task.spreadsheet)
        lines = [[tab.title, _said(tab.get_all_records())] for tab in _units(book)]
        book.worksheet(STATUS).update(lines, "A2")

    return run


def gspread_dataframe(task: Task) -> Job:
    """gspread-dataframe: `get_as_dataframe` per tab, `set_with_dataframe` of the status tab."""
    from gspread_dataframe import get_as_dataframe, set_with_dataframe
    from pandas import DataFrame

    client = _opened(task)

    def run(_: str) -> None:
        book = client.open_by_key(task.spreadsheet)
        lines = [(tab.title, _said(get_as_dataframe(tab).dropna(how="all"))) for tab in _units(book)]
        set_with_dataframe(book.worksheet(STATUS), DataFrame(lines, columns=["Đơn vị", "Trạng thái"]))

    return run


def pygsheets(task: Task) -> Job:
    """pygsheets: `get_all_records` per tab, `update_row` per unit."""
    import httplib2
    from pygsheets.client import Client

    from sheets_sync.local_sheets.client import GOOGLE, LocalCredentials

    class Local(httplib2.Http):  # type: ignore[misc]
        def request(self, uri: str, *args: Any, **options: Any) -> Any:
            for host in GOOGLE:
                uri = uri.replace(host, task.url, 1)
            return super().request(uri, *args, **options)

    client = Client(LocalCredentials(), http=Local())

    def run(_: str) -> None:
        book = client.open_by_key(task.spreadsheet)
        status = book.worksheet_by_title(STATUS)
        for row, tab in enumerate(_units(book), 2):
            status.update_row(row, [tab.title, _said(tab.get_all_records())])

    return run


JOBS: dict[str, Callable[[Task], Job]] = {
    "sheets-sync": ours,
    "gspread, a row at a time": gspread_rows,
    "gspread, whole tab": gspread_tab,
    "gspread-dataframe": gspread_dataframe,
    "pygsheets": pygsheets,
}


def main() -> None:
    name, url, spreadsheet, campaign = sys.argv[1:]
    try:
        job = JOBS[name](Task(url, spreadsheet, campaign))
    except ImportError as error:
        print(json.dumps({"missing": error.name}), flush=True)
        return
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        started, before = time.perf_counter(), time.process_time()
        job(line.strip())
        wall, cpu = time.perf_counter() - started, time.process_time() - before
        print(json.dumps({"wall": wall, "cpu": cpu, "memory": peak()}), flush=True)


if __name__ == "__main__":
    main()
