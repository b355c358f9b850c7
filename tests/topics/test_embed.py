"""Texts become vectors, whatever they hold."""

from collections.abc import Sequence

import numpy as np
import pytest

from vocbench.errors import TopicsError
from vocbench.topics.embed import Encoder, Vectors, embed, encoder_name, prepare, universal_encoder


@pytest.mark.parametrize(
    ("text", "prepared"),
    [
        ("DE WACHTTIJD WAS TE LANG", "de wachttijd was te lang"),
        ("De NS is op tijd", "De NS is op tijd"),
        ("KPN", "KPN"),
        ("Top 👍🏽 gedaan", "Top gedaan"),
        ("half \ud83d emoji", "half emoji"),
        ("te  lang\n\tgewacht", "te lang gewacht"),
        ("a" * 100_000, "a" * 2_000),
    ],
)
def test_text_is_prepared_for_the_model(text: str, prepared: str) -> None:
    """Shouting is lowered, unknown signs go, and what is too long is cut."""
    assert prepare(text) == prepared


def test_equal_texts_are_encoded_once() -> None:
    """The encoder sees each prepared text once; every text still gets its vector."""
    seen: list[str] = []

    def encode(texts: Sequence[str]) -> Vectors:
        seen.extend(texts)
        return np.asarray([[len(text), 1] for text in texts], dtype=np.float32)

    vectors = embed(["kort", "wat langer", "kort"], encode)

    assert seen == ["kort", "wat langer"]
    assert (vectors[0] == vectors[2]).all()
    assert not (vectors[0] == vectors[1]).all()


def test_vectors_have_length_one(by_words: Encoder) -> None:
    """Whatever the encoder's scale, vectors come out with length 1; zeros stay zero."""
    lengths = np.linalg.norm(embed(["een twee drie", "vier"], by_words), axis=1)
    silent = embed(["stil"], lambda texts: np.zeros((len(texts), 4), dtype=np.float32))

    assert lengths == pytest.approx(1.0)
    assert (silent == 0).all()


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        (np.zeros(3, dtype=np.float32), "shape"),
        (np.zeros((2, 5), dtype=np.float32), "shape"),
        (np.full((3, 5), np.nan, dtype=np.float32), "finite"),
    ],
)
def test_encoder_that_returns_nonsense_is_named(answer: Vectors, complaint: str) -> None:
    """An encoder with another number of rows, or with numbers that are none, is an error."""
    with pytest.raises(TopicsError, match=complaint):
        embed(["a", "b", "c"], lambda _texts: answer)


def test_universal_encoder_is_blind_to_language() -> None:
    """A sentence is nearer its translation than another sentence in its own language."""
    dutch, english, other = embed(
        ["De medewerkers waren erg vriendelijk", "The staff were very friendly", "De rekening is te hoog"],
        universal_encoder(),
    )

    assert dutch @ english > 0.7
    assert dutch @ other < 0.4


def test_encoder_has_a_name(by_words: Encoder) -> None:
    """A report can say which encoder made the vectors."""
    assert encoder_name(None).startswith("Universal Sentence Encoder")
    assert encoder_name(by_words) == "encode_by_words"
