"""The import widget: a file is looked at and put right before anything of it is kept."""
