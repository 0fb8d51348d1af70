"""Pictures of everything that people look at: `python tests/journeys/screenshots.py FOLDER [PART …]`.

PART is one of `board` (0, 14 and 28 of 30 units missing), `tabs` (a unit's tab with errors, the list of problems, the
totals), `pages` (those of `status --html` and `why --html`), `papers` (both kinds in two editions) and `training`; all
where none is named. Tabs and pages are taken on a phone (360 × 640) and a small laptop (1366 × 768), pages and papers
also as printed, sheet by sheet, where pdftoppm (and for papers LibreOffice) is installed.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import requests
from browser import PHONE, Screen, chromium
from office import GOOD, World, make_world

from sheets_sync.demo.application import TrainingApplication
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.session import Session
from tests.office import SAMPLE, campaign_text, papers

LAPTOP = (1366, 768)
SIZES = {"phone": PHONE, "laptop": LAPTOP}
DAYS = ("2022-12-16", "2022-12-17", "2022-12-18")
MISSING = dict(zip(DAYS, (0, 14, 28), strict=True))
"""Units of the thirty that have not reported by the deadline of a day."""
NAMED = (
    "Thành Đoàn Tây Ninh", "Thị Đoàn Hòa Thành", "Thị Đoàn Trảng Bàng", "Huyện Đoàn Bến Cầu", "Huyện Đoàn Châu Thành",
    "Huyện Đoàn Dương Minh Châu", "Huyện Đoàn Gò Dầu", "Huyện Đoàn Tân Biên", "Huyện Đoàn Tân Châu",
    "Đoàn Khối Cơ quan và Doanh nghiệp tỉnh", "Đoàn Thanh niên Công an tỉnh", "Đoàn Thanh niên Bộ đội Biên phòng tỉnh",
)  # fmt: skip
UNITS = (*NAMED, *(f"Đoàn trường Trung học phổ thông số {n}" for n in range(len(NAMED) + 1, 31)))
WRONG = (
    {"Số lượng": "rất nhiều"},
    {"Ngày báo cáo": "31/2"},
    {"Số lượng": "khoảng 20"},
    {"Kinh phí": "1,5"},
    {"Hoạt động": "Tặng qà hộ nghèo"},
)
"""What is wrong, or doubtful, in the rows of the last unit."""


def main(folder: Path, parts: Iterable[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    wanted = set(parts) or {"board", "tabs", "pages", "papers", "training"}
    with tempfile.TemporaryDirectory() as scratch, chromium(Path(scratch, "chromium")) as driver:
        screen = Screen(driver)
        if "training" in wanted:
            shoot_training(screen, Path(scratch, "training"), folder)
        if wanted - {"training"}:
            with LocalSheets(with_page=True) as server:
                named = [(f"u{n}", name, short(name)) for n, name in enumerate(UNITS, 1)]
                text = campaign_text(named, days=len(DAYS), spreadsheet="dien-ma-bang-tinh-vao-day",
                                     name="Công tác dân vận đợt 2 năm 2022", formats=("docx", "html"))  # fmt: skip
                text = text.replace("[documents]\n", f"[documents]\n{LETTERHEAD}\n", 1)
                world = make_world(server, Path(scratch, "office"), text)
                for day in days(world):
                    stem = folder / f"board-{MISSING[day]}-missing"
                    if "board" in wanted:
                        shoot(screen, server.url, stem, "Tuân thủ")
                    if "pages" in wanted:
                        shoot_pages(screen, world, day, stem)
                if "tabs" in wanted:
                    for stem, tab in TABS.items():
                        shoot(screen, server.url, folder / stem, tab)
                if "papers" in wanted:
                    write_papers(world)
                    shoot_papers(screen, world, folder)


LETTERHEAD = SAMPLE[SAMPLE.index('title = "', SAMPLE.index("[documents]")) : SAMPLE.index("[[units]]")]
TABS = {"unit": "Trường Trung học phổ thông số 30", "problems": "Lỗi cần sửa", "totals": "Tổng hợp"}


def short(name: str) -> str:
    """The title of a unit's tab: its name without what all of them are."""
    for kind in ("Thành Đoàn ", "Thị Đoàn ", "Huyện Đoàn ", "Đoàn "):
        name = name.removeprefix(kind)
    return name[:1].upper() + name[1:]


def days(world: World) -> Iterator[str]:
    """The days at their deadline, each with its units missing; on the last one the last unit's rows have errors."""
    for number, day in enumerate(DAYS, 1):
        for unit in world.settings.campaign.units[MISSING[day] :]:
            world.type(unit.key, number, {**GOOD, "Ngày báo cáo": typed(day), "Số lượng": str(10 + number)})
        world.tick("09:50", day=day)
        if day == DAYS[-1]:
            for row, cells in enumerate(WRONG, number + 1):
                world.type("u30", row, {**GOOD, "Ngày báo cáo": typed(day), **cells})
        world.tick("10:00", day=day)
        yield day
        world.tick("21:00", day=day)


def typed(day: str) -> str:
    return "/".join(reversed(day.split("-")))


def write_papers(world: World) -> None:
    """Second editions of the last day's paper and of the rollup: what changed after the first."""
    for number, unit in enumerate(world.settings.campaign.units[5:20], 1):
        row = {**GOOD, "Ngày báo cáo": typed(DAYS[-1]), "Số lượng": str(20 + number), "Mô tả": f"Tặng quà đợt {number}"}
        world.type(unit.key, len(DAYS) + 1, row)
    world.tick("10:05", day="2022-12-19")
    with Session(world.settings, now=world.clock) as office:
        office.write_document(DAYS[-1])
        office.write_document()


def shoot(screen: Screen, url: str, stem: Path, tab: str) -> None:
    """A tab of the page as a screen of each size shows it."""
    for name, size in SIZES.items():
        screen.open(url, size)
        screen.tab(tab)
        save(screen, Path(f"{stem}-{name}.png"))


def shoot_pages(screen: Screen, world: World, day: str, stem: Path) -> None:
    """The board as a page, and on the last day the page of `why` of the unit with errors; each as printed too."""
    with tempfile.TemporaryDirectory() as scratch, Session(world.settings, now=world.clock) as office:
        pages = {f"{stem}-page": Path(scratch, "board.html")}
        office.write_board(html=pages[f"{stem}-page"])
        if day == DAYS[-1]:
            path = pages[f"{stem.with_name('why')}-page"] = Path(scratch, "why.html")
            path.write_text(office.why("u30", day).html(), encoding="utf-8")
        for name, page in pages.items():
            for width, size in SIZES.items():
                whole(screen, page.as_uri(), size)
                save(screen, Path(f"{name}-{width}.png"))
            printed = screen.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"]
            Path(scratch, "page.pdf").write_bytes(base64.b64decode(printed))
            sheets(Path(scratch, "page.pdf"), Path(f"{name}-sheet"))


def save(screen: Screen, path: Path) -> None:
    screen.driver.save_screenshot(str(path))
    print(path)


def shoot_papers(screen: Screen, world: World, folder: Path) -> None:
    """The pages of the last day's papers and the rollups at both widths, whole; the Word files sheet by sheet."""
    wanted = [
        p for p in papers(world.settings.documents.out, ".html", ".docx") if DAYS[-1] in p.name or "ket-qua" in p.name
    ]
    for path in wanted:
        if path.suffix == ".docx":
            shoot_sheets(path, folder)
            continue
        for name, size in SIZES.items():
            whole(screen, path.as_uri(), size)
            save(screen, folder / f"paper-{path.stem}-{name}.png")


def whole(screen: Screen, address: str, size: tuple[int, int]) -> None:
    """Opens a page in a window that is as high as the page."""
    shown: dict[str, Any] = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size[0] < 600}
    screen.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shown)
    screen.driver.get(address)
    high = screen.run("return document.documentElement.scrollHeight")
    screen.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**shown, "height": min(int(high), 12000)})


def shoot_sheets(path: Path, folder: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        print(f"no sheets of {path.name}: LibreOffice is not installed", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as scratch:
        command = [office, f"-env:UserInstallation=file://{scratch}/profile", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", scratch, str(path)], check=True, capture_output=True, timeout=300)
        sheets(Path(scratch, f"{path.stem}.pdf"), folder / f"sheet-{path.stem}")


def sheets(pdf: Path, stem: Path) -> None:
    """The sheets of a pdf as pictures whose names begin with `stem`."""
    pages = shutil.which("pdftoppm")
    if not pages:
        print(f"no sheets of {stem.name}: pdftoppm is not installed", file=sys.stderr)
        return
    subprocess.run([pages, "-r", "70", "-png", str(pdf), str(stem)], check=True, timeout=300)
    for made in sorted(stem.parent.glob(f"{stem.name}-*.png")):
        print(made)


def shoot_training(screen: Screen, scratch: Path, folder: Path) -> None:
    """The training at the first day's deadline, with its panel."""
    with LocalSheets(with_page=True) as server, training(server, scratch) as application:
        requests.post(f"{server.url}/app/move", json={"to": "2022-12-16T10:00:00"}, timeout=60).raise_for_status()
        application.wait()
        for name, size in SIZES.items():
            screen.open(server.url, size)
            screen.until(lambda: screen.text("#clock"))
            for tab, title in (("board", "Tuân thủ"), ("overrides", "Điều chỉnh"), ("unit", "Tân Biên")):
                screen.tab(title)
                save(screen, folder / f"training-{tab}-{name}.png")


@contextmanager
def training(server: LocalSheets, scratch: Path) -> Iterator[TrainingApplication]:
    with TrainingApplication(server, scratch) as application:
        assert server.page is not None
        server.page.application = application
        yield application


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
