"""The widget in which a researcher reads topics, and edits them by hand."""
