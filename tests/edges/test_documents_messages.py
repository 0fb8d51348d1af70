"""Messages: the office's words about finished fields; nothing typed is evaluated, a broken template is named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jinja2 import Environment, meta

from sheets_sync.board.reminders import reminders
from sheets_sync.config import load, resources
from sheets_sync.documents.messages import say
from sheets_sync.errors import TemplateError
from sheets_sync.evidence.fold import Evidence
from sheets_sync.job.judging import make_board

TEMPLATES = resources.templates_dir()
KINDS = ("early", "before", "after", "done", "blind", "fix")


def fields() -> dict[str, str]:
    """The fields of a message as the job gives them."""
    settings = load(resources.sample_campaign() / "campaign.toml", environ={})
    board = make_board(settings, Evidence(), datetime(2022, 12, 16, 2, tzinfo=UTC))
    given: dict[str, str] = {}

    def keep(kind: str, some: Mapping[str, str]) -> tuple[str, str]:
        given.update(some)
        return "", ""

    reminders(board, "id", Evidence(), keep)
    return given


def test_readme_names_the_fields_of_messages() -> None:
    """The README lists the fields that messages have, and the kinds that there are; its example asks for no other."""
    text = (TEMPLATES / "README.md").read_text(encoding="utf-8").partition("## Messages")[2].partition("\n## ")[0]
    kinds, _, named = text.partition("| message field | what |")
    assert set(re.findall(r"^\| `(\w+)` \|", kinds, re.MULTILINE)) == set(KINDS)
    listed = {
        name
        for line in named.splitlines()
        for name in re.findall(r"`(\w+)`", line.split("|")[1:2][0] if "|" in line else "")
    }
    assert listed == set(fields()) | {"office"}
    shown = text.partition("\n    ")[2].partition("\n\n| kind")[0]
    assert meta.find_undeclared_variables(Environment().parse(shown)) <= listed


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_in_every_locale(kind: str, locale: str) -> None:
    """Each message has a subject of one line and a text, without a gap where a field is empty."""
    subject, text = say([TEMPLATES], locale, kind, fields() | {"unit": "Huyện Đoàn Gò Dầu", "cells": "D7, E9"})
    assert subject
    assert text
    assert "\n" not in subject
    assert not re.search(r"[{}]|  | [,.;]", subject + text)


def test_one_unit_is_no_units() -> None:
    """English says one unit, one cell: the form goes with the number."""
    one = fields() | {"n": "1", "names": "Hillside", "owed": "1", "reported": "0", "unit": "Hillside", "cells": "D7"}
    assert "1 unit has no figures yet: Hillside." in say([TEMPLATES], "en", "before", one)[1]
    assert "0 of 1 unit has reported" in say([TEMPLATES], "en", "after", one)[1]
    subject, text = say([TEMPLATES], "en", "fix", one)
    assert "1 cell to correct" in subject
    assert "Please correct it in the spreadsheet" in text
    assert "2 units have no figures yet" in say([TEMPLATES], "en", "before", one | {"n": "2"})[1]


def test_what_a_unit_should_fix() -> None:
    """The message to one unit names its cells, and the hour until which mending helps."""
    some = {
        "name": "Đợt 2",
        "long_period": "ngày 16/12/2022",
        "period": "ngày 16/12",
        "unit": "Huyện Đoàn Gò Dầu",
        "n": "2",
    }
    _, text = say([TEMPLATES], "vi", "fix", some | {"cells": "D7, E9", "until": "10h00"})
    assert text == (
        "Kính gửi Huyện Đoàn Gò Dầu, báo cáo ngày 16/12 còn 2 ô cần sửa: D7, E9. Đề nghị đơn vị sửa trên bảng trước"
        " 10h00, không cần gửi lại. Xin cảm ơn."
    )
    assert "trước" not in say([TEMPLATES], "vi", "fix", some | {"cells": "", "until": ""})[1]


def test_an_office_words_its_own(tmp_path: Path) -> None:
    """A template of the office goes before the shipped one; braces and mark-up in a name stay text."""
    own = tmp_path / "messages" / "vi" / "done.txt"
    own.parent.mkdir(parents=True)
    own.write_text("Xong\n\nCảm ơn {{ unit }} & các bạn.\n", encoding="utf-8")
    folders = [tmp_path, TEMPLATES]
    assert say(folders, "vi", "done", {"unit": "<b>{{ 7*7 }}</b>"}) == ("Xong", "Cảm ơn <b>{{ 7*7 }}</b> & các bạn.")
    assert say(folders, "vi", "blind", fields()) == say([TEMPLATES], "vi", "blind", fields())


@pytest.mark.parametrize("broken", ["{{ nobody }}", "{% if %}", "{{ ''.__class__.__mro__ }}"])
def test_a_broken_message_is_named(broken: str, tmp_path: Path) -> None:
    """An error in a message names file and line."""
    own = tmp_path / "messages" / "vi" / "done.txt"
    own.parent.mkdir(parents=True)
    own.write_text(f"Xong\n\n{broken}", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"done\.txt, line 3"):
        say([tmp_path, TEMPLATES], "vi", "done", fields())
