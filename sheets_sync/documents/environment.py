"""The Jinja environments that templates run in, and how their errors are told.

A template is the office's own, its values are what people typed: so it runs in a sandbox, each value is escaped for
the format, a name that does not exist is an error and never a blank, and no value is ever evaluated.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    pass_context,
)
from jinja2.exceptions import SecurityError
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from sheets_sync.documents.sources import anchor
from sheets_sync.errors import TemplateError
from sheets_sync.words.tidy import clean
from sheets_sync.words.worded import worded

_PACKAGE = Path(__file__).parents[1]
Finalize = Callable[[Any], Any]

_WEB_LINK = re.compile(r"https?://[^\s<>\"'\\`]+", re.IGNORECASE)
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&#])")
_MARKDOWN_START = re.compile(r"^(\s*)(?:([-+=])(?=\s|[-=]*\s*$)|(\d+)([.)])(?=\s|$))")


class _Inside(FileSystemLoader):
    """Templates of folders, and nothing that a link leads to outside of them."""

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, name, fresh = super().get_source(environment, template)
        check_inside(Path(name), [Path(folder) for folder in self.searchpath])
        return source, name, fresh


def loader(*folders: Path) -> BaseLoader:
    """Loads templates from the first of the folders that has them."""
    return _Inside(list(folders))


def first_of(folders: Sequence[Path], name: str) -> Path:
    """The template of this name in the first of the folders that has it; in the last one where none has."""
    return next((folder / name for folder in folders if (folder / name).is_file()), folders[-1] / name)


def check_inside(template: Path, folders: Sequence[Path]) -> None:
    """Raises TemplateError for a template that is a link to a file elsewhere: what stands there could be anything.
    Those that came with the package are its installer's, however it put them in place."""
    real = template.resolve()
    inside = (*(folder.resolve() for folder in folders),)
    if not any(real.is_relative_to(folder) for folder in inside) and not template.is_relative_to(_PACKAGE):
        raise TemplateError(
            worded("rendering.link_out"),
            where=str(template),
            remedy=worded("rendering.link_out.remedy"),
        )


def markup(loader: BaseLoader | None = None) -> ImmutableSandboxedEnvironment:
    """For docx and html: values are escaped as XML."""
    environment = _environment(_plain, loader)
    environment.filters["as_link"] = _html_link
    environment.filters["as_anchor"] = _anchor
    return environment


def docx() -> ImmutableSandboxedEnvironment:
    """As `markup`, for docxtpl: it would turn a typed "{_{" into a brace of its own."""
    return _environment(_docx_value, None)


def plain(loader: BaseLoader) -> ImmutableSandboxedEnvironment:
    """For messages: plain text, nothing to escape."""
    environment = _environment(_plain, loader)
    environment.autoescape = False
    return environment


def markdown(loader: BaseLoader) -> ImmutableSandboxedEnvironment:
    """For md: the characters that mean something in Markdown are escaped in every value."""
    environment = _environment(_markdown_value, loader)
    environment.filters["as_link"] = _markdown_link
    environment.trim_blocks = environment.lstrip_blocks = True
    return environment


def _environment(finalize: Finalize, loader: BaseLoader | None) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        keep_trailing_newline=True,
    )


def _plain(value: Any) -> Any:
    """Text without characters that no document can carry; undefined values pass, to raise when they are printed."""
    return value if isinstance(value, Markup | Undefined) else clean(str(value))


def _docx_value(value: Any) -> Any:
    plain = _plain(value)
    if isinstance(plain, Markup | Undefined):
        return plain
    return Markup(str(escape(plain)).replace("_", "&#95;"))  # noqa: S704 - escaped


def _markdown_value(value: Any) -> Any:
    if isinstance(value, Markup | Undefined):
        return value
    return Markup(escape_markdown(clean(str(value))))  # noqa: S704 - escaped for Markdown, not for html


def escape_markdown(text: str) -> str:
    """The text so that Markdown shows it as it is, also at the start of a line."""
    escaped = _MARKDOWN.sub(r"\\\1", text)
    return "\n".join(_MARKDOWN_START.sub(_escape_start, line) for line in escaped.split("\n"))


def _escape_start(match: re.Match[str]) -> str:
    blanks, bullet, number, mark = match.groups()
    return f"{blanks}\\{bullet}" if bullet else f"{blanks}{number}\\{mark}"


def _html_link(link: str) -> Any:
    """A link to follow where it is one of the web; else plain text."""
    if not _WEB_LINK.fullmatch(str(link)):
        return link
    return Markup('<a href="{0}">{0}</a>').format(clean(str(link)))


@pass_context
def _anchor(context: Any, figure: str) -> str:
    """The id of a figure's cells; macros that are imported without context have that of Vietnamese papers."""
    return anchor(figure, context.get("locale", "vi"))


def _markdown_link(link: str) -> Any:
    return Markup(f"<{link}>") if _WEB_LINK.fullmatch(str(link)) else link  # noqa: S704 - no mark-up passes the test


@contextmanager
def errors_of(template: Path) -> Iterator[None]:
    """Turns whatever goes wrong in a template into a `TemplateError` that names file, and line or tag."""
    try:
        yield
    except TemplateNotFound as error:
        missing = template if error.name == template.name else template.parent / str(error.name)
        raise TemplateError(
            worded("rendering.no_template"), where=str(missing), remedy=worded("rendering.template.remedy")
        ) from error
    except TemplateSyntaxError as error:
        file = template.parent / error.name if error.name else template
        where = worded("rendering.at_line", file=file, line=error.lineno)
        raise TemplateError(
            worded("rendering.template", error=error.message), where=where, remedy=worded("rendering.template.remedy")
        ) from error
    except (
        JinjaError,
        SecurityError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        RuntimeError,
    ) as error:
        raise TemplateError(
            worded("rendering.template", error=error),
            where=_line(template, error),
            remedy=worded("rendering.template.remedy"),
        ) from error


def _line(template: Path, error: Exception) -> str:
    """File and line where rendering stopped: Jinja puts the template's own lines into the trace."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if Path(frame.filename).parent == template.parent:
            return worded("rendering.at_line", file=frame.filename, line=frame.lineno)
    return str(template)
