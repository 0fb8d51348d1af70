"""`python -m tests.proofs.clients [--pygsheets DIR] [--only NAME]`: how many of each client's tests pass.

Installs public clients into an environment of their own, which needs the package registries, and runs them against a
local server. pygsheets keeps its suite in its repository only: `--pygsheets` names a checkout of it.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
CODE = HERE.parents[2]
PACKAGES = ("pytest", "cryptography", "google-api-python-client", "gspread", "gspread-pandas", "gspread-formatting",
            "gspread-dataframe", "pandas", "httpx", "aiohttp", "openpyxl", "setuptools<80", "wheel",
            "oauth2client", "formualizer")  # fmt: skip
NODE_PACKAGES = ("googleapis", "google-spreadsheet", "google-auth-library")


class Bench:
    """A folder with an environment that holds the clients."""

    def __init__(self, folder: Path, pygsheets: Path | None) -> None:
        self.folder, self.pygsheets = folder, pygsheets
        self.python = folder / "env" / "bin" / "python"
        self.key = folder / "key.json"

    def install(self) -> None:
        venv.create(self.folder / "env", with_pip=True)
        self._run([str(self.python), "-m", "pip", "install", "-q", *PACKAGES])

    def _run(self, command: list[str], **more: str) -> str:
        environment = {**os.environ, "SERVER_CODE": str(CODE), "KEY_FILE": str(self.key), **more}
        found = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True)
        return found.stdout + found.stderr

    def pytest(self, place: Path, *more: str) -> str:
        shutil.copy(HERE / "conftest.py", place if place.is_dir() else place.parent)
        return self._run([str(self.python), "-m", "pytest", "-q", "-p", "no:cacheprovider", str(place), *more])

    def sdist(self, name: str) -> Path:
        """The unpacked source of a package."""
        target = self.folder / "src"
        command = [str(self.python), "-m", "pip", "download", "-q", "--no-deps", "--no-build-isolation"]
        self._run([*command, "--no-binary", ":all:", name, "-d", str(target)])
        archive = next(target.glob(name.replace("-", "?") + "*.tar.gz"))
        with tarfile.open(archive) as packed:
            packed.extractall(target, filter="data")
        return next(path for path in target.glob(name.replace("-", "?") + "*") if path.is_dir())

    # -- the clients --------------------------------------------------------------------------------------------------

    def journeys(self) -> str:
        place = self.folder / "journeys"
        place.mkdir()
        shutil.copy(HERE / "journeys.py", place / "test_journeys.py")
        return self.pytest(place)

    def dataframe(self) -> str:
        return self.pytest(self.sdist("gspread-dataframe") / "tests" / "gspread_dataframe_test.py")

    def suite_of_pygsheets(self) -> str:
        if self.pygsheets is None:
            return "left out: --pygsheets names no checkout"
        place = self.folder / "pygsheets"
        shutil.copytree(self.pygsheets, place)
        self.key = place / "tests" / "auth_test_data" / "pygsheettest_service_account.json"
        return self.pytest(place / "tests" / "online_test.py")

    def node(self) -> str:
        if shutil.which("npm") is None:
            return "left out: no npm"
        sys.path.insert(0, str(CODE))
        import json

        from sheets_sync.local_sheets import LocalSheets
        from sheets_sync.local_sheets.accounts import key_file

        (self.folder / "package.json").write_text('{"type": "module"}')
        self._run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", *NODE_PACKAGES])
        shutil.copy(HERE / "journeys.mjs", self.folder)
        preload = CODE / "sheets_sync" / "local_sheets" / "redirect.mjs"
        with LocalSheets() as server:
            self.key.write_text(json.dumps(key_file(server.url)))
            return self._run(["node", f"--import={preload}", "journeys.mjs"], LOCAL_SHEETS_URL=server.url)


CLIENTS: dict[str, Callable[[Bench], str]] = {
    "journeys: google-api-python-client, gspread, gspread-pandas, pandas, httpx": Bench.journeys,
    "gspread-dataframe, its own suite": Bench.dataframe,
    "journeys: googleapis, google-spreadsheet (npm)": Bench.node,
    "pygsheets, its own suite": Bench.suite_of_pygsheets,
}


def counted(text: str) -> tuple[int, int]:
    """Tests passed and failed, out of pytest's last line or of the lines of the journeys in Node."""
    lines = re.findall(r"^(passed|failed) ", text, re.MULTILINE)
    if lines:
        return lines.count("passed"), lines.count("failed")
    found = {word: int(count) for count, word in re.findall(r"(\d+) (passed|failed|errors?)\b", text)}
    return found.get("passed", 0), found.get("failed", 0) + found.get("error", 0) + found.get("errors", 0)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.clients", description=__doc__)
    parser.add_argument("--pygsheets", type=Path, metavar="DIR", help="a checkout of pygsheets, for its suite")
    parser.add_argument("--only", default="", metavar="NAME", help="clients whose line holds this")
    parser.add_argument("--verbose", action="store_true", help="print what the suites print")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name), options.pygsheets and options.pygsheets.resolve())
        bench.install()
        for client, run in CLIENTS.items():
            if options.only not in client:
                continue
            try:
                text = run(bench)
            except (OSError, StopIteration) as error:
                text = f"could not be run: {error!r}"
            if options.verbose:
                print(text)
            passed, failed = counted(text)
            outcome = f"{passed} passed, {failed} failed" if passed or failed else text.strip()[-200:]
            print(f"{client}: {outcome}", flush=True)


if __name__ == "__main__":
    main()
