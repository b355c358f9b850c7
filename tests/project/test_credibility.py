"""Credibility in a project: the planted study, coded and put on a board as a researcher would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests import planted_board as planted
from tests.studies import QUESTION
from tests.talks import talk
from vocbench.errors import BoardError, NotFoundError, VocbenchError
from vocbench.model.board import Kinship, Relation, Voice
from vocbench.model.coding import Coding
from vocbench.model.source import AnswerTable, Respondent
from vocbench.project import Project

BOARD, GREETING = "Planted", "Good morning."

PAIRED = "disagreement"
"""The code on which the second coder differs."""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The planted study as a project: interviews, codings of two coders, a board and its notes."""
    folder: Path = tmp_path_factory.mktemp("planted")
    with Project(folder / "study.voc", coder="A") as project:
        for person, words in _words().items():
            project.add(
                talk(*[turn for each in words for turn in (("Int", "And?"), (person, each))], name=person)
            )
            project.set_occasion(person, said_on=planted.SAID_ON[person])
        for person, voice in planted.VOICES.items():
            project.set_voice(person, voice)
        people = tuple(
            Respondent(key, {"segment": group} if group else {}) for key, group in planted.GROUPS.items()
        )
        project.add(AnswerTable("people", people, ()))
        project.make_board(BOARD, question="Why?")
        for note in planted.NOTES:
            _plant(project, note)
        _lose_a_passage(project)
        for (one, other), kinship in ((planted.OPPOSITES, Kinship.OPPOSITE), (planted.ALIKE, Kinship.SAME)):
            project.relate_notes(_note_id(project, one), _note_id(project, other), kinship)
        yield project


def test_ages_count_from_a_day_however_it_is_written(study: Project) -> None:
    """As a date or as a text; what is no day is refused."""
    told = study.credibility(BOARD, today="2027-01-01").notes["age_days"]

    assert told.equals(study.credibility(BOARD, today=date(2027, 1, 1)).notes["age_days"])
    with pytest.raises(BoardError, match="'soon' is no day"):
        study.credibility(BOARD, today="soon")


def _words() -> dict[str, list[str]]:
    """What each person says; hugo speaks, and of nothing that is on the board."""
    said: dict[str, list[str]] = {person: [GREETING] for person in planted.SAID_ON}
    for note in planted.NOTES:
        for _, person, words in note.told():
            said[person].append(words)
    return said


def _plant(project: Project, planted_note: planted.Planted) -> None:
    """Code what bears on a note, by both coders, and write the note."""
    sides: dict[Relation, list[Coding]] = {relation: [] for relation in Relation}
    for relation, person, words in planted_note.told():
        sides[relation].append(project.code(person, quote=words, code=planted_note.id, coder="A"))
        if planted_note.id != PAIRED:
            project.code(person, quote=words, code=planted_note.id, coder="B")
    project.note(
        BOARD,
        planted_note.region,
        planted_note.id,
        supports=sides[Relation.SUPPORTS],
        contradicts=sides[Relation.CONTRADICTS],
        qualifies=sides[Relation.QUALIFIES],
        origin=planted_note.origin,
        standing=planted_note.standing,
    )


def _lose_a_passage(project: Project) -> None:
    """Let the note ``stale`` rest on one passage more, and take that away."""
    lost = project.code("hugo", quote=GREETING, code="lost")
    project.note(BOARD, "think_feel", "stale", supports=lost)
    project.uncode(lost.id)


def _note_id(project: Project, text: str) -> str:
    return next(note.id for note in project.board(BOARD).notes if note.text == text)


def markers_of(project: Project, *, by: str | None = None) -> set[tuple[object, ...]]:
    """The markers of the board, with the words of a note in place of its id."""
    found = project.credibility(BOARD, by=by)
    words = dict(zip(found.notes["note"], found.notes["text"], strict=True))
    words[project.board(BOARD).id] = "planted"
    rows = found.markers.fillna({"detail": ""}).itertuples(index=False)
    return {(row.level, words.get(row.id, row.id), row.marker, row.n, row.detail) for row in rows}


def test_each_planted_marker_is_found_and_no_other(study: Project) -> None:
    """From interviews, codings of two coders, voices, dates and segments to the very same markers."""
    lost = next(note.stale for note in study.board(BOARD).notes if note.text == "stale")

    found = markers_of(study, by="segment")

    assert lost
    expected = {each for each in planted.MARKERS if each[2] != "stale"}
    assert found == expected | {("note", "stale", "stale", 1, lost)}


def test_what_employees_say_changes_no_customers_n(study: Project) -> None:
    """A customer turned employee leaves both k and N."""
    before = study.credibility(BOARD).notes.set_index("text").loc["sound"]

    study.set_voice("anna", Voice.EMPLOYEE)
    after = study.credibility(BOARD).notes.set_index("text").loc["sound"]
    study.undo()

    assert (before["respondents"], before["n"], before["employees"]) == (3, 9, 0)
    assert (after["respondents"], after["n"], after["employees"]) == (2, 8, 1)


def test_who_took_their_consent_back_is_no_customer_any_more(study: Project) -> None:
    """They bear nothing out, and nobody says that they could have."""
    study.withdraw("anna", date="2026-05-01")
    after = study.credibility(BOARD).notes.set_index("text").loc["sound"]
    study.undo()

    assert (after["respondents"], after["n"]) == (2, 8)


def test_ages_count_from_the_newest_evidence_unless_told_otherwise(study: Project) -> None:
    """Without a day, the same board gives the same ages on every day."""
    ages = study.credibility(BOARD).notes.set_index("text")["age_days"]
    later = study.credibility(BOARD, today=date(2026, 4, 12)).notes.set_index("text")["age_days"]

    assert (ages["sound"], later["sound"]) == (0, 10)


def test_agreement_is_as_the_codings_are_now(study: Project) -> None:
    """What the second coder adds, and undoes, and another name of the code are all seen at once."""

    def disagreement() -> list[tuple[object, ...]]:
        return sorted(each[1:] for each in markers_of(study) if each[2] == "disagreement")

    before = disagreement()
    passages = study.quotes(PAIRED).to_dict("records")
    for each in passages:
        study.code(each["source"], quote=each["quote"], code=PAIRED, coder="B")
    agreed = disagreement()
    for _ in passages:
        study.undo()
    study.rename_code(PAIRED, "other name")
    after = disagreement()
    study.undo()

    assert before == [(PAIRED, "disagreement", 2, PAIRED)]
    assert agreed == []
    assert after == [(PAIRED, "disagreement", 2, "other name")]


CHANGES: dict[str, Callable[[Project], object]] = {
    "a coding goes": lambda project: project.remove_code("Time", with_codings=True),
    "a day and a wave": lambda project: project.set_occasion("p01", said_on="2025-03-01", wave="first"),
    "a word is corrected": lambda project: project.correct("p01", quote="langer niet", words="nooit langer"),
    "another passage": lambda project: project.note(
        "Map", "pains", "fresh", supports=project.code("p01", quote="een kwartier", code="Doet")
    ),
    "another voice": lambda project: project.set_voice(project.respondents()["respondent"][0], "employee"),
    "somebody is forgotten": lambda project: project.forget("1"),
}
"""What may happen to a project after somebody looked at the board ``Map``."""


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_passages_are_as_the_project_holds_them_now(
    project: Project, change: Callable[[Project], object]
) -> None:
    """Whatever changed since the last look, and whoever changed it."""
    _map(project)
    with Project(project.path, coder="B") as other:
        seen = [each.credibility("Map").proofs for each in (project, other)]
        change(project)

        for each in (project, other):
            assert list(each.credibility("Map").proofs) == each.proofs("Map")
    assert len(seen[0]) == len(seen[1]) == 2


@pytest.mark.parametrize("seed", range(3))
def test_no_row_of_changes_leaves_an_old_passage(project: Project, seed: int) -> None:
    """Whoever makes, undoes, redoes or fails at them: all see what a project opened anew sees."""
    _map(project)
    chance = Random(seed)  # noqa: S311 - no secret, only an order
    acts = [*CHANGES.values(), Project.undo, Project.undo, Project.redo]
    with Project(project.path, coder="B") as other:
        for _ in range(8):
            with suppress(VocbenchError):
                chance.choice(acts)(chance.choice([project, other]))
            with Project(project.path) as fresh:
                expected = fresh.credibility("Map").proofs
            for each in chance.sample([project, other], chance.randint(1, 2)):
                assert each.credibility("Map").proofs == expected


def test_the_board_comes_with_what_is_believed_of_it(project: Project) -> None:
    """The board is of the same moment as its figures, and a journey tells how it felt."""
    _map(project)
    project.journey("Trip", question="How?")

    assert project.credibility("Map").judged == project.board("Map")
    assert project.credibility("Trip").emotion_line(lang="nl").equals(project.emotion_line("Trip", lang="nl"))


def _map(project: Project) -> None:
    """A board with a note that rests on a passage and on an answer."""
    quote = project.code("p01", quote="langer niet", code="Time")
    project.make_board("Map", question="Why?")
    project.note("Map", "pains", "both", supports=[quote, project.answers(QUESTION).head(1)])


def test_who_answered_a_survey_widens_n_only_for_what_rests_on_it(project: Project) -> None:
    """One interviewed, and three who answered something: one of one, one of three, two of four."""
    quote = project.code("p01", quote="langer niet", code="Time")
    answers = project.answers(QUESTION)
    slow = answers[answers["text"] == "De app is traag"]
    project.make_board("Map", question="Why?")
    project.note("Map", "pains", "talked", supports=quote)
    project.note("Map", "pains", "wrote", supports=slow)
    project.note("Map", "pains", "both", supports=[quote, slow])

    notes = project.credibility("Map").notes.set_index("text")

    assert list(notes["respondents"]) == [1, 1, 2]
    assert list(notes["n"]) == [1, 3, 4]


def test_a_board_about_somebody_counts_nobody_else(study: Project) -> None:
    """Anna's own board: one of one, and the others are told apart."""
    study.make_board("Anna", question="Why?", about="anna")
    study.note("Anna", "pains", "slow", supports=study.quotes("sound"))

    (row,) = study.credibility("Anna").notes.to_dict("records")

    assert (row["respondents"], row["n"], row["outside"]) == (1, 1, 3)


def test_groups_come_in_their_order(project: Project) -> None:
    """By number and not by letter; whoever has no group comes last."""
    project.make_board("Map", question="Why?")

    groups = project.credibility("Map", by="segment").groups

    assert list(groups["group"].fillna("?")) == ["huur", "koop", "?"]
    assert list(groups["members"]) == [2, 1, 2]
    assert list(groups["n"]) == [1, 1, 2]


def test_an_unknown_attribute_is_named(project: Project) -> None:
    """The message lists the attributes there are."""
    project.make_board("Map", question="Why?")

    with pytest.raises(NotFoundError, match=r"'age'\. There are: .*'segment'"):
        project.credibility("Map", by="age")


def test_a_board_that_is_not_there_is_named(project: Project) -> None:
    """As everywhere, the message lists those there are."""
    with pytest.raises(NotFoundError, match="no board 'Map'"):
        project.credibility("Map")
