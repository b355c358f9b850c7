"""Thousands of invented answers, and an encoder that worker processes can import."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import pandas as pd

from vocbench.topics.content import plain_form
from vocbench.topics.embed import Vectors

THEMES = ("telefoon", "chauffeur", "douche", "rekening", "inloggen", "pakket")
RARE = "stalling"  # no longer than the others: length tells groups apart where no column does
_ENDINGS = (
    *("aan", "bak", "dop", "eer", "fles", "gang", "hok", "iep", "juk", "kast"),
    *("las", "maan", "nok", "oog", "plan", "rand", "slot", "tak", "uur", "vak"),
)
_WORDS_AN_ANSWER = 6


def words_of(theme: str) -> list[str]:
    """The twenty words that answers about *theme* are made of."""
    return [theme + ending for ending in _ENDINGS]


def many(n: int, *, n_rare: int = 0, seed: int = 1) -> pd.DataFrame:
    """*n* answers of six words: ``answer text theme wave``; those about the rare theme are in wave 9."""
    dice = random.Random(seed)  # noqa: S311 - material, not secrets
    themes = [dice.choice(THEMES) for _ in range(n - n_rare)] + [RARE] * n_rare
    rows = [
        (
            f"a{number:06}",
            " ".join(dice.sample(words_of(theme), _WORDS_AN_ANSWER)),
            theme,
            "9" if theme == RARE else "1",
        )
        for number, theme in enumerate(themes)
    ]
    return pd.DataFrame(rows, columns=["answer", "text", "theme", "wave"])


def by_words(texts: Sequence[str]) -> Vectors:
    """Vectors that are near for texts with the same words; each text has its own, whatever is beside it."""
    vectors = np.zeros((len(texts), 1024), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in plain_form(text).split():
            vectors[row, crc32(word.encode()) % 1024] += 1
    return vectors


def deadly_once(texts: Sequence[str]) -> Vectors:
    """As ``by_words``, but the first worker that is asked dies, and leaves a file to say so."""
    grave = Path(os.environ["VOCBENCH_TEST_GRAVE"])
    if os.getpid() != int(os.environ["VOCBENCH_TEST_MAIN"]):
        try:
            grave.touch(exist_ok=False)
        except FileExistsError:
            pass
        else:
            time.sleep(0.2)
            os._exit(1)
    return by_words(texts)
