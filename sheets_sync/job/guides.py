"""The guides of units and coordinators as a tab of the spreadsheet: `provision --with-guide`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sheets_sync.campaign.model import Campaign
from sheets_sync.config import resources
from sheets_sync.spreadsheet.a1 import Cell
from sheets_sync.spreadsheet.plan import PlanCell, Style, TabPlan
from sheets_sync.tabs.titles import tab_title
from sheets_sync.words.texts import FALLBACK

PARTS = ("units", "coordinators")
WIDTH = 820
_HEADINGS = {1: Style(bold=True, size=14, wrap=True), 2: Style(bold=True, fill="#e3f2fd", wrap=True)}
_TEXT = Style(wrap=True, vertical="top")


def guide_plan(campaign: Campaign) -> TabPlan:
    """The tab of the guides, in the campaign's language; in English where that has none."""
    folder = guides_of(campaign.language)
    lines = [line for part in PARTS for line in blocks((folder / f"{part}.md").read_text(encoding="utf-8"))]
    cells = {Cell(row, 0): cell for row, cell in enumerate(lines)}
    return TabPlan("guide", tab_title("guide", campaign.locale), cells, widths={0: WIDTH})


def guides_of(language: str) -> Path:
    """The folder of a language's guides: its own, else the English one."""
    folders = resources.jobs_dir() / "guides"
    return folders / language if (folders / language).is_dir() else folders / FALLBACK


def blocks(markdown: str) -> Iterator[PlanCell]:
    """A cell for each heading, list item and paragraph of a plain Markdown text."""
    for block in _joined(markdown.splitlines()):
        level = len(block) - len(block.lstrip("#"))
        text = block.lstrip("# ").replace("**", "").replace("`", "")
        yield PlanCell(text.replace("- ", "• ", 1) if text.startswith("- ") else text, _HEADINGS.get(level, _TEXT))


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Blocks with their folded lines put together."""
    block: list[str] = []
    for line in lines:
        if line.startswith("!["):  # a picture: the tab holds text alone
            continue
        if block and (not line.strip() or line.startswith(("- ", "#"))):
            yield " ".join(block)
            block = []
        if line.strip():
            block.append(line.strip())
    if block:
        yield " ".join(block)
