"""The part of a project that puts topics to use: compared, beside codes, as codes, and of interviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from vocbench.analysis import topic_compare
from vocbench.analysis.autocode import Listed, Stretch, find_listed, sentences
from vocbench.analysis.crosswalk import Crosswalk, crosswalk
from vocbench.analysis.passages import overlapping_pairs
from vocbench.analysis.topic_compare import Per
from vocbench.errors import TopicsError
from vocbench.exchange import frames
from vocbench.model.codebook import SEPARATOR
from vocbench.model.rule import Proposal, Rule, Unit
from vocbench.model.source import Role, Transcript
from vocbench.project.quotes import Names, Quotes
from vocbench.project.rules import Rules
from vocbench.project.support import listed
from vocbench.project.topics import Fit, Topics
from vocbench.storage import sources as source_store
from vocbench.storage.consent import withdrawn_keys

if TYPE_CHECKING:
    from vocbench.topics.embed import AnyEncoder
    from vocbench.topics.guide import Prototype
    from vocbench.topics.progress import Told
    from vocbench.topics.result import TopicModel
    from vocbench.topics.settings import TopicSettings


class TopicUses(Rules, Quotes, Topics):
    """Topics compared, beside codes and as codes, and topics of interviews."""

    # -- compared ------------------------------------------------------------------------

    def compare_topics(
        self,
        model: TopicModel | str,
        by: str,
        *,
        edges: Sequence[float] | None = None,
        per: Per | str = Per.RESPONDENT,
    ) -> pd.DataFrame:
        """The share of each topic in each group, and how it differs from the rest.

        Args:
            model: a topic model of this project, or its id.
            by: what makes the groups: ``"wave"``, ``"question"``, ``"score"``, ``"source"`` or an
                attribute of the respondents.
            edges: cuts numbers into bands: ``[0, 7, 9, 10]`` makes 0-6, 7-8 and 9-10.
            per: whether respondents or answers are counted.

        Returns:
            As from ``analysis.topic_compare.topic_shares``, with the ``name`` of each topic, which
            is missing for the unclear answers.

        Raises:
            TopicsError: there is nothing called *by*, it makes too many groups, or a number lies
                outside the edges.
        """
        now = self.load_topics(model)
        answers = now.answers
        if edges is not None and by in answers.columns:
            numbers = pd.to_numeric(answers[by], errors="coerce").astype("float64")
            answers = answers.assign(**{by: topic_compare.score_bands(numbers, edges)})
        return _named(topic_compare.topic_shares(answers, by, per=per), now)

    def topic_drift(
        self,
        model: TopicModel | str,
        by: str = "wave",
        *,
        order: Sequence[str] | None = None,
        per: Per | str = Per.RESPONDENT,
    ) -> pd.DataFrame:
        """How the share of each topic changed from wave to wave, with a verdict.

        Args:
            model: a topic model of this project, or its id.
            by: the column of the waves.
            order: the waves in the order of time; by name if ``None``.
            per: whether respondents or answers are counted.

        Returns:
            As from ``analysis.topic_compare.drift``, with the ``name`` of each topic, which is
            missing for the unclear answers.

        Raises:
            TopicsError: there is nothing called *by*, or *order* is not its values.
        """
        now = self.load_topics(model)
        return _named(topic_compare.drift(now.answers, by, order=order, per=per), now)

    def topic_scores(self, model: TopicModel | str, *, per: Per | str = Per.RESPONDENT) -> pd.DataFrame:
        """The mean score inside each topic and outside it, and whether the topic goes with low scores.

        Args:
            model: a topic model of this project, or its id.
            per: whether respondents or answers are counted.

        Returns:
            As from ``analysis.topic_compare.topic_scores``, with the ``name`` of each topic, which
            is missing for the unclear answers.

        Raises:
            TopicsError: the answers have no scores.
        """
        now = self.load_topics(model)
        return _named(topic_compare.topic_scores(now.answers, per=per), now)

    # -- beside codes --------------------------------------------------------------------

    def crosswalk(self, model: TopicModel | str, *, coder: str | None = None) -> Crosswalk:
        """How codes and topics go together, on what was coded: see ``analysis.crosswalk.crosswalk``.

        An answer has the codes of all passages in it, and a passage of an interview those of all
        codings that overlap it.

        Args:
            model: a topic model of this project, or its id.
            coder: only what this one coded. If ``None`` everybody, and in a project that is blind
                the project's coder alone.
        """
        now = self.load_topics(model)
        found = crosswalk(now.answers, self._codes_of(now, self._seen_coder(coder)))
        counts, codes, topics = (_named(each, now) for each in (found.counts, found.codes, found.topics))
        return replace(found, counts=counts, codes=codes, topics=topics)

    def _seen_coder(self, coder: str | None) -> str | None:
        return self.coder if coder is None and self.is_blind else coder

    def _codes_of(self, model: TopicModel, coder: str | None) -> pd.DataFrame:
        """The codes on the answers or passages of a model: ``answer code``."""
        if not _is_of_passages(model):
            rows = self.answer_codes(coder=coder)
            return pd.DataFrame(rows, columns=["answer", "code", "coder"], dtype="str")[["answer", "code"]]
        codings = self.codings()
        here = codings[codings["answer"].isna()]
        here = here if coder is None else here[here["coder"] == coder]
        return _overlapping(self.passages_now(model.answers).dropna(subset=["start"]), here)

    def quotes_by_topic(
        self, model: TopicModel | str, *, by: str | None = None, coder: str | None = None
    ) -> pd.DataFrame:
        """The answers or passages behind charts of topics, from typical to edge.

        Args:
            model: a topic model of this project, or its id.
            by: what the topics are compared by; ``"code"`` gives each answer once for each of its
                codes, for the chart of ``crosswalk()``; ``None`` for none.
            coder: whose codes, as for ``crosswalk()``.

        Returns:
            The columns of ``frames.QUOTES``, then ``topic``, ``name`` and, with *by*, ``group``.
            ``code`` is the name of the topic, or with ``by="code"`` the path of the code.
            ``coding`` is the id of the answer, to use as evidence. The unclear ones have topic -1
            and no name.

        Raises:
            TopicsError: there is nothing called *by*.
        """
        now = self.load_topics(model)
        places = ("source", "respondent", *(("start", "end", "speaker") if _is_of_passages(now) else ()))
        # Without attributes: these may be called "name", "code" or "group" as well.
        answers = _named(now.answers[["answer", "topic", "text", *places]], now)
        if by == "code":
            coded = answers.merge(self._codes_of(now, self._seen_coder(coder)), on="answer")
            return self._as_quotes(coded, now)
        if by is not None:
            topic_compare.group_order(now.answers, by)
            answers = answers.assign(group=now.answers[by].astype("str"))
        return self._as_quotes(answers.assign(code=answers["name"]), now)

    def _as_quotes(self, answers: pd.DataFrame, model: TopicModel) -> pd.DataFrame:
        """Answers or passages with the columns of ``frames.QUOTES``."""
        is_talk = _is_of_passages(model)
        places = (
            self.passages_now(answers) if is_talk else answers.assign(start=0, end=answers["text"].str.len())
        )
        kept = places.dropna(subset=["start"])
        rows = pd.DataFrame(index=kept.index, columns=list(frames.QUOTES), dtype=object)
        rows = rows.assign(
            **{name: kept[name] for name in ("code", "source", "respondent", "start", "end")},
            quote=kept["text"],
            speaker=kept["speaker"] if is_talk else kept["respondent"],
            coding=kept["answer"],
            answer=None if is_talk else kept["answer"],
        )
        made = frames.make(frames.QUOTES, rows.itertuples(index=False, name=None))
        extra = [name for name in ("topic", "name", "group") if name in kept.columns]
        return made.join(kept[extra].reset_index(drop=True))

    # -- as codes ------------------------------------------------------------------------

    def code_from_topic(
        self, model: TopicModel | str, topic: int, code: str, *, coder: str | None = None
    ) -> tuple[Rule, list[Proposal]]:
        """A rule that makes a topic a code, and what it proposes, the most typical first.

        Nothing is changed: ``accept(rule, proposals)`` and ``refuse(rule, proposals)`` decide, all
        at once or a few at a time. What was accepted remembers the rule, the rule the topic.

        Args:
            model: a topic model of this project, or its id.
            topic: its number.
            code: path of the code; made with the first proposal accepted where it is not there.
            coder: for whom; the project's coder if ``None``.

        Raises:
            TopicsError: there is no such topic.
            NotFoundError: there is no such model.
        """
        now = self.load_topics(model)
        row = now.topics.iloc[now.topic_row(topic)]
        rule = Rule.topic(code, row["topic_id"], model=now.id, name=row["name"])
        return rule, self.propose(rule, coder=coder)

    def _guide(self, paths: Iterable[str] | bool) -> tuple[Prototype, ...]:  # noqa: FBT001 - True is for all codes
        """What each of these codes means, in texts: its name, its definition and quotes, examples first."""
        book = self.codebook
        wanted = book.paths() if paths is True else listed(paths or ())
        if not wanted:
            return ()
        from vocbench.topics.guide import MOST_QUOTES, Prototype  # noqa: PLC0415 - slow to load

        codings = self.codings()
        coder = self._seen_coder(None)
        own = codings if coder is None else codings[codings["coder"] == coder]
        own = own.sort_values("example", ascending=False, kind="stable")
        made = []
        for path in wanted:
            about = book[path]
            quotes = own.loc[own["code"] == path, "quote"].drop_duplicates().head(MOST_QUOTES)
            texts = (path.rsplit(SEPARATOR, 1)[-1], about.description, about.when_to_use, *quotes)
            made.append(Prototype(path, tuple(text for text in texts if text.strip())))
        return tuple(made)

    # -- of interviews -------------------------------------------------------------------

    def passage_topics(
        self,
        unit: Unit | str = Unit.TURN,
        *,
        sources: Names | None = None,
        speakers: Names = Role.RESPONDENT.value,
        lang: str | Iterable[str] | None = None,
        settings: TopicSettings | None = None,
        encode: AnyEncoder | None = None,
        reduce: Any = None,  # noqa: ANN401 - whatever has the method
        cluster: Any = None,  # noqa: ANN401
        guided_by: Iterable[str] | bool = (),
        progress: Told = None,
    ) -> TopicModel:
        """Topics in what people say in the interviews, kept in the project.

        Turns that only show that somebody listens ("ja", "hm", "precies") count as no content, and
        such words name no topic.

        Args:
            unit: ``"turn"`` or ``"sentence"``: what is one item of the model.
            sources: only these transcripts; ``None`` for all.
            speakers: whose words, by role or by name.
            lang: as for ``topics()``, and so are all that follow.
            settings: the choices; the defaults if ``None``.
            encode: texts to vectors.
            reduce: in place of our own.
            cluster: in place of our own.
            guided_by: paths of codes that come first; ``True`` for all codes.
            progress: told of each step.

        Returns:
            The model. Its ``answers`` have ``source start end speaker`` and ``respondent`` beside
            each passage; ``passages_now()`` tells where they stand after corrections.

        Raises:
            NotFoundError: there is no such transcript.
            TopicsError: nobody of those says anything, or the unit is another one.
        """
        from vocbench.topics.listening import LISTENING, SOUNDS  # noqa: PLC0415 - its package is slow to load
        from vocbench.topics.settings import TopicSettings  # noqa: PLC0415

        settings = settings or TopicSettings()
        settings = replace(
            settings,
            no_content=(*settings.no_content, *LISTENING),
            stop_words=(*settings.stop_words, *SOUNDS),
            languages=settings.languages if lang is None else listed(lang),
        )
        return self._topics_of(
            Fit(
                items=self._said(Unit(unit), sources, listed(speakers)),
                kind="passages",
                settings=settings,
                encode=encode,
                reduce=reduce,
                cluster=cluster,
                guide=self._guide(guided_by),
                progress=progress,
            )
        )

    def _said(self, unit: Unit, sources: Names | None, speakers: Sequence[str]) -> pd.DataFrame:
        """The passages of these people, with the columns of ``frames.PASSAGES`` and their attributes."""
        if unit is Unit.HIT:
            raise TopicsError("Topics are made of whole turns or sentences. Take unit='turn' or 'sentence'.")
        names = self.transcript_names() if sources is None else listed(sources)
        rows = [row for name in names for row in _passages(self.transcript(name), unit, set(speakers))]
        if not rows:
            raise TopicsError(
                f"Nobody among {', '.join(speakers)} says anything in {', '.join(names) or 'the project'}. "
                "Give the speakers their roles, or name them with speakers=[…]."
            )
        with self._store.reading() as connection:
            people, gone = source_store.load_respondents(connection), withdrawn_keys(connection)
        frame = frames.passages_frame(rows, people)
        return frame[~frame["respondent"].isin(gone)].reset_index(drop=True)

    def passages_now(self, passages: pd.DataFrame) -> pd.DataFrame:
        """Passages of interviews where they stand in the texts as they are now.

        Args:
            passages: rows of the ``answers`` of a model that ``passage_topics()`` made, such as
                ``model.typical(0)``.

        Returns:
            The same rows, with ``start`` and ``end`` in the present text; these are missing where
            the words of the passage were corrected since.
        """
        listed = [
            Listed(source, None, int(start), text)
            for source, start, text in zip(
                passages["source"], passages["start"], passages["text"], strict=True
            )
        ]
        turns = {name: list(self._turns_of(name)) for name in passages["source"].unique()}
        places = [_place_of(each, turns[each.source]) for each in listed]
        columns = pd.DataFrame(places, columns=["start", "end"], index=passages.index, dtype="Int64")
        return passages.assign(start=columns["start"], end=columns["end"])


def _place_of(listed: Listed, turns: Sequence[Stretch]) -> tuple[int | None, int | None]:
    """Where a passage stands now; nowhere where its words changed."""
    found = find_listed(turns, [listed])
    if not found:
        return None, None
    first, last = found[0].place
    return found[0].stretch.start + first, found[0].stretch.start + last


def _passages(talk: Transcript, unit: Unit, speakers: set[str]) -> Iterator[tuple[object, ...]]:
    """Rows of ``frames.PASSAGES`` of these people, by role or name, in the order of the text."""
    roles = {each.name: each.role.value for each in talk.speakers}
    for turn in talk.turns:
        if not {turn.speaker, roles.get(turn.speaker)} & speakers:
            continue
        words = turn.span.cut(talk.text)
        places = [(0, len(words))] if unit is Unit.TURN else sentences(words)
        for first, last in places:
            start, end = turn.span.start + first, turn.span.start + last
            said = (words[first:last], turn.speaker, talk.respondent_key(turn.speaker))
            yield f"{talk.name}:{start}-{end}", talk.name, start, end, *said


def _overlapping(passages: pd.DataFrame, codings: pd.DataFrame) -> pd.DataFrame:
    """The codes of the codings that overlap each passage: ``answer code``."""
    columns = ["source", "start", "end", "id"]
    parts = [passages.assign(id=passages["answer"])[columns], codings.assign(id=codings["code"])[columns]]
    both = pd.concat(parts, ignore_index=True).assign(answer="").astype({"start": "int64", "end": "int64"})
    pairs = np.sort(np.stack(overlapping_pairs(both)), axis=0)
    passage, coding = pairs[:, (pairs[0] < len(passages)) & (pairs[1] >= len(passages))]
    ids = both["id"].to_numpy()
    found = pd.DataFrame({"answer": ids[passage], "code": ids[coding]}, dtype="str")
    return found.drop_duplicates(ignore_index=True)


def _named(frame: pd.DataFrame, model: TopicModel) -> pd.DataFrame:
    """The frame with the name of each topic beside its number."""
    names = model.topics.set_index("topic")["name"]
    named = frame.copy()
    named.insert(list(frame.columns).index("topic") + 1, "name", frame["topic"].map(names).astype("str"))
    return named


def _is_of_passages(model: TopicModel) -> bool:
    return {"source", "start", "end", "speaker"} <= set(model.answers.columns)
