"""The answers widget without a browser: its state, its methods, and the messages it answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
import traitlets

from tests.surveys import OTHER, QUESTION, answer_of, coded, survey
from vocbench.analysis.suggest import Suggestions, make_material, suggest
from vocbench.errors import NotFoundError, VocbenchError
from vocbench.model.source import Answer, AnswerTable, Respondent
from vocbench.project import Project
from vocbench.widgets.answers import widget as module
from vocbench.widgets.answers.state import MOST_CHOICES, AnswerRow, make_grid
from vocbench.widgets.answers.widget import AnswersWidget, AnswersWorkspace
from vocbench.widgets.texts.answers import WORDS


@pytest.fixture
def project() -> Iterator[Project]:
    """The small survey."""
    with survey() as made:
        yield made


@pytest.fixture
def widget(project: Project) -> AnswersWidget:
    """The widget on its first question."""
    return AnswersWidget(project, QUESTION)


Tell = Callable[..., dict[str, Any]]


@pytest.fixture
def tell(widget: AnswersWidget, monkeypatch: pytest.MonkeyPatch) -> Tell:
    """Send the widget a message as the browser does; the answer comes back."""
    answers: list[dict[str, Any]] = []
    monkeypatch.setattr(widget, "send", answers.append)

    def send(**message: Any) -> dict[str, Any]:
        content = {"nonce": "n1", "edition": widget.edition, **message}
        widget.comm.handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
        return answers.pop()

    return send


def marks(widget: AnswersWidget) -> set[tuple[int, str, str]]:
    """What the browser would show as coded: (cell, path, coder)."""
    numbers = json.loads(widget.codings)
    found = {tuple(numbers[at : at + 3]) for at in range(0, len(numbers), 3)}
    for at in range(0, len(widget.changes), 4):
        is_added, *triple = widget.changes[at : at + 4]
        (found.add if is_added else found.discard)(tuple(triple))
    return {(cell, widget.paths[path], widget.coders[coder]) for cell, path, coder in found}


def with_suggestions(monkeypatch: pytest.MonkeyPatch, project: Project, codes: dict[str, list[str]]) -> None:
    """Let the project suggest these codes by respondent, the first with 0.9, then 0.3."""
    rows = [
        (answer_of(project, respondent), code, (0.9, 0.3)[place], place + 1)
        for respondent, paths in codes.items()
        for place, code in enumerate(paths)
    ]
    frame = pd.DataFrame(rows, columns=["answer", "code", "probability", "rank"])
    found = Suggestions(frame, None, "", tuple(dict.fromkeys(frame["answer"])), 0.5, 1)
    monkeypatch.setattr(project, "suggestions", lambda _questions: found)


# -- the grid -----------------------------------------------------------------------------


def columns(rows: Sequence[AnswerRow], attributes: Any = None) -> dict[str, Any]:
    """The columns of a grid by name."""
    grid = make_grid(rows, attributes or {}, list(dict.fromkeys(row[2] for row in rows)))
    return {column["name"]: column for column in grid.columns}


def test_a_respondents_answers_stand_side_by_side() -> None:
    """One row a respondent, one column a question, nothing where nobody was asked."""
    rows = [
        ("a1", "ann", "Q", None, None, "one"),
        ("a2", "ben", "Q", None, None, "two"),
        ("a3", "ben", "P", None, None, "x"),
    ]

    grid = make_grid(rows, {}, ["Q", "P"])

    assert grid.respondents == ("ann", "ben")
    assert grid.texts == (("one", "two"), (None, "x"))
    assert grid.ids == ("a1", "a2", None, "a3")
    assert grid.cell_of == {"a1": 0, "a2": 1, "a3": 3}
    assert grid.text(3) == "x"


def test_waves_are_rows_of_their_own() -> None:
    """Who answered twice has two rows, told apart by a column."""
    rows = [("a1", "ann", "Q", "2025", 3.0, "one"), ("a2", "ann", "Q", "2026", None, "two")]

    found = columns(rows)

    assert found["respondent"]["values"] == ["ann", "ann"]
    assert (found["wave"]["choices"], found["wave"]["values"]) == (["2025", "2026"], [0, 1])
    assert found["score"]["values"] == [3.0, None]


def test_the_same_question_in_two_tables_is_not_lost() -> None:
    """A second answer to one question starts another row."""
    rows = [("a1", "ann", "Q", None, None, "one"), ("a2", "ann", "Q", None, None, "two")]

    assert make_grid(rows, {}, ["Q"]).texts == (("one", "two"),)


def test_columns_without_values_are_left_out() -> None:
    """No wave and no score: only the respondent."""
    assert list(columns([("a1", "ann", "Q", None, None, "one")])) == ["respondent"]


def test_attributes_become_columns_of_their_kind() -> None:
    """Numbers for ranges, few texts to choose from, many to search, and a name that is taken changes."""
    people = [f"r{number}" for number in range(MOST_CHOICES + 1)]
    rows: list[AnswerRow] = [(f"a{each}", each, "Q", None, None, "x") for each in people]
    attributes = {
        each: {"age": 30, "garden": True, "since": date(2024, 1, 2), "town": f"town {each}", "score": "high"}
        for each in people
    }

    found = columns(rows, attributes)

    kinds = {name: column["kind"] for name, column in found.items()}
    assert kinds == {
        "respondent": "words",
        "age": "number",
        "garden": "choice",
        "since": "choice",
        "town": "words",
        "score (respondent)": "choice",
    }
    assert (found["garden"]["choices"], found["since"]["choices"]) == (["✓"], ["2024-01-02"])


def test_the_table_travels_as_columns(widget: AnswersWidget) -> None:
    """Texts, scores and attributes in the order of the rows; missing ones are null."""
    table = json.loads(widget.table)

    assert table["nRows"] == 5
    assert table["texts"][0][:2] == ["The export is slow", "nothing"]
    assert {column["name"]: column["values"] for column in table["columns"]} == {
        "respondent": ["ann", "ben", "cat", "dan", "eve"],
        "score": [3, 9, None, 6, 2],
        "segment": [1, 0, 1, None, 0],
        "age": [31, 45, None, None, 22],
    }


# -- codings ------------------------------------------------------------------------------


def test_what_is_coded_anywhere_shows(project: Project, widget: AnswersWidget) -> None:
    """Another coder's act comes as a change; the table is not sent again."""
    table, edition = widget.table, widget.edition

    project.code_answers([answer_of(project, "dan")], "Pains", coder="B")

    assert marks(widget) == {(3, "Pains", "B")}
    assert widget.changes[0] == 1
    assert (widget.table, widget.edition) == (table, edition)


def test_what_is_taken_back_goes(project: Project, widget: AnswersWidget) -> None:
    """Undo and a renamed code show as well."""
    project.code_answers([answer_of(project, "dan")], "Pains")
    project.rename_code("Pains", "Trouble")
    assert marks(widget) == {(3, "Trouble", "A")}

    project.undo()
    project.undo()

    assert marks(widget) == set()


def test_many_changes_are_folded_into_one_state(
    project: Project, widget: AnswersWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past a limit all codings are sent anew, and the changes begin again."""
    monkeypatch.setattr(module, "_MOST_CHANGES", 10)

    widget.code("Pains", answers=[answer_of(project, "ann")])
    assert (widget.codings, len(widget.changes)) == ("[]", 4)
    widget.code("Pains", answers=[answer_of(project, who) for who in ("ben", "dan")])

    assert widget.changes == []
    assert marks(widget) == {(cell, "Pains", "A") for cell in (0, 1, 3)}


def test_codings_of_other_questions_stay_out(project: Project, widget: AnswersWidget) -> None:
    """What is coded elsewhere is not part of this grid."""
    project.code_answers([answer_of(project, "ann", OTHER)], "Pains")

    assert marks(widget) == set()


def test_in_a_blind_project_only_own_codings_show(project: Project, widget: AnswersWidget) -> None:
    """What another coder did is not sent to the page at all."""
    project.code_answers([answer_of(project, "dan")], "Pains", coder="B")
    project.code_answers([answer_of(project, "ann")], "Gains")

    project.set_blind(True)

    assert widget.isBlind
    assert marks(widget) == {(0, "Gains", "A")}


def test_new_answers_appear(project: Project, widget: AnswersWidget) -> None:
    """A table added later is shown, under a new edition; what was coded stays coded."""
    widget.code("Pains", answers=[answer_of(project, "ann")])
    edition = widget.edition

    project.add(AnswerTable("more", (Respondent("fay"),), (Answer("fay", QUESTION, "More"),)))

    assert json.loads(widget.table)["nRows"] == 6
    assert widget.edition == edition + 1
    assert marks(widget) == {(0, "Pains", "A")}


def test_answers_taken_back_are_gone(project: Project) -> None:
    """Undoing the act that added them leaves an empty grid, and no error."""
    project.add(AnswerTable("more", (Respondent("fay"),), (Answer("fay", "How?", "Well"),)))
    widget = AnswersWidget(project, "How?")

    project.undo()

    assert json.loads(widget.table)["nRows"] == 0
    project.redo()
    assert json.loads(widget.table)["nRows"] == 1


# -- messages -----------------------------------------------------------------------------


def test_the_browser_codes_cells(project: Project, tell: Tell) -> None:
    """Cells are numbered by question and row; the answer names the code."""
    answer = tell(op="code", cells=[0, 3], code="Pains")

    assert answer == {"event": "done", "nonce": "n1", "label": "Pains"}
    assert coded(project) == {("ann", "Pains"), ("dan", "Pains")}


def test_the_browser_takes_a_code_off(project: Project, tell: Tell) -> None:
    """Only from the cells it names."""
    tell(op="code", cells=[0, 3], code="Pains")

    tell(op="uncode", cells=[0], code="Pains")

    assert coded(project) == {("dan", "Pains")}


def test_accepted_suggestions_are_one_act(project: Project, widget: AnswersWidget, tell: Tell) -> None:
    """Each cell gets the code that the page showed for it; one undo takes all back."""
    tell(op="code", cells=[3], code="Gains")
    tell(op="code", cells=[3], code="Pains")
    before = coded(project)

    answer = tell(op="accept", cells=[0, 1], codes=[widget.paths.index("Gains"), widget.paths.index("Pains")])

    assert answer["label"] == "Gains, Pains"
    assert coded(project) - before == {("ann", "Gains"), ("ben", "Pains")}
    tell(op="undo")
    assert coded(project) == before


def test_the_browsers_selection_is_a_trait_that_can_be_observed(
    project: Project, widget: AnswersWidget, tell: Tell
) -> None:
    """Python sees the ids of the answers."""
    seen: list[Any] = []
    widget.observe(lambda change: seen.append(change["new"]), "selection")

    tell(op="select", cells=[1])
    tell(op="select", cells=[])

    assert seen == [(answer_of(project, "ben"),), ()]


def test_how_the_page_is_looked_at_is_known_in_python(widget: AnswersWidget, tell: Tell) -> None:
    """Search, filters, order and folding become traits."""
    tell(op="look", name="find", value="slow")
    tell(op="look", name="filters", value={"score": {"range": [0, 6]}, "codes": {"state": "uncoded"}})
    tell(op="look", name="order", value="-score")
    tell(op="look", name="fold", value=True)

    assert (widget.find, widget.order, widget.fold) == ("slow", "-score", True)
    assert widget.filters["score"] == {"range": [0, 6]}


@pytest.mark.parametrize(
    "message",
    [
        {"op": "code", "cells": [99], "code": "Pains"},
        {"op": "code", "cells": [-1], "code": "Pains"},
        {"op": "code", "cells": ["0"], "code": "Pains"},
        {"op": "code", "cells": [True], "code": "Pains"},
        {"op": "code", "cells": 0, "code": "Pains"},
        {"op": "code", "cells": [0], "code": " "},
        {"op": "code", "cells": [0]},
        {"op": "code", "cells": [], "code": "Pains"},
        {"op": "code", "cells": [0], "code": "Pains", "edition": 0},
        {"op": "uncode", "cells": [0], "code": "Nope"},
        {"op": "accept", "cells": [0], "codes": [99]},
        {"op": "accept", "cells": [0], "codes": []},
        {"op": "look", "name": "table", "value": ""},
        {"op": "look", "name": "fold", "value": "yes"},
        {"op": "look", "name": "order", "value": "shoe size"},
        {"op": "look", "name": "filters", "value": {"segment": ["rent"]}},
        {"op": "look", "name": "filters", "value": {"nope": {"words": "x"}}},
        {"op": "__init__"},
        {},
    ],
)
def test_a_message_that_makes_no_sense_changes_nothing(
    project: Project, widget: AnswersWidget, tell: Tell, message: dict[str, Any]
) -> None:
    """A malformed message is refused with a reason; project and view are as before."""
    answer = tell(**message)

    assert answer["event"] == "refused"
    assert answer["reason"]
    assert coded(project) == set()
    assert (widget.filters, widget.order, widget.fold) == ({}, "", False)


def test_an_act_on_answers_that_changed_since_is_refused(
    project: Project, widget: AnswersWidget, tell: Tell
) -> None:
    """A page that still shows the old rows would code the wrong ones."""
    edition = widget.edition
    project.add(AnswerTable("more", (Respondent("fay"),), (Answer("fay", QUESTION, "More"),)))

    answer = tell(op="code", cells=[0], code="Pains", edition=edition)

    assert "The answers have changed since" in answer["reason"]
    assert coded(project) == set()


# -- methods and traits -------------------------------------------------------------------


def test_python_codes_the_selection(project: Project, widget: AnswersWidget) -> None:
    """Without answers, ``code`` and ``uncode`` take what is selected."""
    widget.select([answer_of(project, "ann"), answer_of(project, "ben")])

    assert widget.code("Pains") == 2
    assert widget.uncode("Pains", answers=[answer_of(project, "ben")]) == 1
    assert coded(project) == {("ann", "Pains")}
    assert widget.undo() == "take Pains off answers"


def test_coding_nothing_says_what_to_do(widget: AnswersWidget) -> None:
    """Without a selection there is nothing to code."""
    with pytest.raises(VocbenchError, match="Select some first"):
        widget.code("Pains")


def test_selecting_what_is_not_shown_is_refused(project: Project, widget: AnswersWidget) -> None:
    """An answer to another question has no place in this grid."""
    with pytest.raises(NotFoundError, match="shows no answer"):
        widget.select([answer_of(project, "ann", OTHER)])


def test_python_accepts_suggestions(
    project: Project, widget: AnswersWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first, or another by rank; answers without one are passed over."""
    with_suggestions(monkeypatch, project, {"ann": ["Pains", "Gains"], "dan": ["Gains"]})
    widget.learn()
    everybody = [answer_of(project, who) for who in ("ann", "ben", "dan")]

    assert widget.accept(answers=everybody) == 2
    assert coded(project) == {("ann", "Pains"), ("dan", "Gains")}
    assert widget.accept(answers=everybody, rank=2) == 1
    with pytest.raises(VocbenchError, match="Nothing is suggested"):
        widget.accept(answers=everybody, rank=3)


def test_what_was_learned_travels_by_cell(
    project: Project, widget: AnswersWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cell, number of the code and chances in thousandths; then the order."""
    with_suggestions(monkeypatch, project, {"dan": ["Gains", "Pains"], "ann": ["Pains"]})

    widget.learn()

    learned = json.loads(widget.learned)
    gains, pains = (widget.paths.index(path) for path in ("Gains", "Pains"))
    assert learned["suggested"] == [3, gains, 900, 3, pains, 300, 0, pains, 900]
    assert learned["informative"] == [3, 0]
    assert (learned["card"], learned["cut"], learned["nCoded"]) == (None, 0.5, 1)


def test_the_card_travels_whole(
    project: Project, widget: AnswersWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was measured reaches the page by name."""
    texts = pd.Series(
        [f"late {n}" if n % 2 else f"cheap {n}" for n in range(60)], index=[str(n) for n in range(60)]
    )
    labels = pd.DataFrame({"Late": np.arange(60) % 2 == 1}, index=texts.index)
    found = suggest(make_material(texts, np.ones((60, 1))), labels)
    monkeypatch.setattr(project, "suggestions", lambda _questions: found)

    widget.learn()

    assert json.loads(widget.learned)["card"]["n_answers"] == 60


def test_suggestions_are_off_until_asked_for(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is learned by showing the answers; asking for suggestions or their order learns."""
    asked: list[Any] = []
    empty = pd.DataFrame(columns=["answer", "code", "probability", "rank"])

    def learn(questions: Any) -> Suggestions:
        asked.append(questions)
        return Suggestions(empty, None, "too little", (), 1.0, 0)

    monkeypatch.setattr(project, "suggestions", learn)

    plain = AnswersWidget(project, QUESTION)
    assert (plain.suggest, plain.learned, asked) == (False, "", [])
    AnswersWidget(project, [QUESTION, OTHER], suggest=True)
    ordered = AnswersWidget(project, QUESTION, order="informative")
    assert (ordered.suggest, ordered.order) == (False, "informative")
    assert asked == [(QUESTION, OTHER), (QUESTION,)]


def test_questions_are_all_some_or_one(project: Project) -> None:
    """Without a question all are shown, side by side."""
    assert json.loads(AnswersWidget(project).table)["questions"] == [QUESTION, OTHER]
    assert json.loads(AnswersWidget(project, [OTHER]).table)["questions"] == [OTHER]
    assert AnswersWidget(project).columns == ["respondent", "score", "segment", "age", QUESTION, OTHER]


def test_an_unknown_question_is_refused(project: Project) -> None:
    """The message lists those there are."""
    with pytest.raises(NotFoundError, match="'What can be better\\?', 'Why\\?'"):
        AnswersWidget(project, "Who?")


def test_an_unknown_column_is_refused(widget: AnswersWidget) -> None:
    """To order by, or to filter in; the message lists those there are."""
    with pytest.raises(VocbenchError, match=r"There is no column 'size'.*respondent, score"):
        widget.order = "-size"
    with pytest.raises(VocbenchError, match="There is no column 'size'"):
        widget.filters = {"size": {"words": "x"}}
    with pytest.raises(VocbenchError, match="write it as a dict with one of"):
        widget.filters = {"score": {"above": 3}}


def test_read_only_traits_cannot_be_set(widget: AnswersWidget) -> None:
    """What the project holds is changed through the project."""
    with pytest.raises(traitlets.TraitError):
        widget.changes = [1, 2, 3, 4]


def test_a_project_without_answers_is_shown_as_empty() -> None:
    """No rows, no error, and a sentence in the page."""
    with Project(":memory:") as empty:
        widget = AnswersWidget(empty)

    assert json.loads(widget.table)["nRows"] == 0
    assert "There are no answers" in widget.to_html()


def test_a_closed_widget_follows_nobody(project: Project, widget: AnswersWidget) -> None:
    """Closing ends the subscription."""
    widget.close()

    assert project._listeners == []


def test_project_is_a_workspace(project: Project) -> None:
    """The type checker sees that the widget asks nothing else of a project."""
    workspace: AnswersWorkspace = project

    assert workspace.coder == "A"


# -- without a kernel ---------------------------------------------------------------------


def test_static_html_shows_answers_with_their_codes(project: Project, widget: AnswersWidget) -> None:
    """A table with the columns, and a chip for each code."""
    widget.code("Pains", answers=[answer_of(project, "ann")])

    page = widget.to_html()

    assert "<th" in page
    assert "The export is slow" in page
    assert page.count(">Pains</span>") == 1
    assert "more rows" not in page


def test_static_html_is_no_longer_than_it_needs() -> None:
    """Fifty rows, and how many more there are."""
    people = tuple(Respondent(str(number)) for number in range(1_250))
    answers = tuple(Answer(each.key, "Q", f"text {each.key}") for each in people)
    with Project(":memory:") as project:
        project.add(AnswerTable("big", people, answers))

        page = AnswersWidget(project, lang="nl").to_html()

    assert page.count("<tr>") == 51
    assert "… en nog 1.200 rijen" in page


def test_what_users_write_is_escaped() -> None:
    """Answers, questions, attributes and codes are text."""
    evil = "<img src=x onerror=alert(1)>"
    with Project(":memory:") as project:
        people = (Respondent(evil, {evil: evil}),)
        project.add(AnswerTable("x", people, (Answer(evil, evil, evil),)))
        widget = AnswersWidget(project)
        widget.code(evil.replace("/", "|"), answers=[project.answer_rows()[0][0]])

        assert "<img" not in widget.to_html()


def test_both_languages_say_the_same_things() -> None:
    """Every text is there in both, with the same blanks."""
    english, dutch = WORDS["en"], WORDS["nl"]

    assert english.keys() == dutch.keys()
    for key, sentence in english.items():
        assert _blanks(sentence) == _blanks(dutch[key]), key


def _blanks(sentence: str) -> set[str]:
    return {part.split("}")[0] for part in sentence.split("{")[1:]}
