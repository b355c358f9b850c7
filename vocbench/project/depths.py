"""What bears insights out, gathered from a project for the rule on their depth."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import Connection

from vocbench.analysis.depth import Backing, Signs, backing, emotion_codes, is_about_emotions, lacking
from vocbench.errors import InsightError
from vocbench.model.board import Proof, Relation, Standing
from vocbench.model.insight import Insight
from vocbench.model.source import EventKind, Transcript
from vocbench.model.span import Span
from vocbench.project.chains import Ground
from vocbench.storage import insights as store
from vocbench.storage.codebook import load_codebook, load_sets

Transcripts = Callable[[str], Transcript]

_FEELING = ("feel",)
"""What a region holds that is for feelings alone. "Think & feel" holds thoughts as well."""


class Depths:
    """What bears out insights that rest on some notes.

    Args:
        connection: an open project.
        transcripts: finds a transcript by its name.
        grounds: the notes.
    """

    def __init__(self, connection: Connection, transcripts: Transcripts, grounds: Iterable[Ground]) -> None:
        listed = list(grounds)
        proofs = [proof for ground in listed for proof in ground.proofs]
        self._codes = store.codes_of(connection, (each.target for each in proofs))
        self._signs = _signs(connection, transcripts, proofs)
        self._feelings = {each.note.id for each in listed if _is_of_feeling(each)}

    def backing(self, grounds: Iterable[Ground]) -> Backing:
        """What bears out an insight that rests on these of the notes."""
        proofs = [proof for ground in grounds for proof in ground.proofs]
        return backing(proofs, codes=self._codes, signs=self._signs, feeling_notes=self._feelings)


def refuse_shallow(value: Insight, grounds: Iterable[Ground], depths: Depths) -> None:
    """See that an insight claims no more than its notes carry.

    Raises:
        InsightError: it does, or a note of its is only proposed; the message says what is lacking.
    """
    listed = list(grounds)
    for each in listed:
        if each.note.standing is not Standing.ACCEPTED:
            raise InsightError(
                f"The note {each.note.text!r} is {each.note.standing.value}. Accept it before an insight "
                "rests on it."
            )
    missing = lacking(value.depth, depths.backing(listed))
    if missing:
        raise InsightError(
            f"The insight {value.text!r} cannot be called {value.depth.value!r} yet. It lacks "
            f"{'; and '.join(missing)}. Add evidence to its notes, or claim less."
        )


def _signs(connection: Connection, transcripts: Transcripts, proofs: Iterable[Proof]) -> Signs:
    """Where feelings show in the texts that proofs come from."""
    listed = list(proofs)
    texts = {each.text for each in listed}
    found: dict[str, set[Span]] = {text: set() for text in texts}
    for text, span in store.places_of(connection, _emotions(connection)):
        if text in texts:
            found[text].add(span)
    for name in {each.source for each in listed if each.text == each.source}:
        found[name].update(_moved_turns(transcripts(name)))
    return found


def _emotions(connection: Connection) -> set[str]:
    sets = load_sets(connection).items()
    named = [path for name, paths in sets if is_about_emotions(name) for path in paths]
    return emotion_codes(load_codebook(connection).paths(), named)


def _moved_turns(talk: Transcript) -> Iterable[Span]:
    """The turns in which something non-verbal happens; where no turn is, the event itself."""
    for event in talk.events:
        if event.kind is EventKind.NONVERBAL:
            turn = talk.turn_at(event.span.start)
            yield turn.span if turn else event.span


def _is_of_feeling(ground: Ground) -> bool:
    """Whether a note that is borne out is about a feeling."""
    is_felt = ground.note.details.valence is not None or ground.region.holds == _FEELING
    return is_felt and any(each.relation is Relation.SUPPORTS for each in ground.proofs)
