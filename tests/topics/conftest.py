"""Answers with known themes, and an encoder that needs no model."""

from collections.abc import Sequence
from itertools import product
from zlib import crc32

import numpy as np
import pandas as pd
import pytest

from vocbench.topics.content import plain_form
from vocbench.topics.embed import Encoder, Vectors

THEMES = {
    "phone": (
        ["De wachttijd", "Het wachten", "De wachtrij"],
        ["aan de telefoon duurde te lang", "bij het bellen was veel te lang", "in de telefoonlijn kost uren"],
        ["The waiting time", "The wait", "The queue"],
        ["on the phone was too long", "when you call takes hours", "of the telephone line is endless"],
    ),
    "driver": (
        ["De chauffeur", "De buschauffeur", "Onze bestuurder"],
        ["was vriendelijk en behulpzaam", "hielp mij aardig uit de auto", "was beleefd tijdens de rit"],
        ["The driver", "The bus driver", "Our driver"],
        ["was friendly and helpful", "kindly helped me out of the car", "was polite during the ride"],
    ),
    "shower": (
        ["Het douchewater", "Het warme water", "De douche"],
        ["is te koud in de ochtend", "wordt niet goed warm", "is na twee minuten ijskoud"],
        ["The shower water", "The hot water", "The shower"],
        ["is too cold in the morning", "does not get warm", "is ice cold after two minutes"],
    ),
    "bill": (
        ["De rekening", "De maandelijkse factuur", "Het tarief"],
        ["is veel te hoog geworden", "klopt niet, ik betaalde te veel geld", "is te duur voor ons"],
        ["The bill", "The monthly invoice", "The price"],
        ["has become far too high", "is wrong, I paid too much money", "is too expensive for us"],
    ),
}


@pytest.fixture(scope="session")
def planted() -> pd.DataFrame:
    """72 answers about four themes, half Dutch and half English: ``answer text theme language``."""
    rows = [
        {"text": f"{subject} {predicate}.", "theme": theme, "language": language}
        for theme, (subjects, predicates, *english) in THEMES.items()
        for language, parts in (("nl", (subjects, predicates)), ("en", english))
        for subject, predicate in product(*parts)
    ]
    frame = pd.DataFrame(rows)
    frame.insert(0, "answer", [f"a{number:03}" for number in range(len(rows))])
    return frame


@pytest.fixture(scope="session")
def by_words() -> Encoder:
    """An encoder that gives near vectors to texts with the same words."""

    def encode_by_words(texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), 256), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in plain_form(text).split():
                vectors[row, crc32(word.encode()) % 256] += 1
        return vectors

    return encode_by_words
