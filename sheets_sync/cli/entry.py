"""The entry point: runs a command; every failure is one paragraph and an exit code."""

from __future__ import annotations

import gc
import io
import os
import sys
from pathlib import Path

import click

from sheets_sync.cli.group import cli
from sheets_sync.cli.language import log_spoken, said
from sheets_sync.cli.output import say
from sheets_sync.cli.usage import usage
from sheets_sync.errors import SheetsSyncError
from sheets_sync.words.worded import worded


def main() -> None:
    """Runs a command; every failure is one paragraph on stderr and an exit code (see sheets_sync.errors)."""
    os.umask(os.umask(0o077) | 0o007)  # whatever is written is for the owner and the group, never for everybody
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # the same bytes on every machine, whatever its locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    gc.set_threshold(100_000, 50, 50)  # answers of thousands of cells make few cycles; the default looks every 700
    try:
        with cli.make_context("sheets-sync", sys.argv[1:]) as context:  # asked for help it ends here
            _log_as_spoken()
            cli.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.exceptions.NoArgsIsHelpError as help_text:
        help_text.show()
        sys.exit(2)
    except click.ClickException as error:
        say(_usage_paragraph(error))
        sys.exit(2)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except SheetsSyncError as error:
        say(f"sheets-sync: {said(error)}")
        sys.exit(error.exit_code)
    except Exception as error:
        log = _log_crash()
        say(f"sheets-sync: {said(worded('commands.fault', kind=type(error).__name__, log=log))}")
        sys.exit(1)


def _log_as_spoken() -> None:
    import logging

    logging.getLogger("sheets_sync").addFilter(log_spoken)


def _usage_paragraph(error: click.ClickException) -> str:
    """What click has to say about a command line, in one paragraph as every other error."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "sheets-sync"
    what = f"{path}: {said(usage(error))}"
    return f"{what} {said(worded('usage.see', command=path))}" if context else what


def _log_crash() -> Path:
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="sheets-sync-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write(traceback.format_exc())
    return Path(log.name)
