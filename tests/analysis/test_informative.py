"""Which answers to code next."""

from __future__ import annotations

import numpy as np

from vocbench.analysis import informative
from vocbench.analysis.informative import informative_order


def test_the_uncertain_come_first() -> None:
    """Of rows equally typical, the one the learner knows least about leads."""
    order = informative_order(np.eye(3, dtype=np.float32), np.array([0.1, 0.9, 0.5]))

    assert order.tolist() == [1, 2, 0]


def test_the_typical_come_before_the_odd() -> None:
    """Equally uncertain, a row with many neighbours leads and one on its own follows."""
    vectors = np.array([[0, 1], [1, 0], [1, 0], [1, 0]], dtype=np.float32)

    assert informative_order(vectors, np.ones(4))[0] == 1


def test_near_duplicates_do_not_fill_the_top() -> None:
    """After one of five alike rows, the different one is next."""
    vectors = np.array([[1, 0]] * 5 + [[0, 1]], dtype=np.float32)

    assert informative_order(vectors, np.ones(6))[:2].tolist() == [0, 5]


def test_every_row_has_one_place() -> None:
    """Beyond the look-ahead and the candidates too, nobody is lost or asked twice."""
    dice = np.random.default_rng(0)
    vectors = dice.normal(size=(informative._CANDIDATES + 300, 4)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)

    order = informative_order(vectors, dice.random(len(vectors)))

    assert sorted(order) == list(range(len(vectors)))


def test_no_rows_have_no_order() -> None:
    """An empty array comes back."""
    assert informative_order(np.zeros((0, 4)), np.zeros(0)).size == 0
