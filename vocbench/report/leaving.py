"""How a page leaves: through the gate, for an audience."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from vocbench.errors import ReportError
from vocbench.privacy.confidential import Audience
from vocbench.privacy.gate import Finding, Gate, Piece, Place, Reason
from vocbench.privacy.page import clean_page


def through_gate(made: str, gate: Gate, name: str) -> tuple[str, list[str]]:
    """The page as it may leave, and what was replaced in it.

    Args:
        made: the page.
        gate: for its audience.
        name: of the file that the page is made from, or for.

    Raises:
        ReportError: something in it may not leave, or the name of the file may not.
    """
    stem = Path(name).stem
    cleaned = clean_page(gate, made, where=stem)
    named = gate.inspect(Piece(Place.FILE_NAME, name, stem))
    stopped = [*(each for each in named if each.stops), *cleaned.stopped]
    if stopped:
        # Missing consent is told along: it would be the next thing to do, a run of the notebook later.
        unasked = [each for each in cleaned.replaced if each.reason is Reason.NO_CONSENT]
        sentences = [*_summed(_once(stopped)), *_summed(unasked)]
        listed = " ".join(f"{number}. {each}" for number, each in enumerate(sentences, start=1))
        raise ReportError(f"{name}: the report was not written, as names might leave with it. {listed}")
    return cleaned.page, _summed([*cleaned.replaced, *cleaned.told])


def _summed(findings: Sequence[Finding]) -> list[str]:
    """A sentence for all findings of one kind; a report may hold a name a hundred times."""
    kinds: dict[tuple[str, str, str], list[Finding]] = {}
    for each in findings:
        kinds.setdefault((each.where, each.reason, each.remedy), []).append(each)
    return [
        f"{where} ({', '.join(dict.fromkeys(each.place for each in found))}): "
        f"{reason}: {_counted([each.shown for each in found])}. {remedy}"
        for (where, reason, remedy), found in kinds.items()
    ]


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, each thing once, whatever the places it stands in."""
    places: dict[tuple[Reason, str], Finding] = {}
    for each in findings:
        places.setdefault((each.reason, each.shown), each)
    return list(places.values())


def _counted(shown: Sequence[str]) -> str:
    """Each thing once, with how often it was found where that is more than once."""
    return ", ".join(f"{thing} ({n} times)" if n > 1 else thing for thing, n in Counter(shown).items())


def audience_of(wanted: Audience | str) -> Audience:
    """The audience that is wanted.

    Raises:
        ReportError: there is no such audience.
    """
    try:
        return Audience(wanted)
    except ValueError:
        *first, last = Audience
        known = f"{', '.join(first)} or {last}"
        raise ReportError(f"Reports are made for {known}, not for {wanted!r}.") from None
