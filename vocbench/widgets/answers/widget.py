"""The widget in which a researcher codes open answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Protocol

import traitlets

from vocbench.errors import NotFoundError, VocbenchError
from vocbench.model.codebook import Codebook
from vocbench.model.source import AttributeValue
from vocbench.widgets.answers.state import (
    AnswerGrid,
    AnswerRow,
    Cell,
    Numbered,
    Triple,
    flat,
    make_grid,
)
from vocbench.widgets.answers.static import answers_html
from vocbench.widgets.assembly import script, style
from vocbench.widgets.base import Followed, Message, ProjectWidget, Reply, text_in
from vocbench.widgets.coding.state import CodeState, code_states
from vocbench.widgets.texts.answers import WORDS

INFORMATIVE = "informative"
"""The order in which answers teach the suggestions most."""

_MOST_CHANGES = 30_000
"""With more changes than this, all codings are sent anew: a page opened later reads both."""

_LEAST_CHANCE = 0.1
"""Less likely codes are no suggestion: nobody should take them over by one key."""


class SuggestionFrame(Protocol):
    """The suggestions as a frame: ``answer code probability rank``."""

    def itertuples(self, *, index: bool, name: None) -> Iterator[tuple[Any, ...]]:
        """Its rows."""
        ...


class Suggested(Protocol):
    """What the widget reads of ``analysis.suggest.Suggestions``."""

    @property
    def frame(self) -> SuggestionFrame:
        """Codes with their probabilities."""

    @property
    def card(self) -> Any:  # noqa: ANN401 - a dataclass that this layer may not import
        """How good they are; ``None`` where too little is coded to say."""

    @property
    def informative(self) -> Sequence[str]:
        """Ids of answers, those that teach most first."""

    @property
    def cut(self) -> float:
        """From this probability on a suggestion is likely right."""

    @property
    def n_coded(self) -> int:
        """How many answers were learned from."""


class AnswersWorkspace(Followed, Protocol):
    """The part of a project that the answers widget needs; ``Project`` satisfies it."""

    @property
    def is_blind(self) -> bool:
        """Whether coders see only their own codings."""

    @property
    def codebook(self) -> Codebook:
        """The codes as they are now."""

    def answer_rows(self) -> Sequence[AnswerRow]:
        """All answers, in order."""

    def answers_stamp(self) -> str:
        """Equal as long as no answers or attributes came or went."""

    def respondent_attributes(self) -> Mapping[str, Mapping[str, AttributeValue]]:
        """The attributes of every respondent, by key."""

    def answer_codes(self, *, coder: str | None = None) -> Sequence[tuple[str, str, str]]:
        """The codes on answers: id of the answer, path and coder."""

    def code_answers(self, answers: Iterable[str], code: str) -> int:
        """Put a code on answers; on how many it was not yet."""

    def code_each(self, codes: Iterable[tuple[str, str]]) -> int:
        """Put on each answer its own code; how many are new."""

    def uncode_answers(self, answers: Iterable[str], code: str) -> int:
        """Take a code off answers; how many codings went."""

    def suggestions(self, question: Sequence[str]) -> Suggested:
        """Codes for the answers that have none."""


class AnswersWidget(ProjectWidget):
    """Show open answers in a grid, one row a respondent, and code them many at once.

    The project holds the truth: each act goes there first, and what the widget shows
    follows, whoever acted. Everything a click does can be done from Python as well.

        widget = vb.AnswersWidget(project, "What can be better?")
        widget.filters = {"score": {"range": [0, 6]}, "codes": {"state": "uncoded"}}
        widget.observe(lambda change: print(change["new"]), "selection")

    Args:
        workspace: the project, or anything with the same few methods.
        question: the question, or several to show side by side; all of them if ``None``.
        lang: language of the interface, ``"en"`` or ``"nl"``.
        height: height of the rows, as in CSS.
        order: ``"informative"`` shows first what teaches the suggestions most; or the name of a
            column, with a ``-`` before it to begin with the highest. As collected if ``None``.
        suggest: whether to show suggested codes. Suggestions lead a coder, so they are off
            until asked for.

    Raises:
        NotFoundError: nobody was asked that question.
        VocbenchError: the interface does not speak *lang*, or there is no such column.
    """

    _esm = script("answers")
    _css = style("answers")
    _words = WORDS

    isBlind = traitlets.Bool(read_only=True).tag(sync=True)  # noqa: N815 - a name of the browser's
    """Whether only own codings are shown, because the project says *blind*."""

    codes: traitlets.List[CodeState] = traitlets.List(read_only=True).tag(sync=True)
    """The codebook: ``state.CodeState`` values, in its order."""

    table = traitlets.Unicode(read_only=True).tag(sync=True)
    """The answers in columns, as JSON: see ``answers_state.AnswerGrid.packed``. Sent once."""

    edition = traitlets.Int(read_only=True).tag(sync=True)
    """Counts how often the answers themselves have changed."""

    paths: traitlets.List[str] = traitlets.List(read_only=True).tag(sync=True)
    """Paths of codes, by the numbers that stand for them in ``codings`` and ``learned``."""

    coders: traitlets.List[str] = traitlets.List(read_only=True).tag(sync=True)
    """Coders, by the numbers that stand for them in ``codings``."""

    codings = traitlets.Unicode("[]", read_only=True).tag(sync=True)
    """What is coded, as a JSON list: cell, number of the path, number of the coder, and so on."""

    changes: traitlets.List[int] = traitlets.List(read_only=True).tag(sync=True)
    """What changed since ``codings``: 1 for added or 0 for gone, cell, path, coder, and so on."""

    learned = traitlets.Unicode("", read_only=True).tag(sync=True)
    """What was learned, as JSON: suggestions, their order and the card; "" before that."""

    find = traitlets.Unicode("").tag(sync=True)
    """Only rows with an answer that holds these words."""

    filters: traitlets.Dict[str, dict[str, Any]] = traitlets.Dict().tag(sync=True)
    """Only rows that pass, by column.

    ``{"words": "late"}`` for texts, ``{"values": ["rent", ""]}`` for choices ("" is a missing
    value), ``{"range": [0, 6]}`` for numbers (``None`` leaves an end open). Under ``"codes"``:
    ``{"state": "coded"}``, ``"uncoded"`` or ``"suggested"``, or ``{"path": "Pains/Waiting"}``.
    """

    order = traitlets.Unicode("").tag(sync=True)
    """Name of a column, with a ``-`` before it for the highest first; ``"informative"``; or ""."""

    fold = traitlets.Bool(False).tag(sync=True)
    """Whether copies of an answer are coded at once, and shown as one row under one question."""

    suggest = traitlets.Bool(False).tag(sync=True)
    """Whether suggested codes are shown."""

    selection = traitlets.Tuple(read_only=True)
    """Ids of the answers selected in the browser; () when there are none. Not synced: use ``select``."""

    def __init__(
        self,
        workspace: AnswersWorkspace,
        question: str | Sequence[str] | None = None,
        *,
        lang: str = "en",
        height: str = "480px",
        order: str | None = None,
        suggest: bool = False,
    ) -> None:
        self._workspace = workspace
        self._asked = [question] if isinstance(question, str) else question
        self._paths, self._coders = Numbered(), Numbered()
        self._triples: set[Triple] = set()
        self._suggested: dict[str, list[str]] = {}
        self._stamp = ""
        super().__init__(workspace, lang=lang, height=height)
        self._follow()
        self.order = order or ""
        self.suggest = suggest
        if suggest or order == INFORMATIVE:
            self.learn()

    def __repr__(self) -> str:
        return f"AnswersWidget({len(self._grid.respondents)} rows, {len(self._grid.questions)} questions)"

    # -- what a click does, from Python --------------------------------------------------

    def code(self, code: str, *, answers: Iterable[str] | None = None) -> int:
        """Put a code on answers, all in one act; on how many it was not yet.

        Args:
            code: path of a code; one that is not in the codebook yet is made.
            answers: their ids; those selected if ``None``.

        Raises:
            VocbenchError: nothing is selected, or the project refuses; the message says why.
        """
        return self._workspace.code_answers(self._meant(answers), code)

    def uncode(self, code: str, *, answers: Iterable[str] | None = None) -> int:
        """Take a code off answers, all in one act; how many codings went. Arguments as for ``code``."""
        return self._workspace.uncode_answers(self._meant(answers), code)

    def accept(self, *, answers: Iterable[str] | None = None, rank: int = 1) -> int:
        """Put on each answer the code that is suggested for it; how many codings are new.

        Args:
            answers: their ids; those selected if ``None``.
            rank: 1 for the first suggestion, 2 for the second, and so on.

        Raises:
            VocbenchError: nothing is selected, or nothing is suggested there.
        """
        chosen = [
            (answer, codes[rank - 1])
            for answer in self._meant(answers)
            if len(codes := self._suggested.get(answer, ())) >= rank
        ]
        if not chosen:
            raise VocbenchError("Nothing is suggested for these answers. Call learn() after coding some.")
        return self._workspace.code_each(chosen)

    def select(self, answers: Iterable[str]) -> None:
        """Select answers in the browser, and go to the first; an empty list selects nothing.

        Raises:
            NotFoundError: an id is not that of an answer that is shown.
        """
        chosen = tuple(answers)
        for answer in chosen:
            if answer not in self._cell_of:
                raise NotFoundError(f"The grid shows no answer with id {answer!r}.")
        self.set_trait("selection", chosen)
        self.send({"event": "select", "cells": [self._cell_of[answer] for answer in chosen]})

    def learn(self) -> None:
        """Learn from what is coded: suggestions, their card, and the most informative order."""
        found = self._workspace.suggestions(self._grid.questions)
        self._suggested.clear()
        numbers: list[int] = []
        for answer, code, chance, _ in found.frame.itertuples(index=False, name=None):
            if chance >= _LEAST_CHANCE:
                self._suggested.setdefault(answer, []).append(code)
                numbers += (self._cell_of[answer], self._paths.number(code), round(1000 * chance))
        learned = {
            "suggested": numbers,
            "informative": [self._cell_of[answer] for answer in found.informative],
            "card": None if found.card is None else asdict(found.card),
            "cut": found.cut,
            "nCoded": found.n_coded,
        }
        with self.hold_sync():
            self.set_trait("paths", list(self._paths.texts))
            self.set_trait("learned", json.dumps(learned))

    def refresh(self) -> None:
        """Show what the project holds now; it happens by itself after each act."""
        workspace = self._workspace
        stamp = workspace.answers_stamp()
        with self.hold_sync():
            self.set_trait("coder", workspace.coder)
            self.set_trait("isBlind", workspace.is_blind)
            self.set_trait("codes", code_states(workspace.codebook))
            if stamp != self._stamp:
                self._load()
                self._stamp = stamp
            self._take_codings()

    def _load(self) -> None:
        """Read the answers anew, and forget what was known of the old ones."""
        rows = self._workspace.answer_rows()
        known = list(dict.fromkeys(row[2] for row in rows))
        if not self._stamp:  # later on, a question may go as its answers are taken back
            self._check_questions(known)
        attributes = self._workspace.respondent_attributes()
        self._grid: AnswerGrid = make_grid(rows, attributes, list(self._asked or known))
        self._cell_of: dict[str, Cell] = self._grid.cell_of
        self._suggested.clear()
        self._triples = set()
        self.set_trait("learned", "")
        self.set_trait("selection", ())
        self.set_trait("codings", "[]")
        self.set_trait("changes", [])
        self.set_trait("table", self._grid.packed())
        self.set_trait("edition", self.edition + 1)

    def _check_questions(self, known: Sequence[str]) -> None:
        for question in self._asked or ():
            if question not in known:
                there = ", ".join(map(repr, known)) or "none yet; add answers with project.add(...)"
                raise NotFoundError(f"Nobody was asked {question!r}. The questions are: {there}.")

    def _take_codings(self) -> None:
        """Send what changed among the codings; all of them where that is much."""
        seen = self._seen()
        come, gone = seen - self._triples, self._triples - seen
        self._triples = seen
        self.set_trait("paths", list(self._paths.texts))
        self.set_trait("coders", list(self._coders.texts))
        changes = [*self.changes]
        for is_added, triples in ((0, gone), (1, come)):
            for triple in sorted(triples):
                changes += (is_added, *triple)
        if len(changes) > _MOST_CHANGES:
            self.set_trait("codings", json.dumps(flat(sorted(seen)), separators=(",", ":")))
            changes = []
        self.set_trait("changes", changes)

    def _seen(self) -> set[Triple]:
        """The codings that this coder may see, on the answers that are shown."""
        own = self._workspace.coder if self._workspace.is_blind else None
        return {
            (self._cell_of[answer], self._paths.number(path), self._coders.number(coder))
            for answer, path, coder in self._workspace.answer_codes(coder=own)
            if answer in self._cell_of
        }

    def _meant(self, answers: Iterable[str] | None) -> list[str]:
        chosen = list(self.selection if answers is None else answers)
        if not chosen:
            raise VocbenchError("No answer is selected. Select some first, or give answers=.")
        return chosen

    # -- messages from the browser -------------------------------------------------------

    def _replies(self) -> Mapping[str, Reply]:
        return {
            "code": self._code_asked,
            "uncode": self._uncode_asked,
            "accept": self._accept_asked,
            "select": lambda message: self.set_trait("selection", tuple(self._answers(message))),
            "look": self._look_asked,
            "learn": lambda _: self.learn(),
        }

    def _code_asked(self, message: Message) -> str:
        code = text_in(message, "code")
        self.code(code, answers=self._answers(message))
        return code

    def _uncode_asked(self, message: Message) -> str:
        code = text_in(message, "code")
        self.uncode(code, answers=self._answers(message))
        return code

    def _accept_asked(self, message: Message) -> str:
        """Codes as the page showed them: learning anew in between changes nothing."""
        answers, numbers = self._answers(message), _numbers(message, "codes")
        if len(numbers) != len(answers) or not all(0 <= each < len(self._paths.texts) for each in numbers):
            raise VocbenchError("The page sent answers and codes that do not match. Reload it.")
        codes = [self._paths.texts[number] for number in numbers]
        self._workspace.code_each(zip(answers, codes, strict=True))
        return ", ".join(dict.fromkeys(codes))

    def _look_asked(self, message: Message) -> None:
        """Follow how the page is looked at: search, filters, order, folding and suggestions."""
        name = text_in(message, "name")
        if name not in {"find", "filters", "order", "fold", "suggest"}:
            raise VocbenchError(f"The page cannot set {name!r}. Reload it.")
        try:
            self.set_trait(name, message.get("value"))
        except traitlets.TraitError as error:
            raise VocbenchError(str(error)) from None

    def _answers(self, message: Message) -> list[str]:
        """The ids of the cells in *message*."""
        cells = _numbers(message, "cells")
        if message.get("edition") != self.edition:
            raise VocbenchError("The answers have changed since. Nothing was done; try again.")
        ids = [self._grid.ids[cell] if 0 <= cell < len(self._grid.ids) else None for cell in cells]
        found = [each for each in ids if each is not None]
        if len(found) != len(cells):
            raise VocbenchError("The page named an answer that is not there. Reload it.")
        return found

    # -- how it looks without a kernel ---------------------------------------------------

    def to_html(self) -> str:
        """The first rows with their codes, as HTML that needs no kernel."""
        codes: dict[Cell, list[str]] = {}
        for cell, path, _ in sorted(self._triples):
            known = codes.setdefault(cell, [])
            if self._paths.texts[path] not in known:
                known.append(self._paths.texts[path])
        colors = {code["path"]: code["color"] for code in self.codes}
        return answers_html(self._grid, codes, colors, texts=self.texts)

    # -- checks --------------------------------------------------------------------------

    @property
    def columns(self) -> list[str]:
        """The names by which ``filters`` and ``order`` know the columns."""
        return [*(column["name"] for column in self._grid.columns), *self._grid.questions]

    @traitlets.validate("order")
    def _check_order(self, proposal: Mapping[str, Any]) -> str:
        wanted = str(proposal["value"])
        if wanted not in {"", INFORMATIVE}:
            self._check_column(wanted if wanted in self.columns else wanted.removeprefix("-"))
        return wanted

    @traitlets.validate("filters")
    def _check_filters(self, proposal: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        wanted: dict[str, dict[str, Any]] = dict(proposal["value"])
        for column, wish in wanted.items():
            if column != "codes":
                self._check_column(column)
            keys = {"state", "path"} if column == "codes" else {"words", "values", "range"}
            if not isinstance(wish, Mapping) or len(wish) != 1 or not keys.issuperset(wish):
                raise VocbenchError(
                    f"The filter of {column!r} is {wish!r}; write it as a dict with one of {sorted(keys)}."
                )
        return wanted

    def _check_column(self, name: str) -> None:
        if name not in self.columns:
            raise VocbenchError(f"There is no column {name!r}. The columns are: {', '.join(self.columns)}.")


def _numbers(message: Message, key: str) -> list[int]:
    """The whole numbers under *key* in a message from the browser."""
    values = message.get(key)
    if not isinstance(values, list) or not all(type(value) is int for value in values):
        raise VocbenchError(f"The page sent no list of {key} along, but {values!r:.40}. Reload it.")
    return values
