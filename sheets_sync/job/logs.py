"""The log of a process that stays: lines on stderr, as text or as JSON; every moment carries its zone."""

from __future__ import annotations

import json
import logging
import sys
from datetime import datetime

from sheets_sync.words.unshown import unshown, unshown_json

FORMATS = ("text", "json")


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return unshown(super().format(record))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return _moment(record)


class _Json(logging.Formatter):
    """One object a line: at, level, campaign (the thread of its watch), message, trace."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": _moment(record),
            "level": record.levelname.lower(),
            "thread": record.threadName,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        return unshown_json(json.dumps(entry, ensure_ascii=False))


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="seconds")


def log_to_stderr(form: str = "text") -> None:
    """Sends the log to stderr, once."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Text("%(asctime)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
