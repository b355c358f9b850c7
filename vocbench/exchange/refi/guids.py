"""GUIDs: 36 characters, lower case, no braces, whatever a file has."""

from __future__ import annotations

import re
import uuid

_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_BARE = re.compile(r"[0-9a-f]{32}")
_FOREIGN = uuid.uuid5(uuid.NAMESPACE_URL, "urn:vocbench:refi")


def is_guid(text: str) -> bool:
    """Whether *text* is a GUID as we write it."""
    return _GUID.fullmatch(text) is not None


def to_guid(text: str | None, mark: str = "") -> str:
    """The GUID that *text* means; ``""`` where there is none.

    Braces, capitals and missing dashes make no difference. Another name for a thing, such as
    ``user 1``, is given a GUID of its own, the same each time; *mark* is what tells the file from
    others, in which that name is another thing's.
    """
    if not text:
        return ""
    if _GUID.fullmatch(text):
        return text
    plain = text.strip().strip("{}").casefold()
    if _GUID.fullmatch(plain):
        return plain
    if _BARE.fullmatch(plain):
        return str(uuid.UUID(plain))
    return derived(mark, plain) if plain else ""


def derived(guid: str, role: str) -> str:
    """The GUID of what belongs to *guid* in that *role*, the same each time."""
    return str(uuid.uuid5(_FOREIGN, f"{guid} {role}"))
