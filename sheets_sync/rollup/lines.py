"""The results as sentences: a line per activity, in groups under headings; lines that are zero are left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sheets_sync.campaign.model import Activity, Campaign
from sheets_sync.rollup import phrases
from sheets_sync.rollup.adding import BENEFICIARIES, MONEY, OF_ROLES, PEOPLE, column_keys
from sheets_sync.rollup.model import Group, Line
from sheets_sync.rollup.shown import Shown, joined, sentence
from sheets_sync.rollup.totals import Totals
from sheets_sync.words import vietnamese

OwnPhrases = Mapping[tuple[str, str], str]

PEOPLE_TAKE_PART = "huy động {n} lượt {members} tham gia"
"""How those who take part are counted in a sentence; `{members}` is what the office calls them."""
_RESOURCES = (
    (PEOPLE, PEOPLE_TAKE_PART),
    (BENEFICIARIES, "{n} lượt người thụ hưởng"),
    (MONEY, "kinh phí vận động {n} đồng"),
)


def activity_line(
    shown: Shown, scope: str, activity: Activity, totals: Totals, campaign: Campaign, own: OwnPhrases
) -> Line:
    """As in "tặng 205 phần quà cho hộ nghèo"; semicolons between measures; empty where zero."""
    figures = totals.printed(campaign).get(activity.code, {})
    return joined(
        (
            shown.line(
                phrases.pattern(activity, measure, own),
                shown.piece(f"{scope}.{activity.code}.{measure}", figure),
            )
            for measure, figure in figures.items()
        ),
        "; ",
    )


def resources_line(shown: Shown, scope: str, totals: Totals, campaign: Campaign, members: str) -> Line:
    """As in "764 lượt đoàn viên, thanh niên tham gia; …; kinh phí vận động 159.750.000 đồng."; zeros are left out."""
    said = (
        shown.line(
            pattern.replace("{members}", vietnamese.one_line(members)),
            shown.piece(f"{scope}.{key}", totals.of(key)),
        )
        for key, pattern in _RESOURCES
        if totals.of(key).value
    )
    return sentence(joined((*said, *own_columns(shown, scope, totals, campaign)), "; "))


def own_columns(shown: Shown, scope: str, totals: Totals, campaign: Campaign) -> Iterator[Line]:
    """As in "số ca mắc: 12 ca", for each column that the campaign adds up beside people and money; also where it is 0,
    if any cell says so."""
    for (name, measure), column in column_keys(campaign).items():
        figure = totals.figures.get((name, measure))
        if name not in OF_ROLES and figure is not None:
            said = vietnamese.lower_first(vietnamese.one_line(column.header)).replace("{n}", "")
            yield shown.line(f"{said}: {{n}} {measure}".rstrip(), shown.piece(f"{scope}.{name}", figure))


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


def as_groups(groups: Iterable[tuple[str, tuple[Line, ...]]]) -> tuple[Group, ...]:
    """Groups that have lines, lettered a, b, c, d, đ in the order given."""
    filled = [(heading, lines) for heading, lines in groups if lines]
    return tuple(
        Group(letter, heading, tuple(sentence(line) for line in lines), joined(lines, "; ", "."))
        for letter, (heading, lines) in zip(vietnamese.ALPHABET, filled, strict=False)
    )


def in_two(groups: Mapping[str, tuple[Line, ...]]) -> tuple[Group, ...]:
    """The groups of a quick report: a) propaganda, b) all other work. Public opinion has its own part."""
    work = [
        line
        for heading, lines in groups.items()
        for line in lines
        if heading not in (phrases.PROPAGANDA, phrases.OPINION)
    ]
    return as_groups([(phrases.PROPAGANDA, groups.get(phrases.PROPAGANDA, ())), (phrases.WORKS, tuple(work))])
