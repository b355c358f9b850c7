"""Interviews beside their guide: what was asked, what was answered, and what never came up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest

from tests.studies import survey
from tests.talks import study, talk
from vocbench.analysis.guide_coverage import INTERVIEWS, QUESTIONS
from vocbench.errors import CodebookError, NotFoundError, SourceError
from vocbench.model.source import Event, EventKind
from vocbench.model.span import Span
from vocbench.project import Project

QUESTION = "How is the bill?"
GUIDE = {QUESTION: ["bill", "invoice*"]}


@pytest.fixture
def project() -> Iterator[Project]:
    """Five interviews, in each of which something else became of one question."""
    silent = talk(("Int", "And how is the bill, Bob?"), ("Bob", "(silence)"), ("Int", "Well."), name="asked")
    at = silent.text.index("(silence)")
    event = Event(Span(at, at + 9), EventKind.SILENCE, "(silence)")
    with study(
        talk(("Int", "So, how is the bill?"), ("Ann", "Late, always."), name="answered"),
        replace(silent, events=(event,)),
        talk(("Int", "What else?"), ("Cas", "Those invoices puzzle me."), name="volunteered"),
        talk(("Int", "What else?"), ("Dee", "Nothing."), name="never"),
        talk(("Eve", "How is the bill?"), ("Fay", "Late."), name="nobody asks"),
    ) as made:
        yield made


def statuses(project: Project, guide: object = None) -> dict[str, str]:
    """What became of the one question in each interview."""
    found = project.guide_coverage(GUIDE if guide is None else guide).interviews  # type: ignore[arg-type] # as given
    return dict(zip(found["source"], found["status"], strict=True))


def test_each_interview_tells_what_became_of_a_question(project: Project) -> None:
    """A silence is no answer, and a question that nobody asked is not one without an answer."""
    assert statuses(project) == {
        "answered": "asked and answered",
        "asked": "asked and nothing said",
        "volunteered": "answered without being asked",
        "never": "never asked",
        "nobody asks": "unknown",
    }


def test_a_question_is_found_by_its_own_words(project: Project) -> None:
    """Within a longer turn; capitals and the question mark do not matter, other words do."""
    assert statuses(project, "HOW IS THE BILL") == {**statuses(project), "volunteered": "never asked"}
    assert set(statuses(project, ["How late is it?"]).values()) == {"never asked", "unknown"}


def test_a_code_shows_that_a_question_came_up(project: Project) -> None:
    """On the interviewer's words it was asked; on somebody else's it was spoken of. Codes under it count."""
    project.code("never", quote="What else?", code="Guide/Rest")
    project.code("volunteered", quote="puzzle", code="Guide")
    project.add(survey())
    project.code("survey", answer=project.answers()["answer"][0], code="Guide")

    found = statuses(project, {"The rest": "Guide/Rest", "All": "Guide"})
    one = statuses(project, {"The rest": "Guide/Rest"})

    assert (found["never"], found["volunteered"]) == ("asked and answered", "answered without being asked")
    assert (one["never"], one["volunteered"]) == ("asked and answered", "never asked")


def test_a_row_shows_where(project: Project) -> None:
    """The turn in which it was asked, else spoken of, with its words; nothing where it never was."""
    rows = project.guide_coverage(GUIDE, sources=["asked", "volunteered", "never"]).interviews

    assert rows["turn"].tolist() == [1, 2, pd.NA]
    assert rows["words"].tolist()[:2] == ["And how is the bill, Bob?", "Those invoices puzzle me."]
    assert rows["words"].isna().tolist() == [False, False, True]


def test_a_question_has_its_numbers(project: Project) -> None:
    """Asked in two of the four interviews in which that can be told, with Wilson's interval."""
    (row,) = project.guide_coverage(GUIDE).questions.to_dict("records")

    assert [row[name] for name in ("answered", "silence", "volunteered", "never", "unknown", "n")] == [
        *[1] * 5,
        4,
    ]
    assert (row["share"], row["low"], row["high"]) == pytest.approx((0.5, 0.15, 0.85), abs=1e-3)


def test_without_an_interviewer_the_share_is_unknown(project: Project) -> None:
    """Not zero: nobody can tell who asks."""
    (row,) = project.guide_coverage(GUIDE, sources="nobody asks").questions.to_dict("records")

    assert row["n"] == 0
    assert pd.isna([row[name] for name in ("share", "low", "high")]).all()


def test_a_later_asking_can_be_answered(project: Project) -> None:
    """What was silent at first may get its answer when it is asked again."""
    again = talk(("Int", "The bill?"), ("Int", "How is the bill?"), ("Gus", "Late."), name="again")
    project.add(again)

    assert statuses(project)["again"] == "asked and answered"


def test_the_frames_keep_their_columns_without_interviews() -> None:
    """A guide may be there before the first interview."""
    with Project(":memory:") as empty:
        found = empty.guide_coverage(QUESTION)

    for frame, contract in ((found.interviews, INTERVIEWS), (found.questions, QUESTIONS)):
        assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == contract
    assert found.questions["question"].tolist() == [QUESTION]


def test_what_cannot_be_looked_for_is_refused(project: Project) -> None:
    """No questions, one without words, an unknown code or interview."""
    with pytest.raises(SourceError, match="A guide needs questions"):
        project.guide_coverage([])
    with pytest.raises(SourceError, match=r"needs words, not ' \?'"):
        project.guide_coverage(" ?")
    with pytest.raises(CodebookError, match="Guide/None"):
        project.guide_coverage({QUESTION: "Guide/None"})
    with pytest.raises(NotFoundError, match="gone"):
        project.guide_coverage(QUESTION, sources="gone")
