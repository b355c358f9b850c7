"""Taking somebody's words out of a project file for good."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, delete, select, update

from vocbench.model.blot import blotted
from vocbench.model.source import text_hash
from vocbench.model.span import Span
from vocbench.storage.codings import Transcripts
from vocbench.storage.consent import respondent_id
from vocbench.storage.history import SEALED, Values, now
from vocbench.storage.memos import blot_memos
from vocbench.storage.schema import (
    act,
    answer,
    coding,
    respondent,
    roster_name,
    source,
    text_version,
    topic_answer,
    vector_block,
)
from vocbench.storage.sources import TRANSCRIPT, to_transcript
from vocbench.storage.versions import Structure, versions

Mentions = Callable[[str], list[Span]]
"""Where a text names somebody."""


def blot_out(
    connection: Connection,
    key: str,
    label: str,
    transcripts: Transcripts,
    *,
    mentions: Mentions,
    quoted: Mentions,
) -> None:
    """Remove what the respondent with this key said and wrote, and all traces of it in the history.

    So goes their name where others said it in the same talk. What was said keeps its length, so that all
    that stands around it keeps its place.

    Args:
        connection: an open project, in a transaction.
        key: of the respondent, whose codings are gone already.
        label: what they are called as a speaker from now on.
        transcripts: finds a transcript by its name.
        mentions: finds the names of the respondent.
        quoted: finds their words where others wrote them down, as in memos.
    """
    owner = respondent_id(connection, key)
    for row in connection.execute(select(source).where(source.c.kind == TRANSCRIPT)).all():
        talk = transcripts(row.name)
        if any(talk.respondent_key(each.name) == key for each in talk.speakers):
            _blot_text(connection, row.id, row.name, key=key, label=label, mentions=mentions)
    empty: Values = {"text": "", "hash": text_hash("")}
    connection.execute(answer.update().where(answer.c.respondent_id == owner).values(**empty))
    connection.execute(respondent.update().where(respondent.c.id == owner).values(attributes={}))
    connection.execute(delete(roster_name).where(roster_name.c.respondent_id == owner))
    blot_memos(connection, lambda text: blotted(text, [*mentions(text), *quoted(text)]))
    connection.execute(update(act).values(kind=SEALED, changes=[]))
    connection.execute(delete(vector_block))


def _blot_text(
    connection: Connection, source_id: str, name: str, *, key: str, label: str, mentions: Mentions
) -> None:
    for each in versions(connection, source_id):
        talk = to_transcript(name, each.text, each.structure, language=None)
        theirs = [turn.span for turn in talk.turns if talk.respondent_key(turn.speaker) == key]
        text = blotted(each.text, [*theirs, *mentions(each.text)])
        called = {each.name: label for each in talk.speakers if talk.respondent_key(each.name) == key}
        values: Values = {"text": text, "hash": text_hash(text)}
        values["structure"] = _renamed(each.structure, text, called, key)
        if each.number > 1:
            values["edits"] = []  # they hold words of before
        table = source if each.number == 1 else text_version
        connection.execute(table.update().where(table.c.id == each.id).values(**values))
        _follow(connection, source_id, text, each.text, label)
    # Whoever has the file open notices by this that the text is another one.
    connection.execute(source.update().where(source.c.id == source_id).values(revised=now()))


def _renamed(parts: Structure, text: str, called: Mapping[str, str], key: str) -> Structure:
    """Turns, speakers and events with what the speakers are *called* now, and the events of the new text."""
    return {
        "turns": [
            [start, end, called.get(name, name), *times] for start, end, name, *times in parts["turns"]
        ],
        "speakers": [
            [called[name], role, key] if name in called else [name, role, own]
            for name, role, own in parts["speakers"]
        ],
        "events": [
            [start, end, kind, text[start:end], seconds] for start, end, kind, _, seconds in parts["events"]
        ],
    }


def _follow(connection: Connection, source_id: str, text: str, before: str, label: str) -> None:
    """Give what quotes a text the words that stand there now."""
    for row in connection.execute(select(coding).where(coding.c.source_id == source_id)).all():
        if before[row.start : row.end] == row.quote:
            quote = text[row.start : row.end]
            connection.execute(coding.update().where(coding.c.id == row.id).values(quote=quote, was=""))
    for row in connection.execute(select(topic_answer).where(topic_answer.c.source_id == source_id)).all():
        if before[row.start : row.end] == row.quote != text[row.start : row.end]:
            place = (topic_answer.c.run_id == row.run_id) & (topic_answer.c.position == row.position)
            quote = text[row.start : row.end]
            connection.execute(topic_answer.update().where(place).values(quote=quote, speaker=label))
