"""What quotes can be narrowed down by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vocbench.model.source import AttributeValue

MOST_VALUES = 60
"""An attribute with more values than this, such as a date of birth, sets nobody apart."""


@dataclass(frozen=True, slots=True)
class Filters:
    """The sources, speakers and attributes that there are to choose from.

    ``speakers`` are those of transcripts. ``attributes`` holds the values of each attribute of
    respondents, ``None`` among them where some have none.
    """

    sources: Sequence[str] = ()
    speakers: Sequence[str] = ()
    attributes: Mapping[str, Sequence[AttributeValue | None]] = field(default_factory=dict)
