"""Groups so small that what is said of them is said of somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

LEAST = 5
"""People who must share what a report tells of somebody, where the study sets no other number."""


class Groups:
    """Counts who shares a combination of attributes.

    Args:
        people: the attributes of each respondent, name to value as it is shown.
    """

    def __init__(self, people: Iterable[Mapping[str, str]]) -> None:
        self._people = [_plain(each) for each in people]
        self._names = {name for each in self._people for name in each}

    def known(self, shown: Mapping[str, str]) -> dict[str, str]:
        """Those of *shown* that are attributes of respondents."""
        return {name: value for name, value in shown.items() if _word(name) in self._names}

    def size(self, shown: Mapping[str, str]) -> int:
        """How many respondents have all of these values; attributes that nobody has do not count."""
        wanted = _plain(self.known(shown)).items()
        return sum(wanted <= each.items() for each in self._people)

    def is_small(self, shown: Mapping[str, str], *, least: int = LEAST) -> bool:
        """Whether *shown* points at somebody: fewer than *least* people have it, and there is one at all."""
        return bool(self.known(shown)) and 0 < self.size(shown) < least


def small_groups(
    people: Sequence[Mapping[str, str]], names: Sequence[str], *, least: int = LEAST
) -> list[tuple[dict[str, str], int]]:
    """The combinations of the attributes *names* that fewer than *least* people have, with their number."""
    groups = Groups(people)
    shown = {tuple((name, each[name]) for name in names if name in each): None for each in people}
    found = ((dict(each), groups.size(dict(each))) for each in shown if each)
    return [(each, n) for each, n in found if n < least]


def _word(text: str) -> str:
    return " ".join(text.split()).casefold()


def _plain(values: Mapping[str, str]) -> dict[str, str]:
    return {_word(name): _word(value) for name, value in values.items()}
