"""Codings that become one."""

from __future__ import annotations

import pytest

from tests.talks import study, talk
from vocbench.errors import ConflictError, NotFoundError
from vocbench.project import Project


@pytest.fixture
def project() -> Project:
    """An interview of two turns, and a board."""
    made = study(talk(("Ana", "The export is slow, so I wait."), ("Bo", "I wait as well.")), codes=("Pains",))
    made.empathy_map("Ana", question="What holds her up?")
    return made


def test_joined_codings_run_from_the_first_character_to_the_last(project: Project) -> None:
    """The first stays, with the words in between and with every memo once."""
    last = project.code("p01", quote="I wait.", code="Pains", memo="b")
    first = project.code("p01", quote="The export", code="Pains", memo="a")
    middle = project.code("p01", quote="export is slow", code="Pains", memo="b")

    joined = project.join_codings([last.id, middle.id, first.id])

    assert (joined.id, joined.quote, joined.memo) == (first.id, "The export is slow, so I wait.", "a\nb")
    assert project.check() == []


def test_a_note_that_rested_on_both_rests_on_the_one_once(project: Project) -> None:
    """Nothing of the evidence is lost, and none of it is double."""
    first = project.code("p01", quote="The export", code="Pains")
    second = project.code("p01", quote="is slow", code="Pains")
    project.note("Ana", "pains", "It is slow", supports=[first, second])
    project.note("Ana", "pains", "She waits", contradicts=[second])

    project.join_codings([first.id, second.id])

    evidence = project.evidence("Ana")[["text", "relation", "quote"]].to_numpy().tolist()
    assert evidence == [
        ["It is slow", "supports", "The export is slow"],
        ["She waits", "contradicts", "The export is slow"],
    ]


def test_an_example_stays_an_example(project: Project) -> None:
    """If one of them showed what the code means, the whole does."""
    first = project.code("p01", quote="The export", code="Pains")
    second = project.code("p01", quote="is slow", code="Pains")
    project.mark_example(second.id)

    assert project.join_codings([first.id, second.id]).is_example is True


def test_one_undo_parts_them_again(project: Project) -> None:
    """Bounds, memos, examples and evidence are as they were."""
    first = project.code("p01", quote="The export", code="Pains", memo="a")
    second = project.code("p01", quote="is slow", code="Pains")
    project.note("Ana", "pains", "It is slow", supports=[first, second])
    before = project.codings(), project.evidence("Ana")

    project.join_codings([first.id, second.id])
    project.undo()

    assert project.codings().equals(before[0])
    assert project.evidence("Ana").equals(before[1])


@pytest.mark.parametrize("other", [{"code": "Gains"}, {"coder": "B"}])
def test_codings_of_another_code_or_coder_are_not_joined(project: Project, other: dict[str, str]) -> None:
    """The act is refused, and both stay."""
    first = project.code("p01", quote="The export", code="Pains")
    second = project.code("p01", quote="is slow", **{"code": "Pains", **other})  # type: ignore[arg-type]

    with pytest.raises(ConflictError, match="Only codings of one code"):
        project.join_codings([first.id, second.id])

    assert len(project.codings()) == 2


def test_one_coding_alone_is_not_joined(project: Project) -> None:
    """Named twice, it is still one."""
    only = project.code("p01", quote="The export", code="Pains")

    with pytest.raises(ConflictError, match="Only codings of one code"):
        project.join_codings([only.id, only.id])


def test_an_unknown_coding_is_named(project: Project) -> None:
    """The message has the id."""
    with pytest.raises(NotFoundError, match="nowhere"):
        project.join_codings(["nowhere", "elsewhere"])


def test_a_doubt_outlives_the_join(project: Project) -> None:
    """Joined with a sure coding, one in doubt is still to be looked at, with what it was before."""
    sure = project.code("p01", quote="The export", code="Pains")
    project.code("p01", quote="slow", code="Pains")
    project.correct("p01", quote="slow", words="expensive")
    (doubted,) = project.doubtful()["coding"]

    joined = project.join_codings([sure.id, doubted])

    (row,) = project.doubtful().to_dict("records")
    assert (row["coding"], row["was"]) == (joined.id, "slow")
