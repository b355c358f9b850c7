"""Dutch for what the command line tells of files that come in and go out."""

from __future__ import annotations

WORDS = {
    "transcript": "transcript",
    "answers": "antwoorden",
    "study": "studie",
    "guessed {what}: {value} ({sure:.0%} sure{otherwise})": (
        "geraden: {what} is {value} ({sure:.0%} zeker{otherwise})"
    ),
    "; {option} says otherwise": "; met {option} zegt u het anders",
    "and {n:,} more lines; --report FILE.json lists all.": (
        "en nog {n:,} regels; met --report FILE.json staan ze er alle."
    ),
    "{path} holds it now.": "{path} bevat het nu.",
    "{path}: nothing was stored, as this was a dry run.": (
        "{path}: er is niets bewaard, want dit was een proef."
    ),
}
