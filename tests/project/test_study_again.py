"""A study that comes in where its texts and answers are already: nothing is there twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.project.foreign import ANNA, TEXT, guid, renumbered, selection, study
from tests.project.test_answer_updates import NEW, REWORDED, answer_of, later
from tests.studies import survey, talk
from vocbench.errors import ConflictError, NotFoundError
from vocbench.model.qda import QdaCoding, QdaProject
from vocbench.model.source import Answer, AnswerTable, Respondent, Role, Speaker, Transcript, Turn
from vocbench.model.span import Span
from vocbench.project import Project
from vocbench.project.exchange import Exchanged


@pytest.fixture
def other() -> Iterator[Project]:
    """A second project that began with the same interview and survey."""
    with Project(":memory:", coder="Bea") as made:
        made.add(talk())
        made.add(survey())
        yield made


def lost(done: Exchanged) -> dict[str, int]:
    """How many of what were not carried as they were."""
    return {each.what: each.n for each in done.lost}


def bare(given: QdaProject) -> QdaProject:
    """A study as a program gives it that knows no tables of answers: names, texts and who says what."""
    cases = tuple(replace(each, values={}) for each in given.cases if each.name != "I")
    sources = tuple(replace(each, values={}) for each in given.sources)
    return renumbered(replace(given, origin="Elsewhere 3.1", variables=(), cases=cases, sources=sources))  # type: ignore[no-any-return]  # the same sort of value


# ---- open answers


def test_a_longer_table_in_a_study_adds_only_what_is_new(project: Project, other: Project) -> None:
    """As with a longer export: new answers come in, those that read otherwise are replaced."""
    other.update_answers(later(NEW, REWORDED))

    done = project.take_in(other.give_out())

    assert list(project.sources()["source"]) == ["p01", "survey"]
    assert (done.added["answer"], done.known["answer"], done.changed["answer"]) == (1, 4, 1)
    assert {"Te duur", "De app is nog trager"} <= set(project.answers()["text"])
    assert list(project.check()) == []


def test_a_coded_answer_stays_and_codings_find_their_words_in_it(project: Project, other: Project) -> None:
    """Words on which codings rest are not replaced; those of the study are put on them."""
    project.code_answers([answer_of(project, "De app is traag")], "Pains")
    other.update_answers(later(REWORDED))
    other.code_answers([answer_of(other, "De app is nog trager")], "Pains")

    done = project.take_in(other.give_out())

    assert lost(done)["answer that reads otherwise"] == 1
    assert set(project.codings()["quote"]) == {"De app is traag"}
    assert set(project.codings()["coder"]) == {"A", "Bea"}


@pytest.mark.parametrize("is_said", [False, True], ids=["found out", "as_answers"])
def test_a_question_of_another_program_is_known_by_its_answers(
    project: Project, other: Project, *, is_said: bool
) -> None:
    """Whatever it is called there, and though scores are missing: the codings land on the answers here."""
    other.update_answers(later(NEW))
    other.code_answers([answer_of(other, "De app is traag")], "Slow")
    given = bare(other.give_out())
    named = [each.name for each in given.sources if each.name != "p01"] if is_said else []

    done = project.take_in(given, as_answers=named)

    assert list(project.sources()["source"]) == ["p01", "survey"]
    assert project.codings().set_index("code").loc["Slow", "answer"] == answer_of(project, "De app is traag")
    assert (done.added["answer"], done.changed) == (1, {})
    assert project.answers().set_index("text").loc["De app is traag", "score"] == 6


def test_another_survey_of_the_same_name_gets_a_number(project: Project) -> None:
    """Where most answers read otherwise nobody's words are replaced, and it is known when it comes again."""
    people = tuple(Respondent(f"r{n}") for n in range(12))
    tables = [
        AnswerTable("rows", people, tuple(Answer(f"r{n}", "Q", f"{word} {n}") for n in range(12)))
        for word in ("one", "two")
    ]
    with Project(":memory:") as first:
        first.add(tables[0])
        given = first.give_out()
    project.add(tables[1])

    project.take_in(given)
    again = project.take_in(given)

    assert set(project.answers()["source"]) == {"survey", "rows", "rows (2)"}
    assert (again.added, again.changed) == ({}, {})


# ---- transcripts

WORDS = "How long did you wait?\nAn hour, and nobody said 😀 a word.\nAnd then?\nI went home."
LABELLED = (
    f"Interview 1\n\n{TEXT.replace('An hour', 'An: An hour').replace('I went', '[0:14] An: I [0:15] went')}\n"
)


@pytest.fixture
def heard() -> Iterator[Project]:
    """A project with the interview of the foreign study, read without its labels."""
    spans = [Span(WORDS.index(line), WORDS.index(line) + len(line)) for line in WORDS.splitlines()]
    turns = tuple(Turn(span, ("I", ANNA)[place % 2]) for place, span in enumerate(spans))
    speakers = (Speaker("I", Role.INTERVIEWER), Speaker(ANNA, respondent=ANNA))
    with Project(":memory:", coder="A") as made:
        made.add(Transcript("p01", WORDS, turns, speakers, language="en"))
        yield made


def coded(text: str, *quotes: str, name: str = "p01") -> QdaProject:
    """The foreign study with another text, and a coding on each of these quotes."""
    places = tuple(selection(40 + n, quote, text) for n, quote in enumerate(quotes))
    codings = tuple(QdaCoding(guid(50 + n), each.guid, guid(11), guid(90)) for n, each in enumerate(places))
    sources = (replace(study().sources[0], name=name, text=text),)
    return study(sources=sources, selections=places, codings=codings, cases=(), notes=())


@pytest.mark.parametrize(
    ("name", "text", "label"),
    [("P01.docx", WORDS, ""), ("first interview", WORDS, ""), ("p01.docx", LABELLED, "An: ")],
    ids=["name of a file", "another name", "labels and times"],
)
def test_a_transcript_is_known_by_its_words(heard: Project, name: str, text: str, label: str) -> None:
    """Codings of a colleague's program land on the words that are here, and nobody has to look at them."""
    answer = "An hour, and nobody said 😀 a word."

    done = heard.take_in(coded(text, "😀 a word", f"{label}{answer}", name=name))

    assert heard.transcript_names() == ["p01"]
    assert (done.known["transcript"], heard.transcript("p01").text) == (1, WORDS)
    assert list(heard.codings().sort_values("start")["quote"]) == [answer, "😀 a word"]
    assert heard.doubtful().empty


def test_a_text_of_other_words_is_not_taken_for_one_with_labels(heard: Project) -> None:
    """A correction comes in as one, where the names are the same."""
    done = heard.take_in(coded(WORDS.replace("An hour", "A week"), "A week"))

    assert done.changed == {"transcript": 1}
    assert list(heard.codings()["quote"]) == ["A week"]


# ---- who withdrew


@pytest.mark.parametrize("is_forgotten", [False, True], ids=["withdrawn", "forgotten"])
def test_who_withdrew_does_not_come_in_again(project: Project, other: Project, *, is_forgotten: bool) -> None:
    """The study has their words, codings, memos, answers and attributes; the project stays as it is."""
    coding = other.code("p01", quote="vijf minuten is normaal", code="Short", memo="Marieke says so")
    other.add_memo("Marieke is sure", about=coding)
    other.add_memo("She skipped it", about=answer_of(other, "geen"))
    other.update_answers(later(replace(REWORDED, respondent="2"), people={"2": {"segment": "anders"}}))
    for key in ("p01", "2"):
        (project.forget if is_forgotten else project.withdraw)(key)
    project.add_code("Short")
    before = project.provenance().hash

    done = project.take_in(other.give_out())

    assert project.provenance().hash == before
    assert lost(done)["passage, coding or answer of somebody who withdrew"] == 3
    assert "Marieke" not in str(project.memos())


def test_a_new_text_has_no_words_of_who_withdrew(project: Project, other: Project) -> None:
    """What they say in an interview that was not here yet is blotted out, and nobody can code it."""
    second = talk("p02")
    speakers = (second.speakers[0], Speaker("Marieke", respondent="p01"))
    other.add(
        replace(
            second,
            text=second.text.replace("kwartier", "half uur"),
            speakers=speakers,
            turns=second.turns[:3],
        )
    )
    other.code("p02", quote="vijf minuten (lacht)", code="Short")
    project.withdraw("p01")

    project.take_in(other.give_out())

    text = project.transcript("p02").text
    assert "vijf minuten (lacht)" not in text
    assert "Hoe lang douche je?" in text
    assert project.codings().empty
    assert "Marieke" not in [each.name for each in project.transcript("p02").speakers]


# ---- several coders


def test_coders_who_worked_apart_can_be_compared(project: Project, other: Project) -> None:
    """Both began with the same files; after one of them takes in the other's study, both count."""
    for each in (project, other):
        each.code("p01", quote="vijf minuten is normaal", code="Short")
    other.code("p01", quote="Nou ja", code="Doubt")

    project.take_in(other.give_out())

    found = project.agreement().set_index("code")
    assert list(found.index) == ["Doubt", "Short"]
    assert (found.loc["Short", "alpha"], found.loc["Short", "coders"], found.loc["Short", "units"]) == (
        1,
        2,
        4,
    )
    assert found.loc["Doubt", "alpha"] == pytest.approx(0)


def test_two_coders_of_one_name_are_told_and_kept_apart(project: Project, other: Project) -> None:
    """What somebody else coded does not pass for one's own: one of them takes another name first."""
    other.coder = "A"
    project.code("p01", quote="vijf minuten is normaal", code="Short")
    other.code("p01", quote="een kwartier", code="Long", memo="Too long")

    done = project.take_in(other.give_out())
    project.undo()
    other.rename_coder("A", "Bea")
    project.take_in(other.give_out())

    assert lost(done)["new coding under the name that you code under here"] == 1
    assert project.codings().groupby("coder")["code"].unique().map(list).to_dict() == {
        "A": ["Short"],
        "Bea": ["Long"],
    }


@pytest.mark.parametrize(("old", "error"), [("Nobody", NotFoundError), ("A", ConflictError)])
def test_a_coder_only_gets_a_name_that_is_free(project: Project, old: str, error: type[Exception]) -> None:
    """Nobody's work is mixed up with another's, and a slip changes nothing."""
    for coder in ("A", "Bea"):
        project.code("p01", quote="vijf minuten is normaal", code="Short", coder=coder)

    with pytest.raises(error):
        project.rename_coder(old, "Bea")


def test_there_is_no_agreement_of_one_coder(project: Project) -> None:
    """Where nobody else coded there is nothing to compare."""
    project.code("p01", quote="vijf minuten is normaal", code="Short")

    assert project.agreement().empty


def test_a_coding_that_a_colleague_moved_is_told(project: Project, other: Project) -> None:
    """It stays as it is here, and one can look."""
    project.code("p01", quote="vijf minuten is normaal", code="Short")
    other.take_in(project.give_out())
    other.resize(other.codings()["coding"][0], (100, 110))

    done = project.take_in(other.give_out())

    assert lost(done)["coding that is otherwise here"] == 1
    assert list(project.codings()["quote"]) == ["vijf minuten is normaal"]
