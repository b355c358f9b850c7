"""The GUIDs under which a project's things are known to other programs.

What has a row has its id as GUID; what has none, such as a coder or what a person says in a row,
gets one that follows from its name, so that it is the same each time.
"""

from __future__ import annotations

import re
from uuid import NAMESPACE_URL, uuid5

_SPACE = uuid5(NAMESPACE_URL, "urn:vocbench:exchange")
_ID = re.compile(r"[0-9a-f]{32}")


def guid_of(row_id: str) -> str:
    """The GUID of the thing with this id.

    >>> guid_of("68bbdc1470a540a6b13d9f5e6a7c8d9e")
    '68bbdc14-70a5-40a6-b13d-9f5e6a7c8d9e'
    """
    return f"{row_id[:8]}-{row_id[8:12]}-{row_id[12:16]}-{row_id[16:20]}-{row_id[20:]}"


def named_guid(*names: object) -> str:
    """A GUID that follows from *names*: the same ones give the same."""
    return str(uuid5(_SPACE, "\x1f".join(map(str, names))))


def id_of(guid: str) -> str:
    """The id under which a thing with this GUID is kept, where that is free."""
    plain = guid.strip("{}").replace("-", "").casefold()
    return plain if _ID.fullmatch(plain) else uuid5(_SPACE, guid).hex
