"""Exports of survey programs are recognised, and their heads are read. All exports here are made."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from vocbench.errors import ReadError
from vocbench.exchange.answers import describe_answers, read_answers
from vocbench.exchange.survey import Survey
from vocbench.model.survey import ColumnKind

Rows = list[list[str]]


def write(folder: Path, rows: Rows, name: str = "survey.csv") -> Path:
    """Where *rows* were written as a table."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def program(survey: Survey) -> tuple[str, float] | None:
    """Which program seems to have written the file, and how sure that is."""
    said = [each for each in survey.guesses if each.what == "which program wrote the file"]
    return (said[0].value, said[0].confidence) if said else None


def kinds(survey: Survey) -> dict[str, str]:
    """The kinds of the columns by name."""
    return {each.name: each.kind.value for each in survey.columns}


QUALTRICS = [
    ["StartDate", "IPAddress", "ResponseId", "Q1", "Q2_1", "Q2_2", "Q2_3_TEXT", "Q3"],
    [
        *("Begindatum", "IP-adres", "Antwoord-ID", "Hoe tevreden bent u?"),
        *("Waar woont u? - Selected Choice - Stad", "Waar woont u? - Selected Choice - Dorp"),
        *("Waar woont u? - Anders - Text", "Wat kan beter?"),
    ],
    [
        f'{{"ImportId":"{each}"}}'
        for each in (
            "startDate",
            "ipAddress",
            "_recordId",
            "QID1",
            "QID2",
            "QID2",
            "QID2_3_TEXT",
            "QID3_TEXT",
        )
    ],
    ["2024-05-01 10:00:00", "10.0.0.1", "R_1", "7", "Stad", "", "", "De wachttijd"],
    ["2024-05-01 11:00:00", "10.0.0.2", "R_2", "9", "Stad", "Dorp", "", "Niets"],
    ["2024-05-02 11:00:00", "10.0.0.3", "R_3", "", "", "", "op een boot", "De prijs"],
    ["2024-05-02 12:00:00", "10.0.0.4", "R_4", "3", "", "", "", ""],
]


def test_qualtrics_is_read_by_its_third_row_in_any_language(tmp_path: Path) -> None:
    """The row of JSON says what each column is, whatever language the second is in."""
    survey = describe_answers(write(tmp_path, QUALTRICS))

    assert program(survey) == ("Qualtrics", 0.99)
    assert kinds(survey) == {
        "StartDate": "metadata",
        "IPAddress": "personal",
        "ResponseId": "respondent",
        "Q1": "score",
        "Q2_1": "multiple choice",
        "Q2_2": "multiple choice",
        "Q2_3_TEXT": "open text",
        "Q3": "open text",
    }


def test_qualtrics_questions_are_called_by_their_wording(tmp_path: Path) -> None:
    """Answers stand under what was asked; what was ticked is a yes or no for each option."""
    table = read_answers(
        write(tmp_path, QUALTRICS), text="Wat kan beter?", respondent="ResponseId", score="Q1"
    )

    assert [(each.respondent, each.question, each.text, each.score) for each in table.answers] == [
        ("R_1", "Wat kan beter?", "De wachttijd", 7.0),
        ("R_2", "Wat kan beter?", "Niets", 9.0),
        ("R_3", "Wat kan beter?", "De prijs", None),
        ("R_4", "Wat kan beter?", "", 3.0),
    ]
    ticked = [
        [each.attributes.get(f"Waar woont u? [{option}]") for option in ("Stad", "Dorp")]
        for each in table.respondents
    ]
    assert ticked == [[True, False], [True, True], [False, False], [None, None]]


def test_qualtrics_without_the_third_row_is_read(tmp_path: Path) -> None:
    """Older exports have names and questions alone."""
    survey = describe_answers(
        write(
            tmp_path,
            [
                ["StartDate", "EndDate", "ResponseId", "Q3"],
                ["Start Date", "End Date", "Response ID", "What can be better?"],
                ["2024-05-01 10:00:00", "2024-05-01 10:03:00", "R_1", "The price of it all"],
            ],
        )
    )

    assert (survey.n_rows, survey.columns[3].wording) == (1, "What can be better?")


def qualtrics(folder: Path, *columns: tuple[str, str, str, list[str]]) -> Path:
    """Where an export with these columns was written: name, wording, import id and cells."""
    who = ("ResponseId", "Antwoord-ID", "_recordId", [f"R_{n}" for n in range(len(columns[0][3]))])
    heads = [(name, asked, f'{{"ImportId":"{each}"}}') for name, asked, each, _ in (who, *columns)]
    cells = [each[3] for each in (who, *columns)]
    return write(folder, [*map(list, zip(*heads, strict=True)), *map(list, zip(*cells, strict=True))])


SAID = [f"De prijs is {'x' * n}" for n in range(1, 7)]


@pytest.mark.parametrize(
    ("ticked", "options"),
    [
        (["1,2", "2", "1,3", "1", "2,3", "1,2,3"], {"1": True, "2": False, "3": True}),
        (
            ["Kat,Kip", "Kip,Kat", "Kip,Vis, rood", "Kat", "Kip", "Kat,Ei", "Ei", "Ei,Kip", "Kat,Kip,Ei"],
            {"Kat": False, "Kip": True, "Vis, rood": True, "Ei": False},
        ),
    ],
)
def test_qualtrics_has_several_options_in_one_cell(
    tmp_path: Path, ticked: list[str], options: dict[str, bool]
) -> None:
    """Parted by a comma: 1,2 is no decimal number, and a comma within an option has a blank behind it."""
    said = [f"De prijs is {'x' * n}" for n in range(len(ticked))]
    path = qualtrics(tmp_path, ("Q1", "Dieren?", "QID1", ticked), ("Q2", "Waarom?", "QID2_TEXT", said))

    found = read_answers(path).respondents[2].attributes

    assert found == {f"Dieren? [{option}]": is_ticked for option, is_ticked in options.items()}


def test_qualtrics_numbers_what_was_ticked(tmp_path: Path) -> None:
    """1 where it was, and nothing or -99 where it was not; a rating with a 1 in it stays a number."""
    path = qualtrics(
        tmp_path,
        ("Q1_1", "Dieren? - Hond", "QID1", ["1", "1", "", "", "", "-99"]),
        ("Q1_2", "Dieren? - Kat", "QID1", ["1", "", "1", "", "", "-99"]),
        ("Q2_1", "Cijfers - Prijs", "QID2_1", ["1", "1", "", "1", "1", "1"]),
        ("Q2_2", "Cijfers - Hulp", "QID2_2", ["4", "2", "3", "5", "2", "1"]),
        ("Q3", "Waarom?", "QID3_TEXT", SAID),
    )

    people = read_answers(path).respondents

    assert [each.attributes.get("Dieren? [Kat]") for each in people] == [True, False, True, None, None, None]
    assert [each.attributes.get("Cijfers [Prijs]") for each in people] == [1, 1, None, 1, 1, 1]


def test_qualtrics_of_long_ago_has_an_option_behind_the_last_dash(tmp_path: Path) -> None:
    """Its own columns are called V1, V2 and so on, and the second row says what they are."""
    heads = [
        ["V1", "V2", "V8", "V9", "V10", "Q1_1", "Q1_2", "Q2"],
        ["ResponseID", "ResponseSet", "StartDate", "EndDate", "Finished"],
    ]
    heads[1] += ["Dieren in e-mails?-Hond", "Dieren in e-mails?-Kat", "Waarom?"]
    rows = [
        [f"R_{n}", "Default", "2015-01-01", "2015-01-01", "1", *ticked, said]
        for n, (ticked, said) in enumerate(zip((("1", ""), ("1", "1"), ("", "")), SAID, strict=False))
    ]

    people = read_answers(write(tmp_path, heads + rows)).respondents

    assert [each.key for each in people] == ["R_0", "R_1", "R_2"]
    ticked = [each.attributes.get("Dieren in e-mails? [Kat]") for each in people]
    assert ticked == [False, True, None]


def test_qualtrics_asks_again_in_a_loop(tmp_path: Path) -> None:
    """Each time is a question, and other fields of the survey are judged by what they hold."""
    path = qualtrics(
        tmp_path,
        ("1_Q1", "Zwolle - Waarom?", "1_QID1_TEXT", SAID),
        ("2_Q1", "Assen - Waarom?", "2_QID1_TEXT", SAID[::-1]),
        ("Q2", "Hoe zeker?", "QID2", ["1", "2", "3", "4", "5", "6"]),
        ("Q2_NPS_GROUP", "Hoe zeker? - Groep", "QID2_NPS_GROUP", ["Detractor"] * 6),
        ("waarde", "waarde", "waarde", ["1.5", "2.5", "3.5", "4.5", "5.5", "6.5"]),
        ("FL_3_DO", "FL_3 - Display Order", "FL_3_DO", ["a|b", "b|a"] * 3),
        ("vanwaar", "vanwaar", "ipAddress", ["hier"] * 6),
    )

    assert list(kinds(describe_answers(path)).values()) == [
        *("respondent", "open text", "open text", "score", "single choice", "number", "metadata", "personal")
    ]


def test_qualtrics_tells_of_previews(tmp_path: Path) -> None:
    """They come in, for nothing is left out in silence."""
    path = qualtrics(
        tmp_path,
        ("Status", "Antwoordtype", "status", ["IP Address", "Survey Preview", "IP Address"] * 2),
        ("Q1", "Waarom?", "QID1_TEXT", SAID),
    )

    table = read_answers(path)

    assert len(table.answers) == 6
    assert any("tests or previews" in each and "2; the first is line 5" in each for each in table.notices)


def lss_row(**fields: str) -> str:
    """A row of a .lss file."""
    return "<row>" + "".join(f"<{name}>{text}</{name}>" for name, text in fields.items()) + "</row>"


def lss_section(name: str, *rows: str) -> str:
    """A section of a .lss file with its rows."""
    return f"<{name}><rows>{''.join(rows)}</rows></{name}>"


def lss(*sections: str) -> str:
    """A .lss file."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>'
        f"<languages><language>nl</language></languages>{''.join(sections)}</document>"
    )


LSS = lss(
    lss_section(
        "answers",
        lss_row(qid="1", code="A1", answer="Stad", language="nl"),
        lss_row(qid="1", code="A2", answer="Dorp", language="nl"),
        lss_row(qid="1", code="A1", answer="City", language="en"),
    ),
    lss_section(
        "questions",
        lss_row(
            qid="1",
            type="L",
            title="woon",
            language="nl",
            question="<![CDATA[<p>Waar&nbsp;woont u?</p>]]>",
        ),
        lss_row(qid="2", type="M", title="dier", question="Welke dieren hebt u?", language="nl"),
        lss_row(qid="3", type="T", title="beter", question="Wat kan beter?", language="nl"),
    ),
    lss_section(
        "subquestions",
        lss_row(qid="4", parent_qid="2", title="SQ001", question="Hond", language="nl"),
        lss_row(qid="5", parent_qid="2", title="SQ002", question="Kat", language="nl"),
    ),
)
LSS_SINCE_4 = lss(
    lss_section(
        "answers",
        lss_row(aid="8", qid="1", code="A1", scale_id="0"),
        lss_row(aid="9", qid="1", code="A2", scale_id="0"),
    ),
    lss_section(
        "answer_l10ns",
        lss_row(aid="8", answer="Stad", language="nl"),
        lss_row(aid="8", answer="City", language="en"),
        lss_row(aid="9", answer="Dorp", language="nl"),
    ),
    lss_section(
        "questions",
        lss_row(qid="1", type="L", title="woon"),
        lss_row(qid="2", type="M", title="dier"),
        lss_row(qid="3", type="T", title="beter"),
    ),
    lss_section(
        "subquestions",
        lss_row(qid="4", parent_qid="2", type="T", title="SQ001"),
        lss_row(qid="5", parent_qid="2", type="T", title="SQ002"),
    ),
    lss_section(
        "question_l10ns",
        lss_row(qid="1", question="<![CDATA[<p>Waar&nbsp;woont u?</p>]]>", language="nl"),
        lss_row(qid="2", question="Welke dieren hebt u?", language="nl"),
        lss_row(qid="2", question="Which pets?", language="en"),
        *(
            lss_row(qid=qid, question=asked, language="nl")
            for qid, asked in (("3", "Wat kan beter?"), ("4", "Hond"), ("5", "Kat"))
        ),
    ),
)

LIME = [
    [
        "id",
        "submitdate",
        "lastpage",
        "startlanguage",
        "woon",
        "dier[SQ001]",
        "dier[SQ002]",
        "dier[other]",
        "beter",
    ],
    ["1", "1980-01-01 00:00:00", "3", "nl", "A1", "Y", "", "", "De wachttijd"],
    ["2", "1980-01-01 00:00:00", "3", "nl", "A2", "Y", "Y", "een pony", "Niets"],
    ["3", "1980-01-01 00:00:00", "2", "nl", "", "", "", "", ""],
]


@pytest.mark.parametrize("questions", [LSS, LSS_SINCE_4])
def test_limesurvey_codes_are_read_with_the_questions_beside_them(tmp_path: Path, questions: str) -> None:
    """A .lss file gives wordings, options and what the codes of the answers stand for."""
    (tmp_path / "vragenlijst.lss").write_text(questions, encoding="utf-8")

    table = read_answers(write(tmp_path, LIME))

    assert table.questions == ("Welke dieren hebt u? [other]", "Wat kan beter?")
    assert dict(table.respondents[1].attributes) == {
        "lastpage": 3,
        "startlanguage": "nl",
        "Waar woont u?": "Dorp",
        "Welke dieren hebt u? [Hond]": True,
        "Welke dieren hebt u? [Kat]": True,
    }
    assert table.respondents[0].attributes["Welke dieren hebt u? [Kat]"] is False
    assert "Welke dieren hebt u? [Kat]" not in table.respondents[2].attributes


LSS_GRIDS = lss(
    lss_section(
        "questions",
        lss_row(qid="1", type="P", title="kan", question="Kanalen?"),
        lss_row(qid="2", type=";", title="vul", question="Vul in"),
        lss_row(qid="3", type="1", title="twee", question="Hoe belangrijk?"),
    ),
    lss_section(
        "subquestions",
        lss_row(qid="11", parent_qid="1", title="SQ1", question="Mail"),
        lss_row(qid="21", parent_qid="2", title="SQ1", question="Mail", scale_id="0"),
        lss_row(qid="22", parent_qid="2", title="SQ1", question="Goed", scale_id="1"),
        lss_row(qid="31", parent_qid="3", title="SQ1", question="Prijs"),
    ),
    lss_section(
        "answers",
        lss_row(qid="3", code="A1", answer="Zeer", scale_id="0"),
        lss_row(qid="3", code="A1", answer="Nooit", scale_id="1"),
    ),
)


@pytest.mark.parametrize(
    "head",
    [
        ["id", "kan[SQ1]", "kan[SQ1comment]", "vul[SQ1_SQ1]", "twee[SQ1][1]", "twee[SQ1][2]"],
        ["id", "kan_SQ1", "kan_SQ1comment", "vul_SQ1_SQ1", "twee[SQ1][1]", "twee[SQ1][2]"],
    ],
)
def test_limesurvey_grids_comments_and_scales_are_called_by_their_words(
    tmp_path: Path, head: list[str]
) -> None:
    """Comments on options are open answers, and what was not asked was not ticked."""
    (tmp_path / "vragen.lss").write_text(LSS_GRIDS, encoding="utf-8")
    rows = [
        ["1", "Ja", "Het gaat snel", "Te laat", "A1", "A1"],
        ["2", "Nee", "", "Prima zo", "A1", "A1"],
        ["3", "Niet van toepassing", "", "", "A1", "A1"],
    ]

    table = read_answers(write(tmp_path, [head, *rows]))

    assert table.questions == ("Kanalen? [Mail - comment]", "Vul in [Mail - Goed]")
    scales = {"Hoe belangrijk? [Prijs - 1]": "Zeer", "Hoe belangrijk? [Prijs - 2]": "Nooit"}
    assert [each.attributes for each in table.respondents] == [
        {"Kanalen? [Mail]": True, **scales},
        {"Kanalen? [Mail]": False, **scales},
        scales,
    ]


def test_limesurvey_questions_can_be_given(tmp_path: Path) -> None:
    """The file with the questions may lie elsewhere."""
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    (elsewhere / "vragen.lss").write_text(LSS, encoding="utf-8")

    survey = describe_answers(write(tmp_path, LIME), questions=elsewhere / "vragen.lss")

    assert survey.columns[-1].wording == "Wat kan beter?"


@pytest.mark.parametrize(
    "content", ["<document/>", "<!DOCTYPE d [<!ENTITY a 'b'>]><document>&a;</document>", "<document", "x"]
)
def test_what_is_no_questionnaire_is_refused_where_it_was_given(tmp_path: Path, content: str) -> None:
    """And passed over where it only lies beside the export."""
    (tmp_path / "vragen.lss").write_text(content, encoding="utf-8")
    path = write(tmp_path, LIME)

    assert describe_answers(path).n_rows == 3
    with pytest.raises(ReadError, match=r"vragen\.lss"):
        describe_answers(path, questions=tmp_path / "vragen.lss")


@pytest.mark.parametrize(
    "head",
    [
        ["id", "submitdate", "lastpage", "startlanguage", "beter"],
        [
            "id. Antwoord ID",
            "submitdate. Datum",
            "lastpage. Pagina",
            "startlanguage. Taal",
            "beter. Wat kan beter?",
        ],
        ["Antwoord ID", "Datum ingestuurd", "Laatste pagina", "Starttaal", "Wat kan beter?"],
    ],
)
def test_limesurvey_is_read_with_codes_with_words_and_with_both(tmp_path: Path, head: list[str]) -> None:
    """The three ways in which it writes its heads; a date of 1980 is none."""
    rows = [[str(n), "1980-01-01 00:00:00", "3", "nl", f"Dit is antwoord {'x' * n}"] for n in range(1, 5)]

    survey = describe_answers(write(tmp_path, [head, *rows]))
    table = survey.answers()

    found = program(survey)
    assert found is not None
    assert found[0] == "LimeSurvey"
    assert [each.respondent for each in table.answers] == ["1", "2", "3", "4"]
    assert table.questions in {("beter",), ("Wat kan beter?",)}
    assert not any("1980" in str(value) for value in table.respondents[0].attributes.values())
    assert any("1980-01-01" in each for each in table.notices)


def test_surveymonkey_spreads_options_over_columns(tmp_path: Path) -> None:
    """A question stands once, above the first of its options."""
    rows = [
        [
            "Respondent ID",
            "Collector ID",
            "IP Address",
            "Welke dieren?",
            "",
            "",
            "Wat kan beter?",
            "Contact",
            "",
        ],
        ["", "", "", "Hond", "Kat", "Anders, namelijk", "Open-Ended Response", "Naam", "Telefoon"],
        ["11", "7", "10.0.0.1", "Hond", "", "", "De wachttijd", "Els de Wit", "0612345678"],
        ["12", "7", "10.0.0.2", "Hond", "Kat", "pony", "Niets", "Jan Jansen", "0612345679"],
        ["13", "7", "10.0.0.3", "", "", "pony", "Prijs", "Bo Smit", ""],
    ]

    survey = describe_answers(write(tmp_path, rows))
    table = survey.answers()

    assert program(survey) == ("SurveyMonkey", 0.97)
    assert table.questions == ("Welke dieren? [Anders, namelijk]", "Wat kan beter?")
    assert [each.attributes.get("Welke dieren? [Kat]") for each in table.respondents] == [False, True, False]
    assert [each.key for each in table.respondents] == ["11", "12", "13"]
    assert "Els de Wit" not in str(table)


def test_surveygizmo_has_option_and_question_in_one_head(tmp_path: Path) -> None:
    """What follows the colon is the question, where several columns share it."""
    rows = [
        [
            "Response ID",
            "Time Started",
            "Status",
            "Dog:Which pets?",
            "Cat:Which pets?",
            "Note: what can be better?",
        ],
        ["1", "2024-05-01 10:00", "Complete", "Dog", "", "The waiting time is long"],
        ["2", "2024-05-01 11:00", "Complete", "Dog", "Cat", "Nothing at all"],
    ]

    survey = describe_answers(write(tmp_path, rows))

    assert program(survey) == ("SurveyGizmo", 0.95)
    assert [each.wording for each in survey.columns[3:]] == [
        "Which pets? [Dog]",
        "Which pets? [Cat]",
        "Note: what can be better?",
    ]
    assert [each.kind for each in survey.columns[3:]] == [
        ColumnKind.MULTIPLE,
        ColumnKind.MULTIPLE,
        ColumnKind.TEXT,
    ]


@pytest.mark.parametrize("mark", [";", ", "])
def test_google_forms_has_several_options_in_one_cell(tmp_path: Path, mark: str) -> None:
    """Parted by semicolons in its own .csv and by commas in a sheet."""
    ticked = ["Hond", "Kat", f"Hond{mark}Kat", "Hond", f"Kat{mark}Vis", "", f"Hond{mark}Kat{mark}Vis", "Vis"]
    rows = [["Tijdstempel", "E-mailadres", "Welke dieren?", "Wat kan beter?"]]
    for n, cell in enumerate(ticked):
        rows.append([f"2024/05/0{n + 1} 10:00:00", f"a{n}@b.nl", cell, f"Ik vind {'x' * n} te duur"])

    survey = describe_answers(write(tmp_path, rows))
    table = survey.answers()

    assert program(survey) == ("Google Forms", 0.9)
    assert kinds(survey) == {
        "Tijdstempel": "metadata",
        "E-mailadres": "personal",
        "Welke dieren?": "multiple choice",
        "Wat kan beter?": "open text",
    }
    fish = [each.attributes.get("Welke dieren? [Vis]") for each in table.respondents]
    assert fish == [False, False, False, False, True, None, True, True]


def test_microsoft_forms_ends_each_option_in_a_semicolon(tmp_path: Path) -> None:
    """A ranking names all of them in some order, and stays as it is."""
    rows = [["Id", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Dieren?", "Rangorde", "Waarom?"]]
    ticked = ["Kat;", "Hond;", "Kat;Hond;", "Hond;Vis; rood;", "Vis; rood;", "Kat;Vis; rood;", ""]
    for n, cell in enumerate(ticked):
        ranked = ("a;b;c;", "b;a;c;", "c;a;b;")[n % 3]
        rows.append(
            [str(n), "5-1-24 10:00:00", "5-1-24 10:05:00", "anonymous", "", cell, ranked, f"Om {'x' * n}"]
        )

    survey = describe_answers(write(tmp_path, rows))

    assert program(survey) == ("Microsoft Forms", 0.97)
    people = survey.answers().respondents
    assert people[3].attributes["Dieren? [Vis; rood]"] is True
    assert (people[3].attributes["Rangorde"], people[6].attributes.get("Dieren? [Kat]")) == ("a;b;c;", None)


def test_typeform_has_a_column_for_each_option_under_the_name_of_it(tmp_path: Path) -> None:
    """Options side by side are those of one question."""
    rows = [
        ["#", "What can be better?", "Dog", "Cat", "Start Date (UTC)", "Submit Date (UTC)", "Network ID"],
        ["a1", "The price is too high", "Dog", "", "2024-05-01", "2024-05-01", "ff01"],
        ["b2", "Nothing to say", "", "Cat", "2024-05-01", "2024-05-01", "ff02"],
        ["c3", "All of it please", "", "", "2024-05-01", "2024-05-01", "ff03"],
    ]

    survey = describe_answers(write(tmp_path, rows))
    table = survey.answers()

    assert program(survey) == ("Typeform", 0.97)
    assert [each.key for each in table.respondents] == ["a1", "b2", "c3"]
    assert [each.attributes.get("Dog") for each in table.respondents] == [True, False, None]


def test_a_table_of_no_program_has_one_row_of_head(tmp_path: Path) -> None:
    """No guess is made where nothing points to a program."""
    survey = describe_answers(write(tmp_path, [["nr", "antwoord"], ["1", "Te duur hoor"], ["2", "Prima zo"]]))

    assert program(survey) is None
    assert survey.n_rows == 2
