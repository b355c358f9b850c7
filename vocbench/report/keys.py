"""What a number counts, as text that HTML can carry: ``code=Pains%2FCost&source=p01``.

Static HTML of a widget, a chart or a table puts such a key in ``data-voc-quotes`` around a number, or
after ``#voc-quotes?`` in the link on a mark of a drawing. The report looks up the quotes of each key
in the projects that are open when the notebook has run, and lists them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

ATTRIBUTE = "data-voc-quotes"
LINK = "#voc-quotes?"

Key = str
"""Names and values, joined as in a web address, in the order of the names."""

KINDS = (
    {"note"},
    {"region", "text"},
    {"coding"},
    {"code", "coding"},
    {"code"},
    {"code", "source"},
    {"code", "other"},
    {"name"},
)
"""What a key may be made of. ``name`` is that of a topic; ``region`` and ``text`` are those of a note;
``other`` is a code that overlaps."""

_NAMES = sorted(set().union(*KINDS))
_ID = re.compile(r"[0-9a-f]{32}")
_SETS_APART = ("segment", "group", "wave")


def key_of(row: Mapping[str, object]) -> Key | None:
    """The key of a row of a frame or chart, by the names of its columns; ``None`` where it has none.

    >>> key_of({"code": "Pains/Cost", "source": "p01", "codings": 3})
    'code=Pains%2FCost&source=p01'
    """
    if any(name in row for name in _SETS_APART):  # a part of the passages, and no key says which
        return None
    found = {name: str(row[name]) for name in _NAMES if isinstance(row.get(name), str) and row[name]}
    if not _ID.fullmatch(found.get("note", "")):  # charts have a short form of the words there
        found.pop("note", None)
    if "note" in found:
        found = {"note": found["note"]}
    elif "code" in found:
        found = {name: found[name] for name in ("code", "coding", "other", "source") if name in found}
    elif "text" in found and "region" not in found:
        del found["text"]
    return urlencode(sorted(found.items())) if set(found) in KINDS else None


def parts_of(key: Key) -> dict[str, str]:
    """The names and values of a key; empty where it is none."""
    found = dict(parse_qsl(key, keep_blank_values=True))
    return found if set(found) in KINDS else {}
