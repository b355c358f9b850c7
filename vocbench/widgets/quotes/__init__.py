"""The quotes widget, and quotes as a readable list."""
