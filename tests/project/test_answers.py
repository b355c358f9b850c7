"""Open answers coded many at once, and what is suggested for the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.studies import QUESTION
from vocbench.errors import CodebookError, NotFoundError
from vocbench.model.preview import Choices
from vocbench.model.source import Answer, AnswerTable, Respondent
from vocbench.model.survey import ColumnKind
from vocbench.project import Project

PLACES = [f"place {number}" for number in range(20)]
SAYINGS = {"Late": "delayed very long", "Price": "expensive ticket fare", "Clean": "spotless fresh seats"}


@pytest.fixture
def big() -> Iterator[Project]:
    """Sixty different answers about three themes to one question, and a few to another."""
    answers = [
        Answer(f"r{number:02}", "What?", f"{SAYINGS[theme]} {PLACES[number // 3]}")
        for number in range(60)
        for theme in [list(SAYINGS)[number % 3]]
    ]
    others = [Answer("r00", "Why?", "because"), Answer("r01", "Why?", "")]
    people = tuple(Respondent(f"r{number:02}") for number in range(60))
    with Project(":memory:", coder="A") as project:
        project.add(AnswerTable("survey", people, (*answers, *others)))
        yield project


def ids(project: Project) -> list[str]:
    """The answers of a project."""
    return list(project.answers()["answer"])


def truth(project: Project) -> dict[str, str]:
    """The theme of each answer to the first question."""
    answers = project.answers("What?")
    return {
        answer: next(theme for theme, saying in SAYINGS.items() if saying in text)
        for answer, text in zip(answers["answer"], answers["text"], strict=True)
    }


def by_words(texts: Sequence[str]) -> np.ndarray:
    """An encoder without a model: which of the three sayings a text holds."""
    return np.array([[saying in text for saying in SAYINGS.values()] for text in texts], dtype=np.float32)


def test_many_answers_are_coded_in_one_act(project: Project) -> None:
    """Each gets the code as a whole; one line of history says so."""
    before = len(project.history())
    filled = [answer for answer, text in project.answers()[["answer", "text"]].to_numpy() if text]

    coded = project.code_answers(filled, "Geld/Rekening")

    found = project.codings()
    assert coded == 4
    assert set(found["answer"]) == set(filled)
    assert set(found["code"]) == {"Geld/Rekening"}
    assert "De rekening is onduidelijk" in set(found["quote"])
    assert len(project.history()) == before + 1


def test_one_undo_takes_all_of_it_back(project: Project) -> None:
    """The codings go, and the code that was made for them; redo brings them back."""
    project.code_answers(ids(project), "Nieuw")

    project.undo()
    assert project.codings().empty
    assert "Nieuw" not in project.codebook
    project.redo()
    assert len(project.codings()) == 4


def test_what_is_coded_already_stays(project: Project) -> None:
    """A second time counts nothing, and changes nothing."""
    project.code_answers(ids(project)[:2], "A")
    project.memo(project.codings().iloc[0]["coding"], "kept")

    assert project.code_answers(ids(project)[:3], "A") == 1
    assert project.code_answers(ids(project)[:3], "A") == 0
    assert len(project.codings()) == 3
    assert project.codings()["memo"].notna().sum() == 1


def test_the_same_answer_twice_is_coded_once(project: Project) -> None:
    """Repeated ids do no harm."""
    assert project.code_answers([ids(project)[0]] * 3, "A") == 1


def test_empty_answers_are_left_out(project: Project) -> None:
    """Where nothing was said, nothing is coded."""
    answers = project.answers()
    empty = answers.loc[answers["text"] == "", "answer"]

    assert len(empty) == 1
    assert project.code_answers(empty, "A") == 0


def test_a_passage_with_the_code_does_not_stand_in_for_the_whole(project: Project) -> None:
    """A coded word in an answer and the coded answer are two things."""
    answer = ids(project)[0]
    project.code("survey", answer=answer, quote="rekening", code="A")

    assert project.code_answers([answer], "A") == 1


def test_coders_code_side_by_side(project: Project) -> None:
    """The same code by another coder is another coding."""
    answer = ids(project)[0]
    project.code_answers([answer], "A")

    assert project.code_answers([answer], "A", coder="B") == 1
    assert sorted(project.answer_codes()) == [(answer, "A", "A"), (answer, "A", "B")]
    assert project.answer_codes(coder="B") == [(answer, "A", "B")]


def test_an_unknown_answer_is_refused(project: Project) -> None:
    """The message names it and where to look; nothing was changed, no code was made."""
    with pytest.raises(NotFoundError, match="no answer with id 'x'"):
        project.code_answers([ids(project)[0], "x"], "Nieuw")

    assert project.codings().empty
    assert "Nieuw" not in project.codebook


def test_no_answers_are_no_act(project: Project) -> None:
    """Nothing to code, nothing in the history, no code made."""
    before = len(project.history())

    assert project.code_answers([], "Nieuw") == 0
    assert len(project.history()) == before


def test_each_answer_gets_its_own_code(project: Project) -> None:
    """Several codes at once are one act."""
    one, two, *_ = ids(project)

    assert project.code_each([(one, "A"), (two, "B"), (one, "B")]) == 3
    assert {(answer, code) for answer, code, _ in project.answer_codes()} == {
        (one, "A"),
        (one, "B"),
        (two, "B"),
    }
    project.undo()
    assert project.answer_codes() == []


def test_a_code_is_taken_off_many_answers_at_once(project: Project) -> None:
    """Passages in them lose it too; other codes, answers and coders keep theirs; undo restores."""
    one, two, *_ = ids(project)
    project.code_answers([one, two], "A")
    project.code("survey", answer=one, quote="rekening", code="A")
    project.code_answers([one], "B")
    project.code_answers([one], "A", coder="B")
    before = project.codings()

    assert project.uncode_answers([one], "A") == 2
    assert set(project.answer_codes()) == {(one, "A", "B"), (one, "B", "A"), (two, "A", "A")}
    project.undo()
    pd.testing.assert_frame_equal(project.codings(), before)


def test_answers_without_the_code_are_passed_over(project: Project) -> None:
    """Taking off what is not there counts nothing."""
    project.add_code("A")

    assert project.uncode_answers(ids(project), "A") == 0


def test_a_code_that_is_not_there_cannot_be_taken_off(project: Project) -> None:
    """The message says so."""
    with pytest.raises(CodebookError, match="No code 'Nope'"):
        project.uncode_answers(ids(project), "Nope")


def test_what_a_note_rested_on_leaves_a_mark(project: Project) -> None:
    """The note says how many answers it lost, and of which table; one undo brings them back."""
    one, two, *_ = ids(project)
    project.code_answers([one, two], "A")
    project.empathy_map("Marieke", question="Waarom?")
    project.note("Marieke", "pains", "Onduidelijk", supports=project.quotes("A"))

    project.uncode_answers([one, two], "A")
    (bare,) = project.board("Marieke").notes
    project.undo()

    assert (bare.evidence, bare.stale) == ((), "survey (2)")
    assert [len(note.evidence) for note in project.board("Marieke").notes] == [2]


def test_followers_hear_of_it_once(project: Project) -> None:
    """One act, one call."""
    calls: list[int] = []
    project.subscribe(lambda: calls.append(1))

    project.code_answers(ids(project), "A")

    assert len(calls) == 1


def test_thousands_of_answers_fit_in_an_act() -> None:
    """More answers than a statement can hold are coded, uncoded and restored."""
    people = tuple(Respondent(str(number)) for number in range(1_500))
    answers = tuple(Answer(each.key, "Q", f"text {each.key}") for each in people)
    with Project(":memory:") as project:
        project.add(AnswerTable("survey", people, answers))
        everything = ids(project)

        assert project.code_answers(everything, "A") == 1_500
        assert project.uncode_answers(everything, "A") == 1_500
        project.undo()
        assert len(project.answer_codes()) == 1_500


def test_codes_are_suggested_for_the_other_answers(big: Project) -> None:
    """Learned from half, nearly all others get their own theme first."""
    themes = truth(big)
    half = list(themes)[:30]
    big.code_each((answer, themes[answer]) for answer in half)

    found = big.suggestions("What?", encode=by_words)

    first = found.frame[found.frame["rank"] == 1]
    assert set(first["answer"]) == set(themes) - set(half)
    assert np.mean([themes[answer] == code for answer, code in first[["answer", "code"]].to_numpy()]) > 0.9
    assert found.n_coded == 30
    assert found.card is None
    assert "50 coded answers" in found.notice


def test_fifty_coded_answers_give_a_card(big: Project) -> None:
    """It counts the answers to this question, and what was coded there."""
    themes = truth(big)
    big.code_each((answer, themes[answer]) for answer in list(themes)[:50])
    big.code_answers(big.answers("Why?")["answer"][:1], "Elsewhere")

    card = big.suggestions("What?", encode=by_words).card

    assert card is not None
    assert (card.n_answers, card.n_codes) == (50, 3)


def test_all_questions_are_learned_from_together(big: Project) -> None:
    """Without a question every answer that says something has its place."""
    found = big.suggestions(encode=by_words)

    assert len(found.informative) == 61


def test_only_own_codings_teach_when_a_coder_is_named(big: Project) -> None:
    """What another coder did is not learned from."""
    themes = truth(big)
    big.code_each((answer, themes[answer]) for answer in list(themes)[:30])

    assert big.suggestions("What?", coder="B", encode=by_words).n_coded == 0
    assert big.suggestions("What?", coder="A", encode=by_words).n_coded == 30


def test_texts_are_encoded_once(big: Project) -> None:
    """A second look, after more coding, asks the encoder nothing; another question only what is new."""
    asked: list[str] = []
    texts = set(big.answers()["text"]) - {""}

    def counting(batch: Sequence[str]) -> np.ndarray:
        asked.extend(texts.intersection(batch))
        return by_words(batch)

    big.suggestions("What?", encode=counting)
    big.code_answers(ids(big)[:12], "A")
    big.suggestions("What?", encode=counting)
    assert len(asked) == 60
    big.suggestions(encode=counting)

    assert sorted(asked) == sorted(texts)


def test_new_answers_are_seen(big: Project) -> None:
    """Answers added later have suggestions too."""
    big.suggestions(encode=by_words)

    big.add(AnswerTable("more", (Respondent("r99"),), (Answer("r99", "What?", "delayed again"),)))

    assert len(big.suggestions(encode=by_words).informative) == 62


def test_an_unknown_question_is_refused(big: Project) -> None:
    """The message lists those there are."""
    with pytest.raises(NotFoundError, match="'What\\?', 'Why\\?'"):
        big.suggestions("Who?", encode=by_words)


def test_the_embedded_model_learns_a_real_study(shared_corpora: Path) -> None:
    """200 real answers coded by hand predict the first code of others far better than chance."""
    path = shared_corpora / "2_survey_open_answers/nhs_fft/nhs_fft_NEAS_dev.csv"
    table = pd.read_csv(path).dropna(subset=["FFT answer"]).drop_duplicates("FFT answer").head(400)
    table["Comment ID"] = [f"c{number}" for number in range(len(table))]
    with Project(":memory:") as project:
        project.add(
            AnswerTable(
                "real",
                tuple(Respondent(key) for key in table["Comment ID"]),
                tuple(
                    Answer(key, QUESTION, text)
                    for key, text in zip(table["Comment ID"], table["FFT answer"], strict=True)
                ),
            )
        )
        codes = {
            answer: [str(name).replace("/", "-") for name, value in row.items() if value == 1]
            for answer, (_, row) in zip(ids(project), table.iloc[:, 11:].iterrows(), strict=True)
        }
        project.code_each((answer, code) for answer in ids(project)[:200] for code in codes[answer])

        found = project.suggestions(QUESTION)

    first = found.frame[found.frame["rank"] == 1]
    hits = [code in codes[answer] for answer, code in first[["answer", "code"]].to_numpy()]
    assert np.mean(hits) > 0.5
    assert found.card is not None
    assert found.card.precision_low < np.mean(hits) + 0.1


def test_only_own_codings_teach_where_the_project_is_blind(big: Project) -> None:
    """Another's codings would lead a coder, by suggestions too."""
    big.code_answers(ids(big)[:20], "Late", coder="B")
    assert big.suggestions("What?", encode=by_words).n_coded == 20

    big.set_blind(True)

    assert big.suggestions("What?", encode=by_words).n_coded == 0


def test_several_questions_are_learned_from_together(big: Project) -> None:
    """Named one by one, they are those and no others."""
    assert len(big.suggestions(["Why?"], encode=by_words).informative) == 1
    assert len(big.suggestions(["What?", "Why?"], encode=by_words).informative) == 61


def test_rows_are_the_answers_frame(project: Project) -> None:
    """The quick way gives the same answers in the same order."""
    columns = ["answer", "respondent", "question", "wave", "score", "text"]
    frame = project.answers()[columns].astype(object)

    rows = pd.DataFrame(project.answer_rows(), columns=columns, dtype=object)

    pd.testing.assert_frame_equal(rows.fillna(""), frame.fillna(""), check_dtype=False)


def test_the_stamp_changes_whichever_way_answers_come_in(project: Project, tmp_path: Path) -> None:
    """Who has the grid open sees answers of a file that was brought in, and of a study taken in."""
    stamps = [project.answers_stamp()]
    file = tmp_path / "later.csv"
    file.write_text("respondent,Why?\n98,because it takes a very long time to load each page\n", "utf-8")
    project.bring_in(file, Choices(kinds={"Why?": ColumnKind.TEXT, "respondent": ColumnKind.RESPONDENT}))
    stamps.append(project.answers_stamp())
    with Project(tmp_path / "other.voc") as other:
        other.add(AnswerTable("more", (Respondent("99"),), (Answer("99", "Why?", "so"),)))
        project.take_in(other.give_out())
    stamps.append(project.answers_stamp())

    assert len(set(stamps)) == 3


def test_the_stamp_changes_with_the_answers_only(project: Project) -> None:
    """Coding leaves it as it is; another table changes it, and so does taking that back."""
    stamps = [project.answers_stamp()]
    project.code_answers(ids(project), "A")
    stamps.append(project.answers_stamp())
    project.add(AnswerTable("more", (Respondent("99"),), (Answer("99", "Why?", "so"),)))
    stamps.append(project.answers_stamp())
    project.undo()
    stamps.append(project.answers_stamp())

    assert stamps[0] == stamps[1]
    assert len(set(stamps[1:])) == 3
