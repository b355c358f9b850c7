"""What the codes are used for, as plain values."""

from __future__ import annotations

import pytest

from tests.talks import study, talk
from vocbench.errors import CodebookError
from vocbench.model.span import Span
from vocbench.project import Project

WORDS = "The export is slow and I lose my work."


@pytest.fixture
def project() -> Project:
    """Two interviews; code A three times, what hangs under it once, by two coders."""
    project = study(talk(("Ana", WORDS)), talk(("Bo", WORDS), name="p02"), codes=("A", "A/B"))
    for source, span, code, coder in (
        ("p02", (0, 3), "A", "A"),
        ("p01", (4, 10), "A", "A"),
        ("p01", (0, 3), "A", "B"),
        ("p01", (0, 3), "A/B", "A"),
    ):
        project.code(source, span=Span(*span), code=code, coder=coder)
    return project


def test_uses_are_counted_by_code_and_source(project: Project) -> None:
    """A code counts without those under it; sources come in the order of their adding, codes by path."""
    assert project.code_uses() == [("A", "p01", 2), ("A/B", "p01", 1), ("A", "p02", 1)]


def test_uses_of_one_coder_leave_others_out(project: Project) -> None:
    """A coder who works blind is counted alone."""
    assert project.code_uses(coder="B") == [("A", "p01", 1)]
    assert project.code_uses(coder="nobody") == []


def test_codings_of_a_code_are_in_their_order(project: Project) -> None:
    """By source and place; those of the codes under it are not among them."""
    assert [(each.source, each.span.start) for each in project.codings_with("A")] == [
        ("p01", 0),
        ("p01", 4),
        ("p02", 0),
    ]


def test_examples_come_first_however_few_are_asked(project: Project) -> None:
    """A limit never cuts an example off before it cuts an ordinary coding."""
    last = project.codings_with("A")[-1]
    project.mark_example(last.id)

    assert [each.id for each in project.codings_with("A", most=1)] == [last.id]
    assert project.codings_with("A")[0].id == last.id


def test_codings_of_one_coder(project: Project) -> None:
    """A coder who works blind is given only own codings."""
    assert [each.coder for each in project.codings_with("A", coder="B")] == ["B"]


def test_a_code_that_is_not_there_is_refused(project: Project) -> None:
    """The message names the nearest."""
    with pytest.raises(CodebookError, match="No code 'C'"):
        project.codings_with("C")
