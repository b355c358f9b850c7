"""The codebook widget: the forest of codes, and what each means."""
