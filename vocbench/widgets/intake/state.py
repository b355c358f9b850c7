"""What the import widget shows of a file, as plain values that travel to the browser."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from itertools import islice
from typing import Any, TypedDict

from vocbench.errors import VocbenchError
from vocbench.model.guess import Guess
from vocbench.model.preview import MaterialKind, Preview
from vocbench.model.qda import Loss, QdaProject
from vocbench.model.source import Answer, AnswerTable, Event, Role, Speaker, Transcript, Turn
from vocbench.model.survey import ColumnKind, SurveyColumn
from vocbench.widgets.coding.state import clock
from vocbench.widgets.intake.entries import Entry

NOBODY = "nobody"
"""The role of a label that names nobody, beside those of ``Role``."""

TURNS_AT_FIRST = 50
"""How many turns of a transcript are shown before somebody asks for more."""

SETTINGS = ("name", "language", "profile", "wave", "coder")
"""The choices about a whole file that are texts."""

_ROWS = 20  # answers that are shown
_FIRST_WORDS = 90  # characters of what a speaker says first
_ATTRIBUTES = 8  # of a respondent, beside an answer
_SURE, _FAIRLY_SURE = 0.8, 0.5


class EntryRow(TypedDict):
    """A file on its way; ``lines`` is code to go on with, once it is stored."""

    id: str
    file: str
    standing: str
    trouble: str
    words: list[str]
    lines: list[str]


class GuessRow(TypedDict):
    """A guess; ``sureness`` is a word for its confidence, which runs from 0 to 1."""

    what: str
    value: str
    confidence: float
    sureness: str
    override: str


class SpeakerRow(TypedDict):
    """Who speaks under a label; ``same`` are the other labels of that person."""

    label: str
    name: str
    role: str
    turns: int
    words: int
    first: str
    same: list[str]
    guess: GuessRow | None


class TurnRow(TypedDict):
    """A turn; ``parts`` are its words, each with the kind of event that it is, or ``""``."""

    speaker: str
    role: str
    time: str
    parts: list[tuple[str, str]]


class ColumnRow(TypedDict):
    """A column of a survey; ``isSaid``: somebody gave it its kind."""

    name: str
    wording: str
    kind: str
    confidence: float
    sureness: str
    filled: int
    distinct: int
    examples: list[str]
    isSaid: bool


class AnswerRow(TypedDict):
    """An answer as it would be kept."""

    respondent: str
    question: str
    text: str
    score: float | None
    wave: str
    attributes: list[tuple[str, str]]


class LossRow(TypedDict):
    """Something that cannot be carried as it was."""

    what: str
    name: str
    n: int
    fate: str
    why: str


def sureness(confidence: float) -> str:
    """The name of a word for how sure a reader is."""
    if confidence >= _SURE:
        return "sure"
    return "fairly_sure" if confidence >= _FAIRLY_SURE else "unsure"


def entry_row(entry: Entry) -> EntryRow:
    """A file as the list of files shows it."""
    kept = entry.preview if entry.words else None
    return EntryRow(
        id=entry.id,
        file=entry.path.name,
        standing=entry.standing.value,
        trouble=entry.trouble,
        words=list(entry.words),
        lines=next_lines(kept) if kept else [],
    )


def next_lines(preview: Preview) -> list[str]:
    """Code with which one goes on after the file is stored."""
    if preview.kind is MaterialKind.TRANSCRIPT:
        return [f"vb.CodingWidget(project, {preview.name!r})"]
    if preview.kind is MaterialKind.ANSWERS:
        return ["vb.AnswersWidget(project)"]
    return ["vb.CodebookWidget(project)", "vb.QuotesWidget(project)"]


def material_state(entry: Entry, lang: str) -> dict[str, Any]:
    """All there is to see and choose of the file that is looked at; ``said`` is what somebody chose."""
    found: dict[str, Any] = {
        "id": entry.id,
        "file": entry.path.name,
        "folder": entry.path.parent.as_posix(),
        "trouble": entry.trouble,
        "said": _said(entry),
        "parts": list(entry.parts),
        "kind": entry.reading.kind or "",
    }
    return {**found, **_previewed(entry, entry.preview, lang)} if entry.preview else found


def _said(entry: Entry) -> dict[str, str]:
    said = asdict(entry.reading) | {what: getattr(entry.choices, what) for what in SETTINGS}
    return {what: value or "" for what, value in said.items()}


def _previewed(entry: Entry, preview: Preview, lang: str) -> dict[str, Any]:
    content = preview.content
    guesses = {guess: guess_row(guess.in_language(lang)) for guess in preview.guesses}
    found: dict[str, Any] = {
        "kind": preview.kind.value,
        "name": preview.name,
        "counts": dict(preview.counts),
        "notices": [each.in_language(lang) for each in preview.notices],
        "losses": [loss_row(each.in_language(lang)) for each in preview.losses],
        "guesses": list(guesses.values()),
    }
    if isinstance(content, Transcript):
        found |= _transcript(entry, content, guesses)
    elif isinstance(content, AnswerTable):
        found |= _answers(preview, content)
    else:
        found |= _study(preview, content)
    return found


def guess_row(guess: Guess) -> GuessRow:
    """A guess, with a word for how sure it is."""
    return GuessRow(
        what=guess.what,
        value=guess.value,
        confidence=guess.confidence,
        sureness=sureness(guess.confidence),
        override=guess.override,
    )


def loss_row(loss: Loss) -> LossRow:
    """A loss, word for word."""
    return LossRow(what=loss.what, name=loss.name, n=loss.n, fate=loss.fate.value, why=loss.why)


# -- transcripts --------------------------------------------------------------------------


def _transcript(entry: Entry, transcript: Transcript, guesses: Mapping[Guess, GuessRow]) -> dict[str, Any]:
    untouched = entry.untouched.content if entry.untouched else transcript
    nobody = {label for label, each in entry.choices.speakers.items() if each is None}
    speakers = []
    if isinstance(untouched, Transcript):
        speakers = speaker_rows(untouched, entry.people(), guesses, nobody=nobody)
    in_table = [each["guess"] for each in speakers if each["guess"]]
    return {
        "language": transcript.language or "",
        "keepLines": entry.choices.keep_lines,
        "guesses": [each for each in guesses.values() if each not in in_table],
        "speakers": speakers,
        "turns": turn_rows(transcript, 0, TURNS_AT_FIRST),
        "nTurns": len(transcript.turns),
    }


def speaker_rows(
    transcript: Transcript,
    people: Mapping[str, Speaker],
    guesses: Mapping[Guess, GuessRow],
    *,
    nobody: Collection[str] = (),
) -> list[SpeakerRow]:
    """Who speaks, a row for each label of the file.

    Args:
        transcript: as it is read where nobody chooses anything, so that its speakers are labels.
        people: who is behind each label now.
        guesses: those of them that are about a role go with their label.
        nobody: labels that were said to name nobody.
    """
    turns: dict[str, list[Turn]] = {}
    for turn in transcript.turns:
        turns.setdefault(turn.speaker, []).append(turn)
    about = {str(guess.what): row for guess, row in guesses.items()}
    return [
        SpeakerRow(
            label=label,
            name=speaker.name,
            role=NOBODY if label in nobody else speaker.role.value,
            turns=len(turns[label]),
            words=sum(len(_words(transcript, turn).split()) for turn in turns[label]),
            first=_beginning(_words(transcript, turns[label][0])),
            same=[at for at, each in people.items() if at != label and each.name and each == speaker],
            guess=about.get(f"role of {label!r}"),
        )
        for label, speaker in people.items()
    ]


def _words(transcript: Transcript, turn: Turn) -> str:
    return transcript.text[turn.span.start : turn.span.end]


def _beginning(words: str) -> str:
    return words if len(words) <= _FIRST_WORDS else f"{words[:_FIRST_WORDS].rstrip()} …"


def turn_rows(transcript: Transcript, start: int, n: int) -> list[TurnRow]:
    """Some turns, from number *start* on, with their events marked."""
    turns = transcript.turns[start : start + n]
    if not turns:
        return []
    first, last = turns[0].span.start, turns[-1].span.end
    events = [each for each in transcript.events if first <= each.span.start < last]
    roles = {each.name: each.role for each in transcript.speakers}
    return [
        TurnRow(
            speaker=turn.speaker,
            role=roles.get(turn.speaker, Role.OTHER).value if turn.speaker else "",
            time="" if turn.start_seconds is None else clock(turn.start_seconds),
            parts=_parts(transcript.text, turn, events),
        )
        for turn in turns
    ]


def _parts(text: str, turn: Turn, events: Iterable[Event]) -> list[tuple[str, str]]:
    """The words of a turn, cut where an event begins or ends; what overlaps an event before it stays text."""
    parts, at = [], turn.span.start
    within = (
        each for each in events if turn.span.start <= each.span.start and each.span.end <= turn.span.end
    )
    for event in sorted(within, key=lambda each: each.span):
        start, end = event.span.start, event.span.end
        if start >= at:
            parts += [(text[at:start], ""), (text[start:end], event.kind.value)]
            at = end
    return [part for part in (*parts, (text[at : turn.span.end], "")) if part[0]]


# -- open answers -------------------------------------------------------------------------


def _answers(preview: Preview, table: AnswerTable) -> dict[str, Any]:
    kinds = preview.choices.kinds
    people = {each.key: each.attributes for each in table.respondents} if table.answers else {}
    n_empty = sum(not each.text.strip() for each in table.answers)
    return {
        "counts": {**preview.counts, "empty": n_empty},
        "columns": [column_row(each, isSaid=each.name in kinds) for each in preview.columns],
        "answers": [_answer_row(each, people[each.respondent]) for each in table.answers[:_ROWS]],
        "nAnswers": len(table.answers),
    }


def column_row(column: SurveyColumn, *, isSaid: bool) -> ColumnRow:  # noqa: N803 - the name it has in the browser
    """A column; its kind goes by the name of ``ColumnKind`` in lower case."""
    return ColumnRow(
        name=column.name,
        wording=column.wording,
        kind=column.kind.name.lower(),
        confidence=column.confidence,
        sureness=sureness(column.confidence),
        filled=column.n_filled,
        distinct=column.n_distinct,
        examples=list(column.examples),
        isSaid=isSaid,
    )


def column_kind(name: str) -> ColumnKind | None:
    """The kind that goes by that name in the browser; ``None`` for ``""``, which leaves it to the reader.

    Raises:
        VocbenchError: there is no such kind.
    """
    found = ColumnKind.__members__.get(name.upper())
    if name and found is None:
        raise VocbenchError(f"The page knows a kind of column {name!r} that there is not. Reload it.")
    return found


def _answer_row(answer: Answer, attributes: Mapping[str, Any]) -> AnswerRow:
    return AnswerRow(
        respondent=answer.respondent,
        question=answer.question,
        text=answer.text,
        score=answer.score,
        wave=answer.wave or "",
        attributes=[(name, str(value)) for name, value in islice(attributes.items(), _ATTRIBUTES)],
    )


# -- studies of other programs ------------------------------------------------------------


def _study(preview: Preview, study: QdaProject) -> dict[str, Any]:
    coders = {"coders": len(study.users)} if study.users else {}
    named = {each.guid for each in study.users if each.name.strip()}
    return {
        "counts": {**preview.counts, **coders},
        "origin": study.origin,
        "description": study.description,
        "coders": [each.name for each in study.users],
        "sources": [each.name for each in study.sources[:_ROWS]],
        "codes": [each.name for each in study.codes[:_ROWS]],
        "unsigned": sum(each.coder not in named for each in study.codings),
        "spoken": _spoken(study),
        "asAnswers": list(preview.choices.as_answers),
    }


def _spoken(study: QdaProject) -> list[str]:
    """The sources of which passages are somebody's: those that may hold open answers."""
    cases = {each.guid for each in study.cases}
    said = {guid for each in study.cases for guid in each.selections}
    said |= {each.selection for each in study.codings if each.code in cases}  # some write cases as codes, too
    sources = {each.source for each in study.selections if each.guid in said}
    return list(dict.fromkeys(each.name for each in study.sources if each.guid in sources))


def chosen(entry: Entry, texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """What somebody chose for a file, as pairs of the name of a choice and its value in words."""
    choices, said = entry.choices, _said(entry)
    said["kind"] = texts.get(f"kind_of_{said['kind']}", "")
    said["as_answers"] = ", ".join(choices.as_answers)
    said["keep_lines"] = texts["yes"] if choices.keep_lines else ""
    return [(texts[what], value) for what, value in said.items() if value]
