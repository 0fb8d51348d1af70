"""What a command says to whoever runs it is in one language: the campaign's, or the one that was asked for."""

from __future__ import annotations

import gc
import html
import logging
import os
import pickle
import re
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import click
import pytest
from office import GOOD as SAMPLE_ROW
from office import World, make_world
from test_languages import BAD, ENGLISH, GOOD
from test_languages import VIETNAMESE as VIETNAMESE_WORDS

from sheets_sync.cli import cli, main
from sheets_sync.errors import SheetsSyncError
from sheets_sync.job.checks import examine
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.words import texts as module
from sheets_sync.words.texts import SECTIONS, Plural, language, texts
from sheets_sync.words.worded import joined, told, worded
from tests.core.test_said_by_key import ENGLISH as ENGLISH_WORDS
from tests.core.test_said_by_key import VIETNAMESE

Command = Callable[..., tuple[int, str]]

LOOKS = (
    ["check"],
    ["provision", "--dry-run"],
    ["provision"],
    ["run", "--dry-run", "--now", "{later}"],
    ["run", "--now", "{later}"],
    ["status", "--now", "{later}"],
    ["status", "--now", "{later}", "--html", "{folder}/board.html"],
    ["why", "{unit}", "{day}", "--now", "{later}"],
    ["why", "{unit}", "{day}", "--now", "{later}", "--html", "{folder}/why.html"],
    ["problems", "--now", "{later}"],
    ["provision", "--with-guide"],
    ["remind", "--now", "{before}"],
    ["remind", "--now", "{later}"],
    ["crontab"],
    ["campaign", "show"],
    ["campaign", "accept", "--reason", "{reason}", "--by", "A.B.", "--now", "{later}"],
    ["evidence", "verify"],
    ["evidence", "backup", "{folder}/copy.sqlite"],
    ["evidence", "import", "{folder}/copy.sqlite"],
    ["rollup", "--verify", "{document}"],
)
WRONG = (
    (2, ["run", "--now", "{before}"]),
    (2, ["why", "nobody", "{day}"]),
    (2, ["why", "{unit}", "1999-01-01"]),
    (2, ["rollup"]),
    (2, ["rollup", "--final", "--format", "doc"]),
    (2, ["rollup", "--verify", "{folder}/none.docx"]),
    (2, ["status", "--now", "soon"]),
    (2, ["status", "--state", "{file}"]),
    (2, ["status", "--all", "{folder}/nowhere"]),
    (2, ["evidence", "backup", "{folder}/copy.sqlite"]),
    (2, ["evidence", "restore", "{folder}/copy.sqlite"]),
    (2, ["evidence", "import", "{folder}/nowhere"]),
    (2, ["evidence", "verify", "--head", "xyz"]),
    (6, ["evidence", "verify", "--head", "00112233445566778899"]),
    (2, ["provision", "--adopt", "x"]),
    (2, ["remind", "--send"]),
    (2, ["remind", "--again"]),
    (2, ["run", "--new-ledger"]),
    (2, ["import-mail", "{folder}/none.mbox"]),
    (2, ["import-mail", "{folder}/none.mbox", "--imap", "x"]),
    (2, ["cells", "--type", "colour", "x"]),
    (2, ["cells", "x"]),
    (2, ["rows", "--out", "{folder}/nowhere/rows.csv"]),
    (2, ["crontab", "--zone", "Mars/Olympus"]),
    (2, ["serve", "--data", "{file}"]),
    (2, ["serve", "--data", "{folder}/s.sqlite", "--host", "0.0.0.0"]),
    (2, ["serve", "--data", "{folder}/s.sqlite", "--port", "99999"]),
    (2, ["serve"]),
    (2, ["demo", "--out", "{folder}"]),
    (2, ["init", "{folder}"]),
    (2, ["init", "{folder}/new", "--like", "school-weekly-fr"]),
    (2, ["statuz"]),
    (2, ["run", "--qiet"]),
    (2, ["rows", "--format", "pfd"]),
    (2, ["evidence"]),
    (2, ["run", "run"]),
    (2, ["run", "--state"]),
)
"""(exit code, what was typed): every kind of wrong usage, and what is not there."""


OF_OTHERS = ("file is not a database",)
"""What SQLite says, passed on in brackets."""


def without(text: str, *parts: str) -> str:
    for part in parts:
        text = text.replace(part, "")
    return text


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """The command in this process: (exit code, everything that it says). What a process of its own would take along
    when it ends is put back."""
    mask, thresholds, log = os.umask(0o022), gc.get_threshold(), logging.getLogger("sheets_sync")
    filters = [*log.filters]

    def typed(*arguments: object, speaks: str = "", **environ: str) -> tuple[int, str]:
        monkeypatch.setenv("SHEETS_SYNC_LANG", speaks)
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["sheets-sync", *map(str, arguments)])
        capfd.readouterr()
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        sys.stdout.flush()
        out, err = capfd.readouterr()
        return code, out + err

    yield typed
    os.umask(mask)
    gc.set_threshold(*thresholds)
    log.filters[:] = filters


@pytest.fixture
def server() -> Iterator[LocalSheets]:
    with LocalSheets(control=True, validate=True) as running:
        yield running
        assert running.failures == []


def english_office(server: LocalSheets, folder: Path) -> tuple[World, dict[str, str]]:
    """Schools of England: a good row, a bad one, a unit that is silent."""
    world = make_world(server, folder, ENGLISH.format(locale="en-GB"))
    world.clock.now = datetime.fromisoformat("2027-01-11T16:30:00+00:00")
    world.type("hillside", 2, GOOD)
    world.type("hillside", 3, BAD)
    facts = {"unit": "hillside", "day": "2027-01-11", "reason": "the office said so"}
    return world, facts | {"before": "2027-01-11T16:40:00+00:00", "later": "2027-01-11T17:10:00+00:00"}


def vietnamese_office(server: LocalSheets, folder: Path) -> tuple[World, dict[str, str]]:
    """The sample: a unit that reported, others that are silent."""
    world = make_world(server, folder)
    world.clock.now = datetime.fromisoformat("2022-12-16T09:30:00+07:00")
    world.type("go-dau", 2, SAMPLE_ROW)
    facts = {"unit": "go-dau", "day": "2022-12-16", "reason": "văn phòng xác nhận"}
    return world, facts | {"before": "2022-12-16T09:40:00+07:00", "later": "2022-12-16T10:05:00+07:00"}


def everything_said(world: World, facts: dict[str, str], folder: Path, command: Command) -> Iterator[tuple[str, str]]:
    """(what was typed, what was said) of every look, then of everything that goes wrong."""
    world.step()
    where = {"file": str(world.settings.path), "folder": str(folder), **facts}
    (folder / "campaign.toml").write_text("x", encoding="utf-8")

    def said(typed: list[str]) -> tuple[int, str]:
        newest = next(iter(sorted(world.settings.documents.out.rglob("*.html"))), Path("none"))
        words = [word.format(**where, document=newest) for word in typed]
        named = [] if typed[0] in ("serve", "demo", "init", "statuz") else ["--campaign", where["file"]]
        environ = {"SHEETS_SYNC_ENDPOINT": server_of(world), "SHEETS_SYNC_CAMPAIGN": where["file"]}
        return command(*words, *named, **environ)

    for typed in LOOKS:
        code, text = said(list(typed))
        assert code in (0, 6), (typed, text)
        yield " ".join(typed), text
    for page in folder.glob("*.html"):
        yield page.name, shown(page)
    for expected, typed in WRONG:
        code, text = said(list(typed))
        assert code == expected, (typed, code, text)
        yield " ".join(typed), text


def shown(page: Path) -> str:
    """What a person sees of a page."""
    text = re.sub(r"<(style|script)\b.*?</\1>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


def server_of(world: World) -> str:
    return world.settings.endpoint or ""


def test_an_english_campaign_says_no_vietnamese_word(server: LocalSheets, tmp_path: Path, command: Command) -> None:
    """Results, findings, actions, errors and usage of an English campaign have no Vietnamese letter or word."""
    world, facts = english_office(server, tmp_path / "office")
    found = {
        typed: wrong
        for typed, text in everything_said(world, facts, tmp_path, command)
        if (wrong := [x for x in text.splitlines() if VIETNAMESE.search(x) or VIETNAMESE_WORDS.search(x)])
    }
    assert found == {}


def test_a_vietnamese_campaign_says_no_english_sentence(server: LocalSheets, tmp_path: Path, command: Command) -> None:
    """Results, findings, actions, errors and usage of a Vietnamese campaign have no English sentence; options, files
    and keys keep their names."""
    world, facts = vietnamese_office(server, tmp_path / "office")
    found = {
        typed: wrong
        for typed, text in everything_said(world, facts, tmp_path, command)
        if (wrong := [x for x in without(text, str(tmp_path), *OF_OTHERS).splitlines() if ENGLISH_WORDS.search(x)])
    }
    assert found == {}


# ── help ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def names(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, found in group.commands.items():
        if isinstance(found, click.Group):
            yield from names(found, (*path, name))
        else:
            yield (*path, name)


@pytest.mark.parametrize("path", list(names(cli)), ids=" ".join)
def test_help_is_whole_in_both_languages(path: tuple[str, ...], command: Command) -> None:
    """The help of every command, and each of its options, is there in English and in Vietnamese, and in no other."""
    english, vietnamese = (command(*path, "--help", speaks=tag)[1] for tag in ("en", "vi"))
    assert english.count("\n  -") == vietnamese.count("\n  -")
    for text in (english, vietnamese):
        assert not re.search(r"^  (-\w, )?--[\w-]+( [A-Z=]+)?$\n(?! {6})", text, re.MULTILINE), (
            "an option without a text"
        )
    assert not VIETNAMESE.search(english)
    assert not [line for line in vietnamese.splitlines() if ENGLISH_WORDS.search(line)]


def test_a_command_without_words_shows_the_help(command: Command) -> None:
    """Whoever types `sheets-sync` alone, or a group alone, sees what there is; exit code 2, as for wrong usage."""
    for typed in ((), ("evidence",), ("campaign",)):
        code, text = command(*typed, speaks="vi")
        assert (code, "Cách dùng: sheets-sync" in text) == (2, True)
        assert "Các lệnh" in text


def test_the_language_is_the_asked_one_then_the_campaigns_then_the_environments(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`SHEETS_SYNC_LANG`, else the campaign file's `locale` (also where the file is wrong), else the environment's."""
    monkeypatch.delenv("SHEETS_SYNC_CAMPAIGN", raising=False)
    monkeypatch.chdir(tmp_path)
    missing, wrong = "there is no campaign file here", "không có khóa"
    assert missing in command("run", LC_ALL="C", LANG="en_GB.UTF-8")[1]
    assert "không có tệp cấu hình" in command("run", LC_ALL="vi_VN.UTF-8")[1]
    (tmp_path / "campaign.toml").write_text('[campaign]\nlocale = "vi"\nnmae = "x"\n', encoding="utf-8")
    assert wrong in command("run", LC_ALL="en_GB.UTF-8")[1]
    assert "unknown key" in command("run", speaks="en-GB")[1]
    (tmp_path / "campaign.toml").write_text('[campaign]\nlocale = "en"\nnmae = "x"\n', encoding="utf-8")
    assert "unknown key" in command("run", LC_ALL="vi_VN.UTF-8")[1]
    assert wrong in command("check", "--campaign", "campaign.toml", speaks="vi")[1]


# ── a third language ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def pseudo() -> Iterator[None]:
    """A language made of English ones: each text in brackets."""

    def marked(value: object) -> object:
        if isinstance(value, str):
            return f"⟦{value}⟧"
        if isinstance(value, Plural):
            return Plural(value.by, {name: str(marked(form)) for name, form in value.forms.items()})
        return tuple(map(marked, value)) if isinstance(value, tuple) else value

    sections = {name: texts("en").section(name) for name in SECTIONS if name != "formats"}
    language("qps", texts={name: {k: marked(v) for k, v in found.items()} for name, found in sections.items()})
    yield
    module._REGISTERED.clear()
    module._texts_of.cache_clear()


def test_a_third_language_is_one_folder(server: LocalSheets, tmp_path: Path, command: Command, pseudo: None) -> None:
    """Errors, findings, actions, usage and help come from the texts of a language that nobody built in."""
    world = make_world(server, tmp_path / "office", ENGLISH.format(locale="qps"))
    world.step()
    for finding in examine(world.settings):
        assert re.search("⟦.*⟧", finding.line("qps")), finding
        assert "⟦" in finding.what
    for typed in (["why", "nobody", "2027-01-11"], ["statuz"], ["run", "--qiet"], ["rollup"], ["status", "--now", "x"]):
        _, text = command(*typed, "--campaign", world.settings.path, speaks="qps")
        assert re.search("⟦.*⟧", text), typed
    assert "⟦Usage:⟧" in command("run", "--help", speaks="qps")[1]


def test_an_error_is_english_for_a_program_and_told_in_any_language(pseudo: None) -> None:
    """A program that catches an error reads English; the same error is told in the language of whoever asks."""
    from sheets_sync.config import load

    with pytest.raises(SheetsSyncError) as caught:
        load(Path("none.toml"), environ={})
    assert str(caught.value).startswith("none.toml: there is no campaign file here. Name one with --campaign FILE")
    assert told(caught.value, "vi").startswith("none.toml: ở đây không có tệp cấu hình của đợt. Đề nghị")
    assert told(caught.value, "qps").startswith("none.toml: ⟦there is no campaign file here.⟧ ⟦Name one")


def test_a_slip_in_a_translation_hides_no_error() -> None:
    """Where a text of an office's language asks for a fact that there is not, the error is told in English."""
    language("qpt", texts={"config": {"unknown_key": "⟦{kye}⟧", "folder": "⟦{⟧"}})
    try:
        assert told(worded("config.unknown_key", key="nmae"), "qpt") == "unknown key 'nmae'."
        assert told(worded("config.folder"), "qpt") == "this is a folder, not a campaign file."
    finally:
        module._REGISTERED.clear()
        module._texts_of.cache_clear()


def test_a_wording_keeps_its_facts_through_a_pickle() -> None:
    """An error that comes from a child process is told in any language as well."""
    both = joined([worded("config.folder"), worded("config.at_line", line=3, text=worded("config.no_days"))])
    kept = pickle.loads(pickle.dumps(both))
    assert (str(kept), told(kept, "vi")) == (str(both), told(both, "vi"))
    assert "dòng 3: không có ngày báo cáo" in told(kept, "vi")
