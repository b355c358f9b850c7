"""The part of a project that codes open answers, many at once, and suggests codes for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from vocbench.model.source import AttributeValue
from vocbench.project.coding import Codings
from vocbench.project.vectors import Vectors
from vocbench.storage import answer_codings
from vocbench.storage import sources as source_store
from vocbench.storage.answer_codings import AnswerRow

if TYPE_CHECKING:
    from vocbench.analysis.suggest import Floats, Material, Suggestions
    from vocbench.topics.embed import Encoder


class Answers(Codings, Vectors):
    """Open answers, coded many at once, with suggestions learned from what is coded."""

    def __init__(self, path: str | Path, *, coder: str = "A") -> None:
        super().__init__(path, coder=coder)
        self._materials: dict[Encoder, Material] = {}

    def code_answers(self, answers: Iterable[str], code: str, *, coder: str | None = None) -> int:
        """Put a code on whole answers, all in one act; on how many it was not yet.

        Args:
            answers: ids of answers, as in the column ``answer`` of ``answers()``. Empty answers
                are left out: there is nothing to code.
            code: path of the code; made where it is not in the codebook.
            coder: who codes; the project's coder if ``None``.

        Raises:
            NotFoundError: there is no answer with one of the ids; nothing was changed.
        """
        return self.code_each(((answer, code) for answer in answers), coder=coder)

    def code_each(self, codes: Iterable[tuple[str, str]], *, coder: str | None = None) -> int:
        """Put on each answer its own code, all in one act; how many codings are new.

        Args:
            codes: pairs of an answer's id and the path of a code, such as accepted suggestions.
            coder: who codes; the project's coder if ``None``.

        Raises:
            NotFoundError: there is no answer with one of the ids; nothing was changed.
        """
        by_code: dict[str, dict[str, None]] = {}
        for answer, code in codes:
            by_code.setdefault(code, {})[answer] = None
        if not by_code:
            return 0
        what = next(iter(by_code)) if len(by_code) == 1 else f"{len(by_code)} codes"
        with self._act(f"code answers with {what}") as act:
            return sum(
                answer_codings.add_answer_codes(act, list(answers), code, coder=coder or self.coder)
                for code, answers in by_code.items()
            )

    def uncode_answers(self, answers: Iterable[str], code: str, *, coder: str | None = None) -> int:
        """Take a code off answers, and off passages in them, all in one act; how many codings went.

        Notes that rest on them lose them and are marked as stale, and what follows from these.

        Args:
            answers: ids of answers.
            code: path of the code.
            coder: whose codings; the project's coder's if ``None``.

        Raises:
            NotFoundError: there is no answer with one of the ids; nothing was changed.
            CodebookError: there is no such code.
        """
        ids = list(dict.fromkeys(answers))
        with self._act(f"take {code} off answers") as act:
            return answer_codings.remove_answer_codes(act, ids, code, coder=coder or self.coder)

    def answer_codes(self, *, coder: str | None = None) -> list[tuple[str, str, str]]:
        """The codes on answers: id of the answer, path of the code and coder, each once.

        Args:
            coder: only what this one coded; ``None`` for all.
        """
        with self._store.reading() as connection:
            return answer_codings.load_answer_codes(connection, coder=coder)

    def answer_rows(self) -> list[AnswerRow]:
        """All answers as plain rows, in order: id, respondent, question, wave, score and text.

        The same as ``answers()`` without the attributes, three times as fast.
        """
        with self._store.reading() as connection:
            return answer_codings.load_answer_rows(connection)

    def respondent_attributes(self) -> dict[str, dict[str, AttributeValue]]:
        """The attributes of every respondent, by key."""
        with self._store.reading() as connection:
            return source_store.load_respondents(connection)

    def answers_stamp(self) -> str:
        """Equal as long as no answers or attributes were added, or taken back."""
        with self._store.reading() as connection:
            return answer_codings.answers_stamp(connection)

    def suggestions(
        self,
        question: str | Iterable[str] | None = None,
        *,
        coder: str | None = None,
        encode: Encoder | None = None,
    ) -> Suggestions:
        """Codes for the answers that have none, learned from those that have.

        The first time all texts are turned into vectors; later only new ones are, so that
        learning anew takes about a second.

        Args:
            question: which answers: those to one question, or to several; ``None`` for all.
            coder: learn only from what this one coded; from everybody if ``None``, and from the
                project's coder alone where the project is blind.
            encode: texts to vectors; the embedded multilingual model if ``None``.

        Returns:
            The suggestions with their probabilities, a card of their measured accuracy, and the
            order in which coding teaches most. See ``analysis.suggest.suggest``.

        Raises:
            NotFoundError: nobody was asked that question.
            TopicsError: the encoder did not return one row of numbers for each text.
        """
        from threadpoolctl import threadpool_limits  # noqa: PLC0415

        from vocbench.analysis.suggest import suggest  # noqa: PLC0415
        from vocbench.topics.embed import universal_encoder  # noqa: PLC0415

        texts = self._texts_to(question)
        coder = self.coder if coder is None and self.is_blind else coder
        codes = [each for each in self.answer_codes(coder=coder) if each[0] in texts.index]
        material = self._material(texts, encode or universal_encoder())
        with threadpool_limits(1):  # on a busy machine the threads of small products wait for each other
            return suggest(material, _labels(codes))

    def _texts_to(self, question: str | Iterable[str] | None) -> pd.Series[str]:
        """The answers that say something to one question, to some or to all, by id."""
        if question is None or isinstance(question, str):
            asked = self.answers(question)
        else:
            asked = pd.concat([self.answers(each) for each in question])
        return asked.loc[asked["text"].str.strip() != ""].set_index("answer")["text"]

    def _material(self, texts: pd.Series[str], encode: Encoder) -> Material:
        """The answers made ready to compare, kept for the next time."""
        from vocbench.analysis.suggest import make_material  # noqa: PLC0415
        from vocbench.topics.content import plain_form  # noqa: PLC0415

        known = self._materials.get(encode)
        # The text behind an id never changes.
        if known is None or not np.array_equal(known.ids, texts.index.to_numpy()):
            forms = [plain_form(text) or text for text in texts]
            known = make_material(texts, self._embedded(list(texts), encode), forms=forms)
            self._materials[encode] = known
        return known

    def _embedded(self, texts: Sequence[str], encode: Encoder) -> Floats:
        """A unit vector for each text, those already known not made again."""
        from vocbench.topics.embed import embed  # noqa: PLC0415 - loads the model when used

        return embed(texts, self._cached(encode))


def _labels(codes: Sequence[tuple[str, str, str]]) -> pd.DataFrame:
    """One row per coded answer, one column per code, true where the answer has it."""
    found = pd.DataFrame(codes, columns=["answer", "code", "coder"], dtype="str")
    return pd.crosstab(found["answer"], found["code"]) > 0
