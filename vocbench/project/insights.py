"""The part of a project that holds what follows from boards: insights, opportunities and actions."""

from __future__ import annotations

from vocbench.project.boards import Boards


class Insights(Boards):
    """Insights, opportunities and actions, each with what it rests on."""
