"""The rules of an office, run over a row that was read. What goes wrong in one is a finding that names it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sheets_sync.campaign.extensions import OwnRule
from sheets_sync.campaign.model import Campaign
from sheets_sync.tabs.rows import Row, Severity
from sheets_sync.tabs.rules import Finding

MOST_FINDINGS = 50
"""Of one rule in one row."""


def own_findings(row: Row, campaign: Campaign) -> Iterator[Finding]:
    """What the office's own rules say of a row, in the order of its modules."""
    for extension in campaign.extensions:
        for rule in extension.rules:
            yield from _findings(rule, row, campaign)


def _findings(rule: OwnRule, row: Row, campaign: Campaign) -> list[Finding]:
    try:
        return [_finding(rule, *found, campaign) for found in islice(rule.check(row, campaign), MOST_FINDINGS)]
    except Exception as error:  # the office's own code: whatever it does, the row is read all the same
        facts = {
            "row": str(row.number + 1),
            "rule": f"{rule.module}.{rule.name}",
            "error": f"{type(error).__name__}: {error}"[:200],
        }
        column = next(iter(row.cells), campaign.columns[0].key)
        return [Finding(column, "X8", Severity.REMINDER, blocking=False, facts=facts)]


def _finding(rule: OwnRule, column: str, facts: object, campaign: Campaign) -> Finding:
    if column not in campaign.column_by_key:
        raise ValueError(f"{column!r} is no column of the campaign")
    said = {str(name): str(value) for name, value in dict(facts or {}).items()}  # type: ignore[call-overload]
    severity = Severity(rule.severity)
    return Finding(column, rule.code, severity, severity is Severity.ERROR, said)
