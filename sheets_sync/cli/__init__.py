"""The command `sheets-sync`. Thin: every command opens what it needs, calls one function, and shows the result.

What a command needs is imported where it is called, so that `--help` and completion come at once.
"""

from __future__ import annotations

from sheets_sync.cli import (  # noqa: F401 - they add their commands
    campaign,
    chain,
    documents,
    inbox,
    local,
    looking,
    running,
    tables,
    typed,
)
from sheets_sync.cli.entry import main
from sheets_sync.cli.group import cli

__all__ = ["cli", "main"]
