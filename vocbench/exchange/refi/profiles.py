"""In which units positions are written, and what our own files say about it."""

from __future__ import annotations

import re
from enum import StrEnum


class Profile(StrEnum):
    """For whom a project is written."""

    STANDARD = "standard"
    """Positions in code points, as REFI-QDA says."""
    NVIVO = "nvivo"
    """Positions in UTF-16 units, as NVivo counts them."""


_AS_NVIVO = ", positions as NVivo counts them"
_OWN = re.compile(rf"(vocbench(?: \S+)?)({_AS_NVIVO})?")


def written_origin(origin: str, profile: Profile) -> str:
    """What a project names as its origin when we write it, by which its positions are known later."""
    ours = origin if _OWN.fullmatch(origin) else "vocbench"
    return ours + _AS_NVIVO if profile is Profile.NVIVO else ours


def read_origin(origin: str) -> tuple[str, Profile | None]:
    """The program that wrote a file, and in which profile where that was us."""
    if not (match := _OWN.fullmatch(origin)):
        return origin, None
    return match[1], Profile.NVIVO if match[2] else Profile.STANDARD
