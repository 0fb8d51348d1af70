"""What the proof of a ledger says."""

from __future__ import annotations

from sheets_sync.words.texts import Section, plural

TEXTS: Section = {
    "sound": plural(
        "versions",
        one="{records} records, {versions} version of the campaign, all sound. Head: {head}",
        other="{records} records, {versions} versions of the campaign, all sound. Head: {head}",
    ),
    "held": "{asked}: the head after record {seq} ({kind}, {sent}).",
    "unproved": "Not proved: {what}",
    "cut_off": "whether records at the end were cut off: name a head that was printed in a document (--head HEX).",
    "before_versions": (
        "by which rules the first {n} looks were: no version was recorded then; the first one{until} is "
        "taken to have held."
    ),
    "begun_anew": "what was recorded before this ledger was begun anew at {at} ({reason}).",
    "kept": plural(
        "n",
        one="{n} look that is kept in the state folder and not recorded yet; the next run takes it over.",
        other="{n} looks that are kept in the state folder and not recorded yet; the next run takes them over.",
    ),
    "backed_up": plural("n", one="{file}: {n} record.", other="{file}: {n} records."),
    "put_back": plural("n", one="{n} record put back. Head: {head}", other="{n} records put back. Head: {head}"),
    "salvaged": "{file}: {sound} sound records; {others} more could be read.",
    "added": plural("n", one="{n} record added{kinds}. Head: {head}", other="{n} records added{kinds}. Head: {head}"),
}
