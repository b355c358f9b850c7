"""What every widget on a project does: follow it, answer the browser, stay readable without a kernel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Protocol

import anywidget
import traitlets

from vocbench.errors import VocbenchError
from vocbench.widgets.texts import Words, interface_texts

Message = Mapping[str, Any]
"""A custom message from the browser; what it holds is not to be trusted."""

Reply = Callable[[Message], object]
"""What answers one kind of message. What it returns goes back to the browser: a text as the
``label`` of the act that was done, anything else as the ``result`` of a question."""


def _nothing() -> None:
    """Stand in for a subscription that is not there."""


class Followed(Protocol):
    """What every widget asks of a project."""

    @property
    def coder(self) -> str:
        """Who works on the project now."""

    def undo(self) -> str | None:
        """Take the last act back; return its label, ``None`` when there is none left."""

    def redo(self) -> str | None:
        """Do the act that was undone last again; return its label, ``None`` when there is none."""

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have *callback* called after each act; return the function that ends this."""


class ProjectWidget(anywidget.AnyWidget):
    """A widget that shows a project and passes the user's acts on to it.

    A subclass sets ``_words``, and has ``refresh``, ``to_html`` and ``_replies``.
    """

    _words: ClassVar[Words]
    """The words of this widget's interface, by language and name."""

    _unsubscribe: Callable[[], None] = staticmethod(_nothing)  # ipywidgets closes what could not be made, too

    coder = traitlets.Unicode(read_only=True).tag(sync=True)
    """Who works, as the project says."""

    lang = traitlets.Unicode("en").tag(sync=True)
    """Language of the interface, ``"en"`` or ``"nl"``."""

    texts = traitlets.Dict(read_only=True).tag(sync=True)
    """The words of the interface; follows ``lang``."""

    height = traitlets.Unicode("480px").tag(sync=True)
    """Height of what is shown, as in CSS."""

    def __init__(self, workspace: Followed, *, lang: str, height: str) -> None:
        super().__init__(lang=lang, height=height)
        self.set_trait("texts", interface_texts(lang, self._words))
        self.set_trait("coder", workspace.coder)
        self._followed = workspace
        self.on_msg(self._receive)

    def _follow(self) -> None:
        """Show what the project holds, now and after each act; the last step of making a widget."""
        self.refresh()
        self._unsubscribe = self._followed.subscribe(self.refresh)

    # -- for subclasses ------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what the project holds now; it happens by itself after each act."""
        raise NotImplementedError

    def to_html(self) -> str:
        """What the widget shows, as HTML that needs no kernel."""
        raise NotImplementedError

    def _replies(self) -> Mapping[str, Reply]:
        """What answers each kind of message, by its ``op``; undo and redo are there already."""
        raise NotImplementedError

    # -- what a click does, from Python --------------------------------------------------

    def undo(self) -> str | None:
        """Take the project's last act back; return its label, ``None`` when there is none."""
        return self._followed.undo()

    def redo(self) -> str | None:
        """Do the act that was undone last again; return its label, ``None`` when there is none."""
        return self._followed.redo()

    def close(self) -> None:
        """Remove the widget from the page and stop following the project."""
        self._unsubscribe()
        self._unsubscribe = _nothing
        super().close()

    # -- messages from the browser -------------------------------------------------------

    def _receive(self, _widget: object, message: Message, _buffers: object) -> None:
        """Do what *message* asks; answer with its nonce, so that the browser knows."""
        nonce = message.get("nonce")
        try:
            came = self._reply(message)
        except VocbenchError as error:
            self.send({"event": "refused", "nonce": nonce, "reason": str(error)})
        except Exception as error:
            # The page must not take for saved what is not; the log needs the whole story.
            reason = f"{type(error).__name__}: {error}"
            self.send({"event": "refused", "nonce": nonce, "reason": reason})
            raise
        else:
            answer = {"label": came} if came is None or isinstance(came, str) else {"result": came}
            self.send({"event": "done", "nonce": nonce, **answer})

    def _reply(self, message: Message) -> object:
        replies = {"undo": lambda _: self.undo(), "redo": lambda _: self.redo(), **self._replies()}
        reply = replies.get(str(message.get("op")))
        if reply is None:
            raise VocbenchError(f"The widget does not know the act {message.get('op')!r}. Reload the page.")
        return reply(message)

    # -- how it looks without a kernel ---------------------------------------------------

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:  # noqa: ANN401  # Jupyter's own signature
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        formats, metadata = bundle
        return {**formats, "text/html": self.to_html()}, metadata

    @traitlets.validate("lang")
    def _check_lang(self, proposal: Mapping[str, Any]) -> str:
        interface_texts(proposal["value"], self._words)
        return str(proposal["value"])

    @traitlets.observe("lang")
    def _translate(self, change: Mapping[str, Any]) -> None:
        self.set_trait("texts", interface_texts(change["new"], self._words))


def text_in(message: Message, key: str, *, may_be_empty: bool = False) -> str:
    """The text under *key* in a message from the browser.

    Raises:
        VocbenchError: there is none.
    """
    value = message.get(key)
    if not isinstance(value, str) or not (may_be_empty or value.strip()):
        raise VocbenchError(f"The page sent no {key} along, but {value!r}. Reload it.")
    return value


def texts_in(message: Message, key: str) -> Sequence[str]:
    """The list of texts under *key* in a message from the browser.

    Raises:
        VocbenchError: there is none.
    """
    values = message.get(key)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise VocbenchError(f"The page sent no list of {key} along, but {values!r}. Reload it.")
    return values
