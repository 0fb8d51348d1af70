"""Pages that need no other file, to be sent: rendered through the office's templates, as one html file each."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from sheets_sync.board.why_page import WhyPage
from sheets_sync.config import Settings, resources
from sheets_sync.documents import environment, files
from sheets_sync.documents.bounds import bounded

WHY = "why.html"


def write_why(page: WhyPage, settings: Settings, path: Path) -> Path:
    """Writes the page of `why` to `path`. Raises TemplateError, ConfigError; then what was there stays."""
    return files.write(path, why_html(page, settings).encode())


def why_html(page: WhyPage, settings: Settings) -> str:
    """The page of `why`, by the office's own template where it has one. Raises TemplateError."""
    own = settings.documents.templates
    folder = own if own is not None and (own / WHY).is_file() else resources.templates_dir()
    return bounded(lambda: _rendered(page, folder), folder / WHY)


def _rendered(page: WhyPage, folder: Path) -> str:
    with environment.errors_of(folder / WHY):
        template = environment.markup(environment.loader(folder)).get_template(WHY)
        return template.render({field.name: getattr(page, field.name) for field in fields(page)})
