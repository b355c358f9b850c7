"""What a researcher does with a project."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.studies import QUESTION, survey, talk
from vocbench.errors import (
    AmbiguousQuoteError,
    BoardError,
    CodebookError,
    ConflictError,
    NotFoundError,
    QuoteError,
    SourceError,
    SpanError,
    TopicsError,
)
from vocbench.exchange import frames
from vocbench.model.board import Origin
from vocbench.model.source import Answer, AnswerTable, Respondent, Transcript
from vocbench.model.span import Span
from vocbench.project import Project


def dtypes(frame: pd.DataFrame) -> dict[str, str]:
    """The columns of a frame and their dtypes."""
    return {str(name): str(dtype) for name, dtype in frame.dtypes.items()}


@pytest.mark.parametrize("filled", [True, False])
def test_frames_keep_their_contracts(tmp_path: Path, filled: bool) -> None:  # noqa: FBT001
    """Columns, order and dtypes are those of the contract, with rows and without."""
    with Project(tmp_path / "x.voc") as project:
        if filled:
            project.add(talk())
            project.add(survey())
            project.code("p01", quote="een kwartier", code="Tijd")
        project.empathy_map("Marieke", question="Waarom?")
        if filled:
            project.note("Marieke", "pains", "Duurt lang", supports=project.quotes())

        assert dtypes(project.codings()) == frames.CODINGS
        assert dtypes(project.quotes()) == frames.QUOTES
        assert dtypes(project.turns()) == frames.TURNS
        assert dtypes(project.events()) == frames.EVENTS
        assert dtypes(project.sources()) == frames.SOURCES
        assert dtypes(project.codes()) == frames.CODES
        assert dtypes(project.evidence("Marieke")) == frames.EVIDENCE
        assert dtypes(project.note_counts("Marieke")) == frames.NOTES
        assert dtypes(project.history()) == frames.HISTORY
        assert list(project.answers().columns)[: len(frames.ANSWERS)] == list(frames.ANSWERS)
        assert list(project.code_counts().columns) == ["code", "codings", "sources", "respondents"]
        assert list(project.co_occurrence().columns) == ["code", "other", "codings", "sources"]


def test_attributes_keep_their_types(project: Project) -> None:
    """Whole numbers stay whole where some are missing; text stays text."""
    people = project.respondents().set_index("respondent")

    assert dtypes(people) == {"segment": "str", "household": "Int64", "garden": "boolean"}
    assert people.loc["1", "household"] == 3
    assert people["garden"].isna().sum() == len(people) - 1
    assert "p01" in people.index


def test_a_quote_becomes_a_coding(project: Project) -> None:
    """The coding knows the words, who said them, the code's path, and who coded."""
    project.code("p01", quote="een kwartier", code="Zeggen/Duur", coder="B", memo="let op")

    row = project.codings().iloc[0]
    assert row["quote"] == "een kwartier"
    assert talk().text[row["start"] : row["end"]] == "een kwartier"
    assert (row["speaker"], row["respondent"]) == ("Marieke", "p01")
    assert (row["code"], row["coder"], row["memo"]) == ("Zeggen/Duur", "B", "let op")
    assert project.codebook.paths() == ["Zeggen", "Zeggen/Duur"]


def test_offsets_count_an_emoji_once(project: Project) -> None:
    """After an emoji a span still covers the words that it covers in Python."""
    start = talk().text.index("vijf")

    coding = project.code("p01", span=(start, start + 4), code="Duur")

    assert coding.quote == "vijf"


def test_a_passage_can_lie_across_turns(project: Project) -> None:
    """A span over the end of a turn belongs to who began it."""
    text = talk().text
    span = Span(text.index("langer"), text.index("gisteren"))

    coding = project.code("p01", span=span, code="Duur")

    assert "\n" in coding.quote
    assert coding.speaker == "Marieke"


def test_what_an_interviewer_says_has_no_respondent(project: Project) -> None:
    """A coded question belongs to nobody's experience."""
    project.code("p01", quote="Hoe lang douche je", code="Vraag")

    assert project.codings()["respondent"].isna().all()


def test_an_answer_can_be_coded_whole_or_in_part(project: Project) -> None:
    """Without a quote the whole answer is coded; its offsets count in the answer."""
    answer = project.answers(QUESTION)["answer"].iloc[0]

    whole = project.code("survey", answer=answer, code="Factuur")
    part = project.code("survey", answer=answer, quote="onduidelijk", code="Helderheid")

    assert (whole.quote, whole.respondent) == ("De rekening is onduidelijk", "1")
    assert part.span.cut(whole.quote) == "onduidelijk"
    assert list(project.quotes("Helderheid")["before"]) == ["De rekening is "]


def test_a_code_gathers_the_quotes_of_what_hangs_under_it(project: Project) -> None:
    """Asking for a code gives its branch, and not its namesakes."""
    project.code("p01", quote="een kwartier", code="Pijn/Tijd")
    project.code("p01", quote="Hoe lang", code="Pijnlijk")

    assert list(project.quotes("Pijn")["quote"]) == ["een kwartier"]
    assert list(project.quotes("Pijn", context=4)["before"]) == ["het "]


def test_renaming_a_code_takes_its_codings_along(project: Project) -> None:
    """The coding stays where it is; its code has the new path."""
    project.code("p01", quote="een kwartier", code="Pijn/Tijd")

    project.rename_code("Pijn", "Pains")

    assert list(project.codings()["code"]) == ["Pains/Tijd"]


@pytest.mark.parametrize(
    ("arguments", "error", "complaint"),
    [
        ({"quote": "een halfuur"}, QuoteError, "nearest passage"),
        ({"quote": "vijf minuten"}, AmbiguousQuoteError, r"2 times.*occurrence="),
        ({"quote": ""}, QuoteError, "empty"),
        ({"span": (5, 5)}, SpanError, "at least one character"),
        ({"span": (0, 9999)}, SpanError, "ends after the text"),
        ({"quote": "x", "span": (0, 1)}, QuoteError, "not both"),
        ({}, QuoteError, "which passage"),
        ({"answer": "nope"}, NotFoundError, "not a table of answers|no answer with id"),
        ({"quote": "een kwartier", "code": "Pijn//Tijd"}, CodebookError, "needs a name"),
    ],
)
def test_a_passage_that_cannot_be_coded_leaves_nothing(
    project: Project, arguments: dict[str, object], error: type[Exception], complaint: str
) -> None:
    """The error says why, and neither a coding nor a code is left behind."""
    before = (project.provenance(), len(project.history()))

    with pytest.raises(error, match=complaint):
        project.code("p01", **{"code": "Pijn/Tijd", **arguments})  # type: ignore[arg-type]

    assert (project.provenance(), len(project.history())) == before


def test_a_missing_source_lists_those_there_are(project: Project) -> None:
    """A slip of the pen in a name shows the choice."""
    with pytest.raises(NotFoundError, match="'p01', 'survey'"):
        project.transcript("p1")
    with pytest.raises(NotFoundError, match="not a transcript"):
        project.transcript("survey")
    with pytest.raises(NotFoundError, match="Wat kan beter"):
        project.answers("Wat kan slechter?")


def test_another_text_under_a_name_is_refused(project: Project) -> None:
    """A source is never replaced in silence."""
    with pytest.raises(ConflictError, match="another source named 'p01'"):
        project.add(Transcript("p01", "Heel iets anders"))

    assert project.transcript("p01") == talk()


def test_an_empty_answer_cannot_be_coded(project: Project) -> None:
    """There are no words to put a code on."""
    answers = project.answers()
    empty = answers.loc[answers["text"] == "", "answer"].iloc[0]

    with pytest.raises(SourceError, match="empty"):
        project.code("survey", answer=empty, code="Niets")


def test_an_answer_table_without_answers_is_a_source(project: Project) -> None:
    """A survey that nobody answered yet can be added."""
    project.add(AnswerTable("later", (Respondent("9"),)))

    assert "9" in set(project.respondents()["respondent"])
    assert len(project.answers()) == 5


def test_a_respondent_gathers_attributes_over_sources(project: Project) -> None:
    """A second table adds attributes to the same person, and the latest value stands."""
    more = AnswerTable("wave2", (Respondent("1", {"age": 41, "household": 4}),), (Answer("1", "Q", "x"),))

    project.add(more)

    row = project.respondents().set_index("respondent").loc["1"]
    assert (row["segment"], row["household"], row["age"]) == ("huur", 4, 41)


def test_evidence_leads_back_to_the_words(project: Project) -> None:
    """A note's evidence is verbatim, from codings and from answers."""
    project.code("p01", quote="een kwartier", code="Duur")
    project.code("p01", quote="vijf minuten", occurrence=1, code="Zegt")
    project.empathy_map("Marieke", question="Waarom?")

    project.note(
        "Marieke",
        "say_do",
        "Duurt lang",
        supports=[project.quotes("Duur"), project.answers().head(1)],
        contradicts=project.quotes("Zegt"),
    )

    found = project.evidence("Marieke")
    assert list(found["quote"]) == ["een kwartier", "De rekening is onduidelijk", "vijf minuten"]
    assert list(found["kind"]) == ["coding", "answer", "coding"]
    assert list(found["relation"]) == ["supports", "supports", "contradicts"]
    assert list(found["respondent"]) == ["p01", "1", "p01"]


def test_the_same_note_gathers_evidence(project: Project) -> None:
    """The same words in the same region stay one note; the same evidence counts once."""
    project.code("p01", quote="een kwartier", code="Duur")
    project.empathy_map("Marieke", question="Waarom?")
    project.note("Marieke", "pains", "Duurt lang")

    project.note("Marieke", "pains", "Duurt lang", supports=project.quotes("Duur"))
    board = project.note("Marieke", "pains", "Duurt lang", supports=project.quotes("Duur"))

    assert [len(note.evidence) for note in board.notes] == [1]
    assert board.notes[0].origin == "said"


def test_a_coding_that_carries_a_note_leaves_a_mark(project: Project) -> None:
    """The note loses its evidence and says where that came from."""
    coding = project.code("p01", quote="een kwartier", code="Duur")
    project.empathy_map("Marieke", question="Waarom?")
    project.note("Marieke", "pains", "Duurt lang", supports=coding)

    project.uncode(coding.id)
    (note,) = project.board("Marieke").notes

    assert project.codings().empty
    assert (note.evidence, note.stale) == ((), "p01")


def test_evidence_must_be_in_the_project(project: Project) -> None:
    """A table of something else, or an id of nowhere, is no evidence."""
    project.empathy_map("Marieke", question="Waarom?")

    with pytest.raises(BoardError, match="none of the columns"):
        project.note("Marieke", "pains", "x", supports=pd.DataFrame({"text": ["a"]}))
    with pytest.raises(NotFoundError, match="no answer 'nope'"):
        project.note("Marieke", "pains", "x", supports=pd.DataFrame({"answer": ["nope"]}))

    assert project.board("Marieke").notes == ()


def test_one_board_answers_one_question(project: Project) -> None:
    """The same name with another question is refused; opening it again is not."""
    project.empathy_map("Marieke", question="Waarom?")
    project.empathy_map("Marieke", question="Waarom?")

    with pytest.raises(ConflictError, match="asks 'Waarom\\?'"):
        project.empathy_map("Marieke", question="Hoe?")


def test_check_names_what_was_changed_behind_its_back(project: Project) -> None:
    """An altered text, an altered answer and a drifted quote are each named."""
    project.code("p01", quote="een kwartier", code="Duur")
    assert project.check() == []

    with sqlite3.connect(project._store.path) as raw:
        raw.execute("UPDATE source SET text = 'x' || text WHERE name = 'p01'")
        raw.execute("UPDATE answer SET text = 'y' WHERE text = 'geen'")
    raw.close()

    found = "\n".join(project.check())
    assert "The text of 'p01' was changed" in found
    assert "The answer of '2' to 'Wat kan beter?' in 'survey' was changed" in found
    assert "A coding 'Duur' in 'p01'" in found
    assert "een kwartier" not in found


def test_the_hash_tells_content_and_nothing_else(tmp_path: Path) -> None:
    """Two projects with the same content have one hash; another memo makes another."""
    hashes = []
    for name, memo in (("a", ""), ("b", ""), ("c", "let op")):
        with Project(tmp_path / f"{name}.voc") as project:
            project.add(survey())
            project.add(talk())
            project.code("p01", quote="een kwartier", code="Duur", memo=memo)
            hashes.append(project.provenance().hash)

    assert hashes[0] == hashes[1] != hashes[2]


def test_who_listens_hears_each_act(project: Project) -> None:
    """A callback is called once an act, and no more once it is taken off."""
    heard: list[int] = []
    stop = project.subscribe(lambda: heard.append(len(project.codings())))

    project.code("p01", quote="een kwartier", code="Duur")
    project.code("p01", quote="een kwartier", code="Duur")
    project.undo()
    stop()
    project.redo()

    assert heard == [1, 0]


def test_a_passage_with_two_codes_is_said_once(project: Project) -> None:
    """The same words under two codes, or by two coders, count as one quote."""
    for code in ("Duur", "Tijd"):
        project.code("p01", quote="een kwartier", code=code)
    project.code("p01", quote="een kwartier", code="Duur", coder="B")
    project.empathy_map("Marieke", question="Waarom?")

    project.note("Marieke", "pains", "Duurt lang", supports=project.quotes())

    assert project.note_counts("Marieke")["quotes"].to_list() == [1]
    assert len(project.evidence("Marieke")) == 3


def test_what_is_only_contradicted_was_not_said(project: Project) -> None:
    """A note with nothing but evidence against it stays imagined."""
    project.code("p01", quote="een kwartier", code="Duur")
    project.empathy_map("Marieke", question="Waarom?")

    board = project.note("Marieke", "say_do", "Zo klaar", contradicts=project.quotes())

    assert board.notes[0].origin == "imagined"
    assert project.note_counts("Marieke")["contradictions"].to_list() == [1]


def test_one_row_can_be_evidence_and_a_text_cannot(project: Project) -> None:
    """A single row of a table is taken; words alone are refused, and say what to pass."""
    project.code("p01", quote="een kwartier", code="Duur")
    project.empathy_map("Marieke", question="Waarom?")

    board = project.note("Marieke", "pains", "Duurt lang", supports=project.codings().iloc[0])

    assert len(board.notes[0].evidence) == 1
    with pytest.raises(BoardError, match="'een kwartier' cannot be evidence"):
        project.note("Marieke", "pains", "Lang", supports="een kwartier")  # type: ignore[arg-type]


def test_an_empty_answer_is_no_evidence(project: Project) -> None:
    """There is nothing in it to quote."""
    project.empathy_map("Marieke", question="Waarom?")

    with pytest.raises(ConflictError, match="empty"):
        project.note("Marieke", "pains", "x", supports=project.answers())


def test_a_transcript_read_anew_is_corrected(project: Project) -> None:
    """The same text with other names and another language replaces the reading; codings stay."""
    project.code("p01", quote="een kwartier", code="Duur")

    project.add(replace(talk().renamed({"Marieke": "Mieke"}), language="nl-BE"))

    assert project.transcript("p01").speaker("Mieke") is not None
    assert list(project.codings()["speaker"]) == ["Mieke"]
    assert project.undo() == "add p01"
    assert project.transcript("p01") == talk()


def test_a_text_taken_away_and_read_anew_is_not_the_old_one(tmp_path: Path) -> None:
    """After undo, the same text with other speakers shows those."""
    with Project(tmp_path / "study.voc") as project:
        project.add(talk())
        project.transcript("p01")
        project.undo()

        project.add(talk().renamed({"Marieke": "Mieke"}))

        assert project.transcript("p01").speaker("Mieke") is not None


def test_a_missing_memo_is_no_memo(project: Project) -> None:
    """An empty cell of a table of codings is not written as words."""
    coding = project.code("p01", quote="een kwartier", code="Duur", memo=float("nan"))  # type: ignore[arg-type]

    assert coding.memo == ""


def test_a_colour_is_a_colour(project: Project) -> None:
    """Names of colours are refused with the form that is meant."""
    with pytest.raises(CodebookError, match="#RRGGBB"):
        project.add_code("Duur", color="red")


def test_an_attribute_may_be_called_like_a_column_of_ours(project: Project) -> None:
    """It gets a name of its own, and nobody is mixed up."""
    people = (
        Respondent("1", {"respondent": "x", "text": "y", "topic": "z"}),
        Respondent("9", {"age": 10**20}),
    )

    project.add(AnswerTable("next", people, (Answer("9", "Q", "hallo"),)))

    answers = project.answers()
    assert len(answers) == 6
    assert set(answers["respondent"]) == {"1", "2", "3", "4", "9"}
    assert answers.loc[0, "text (respondent)"] == "y"
    assert project.respondents().set_index("respondent").loc["1", "respondent (respondent)"] == "x"


def test_offsets_can_come_from_a_table(project: Project) -> None:
    """The start and end of a row of turns are a span."""
    turn = project.turns().iloc[1]

    assert project.code("p01", span=(turn["start"], turn["end"]), code="Beurt").quote == turn["text"]


def test_an_observed_note_stays_observed(project: Project) -> None:
    """More evidence, without another origin, leaves where the note came from."""
    project.empathy_map("Marieke", question="Waarom?")
    answers = project.answers(QUESTION)
    project.note("Marieke", "see", "Geen meter", supports=answers.head(1), origin=Origin.OBSERVED)

    board = project.note("Marieke", "see", "Geen meter", supports=answers.iloc[[1]])

    assert board.notes[0].origin is Origin.OBSERVED


def test_an_encoder_needs_a_name(project: Project) -> None:
    """Two lambdas could not be told apart, so neither is taken."""
    with pytest.raises(TopicsError, match="no name"):
        project.topics(encode=lambda texts: np.zeros((len(texts), 2), np.float32))


def test_a_survey_without_answers_is_listed(project: Project) -> None:
    """A table with no answers yet is a source too."""
    project.add(AnswerTable("later"))

    assert project.sources().set_index("source").loc["later", "items"] == 0


def test_merging_codes_keeps_every_coding_and_its_evidence(project: Project) -> None:
    """Codings move to the other code; where both were on one passage, one stays and carries the notes."""
    both = [project.code("p01", quote="een kwartier", code=code) for code in ("Duur", "Tijd")]
    project.code("p01", quote="Hoe lang", code="Duur")
    project.code("p01", quote="Gisteren", code="Duur/Dag")
    project.empathy_map("Marieke", question="Waarom?")
    project.note("Marieke", "pains", "Duurt lang", supports=both[0])

    project.merge_codes("Duur", "Tijd")

    assert project.codebook.paths() == ["Tijd", "Tijd/Dag"]
    assert sorted(project.codings()["quote"]) == ["Gisteren", "Hoe lang", "een kwartier"]
    assert list(project.evidence("Marieke")["quote"]) == ["een kwartier"]
    assert project.check() == []


def test_merging_branches_merges_namesakes(project: Project) -> None:
    """A code under the one meets its namesake under the other."""
    project.code("p01", quote="Hoe lang", code="A/X")
    project.code("p01", quote="Gisteren", code="B/X")

    project.merge_codes("A", "B")

    assert project.codebook.paths() == ["B", "B/X"]
    assert list(project.codings()["code"]) == ["B/X", "B/X"]


@pytest.mark.parametrize("into", ["Duur", "Duur/Dag"])
def test_a_code_is_not_merged_into_itself(project: Project, into: str) -> None:
    """Nor into what hangs under it; nothing is changed."""
    project.add_code("Duur/Dag")
    before = project.provenance()

    with pytest.raises(CodebookError, match="cannot be merged"):
        project.merge_codes("Duur", into)

    assert project.provenance() == before


def test_a_code_in_use_is_not_removed(project: Project) -> None:
    """Neither with codings nor with codes under it."""
    project.code("p01", quote="een kwartier", code="Duur/Dag")

    for path in ("Duur", "Duur/Dag"):
        with pytest.raises(ConflictError, match="in use"):
            project.remove_code(path)

    assert project.codebook.paths() == ["Duur", "Duur/Dag"]


def test_a_coding_can_be_resized_and_recoded(project: Project) -> None:
    """The quote follows the span, the id stays."""
    coding = project.code("p01", quote="een kwartier", code="Duur")

    resized = project.resize(coding.id, (coding.span.start + 4, coding.span.end))
    recoded = project.recode(coding.id, "Tijd")

    assert (resized.id, resized.quote) == (coding.id, "kwartier")
    assert (recoded.id, recoded.code) == (coding.id, "Tijd")


def test_recoding_makes_no_twin(project: Project) -> None:
    """Where the code is on the passage already, nothing is changed."""
    coding = project.code("p01", quote="een kwartier", code="Duur")
    project.code("p01", quote="een kwartier", code="Tijd")

    with pytest.raises(ConflictError, match="already"):
        project.recode(coding.id, "Tijd")
    with pytest.raises(SpanError):
        project.resize(coding.id, (0, 9999))
    with pytest.raises(NotFoundError, match="no coding 'nope'"):
        project.recode("nope", "Tijd")

    assert sorted(project.codings()["code"]) == ["Duur", "Tijd"]
