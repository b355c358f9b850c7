"""More answers than are grouped at once: in memory, and by the workers of Dask."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dask.dataframe as dd
import distributed
import numpy as np
import pandas as pd
import pytest

from tests.many_answers import RARE, by_words, deadly_once, many
from vocbench.errors import Cancelled, TopicsError, WriteError
from vocbench.topics import scale
from vocbench.topics.progress import Step
from vocbench.topics.result import TopicModel
from vocbench.topics.scale import fit_large, topics_of
from vocbench.topics.settings import TopicSettings

SETTINGS = TopicSettings(fit_on=1_000, languages=("nl",))


@pytest.fixture(scope="module")
def answers() -> pd.DataFrame:
    """4,000 answers about six themes, 40 about a seventh, and three that say nothing."""
    silent = pd.DataFrame({"answer": ["n1", "n2", "n3"], "text": ["geen", "", "n.v.t."]})
    return pd.concat([many(4_040, n_rare=40), silent], ignore_index=True)


@pytest.fixture(scope="module")
def local(answers: pd.DataFrame) -> TopicModel:
    """The model that this process makes."""
    return fit_large(answers.drop(columns="wave"), settings=SETTINGS, encode=by_words)


@contextmanager
def workers() -> Iterator[Any]:
    """Two worker processes of one thread each."""
    dask: Any = distributed  # it publishes no types
    with (
        dask.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs="CRITICAL"
        ) as cluster,
        dask.Client(cluster) as made,
    ):
        yield made


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """Two worker processes of one thread each."""
    with workers() as made:
        yield made


def assert_same(one: TopicModel, other: TopicModel) -> None:
    """Two models say the same of all answers."""
    for part in ("topics", "answers", "no_content"):
        pd.testing.assert_frame_equal(getattr(one, part), getattr(other, part))
    assert (one.centres == other.centres).all()


def test_every_answer_has_its_place(answers: pd.DataFrame, local: TopicModel) -> None:
    """In and out of the sample; topics count all answers, the largest first, numbered from 0."""
    assert sorted(local.answers["answer"]) == sorted(answers["answer"][:-3])
    assert set(local.no_content["answer"]) == {"n1", "n2", "n3"}
    sizes = local.answers.loc[local.answers["topic"] >= 0, "topic"].value_counts()
    assert local.topics.set_index("topic")["answers"].to_dict() == sizes.to_dict()
    assert local.topics["topic"].to_list() == list(range(len(local.topics)))
    assert local.topics["answers"].is_monotonic_decreasing
    assert local.answers.loc[local.answers["topic"] >= 0, ["x", "y"]].notna().all(axis=None)


def test_a_topic_is_a_theme(local: TopicModel) -> None:
    """Of the answers in topics, nearly all share their topic with their theme alone."""
    placed = local.answers[local.answers["topic"] >= 0]
    purity = placed.groupby("topic")["theme"].agg(lambda theme: theme.value_counts(normalize=True).iloc[0])

    assert len(placed) > 0.85 * len(local.answers)
    assert (purity > 0.95).all()


def test_a_rare_theme_is_found_in_what_fits_none() -> None:
    """Of 30 answers in 6,000 the sample has a handful; they are one topic, and edges of others are none."""
    rare = many(6_000, n_rare=30).drop(columns="wave")

    model = fit_large(rare, settings=SETTINGS, encode=by_words)

    home = model.answers.loc[model.answers["theme"] == RARE, "topic"]
    assert home.value_counts(normalize=True).iloc[0] > 0.7
    assert home.mode()[0] >= 0
    assert set(model.answers.loc[model.answers["topic"] == home.mode()[0], "theme"]) == {RARE}
    assert len(model.topics) <= 12
    assert {*model.answers["topic"], *model.answers["nearest"]} <= {-1, *model.topics["topic"]}
    assert model.answers["nearest"].dtype == np.int64


def test_the_order_of_answers_does_not_matter(answers: pd.DataFrame, local: TopicModel) -> None:
    """Shuffled, they give the same model."""
    shuffled = answers.drop(columns="wave").sample(frac=1, random_state=4)

    assert_same(fit_large(shuffled, settings=SETTINGS, encode=by_words), local)


def test_the_notice_says_what_was_done(local: TopicModel) -> None:
    """How many answers, how large a sample, and how many wait for review."""
    assert local.notice.startswith("4,043 answers: 4,040 say something")
    assert "sample of 1,000 different answers" in local.notice
    assert local.timings.keys() >= {"sampling", "assigning"}


def test_steps_are_told_and_may_be_cancelled(answers: pd.DataFrame) -> None:
    """The way to the topics outside the sample can be followed, and left."""
    told: list[Step] = []

    def stop(step: Step) -> None:
        told.append(step)
        if step.name == "assigning" and step.done:
            raise Cancelled("Enough.")

    with pytest.raises(Cancelled):
        fit_large(answers, settings=SETTINGS, encode=by_words, progress=stop)

    assert told[0].name == "sampling"
    assert told[-1].total > 0


def test_no_more_answers_than_are_fitted(answers: pd.DataFrame) -> None:
    """All of them are the sample, and none is left to assign."""
    few = answers.iloc[:900]

    model = fit_large(few, settings=SETTINGS, encode=by_words)

    assert sorted(model.answers["answer"]) == sorted(few["answer"])


def test_workers_give_the_same_model(
    answers: pd.DataFrame, local: TopicModel, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two workers, many slices: the same topics and similarities to the last digit."""
    monkeypatch.setattr(scale, "TEXTS_A_SLICE", 100)

    model = fit_large(answers.drop(columns="wave"), settings=SETTINGS, encode=by_words, client=client)

    columns = [name for name in model.answers if name not in {"x", "y"}]
    pd.testing.assert_frame_equal(model.answers[columns], local.answers[columns])
    pd.testing.assert_frame_equal(model.topics, local.topics)


def test_workers_are_let_go_when_the_work_is_cancelled(
    answers: pd.DataFrame, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is left to do for them."""
    monkeypatch.setattr(scale, "TEXTS_A_SLICE", 100)

    def stop(step: Step) -> None:
        if step.name == "assigning" and step.done:
            raise Cancelled("Enough.")

    with pytest.raises(Cancelled):
        fit_large(answers, settings=SETTINGS, encode=by_words, client=client, progress=stop)

    assert client.submit(sum, [1, 2]).result() == 3
    assert not any(client.processing().values())


def test_a_table_in_parts_gives_the_topics_of_its_rows(
    answers: pd.DataFrame, client: Any, tmp_path: Path
) -> None:
    """A folder of Parquet, by workers and here: each row has the same topic, and none is missing."""
    answers.to_parquet(tmp_path / "in.parquet", row_group_size=500)
    frame = dd.read_parquet(tmp_path / "in.parquet", split_row_groups=True)

    by_workers = topics_of(frame, settings=SETTINGS, encode=by_words, by=["wave"], client=client)
    here = topics_of(tmp_path / "in.parquet", settings=SETTINGS, encode=by_words, by=["wave"])
    folder = by_workers.write(tmp_path / "out.parquet")

    written = pd.read_parquet(folder).sort_values("answer", ignore_index=True)
    expected = here.answers.compute(scheduler="synchronous").sort_values("answer", ignore_index=True)
    columns = ["answer", "topic", "similarity", "nearest", "reason"]
    pd.testing.assert_frame_equal(written[columns], expected[columns], check_dtype=False)
    assert len(written) == len(answers)
    assert frame.npartitions > 4
    assert by_workers.model.topics.equals(here.model.topics)


def test_a_worker_that_dies_is_no_loss(
    answers: pd.DataFrame, local: TopicModel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of two is killed in the middle; the result is complete and the same."""
    monkeypatch.setenv("VOCBENCH_TEST_MAIN", str(os.getpid()))
    monkeypatch.setenv("VOCBENCH_TEST_GRAVE", str(tmp_path / "grave"))
    monkeypatch.setattr(scale, "TEXTS_A_SLICE", 100)

    with workers() as client:
        model = fit_large(answers.drop(columns="wave"), settings=SETTINGS, encode=deadly_once, client=client)

    assert (tmp_path / "grave").exists()
    columns = [name for name in model.answers if name not in {"x", "y"}]
    pd.testing.assert_frame_equal(model.answers[columns], local.answers[columns])


def test_what_is_there_is_not_overwritten(answers: pd.DataFrame, tmp_path: Path) -> None:
    """The message says what to do."""
    found = topics_of(answers, settings=SETTINGS, encode=by_words)

    with pytest.raises(WriteError, match="there already"):
        found.write(tmp_path)


def test_a_result_that_fails_leaves_nothing(answers: pd.DataFrame, tmp_path: Path) -> None:
    """An encoder that gives up halfway leaves no half of a table."""
    calls: list[int] = []

    def tiring(texts: Sequence[str]) -> np.ndarray:
        calls.append(len(texts))
        if len(calls) > 30:
            raise OSError("tired")
        return by_words(texts)

    found = topics_of(answers, settings=SETTINGS, encode=tiring)
    calls.extend(range(30))

    with pytest.raises(WriteError, match="tired"):
        found.write(tmp_path / "out.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_column_is_named_before_any_work(answers: pd.DataFrame) -> None:
    """The message says what there is."""
    with pytest.raises(TopicsError, match="'reply'"):
        topics_of(answers, text="reply", encode=by_words)


def test_without_dask_the_message_says_what_to_install(
    answers: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is an extra."""
    monkeypatch.setitem(sys.modules, "dask.dataframe", None)

    with pytest.raises(TopicsError, match=r"pip install 'vocbench\[scale\]'"):
        topics_of(answers, encode=by_words)
