"""`python -m tests.proofs.local_server`: how fast the server is, and how much memory it takes.

Prints reads and writes a second through gspread, a read of 200 tabs x 100 rows x 13 columns as a ratio to serving the
same bytes from a static handler, and the memory of one million cells.
"""

from __future__ import annotations

import http.server
import statistics
import tempfile
import threading
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.grid.cells import Cell, Row
from sheets_sync.local_sheets.grid.models import Sheet

if TYPE_CHECKING:
    import gspread

FIELDS = (
    "spreadsheetId,properties(title,locale,timeZone),sheets(properties(sheetId,title,index,hidden,"
    "gridProperties(rowCount,columnCount)),developerMetadata(metadataKey,metadataValue),"
    "data(rowData(values(effectiveValue,note))))"
)
TABS, ROWS, COLUMNS = 200, 100, 13


def per_second(times: int, work: Callable[[int], Any]) -> float:
    started = time.perf_counter()
    for number in range(times):
        work(number)
    return times / (time.perf_counter() - started)


def filled(client: gspread.Client, tabs: int) -> gspread.Spreadsheet:
    """A spreadsheet of plain-text tabs, as the scheduled job meets it."""
    book = client.create("Benchmark")
    text = {"userEnteredFormat": {"numberFormat": {"type": "TEXT", "pattern": "@"}}}
    requests: list[dict[str, Any]] = []
    for n in range(1, tabs + 1):
        grid = {"rowCount": 500, "columnCount": COLUMNS}
        requests.append({"addSheet": {"properties": {"sheetId": n, "title": f"Tab {n}", "gridProperties": grid}}})
        fields = "userEnteredFormat.numberFormat"
        requests.append({"repeatCell": {"range": {"sheetId": n}, "cell": text, "fields": fields}})
    book.batch_update({"requests": requests})
    rows = [[f"row {r} column {c}" for c in range(COLUMNS)] for r in range(ROWS)]
    data = [{"range": f"'Tab {n}'!A1", "values": rows} for n in range(1, tabs + 1)]
    book.values_batch_update({"valueInputOption": "USER_ENTERED", "data": data})
    return book


def speed(folder: Path) -> None:
    with LocalSheets(folder / "speed.db") as server:
        client = server.client()
        sheet = filled(client, 1).get_worksheet(1)
        reads = per_second(500, lambda n: sheet.get(f"A{n % 100 + 1}:M{n % 100 + 1}"))
        writes = per_second(500, lambda n: sheet.update([[f"typed {n}"]], f"B{n % 100 + 1}", raw=False))
        print(f"gspread, state on disk: {reads:,.0f} reads/s, {writes:,.0f} durable writes/s")


def ratio(folder: Path) -> None:
    with LocalSheets(folder / "ratio.db") as server:
        client = server.client()
        book = filled(client, TABS)
        session = client.http_client.session
        url = f"{server.url}/v4/spreadsheets/{book.id}"

        def read() -> bytes:
            return bytes(session.get(url, params={"fields": FIELDS}).content)

        started = time.perf_counter()
        body = read()
        cold = time.perf_counter() - started

        def read_after_a_change(n: int) -> float:
            book.values_update(f"'Tab {n + 1}'!B2", {"valueInputOption": "RAW"}, {"values": [[f"new {n}"]]})
            started = time.perf_counter()
            read()
            return time.perf_counter() - started

        changed = statistics.median(read_after_a_change(n) for n in range(30))
        same = 1 / per_second(30, lambda n: read())
        static = _static(body, session)
    print(f"{TABS} tabs x {ROWS} rows x {COLUMNS} columns, {len(body) / 1e6:.1f} MB:")
    print(f"  static handler {static * 1000:.1f} ms")
    print(f"  unchanged      {same * 1000:.1f} ms, ratio {same / static:.2f}")
    print(f"  one cell new   {changed * 1000:.1f} ms, ratio {changed / static:.2f}")
    print(f"  first of all   {cold * 1000:.0f} ms, ratio {cold / static:.1f}")


def _static(body: bytes, session: Any) -> float:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json; charset=UTF-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        session.get(url).content  # noqa: B018 - the first one opens the connection
        found = 1 / per_second(30, lambda n: session.get(url).content)
        session.close()
        server.shutdown()
        thread.join()
    return found


def memory() -> None:
    tracemalloc.start()
    sheet = Sheet(1, "Big", 100_000, 10)
    for index in range(100_000):
        sheet.set_row(index, Row(Cell(f"cell {index} {column}") for column in range(10)))
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"memory of 1,000,000 cells with texts of their own: {used / 1e6:.0f} MB")


def recalculation() -> None:
    """A change of one cell under many formulas, through the server and by the engine alone."""
    growing = [[f"=SUM(A$1:A{n})"] for n in range(1, 5001)]
    dependants = [[f"=$A$1*{n}"] for n in range(1, 20_001)]
    for name, texts in (("5,000 growing sums", growing), ("20,000 dependants of one cell", dependants)):
        ours, alone = _server_alone(texts), _engine_alone(texts)
        print(f"{name}: {ours * 1000:.0f} ms a change, {ours / alone:.1f} times the engine alone")


def _server_alone(texts: list[list[str]]) -> float:
    with LocalSheets(listen=False) as server:
        sheet = server.client().create("Formulas").sheet1
        sheet.resize(len(texts), 3)
        sheet.update([[float(n)] for n in range(1, len(texts) + 1)], "A1")
        sheet.update(texts, "B1", raw=False)
        return _median(lambda n: sheet.update([[float(n)]], "A1"))


def _engine_alone(texts: list[list[str]]) -> float:
    """The engine's own workbook: the change, the calculation, and every result read."""
    import formualizer

    book = formualizer.Workbook()
    sheet = book.sheet("S")
    sheet.set_values_batch(1, 1, len(texts), 1, [[float(n)] for n in range(1, len(texts) + 1)])
    sheet.set_formulas_batch(1, 2, len(texts), 1, texts)
    results = formualizer.RangeAddress("S", 1, 2, len(texts), 2)

    def change(number: int) -> None:
        sheet.set_value(1, 1, float(number))
        book.evaluate_all()
        sheet.get_values(results)

    book.evaluate_all()
    return _median(change)


def _median(change: Callable[[int], object]) -> float:
    times = []
    for number in range(9):
        started = time.perf_counter()
        change(number)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        speed(Path(name))
        ratio(Path(name))
    recalculation()
    memory()


if __name__ == "__main__":
    main()
