"""Markers: each has words in both languages."""

from __future__ import annotations

import pytest

from vocbench.model.marker import Marker


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("marker", Marker)
def test_each_marker_has_a_label_and_a_meaning(marker: Marker, language: str) -> None:
    """A label is short, and a meaning is a sentence."""
    assert 0 < len(marker.label(language)) <= 25
    assert marker.meaning(language).endswith(".")


def test_no_two_markers_look_alike() -> None:
    """Labels differ within a language, and between the languages."""
    labels = [marker.label(language) for marker in Marker for language in ("en", "nl")]

    assert len(set(labels)) == len(labels)
