"""The rules by which notes, regions and boards get their markers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from vocbench.analysis.code_agreement import CodeAgreement
from vocbench.analysis.weights import Weight
from vocbench.model.board import Note
from vocbench.model.marker import Marker

LEAST_VOICES = 2
"""So many customers have to bear a note out for it to stand."""

LOUD = 0.5
"""From one customer comes at most this share of the quotes."""

LEAST_ALPHA = 0.667
"""The lowest alpha for tentative conclusions: Krippendorff (2004), doi:10.1111/j.1468-2958.2004.tb00738.x."""

OLD_DAYS = 365
"""Evidence is old from the day on which it is older than this."""


class Level(StrEnum):
    """What a marker stands at."""

    NOTE = "note"
    REGION = "region"
    BOARD = "board"


@dataclass(frozen=True, slots=True)
class Subject:
    """A note, region or board with all that its markers go by.

    Args:
        id: of the note, region or board.
        notes: the note itself, or those of the region or board that somebody accepted.
        weight: what stands behind them.
        gaps: the customers who say one thing and do another.
        age_days: of the newest evidence; ``None`` where no day is known.
        agreement: the lowest agreement of a code behind it; ``None`` where two coders did not code.
        is_imagined: whether the person whom a board is about was thought up.
    """

    id: str
    notes: tuple[Note, ...]
    weight: Weight
    gaps: frozenset[str] = frozenset()
    age_days: int | None = None
    agreement: CodeAgreement | None = None
    is_imagined: bool = False


Found = tuple[int, str]
"""How many, and which, without words of any language: keys, a path, a date; "" where there is none."""

Rule = Callable[[Subject], Found | None]
"""What a marker says of a subject; ``None`` where it does not apply."""


def marks(level: Level, subject: Subject) -> Iterator[tuple[Marker, int, str]]:
    """The markers of a note, region or board: marker, how many, and which."""
    for marker, rule in _RULES[level].items():
        found = rule(subject)
        if found is not None:
            yield (marker, *found)


def stands(supporters: int, opponents: int) -> bool:
    """Whether a note stands: two customers or more bear it out, and more than speak against it."""
    return supporters >= LEAST_VOICES and supporters > opponents


def survives_without(weight: Weight, customer: str) -> bool:
    """Whether a note still stands when all that one *customer* says of it is left out."""
    supporters = len(weight.supports) - (customer in weight.supports)
    return stands(supporters, len(weight.contradicts) - (customer in weight.contradicts))


def survives(weight: Weight) -> bool | None:
    """Whether a note stands without any one customer.

    ``None`` where nobody bears it out, and where only one customer could.
    """
    if not weight.supports or weight.n < LEAST_VOICES:
        return None
    # Where all of them speak against it as well it does not stand anyway, so that nobody takes more away.
    return stands(len(weight.supports) - 1, len(weight.contradicts))


def top_share(weight: Weight) -> float | None:
    """The share of the quotes that the most talkative customer has; ``None`` without quotes."""
    return weight.loudest()[1] / weight.quotes if weight.quotes else None


def _keys(people: Iterable[str]) -> str:
    return ", ".join(sorted(people))


def _imagined(subject: Subject) -> Found | None:
    """Nothing bears the note out."""
    return None if subject.weight.passages else (0, "")


def _about_nobody(subject: Subject) -> Found | None:
    """The person whom the board is about was thought up."""
    return (0, "") if subject.is_imagined else None


def _single_voice(subject: Subject) -> Found | None:
    """One customer bears it out, where more could have."""
    people = subject.weight.supports
    return (1, _keys(people)) if len(people) == 1 and subject.weight.n >= LEAST_VOICES else None


def _contradicted(subject: Subject) -> Found | None:
    """Passages of customers speak against it."""
    against = subject.weight.contradicts
    return (against.total(), _keys(against)) if against else None


def _say_do_gap(subject: Subject) -> Found | None:
    """Customers say one thing and do another."""
    return (len(subject.gaps), _keys(subject.gaps)) if subject.gaps else None


def _concentrated(subject: Subject) -> Found | None:
    """Of several customers who bear it out, one has more than half of the quotes."""
    weight = subject.weight
    if len(weight.supports) < LEAST_VOICES:
        return None
    customer, quotes = weight.loudest()
    return (quotes, customer) if quotes > LOUD * weight.quotes else None


def _fragile(subject: Subject) -> Found | None:
    """It stands, and would not without one of those who bear it out."""
    weight = subject.weight
    if not stands(len(weight.supports), len(weight.contradicts)) or survives(weight):
        return None
    needed = [customer for customer in weight.supports if not survives_without(weight, customer)]
    return len(needed), _keys(needed)


def _disagreement(subject: Subject) -> Found | None:
    """Coders agree too little on where one of the codes behind it applies."""
    found = subject.agreement
    return (found.coders, found.code) if found is not None and found.alpha < LEAST_ALPHA else None


def _second_hand_only(subject: Subject) -> Found | None:
    """Something bears it out, and nothing of it comes from a customer whom the board is about."""
    weight = subject.weight
    if weight.supports or not weight.passages:
        return None
    return weight.passages, _keys(weight.employees | weight.selves | weight.outside)


def _old(subject: Subject) -> Found | None:
    """The newest evidence is more than a year old."""
    age = subject.age_days
    return (age, subject.weight.last) if age is not None and age > OLD_DAYS else None


def _stale(subject: Subject) -> Found | None:
    """Something that it rested on was taken away."""
    lost = subject.notes[0].stale
    return (1, lost) if lost else None


def _empty_region(subject: Subject) -> Found | None:
    """There is no note in it that somebody accepted."""
    return None if subject.notes else (0, "")


_RULES: Mapping[Level, Mapping[Marker, Rule]] = {
    Level.NOTE: {
        Marker.IMAGINED: _imagined,
        Marker.SINGLE_VOICE: _single_voice,
        Marker.CONTRADICTED: _contradicted,
        Marker.SAY_DO_GAP: _say_do_gap,
        Marker.CONCENTRATED: _concentrated,
        Marker.FRAGILE: _fragile,
        Marker.DISAGREEMENT: _disagreement,
        Marker.SECOND_HAND_ONLY: _second_hand_only,
        Marker.OLD: _old,
        Marker.STALE: _stale,
    },
    Level.REGION: {
        Marker.SINGLE_VOICE: _single_voice,
        Marker.CONCENTRATED: _concentrated,
        Marker.EMPTY_REGION: _empty_region,
    },
    Level.BOARD: {
        Marker.IMAGINED: _about_nobody,
        Marker.SINGLE_VOICE: _single_voice,
        Marker.CONCENTRATED: _concentrated,
        Marker.OLD: _old,
    },
}
