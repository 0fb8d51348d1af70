"""The requests that make a tab of the job: a new one with layout and marks, or what differs in one that is there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sheets_sync.spreadsheet import requests
from sheets_sync.spreadsheet.difference import Difference
from sheets_sync.spreadsheet.plan import TabPlan
from sheets_sync.spreadsheet.requests import Request


def new_job_tab(plan: TabPlan, sheet_id: int, title: str, index: int | None = None) -> list[Request]:
    """A tab of the job with its layout, its marks and its protection; the cells are sent apart."""
    return [
        requests.add_sheet(
            sheet_id,
            title,
            index=index,
            rows=max(plan.row_count, plan.frozen_rows + 1),
            columns=max(plan.column_count, plan.frozen_columns + 1),
            frozen_rows=plan.frozen_rows,
            frozen_columns=plan.frozen_columns,
        ),
        requests.tag_sheet(sheet_id, plan.name),
        requests.keep_appearance(sheet_id, plan.appearance_text, anew=True),
        *([requests.keep_ledger(sheet_id, "{}", anew=True)] if plan.name == "compliance" else []),
        requests.protect(requests.grid_range(sheet_id), f"sheets-sync: {plan.title}"),
        *_widths(plan, sheet_id),
    ]


def _widths(plan: TabPlan, sheet_id: int) -> Iterator[Request]:
    """The widths of all columns, neighbours of one width together."""
    found = enumerate(sorted(plan.widths.items()))
    for (pixels, _), group in groupby(found, key=lambda entry: (entry[1][1], entry[1][0] - entry[0])):
        columns = [column for _, (column, _) in group]
        yield requests.column_width(sheet_id, columns[0], pixels, len(columns))


def write_difference(found: Difference, sheet_id: int) -> list[Request]:
    """The requests that make an existing tab as planned: the grid grown where needed, the layout, the changed runs."""
    sent: list[Request] = []
    tab, plan = found.tab, found.plan
    if found.room:
        sent.append(requests.insert_rows(sheet_id, *found.room))
    rows, columns = max(plan.row_count, plan.frozen_rows + 1), max(plan.column_count, plan.frozen_columns + 1)
    if tab is not None and (rows > tab.row_count or columns > tab.column_count):
        sent.append(requests.grid_size(sheet_id, rows=max(rows, tab.row_count), columns=max(columns, tab.column_count)))
    if found.layout:
        sent.append(requests.grid_size(sheet_id, frozen_rows=plan.frozen_rows, frozen_columns=plan.frozen_columns))
        sent += _widths(plan, sheet_id)
    sent += [requests.update_cells(sheet_id, start, [cells]) for start, cells in found.runs]
    if tab is not None and found.appearance:
        sent.append(requests.keep_appearance(sheet_id, plan.appearance_text, anew=not tab.appearance))
    return sent
