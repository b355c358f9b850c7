"""What of a study must not leave, as plain data that one process can hand to another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from vocbench.privacy.kinds import Kind
from vocbench.privacy.roster import Entry
from vocbench.privacy.withheld import Withheld


class Audience(StrEnum):
    """Who reads a report: those who do the study, who asked for it, or anybody."""

    TEAM = "team"
    CLIENT = "client"
    PUBLIC = "public"


@dataclass(frozen=True)
class Confidential:
    """What of one project must not leave; ``project.confidential()`` gives it.

    Args:
        entries: the names that the study knows, with what stands in their place.
        quotable: keys of the respondents whose words anybody may read.
        shareable: keys of those whose words the client may read.
        withdrawn: keys of those who took their consent back.
        not_quotable: the words of all who are not quotable.
        not_shareable: the words of all who are not shareable.
        taken_back: the words of those who withdrew.
        people: attributes of each respondent as they are shown.
        reviewed: words in small letters that a person found to be no names.
        language: of what stands in the place of names.
    """

    entries: tuple[Entry, ...] = ()
    quotable: frozenset[str] = frozenset()
    shareable: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    not_quotable: Withheld = field(default_factory=Withheld)
    not_shareable: Withheld = field(default_factory=Withheld)
    taken_back: Withheld = field(default_factory=Withheld)
    people: tuple[Mapping[str, str], ...] = ()
    reviewed: frozenset[str] = frozenset()
    language: str = "en"

    def quotable_for(self, audience: Audience) -> frozenset[str]:
        """Keys of the respondents whose words may reach an audience outside the team."""
        return self.shareable if audience is Audience.CLIENT else self.quotable

    def barred_for(self, audience: Audience) -> Withheld:
        """The words that must not reach an audience outside the team."""
        return self.not_shareable if audience is Audience.CLIENT else self.not_quotable

    def to_json(self) -> str:
        """This as JSON, for another process. It holds names: it is never written to disk."""
        content = {
            "entries": [[each.name, each.kind.value, each.label] for each in self.entries],
            "quotable": sorted(self.quotable),
            "shareable": sorted(self.shareable),
            "withdrawn": sorted(self.withdrawn),
            "not_quotable": _listed(self.not_quotable),
            "not_shareable": _listed(self.not_shareable),
            "taken_back": _listed(self.taken_back),
            "people": [dict(each) for each in self.people],
            "reviewed": sorted(self.reviewed),
            "language": self.language,
        }
        return json.dumps(content, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Confidential:
        """What :meth:`to_json` gave."""
        content = json.loads(text)
        return cls(
            entries=tuple(Entry(name, Kind(kind), label) for name, kind, label in content["entries"]),
            quotable=frozenset(content["quotable"]),
            shareable=frozenset(content["shareable"]),
            withdrawn=frozenset(content["withdrawn"]),
            not_quotable=Withheld(*map(frozenset, content["not_quotable"])),
            not_shareable=Withheld(*map(frozenset, content["not_shareable"])),
            taken_back=Withheld(*map(frozenset, content["taken_back"])),
            people=tuple(content["people"]),
            reviewed=frozenset(content["reviewed"]),
            language=content["language"],
        )


def _listed(words: Withheld) -> list[list[int]]:
    return [sorted(words.runs), sorted(words.wholes)]
