"""The command `sheets-sync` itself, and its help: its commands are added by the modules of this package.

Help is data: `words/<language>/help.py` has a text for each command ("evidence.verify") and each option
("evidence.verify.printed", or "option.state" where several commands have it). What to type is in `EXAMPLES`.
"""

from __future__ import annotations

from collections.abc import Iterator

import click

from sheets_sync import __version__
from sheets_sync.cli.examples import EXAMPLES
from sheets_sync.cli.language import spoken
from sheets_sync.starters import STARTERS
from sheets_sync.words.texts import Texts, texts


def _say() -> Texts:
    return texts(spoken())


def _path(command: click.Command, context: click.Context | None = None) -> str:
    """The command's name in the texts: its words after `sheets-sync`, with dots."""
    words = context.command_path.split()[1:] if context else [command.name or ""]
    return ".".join(words) or "sheets-sync"


def _prose(path: str) -> str:
    return str(_say().section("help").get(path, ""))


class Spoken(click.Command):
    """A command whose help is in the operator's language."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=_say().say("help.usage") + " ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        path = _path(self, ctx)
        for paragraph in _prose(path).split("\n\n"):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(paragraph)
        lines = list(_example_lines(path))
        if lines:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text("\b\n" + "\n".join(lines))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [_record(param, ctx, _path(self, ctx)) for param in self.get_params(ctx)]
        shown = [record for record in records if record]
        if shown:
            with formatter.section(_say().say("help.options")):
                formatter.write_dl(shown)


class SpokenGroup(Spoken, click.Group):
    """A group whose commands are such ones too."""

    command_class = Spoken
    group_class = type

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        Spoken.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        names = self.list_commands(ctx)
        own = ctx.command_path.split()[1:]
        width = formatter.width - 6 - max(map(len, names), default=0)
        rows = [(name, _summary(_prose(".".join([*own, name])), width)) for name in names]
        with formatter.section(_say().say("help.commands")):
            formatter.write_dl(rows)


def _example_lines(path: str) -> Iterator[str]:
    """What can be typed, under its heading."""
    said = _say()
    typed = EXAMPLES.get(path, ())
    if not typed:
        return
    yield said.say("help.try" if path == "sheets-sync" else "help.example" if len(typed) == 1 else "help.examples")
    names = {key.removeprefix("said."): text for key, text in said.section("help").items() if key.startswith("said.")}
    yield from (f"    sheets-sync {line.format(**names)}" for line in typed)


def _record(param: click.Parameter, ctx: click.Context, path: str) -> tuple[str, str] | None:
    """An option, and what it does: its own text, else that of all commands that have it."""
    record = param.get_help_record(ctx)
    if record is None or not isinstance(param, click.Option):
        return record
    said = _say()
    section = said.section("help")
    name = "help" if "--help" in param.opts else param.name
    key = f"{path}.{name}" if f"{path}.{name}" in section else f"option.{name}"
    text = said.say(f"help.{key}", starters=", ".join(STARTERS))
    return record[0], "  ".join(filter(None, [text, _extra(param, ctx, said)]))


def _extra(param: click.Option, ctx: click.Context, said: Texts) -> str:
    """Default, range and whether it must be given, in brackets."""
    found = param.get_help_extra(ctx)
    parts = [said.say("help.default", value=found["default"])] if "default" in found else []
    parts += [found["range"]] if "range" in found else []
    parts += [said.say("help.required")] if "required" in found else []
    return f"[{'; '.join(parts)}]" if parts else ""


def _summary(prose: str, width: int) -> str:
    """The first sentence, cut where it does not fit."""
    first = prose.split("\n\n")[0].split(". ")[0].removesuffix(".")
    if len(first) <= width:
        return first
    return first[: width - 1].rsplit(" ", 1)[0].rstrip(",:;") + "…"


@click.group(cls=SpokenGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="sheets-sync")
def cli() -> None:
    """Daily reporting on a shared Google spreadsheet."""
