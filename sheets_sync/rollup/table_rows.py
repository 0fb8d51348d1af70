"""The rows of tables and lists as templates read them: finished text in small frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from sheets_sync.rollup.pieces import NO_LINE, Line, Piece


@dataclass(frozen=True, slots=True)
class SumRow:
    """A row of a table of sums, by unit or by day. A cell is empty where there is no data, which is not zero.

    `cells` are the sums under the table's `columns`, in order; `people` to `money` are those of them that have a name.
    `reported` is filled in the tables of the rollup: reports received of those due.
    """

    order: str
    name: str
    people: Piece
    beneficiaries: Piece
    works: Piece
    gifts: Piece
    money: Piece
    status: str = ""
    note: str = ""
    reported: Line = NO_LINE
    cells: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class SumTable:
    """Rows of sums and their total line. `columns` are the headings of what the campaign adds up: people,
    beneficiaries, works, gifts and money as far as it has them, then its own columns. `plain`: these five, and no
    others. `note`: which columns don't add up to the total line, and why."""

    rows: tuple[SumRow, ...]
    total: SumRow
    columns: tuple[str, ...] = ()
    plain: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One figure of the table of all activities, by its code. `units` is the number of units that it comes from."""

    code: str
    order: str
    label: str
    measure: str
    whole: Piece
    units: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One unit of the matrix: a letter per day and its sums."""

    order: str
    name: str
    letters: tuple[str, ...]
    reported: Line
    on_time: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Units × days, as many days as fit a landscape page; a long campaign has several. `key` explains the letters.
    `reported` and `on_time` are the sums of these days."""

    days: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[str, ...]
    key: str
    reported: Line = NO_LINE
    on_time: str = ""


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One row of the list of works, or of the list of news."""

    order: str
    day: str
    unit: str
    what: str
    place: str
    amount: Piece
    money: Piece
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of a list that adds up: `counted` is what it adds to the sum, `note` why that is not what it says."""

    order: str
    day: str
    unit: str
    what: str
    place: str
    counted: Piece
    money: Piece
    note: str = ""
    links: tuple[str, ...] = ()
    more_links: str = ""


@dataclass(frozen=True, slots=True)
class ActivityList:
    """The rows of one activity. `rest` says how many more there are and where they stand, with what they add;
    `rows` and rest make `total`, the figure of the activity."""

    code: str
    heading: str
    rows: tuple[ListedRow, ...]
    rest: str
    rest_counted: Line
    rest_money: Piece
    total: Line
    total_money: Piece
