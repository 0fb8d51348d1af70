"""What is wrong with a command line."""

from __future__ import annotations

from sheets_sync.words.texts import Section

TEXTS: Section = {
    "see": "See: {command} --help",
    "no_option": "No such option {name!r}.",
    "no_command": "No such command {name!r}.",
    "did_you_mean": "Did you mean {names}?",
    "missing_option": "Missing option {hint}.",
    "missing_argument": "Missing argument {hint}.",
    "invalid": "Invalid value for {hint}: {why}",
    "click.no_value": "Option {name} requires an argument.",
    "click.takes_none": "Option {name} does not take a value.",
    "click.extra": "Got unexpected extra argument ({words})",
    "click.extras": "Got unexpected extra arguments ({words})",
    "click.no_choice": "{given} is not one of {choices}.",
    "click.no_number": "{given} is not a valid integer.",
    "click.no_range": "{given} is not a valid integer range.",
    "click.out_of_range": "{given} is not in the range {range}.",
    "click.no_file": "File {path} does not exist.",
    "click.no_folder": "Directory {path} does not exist.",
    "click.no_path": "Path {path} does not exist.",
    "click.is_file": "Directory {path} is a file.",
    "click.is_folder": "File {path} is a directory.",
    "click.no_command": "Missing command.",
}
