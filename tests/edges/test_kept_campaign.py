"""A campaign file that was found good once: kept in the state folder, and never a second truth."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sheets_sync.config import Settings, kept, kept_file, load, resources
from sheets_sync.errors import ConfigError

SAMPLE = (resources.sample_campaign() / "campaign.toml").read_text(encoding="utf-8")
MORE = (
    SAMPLE
    + """
[mail]
server = "smtps://mail.example"
sender = "job@example.org"
group = ["all@example.org"]
[alert]
after_failures = 2
metrics = "out/metrics.prom"
"""
).replace("[google]", '[google]\ncredentials = "secrets/key.json"', 1)
STARTERS = {
    path.parent.name: path.read_text(encoding="utf-8")
    for path in sorted(resources.jobs_dir().glob("starters/*/campaign.toml"))
}
"""Campaigns of weeks, months and slots."""


def campaign(folder: Path, text: str = MORE) -> Path:
    (folder / "state").mkdir(parents=True, exist_ok=True)
    path = folder / "campaign.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were checked from here on."""
    from sheets_sync.config import loading

    found: list[str] = []
    check = loading.declared

    def counted(path: Path, text: str) -> Settings:
        found.append(text)
        return check(path, text)

    monkeypatch.setattr(loading, "declared", counted)
    return found


@pytest.mark.parametrize(
    "text",
    [SAMPLE, MORE, SAMPLE.replace("= 10:00:00", "= 09:30:00"), *STARTERS.values()],
    ids=["sample", "more", "earlier", *STARTERS],
)
def test_what_is_kept_says_what_the_file_says(tmp_path: Path, text: str, checks: list[str]) -> None:
    """Read from what was kept, a campaign is the same in every field, in this place and this environment."""
    path = campaign(tmp_path, text)
    environ = {"SHEETS_SYNC_ENDPOINT": "http://127.0.0.1:8", "SHEETS_SYNC_MAIL_PASSWORD": "hunter2"}
    whole = load(path, environ=environ, keep=True)
    again = load(path, environ=environ)
    assert checks == [text]
    for field in dataclasses.fields(Settings):
        assert getattr(again, field.name) == getattr(whole, field.name), field.name
    assert again.campaign.days == whole.campaign.days
    assert "hunter2" not in (tmp_path / "state" / kept.KEPT).read_text(encoding="utf-8")
    assert (tmp_path / "state" / kept.KEPT).stat().st_mode & 0o077 == 0
    assert load(path, environ={}).endpoint is None
    moved = campaign(tmp_path / "elsewhere", text)
    there = load(moved, state=tmp_path / "state", environ={})
    assert len(checks) == 1
    assert dataclasses.replace(there, state=moved.parent / "state") == load(moved, environ={})


def another_text(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n# a remark\n", encoding="utf-8")


def damaged(path: Path) -> None:
    file = path.parent / "state" / kept.KEPT
    file.write_text(file.read_text(encoding="utf-8").replace("Tây Ninh", "Tay Ninh"), encoding="utf-8")


def cut_off(path: Path) -> None:
    file = path.parent / "state" / kept.KEPT
    os.truncate(file, file.stat().st_size // 2)


def of_another_form(path: Path) -> None:
    file = path.parent / "state" / kept.KEPT
    key, _, said = file.read_text(encoding="utf-8").splitlines()
    said = json.dumps(json.loads(said) | {"campaign": ["?"]})
    file.write_text("\n".join((key, kept_file.digest_of(said), said)), encoding="utf-8")


@pytest.mark.parametrize("change", [another_text, damaged, cut_off, of_another_form])
def test_what_does_not_fit_is_passed_over(tmp_path: Path, change: Callable[[Path], None], checks: list[str]) -> None:
    """Where the file or what was kept is another, the file alone counts."""
    path = campaign(tmp_path)
    whole = load(path, environ={}, keep=True)
    change(path)
    assert load(path, environ={}) == whole
    assert len(checks) == 2


def test_another_program_checks_anew(tmp_path: Path, checks: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What an older program made of a file says nothing to a newer one."""
    path = campaign(tmp_path)
    load(path, environ={}, keep=True)
    monkeypatch.setattr(kept_file, "program", lambda rooms: "99.0")
    load(path, environ={})
    assert len(checks) == 2


def test_a_file_that_is_no_longer_good_is_refused(tmp_path: Path) -> None:
    """A mistake in a file is told, whatever was kept of it before."""
    path = campaign(tmp_path)
    load(path, environ={}, keep=True)
    path.write_text(SAMPLE.replace("[campaign]", "[campain]"), encoding="utf-8")
    with pytest.raises(ConfigError, match="campain"):
        load(path, environ={})


def test_looking_keeps_nothing(tmp_path: Path) -> None:
    """Whoever only reads, or has no state folder yet, leaves no file."""
    path = campaign(tmp_path)
    load(path, environ={})
    load(path, state=tmp_path / "none", environ={}, keep=True)
    assert list((tmp_path / "state").iterdir()) == []
    assert not (tmp_path / "none").exists()
