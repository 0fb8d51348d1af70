"""How figures are put into sentences, and under which headings. English papers say a figure by the words of the
campaign itself: the label of an activity, the heading of a column."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "heading.propaganda": "Outreach",
    "heading.opinion": "Matters raised",
    "heading.works": "Activities",
    "heading.other": "Other activities",
    "plain": "{activity}: {n} {measure}",
    "people": "{column}: {n}",
    "beneficiaries": "{column}: {n}",
    "money": "{column}: {n}",
    "column": "{column}: {n} {measure}",
    "column_of_measure": "{column}: {n}",
    "lower_first": "",
    "common_nouns": (),
}
