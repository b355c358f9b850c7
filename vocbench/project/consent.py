"""The part of a project that knows who may be quoted, and under which name."""

from __future__ import annotations

from vocbench.project.sources import Sources


class Consents(Sources):
    """What participants agreed to, and their pseudonyms."""
