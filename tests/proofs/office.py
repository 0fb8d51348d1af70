"""A small office whose state can be put back: a local server, a campaign, people who type, a job that ticks.

What the proofs and benchmarks of this folder share. Spreadsheet ids are fixed, so that two offices send the same.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sheets_sync.board import board_json
from sheets_sync.documents.trace import SUFFIX
from sheets_sync.evidence.fold import Change, Evidence, Poll
from sheets_sync.job.judging import make_board
from sheets_sync.job.publishing.known_at import CODE_DIGITS
from sheets_sync.ledger import Ledger
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.files.file import OWNER
from sheets_sync.local_sheets.files.records import block_record, sheet_record
from sheets_sync.local_sheets.files.workspace import new_spreadsheet
from sheets_sync.local_sheets.grid.models import Spreadsheet
from sheets_sync.local_sheets.weather.people import act
from sheets_sync.spreadsheet.a1 import Cell, quote_title
from tests.office import GOOD, SmallOffice, settings_of

_MARK = re.compile(r'\\+"source\\+": .{1,300}?\\+"written\\+": \\+"[^"\\]+\\+"')


@dataclass(frozen=True, slots=True)
class Saved:
    """All that an office is: the spreadsheets as they stand, and a copy of the folder with ledger and documents."""

    files: Mapping[str, Any]
    books: Mapping[str, Any]
    folder: Path


@dataclass
class Office(SmallOffice):
    """The office in `folder`, with acts of people on the server's own state."""

    server: LocalSheets = field(kw_only=True)

    @property
    def folder(self) -> Path:
        return self.settings.path.parent

    @classmethod
    def opened(cls, server: LocalSheets, folder: Path, text: str) -> Office:
        """An office with empty spreadsheets, and nothing recorded."""
        made = cls(settings_of(text, folder, server.url), server=server)
        for name in made.settings.spreadsheets:
            book = new_spreadsheet("Báo cáo")
            book.id = name
            server.workspace.add(book, owner=OWNER)
        return made

    # ── people ────────────────────────────────────────────────────────────────────────────────────────────────────

    def type(self, unit: str, row: int, cells: Mapping[str, str] = GOOD) -> None:
        """Types a row (from 1, under the headings) over whatever stands there."""
        self.type_rows(unit, row, [cells])

    def type_rows(self, unit: str, row: int, rows: Iterable[Mapping[str, str]]) -> None:
        keys = [column.key for column in self.settings.campaign.columns]
        values = [[cells.get(key, "") for key in keys] for cells in rows]
        place = f"{quote_title(self._unit(unit).tab)}!{Cell(row, 0).a1}"
        self.act(unit, {"act": "type", "range": place, "values": values})

    def fill(self, unit: str, rows: Iterable[Sequence[str]]) -> None:
        """Sets whole rows of texts under the headings, straight in the state: for tabs too big to type."""
        sheet_id = self.sheet_id(unit)

        def work(draft: Spreadsheet) -> None:
            sheet = draft.edit(sheet_id)
            for number, texts in enumerate(rows, 1):
                row = sheet.row(number)
                sheet.set_cells(number, {n: row.at(n).with_value(text) for n, text in enumerate(texts)})

        self.server.workspace.change(self._place(unit), work)

    def type_number(self, unit: str, row: int, key: str, number: float) -> None:
        """Leaves a plain number in a cell, as a formula or a paste does: its format has to be asked for."""
        column = [column.key for column in self.settings.campaign.columns].index(key)
        cell = {
            "userEnteredValue": {"numberValue": number},
            "userEnteredFormat": {"numberFormat": {"type": "NUMBER", "pattern": "0"}},
        }
        start = {"sheetId": self.sheet_id(unit), "rowIndex": row, "columnIndex": column}
        fields = "userEnteredValue,userEnteredFormat"
        update = {"start": start, "rows": [{"values": [cell]}], "fields": fields}
        self.act(unit, {"act": "request", "requests": [{"updateCells": update}]})

    def clear(self, unit: str, row: int) -> None:
        self.act(unit, {"act": "clear", "range": f"{quote_title(self._unit(unit).tab)}!A{row + 1}:{row + 1}"})

    def act(self, unit: str, *acts: dict[str, Any]) -> None:
        """Acts of local_sheets.people in the unit's spreadsheet."""
        act(self.server.workspace, self._place(unit), list(acts))

    def sheet_id(self, unit: str) -> int:
        found = self.server.spreadsheet(self._place(unit)).titled(self._unit(unit).tab)
        assert found is not None
        return found.id

    def _unit(self, key: str) -> Any:
        return self.settings.campaign.unit_by_key[key]

    def _place(self, key: str) -> str:
        return str(self._unit(key).spreadsheet or self.settings.spreadsheet)

    # ── state ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def save(self, into: Path) -> Saved:
        shutil.copytree(self.folder, into)
        space = self.server.workspace
        return Saved(dict(space.files), dict(space.books), into)

    def restore(self, saved: Saved) -> None:
        """Puts everything back, and forgets the requests so far."""
        space = self.server.workspace
        with space.lock:
            space.files, space.books = dict(saved.files), dict(saved.books)
        shutil.rmtree(self.folder)
        shutil.copytree(saved.folder, self.folder)
        self.server.requests.clear()

    # ── what it all means ─────────────────────────────────────────────────────────────────────────────────────────

    def unit_tabs(self) -> dict[str, str]:
        """Every cell, format, note and mark of the tabs in which units type."""
        titles = {unit.tab for unit in self.settings.campaign.units}
        return {place: text for place, text in self.tabs().items() if place.partition("/")[2] in titles}

    def tabs(self) -> dict[str, str]:
        """All that the server keeps of each tab, as text: equal texts are tabs equal to the byte.

        Left out is the mark of the ledger: a failed look rightly changes its head and the moment of the write. Of
        formulas their text counts: what they show is worked out from cells that are compared themselves.
        """
        return {
            f"{name}/{sheet.title}": _MARK.sub(
                "", json.dumps([sheet_record(sheet), _typed(block_record(sheet.rows))], ensure_ascii=False)
            )
            for name in self.settings.spreadsheets
            for sheet in self.server.spreadsheet(name).sheets
        }

    def documents(self, noted: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
        """What the documents that the ledger notes say, with their side files; and every temporary file left behind.

        Left out is what a failed look or a kill rightly changes: the code of the evidence, and the number in the name
        that a document gets where a whole one stands already that was not noted any more.
        """
        out = self.settings.documents.out
        codes = [note["head"][:CODE_DIGITS].encode() for note in noted]
        names = {name for note in noted for name in note["files"]}
        names |= {f"{Path(name).stem}{SUFFIX}" for name in names} | {path.name for path in out.rglob(".*")}
        return {
            _NUMBER.sub(rb"\1", name.encode()).decode(): _said(next(out.rglob(name)), codes) for name in sorted(names)
        }

    def meaning(self) -> dict[str, Any]:
        """What the office knows and shows; equal wherever nothing was lost, doubled or altered on the way."""
        if not (self.settings.state / "ledger.sqlite").exists():
            return {"tabs": self.tabs()}
        with Ledger.at(self.settings.state) as ledger:
            facts, noted, broken = ledger.new_facts(), ledger.documents(), ledger.first_broken()
        board = make_board(self.settings, Evidence(facts), self.clock.now)
        return {
            "broken": broken,
            "board": board_json(board),
            "looks": {repr(replace(f, source="")) for f in facts if isinstance(f, Poll) and not f.error},
            "changes": sorted(repr(replace(f, source="")) for f in facts if isinstance(f, Change)),
            "overrides": [repr(replace(f, source="")) for f in facts if not isinstance(f, Poll | Change)],
            "noted": [(note["document"], note["moment"], note["at"], len(note["files"])) for note in noted],
            "documents": self.documents(noted),
            "tabs": self.tabs(),
        }


_NUMBER = re.compile(rb"(\d\dh\d\d)-\d+")


def _said(path: Path, codes: Iterable[bytes]) -> bytes:
    """The bytes of a file (of a Word file those of its parts, unpacked) without codes and numbers of names."""
    content = path.read_bytes()
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    for code in codes:
        content = content.replace(code, b"")
    return _NUMBER.sub(rb"\1", content)


def different(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """The names of what differs between two meanings."""
    return [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]


def _typed(record: dict[str, Any]) -> dict[str, Any]:
    """A block's record without what its formulas show."""
    rows = [[_without_result(item) for item in items] for items in record["rows"]]
    return {**record, "rows": rows}


def _without_result(item: Any) -> Any:
    formula = isinstance(item, list) and len(item) > 3 and isinstance(item[1], str)
    return item[:2] if formula else item
