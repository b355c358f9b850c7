"""The tables that tell how far a board can be believed: their columns, and how they are filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from vocbench.analysis.markers import Level, Subject, survives, survives_without, top_share
from vocbench.analysis.survey import wilson
from vocbench.analysis.weights import Heard, Weight

Contract = Mapping[str, Any]
"""Column name → pandas dtype, in order. ``Any``: the stubs know dtypes only as literals."""

_SHARE: Contract = {
    "respondents": "int64",
    "n": "int64",
    "share": "float64",
    "low": "float64",
    "high": "float64",
}

_EVIDENCE: Contract = {
    "quotes": "int64",  # different passages of customers that bear it out
    **_SHARE,  # k customers of N, with the 95% Wilson interval; missing where nobody bears it out
    "contradictions": "int64",  # different passages of customers that speak against it
    "qualifications": "int64",  # … that hold it within bounds
    "say_do_gaps": "int64",  # customers who say one thing and do another
    "employees": "int64",  # people, not passages, as the next two
    "selves": "int64",  # of the team, speaking as customers
    "outside": "int64",  # customers whom the board is not about
    "top_share": "float64",  # of the quotes, by the customer with most of them
    "last_evidence": "str",  # day of the newest passage of a customer
    "age_days": "Int64",  # of that
}

NOTES: Contract = {
    "note": "str",  # id
    "region": "str",
    "text": "str",
    "origin": "str",
    "standing": "str",  # proposed or accepted
    **_EVIDENCE,
    "survives": "boolean",  # stands without any one customer; missing where there is no second one
    "agreement": "float64",  # the lowest alpha of a code behind it; missing without two coders
    "stale": "str",  # what it rested on and lost
    "markers": "str",  # joined by a comma
}

_NOTES_IN: Contract = {
    "notes": "int64",  # that somebody accepted; only these count
    "imagined": "int64",  # notes that nothing bears out
    "surviving": "int64",  # notes that stand without any one customer
}

REGIONS: Contract = {"region": "str", **_NOTES_IN, **_EVIDENCE, "markers": "str"}

BOARD: Contract = {"board": "str", **_NOTES_IN, **_EVIDENCE, "empty_regions": "int64", "markers": "str"}

MARKERS: Contract = {
    "level": "str",  # note, region or board
    "id": "str",  # of the note, region or board
    "marker": "str",  # a value of ``model.marker.Marker``
    "n": "int64",  # how many: people, passages or days, as the marker counts
    "detail": "str",  # which: keys, a code, a group or a day
}

GROUPS: Contract = {
    "group": "str",  # missing where nobody knows the group
    "members": "int64",  # customers whom the board could be about
    **_SHARE,  # those whose words are on the board, for or against a note, of those who were heard
}

WITHOUT_ONE: Contract = {
    "note": "str",  # id
    "respondent": "str",  # the customer who is left out
    "quotes": "int64",  # what is left
    **_SHARE,
    "contradictions": "int64",
    "survives": "bool",
}


_PLAIN = frozenset({"int64", "float64", "bool"})
"""The dtypes of numpy itself."""

Row = tuple[Any, ...]
"""The cells of one row, in the order of its contract."""


def frame(contract: Contract, rows: Iterable[Row]) -> pd.DataFrame:
    """*rows* as a frame with the columns and dtypes of *contract*; "" becomes missing."""
    columns = list(zip(*rows, strict=True)) or [()] * len(contract)
    cells = zip(contract.items(), columns, strict=True)
    return pd.DataFrame({name: _column(values, dtype) for (name, dtype), values in cells}, copy=False)


def _column(values: Sequence[Any], dtype: Any) -> Any:  # noqa: ANN401 - as in Contract, and its array
    if dtype in _PLAIN:  # pandas takes four times as long for these
        return np.array(values, dtype=dtype)
    return pd.array([None if each == "" else each for each in values], dtype=dtype)


def notes_frame(notes: Iterable[Subject], markers: Iterable[Row]) -> pd.DataFrame:
    """The notes, with the columns of ``NOTES``; their markers from rows of ``MARKERS``."""
    named = _joined(markers)
    return frame(NOTES, (_note_row(each, named.get((Level.NOTE, each.id), "")) for each in notes))


def regions_frame(
    regions: Iterable[Subject], notes: Iterable[Subject], markers: Iterable[Row]
) -> pd.DataFrame:
    """The regions, with the columns of ``REGIONS``; their markers from rows of ``MARKERS``."""
    named, weights = _joined(markers), {each.id: each.weight for each in notes}
    return frame(
        REGIONS,
        ((*_gathered_row(each, weights), named.get((Level.REGION, each.id), "")) for each in regions),
    )


def board_frame(
    board: Subject, regions: Iterable[Subject], notes: Iterable[Subject], markers: Iterable[Row]
) -> pd.DataFrame:
    """The board, with the columns of ``BOARD``; its markers from rows of ``MARKERS``."""
    row = _gathered_row(board, {each.id: each.weight for each in notes})
    empty = sum(not each.notes for each in regions)
    return frame(BOARD, [(*row, empty, _joined(markers).get((Level.BOARD, board.id), ""))])


def without_one_frame(notes: Iterable[Subject]) -> pd.DataFrame:
    """What is left of each note without each of its customers, with the columns of ``WITHOUT_ONE``."""
    return frame(WITHOUT_ONE, (row for each in notes for row in _rows_without(each)))


def _joined(markers: Iterable[Row]) -> dict[tuple[str, str], str]:
    """The markers at each note, region and board, by level and id, joined by a comma."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for level, subject, marker, *_ in markers:
        found.setdefault((level, subject), {})[marker] = None
    return {key: ", ".join(each) for key, each in found.items()}


def _note_row(subject: Subject, markers: str) -> Row:
    (note,) = subject.notes
    head = (note.id, note.region, note.text, note.origin.value, note.standing.value)
    alpha = None if subject.agreement is None else subject.agreement.alpha
    return (*head, *_evidence(subject), survives(subject.weight), alpha, note.stale, markers)


def _gathered_row(subject: Subject, weights: Mapping[str, Weight]) -> Row:
    """A region or board: its notes in numbers, and what stands behind them."""
    behind = [weights[note.id] for note in subject.notes]
    imagined = sum(not weight.passages for weight in behind)
    surviving = sum(survives(weight) is True for weight in behind)
    return (subject.id, len(behind), imagined, surviving, *_evidence(subject))


def group_rows(groups: Mapping[str, str | None], weight: Weight, heard: Heard) -> Iterator[Row]:
    """Rows of ``GROUPS``, in the order in which groups first occur; the unknown one last."""
    members: dict[str | None, list[str]] = {}
    for customer, group in groups.items():
        members.setdefault(group, []).append(customer)
    for group in sorted(members, key=lambda each: each is None):
        with_voice = heard.everybody.intersection(members[group])
        yield (group, len(members[group]), *_share(len(with_voice & weight.customers), len(with_voice)))


def _rows_without(subject: Subject) -> Iterator[Row]:
    """Rows of ``WITHOUT_ONE``: a note without each customer who bears it out, in order of key."""
    weight = subject.weight
    if not weight.supports:
        return
    share = _share(len(weight.supports) - 1, weight.n - 1)
    quotes, against = weight.quotes, weight.contradicts.total()
    for customer, own in sorted(weight.supports.items()):
        left = (quotes - own, *share, against - weight.contradicts[customer])
        yield (subject.id, customer, *left, survives_without(weight, customer))


def _evidence(subject: Subject) -> Row:
    """The columns that notes, regions and the board share."""
    weight = subject.weight
    apart = (len(weight.employees), len(weight.selves), len(weight.outside))
    against = (weight.contradicts.total(), weight.qualifies.total(), len(subject.gaps))
    share = _share(len(weight.supports), weight.n)
    return (weight.quotes, *share, *against, *apart, top_share(weight), weight.last, subject.age_days)


def _share(k: int, n: int) -> Row:
    """k, n, the share and its interval; the last three unknown where nobody is."""
    return (k, n, k / n, *wilson(k, n)) if k else (k, n, None, None, None)
