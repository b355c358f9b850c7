"""The topic explorer without a browser: its state, its methods, and the messages it answers."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.planted_topics import QUESTION, fit_by_key_word, survey_of
from tests.topic_models import Studio, topic_model
from vocbench.errors import NotFoundError, TopicsError, VocbenchError
from vocbench.project import Project
from vocbench.widgets.topics.state import (
    ASIDE,
    MISSING,
    NO_CONTENT,
    UNCLEAR,
    duplicate_groups,
    make_places,
    make_points,
    topic_rows,
)
from vocbench.widgets.topics.widget import TopicExplorer

N = 28


@pytest.fixture
def studio() -> Studio:
    """Four topics of six answers, two unclear answers, and two without content."""
    return Studio(topic_model())


@pytest.fixture
def explorer(studio: Studio) -> Iterator[TopicExplorer]:
    """The widget on them; what it sends is in ``sent``."""
    made = TopicExplorer(studio, "model")
    yield made
    made.close()


@pytest.fixture
def sent(explorer: TopicExplorer, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The messages that the widget sends."""
    messages: list[dict[str, Any]] = []
    monkeypatch.setattr(explorer, "send", messages.append)
    return messages


def ask(explorer: TopicExplorer, **message: Any) -> None:
    """Send the widget a message as the page does."""
    explorer._receive(explorer, {"nonce": "n", "edition": explorer.edition, **message}, [])


def topic_of(studio: Studio, answer: str) -> int:
    """Where the project holds an answer."""
    answers = studio.model.answers
    return int(answers.loc[answers["answer"] == answer, "topic"].iloc[0])


def changed(explorer: TopicExplorer) -> dict[int, int]:
    """The topic of each answer that is not as the edition began, by number."""
    n = len(explorer.changes) // 17
    numbers = struct.unpack(f"{n}I", explorer.changes[: 4 * n])
    return dict(zip(numbers, struct.unpack(f"{n}i", explorer.changes[4 * n : 8 * n]), strict=True))


# -- what travels ---------------------------------------------------------------------------


def test_the_numbers_of_the_answers_travel_as_bytes(explorer: TopicExplorer) -> None:
    """Places and scores of four bytes, one byte for each choice; then topics, similarities and so on."""
    table = explorer.table

    assert table["n"] == N
    assert [column["name"] for column in table["columns"]] == ["wave", "score", "segment"]
    assert len(explorer.points) == N * (3 * 4 + 3)
    assert len(explorer.places) == N * 13
    topics = struct.unpack(f"{N}i", explorer.places[: 4 * N])
    assert topics == (*(topic for topic in range(4) for _ in range(6)), -1, -1, NO_CONTENT, NO_CONTENT)


def test_choices_are_numbers_and_a_missing_value_is_one(studio: Studio) -> None:
    """What the project knows of answers without content counts as well."""
    known = pd.DataFrame({"answer": ["e0"], "wave": ["2025"], "segment": ["own"]})
    points = make_points(studio.model, known)
    codes = dict(zip([column["name"] for column in points.columns], points.codes, strict=True))

    assert list(codes["wave"][:2]) == [1, 0]
    assert list(codes["wave"][-2:]) == [0, MISSING]
    assert list(codes["score"][-2:]) == [MISSING, MISSING]


@pytest.mark.parametrize(
    ("values", "choices"),
    [
        ([0, 3, 7, 10, 5, 6, 8, 9], ["0–6", "7–8", "9–10"]),
        ([1, 2, 3], ["1", "2", "3"]),
        ([18, 25, 31, 40, 52, 60, 71, 80], ["18–25", "31–40", "52–60", "71–80"]),
        ([True, False], ["✓", "✗"]),
        ([date(2025, 3, 1), date(2024, 1, 1)], ["2024-01-01", "2025-03-01"]),
        (["rent", "", None], None),
        (
            [f"text {number}" for number in range(24)],
            [f"text {number}" for number in sorted(range(24), key=str)],
        ),
    ],
)
def test_values_become_choices(studio: Studio, values: list[Any], choices: list[str] | None) -> None:
    """Scores in the usual bands, other numbers in four, a column of one value in none."""
    column = pd.Series([values[row % len(values)] for row in range(26)], dtype=object)
    model = replace(studio.model, answers=studio.model.answers.assign(extra=column))
    columns = {
        each["name"]: each["choices"] for each in make_points(model, studio.answers(model.question)).columns
    }

    assert columns.get("extra") == choices


def test_a_column_with_many_different_texts_is_no_filter(studio: Studio) -> None:
    """Names of respondents, or answers to another question, cannot be chosen from."""
    base = topic_model(themes=5, each=20)
    model = replace(base, answers=base.answers.assign(extra=[f"text {row}" for row in range(102)]))

    names = [each["name"] for each in make_points(model, studio.answers(model.question)).columns]

    assert "extra" not in names
    assert "respondent" not in names


def test_topics_tell_their_neighbour_and_what_was_not_measured(studio: Studio) -> None:
    """The neighbour has the nearest centre; a stability of NaN is None."""
    studio.model = replace(studio.model, topics=studio.model.topics.assign(stability=[0.5, np.nan, 0.1, 1.0]))
    rows = topic_rows(studio.model)

    assert [row["neighbour"] for row in rows] == [1, 2, 3, 2]
    assert [row["stability"] for row in rows] == [0.5, None, 0.1, 1.0]
    assert rows[0]["code"] == "Pains/Waiting"


def test_one_topic_has_no_neighbour_and_no_tree(explorer: TopicExplorer, studio: Studio) -> None:
    """Nothing is like it."""
    explorer.merge(0, 1, 2, 3)

    assert [row["neighbour"] for row in topic_rows(studio.model)] == [-1]
    assert explorer.tree == []


def test_only_what_changed_is_sent(explorer: TopicExplorer) -> None:
    """The answers that moved, with their numbers; undo takes it back."""
    before = explorer.points, explorer.places, explorer.edition
    explorer.move(3, answers=["a0.1", "u0"])

    assert changed(explorer) == {1: 3, 24: 3}
    explorer.undo()
    assert explorer.changes == b""
    assert (explorer.points, explorer.places, explorer.edition) == before


def test_where_most_changed_all_is_sent(explorer: TopicExplorer) -> None:
    """The changes would be longer than the whole."""
    explorer.merge(0, 1, 2, 3)

    assert explorer.changes == b""
    assert struct.unpack("12i", explorer.places[: 4 * 12]) == (0,) * 12


def test_similarities_without_a_number_are_no_change(studio: Studio) -> None:
    """NaN is like NaN here."""
    answers = studio.model.answers.assign(similarity=np.nan)
    model = replace(studio.model, answers=answers)
    number_of = {answer: number for number, answer in enumerate([*answers["answer"], "e0", "e1"])}

    assert make_places(model, number_of).changed_from(make_places(model, number_of)) == []


def test_new_answers_begin_an_edition(explorer: TopicExplorer, studio: Studio) -> None:
    """A new wave brings answers that the page does not know."""
    more = studio.model.answers.head(1).assign(answer="new")
    studio._become(replace(studio.model, answers=pd.concat([studio.model.answers, more], ignore_index=True)))

    assert explorer.edition == 2
    assert explorer.table["n"] == N + 1


def test_a_place_that_is_known_at_last_begins_an_edition(studio: Studio) -> None:
    """An answer that was set aside when the widget was made comes on the map when it is taken back."""
    studio.set_aside("model", ["a0.0"])
    explorer = TopicExplorer(studio, "model")
    explorer.take_back(answers=["a0.0"])

    assert explorer.edition == 2
    assert not np.isnan(array("f", explorer.points[: 4 * N])).any() or explorer.table["n"] == N
    explorer.close()


def test_near_duplicates_are_grouped_only_without_topics(studio: Studio) -> None:
    """With topics, the topics group them."""
    model = studio.model
    answers = model.answers.assign(topic=UNCLEAR, similarity=[np.nan, 0.9, *[0.1] * 24])
    number_of = {answer: number for number, answer in enumerate(answers["answer"])}
    bare = replace(
        model,
        answers=answers,
        topics=model.topics.head(0),
        centres=model.centres[:0],
        floors=model.floors[:0],
    )

    assert duplicate_groups(bare, number_of) == [[0, 1]]
    assert duplicate_groups(model, number_of) == []


# -- from Python ----------------------------------------------------------------------------


def test_every_edit_can_be_done_from_python(explorer: TopicExplorer, studio: Studio) -> None:
    """Each goes to the project, and shows."""
    explorer.rename(0, "Calls")
    explorer.split(1, 2)
    explorer.split(2, {"Taxes": ["a2.0"]})
    explorer.move("Heat", answers=["a3.0"])
    explorer.pin("a3.1", 0)
    explorer.set_aside(answers=["a0.0"])
    explorer.measure_stability()
    explorer.merge(0, 1, name="All")

    names = {row["topic"]: row["name"] for row in explorer.topics}
    assert names == {0: "All", 2: "price", 3: "app / slow", 4: "bill / unclear 2", 5: "Taxes", 6: "Heat"}
    assert {row["stability"] for row in explorer.topics} == {0.8}
    assert topic_of(studio, "a3.1") == 0
    explorer.take_back(answers=["a0.0"])
    assert topic_of(studio, "a0.0") == 0


def test_an_edit_does_not_read_the_model_anew(explorer: TopicExplorer, studio: Studio) -> None:
    """The project gives the model back; to load it again would take twice as long."""
    before = studio.loads
    explorer.rename(0, "Calls")

    assert studio.loads == before
    assert explorer.topics[0]["name"] == "Calls"


def test_edits_of_others_are_read(explorer: TopicExplorer, studio: Studio) -> None:
    """Whoever acts on the project, the widget follows; an act on something else reads nothing."""
    studio.rename_topic("model", 1, "Invoice")
    assert explorer.topics[1]["name"] == "Invoice"
    loads = studio.loads
    explorer.refresh()

    assert studio.loads == loads


def test_a_refused_edit_leaves_the_widget_following(explorer: TopicExplorer, studio: Studio) -> None:
    """The error comes through, and the next edit of somebody else shows."""
    with pytest.raises(TopicsError, match="There is no topic 99"):
        explorer.move(99, answers=["a0.0"])
    studio.rename_topic("model", 1, "Invoice")

    assert explorer.topics[1]["name"] == "Invoice"


def test_a_model_that_is_gone_is_said(explorer: TopicExplorer, studio: Studio) -> None:
    """Undoing the fit leaves nothing to show; redoing it shows it again."""
    model = studio.model
    studio._become(replace(model, id="another"))
    assert explorer.trouble == "There is no topic model 'model'."
    studio._become(model)

    assert explorer.trouble == ""


def test_a_model_outside_a_project_is_refused(studio: Studio) -> None:
    """There is nowhere to keep an edit."""
    with pytest.raises(VocbenchError, match="is in no project"):
        TopicExplorer(studio, replace(studio.model, id=""))


def test_filters_are_checked(explorer: TopicExplorer) -> None:
    """The message lists what there is."""
    explorer.filters = {"wave": ["2025"], "segment": ["own", ""]}
    with pytest.raises(VocbenchError, match=r"no column 'gone'. The columns are: wave, score, segment"):
        explorer.filters = {"gone": ["x"]}
    with pytest.raises(VocbenchError, match=r"'wave' has no value '1999'. It has: 2025, 2026"):
        explorer.filters = {"wave": ["1999"]}

    assert explorer.filters == {"wave": ["2025"], "segment": ["own", ""]}


def test_order_and_choice_are_checked(explorer: TopicExplorer) -> None:
    """As are columns and topics that are not there."""
    with pytest.raises(VocbenchError, match="cannot be sorted by 'size'"):
        explorer.order = "size"
    with pytest.raises(NotFoundError, match="There is no topic 9"):
        explorer.chosen = [0, 9]
    explorer.chosen = [2, UNCLEAR, 2]

    assert explorer.chosen == [2, UNCLEAR]


def test_a_chosen_topic_that_is_merged_away_is_not_chosen_any_more(explorer: TopicExplorer) -> None:
    """The others stay chosen."""
    explorer.chosen = [0, 3, ASIDE]
    explorer.merge(0, 3)

    assert explorer.chosen == [0, ASIDE]


def test_selecting_is_checked(explorer: TopicExplorer, sent: list[dict[str, Any]]) -> None:
    """An id of another model is refused; numbers go to the page."""
    with pytest.raises(NotFoundError, match="no answer with id 'x'"):
        explorer.select(["x"])
    explorer.select(["a0.1", "u1"])

    assert sent == [{"event": "select", "points": [1, 25]}]
    assert explorer.selection == ("a0.1", "u1")


def test_what_is_selected_is_meant(explorer: TopicExplorer, studio: Studio) -> None:
    """Without answers=, an edit is for the selection; with none selected it is refused."""
    with pytest.raises(VocbenchError, match="No answer is selected"):
        explorer.move(1)
    explorer.select(["a0.1"])
    explorer.move(1)

    assert topic_of(studio, "a0.1") == 1


# -- messages -------------------------------------------------------------------------------


def test_messages_of_the_page_are_acts(
    explorer: TopicExplorer, studio: Studio, sent: list[dict[str, Any]]
) -> None:
    """Each is done, and answered with its nonce."""
    ask(explorer, op="merge", topics=[1, 2], name="")
    ask(explorer, op="rename", topic=1, name="Money")
    ask(explorer, op="move", points=[0], to=3)
    ask(explorer, op="gather", points=[1], name="Queue")
    ask(explorer, op="pin", points=[2], to=0)
    ask(explorer, op="set_aside", points=[3])
    ask(explorer, op="take_back", points=[3])
    ask(explorer, op="split", topic=3, into=2)
    ask(explorer, op="measure")
    ask(explorer, op="undo")

    answers = [message for message in sent if message["event"] == "done"]
    assert [message["nonce"] for message in answers] == ["n"] * 10
    assert sent[-1]["label"] == "measure"
    assert [topic_of(studio, f"a0.{number}") for number in range(4)] == [3, 4, 0, 0]


def test_measuring_tells_how_far_it_is(explorer: TopicExplorer, sent: list[dict[str, Any]]) -> None:
    """The kernel is busy with it for a while; the page is told of each resample."""
    explorer.measure_stability()

    assert sent == [{"event": "measuring", "done": 1, "total": 20}]


def test_texts_come_with_the_reason_why_they_are_apart(
    explorer: TopicExplorer, sent: list[dict[str, Any]]
) -> None:
    """What a person set aside has none."""
    explorer.set_aside(answers=["a0.0"])
    ask(explorer, op="texts", points=[0, 27])

    assert sent[0]["result"] == [["waited half an hour on the phone (0.0)", ""], ["n/a", "no answer"]]


def test_contrast_is_of_a_topic_with_another(explorer: TopicExplorer, sent: list[dict[str, Any]]) -> None:
    """The words that the other has not."""
    ask(explorer, op="contrast", topic=3, other=2)

    assert sent[0]["result"] == {"own": ["app", "slow"]}


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ({"op": "move", "points": [99], "to": 1}, "named an answer that is not there"),
        ({"op": "move", "points": ["0"], "to": 1}, "no list of points"),
        ({"op": "move", "points": [0], "to": None}, "no number as to"),
        ({"op": "move", "points": [0], "to": True}, "no number as to"),
        ({"op": "move", "points": [0], "to": 1, "edition": 0}, "The answers have changed since"),
        ({"op": "rename", "topic": 0, "name": " "}, "no name along"),
        ({"op": "look", "name": "points", "value": ""}, "cannot set 'points'"),
        ({"op": "look", "name": "order", "value": 3}, "order"),
        ({"op": "drop_tables"}, "does not know the act"),
    ],
)
def test_what_a_page_may_not_send_is_refused(
    explorer: TopicExplorer, sent: list[dict[str, Any]], message: dict[str, Any], reason: str
) -> None:
    """The reason goes back, and nothing changes."""
    before = explorer.places, explorer.changes
    ask(explorer, **message)

    assert sent[0]["event"] == "refused"
    assert reason in sent[0]["reason"]
    assert (explorer.places, explorer.changes) == before


def test_looks_of_the_page_are_followed(explorer: TopicExplorer, sent: list[dict[str, Any]]) -> None:
    """Search, filters, order and choice."""
    for name, value in {"find": "x", "filters": {"wave": ["2025"]}, "order": "tree", "chosen": [1]}.items():
        ask(explorer, op="look", name=name, value=value)

    assert [message["event"] for message in sent] == ["done"] * 4
    assert (explorer.find, explorer.filters, explorer.order, explorer.chosen) == (
        *("x", {"wave": ["2025"]}, "tree"),
        [1],
    )


# -- without a kernel -----------------------------------------------------------------------


def test_without_a_kernel_there_is_a_picture_and_a_table(explorer: TopicExplorer) -> None:
    """The map as a drawing, and topics with typical answers."""
    html = explorer.to_html()

    assert "<svg" in html
    assert "<td" in html
    assert "4 topics in 26 answers; 2 unclear, 2 apart" in html
    assert "waited half an hour on the phone (0.0)" in html


def test_without_a_kernel_words_are_never_markup(studio: Studio) -> None:
    """What people wrote is escaped, in the picture too."""
    evil = "<script>alert(1)</script>"
    model = studio.model
    answers = model.answers.assign(text=evil)
    studio.model = replace(model, topics=model.topics.assign(name=evil), answers=answers, notice=evil)
    explorer = TopicExplorer(studio, "model")

    assert "<script" not in explorer.to_html()
    explorer.close()


def test_without_a_kernel_and_topics_there_is_a_list(studio: Studio) -> None:
    """In the order of likeness, in Dutch."""
    model = studio.model
    answers = model.answers.assign(topic=UNCLEAR)
    studio.model = replace(
        *(model,),
        answers=answers,
        topics=model.topics.head(0),
        centres=model.centres[:0],
        floors=model.floors[:0],
    )
    explorer = TopicExplorer(studio, "model", lang="nl")
    html = explorer.to_html()

    assert "Te weinig antwoorden voor thema" in html
    assert "0 thema" in html
    assert html.count("<li>") == 28
    explorer.close()


def test_a_large_map_is_drawn_in_part() -> None:
    """A notebook stays light."""
    explorer = TopicExplorer(Studio(topic_model(themes=5, each=800)), "model")

    assert len(explorer.to_html()) < 3_000_000
    explorer.close()


def test_the_widget_tells_what_it_shows(explorer: TopicExplorer) -> None:
    """A stable text, without an address."""
    assert repr(explorer) == "TopicExplorer(4 topics, 28 answers)"


# -- on a project ---------------------------------------------------------------------------


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """Five answers on bill and phone, one on neither, one that says nothing; the fit is a fake."""
    monkeypatch.setattr("vocbench.topics.fit.fit_topics", fit_by_key_word)
    texts = ["the bill is wrong", "my bill is high", "a bill again", "the phone is slow", "my phone broke"]
    with Project(":memory:") as project:
        project.add(survey_of([*texts, "strange thing", "geen"]))
        yield project


def test_who_took_consent_back_is_read_no_more(planted: Project) -> None:
    """The explorer follows the withdrawal: the words are gone from what it answers the page."""
    model = planted.topics(QUESTION)
    explorer = TopicExplorer(planted, model)
    person, text = model.answers[["respondent", "text"]].iloc[0]
    before = explorer.edition
    planted.withdraw(person)

    assert explorer.edition == before + 1
    assert text not in explorer._points.texts
    assert text not in explorer.to_html()


def test_edits_are_acts_of_the_project(planted: Project) -> None:
    """Each is in the history and in the file; the project's own edits show as well."""
    model = planted.topics(QUESTION)
    explorer = TopicExplorer(planted, model)
    bill, phone, strange = (
        model.answers.loc[model.answers["text"] == text, "answer"].iloc[0]
        for text in ("my bill is high", "my phone broke", "strange thing")
    )
    explorer.move(1, answers=[strange])
    explorer.pin(bill, 0)
    explorer.rename(0, "Invoices")
    explorer.set_aside(answers=[phone])
    planted.rename_topic(model, 1, "Calls")

    kept = planted.load_topics(model.id)
    assert [row["name"] for row in explorer.topics] == ["Invoices", "Calls"] == kept.topics["name"].tolist()
    shown = dict(zip(explorer._points.ids, explorer._places.topic, strict=True))
    assert [shown[answer] for answer in (strange, bill, phone)] == [1, 0, ASIDE]
    assert explorer.undo() == "call topic 1 'Calls'"
    assert [row["name"] for row in explorer.topics] == ["Invoices", "phone"]
    explorer.close()


def test_what_the_project_refuses_comes_through(planted: Project) -> None:
    """With the project's own words, and nothing is changed."""
    explorer = TopicExplorer(planted, planted.topics(QUESTION).id)
    with pytest.raises(TopicsError):
        explorer.rename(0, "phone")

    assert [row["name"] for row in explorer.topics] == ["bill", "phone"]
    explorer.close()


def test_undoing_the_fit_leaves_the_widget_with_trouble(planted: Project) -> None:
    """The model is gone; redoing brings it back."""
    explorer = TopicExplorer(planted, planted.topics(QUESTION))
    explorer.undo()
    assert "topic" in explorer.trouble
    explorer.redo()

    assert explorer.trouble == ""
    explorer.close()
