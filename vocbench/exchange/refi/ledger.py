"""Counts what cannot be carried, to be told afterwards in one list."""

from __future__ import annotations

from collections import Counter

from vocbench.model.qda import Fate, Loss
from vocbench.model.told import Told

_Key = tuple[Told, Fate, Told, str]


class Ledger:
    """Losses as they turn up; alike ones are counted together."""

    def __init__(self) -> None:
        self._counts: Counter[_Key] = Counter()

    def lost(self, what: Told, why: Told, *, name: str = "", n: int = 1) -> None:
        """Note that something is gone."""
        self._note((what, Fate.LOST, why, name), n)

    def changed(self, what: Told, why: Told, *, name: str = "", n: int = 1) -> None:
        """Note that something is there in another form."""
        self._note((what, Fate.CHANGED, why, name), n)

    def doubtful(self, what: Told, why: Told, *, name: str = "", n: int = 1) -> None:
        """Note that something is there and somebody should look at it."""
        self._note((what, Fate.DOUBTFUL, why, name), n)

    def _note(self, key: _Key, n: int) -> None:
        if n:
            self._counts[key] += n

    @property
    def losses(self) -> tuple[Loss, ...]:
        """Everything noted, in the order in which it turned up."""
        return tuple(
            Loss(what=what, fate=fate, n=n, why=why, name=name)
            for (what, fate, why, name), n in self._counts.items()
        )
