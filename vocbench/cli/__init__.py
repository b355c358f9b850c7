"""The command line, ``vocbench``: a module a family of commands.

What is slow to import is imported by the command that needs it.
"""

from __future__ import annotations

from vocbench.cli import exchange, lessons, projects, reports  # noqa: F401 - each adds its commands
from vocbench.cli.app import app

__all__ = ["app"]
