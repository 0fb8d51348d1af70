"""Whatever people do to rows and tabs, each row counts or is named: `python -m tests.proofs.adversarial [--days 500]`.

A day is an office of three units on the local server. People type rows, each with words and a number of people of its
own, then do by lot what hides rows from a reader: sort the heading away, type on in copies, rename, retitle, merge,
strike through, insert, move, hide and filter, mistype days, repeat or lose headings, leave gaps, fill down zeros and
boxes, type into the job's own tabs and below another unit's name. Then the job looks once. The spreadsheet says where
each typed row stands in the end, and for each of them either the totals hold its figures, or a problem names its row,
or one names the tab in which it stands. A row that is none of these is unaccounted; so is a figure that counts twice,
and a row that the job cleared away.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gspread.exceptions import APIError

from sheets_sync.board import OpenProblem
from sheets_sync.evidence.fold import Evidence
from sheets_sync.gateway import Gateway
from sheets_sync.job.judging import open_problems
from sheets_sync.job.opening import connect
from sheets_sync.job.provisioning import provision_with
from sheets_sync.ledger import Ledger
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.spreadsheet.a1 import quote_title
from sheets_sync.tabs.rows import IN_JOB_TAB, UNCLAIMED
from tests.office import GOOD, campaign_text, moment
from tests.proofs.office import Office
from tests.proofs.tables import table

UNITS = (
    ("go-dau", "Huyện Đoàn Gò Dầu", "Gò Dầu"),
    ("tan-chau", "Huyện Đoàn Tân Châu", "Tân Châu"),
    ("hoa-thanh", "Thị đoàn Hòa Thành", "Hòa Thành"),
)
WRITTEN_ANEW = ("Tuân thủ", "Lỗi cần sửa", "Tổng hợp")
OF_THE_JOB = frozenset({*WRITTEN_ANEW, "Điều chỉnh", "Hướng dẫn"})
WRONG_DAYS = ("hôm nay", "", "15/12", "31/11", "16/12, 17/12", "thứ sáu", "16//12//2022x", "ngày mai", "01/01/2023")
READ_DAYS = ("16/12", "16/12/2022", "16-12-2022", "16.12.22", "Ngày 16/12", "2022-12-16")
RETITLED = (
    "{}", " {} ", "{}.", "Huyện {}", "{} (2)", "Bản sao của {}", "{} 📋", "{}x", "BÁO CÁO {}", "{} 17-12",
    "Sheet của tôi",
)  # fmt: skip


@dataclass
class Day:
    """One spreadsheet, what was typed into it, and what was done to it."""

    office: Office
    draw: random.Random
    done: list[str] = field(default_factory=list)
    typed: dict[str, int] = field(default_factory=dict)
    """Words that no other row has -> the number of people in it."""

    # ── the spreadsheet ──

    @property
    def _sheet(self) -> str:
        return self.office.settings.spreadsheet

    @property
    def _http(self) -> Any:
        return self.office.server.client().http_client

    def tabs(self) -> dict[str, int]:
        """Title -> id of the tabs into which people type."""
        return {title: sheet for title, sheet in self.all_tabs().items() if title not in OF_THE_JOB}

    def all_tabs(self) -> dict[str, int]:
        found = self._http.fetch_sheet_metadata(self._sheet, params={"fields": "sheets(properties(sheetId,title))"})
        return {s["properties"]["title"]: int(s["properties"].get("sheetId", 0)) for s in found["sheets"]}

    def tab(self) -> tuple[str, int]:
        return self.draw.choice(list(self.tabs().items()))

    def grid(self, title: str) -> list[list[str]]:
        return list(self._http.values_get(self._sheet, quote_title(title)).get("values", []))

    def put(self, title: str, row: int, values: Sequence[Sequence[object]], column: str = "A", *, plain: bool) -> None:
        """Rows from a row (from 1) on; the tab grows where it must."""
        sheet = self.all_tabs()[title]
        columns = ord(column) - ord("A") + max(map(len, values))
        wanted = {"ROWS": row + len(values), "COLUMNS": columns}
        for dimension, has in zip(wanted, self._size(sheet), strict=True):
            if (more := wanted[dimension] - has) > 0:
                self.batch({"appendDimension": {"sheetId": sheet, "dimension": dimension, "length": more}})
        place = f"{quote_title(title)}!{column}{row}"
        how = {"valueInputOption": "RAW" if plain else "USER_ENTERED"}
        self._http.values_update(self._sheet, place, params=how, body={"values": values})

    def _size(self, sheet: int) -> tuple[int, int]:
        fields = "sheets(properties(sheetId,gridProperties(rowCount,columnCount)))"
        found = self._http.fetch_sheet_metadata(self._sheet, params={"fields": fields})["sheets"]
        sizes = {int(s["properties"].get("sheetId", 0)): s["properties"]["gridProperties"] for s in found}
        return int(sizes[sheet]["rowCount"]), int(sizes[sheet]["columnCount"])

    def batch(self, *requests: dict[str, Any]) -> None:
        self._http.batch_update(self._sheet, {"requests": list(requests)})

    def box(self, sheet: int, rows: tuple[int, int], columns: tuple[int, int]) -> dict[str, int]:
        (top, bottom), (left, right) = rows, columns
        return {"sheetId": sheet, "startRowIndex": top, "endRowIndex": bottom} | {
            "startColumnIndex": left,
            "endColumnIndex": right,
        }

    # ── people ──

    def row(self, day: str | None = None) -> list[str]:
        """A row as a unit types it, and into the model."""
        number = len(self.typed) + 1
        words = f"Tặng quà cho hộ nghèo, lần {number:03}."
        people = 1_000 + number
        self.typed[words] = people
        wrong = self.draw.random() < 0.15
        chosen = day if day is not None else self.draw.choice(WRONG_DAYS if wrong else READ_DAYS)
        cells = GOOD | {
            "day": chosen,
            "details": words,
            "people": str(people),
            "issues": "",
            "beneficiaries": "",
            "link": "",
        }
        return [cells.get(column.key, "") for column in self.office.settings.campaign.columns]

    def rows(self, most: int = 3) -> list[list[str]]:
        return [self.row() for _ in range(self.draw.randint(1, most))]

    def end(self, title: str) -> int:
        """The first row (from 1) below everything."""
        return len(self.grid(title)) + 1


Act = Callable[[Day], None]


def type_rows(day: Day) -> None:
    title, _ = day.tab()
    day.put(title, day.end(title), day.rows(), plain=day.draw.random() < 0.5)


def type_after_a_gap(day: Day) -> None:
    title, _ = day.tab()
    day.put(title, day.end(title) + day.draw.choice((1, 5, 60, 900)), day.rows(), plain=True)


def sort_with_heading(day: Day) -> None:
    _, sheet = day.tab()
    order = day.draw.choice(("ASCENDING", "DESCENDING"))
    whole = {"sheetId": sheet, "startRowIndex": 0}
    spec = {"dimensionIndex": day.draw.randrange(4), "sortOrder": order}
    day.batch({"sortRange": {"range": whole, "sortSpecs": [spec]}})


def copy_and_type_on(day: Day) -> None:
    title, sheet = day.tab()
    copy = f"{day.draw.choice(('Bản sao của', 'Copy of'))} {title} {len(day.tabs())}"
    day.batch({"duplicateSheet": {"sourceSheetId": sheet, "newSheetName": copy}})
    top = len(day.grid(copy)) + 1
    day.put(copy, top, day.rows(), plain=True)


def retitle(day: Day) -> None:
    _, sheet = day.tab()
    _, _, wanted = day.draw.choice(UNITS)
    title = day.draw.choice(RETITLED).format(wanted)
    if title not in day.tabs():
        properties = {"sheetId": sheet, "title": title}
        day.batch({"updateSheetProperties": {"properties": properties, "fields": "title"}})


def tab_by_hand(day: Day) -> None:
    _, _, wanted = day.draw.choice(UNITS)
    title = day.draw.choice(RETITLED).format(wanted)
    if title in day.tabs():
        return
    headings = [column.header for column in day.office.settings.campaign.columns]
    if day.draw.random() < 0.3:
        headings = [text.upper() for text in headings]
    day.batch({"addSheet": {"properties": {"title": title}}})
    rows = day.rows()
    day.put(title, 1, rows if day.draw.random() < 0.2 else [headings, *rows], plain=True)


def delete_a_tab(day: Day) -> None:
    """What stood there is gone, and nobody's."""
    tabs = day.tabs()
    if len(tabs) > 2:
        title = day.draw.choice(list(tabs))
        day.batch({"deleteSheet": {"sheetId": tabs[title]}})


def second_heading(day: Day) -> None:
    title, _ = day.tab()
    headings = [column.header for column in day.office.settings.campaign.columns]
    how = day.draw.randrange(4)
    if how == 1:
        headings = headings[::-1]
    elif how == 2:
        headings = headings[: day.draw.randint(2, 5)]
    elif how == 3:
        headings = ["", "", *headings]
    rows = day.rows()
    if how == 1:
        rows = [row[: len(headings)][::-1] for row in rows]
    elif how == 3:
        rows = [["", "", *row] for row in rows]
    day.put(title, day.end(title), [headings, *rows], plain=True)


def harm_a_heading(day: Day) -> None:
    title, _ = day.tab()
    column = day.draw.randrange(8)
    word = day.draw.choice(("", "Cột khác", "Ngày\nbáo cáo", "Số", "NGÀY:", "Hoạt động (chọn)", "ĐVTN tham gia"))
    day.put(title, 1, [[word]], column="ABCDEFGH"[column], plain=True)


def title_above(day: Day) -> None:
    title, sheet = day.tab()
    day.batch({"insertDimension": {"range": {"sheetId": sheet, "dimension": "ROWS", "startIndex": 0, "endIndex": 2}}})
    lines: list[list[object]] = [["BÁO CÁO HẰNG NGÀY", "", "", "", "Tây Ninh, ngày 16 tháng 12"]]
    if day.draw.random() < 0.5:
        lines.append(list(day.row()))
    day.put(title, 1, lines, plain=True)


def clear_row_one(day: Day) -> None:
    title, _ = day.tab()
    day.put(title, 1, [[""] * 14], plain=True)


def insert_columns(day: Day) -> None:
    _, sheet = day.tab()
    at = day.draw.randrange(5)
    span = {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
    day.batch({"insertDimension": {"range": span}})


def insert_rows(day: Day) -> None:
    _, sheet = day.tab()
    span = {"sheetId": sheet, "dimension": "ROWS", "startIndex": 1, "endIndex": 1 + day.draw.choice((1, 30))}
    day.batch({"insertDimension": {"range": span, "inheritFromBefore": False}})


def move_columns(day: Day) -> None:
    _, sheet = day.tab()
    at = day.draw.randrange(5)
    span = {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
    day.batch({"moveDimension": {"source": span, "destinationIndex": at + 3}})


def shift_cells(day: Day) -> None:
    """Cells of one row make room to the right: its figures stand under the wrong headings."""
    title, sheet = day.tab()
    row = day.draw.randint(1, max(1, day.end(title) - 2))
    day.batch({"insertRange": {"range": day.box(sheet, (row, row + 1), (0, 1)), "shiftDimension": "COLUMNS"}})


def merge(day: Day) -> None:
    _, sheet = day.tab()
    row, column = day.draw.randint(1, 3), day.draw.choice((0, 1, 4, 5, 7))
    box = day.box(sheet, (row, row + day.draw.choice((2, 3))), (column, column + 1))
    day.batch({"mergeCells": {"range": box, "mergeType": "MERGE_ALL"}})


def strike(day: Day) -> None:
    _, sheet = day.tab()
    form = {"userEnteredFormat": {"textFormat": {"strikethrough": True}}}
    box = day.box(sheet, (1, 3), (0, 9))
    day.batch({"repeatCell": {"range": box, "cell": form, "fields": "userEnteredFormat.textFormat.strikethrough"}})


def hide(day: Day) -> None:
    _, sheet = day.tab()
    dimension = day.draw.choice(("ROWS", "COLUMNS"))
    span = {"sheetId": sheet, "dimension": dimension, "startIndex": 1, "endIndex": 4}
    change = {"range": span, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    day.batch({"updateDimensionProperties": change})


def hide_the_tab(day: Day) -> None:
    _, sheet = day.tab()
    change = {"properties": {"sheetId": sheet, "hidden": True}, "fields": "hidden"}
    day.batch({"updateSheetProperties": change})


def filter_rows(day: Day) -> None:
    _, sheet = day.tab()
    whole = {"sheetId": sheet, "startRowIndex": 0}
    day.batch({"setBasicFilter": {"filter": {"range": whole}}})


def group_rows(day: Day) -> None:
    _, sheet = day.tab()
    span = {"sheetId": sheet, "dimension": "ROWS", "startIndex": 1, "endIndex": 4}
    day.batch({"addDimensionGroup": {"range": span}})


def sums_below(day: Day) -> None:
    title, _ = day.tab()
    end = day.end(title)
    day.put(title, end, [["Tổng cộng", "", "", "", "", f"=SUM(F2:F{max(2, end - 1)})"]], plain=False)


def zeros(day: Day) -> None:
    title, _ = day.tab()
    day.put(title, day.end(title), [[f"=E{n}*0"] for n in range(30)], column="H", plain=False)


def boxes(day: Day) -> None:
    title, sheet = day.tab()
    end = day.end(title)
    box = day.box(sheet, (end - 1, min(end + 40, day._size(sheet)[0])), (9, 10))
    cell = {"userEnteredValue": {"boolValue": False}}
    day.batch({"repeatCell": {"range": box, "cell": cell, "fields": "userEnteredValue"}})


def beside_the_table(day: Day) -> None:
    """A second table to the right of the first, with headings of its own or without."""
    title, _ = day.tab()
    headings = [column.header for column in day.office.settings.campaign.columns]
    rows: list[Sequence[object]] = [*([headings] if day.draw.random() < 0.5 else []), *day.rows()]
    day.put(title, day.draw.choice((1, 2, day.end(title))), rows, column="P", plain=True)


def day_in_another_column(day: Day) -> None:
    title, _ = day.tab()
    row = day.row(day="")
    row[day.draw.choice((8, 9))] = "16/12/2022"
    day.put(title, day.end(title), [row], plain=True)


def several_days_in_a_row(day: Day) -> None:
    title, _ = day.tab()
    day.put(title, day.end(title), [day.row(day="16/12\n17/12"), day.row(day="từ 16/12 đến 18/12")], plain=True)


def in_a_tab_of_the_job(day: Day) -> None:
    """Below what the job wrote there, or over it."""
    title = day.draw.choice(WRITTEN_ANEW)
    day.put(title, day.draw.choice((1, 2, 4, day.end(title), day.end(title) + 2)), day.rows(), plain=True)


def below_anothers_name(day: Day) -> None:
    title, _ = day.tab()
    _, name, short = day.draw.choice(UNITS)
    line = day.draw.choice((name, short, f"BÁO CÁO CỦA {name.upper()}", f"Phối hợp với {name}"))
    day.put(title, day.end(title), [[line], *day.rows()], plain=True)


ACTS: tuple[Act, ...] = (
    type_rows, type_after_a_gap, sort_with_heading, copy_and_type_on, retitle, tab_by_hand, delete_a_tab,
    second_heading, harm_a_heading, title_above, clear_row_one, insert_columns, insert_rows, move_columns, shift_cells,
    merge, strike, hide, hide_the_tab, filter_rows, group_rows, sums_below, zeros, boxes, beside_the_table,
    day_in_another_column, several_days_in_a_row, in_a_tab_of_the_job, below_anothers_name,
)  # fmt: skip


# ── what came of it ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Account:
    """How the typed rows of a day were accounted for; `lost` says which were not, and where they stand."""

    counted: int
    named: int
    gone: int
    lost: tuple[str, ...]
    done: tuple[str, ...]


MOST_ACTS = 6


def played(server: LocalSheets, folder: Path, seed: int, only: Act | None = None) -> Account:
    """One random day: people type and do things (or `only` one), the job looks, every row is looked for."""
    text = campaign_text(UNITS, days=3, spreadsheet=f"1-ngay-{seed}", formats=("md",))
    office = Office.opened(server, folder, text)
    office.clock.now = moment("09:00")
    gateway = connect(office.settings, office.clock)
    provision_with(gateway, office.settings, office.clock())
    day = Day(office, random.Random(seed))
    for title in list(day.tabs()):
        day.put(title, 2, day.rows(), plain=day.draw.random() < 0.5)
    acts = day.draw.choices(ACTS, k=day.draw.randint(1, MOST_ACTS))
    for act in [only] if only else acts:
        day.done.append(act.__name__)
        with suppress(APIError):  # as people are refused: half a merged cell can't be merged
            act(day)
    return _account(day, gateway)


def _account(day: Day, gateway: Gateway) -> Account:
    office = day.office
    office.clock.now = moment("10:00")
    office.step(gateway)
    with Ledger.at(office.settings.state) as ledger:
        evidence = Evidence(ledger.newly_recorded())
    problems = open_problems(office.settings, evidence, office.clock.now)
    counted: dict[str, list[object]] = {}
    for row in evidence.rows(office.clock.now):
        if row.valid and row.day is not None:
            counted.setdefault(str(row.value("details")), []).append(row.value("people"))
    return _sums(day, counted, problems)


def _sums(day: Day, counted: dict[str, list[object]], problems: Sequence[OpenProblem]) -> Account:
    held = named = gone = 0
    lost = []
    for words, people in day.typed.items():
        places = list(_places(day, words))
        if not places and any(words in str(entry.problem.typed) for entry in problems):
            lost.append(f"{words} was cleared away")
        if not places:
            gone += 1
            continue
        found = counted.get(words, [])
        if len(found) > len(places):
            lost.append(f"{words} counts {len(found)} times, stands in {places}")
        left = len(found)
        for title, row in places:
            if _is_named(title, row, problems):
                named += 1
            elif left and (people in found or None in found):
                left -= 1
                held += 1
            else:
                lost.append(f"{words} in “{title}”, row {row}: neither counted nor named")
    return Account(held, named, gone, tuple(lost), tuple(day.done))


def _places(day: Day, words: str) -> Iterator[tuple[str, int]]:
    """Tab and row (from 1) of each row in which the words stand."""
    for title in day.all_tabs():
        for number, row in enumerate(day.grid(title), 1):
            if words in row and not (title in OF_THE_JOB and any("✗" in str(cell) for cell in row)):
                yield title, number


def _is_named(title: str, row: int, problems: Sequence[OpenProblem]) -> bool:
    """Whether a problem names the row, or the whole tab in which it stands."""
    for entry in problems:
        problem = entry.problem
        if problem.tab != title:
            continue
        if problem.cell is None and (problem.blocking or problem.code in (UNCLAIMED, "H0")):
            return True
        if problem.code == IN_JOB_TAB or (problem.cell is not None and problem.cell.row == row - 1):
            return True
        if problem.code == "H8" and row in _numbers(problem.facts["rows"]):
            return True
    return False


def _numbers(said: str) -> Iterator[int]:
    """The numbers in "2, 5–9"."""
    for part in said.split(", "):
        first, _, last = part.partition("–")
        yield from range(int(first), int(last or first) + 1)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--days", type=int, default=500)
    options.add_argument("--first", type=int, default=1, help="the first seed")
    asked = options.parse_args()
    counted = named = gone = 0
    lost: list[str] = []
    with LocalSheets() as server, tempfile.TemporaryDirectory() as folder:
        for seed in range(asked.first, asked.first + asked.days):
            found = played(server, Path(folder) / str(seed), seed)
            counted, named, gone = counted + found.counted, named + found.named, gone + found.gone
            lost += [f"day {seed} ({', '.join(found.done)}): {line}" for line in found.lost]
            for line in found.lost:
                print(f"day {seed} ({', '.join(found.done)}): {line}", flush=True)
    rows = [("days", asked.days), ("rows counted", counted), ("rows named", named), ("rows deleted by people", gone)]
    print(table(("what", "n"), [*rows, ("rows unaccounted", len(lost))]))
    raise SystemExit(bool(lost))


if __name__ == "__main__":
    main()
