"""Attributes of many respondents are kept by column and read by respondent."""

from __future__ import annotations

import pytest

from vocbench.errors import SourceError
from vocbench.model.attributes import AttributeColumn, attribute_rows
from vocbench.model.source import Respondent


def rows() -> list[dict[str, object]]:
    """Three respondents with two attributes, of which one does not know either."""
    columns = [
        AttributeColumn("segment", (None, "huur", "koop"), (1, 2, 0)),
        AttributeColumn("lid", (None, True), (1, 0, 0)),
    ]
    return [dict(Respondent("x", each).attributes) for each in attribute_rows(columns, 3)]


def test_each_respondent_has_what_is_known_of_them() -> None:
    """What is not known is no key."""
    assert rows() == [{"segment": "huur", "lid": True}, {"segment": "koop"}, {}]


def test_attributes_read_alike_in_every_way() -> None:
    """By name, by item and by length; an unknown one is missing."""
    (only,) = attribute_rows([AttributeColumn("a", (None, 1), (1,)), AttributeColumn("b", (None,), (0,))], 1)

    assert (only["a"], dict(only.items()), len(only), only.get("b")) == (1, {"a": 1}, 1, None)
    assert only == {"a": 1}
    with pytest.raises(KeyError):
        only["b"]


def test_what_no_attribute_can_hold_is_refused() -> None:
    """Columns are checked once, for all who share them."""
    with pytest.raises(SourceError, match=r"'a' .* is a list"):
        attribute_rows([AttributeColumn("a", ([],), (0,))], 1)  # type: ignore[arg-type]
