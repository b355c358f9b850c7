"""The part of a project that reads customer journeys."""

from __future__ import annotations

from vocbench.project.boards import Boards


class Journeys(Boards):
    """Customer journeys: what was felt, what delays, in which order."""
