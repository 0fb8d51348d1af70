"""Every error that a caller of this package can meet, drawn as a tree.

    SheetsSyncError                     exit code   another try helps?
    ├── ConfigError                         2       no: mend the campaign file, the command or the spreadsheet
    │   ├── SpreadsheetSetupError           2       no: locale, time zone or tabs are not as the campaign says
    │   └── TemplateError                   2       no: a template of the office is broken
    ├── UnreachableError                    3       yes: the next tick goes on, nothing is lost
    │   ├── QuotaError                      3       yes: after a minute
    │   ├── WriteInDoubtError               3       yes: whether a write was applied shows when it is read back
    │   └── StorageError                    3       yes: when the disk has room, or the database answers
    ├── InvalidRequestError                 1       once: where people changed tabs between our read and our write
    ├── AccessError                         4       no: credentials or sharing
    ├── LockedError                         5       yes: another run is at work
    ├── DisagreementError                   6       no: what was to be proved does not hold
    └── LedgerError                         6       no: the evidence on disk is damaged or of a newer version

Each says *what* happened, *where* (file and line, or tab and cell) and *what to do*: one paragraph for a person. As a
string it is English; `sheets_sync.words.worded.told` gives it in the language of whoever reads it.
"""

from __future__ import annotations

import errno


class SheetsSyncError(Exception):
    """Base of all. `what`, `where` and `remedy` are for people; `str()` joins them into one paragraph.

    `code` names the kind of the error for good: the evidence stores it, so it outlives the name of the class.
    """

    code = "error"
    exit_code = 1
    retryable = False

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(what)

    def __str__(self) -> str:
        return paragraph(self.what, self.where, self.remedy)


class ConfigError(SheetsSyncError):
    """The campaign file, the environment or the command line asks for something that can't be."""

    code = "config"
    exit_code = 2


class SpreadsheetSetupError(ConfigError):
    """The spreadsheet was reached, but is not set up as the campaign needs it (locale, time zone, tabs)."""

    code = "spreadsheet_setup"


class TemplateError(ConfigError):
    """A document template is missing, broken, or asks for a field that does not exist."""

    code = "template"


class UnreachableError(SheetsSyncError):
    """Google gave no usable answer: network, time-out, 5xx, an answer that is not JSON."""

    code = "unreachable"
    exit_code = 3
    retryable = True


class QuotaError(UnreachableError):
    """Google kept refusing for quota (429, or 403 with a rate-limit reason)."""

    code = "quota"


class WriteInDoubtError(UnreachableError):
    """A write got no usable answer and is not safe to repeat: only reading back tells whether it was applied."""

    code = "write_in_doubt"


class StorageError(UnreachableError):
    """The disk, or the ledger's database, can't be used for now: full, read-only, not answering."""

    code = "storage"


class InvalidRequestError(SheetsSyncError):
    """Google refused a request as it is: a tab that it names is gone, an id is taken, or it is our own fault."""

    code = "invalid_request"


class AccessError(SheetsSyncError):
    """Credentials are missing or refused, or the spreadsheet is not shared with them, or does not exist."""

    code = "access"
    exit_code = 4


class LockedError(SheetsSyncError):
    """Another run holds the lock of this state folder."""

    code = "locked"
    exit_code = 5
    retryable = True


class LedgerError(SheetsSyncError):
    """The evidence on disk can't be used: damaged, or written by a newer version."""

    code = "ledger"
    exit_code = 6


class DisagreementError(SheetsSyncError):
    """What was to be proved does not hold: a figure of a document, a record of the chain."""

    code = "disagreement"
    exit_code = 6


def paragraph(what: str, where: str, remedy: str) -> str:
    """An error in one paragraph for a person."""
    lead = f"{where}: {what}" if where else what
    return f"{lead} {remedy}".strip()


FAULT = "fault"
"""The code of a failure that is none of these errors: a fault of the program."""


def failure_of(error: Exception) -> str:
    """An error as the evidence keeps it: its code and what happened, as in "quota: …"."""
    if isinstance(error, SheetsSyncError):
        return f"{error.code}: {error.what}"
    return f"{FAULT}: {type(error).__name__}"


def disk_is_full(error: OSError) -> bool:
    """Whether an error of the system says that there is no room, on the disk or in an account's share of it."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)
