"""A hand-made topic model, and a workspace in memory that edits it as a project does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from vocbench.errors import NotFoundError, TopicsError
from vocbench.topics.progress import Step
from vocbench.topics.result import SET_ASIDE, TopicModel
from vocbench.topics.settings import TopicSettings

QUESTION = "What can be better?"
THEMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("waiting / phone", ("waited half an hour on the phone", "nobody picks up the phone", "on hold again")),
    ("bill / unclear", ("the bill is unclear", "I do not understand my invoice", "what am I paying for?")),
    ("price", ("too expensive", "the price went up again", "far too dear for what it is")),
    ("app / slow", ("the app is slow", "logging in takes ages", "the app crashed twice")),
    ("staff / friendly", ("friendly staff", "they helped me well", "kind people on the line")),
)


class Handmade(TopicModel):
    """A topic model that tells topics apart by the words they were made with."""

    def contrast(self, topic: int, other: int | None = None) -> pd.DataFrame:
        """The words of *topic* that *other* has not."""
        words = self.topics.set_index("topic")["words"]
        return pd.DataFrame({"word": [word for word in words[topic] if word not in words.get(other, [])]})


def topic_model(themes: int = 4, each: int = 6, *, dimensions: int = 8, seed: int = 1) -> Handmade:
    """Topics of *each* answers round as many points, two unclear answers and two without content."""
    dice = np.random.default_rng(seed)
    centres = np.eye(themes, dimensions) + 0.3 * np.eye(themes, dimensions, k=1)
    centres = (centres / np.linalg.norm(centres, axis=1, keepdims=True)).astype(np.float32)
    rows = [_answer(dice, theme, number) for theme in range(themes) for number in range(each)]
    for number, theme in enumerate((0, 1)):
        said = {"answer": f"u{number}", "topic": -1, "similarity": 0.3 - number / 10, "nearest": theme}
        rows.append({**_answer(dice, theme, number), **said, "text": f"Hard to say {number}"})
    answers = pd.DataFrame(rows).astype({"x": "float32", "y": "float32"})
    names = [THEMES[theme % len(THEMES)][0] for theme in range(themes)]
    topics = pd.DataFrame(
        {
            "topic": range(themes),
            "name": [name if theme < len(THEMES) else f"{name} {theme}" for theme, name in enumerate(names)],
            "words": [name.split(" / ") for name in names],
            "answers": each,
            "share": each / len(answers),
            "stability": [0.9 - 0.2 * theme if theme < 4 else np.nan for theme in range(themes)],
            "code": ["Pains/Waiting" if theme == 0 else "" for theme in range(themes)],
        }
    )
    nothing = pd.DataFrame({"answer": ["e0", "e1"], "text": ["", "n/a"], "reason": ["empty", "no answer"]})
    return Handmade(
        id="model",
        question=QUESTION,
        topics=topics,
        answers=answers,
        no_content=nothing,
        settings=TopicSettings(),
        timings={},
        notice="Small sample: average linkage.",
        centres=centres,
        floors=np.full(themes, 0.3, dtype=np.float32),
    )


def _answer(dice: np.random.Generator, theme: int, number: int) -> dict[str, object]:
    angle = 2 * np.pi * theme / 5
    x, y = 4 * np.cos(angle) + dice.normal(0, 0.5), 4 * np.sin(angle) + dice.normal(0, 0.5)
    said = THEMES[theme % len(THEMES)][1]
    return {
        "answer": f"a{theme}.{number}",
        "topic": theme,
        "similarity": 0.9 - number / 100,
        "nearest": 1 if theme == 0 else 0,
        "text": f"{said[number % len(said)]} ({theme}.{number})",
        "language": "en",
        "x": x,
        "y": y,
        "placed": "model",
        "respondent": f"r{theme}.{number}",
        "wave": "2025" if number % 2 else "2026",
        "score": float((3 * number + theme) % 11),
        "segment": "rent" if number % 3 else "own",
    }


def _with_topic(topics: pd.DataFrame, name: str) -> pd.DataFrame:
    """The topics and a new one, with the next number."""
    number = int(topics["topic"].max()) + 1
    row = {"topic": number, "name": name, "words": [name], "answers": 0, "share": 0.0, "stability": 0.1}
    return pd.concat([topics, pd.DataFrame([{**row, "code": ""}])], ignore_index=True)


class Studio:
    """What the explorer asks of a project, on one model in memory; every edit can be undone."""

    def __init__(self, model: TopicModel) -> None:
        self.coder = "A"
        self.model = model
        self._origin = model
        self._past: list[tuple[str, TopicModel]] = []
        self._future: list[tuple[str, TopicModel]] = []
        self._followers: list[Callable[[], None]] = []
        self._stamp = 0
        self.loads = 0

    # -- reading --

    def load_topics(self, model: str) -> TopicModel:
        """The model, where *model* is its id."""
        self.loads += 1
        if model != self.model.id:
            raise NotFoundError(f"There is no topic model {model!r}.")
        return self.model

    def topics_stamp(self, model: str) -> str:
        """Another text after each act."""
        return f"{model} {self._stamp}"

    def answers(self, question: str | None = None) -> pd.DataFrame:
        """The columns that came along."""
        assert question == self.model.question
        return self._origin.answers[["answer", "respondent", "wave", "score", "segment"]]

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call *callback* after each act."""
        self._followers.append(callback)
        return lambda: self._followers.remove(callback)

    # -- acts --

    def merge_topics(self, model: str, *topics: int, name: str | None = None) -> TopicModel:
        """The first topic takes the answers of the others."""
        del model
        into = topics[0]
        answers = self.model.answers.copy()
        answers.loc[answers["topic"].isin(topics), "topic"] = into
        rows = self.model.topics[~self.model.topics["topic"].isin(topics[1:])].copy()
        if name:
            rows.loc[rows["topic"] == into, "name"] = name
        return self._done(f"merge topics {topics}", self._with(answers, rows))

    def rename_topic(self, model: str, topic: int, name: str) -> TopicModel:
        """Another name."""
        del model
        rows = self.model.topics.copy()
        rows.loc[rows["topic"] == topic, "name"] = name
        return self._done(f"call topic {topic} {name}", self._with(self.model.answers, rows))

    def split_topic(self, model: str, topic: int, into: int | Mapping[str, Sequence[str]] = 2) -> TopicModel:
        """Every *into*-th answer goes to a new topic; or the answers that are named."""
        del model
        answers = self.model.answers.copy()
        own = answers.index[answers["topic"] == topic]
        if isinstance(into, int):
            name = dict(zip(self.model.topics["topic"], self.model.topics["name"], strict=True))[topic]
            parts = {f"{name} {part + 1}": own[part::into] for part in range(1, into)}
        else:
            parts = {name: answers.index[answers["answer"].isin(ids)] for name, ids in into.items()}
            if any(not part.isin(own).all() for part in parts.values()):
                raise TopicsError("These answers are not all in one topic.")
        rows = self.model.topics
        for name, part in parts.items():
            rows = _with_topic(rows, name)
            answers.loc[part, "topic"] = rows["topic"].max()
        return self._done(f"split topic {topic}", self._with(answers, rows))

    def move_answers(self, model: str, answers: Sequence[str], to: int | str) -> TopicModel:
        """The answers go to another topic, by hand; one with a new name is made."""
        del model
        return self._done(f"move {len(answers)} answers", self._placed(answers, to, "moved"))

    def pin_answer(self, model: str, answer: str, to: int) -> TopicModel:
        """The answer stays where it is put."""
        del model
        return self._done("pin an answer", self._placed([answer], to, "pinned"))

    def set_aside(self, model: str, answers: Sequence[str]) -> TopicModel:
        """The answers say nothing any more."""
        del model
        gone = self.model.answers["answer"].isin(answers)
        apart = self.model.answers.loc[gone, ["answer", "text"]].assign(reason=SET_ASIDE)
        left = self._with(self.model.answers[~gone], self.model.topics)
        nothing = pd.concat([left.no_content, apart], ignore_index=True)
        return self._done(f"set {len(answers)} answers aside", replace(left, no_content=nothing))

    def take_back(self, model: str, answers: Sequence[str]) -> TopicModel:
        """The answers are where the model put them."""
        del model
        origin = self._origin.answers
        back = origin[origin["answer"].isin(answers)]
        rest = self.model.answers[~self.model.answers["answer"].isin(answers)]
        nothing = self.model.no_content[~self.model.no_content["answer"].isin(back["answer"])]
        made = self._with(pd.concat([rest, back], ignore_index=True), self.model.topics)
        return self._done(f"take {len(answers)} answers back", replace(made, no_content=nothing))

    def measure_stability(self, model: str, *, progress: Callable[[Step], None] | None = None) -> TopicModel:
        """All topics come back four times in five; one resample is told of."""
        del model
        if progress:
            progress(Step("resampling", 1, 20))
        return self._done("measure", replace(self.model, topics=self.model.topics.assign(stability=0.8)))

    def undo(self) -> str | None:
        """Take the last act back."""
        return self._step(self._past, self._future)

    def redo(self) -> str | None:
        """Do it again."""
        return self._step(self._future, self._past)

    # -- within --

    def _placed(self, ids: Sequence[str], to: int | str, placed: str) -> TopicModel:
        rows = self.model.topics
        if isinstance(to, str):
            rows = _with_topic(rows, to)
            to = int(rows["topic"].max())
        if to not in {-1, *rows["topic"]}:
            raise TopicsError(f"There is no topic {to}.")
        answers = self.model.answers.copy()
        meant = answers["answer"].isin(ids)
        answers.loc[meant, "topic"] = to
        answers.loc[meant, "placed"] = placed
        return self._with(answers, rows)

    def _with(self, answers: pd.DataFrame, topics: pd.DataFrame) -> TopicModel:
        counted = answers["topic"].value_counts()
        rows = topics.assign(answers=topics["topic"].map(counted).fillna(0).astype(int))
        rows["share"] = rows["answers"] / max(1, len(answers))
        old = {topic: row for row, topic in enumerate(self._origin.topics["topic"])}
        places = [old.get(topic, 0) for topic in rows["topic"]]
        centres, floors = self._origin.centres[places], self._origin.floors[places]
        return replace(self.model, answers=answers, topics=rows, centres=centres, floors=floors)

    def _done(self, label: str, model: TopicModel) -> TopicModel:
        self._past.append((label, self.model))
        self._future.clear()
        self._become(model)
        return model

    def _step(self, source: list[tuple[str, TopicModel]], other: list[tuple[str, TopicModel]]) -> str | None:
        if not source:
            return None
        label, model = source.pop()
        other.append((label, self.model))
        self._become(model)
        return label

    def _become(self, model: TopicModel) -> None:
        self.model = model
        self._stamp += 1
        for follower in list(self._followers):
            follower()
