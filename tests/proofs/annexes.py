"""Every figure in the annexes of the rollup, from the frames with plain pandas, for the sample campaign.

    python -m tests.proofs.annexes

Reads as a notebook would: which rows count and how each activity adds up stands here once more, apart from the
product's own code. Prints how many figures agree; ends with 1 where one does not.
"""

from __future__ import annotations

import re
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pandas as pd

import sheets_sync as ss
from sheets_sync.config import resources
from sheets_sync.demo import People
from sheets_sync.demo.people import TypingLog, read_typing
from sheets_sync.gateway.timekeeper import ReplayedClock
from sheets_sync.rollup import phrases

GIFTS = ["phần"]
MATRIX_DAYS = 16
OTHER = re.compile(r"whole\.|listed\.\w+\.(?!total)|sum\.gifts\.|(unit|date|matrix\.\d)\.total\.(reported|expected)")
"""Figures of the body, single rows of lists (they make the lists' sums), and sums of reports."""
REPORTED = ["on_time", "late", "undetermined"]
Annexes = dict[str, float]


@contextmanager
def sample_office(folder: Path) -> Iterator[ss.Session]:
    """The sample campaign after its last day: three looks a day at what the shipped log says people typed."""
    path = folder / "campaign.toml"
    text = (resources.sample_campaign() / "campaign.toml").read_text(encoding="utf-8")
    path.write_text(text + '\n[documents]\nformats = ["md"]\n' if "[documents]" not in text else text, encoding="utf-8")
    clock, server = ReplayedClock(datetime.fromisoformat("2022-12-16T06:00+07:00")), ss.LocalSheets(listen=False)
    with ss.open(path, now=clock, server=server) as office, office.locked():
        office.provision()
        people, log = People(server.client(), office.settings), TypingLog(read_typing())
        for day in office.campaign.days:
            for at in (time(9, 55), time(10), time(21)):
                clock.now = datetime.combine(day, at, office.campaign.timezone)
                people.act_all(log.before(clock.now))
                office.tick()
        yield office


def annexes(frames: ss.Frames, campaign: ss.Campaign) -> Annexes:
    """The figures by the names that the documents' side files give them."""
    parts = counted_parts(frames.rows, campaign)
    return {
        **by_activity(parts),
        **sums(parts, frames.rows, "unit", "unit"),
        **sums(parts, frames.rows, "day", "date"),
        **totals(parts, "unit"),
        **totals(parts, "date"),
        **reports(frames.statuses),
        **listed(frames.rows, campaign),
        **list_sums(parts, frames.rows, campaign),
    }


def counted_parts(rows: pd.DataFrame, campaign: ss.Campaign) -> pd.DataFrame:
    """What each valid row adds, one line a figure: columns unit, day, code, measure, amount."""
    rows = rows[rows["valid"]].copy()
    rows["activity"] = rows["activity"].astype("object")
    work = rows[rows["activity"].notna() & ~rows["nil"]]
    found = [
        rows.assign(code=key, measure=measure, amount=rows[key])
        for key, measure in (("people", "lượt"), ("beneficiaries", "lượt"), ("money", "đồng"))
    ]
    found.append(work.assign(code="rows", measure="", amount=1))
    for activity in campaign.activities:
        of_activity = work[(work["activity"] == activity.code) & work["quantity"].notna()]
        first = (activity.measures or ("",))[0]
        typed = of_activity["quantity_measure"].astype("object").fillna(of_activity["measure"].astype("object"))
        of_activity = of_activity.assign(
            code=activity.code, measure=typed.fillna(first), amount=of_activity["quantity"]
        )
        for joined in activity.convert:
            here = of_activity["measure"] == joined.measure
            of_activity.loc[here, "amount"] *= joined.factor
            of_activity.loc[here, "measure"] = joined.into
        found.append(added(of_activity, activity))
    parts = pd.concat([part[["unit", "day", "code", "measure", "amount"]] for part in found])
    return parts[parts["amount"].notna()].astype({"unit": "object", "amount": "float64"})


def added(rows: pd.DataFrame, activity: ss.Activity) -> pd.DataFrame:
    """The adding rule of an activity: within the campaign, in order of day, unit and place in the tab."""
    if activity.adding == "none":
        return rows.iloc[:0]
    if activity.adding == "latest":
        return rows.drop_duplicates(["unit", "measure"], keep="last")
    if activity.adding == "distinct_place":
        place = rows["place"].fillna("").map(lambda text: unicodedata.normalize("NFC", text).strip().casefold())
        once = rows.assign(place=place, amount=1)
        return once[once["place"] != ""].drop_duplicates(["measure", "place"])
    return once_per_link(rows) if activity.once_per_link else rows


def once_per_link(rows: pd.DataFrame) -> pd.DataFrame:
    """A quantity less the links that an earlier row had already."""
    links = rows["link"].dropna().str.split("\n").explode().rename_axis("row").reset_index()
    links = links.drop_duplicates()
    again = links[links.duplicated("link")].groupby("row").size().reindex(rows.index, fill_value=0)
    return rows.assign(amount=(rows["quantity"] - again).clip(lower=0))


def by_activity(parts: pd.DataFrame) -> Annexes:
    figures = parts[~parts["code"].isin(["people", "beneficiaries", "money", "rows"])]
    found = figures.groupby(["code", "measure"])["amount"].sum()
    return {f"activity.{code}.{measure}": value for (code, measure), value in found.items() if value}


def sums(parts: pd.DataFrame, rows: pd.DataFrame, by: str, name: str) -> Annexes:
    """A line of sums for each unit or day that has a valid row."""
    found: Annexes = {}
    for key in rows.loc[rows["valid"], by].unique():
        scope = f"{name}.{key:%Y-%m-%d}" if by == "day" else f"{name}.{key}"
        found |= line(parts[parts[by] == key], scope)
    return found


def totals(parts: pd.DataFrame, name: str) -> Annexes:
    return line(parts, f"{name}.total")


def line(parts: pd.DataFrame, scope: str) -> Annexes:
    code, amount = parts["code"], parts["amount"]
    found = {f"{scope}.{key}": amount[code == key].sum() for key in ("people", "beneficiaries", "money")}
    gifts = amount[parts["measure"].isin(GIFTS) & (code != "rows")].sum()
    return found | {f"{scope}.works": amount[code == "rows"].sum(), f"{scope}.gifts": gifts}


def reports(statuses: pd.DataFrame) -> Annexes:
    """Reports received, and due: by unit, by day, and in each block of the matrix."""
    due = statuses[~statuses["status"].isin(["not_required", "excused", "pending"])].copy()
    due["unit"] = due["unit"].astype("object")
    due["came"] = due["status"].isin(REPORTED)
    due["date"] = due["day"].dt.strftime("%Y-%m-%d")
    days = {day: n // MATRIX_DAYS + 1 for n, day in enumerate(statuses["day"].drop_duplicates().sort_values())}
    due["block"] = due["day"].map(days)
    found: Annexes = {}
    for by, name in ((["unit"], "unit.{}"), (["date"], "date.{}"), (["block", "unit"], "matrix.{}.{}"),
                     (["block", "date"], "matrix.{}.{}")):  # fmt: skip
        for key, group in due.groupby(by):
            scope = name.format(*key)
            found |= {f"{scope}.reported": group["came"].sum(), f"{scope}.expected": len(group)}
    return found


def listed(rows: pd.DataFrame, campaign: ss.Campaign) -> Annexes:
    """The lists of works and of news, row by row; a cell that holds nothing, or 0, is empty there."""
    works = [a.code for a in campaign.activities if phrases.wording(a).listed]
    once = [a.code for a in campaign.activities if a.once_per_link]
    valid = rows[rows["valid"] & ~rows["nil"]]
    found: Annexes = {}
    for name, chosen in (
        ("work", valid[valid["activity"].isin(works)]),
        ("news", valid[valid["activity"].isin(once) & valid["link"].notna()]),
    ):
        for n, row in enumerate(chosen.itertuples(), 1):
            cells: dict[str, Any] = {"quantity": row.quantity, "money": row.money}
            found |= {f"{name}.{n}.{key}": value for key, value in cells.items() if value is not pd.NA and value}
    return found


def list_sums(parts: pd.DataFrame, rows: pd.DataFrame, campaign: ss.Campaign) -> Annexes:
    """The last lines of the lists of works and of news: the sums of their activities, and their money."""
    found: Annexes = {"sum.works": parts.loc[parts["code"] == "rows", "amount"].sum()}
    found["sum.gifts"] = parts.loc[parts["measure"].isin(GIFTS) & (parts["code"] != "rows"), "amount"].sum()
    valid = rows[rows["valid"] & ~rows["nil"]]
    for activity in campaign.activities:
        of_activity = valid[valid["activity"] == activity.code]
        if phrases.wording(activity).listed or activity.once_per_link:
            sums_of = parts[parts["code"] == activity.code].groupby("measure")["amount"].sum()
            found |= {f"listed.{activity.code}.total.{measure}": value for measure, value in sums_of.items()}
            if money := of_activity["money"].sum():
                found[f"listed.{activity.code}.total.money"] = money
    return found


def differences(found: Annexes, printed: Annexes) -> list[str]:
    """Where the two do not say the same."""
    keys = sorted(found.keys() | printed.keys())
    return [f"{key}: {found.get(key)} here, {printed.get(key)} printed" for key in keys
            if round(found.get(key, -1), 6) != round(printed.get(key, -1), 6)]  # fmt: skip


def printed_by(office: ss.Session) -> Annexes:
    """The figures of the rollup's annexes, as its side file names them."""
    import json

    path = office.write_document(out=office.settings.path.parent / "out", formats=["md"])[0]
    side = json.loads(path.with_name(f"{path.stem}.trace.json").read_text(encoding="utf-8"))
    return {name: figure["value"] for name, figure in side["figures"].items() if not OTHER.match(name)}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, sample_office(Path(folder)) as office:
        found, printed = annexes(office.frames(), office.campaign), printed_by(office)
    wrong = differences(found, printed)
    print("\n".join(wrong) or f"{len(printed)} figures of the annexes, all the same from the frames.")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
