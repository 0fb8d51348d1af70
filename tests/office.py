"""One small office for all tests: how its campaign file is written, its clock and its ticks.

The journeys add people who type over HTTP (`journeys/office.py`), the proofs a state that can be put back
(`proofs/office.py`), the contract a gateway whose requests are recorded (`journeys/contract.py`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sheets_sync.config import Settings, load, resources
from sheets_sync.demo.pytest_plugin import CAMPAIGN
from sheets_sync.gateway import Gateway
from sheets_sync.gateway.timekeeper import ReplayedClock, Timekeeper
from sheets_sync.job import opening
from sheets_sync.job.opening import Outcome
from sheets_sync.job.provisioning import provision_with
from sheets_sync.job.tick import Job
from sheets_sync.ledger import Ledger
from sheets_sync.tabs.headings import Provisioning

FIRST_DAY = date(2022, 12, 16)
SPREADSHEET, APART = "1-van-phong", "1-noi-khac"
"""The spreadsheet of the small campaigns, and one that a unit may have of its own."""
SAMPLE = (resources.sample_campaign() / "campaign.toml").read_text(encoding="utf-8")
"""The sample campaign's file."""

GOOD = {
    "day": "16/12",
    "activity": "Tặng quà hộ nghèo, khó khăn",
    "details": "Tặng 20 phần quà cho hộ nghèo",
    "quantity": "20",
    "measure": "phần",
    "people": "10",
    "money": "5.000.000",
}
"""A valid row of the sample's tabs: column key -> as typed."""

_HEAD = """\
[campaign]
slug = "van-phong"
name = "{name}"
timezone = "Asia/Ho_Chi_Minh"
first_day = {first}
last_day = {last}
deadline = 10:00:00
[google]
spreadsheet = "{spreadsheet}"
[documents]
formats = {formats}
"""
_UNIT = '[[units]]\nkey = "{0}"\nname = "{1}"\ntab = "{2}"\n'

Named = tuple[str, str, str]
"""A unit: its key, its name, the title of its tab."""


def small_tables(columns: Collection[str], activities: Collection[str]) -> str:
    """Those of the columns and activities of the campaign that the fixture `office` has, by key and code."""
    wanted = {("columns", key) for key in columns} | {("activities", code) for code in activities}
    tables = re.findall(r'\[\[(columns|activities)\]\]\n(?:key|code) = "(\w+)".*?(?=\n\[\[|\Z)', CAMPAIGN, re.DOTALL)
    blocks = re.findall(r"\[\[(?:columns|activities)\]\].*?(?=\n\[\[|\Z)", CAMPAIGN, re.DOTALL)
    return "\n".join(block for named, block in zip(tables, blocks, strict=True) if named in wanted)


def campaign_text(
    units: int | Iterable[Named],
    *,
    first: date = FIRST_DAY,
    days: int = 15,
    spreadsheet: str = SPREADSHEET,
    name: str = "Văn phòng thử",
    apart: str = "",
    formats: Iterable[str] = ("html",),
    tables: str = SAMPLE[SAMPLE.index("[[columns]]") :],
) -> str:
    """A campaign file. A number of units makes u1, u2, …; `apart`: the spreadsheet where the last unit types;
    `tables`: columns and activities, those of the sample if none are given."""
    if isinstance(units, int):
        units = [(f"u{n}", f"Đơn vị số {n}", f"Đơn vị {n}") for n in range(1, units + 1)]
    last, forms = first + timedelta(days=days - 1), json.dumps(list(formats))
    head = _HEAD.format(name=name, first=first, last=last, spreadsheet=spreadsheet, formats=forms)
    named = "".join(_UNIT.format(*unit) for unit in units)
    return head + named + (f'spreadsheet = "{apart}"\n' if apart else "") + tables


def moment(clock: str, day: date | str = FIRST_DAY) -> datetime:
    """A wall-clock time of the campaign's zone ("9:59", "09:59:30"), as an aware moment."""
    return datetime.fromisoformat(f"{day}T{clock:0>{5 if clock.count(':') == 1 else 8}}+07:00")


@dataclass
class SmallOffice:
    """A campaign at work. The clock stands where it is set."""

    settings: Settings
    clock: ReplayedClock = field(default_factory=lambda: ReplayedClock(moment("06:00")))

    def step(self, gateway: Gateway | None = None, *, new_ledger: str = "") -> Outcome:
        """One tick at the time of the clock. The ledger is opened anew each time, as a new process would."""
        gateway = gateway or opening.connect(self.settings, self.clock)
        with opening.locked(self.settings.state), Ledger.at(self.settings.state) as ledger:
            job = Job(self.settings, gateway, ledger, self.clock)
            return opening.tick_once(job, self.settings, ledger, new_ledger=new_ledger)


def settings_of(text: str, folder: Path, endpoint: str | None) -> Settings:
    """The settings of a campaign file, written into a folder, for a server at `endpoint`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "campaign.toml"
    path.write_text(text, encoding="utf-8")
    return replace(load(path, environ={}), endpoint=endpoint)


def papers(folder: Path, *forms: str) -> list[Path]:
    """The files of documents in a folder and those inside it, by name; of these forms (".html"), else all."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted((path for path in found if not forms or path.suffix in forms), key=lambda path: path.name)


def paper(folder: Path, name: str) -> Path:
    """The one document of this name."""
    (found,) = (path for path in papers(folder) if path.name == name)
    return found


def provision_all(settings: Settings) -> dict[str, Provisioning]:
    """Sets up every spreadsheet of a campaign, now."""
    clock = Timekeeper()
    return provision_with(opening.connect(settings, clock), settings, clock())
