"""The widget in which a researcher codes a transcript."""

from __future__ import annotations

from collections.abc import Mapping

import traitlets

from vocbench.errors import VocbenchError
from vocbench.model.coding import Coding
from vocbench.model.span import Span
from vocbench.widgets.assembly import script, style
from vocbench.widgets.base import Message, ProjectWidget, Reply, text_in
from vocbench.widgets.offsets import Utf16Offsets
from vocbench.widgets.protocol import Workspace
from vocbench.widgets.state import (
    CodeState,
    CodingState,
    TurnState,
    code_states,
    coding_states,
    turn_states,
)
from vocbench.widgets.static import transcript_html
from vocbench.widgets.texts.coding import WORDS


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
    _css = style("coding")
    _words = WORDS

    source = traitlets.Unicode(read_only=True).tag(sync=True)
    """Name of the transcript."""

    language = traitlets.Unicode(read_only=True).tag(sync=True)
    """Language of the transcript, such as ``"nl"``; empty when unknown."""

    turns: traitlets.List[TurnState] = traitlets.List(read_only=True).tag(sync=True)
    """What is said: ``state.TurnState`` values, in order."""

    codes: traitlets.List[CodeState] = traitlets.List(read_only=True).tag(sync=True)
    """The codebook: ``state.CodeState`` values, in its order."""

    codings: traitlets.List[CodingState] = traitlets.List(read_only=True).tag(sync=True)
    """What is coded: ``state.CodingState`` values in reading order.

    Observe it to act on each change; offsets are the browser's, so read passages with
    ``project.codings()``.
    """

    selection = traitlets.Instance(Span, allow_none=True, read_only=True)
    """The passage selected in the browser, ``None`` when nothing is. Not synced: use ``select``."""

    def __init__(self, workspace: Workspace, source: str, *, lang: str = "en", height: str = "480px") -> None:
        self._workspace = workspace
        self._transcript = workspace.transcript(source)
        self._offsets = Utf16Offsets(self._transcript.text)
        super().__init__(workspace, lang=lang, height=height)
        self.set_trait("source", source)
        self.set_trait("language", self._transcript.language or "")
        self.set_trait("turns", turn_states(self._transcript, self._offsets))
        self._follow()

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
        return self._workspace.code(self.source, span=span, quote=quote, code=code, memo=memo)

    def uncode(self, coding_id: str) -> None:
        """Remove one coding.

        Raises:
            VocbenchError: there is none with this id.
        """
        self._workspace.uncode(coding_id)

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
        codings = self._workspace.codings_of(self.source)
        with self.hold_sync():
            self.set_trait("coder", self._workspace.coder)
            self.set_trait("codes", code_states(self._workspace.codebook))
            self.set_trait("codings", coding_states(codings, self._offsets))

    # -- messages from the browser -------------------------------------------------------

    def _replies(self) -> Mapping[str, Reply]:
        return {"code": self._code_asked, "uncode": self._uncode_asked, "select": self._select_asked}

    def _code_asked(self, message: Message) -> str:
        return self.code(text_in(message, "code"), span=self._span(message)).code

    def _uncode_asked(self, message: Message) -> str:
        coding_id = text_in(message, "id")
        code = next((coding["code"] for coding in self.codings if coding["id"] == coding_id), "")
        self.uncode(coding_id)
        return code

    def _select_asked(self, message: Message) -> None:
        self.set_trait("selection", self._span(message) if message.get("end") else None)

    def _span(self, message: Message) -> Span:
        """The span that *message* asks for, in code points."""
        start, end = message.get("start"), message.get("end")
        if not isinstance(start, int) or not isinstance(end, int):
            raise VocbenchError(f"A passage needs two whole numbers, got {start!r}:{end!r}. Reload the page.")
        span = Span(self._offsets.from_utf16(start), self._offsets.from_utf16(end))
        span.cut(self._transcript.text)
        return span

    # -- how it looks without a kernel ---------------------------------------------------

    def to_html(self) -> str:
        """The transcript with its highlights and code names, as HTML that needs no kernel."""
        return transcript_html(
            self._transcript,
            self._workspace.codebook,
            self._workspace.codings_of(self.source),
            texts=self.texts,
        )
