"""A fit that takes no time: answers with the same key word are one topic."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
import pandas as pd

from vocbench.model.source import Answer, AnswerTable, Respondent
from vocbench.topics.content import find_no_content, plain_form
from vocbench.topics.embed import AnyEncoder, Vectors, embed
from vocbench.topics.progress import Progress, Step
from vocbench.topics.result import ANSWER_COLUMNS, TOPIC_COLUMNS, TopicModel
from vocbench.topics.settings import TopicSettings

KEY_WORDS = ("bill", "phone", "shower", "driver")
QUESTION = "What can be better?"


def by_words(texts: Sequence[str]) -> Vectors:
    """Near vectors for texts with the same words: an encoder that needs no model."""
    vectors = np.zeros((len(texts), 64), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in plain_form(text).split():
            vectors[row, crc32(word.encode()) % 64] += 1
    return vectors


def survey_of(texts: Sequence[str], name: str = "survey", **attributes: str) -> AnswerTable:
    """Each text as the answer of a respondent of its own."""
    people = tuple(
        Respondent(f"r{number:03}", {"segment": "huur", **attributes}) for number in range(len(texts))
    )
    answers = [Answer(each.key, QUESTION, text, score=5) for each, text in zip(people, texts, strict=True)]
    return AnswerTable(name, people, tuple(answers))


def fit_by_key_word(
    answers: pd.DataFrame,
    *,
    settings: TopicSettings,
    encode: AnyEncoder,
    progress: Progress | None = None,
    **_choices: object,
) -> TopicModel:
    """Topics of the answers that hold one of the key words; the others are unclear."""
    if progress is not None:
        progress(Step("words"))
    reason = pd.Series([find_no_content(text) for text in answers["text"]], index=answers.index)
    said = answers[reason.isna()].reset_index(drop=True)
    silent = answers[reason.notna()].assign(reason=reason.dropna().astype(str))
    word = np.array(
        [next((key for key in KEY_WORDS if key in text), "") for text in said["text"]], dtype=object
    )
    sizes = pd.Series(word[word != ""], dtype=object).value_counts(sort=False)
    names = sorted(sizes.index, key=lambda key: (-sizes[key], key))
    vectors = embed(said["text"].tolist(), encode)
    centres = np.stack([_unit(vectors[word == name].mean(axis=0)) for name in names])
    cosines = vectors @ centres.T
    topic = np.array([names.index(each) if each else -1 for each in word], dtype=np.int64)
    others = np.where(np.arange(len(names)) == topic[:, None], -1, cosines)
    nearest = others.argmax(axis=1)
    own = np.where(topic >= 0, cosines[np.arange(len(said)), topic], others.max(axis=1))
    found = said.assign(topic=topic, similarity=np.round(own.astype(float), 4), nearest=nearest)
    place = vectors @ np.random.default_rng(3).normal(size=(vectors.shape[1], 2))
    found = found.assign(language="en", x=place[:, 0], y=place[:, 1])
    found = found.assign(placed="model").sort_values(
        ["topic", "similarity", "text"], ascending=[True, False, True], ignore_index=True
    )
    found = found[[*ANSWER_COLUMNS, *(name for name in found.columns if name not in ANSWER_COLUMNS)]]
    shares = [sizes[name] / len(said) for name in names]
    columns = (range(len(names)), names, [[name] for name in names], [sizes[name] for name in names], shares)
    topics = pd.DataFrame(dict(zip(TOPIC_COLUMNS, (*columns, np.nan, ""), strict=True)))
    return TopicModel(
        topics,
        found,
        silent[["answer", "text", "reason"]].reset_index(drop=True),
        settings,
        {"words": 0.1},
        f"{len(names)} topics by key word.",
        centres=centres,
        floors=np.full(len(names), 0.2, dtype=np.float32),
        versions={"planted": "1"},
    )


def _unit(vector: Vectors) -> Vectors:
    return vector / np.linalg.norm(vector)
