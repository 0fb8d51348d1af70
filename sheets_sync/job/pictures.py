"""The board as a page or a picture, to paste into a chat group; the job's tabs as a desk and a phone show them.

Pictures are taken by a browser without a window: Chromium, Chrome or Edge, whichever is found on the PATH.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sheets_sync.board import Board, still_of
from sheets_sync.board.compliance_tab import WIDTHS
from sheets_sync.board.page import NO_SCRIPTS, tab_page
from sheets_sync.board.screen import PHONE
from sheets_sync.config import Settings
from sheets_sync.errors import ConfigError
from sheets_sync.evidence.fold import Evidence
from sheets_sync.job.judging import plans_of
from sheets_sync.words.formats import formats
from sheets_sync.words.worded import worded

BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
)  # fmt: skip
SECONDS = 60
DESK = 1280
"""Pixels across of a small desktop."""
_MEASURE = (
    "<script>const b=document.body,m=[...document.querySelectorAll('table')];"
    "b.dataset.size=Math.ceil(Math.max(...m.map(t=>t.getBoundingClientRect().width)))+'x'+"
    "Math.ceil(document.documentElement.getBoundingClientRect().height)</script>"
)


def write_board(board: Board, *, html: Path | None, png: Path | None, phone: bool = False) -> list[Path]:
    """Writes the board as a page, a picture, or both; `phone`: today's columns alone. Gives the files written.

    Raises ConfigError for a file that can't be written, and where a picture is asked for and no browser is found.
    """
    plan = still_of(board)
    plans, locale = [plan.cropped(len(WIDTHS)) if phone else plan], board.campaign.locale
    if html:
        _write(html, tab_page(plans, locale, title=_title(board, plan.title)))
    if png:
        take_picture(tab_page(plans, locale), png)
    return [path for path in (html, png) if path]


def _title(board: Board, tab: str) -> str:
    """What a browser's window, or the file that a page is printed into, is called."""
    at = formats(board.campaign.locale).clock_and_day(board.as_of.astimezone(board.campaign.timezone), year=True)
    return f"{tab} – {board.campaign.name} – {at}"


def all_pictures(settings: Settings, evidence: Evidence, as_of: datetime, folder: Path) -> list[Path]:
    """A picture of each of the job's tabs at the width of a desk and of a phone. Raises as `write_board`."""
    written = []
    for plan in plans_of(settings, evidence, as_of):
        for name, width in (("desk", DESK), ("phone", PHONE)):
            path = folder / f"{plan.name}-{name}.png"
            take_picture(tab_page([plan], settings.campaign.locale, width=width, ruled=True), path, width=width)
            written.append(path)
    return written


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            worded("commands.file_not_written", reason=error.strerror),
            where=str(path),
            remedy=worded("commands.file_not_written.remedy"),
        ) from None


def find_browser() -> str:
    """The browser that takes pictures. Raises ConfigError where there is none."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise ConfigError(
            worded("commands.no_browser"),
            where="--png",
            remedy=worded("commands.no_browser.remedy"),
        )
    return found


def take_picture(page: str, out: Path, *, width: int | None = None) -> None:
    """A page as PNG, twice as fine as the screen: `width` pixels across, else as wide as its table; never cut below.

    Raises ConfigError where no browser is found or where it fails.
    """
    browser = find_browser()
    _write(out, "")  # so that a place that can't be written is named before the browser starts
    out.unlink()
    with tempfile.TemporaryDirectory(prefix="sheets-sync-", dir=out.resolve().parent) as folder:  # where it may read
        source = Path(folder) / "page.html"
        source.write_text(page.replace(NO_SCRIPTS, "").replace("</body>", f"{_MEASURE}</body>"), encoding="utf-8")
        told = _browse(browser, folder, ["--dump-dom", source.as_uri()])
        size = re.search(r'data-size="(\d+)x(\d+)"', told)
        if size is None:
            raise _failed(browser, worded("commands.browser_no_page"))
        source.write_text(page, encoding="utf-8")
        window = f"--window-size={width or int(size[1])},{int(size[2])}"
        _browse(browser, folder, [window, f"--screenshot={out.resolve()}", source.as_uri()])
    if not out.exists():
        raise _failed(browser, worded("commands.browser_no_picture"))


def _browse(browser: str, folder: str, arguments: Iterable[str]) -> str:
    """Runs the browser without a window, profile or network; what it prints."""
    command = [browser, "--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-extensions"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append(
            "--no-sandbox"
        )  # a browser refuses to run as root otherwise; the page is our own, without scripts
    command += ["--force-device-scale-factor=2", f"--user-data-dir={folder}/profile"]
    try:
        done = subprocess.run([*command, *arguments], capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed(browser, type(error).__name__) from None
    if done.returncode:
        raise _failed(browser, worded("commands.browser_ended", code=done.returncode))
    return done.stdout.decode("utf-8", "replace")


def _failed(browser: str, why: str) -> ConfigError:
    return ConfigError(
        worded("commands.no_picture", why=why),
        where=browser,
        remedy=worded("commands.no_picture.remedy"),
    )
