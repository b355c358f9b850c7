"""Dutch for the parts that sentences of several readers share."""

from __future__ import annotations

WORDS = {
    "{shown} and {n:,} more": "{shown} en nog {n:,}",
    "text": "tekst",
    "source": "bron",
    "passage": "passage",
    "memo": "memo",
    "code": "code",
    "set": "verzameling",
    "respondent": "respondent",
    "changed": "gewijzigd",
    "lost": "verloren",
    "to look at": "na te kijken",
}
