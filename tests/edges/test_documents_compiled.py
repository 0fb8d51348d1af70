"""Compiled templates: papers that one process makes one after the other compile each template once."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment

from sheets_sync.documents import text
from sheets_sync.errors import TemplateError


@pytest.fixture
def compilings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The names of the templates that were compiled, with a place for them that is empty at first."""
    found: list[str] = []
    real = Environment.compile

    def counted(self: Environment, source: str, name: str | None = None, *args: object, **more: object) -> object:
        found.append(str(name))
        return real(self, source, name, *args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", counted)
    (tmp_path / "kept").mkdir()
    kept = text.Compiled(str(tmp_path / "kept"))
    monkeypatch.setattr(text, "compiled", lambda: kept)
    return found


def said(folder: Path, form: str, **context: object) -> str:
    return text.render([folder], f"daily.{form}", context)


def test_a_template_is_compiled_once_while_it_stands_as_it_is(tmp_path: Path, compilings: list[str]) -> None:
    """The second paper compiles nothing and says what is its own; a template that was changed is compiled anew."""
    for form in ("html", "md"):
        (tmp_path / f"daily.{form}").write_text("a {{ day }}", encoding="utf-8")
    for day in ("*16*", "<17>"):
        assert said(tmp_path, "html", day=day) == f"a {day}".replace("<", "&lt;").replace(">", "&gt;")
        assert said(tmp_path, "md", day=day).replace("\\", "") == f"a {day}"
    assert compilings == ["daily.html", "daily.md"]
    (tmp_path / "daily.html").write_text("b {{ day }}", encoding="utf-8")
    assert said(tmp_path, "html", day="16") == "b 16"
    assert compilings == ["daily.html", "daily.md", "daily.html"]


def test_an_error_names_the_line_also_where_nothing_was_compiled(tmp_path: Path, compilings: list[str]) -> None:
    """What is told of a template that breaks is the same for the first paper and for a later one."""
    (tmp_path / "daily.html").write_text("a\n{{ day.nothing }}", encoding="utf-8")
    told = []
    for _ in range(2):
        with pytest.raises(TemplateError) as caught:
            said(tmp_path, "html", day="16")
        told.append(str(caught.value))
    assert compilings == ["daily.html"]
    assert told[0] == told[1]
    assert f"{tmp_path / 'daily.html'}" in told[0]
    assert "2" in told[0].replace(str(tmp_path), "")


def test_without_a_place_to_keep_them_papers_are_made_all_the_same(tmp_path: Path, compilings: list[str]) -> None:
    """A folder that is gone, as a cleaner of temporary files leaves it, costs a compiling and nothing else."""
    (tmp_path / "daily.html").write_text("a {{ day }}", encoding="utf-8")
    (tmp_path / "kept").rmdir()
    assert [said(tmp_path, "html", day="16"), said(tmp_path, "html", day="17")] == ["a 16", "a 17"]
    assert compilings == ["daily.html", "daily.html"]
