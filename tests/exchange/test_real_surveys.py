"""Real survey exports open with as many rows and columns as are known, and their open questions are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from vocbench.exchange.answers import describe_answers, read_answers
from vocbench.exchange.survey import Survey
from vocbench.model.survey import ColumnKind

FOLDER = "2_survey_open_answers"
KNOWN = [
    ("derived_exports/jupyter2020_as_limesurvey_nl.csv", 344, 8, 2, "LimeSurvey"),
    ("derived_exports/jupyter2020_as_qualtrics.csv", 344, 14, 2, "Qualtrics"),
    ("derived_exports/jupyter2020_as_surveymonkey_2rows.csv", 344, 7, 2, "SurveyMonkey"),
    ("derived_exports/nhs_fft_neas.sav", 1500, 6, 1, None),
    ("derived_exports/nhs_fft_neas_500.xlsx", 500, 6, 1, None),
    ("fixture_qualtrics/sample.csv", 1, 20, 1, "Qualtrics"),
    ("fixture_qualtrics/sample_legacy.csv", 1, 15, 1, "Qualtrics"),  # the 16th has no name and no cells
    ("jupyter2015_surveygizmo/20160115235816-SurveyExport.csv", 1706, 37, 28, "SurveyGizmo"),
    ("jupyter2015_surveygizmo/survey_short_columns.csv", 1706, 38, 28, None),
    ("jupyter2018_usability/jupyterlab-ux-data.csv", 1581, 9, 2, None),  # below an empty row
    ("jupyter2018_usability/phosphor-ux-data.csv", 280, 19, 2, None),
    ("jupyter2020_surveymonkey/all_responses.csv", 1135, 216, 0, "SurveyMonkey"),
    ("jupyter2020_surveymonkey/text_fields.csv", 1135, 19, 18, "SurveyMonkey"),
    ("nhs_fft/nhs_fft_NEAS_dev.csv", 5096, 61, 1, None),
    ("polis/american-assembly.bowling-green.comments.csv", 896, 8, 1, None),
    ("polis/canadian-electoral-reform.comments.csv", 174, 8, 1, None),
    ("polis/canadian-electoral-reform.participants-votes.csv", 448, 180, 0, None),
    ("rse_survey/2018_public_data.csv", 997, 707, 10, "LimeSurvey"),
]
"""File, rows below the head, columns, columns of open answers, and the program that wrote it."""

SPSS = [
    ("hebrews.sav", 99, 1),
    ("missing_char.sav", 2, 1),
    ("missing_test.sav", 2, 1),
    ("ordered_category.sav", 4, 1),
    ("sample.por", 5, 7),
    ("sample.sav", 5, 7),
    ("sample.zsav", 5, 7),
    ("sample_missing.sav", 7, 7),
    ("simple_alltypes.sav", 6, 12),
    ("tegulu.sav", 1, 2),
    ("test_width.sav", 5, 4),
]
CODED = [
    ("difficult_aspects_themes", 513),
    ("features_changes_themes", 547),
    ("first_experience_enhancements_themes", 325),
    ("hinderances_themes", 763),
    ("integrations_themes", 689),
    ("pleasant_aspects_themes", 580),
    ("workflow_needs_addressed_themes", 688),
    ("workflow_needs_not_addressed_themes", 554),
]


def of_kind(survey: Survey, kind: ColumnKind) -> list[str]:
    """The names of the columns of one kind."""
    return [each.name for each in survey.columns if each.kind is kind]


def program(survey: Survey) -> str | None:
    """Which program seems to have written the file."""
    said = [each.value for each in survey.guesses if each.what == "which program wrote the file"]
    return said[0] if said else None


@pytest.mark.parametrize(
    ("path", "n_rows", "n_columns", "n_texts", "writer"), KNOWN, ids=lambda each: str(each)[:40]
)
def test_an_export_opens_with_all_that_is_in_it(  # noqa: PLR0917 - a row of the table
    shared_corpora: Path, path: str, n_rows: int, n_columns: int, n_texts: int, writer: str | None
) -> None:
    """No row or column is lost, and columns of open answers are told from closed questions."""
    survey = describe_answers(shared_corpora / FOLDER / path)

    assert (survey.n_rows, len(survey.columns)) == (n_rows, n_columns)
    assert len(of_kind(survey, ColumnKind.TEXT)) == n_texts
    if writer is not None:
        assert program(survey) == writer


@pytest.mark.parametrize(("name", "n_rows", "n_columns"), SPSS)
def test_data_files_of_spss_open(shared_corpora: Path, name: str, n_rows: int, n_columns: int) -> None:
    """.sav, .zsav and .por, in every encoding that is there."""
    survey = describe_answers(shared_corpora / FOLDER / "fixture_spss" / name)

    assert (survey.n_rows, len(survey.columns)) == (n_rows, n_columns)


@pytest.mark.parametrize(("name", "n_rows"), CODED)
def test_tables_with_semicolons_open(shared_corpora: Path, name: str, n_rows: int) -> None:
    """Three columns, whatever commas stand in them."""
    survey = describe_answers(shared_corpora / "5_human_coded/jupyter2015_themes" / f"{name}.csv")

    assert (survey.n_rows, len(survey.columns)) == (n_rows, 3)


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("derived_excel_nl/antwoorden_cp1252_puntkomma.csv", ["Open antwoord"]),
        ("derived_excel_nl/antwoorden_utf8bom_sepline.csv", ["Open antwoord"]),
        ("real_rtl/arb_Arab.dev.tsv", ["text"]),
        ("real_rtl/heb_Hebr.dev.tsv", ["text"]),
    ],
)
def test_awkward_tables_show_their_open_answers(shared_corpora: Path, path: str, texts: list[str]) -> None:
    """Encodings, marks and right-to-left text do not hide what is text."""
    survey = describe_answers(shared_corpora / "6_nasty" / path)

    assert of_kind(survey, ColumnKind.TEXT) == texts


def test_the_same_answers_come_out_of_three_programs(shared_corpora: Path) -> None:
    """What Qualtrics, LimeSurvey and SurveyMonkey make of one survey is one survey."""
    folder = shared_corpora / FOLDER / "derived_exports"
    tables = [
        read_answers(folder / f"jupyter2020_as_{name}.csv")
        for name in ("limesurvey_nl", "qualtrics", "surveymonkey_2rows")
    ]

    words = [[(each.question, each.text) for each in table.answers] for table in tables]

    assert words[0] == words[1] == words[2]
    assert len(words[0]) == 2 * 344


def test_a_patient_survey_is_read_without_naming_a_column(shared_corpora: Path) -> None:
    """The labels of SPSS are the questions, its numbers stand for what was ticked, and texts are whole."""
    table = read_answers(shared_corpora / FOLDER / "derived_exports/nhs_fft_neas.sav")

    assert table.questions[0] == "FFT Why?"
    assert max(len(each.text) for each in table.answers) > 255
    assert table.respondents[1].attributes["Comment sentiment (coder)"] == "very positive"


def test_several_options_in_one_cell_become_yes_and_no(shared_corpora: Path) -> None:
    """SurveyGizmo parts them by semicolons; who ticked nothing has neither."""
    table = read_answers(shared_corpora / FOLDER / "jupyter2015_surveygizmo/20160115235816-SurveyExport.csv")

    name = next(key for each in table.respondents for key in each.attributes if key.endswith("[comfortable]"))
    values = [each.attributes.get(name) for each in table.respondents]
    assert (values.count(None), values.count(True) + values.count(False)) == (1706 - 748, 748)


def test_questions_beside_an_export_are_used(shared_corpora: Path) -> None:
    """A .lss file that knows most of the columns gives their wordings; the file needs no naming."""
    survey = describe_answers(shared_corpora / FOLDER / "rse_survey/2017_nl_public_data.csv")

    assert (survey.n_rows, len(survey.columns)) == (77, 131)
    assert any(each.value == "uk_core_survey.lss" for each in survey.guesses)


def test_personal_details_are_left_out_and_told(shared_corpora: Path) -> None:
    """Addresses and places of a Qualtrics export describe nobody, unless somebody asks for them."""
    path = shared_corpora / FOLDER / "fixture_qualtrics/sample.csv"

    table = read_answers(path)
    asked = read_answers(path, attributes=["IPAddress"])

    assert not any("IP" in name or "grad" in name for name in table.respondents[0].attributes)
    assert any("'IPAddress', 'LocationLatitude', 'LocationLongitude'" in each for each in table.notices)
    assert list(asked.respondents[0].attributes.values()) == ["130.92.34.66"]
