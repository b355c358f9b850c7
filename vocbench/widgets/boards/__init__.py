"""Boards as one draws them on a wall: a picture that needs no kernel, and a widget to work on them."""
