"""Topics edited by hand: each edit one act, taken back and done again, and nothing else moved."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from tests.planted_topics import QUESTION, by_words, survey_of
from tests.storage.test_history import state
from vocbench.errors import ConflictError, NotFoundError, TopicsError
from vocbench.project import Project
from vocbench.storage import topics as topic_store
from vocbench.topics.result import UNCLEAR, TopicModel

BILL, DRIVER, PHONE, SHOWER = range(4)


def found(project: Project) -> TopicModel:
    """The model of the planted answers."""
    return project.topics(QUESTION, encode=by_words)


def ids(model: TopicModel, *texts: str) -> list[str]:
    """The answers with these words."""
    everything = pd.concat([model.answers[["answer", "text"]], model.no_content[["answer", "text"]]])
    return [everything.set_index("text")["answer"][text] for text in texts]


def sizes(model: TopicModel) -> dict[int, int]:
    """How many answers each topic has."""
    return dict(zip(model.topics["topic"].tolist(), model.topics["answers"].tolist(), strict=True))


def topic_of(model: TopicModel, text: str) -> int:
    """The topic of the answer with these words."""
    return int(model.answers.set_index("text")["topic"][text])


EDITS: dict[str, Callable[[Project, TopicModel], TopicModel]] = {
    "merge": lambda project, model: project.merge_topics(model, BILL, PHONE),
    "merge three": lambda project, model: project.merge_topics(model, PHONE, BILL, DRIVER, name="All"),
    "rename": lambda project, model: project.rename_topic(model, BILL, "Money"),
    "split in two": lambda project, model: project.split_topic(model, BILL),
    "split by name": lambda project, model: project.split_topic(
        model, BILL, {"Dear": ids(model, "my bill costs much", "the bill costs much")}
    ),
    "move": lambda project, model: project.move_answers(model, ids(model, "strange thing"), SHOWER),
    "move to a new topic": lambda project, model: project.move_answers(
        model, ids(model, "strange thing", "my bill is bad"), "Odd"
    ),
    "make unclear": lambda project, model: project.move_answers(model, ids(model, "my bill is bad"), UNCLEAR),
    "bring in what said nothing": lambda project, model: project.move_answers(
        model, ids(model, "geen"), BILL
    ),
    "set aside": lambda project, model: project.set_aside(
        model, ids(model, "strange thing", "my bill is bad")
    ),
    "pin": lambda project, model: project.pin_answer(model, ids(model, "my bill is bad")[0], BILL),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_every_edit_is_one_act_and_can_be_undone_and_redone(
    planted_study: Project, edit: Callable[[Project, TopicModel], TopicModel]
) -> None:
    """One line in the log; undo restores the file to the letter, redo does it again, check finds nothing."""
    model = found(planted_study)
    before, lines = state(planted_study), len(planted_study.history())

    edited = edit(planted_study, model)
    after = state(planted_study)
    assert after != before
    assert len(planted_study.history()) == lines + 1
    assert planted_study.check() == []

    planted_study.undo()
    assert state(planted_study) == before
    pd.testing.assert_frame_equal(planted_study.load_topics(model).answers, model.answers)
    pd.testing.assert_frame_equal(planted_study.load_topics(model).topics, model.topics)

    planted_study.redo()
    assert state(planted_study) == after
    pd.testing.assert_frame_equal(planted_study.load_topics(model).answers, edited.answers)


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_edited_model_adds_up(
    planted_study: Project, edit: Callable[[Project, TopicModel], TopicModel]
) -> None:
    """No answer is lost, sizes and shares are those of the members, the largest topic comes first."""
    edited = edit(planted_study, found(planted_study))

    assert len(edited.answers) + len(edited.no_content) == 39
    counted = edited.answers["topic"].value_counts()
    assert sizes(edited) == {number: counted.get(number, 0) for number in edited.topics["topic"]}
    assert edited.topics["share"].tolist() == pytest.approx(edited.topics["answers"] / len(edited.answers))
    assert all(one >= two for one, two in pairwise(edited.topics["answers"]))
    assert edited.topics["name"].is_unique
    assert len(edited.centres) == len(edited.floors) == len(edited.topics)


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_similarities_are_those_to_the_centres_of_now(
    planted_study: Project, edit: Callable[[Project, TopicModel], TopicModel]
) -> None:
    """After an edit each similarity is the cosine of the answer to the centre of its topic.

    An answer that had said nothing has no vector, and its similarity is unknown.
    """
    edited = edit(planted_study, found(planted_study))

    rows = edited.answers[(edited.answers["topic"] != UNCLEAR) & (edited.answers["text"] != "geen")]
    vectors = by_words(rows["text"].tolist())
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    place = [edited.topic_row(number) for number in rows["topic"]]
    cosines = np.einsum("ij,ij->i", vectors, edited.centres[place])
    assert rows["similarity"].to_numpy() == pytest.approx(cosines, abs=2e-3)
    assert (rows["nearest"] != rows["topic"]).all()


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_what_an_edit_gives_is_what_the_file_holds(
    planted_study: Project, edit: Callable[[Project, TopicModel], TopicModel]
) -> None:
    """Another project object on the file loads the same model as the edit gave back."""
    edited = edit(planted_study, found(planted_study))

    with Project(planted_study._store.path) as other:
        loaded = other.load_topics(edited.id)

    for part in ("topics", "answers", "no_content"):
        pd.testing.assert_frame_equal(getattr(edited, part), getattr(loaded, part))


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_edits_are_content(planted_study: Project, edit: Callable[[Project, TopicModel], TopicModel]) -> None:
    """The hash of the project changes with each edit, comes back with undo, and knows no ids."""
    model = found(planted_study)
    before = planted_study.provenance().hash

    edit(planted_study, model)
    once = planted_study.provenance().hash
    planted_study.undo()
    assert planted_study.provenance().hash == before
    edit(planted_study, model)

    assert once != before
    assert planted_study.provenance().hash == once


def test_merged_topics_are_one_under_the_first_number(planted_study: Project) -> None:
    """The first stays, the others' numbers are missing, its words and centre are those of all."""
    model = found(planted_study)

    merged = planted_study.merge_topics(model, PHONE, BILL)

    assert sizes(merged) == {PHONE: 18, DRIVER: 9, SHOWER: 9}
    assert {"phone", "bill"} <= set(merged.topics["words"][0])
    untouched = merged.topics[merged.topics["topic"] == DRIVER].iloc[0]
    assert untouched["name"] == "driver"
    assert untouched["words"] == ["driver"]


def test_a_merge_without_a_name_is_called_after_its_words(planted_study: Project) -> None:
    """Neither of the old names says what both parts are about."""
    merged = planted_study.merge_topics(found(planted_study), BILL, PHONE)

    assert {"bill", "phone"} <= set(merged.topics["name"][0].split(", "))


def test_a_chain_of_merges_is_flat(planted_study: Project) -> None:
    """What was merged into a topic goes along when that one is merged."""
    model = found(planted_study)
    planted_study.merge_topics(model, BILL, PHONE)

    merged = planted_study.merge_topics(model, DRIVER, BILL)

    assert sizes(merged) == {DRIVER: 27, SHOWER: 9}
    assert planted_study.check() == []


def test_a_name_by_hand_survives_merges_and_moves(planted_study: Project) -> None:
    """A merged topic keeps a name that a person gave, whichever part had it; words go on changing."""
    model = found(planted_study)
    planted_study.rename_topic(model, PHONE, "Waiting")

    merged = planted_study.merge_topics(model, BILL, PHONE)
    moved = planted_study.move_answers(model, ids(model, "my driver is bad"), BILL)

    assert merged.topics["name"][0] == moved.topics["name"][0] == "Waiting"
    assert merged.topics["words"][0] != moved.topics["words"][0]


def test_an_answer_more_or_less_changes_no_name(planted_study: Project) -> None:
    """Only what was merged or split off is named anew: a list of topics stays readable while one sorts."""
    model = found(planted_study)

    moved = planted_study.move_answers(model, ids(model, "my driver is bad", "my driver was late"), BILL)

    assert set(moved.topics["name"]) == set(model.topics["name"])


def test_names_are_kept_without_stray_blanks(planted_study: Project) -> None:
    """A name is what was typed, blanks around it left out."""
    model = planted_study.rename_topic(found(planted_study), BILL, "  Money \n matters ")

    assert model.topics["name"][BILL] == "Money matters"


def test_the_largest_part_keeps_number_and_name(planted_study: Project) -> None:
    """A split topic stays what it was for its largest part; the other gets the next free number."""
    model = found(planted_study)
    planted_study.merge_topics(model, BILL, PHONE, name="Both")
    planted_study.move_answers(model, ids(model, "my bill is bad"), UNCLEAR)

    split = planted_study.split_topic(model, BILL)

    assert sizes(split)[BILL] + sizes(split)[4] == 17
    assert sizes(split)[BILL] >= sizes(split)[4]
    assert split.topics.set_index("topic")["name"][BILL] == "Both"
    assert set(split.answers[split.answers["topic"] == 4]["placed"]) == {"moved"}


def test_named_parts_take_their_answers_along(planted_study: Project) -> None:
    """Answers that are not named stay; a part has the name that was given."""
    model = found(planted_study)
    dear = ids(model, "my bill costs much", "the bill costs much", "our bill costs much")

    split = planted_study.split_topic(model, BILL, {"Dear": dear, "Late": ids(model, "my bill was late")})

    names = split.topics.set_index("name")["answers"]
    assert (names["Dear"], names["Late"], names["bill"]) == (3, 1, 5)


def test_where_nothing_stays_the_largest_named_part_keeps_the_number(planted_study: Project) -> None:
    """When all answers are named, no empty topic is left behind."""
    model = found(planted_study)
    own = model.answers[model.answers["topic"] == BILL]["answer"].tolist()

    split = planted_study.split_topic(model, BILL, {"Few": own[:2], "Many": own[2:]})

    assert split.topics.set_index("topic")["name"][BILL] == "Many"
    assert sizes(split) == {BILL: 7, DRIVER: 9, PHONE: 9, SHOWER: 9, 4: 2}


def test_moved_answers_say_so(planted_study: Project) -> None:
    """An answer that was moved is in the other topic, by hand."""
    model = found(planted_study)

    moved = planted_study.move_answers(model, ids(model, "my bill is bad"), SHOWER)

    row = moved.answers.set_index("text").loc["my bill is bad"]
    assert (row["topic"], row["placed"]) == (SHOWER, "moved")
    assert sizes(moved)[SHOWER] == 10


def test_answers_can_be_moved_to_a_topic_by_its_name(planted_study: Project) -> None:
    """A name that a topic has is that topic; no other is made."""
    model = found(planted_study)

    moved = planted_study.move_answers(model, ids(model, "my bill is bad"), "shower")

    assert topic_of(moved, "my bill is bad") == SHOWER
    assert len(moved.topics) == 4


def test_moving_twice_leaves_the_last_place(planted_study: Project) -> None:
    """Each answer has one place by hand, the last one."""
    model = found(planted_study)
    answer = ids(model, "my bill is bad")
    planted_study.move_answers(model, answer, SHOWER)

    moved = planted_study.move_answers(model, answer, PHONE)

    assert sizes(moved) == {PHONE: 10, DRIVER: 9, SHOWER: 9, BILL: 8}


def test_what_is_set_aside_says_nothing_any_more(planted_study: Project) -> None:
    """It leaves the answers and is listed with its reason."""
    model = found(planted_study)

    aside = planted_study.set_aside(model, ids(model, "strange thing"))

    assert aside.unclear().empty
    assert aside.no_content.set_index("text")["reason"]["strange thing"] == "set aside"


def test_taking_back_leaves_answers_to_the_model(planted_study: Project) -> None:
    """What was moved, set aside or pinned is where the model put it; the rest stays."""
    model = found(planted_study)
    moved, aside = ids(model, "my bill is bad", "strange thing")
    planted_study.move_answers(model, [moved], SHOWER)
    planted_study.set_aside(model, [aside])

    back = planted_study.take_back(model, [moved, aside, *ids(model, "the phone is bad")])

    pd.testing.assert_frame_equal(
        back.answers.set_index("answer")[["topic", "placed"]].sort_index(),
        model.answers.set_index("answer")[["topic", "placed"]].sort_index(),
    )


def test_taking_back_what_nobody_placed_is_no_act(planted_study: Project) -> None:
    """An edit that changes nothing leaves no line."""
    model = found(planted_study)
    lines = len(planted_study.history())

    planted_study.take_back(model, ids(model, "my bill is bad"))
    planted_study.rename_topic(planted_study.rename_topic(model, BILL, "Money"), BILL, "Money")

    assert len(planted_study.history()) == lines + 1


def test_an_emptied_topic_stays_to_be_filled_or_merged(planted_study: Project) -> None:
    """A topic without answers keeps its name and words and counts none."""
    model = found(planted_study)
    own = model.answers[model.answers["topic"] == BILL]["answer"]

    emptied = planted_study.move_answers(model, own, PHONE)

    assert sizes(emptied)[BILL] == 0
    assert emptied.topics.set_index("topic")["name"][BILL] == "bill"
    assert planted_study.merge_topics(model, PHONE, BILL).topics["answers"].min() == 9


def test_a_topic_made_by_hand_can_be_merged_away(planted_study: Project) -> None:
    """Answers placed in a topic follow it into another one."""
    model = found(planted_study)
    planted_study.move_answers(model, ids(model, "strange thing"), "Odd")

    merged = planted_study.merge_topics(model, SHOWER, 4)

    assert topic_of(merged, "strange thing") == SHOWER
    assert planted_study.check() == []


def test_edited_topics_lose_their_measured_stability(planted_study: Project) -> None:
    """What was measured of a topic says nothing about another set of answers."""
    model = found(planted_study)
    with planted_study._act("measure") as act:
        topic_store.note_stability(act, model.id, dict.fromkeys(range(4), 0.9))

    moved = planted_study.move_answers(model, ids(model, "my bill is bad"), SHOWER)

    measured = moved.topics.set_index("topic")["stability"]
    assert measured[[DRIVER, PHONE]].tolist() == [0.9, 0.9]
    assert measured[[BILL, SHOWER]].isna().all()


WRONG: dict[str, tuple[Callable[[Project, TopicModel], object], str]] = {
    "no such topic": (
        lambda project, model: project.rename_topic(model, 9, "x"),
        r"no topic 9. There are: 0, 1, 2, 3",
    ),
    "merge with itself": (
        lambda project, model: project.merge_topics(model, 1, 1),
        "two or more different topics, got 1, 1",
    ),
    "merge one": (lambda project, model: project.merge_topics(model, 1), "two or more different topics"),
    "a taken name": (
        lambda project, model: project.rename_topic(model, 1, "Bill"),
        "Topic 0 is called 'Bill' already",
    ),
    "no name": (lambda project, model: project.rename_topic(model, 1, "  "), "needs a name"),
    "one part": (lambda project, model: project.split_topic(model, 1, 1), "at least 2 parts, got 1"),
    "no parts": (lambda project, model: project.split_topic(model, 1, {}), "at least one part"),
    "more parts than answers": (
        lambda project, model: project.split_topic(model, 1, 10),
        "cannot be split into 10 parts",
    ),
    "a part of another topic": (
        lambda project, model: project.split_topic(model, BILL, {"x": ids(model, "my phone is bad")}),
        "1 answer not in topic 0",
    ),
    "an answer in two parts": (
        lambda project, model: project.split_topic(
            model, BILL, {"x": ids(model, "my bill is bad"), "y": ids(model, "my bill is bad")}
        ),
        "named in two parts",
    ),
    "one part that is all": (
        lambda project, model: project.split_topic(
            model, BILL, {"x": model.answers[model.answers["topic"] == BILL]["answer"]}
        ),
        "would stay together",
    ),
    "an unknown answer": (
        lambda project, model: project.move_answers(model, ["nope"], 1),
        "'nope'.*another question",
    ),
    "no answers": (lambda project, model: project.set_aside(model, []), "no answers to edit"),
    "an id instead of a list": (lambda project, model: project.take_back(model, "abc"), r"such as \['abc'\]"),
    "pinned to nothing": (
        lambda project, model: project.pin_answer(model, ids(model, "my bill is bad")[0], UNCLEAR),
        "pinned to a topic",
    ),
}


@pytest.mark.parametrize(("edit", "message"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_done_says_why_and_changes_nothing(
    planted_study: Project, edit: Callable[[Project, TopicModel], object], message: str
) -> None:
    """The error names what is wrong; the file is as it was."""
    model = found(planted_study)
    before = state(planted_study)

    with pytest.raises(TopicsError, match=message):
        edit(planted_study, model)

    assert state(planted_study) == before


def test_a_topic_that_was_merged_is_named_with_the_one_it_is_in(planted_study: Project) -> None:
    """Who edits a topic that is gone is told where it went."""
    model = found(planted_study)
    planted_study.merge_topics(model, BILL, PHONE)

    with pytest.raises(TopicsError, match="Topic 2 was merged into topic 0"):
        planted_study.rename_topic(model, PHONE, "x")


def test_a_model_that_was_undone_cannot_be_edited(planted_study: Project) -> None:
    """The error says that the act may have been undone."""
    model = found(planted_study)
    planted_study.undo()

    with pytest.raises(NotFoundError, match="may have been undone"):
        planted_study.merge_topics(model, BILL, PHONE)


def test_answers_to_another_question_are_refused(planted_study: Project) -> None:
    """An answer of the project that the model was not made of is not moved."""
    model = found(planted_study)
    planted_study.add(survey_of(["the bill again"], name="later"))
    stranger = planted_study.answers().iloc[-1]["answer"]

    with pytest.raises(TopicsError, match=r"extend_topics\(model\)"):
        planted_study.move_answers(model, [stranger], BILL)


def test_without_vectors_edits_go_by_the_map_and_the_centres(planted_study: Project) -> None:
    """Where the vectors were forgotten, a merge and a split work all the same."""
    model = found(planted_study)
    planted_study.forget_vectors()

    merged = planted_study.merge_topics(model, BILL, PHONE)
    middle = model.centres[BILL] + model.centres[PHONE]

    assert merged.centres[0] == pytest.approx(middle / np.linalg.norm(middle), abs=1e-3)
    assert sizes(planted_study.split_topic(model, BILL))[4] > 0


def test_a_list_without_topics_can_be_sorted_by_hand(planted_study: Project) -> None:
    """In a model that found no topics, a person makes the first one."""
    model = found(planted_study)
    own = model.answers["answer"].tolist()
    for number in (1, 2, 3):
        planted_study.merge_topics(model, BILL, number)

    planted_study.move_answers(model, own, UNCLEAR)
    made = planted_study.move_answers(model, own[:3], "First")

    assert sizes(made) == {4: 3, BILL: 0}


def test_a_merged_topic_stays_evidence(planted_study: Project) -> None:
    """A note that rests on a topic shows all answers of what the topic was merged into."""
    model = found(planted_study)
    planted_study.empathy_map("Marieke", question="Why?")
    planted_study.note("Marieke", "pains", "It rings", supports=model.topics[model.topics["topic"] == PHONE])

    planted_study.merge_topics(model, BILL, PHONE)
    planted_study.set_aside(model, ids(model, "my bill is bad"))

    quotes = planted_study.evidence("Marieke")["quote"].tolist()
    assert len(quotes) == 17
    assert {"the phone was late", "the bill was late"} <= set(quotes)
    assert "my bill is bad" not in quotes
    assert planted_study.note_counts("Marieke")["respondents"].tolist() == [17]
    assert planted_study.check() == []


def test_an_emptied_topic_is_evidence_of_nothing(planted_study: Project) -> None:
    """A board whose topic lost all its answers can be read, and the note counts none."""
    model = found(planted_study)
    planted_study.empathy_map("Marieke", question="Why?")
    planted_study.note("Marieke", "pains", "It rings", supports=model.topics.head(1))

    planted_study.set_aside(model, model.answers[model.answers["topic"] == BILL]["answer"])

    assert planted_study.note_counts("Marieke")["quotes"].tolist() == [0]


class TestTwoCoders:
    """Two people on one file: each takes back their own edits, none those of the other."""

    @pytest.fixture
    def other(self, planted_study: Project) -> Project:
        """The second coder."""
        return Project(planted_study._store.path, coder="B")

    def test_the_fit_stays_where_others_edited_it(self, planted_study: Project, other: Project) -> None:
        """A model that somebody else renamed, placed answers in or put on a board is not undone."""
        model = found(planted_study)
        edits: list[Callable[[], object]] = [
            lambda: other.rename_topic(model, BILL, "Money"),
            lambda: other.set_aside(model, ids(model, "strange thing")),
            lambda: other.merge_topics(model, BILL, PHONE),
        ]
        for edit in edits:
            edit()
            with pytest.raises(ConflictError):
                planted_study.undo()
            other.undo()

        assert planted_study.undo() == f"find topics in {QUESTION}"

    def test_a_split_stays_where_others_filled_the_part(self, planted_study: Project, other: Project) -> None:
        """A new topic that somebody else moved an answer to is not taken away."""
        model = found(planted_study)
        planted_study.split_topic(model, BILL)
        other.move_answers(model, ids(model, "strange thing"), 4)

        with pytest.raises(ConflictError):
            planted_study.undo()

        assert topic_of(planted_study.load_topics(model), "strange thing") == 4

    def test_a_split_stays_where_others_merged_the_part(self, planted_study: Project, other: Project) -> None:
        """A new topic that somebody else merged is not taken away."""
        model = found(planted_study)
        planted_study.split_topic(model, BILL)
        other.merge_topics(model, PHONE, 4)
        before = state(planted_study)

        with pytest.raises(ConflictError):
            planted_study.undo()

        assert state(planted_study) == before

    def test_a_place_stays_as_the_last_one_said(self, planted_study: Project, other: Project) -> None:
        """An answer that somebody else moved on is not moved back."""
        model = found(planted_study)
        answer = ids(model, "strange thing")
        planted_study.move_answers(model, answer, BILL)
        other.move_answers(model, answer, PHONE)

        with pytest.raises(ConflictError, match="changed the same thing since"):
            planted_study.undo()

        assert topic_of(planted_study.load_topics(model), "strange thing") == PHONE

    def test_edits_of_other_topics_do_not_stand_in_the_way(
        self, planted_study: Project, other: Project
    ) -> None:
        """Each undoes their own edit where the other worked on other topics."""
        model = found(planted_study)
        planted_study.merge_topics(model, BILL, PHONE)
        other.rename_topic(model, SHOWER, "Cold")

        planted_study.undo()

        now = planted_study.load_topics(model)
        assert sizes(now) == {BILL: 9, DRIVER: 9, PHONE: 9, SHOWER: 9}
        assert now.topics.set_index("topic")["name"][SHOWER] == "Cold"

    def test_two_new_topics_have_two_numbers(self, planted_study: Project, other: Project) -> None:
        """Topics that two people make have different numbers, and redo does not give one away twice."""
        model = found(planted_study)
        planted_study.move_answers(model, ids(model, "strange thing"), "Odd")
        planted_study.undo()
        other.move_answers(model, ids(model, "my bill is bad"), "Bad")

        with pytest.raises(ConflictError):
            planted_study.redo()

        assert planted_study.check() == []


def test_a_topic_is_meant_however_its_name_is_spelt(planted_study: Project) -> None:
    """Moving to "BILL" puts an answer in the topic "bill"."""
    model = found(planted_study)

    moved = planted_study.move_answers(model, ids(model, "strange thing"), " BILL ")

    assert topic_of(moved, "strange thing") == BILL


def test_an_empty_answer_is_in_no_topic(planted_study: Project) -> None:
    """There would be nothing to quote, nor to put a code on."""
    model = found(planted_study)

    with pytest.raises(TopicsError, match="empty"):
        planted_study.move_answers(model, ids(model, ""), BILL)


def test_nothing_is_like_a_topic_whose_centre_is_unknown(planted_study: Project) -> None:
    """Without vectors a topic made by hand draws no later answers."""
    model = found(planted_study)
    planted_study.forget_vectors()

    with Project(planted_study._store.path) as other:
        edited = other.move_answers(model.id, ids(model, "strange thing"), "By hand")

    assert edited.floors[edited.topic_row(4)] == 1
