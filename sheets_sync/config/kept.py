"""Loading a campaign: its file with what the environment says. A file that was found good once is not checked again.

What a good file says is kept beside the evidence, by a digest of the file's text and of this program: it is read in a
twentieth of the time that checking takes. It is never a second truth: where anything differs, or what was kept can't be
read, it is passed over, and the file is checked.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from sheets_sync.campaign.model import Campaign
from sheets_sync.campaign.period import reports_of
from sheets_sync.config.environment import CAMPAIGN_VARIABLE, MAIL_PASSWORD_VARIABLE, endpoint_from
from sheets_sync.config.kept_file import KeptFile
from sheets_sync.config.settings import Settings
from sheets_sync.config.text import read
from sheets_sync.words.plain import decoded, encoded

KEPT = "campaign.kept"
"""File of a state folder."""


def load(
    path: Path | None, *, state: Path | None = None, environ: Mapping[str, str] | None = None, keep: bool = False
) -> Settings:
    """Reads the campaign file at `path` (else `SHEETS_SYNC_CAMPAIGN`, else ./campaign.toml).

    `keep`: what it says may be kept in the state folder, where there is one. Raises ConfigError, naming file, line and
    the nearest valid word, for all problems of the file at once.
    """
    environ = os.environ if environ is None else environ
    path = path or Path(environ.get(CAMPAIGN_VARIABLE) or "campaign.toml")
    text = read(path)
    state = state or path.parent / "state"
    settings = _kept(state, text)
    if settings is None:
        from sheets_sync.config.loading import declared

        settings = declared(path, text)
        if keep:
            _keep(settings, state, text)
    return _placed(settings, path, state, environ)


def load_campaign(path: str | os.PathLike[str]) -> Campaign:
    """The campaign of a file: its units, columns, activities, periods and deadlines, without where it lives.

    Raises ConfigError, naming file, line and the nearest valid word, for all problems of the file at once.

    >>> import sheets_sync as ss
    >>> from sheets_sync.config import resources
    >>> campaign = ss.load_campaign(resources.sample_campaign() / "campaign.toml")
    >>> len(campaign.units), campaign.periods[0].deadline.isoformat()
    (14, '2022-12-16T10:00:00+07:00')
    """
    return load(Path(path), environ={}).campaign


def _placed(settings: Settings, path: Path, state: Path, environ: Mapping[str, str]) -> Settings:
    """What a file says, where it lies and in this environment."""
    folder, documents, metrics = path.parent, settings.documents, settings.alert.metrics
    return replace(
        settings,
        path=path,
        state=state,
        endpoint=endpoint_from(environ),
        credentials=folder / settings.credentials if settings.credentials else None,
        documents=replace(
            documents,
            out=folder / documents.out,
            templates=folder / documents.templates if documents.templates else None,
        ),
        mail=settings.mail and replace(settings.mail, password=environ.get(MAIL_PASSWORD_VARIABLE)),
        alert=replace(settings.alert, metrics=folder / metrics if metrics else None),
    )


def _kept(state: Path, text: str) -> Settings | None:
    """What was kept of this very text by this very program; None where that is not so."""
    said = _file(state).read(text)
    if said is None:
        return None
    try:
        return _with_slots(decoded(said, Settings))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _with_slots(settings: Settings) -> Settings:
    """The settings with the slots of their days, of which dates as they are kept say nothing."""
    campaign = settings.campaign
    if not campaign.slots:
        return settings
    days = reports_of(dict.fromkeys(campaign.days), campaign.slots, campaign.due_after)
    return replace(settings, campaign=replace(campaign, days=days))


def _keep(settings: Settings, state: Path, text: str) -> None:
    """Keeps what a good file says; not where it names modules of an office's own, which are asked each time."""
    if not settings.campaign.extensions:
        _file(state).write(text, encoded(settings))


def _file(state: Path) -> KeptFile:
    return KeptFile(state / KEPT, ("config", "campaign"))
