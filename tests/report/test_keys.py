"""Keys: what a number counts, from the names of columns and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocbench.report.keys import key_of, parts_of

NOTE = "0123456789abcdef" * 2
"""An id as the project makes them."""


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        ({"code": "Pains/Cost", "codings": 3}, {"code": "Pains/Cost"}),
        ({"code": "Pains", "source": "p01"}, {"code": "Pains", "source": "p01"}),
        ({"code": "Pains", "other": "Gains", "codings": 1}, {"code": "Pains", "other": "Gains"}),
        ({"note": NOTE, "region": "pains", "text": "Wet"}, {"note": NOTE}),
        ({"note": "We…", "region": "pains", "text": "Wet"}, {"region": "pains", "text": "Wet"}),
        ({"name": "water, tap", "code": ""}, {"name": "water, tap"}),
        ({"region": "pains", "text": "Wet"}, {"region": "pains", "text": "Wet"}),
        ({"name": "water, tap", "topic": 3}, {"name": "water, tap"}),
    ],
)
def test_a_row_says_what_its_numbers_count(row: dict[str, object], parts: dict[str, str]) -> None:
    """The columns that tell are taken, and the numbers are left."""
    key = key_of(row)

    assert key is not None
    assert parts_of(key) == parts


@pytest.mark.parametrize(
    "row",
    [
        {"source": "p01", "words": 3},
        {"code": "Pains", "segment": "huur", "respondents": 2},
        {"name": "water", "group": "2025"},
        {"code": None, "codings": 3},
        {"text": "an answer"},
    ],
)
def test_a_row_whose_passages_no_key_can_name_has_none(row: dict[str, object]) -> None:
    """No link is better than one to other quotes than were counted."""
    assert key_of(row) is None


@given(code=st.text(min_size=1), source=st.text(min_size=1))
def test_any_name_comes_back_from_a_key(code: str, source: str) -> None:
    """Signs that mean something in a key are only letters in a name."""
    key = key_of({"code": code, "source": source})

    assert key is not None
    assert parts_of(key) == {"code": code, "source": source}


def test_what_is_no_key_has_no_parts() -> None:
    """Words that somebody put into the page by hand name nothing."""
    assert parts_of("code=Pains&drop=table") == {}
