"""html and md through Jinja."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sheets_sync.documents import environment


def render(folders: Sequence[Path], name: str, context: Mapping[str, Any]) -> str:
    """The template `name` of the first folder that has it, with these fields and "\\n" line ends."""
    loader = environment.loader(*folders)
    jinja = environment.markdown(loader) if name.endswith(".md") else environment.markup(loader)
    with environment.errors_of(environment.first_of(folders, name)):
        return jinja.get_template(name).render(context)
