"""The part of a project that edits topics by hand: every edit one act, none of them lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from vocbench.errors import TopicsError
from vocbench.project.topic_work import UNCLEAR, Part, Work, alike_parts, counted, ids_of, listed, named_parts
from vocbench.project.topics import Topics, model_id
from vocbench.storage.topics import ASIDE, MOVED, PINNED

if TYPE_CHECKING:
    from vocbench.topics.result import TopicModel


class TopicEdits(Topics):
    """Topics, merged, named, split and filled by hand."""

    def merge_topics(self, model: TopicModel | str, *topics: int, name: str | None = None) -> TopicModel:
        """Make one topic of several; the first one keeps its number, the others are gone.

        Args:
            model: a topic model of this project, or its id.
            topics: numbers of two or more topics.
            name: what to call it. ``None`` keeps a name that a person gave (that of the first that has
                one), else it is called after its words.

        Returns:
            The model as it is then.

        Raises:
            TopicsError: fewer than two different topics, there is no such topic, or another one has
                that name.
            NotFoundError: the project has no such model; it may have been undone.
        """
        several = list(dict.fromkeys(map(int, topics)))
        if len(several) < 2 or len(several) < len(topics):  # noqa: PLR2004 - merging takes two
            raise TopicsError(f"Merging takes two or more different topics, got {listed(topics)}.")

        return self._edit(model, f"merge topics {listed(several)}", lambda work: work.merge(several, name))

    def rename_topic(self, model: TopicModel | str, topic: int, name: str) -> TopicModel:
        """Give a topic a name, which it keeps whatever becomes of its words.

        Raises:
            TopicsError: the name is empty or another topic has it, or there is no such topic.
            NotFoundError: the project has no such model; it may have been undone.
        """
        return self._edit(
            model, f"call topic {topic} {name.strip()!r}", lambda work: work.rename(topic, name)
        )

    def split_topic(
        self, model: TopicModel | str, topic: int, into: int | Mapping[str, Iterable[str]] = 2
    ) -> TopicModel:
        """Make several topics of one; the largest part keeps the number and the name.

        Args:
            model: a topic model of this project, or its id.
            topic: its number.
            into: how many parts, by likeness of the answers; or by name the answers (their ids) of
                each new topic. Answers that are not named stay where they are.

        Raises:
            TopicsError: the topic has fewer different answers than parts, there is no such topic, an
                answer is not in it or is named twice, or another topic has a name.
            NotFoundError: the project has no such model; it may have been undone.
        """

        def split(work: Work) -> None:
            if isinstance(into, int):
                parts: list[Part] = [(None, rows) for rows in alike_parts(work, topic, into)]
            else:
                parts = named_parts(work, topic, into)
            for name, rows in parts:
                work.place(rows, work.new_topic(topic, name), MOVED)
            work.touched.add(topic)

        return self._edit(model, f"split topic {topic}", split)

    def move_answers(self, model: TopicModel | str, answers: Iterable[str], to: int | str) -> TopicModel:
        """Put answers in another topic.

        Args:
            model: a topic model of this project, or its id.
            answers: ids, as in the column ``answer``. Also of those that were set apart.
            to: number of the topic, -1 for none (unclear), or a name: of a topic that is there, or of
                a new one.

        Raises:
            TopicsError: an answer is not in the model, or there is no such topic.
            NotFoundError: the project has no such model; it may have been undone.
        """
        ids = ids_of(answers)
        return self._edit(
            model, f"move {counted(ids)}", lambda work: work.place(work.rows(ids), work.goal(to), MOVED)
        )

    def pin_answer(self, model: TopicModel | str, answer: str, to: int | str) -> TopicModel:
        """Put an answer in a topic as an example of it: a later model of more answers goes by it first.

        Raises:
            TopicsError: the answer is not in the model, or there is no such topic.
            NotFoundError: the project has no such model; it may have been undone.
        """

        def pin(work: Work) -> None:
            goal = work.goal(to)
            if goal == UNCLEAR:
                raise TopicsError(
                    "An answer is pinned to a topic. move_answers(..., to=-1) makes it unclear."
                )
            work.place(work.rows([answer]), goal, PINNED)

        return self._edit(model, "pin an answer", pin)

    def set_aside(self, model: TopicModel | str, answers: Iterable[str]) -> TopicModel:
        """Count answers among those that say nothing.

        Raises:
            TopicsError: an answer is not in the model.
            NotFoundError: the project has no such model; it may have been undone.
        """
        ids = ids_of(answers)
        return self._edit(
            model, f"set {counted(ids)} aside", lambda work: work.place(work.rows(ids), UNCLEAR, ASIDE)
        )

    def take_back(self, model: TopicModel | str, answers: Iterable[str]) -> TopicModel:
        """Forget what people said about answers: they are where the model put them.

        Raises:
            TopicsError: an answer is not in the model.
            NotFoundError: the project has no such model; it may have been undone.
        """
        ids = ids_of(answers)
        return self._edit(
            model, f"leave {counted(ids)} to the model", lambda work: work.take_back(work.rows(ids))
        )

    def _edit(self, model: TopicModel | str, label: str, change: Callable[[Work], None]) -> TopicModel:
        """Do *change* in one act; the model as it is then."""
        run_id = model_id(model)
        with self._act(label) as act:
            work = Work(act, self._desk(act.connection, run_id))
            change(work)
            return self._shown(act.connection, self._follow(act, run_id, work))
