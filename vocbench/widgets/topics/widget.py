"""The widget in which a researcher reads topics, and edits them by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isnan
from typing import Any, Protocol

import traitlets

from vocbench.errors import NotFoundError, VocbenchError
from vocbench.model.codebook import PALETTE
from vocbench.widgets.assembly import script, style
from vocbench.widgets.base import Followed, Message, ProjectWidget, Reply, text_in
from vocbench.widgets.texts.topics import WORDS
from vocbench.widgets.topics.state import (
    ASIDE,
    NO_CONTENT,
    SET_ASIDE,
    UNCLEAR,
    Frame,
    Places,
    Points,
    ShownModel,
    TopicRow,
    contrast_words,
    duplicate_groups,
    make_places,
    make_points,
    not_carried_rows,
    topic_rows,
    tree_rows,
    words_of,
)
from vocbench.widgets.topics.static import topics_html

SHELVES = (UNCLEAR, ASIDE, NO_CONTENT)
"""What is listed beside the topics: the review queue, what was set aside, what says nothing."""

_GREY = "#595959"
_HUES = [color for color in PALETTE if color != _GREY]
"""Colours that eyes with and without colour blindness tell apart, and tell from grey."""

_COLUMNS = ("topic", "name", "answers", "stability", "score")


class MeasureStep(Protocol):
    """How far measuring is."""

    @property
    def done(self) -> int:
        """How many resamples."""

    @property
    def total(self) -> int:
        """Of how many."""


class TopicsWorkspace(Followed, Protocol):
    """The part of a project that the explorer needs; ``Project`` satisfies it."""

    def load_topics(self, model: str, /) -> ShownModel:
        """The topic model with this id, as it is now."""

    def topics_stamp(self, model: str, /) -> str:
        """Equal as long as nothing in the model changed."""

    def answers(self, question: str | None = None) -> Frame:
        """The answers, with what is known of who gave them."""

    def merge_topics(self, model: str, /, *topics: int, name: str | None = None) -> ShownModel:
        """Make one topic of several."""

    def rename_topic(self, model: str, topic: int, name: str) -> ShownModel:
        """Give a topic another name."""

    def split_topic(self, model: str, topic: int, into: int | Mapping[str, Sequence[str]] = 2) -> ShownModel:
        """Make several topics of one."""

    def move_answers(self, model: str, answers: Sequence[str], to: int | str) -> ShownModel:
        """Give answers to another topic, by its number, or to one of this name, made where it is new."""

    def set_aside(self, model: str, answers: Sequence[str]) -> ShownModel:
        """Take answers out of the topics."""

    def take_back(self, model: str, answers: Sequence[str]) -> ShownModel:
        """Forget what a person said about answers."""

    def pin_answer(self, model: str, answer: str, to: int) -> ShownModel:
        """Make an answer a seed of a topic."""

    def measure_stability(
        self, model: str, *, progress: Callable[[MeasureStep], None] | None = None
    ) -> ShownModel:
        """See how often each topic comes back in resamples."""


class TopicExplorer(ProjectWidget):
    """Show the topics in open answers on a map and in a list, and edit them by hand.

    The project holds the truth: each edit goes there first, as an act that can be undone, and
    what the widget shows follows, whoever acted. Everything a click does can be done from Python.

        explorer = vb.TopicExplorer(project, model)
        explorer.filters = {"segment": ["rent"], "wave": ["2026"]}
        explorer.merge(3, 7, name="Waiting on the phone")

    Args:
        workspace: the project, or anything with the same few methods.
        model: the topic model, or its id.
        lang: language of the interface, ``"en"`` or ``"nl"``.
        height: height of map and list, as in CSS.

    Raises:
        NotFoundError: there is no such model in the project.
        VocbenchError: the model is not in a project, or the interface does not speak *lang*.
    """

    _esm = script("topics")
    _css = style("topics")
    _words = WORDS

    topics: traitlets.List[TopicRow] = traitlets.List(read_only=True).tag(sync=True)
    """The topics: ``state.TopicRow`` values, in the order of the model."""

    tree: traitlets.List[list[float]] = traitlets.List(read_only=True).tag(sync=True)
    """How topics join, most alike first: left, right, similarity, answers; numbers as in a linkage."""

    table = traitlets.Dict(read_only=True).tag(sync=True)
    """What ``points`` holds: ``n`` answers, ``columns`` to filter by, near duplicates in ``groups``."""

    points = traitlets.Bytes(read_only=True).tag(sync=True)
    """What edits leave as it is, as numbers: see ``state.Points.packed``. Sent once an edition."""

    places = traitlets.Bytes(read_only=True).tag(sync=True)
    """Where each answer belonged when this edition began: see ``state.Places.packed``."""

    changes = traitlets.Bytes(read_only=True).tag(sync=True)
    """The answers that belong elsewhere now, with their numbers: see ``state.Places.packed``."""

    edition = traitlets.Int(read_only=True).tag(sync=True)
    """Counts how often the answers themselves have changed."""

    about = traitlets.Dict(read_only=True).tag(sync=True)
    """``question``, ``notice``, and ``notCarried``: the edits that a new fit could not apply."""

    trouble = traitlets.Unicode("", read_only=True).tag(sync=True)
    """Why the model cannot be shown as it is now; "" while it can."""

    palette = traitlets.List(_HUES, read_only=True).tag(sync=True)
    """The colours of the largest topics; the others are grey until they are chosen."""

    find = traitlets.Unicode("").tag(sync=True)
    """Only topics whose name or words hold these letters."""

    filters: traitlets.Dict[str, list[str]] = traitlets.Dict().tag(sync=True)
    """Only answers with one of these values, by column; "" is a missing value: ``{"wave": ["2026"]}``."""

    order = traitlets.Unicode("-answers").tag(sync=True)
    """What topics are sorted by: ``topic``, ``name``, ``answers``, ``stability`` or ``score``, with a ``-``
    before it for the highest first; or ``tree``, which puts like beside like."""

    chosen: traitlets.List[int] = traitlets.List().tag(sync=True)
    """Numbers of the topics whose answers are shown; -1 is the review queue, -2 what was set aside, -3
    what says nothing."""

    selection = traitlets.Tuple(read_only=True)
    """Ids of the answers selected in the browser; () when there are none. Not synced: use ``select``."""

    def __init__(
        self, workspace: TopicsWorkspace, model: ShownModel | str, *, lang: str = "en", height: str = "640px"
    ) -> None:
        self._workspace = workspace
        self._id = model if isinstance(model, str) else model.id
        if not self._id:
            raise VocbenchError("This topic model is in no project. Make one with project.topics(...).")
        self._stamp = ""
        self._is_acting = False
        super().__init__(workspace, lang=lang, height=height)
        self._show(workspace.load_topics(self._id))
        self._follow()

    def __repr__(self) -> str:
        return f"TopicExplorer({len(self.topics)} topics, {self.table['n']} answers)"

    # -- what a click does, from Python --------------------------------------------------

    def merge(self, *topics: int, name: str | None = None) -> None:
        """Make one topic of these, called *name*; as the largest of them if ``None``."""
        self._act(lambda: self._workspace.merge_topics(self._id, *topics, name=name))

    def rename(self, topic: int, name: str) -> None:
        """Call the topic with this number *name*."""
        self._act(lambda: self._workspace.rename_topic(self._id, topic, name))

    def split(self, topic: int, into: int | Mapping[str, Sequence[str]] = 2) -> None:
        """Make several topics of one.

        Args:
            topic: its number.
            into: how many; or names with the ids of the answers that each new topic gets.
        """
        self._act(lambda: self._workspace.split_topic(self._id, topic, into))

    def move(self, to: int | str, *, answers: Iterable[str] | None = None) -> None:
        """Give answers to another topic.

        Args:
            to: its number, -1 for the review queue; or a name, of a new topic where none has it.
            answers: their ids; those selected if ``None``.
        """
        meant = self._meant(answers)
        self._act(lambda: self._workspace.move_answers(self._id, meant, to))

    def set_aside(self, *, answers: Iterable[str] | None = None) -> None:
        """Take answers, those selected if ``None``, out of the topics."""
        meant = self._meant(answers)
        self._act(lambda: self._workspace.set_aside(self._id, meant))

    def take_back(self, *, answers: Iterable[str] | None = None) -> None:
        """Forget what a person said about answers, those selected if ``None``: the model's word counts."""
        meant = self._meant(answers)
        self._act(lambda: self._workspace.take_back(self._id, meant))

    def pin(self, answer: str, to: int) -> None:
        """Make an answer a seed of the topic with this number: a new fit keeps it there."""
        self._act(lambda: self._workspace.pin_answer(self._id, answer, to))

    def measure_stability(self) -> None:
        """See how often each topic comes back when the answers are drawn again; it takes a while."""
        self._act(lambda: self._workspace.measure_stability(self._id, progress=self._tell_progress))

    def _tell_progress(self, step: MeasureStep) -> None:
        self.send({"event": "measuring", "done": step.done, "total": step.total})

    def select(self, answers: Iterable[str]) -> None:
        """Select answers in the browser, and show them; an empty list selects nothing.

        Raises:
            NotFoundError: an id is not that of an answer that is shown.
        """
        chosen = tuple(answers)
        for answer in chosen:
            if answer not in self._number_of:
                raise NotFoundError(f"The topic model has no answer with id {answer!r}.")
        self.set_trait("selection", chosen)
        self.send({"event": "select", "points": [self._number_of[answer] for answer in chosen]})

    def _act(self, edit: Callable[[], ShownModel]) -> None:
        """Have the project do *edit*, and show what came of it; it is not read anew."""
        self._is_acting = True
        try:
            model = edit()
        finally:
            self._is_acting = False
        self._show(model)

    def refresh(self) -> None:
        """Show what the project holds now; it happens by itself after each act."""
        self.set_trait("coder", self._workspace.coder)
        if self._is_acting:
            return
        try:
            if self._workspace.topics_stamp(self._id) != self._stamp:
                self._show(self._workspace.load_topics(self._id))
        except VocbenchError as error:  # the fit itself was undone, or its answers are gone
            self._stamp = ""
            self.set_trait("trouble", str(error))

    def _show(self, model: ShownModel) -> None:
        """Send what is new about *model*."""
        self._model = model
        self._stamp = self._workspace.topics_stamp(self._id)
        with self.hold_sync():
            self.set_trait("trouble", "")
            self.set_trait("topics", topic_rows(model))
            self.set_trait("tree", tree_rows(model))
            self.set_trait("about", self._about())
            if self._is_other(model):
                self._load(model)
            else:
                self._take_places(make_places(model, self._number_of))
            self.chosen = [each for each in self.chosen if each in self._numbers]

    def _about(self) -> dict[str, Any]:
        model = self._model
        return {
            "question": model.question or "",
            "notice": model.notice,
            "notCarried": not_carried_rows(model),
        }

    def _is_other(self, model: ShownModel) -> bool:
        """Whether *model* has other answers or words than are shown, or puts them elsewhere on the map."""
        if not self.edition:
            return True
        answers = model.answers["answer"].tolist()
        if words_of(model) != dict(zip(self._points.ids, self._points.texts, strict=True)):
            return True
        x, number_of = self._points.x, self._number_of
        placed = model.answers["x"].notna().tolist()
        return any(has and isnan(x[number_of[answer]]) for answer, has in zip(answers, placed, strict=True))

    def _load(self, model: ShownModel) -> None:
        """Take over the answers of *model*, and forget what was known of the old ones."""
        self._points: Points = make_points(model, self._workspace.answers(model.question))
        self._number_of = {answer: number for number, answer in enumerate(self._points.ids)}
        self._base: Places = make_places(model, self._number_of)
        self._places = self._base
        self.set_trait("selection", ())
        self.set_trait(
            "table",
            {
                "n": len(self._points.ids),
                "columns": list(self._points.columns),
                "groups": duplicate_groups(model, self._number_of),
            },
        )
        self.set_trait("points", self._points.packed())
        self.set_trait("places", self._base.packed())
        self.set_trait("changes", b"")
        self.set_trait("edition", self.edition + 1)

    def _take_places(self, places: Places) -> None:
        """Send what is not as it was when the edition began; all of it where that is much."""
        self._places = places
        changed = places.changed_from(self._base)
        if len(changed) > len(places.topic) // 2:
            self._base, changed = places, []
            self.set_trait("places", places.packed())
        self.set_trait("changes", places.packed(changed) if changed else b"")

    @property
    def _numbers(self) -> set[int]:
        return {row["topic"] for row in self.topics}.union(SHELVES)

    def _meant(self, answers: Iterable[str] | None) -> list[str]:
        chosen = list(self.selection if answers is None else answers)
        if not chosen:
            raise VocbenchError("No answer is selected. Select some first, or give answers=.")
        return chosen

    # -- messages from the browser -------------------------------------------------------

    def _replies(self) -> Mapping[str, Reply]:
        return {
            "merge": self._merge_asked,
            "rename": lambda message: self.rename(_number(message, "topic"), text_in(message, "name")),
            "split": lambda message: self.split(_number(message, "topic"), _number(message, "into")),
            "gather": lambda message: self.move(text_in(message, "name"), answers=self._answers(message)),
            "move": lambda message: self.move(_number(message, "to"), answers=self._answers(message)),
            "set_aside": lambda message: self.set_aside(answers=self._answers(message)),
            "take_back": lambda message: self.take_back(answers=self._answers(message)),
            "pin": lambda message: self.pin(self._answers(message)[0], _number(message, "to")),
            "measure": lambda _: self.measure_stability(),
            "select": lambda message: self.set_trait("selection", tuple(self._answers(message))),
            "look": self._look_asked,
            "texts": self._texts_asked,
            "contrast": self._contrast_asked,
        }

    def _merge_asked(self, message: Message) -> None:
        name = text_in(message, "name", may_be_empty=True)
        self.merge(*_numbers(message, "topics"), name=name or None)

    def _look_asked(self, message: Message) -> None:
        """Follow how the page is looked at: search, filters, order and what is chosen."""
        name = text_in(message, "name")
        if name not in {"find", "filters", "order", "chosen"}:
            raise VocbenchError(f"The page cannot set {name!r}. Reload it.")
        try:
            self.set_trait(name, message.get("value"))
        except traitlets.TraitError as error:
            raise VocbenchError(str(error)) from None

    def _texts_asked(self, message: Message) -> list[list[str]]:
        """What was answered, each with the reason why it is apart, "" where it is not."""
        numbers = self._checked(message)
        reasons = self._reasons()
        return [[self._points.texts[at], reasons.get(self._points.ids[at], "")] for at in numbers]

    def _reasons(self) -> dict[str, str]:
        frame = self._model.no_content
        pairs = zip(frame["answer"].tolist(), frame["reason"].tolist(), strict=True)
        return {answer: reason for answer, reason in pairs if reason != SET_ASIDE}

    def _contrast_asked(self, message: Message) -> dict[str, list[str]]:
        """The words that tell a topic from another."""
        return {"own": contrast_words(self._model, _number(message, "topic"), _number(message, "other"))}

    def _answers(self, message: Message) -> list[str]:
        """The ids of the answers in *message*."""
        return [self._points.ids[at] for at in self._checked(message)]

    def _checked(self, message: Message) -> list[int]:
        numbers = _numbers(message, "points")
        if message.get("edition") != self.edition:
            raise VocbenchError("The answers have changed since. Nothing was done; try again.")
        if not all(0 <= number < len(self._points.ids) for number in numbers):
            raise VocbenchError("The page named an answer that is not there. Reload it.")
        return numbers

    # -- how it looks without a kernel ---------------------------------------------------

    def to_html(self) -> str:
        """A picture of the map and a table of the topics with typical answers, without a kernel."""
        return topics_html(self._model, texts=self.texts, lang=self.lang)

    # -- checks --------------------------------------------------------------------------

    @traitlets.validate("order")
    def _check_order(self, proposal: Mapping[str, Any]) -> str:
        wanted = str(proposal["value"])
        if wanted != "tree" and wanted.removeprefix("-") not in _COLUMNS:
            known = ", ".join(_COLUMNS)
            raise VocbenchError(f"Topics cannot be sorted by {wanted!r}. Choose tree or one of: {known}.")
        return wanted

    @traitlets.validate("filters")
    def _check_filters(self, proposal: Mapping[str, Any]) -> dict[str, list[str]]:
        wanted: dict[str, list[str]] = {name: list(values) for name, values in proposal["value"].items()}
        choices = {column["name"]: {*column["choices"], ""} for column in self._points.columns}
        for name, values in wanted.items():
            if name not in choices:
                raise VocbenchError(f"There is no column {name!r}. The columns are: {', '.join(choices)}.")
            if unknown := [value for value in values if value not in choices[name]]:
                there = ", ".join(sorted(filter(None, choices[name])))
                raise VocbenchError(f"{name!r} has no value {unknown[0]!r}. It has: {there}.")
        return wanted

    @traitlets.validate("chosen")
    def _check_chosen(self, proposal: Mapping[str, Any]) -> list[int]:
        wanted = list(dict.fromkeys(proposal["value"]))
        if unknown := [each for each in wanted if each not in self._numbers]:
            raise NotFoundError(f"There is no topic {unknown[0]!r}. There are: {sorted(self._numbers)}.")
        return wanted


def _number(message: Message, key: str) -> int:
    """The whole number under *key* in a message from the browser."""
    value = message.get(key)
    if type(value) is not int:
        raise VocbenchError(f"The page sent no number as {key} along, but {value!r:.40}. Reload it.")
    return value


def _numbers(message: Message, key: str) -> list[int]:
    """The whole numbers under *key* in a message from the browser."""
    values = message.get(key)
    if not isinstance(values, list) or not all(type(value) is int for value in values):
        raise VocbenchError(f"The page sent no list of {key} along, but {values!r:.40}. Reload it.")
    return values
