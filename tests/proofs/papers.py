"""What documents cost in a long campaign: `python -m tests.proofs.papers --days 365 --units 14`.

A campaign is recorded as by `tests.proofs.ledger`. Then, each in a process of its own: the daily paper at the last
deadline, the rollup of the whole campaign, and a catch-up, in which the job stood still and every paper of every day is
due at once. A line each: how many papers, CPU seconds (with those of the processes that render), and the most memory.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from sheets_sync.compliance.judging import judge_all
from sheets_sync.config import Settings
from sheets_sync.evidence.fold import Evidence
from sheets_sync.job import past
from sheets_sync.job.publishing import Archive, publish_due, write_document
from sheets_sync.job.settling import Settling
from sheets_sync.ledger import Ledger
from tests.proofs.ledger import Case, apart, long_campaign, record
from tests.proofs.memory import peak, resident
from tests.proofs.tables import table

HEADS = ("what", "papers", "CPU s", "begins at MB", "most MB")


def settings_of(case: Case, folder: Path) -> Settings:
    settings = long_campaign(case.days, case.units, folder)
    return replace(settings, documents=replace(settings.documents, out=folder / "papers", formats=("docx", "html")))


def run_before(case: Case, folder: Path) -> dict[str, float]:
    """Keeps what a run keeps for the next one."""
    settings = settings_of(case, folder)
    with Ledger.at(folder) as ledger:
        evidence = Evidence(past.begin(settings, ledger).newly_recorded())
        settling = Settling(settings, ledger, evidence)
        judge_all(evidence, settings.campaign, evidence.polls[-1].sent, settling.known())
        settling.keep()
        past.keep(settings, ledger)
    return {}


def daily(case: Case, folder: Path) -> dict[str, float]:
    """The paper of the last day at its deadline, with whatever was recorded until then."""
    return _made(case, folder, lambda settings: settings.campaign.last_day)


def rollup(case: Case, folder: Path) -> dict[str, float]:
    return _made(case, folder, lambda settings: None)


def _made(case: Case, folder: Path, day_of: Callable[[Settings], date | None]) -> dict[str, float]:
    settings = settings_of(case, folder)
    day = day_of(settings)
    with Ledger.at(folder) as ledger:
        evidence = Evidence(past.begin(settings, ledger).newly_recorded())
        as_of = settings.campaign.deadline_of(day) if day else evidence.polls[-1].sent
        before = resident()
        _, paths = write_document(Archive(settings, evidence, ledger), as_of, day, out=folder / "asked")
    return _found(len(paths) // 2, before)


def catch_up(case: Case, folder: Path) -> dict[str, float]:
    """Every paper that is due after the last look; none was written before."""
    settings = settings_of(case, folder)
    with Ledger.at(folder) as ledger:
        evidence = Evidence(past.begin(settings, ledger).newly_recorded())
        before = resident()
        paths = publish_due(settings, evidence, ledger, evidence.polls[-1].sent)
    return _found(len(paths) // 2, before)


def _found(papers: int, before: float) -> dict[str, float]:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(one.ru_utime + one.ru_stime for one in used)
    return {"papers": papers, "seconds": seconds, "before": before, "peak": peak()}


TASKS = {"daily": daily, "rollup": rollup, "catch-up": catch_up}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--units", type=int, default=14)
    parser.add_argument("--only", choices=TASKS, action="append", help="not all of them")
    parser.add_argument("--kept", type=Path, help="folder in which the recorded ledger stays for the next time")
    given = parser.parse_args()
    case, lines = Case("", given.units, given.days), []
    with tempfile.TemporaryDirectory() as at:
        recorded = (given.kept or Path(at)) / f"{given.units}-{given.days}"
        if not recorded.exists():
            record(case, recorded)
        for name in given.only or TASKS:
            folder = Path(shutil.copytree(recorded, Path(at) / name))
            apart(run_before, case, folder)  # what is kept names its place
            found = apart(TASKS[name], case, folder)
            lines.append((name, *found.values()))
    print(f"{given.units} units × {given.days} days")
    print(table(HEADS, lines))


if __name__ == "__main__":
    main()
