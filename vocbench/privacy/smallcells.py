"""Groups so small that what is said of them is said of somebody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from vocbench.privacy.words import words_of

LEAST = 5
"""People who must share what a report tells of somebody, where the study sets no other number."""

TOTALS = words_of("all total totals totaal totalen alle sum som everybody iedereen")
"""What tables call the group of everybody."""

_EVERYBODYS = words_of("yes no ja nee true false waar onwaar none other overig anders unknown onbekend nan nvt")
"""Values that say nothing without the name of their attribute."""


class Groups:
    """Counts who shares a combination of attributes.

    Args:
        people: the attributes of each respondent, name to value as it is shown.
        signed: small groups of which a person decided that they may be told of, as :func:`group_words`
            writes them.
    """

    def __init__(self, people: Iterable[Mapping[str, str]], *, signed: Collection[str] = ()) -> None:
        self._people = [_plain(each) for each in people]
        self._names = {name for each in self._people for name in each}
        self._signed = frozenset(signed)
        self._owners: dict[str, dict[str, None]] = {}
        for each in self._people:
            for name, value in each.items():
                if _is_telling(value):
                    self._owners.setdefault(value, {})[name] = None

    def known(self, shown: Mapping[str, str]) -> dict[str, str]:
        """Those of *shown* that are attributes of respondents."""
        return {name: value for name, value in shown.items() if _word(name) in self._names}

    def size(self, shown: Mapping[str, str]) -> int:
        """How many respondents have all of these values; attributes that nobody has do not count."""
        wanted = _plain(self.known(shown)).items()
        return sum(wanted <= each.items() for each in self._people)

    def is_small(self, shown: Mapping[str, str], *, least: int = LEAST) -> bool:
        """Whether *shown* points at somebody: fewer than *least* people have it, and there is one at all."""
        known = self.known(shown)
        return bool(known) and 0 < self.size(known) < least and not self.is_signed(known)

    def is_signed(self, shown: Mapping[str, str]) -> bool:
        """Whether a person decided that the group of these values may be told of."""
        return group_words(self.known(shown).values()) in self._signed

    def telling_values(self) -> Mapping[str, Collection[str]]:
        """The values that say which attribute they are of, in small letters: value to names of attributes."""
        return {value: names.keys() for value, names in self._owners.items()}

    def attribute_of(self, values: Iterable[str], *, fewest: int = 2) -> str | None:
        """The attribute that all of these are values of; ``None`` where there is none, or it cannot be told.

        Args:
            values: as they are shown; blanks and words for everybody do not count.
            fewest: how many different values it takes to be sure.
        """
        plain = {_word(each) for each in values} - TOTALS - {"", "–", "…"}
        if len(plain) < fewest:
            return None
        shared = [set(self._owners.get(each, ())) for each in plain]
        names = set.intersection(*shared) if shared else set()
        return min(names) if names else None


def group_words(values: Iterable[str]) -> str:
    """How a group is written where a person signs for it, whatever the order of its values.

    >>> group_words(["Nurse", "Lelystad"])
    'lelystad, nurse'
    """
    return ", ".join(sorted(map(_word, values)))


def hidden_cells(numbers: Sequence[Sequence[float | None]], small: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """The cells of a crosstab to hide: the small ones, and more where one could be computed from totals.

    A line with one hidden cell gives it away to who knows the total of the line, which stands beside it or
    elsewhere in the report. So the smallest other number of that line is hidden as well, until no line,
    along or across, has one hidden cell only.

    Args:
        numbers: rows of cells, totals included; ``None`` for a cell that holds no number.
        small: row and column of each cell that must be hidden.

    Returns:
        Row and column of each; without any in *small*, nothing.
    """
    hidden = set(small)
    lines = [[(row, column) for column in range(len(each))] for row, each in enumerate(numbers)]
    lines += [list(each) for each in zip(*lines, strict=True)]
    while lone := [line for line in lines if len(hidden.intersection(line)) == 1]:
        left = [(n, cell) for line in lone[:1] for cell in line if (n := numbers[cell[0]][cell[1]]) and cell not in hidden]
        if left:
            hidden.add(min(left)[1])
        lines = lines if left else [line for line in lines if line is not lone[0]]
    return hidden


def small_groups(
    people: Sequence[Mapping[str, str]], names: Sequence[str], *, least: int = LEAST
) -> list[tuple[dict[str, str], int]]:
    """The combinations of the attributes *names* that fewer than *least* people have, with their number."""
    groups = Groups(people)
    shown = {tuple((name, each[name]) for name in names if name in each): None for each in people}
    found = ((dict(each), groups.size(dict(each))) for each in shown if each)
    return [(each, n) for each, n in found if n < least]


def _is_telling(value: str) -> bool:
    try:
        float(value.replace(",", "."))
    except ValueError:
        return bool(value) and value not in _EVERYBODYS | TOTALS
    return False


def _word(text: str) -> str:
    return " ".join(text.split()).casefold()


def _plain(values: Mapping[str, str]) -> dict[str, str]:
    return {_word(name): _word(value) for name, value in values.items()}
