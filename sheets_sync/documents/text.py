"""html and md through Jinja."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sheets_sync.documents import environment


def render(templates: Path, name: str, context: Mapping[str, Any]) -> str:
    """The template `name` of the folder with these fields, with "\\n" line ends."""
    loader = environment.loader(templates)
    jinja = environment.markdown(loader) if name.endswith(".md") else environment.markup(loader)
    with environment.errors_of(templates / name):
        return jinja.get_template(name).render(context)
