"""The coding widget: an interview, its codings, and what one does with them."""
