"""The canvas under its old address, until the door names the new one."""

from vocbench.widgets.boards.static import BoardCanvas

__all__ = ["BoardCanvas"]
