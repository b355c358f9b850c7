"""A project goes out and comes back as the same project: what the standard holds, it brings home."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from vocbench.exchange.refi import read_qdpx, write_qdpx
from vocbench.model.qda import QdaProject
from vocbench.model.source import (
    Answer,
    AnswerTable,
    AttributeValue,
    Respondent,
    Role,
    Speaker,
    Transcript,
    Turn,
)
from vocbench.model.span import Span
from vocbench.project import Project

CODES = ("Pains", "Pains/Waiting", "Pains/Waiting/Long 🕰", "Gains", "Gains/Waiting", "Ångström")
CODERS = ("Anna", "Bob 𝔹")
NAMES = st.text("abcé😀𝔘 z", min_size=1, max_size=6).filter(lambda text: text.strip() == text)
WORDS = st.text("abc é😀𝔘.,\n", min_size=1, max_size=30).filter(lambda text: text.strip() != "")
ANSWERS = st.one_of(st.just(""), WORDS)
VALUES: dict[str, st.SearchStrategy[AttributeValue]] = {
    "segment": st.sampled_from(["rent", "own 🏠"]),
    "age": st.integers(0, 120),
    "income": st.floats(0, 10, width=16),
    "garden": st.booleans(),
    "since": st.dates(date(2000, 1, 1), date(2026, 1, 1)),
}


@st.composite
def talks(draw: DrawFn, name: str) -> Transcript:
    """A transcript with turns of several people, some nameless, in a text with lines between them."""
    people = {
        each: Speaker(each, draw(st.sampled_from(Role)), draw(st.none() | st.just(f"key of {each}")))
        for each in draw(st.lists(NAMES, max_size=3, unique=True))
    }
    text, turns = draw(st.sampled_from(["", "Header\n"])), []
    for _ in range(draw(st.integers(1, 5))):
        words = draw(WORDS)
        if draw(st.booleans()):
            span = Span(len(text), len(text) + len(words))
            turns.append(Turn(span, draw(st.sampled_from(["", *people]))))
        text += words + "\n"
    heard = {turn.speaker for turn in turns}
    return Transcript(
        name,
        text,
        tuple(turns),
        tuple(each for each in people.values() if each.name in heard),
        language=draw(st.sampled_from([None, "nl", "en"])),
    )


@st.composite
def surveys(draw: DrawFn) -> AnswerTable:
    """Answers to two questions in two waves, some empty, some with a score."""
    people = [
        Respondent(key, {name: draw(kind) for name, kind in VALUES.items() if draw(st.booleans())})
        for key in draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    ]
    answers = [
        Answer(each.key, question, draw(ANSWERS), draw(st.none() | st.integers(0, 10)), wave)
        for each in people
        for question in ("Why?", "Wat kan beter? 😀")
        for wave in (None, "2025")
        if draw(st.booleans())
    ]
    answers = answers or [Answer(people[0].key, "Why?", "")]
    return AnswerTable("survey", tuple(people), tuple(answers))


@st.composite
def studies(draw: DrawFn) -> Project:
    """A project with all of this, coded by two people whose passages overlap."""
    project = Project(":memory:", coder=CODERS[0])
    for number in range(draw(st.integers(0, 2))):
        project.add(draw(talks(f"p0{number}")))
    project.add(draw(surveys()))
    for path in draw(st.lists(st.sampled_from(CODES), unique=True)):
        project.add_code(path, description=draw(st.sampled_from(["", "What it means"])))
        project.change_code(path, when_to_use=draw(st.sampled_from(["", "If they wait"])), key="")
    _code(draw, project)
    _remark(draw, project)
    return project


def _code(draw: DrawFn, project: Project) -> None:
    texts: list[tuple[str, str | None, str]] = [
        (each.name, None, each.text) for each in project.transcripts()
    ]
    answers = project.answers()
    texts += [("survey", row["answer"], row["text"]) for _, row in answers.iterrows() if row["text"]]
    for _ in range(draw(st.integers(0, 6)) if texts else 0):
        source, answer, text = draw(st.sampled_from(texts))
        start = draw(st.integers(0, len(text) - 1))
        span = (start, draw(st.integers(start + 1, len(text))))
        made = project.code(
            source,
            span=span,
            answer=answer,
            code=draw(st.sampled_from(CODES)),
            coder=draw(st.sampled_from(CODERS)),
            memo=draw(st.sampled_from(["", "Odd 😀"])),
        )
        project.mark_example(made.id, draw(st.booleans()))


def _remark(draw: DrawFn, project: Project) -> None:
    things = [
        *(f"source:{name}" for name in project.sources()["source"]),
        *(f"code:{path}" for path in project.codebook.paths()),
    ]
    things += list(project.codings()["coding"]) + [
        f"respondent:{key}" for key in project.respondents()["respondent"]
    ]
    for number in range(draw(st.integers(0, 3))):
        about = draw(st.lists(st.sampled_from(things), max_size=3))
        project.add_memo(f"Memo {number} 😀", about=about, name=draw(st.sampled_from(["", "Idea"])))
    paths = project.codebook.paths()
    if draw(st.booleans()) and paths:
        project.add_to_set("Set", draw(st.lists(st.sampled_from(paths), min_size=1, unique=True)))
    if draw(st.booleans()):
        project.set_occasion("survey", said_on="2026-01-02", wave="W")


def bare(study: QdaProject) -> QdaProject:
    """A study without what was lost on the way out."""
    return replace(study, losses=())


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(studies())
def test_what_goes_out_comes_back_the_same(project: Project) -> None:
    """Given out, taken into an empty project and given out again, a study is equal to itself."""
    with project, Project(":memory:", coder="C") as again:
        given_out = project.give_out()

        again.take_in(given_out)

        assert bare(again.give_out()) == bare(given_out)
        assert again.check() == []
        assert again.provenance().hash == project.provenance().hash


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(studies())
def test_it_comes_back_the_same_through_a_file(project: Project) -> None:
    """Written to a file of the standard and read from it, a study is what it was."""
    with project, Project(":memory:", coder="C") as again, TemporaryDirectory() as folder:
        given_out, path = project.give_out(), Path(folder) / "study.qdpx"
        write_qdpx(given_out, path)

        again.take_in(read_qdpx(path))

        assert bare(again.give_out()) == bare(given_out)
        assert again.provenance().hash == project.provenance().hash


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(studies())
def test_the_same_study_again_adds_nothing(project: Project) -> None:
    """What a project gave out adds and changes nothing in that project."""
    with project:
        before = project.provenance().hash

        done = project.take_in(project.give_out())

        assert (done.added, done.changed) == ({}, {})
        assert project.provenance().hash == before


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(studies())
def test_taking_in_is_one_act(project: Project) -> None:
    """After one undo the project that took a study in is as empty as before."""
    with project, Project(":memory:") as again:
        empty = again.provenance().hash
        again.take_in(project.give_out())

        again.undo()

        assert again.provenance().hash == empty
