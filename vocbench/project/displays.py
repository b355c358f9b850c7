"""The part of a project that puts numbers beside voices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from vocbench.analysis import joint_display
from vocbench.analysis.joint_display import Tone
from vocbench.analysis.passages import PLACE, is_under
from vocbench.analysis.weights import INTERVIEWS, Heard
from vocbench.errors import CodebookError, NotFoundError
from vocbench.model.board import Board, choice
from vocbench.project.boards import Boards
from vocbench.project.quotes import Quotes
from vocbench.project.topics import Topics
from vocbench.storage import voices as voice_store

if TYPE_CHECKING:
    from vocbench.topics.result import TopicModel

Themes = str | Iterable[str] | Mapping[str, Tone | str | None]
"""Paths of codes or names of topics; with the scores that each should go with, ``"low"`` or ``"high"``."""


class Displays(Boards, Quotes, Topics):
    """Numbers beside voices."""

    def joint_display(
        self,
        themes: Themes,
        *,
        question: str | None = None,
        score: str | None = None,
        topics: TopicModel | str | None = None,
        scale: tuple[float, float] | None = None,
    ) -> pd.DataFrame:
        """Each theme with how many speak of it, their score, a quote, and how these go together.

        Args:
            themes: paths of codes, which stand for the codes under them as well; with *topics* also names
                of topics. As a mapping, with the scores that a theme should go with if what people say
                is so: ``{"Pains": "low", "Gains": "high", "Contact": None}``.
            question: only what was said in answer to this one; ``None`` for everything.
            score: a numeric attribute of the respondents; ``None`` for the scores of their answers.
            topics: the topic model that has the topics, or its id.
            scale: the lowest and the highest score that one can give, such as ``(0, 10)``; ``None`` for
                those that somebody gave.

        Returns:
            As from ``analysis.joint_display.joint_display``, which states the rule for the label. The
            quote of a code is an example of it where one was marked, that of a topic the most typical.

        Raises:
            CodebookError: no themes are named, or there is no such code or topic.
            NotFoundError: nobody was asked that question, no respondent has a number of that
                name, or there is no such model.
            BoardError: a theme goes with something else than low or high scores, or somebody gave a score
                that is not on the scale.
        """
        tones = _tones(themes)
        if not tones:
            raise CodebookError("Name at least one theme: the path of a code, or with topics= a topic.")
        model = None if topics is None else self.load_topics(topics)
        codings = self.codings()
        said = [self._said_of(theme, codings, model) for theme in tones]
        passages = pd.concat(said, ignore_index=True)
        if question is not None:
            passages = passages[passages["answer"].isin(self.answers(question)["answer"])]
        return joint_display.joint_display(
            passages,
            themes={theme: None if tone is None else choice(Tone, tone) for theme, tone in tones.items()},
            heard=_by_material(self._appearances(question)),
            scores=self._scores(question, score),
            scale=scale,
        )

    def lint_voices(self, display: pd.DataFrame) -> pd.DataFrame:
        """Where a joint display has a metric without a voice, or a voice without a count.

        Returns:
            As from ``analysis.joint_display.lint_voices``, which takes other tables too.
        """
        return joint_display.lint_voices(display)

    def _said_of(self, theme: str, codings: pd.DataFrame, model: TopicModel | None) -> pd.DataFrame:
        """The passages of a topic or a code, the best to quote first."""
        if model is not None and theme not in self.codebook:
            return _of_topic(theme, model)
        self.codebook[theme]  # where there is none, this says which are near
        found = codings[is_under(codings["code"], theme)]
        found = found.sort_values("example", ascending=False, kind="stable").drop_duplicates(PLACE)
        return found.assign(
            theme=theme,
            material=_material(found["source"], found["answer"].isna()),
            evidence=found["coding"],
        )[_PASSAGE]

    def _scores(self, question: str | None, score: str | None) -> dict[str, float]:
        """The score of each respondent that has one; their mean where they gave several."""
        if score is None:
            scored = self.answers(question).dropna(subset=["score", "respondent"])
            return {
                str(who): float(mean) for who, mean in scored.groupby("respondent")["score"].mean().items()
            }
        values = self._values_of(score)
        numbers = {
            who: float(value)
            for who, value in values.items()
            if isinstance(value, int | float) and not isinstance(value, bool)
        }
        if not numbers:
            raise NotFoundError(
                f"No respondent has a number as {score!r}. Take another attribute as the score."
            )
        return numbers

    def _heard_by_wave(self, board: Board) -> dict[str, Heard]:
        """The customers who were heard in each wave, of those whom *board* is about."""
        seen = self._appearances(None)
        if board.about:
            seen = seen[seen["respondent"].isin(board.about)]
        return {str(wave): _by_material(rows) for wave, rows in seen.dropna(subset=["wave"]).groupby("wave")}

    def _appearances(self, question: str | None) -> pd.DataFrame:
        """In what each customer has a voice: ``respondent source material wave``, a row each.

        With a *question* only the answers to it.
        """
        with self._store.reading() as connection:
            customers = voice_store.load_customers(connection)
            waves = {name: wave for name, _, wave in voice_store.load_occasions(connection) if wave}
        answers = self.answers(question)
        wrote = answers[answers["text"].str.strip() != ""]
        told = [] if question is not None else list(self._talkers())
        talks = pd.DataFrame(told, columns=["respondent", "source"], dtype="str").assign(wave=None)
        both = pd.concat(
            [wrote[["respondent", "source", "wave"]], talks.astype({"wave": "str"})], ignore_index=True
        )
        is_talk = both.index >= len(wrote)
        both["wave"] = both["wave"].fillna(both["source"].map(waves).astype("str"))
        both["material"] = _material(both["source"], pd.Series(is_talk, index=both.index))
        return both[both["respondent"].isin(customers)].drop_duplicates()

    def _talkers(self) -> Iterator[tuple[str, str]]:
        """Who has a voice in which transcript."""
        for talk in self.transcripts():
            keys = {talk.respondent_key(turn.speaker) for turn in talk.turns} - {None}
            yield from ((str(key), talk.name) for key in sorted(map(str, keys)))


_PASSAGE = ["theme", "respondent", "material", "quote", "evidence", "answer"]


def _tones(themes: Themes) -> dict[str, Tone | str | None]:
    if isinstance(themes, Mapping):
        return dict(themes)
    return dict.fromkeys([themes] if isinstance(themes, str) else themes)


def _of_topic(name: str, model: TopicModel) -> pd.DataFrame:
    """The answers or passages of a topic, the most typical first."""
    numbers = model.topics.loc[model.topics["name"] == name, "topic"]
    if numbers.empty:
        known = ", ".join(map(repr, model.topics["name"]))
        raise CodebookError(f"There is no code and no topic {name!r}. The topics are: {known}.")
    answers = model.answers[model.answers["topic"].isin(numbers)]
    ordered = answers.sort_values("similarity", ascending=False, kind="stable")
    is_talk = pd.Series("speaker" in answers.columns, index=ordered.index)
    return ordered.assign(
        theme=name,
        material=_material(ordered["source"], is_talk),
        quote=ordered["text"],
        evidence=ordered["answer"],
    )[_PASSAGE]


def _material(sources: pd.Series[str], is_talk: pd.Series[bool]) -> pd.Series[str]:
    """What a passage is counted among: all interviews together, each table of answers by its name."""
    return sources.mask(is_talk, INTERVIEWS)


def _by_material(seen: pd.DataFrame) -> Heard:
    return Heard({str(name): frozenset(rows["respondent"]) for name, rows in seen.groupby("material")})
