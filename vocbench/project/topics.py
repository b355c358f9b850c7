"""The part of a project that finds topics, keeps them, and has them as they are now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocbench.errors import TopicsError
from vocbench.exchange import frames
from vocbench.project.topic_desk import Desk, Labelled, TopicDesks
from vocbench.project.topic_fit import choices_of, digest_of, member_rows
from vocbench.storage import topics as topic_store

if TYPE_CHECKING:
    from vocbench.topics.embed import AnyEncoder
    from vocbench.topics.guide import Prototype
    from vocbench.topics.progress import Told
    from vocbench.topics.result import TopicModel
    from vocbench.topics.settings import TopicSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What topics are asked for: of which answers or passages, and made how.

    Args:
        items: one row each: ``answer`` (a unique id), ``text``, and what comes along. Of passages also
            ``source start end speaker``.
        question: what they answer; ``None`` for several questions, and for passages.
        kind: ``answers`` or ``passages``.
        settings: the choices.
        encode: texts to vectors; the embedded multilingual model if ``None``.
        reduce: vectors to fewer dimensions; the default if ``None``.
        cluster: groups; the default if ``None``.
        guide: codes that come first.
        progress: told of each step.
        client: a Dask client that shares the work.
    """

    items: pd.DataFrame
    settings: TopicSettings
    question: str | None = None
    kind: str = "answers"
    encode: AnyEncoder | None = None
    reduce: Any = None  # whatever has the method that it takes
    cluster: Any = None
    guide: Sequence[Prototype] = ()
    progress: Told = None
    client: Any = None  # Dask is loaded by who passes it


class Topics(TopicDesks):
    """Topics in the open answers."""

    def topics(
        self,
        question: str | None = None,
        *,
        lang: str | Iterable[str] | None = None,
        settings: TopicSettings | None = None,
        encode: AnyEncoder | None = None,
        reduce: Any = None,  # noqa: ANN401 - whatever has the method
        cluster: Any = None,  # noqa: ANN401
        guided_by: Iterable[str] | bool = (),
        progress: Told = None,
        client: Any = None,  # noqa: ANN401 - Dask is loaded by who passes it
    ) -> TopicModel:
        """Topics in the open answers, kept in the project.

        The same answers with the same choices give the model that is there already, with all that was
        edited by hand. More answers make a new model, in which the edits of the latest one of that
        question are done again where they can be; ``not_carried`` lists the others.

        Args:
            question: which answers; ``None`` for those to all questions.
            lang: ISO codes of the languages of the words; those of *settings* if ``None``.
            settings: the choices; the defaults if ``None``.
            encode: texts to vectors: a function or an object with a method ``encode``; the embedded
                multilingual model if ``None``. Vectors are kept, so that none is made twice.
            reduce: in place of our own, an object with ``fit_transform``.
            cluster: in place of our own, an object with ``fit`` that sets ``labels_``.
            guided_by: paths of codes: answers that mean the same as one of them come first; ``True``
                for all codes.
            progress: told of each step; ``None`` shows a bar where a person looks, ``False`` none. It
                may raise ``Cancelled``: then nothing was changed.
            client: a Dask client that shares the work on very many answers.

        Returns:
            The model; its ``topics`` carry a ``topic_id``, to use as evidence.

        Raises:
            NotFoundError: nobody was asked that question.
            CodebookError: there is no such code.
            TopicsError: the encoder has no name to tell its model by.
        """
        from vocbench.topics.settings import TopicSettings  # noqa: PLC0415 - rarely needed

        settings = settings or TopicSettings()
        if lang is not None:
            languages = (lang,) if isinstance(lang, str) else tuple(lang)
            settings = replace(settings, languages=languages)
        return self._topics_of(
            Fit(
                items=self.answers(question),
                question=question,
                settings=settings,
                encode=encode,
                reduce=reduce,
                cluster=cluster,
                guide=self._guide(guided_by),
                progress=progress,
                client=client,
            )
        )

    def load_topics(self, model: TopicModel | str) -> TopicModel:
        """A topic model as it is now. The words of who took their consent back are empty in it.

        Args:
            model: its id, as ``topic_models()`` lists it, or an older state of it.

        Raises:
            NotFoundError: there is none with this id; the act that made it may have been undone.
        """
        with self._store.reading() as connection:
            return self._shown(connection, self._desk(connection, model_id(model)))

    def topic_models(self) -> pd.DataFrame:
        """One row per topic model, oldest first, with the columns of ``frames.TOPIC_MODELS``."""
        with self._store.reading() as connection:
            rows = topic_store.load_runs(connection)
        names = ("id", "question", "kind", "topics", "answers", "encoder", "created")
        return frames.make(frames.TOPIC_MODELS, ([row[name] for name in names] for row in rows))

    def topics_stamp(self, model: TopicModel | str) -> str:
        """Equal as long as nothing about the topic model changed, and nobody in it took consent back.

        Raises:
            NotFoundError: there is no such model.
        """
        with self._store.reading() as connection:
            return self._stamp(connection, model_id(model))

    def extend_topics(
        self,
        model: TopicModel | str,
        *,
        encode: AnyEncoder | None = None,
        progress: Told = None,
    ) -> TopicModel:
        """Take a new wave into a topic model: all answers to its question that it does not have yet.

        What is in the model stays where it is, edits by hand included. A new answer goes to the topic
        it is like enough; what fits none makes new topics, or is unclear.

        Args:
            model: a topic model of this project, or its id.
            encode: texts to vectors, the same as the model was made with.
            progress: told of each step; ``None`` shows a bar where a person looks, ``False`` none. It
                may raise ``Cancelled``: then nothing was changed.

        Returns:
            The model as it is then; unchanged where there are no new answers.

        Raises:
            TopicsError: the model is of passages or has no topics, or was made with another encoder.
            NotFoundError: the project has no such model; it may have been undone.
            ConflictError: somebody changed the model meanwhile.
        """
        from vocbench.topics.grow import grow  # noqa: PLC0415 - heavy, and rarely needed
        from vocbench.topics.progress import shown  # noqa: PLC0415

        with self._store.reading() as connection:
            desk = self._desk(connection, model_id(model))
            stamp = topic_store.topics_stamp(connection, desk.stored.id)
        now, items = desk.model(), self._new_answers(desk)
        if not len(items):
            return now
        kept = self._kept(encode)
        desk.see_encoder(kept.label)
        with shown(progress) as tell:
            grown = grow(now, items, encode=kept, progress=tell)
        self._extend(desk, grown, items, stamp)
        return self.load_topics(now.id)

    def _new_answers(self, desk: Desk) -> pd.DataFrame:
        """The answers to the question of a model that it does not have.

        Raises:
            TopicsError: they cannot be taken in.
        """
        if desk.stored.run["kind"] != "answers":
            raise TopicsError("Topics of passages do not grow. Make them anew: edits are carried over.")
        if not any(row["centre"] for row in desk.stored.standing):
            raise TopicsError("This model has no topics to grow. Call topics(...) with all answers.")
        items = self.answers(desk.stored.run["question"])
        return items[desk.shelf.said.places(items["answer"]) < 0]

    def _extend(self, desk: Desk, grown: TopicModel, items: pd.DataFrame, stamp: str) -> None:
        """Write down what a model grew by."""
        from vocbench.topics import rows  # noqa: PLC0415 - heavy, and rarely needed

        run = desk.stored.run
        # Not the answers that there are by now: more may have come meanwhile.
        everything = pd.concat([each[["answer", "text"]] for each in (desk.shelf.said.frame, items)])
        fingerprint = f"{run['fingerprint'].split()[0]} {digest_of(everything)}"
        added = rows.new_topic_rows(grown, desk.stored.topics)
        notice = f"{run['notice']} Later {len(items):,} answers came, and {len(added)} new topics."
        said = rows.said_rows(grown, only=set(items["answer"]))
        with self._act(f"take {len(items):,} later answers into topics") as act:
            topic_store.see_unchanged(act.connection, run["id"], stamp)
            topic_store.add_topics(act, run["id"], added)
            topic_store.add_members(act, run["id"], ({"answer_id": row.pop("answer"), **row} for row in said))
            topic_store.extend_run(act, run["id"], fingerprint=fingerprint, notice=notice)

    def measure_stability(
        self,
        model: TopicModel | str,
        n_resamples: int = 20,
        *,
        encode: AnyEncoder | None = None,
        progress: Told = None,
    ) -> TopicModel:
        """See how often each topic comes back when the answers are drawn again.

        The figures are kept with the topics, as an act like any other. A topic that is edited later
        loses its figure.

        Args:
            model: a topic model of this project, or its id.
            n_resamples: how many times all answers are drawn and grouped anew.
            encode: texts to vectors, the same as the model was made with. Needed where the vectors
                are no longer in the project.
            progress: told how many are done; ``None`` shows a bar where a person looks. It may raise
                ``Cancelled``: then nothing was changed.

        Returns:
            The model with ``stability`` in its ``topics``: see ``topics.stability``.

        Raises:
            TopicsError: the model was made with another encoder, and its vectors are gone.
            NotFoundError: the project has no such model; it may have been undone.
            ConflictError: somebody changed the model meanwhile.
        """
        from vocbench.topics.progress import shown  # noqa: PLC0415 - its package is slow to load
        from vocbench.topics.stability import stability  # noqa: PLC0415

        with self._store.reading() as connection:
            desk = self._desk(connection, model_id(model))
            stamp = topic_store.topics_stamp(connection, desk.stored.id)
        now = desk.model()
        vectors = self._vectors_of(desk, now, encode)
        with shown(progress) as tell:
            found = stability(now, vectors, n_resamples=n_resamples, progress=tell)
        figures = dict(zip(found["topic"].tolist(), found["stability"].tolist(), strict=True))
        with self._act("measure the stability of topics") as act:
            topic_store.see_unchanged(act.connection, now.id, stamp)
            topic_store.note_stability(act, now.id, figures)
        return self.load_topics(now.id)

    def _vectors_of(self, desk: Desk, model: TopicModel, encode: AnyEncoder | None) -> NDArray[np.floating]:
        """The vectors of the answers of a model, in their order.

        Raises:
            TopicsError: some are not in the project any more, and *encode* is another encoder.
        """
        from vocbench.topics.embed import embed  # noqa: PLC0415 - slow to load

        if desk.shelf.vectors is not None:
            vectors = desk.shelf.vectors[desk.shelf.said.places(model.answers["answer"])]
            if not np.isnan(vectors).any():
                return vectors
        kept = self._kept(encode)
        desk.see_encoder(kept.label)
        made = embed(model.answers["text"].tolist(), kept)
        self._shelves.clear()  # they hold what was known before
        return made

    def _guide(self, paths: Iterable[str] | bool) -> tuple[Prototype, ...]:  # noqa: ARG002, FBT001 - True is for all
        """What each of these codes means, in texts."""
        return ()

    def _topics_of(self, fit: Fit) -> TopicModel:
        """The topics that are asked for: those that are kept, else new ones."""
        fingerprint = f"{choices_of(fit)} {digest_of(fit.items)}"
        with self._store.reading() as connection:
            found = topic_store.find_run(connection, fingerprint)
        return self.load_topics(found or self._keep(fit, self._made(fit), fingerprint))

    def _made(self, fit: Fit) -> TopicModel:
        from vocbench.topics.fit import fit_topics  # noqa: PLC0415 - heavy, and rarely needed
        from vocbench.topics.progress import shown  # noqa: PLC0415

        with shown(fit.progress) as tell:
            return fit_topics(
                fit.items,
                settings=fit.settings,
                encode=self._kept(fit.encode),
                reduce=fit.reduce,
                cluster=fit.cluster,
                guide=fit.guide,
                progress=tell,
                client=fit.client,
            )

    def _kept(self, encode: AnyEncoder | None) -> Labelled:
        from vocbench.topics.embed import universal_encoder  # noqa: PLC0415 - slow to load

        return Labelled(self._store, encode or universal_encoder())

    def _keep(self, fit: Fit, model: TopicModel, fingerprint: str) -> str:
        """Write down a model; its id."""
        from vocbench.topics import rows  # noqa: PLC0415 - heavy, and rarely needed

        run = {
            **rows.run_row(model),
            "question": fit.question,
            "fingerprint": fingerprint,
            "languages": fit.settings.languages,
            "encoder": self._kept(fit.encode).label,
        }
        with self._act(f"find topics in {fit.question or f'all {fit.kind}'}") as act:
            if (other := topic_store.find_run(act.connection, fingerprint)) is not None:
                return other  # somebody else was faster
            before = topic_store.find_before(act.connection, fit.question, fit.kind, fit.settings.languages)
            members = member_rows(act.connection, fit, rows.said_rows(model))
            run_id = topic_store.save_run(act, run, rows.topic_rows(model), members, kind=fit.kind)
            if before is not None and topic_store.has_edits(act.connection, before):
                self._carry(act, before, run_id)
            return run_id


def model_id(model: TopicModel | str) -> str:
    """The id of a model in a project.

    Raises:
        TopicsError: it is in none.
    """
    found = model if isinstance(model, str) else model.id
    if not found:
        raise TopicsError("This model is in no project yet. project.topics(...) makes one and keeps it.")
    return found
