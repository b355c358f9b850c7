"""A project keeps the vectors of texts, and stays the same project."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Connection

from vocbench.errors import Cancelled, ConflictError, ProjectError, TopicsError
from vocbench.model.source import Answer, AnswerTable, Respondent
from vocbench.project import Project
from vocbench.topics.embed import embed
from vocbench.topics.progress import Step

TEXTS = [f"antwoord {number}" for number in range(3_000)]


class Counting:
    """An encoder that knows what it was asked."""

    def __init__(self, scale: float = 1.0) -> None:
        self.asked: list[str] = []
        self._scale = scale

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors that tell texts apart by their signs."""
        self.asked += [text for text in texts if text in _KNOWN]
        rows = [[ord(text[-1]), ord(text[0]) * self._scale, len(text), 1.7] for text in texts]
        return np.array(rows, np.float32)


_KNOWN = set(TEXTS)


def test_no_text_is_encoded_twice(project: Project) -> None:
    """Asked again, also by another project object, the encoder makes only what is new."""
    first, second = Counting(), Counting()
    embed(TEXTS[:2_000], project._cached(first))

    with Project(project._store.path) as again:
        embed(TEXTS[::-1], again._cached(second))

    assert sorted(first.asked) == sorted(TEXTS[:2_000])
    assert sorted(second.asked) == sorted(TEXTS[2_000:])


def test_kept_vectors_are_those_of_the_first_time(project: Project) -> None:
    """With and without a project, fresh or kept, a text has the same vector to the last bit."""
    fresh = embed(TEXTS, Counting())
    first = embed(TEXTS, project._cached(Counting()))
    kept = embed(TEXTS[::-1], project._cached(Counting()))[::-1]

    assert (first == fresh).all()
    assert (kept == fresh).all()


def test_an_encoder_with_memory_is_an_encoder(project: Project) -> None:
    """Called, it gives one row for each text in their order, also for texts that it knows."""
    kept = project._cached(Counting())
    once, again = kept(TEXTS[:5]), kept(TEXTS[4::-1])

    assert once.dtype == np.float32
    assert (once == again[::-1]).all()
    assert kept([]).shape == (0, 0)


def test_encoders_of_one_name_are_told_apart(project: Project) -> None:
    """One that makes other vectors is asked, though it is called the same."""
    embed(TEXTS[:10], project._cached(Counting()))
    other = Counting(scale=-1)

    vectors = embed(TEXTS[:10], project._cached(other))

    assert len(other.asked) == 10
    assert (vectors == embed(TEXTS[:10], Counting(scale=-1))).all()


def test_vectors_are_no_part_of_what_the_project_says(project: Project) -> None:
    """No act, no other content, nothing to undo, nothing to check."""
    history, told = len(project.history()), project.provenance()

    embed(TEXTS, project._cached(Counting()))

    assert len(project.history()) == history
    assert project.provenance() == told
    assert project.check() == []
    project.undo()
    assert embed(TEXTS, project._cached(counting := Counting())).any()
    assert counting.asked == []


def test_nobody_is_told_of_vectors(project: Project) -> None:
    """Who follows the project hears of acts, and of those of others behind the vectors."""
    told: list[str] = []
    project.subscribe(lambda: told.append("news"))
    with Project(project._store.path, coder="B") as other:
        embed(TEXTS[:10], project._cached(Counting()))
        embed(TEXTS[10:20], other._cached(Counting()))
        assert not project.look()

        other.add_code("Prijs")
        embed(TEXTS[20:30], project._cached(Counting()))
        assert project.look()

    assert told == ["news"]


def test_what_was_made_before_a_stop_is_kept(project: Project) -> None:
    """The next run makes only the rest."""
    first, second = Counting(), Counting()

    def stop(step: Step) -> None:
        if step.done > 1_500:
            raise Cancelled("Enough.")

    with pytest.raises(Cancelled):
        embed(TEXTS, project._cached(first), progress=stop)
    embed(TEXTS, project._cached(second))

    assert len(first.asked) > 1_500
    assert sorted(first.asked + second.asked) == sorted(TEXTS)


def test_an_interrupted_encoder_keeps_what_is_done(project: Project) -> None:
    """Stopping a cell of a notebook loses no finished batch, and leaves the project as it was."""
    before = project.provenance()
    calls: list[int] = []

    def interrupted(texts: Sequence[str]) -> np.ndarray:
        calls.append(len(texts))
        if len(calls) > 3:
            raise KeyboardInterrupt
        return Counting()(texts)

    with pytest.raises(KeyboardInterrupt):
        embed(TEXTS, project._cached(interrupted))

    assert project.provenance() == before
    assert project.forget_vectors() == 2_048


def test_cancelled_topics_leave_the_project_as_it_was(project: Project) -> None:
    """Neither a model nor an act; the vectors that were made are there the next time."""
    people = tuple(Respondent(f"r{number}") for number in range(1_200))
    given = tuple(
        Answer(each.key, "Waarom?", f"omdat {each.key} dat vindt {text}")
        for each, text in zip(people, TEXTS, strict=False)
    )
    project.add(AnswerTable("reasons", people, given))
    before, history = project.provenance(), len(project.history())

    def stop(step: Step) -> None:
        if step.name == "embedding" and step.done > 1_000:
            raise Cancelled("Enough.")

    with pytest.raises(Cancelled):
        project.topics("Waarom?", encode=Counting(), progress=stop)

    assert project.provenance() == before
    assert len(project.history()) == history
    assert project.topic_models().empty
    assert project.forget_vectors() == 1_024


@pytest.mark.parametrize(
    "error", [ProjectError("The disk is full."), ConflictError("Another program writes.")]
)
def test_the_work_goes_on_where_nothing_can_be_kept(
    project: Project, monkeypatch: pytest.MonkeyPatch, error: ProjectError
) -> None:
    """One warning says why; vectors are all there, and the project is whole."""
    attempts: list[None] = []

    @contextmanager
    def failing() -> Iterator[Connection]:
        attempts.append(None)
        raise error
        yield

    monkeypatch.setattr(project._store, "aside", failing)

    with pytest.warns(UserWarning, match=str(error)):
        vectors = embed(TEXTS, project._cached(Counting()))

    assert (vectors == embed(TEXTS, Counting())).all()
    assert len(attempts) == 1
    assert project.check() == []


def test_a_full_disk_leaves_the_project_whole(project: Project, fill: Callable[[Project], None]) -> None:
    """What fitted is kept, what did not is made again, and acts still work when there is room."""
    fill(project)
    with pytest.warns(UserWarning, match="full"):
        vectors = embed(TEXTS, project._cached(Counting()))

    assert (vectors == embed(TEXTS, Counting())).all()
    assert project.check() == []


@pytest.fixture
def fill() -> Callable[[Project], None]:
    """Lets a project's file grow no further."""

    def full(project: Project) -> None:
        from sqlalchemy import event  # noqa: PLC0415 - only here

        def limit(connection: object, _record: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined]
            connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

        project._store._engine.dispose()
        event.listen(project._store._engine, "connect", limit)

    return full


def test_two_projects_may_keep_the_same_at_once(project: Project) -> None:
    """Both have made the texts before either looked; later ones find them once."""
    with Project(project._store.path) as other:
        mine, theirs = project._cached(Counting()), other._cached(Counting())
        walk, follow = mine.in_batches(TEXTS), theirs.in_batches(TEXTS)
        next(walk)
        next(follow)
        list(walk)
        list(follow)

        third = Counting()
        vectors = embed(TEXTS, project._cached(third))

    assert third.asked == []
    assert (vectors == embed(TEXTS, Counting())).all()


def test_an_answer_takes_little_room(tmp_path: Path) -> None:
    """At most 1,100 bytes for a vector of 512 numbers, all in."""
    path = tmp_path / "study.voc"
    texts = [f"antwoord {number}" for number in range(5_000)]

    def encode(batch: Sequence[str]) -> np.ndarray:
        return np.random.default_rng(len(batch)).normal(size=(len(batch), 512)).astype(np.float32)

    with Project(path) as project:
        project._store.shrink()
        before = path.stat().st_size
        embed(texts, project._cached(encode))
        project._store.shrink()

        assert (path.stat().st_size - before) / len(texts) <= 1_100


def test_forgetting_gives_the_room_back(project: Project) -> None:
    """The file is as small as before, and says the same; vectors can be made anew."""
    project._store.shrink()
    before, told = project._store.path.stat().st_size, project.provenance()
    embed(TEXTS, project._cached(Counting()))

    assert project.forget_vectors() == 3_000

    assert project._store.path.stat().st_size <= before + 4_096
    assert project.provenance() == told
    assert embed(TEXTS[:1], project._cached(Counting())).any()


def test_vectors_of_another_width_are_not_kept(project: Project) -> None:
    """An encoder that gives longer rows than at first is refused before they are there for good."""
    asked: list[str] = []

    def growing(texts: Sequence[str]) -> np.ndarray:
        asked.extend(texts)
        return np.ones((len(texts), 3 + (len(asked) > 1)), np.float32)

    with pytest.raises(TopicsError, match="of 3 numbers, and now of 4"):
        embed(TEXTS[:5], project._cached(growing))

    assert project.forget_vectors() == 0
