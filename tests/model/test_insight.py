"""Insights, opportunities and actions as values."""

from __future__ import annotations

import pytest

from vocbench.errors import InsightError
from vocbench.model.insight import Action, Insight, MemberCheck, Opportunity, Validation, Verdict


def checked(*verdicts: Verdict) -> Insight:
    """An insight that was put to a participant per verdict."""
    checks = tuple(MemberCheck(f"p{number}", each) for number, each in enumerate(verdicts))
    return Insight("i1", "It is the waiting", checks=checks)


@pytest.mark.parametrize("kind", [Insight, Opportunity, Action])
def test_each_needs_words(kind: type[Insight | Opportunity | Action]) -> None:
    """Blanks are no words."""
    with pytest.raises(InsightError, match="needs words"):
        kind("x", " \n")


@pytest.mark.parametrize(
    ("verdicts", "n_waves", "expected"),
    [
        ((), 0, Validation.UNVALIDATED),
        ((), 1, Validation.UNVALIDATED),
        ((), 2, Validation.REPLICATED),
        ((Verdict.CONFIRMED,), 0, Validation.CONFIRMED),
        ((Verdict.CONFIRMED,), 2, Validation.CONFIRMED),
        ((Verdict.REJECTED,), 2, Validation.DISPUTED),
        ((Verdict.CONFIRMED, Verdict.REJECTED), 1, Validation.DISPUTED),
    ],
)
def test_it_is_unvalidated_until_people_were_asked_again(
    verdicts: tuple[Verdict, ...], n_waves: int, expected: Validation
) -> None:
    """A member check or a second wave validates; one rejection disputes, whoever confirmed."""
    assert checked(*verdicts).validation(n_waves=n_waves) is expected


def test_confirmations_are_counted() -> None:
    """Rejections are not among them."""
    assert checked(Verdict.CONFIRMED, Verdict.REJECTED, Verdict.CONFIRMED).confirmed == 2
