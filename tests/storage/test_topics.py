"""Topic models as rows: a line in the log that names the run, and one place that says where answers are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select, update

from tests.storage.test_history import state
from tests.studies import talk
from vocbench.errors import ConflictError
from vocbench.project import Project
from vocbench.storage import topics as store
from vocbench.storage.schema import act as log
from vocbench.storage.schema import topic, topic_answer, topic_placement
from vocbench.storage.sources import source_id

RUN: dict[str, Any] = {
    "question": "Wat kan beter?",
    "languages": None,
    "fingerprint": "f",
    "encoder": "fake",
    "settings": {"seed": 42, "languages": ["nl"]},
    "versions": {},
    "timings": {},
    "notice": "",
    "not_carried": [],
}
LOOK = {"words": [], "centre": "", "floor": 0.0}


def said(project: Project) -> Iterator[dict[str, Any]]:
    """The answers of the small survey, in topics 0 and 1 in turn; empty ones say nothing."""
    silent = {"topic": None, "similarity": None, "nearest": None, "reason": "empty"}
    for number, (answer, text) in enumerate(project.answers()[["answer", "text"]].itertuples(index=False)):
        found = {
            "topic": number % 2,
            "similarity": 0.9 - number / 10,
            "nearest": 1 - number % 2,
            "reason": None,
        }
        yield {"answer_id": answer, "language": "nl", "x": None, "y": None, **(found if text else silent)}


def save(project: Project) -> str:
    """Keep a model of two topics; its id."""
    topics = [{"number": number, "name": f"topic {number}", **LOOK} for number in (0, 1)]
    with project._act("find topics") as act:
        return store.save_run(act, RUN, topics, said(project))


def places(project: Project, run_id: str) -> list[tuple[int | None, str | None]]:
    """Where each answer is now."""
    with project._store.reading() as connection:
        return [tuple(row) for batch in store.load_places(connection, run_id) for row in batch]


def topic_ids(project: Project) -> list[str]:
    """The ids of the topics, by number."""
    with project._store.reading() as connection:
        return list(connection.scalars(select(topic.c.id).order_by(topic.c.number)))


def test_the_line_of_a_fit_names_the_run(project: Project) -> None:
    """However many answers a model has, its line in the log does not list them."""
    run_id = save(project)

    with project._store.reading() as connection:
        changes = connection.scalars(select(log.c.changes).order_by(log.c.number.desc())).all()[0]
    assert changes[-1] == {"table": "topic_answer", "insert_bulk": [{"run_id": run_id, "part": 0}, 5]}


def test_rows_by_the_many_are_taken_away_and_brought_back(project: Project) -> None:
    """Undo of a bulk insert removes its rows, redo brings the very same ones, again and again."""
    before = state(project)
    save(project)
    after = state(project)

    for _ in range(2):
        project.undo()
        assert state(project) == before
        project.redo()
        assert state(project) == after


def test_rows_that_went_otherwise_are_not_undone(project: Project) -> None:
    """Where rows of a bulk insert are gone, undo is refused and leaves the others."""
    save(project)
    with project._store._writing() as connection:
        connection.execute(topic_answer.delete().where(topic_answer.c.position == 0))

    with pytest.raises(ConflictError, match="changed the same thing since"):
        project.undo()

    with project._store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(topic_answer)) == 4


def test_answers_are_where_the_model_put_them(project: Project) -> None:
    """Without a word by a person the model's counts; what says nothing is nowhere."""
    assert places(project, save(project)) == [(0, None), (1, None), (0, None), (None, None), (0, None)]


def test_the_word_of_a_person_goes_first_and_follows_merges(project: Project) -> None:
    """A placed answer is in that topic, or in the one it was merged into; none is none."""
    run_id = save(project)
    first, second = topic_ids(project)
    with project._act("place") as act:
        store.place(act, run_id, [0], second, store.MOVED)
        store.place(act, run_id, [4], None, store.ASIDE)
        store.merge(act, [second], first)

    assert places(project, run_id) == [(0, "moved"), (0, None), (0, None), (None, None), (None, "aside")]


def test_a_topic_that_was_merged_has_the_members_of_what_it_went_into(project: Project) -> None:
    """Who asks for a topic that is gone is given the answers of the one it is in, by similarity."""
    save(project)
    first, second = topic_ids(project)
    with project._act("merge") as act:
        store.merge(act, [second], first)

    with project._store.reading() as connection:
        found = store.topic_members(connection, select(topic.c.id))

    assert found[first] == found[second]
    assert found[first][0].quote == "De rekening is onduidelijk"
    assert [(each.source, each.respondent) for each in found[first]] == [
        ("survey", "1"),
        ("survey", "1"),
        ("survey", "2"),
        ("survey", "4"),
    ]


def test_later_rows_come_after_those_of_the_fit(project: Project) -> None:
    """A second part counts on from the last position, and is taken out alone."""
    run_id = save(project)
    with project._act("more") as act:
        store.add_members(act, run_id, [])
        row = next(said(project))
        store.add_members(act, run_id, [row])

    with project._store.reading() as connection:
        parts = connection.execute(select(topic_answer.c.position, topic_answer.c.part)).all()
    assert parts[-1][0] == 5
    assert parts[-1][1] > parts[0][1] == 0
    project.undo()
    assert len(places(project, run_id)) == 5


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        (update(topic).where(topic.c.number == 1).values(number=7), "lacks its topic 1"),
        (
            update(topic).values(into_id=select(topic.c.id).where(topic.c.number == 0).scalar_subquery()),
            "does not stand",
        ),
        (
            update(topic_answer).where(topic_answer.c.position == 1).values(answer_id="nobody"),
            "points at something",
        ),
    ],
    ids=["a topic is gone", "a merge in a circle", "an answer is gone"],
)
def test_check_finds_topics_that_lead_nowhere(project: Project, harm: Any, problem: str) -> None:
    """What somebody broke in the tables is named."""
    save(project)
    with project._store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.execute(harm)

    assert any(problem in each for each in project.check())


def test_check_finds_an_answer_placed_in_the_topic_of_another_model(project: Project) -> None:
    """A place counts within its model alone."""
    run_id = save(project)
    with project._act("another") as act:
        other = store.save_run(act, {**RUN, "fingerprint": "g"}, [{"number": 0, "name": "x", **LOOK}], [])
        (elsewhere,) = act.connection.scalars(select(topic.c.id).where(topic.c.run_id == other))
        store.place(act, run_id, [0], elsewhere, store.MOVED)

    assert project.check() == ["An answer of another model was placed in the topic 'x'."]


def passage(project: Project, start: int, end: int) -> dict[str, Any]:
    """A passage of the interview, in topic 0."""
    text = project.transcript("p01").text
    with project._store.reading() as connection:
        key = source_id(connection, "p01")
    place = {"item": f"p01:{start}-{end}", "source_id": key, "start": start, "end": end}
    found = {"topic": 0, "similarity": 0.9, "nearest": None, "language": "nl", "x": None, "y": None}
    return {**place, "quote": text[start:end], "speaker": "Marieke", "reason": None, **found}


def test_passages_prove_with_their_source_and_speaker(project: Project) -> None:
    """A topic of interview passages as evidence shows the words, the transcript and who said them."""
    start = talk().text.index("Gisteren")
    with project._act("find topics") as act:
        row = passage(project, start, start + 29)
        store.save_run(act, RUN, [{"number": 0, "name": "gisteren", **LOOK}], [row], kind="passages")
    project.empathy_map("Marieke", question="Waarom?")
    (topic_id,) = topic_ids(project)

    project.note("Marieke", "pains", "Lang", supports=project.load_topics(run_of(project)).topics)

    proof = project.proofs("Marieke")[0]
    assert (proof.quote, proof.source, proof.text) == ("Gisteren was het een kwartier", "p01", "p01")
    assert proof.respondent == "p01"
    assert (proof.span.start, proof.span.end) == (start, start + 29)
    assert proof.kind == "topic"
    assert topic_id in set(project.load_topics(run_of(project)).topics["topic_id"])
    assert project.check() == []


def run_of(project: Project) -> str:
    """The id of the only model."""
    return str(project.topic_models()["model"].iloc[0])


def test_check_finds_passages_that_no_text_holds(project: Project) -> None:
    """A passage that stands in no version of its text is named with its place."""
    with project._act("find topics") as act:
        row = {**passage(project, 0, 8), "quote": "iets anders"}
        store.save_run(act, RUN, [{"number": 0, "name": "x", **LOOK}], [row], kind="passages")

    assert project.check() == ["A passage in a topic, in 'p01' at 0-8, is in no version of the text."]


def test_a_placement_needs_an_answer_of_the_model(project: Project) -> None:
    """What is not in the model cannot be placed in it, whoever writes."""
    run_id = save(project)

    with pytest.raises(Exception, match="FOREIGN KEY"), project._act("place") as act:
        store.place(act, run_id, [99], None, store.ASIDE)

    with project._store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(topic_placement)) == 0
