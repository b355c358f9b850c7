"""The widget in which a researcher codes a transcript."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import traitlets

from vocbench.errors import VocbenchError
from vocbench.model.coding import Coding
from vocbench.model.span import Span
from vocbench.widgets.assembly import script, style
from vocbench.widgets.base import Message, ProjectWidget, Reply, text_in, texts_in
from vocbench.widgets.coding.panels import Page, Panels
from vocbench.widgets.coding.protocol import Workspace
from vocbench.widgets.coding.state import (
    CodeState,
    CodingState,
    TurnState,
    code_states,
    coding_states,
    turn_states,
)
from vocbench.widgets.coding.static import transcript_html
from vocbench.widgets.jumps import remember
from vocbench.widgets.offsets import Utf16Offsets
from vocbench.widgets.texts import together
from vocbench.widgets.texts.coding import WORDS
from vocbench.widgets.texts.coding_panels import WORDS as PANEL_WORDS


class CodingWidget(ProjectWidget):
    """Show one transcript of a project, and code it with mouse, touch or keys.

    The project holds the truth: each act goes there first, and what the widget shows
    follows, whoever acted. Everything a click does can be done from Python as well.

        widget = vb.CodingWidget(project, "p01")
        widget.observe(lambda change: print(change["new"]), "selection")

    Args:
        workspace: the project, or anything with the same few methods.
        source: name of a transcript in it.
        lang: language of the interface, ``"en"`` or ``"nl"``.
        height: height of the text, as in CSS.

    Raises:
        NotFoundError: the project has no such transcript.
        VocbenchError: the interface does not speak *lang*.
    """

    _esm = script("coding")
    _css = style("coding", "panels")
    _words = together(WORDS, PANEL_WORDS)

    source = traitlets.Unicode(read_only=True).tag(sync=True)
    """Name of the transcript that is shown; ``show`` changes it."""

    sources: traitlets.List[str] = traitlets.List(read_only=True).tag(sync=True)
    """Names of the transcripts that can be shown."""

    isBlind = traitlets.Bool(read_only=True).tag(sync=True)  # noqa: N815 - a name of the browser's
    """Whether only own codings are shown, because the project says *blind*."""

    language = traitlets.Unicode(read_only=True).tag(sync=True)
    """Language of the transcript, such as ``"nl"``; empty when unknown."""

    version = traitlets.Unicode(read_only=True).tag(sync=True)
    """Tells one version of the text from another: offsets from the page count in this one."""

    turns: traitlets.List[TurnState] = traitlets.List(read_only=True).tag(sync=True)
    """What is said: ``state.TurnState`` values, in order."""

    codes: traitlets.List[CodeState] = traitlets.List(read_only=True).tag(sync=True)
    """The codebook: ``state.CodeState`` values, in its order."""

    codings: traitlets.List[CodingState] = traitlets.List(read_only=True).tag(sync=True)
    """What is coded: ``state.CodingState`` values in reading order.

    Observe it to act on each change; offsets are the browser's, so read passages with
    ``project.codings()``.
    """

    only: traitlets.List[str] = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """Paths of the codes to show, each with the codes under it; empty shows all."""

    without: traitlets.List[str] = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """Coders whose codings are left out."""

    selection = traitlets.Instance(Span, allow_none=True, read_only=True)
    """The passage selected in the browser, ``None`` when nothing is. Not synced: use ``select``."""

    def __init__(self, workspace: Workspace, source: str, *, lang: str = "en", height: str = "480px") -> None:
        self._workspace = workspace
        self._load(source)
        self._panels = Panels(workspace, lambda: self._page, self.send)
        super().__init__(workspace, lang=lang, height=height)
        remember(self)
        self._follow()

    def _load(self, source: str) -> None:
        self._transcript = self._workspace.transcript(source)
        self._offsets = Utf16Offsets(self._transcript.text)
        self._page = Page(self._transcript, self._offsets)
        self._turns = turn_states(self._transcript, self._offsets)

    def __repr__(self) -> str:
        return f"CodingWidget({self.source!r})"

    # -- what a click does, from Python --------------------------------------------------

    def code(
        self, code: str, *, span: Span | None = None, quote: str | None = None, memo: str = ""
    ) -> Coding:
        """Code a passage; return the coding.

        Args:
            code: path of a code; one that is not in the codebook yet is made.
            span: the passage; ``None`` means the quote, or else the selection.
            quote: the words of the passage, instead of a span.
            memo: a remark to keep with it.

        Raises:
            VocbenchError: nothing is selected, or the project refuses; the message says why.
        """
        if span is None and quote is None:
            span = self.selection
            if span is None:
                raise VocbenchError("Nothing is selected. Select a passage first, or give span= or quote=.")
        version = None if span is None else self._transcript.hash  # of what was on the page
        return self._workspace.code(
            self.source, span=span, quote=quote, code=code, memo=memo, version=version
        )

    def uncode(self, coding_id: str) -> None:
        """Remove one coding.

        Raises:
            VocbenchError: there is none with this id.
        """
        self._workspace.uncode(coding_id)

    def recode(self, coding_id: str, code: str) -> Coding:
        """Give a coding another code, made where it is not in the codebook; the coding as it is now."""
        return self._workspace.recode(coding_id, code)

    def resize(self, coding_id: str, span: Span) -> Coding:
        """Put a coding on another passage; the coding as it is now."""
        return self._workspace.resize(coding_id, span, version=self._transcript.hash)

    def join(self, coding_ids: Iterable[str]) -> Coding:
        """Make one coding of several of one code by one coder; the coding as it is now."""
        return self._workspace.join_codings(coding_ids)

    def memo(self, coding_id: str, text: str) -> None:
        """Write a memo on a coding; "" removes it."""
        self._workspace.memo(coding_id, text)

    def settle(self, coding_id: str) -> None:
        """Say that a coding in doubt is right as it stands."""
        self._workspace.settle(coding_id)

    def show(self, source: str, span: Span | None = None) -> None:
        """Show another transcript, or this one, and select a passage in it.

        Raises:
            NotFoundError: the project has no such transcript.
            SpanError: the span ends after the text.
        """
        if source != self.source:
            self._load(source)
            self.set_trait("selection", None)
            self.refresh()
        if span is not None:
            self.select(span)

    def shows(self, workspace: object) -> bool:
        """Whether the widget is open on this project."""
        return workspace is self._workspace and self.comm is not None

    def select(self, span: Span | None) -> None:
        """Select a passage in the browser and scroll to it; ``None`` selects nothing.

        Raises:
            SpanError: the span ends after the text.
        """
        ends = None
        if span is not None:
            span.cut(self._transcript.text)
            ends = [self._offsets.to_utf16(at) for at in (span.start, span.end)]
        self.set_trait("selection", span)
        self.send({"event": "select", "range": ends})

    def refresh(self) -> None:
        """Show what the project holds now; it happens by itself after each act."""
        workspace, name = self._workspace, self._transcript.name
        names = workspace.transcript_names()
        if name not in names:  # whoever added it took that back
            if not names:
                self._show_nothing()
                return
            name = names[0]
        if workspace.transcript(name) is not self._transcript:  # another text, or a corrected one
            self._load(name)
            self.set_trait("selection", None)
        with self.hold_sync():
            self.set_trait("coder", workspace.coder)
            self.set_trait("isBlind", workspace.is_blind)
            self.set_trait("sources", names)
            self.set_trait("source", name)
            self.set_trait("version", self._transcript.hash)
            self.set_trait("language", self._transcript.language or "")
            self.set_trait("codes", code_states(workspace.codebook))
            self.set_trait("turns", self._turns)
            self.set_trait("codings", coding_states(self._seen(), self._offsets))

    def _show_nothing(self) -> None:
        """The project holds no transcript any more."""
        with self.hold_sync():
            for name in ("sources", "turns", "codings"):
                self.set_trait(name, [])

    def _seen(self) -> Sequence[Coding]:
        """The codings that this coder may see."""
        workspace = self._workspace
        own = workspace.coder if workspace.is_blind else None
        return workspace.codings_of(self._transcript.name, coder=own)

    # -- messages from the browser -------------------------------------------------------

    def _replies(self) -> Mapping[str, Reply]:
        return {
            "code": self._code_asked,
            "uncode": self._uncode_asked,
            "recode": lambda message: self.recode(text_in(message, "id"), text_in(message, "code")).code,
            "resize": lambda message: self.resize(text_in(message, "id"), self._page.span_in(message)).code,
            "join": lambda message: self.join(texts_in(message, "ids")).code,
            "memo": self._memo_asked,
            "select": self._select_asked,
            "settle": lambda message: self.settle(text_in(message, "id")),
            "show": lambda message: self.show(text_in(message, "source")),
            "show_at": self._show_at_asked,
            **self._panels.replies(),
        }

    def _show_at_asked(self, message: Message) -> None:
        """Show a passage of any transcript; its ends are Python's, as the browser got them."""
        start, end = message.get("start"), message.get("end")
        if not isinstance(start, int) or not isinstance(end, int):
            raise VocbenchError(f"A passage needs two whole numbers, got {start!r}:{end!r}. Reload the page.")
        self.show(text_in(message, "source"), Span(start, end))

    def _code_asked(self, message: Message) -> str:
        return self.code(text_in(message, "code"), span=self._page.span_in(message)).code

    def _uncode_asked(self, message: Message) -> str:
        coding_id = text_in(message, "id")
        code = next((coding["code"] for coding in self.codings if coding["id"] == coding_id), "")
        self.uncode(coding_id)
        return code

    def _memo_asked(self, message: Message) -> None:
        self.memo(text_in(message, "id"), text_in(message, "memo", may_be_empty=True))

    def _select_asked(self, message: Message) -> None:
        self.set_trait("selection", self._page.span_in(message) if message.get("end") else None)

    # -- how it looks without a kernel ---------------------------------------------------

    def to_html(self) -> str:
        """The transcript with its highlights and code names, as HTML that needs no kernel."""
        return transcript_html(
            self._transcript,
            self._workspace.codebook,
            self._seen(),
            texts=self.texts,
        )
