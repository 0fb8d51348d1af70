"""The sample campaign as a folder of its own, with a spreadsheet on the local server."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sheets_sync.config import Settings, load, resources
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.session import Session

TITLE = "Công tác dân vận đợt 2 năm 2022"


def provisioned(folder: Path, server: LocalSheets, title: str = TITLE) -> Settings:
    """Writes the sample's campaign file into `folder` under `title`, with a spreadsheet of that title set up for it.

    Other commands can use the file; the settings that are given reach `server`.
    """
    sample = (resources.sample_campaign() / "campaign.toml").read_text(encoding="utf-8")
    spreadsheet = server.create_spreadsheet(title=title)
    text = "\n".join(_line(line, spreadsheet, title) for line in sample.splitlines())
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "campaign.toml"
    path.write_text(text + "\n", encoding="utf-8")
    settings = replace(load(path, environ={}), endpoint=server.url)
    with Session(settings) as office:
        office.provision()
    return settings


def _line(line: str, spreadsheet: str, title: str) -> str:
    if line.startswith("spreadsheet ="):
        return f'spreadsheet = "{spreadsheet}"'
    return f'name = "{title}"' if line == f'name = "{TITLE}"' else line
