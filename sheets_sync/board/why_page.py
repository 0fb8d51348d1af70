"""What `why` found as one page that can be sent to the unit: finished text for a terminal and for a template. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sheets_sync.board import words
from sheets_sync.campaign.model import Campaign
from sheets_sync.compliance.judging import Status
from sheets_sync.compliance.why_words import LABELS, SAW, reason_words
from sheets_sync.tabs.messages import problem_text
from sheets_sync.tabs.row_json import row_from_json
from sheets_sync.tabs.rows import Severity

SHOWN = 100
"""Characters of a typed text that a line of the terminal shows; the page shows it whole."""

Found = Mapping[str, Any]
At = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Fact:
    """A line under the verdict: what it is about, and what is said."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Look:
    """One look near a turning point; `kind` is valid, attempted, absent or failed."""

    time: str
    saw: str
    kind: str


@dataclass(frozen=True, slots=True)
class Showed:
    """What the tab showed from a moment on: a line for each row, followed by what is wrong in it."""

    time: str
    saw: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditLine:
    """A cell that was edited; `late` is "" or says that it was after the deadline."""

    cell: str
    column: str
    before: str
    after: str
    when: str
    late: str


@dataclass(frozen=True, slots=True)
class WhyPage:
    """The whole page; every field is finished text. `said` holds the headings by name, `locale` is "vi" or "en"."""

    locale: str
    said: Mapping[str, str]
    campaign: str
    unit: str
    day: str
    as_of: str
    sign: str
    word: str
    fill: str
    ink: str
    facts: tuple[Fact, ...]
    flags: tuple[str, ...]
    looks: tuple[Look, ...]
    gaps: tuple[str, ...]
    edits: tuple[EditLine, ...]
    showed: tuple[Showed, ...]
    note: str
    head: str


def why_page(found: Found, campaign: Campaign) -> WhyPage:
    """The page of what `sheets_sync.why.explain` found."""
    locale = campaign.locale
    said = LABELS[locale]
    status = words.status_words(Status(found["status"]), locale)
    day = date.fromisoformat(found["day"])

    def at(iso: str) -> str:
        return words.clock_time(datetime.fromisoformat(iso), campaign.timezone, day)

    return WhyPage(
        locale=locale,
        said=said,
        campaign=campaign.name,
        unit=found["name"],
        day=f"{day:%d/%m/%Y}",
        as_of=said["as_of"].format(at=f"{datetime.fromisoformat(found['as_of']):%H:%M %d/%m/%Y}"),
        sign=status.sign,
        word=status.word,
        fill=status.fill,
        ink=status.ink,
        facts=tuple(_facts(found, said, locale, at)),
        flags=tuple(said[flag] for key, flag in _FLAGS.items() if found[key]),
        looks=tuple(_looks(found, locale, at)),
        gaps=tuple(_gap(gap, said, locale, at) for gap in found["gaps"]),
        edits=tuple(_edit(edit, campaign, said, at) for edit in found["edits"]),
        showed=tuple(_showed(change, campaign, said, at) for change in found["changes"]),
        note=said["note"].format(zone=campaign.timezone.key),
        head=said["head"].format(head=found["head"][:16]) if found["head"] else "",
    )


_FLAGS = {"edited_after_deadline": "edited", "withdrawn": "withdrawn"}


def _facts(found: Found, said: Mapping[str, str], locale: str, at: At) -> Iterator[Fact]:
    if found["override"]:
        yield Fact(said["override"], _override(found, said, locale, at))
        alone = words.status_words(Status(found["by_evidence"]), locale).word
        yield Fact(said["evidence"], f"{alone}. {found['rule']}")
    else:
        yield Fact(said["rule"], found["rule"])
    yield Fact(said["deadline"], at(found["deadline"]))
    present, absent = found["seen_present"], found["seen_absent"]
    if present:
        form = said["arrived_between" if absent else "arrived_first"]
        yield Fact(said["arrived"], form.format(absent=at(absent) if absent else "", present=at(present)))
    if found["attempted_at"] and found["attempted_at"] != present:
        yield Fact(said["attempted"], said["attempted_at"].format(at=at(found["attempted_at"])))


def _override(found: Found, said: Mapping[str, str], locale: str, at: At) -> str:
    override = found["override"]
    return said["override_line"].format(
        status=words.status_words(Status(override["status"]), locale).word,
        reason=override["reason"] or said["none"],
        by=override["by"] or said["none"],
        since=at(found["override_since"]) if found["override_since"] else "–",
    )


def _looks(found: Found, locale: str, at: At) -> Iterator[Look]:
    """The looks, with those that failed between the first and the last of them."""
    seen = [(poll["sent"], poll["saw"], "") for poll in found["polls"]]
    failed = [(poll["sent"], "failed", poll["reason"]) for poll in found["failed_polls"]]
    if seen:
        first, last = (datetime.fromisoformat(seen[at][0]) for at in (0, -1))
        failed = [poll for poll in failed if first < datetime.fromisoformat(poll[0]) < last]
    for sent, kind, reason in sorted([*seen, *failed], key=lambda look: datetime.fromisoformat(look[0])):
        why = f": {reason_words(reason, locale)}" if reason else ""
        yield Look(at(sent), f"{SAW[locale][kind]}{why}", kind)


def _gap(gap: Found, said: Mapping[str, str], locale: str, at: At) -> str:
    reasons = ", ".join(dict.fromkeys(reason_words(reason, locale) for reason in gap["reasons"]))
    until = at(gap["until"]) if gap["until"] else said["now"]
    return said["gap"].format(since=at(gap["since"]), until=until, reasons=reasons)


def _edit(edit: Found, campaign: Campaign, said: Mapping[str, str], at: At) -> EditLine:
    column = campaign.column_by_key.get(edit["column"])
    form = said["between" if edit["since"] else "first_time"]
    return EditLine(
        cell=edit["cell"],
        column=column.header if column else edit["column"] or said["whole_row"],
        before=edit["before"] or said["empty"],
        after=edit["after"] or said["empty"],
        when=form.format(since=at(edit["since"]) if edit["since"] else "", until=at(edit["until"])),
        late=said["late_edit"] if edit["after_deadline"] else "",
    )


def _showed(change: Found, campaign: Campaign, said: Mapping[str, str], at: At) -> Showed:
    rows = tuple(line for row in change["rows"] for line in _row_lines(row, campaign, said))
    return Showed(at(change["sent"]), SAW[campaign.locale][change["observed"]], rows or (said["gone"],))


def _row_lines(row: dict[str, Any], campaign: Campaign, said: Mapping[str, str]) -> Iterator[str]:
    """What stood in a row, in the campaign's order of columns, and what is wrong with it."""
    number = said["row"].format(n=row["number"] + 1)
    verdict = said["valid"] if row["valid"] else said["not_valid"]
    typed = [str(row["cells"][c.key]["typed"]) for c in campaign.columns if c.key in row["cells"]]
    yield f"{number} ({verdict}): {'; '.join(' '.join(text.split()) for text in typed)}"
    for problem in row_from_json(row).problems:
        if problem.severity is Severity.ERROR:
            yield f"  {problem_text(problem, campaign)}"


# ── in a terminal ─────────────────────────────────────────────────────────────────────────────────────────────────


def page_lines(page: WhyPage) -> list[str]:
    """The page as plain text."""
    said = page.said
    lines = [f"{page.unit} – {page.day}: {page.word}", page.as_of]
    lines += [f"{fact.label}: {fact.text}" for fact in page.facts] + list(page.flags)
    lines += [f"{said['polls']}:", *(f"  {look.time}  {look.saw}" for look in page.looks)]
    if page.gaps:
        lines += [f"{said['gaps']}:", *(f"  {gap}" for gap in page.gaps)]
    if page.edits:
        lines += [f"{said['edits']}:", *(f"  {_edit_text(edit)}" for edit in page.edits)]
    lines.append(f"{said['changes']}:")
    for showed in page.showed:
        lines += [f"  {showed.time}  {showed.saw}", *(f"    {_shortened(row)}" for row in showed.rows)]
    lines += [] if page.showed else [f"  {said['no_changes']}"]
    return [*lines, *([page.head] if page.head else [])]


def _edit_text(edit: EditLine) -> str:
    late = f" ({edit.late})" if edit.late else ""
    return f"{edit.cell} {edit.column}: {_shortened(edit.before)} → {_shortened(edit.after)}, {edit.when}{late}"


def _shortened(text: str) -> str:
    blanks = len(text) - len(text.lstrip())
    line = " ".join(text.split())
    return text[:blanks] + (line if len(line) <= SHOWN else line[:SHOWN].rsplit(" ", 1)[0] + " …")
