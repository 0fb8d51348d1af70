"""A template of an office can't hold the job: whatever it does, rendering ends with a clear error within a bound."""

from __future__ import annotations

import contextlib
import os
import re
import resource
import shutil
import threading
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from documents_samples import both_models

from sheets_sync.cells import Reading, Verdict
from sheets_sync.config import resources
from sheets_sync.documents import bounds, messages, render
from sheets_sync.documents.bounds import bounded
from sheets_sync.errors import ConfigError, TemplateError
from sheets_sync.job import pages

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


def test_a_paper_about_many_rows_may_take_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound grows with the rows that a paper tells of, so that a year of many units is not cut off."""
    model, shipped = both_models()["campaign"], resources.templates_dir()
    monkeypatch.setattr(bounds, "SECONDS", 0.0)
    monkeypatch.setattr(bounds, "ROWS_A_SECOND", 10**9)
    with pytest.raises(TemplateError, match="not done"):
        render(model, templates=shipped, formats=["html"], out=tmp_path, name="bao-cao")
    monkeypatch.setattr(bounds, "ROWS_A_SECOND", model.totals.valid_rows / 60)
    assert render(model, templates=shipped, formats=["html"], out=tmp_path, name="bao-cao")


LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
HUGE = "{{ 'x' * 10 ** 10 }}"


def with_tag(template: Path, tag: str) -> None:
    """Writes a tag into a template of text, or into the first words of a Word file."""
    template.parent.mkdir(parents=True, exist_ok=True)
    if template.suffix != ".docx":
        template.write_text(tag, encoding="utf-8")
        return
    with zipfile.ZipFile(template) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    document = parts["word/document.xml"].decode()
    parts["word/document.xml"] = re.sub(r"(<w:t[^>]*>)", lambda at: at[1] + tag, document, count=1).encode()
    with zipfile.ZipFile(template, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)


def rendered_by(own: Path, name: str, out: Path) -> None:
    """Makes what that template is for."""
    kind, _, form = name.partition(".")
    if kind in both_models():
        render(both_models()[kind], templates=own, formats=[form], out=out, name="bao-cao")
    elif kind == "why":
        settings: Any = SimpleNamespace(documents=SimpleNamespace(templates=own))
        page: Any = Reading(Verdict.ACCEPT)  # its fields are never reached
        pages.why_html(page, settings)
    else:
        messages.say([own], "vi", "before", {})


@pytest.mark.parametrize("tag", [LOOP, HUGE], ids=["loop", "huge"])
@pytest.mark.parametrize("name", ["daily.html", "daily.docx", "campaign.md", "messages/vi/before.txt", "why.html"])
def test_every_kind_of_template_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, tag: str
) -> None:
    """Papers in each format, messages and the page of `why`: none can hold the job, and each is named."""
    monkeypatch.setattr(bounds, "SECONDS", 1.0 if tag == LOOP else 60.0)
    monkeypatch.setattr(bounds, "MEMORY", 256 << 20)
    own = tmp_path / "own"
    shutil.copytree(resources.templates_dir(), own)
    with_tag(own / name, tag)
    with pytest.raises(TemplateError) as error:
        rendered_by(own, name, tmp_path / "out")
    assert ("not done after 1 seconds" if tag == LOOP else "256 MB") in str(error.value)
    assert str(own / name) in error.value.where
    assert not (tmp_path / "out").exists()


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


def test_a_process_with_many_files_open_renders_all_the_same() -> None:
    """The number of a file says nothing of whether it can be waited for."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    held: list[int] = []
    try:
        with contextlib.suppress(OSError):
            while not held or held[-1] < 1100:
                held.append(os.dup(0))
        assert bounded(lambda: "made", TEMPLATE) == "made"
    finally:
        for number in held:
            os.close(number)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def children() -> set[str]:
    """The processes that this one has begun and not yet waited for."""
    return {pid for task in Path("/proc/self/task").glob("*/children") for pid in task.read_text().split()}


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="children are told by /proc")
def test_no_child_is_left() -> None:
    """Killed or ended, a child is waited for; one that would sleep for an hour is killed."""
    before = children()
    with pytest.raises(TemplateError, match="not done"):
        bounded(lambda: time.sleep(3_600), TEMPLATE, seconds=0.2)
    assert children() <= before


def test_what_was_told_in_part_is_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that ends before it told all of a page ends with an error, never with half a page; what it tells whole
    comes as it was, pages of bytes as anything else."""

    def tell_half(_work: Any, writing: int, *_bounds: float) -> None:
        os.write(writing, bounds._HEAD.pack(b"b", 10) + b"half")
        os._exit(0)

    page = os.urandom(3 << 20)
    assert bounded(lambda: page, TEMPLATE) == page
    assert bounded(lambda: b"", TEMPLATE) == b""
    assert bounded(lambda: ["as", 1], TEMPLATE) == ["as", 1]
    monkeypatch.setattr(bounds, "_tell", tell_half)
    with pytest.raises(TemplateError, match="memory"):
        bounded(lambda: b"", TEMPLATE)
