"""Figures that vocbench promises, measured: ``uv run python -m benchmarks [NAME...] [--json FILE]``."""
