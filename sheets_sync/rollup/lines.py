"""The results as sentences: a line per activity, in groups under headings; lines that are zero are left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sheets_sync.campaign.model import Activity, Campaign
from sheets_sync.rollup import phrases
from sheets_sync.rollup.keys import MONEY, OF_ROLES, column_keys, column_name
from sheets_sync.rollup.model import LAYOUT_OF_SHORT_PAPERS
from sheets_sync.rollup.pieces import Group, Line, Piece
from sheets_sync.rollup.settings import DocumentSettings
from sheets_sync.rollup.shown import Shown, joined, sentence
from sheets_sync.rollup.totals import Totals
from sheets_sync.words import tidy
from sheets_sync.words.texts import texts

OwnPhrases = Mapping[tuple[str, str], str]


def activity_line(
    shown: Shown, scope: str, activity: Activity, totals: Totals, campaign: Campaign, own: OwnPhrases
) -> Line:
    """As in "tặng 205 phần quà cho hộ nghèo"; semicolons between measures; empty where zero."""
    figures = totals.printed(campaign).get(activity.code, {})
    pieces = {measure: shown.piece(f"{scope}.{activity.code}.{measure}", figure) for measure, figure in figures.items()}
    if shown.layout >= LAYOUT_OF_SHORT_PAPERS:
        said = phrases.together(activity, tuple(figures), own)
        if said:
            return shown.line(said, *pieces.values())
    return joined(
        (shown.line(phrases.pattern(activity, m, own, campaign.locale), piece) for m, piece in pieces.items()), "; "
    )


def resources_line(shown: Shown, scope: str, totals: Totals, campaign: Campaign, settings: DocumentSettings) -> Line:
    """As in "764 lượt đoàn viên, thanh niên tham gia; …; kinh phí vận động 159.750.000 đồng."; zeros are left out."""
    return sentence(joined(resources(shown, scope, totals, campaign, settings), "; "))


def resources(
    shown: Shown, scope: str, totals: Totals, campaign: Campaign, settings: DocumentSettings
) -> tuple[Line, ...]:
    """The clauses of `resources_line`."""
    said = (role_line(shown, f"{scope}.{key}", key, totals, campaign, settings) for key in OF_ROLES)
    return (*filter(None, said), *own_columns(shown, scope, totals, campaign))


def role_line(
    shown: Shown, name: str, key: str, totals: Totals, campaign: Campaign, settings: DocumentSettings
) -> Line | None:
    """The sentence of people, beneficiaries or money; None where there are none."""
    figure = totals.of(key)
    if not figure.value:
        return None
    column = phrases.column_in_a_sentence(column_name(key, campaign), campaign.locale)
    members = tidy.one_line(settings.members or "")
    piece, after = shown.amount(name, figure) if key == MONEY else (shown.piece(name, figure), "")
    line = shown.say(f"wordings.{key}", piece, column=column, members=members)
    return Line((*line.pieces, Piece(after))) if after else line


def own_columns(shown: Shown, scope: str, totals: Totals, campaign: Campaign) -> Iterator[Line]:
    """As in "số ca mắc: 12 ca", for each column that the campaign adds up beside people and money; also where it is 0,
    if any cell says so."""
    for (name, measure), column in column_keys(campaign).items():
        figure = totals.figures.get((name, measure))
        if name not in OF_ROLES and figure is not None:
            said = phrases.column_in_a_sentence(column.header, campaign.locale)
            key = "column_of_measure" if measure.casefold() in said.casefold() else "column"
            yield shown.say(f"wordings.{key}", shown.piece(f"{scope}.{name}", figure), column=said, measure=measure)


def grouped(
    shown: Shown, scope: str, totals: Totals, campaign: Campaign, own: OwnPhrases
) -> dict[str, tuple[Line, ...]]:
    """The lines of the activities that are not zero, by heading, headings and lines in the campaign's order."""
    groups: dict[str, list[Line]] = {}
    for code in totals.activities(campaign):
        activity = campaign.activity_by_code[code]
        line = activity_line(shown, scope, activity, totals, campaign, own)
        groups.setdefault(phrases.wording(activity).group, []).append(line)
    ordered = sorted(groups, key=lambda heading: heading == phrases.OTHER)
    return {heading: tuple(groups[heading]) for heading in ordered}


def as_groups(shown: Shown, groups: Iterable[tuple[str, tuple[Line, ...]]]) -> tuple[Group, ...]:
    """Groups that have lines, lettered a, b, c, d, đ in the order given."""
    filled = [(phrases.heading(group, shown.locale), lines) for group, lines in groups if lines]
    letters = texts(shown.locale).get("frame.letters")
    return tuple(
        Group(_letter(letters, n), heading, tuple(sentence(line) for line in lines), _paragraph(shown, lines))
        for n, (heading, lines) in enumerate(filled)
    )


def _paragraph(shown: Shown, lines: Sequence[Line]) -> Line:
    """The lines as short sentences after each other; before, they were one long one."""
    if shown.layout < LAYOUT_OF_SHORT_PAPERS:
        return joined(lines, "; ", ".")
    return joined(map(sentence, lines), " ")


def _letter(letters: Sequence[str], n: int) -> str:
    """a, b, c …; after the last one aa, bb, cc."""
    return letters[n % len(letters)] * (n // len(letters) + 1)


def in_two(shown: Shown, groups: Mapping[str, tuple[Line, ...]]) -> tuple[Group, ...]:
    """The groups of a quick report: a) propaganda, b) all other work. Public opinion has its own part."""
    work = [
        line for group, lines in groups.items() for line in lines if group not in (phrases.PROPAGANDA, phrases.OPINION)
    ]
    return as_groups(shown, [(phrases.PROPAGANDA, groups.get(phrases.PROPAGANDA, ())), (phrases.WORKS, tuple(work))])
