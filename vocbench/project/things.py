"""What insights, opportunities and actions have in common: how they are named, kept and changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, Protocol, TypeVar, runtime_checkable

import pandas as pd

from vocbench.errors import InsightError
from vocbench.model.insight import Action, Insight, Opportunity
from vocbench.storage import insights as store
from vocbench.storage.history import Act
from vocbench.storage.insights import AnyThing


@runtime_checkable
class HasId(Protocol):
    """A note, insight or opportunity as a value."""

    @property
    def id(self) -> str:
        """Under which the project keeps it."""


Those = str | HasId | pd.DataFrame | Iterable[str | HasId]
"""Notes, insights or opportunities: by id, as values, or as rows of a frame that names them."""

Given = Mapping[str, Any]
"""Field → its new value, ``None`` to leave it. ``Any``: fields hold different types."""

Check = Callable[[AnyThing, AnyThing | None], None]
"""Raises where a thing may not be as it is to be; told what it was before, ``None`` for a fresh one."""

_RESTS_ON = {Insight: "notes", Opportunity: "insights", Action: "opportunities"}

_Choice = TypeVar("_Choice", bound=StrEnum)


def ids(those: Those, column: str) -> tuple[str, ...]:
    """The ids of what was given, each once.

    Args:
        those: what was given.
        column: where a frame names them.

    Raises:
        InsightError: it cannot be told which are meant.
    """
    return tuple(dict.fromkeys(_ids(those, column)))


def _ids(those: Those, column: str) -> Iterator[str]:
    if isinstance(those, str):
        yield those
    elif isinstance(those, pd.DataFrame):
        if column not in those.columns:
            raise InsightError(f"This table has no column {column!r}, so it does not say which are meant.")
        yield from map(str, those[column].dropna())
    elif isinstance(those, Iterable):
        for each in those:
            yield from _ids(each, column)
    elif isinstance(those, HasId):
        yield those.id
    else:
        raise InsightError(f"{those!r} names no {column}. Give ids, values, or rows of a frame.")


def kept(act: Act, fresh: AnyThing, given: Given, check: Check[AnyThing]) -> AnyThing:
    """The thing with the words of *fresh*: made, or where it is there, resting on what *fresh* adds too.

    Raises:
        InsightError: it rests on nothing, or *check* refuses it.
        NotFoundError: it rests on something that is not in the project.
    """
    kind: type[AnyThing] = type(fresh)
    found = store.find(act.connection, kind, fresh.text)
    if found is not None:
        held: AnyThing = store.load_one(act.connection, kind, found)
        rests_on = tuple(dict.fromkeys((*store.below(held), *store.below(fresh))))
        return changed(act, held, {**given, _RESTS_ON[kind]: rests_on}, check)
    value = replace(fresh, **_said(given))
    _refuse_bare(value)
    check(value, None)
    store.keep(act, value)
    return store.load_one(act.connection, kind, value.id)


def changed(act: Act, held: AnyThing, given: Given, check: Check[AnyThing]) -> AnyThing:
    """The thing *held* with what was given.

    Raises:
        InsightError: it would rest on nothing, or *check* refuses it.
        NotFoundError: it would rest on something that is not in the project.
        ConflictError: another one has these words.
    """
    value = replace(held, **_said(given))
    if store.below(held):  # one that lost all it rested on can still be edited
        _refuse_bare(value)
    check(value, held)
    store.change(act, value)
    return store.load_one(act.connection, type(held), held.id)


def _said(given: Given) -> dict[str, Any]:
    return {
        name: value.strip() if isinstance(value, str) and not isinstance(value, StrEnum) else value
        for name, value in given.items()
        if value is not None
    }


def _refuse_bare(value: Insight | Opportunity | Action) -> None:
    if not store.below(value):
        raise InsightError(
            f"{value.text!r} rests on nothing. Say which {_RESTS_ON[type(value)]} it follows from."
        )


def choice(kind: type[_Choice], word: str) -> _Choice:
    """The member of *kind* that *word* names.

    Raises:
        InsightError: there is none; the message lists those there are.
    """
    if word not in set(kind):
        known = ", ".join(repr(each.value) for each in kind)
        raise InsightError(f"{word!r} is no {kind.__name__.lower()}. Choose one of {known}.")
    return kind(word)
