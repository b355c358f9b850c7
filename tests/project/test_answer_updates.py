"""A later export of a survey adds what is new and says what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.studies import QUESTION, survey, talk
from vocbench.errors import ConflictError, NotFoundError
from vocbench.model.source import Answer, AnswerTable, AttributeValue, Respondent
from vocbench.project import Project


def later(
    *more: Answer,
    without: int | None = None,
    people: Mapping[str, Mapping[str, AttributeValue]] | None = None,
) -> AnswerTable:
    """The invented survey, exported again with *more* answers and *without* the one at a place."""
    first = survey()
    answers = [each for place, each in enumerate(first.answers) if place != without]
    known = {each.key: dict(each.attributes) for each in first.respondents}
    for each in more:
        known.setdefault(each.respondent, {})
    for key, attributes in (people or {}).items():
        known.setdefault(key, {}).update(attributes)
    changed = {(each.respondent, each.question, each.wave): each for each in [*answers, *more]}
    respondents = tuple(Respondent(key, attributes) for key, attributes in known.items())
    return AnswerTable(first.name, respondents, tuple(changed.values()))


NEW = Answer("5", QUESTION, "Te duur", 4, "2026")
REWORDED = Answer("1", QUESTION, "De app is nog trager", 6, "2026")


def texts(project: Project) -> list[str | None]:
    """The answers in the project, in their order."""
    return [None if each != each else each for each in project.answers()["text"]]  # noqa: PLR0124 - a missing text


def test_a_longer_export_adds_only_what_is_new(project: Project) -> None:
    """New answers come behind the others, with who gave them."""
    before = texts(project)

    changes = project.update_answers(later(NEW))

    assert texts(project) == [*before, "Te duur"]
    assert (changes.respondents, changes.answers) == (("5",), (NEW,))
    assert str(changes) == "survey: 1 new answer, 1 new respondent."


def test_the_same_export_again_changes_nothing(project: Project) -> None:
    """Nor does it leave an act to undo."""
    digest = project.provenance().hash

    changes = project.update_answers(later())

    assert changes.is_none
    assert str(changes) == "survey: nothing changed."
    assert project.provenance().hash == digest


def test_an_answer_that_reads_otherwise_is_replaced(project: Project) -> None:
    """The export is what somebody answered, as long as nothing rests on the old words."""
    changes = project.update_answers(later(REWORDED))

    (change,) = changes.changed
    assert (change.before.text, change.after.text, change.is_kept) == (
        "De app is traag",
        "De app is nog trager",
        False,
    )
    assert "De app is nog trager" in texts(project)
    assert list(project.check()) == []


def test_a_coded_answer_stays_as_it_was(project: Project) -> None:
    """Codings keep the words that they are on; the change is listed."""
    project.add_code("Pains")
    project.code_answers([answer_of(project, "De app is traag")], "Pains")

    changes = project.update_answers(later(REWORDED))

    assert [each.is_kept for each in changes.changed] == [True]
    assert "De app is traag" in texts(project)
    assert "1 changed answer (1 kept as they were)" in str(changes)


def answer_of(project: Project, text: str) -> str:
    """The id of the answer with this text."""
    frame = project.answers()
    return str(frame.loc[frame["text"] == text, "answer"].iloc[0])


def test_an_answer_that_is_gone_stays_and_is_listed(project: Project) -> None:
    """Nothing is ever removed by reading a file."""
    before = texts(project)

    changes = project.update_answers(later(without=0))

    assert [each.text for each in changes.gone] == ["De rekening is onduidelijk"]
    assert texts(project) == before


def test_attributes_are_corrected_and_listed(project: Project) -> None:
    """What the later export says of a respondent stands; what it does not say stays."""
    changes = project.update_answers(later(people={"2": {"segment": "huur"}}))

    (change,) = changes.attributes
    assert (change.respondent, change.name, change.before, change.after) == ("2", "segment", "koop", "huur")
    people = project.respondents().set_index("respondent")
    assert people.loc["2", "segment"] == "huur"
    assert people.loc["1", "household"] == 3


def test_an_update_is_one_act_that_can_be_undone_and_redone(project: Project) -> None:
    """New answers, new people and new words go and come together."""
    before = project.provenance().hash
    project.update_answers(later(NEW, REWORDED, people={"2": {"segment": "huur"}}))
    after = project.provenance().hash

    project.undo()
    undone = project.provenance().hash
    project.redo()

    assert (undone, project.provenance().hash) == (before, after)


def test_the_updated_table_can_be_added_again(project: Project) -> None:
    """It is then the very same one."""
    longer = later(NEW)
    project.update_answers(longer)
    before = project.provenance().hash

    project.add(longer)

    assert project.provenance().hash == before


def test_another_survey_under_the_name_is_refused(project: Project) -> None:
    """Rows that were sorted anew would put everybody's words in somebody else's mouth."""
    people = tuple(Respondent(f"row {n}") for n in range(20))
    first = AnswerTable("rows", people, tuple(Answer(f"row {n}", "Q", f"text {n}") for n in range(20)))
    project.add(first)
    turned = replace(first, answers=tuple(Answer(f"row {n}", "Q", f"text {19 - n}") for n in range(20)))

    with pytest.raises(ConflictError, match=r"20 of the 20 answers .* read otherwise"):
        project.update_answers(turned)


def test_who_withdrew_does_not_come_in_again(project: Project) -> None:
    """A later export still holds them; the project does not."""
    project.withdraw("2")
    reworded = Answer("2", QUESTION, "toch iets", 9, "2025")

    changes = project.update_answers(later(reworded, Answer("2", QUESTION, "meer", 1, "2026")))

    assert changes.withdrawn == ("2",)
    assert (changes.answers, changes.changed) == ((), ())


def test_only_a_table_that_is_there_can_be_updated(project: Project) -> None:
    """The names that there are are given."""
    with pytest.raises(NotFoundError, match="'survey'"):
        project.update_answers(AnswerTable("enquete"))


def test_a_transcript_is_no_table(project: Project) -> None:
    """It is met with the way to correct a text."""
    with pytest.raises(ConflictError, match="revise"):
        project.update_answers(AnswerTable(talk().name))


def test_adding_a_longer_export_says_how_to_update(project: Project) -> None:
    """What is refused comes with what to do."""
    with pytest.raises(ConflictError, match="update_answers"):
        project.add(later(NEW))


def tracker(question: str, wave: str, words: str = "Te duur") -> AnswerTable:
    """Twelve answers to one question in one wave."""
    keys = [f"r{n}" for n in range(12)]
    answers = [Answer(key, question, f"{words} {key}", None, wave) for key in keys]
    return AnswerTable("tracker", tuple(map(Respondent, keys)), tuple(answers))


def test_a_new_wave_misses_nothing_of_the_one_before(project: Project) -> None:
    """A file that holds one wave says nothing of the others."""
    project.add(tracker("Wat?", "2025"))

    changes = project.update_answers(tracker("Wat?", "2026"))

    assert (len(changes.answers), changes.gone) == (12, ())


def test_a_question_that_got_another_name_is_refused(project: Project) -> None:
    """Its answers would be there twice."""
    project.add(tracker("Wat?", "2025"))

    with pytest.raises(ConflictError, match=r"12 answers to 'Wat nu\?' are those .* to 'Wat\?'"):
        project.update_answers(tracker("Wat nu?", "2025"))


def test_another_question_with_other_answers_comes_in(project: Project) -> None:
    """A new name alone says nothing."""
    project.add(tracker("Wat?", "2025"))

    assert len(project.update_answers(tracker("Waarom?", "2025", "Veel keus")).answers) == 12


def test_an_open_question_does_not_become_a_closed_one(project: Project) -> None:
    """Where a longer export was read otherwise, its answers would be missed in silence."""
    project.add(tracker("Wat?", "2025"))
    people = tuple(Respondent(f"r{n}", {"Wat?": "Te duur"}) for n in range(12))

    with pytest.raises(ConflictError, match=r"'Wat\?' is a question with answers"):
        project.update_answers(replace(tracker("Waarom?", "2025", "Veel keus"), respondents=people))
