"""Frames and arrays in, frames and numbers out; nothing here reads a file or draws."""
