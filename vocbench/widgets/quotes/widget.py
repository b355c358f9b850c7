"""The widget in which a researcher reads the quotes of codes, and sees where codes occur."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypedDict

import traitlets

from vocbench.errors import NotFoundError, VocbenchError
from vocbench.model.codebook import SEPARATOR, Codebook
from vocbench.model.filters import Filters
from vocbench.model.source import AttributeValue
from vocbench.model.span import Span
from vocbench.widgets.assembly import script, style
from vocbench.widgets.base import Followed, Message, ProjectWidget, Reply, text_in, texts_in
from vocbench.widgets.coding.state import NO_COLOR, CodeState, clock, code_states
from vocbench.widgets.jumps import jump
from vocbench.widgets.quotes.quote_list import QuoteList
from vocbench.widgets.texts.quotes import WORDS

Wanted = AttributeValue | None | Iterable[AttributeValue | None]
"""A value of an attribute, or several; ``None`` is for respondents without one."""

_CONTEXT = 60
_MOST_CONTEXT = 2_000
_PAGE = 100
_MOST_STATIC = 200


class QuoteSource(Followed, Protocol):
    """What the widget asks of a project; ``Project`` satisfies it."""

    @property
    def is_blind(self) -> bool:
        """Whether coders see only their own codings."""

    @property
    def codebook(self) -> Codebook:
        """The codes as they are now."""

    def transcript_names(self) -> list[str]:
        """The names of the transcripts, in their order."""

    def source_names(self) -> list[str]:
        """The names of the transcripts and tables of answers, in their order."""

    def filters(self) -> Filters:
        """What quotes can be narrowed down by."""

    def quotes(
        self,
        code: str | None = None,
        *,
        all_of: Sequence[str] = (),
        none_of: Sequence[str] = (),
        sources: Sequence[str] | None = None,
        speakers: Sequence[str] | None = None,
        where: Mapping[str, Sequence[AttributeValue | None]] | None = None,
        coder: str | None = None,
        context: int = 60,
    ) -> Any:  # noqa: ANN401  # a pandas frame, which this layer does not import
        """The passages of a Boolean of codes, with what stands around them."""

    def tally(self, *, coder: str | None = None) -> Mapping[tuple[str, str], int]:
        """How many codings each code has in each source."""

    def code_line(self, source: str, *, coder: str | None = None) -> Any:  # noqa: ANN401  # a pandas frame
        """Where each coding lies in the course of an interview."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: ``span`` counts in the source's text, or in that of its ``answer``."""

    source: str
    span: Span
    answer: str | None = None


class QuoteState(TypedDict):
    """One quote as the browser shows it; ``reference`` says where it is from."""

    coding: str
    quote: str
    before: str
    after: str
    code: str
    color: str
    speaker: str
    source: str
    time: str
    coder: str
    memo: str
    reference: str


@dataclass(frozen=True, slots=True)
class _Query:
    """Which quotes are shown. Codes are held by id, so that they may be renamed meanwhile."""

    code: str | None = None
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    where: Mapping[str, tuple[AttributeValue | None, ...]] = field(default_factory=dict)
    context: int = _CONTEXT


class QuotesWidget(ProjectWidget):
    """Read the quotes of a code or of a Boolean of codes, and see which codes occur where.

    What is shown follows the project, whoever codes. Everything a click does can be done from
    Python as well.

        widget = vb.QuotesWidget(project, "Pains")
        widget.find("Pains", none_of=["Gains"], where={"segment": ["huur"]})
        widget.selected

    Args:
        workspace: the project.
        code: the code to begin with; ``None`` shows every quote.
        lang: language of the interface, ``"en"`` or ``"nl"``.
        height: height of the list, as in CSS.

    Raises:
        CodebookError: there is no such code.
        VocbenchError: the interface does not speak *lang*.
    """

    _esm = script("quotes")
    _css = style("quotes")
    _words = WORDS

    codes: traitlets.List[CodeState] = traitlets.List(read_only=True).tag(sync=True)
    """The codebook: ``state.CodeState`` values, in its order."""

    query: traitlets.Dict[str, Any] = traitlets.Dict(read_only=True).tag(sync=True)
    """Which quotes are shown: ``code all_of none_of sources speakers where context``; ``find``
    changes it. Observe it to follow what is looked for."""

    selection: traitlets.List[str] = traitlets.List(read_only=True).tag(sync=True)
    """Ids of the codings whose quotes are selected; ``selected`` has the quotes."""

    jump = traitlets.Instance(Place, allow_none=True, read_only=True)
    """Where a jump led to last. Not synced: use ``show``."""

    isBlind = traitlets.Bool(read_only=True).tag(sync=True)  # noqa: N815 - a name of the browser's
    """Whether only own codings are shown, because the project says *blind*."""

    revision = traitlets.Int(0, read_only=True).tag(sync=True)
    """Grows whenever the quotes may have changed, so that the browser asks for them anew."""

    def __init__(
        self, workspace: QuoteSource, code: str | None = None, *, lang: str = "en", height: str = "480px"
    ) -> None:
        self._workspace = workspace
        self._query = _Query(code=None if code is None else workspace.codebook[code].id)
        self._found: Any = None  # the frame that was looked up last, until the project changes
        super().__init__(workspace, lang=lang, height=height)
        self._follow()

    def __repr__(self) -> str:
        return f"QuotesWidget({self.query['code'] or None!r})"

    # -- what a click does, from Python --------------------------------------------------

    def find(
        self,
        code: str | None = None,
        *,
        all_of: Sequence[str] = (),
        none_of: Sequence[str] = (),
        sources: Sequence[str] = (),
        speakers: Sequence[str] = (),
        where: Mapping[str, Wanted] | None = None,
        context: int | None = None,
    ) -> None:
        """Show other quotes; arguments as for ``project.quotes()``.

        Args:
            code: path of the code that the passage has; ``None`` for any.
            all_of: codes that overlap the passage, every one of them.
            none_of: codes that do not.
            sources: only from these; none named is all.
            speakers: only what these people say, by name or role; none named is all.
            where: only what respondents with these attributes say.
            context: how many characters to show before and after; ``None`` as it was.

        Raises:
            CodebookError: there is no such code.
            NotFoundError: there is no such source, speaker or attribute.
        """
        book = self._workspace.codebook
        asked = _Query(
            code=None if code is None else book[code].id,
            all_of=tuple(book[path].id for path in all_of),
            none_of=tuple(book[path].id for path in none_of),
            sources=tuple(sources),
            speakers=tuple(speakers),
            where={name: _several(wanted) for name, wanted in (where or {}).items()},
            context=self._query.context if context is None else max(0, min(context, _MOST_CONTEXT)),
        )
        found = self._looked_up(asked)  # before anything changes: it may be refused
        self._query, self._found = asked, found
        with self.hold_sync():
            self.set_trait("query", self._query_state())
            self.select(self.selection)
            self.set_trait("revision", self.revision + 1)

    @property
    def quotes(self) -> Any:  # noqa: ANN401  # a pandas frame, which this layer does not import
        """The quotes that are shown, as ``project.quotes()`` gives them."""
        if self._found is None:
            self._found = self._looked_up(self._query)
        return self._found

    @property
    def selected(self) -> Any:  # noqa: ANN401  # a pandas frame
        """The quotes that are selected, as ``project.quotes()`` gives them; ready as evidence for a note."""
        return self.quotes[self.quotes["coding"].isin(self.selection)].reset_index(drop=True)

    def select(self, codings: Iterable[str]) -> None:
        """Select the quotes of these codings, by id; those that are not shown are left out."""
        wanted = set(codings)
        self.set_trait("selection", [each for each in self.quotes["coding"] if each in wanted])

    def show(self, coding: str) -> bool:
        """Show a quote in the coding widget that is open on the project; whether there is one.

        ``jump`` then says where it stands, for other widgets to follow.

        Raises:
            NotFoundError: no quote that is shown has this id.
        """
        row = self._row(coding)
        place = Place(row.source, Span(row.start, row.end), _text(row.answer) or None)
        self.set_trait("jump", place)
        return place.answer is None and jump(self._workspace, place.source, place.span)

    def cited(self, codings: Iterable[str] | None = None) -> str:
        """Quotes with their references, a line each, as the button copies them.

        Args:
            codings: their ids; ``None`` takes the selection.
        """
        ids = set(self.selection if codings is None else codings)
        rows = (row for row in self.quotes.itertuples(index=False) if row.coding in ids)
        return "\n".join(f"“{row.quote}” — {self._reference(row)}" for row in rows)

    def refresh(self) -> None:
        """Show what the project holds now; it happens by itself after each act."""
        workspace = self._workspace
        self._found = None
        self._query = _without_lost_codes(self._query, workspace.codebook)
        with self.hold_sync():
            self.set_trait("coder", workspace.coder)
            self.set_trait("isBlind", workspace.is_blind)
            self.set_trait("codes", code_states(workspace.codebook))
            self.set_trait("query", self._query_state())
            self.set_trait("revision", self.revision + 1)

    # -- looking up ----------------------------------------------------------------------

    @property
    def _own(self) -> str | None:
        """Whose codings may be seen; ``None`` for everybody's."""
        return self._workspace.coder if self._workspace.is_blind else None

    def _looked_up(self, query: _Query) -> Any:  # noqa: ANN401  # a pandas frame
        paths = _paths(self._workspace.codebook)
        return self._workspace.quotes(
            None if query.code is None else paths[query.code],
            all_of=[paths[each] for each in query.all_of],
            none_of=[paths[each] for each in query.none_of],
            sources=query.sources or None,
            speakers=query.speakers or None,
            where=query.where,
            coder=self._own,
            context=query.context,
        )

    def _row(self, coding: str) -> Any:  # noqa: ANN401  # a row of a frame
        rows = self.quotes[self.quotes["coding"] == coding]
        if not len(rows):
            raise NotFoundError(f"No quote that is shown has the id {coding!r}. Look it up with find().")
        return next(rows.itertuples(index=False))

    def _query_state(self) -> dict[str, Any]:
        paths, query = _paths(self._workspace.codebook), self._query
        return {
            "code": "" if query.code is None else paths[query.code],
            "all_of": [paths[each] for each in query.all_of],
            "none_of": [paths[each] for each in query.none_of],
            "sources": list(query.sources),
            "speakers": list(query.speakers),
            "where": {name: list(map(_label, values)) for name, values in query.where.items()},
            "context": query.context,
        }

    def _quote_state(self, row: Any, colors: Mapping[str, str]) -> QuoteState:  # noqa: ANN401  # a row of a frame
        return QuoteState(
            coding=row.coding,
            quote=row.quote,
            before=_text(row.before).lstrip(),
            after=_text(row.after).rstrip(),
            code=row.code,
            color=colors.get(row.code, NO_COLOR),
            speaker=_text(row.speaker),
            source=row.source,
            time=_time(row),
            coder=row.coder,
            memo=_text(row.memo),
            reference=self._reference(row),
        )

    def _reference(self, row: Any) -> str:  # noqa: ANN401  # a row of a frame
        """Who says it, where and when."""
        turn = "" if _text(row.answer) or _is_missing(row.turn) else self.texts["turn"].format(n=row.turn)
        parts = (_text(row.speaker), row.source, turn, _time(row))
        return ", ".join(dict.fromkeys(part for part in parts if part))

    # -- messages from the browser -------------------------------------------------------

    def _replies(self) -> Mapping[str, Reply]:
        return {
            "find": self._find_asked,
            "page": self._page_asked,
            "choices": lambda _: self._choices(),
            "select": lambda message: self.select(texts_in(message, "codings")),
            "select_all": lambda _: self.select(self.quotes["coding"]),
            "show": lambda message: {"isShown": self.show(text_in(message, "coding"))},
            "map": lambda _: self._map(),
            "line": lambda message: self._line(text_in(message, "source")),
        }

    def _find_asked(self, message: Message) -> None:
        where, context = message.get("where"), message.get("context")
        self.find(
            text_in(message, "code", may_be_empty=True) or None,
            all_of=texts_in(message, "all_of"),
            none_of=texts_in(message, "none_of"),
            sources=texts_in(message, "sources"),
            speakers=texts_in(message, "speakers"),
            where=_values(where, self._workspace.filters()) if where else None,
            context=context if isinstance(context, int) else None,
        )

    def _choices(self) -> dict[str, Any]:
        """What quotes can be narrowed down by; the unknown value of an attribute is ""."""
        options = self._workspace.filters()
        return {
            "sources": list(options.sources),
            "transcripts": self._workspace.transcript_names(),
            "speakers": list(options.speakers),
            "attributes": {name: list(map(_label, values)) for name, values in options.attributes.items()},
        }

    def _page_asked(self, message: Message) -> dict[str, Any]:
        """Some of the quotes, and how many there are in all."""
        start, size = (message.get(name) for name in ("start", "size"))
        start = start if isinstance(start, int) and start > 0 else 0
        size = size if isinstance(size, int) and size > 0 else _PAGE
        colors = _colors(self._workspace.codebook)
        rows = self.quotes.iloc[start : start + size].itertuples(index=False)
        return {
            "revision": self.revision,
            "start": start,
            "n": len(self.quotes),
            "quotes": [self._quote_state(row, colors) for row in rows],
        }

    def _map(self) -> dict[str, Any]:
        """How many codings each code has in each source, those of codes under it as well."""
        book = self._workspace.codebook
        counts: dict[tuple[str, str], int] = {}
        for (path, source), n in self._workspace.tally(coder=self._own).items():
            names = path.split(SEPARATOR)
            for depth in range(1, len(names) + 1):
                key = (SEPARATOR.join(names[:depth]), source)
                counts[key] = counts.get(key, 0) + n
        sources = {source for _, source in counts}
        used = [path for path in book.paths() if any((path, source) in counts for source in sources)]
        named = [name for name in self._workspace.source_names() if name in sources]
        rows = [[counts.get((path, source), 0) for source in named] for path in used]
        return {"codes": used, "sources": named, "rows": rows}

    def _line(self, source: str) -> dict[str, Any]:
        """Where each coding of an interview lies, from 0 to 1."""
        line = self._workspace.code_line(source, coder=self._own)
        is_timed = bool(len(line)) and not line["end_time"].isna().any()
        unit = "time" if is_timed else "share"
        bars = [
            {
                "coding": row.coding,
                "code": row.code,
                "start": getattr(row, f"start_{unit}"),
                "end": getattr(row, f"end_{unit}"),
                "place": clock(row.start_seconds) if is_timed else f"{row.start_share:.0%}",
                "quote": row.quote,
            }
            for row in line.itertuples(index=False)
        ]
        used = {bar["code"] for bar in bars}
        length = (line["end_seconds"] / line["end_time"]).max() if is_timed else None
        return {
            "codes": [path for path in self._workspace.codebook.paths() if path in used],
            "bars": bars,
            "ends": [clock(0), clock(length)] if is_timed else ["0%", "100%"],
        }

    # -- how it looks without a kernel ---------------------------------------------------

    def to_html(self) -> str:
        """The first quotes that are shown, as HTML that needs no kernel."""
        return QuoteList(self.quotes.head(_MOST_STATIC), lang=self.lang).to_html()


def _several(wanted: Wanted) -> tuple[AttributeValue | None, ...]:
    return (wanted,) if isinstance(wanted, AttributeValue | None) else tuple(wanted)


def _paths(book: Codebook) -> dict[str, str]:
    """The path of each code by its id."""
    return {code.id: book.path(code.id) for code in book}


def _colors(book: Codebook) -> dict[str, str]:
    """The colour of each code by its path."""
    return {book.path(code.id): code.color for code in book}


def _without_lost_codes(query: _Query, book: Codebook) -> _Query:
    """The query without the codes that have been removed since."""
    codes = {code.id for code in book}
    return replace(
        query,
        code=query.code if query.code in codes else None,
        all_of=tuple(each for each in query.all_of if each in codes),
        none_of=tuple(each for each in query.none_of if each in codes),
    )


def _values(labels: object, options: Filters) -> dict[str, list[AttributeValue | None]]:
    """The values of attributes that are meant by their texts.

    Raises:
        VocbenchError: the page sent something else.
    """
    if not isinstance(labels, Mapping):
        raise VocbenchError(f"The page sent no attributes along, but {labels!r}. Reload it.")
    return {
        str(name): [value for value in options.attributes.get(name, ()) if _label(value) in wanted]
        for name, wanted in labels.items()
    }


def _label(value: AttributeValue | None) -> str:
    return "" if value is None else str(value)


def _time(row: Any) -> str:  # noqa: ANN401  # a row of a frame
    return "" if _is_missing(row.turn_seconds) else clock(row.turn_seconds)


def _text(value: object) -> str:
    """A text; "" where it is missing."""
    return value if isinstance(value, str) else ""


def _is_missing(value: object) -> bool:
    return value is None or str(value) in {"nan", "<NA>"}
