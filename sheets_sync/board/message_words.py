"""What a message says, out of the language's texts: its subject, and its sentences one after the other. Pure.

Which sentences a message has depends on its fields: one about names that there are none of is left out.
"""

from __future__ import annotations

from collections.abc import Mapping

from sheets_sync.words.texts import Texts, texts

LATER: Mapping[str, tuple[tuple[str, str], ...]] = {
    "early": (("url", "early.close"),),
    "before": (
        ("names", "before.silent"),
        ("near", "before.near"),
        ("unread", ""),
        ("url", "before.close"),
    ),
    "after": (("unread", ""), ("owed", "after.close")),
    "done": (("unread", ""), ("owed", "done.close")),
    "blind": (),
    "fix": (),
}
"""Kind of message -> what follows its first sentence: (the field without which it is left out, the sentence; "" for
the field itself)."""


def standard(kind: str, fields: Mapping[str, str], locale: str) -> tuple[str, str]:
    """Subject and text of a message of one of the kinds of `LATER`, in the words of a language."""
    said = texts(locale)
    facts: dict[str, object] = {
        **fields,
        "places": said.say("messages.fix.places", **fields) if fields.get("cells") else "",
        "before": said.say("messages.fix.before", **fields) if fields.get("until") else "",
    }
    later = [
        said.say(f"messages.{sentence}", **facts) if sentence else fields[field]
        for field, sentence in LATER[kind]
        if fields.get(field)
    ]
    first = said.say(f"messages.{_first(kind, fields, said)}", **facts)
    return said.say(f"messages.{kind}.subject", **facts), " ".join([first, *later])


def _first(kind: str, fields: Mapping[str, str], said: Texts) -> str:
    """The first sentence: one of its own where reports are open, and where there is one each day."""
    name = f"{kind}.open" if fields.get("open") and kind == "after" else f"{kind}.lead"
    daily = f"{name}_daily"
    return daily if fields.get("daily") and daily in said.section("messages") else name
