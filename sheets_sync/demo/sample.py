"""A campaign that ships with the package as a folder of its own, with a spreadsheet on the local server."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from sheets_sync.config import Settings, load, resources
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.session import Session
from sheets_sync.words.texts import texts

TRAINEE = "go-dau"
"""The unit of the sample that somebody plays who trains with it and chose none."""


def provisioned(folder: Path, server: LocalSheets, *, to_train: bool = False, source: Path | None = None) -> Settings:
    """Writes the campaign file of `source` (the sample's by default) into `folder`, with a spreadsheet set up for it.

    Both are called as the campaign is; `to_train`: with a word before it that says so, in the campaign's language.
    Other commands can use the file; the settings that are given reach `server`.
    """
    text = ((source or resources.sample_campaign()) / "campaign.toml").read_text(encoding="utf-8")
    campaign = tomllib.loads(text)["campaign"]
    name = title = campaign["name"]
    if to_train:
        title = texts(campaign.get("locale", "vi")).say("training.title", name=name)
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
