"""What the panels of the coding widget ask: search, autocode with review, corrections, the recording."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypedDict

from vocbench.errors import VocbenchError
from vocbench.model.coding import Coding
from vocbench.model.rule import Proposal, Rule, RuleKind, Unit
from vocbench.model.source import Transcript
from vocbench.model.span import Span
from vocbench.widgets.answers.state import AnswerRow
from vocbench.widgets.base import Message, Reply, text_in, texts_in
from vocbench.widgets.offsets import Utf16Offsets

MOST_HITS = 1_000
MOST_PROPOSALS = 2_000
_CONTEXT = 80  # characters shown around a proposal
_LARGEST_PART = 4 << 20
_LONGEST_NAME = 30
_EVERYWHERE = {RuleKind.QUESTION, RuleKind.TOPIC}  # what these find need not be in the transcript shown

Send = Callable[[Mapping[str, object], list[bytes]], None]
"""Sends a message with binary parts to the browser."""


class PanelSource(Protocol):
    """What the panels ask of a project."""

    def transcript(self, source: str) -> Transcript:
        """The transcript called *source*."""

    def transcript_names(self) -> list[str]:
        """The names of the transcripts, in their order."""

    def search(
        self, words: str, *, is_regex: bool = False, source: str | None = None, limit: int = 1000
    ) -> Any:  # noqa: ANN401  # a pandas frame, which this layer does not import
        """Where words stand in the texts."""

    def propose(self, rule: Rule, *, source: str | None = None) -> list[Proposal]:
        """The passages that *rule* would code."""

    def accept(self, rule: Rule, proposals: Iterable[Proposal]) -> list[Coding]:
        """Make codings of proposals, all in one act."""

    def refuse(self, rule: Rule, proposals: Iterable[Proposal]) -> None:
        """Remember that these proposals are wrong, all in one act."""

    def rules(self) -> Any:  # noqa: ANN401  # a pandas frame
        """The rules of which something was accepted or refused."""

    def rule(self, rule_id: str) -> Rule:
        """The rule with this id."""

    def correct(self, source: str, *, words: str, span: Span, version: str) -> Transcript:
        """Put other words in a passage."""

    def answer_rows(self) -> Sequence[AnswerRow]:
        """All answers: id, respondent, question, wave, score and text."""

    def doubtful(self, source: str | None = None) -> Any:  # noqa: ANN401  # a pandas frame
        """The codings that a person should look at."""

    def attach_media(self, source: str, path: str) -> None:
        """Say where the recording of a transcript is."""

    def media(self, source: str) -> Path | None:
        """Where the recording of a transcript is."""


@dataclass(frozen=True, slots=True)
class Page:
    """The transcript that is on the page, and the browser's offsets into it."""

    talk: Transcript
    offsets: Utf16Offsets

    def span_in(self, message: Message) -> Span:
        """The span that *message* asks for, in code points.

        Raises:
            VocbenchError: it holds none, one that ends after the text, or one in another version of it.
        """
        if message.get("version", self.talk.hash) != self.talk.hash:
            raise VocbenchError("The text was corrected at this moment. Select the passage again.")
        start, end = message.get("start"), message.get("end")
        if not isinstance(start, int) or not isinstance(end, int):
            raise VocbenchError(f"A passage needs two whole numbers, got {start!r}:{end!r}. Reload the page.")
        span = Span(self.offsets.from_utf16(start), self.offsets.from_utf16(end))
        span.cut(self.talk.text)
        return span

    def place(self, span: Span) -> PlaceState:
        """The ends of *span* as the browser counts them."""
        return PlaceState(start=self.offsets.to_utf16(span.start), end=self.offsets.to_utf16(span.end))


class PlaceState(TypedDict):
    """A passage in the transcript on the page, in UTF-16 units."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Round:
    """The proposals under review, and the rule that made them; the browser names them by number."""

    number: object = None
    rule: Rule | None = None
    proposals: Sequence[Proposal] = ()
    source: str | None = None

    def chosen(self, message: Message) -> tuple[Rule, list[Proposal]]:
        """The rule, and the proposals that *message* names."""
        numbers = message.get("numbers")
        if self.rule is None or message.get("round") != self.number or not isinstance(numbers, list):
            raise VocbenchError("These proposals are of an earlier search. Find proposals anew.")
        return self.rule, [self.proposals[number] for number in numbers if self._is_one(number)]

    def _is_one(self, number: object) -> bool:
        return isinstance(number, int) and 0 <= number < len(self.proposals)


class Panels:
    """Answers the panels.

    Args:
        workspace: the project.
        page: what is shown now.
        send: how parts of a recording get to the browser.
    """

    def __init__(self, workspace: PanelSource, page: Callable[[], Page], send: Send) -> None:
        self._workspace = workspace
        self._page = page
        self._send = send
        self._round = _Round()

    def replies(self) -> Mapping[str, Reply]:
        """What answers each kind of message, by its ``op``."""
        return {
            "search": self._search,
            "propose": self._propose,
            "places": self._places,
            "rules": lambda _: self._rules(),
            "accept": self._accept,
            "refuse": self._refuse,
            "correct": self._correct,
            "media": lambda _: self._media(),
            "media_part": self._media_part,
            "attach": self._attach,
        }

    # -- search --------------------------------------------------------------------------

    def _search(self, message: Message) -> object:
        page = self._page()
        find = partial(
            self._workspace.search,
            text_in(message, "words"),
            is_regex=message.get("isPattern") is True,
            limit=MOST_HITS,
        )
        here = _rows(find(source=page.talk.name))
        elsewhere = _rows(find()) if message.get("isEverywhere") is True else []
        names = set(self._workspace.transcript_names())
        return {
            "here": [page.place(Span(row["start"], row["end"])) for row in here],
            "elsewhere": [
                {**row, "canShow": row["source"] in names}
                for row in elsewhere
                if row["source"] != page.talk.name
            ],
            "isCut": len(here) == MOST_HITS,
        }

    # -- autocode ------------------------------------------------------------------------

    def _propose(self, message: Message) -> object:
        rule = _rule_in(message)
        is_everywhere = message.get("isEverywhere") is True or rule.kind in _EVERYWHERE
        source = None if is_everywhere else self._page().talk.name
        found = self._workspace.propose(rule, source=source)
        self._round = _Round(message.get("round"), rule, tuple(found[:MOST_PROPOSALS]), source)
        around = self._around(self._round.proposals)
        return {
            "proposals": [
                {"number": number, **self._state(each), **around[each]}
                for number, each in enumerate(self._round.proposals)
            ],
            "isCut": len(found) > MOST_PROPOSALS,
        }

    def _state(self, proposal: Proposal) -> dict[str, object]:
        return {
            "source": proposal.source,
            "quote": proposal.quote,
            "code": proposal.code,
            "similarity": proposal.similarity,
            **(self._place(proposal) or {"start": None, "end": None}),
        }

    def _around(self, proposals: Iterable[Proposal]) -> dict[Proposal, dict[str, object]]:
        """Who says each of *proposals*, and what stands before and after it in its turn or answer."""
        wanted = list(proposals)
        answers = {each.answer for each in wanted if each.answer is not None}
        rows = self._workspace.answer_rows() if answers else []
        replies = {row[0]: (row[1], row[-1]) for row in rows if row[0] in answers}
        names = {each.source for each in wanted if each.answer is None}
        talks = {name: self._workspace.transcript(name) for name in names}
        return {
            each: _around_in_talk(talks[each.source], each.span)
            if each.answer is None
            else _around_in_answer(*replies[each.answer], each.span)
            for each in wanted
        }

    def _place(self, proposal: Proposal) -> PlaceState | None:
        """Where a proposal stands on the page; ``None`` where it is in another text, or no longer there."""
        page = self._page()
        if proposal.source != page.talk.name or proposal.answer is not None:
            return None
        is_there = page.talk.text[proposal.span.start : proposal.span.end] == proposal.quote
        return page.place(proposal.span) if is_there else None

    def _places(self, message: Message) -> object:
        """Where the proposals of a round stand in what is shown now; if asked, which are open (again)."""
        if message.get("round") != self._round.number:
            raise VocbenchError("These proposals are of an earlier search. Find proposals anew.")
        places = [self._place(each) for each in self._round.proposals]
        if message.get("withOpen") is not True or self._round.rule is None:
            return {"places": places}
        still = set(self._workspace.propose(self._round.rule, source=self._round.source))
        return {"places": places, "open": [each in still for each in self._round.proposals]}

    def _accept(self, message: Message) -> object:
        rule, chosen = self._round.chosen(message)
        return {"n": len(self._workspace.accept(rule, chosen))}

    def _refuse(self, message: Message) -> object:
        rule, chosen = self._round.chosen(message)
        self._workspace.refuse(rule, chosen)
        return {"n": len(chosen)}

    def _rules(self) -> object:
        """The rules used so far, the last one first, as the form has them."""
        rows: list[dict[str, Any]] = self._workspace.rules().to_dict("records")
        return {"rules": [_used(self._workspace.rule(row["rule"]), row) for row in reversed(rows)]}

    # -- corrections ---------------------------------------------------------------------

    def _correct(self, message: Message) -> object:
        page = self._page()
        name = page.talk.name
        before = len(self._workspace.doubtful(name))
        words = text_in(message, "words", may_be_empty=True)
        self._workspace.correct(name, span=page.span_in(message), words=words, version=page.talk.hash)
        return {"doubtful": max(0, len(self._workspace.doubtful(name)) - before)}

    # -- the recording -------------------------------------------------------------------

    def _media(self) -> object:
        path = self._workspace.media(self._page().talk.name)
        if path is None:
            return {"recording": None}
        kind = mimetypes.guess_type(path.name)[0] or "audio/mpeg"
        return {"recording": {"name": path.name, "type": kind, "size": path.stat().st_size}}

    def _media_part(self, message: Message) -> None:
        """Send one part of the recording, which the browser asks for as it gets on."""
        path = self._workspace.media(self._page().talk.name)
        start, size = message.get("start"), message.get("size")
        if path is None or not isinstance(start, int) or not isinstance(size, int) or start < 0:
            raise VocbenchError(f"There is no part of a recording at {start!r}. Reload the page.")
        with path.open("rb") as file:
            file.seek(start)
            part = file.read(min(max(size, 0), _LARGEST_PART))
        named = {"event": "media_part", "file": message.get("file"), "number": message.get("number")}
        self._send(named, [part])

    def _attach(self, message: Message) -> None:
        self._workspace.attach_media(self._page().talk.name, text_in(message, "path"))


def _rows(hits: Any) -> list[dict[str, Any]]:  # noqa: ANN401  # a frame, as its columns are documented
    """Hits as values that travel to the browser; a missing text is empty."""
    rows: list[dict[str, Any]] = hits.to_dict("records")
    return [
        {name: value if isinstance(value, str | int) else "" for name, value in row.items()} for row in rows
    ]


def _around_in_talk(talk: Transcript, span: Span) -> dict[str, object]:
    turn = talk.turn_at(span.start)
    whole = turn.span if turn else Span(0, len(talk.text))
    return _cut_around(talk.text, span, whole, speaker=turn.speaker if turn else "")


def _around_in_answer(respondent: str, text: str, span: Span) -> dict[str, object]:
    return _cut_around(text, span, Span(0, len(text)), speaker=respondent)


def _cut_around(text: str, span: Span, whole: Span, *, speaker: str) -> dict[str, object]:
    return {
        "speaker": speaker,
        "before": text[max(whole.start, span.start - _CONTEXT) : span.start],
        "after": text[span.end : min(max(whole.end, span.end), span.end + _CONTEXT)],
    }


def _used(rule: Rule, row: Mapping[str, Any]) -> dict[str, object]:
    """A rule as the form has it, and what became of its proposals."""
    return {
        "kind": rule.kind.value,
        "code": rule.code,
        "sought": list(rule.sought),
        "unit": rule.unit.value,
        "name": rule.name,
        "threshold": rule.threshold,
        "top": rule.top,
        "says": rule.says,
        "accepted": row["accepted"],
        "refused": row["refused"],
    }


def _rule_in(message: Message) -> Rule:
    """The rule that *message* describes.

    Raises:
        VocbenchError: it describes none.
    """
    kind, unit = text_in(message, "kind"), text_in(message, "unit")
    if kind not in set(RuleKind) or unit not in set(Unit):
        raise VocbenchError(f"There is no rule of the kind {kind!r} for a {unit!r}. Reload the page.")
    code, sought = text_in(message, "code"), texts_in(message, "sought")
    if kind == RuleKind.SIMILARITY:
        threshold, top = message.get("threshold"), message.get("top")
        if not isinstance(threshold, int | float) or not isinstance(top, int):
            raise VocbenchError(f"Likeness {threshold!r}, at most {top!r}: write numbers.")
        return Rule.similarity(code, threshold=float(threshold), top=top, unit=unit)
    if kind == RuleKind.LEXICON:
        name = text_in(message, "name", may_be_empty=True)
        return Rule.lexicon(code, sought, name=name or _named(sought), unit=unit)
    if kind == RuleKind.WORDS:
        return Rule.words(code, sought, unit=unit)
    if kind == RuleKind.TOPIC and len(sought) == 2:  # noqa: PLR2004 - the topic and its model
        return Rule.topic(code, sought[0], model=sought[1], name=text_in(message, "name"))
    if len(sought) != 1:
        raise VocbenchError(f"A rule of the kind {kind!r} looks for one thing, not {len(sought)}.")
    if kind == RuleKind.REGEX:
        return Rule.regex(code, sought[0], unit=unit)
    make = Rule.speaker if kind == RuleKind.SPEAKER else Rule.question
    return make(code, sought[0])


def _named(words: Sequence[str]) -> str:
    """A name for a list of words that was given none: how it begins."""
    return f"{', '.join(words)[:_LONGEST_NAME]}…"
