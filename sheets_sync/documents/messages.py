"""Messages in the office's own words, or in those of the language.

An office's own are templates, `messages/LOCALE/KIND.txt`: the first line is the subject, the rest the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sheets_sync.board.message_words import standard
from sheets_sync.documents import environment
from sheets_sync.documents.bounds import bounded
from sheets_sync.rollup.settings import DocumentSettings


def say(
    folders: list[Path], locale: str, kind: str, fields: Mapping[str, str], *, office: str | None = None
) -> tuple[str, str]:
    """Subject and text of a message: from the first of the folders that has a template for it in the language of
    `locale`, else in that language's own words. `office` is who sends it. Raises TemplateError."""
    wanted = [f"messages/{tag}/{kind}.txt" for tag in dict.fromkeys((locale, locale.partition("-")[0]))]
    sender = DocumentSettings(compiler=office).spoken(locale).compiler or ""
    known = {**fields, "office": sender}
    found = [(folder / name, name) for name in wanted for folder in folders if (folder / name).is_file()]
    if not found:
        return standard(kind, known, locale)
    template, name = found[0]
    return bounded(lambda: _said(folders, name, template, known), template)


def _said(folders: list[Path], name: str, template: Path, fields: Mapping[str, str]) -> tuple[str, str]:
    with environment.errors_of(template):
        found = environment.plain(environment.loader(*folders)).get_template(name).render(fields)
    subject, _, text = found.partition("\n")
    return subject.strip(), text.strip()
