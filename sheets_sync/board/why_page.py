"""What `why` found as one page that can be sent to the unit: finished text for a terminal and for a template. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sheets_sync.board import words
from sheets_sync.board.notes import declared_words, rule_words
from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.named import report_title
from sheets_sync.campaign.version import SHOWN_DIGITS
from sheets_sync.compliance.edits import Edit
from sheets_sync.compliance.gaps import Gap
from sheets_sync.compliance.judging import Judgement, Status
from sheets_sync.compliance.why import Explanation
from sheets_sync.compliance.why_words import labels, reason_words
from sheets_sync.compliance.words import flag_words, standing_word, status_words
from sheets_sync.evidence.fold import Change
from sheets_sync.tabs.messages import problem_text
from sheets_sync.tabs.override import Override
from sheets_sync.tabs.rows import Row, Severity
from sheets_sync.words.formats import formats

SHOWN = 100
"""Characters of a typed text that a line of the terminal shows; the page shows it whole."""

At = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class Fact:
    """A line under the verdict: what it is about, and what is said."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class PollLine:
    """One poll near a turning point; `kind` is valid, attempted, absent or failed."""

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
    looks: tuple[PollLine, ...]
    gaps: tuple[str, ...]
    edits: tuple[EditLine, ...]
    showed: tuple[Showed, ...]
    not_counted: tuple[str, ...]
    note: str
    head: str


def why_page(found: Explanation, campaign: Campaign) -> WhyPage:
    """The page of one explanation."""
    locale = campaign.locale
    said = labels(locale)
    judgement, day = found.judgement, found.judgement.day
    as_of = found.as_of.astimezone(campaign.timezone)
    status, (fill, ink) = status_words(judgement.status, locale), words.COLOURS[judgement.status]

    def at(moment: datetime) -> str:
        return words.clock_time(moment, campaign.timezone, locale, day)

    return WhyPage(
        locale=locale,
        said=said,
        campaign=campaign.name,
        unit=found.unit.name,
        day=formats(locale).short(day) if campaign.is_daily else report_title(day, campaign, year=True),
        as_of=said["as_of"].format(at=formats(locale).clock_and_day(as_of, year=True)),
        sign=status.sign,
        word=standing_word(found.standing, locale),
        fill=fill,
        ink=ink,
        facts=tuple(_facts(found, campaign, said, at)),
        flags=tuple(_flags(judgement, said, locale)),
        looks=tuple(_polls(found, locale, at)),
        gaps=tuple(_gap(gap, said, locale, at) for gap in found.gaps),
        edits=tuple(_edit(edit, found, campaign, said, at) for edit in found.edits),
        showed=tuple(_showed(change, campaign, said, at) for change in found.changes),
        not_counted=tuple(_not_counted(found, campaign, said)),
        note=said["note"].format(zone=campaign.timezone.key),
        head=said["head"].format(head=found.head[:16]) if found.head else "",
    )


def _flags(judgement: Judgement, said: Mapping[str, str], locale: str) -> Iterator[str]:
    if judgement.edited_after_deadline:
        yield said["edited"]
    if judgement.withdrawn:
        yield said["withdrawn"]
    if judgement.rows_of_no_day:
        yield f"{flag_words(locale)['no_day'][1].capitalize()}."


def _facts(found: Explanation, campaign: Campaign, said: Mapping[str, str], at: At) -> Iterator[Fact]:
    judgement, locale = found.judgement, campaign.locale
    rule = rule_words(judgement, locale, campaign.timezone, found.deadline)
    if judgement.override:
        yield Fact(said["override"], _override(judgement.override, found, said, locale, at))
        alone = status_words(judgement.by_evidence, locale).word
        yield Fact(said["evidence"], f"{alone}. {rule}")
    else:
        yield Fact(said["rule"], rule)
    yield Fact(said["deadline"], at(found.deadline))
    if found.campaign_version:
        declared = f" {declared_words(found.declared, campaign)}" if found.declared else ""
        yield Fact(said["version"], f"{found.campaign_version[:SHOWN_DIGITS]}.{declared}")
    present, absent, attempted = judgement.seen_present, judgement.seen_absent, judgement.attempted_at
    if present:
        form = said["arrived_between" if absent else "arrived_first"]
        yield Fact(said["arrived"], form.format(absent=at(absent) if absent else "", present=at(present)))
    if attempted and attempted != present:
        yield Fact(said["attempted"], said["attempted_at"].format(at=at(attempted)))


def _override(override: Override, found: Explanation, said: Mapping[str, str], locale: str, at: At) -> str:
    return said["override_line"].format(
        status=status_words(Status(override.status), locale).word,
        reason=override.reason or said["none"],
        by=override.by or said["none"],
        since=at(found.override_since) if found.override_since else "–",
    )


def _polls(found: Explanation, locale: str, at: At) -> Iterator[PollLine]:
    """The polls, with those that failed between the first and the last of them."""
    seen = [(poll.sent, poll.saw.value, "") for poll in found.polls]
    failed = [(poll.sent, "failed", poll.reason) for poll in found.failed]
    if seen:
        failed = [poll for poll in failed if seen[0][0] < poll[0] < seen[-1][0]]
    for sent, kind, reason in sorted([*seen, *failed], key=lambda poll: poll[0]):
        why = f": {reason_words(reason, locale)}" if reason else ""
        yield PollLine(at(sent), f"{labels(locale)[f'saw.{kind}']}{why}", kind)


def _gap(gap: Gap, said: Mapping[str, str], locale: str, at: At) -> str:
    reasons = ", ".join(dict.fromkeys(reason_words(reason, locale) for reason in gap.reasons))
    until = at(gap.until) if gap.until else said["now"]
    return said["gap"].format(since=at(gap.since), until=until, reasons=reasons)


def _edit(edit: Edit, found: Explanation, campaign: Campaign, said: Mapping[str, str], at: At) -> EditLine:
    column = campaign.column_by_key.get(edit.column)
    form = said["between" if edit.since else "first_time"]
    return EditLine(
        cell=edit.cell,
        column=column.header if column else edit.column or said["whole_row"],
        before=edit.before or said["empty"],
        after=edit.after or said["empty"],
        when=form.format(since=at(edit.since) if edit.since else "", until=at(edit.until)),
        late=said["late_edit"] if found.after_deadline(edit) else "",
    )


def _showed(change: Change, campaign: Campaign, said: Mapping[str, str], at: At) -> Showed:
    rows = tuple(line for row in change.rows for line in _row_lines(row, campaign, said))
    return Showed(at(change.sent), str(said[f"saw.{change.observed.value}"]), rows or (said["gone"],))


def _not_counted(found: Explanation, campaign: Campaign, said: Mapping[str, str]) -> Iterator[str]:
    """What was typed for the unit and counts for no day: its rows of no day, and what is wrong with whole tabs."""
    for row in found.rows_of_no_day:
        yield from _row_lines(row, campaign, said)
    for problem in found.tab_problems:
        yield problem_text(problem, campaign)


def _row_lines(row: Row, campaign: Campaign, said: Mapping[str, str]) -> Iterator[str]:
    """What stood in a row, in the campaign's order of columns, and what is wrong with it."""
    number = said["row"].format(n=row.number + 1)
    verdict = said["valid"] if row.valid else said["not_valid"]
    typed = [str(row.cells[c.key].typed) for c in campaign.columns if c.key in row.cells]
    yield f"{number} ({verdict}): {'; '.join(' '.join(text.split()) for text in typed)}"
    for problem in row.problems:
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
    if page.not_counted:
        lines += [f"{said['not_counted']}:", *(f"    {_shortened(line)}" for line in page.not_counted)]
    return [*lines, *([page.head] if page.head else [])]


def _edit_text(edit: EditLine) -> str:
    late = f" ({edit.late})" if edit.late else ""
    return f"{edit.cell} {edit.column}: {_shortened(edit.before)} → {_shortened(edit.after)}, {edit.when}{late}"


def _shortened(text: str) -> str:
    blanks = len(text) - len(text.lstrip())
    line = " ".join(text.split())
    return text[:blanks] + (line if len(line) <= SHOWN else line[:SHOWN].rsplit(" ", 1)[0] + " …")
