"""What a process that stays needs: its log on stderr, and signals that end it after the work in hand."""

from __future__ import annotations

from sheets_sync.job.logs import log_to_stderr
from sheets_sync.job.watching import stop_on_signals

__all__ = ["log_to_stderr", "stop_on_signals"]
