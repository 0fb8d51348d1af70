"""One finding of `check`: what, where, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from sheets_sync.errors import paragraph
from sheets_sync.words.texts import FALLBACK, texts
from sheets_sync.words.worded import told

if TYPE_CHECKING:
    from sheets_sync.job.checks.visit import Visit

MEND = 6
"""The exit code where something must be mended."""


class Level(Enum):
    """How much a finding asks for: nothing, attention, mending; BLIND: it could not be looked at."""

    FINE = "ok"
    NOTICE = "notice"
    MEND = "mend"
    BLIND = "blind"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `code` names it for scripts; `error`: the exit code of what kept us from it."""

    code: str
    level: Level
    what: str
    where: str = ""
    remedy: str = ""
    error: int = 0

    @property
    def ok(self) -> bool:
        return self.level in (Level.FINE, Level.NOTICE)

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "level": self.level.value,
            "ok": self.ok,
            "what": self.what,
            "where": str(self.where),
            "remedy": self.remedy,
        }

    def line(self, language: str = FALLBACK) -> str:
        """The finding in one line, behind what it asks for."""
        where = told(self.where, language)
        return texts(language).say(f"checks.sign.{self.level.value}") + paragraph(self.what, where, self.remedy)


Check = Callable[["Visit"], Iterable[Finding]]


def exit_code(findings: Sequence[Finding]) -> int:
    """6 where something must be mended; 2, 3 or 4 where the spreadsheets could not be looked at at all; else 0."""
    looked = any(f.code == "readable" and f.ok for f in findings)
    blind = [f.error for f in findings if f.level is Level.BLIND]
    if blind and not looked:
        return max(blind)
    return MEND if blind or any(f.level is Level.MEND for f in findings) else 0
