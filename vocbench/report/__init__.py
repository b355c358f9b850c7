"""Reports: a notebook executed, rendered into one file that needs no network, and signed."""
