"""Quotes of a project: by code, speaker, source and attribute; and counts over them."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.studies import survey, talk
from vocbench.errors import CodebookError, NotFoundError
from vocbench.project import Project


@pytest.fixture
def coded(project: Project) -> Project:
    """The small study with six codings by A and one by B."""
    answers = project.answers()["answer"]
    project.code("p01", quote="vijf minuten", occurrence=1, code="Duur/Kort")
    project.code("p01", quote="het een kwartier", code="Duur/Lang")
    project.code("p01", quote="een kwartier. Maar", code="Zegt")
    project.code("p01", quote="Hoe lang", code="Vraag")
    project.code("survey", answer=answers[0], quote="rekening", code="Geld")
    project.code("survey", answer=answers[4], code="Duur/Lang")
    project.code("survey", answer=answers[1], code="Geld", coder="B")
    return project


def words(found: pd.DataFrame) -> list[str]:
    """The quotes themselves."""
    return found["quote"].to_list()


def test_a_boolean_of_codes_looks_at_overlaps(coded: Project) -> None:
    """What is coded Lang and lies under Zegt; and what is coded Duur without it."""
    assert words(coded.quotes("Duur", all_of="Zegt")) == ["het een kwartier"]
    assert words(coded.quotes("Duur", none_of=["Zegt"])) == [
        "vijf minuten",
        "Lange wachttijd aan de telefoon",
    ]


def test_without_a_code_any_passage_may_overlap(coded: Project) -> None:
    """Both the passages of Zegt and those under them are found."""
    assert words(coded.quotes(all_of=["Zegt"])) == ["het een kwartier", "een kwartier. Maar"]


def test_quotes_by_speaker_or_role(coded: Project) -> None:
    """A name finds one person, a role all who have it; who answers a survey is a respondent."""
    assert words(coded.quotes(speakers="interviewer")) == ["Hoe lang"]
    assert len(coded.quotes(speakers="Marieke")) == 3
    assert len(coded.quotes(speakers="respondent")) == 6
    assert words(coded.quotes(speakers=["I", "4"])) == ["Hoe lang", "Lange wachttijd aan de telefoon"]


def test_quotes_by_attribute(coded: Project) -> None:
    """A value, several values, and none at all."""
    assert words(coded.quotes(where={"segment": "huur"})) == ["rekening", "De app is traag"]
    assert words(coded.quotes("Geld", where={"segment": ["huur", "koop"], "household": 3})) == [
        "rekening",
        "De app is traag",
    ]
    assert "Lange wachttijd aan de telefoon" in words(coded.quotes(where={"segment": None}))


def test_quotes_by_source_and_coder(coded: Project) -> None:
    """One source, and one coder."""
    assert len(coded.quotes(sources="p01")) == 4
    assert len(coded.quotes(sources=["p01", "survey"])) == 7
    assert words(coded.quotes(coder="B")) == ["De app is traag"]


def test_the_boolean_of_a_coder_looks_at_their_own_codings(coded: Project) -> None:
    """What another coder put over a passage does not count for this one."""
    coded.code("p01", quote="Hoe lang", code="Zegt", coder="B")

    assert coded.quotes("Vraag", all_of="Zegt", coder="A").empty
    assert words(coded.quotes("Vraag", all_of="Zegt")) == ["Hoe lang"]


def test_a_quote_says_where_it_stands(coded: Project) -> None:
    """In a transcript: turn, time and place; in an answer: which answer, and no turn."""
    spoken = coded.quotes("Duur/Lang", sources="p01").iloc[0]
    written = coded.quotes("Duur/Lang", sources="survey").iloc[0]

    assert (spoken["turn"], spoken["turn_seconds"]) == (4, 15.0)
    assert coded.transcript("p01").text[spoken["start"] : spoken["end"]] == spoken["quote"]
    assert written["answer"] == coded.answers()["answer"][4]
    assert written[["turn", "turn_seconds"]].isna().all()


def test_near_the_start_there_is_less_before_a_quote(coded: Project) -> None:
    """What stands before it is all there is, and nothing from the end of the text."""
    (first,) = coded.quotes("Duur/Kort")["before"]

    assert first == "Hoe lang douche je?\nNou ja 😀 "


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sources": "p99"}, "no source 'p99'"),
        ({"speakers": "Piet"}, "Nobody is called 'Piet'. The speakers are: 'I', 'Marieke'"),
        ({"where": {"age": 3}}, "no respondent has the attribute 'age'"),
    ],
)
def test_a_name_that_is_not_there_is_refused(coded: Project, options: dict[str, str], message: str) -> None:
    """The message says which, and what there is."""
    with pytest.raises(NotFoundError, match=f"(?i){message}"):
        coded.quotes(**options)  # type: ignore[arg-type]  # three kinds of options


@pytest.mark.parametrize("options", [{"code": "Nix"}, {"all_of": "Nix"}, {"none_of": ["Nix"]}])
def test_a_code_that_is_not_there_is_refused(coded: Project, options: dict[str, str]) -> None:
    """In each part of the Boolean."""
    with pytest.raises(CodebookError, match="No code 'Nix'"):
        coded.quotes(**options)  # type: ignore[arg-type]  # three kinds of options


def test_counts_by_source_follow_codebook_and_sources(coded: Project) -> None:
    """Codes in the order of the codebook; what nobody coded has no row."""
    counts = coded.counts_by_source()

    assert counts[["code", "source", "codings", "respondents"]].to_numpy().tolist() == [
        ["Duur/Kort", "p01", 1, 1],
        ["Duur/Lang", "p01", 1, 1],
        ["Duur/Lang", "survey", 1, 1],
        ["Geld", "survey", 2, 1],
        ["Vraag", "p01", 1, 0],
        ["Zegt", "p01", 1, 1],
    ]


def test_counts_by_segment_leave_out_who_never_spoke(coded: Project) -> None:
    """Respondent 3 gave an empty answer, so the segment huur has one voice and not two."""
    counts = coded.counts_by_segment("segment")

    money = counts[counts["code"] == "Geld"]
    assert money[["segment", "hits", "n"]].astype(object).fillna("?").to_numpy().tolist() == [
        ["huur", 1, 1],
        ["koop", 0, 1],
        ["?", 0, 2],
    ]
    assert set(counts["code"]) == set(coded.codebook.paths())


def test_a_code_line_has_a_row_for_each_coding(coded: Project) -> None:
    """In the order of the text, between 0 and 1."""
    line = coded.code_line("p01")

    assert line["code"].to_list() == ["Vraag", "Duur/Kort", "Duur/Lang", "Zegt"]
    assert line["start_share"].is_monotonic_increasing
    assert line["start_share"].iloc[0] == 0
    assert line["end_share"].max() < 1


def test_a_table_of_answers_has_no_course(coded: Project) -> None:
    """Only an interview runs from start to end."""
    with pytest.raises(NotFoundError, match="a table of answers, not a transcript"):
        coded.code_line("survey")


def test_quotes_by_overlap_are_those_that_co_occurrence_counts(coded: Project) -> None:
    """Both passages of a pair are there, each with the code of the other."""
    (pair,) = coded.co_occurrence().itertuples(index=False)

    found = coded.quotes_by_overlap()

    assert (pair.code, pair.other) == ("Duur/Lang", "Zegt")
    assert found[["quote", "code", "other"]].to_numpy().tolist() == [
        ["het een kwartier", "Duur/Lang", "Zegt"],
        ["een kwartier. Maar", "Zegt", "Duur/Lang"],
    ]


def test_quotes_by_segment_name_the_segment_of_each_voice(coded: Project) -> None:
    """An interviewer belongs to none, so what they say is left out."""
    found = coded.quotes_by_segment("segment").set_index("quote")["segment"]

    assert found["rekening"] == "huur"
    assert pd.isna(found["het een kwartier"])
    assert "Hoe lang" not in found.index


def test_a_project_without_codings_has_empty_counts() -> None:
    """No counts, no quotes and no line; the columns are there."""
    with Project(":memory:") as project:
        project.add(talk())
        project.add(survey())

        assert project.quotes(all_of=[], none_of=[]).empty
        assert list(project.counts_by_source()) == ["code", "source", "codings", "respondents"]
        assert list(project.quotes_by_overlap())[-1] == "other"
        assert list(project.counts_by_segment("segment")) == [
            "code", "segment", "hits", "n", "share", "low", "high"
        ]  # fmt: skip
        assert project.code_line("p01").empty
