"""The part of a project that compares boards, and puts numbers beside voices."""

from __future__ import annotations

from vocbench.project.boards import Boards


class BoardComparison(Boards):
    """Boards beside each other, and numbers beside voices."""
