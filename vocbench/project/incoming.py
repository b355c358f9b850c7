"""What is decided about a foreign study before anything of it is kept: values in, values out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from vocbench.model.codebook import SEPARATOR
from vocbench.model.qda import QdaCase, QdaCode, QdaNote, QdaProject, QdaSelection, QdaSource
from vocbench.model.source import AttributeValue, Role, Speaker, Transcript, Turn
from vocbench.model.span import Span
from vocbench.project import exchange_words as own
from vocbench.project.guids import named_guid

_BORDERS = {words[name]: name for words in own.WORDS.values() for name in ("when_to_use", "when_not_to_use")}
_BORDER = re.compile(rf"(?:\A|\n\n)({'|'.join(map(re.escape, _BORDERS))}): ")
_INTERVIEWERS = {Role.INTERVIEWER.value, Role.OTHER.value}


@dataclass(frozen=True)
class Person:
    """Who a case stands for: ``key`` is that of a respondent, ``None`` for who is none."""

    case: QdaCase
    key: str | None
    role: str
    values: Mapping[str, AttributeValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """A passage that a case names as its own, with the GUID of the selection."""

    start: int
    end: int
    person: Person
    guid: str
    label: str


def is_own(qda: QdaProject) -> bool:
    """Whether the study was written by us."""
    return qda.origin.split(" ")[0] == own.OWN


def moment_of(written: str, otherwise: str) -> str:
    """A date of a file as we keep it: in UTC, ISO 8601; *otherwise* where it is none.

    >>> moment_of("2024-03-01T10:00:00+01:00", "")
    '2024-03-01T09:00:00.000000+00:00'
    """
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return otherwise
    zoned = found if found.tzinfo else found.replace(tzinfo=UTC)
    return zoned.astimezone(UTC).isoformat(timespec="microseconds")


def later(moment: str, steps: int) -> str:
    """The moment so many microseconds later, so that what has no date keeps its order."""
    after = datetime.fromisoformat(moment) + timedelta(microseconds=steps)
    return after.isoformat(timespec="microseconds")


def free_name(name: str, taken: Iterable[str]) -> str:
    """*name*, with a number behind it where it is taken.

    >>> free_name("p01", {"p01", "p01 (2)"})
    'p01 (3)'
    """
    used = taken if isinstance(taken, set | dict) else set(taken)
    number, made = 1, name
    while made in used:
        number += 1
        made = f"{name} ({number})"
    return made


def same_length(text: str) -> str:
    """*text* with LF line ends and no byte-order mark, every other character in its place."""
    plain = text.replace("\r\n", " \n").replace("\r", "\n")
    return f" {plain[1:]}" if plain.startswith("\ufeff") else plain


def code_name(name: str) -> str:
    """The name of a code as a codebook can hold it.

    >>> code_name(" Price/Quality ")
    'Price-Quality'
    """
    return name.replace(SEPARATOR, "-").strip() or "unnamed"


def top_down(codes: Sequence[QdaCode], skipped: set[str]) -> Iterator[QdaCode]:
    """The codes without those *skipped*, each after the one above it; a circle is cut open."""
    below: dict[str, list[QdaCode]] = defaultdict(list)
    standing = {each.guid for each in codes} - skipped
    for each in codes:
        if each.guid in standing:
            below[each.parent if each.parent in standing else ""].append(each)
    seen: set[str] = set()
    for root in (*below[""], *codes):
        waiting = [root]
        while waiting:
            code = waiting.pop()
            if code.guid in standing and code.guid not in seen:
                seen.add(code.guid)
                yield code
                waiting += reversed(below[code.guid])


def people_codes(qda: QdaProject) -> set[str]:
    """The codes that are cases under another name, as one program writes each case twice."""
    cases, parents = {each.guid for each in qda.cases}, {each.parent for each in qda.codes}
    return {each.guid for each in qda.codes if each.guid in cases and each.guid not in parents}


def without_overlap(said: Iterable[Said]) -> tuple[list[Said], int]:
    """The passages in their order, and how many were left out as others lie in them: the shortest stay."""
    kept: list[Said] = []
    n_left_out = 0
    for each in sorted(said, key=lambda one: (one.end - one.start, one.start)):
        place = bisect_left(kept, each.start, key=lambda one: one.start)
        is_free_before = place == 0 or kept[place - 1].end <= each.start
        is_free_after = place == len(kept) or each.end <= kept[place].start
        if is_free_before and is_free_after:
            kept.insert(place, each)
        else:
            n_left_out += 1
    return kept, n_left_out


def transcript_of(source: QdaSource, name: str, said: Sequence[Said], language: str | None) -> Transcript:
    """The transcript of a text in which people have said things."""
    text, called = same_length(source.text), _called(said)
    # Where two turns touch, the end of the one is written before the start of the other.
    starts = {at: seconds for seconds, at in source.sync}
    ends = {at: seconds for seconds, at in reversed(source.sync)}
    turns = tuple(
        Turn(
            Span(each.start, each.end),
            called[each.person.case.guid, each.label][0],
            starts.get(each.start),
            ends.get(each.end),
        )
        for each in said
    )
    people = [(label, person) for label, person in called.values() if label]
    return Transcript(name, text, turns, _speakers(name, people), language=language)


def _called(said: Iterable[Said]) -> dict[tuple[str, str], tuple[str, Person]]:
    """Everybody under the name that they have in one text: two people never have the same."""
    called: dict[tuple[str, str], tuple[str, Person]] = {}
    taken: set[str] = set()
    for each in said:
        key = (each.person.case.guid, each.label)
        if key not in called:
            label = "" if each.person.role == own.UNKNOWN else free_name(each.label, taken)
            called[key] = (label, each.person)
            taken.add(label)
    return called


def _speakers(name: str, people: Sequence[tuple[str, Person]]) -> tuple[Speaker, ...]:
    several = sum(person.role == Role.RESPONDENT for _, person in people) > 1
    made = []
    for label, person in people:
        # A key that follows from the name of the source is left to follow from it.
        derived = f"{name}/{label}" if several else name
        made.append(Speaker(label, Role(person.role), None if person.key == derived else person.key))
    return tuple(made)


def described(qda: QdaProject) -> Iterator[QdaNote]:
    """The descriptions of things that have none with us, as notes about them."""
    if qda.description.strip():
        yield QdaNote(named_guid(qda.name, "description"), "", qda.description)
    things: Iterable[QdaSource | QdaCase | QdaSelection] = (*qda.sources, *qda.cases, *qda.selections)
    for each in (*things, *qda.sets):
        if each.description.strip():
            author, created = getattr(each, "author", ""), getattr(each, "created", "")
            guid = named_guid(each.guid, "description")
            yield QdaNote(guid, "", each.description, author, created, (each.guid,))


def definition_field(note: QdaNote) -> str:
    """Which text of a code a note holds by its name: ``when_to_use`` or the other; "" for neither."""
    return _BORDERS.get(note.name.strip(), "")


def told_apart(description: str) -> dict[str, str]:
    r"""The texts of a code by their names, of which a codebook of ours makes one description.

    >>> told_apart("Waiting long.\n\nWhen to use: queues")
    {'description': 'Waiting long.', 'when_to_use': 'queues'}
    """
    first, *rest = _BORDER.split(description)
    borders = zip(rest[::2], rest[1::2], strict=True)
    return {"description": first, **{_BORDERS[title]: text for title, text in borders}}


def is_examples(note: QdaNote) -> bool:
    """Whether a note says which codings are examples."""
    return any(
        (note.name, note.text.strip()) == (words["examples"], words["examples_text"])
        for words in own.WORDS.values()
    )


def role_of(values: Mapping[str, AttributeValue]) -> str:
    """What a case does in an interview: the role of a speaker, or ``own.UNKNOWN``."""
    role = str(values.get(own.ROLE, ""))
    return role if role in {*_INTERVIEWERS, own.UNKNOWN} else Role.RESPONDENT.value


def plain_values(given: Mapping[str, AttributeValue], names: Mapping[str, str]) -> dict[str, AttributeValue]:
    """Values by the names of their variables, in types that a respondent can have."""
    return {
        names[guid]: re.sub("T", " ", value.isoformat(), count=1) if isinstance(value, datetime) else value
        for guid, value in given.items()
        if guid in names
    }
