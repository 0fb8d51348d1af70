"""Judgements that are made when somebody asks for them: who looks at one day of a long campaign needs few."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import overload

from sheets_sync.campaign.model import Campaign, Unit
from sheets_sync.compliance.judging import Judgement


class OnDemand(Mapping[str, Sequence[Judgement]]):
    """What `judge_all` gives, each judgement made when it is asked for."""

    def __init__(self, campaign: Campaign, judged: Callable[[Unit, date], Judgement]) -> None:
        self._lines = {unit.key: _Line(unit, campaign.days, judged) for unit in campaign.units}

    def __getitem__(self, unit: str) -> Sequence[Judgement]:
        return self._lines[unit]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


class _Line(Sequence[Judgement]):
    """The judgements of a unit, in the order of the campaign's days."""

    def __init__(self, unit: Unit, days: Sequence[date], judged: Callable[[Unit, date], Judgement]) -> None:
        self._unit, self._days, self._judged = unit, days, judged
        self._made: dict[int, Judgement] = {}

    @overload
    def __getitem__(self, index: int) -> Judgement: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Judgement, ...]: ...

    def __getitem__(self, index: int | slice) -> Judgement | tuple[Judgement, ...]:
        numbers = range(len(self._days))[index]
        return self._at(numbers) if isinstance(numbers, int) else tuple(map(self._at, numbers))

    def __len__(self) -> int:
        return len(self._days)

    def _at(self, number: int) -> Judgement:
        if number not in self._made:
            self._made[number] = self._judged(self._unit, self._days[number])
        return self._made[number]
