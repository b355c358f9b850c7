"""The part of a project that tells how far boards can be believed."""

from __future__ import annotations

from vocbench.project.boards import Boards


class Credibility(Boards):
    """How far the notes of boards can be believed."""
