"""A folder with an environment that holds public clients, in which their tests are run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tarfile
import venv
from pathlib import Path

HERE = Path(__file__).parent
CODE = HERE.parents[2]
PACKAGES = ("pytest", "cryptography", "google-api-python-client", "gspread", "gspread-pandas", "gspread-formatting",
            "gspread-dataframe", "pandas", "httpx", "aiohttp", "openpyxl", "setuptools<80", "wheel", "oauth2client",
            "formualizer", "babel", "tzdata")  # fmt: skip
TRY = "try"  # the file that a suite is given


class Bench:
    """`checkouts`: a folder with checkouts of clients that keep their suites in their repositories only."""

    def __init__(self, folder: Path, checkouts: Path | None) -> None:
        self.folder, self.checkouts = folder, checkouts
        self.python = folder / "env" / "bin" / "python"
        self.key = folder / "key.json"

    def install(self) -> None:
        venv.create(self.folder / "env", with_pip=True)
        self.run([str(self.python), "-m", "pip", "install", "-q", *PACKAGES])

    def run(self, command: list[str], place: Path | None = None, **more: str) -> str:
        """What a command prints, run in the folder or another one."""
        environment = {**os.environ, "SERVER_CODE": str(CODE), "KEY_FILE": str(self.key), "MADE_FILE": TRY, **more}
        found = subprocess.run(command, cwd=place or self.folder, env=environment, capture_output=True, text=True)
        return found.stdout + found.stderr

    def pytest(self, *places: Path) -> str:
        """The tests of files of one folder, which a local server stands beside."""
        folder = places[0] if places[0].is_dir() else places[0].parent
        shutil.copy(HERE / "conftest.py", folder)
        files = [str(place) for place in places]
        return self.run([str(self.python), "-m", "pytest", "-q", "-p", "no:cacheprovider", *files], folder)

    def sdist(self, name: str) -> Path:
        """The unpacked source of a package."""
        target = self.folder / "src"
        command = [str(self.python), "-m", "pip", "download", "-q", "--no-deps", "--no-build-isolation"]
        self.run([*command, "--no-binary", ":all:", name, "-d", str(target)])
        archive = next(target.glob(name.replace("-", "?") + "*.tar.gz"))
        with tarfile.open(archive) as packed:
            packed.extractall(target, filter="data")
        return next(path for path in target.glob(name.replace("-", "?") + "*") if path.is_dir())

    def checkout(self, name: str) -> Path:
        """A copy of a checkout. FileNotFoundError when there is none."""
        if self.checkouts is None:
            raise FileNotFoundError(f"--checkouts names no folder with {name}")
        return Path(shutil.copytree(self.checkouts / name, self.folder / name, ignore=shutil.ignore_patterns(".git")))


def counted(text: str) -> tuple[int, int]:
    """Tests passed and failed, out of the last lines of pytest or vitest, or the lines of the journeys in Node."""
    lines = re.findall(r"^(passed|failed) ", text, re.MULTILINE)
    if lines:
        return lines.count("passed"), lines.count("failed")
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    totals = re.findall(r"^\s*Tests .*$", plain, re.MULTILINE) or [plain]
    found = {word: int(count) for count, word in re.findall(r"(\d+) (passed|failed|errors?)\b", totals[-1])}
    return found.get("passed", 0), found.get("failed", 0) + found.get("error", 0) + found.get("errors", 0)
