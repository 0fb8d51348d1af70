"""How fast cells and rows are read: `python -m tests.proofs.cells`.

Prints cells a second for 100,000 random cells mixed from real tokens (none may raise), then what the benchmark `rows`
measures of reading and checking 75,000 rows. Whether a cell can take long is measured by the benchmark `worst`.
"""

from __future__ import annotations

import random

from sheets_sync.cells import CellReader
from sheets_sync.config import load, resources
from tests.proofs.rows import TODAY, measure_reading
from tests.proofs.timing import seconds

CELLS = 100_000
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


def main() -> None:
    rng = random.Random(20221216)
    campaign = load(resources.sample_campaign() / "campaign.toml", environ={}).campaign
    reader = CellReader(campaign)
    cells = random_cells(rng)
    took = seconds(lambda: [reader.read(rng.choice(TYPES), cell, today=TODAY) for cell in cells])
    print(f"fuzz: {CELLS / took:,.0f} cells/s, {CELLS:,} cells, none raised")
    measure_reading(campaign)


if __name__ == "__main__":
    main()
