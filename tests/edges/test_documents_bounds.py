"""A template of an office can't hold the job: whatever it does, rendering ends with a clear error within a bound."""

from __future__ import annotations

import os
import shutil
import threading
import time
from pathlib import Path

import pytest
from documents_samples import both_models

from sheets_sync.config import resources
from sheets_sync.documents import bounds, render
from sheets_sync.documents.bounds import bounded
from sheets_sync.errors import ConfigError, TemplateError

TEMPLATE = Path("own/daily.md")


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "not done after 1 seconds"),
        ("{% macro again() %}{{ again() }}{{ again() }}{% endmacro %}{{ again() }}", "recursion"),
        ("{{ 'x' * 10 ** 10 }}", "more than 256 MB"),
        ("{{ '%09999999999d' % 1 }}", "daily.md"),
        (
            "{% set n = namespace(t='x' * 1000) %}{% for a in range(60) %}{% set n.t = n.t * 2 %}{% endfor %}",
            "256 MB",
        ),
    ],
)
def test_a_template_without_end_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: str, said: str
) -> None:
    """Endless loops and huge texts: the template is named, nothing was written, and the next document is made."""
    monkeypatch.setattr(bounds, "SECONDS", 1.0 if "seconds" in said else 60.0)
    monkeypatch.setattr(bounds, "MEMORY", 256 << 20)
    own = tmp_path / "own"
    shutil.copytree(resources.templates_dir(), own)
    (own / "daily.md").write_text(template, encoding="utf-8")
    with pytest.raises(TemplateError) as error:
        render(both_models()["daily"], templates=own, formats=["md"], out=tmp_path / "out", name="bao-cao")
    assert said in str(error.value)
    assert str(own / "daily.md") in error.value.where
    assert not (tmp_path / "out").exists()
    monkeypatch.undo()
    assert render(
        both_models()["daily"], templates=resources.templates_dir(), formats=["md"], out=tmp_path, name="bao-cao"
    )


def test_what_came_out_comes_back_whole() -> None:
    """Also more than a pipe holds, and while other threads run."""
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert bounded(lambda: b"x" * 5_000_000, TEMPLATE) == b"x" * 5_000_000
    finally:
        stop.set()
        thread.join()


def test_an_error_comes_back_as_it_is() -> None:
    """What, where and what to do; one that can't be carried is told in words."""

    def fail() -> bytes:
        raise ConfigError("no.", where="line 3", remedy="Mend it.")

    with pytest.raises(ConfigError, match=r"line 3: no\. Mend it\."):
        bounded(fail, TEMPLATE)

    class Odd(Exception):
        def __init__(self, one: int, two: int) -> None:
            super().__init__(f"{one} {two}")

    def odd() -> bytes:
        raise Odd(1, 2)

    with pytest.raises(RuntimeError, match="Odd: 1 2"):
        bounded(odd, TEMPLATE)


def test_no_child_is_left() -> None:
    """Killed or ended, a child is waited for."""
    began = time.monotonic()
    with pytest.raises(TemplateError, match="not done"):
        bounded(lambda: time.sleep(60), TEMPLATE, seconds=0.2)
    assert time.monotonic() - began < 30
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
