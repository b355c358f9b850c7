"""What participants agreed to, and which names a study knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a consent has a field called date
from enum import StrEnum

from vocbench.errors import SourceError


class Scope(StrEnum):
    """What a participant allows."""

    ANALYSE = "analyse"
    QUOTE = "quote anonymously"
    QUOTE_NAMED = "quote with name"
    CLIP = "play audio or video"
    RECONTACT = "contact again"
    SHARE = "share with client"
    ARCHIVE = "archive"


_QUOTES = frozenset({Scope.QUOTE, Scope.QUOTE_NAMED})


@dataclass(frozen=True, slots=True)
class Consent:
    """What one participant agreed to, with which version of the form, and when.

    Args:
        respondent: the participant's key.
        scopes: what is allowed; what is not named is not allowed.
        date: when it was given.
        form: which version of the form was signed.
        remove_after: the last day on which the material may be kept; ``None`` where the study set none.
        withdrawn: when the participant took the consent back, ``None`` where that did not happen.
    """

    respondent: str
    scopes: frozenset[Scope]
    date: Day
    form: str = ""
    remove_after: Day | None = None
    withdrawn: Day | None = None

    @property
    def allows_quotes(self) -> bool:
        """Whether the words may leave in a report for anybody."""
        return self.withdrawn is None and not self.scopes.isdisjoint(_QUOTES)

    @property
    def allows_sharing(self) -> bool:
        """Whether the words may leave in a report for the client."""
        return self.withdrawn is None and not self.scopes.isdisjoint({*_QUOTES, Scope.SHARE})


def scopes_of(names: Iterable[str]) -> frozenset[Scope]:
    """The scopes with these names.

    Raises:
        SourceError: there is no such scope; the message lists those there are.
    """
    known = {scope.value: scope for scope in Scope}
    asked = [names] if isinstance(names, str) else list(names)
    for name in asked:
        if name not in known:
            raise SourceError(f"No scope of consent is called {name!r}. There are: {', '.join(known)}.")
    return frozenset(known[name] for name in asked)


class NameKind(StrEnum):
    """What bears a name."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
