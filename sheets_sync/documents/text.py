"""html and md through Jinja."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from sheets_sync.documents import environment


class Compiled(FileSystemBytecodeCache):
    """Templates as they were compiled, for the later papers of one process: each paper is rendered in a child that
    ends with it. A folder that can't be written is as good as none."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="sheets-sync-templates-", ignore_cleanup_errors=True)


@cache
def compiled() -> Compiled | None:
    """Where this process and its children keep compiled templates until it ends; None where there is no room. To be
    asked for first in the process itself, not in a child."""
    with suppress(OSError):
        return Compiled(_folder().name)
    return None


def render(folders: Sequence[Path], name: str, context: Mapping[str, Any]) -> str:
    """The template `name` of the first folder that has it, with these fields and "\\n" line ends."""
    loader = environment.loader(*folders)
    jinja = environment.markdown(loader) if name.endswith(".md") else environment.markup(loader)
    jinja.bytecode_cache = compiled()
    with environment.errors_of(environment.first_of(folders, name)):
        return jinja.get_template(name).render(context)
