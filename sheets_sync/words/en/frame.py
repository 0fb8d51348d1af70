"""Head and foot of papers: gaps for what an office left out, dates, annexes, words that stand for the office's own. An
English letterhead is plain: what is empty here has no place in it unless the office gives it."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "gap.title": "",
    "gap.issuer": "[issuing office]",
    "gap.number": "",
    "gap.place": "",
    "gap.addressee": "[to whom this report goes]",
    "gap.recipient": "[who gets a copy]",
    "gap.basis": "[the plan or instruction that this reports on]",
    "gap.reporter": "[reporting body]",
    "gap.authority": "",
    "gap.office": "[position of the signer]",
    "number": "{gap}",
    "annex": "(Enclosed with the report{number} of {day})",
    "moment": "{hour} on {day}",
    "draft_mark": "DRAFT",
    "compiler": "the office",
    "members": "people",
    "gift_measures": (),
    "letters": tuple("abcdefghijklmnopqrstuvwxyz"),
}
