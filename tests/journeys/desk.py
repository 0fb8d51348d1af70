"""One small office as its people have it: the installed command on one side, a spreadsheet on the other."""

from __future__ import annotations

import json
from typing import Any

from office import World, run

TAB = "Gò Dầu"
"""The tab in which most of these journeys type."""


class Desk:
    """The installed command, and people who type, in one spreadsheet."""

    def __init__(self, world: World) -> None:
        self.world = world

    def command(self, *args: object) -> Any:
        environ = {"SHEETS_SYNC_ENDPOINT": self.world.server.url, "NO_COLOR": "1"}
        return run(*args, "--campaign", self.world.settings.path, cwd=self.world.settings.path.parent, **environ)

    def tick(self, at: str = "10:00", day: str = "2022-12-16") -> dict[str, Any]:
        done = self.command("run", "--now", f"{day}T{at}:00+07:00", "--json")
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))

    def unit(self, unit: str, at: str, day: str = "2022-12-16") -> dict[str, Any]:
        """What `status --json` says of a unit."""
        done = self.command("status", "--now", f"{day}T{at}:00+07:00", "--json")
        return dict(next(u for u in json.loads(done.stdout)["units"] if u["unit"] == unit))

    def status(self, unit: str = "go-dau", at: str = "10:01") -> dict[str, Any]:
        return dict(self.unit(unit, at)["days"][0])

    def read(self, document: str) -> str:
        """A document that was written, as text."""
        return (self.world.settings.path.parent / document).read_text(encoding="utf-8")

    def type(self, a1: str, rows: list[list[Any]], tab: str = TAB, *, plain: bool = False) -> None:
        """`plain`: into cells that are plain text, wherever they stand."""
        params = {"valueInputOption": "RAW" if plain else "USER_ENTERED"}
        sheet = self.world.settings.spreadsheet
        self.world.http.values_update(sheet, f"'{tab}'!{a1}", params=params, body={"values": rows})

    def grid(self, top: int, bottom: int, left: int, right: int, tab: str = TAB) -> dict[str, int]:
        rows = {"startRowIndex": top, "endRowIndex": bottom}
        return {"sheetId": self.world.sheet_id(tab), **rows, "startColumnIndex": left, "endColumnIndex": right}

    def dress(self, fields: str, form: dict[str, Any], *box: int) -> None:
        body = {"range": self.grid(*box), "cell": {"userEnteredFormat": form}, "fields": f"userEnteredFormat.{fields}"}
        self.world.batch({"repeatCell": body})

    def problems(self) -> list[list[str]]:
        return [[str(cell) for cell in row] for row in self.world.values("Lỗi cần sửa")[2:] if len(row) > 2]
