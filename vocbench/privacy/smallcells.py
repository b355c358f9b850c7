"""Groups so small that what is said of them is said of somebody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from vocbench.privacy.words import words_of

LEAST = 5
"""People who must share what a report tells of somebody, where the study sets no other number."""

TOTALS = words_of("all total totals totaal totalen alle sum som everybody iedereen")
"""What tables call the group of everybody."""

_EVERYBODYS = words_of(
    "yes no ja nee true false waar onwaar none other overig anders unknown onbekend nan nvt"
)
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
        self._held = {pair for each in self._people for pair in each.items()}
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
        held = {name: value for name, value in shown.items() if self._is_held(name, value)}
        return bool(held) and 0 < self.size(held) < least and not self.is_signed(held)

    def _is_held(self, name: str, value: str) -> bool:
        """Whether it is what somebody has. The mean of an attribute, under its name, is not."""
        return (_word(name), _word(value)) in self._held

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


Place = tuple[int, int]
"""Row and column of a cell."""


def hidden_cells(
    numbers: Mapping[Place, float], lines: Iterable[Collection[Place]], small: Collection[Place]
) -> set[Place]:
    """The cells to hide of a table: the small ones, and more where one could be computed from totals.

    A line with one hidden cell gives it away to who knows the total of the line, which stands beside it or
    elsewhere in the report. So the smallest other number of that line is hidden as well, until no line
    has one hidden cell only.

    Args:
        numbers: what stands in each cell, totals included; cells without a number are left out.
        lines: cells that add up, such as those of a row and of a column.
        small: the cells that must be hidden.

    Returns:
        The place of each; without any in *small*, nothing.
    """
    hidden, open_lines = set(small), [frozenset(line) for line in lines]
    while lone := [line for line in open_lines if len(hidden & line) == 1]:
        # A cell where two such lines cross serves both; a zero hides nothing.
        others = [line for line in lone if line is not lone[0]]
        left = [
            (not any(cell in line for line in others), numbers[cell], cell)
            for cell in lone[0] - hidden
            if numbers.get(cell)
        ]
        if left:
            hidden.add(min(left)[-1])
        else:
            open_lines.remove(lone[0])
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
