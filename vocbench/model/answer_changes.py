"""What a later export of a survey brought, and what it said otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vocbench.model.attributes import AttributeValue
from vocbench.model.source import Answer


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """An answer that reads otherwise in a later export."""

    before: Answer
    after: Answer
    is_kept: bool
    """Whether it stays as it was, for codings, notes or topics rest on its words."""


@dataclass(frozen=True, slots=True)
class AttributeChange:
    """An attribute that says something else in a later export; ``None`` where it was unknown."""

    respondent: str
    name: str
    before: AttributeValue | None
    after: AttributeValue


@dataclass(frozen=True, slots=True)
class Changes:
    """How a later export of a survey differs from what a project held, and what became of that."""

    source: str
    respondents: tuple[str, ...] = ()
    """Who is new, by key."""
    answers: tuple[Answer, ...] = ()
    """The answers that are new."""
    changed: tuple[AnswerChange, ...] = ()
    """The answers that read otherwise; those that are kept stay as they were."""
    gone: tuple[Answer, ...] = ()
    """The answers that the export does not hold any more; they stay."""
    attributes: tuple[AttributeChange, ...] = ()
    """What is known now of respondents who were there."""
    withdrawn: tuple[str, ...] = ()
    """Who is in the export and took their consent back: nothing of theirs was added or changed."""

    @property
    def is_none(self) -> bool:
        """Whether the export holds just what the project held."""
        return not any((self.respondents, self.answers, self.changed, self.gone, self.attributes))

    def __str__(self) -> str:
        """What changed in a sentence or two."""
        if self.is_none:
            return f"{self.source}: nothing changed."
        n_kept = sum(each.is_kept for each in self.changed)
        parts = [
            _counted(self.answers, "new answer"),
            _counted(self.respondents, "new respondent"),
            _counted(self.changed, "changed answer", f" ({n_kept} kept as they were)" if n_kept else ""),
            _counted(self.gone, "answer", " no longer in the file, kept"),
            _counted(self.attributes, "changed attribute"),
            _counted(self.withdrawn, "respondent", " left out, who withdrew"),
        ]
        return f"{self.source}: {', '.join(filter(None, parts))}."


def _counted(things: Sequence[object], name: str, more: str = "") -> str:
    """How many there are, such as ``3 new answers``; empty where there are none."""
    return f"{len(things):,} {name}{'' if len(things) == 1 else 's'}{more}" if things else ""
