"""Whether a project file still says what was put into it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from sqlalchemy import Connection, select

from vocbench.errors import BoardError, CodebookError, InsightError
from vocbench.model.quote import same_words
from vocbench.model.source import text_hash
from vocbench.storage.board_content import board_content
from vocbench.storage.boards import board_names, load_board
from vocbench.storage.codebook import load_codebook, load_sets
from vocbench.storage.consent import consent_content, wrong_signatures
from vocbench.storage.insights import (
    Thing,
    below,
    cells,
    load_actions,
    load_insights,
    load_opportunities,
)
from vocbench.storage.schema import (
    answer,
    board,
    code,
    coding,
    note,
    passage,
    respondent,
    source,
    text_version,
    topic,
    topic_answer,
    topic_placement,
    topic_run,
)
from vocbench.storage.sources import TRANSCRIPT
from vocbench.storage.things import remarks_content
from vocbench.storage.versions import latest_texts


def problems(connection: Connection) -> Iterator[str]:
    """What is wrong with the file, one sentence each; nothing where all is well."""
    for row in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
        if row != "ok":
            yield f"The file is damaged: {row}."
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"A row of {row[0]} points at something of {row[2]} that is not there."
    try:
        load_codebook(connection)
    except CodebookError as error:
        yield f"The codebook contradicts itself: {error}"
    yield from _changed_texts(connection)
    yield from _drifted_quotes(connection)
    yield from _adrift_passages(connection)
    yield from _broken_boards(connection)
    yield from _broken_insights(connection)
    yield from _broken_topics(connection)
    yield from _drifted_passages(connection)
    yield from wrong_signatures(connection)


def _changed_texts(connection: Connection) -> Iterator[str]:
    query = select(source.c.name, source.c.text, source.c.hash).where(source.c.kind == TRANSCRIPT)
    for name, text, digest in connection.execute(query):
        if text_hash(text) != digest:
            yield f"The text of {name!r} was changed outside vocbench."
    later = select(source.c.name, text_version.c.number, text_version.c.text, text_version.c.hash)
    for name, number, text, digest in connection.execute(later.select_from(text_version.join(source))):
        if text_hash(text) != digest:
            yield f"Version {number} of the text of {name!r} was changed outside vocbench."
    answers = select(
        source.c.name, respondent.c.key, answer.c.question, answer.c.text, answer.c.hash
    ).select_from(answer.join(source).join(respondent))
    for name, key, question, text, digest in connection.execute(answers):
        if text_hash(text) != digest:
            yield f"The answer of {key!r} to {question!r} in {name!r} was changed outside vocbench."


def _drifted_quotes(connection: Connection) -> Iterator[str]:
    texts = {source_id: row.text for source_id, row in latest_texts(connection).items()}
    answers = {row.id: row.text for row in connection.execute(select(answer.c.id, answer.c.text))}
    query = (
        select(
            coding.c.id,
            coding.c.source_id,
            coding.c.answer_id,
            coding.c.start,
            coding.c.end,
            coding.c.quote,
            source.c.name,
            code.c.name,
        )
        .join(source, coding.c.source_id == source.c.id)
        .join(code, coding.c.code_id == code.c.id)
        .order_by(source.c.name, coding.c.start)
    )
    for row_id, source_id, answer_id, start, end, quote, name, code_name in connection.execute(query):
        text = answers.get(answer_id, "") if answer_id else texts.get(source_id, "")
        found = text[start:end]
        if found != quote and not same_words(found, quote):
            yield (
                f"A coding {code_name!r} in {name!r} at {start}-{end} no longer covers its quote "
                f"({len(quote)} characters; coding {row_id})."
            )


def _adrift_passages(connection: Connection) -> Iterator[str]:
    """Passages that were marked and not coded, and lie outside of their text."""
    texts = {source_id: row.text for source_id, row in latest_texts(connection).items()}
    texts |= {row.id: row.text for row in connection.execute(select(answer.c.id, answer.c.text))}
    for row in connection.execute(select(passage, source.c.name).join(source)):
        if not 0 <= row.start < row.end <= len(texts.get(row.answer_id or row.source_id, "")):
            yield f"A passage marked in {row.name!r} at {row.start}-{row.end} lies outside of the text."


def _broken_boards(connection: Connection) -> Iterator[str]:
    for name in board_names(connection):
        try:
            load_board(connection, name)
        except BoardError as error:
            yield f"The board {name!r} cannot be read: {error}"


def _broken_insights(connection: Connection) -> Iterator[str]:
    for load in (load_insights, load_opportunities, load_actions):
        try:
            load(connection)
        except (InsightError, ValueError) as error:
            yield f"Insights, opportunities or actions cannot be read: {error}"


def _broken_topics(connection: Connection) -> Iterator[str]:
    """Topics that lead nowhere: answers and merges point at a topic that stands, in the same model."""
    into, placed, said = topic.alias("into"), topic_placement, topic_answer
    merged = select(topic.c.name).join(into, topic.c.into_id == into.c.id)
    for name in connection.scalars(
        merged.where(into.c.into_id.is_not(None) | (into.c.run_id != topic.c.run_id))
    ):
        yield f"The topic {name!r} was merged into one that does not stand."
    elsewhere = select(topic.c.name).join(placed, placed.c.topic_id == topic.c.id).distinct()
    for name in connection.scalars(elsewhere.where(placed.c.run_id != topic.c.run_id)):
        yield f"An answer of another model was placed in the topic {name!r}."
    numbers = select(said.c.run_id, said.c.topic).where(said.c.topic >= 0).distinct().subquery()
    known = (topic.c.run_id == numbers.c.run_id) & (topic.c.number == numbers.c.topic)
    for number in connection.scalars(
        select(numbers.c.topic).outerjoin(topic, known).where(topic.c.id.is_(None))
    ):
        yield f"A topic model lacks its topic {number}."


def _drifted_passages(connection: Connection) -> Iterator[str]:
    """Passages in topics that no version of their text holds."""
    texts: dict[str, list[str]] = {}
    for table, key in ((source, source.c.id), (text_version, text_version.c.source_id)):
        held = select(topic_answer.c.source_id).where(topic_answer.c.source_id == key).exists()
        for row_id, text in connection.execute(select(key, table.c.text).where(held)):
            texts.setdefault(row_id, []).append(text)
    columns = [topic_answer.c[name] for name in ("source_id", "start", "end", "quote")]
    query = select(source.c.name, *columns).join(source, topic_answer.c.source_id == source.c.id)
    for name, source_id, start, end, quote in connection.execute(query):
        if all(text[start:end] != quote for text in texts[source_id]):
            yield f"A passage in a topic, in {name!r} at {start}-{end}, is in no version of the text."


def content_hash(connection: Connection) -> str:
    """SHA-256 of what the project says, whenever and under whichever ids it was written down.

    Sources, answers, attributes, codebook, codings, boards with the topics they rest on, what
    follows from them, memos and links, and what people did to topics count; times, ids, hot keys
    and the history do not.
    """
    codebook = load_codebook(connection)
    paths = {each.id: codebook.path(each.id) for each in codebook}
    columns = (source.c.id, source.c.name, source.c.said_on, source.c.wave)
    names = connection.execute(select(*columns))
    digests = latest_texts(connection)
    sources = {row.id: [row.name, digests[row.id].hash, row.said_on, row.wave] for row in names}
    places = select(
        answer.c.id, source.c.name, respondent.c.key, answer.c.question, answer.c.wave
    ).select_from(answer.join(source).join(respondent))
    answers = {row_id: place for row_id, *place in connection.execute(places)}
    codings = {
        row.id: [
            *(answers[row.answer_id] if row.answer_id else sources[row.source_id][:1]),
            row.start,
            row.end,
            paths[row.code_id],
            row.coder,
            row.memo,
            row.example,
        ]
        for row in connection.execute(select(coding))
    }
    topics = {row.id: [row.number, row.words] for row in connection.execute(select(topic))}
    content = [
        sorted(sources.values()),
        sorted([row.key, row.attributes, row.voice] for row in connection.execute(select(respondent))),
        sorted(
            [
                paths[each.id],
                each.color,
                each.description,
                each.when_to_use,
                each.when_not_to_use,
                each.is_codable,
            ]
            for each in codebook
        ),
        load_sets(connection),
        _sorted(codings.values()),
        board_content(connection, {**codings, **answers, **topics}),
        _sorted(_topic_edits(connection, answers, {row_id: row[0] for row_id, row in sources.items()})),
        _what_follows(connection),
        consent_content(connection),
        remarks_content(connection),
    ]
    packed = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()


def _topic_edits(
    connection: Connection, answers: Mapping[str, object], sources: Mapping[str, object]
) -> list[object]:
    """What people did to topics, for each model that they touched."""
    number = {row.id: row.number for row in connection.execute(select(topic.c.id, topic.c.number))}
    edits: dict[str, list[object]] = {}
    for row in connection.execute(select(topic)):
        if row.named or row.into_id or row.from_id:
            name = row.name if row.named else ""
            edit = [row.number, name, number.get(row.into_id), number.get(row.from_id)]
            edits.setdefault(row.run_id, []).append(edit)
    said, placed = topic_answer.c, topic_placement.c
    columns = (said.answer_id, said.source_id, said.start, said.end, placed.topic_id, placed.kind)
    for row in connection.execute(select(said.run_id, *columns).join(topic_placement)):
        place = answers.get(row.answer_id) or [sources[row.source_id], row.start, row.end]
        edits.setdefault(row.run_id, []).append([place, number.get(row.topic_id), row.kind])
    runs = connection.execute(select(topic_run).where(topic_run.c.id.in_(edits)))
    return [[row.question, row.kind, row.settings, _sorted(edits[row.id])] for row in runs]


def _what_follows(connection: Connection) -> list[object]:
    """Every insight, opportunity and action, each with the words of what it rests on."""
    places = select(note.c.id, board.c.name, note.c.region, note.c.text).join(board)
    words: dict[str, object] = {row_id: place for row_id, *place in connection.execute(places)}
    insights = load_insights(connection)
    things: list[Thing] = [*insights, *load_opportunities(connection), *load_actions(connection)]
    words |= {each.id: each.text for each in things}
    content = [[*cells(each).values(), _sorted(words[lower] for lower in below(each))] for each in things]
    checks = [[each.text, *asdict(check).values()] for each in insights for check in each.checks]
    return [_sorted(content), _sorted(checks)]


def _sorted(values: object) -> list[object]:
    """*values* in an order that does not depend on how they were stored, whatever their types."""
    return sorted(values, key=lambda value: json.dumps(value, ensure_ascii=False, sort_keys=True))  # type: ignore[call-overload,no-any-return]
