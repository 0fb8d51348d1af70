"""How names are compared with a list: units and choices (POLICY.md 4.8 rules 2, 4 and 5, and 4.9)."""

from __future__ import annotations

import re

from sheets_sync.cells.normalise import fold, fold_case, repaired, unified

MIN_SLIP = 6
"""Characters that a known form needs before one slip is forgiven: in short forms one letter is another name."""

_MARKS = re.compile(r"[.,;:&/_\-()\s]+")


def compared(text: str) -> str:
    """A typed name as it is compared with accents: lower case, marks as spaces, one place for each tone mark."""
    return fold_case(_MARKS.sub(" ", text).strip())


def known(text: str) -> str:
    """A form of the list as it is compared; the list may hold odd spaces and letters as any typed text may."""
    return compared(unified(repaired(text)))


def is_bare(text: str) -> bool:
    """Whether a compared text is typed without any accent or đ."""
    return text.isascii()


def bared(text: str) -> str:
    """A compared text without its accents."""
    return fold(text)


def one_slip(typed: str, form: str) -> bool:
    """Whether exactly one letter, with its accents, is changed, missing or extra in `typed` against `form`.

    Only letters slip: a digit more (phường 1) or a sign of an old encoding is something else.
    """
    if abs(len(typed) - len(form)) > 1 or typed == form:
        return False
    start = next((at for at, (a, b) in enumerate(zip(typed, form, strict=False)) if a != b), min(len(typed), len(form)))
    drop_typed = len(typed) >= len(form)
    drop_form = len(form) >= len(typed)
    if typed[start + drop_typed :] != form[start + drop_form :]:
        return False
    return (typed[start : start + drop_typed] + form[start : start + drop_form]).isalpha()
