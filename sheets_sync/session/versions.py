"""The recorded versions of a campaign, as a session shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sheets_sync.job import opening
from sheets_sync.job.accepting import RecordedVersion, accept, shown_versions, unrecorded
from sheets_sync.job.announcing import announced, missing_tabs
from sheets_sync.job.asked import day_asked
from sheets_sync.words.worded import told

if TYPE_CHECKING:
    from sheets_sync.campaign.timeline import Adoption
    from sheets_sync.campaign.version import Altered
    from sheets_sync.evidence.fold import Poll
    from sheets_sync.session.opened import Opened


class Versions:
    """What the campaign file said at each run: what changed, and which days each version holds for."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def recorded(self) -> list[RecordedVersion]:
        """Every version that was recorded, the oldest first."""
        return shown_versions(self._opened.evidence)

    def unrecorded(self) -> tuple[Altered, ...]:
        """What the campaign file says otherwise than the newest recorded version."""
        return unrecorded(self._opened.settings, self._opened.evidence)

    def ahead(self, language: str = "en") -> list[str]:
        """What the next run changes because the campaign file did, as sentences in a language."""
        said = announced(self._opened.settings, self._opened.evidence, self._opened.clock())
        return [told(sentence, language) for sentence in said]

    def missing_tabs(self, polls: Sequence[Poll], language: str = "en") -> list[str]:
        """Which tabs of the campaign file some looks did not find, as sentences."""
        said = missing_tabs(self._opened.campaign, polls)
        return [told(sentence, language) for sentence in said]

    def accept(self, *, reason: str, by: str, since: str | date | None = None) -> Adoption:
        """Records a person's word that the campaign file holds as it is now: since a day, or for what lies ahead.

        Raises ConfigError where nothing was recorded yet, or where no word lifts what is refused; LockedError.
        """
        settings, clock = self._opened.settings, self._opened.clock
        day = None if since is None else day_asked(since, settings.campaign)
        with opening.locked(settings.state), opening.recorded_ledger(settings) as ledger:
            return accept(settings, ledger, clock(), since=day, reason=reason.strip(), by=by.strip())
