"""``python -m vocbench`` is the command ``vocbench``."""

from vocbench.cli import app

if __name__ == "__main__":
    app(prog_name="vocbench")
