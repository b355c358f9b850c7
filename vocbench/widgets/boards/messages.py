"""What the board widget answers to the messages of its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from vocbench.errors import VocbenchError
from vocbench.model.board import Channel, Details, Origin
from vocbench.model.span import Span
from vocbench.widgets.base import Message, Reply, text_in, texts_in

if TYPE_CHECKING:
    from vocbench.widgets.boards.widget import BoardWidget

_PAGE = 60  # quotes that are fetched at a time
_MOST_AROUND = 10_000  # turns


def replies(widget: BoardWidget) -> Mapping[str, Reply]:
    """What answers each kind of message to *widget*, by its ``op``."""
    return {
        "select": lambda message: widget.set_trait("selected", text_in(message, "id", may_be_empty=True)),
        "write": lambda message: widget.write(text_in(message, "region"), text_in(message, "text")),
        "quote": lambda message: widget.write_quotes(
            text_in(message, "region"), texts_in(message, "codings")
        ),
        "edit": lambda message: widget.edit(text_in(message, "id"), **_changes(message)),
        "move": lambda message: widget.move(
            texts_in(message, "ids"), text_in(message, "region"), before=_maybe(message, "before")
        ),
        "remove": lambda message: _each(widget.remove, message),
        "group": lambda message: widget.group(
            texts_in(message, "ids"), text_in(message, "title", may_be_empty=True)
        ),
        "vote": lambda message: widget.vote(text_in(message, "id")),
        "accept": lambda message: _each(widget.accept, message),
        "refuse": lambda message: _each(widget.refuse, message),
        "fresh": lambda message: widget.clear_stale(text_in(message, "id")),
        "support": lambda message: widget.support(
            text_in(message, "id"), texts_in(message, "codings"), text_in(message, "relation")
        ),
        "bear": lambda message: widget.bear(*_evidence(message), text_in(message, "relation")),
        "drop": lambda message: widget.drop(*_evidence(message)),
        "relate": lambda message: widget.relate(
            text_in(message, "one"), text_in(message, "other"), _maybe(message, "kinship")
        ),
        "behind": lambda message: widget.behind(text_in(message, "id")),
        "search": lambda message: widget.search(
            text_in(message, "words", may_be_empty=True),
            text_in(message, "code", may_be_empty=True),
            start=_whole(message, "start"),
            size=_PAGE,
        ),
        "passage": lambda message: widget.passage(
            text_in(message, "text"),
            Span(_whole(message, "start"), _whole(message, "end")),
            around=min(_whole(message, "around"), _MOST_AROUND),
        ),
    }


def _each(act: Any, message: Message) -> None:  # noqa: ANN401  # one of the widget's acts on a note
    for note_id in texts_in(message, "ids"):
        act(note_id)


def _evidence(message: Message) -> tuple[str, str, str]:
    return text_in(message, "id"), text_in(message, "kind"), text_in(message, "target")


def _maybe(message: Message, key: str) -> str | None:
    return text_in(message, key, may_be_empty=True) or None


def _whole(message: Message, key: str) -> int:
    value = message.get(key)
    if not isinstance(value, int) or value < 0:
        raise VocbenchError(f"The page sent no {key} along, but {value!r}. Reload it.")
    return value


def _changes(message: Message) -> dict[str, Any]:
    """What is to change on a note; what the message does not name stays."""
    changes: dict[str, Any] = {}
    if "text" in message:
        changes["text"] = text_in(message, "text")
    if "origin" in message:
        changes["origin"] = _choice({each.name.lower(): each for each in Origin}, text_in(message, "origin"))
    if "confidence" in message:
        changes["confidence"] = _number(message["confidence"])
    if isinstance(details := message.get("details"), Mapping):
        changes["details"] = _details(details)
    return changes


def _details(sent: Mapping[str, Any]) -> Details:
    channel = sent.get("channel")
    is_measured = sent.get("is_measured")
    return Details(
        valence=_number(sent.get("valence")),
        delay_days=_number(sent.get("delay_days")),
        channel=_choice({each.value: each for each in Channel}, channel) if channel else None,
        is_measured=is_measured if isinstance(is_measured, bool) else None,
        owner=str(sent.get("owner") or ""),
    )


def _choice(choices: Mapping[str, Any], value: object) -> Any:  # noqa: ANN401  # a member of a string enum
    if value not in choices:
        raise VocbenchError(f"The page sent {value!r} along, which is none of {list(choices)}. Reload it.")
    return choices[str(value)]


def _number(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise VocbenchError(f"The page sent {value!r} along where a number belongs. Reload it.")
    return float(value)
