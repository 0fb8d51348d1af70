"""What the job sends to Google, request by request: replayed from cassettes, or live. See tests/README.md."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import gspread
import pytest
from contract import CASSETTES, CHAPTERS, ID, MOMENTS, Chapter, People, Story, Tape, recorded, replay, same_body, tell
from vcr.errors import CannotOverwriteExistingCassetteException
from vcr.matchers import method, path, query
from vcr.request import Request

from sheets_sync.config import spreadsheet_id
from sheets_sync.local_sheets import LocalSheets
from sheets_sync.local_sheets.files.file import OWNER
from sheets_sync.local_sheets.files.workspace import new_spreadsheet

START = datetime.fromisoformat("2022-12-16T09:50:00+07:00")
GOOGLE = CASSETTES / "google"
RECORDED = [folder for folder in (CASSETTES, GOOGLE) if (folder / MOMENTS).exists()]
NAMES = [chapter.name for chapter in CHAPTERS]


def live(tape: Tape, folder: Path) -> dict[str, str]:
    """The story with the local server, a second between chapters."""
    with LocalSheets() as server:
        book = new_spreadsheet("Hợp đồng")
        book.id = ID
        server.workspace.add(book, owner=OWNER)
        people = People(server.client(), ID, START)
        people.start_anew()

        def before(chapter: Chapter) -> None:
            server.faults.clear()
            chapter.people(people)
            if chapter.fault:
                server.faults.add(chapter.fault)

        def moment(chapter: Chapter) -> datetime:
            return START + timedelta(seconds=NAMES.index(chapter.name))

        moments = tell(Story.begun(folder, ID, server.url, START), CHAPTERS, CASSETTES, tape, moment, before)
        assert server.failures == []
    return moments


def test_the_story_live(tmp_path: Path, record_contract: bool) -> None:
    """The local server and the job tell the story; with --record-contract the cassettes are made anew."""
    CASSETTES.mkdir(exist_ok=True)
    moments = live(recorded if record_contract else lambda box, name: nullcontext(), tmp_path)
    if record_contract:
        (CASSETTES / MOMENTS).write_text(json.dumps(moments, indent=1) + "\n", encoding="utf-8")


@pytest.mark.parametrize("cassettes", RECORDED, ids=lambda folder: folder.name)
def test_the_recorded_story(tmp_path: Path, cassettes: Path) -> None:
    """The job sends exactly the requests on the cassettes, and makes of the answers what it made of them then."""
    replay(cassettes, tmp_path)


@pytest.mark.google
def test_the_story_with_google(tmp_path: Path) -> None:
    """Google itself tells the chapters that need no faults; they are recorded beside the others."""
    named = os.environ.get("SHEETS_SYNC_TEST_SPREADSHEET")
    if not named:
        pytest.skip("SHEETS_SYNC_TEST_SPREADSHEET names no spreadsheet (it is emptied)")
    from google.auth import default

    def now(_: object = None) -> datetime:
        return datetime.now().astimezone().replace(microsecond=0)

    spreadsheet, start = spreadsheet_id(named), now()
    scopes = ["https://www.googleapis.com/auth/spreadsheets"]
    people = People(gspread.Client(default(scopes=scopes)[0]), spreadsheet, start)
    people.start_anew()
    GOOGLE.mkdir(parents=True, exist_ok=True)
    chapters = [chapter for chapter in CHAPTERS if chapter.fault is None]
    story = Story.begun(tmp_path, spreadsheet, None, start)
    moments = tell(story, chapters, GOOGLE, recorded, now, lambda chapter: chapter.people(people))
    (GOOGLE / MOMENTS).write_text(json.dumps(moments, indent=1) + "\n", encoding="utf-8")


# ── the matcher sees every field ──────────────────────────────────────────────────────────────────────────────────


def interactions(name: str) -> list[dict[str, Any]]:
    cassette: dict[str, Any] = json.loads((CASSETTES / f"{name}.json").read_text(encoding="utf-8"))
    return list(cassette["interactions"])


def request_of(kept: dict[str, Any]) -> Request:
    return Request(kept["method"], kept["uri"], json.dumps(kept["body"]) if kept["body"] else None, {})


def matches(one: Request, other: Request) -> bool:
    try:
        for check in (method, path, query, same_body):
            check(one, other)
    except AssertionError:
        return False
    return True


def altered(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that differs from `value` in one field (another value in it, or the field left out), with its place.

    The places in lists are all called alike: `requests.#.updateCells.fields`.
    """
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{place}.{key} gone", {k: v for k, v in value.items() if k != key}
            yield from ((at, {**value, key: other}) for at, other in altered(inner, f"{place}.{key}"))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield f"{place}.# gone", value[:n] + value[n + 1 :]
            yield from ((at, [*value[:n], other, *value[n + 1 :]]) for at, other in altered(inner, f"{place}.#"))
    elif isinstance(value, bool):
        yield place, not value
    else:
        yield place, f"{value}x" if isinstance(value, str) else value + 1


def altered_requests(kept: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A recorded request with one thing changed: method, path, a parameter, a field of each kind of the body."""
    url = urlsplit(kept["uri"])
    yield {**kept, "method": "PUT"}
    yield {**kept, "uri": url._replace(path=url.path + "x").geturl()}
    for _, pairs in altered([list(pair) for pair in parse_qsl(url.query)]):
        if all(len(pair) == 2 for pair in pairs):
            yield {**kept, "uri": url._replace(query=urlencode([tuple(pair) for pair in pairs])).geturl()}
    bodies = dict(altered(kept["body"])) if kept["body"] else {}
    yield from ({**kept, "body": body} for body in bodies.values())


@pytest.mark.parametrize("name", NAMES)
def test_any_changed_field_is_another_request(name: str) -> None:
    """No request with one field changed or left out is taken for a recorded one; the recorded one is."""
    cases = 0
    for one in interactions(name):
        kept = one["request"]
        assert matches(request_of(kept), request_of(kept))
        for other in altered_requests(kept):
            assert not matches(request_of(kept), request_of(other)), other
            cases += 1
    assert cases > 3


@pytest.mark.parametrize("name", ["provision", "first-run", "changed-run"])
def test_a_changed_cassette_fails_the_story(name: str, tmp_path: Path) -> None:
    """With one field of one recorded request changed, the story can't be told any more."""
    for n in range(len(interactions(name))):
        cassettes = tmp_path / f"cassettes {n}"
        shutil.copytree(CASSETTES, cassettes)
        whole = json.loads((cassettes / f"{name}.json").read_text(encoding="utf-8"))
        *_, last = altered_requests(whole["interactions"][n]["request"])
        whole["interactions"][n]["request"] = last
        (cassettes / f"{name}.json").write_text(json.dumps(whole), encoding="utf-8")
        with pytest.raises((AssertionError, CannotOverwriteExistingCassetteException)):
            replay(cassettes, tmp_path / f"story {n}")


def test_cassettes_hold_no_secrets() -> None:
    """No header of ours, no address, no token, no id of a real spreadsheet is on a cassette."""
    for file in CASSETTES.rglob("*.json"):
        text = file.read_text(encoding="utf-8")
        assert "uthorization" not in text, file
        assert "Bearer" not in text, file
        assert "127.0.0.1" not in text, file
        assert text.count("@") == text.count("somebody@example.com"), file
