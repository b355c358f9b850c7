"""The answers widget: open answers in a grid, with suggested codes."""
