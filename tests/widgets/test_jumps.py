"""From a quote to its place in the transcript that is open."""

from __future__ import annotations

import pytest

from tests.talks import study, talk
from vocbench.errors import NotFoundError, SpanError
from vocbench.model.span import Span
from vocbench.project import Project
from vocbench.widgets.coding.widget import CodingWidget
from vocbench.widgets.jumps import jump


@pytest.fixture
def project() -> Project:
    """Two interviews."""
    return study(talk(("Ana", "It is slow.")), talk(("Bo", "I wait long."), name="p02"), codes=("Pains",))


def test_a_jump_selects_the_passage_where_its_transcript_is_open(project: Project) -> None:
    """Of two widgets, the one on that transcript shows it; the other stays as it is."""
    first, second = CodingWidget(project, "p01"), CodingWidget(project, "p02")

    assert jump(project, "p02", Span(0, 6)) is True
    assert (first.source, first.selection) == ("p01", None)
    assert (second.source, second.selection) == ("p02", Span(0, 6))


def test_a_jump_brings_its_transcript_where_another_is_open(project: Project) -> None:
    """The only widget switches, with the turns and codings of the other transcript."""
    made = project.code("p02", quote="wait", code="Pains")
    widget = CodingWidget(project, "p01")

    assert jump(project, "p02", Span(0, 6)) is True
    assert (widget.source, widget.selection) == ("p02", Span(0, 6))
    assert [turn["text"] for turn in widget.turns] == ["I wait long."]
    assert [coding["id"] for coding in widget.codings] == [made.id]


def test_a_jump_without_an_open_transcript_says_so(project: Project) -> None:
    """Neither a closed widget nor one on another project counts."""
    CodingWidget(project, "p01").close()
    elsewhere = CodingWidget(study(talk(("Cas", "Other."))), "p01")

    assert jump(project, "p01", Span(0, 2)) is False
    assert elsewhere.selection is None


def test_a_passage_that_the_transcript_does_not_have_is_refused(project: Project) -> None:
    """The error of the span comes through."""
    widget = CodingWidget(project, "p01")

    with pytest.raises(SpanError, match="ends after the text"):
        widget.show("p02", Span(0, 999))


def test_an_unknown_transcript_leaves_the_widget_as_it_was(project: Project) -> None:
    """Nothing switches halfway."""
    widget = CodingWidget(project, "p01")

    with pytest.raises(NotFoundError, match="p99"):
        widget.show("p99")

    assert widget.source == "p01"
    assert [turn["text"] for turn in widget.turns] == ["It is slow."]
