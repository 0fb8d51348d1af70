"""A campaign that ships with the package as a folder of its own, with a spreadsheet on the local server."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from sheets_sync.config import Settings, load, resources
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.session import Session

TITLE = "Công tác dân vận đợt 2 năm 2022"
"""The name of the sample campaign."""
TRAINEE = "go-dau"
"""The unit that somebody plays who trains with it and chose none."""


def provisioned(folder: Path, server: LocalSheets, title: str = "", *, source: Path | None = None) -> Settings:
    """Writes the campaign file of `source` (the sample's by default) into `folder`, with a spreadsheet set up for it.

    Both are called `title`, or as the campaign is. Other commands can use the file; the settings that are given reach
    `server`.
    """
    text = ((source or resources.sample_campaign()) / "campaign.toml").read_text(encoding="utf-8")
    name = tomllib.loads(text)["campaign"]["name"]
    title = title or name
    spreadsheet = server.create_spreadsheet(title=title)
    lines = (_line(line, spreadsheet, name, title) for line in text.splitlines())
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "campaign.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    settings = replace(load(path, environ={}), endpoint=server.url)
    with Session(settings) as office:
        office.provision()
    return settings


def _line(line: str, spreadsheet: str, name: str, title: str) -> str:
    if line.startswith("spreadsheet ="):
        return f'spreadsheet = "{spreadsheet}"'
    return f'name = "{title}"' if line == f'name = "{name}"' else line
