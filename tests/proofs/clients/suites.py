"""The suites of public clients, and everyday journeys with those that have none which runs without Google."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.accounts import key_file

from .bench import CODE, HERE, TRY, Bench

ACCOUNT = "tests@example.iam.gserviceaccount.com"
PRELOAD = CODE / "sheets_sync" / "local_sheets" / "redirect.mjs"


def journeys(bench: Bench) -> str:
    place = bench.folder / "journeys"
    place.mkdir()
    shutil.copy(HERE / "journeys.py", place / "test_journeys.py")
    return bench.pytest(place)


def _settings(folder: Path, bench: Bench) -> None:
    """What the suites of gspread's companions read: a key and the id of a file."""
    bench.key = folder / "creds.json"
    (folder / "tests.config").write_text(f"[Spreadsheet]\nid: {TRY}\n")


def dataframe(bench: Bench) -> str:
    tests = bench.sdist("gspread-dataframe") / "tests"
    _settings(tests, bench)
    return bench.pytest(tests / "gspread_dataframe_test.py", tests / "gspread_dataframe_integration.py")


def formatting(bench: Bench) -> str:
    source = bench.sdist("gspread-formatting")
    _settings(source, bench)
    return bench.pytest(source / "test.py")


def pygsheets(bench: Bench) -> str:
    place = bench.checkout("pygsheets") / "tests"
    bench.key = place / "auth_test_data" / "pygsheettest_service_account.json"
    return bench.pytest(place / "online_test.py")


def _npm(bench: Bench, place: Path, *packages: str) -> None:
    if shutil.which("npm") is None:
        raise FileNotFoundError("no npm")
    bench.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", *packages], place)


def node_journeys(bench: Bench) -> str:
    place = bench.folder / "node"
    place.mkdir()
    (place / "package.json").write_text('{"type": "module"}')
    _npm(bench, place, "googleapis", "google-spreadsheet", "google-auth-library")
    shutil.copy(HERE / "journeys.mjs", place)
    with LocalSheets() as server:
        bench.key.write_text(json.dumps(key_file(server.url)))
        return bench.run(["node", f"--import={PRELOAD}", "journeys.mjs"], place, LOCAL_SHEETS_URL=server.url)


# -- google-spreadsheet: four files that are open to all, to read or to write, or to its account alone ----------------


def google_spreadsheet(bench: Bench) -> str:
    place = bench.checkout("node-google-spreadsheet")
    (place / "bun.lock").unlink(missing_ok=True)
    needed = {"es-toolkit": "^1.44.0", "google-auth-library": "^10.5.0", "ky": "^1.14.3", "nock": "^14", "vitest": "^4"}
    (place / "package.json").write_text(json.dumps({"type": "module", "dependencies": needed}))
    _npm(bench, place)
    _stand_in_for_varlock(place / "node_modules" / "varlock")
    with LocalSheets() as server:
        ids = dict(_ids((place / "src" / "test" / "auth" / "docs-and-auth.ts").read_text("utf-8")))
        for name, file_id in ids.items():
            _shared_file(server, name, file_id)
        server.workspace.enforce_permissions = True
        key = key_file(server.url, ACCOUNT)
        return bench.run(
            ["npx", "vitest", "run"], place, LOCAL_SHEETS_URL=server.url, NODE_OPTIONS=f"--import={PRELOAD}",
            GOOGLE_SERVICE_ACCOUNT_EMAIL=ACCOUNT, GOOGLE_SERVICE_ACCOUNT_KEY=key["private_key"], GOOGLE_API_KEY="key",
        )  # fmt: skip


def _stand_in_for_varlock(place: Path) -> None:
    """Its settings come from the environment; a delay after each test is for Google's quota."""
    place.mkdir(parents=True)
    exports = {"./env": "./env.js", "./auto-load": "./auto-load.js"}
    (place / "package.json").write_text(json.dumps({"name": "varlock", "type": "module", "exports": exports}))
    (place / "env.js").write_text("export const ENV = { ...process.env, TEST_DELAY: 0 };\n")
    (place / "auto-load.js").write_text("")


def _ids(text: str) -> list[tuple[str, str]]:
    lines = text.partition("DOC_IDS = {")[2].partition("}")[0].strip().splitlines()
    pairs = [line.strip().rstrip(",").split(": ") for line in lines]
    return [(name, value.strip("'")) for name, value in pairs]


def _shared_file(server: LocalSheets, name: str, file_id: str) -> None:
    role = "reader" if name.endswith("ReadOnly") else "writer"
    server.create_spreadsheet(name, id=file_id)
    client = server.client()
    client.open_by_key(file_id).sheet1.update([["a", "b", "c"], [1, 2, 3]], "A1")
    client.insert_permission(file_id, ACCOUNT, "user", role)
    if name.startswith("public"):
        client.insert_permission(file_id, None, "anyone", role)


class Suite(NamedTuple):
    client: str
    run: Callable[[Bench], str]
    note: str = ""  # why some of it can't pass


SUITES = (
    Suite("google-api-python-client, gspread, gspread-pandas, pandas (links), httpx: journeys", journeys),
    Suite("gspread-dataframe: its own suite", dataframe, "one asks for an older pandas"),
    Suite("gspread-formatting: its own suite", formatting),
    Suite("pygsheets: its own suite", pygsheets, "one asks for a folder of its authors, one writes past the grid"),
    Suite("googleapis and google-spreadsheet (npm): journeys", node_journeys),
    Suite("google-spreadsheet: its own suite", google_spreadsheet),
)
