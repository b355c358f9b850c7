"""What annotation tools have in common: tiers of speech on one line of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vocbench.exchange.transcripts.cues import join_cues
from vocbench.exchange.transcripts.draft import Draft, Utterance
from vocbench.model.guess import Guess
from vocbench.model.told import Told, listed, told

_CODES = (
    "nld:nl dut:nl eng:en deu:de ger:de fra:fr fre:fr spa:es ita:it por:pt tur:tr ara:ar pol:pl fry:fy "
    "dan:da swe:sv nor:no fin:fi"
)
_SHOWN = 10
_LANGUAGES = dict(pair.split(":") for pair in _CODES.split())


@dataclass(frozen=True, slots=True)
class Tier:
    """What one person says, piece by piece, in order."""

    speaker: str
    pieces: Sequence[Utterance]


def language_code(name: str) -> str | None:
    """The two letters of a language that a file names by two or three; ``None`` for neither."""
    code = name.strip().lower().split("-")[0]
    return code if len(code) == 2 else _LANGUAGES.get(code)  # noqa: PLR2004 - ISO 639-1


def draft_of_tiers(
    tiers: Iterable[Tier],
    *,
    notices: tuple[Told, ...] = (),
    language: str | None = None,
    guesses: tuple[Guess, ...] = (),
    above: str = "",
) -> Draft:
    """The turns on all tiers in order of their start; where people overlap is told.

    Args:
        tiers: what each person says; a piece without a time stays behind the one before it.
        notices: what the reader of the format has left out.
        language: the language that the file names.
        guesses: what the reader has guessed.
        above: what the file says of who asks, in words such as ``Interviewer: Anna``.
    """
    placed = [(at, piece) for tier in tiers for at, piece in _placed(tier.pieces)]
    pieces = [piece for _, piece in sorted(placed, key=lambda each: each[0])]
    if n := _n_overlaps(pieces):
        overlap = told("Speakers overlap {n:,} times; turns stand in the order in which they start.", n=n)
        notices = (*notices, overlap)
    return Draft(join_cues(pieces), notices, language, guesses, above)


def _placed(pieces: Sequence[Utterance]) -> Iterable[tuple[float, Utterance]]:
    """Each piece with where it stands in time, as far as that is known."""
    at = 0.0
    for piece in pieces:
        at = piece.start_seconds if piece.start_seconds is not None else at
        yield at, piece


def _n_overlaps(pieces: Iterable[Utterance]) -> int:
    """How many pieces start while somebody else still speaks."""
    n = 0
    ends: dict[str, float] = {}
    for piece in pieces:
        start = piece.start_seconds
        if start is not None:
            n += any(end > start for speaker, end in ends.items() if speaker != piece.speaker)
        if piece.end_seconds is not None:
            ends[piece.speaker] = max(piece.end_seconds, ends.get(piece.speaker, 0))
    return n


def passed_over(what: Told, names: Mapping[str, int]) -> tuple[Told, ...]:
    """A notice that *what* was left out, by name and number; none when there are none."""
    if not names:
        return ()
    shown = listed([f"{name} ({n})" for name, n in names.items()], _SHOWN)
    return (told("{what} were left out: {shown}.", what=what, shown=shown),)


def recording(names: Sequence[str]) -> tuple[Told, ...]:
    """A notice of which recording it is that is transcribed; none when the file names none."""
    if not names:
        return ()
    shown = ", ".join(map(repr, names))
    return (told("The recording is {names}, by what the file says.", names=shown),)
