"""Messages from templates: `messages/LOCALE/KIND.txt`, whose first line is the subject and whose rest is the text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sheets_sync.documents import environment


def say(folders: list[Path], locale: str, kind: str, fields: Mapping[str, str]) -> tuple[str, str]:
    """Subject and text of a message, from the first of the folders that has its template. Raises TemplateError."""
    name = f"messages/{locale}/{kind}.txt"
    jinja = environment.plain(environment.loader(*folders))
    with environment.errors_of(next((folder / name for folder in folders if (folder / name).is_file()), Path(name))):
        subject, _, text = jinja.get_template(name).render(fields).partition("\n")
    return subject.strip(), text.strip()
