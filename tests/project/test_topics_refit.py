"""More answers: edits by hand are done again in a new model, or a model grows by a wave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from tests.planted_topics import KEY_WORDS, QUESTION, by_words, fit_by_key_word, survey_of
from tests.storage.test_history import state
from vocbench.errors import Cancelled, ConflictError, TopicsError
from vocbench.project import Project
from vocbench.topics.embed import Vectors
from vocbench.topics.grow import grow
from vocbench.topics.progress import Step
from vocbench.topics.result import UNCLEAR, TopicModel

BILL, DRIVER, PHONE, SHOWER = range(4)

WAVE = [
    f"{start} {word} again"
    for word in (*KEY_WORDS, "shower", "shower")
    for start in ("this", "that", "every")
]
"""In a model of all answers the showers are the largest topic: the numbers differ from those before."""


def found(project: Project) -> TopicModel:
    """The model of all answers that there are."""
    return project.topics(QUESTION, encode=by_words)


def ids(model: TopicModel, *texts: str) -> list[str]:
    """The answers with these words."""
    everything = pd.concat([model.answers[["answer", "text"]], model.no_content[["answer", "text"]]])
    return [everything.set_index("text")["answer"][text] for text in texts]


def later(project: Project) -> TopicModel:
    """A new wave came, and all answers were fitted anew."""
    project.add(survey_of(WAVE, name="wave"))
    return found(project)


def named(model: TopicModel) -> dict[str, set[str]]:
    """The names of the topics, each with the key words of its answers."""
    rows = model.answers[model.answers["topic"] != UNCLEAR]
    words = rows["text"].map(lambda text: next((word for word in KEY_WORDS if word in text), "none"))
    names = model.topics.set_index("topic")["name"]
    return {names[topic]: set(group) for topic, group in words.groupby(rows["topic"])}


def test_more_answers_are_another_model(planted_study: Project) -> None:
    """A model of more answers is new; the one before stays as it was."""
    model = found(planted_study)

    again = later(planted_study)

    assert again.id != model.id
    assert len(planted_study.load_topics(model).answers) == 37
    assert again.not_carried.empty


def test_a_name_is_carried_to_the_same_topic(planted_study: Project) -> None:
    """The topic of the same answers has the name, whatever its number is now."""
    planted_study.rename_topic(found(planted_study), SHOWER, "Cold water")

    again = later(planted_study)

    assert again.topics["name"].tolist() == ["Cold water", "bill", "driver", "phone"]
    assert named(again)["Cold water"] == {"shower"}
    assert again.not_carried.empty
    assert "From the model before: 1 name." in again.notice


def test_a_merge_is_carried(planted_study: Project) -> None:
    """What was merged is merged again, with the answers that came since and under the name it had."""
    planted_study.merge_topics(found(planted_study), BILL, PHONE, name="Contact")

    again = later(planted_study)

    assert named(again)["Contact"] == {"bill", "phone"}
    assert again.topics.set_index("name")["answers"]["Contact"] == 24


def test_a_split_is_carried(planted_study: Project) -> None:
    """The placed answers of a part are a topic again, and new ones follow the part they are like."""
    model = found(planted_study)
    dear = ids(model, "my bill costs much", "the bill costs much", "our bill costs much")
    planted_study.split_topic(model, BILL, {"Dear": dear})

    again = later(planted_study)

    placed = again.answers[again.answers["answer"].isin(dear)]
    assert set(placed["topic"].map(again.topics.set_index("topic")["name"])) == {"Dear"}
    assert set(placed["placed"]) == {"moved"}
    assert again.topics["answers"].sum() == 36 + len(WAVE)


def test_placed_answers_keep_their_places(planted_study: Project) -> None:
    """Moved, pinned, set aside and made unclear: all is as it was said."""
    model = found(planted_study)
    moved, pinned, unclear, aside = ids(
        model, "my bill is bad", "my phone is bad", "my driver is bad", "strange thing"
    )
    planted_study.move_answers(model, [moved], SHOWER)
    planted_study.pin_answer(model, pinned, DRIVER)
    planted_study.move_answers(model, [unclear], UNCLEAR)
    planted_study.set_aside(model, [aside])

    again = later(planted_study)

    rows = again.answers.set_index("answer")
    names = again.topics.set_index("topic")["name"]
    assert names[rows["topic"][moved]] == "shower"
    assert (names[rows["topic"][pinned]], rows["placed"][pinned]) == ("driver", "pinned")
    assert rows["topic"][unclear] == UNCLEAR
    assert again.no_content.set_index("answer")["reason"][aside] == "set aside"


def test_a_topic_collected_by_hand_is_carried(planted_study: Project) -> None:
    """Answers that a person gathered from everywhere are a topic again."""
    model = found(planted_study)
    planted_study.move_answers(model, ids(model, "strange thing", "my bill is bad", "my phone is bad"), "Odd")

    again = later(planted_study)

    assert again.topics.set_index("name")["answers"]["Odd"] == 3


def test_what_cannot_be_carried_is_listed(planted_study: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name whose answers are scattered is in ``not_carried`` with the reason, the notice counts it."""
    model = found(planted_study)
    own = model.answers[model.answers["topic"] == BILL]["answer"].tolist()
    planted_study.rename_topic(model, BILL, "Money")
    scattered = dict(zip(own, [*KEY_WORDS, *KEY_WORDS, "odd thing"], strict=True))

    def scatter(answers: pd.DataFrame, **choices: Any) -> TopicModel:
        words = answers["answer"].map(scattered)
        return fit_by_key_word(answers.assign(text=words.where(words.notna(), answers["text"])), **choices)

    monkeypatch.setattr("vocbench.topics.fit.fit_topics", scatter)
    again = later(planted_study)

    assert again.not_carried.to_dict("records") == [
        {"edit": "rename", "topic": "Money", "reason": "no topic is like it"}
    ]
    assert "1 edit could not be done again: see not_carried." in again.notice
    assert "Money" in again._repr_html_()


def test_a_name_by_hand_goes_before_the_same_one_made_of_words(
    planted_study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the new model calls another topic so, that one is called otherwise."""
    planted_study.rename_topic(found(planted_study), SHOWER, "Cold water")

    def confuse(answers: pd.DataFrame, **choices: Any) -> TopicModel:
        made = fit_by_key_word(answers, **choices)
        return replace(
            made, topics=made.topics.assign(name=made.topics["name"].replace("phone", "cold water"))
        )

    monkeypatch.setattr("vocbench.topics.fit.fit_topics", confuse)
    again = later(planted_study)

    assert named(again)["Cold water"] == {"shower"}
    assert named(again)["cold water (2)"] == {"phone"}


def test_edits_are_carried_on_and_on(planted_study: Project) -> None:
    """What was carried once is carried again from the model that has it."""
    planted_study.rename_topic(found(planted_study), SHOWER, "Cold water")
    later(planted_study)
    planted_study.add(survey_of(["one more shower"], name="more"))

    assert "Cold water" in found(planted_study).topics["name"].tolist()


def test_a_fit_with_carried_edits_is_one_act(planted_study: Project) -> None:
    """One undo takes the model and what was carried away, redo brings both back."""
    model = found(planted_study)
    planted_study.split_topic(model, BILL, {"Dear": ids(model, "my bill costs much")})
    planted_study.merge_topics(model, PHONE, DRIVER)
    planted_study.add(survey_of(WAVE, name="wave"))
    before, lines = state(planted_study), len(planted_study.history())

    again = found(planted_study)
    after = state(planted_study)
    assert len(planted_study.history()) == lines + 1

    planted_study.undo()
    assert kept_of(state(planted_study)) == kept_of(before)
    planted_study.redo()
    assert state(planted_study) == after
    pd.testing.assert_frame_equal(planted_study.load_topics(again).answers, again.answers)
    assert planted_study.check() == []


def kept_of(tables: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """All but the vectors, which are kept whatever becomes of the model."""
    return {name: rows for name, rows in tables.items() if name != "vector_block"}


@pytest.mark.parametrize("other", [{"lang": "nl"}, {"question": None}], ids=["languages", "question"])
def test_edits_of_another_question_or_language_are_left_there(
    planted_study: Project, other: dict[str, Any]
) -> None:
    """Only the model of the same question and languages hands its edits on."""
    planted_study.rename_topic(found(planted_study), SHOWER, "Cold water")

    again = planted_study.topics(**{"question": QUESTION, "encode": by_words, **other})

    assert "Cold water" not in again.topics["name"].tolist()


class TestANewWave:
    """A model that takes in later answers instead of being made anew."""

    def test_old_answers_stay_where_they_are(self, planted_study: Project) -> None:
        """Names, numbers, edits and places of what was there do not change; new answers join."""
        model = found(planted_study)
        planted_study.rename_topic(model, SHOWER, "Cold water")
        before = planted_study.move_answers(model, ids(model, "my bill is bad"), SHOWER)
        planted_study.add(survey_of(["the shower was late again", "geen"], name="wave"))

        grown = planted_study.extend_topics(model, encode=by_words)

        assert grown.id == model.id
        old = grown.answers[grown.answers["answer"].isin(before.answers["answer"])]
        pd.testing.assert_series_equal(
            old.set_index("answer")["topic"].sort_index(),
            before.answers.set_index("answer")["topic"].sort_index(),
        )
        rows = grown.answers.set_index("text")
        assert rows["topic"]["the shower was late again"] == SHOWER
        assert len(grown.no_content) == 3
        assert grown.topics.set_index("topic")["name"][SHOWER] == "Cold water"

    def test_it_is_one_act_that_can_be_undone(self, planted_study: Project) -> None:
        """Undo takes the wave out again, redo brings it back, and edits of it follow."""
        model = found(planted_study)
        planted_study.add(survey_of(WAVE, name="wave"))
        planted_study._cached(by_words)(["warm"])
        before = kept_of(state(planted_study))

        grown = planted_study.extend_topics(model, encode=by_words)
        after = state(planted_study)
        planted_study.undo()
        assert kept_of(state(planted_study)) == before
        pd.testing.assert_frame_equal(planted_study.load_topics(model).answers, model.answers)
        planted_study.redo()

        assert state(planted_study) == after
        assert len(planted_study.load_topics(model).answers) == len(grown.answers) == 37 + len(WAVE)
        assert planted_study.check() == []

    def test_without_new_answers_nothing_happens(self, planted_study: Project) -> None:
        """No act, and the same model."""
        model = found(planted_study)
        lines = len(planted_study.history())

        assert len(planted_study.extend_topics(model, encode=by_words).answers) == len(model.answers)
        assert len(planted_study.history()) == lines

    def test_the_grown_model_is_that_of_all_answers(self, planted_study: Project) -> None:
        """A notebook that runs again from the top finds the grown model, not a new one."""
        model = found(planted_study)
        planted_study.add(survey_of(WAVE, name="wave"))
        planted_study.extend_topics(model, encode=by_words)

        assert found(planted_study).id == model.id

    def test_another_encoder_is_refused(self, planted_study: Project) -> None:
        """Vectors of another encoder lie elsewhere; the error names the one to pass."""
        model = found(planted_study)
        planted_study.add(survey_of(WAVE, name="wave"))

        def backwards(texts: Sequence[str]) -> Vectors:
            return by_words(texts)[:, ::-1]

        with pytest.raises(TopicsError, match=r"made with 'by_words.*not 'backwards.*encode="):
            planted_study.extend_topics(model, encode=backwards)

    def test_a_wave_stays_where_others_edited_it(self, planted_study: Project) -> None:
        """The fit cannot be undone under a wave that somebody else took in."""
        model = found(planted_study)
        with Project(planted_study._store.path, coder="B") as other:
            other.add(survey_of(WAVE, name="wave"))
            other.extend_topics(model, encode=by_words)

            with pytest.raises(ConflictError):
                planted_study.undo()

    def test_two_waves_follow_each_other(self, planted_study: Project) -> None:
        """A second wave is taken in after the first, and taken out before it."""
        model = found(planted_study)
        for name in ("second", "third"):
            planted_study.add(survey_of(["the shower was late again"], name=name))
            planted_study.extend_topics(model, encode=by_words)

        assert len(planted_study.load_topics(model).answers) == 39
        planted_study.undo()
        assert len(planted_study.load_topics(model).answers) == 38

    def test_two_people_do_not_take_in_the_same_wave(
        self, planted_study: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Who is slower is told, and no answer is in the model twice."""
        model = found(planted_study)
        planted_study.add(survey_of(WAVE, name="wave"))

        def grow_after_another(*args: Any, **choices: Any) -> TopicModel:
            monkeypatch.undo()
            with Project(planted_study._store.path, coder="B") as other:
                other.extend_topics(model, encode=by_words)
            return grow(*args, **choices)

        monkeypatch.setattr("vocbench.topics.grow.grow", grow_after_another)
        with pytest.raises(ConflictError, match="meanwhile"):
            planted_study.extend_topics(model, encode=by_words)

        assert planted_study.load_topics(model).answers["answer"].is_unique

    def test_a_cancelled_wave_changes_nothing(self, planted_study: Project) -> None:
        """Who cancels has the model as it was."""
        model = found(planted_study)
        planted_study.add(survey_of(WAVE, name="wave"))
        lines = len(planted_study.history())

        def cancel(_step: Step) -> None:
            raise Cancelled("stop")

        with pytest.raises(Cancelled):
            planted_study.extend_topics(model, encode=by_words, progress=cancel)

        assert len(planted_study.history()) == lines
        assert len(planted_study.load_topics(model).answers) == 37


class TestStability:
    """How often a topic comes back is kept with it."""

    def test_it_is_kept_in_one_act(self, planted_study: Project) -> None:
        """Each topic has a figure from 0 to 1 that the file keeps, and one undo forgets them all."""
        model = found(planted_study)
        lines = len(planted_study.history())

        measured = planted_study.measure_stability(model, 3)

        assert measured.topics["stability"].between(0, 1).all()
        assert len(planted_study.history()) == lines + 1
        pd.testing.assert_frame_equal(planted_study.load_topics(model).topics, measured.topics)
        planted_study.undo()
        assert planted_study.load_topics(model).topics["stability"].isna().all()

    def test_lost_vectors_are_made_again_by_the_same_encoder_only(self, planted_study: Project) -> None:
        """Without vectors the encoder must be passed; with the right one it goes on."""
        model = found(planted_study)
        planted_study.forget_vectors()

        with pytest.raises(TopicsError, match="encode="):
            planted_study.measure_stability(model, 2)

        assert planted_study.measure_stability(model, 2, encode=by_words).topics["stability"].notna().all()
