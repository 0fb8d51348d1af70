"""The modules of an office and their versions: those that the campaign file names, and those of installed packages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from importlib import import_module, metadata
from types import ModuleType

from sheets_sync.campaign.extensions import Extension, offered_by
from sheets_sync.cells.reader import OTHER_CODES
from sheets_sync.words.texts import texts
from sheets_sync.words.worded import worded

GROUP = "sheets_sync.extensions"
"""The group of entry points by which an installed package offers a module to every campaign."""


class ExtensionError(Exception):
    """A module that can't be used; the message says which, and why."""


def loaded(modules: Sequence[str]) -> tuple[Extension, ...]:
    """The extensions of some modules, and of installed packages. Raises ExtensionError."""
    names = dict.fromkeys([*modules, *(point.value.partition(":")[0] for point in metadata.entry_points(group=GROUP))])
    found = tuple(_loaded(name) for name in names)
    _check(found)
    return found


def _loaded(name: str) -> Extension:
    try:
        module = import_module(name)
    except Exception as error:  # whatever the office's own code does on import
        raise ExtensionError(
            worded("config.extension_import", name=name, kind=type(error).__name__, error=error)
        ) from error
    return offered_by(name, _version(module))


def _version(module: ModuleType) -> str:
    """That of the module or of its package; where nobody gave one, a digest of its source."""
    own = getattr(module, "__version__", None)
    if own is not None:
        return str(own)
    try:
        packages = metadata.packages_distributions().get(module.__name__.partition(".")[0], [])
        return metadata.version(packages[0])
    except (IndexError, metadata.PackageNotFoundError):
        return _digest(module)


def _digest(module: ModuleType) -> str:
    try:
        with open(module.__file__ or "", "rb") as source:
            return "source-" + hashlib.sha256(source.read()).hexdigest()[:12]
    except OSError:
        return "unknown"


def _check(extensions: Sequence[Extension]) -> None:
    """Nothing is offered twice, and nothing of the product's own is replaced."""
    owner: dict[str, str] = dict.fromkeys(
        [*OTHER_CODES, "number", *texts("en").section("problems")], worded("config.itself")
    )
    for name, module in _offers(extensions):
        if name in owner:
            raise ExtensionError(worded("config.extension_twice", module=module, name=name, owner=owner[name]))
        owner[name] = module


def _offers(extensions: Sequence[Extension]) -> Iterator[tuple[str, str]]:
    for extension in extensions:
        for own_rule in extension.rules:
            yield own_rule.code, own_rule.module
        for own_type in extension.types:
            yield own_type.name, own_type.module
            for code in own_type.messages:
                yield code, own_type.module
