"""Model objects as tidy DataFrames. Every column is documented here, once.

A frame has the columns of its contract in that order, whatever it holds; a frame without
rows has them too. Text columns are ``str``; a missing text is a missing value, never "".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from vocbench.model.codebook import Code, Codebook
from vocbench.model.qda import Loss
from vocbench.model.source import AttributeValue, Transcript

Contract = Mapping[str, Any]
"""Column name → pandas dtype, in order. ``Any``: the stubs know dtypes only as literals."""

CODINGS: Contract = {
    "source": "str",  # name of the transcript or answer table
    "speaker": "str",  # who says it; missing where nobody is named
    "respondent": "str",  # key of that person; missing for an interviewer
    "start": "int64",  # first character, in code points of the source's text (or the answer's)
    "end": "int64",  # one after the last character
    "quote": "str",  # the words
    "code": "str",  # path of the code, joined by /
    "coder": "str",  # who coded it
    "memo": "str",  # the coder's remark; missing where there is none
    "created": "datetime64[us, UTC]",  # when
    "coding": "str",  # id, to use as evidence
    "answer": "str",  # id of the answer that start and end count in; missing for transcripts
    "doubt": "str",  # why a person should look at it after a correction; missing where it is sure
    "rule": "str",  # id of the rule that proposed it; missing where a person chose the passage
    "example": "bool",  # whether it shows what its code means
}

MEMOS: Contract = {
    "memo": "str",  # id, for edit_memo() and remove_memo(); on a row for each thing that it is about
    "name": "str",
    "text": "str",
    "kind": "str",  # project, source, code, coding, answer, respondent, set, memo, passage or reference
    "about": "str",  # which one; missing for the project
    "author": "str",  # missing where nobody knows
    "created": "datetime64[us, UTC]",
}

LINKS: Contract = {
    "link": "str",  # id
    "name": "str",
    "direction": "str",  # Associative, OneWay or Bidirectional
    "origin_kind": "str",  # as the kinds of MEMOS; missing where it is gone
    "origin": "str",
    "target_kind": "str",
    "target": "str",
}

REFERENCES: Contract = {
    "reference": "str",  # id
    "name": "str",
    "kind": "str",  # text, pdf, picture, audio or video
    "path": "str",  # where it lies, as the program that it comes from wrote it
    "source": "str",  # the text that was made of it; missing where there is none
}

AGREEMENT: Contract = {
    "code": "str",  # path
    "alpha": "float64",  # Krippendorff's
    "coders": "int64",
    "units": "int64",  # turns and answers that several judged
}

LOSSES: Contract = {
    "what": "str",  # a kind of thing
    "fate": "str",  # changed, lost or doubtful
    "n": "int64",
    "name": "str",  # which one; missing for all of them
    "why": "str",
}

QUOTES: Contract = {
    "quote": "str",
    "code": "str",
    "source": "str",
    "speaker": "str",
    "respondent": "str",
    "before": "str",  # what stands just before the quote
    "after": "str",  # what stands just after it
    "memo": "str",
    "coder": "str",
    "coding": "str",
    "answer": "str",  # id of the answer it stands in; missing for transcripts
    "start": "int64",  # its place in the text of that answer or of the source
    "end": "int64",
    "turn": "Int64",  # the turn it starts in, from 1; missing for answers
    "turn_seconds": "float64",  # when that turn starts
}

TURNS: Contract = {
    "source": "str",
    "turn": "int64",  # counts from 1
    "speaker": "str",
    "role": "str",  # interviewer, respondent or other; missing where nobody is named
    "respondent": "str",
    "start_seconds": "float64",  # from the start of the recording; missing where not written down
    "end_seconds": "float64",
    "start": "int64",
    "end": "int64",
    "text": "str",
}

EVENTS: Contract = {
    "source": "str",
    "kind": "str",  # silence, nonverbal, unintelligible or unknown
    "text": "str",  # as written, with its brackets
    "seconds": "float64",  # how long it took, where written
    "speaker": "str",  # in whose turn it stands
    "start": "int64",
    "end": "int64",
}

SOURCES: Contract = {
    "source": "str",
    "kind": "str",  # transcript or answers
    "items": "int64",  # turns of a transcript, answers of a table
    "respondents": "int64",
    "words": "int64",
    "language": "str",
}

ANSWERS: Contract = {
    "answer": "str",  # id, to use as evidence
    "source": "str",
    "respondent": "str",
    "question": "str",
    "wave": "str",
    "score": "float64",
    "text": "str",
    # … then one column for each attribute of the respondents, by name
}

CODES: Contract = {
    "code": "str",  # path
    "color": "str",  # #RRGGBB
    "description": "str",  # what it means; missing where nobody wrote it
    "when_to_use": "str",
    "when_not_to_use": "str",
    "key": "str",  # its hot key, 1 to 9; missing where it has none
    "sets": "str",  # the sets that it is in, joined by a comma; missing where it is in none
}

EVIDENCE: Contract = {
    "note": "str",  # id
    "region": "str",
    "text": "str",  # the note's words
    "origin": "str",  # said, observed, heard second-hand, inferred or imagined
    "relation": "str",  # supports, contradicts or qualifies; missing for a note without evidence
    "kind": "str",  # coding, answer or topic
    "quote": "str",
    "source": "str",
    "respondent": "str",
    "voice": "str",  # customer, employee or self as customer
    "coder": "str",  # who coded it; missing for answers and topics
    "date": "str",  # the day on which it was said, else coded, as ISO 8601; missing where unknown
    "wave": "str",
    "target": "str",  # id of the coding, answer or topic
}

NOTES: Contract = {
    "note": "str",  # id
    "region": "str",
    "text": "str",
    "origin": "str",
    "quotes": "int64",  # different passages that support it
    "respondents": "int64",  # different people among them
    "contradictions": "int64",  # different passages that speak against it
    "qualifications": "int64",  # different passages that bound it
    "standing": "str",  # proposed or accepted
    "author": "str",
    "confidence": "float64",  # of its author before there was evidence, from 0 to 1; missing if unsaid
    "group": "str",  # the heading it lies under; missing for none
    "votes": "int64",
    "stale": "str",  # what it rested on and lost; missing where nothing was
}

TEMPLATES: Contract = {
    "template": "str",  # id, for make_board()
    "name": "str",
    "shape": "str",  # map, grid or journey
    "regions": "str",  # their ids in order, joined by a comma
    "credit": "str",
    "own": "bool",  # designed in this project
}

VOICES: Contract = {
    "respondent": "str",
    "voice": "str",  # customer, employee or self as customer
}

OCCASIONS: Contract = {
    "source": "str",
    "said_on": "str",  # the day, as ISO 8601; missing where nobody said
    "wave": "str",
}

UNPLACED: Contract = {
    "note": "str",  # id, on the board that was converted
    "region": "str",  # where it is there
    "text": "str",
    "reason": "str",  # why it has no place on the new board
}

INSIGHTS: Contract = {
    "insight": "str",  # id
    "text": "str",
    "depth": "str",  # said, felt or systemic
    "lacks": "str",  # what its depth lacks in evidence; missing where it is borne out
    "feeling": "str",
    "goal": "str",
    "motive": "str",
    "empty": "str",  # which of feeling, goal and motive nobody wrote
    "notes": "int64",
    "quotes": "int64",  # different passages that support it
    "respondents": "int64",  # customers who say them, of those whom the boards of its notes are about
    "n": "int64",  # of how many, as in credibility(): with a voice in the material that they come from
    "share": "float64",  # respondents of n, with its 95% Wilson interval; missing where nobody says so
    "low": "float64",
    "high": "float64",
    "waves": "int64",  # different waves among the quotes; those without a wave do not count
    "latest": "str",  # when the newest of these was said, ISO 8601; missing where that is not known
    "contradictions": "int64",  # different passages that speak against it
    "checks": "int64",  # participants whom it was put to
    "confirmed": "int64",  # those of them who confirmed it
    "confirmed_share": "float64",  # confirmed of checks, with its interval; missing without checks
    "confirmed_low": "float64",
    "confirmed_high": "float64",
    "validation": "str",  # unvalidated, confirmed, replicated (in two waves) or disputed
    "author": "str",
    "stale": "str",  # what it rested on and lost
}

MEMBER_CHECKS: Contract = {
    "insight": "str",  # id
    "text": "str",
    "respondent": "str",
    "verdict": "str",  # confirmed or rejected
    "words": "str",
    "who": "str",  # the coder who asked
}

OPPORTUNITIES: Contract = {
    "opportunity": "str",  # id
    "text": "str",
    "job": "str",
    "motive": "str",  # of its insights
    "pain": "str",
    "relief": "str",
    "empty": "str",  # which of job, motive, pain and relief nobody wrote
    "stakeholder": "str",
    "insights": "int64",
    "actions": "int64",
    "author": "str",
    "stale": "str",
}

ACTIONS: Contract = {
    "action": "str",  # id
    "text": "str",
    "owner": "str",
    "status": "str",  # idea, planned, doing, done or dropped
    "due": "str",  # a day, ISO 8601
    "measure": "str",
    "wave": "str",  # in which it is measured again
    "opportunities": "int64",
    "author": "str",
    "stale": "str",
}

CHAIN: Contract = {
    "action": "str",  # id; missing where the chain does not reach so far up
    "action_text": "str",
    "opportunity": "str",
    "opportunity_text": "str",
    "insight": "str",
    "insight_text": "str",
    "board": "str",  # its name
    "note": "str",
    "note_text": "str",
    "relation": "str",  # supports, contradicts or qualifies; missing for a note without evidence
    "kind": "str",  # coding, answer or topic
    "target": "str",  # id of the coding, answer or topic
    "quote": "str",
    "source": "str",
    "respondent": "str",
    "voice": "str",  # customer, employee or self as customer
}

CORRECTIONS: Contract = {
    "source": "str",
    "version": "int64",  # of the text, from 2: what was first added is the first
    "start": "int64",  # in the version before
    "end": "int64",
    "before": "str",  # the words that were there; missing for an insertion
    "after": "str",  # the words that came; missing where they were taken out
    "who": "str",
    "created": "datetime64[us, UTC]",
}

DOUBTFUL: Contract = {
    "source": "str",
    "code": "str",
    "quote": "str",  # as it stands now
    "was": "str",  # as it was before the doubt
    "doubt": "str",  # why a person should look
    "coder": "str",
    "start": "int64",
    "end": "int64",
    "coding": "str",  # id, for settle(), resize() and uncode()
}

HITS: Contract = {
    "source": "str",
    "answer": "str",  # id of the answer; missing for transcripts
    "speaker": "str",  # who says it, or the respondent's key; missing where nobody is named
    "start": "int64",
    "end": "int64",
    "before": "str",
    "hit": "str",
    "after": "str",
}

RULES: Contract = {
    "rule": "str",  # id, as in CODINGS
    "kind": "str",  # words, regex, speaker, question, lexicon, similarity or topic
    "code": "str",  # path, as it was when the rule was first used
    "says": "str",  # what it goes by
    "who": "str",  # who used it first
    "created": "datetime64[us, UTC]",
    "proposed": "int64",  # proposals that a person judged
    "accepted": "int64",  # those of them that are codings still
    "refused": "int64",
}

TOPIC_MODELS: Contract = {
    "model": "str",  # id, for load_topics() and the edits
    "question": "str",  # missing where it is of several questions, or of passages
    "kind": "str",  # answers or passages
    "topics": "int64",  # as they are now
    "answers": "int64",  # answers or passages, those without content too
    "encoder": "str",
    "created": "datetime64[us, UTC]",
}

PASSAGES: Contract = {
    "answer": "str",  # id of the passage within its topic model
    "source": "str",
    "start": "int64",  # in the text as it was when the model was made
    "end": "int64",
    "text": "str",
    "speaker": "str",
    "respondent": "str",
    # … then one column for each attribute of the respondents, by name
}

HISTORY: Contract = {
    "number": "int64",
    "at": "datetime64[us, UTC]",
    "who": "str",
    "kind": "str",  # do, undo or redo; sealed where its content was removed with a participant's words
    "act": "str",
    "reverses": "Int64",  # the number of the act that this one took back or did again
}


_OF_A_TOPIC_MODEL = ("topic", "similarity", "nearest", "language", "x", "y", "placed", "reason")

_TAKEN = frozenset({*ANSWERS, *PASSAGES, *_OF_A_TOPIC_MODEL})
"""Names that an attribute may not have in a frame of answers or passages."""

_LARGEST = 2**63  # the first whole number that no column of whole numbers holds

_DTYPES: Mapping[frozenset[type], Any] = {
    frozenset({bool}): "boolean",
    frozenset({int}): "Int64",
    frozenset({float}): "Float64",
    frozenset({int, float}): "Float64",
    frozenset({date}): "datetime64[us]",
}
"""The dtype of an attribute by the types of its values; text for any other mixture."""


def make(contract: Contract, rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
    """*rows* as a frame with the columns and dtypes of *contract*; "" becomes missing."""
    frame = pd.DataFrame(list(rows), columns=list(contract), dtype=object)
    for column, dtype in contract.items():
        values = frame[column]
        if dtype == "str":
            values = values.where(values != "", None)
        if dtype.startswith("datetime"):
            frame[column] = pd.to_datetime(values, utc=True, format="ISO8601").dt.as_unit("us")
        else:
            frame[column] = values.astype(dtype)
    return frame


def losses_frame(losses: Iterable[Loss]) -> pd.DataFrame:
    """One row per loss, with the columns of ``LOSSES``."""
    return make(LOSSES, ((each.what, each.fate.value, each.n, each.name, each.why) for each in losses))


def turns_frame(transcript: Transcript) -> pd.DataFrame:
    """One row per turn, with the columns of ``TURNS``."""
    speakers = {each.name: each for each in transcript.speakers}
    rows = []
    for number, turn in enumerate(transcript.turns, start=1):
        speaker = speakers.get(turn.speaker)
        rows.append(
            (
                transcript.name,
                number,
                turn.speaker,
                speaker.role.value if speaker else None,
                transcript.respondent_key(turn.speaker),
                turn.start_seconds,
                turn.end_seconds,
                turn.span.start,
                turn.span.end,
                turn.span.cut(transcript.text),
            )
        )
    return make(TURNS, rows)


def events_frame(transcript: Transcript) -> pd.DataFrame:
    """One row per non-verbal event, with the columns of ``EVENTS``."""
    rows = []
    for event in transcript.events:
        turn = transcript.turn_at(event.span.start)
        speaker = turn.speaker if turn else None
        place = (event.span.start, event.span.end)
        rows.append((transcript.name, event.kind.value, event.text, event.seconds, speaker, *place))
    return make(EVENTS, rows)


def answers_frame(
    rows: Iterable[Mapping[str, Any]], attributes: Mapping[str, Mapping[str, AttributeValue]]
) -> pd.DataFrame:
    """One row per answer: the columns of ``ANSWERS``, then the respondents' attributes.

    Args:
        rows: answers with the keys of ``ANSWERS``.
        attributes: each respondent's attributes by key.
    """
    listed = list(rows)
    frame = make(ANSWERS, ([row[column] for column in ANSWERS] for row in listed))
    # An empty answer is an answer: its text is "", not missing.
    frame["text"] = pd.Series([row["text"] for row in listed], dtype="str")
    joined: pd.DataFrame = frame.join(respondents_frame(attributes).set_index("respondent"), on="respondent")
    return joined


def passages_frame(
    rows: Iterable[Sequence[Any]], attributes: Mapping[str, Mapping[str, AttributeValue]]
) -> pd.DataFrame:
    """One row per passage: the columns of ``PASSAGES``, then the attributes of who says it.

    Args:
        rows: passages, in the order of ``PASSAGES``.
        attributes: each respondent's attributes by key.
    """
    frame = make(PASSAGES, rows)
    joined: pd.DataFrame = frame.join(respondents_frame(attributes).set_index("respondent"), on="respondent")
    return joined


def respondents_frame(attributes: Mapping[str, Mapping[str, AttributeValue]]) -> pd.DataFrame:
    """One row per respondent: ``respondent``, then one column per attribute in its best dtype.

    An attribute called like a column of ``ANSWERS`` or of a topic model gets a name of its own,
    as in ``text (respondent)``.
    """
    names = dict.fromkeys(name for each in attributes.values() for name in each)
    columns = {
        f"{name} (respondent)" if name in _TAKEN else name: _attribute(
            [each.get(name) for each in attributes.values()]
        )
        for name in names
    }
    return pd.DataFrame({"respondent": pd.Series(list(attributes), dtype="str"), **columns})


def _attribute(values: Sequence[AttributeValue | None]) -> pd.Series[Any]:
    """A column in the narrowest dtype that holds its values and can miss some."""
    kinds = frozenset(type(value) for value in values if value is not None)
    if any(isinstance(value, int) and abs(value) >= _LARGEST for value in values):
        return pd.Series(values, dtype="object")
    return pd.Series(values, dtype=_DTYPES.get(kinds, "str"))


def codes_frame(codebook: Codebook, sets: Mapping[str, Iterable[str]]) -> pd.DataFrame:
    """One row per code in order of path, with the columns of ``CODES``.

    Args:
        codebook: the codes.
        sets: name of each set of codes → the paths in it.
    """
    of_path: dict[str, list[str]] = {}
    for name, paths in sets.items():
        for path in paths:
            of_path.setdefault(path, []).append(name)
    return make(CODES, (_code_cells(each, codebook.path(each.id), of_path) for each in codebook))


def _code_cells(code: Code, path: str, sets: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    texts = (code.description, code.when_to_use, code.when_not_to_use)
    return (path, code.color, *texts, code.key, ", ".join(sets.get(path, ())))
