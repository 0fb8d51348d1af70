"""Runs of a cell's text: parts with a look or a link of their own, and chips (people and files in the text).

One list holds both kinds, as written: a run has a `format` or a `chip`, and a `startIndex` in UTF-16 code units. A chip
stands at a "@" of the text (D). A new value takes all runs away (D).
"""

from __future__ import annotations

from typing import Any

from sheets_sync.local_sheets.wire.exceptions import invalid

Run = dict[str, Any]
PLACEHOLDER = "@"


def is_chip(run: Run) -> bool:
    return bool(run.get("chip"))


def formats_of(runs: list[Run] | None) -> list[Run] | None:
    """The runs of looks and links, as they are given back."""
    return [run for run in runs or () if "format" in run or not is_chip(run)] or None


def _size(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _part(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


def checked_chips(chips: list[Run], text: Any) -> list[Run]:
    """Chips to be written; runs without one are passed over (D). Refused where no "@" stands for them."""
    found = [run for run in chips if is_chip(run)]
    for run in found:
        start, chip = run.get("startIndex", 0), run["chip"]
        if not isinstance(text, str) or _part(text, start, start + 1) != PLACEHOLDER:
            raise invalid(f"A chip at index {start} needs the placeholder '@' there.")  # wording approximate
        if not chip.get("richLinkProperties", {}).get("uri") and not chip.get("personProperties", {}).get("email"):
            raise invalid("A chip needs a uri or an email.")  # wording approximate
    return sorted(found, key=lambda run: run.get("startIndex", 0))


def chips_of(runs: list[Run] | None, text: Any) -> list[Run] | None:
    """All runs of a cell with chips; the parts between them have an empty chip (D)."""
    chips = [run for run in runs or () if is_chip(run)]
    if not chips or not isinstance(text, str):
        return None
    found: list[Run] = []
    at, size = 0, _size(text)
    for run in chips:
        start = run.get("startIndex", 0)
        if at < start:
            found.append(_run(at, {}))
        found.append(_run(start, run["chip"]))
        at = start + 1
    return [*found, *([_run(at, {})] if at < size else [])]


def _run(start: int, chip: dict[str, Any]) -> Run:
    return {**({"startIndex": start} if start else {}), "chip": chip}


def shown_text(text: str, runs: list[Run]) -> str:
    """A text with its chips as people read them: an address (K: Google shows a person's or a file's name)."""
    at, parts = 0, []
    for run in runs:
        if is_chip(run):
            start = run.get("startIndex", 0)
            parts += [_part(text, at, start), _words(run["chip"])]
            at = start + 1
    return "".join(parts) + _part(text, at, _size(text)) if parts else text


def _words(chip: dict[str, Any]) -> str:
    words: str = chip.get("personProperties", {}).get("email") or chip["richLinkProperties"]["uri"]
    return words


def link_of(runs: list[Run] | None, text: Any) -> str | None:
    """The one link that spans the whole text (D)."""
    if not runs or not isinstance(text, str):
        return None
    chips = [run for run in runs if is_chip(run)]
    if chips:
        uri: str | None = chips[0]["chip"].get("richLinkProperties", {}).get("uri")
        return uri if text == PLACEHOLDER else None
    if runs[0].get("startIndex", 0) != 0:
        return None
    links = {run.get("format", {}).get("link", {}).get("uri") for run in runs if run.get("startIndex", 0) < _size(text)}
    return links.pop() if len(links) == 1 else None
