"""What a project holds leaves as files that other programs read back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyreadstat
import pytest
from docx import Document
from docx.shared import Cm

from tests.studies import QUESTION, survey, talk
from vocbench.errors import NotFoundError, VocbenchError, WriteError
from vocbench.exchange.transcripts import read_transcript
from vocbench.project import Project


@pytest.fixture
def study(tmp_path: Path) -> Project:
    """One interview and five answers, coded by two people, with an example and a memo."""
    project = Project(tmp_path / "douchen.voc", coder="Femke")
    project.add(talk())
    project.add(survey())
    project.add_code("Tijd", description="hoe lang iets duurt")
    project.add_code("Tijd/Kort", color="#D55E00")
    project.change_code("Tijd/Kort", when_to_use="minder dan tien minuten", when_not_to_use="*gisteren*")
    first = project.code("p01", code="Tijd/Kort", quote="vijf minuten", occurrence=1, memo="zegt het lachend")
    project.mark_example(first.id)
    project.code("p01", code="Tijd", quote="😀 vijf minuten (lacht) langer", coder="Joost")
    project.code("p01", code="Vraag", quote="En gisteren?")
    slow = project.answers().query("text == 'De app is traag'")["answer"].item()
    project.code("survey", code="Traag", answer=slow)
    return project


def test_codings_carry_the_attributes_of_who_says_it(study: Project) -> None:
    """A coding of an answer has its question, wave, score and segment; an interviewer's has none."""
    table = study.coding_table().set_index("code")
    told = table[["question", "wave", "score", "segment"]].T.to_dict("list")

    assert told["Traag"] == [
        QUESTION,
        "2026",
        6.0,
        "huur",
    ]
    assert table.loc["Vraag", ["respondent", "segment", "score"]].isna().all()


def test_matrix_has_everybody_who_was_heard(study: Project) -> None:
    """Who was interviewed or answered has a row, with 0 where the code was not given."""
    matrix = study.code_matrix().set_index("respondent")

    assert list(matrix.index) == ["1", "2", "3", "4", "p01"]
    assert matrix["Traag"].tolist() == [1, 0, 0, 0, 0]
    assert matrix.loc["1", "segment"] == "huur"
    assert matrix["Vraag"].sum() == 0


def test_who_withdrew_is_in_no_table(study: Project, tmp_path: Path) -> None:
    """Nobody counts as not having a code because their codings went with their consent."""
    study.withdraw("p01")

    tables = {
        what: pd.read_csv(study.export(tmp_path / f"{what}.csv", what).path)["respondent"].astype(str)
        for what in ("matrix", "turns", "codings")
    }
    assert not any("p01" in set(keys) for keys in tables.values())


def test_words_that_may_not_be_kept_are_told_where_they_go_out(study: Project, tmp_path: Path) -> None:
    """Until they are forgotten a text still holds them, which somebody should know before mailing it."""
    study.withdraw("p01")
    files = {"p01.docx": "p01", "all.qdpx": None}

    def told() -> list[list[str]]:
        exported = [study.export(tmp_path / file, source=source) for file, source in files.items()]
        return [[loss.name for loss in each.losses if "kept" in loss.what] for each in exported]

    assert told() == [["p01"], ["p01"]]
    study.forget("p01")
    assert told() == [[], []]


def test_matrix_counts_a_code_for_the_codes_above_it(study: Project) -> None:
    """Who has Tijd/Kort has Tijd, also where nobody gave it."""
    study.remove_code("Tijd/Kort", with_codings=True)
    assert study.code_matrix(["Tijd"])["Tijd"].sum() == 1

    study.uncode(study.codings().query("code == 'Tijd'")["coding"].item())
    study.code("p01", code="Tijd/Lang", quote="een kwartier")
    assert study.code_matrix(["Tijd", "Tijd/Lang"]).query("respondent == 'p01'")[
        ["Tijd", "Tijd/Lang"]
    ].sum().tolist() == [1, 1]


def test_matrix_per_answer_keeps_every_answer(study: Project) -> None:
    """Five answers are five rows with their words, one of them coded."""
    matrix = study.code_matrix(per="answer")

    assert len(matrix) == 5
    assert matrix.loc[matrix["Traag"] == 1, "text"].tolist() == ["De app is traag"]


def test_another_unit_is_refused(study: Project) -> None:
    """The message names the two units there are."""
    with pytest.raises(NotFoundError, match="'respondent' or per 'answer'"):
        study.code_matrix(per="source")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_codings_are_the_same_in_every_table(study: Project, tmp_path: Path, suffix: str) -> None:
    """Each kind of file has four codings with their quotes, codes and coders."""
    path = study.export(tmp_path / f"codings{suffix}").path

    read: dict[str, Any] = {
        ".csv": pd.read_csv,
        ".xlsx": partial(pd.read_excel, engine="openpyxl"),
        ".parquet": pd.read_parquet,
    }
    frame = read[suffix](path)
    expected = study.coding_table()
    assert list(frame.columns) == list(expected.columns)
    for column in ("quote", "code", "coder", "start"):
        assert frame[column].tolist() == expected[column].tolist()


def test_quotes_carry_attributes_too(study: Project, tmp_path: Path) -> None:
    """The quote of respondent 1 stands beside the segment."""
    frame = pd.read_csv(study.export(tmp_path / "quotes.csv", "quotes").path)

    assert frame.set_index("code").loc["Traag", "segment"] == "huur"


def test_spss_file_says_what_its_variables_are(study: Project, tmp_path: Path) -> None:
    """Codes are nominal 0/1 variables labelled by their path, named as SPSS accepts; a score is a scale."""
    path = study.export(tmp_path / "antwoorden.sav", lang="nl").path

    frame, meta = pyreadstat.read_sav(str(path))
    assert meta.column_names_to_labels["Tijd_Kort"] == "Tijd/Kort"
    assert meta.variable_value_labels["Traag"] == {0: "nee", 1: "ja"}
    assert (meta.variable_measure["Traag"], meta.variable_measure["score"]) == ("nominal", "scale")
    assert frame["Traag"].tolist() == study.code_matrix(per="answer")["Traag"].tolist()
    assert frame["score"].tolist()[:3] == [3.0, 6.0, 9.0]
    assert frame["text"].tolist()[1] == "De app is traag"


def test_a_study_without_answers_goes_to_spss_by_respondent(tmp_path: Path) -> None:
    """An empty file would be of use to nobody."""
    with Project(tmp_path / "praat.voc") as project:
        project.add(talk())
        project.code("p01", code="Tijd", quote="vijf minuten", occurrence=1)

        assert project.export(tmp_path / "praat.sav").counts == {"respondents": 1}


def test_codebook_tells_how_to_code(study: Project, tmp_path: Path) -> None:
    """The Markdown has definition, borders, example and use, in Dutch, and nobody's stars become bold."""
    text = study.export(tmp_path / "boek.md", lang="nl").path.read_text("utf-8")

    assert "# Codeboek: douchen" in text
    assert "### Kort" in text
    assert "**Gebruik bij:** minder dan tien minuten" in text
    assert r"**Gebruik niet bij:** \*gisteren\*" in text
    assert "- “vijf minuten” (p01)" in text
    assert "*Coderingen: 1 · Respondenten: 1*" in text


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_borders_of_codes_travel_in_a_codebook_of_the_standard(
    study: Project, tmp_path: Path, lang: str
) -> None:
    """Other programs see them in the description, and we take them apart again; hot keys alone are lost."""
    exported = study.export(tmp_path / "boek.qdc", lang=lang)

    assert "minder dan tien minuten" in exported.path.read_text("utf-8")
    assert [(loss.n, loss.what.in_language("en")) for loss in exported.losses] == [(4, "hot key")]
    with Project(tmp_path / "nieuw.voc") as again:
        again.bring_in(exported.path)
        texts = [(each.description, each.when_to_use, each.when_not_to_use) for each in again.codebook]
        assert texts == [(e.description, e.when_to_use, e.when_not_to_use) for e in study.codebook]


def test_codebook_in_word_and_in_a_workbook_hold_the_same_codes(study: Project, tmp_path: Path) -> None:
    """Every code is a heading of the document and a row of the workbook."""
    document = Document(str(study.export(tmp_path / "boek.docx").path))
    book = openpyxl.load_workbook(study.export(tmp_path / "boek.xlsx", "codebook").path)

    headings = [
        each.text.strip()
        for each in document.paragraphs
        if each.style and str(each.style.name).startswith("Heading")
    ]
    assert headings == ["Tijd", "Kort", "Traag", "Vraag"]
    rows = list(book.worksheets[0].values)
    assert [row[0] for row in rows[1:]] == study.codebook.paths()
    assert "“vijf minuten” (p01)" in str(rows[2])


def test_coded_transcript_is_read_back_word_for_word(study: Project, tmp_path: Path) -> None:
    """Speakers, times and words of the document are those of the transcript."""
    path = study.export(tmp_path / "p01.docx", source="p01").path

    again, before = read_transcript(path), study.transcript("p01")
    assert again.text == before.text
    assert [(turn.speaker, turn.start_seconds) for turn in again.turns] == [
        (turn.speaker, turn.start_seconds) for turn in before.turns
    ]


def test_coded_transcript_has_a_comment_on_each_passage(study: Project, tmp_path: Path) -> None:
    """Overlapping codings each have a comment by their coder, on exactly their words."""
    path = study.export(tmp_path / "p01.docx", source="p01").path

    document = Document(str(path))
    comments = {each.comment_id: (each.text, each.author) for each in document.comments}
    assert set(comments.values()) == {
        ("Tijd/Kort\nzegt het lachend", "Femke"),
        ("Tijd", "Joost"),
        ("Vraag", "Femke"),
    }
    passages = {comments[key][0].split("\n")[0]: words for key, words in _commented(document).items()}
    assert passages == {
        "Tijd/Kort": "vijf minuten",
        "Tijd": "😀 vijf minuten (lacht) langer",
        "Vraag": "En gisteren?",
    }


@pytest.mark.parametrize("file", ["p01.docx", "boek.docx"])
def test_a_document_is_of_the_study_alone(study: Project, tmp_path: Path, file: str) -> None:
    """It is on A4, its spelling is checked in Dutch, and no library signs as its author."""
    path = study.export(tmp_path / file, source="p01" if file == "p01.docx" else None, lang="nl").path

    document = Document(str(path))
    styles = document.styles.element.xml
    assert document.sections[0].page_height == pytest.approx(Cm(29.7), abs=Cm(0.01))
    assert ('w:val="nl-NL"' in styles, 'w:val="en-US"' in styles) == (True, False)
    assert (document.core_properties.author, document.core_properties.comments) == ("", "")


def test_a_coded_passage_has_the_tint_of_its_code(study: Project, tmp_path: Path) -> None:
    """Where passages overlap it is that of the shorter one, and words without a code have none."""
    path = study.export(tmp_path / "p01.docx", source="p01").path

    fills = {run.text: run._element.xpath("w:rPr/w:shd/@w:fill") for run in _runs(Document(str(path)))}
    assert fills["vijf minuten"] == ["f5d7c0"]
    assert fills[" (lacht) langer"] not in ([], ["f5d7c0"])
    assert fills["p01"] == []


def _runs(document: Any) -> list[Any]:
    return [run for paragraph in document.paragraphs for run in paragraph.runs]


def _commented(document: Any) -> dict[int, str]:
    """The words between the start and the end of each comment."""
    words: dict[int, str] = {}
    open_: set[int] = set()
    for element in document.element.body.iter():
        kind = element.tag.rpartition("}")[2]
        key = next((int(v) for k, v in element.attrib.items() if k.endswith("}id") and v.isdecimal()), -1)
        if kind == "commentRangeStart":
            open_.add(key)
            words[key] = ""
        elif kind == "commentRangeEnd":
            open_.discard(key)
        elif kind == "t":
            for each in open_:
                words[each] += element.text
    return words


@pytest.mark.parametrize(
    ("file", "what", "told"),
    [
        ("a.docx", "codings", "must end in"),
        ("a.pdf", "codebook", "must end in"),
        ("a.csv", "alles", "Choose one of"),
        ("a.docx", "transcript", "'p01'"),
        ("weg/a.csv", "codings", "no folder"),
        ("weg/a.sav", "matrix", "no folder"),
    ],
)
def test_what_cannot_be_written_says_what_can(
    study: Project, tmp_path: Path, file: str, what: str, told: str
) -> None:
    """The wrong ending, thing, transcript or folder is named, and no file is left."""
    with pytest.raises((WriteError, NotFoundError), match=told):
        study.export(tmp_path / file, what)

    assert not list(tmp_path.glob("a.*"))


@pytest.mark.parametrize("file", ["a.md", "a.docx", "a.csv", "a.sav"])
def test_a_language_that_is_not_there_is_refused(study: Project, tmp_path: Path, file: str) -> None:
    """Also where no word around the words is written; a region makes no difference."""
    with pytest.raises(VocbenchError, match="'fr'"):
        study.export(tmp_path / file, lang="fr")

    assert study.export(tmp_path / file, lang="nl-BE").path.is_file()


def test_empty_project_exports_empty_tables(tmp_path: Path) -> None:
    """Without codings there is a head and no row, and a codebook without codes."""
    with Project(tmp_path / "leeg.voc") as project:
        assert pd.read_csv(project.export(tmp_path / "leeg.csv").path).empty
        assert "Codes: 0" in project.export(tmp_path / "leeg.md").path.read_text("utf-8")
        assert project.code_matrix().empty
