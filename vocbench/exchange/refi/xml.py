"""XML out: elements as text, deterministic and with nothing in them that XML cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from vocbench.exchange.markup import storable
from vocbench.exchange.refi.ledger import Ledger
from vocbench.model.told import told

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
"""How a file begins."""
_MARKUP = re.compile('[&<>"\t\n\r]')
_IN_ATTRIBUTES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
_IN_CONTENT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_NO_SUCH_CHARACTER = told("XML cannot hold control characters; a replacement sign (\ufffd) stands for each.")


class Xml:
    """Makes elements of names, attributes and content.

    Args:
        ledger: takes the texts in which a character had to be replaced.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def element(self, name: str, attributes: Mapping[str, str | None], content: Iterable[str] = ()) -> str:
        """An element called *name*.

        Args:
            name: its tag.
            attributes: their values; those that are ``None`` are left out.
            content: what is inside, already as XML.
        """
        stated = "".join(
            f' {key}="{self._attribute(value)}"' for key, value in attributes.items() if value is not None
        )
        inside = "".join(content)
        return f"<{name}{stated}>{inside}</{name}>\n" if inside else f"<{name}{stated}/>\n"

    def words(self, name: str, text: str) -> str:
        """An element called *name* that holds *text*."""
        text = self._possible(text)
        return f"<{name}>{text.translate(_IN_CONTENT) if _MARKUP.search(text) else text}</{name}>\n"

    def _attribute(self, text: str) -> str:
        text = self._possible(text)
        return text.translate(_IN_ATTRIBUTES) if _MARKUP.search(text) else text

    def _possible(self, text: str) -> str:
        """*text* with a replacement for each character that XML cannot hold."""
        possible = storable(text)
        self._ledger.changed(told("text"), _NO_SUCH_CHARACTER, n=int(possible != text))
        return possible
