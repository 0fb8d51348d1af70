"""A later edition of a paper: which one it replaces, which figures changed, and why."""

from __future__ import annotations

from sheets_sync.words.texts import Section, plural

TEXTS: Section = {
    "edition": "Edition {number}",
    "preview": "Preview",
    "rebuilt": "Rebuilt from the evidence",
    "label": "{label}, figures up to {moment}",
    "replaces": "Replaces edition {number} ({name}), figures up to {moment}.",
    "compared": "Replaces no edition; compared with the one before ({name}), figures up to {moment}.",
    "told": "{label}, in place of edition {number} ({name}, figures up to {moment}); {what}.",
    "told_between": "{label}, in place of none; compared with the one before ({name}, figures up to {moment}), {what}.",
    "changed_day": "the last table lists the figures that changed",
    "changed_whole": "the last annex lists the figures that changed",
    "unchanged": "no figure changed",
    "rules": "Rules that hold from {day}",
    "rules_before": "as recorded",
    "rules_after": "declared anew at {at}",
    "works": "Number of activities",
    "so_far": "So far: {what}",
    "reported": "Reports received",
    "left_out": "Entries in no total",
    "raised": "Matters that arose",
    "gone": "no longer {name}",
    "come": "now also {name}",
    "more_units": plural("n", one="and {n} other", other="and {n} others"),
    "more_cells": plural("n", one="and {n} other cell", other="and {n} other cells"),
    "cell_gone": "took out {amount}",
    "cell_come": "added {amount}",
    "at_cell": "{said} (cell {cell})",
    "report": "{unit} {report} ({standing})",
}
