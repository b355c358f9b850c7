"""Topics of interview passages, kept and edited like those of answers."""

from __future__ import annotations

import pytest

from tests.planted_topics import by_words
from tests.storage.test_history import state
from vocbench.errors import TopicsError
from vocbench.model.source import Role, Speaker, Transcript, Turn
from vocbench.model.span import Span
from vocbench.project import Project
from vocbench.topics.result import TopicModel

SAID = ("my bill is bad", "the phone was late", "our bill costs much", "the phone is bad", "that bill again")


@pytest.fixture
def interviewed(planted_study: Project) -> Project:
    """A project with an interview in which one person speaks of bills and phones."""
    turns, start = [], 0
    for words in SAID:
        turns.append(Turn(Span(start, start + len(words)), "Henk", None, None))
        start += len(words) + 1
    speakers = (Speaker("Henk", Role.RESPONDENT, "henk"),)
    planted_study.add(Transcript("p01", "\n".join(SAID), tuple(turns), speakers))
    return planted_study


def found(project: Project) -> TopicModel:
    """The topics of what Henk says."""
    return project.passage_topics(encode=by_words)


def test_passages_are_kept_with_their_place_and_speaker(interviewed: Project) -> None:
    """A loaded model has the source, the place and who said it, and finds itself again."""
    model = interviewed.load_topics(found(interviewed).id)

    rows = model.answers.set_index("text")
    assert (rows["source"]["the phone is bad"], rows["respondent"]["the phone is bad"]) == ("p01", "henk")
    assert SAID[3] == "\n".join(SAID)[rows["start"]["the phone is bad"] : rows["end"]["the phone is bad"]]
    assert found(interviewed).id == model.id
    assert interviewed.topic_models()["kind"].tolist() == ["passages"]


def test_passages_are_edited_like_answers(interviewed: Project) -> None:
    """Merge, move and set aside work, can be undone and redone, and check finds nothing."""
    model = found(interviewed)
    before = state(interviewed)
    ids = model.answers.set_index("text")["answer"]

    interviewed.merge_topics(model, 0, 1, name="All")
    interviewed.move_answers(model, [ids["the phone is bad"]], "Bad")
    edited = interviewed.set_aside(model, [ids["that bill again"]])
    after = state(interviewed)

    assert edited.topics.set_index("name")["answers"].to_dict() == {"All": 3, "Bad": 1}
    assert interviewed.check() == []
    for _ in range(3):
        interviewed.undo()
    assert state(interviewed) == before
    for _ in range(3):
        interviewed.redo()
    assert state(interviewed) == after


def test_a_topic_of_passages_is_evidence(interviewed: Project) -> None:
    """A board shows the words, where they are and whose they are; a correction elsewhere changes nothing."""
    model = found(interviewed)
    interviewed.empathy_map("Henk", question="Why?")
    interviewed.note("Henk", "pains", "Bills", supports=model.topics.head(1))
    before = interviewed.evidence("Henk")

    interviewed.correct("p01", words="our", span=(0, 2))

    assert set(before["quote"]) == {"my bill is bad", "our bill costs much", "that bill again"}
    assert set(before["respondent"]) == {"henk"}
    assert interviewed.evidence("Henk")["quote"].tolist() == before["quote"].tolist()
    assert interviewed.note_counts("Henk")["respondents"].tolist() == [1]
    assert interviewed.check() == []


def test_edits_of_passages_count_as_content(interviewed: Project) -> None:
    """A moved passage changes the hash of the project."""
    model = found(interviewed)
    before = interviewed.provenance().hash

    interviewed.move_answers(model, [model.answers["answer"].iloc[0]], "Else")

    assert interviewed.provenance().hash != before


def test_topics_of_passages_do_not_grow(interviewed: Project) -> None:
    """A new interview means a new model; the error says so."""
    with pytest.raises(TopicsError, match="Make them anew"):
        interviewed.extend_topics(found(interviewed), encode=by_words)
