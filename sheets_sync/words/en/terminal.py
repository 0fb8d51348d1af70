"""What a terminal shows of plans and of several campaigns."""

from __future__ import annotations

from sheets_sync.words.texts import Section, plural

TEXTS: Section = {
    "board.more": "Days or periods not shown here: {n}. See them all by --html FILE, or in the tab of compliance.",
    "plan.nothing": "The job's tabs are as they shall be; nothing to write.",
    "plan.tab": plural("n", one="Tab “{title}”: {n} cell to write", other="Tab “{title}”: {n} cells to write"),
    "plan.new": " (new tab)",
    "plan.layout": " (frozen rows, columns and widths anew)",
    "plan.more": plural("n", one="… and {n} more cell", other="… and {n} more cells"),
    "plan.empty": "(empty)",
    "plan.note": "new note: {note}",
    "plan.look": "formatted anew",
    "list.head": ("Campaign", "Phase", "Last look", "Today", "To fix", "File"),
    "list.before": "not begun",
    "list.running": "running",
    "list.over": "over",
    "list.stale": "! looks are overdue",
    "demo.done": "Done in {seconds} seconds. Everything is in {out}:",
    "demo.papers": plural("n", one="  {n} document: {folder}", other="  {n} documents: {folder}"),
    "demo.figures": "  figures: {board}, {totals}; evidence: {state}",
    "demo.next": "Try next:",
}
