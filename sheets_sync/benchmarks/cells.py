"""How fast cells and rows are read: `python -m sheets_sync.benchmarks.cells`.

Prints two figures: cells a second for 100,000 random cells mixed from real tokens (none may raise), and the time to
read and check a tab of 75,000 rows as a multiple of the time that `json.loads` takes for the same payload.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from sheets_sync import resources
from sheets_sync.campaign import Campaign
from sheets_sync.cells import CellReader
from sheets_sync.config import load
from sheets_sync.report import read_tab
from sheets_sync.snapshot import Tab

CELLS = 100_000
ROWS = 75_000
TODAY = date(2022, 12, 31)
TYPES = "date time integer decimal money phone yes_no choice unit text url".split()  # noqa: SIM905
_REAL = (
    "16/12 17-12-2022 ngày tháng thứ Sáu CN 9h30 chiều SA kém rưỡi 50 1.200 1,5 1'500 10000000 0912345678 ~ khoảng "
    "hơn + - – / , . ; ( ) không chưa có n/a ... đ/c ĐVTN người hộ phần km m² triệu tr k tỷ đồng VND x × mỗi /phần "
    "năm mươi lăm trăm linh nghìn hai Huyện Đoàn Tân Châu Tan TÃ¢n ©u https://baotayninh.vn/a zalo.me/g/a www. "
    "như trên #REF! =1+1 \ufffd ① ٥ \u200b \u00a0 \n Không phát sinh Tặng quà hộ nghèo QA2 ✓ ✗ âm lịch hôm nay đến và"
)
TOKENS = _REAL.split(" ")


def random_cells(rng: random.Random) -> list[str]:
    """Texts of one to six real tokens, with and without spaces between them."""
    return [rng.choice((" ", " ", "")).join(rng.choices(TOKENS, k=rng.randint(1, 6))) for _ in range(CELLS)]


def random_tab(campaign: Campaign, rng: random.Random) -> list[list[Any]]:
    """A tab as units fill it: every row with words of its own, figures that recur, some of them odd."""
    days = [f"{d:%d/%m/%Y}" for d in campaign.days] + ["16/12", "17-12-22", "thứ Hai, 19/12"]
    works = [a for a in campaign.activities if not a.is_nil]
    places = [f"xã số {i}" for i in range(200)]
    grid: list[list[Any]] = [[c.header for c in campaign.columns]]
    for number in range(ROWS):
        work = rng.choice(works)
        count = rng.randint(1, 90)
        cells = {
            "day": rng.choice(days),
            "activity": work.label,
            "details": f"{work.label} đợt {number} tại {rng.choice(places)} cho {count} hộ có hoàn cảnh khó khăn",
            "place": rng.choice(places),
            "quantity": str(count),
            "measure": rng.choice(work.measures),
            "people": rng.choice((str(count), f"{count} đ/c", f"khoảng {count}")),
            "beneficiaries": str(count * 2),
            "money": f"{count}.{rng.choice((0, 500)):03d}.000",
            "link": f"https://vi-du.vn/tin/{number}" if number % 5 == 0 else "",
            "reporter": "Văn phòng",
        }
        grid.append([cells.get(c.key, "") for c in campaign.columns])
    return grid


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def main() -> None:
    rng = random.Random(20221216)  # noqa: S311 (the same cells each time)
    campaign = load(resources.sample_campaign() / "campaign.toml", environ={}).campaign
    reader = CellReader(campaign)
    cells = random_cells(rng)
    took = seconds(lambda: [reader.read(rng.choice(TYPES), cell, today=TODAY) for cell in cells])
    print(f"fuzz: {CELLS / took:,.0f} cells/s, {CELLS:,} cells, none raised")
    grid = random_tab(campaign, rng)
    payload = json.dumps(grid, ensure_ascii=False)
    loads = seconds(lambda: json.loads(payload))
    tab = Tab(1, campaign.units[0].tab, tuple(map(tuple, grid)))
    first = CellReader(campaign)
    reading = seconds(lambda: read_tab(tab, campaign.units[0], campaign, TODAY, first))
    again = seconds(lambda: read_tab(tab, campaign.units[0], campaign, TODAY, first))
    print(f"rows: {ROWS:,} rows of {len(campaign.columns)} columns, {len(payload) / 1e6:.1f} MB")
    print(f"  json.loads {loads:.2f} s; read and checked {reading:.2f} s = {reading / loads:.1f} x")
    print(f"  the same rows at the next poll {again:.2f} s = {again / loads:.1f} x")


if __name__ == "__main__":
    main()
