"""What annotation tools have in common: tiers of speech on one line of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vocbench.exchange.transcripts.cues import join_cues
from vocbench.exchange.transcripts.draft import Draft, Utterance
from vocbench.model.guess import Guess

_CODES = (
    "nld:nl dut:nl eng:en deu:de ger:de fra:fr fre:fr spa:es ita:it por:pt tur:tr ara:ar pol:pl fry:fy "
    "dan:da swe:sv nor:no fin:fi"
)
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
    notices: tuple[str, ...] = (),
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
    n = _n_overlaps(pieces)
    told = (f"Speakers overlap {n} times; turns stand in the order in which they start.",) if n else ()
    return Draft(join_cues(pieces), (*notices, *told), language, guesses, above)


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


def listed(what: str, names: Mapping[str, int]) -> tuple[str, ...]:
    """A notice that *what* was left out, by name and number; none when there are none."""
    if not names:
        return ()
    shown = ", ".join(f"{name} ({n})" for name, n in list(names.items())[:10])
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""  # noqa: PLR2004 - a glance
    return (f"{what} were left out: {shown}{more}.",)
