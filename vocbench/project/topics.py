"""The part of a project that finds and keeps topics."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from vocbench.errors import TopicsError
from vocbench.model.source import text_hash
from vocbench.project.sources import Sources
from vocbench.storage import topics as topic_store

if TYPE_CHECKING:
    from vocbench.topics.embed import Encoder
    from vocbench.topics.result import TopicModel
    from vocbench.topics.settings import TopicSettings


class Topics(Sources):
    """Topics in the open answers."""

    def topics(
        self,
        question: str | None = None,
        *,
        settings: TopicSettings | None = None,
        encode: Encoder | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> TopicModel:
        """Topics in the open answers, kept in the project.

        The same answers with the same settings give the model that is there already.

        Args:
            question: which answers; ``None`` for those to all questions.
            settings: the choices; the defaults if ``None``.
            encode: texts to vectors; the embedded multilingual model if ``None``. Encoders are
                told apart by their module and name.
            progress: told the name of each step.

        Returns:
            The model; its ``topics`` carry a ``topic_id``, to use as evidence.

        Raises:
            NotFoundError: nobody was asked that question.
            TopicsError: the encoder has no name to tell its model by.
        """
        from vocbench.topics.fit import fit_topics  # noqa: PLC0415 - heavy, and rarely needed
        from vocbench.topics.rows import from_rows, to_rows  # noqa: PLC0415
        from vocbench.topics.settings import TopicSettings  # noqa: PLC0415

        settings = settings or TopicSettings()
        answers = self.answers(question)
        fingerprint = _fingerprint(question, answers, asdict(settings), encode)
        with self._store.reading() as connection:
            stored = topic_store.find_topics(connection, fingerprint)
        if stored is None:
            model = fit_topics(answers, settings=settings, encode=encode, progress=progress)
            stored = topic_store.StoredTopics(question, fingerprint, *to_rows(model))
            with self._act(f"find topics in {question or 'all answers'}") as act:
                stored = topic_store.save_topics(act, stored)
        return from_rows(
            answers,
            settings=stored.settings,
            timings=stored.timings,
            notice=stored.notice,
            topics=stored.topics,
            members=stored.answers,
        )


def _fingerprint(
    question: str | None, answers: pd.DataFrame, settings: dict[str, Any], encode: Encoder | None
) -> str:
    """Tells apart topic models by the answers, settings and encoder they were made with."""
    name = "default" if encode is None else _name_of(encode)
    rows = sorted(zip(answers["answer"], answers["text"], strict=True))
    return text_hash(json.dumps([question, rows, settings, name], ensure_ascii=False, sort_keys=True))


def _name_of(encode: Encoder) -> str:
    """Module and name of an encoder; for an object those of its class."""
    named = encode if hasattr(encode, "__qualname__") else type(encode)
    name = f"{named.__module__}.{named.__qualname__}"
    if "<lambda>" in name:
        raise TopicsError("This encoder has no name to tell its topics by. Write it with def.")
    return name
