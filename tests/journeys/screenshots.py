"""Pictures of the page, to look at: `python tests/journeys/screenshots.py FOLDER`.

The training at the first day's deadline: the job's tabs and one unit's tab, at desktop and phone width.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import requests
from browser import DESKTOP, PHONE, Screen, chromium

from sheets_sync.demo.application import TrainingApplication
from sheets_sync.local_sheets import LocalSheets

TABS = ("Tuân thủ", "Lỗi cần sửa", "Tổng hợp", "Điều chỉnh", "Tân Biên")
SIZES = {"desktop": DESKTOP, "phone": PHONE}


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as scratch,
        LocalSheets(with_page=True) as server,
        TrainingApplication(server, Path(scratch, "training")) as application,
        chromium(Path(scratch, "chromium")) as driver,
    ):
        assert server.page is not None
        server.page.application = application
        requests.post(f"{server.url}/app/move", json={"to": "2022-12-16T10:00:00"}, timeout=60).raise_for_status()
        application.wait()
        for name, size in SIZES.items():
            shoot(Screen(driver), server.url, size, folder / name)


def shoot(screen: Screen, url: str, size: tuple[int, int], stem: Path) -> None:
    screen.open(url, size)
    screen.until(lambda: screen.text("#clock"))
    for number, tab in enumerate(TABS, start=1):
        screen.tab(tab)
        path = f"{stem}-{number}.png"
        screen.driver.save_screenshot(path)
        print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
