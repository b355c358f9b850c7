"""Pseudonyms that stay the same within a study, and the key that tells whose they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vocbench.errors import ReadError
from vocbench.privacy.kinds import WORDS, Hit, Kind
from vocbench.privacy.roster import is_code
from vocbench.privacy.words import folded

_CODE = re.compile(r"[a-z]{1,2}\d+(?![a-z\d])", re.IGNORECASE)
"""The number at the start of a key such as ``p03_yasmina``."""

_NAMED = (Kind.PERSON, Kind.PLACE, Kind.ORGANISATION)


@dataclass
class Pseudonyms:
    """Gives everybody a label of their own, and the same one again: ``[P03]``, ``[plaats-2]``.

    Args:
        language: of the labels.
        labels: what was given before, by kind and name; participants by their key.
    """

    language: str = "en"
    labels: dict[tuple[str, str], str] = field(default_factory=dict)

    def participant(self, key: str) -> str:
        """The label of the respondent with this key; a key that is a number stays what it is."""
        known = self.labels.get(("participant", key))
        if known is None:
            number = 1 + sum(kind == "participant" for kind, _ in self.labels)
            code = key if is_code(key) else (_CODE.match(key) or [f"P{number:02d}"])[0]
            known = f"[{code.upper()}]"
            while known in self.labels.values():
                known = f"[P{number:02d}]"
                number += 1
            self.labels["participant", key] = known
        return known

    def other(self, kind: Kind, name: str) -> str:
        """The label of somebody or something else, such as ``[plaats-2]``."""
        place = (kind.value, " ".join(folded(name).split()))
        if place not in self.labels:
            number = 1 + sum(known == kind.value for known, _ in self.labels)
            self.labels[place] = f"[{WORDS[self.language][kind]}-{number}]"
        return self.labels[place]

    def of(self, text: str, hits: Iterable[Hit]) -> list[Hit]:
        """*hits* in *text* with a label for each name that has none."""
        return [
            hit
            if hit.label or hit.kind not in _NAMED
            else Hit(hit.start, hit.end, hit.kind, self.other(hit.kind, text[hit.start : hit.end]))
            for hit in hits
        ]

    def to_json(self) -> str:
        """The key of the study: whose each label is. Keep it apart from what has the labels."""
        rows = [
            {"kind": kind, "name": name, "pseudonym": label} for (kind, name), label in self.labels.items()
        ]
        content = {"key": "vocbench pseudonyms", "language": self.language, "labels": rows}
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Pseudonyms:
        """What :meth:`to_json` gave.

        Raises:
            ReadError: it is no key of pseudonyms.
        """
        try:
            content = json.loads(text)
            rows: Iterable[Mapping[str, str]] = content["labels"]
            labels = {(each["kind"], each["name"]): each["pseudonym"] for each in rows}
            return cls(str(content["language"]), labels)
        except (ValueError, LookupError, TypeError):
            raise ReadError(
                "This is no key of pseudonyms. Put back the one that came with the study; a new key gives "
                "people other pseudonyms."
            ) from None
