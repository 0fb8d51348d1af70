"""The last touch of a paper, whatever template printed it: its gaps ("[cơ quan ban hành]") in yellow, and a figure
never torn from its measure at the end of a line."""

from __future__ import annotations

import re
from copy import deepcopy
from html import escape
from typing import Any

from sheets_sync.rollup.gaps import gaps

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_IN_TEXT = re.compile(r">([^<>]*)<")
_AFTER_FIGURE = re.compile(r'(<a class="figure"[^>]*>[^<]*</a>) (?=\w)')
_NUMBER_AND_WORD = re.compile(r"(?<=\d) (?=[^\W\d_])")
_HOUR_AND_MINUTES = re.compile(r"(?<=\d[ \u00a0]giờ) (?=\d\d\b)")
_NO_BREAK = "\u00a0"


def of_html(page: str, locale: str) -> str:
    """The page with its gaps in yellow and its figures kept with their measures; titles, styles and attributes stay as
    they are."""
    head, body, rest = page.partition("<body>")
    gap = _any_gap(locale)
    marked = _IN_TEXT.sub(lambda found: f">{gap.sub(_span, kept_together(found[1]))}<", rest)
    return head + body + _AFTER_FIGURE.sub(rf"\1{_NO_BREAK}", marked)


def kept_together(text: str) -> str:
    """The text with no-break blanks between a figure and its measure, and within an hour ("10 giờ 00")."""
    return _HOUR_AND_MINUTES.sub(_NO_BREAK, _NUMBER_AND_WORD.sub(_NO_BREAK, text))


def _any_gap(locale: str) -> re.Pattern[str]:
    return re.compile("(" + "|".join(map(re.escape, gaps(locale))) + ")")


def _span(found: re.Match[str]) -> str:
    return f'<span class="gap">{escape(found[1])}</span>'


def of_md(text: str, locale: str) -> str:
    """The text with its gaps in bold; the brackets of a gap are escaped there."""
    for gap in gaps(locale):
        said = gap.replace("[", "\\[").replace("]", "\\]")
        text = text.replace(said, f"**{said}**").replace(f"****{said}****", f"**{said}**")
    return text


def of_docx(body: Any, locale: str) -> None:
    """Highlights the gaps of a Word document, in runs of their own, and keeps its figures with their measures."""
    for holder in body.iter(f"{_W}t"):
        holder.text = kept_together(holder.text or "")
    gap = _any_gap(locale)
    for run in list(body.iter(f"{_W}r")):
        texts = run.findall(f"{_W}t")
        if len(texts) == 1 and gap.search(texts[0].text or ""):
            for piece in filter(None, gap.split(texts[0].text)):
                run.addprevious(_piece(run, piece, gap))
            run.getparent().remove(run)


def _piece(run: Any, text: str, gap: re.Pattern[str]) -> Any:
    """A copy of the run with a part of its text; yellow where that is a gap."""
    made = deepcopy(run)
    (holder,) = made.findall(f"{_W}t")
    holder.text = text
    holder.set(_SPACE, "preserve")
    if gap.fullmatch(text):
        properties = made.find(f"{_W}rPr")
        if properties is None:
            properties = made.makeelement(f"{_W}rPr", {})
            made.insert(0, properties)
        properties.append(properties.makeelement(f"{_W}highlight", {f"{_W}val": "yellow"}))
    return made
