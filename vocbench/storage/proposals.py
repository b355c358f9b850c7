"""What codes and topics in the project file hold that a note may rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from vocbench.errors import NotFoundError
from vocbench.model.board import Evidence, EvidenceKind
from vocbench.model.coding import Coding
from vocbench.model.proposal import Candidate
from vocbench.model.source import Role, Transcript
from vocbench.storage.codebook import load_codebook
from vocbench.storage.codings import Speakers, Transcripts, load_codings
from vocbench.storage.history import batches
from vocbench.storage.schema import answer, coding, topic
from vocbench.storage.topics import topic_members


@dataclass(frozen=True, slots=True)
class Finding:
    """A code or topic with what it holds.

    ``whole`` is the topic itself as one piece of evidence; ``None`` for a code.
    """

    id: str
    name: str
    candidates: Sequence[Candidate]
    whole: Evidence | None = None


def find(connection: Connection, transcripts: Transcripts, key: str) -> Finding:
    """The code at the path *key*, with those under it, or the topic with the id *key*.

    Raises:
        NotFoundError: the project has neither.
    """
    book = load_codebook(connection)
    if key in book.paths():
        ids = [each.id for each in book.below(key)]
        only = select(coding.c.id).where(coding.c.code_id.in_(ids))
        found = load_codings(connection, transcripts, only=only)
        return Finding(book[key].id, book[key].name, _of_codings(connection, transcripts, found))
    row = connection.execute(select(topic.c.id, topic.c.name).where(topic.c.id == key)).first()
    if row is None:
        raise NotFoundError(
            f"The project has no code and no topic {key!r}. codes() lists the paths of codes; the column "
            "'topic_id' of a topic model's topics has the ids of topics."
        )
    candidates = _of_topic(connection, transcripts, row.id)
    return Finding(row.id, row.name, candidates, Evidence(EvidenceKind.TOPIC, row.id))


def _of_codings(connection: Connection, transcripts: Transcripts, found: Iterable[Coding]) -> list[Candidate]:
    """What respondents say among these passages; an interviewer's words bear nothing out."""
    said = [each for each in found if each.respondent is not None or not each.speaker]
    questions = _questions(connection, (each.answer for each in said))
    talks: dict[str, Transcript] = {}
    candidates = []
    for each in said:
        if each.answer is None and each.source not in talks:
            talks[each.source] = transcripts(each.source)
        asked = questions[each.answer] if each.answer else _asked(talks[each.source], each.span.start)
        evidence = Evidence(EvidenceKind.CODING, each.id)
        candidates.append(Candidate(evidence, each.respondent, asked))
    return candidates


def _questions(connection: Connection, answer_ids: Iterable[str | None]) -> dict[str, str]:
    """What these answers answer, by their ids."""
    query = select(answer.c.id, answer.c.question)
    return {
        row.id: row.question
        for batch in batches(sorted({each for each in answer_ids if each}))
        for row in connection.execute(query.where(answer.c.id.in_(batch)))
    }


def _asked(talk: Transcript, offset: int) -> str:
    """What an interviewer last said before the character at *offset*; "" for nothing."""
    asking = {each.name for each in talk.speakers if each.role is Role.INTERVIEWER}
    before = (turn for turn in reversed(talk.turns) if turn.span.start <= offset and turn.speaker in asking)
    last = next(before, None)
    return last.span.cut(talk.text) if last else ""


def _of_topic(connection: Connection, transcripts: Transcripts, topic_id: str) -> list[Candidate]:
    """What is in a topic; a passage in it cannot be pointed at by itself."""
    members = topic_members(connection, select(topic.c.id).where(topic.c.id == topic_id)).get(topic_id, [])
    questions = _questions(connection, (each.answer_id for each in members))
    speakers = Speakers(transcripts)
    return [
        Candidate(Evidence(EvidenceKind.ANSWER, each.answer_id), each.respondent, questions[each.answer_id])
        if each.answer_id
        else Candidate(None, speakers.key(each.source, each.speaker))
        for each in members
    ]
