"""What the rollup of a large campaign costs: `python -m tests.proofs.documents`.

For 50, 100 and 200 units × 15 days with two rows a day: seconds of work for the model, the docx and the html, the
most memory of the process, and how all of it grows while the units double (2.0 is linear).

`python -m tests.proofs.documents --days 60`: the bytes of sixty days with two editions a day of 14 units, one document
made after the other, and the most memory that this took.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.cells import CellReader
from sheets_sync.compliance.judging import Judgement, Status
from sheets_sync.compliance.standings import Standings
from sheets_sync.config import load, resources
from sheets_sync.documents import render
from sheets_sync.rollup import CampaignReport, campaign_model, day_model
from sheets_sync.spreadsheet.snapshot import Tab
from sheets_sync.tabs.rows import Row
from sheets_sync.tabs.unit_tab import read_tab

SIZES = (50, 100, 200)
ROWS_A_DAY = 2
T = TypeVar("T")


def campaign_of(units: int) -> Campaign:
    """The sample campaign with so many units."""
    campaign = load(resources.sample_campaign() / "campaign.toml", environ={}).campaign
    return replace(
        campaign, units=tuple(Unit(f"u-{n}", f"Đoàn cơ sở số {n}", f"Đơn vị {n}") for n in range(1, units + 1))
    )


def rows_of(campaign: Campaign) -> Iterator[Row]:
    """What the units typed, read as a tick reads it."""
    rng, reader = random.Random(20221216), CellReader(campaign)
    works = [activity for activity in campaign.activities if not activity.is_nil]
    for number, unit in enumerate(campaign.units, 1):
        grid: list[list[Any]] = [[column.header for column in campaign.columns]]
        for day in (day for day in campaign.days for _ in range(ROWS_A_DAY)):
            work, count = rng.choice(works), rng.randint(1, 90)
            cells = {
                "day": f"{day:%d/%m/%Y}",
                "activity": work.label,
                "details": f"{work.label} đợt {count} tại xã số {count}",
                "place": f"xã số {count}",
                "quantity": str(count),
                "measure": rng.choice(work.measures),
                "people": rng.choice((str(count), f"khoảng {count}")),
                "beneficiaries": str(count * 2),
                "money": f"{count}.500.000",
            }
            grid.append([cells.get(column.key, "") for column in campaign.columns])
        tab = Tab(number, unit.tab, tuple(map(tuple, grid)))
        yield from read_tab(tab, unit, campaign, campaign.last_day, reader).rows


def timed(act: Callable[[], T]) -> tuple[float, T]:
    """Seconds that the processor worked, and what came of it."""
    start = time.process_time()
    made = act()
    return time.process_time() - start, made


def written(model: CampaignReport, form: str, out: Path) -> list[Path]:
    units = str(len(model.units))
    return render(model, templates=resources.templates_dir(), formats=[form], out=out, name=units)


def on_time(unit: Unit, campaign: Campaign) -> list[Judgement]:
    return [Judgement(unit.key, day, Status.ON_TIME, Status.ON_TIME) for day in campaign.days]


def measured(units: int, out: Path) -> dict[str, float]:
    campaign = campaign_of(units)
    rows = list(rows_of(campaign))
    as_of = datetime.combine(campaign.last_day, datetime.min.time(), campaign.timezone) + timedelta(hours=21)
    standings = Standings(campaign, as_of, {unit.key: on_time(unit, campaign) for unit in campaign.units})
    took, model = timed(lambda: campaign_model(standings, rows))
    found = {"model": took}
    for form in ("docx", "html"):
        found[form], _ = timed(partial(written, model, form, out))
    return found | {"all": sum(found.values()), "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def days_of(count: int) -> None:
    """Prints what the documents of so many days weigh, and how large the first and the last of them are."""
    base = campaign_of(14)
    days = tuple(base.first_day + timedelta(days=n) for n in range(count))
    campaign = replace(base, days=days, deadlines={})
    rows = list(rows_of(campaign))
    sizes: list[int] = []
    with tempfile.TemporaryDirectory() as folder:
        for day in days:
            so_far = [row for row in rows if row.day is not None and row.day <= day]
            for hour in (10, 21):
                as_of = datetime.combine(day, datetime.min.time(), campaign.timezone) + timedelta(hours=hour)
                judged = {unit.key: on_time(unit, campaign) for unit in campaign.units}
                seen = {(row.unit, row.day): as_of for row in so_far}
                standings = Standings(campaign, as_of, judged)
                model = day_model(standings, day, so_far, seen=seen, evidence_code="0123456789abcdef")
                out = Path(folder) / f"bao-cao-ngay-{day}-{hour}h00"
                render(model, templates=resources.templates_dir(), formats=["docx", "html"], out=out, name=out.name)
                sizes.append(sum(path.stat().st_size for path in out.iterdir()))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count} days, two editions a day, 14 units x {ROWS_A_DAY} rows: {sum(sizes) / 1e6:.1f} MB with side files; "
        f"first {sizes[0] / 1e3:.0f} kB, last {sizes[-1] / 1e3:.0f} kB; most memory {most:.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="What documents cost.")
    parser.add_argument("--days", type=int, help="weigh the documents of so many days instead")
    if days := parser.parse_args().days:
        days_of(days)
        return
    with tempfile.TemporaryDirectory() as folder:
        measured(3, Path(folder))  # imports
        before: dict[str, float] = {}
        for units in SIZES:
            found = measured(units, Path(folder))
            growth = f", {found['all'] / before['all']:.1f} x the work of half as many" if before else ""
            parts = ", ".join(f"{name} {found[name]:.2f} s" for name in ("model", "docx", "html"))
            print(f"{units} units x 15 days: {parts}; most memory so far {found['MB']:.0f} MB{growth}")
            before = found


if __name__ == "__main__":
    main()
