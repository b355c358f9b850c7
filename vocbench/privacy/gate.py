"""The gate: what may leave in a report, what is replaced, and what is stopped, with the reason.

A gate holds plain data of the projects behind a report, so that it can be made in one process and
used in another: ``Gate(Audience.PUBLIC, [project.confidential()])``. Whole pages go through ``privacy.page``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from vocbench.privacy.confidential import Audience, Confidential
from vocbench.privacy.find import Finder, Tier
from vocbench.privacy.grids import Grid
from vocbench.privacy.images import without_metadata
from vocbench.privacy.kinds import Hit, Kind
from vocbench.privacy.mentions import Mentions
from vocbench.privacy.review import find_suspects
from vocbench.privacy.roster import Entry
from vocbench.privacy.smallcells import LEAST, Groups, group_words
from vocbench.privacy.tables import Hidden, hidden_in
from vocbench.privacy.withheld import Withheld


class Place(StrEnum):
    """Where something stands in a report."""

    TEXT = "text"
    QUOTE = "quote"
    TABLE = "table"
    ALT = "alt text"
    METADATA = "metadata"
    FILE_NAME = "file name"
    KERNEL = "kernel name"
    IMAGE = "image"


class Reason(StrEnum):
    """Why something is stopped or replaced."""

    NAME = "name"
    IDENTIFIER = "identifier"
    NO_CONSENT = "no consent"
    WITHDRAWN = "consent withdrawn"
    SMALL_CELL = "small group"
    NOT_REVIEWED = "not reviewed"
    HIDDEN_DATA = "hidden data"


@dataclass(frozen=True, slots=True)
class Piece:
    """Something of a report that is about to leave.

    Args:
        place: what it is.
        where: for people, such as ``"cell 3"`` or ``"report.html"``.
        content: the words; the bytes of an image.
        respondent: whose words it holds, by key, where that is known.
        attributes: of the person or group that it speaks of: name to value as it is shown.
    """

    place: Place
    where: str
    content: str | bytes
    respondent: str | None = None
    attributes: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the gate found.

    ``shown`` is enough to find it and too little to give it away, such as ``"M… (7 characters)"``.
    ``start`` and ``end`` say where it stands in the content of its piece. ``replacement`` is what stands
    there instead, ``None`` where nothing may. ``stops`` says whether it may not leave as it is; otherwise
    it is only told.
    """

    reason: Reason
    place: Place
    where: str
    shown: str
    remedy: str
    start: int
    end: int
    replacement: str | None
    stops: bool

    def __str__(self) -> str:
        """One line for people: where, what, why, what now."""
        return f"{self.where}, {self.place}: {self.reason}, {self.shown}. {self.remedy}"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A piece as it may leave: ``content``, ``None`` where nothing of it may.

    ``replaced`` lists what was replaced in it; ``stopped`` what no replacement is enough for, so that the
    report may not be written; ``told`` what is only worth knowing.
    """

    content: str | bytes | None
    replaced: tuple[Finding, ...] = ()
    stopped: tuple[Finding, ...] = ()
    told: tuple[Finding, ...] = ()


LEFT_OUT = {"en": "[quote left out: no consent]", "nl": "[citaat weggelaten: geen toestemming]"}
_HIDDEN = "…"
_NAMES = frozenset({Kind.PERSON, Kind.PLACE, Kind.ORGANISATION})
_PUBLIC_HOSTS = frozenset({"doi.org", "w3.org", "xplane.com", "gamestorming.com", "creativecommons.org"})
_NEUTRAL_KERNEL = re.compile(r"|(?:i?python|ipykernel)\s*3?(?:\s*\(ipykernel\))?", re.IGNORECASE)
_AXIS = re.compile(r"(?<=values: ).*")  # what drawing libraries say of an axis: a list, not a sentence
_BARE = frozenset({Place.FILE_NAME, Place.METADATA})  # where brackets and blanks would be in the way
_TELLING = frozenset({Place.TEXT, Place.ALT, Place.TABLE})
_READ = frozenset({Place.TEXT, Place.QUOTE, Place.TABLE, Place.ALT, Place.FILE_NAME})


class Gate:
    """Decides what of a report may leave.

    For the team, only what was taken back and what pictures hide is kept in; the rest is told. For anybody
    else, names and identifiers get pseudonyms, quotes without consent and attributes of small groups are
    left out, and a word that may be a name and that nobody reviewed stops the report. The client gets the
    quotes as well of those who agreed to that and to no more.

    Args:
        audience: who will read it.
        confidential: of each project behind the report; without any, what has a form is found all the same.
        least_group: how many people must share what is told of somebody.
        extra: one more tier, such as ``privacy.names.dutch_names()``.
    """

    def __init__(
        self,
        audience: Audience,
        confidential: Iterable[Confidential] = (),
        *,
        least_group: int = LEAST,
        extra: Tier | None = None,
    ) -> None:
        studies = list(confidential)
        self.audience = audience
        self.language = studies[0].language if studies else "en"
        self._least = least_group
        self._finder = Finder(_entries(studies), extra=extra)
        self._reviewed = frozenset().union(*(each.reviewed for each in studies))
        self._groups = [Groups(each.people, signed=self._reviewed) for each in studies]
        self._mentions = [Mentions(each, least=least_group) for each in self._groups]
        self._quotable = frozenset().union(*(each.quotable_for(audience) for each in studies))
        self._withdrawn = frozenset().union(*(each.withdrawn for each in studies))
        self._barred: list[tuple[Reason, Withheld]] = [
            (Reason.WITHDRAWN, each.taken_back) for each in studies
        ]
        if self.leaves_team:
            self._barred += [(Reason.NO_CONSENT, each.barred_for(audience)) for each in studies]

    @property
    def leaves_team(self) -> bool:
        """Whether others than those who do the study read what passes."""
        return self.audience is not Audience.TEAM

    def bars(self, respondent: str) -> Reason | None:
        """Why the words of the respondent with this key must not leave; ``None`` where they may."""
        if respondent in self._withdrawn:
            return Reason.WITHDRAWN
        return Reason.NO_CONSENT if self.leaves_team and respondent not in self._quotable else None

    def points_at_somebody(self, attributes: Mapping[str, str]) -> bool:
        """Whether fewer people than the gate asks for share these attributes."""
        return self.leaves_team and any(each.is_small(attributes, least=self._least) for each in self._groups)

    def hidden_in(self, grid: Grid) -> list[Hidden]:
        """What of a table must not be told, as it is about too few people."""
        if not self.leaves_team:
            return []
        return [each for groups in self._groups for each in hidden_in(grid, groups, least=self._least)]

    def hidden(self, where: str, names: Iterable[str]) -> Finding:
        """That what a table tells of a small group, by the attributes *names*, was hidden."""
        remedy = f"Fewer than {self._least} people share this; it was hidden there."
        piece = Piece(Place.TABLE, where, "")
        return _finding(piece, Reason.SMALL_CELL, ", ".join(names), remedy, (0, 0), instead=_HIDDEN)

    def inspect(self, piece: Piece) -> list[Finding]:
        """What must not leave in *piece*, in the order in which it stands there."""
        if isinstance(piece.content, bytes):
            return [*self._of_group(piece), *_of_picture(piece, piece.content)]
        if piece.place is Place.KERNEL:
            return _of_kernel(piece, piece.content)
        barred = self.bars(piece.respondent) if piece.respondent is not None else None
        if barred:
            return [self._left_out(piece, barred, 0, len(piece.content))]
        return [*self._of_group(piece), *self._of_words(piece, piece.content)]

    def known_names(self, piece: Piece) -> list[Finding]:
        """The names of the roster in *piece*, whatever it is; faster than all that ``inspect`` looks for."""
        text = piece.content if isinstance(piece.content, str) else ""
        return [self._identified(piece, text, hit) for hit in self._finder.known(text)]

    def withheld(self, piece: Piece) -> list[Finding]:
        """The words in *piece* that may not be quoted, and nothing else that ``inspect`` looks for."""
        return list(self._of_barred(piece, piece.content)) if isinstance(piece.content, str) else []

    def clean(self, piece: Piece) -> Cleaned:
        """The piece with pseudonyms where these are enough, and what was found."""
        return self.sorted_out(piece.content, self.inspect(piece))

    @staticmethod
    def sorted_out(content: str | bytes, findings: Iterable[Finding]) -> Cleaned:
        """The content with what can be replaced replaced, of findings that ``inspect`` gave of it."""
        found = list(findings)
        replaced = tuple(each for each in found if each.stops and each.replacement is not None)
        stopped = tuple(each for each in found if each.stops and each.replacement is None)
        told = tuple(each for each in found if not each.stops)
        left: str | bytes | None
        if isinstance(content, str):
            left = _with_replacements(content, replaced)
        else:
            left = None if stopped else without_metadata(content)[0]
        return Cleaned(left, replaced, stopped, told)

    def _of_words(self, piece: Piece, text: str) -> list[Finding]:
        found = list(self._of_barred(piece, text))
        text = _masked(text, found)
        hits = [hit for hit in self._finder.find(text) if not self._is_public_address(text, hit)]
        named = [self._identified(piece, text, hit) for hit in hits]
        found += named
        if self.leaves_team and piece.place in _READ:
            found += self._of_suspects(piece, _masked(text, named))
            found += self._of_mentions(piece, text)
        return sorted(found, key=lambda each: each.start)

    def _of_barred(self, piece: Piece, text: str) -> Iterator[Finding]:
        taken: set[int] = set()
        for reason, words in self._barred:
            for start, end in words.find(text):
                if taken.isdisjoint(range(start, end)):
                    taken.update(range(start, end))
                    yield self._left_out(piece, reason, start, end)

    def _left_out(self, piece: Piece, reason: Reason, start: int, end: int) -> Finding:
        remedy = (
            "It was left out. If they agreed to be quoted, record it: "
            "project.set_consent([...], scopes=['quote anonymously'], date='...'). "
            "project.consents() tells whose is missing."
        )
        if reason is Reason.WITHDRAWN:
            remedy = "It was left out, as the participant took the consent back."
        shown = "a passage"
        return _finding(piece, reason, shown, remedy, (start, end), instead=LEFT_OUT[self.language])

    def _identified(self, piece: Piece, text: str, hit: Hit) -> Finding:
        is_name = hit.kind in _NAMES
        words = hit.placeholder(self.language)
        if piece.place in _BARE:
            words = words.strip("[]")
        made = _finding(
            piece,
            Reason.NAME if is_name else Reason.IDENTIFIER,
            f"{hit.kind} {_mask(text[hit.start : hit.end])}",
            f"It became {words}." if self.leaves_team else "It would become a pseudonym for the public.",
            (hit.start, hit.end),
            instead=words,
        )
        return made if self.leaves_team else replace(made, stops=False)

    def _is_public_address(self, text: str, hit: Hit) -> bool:
        """Whether *hit* is a web address that everybody knows, or that a person reviewed."""
        if hit.kind is not Kind.URL:
            return False
        host = re.sub(r"^(?:https?://)?(?:www\.)?([^/:?#]*).*", r"\1", text[hit.start : hit.end].lower())
        return host in self._reviewed | _PUBLIC_HOSTS

    def _of_suspects(self, piece: Piece, text: str) -> Iterator[Finding]:
        """Words that may be names. They are shown whole: the person who decides has to read them."""
        if piece.place is Place.FILE_NAME:
            text = text.replace("_", ".")
        text = _AXIS.sub(lambda listed: listed[0].replace(", ", "; ").replace("with ", "with:"), text)
        remedy = (
            "Open the project and tell who it is: project.add_to_roster([...]) with the names among them, "
            "then project.sign_review(not_names=[...]) with the others."
        )
        for match in find_suspects(text, reviewed=self._reviewed):
            yield _finding(piece, Reason.NOT_REVIEWED, repr(match[0]), remedy, match.span(), instead=None)

    def _of_mentions(self, piece: Piece, text: str) -> Iterator[Finding]:
        """Small groups that a sentence tells of. Only a person can say it otherwise."""
        if piece.place not in _TELLING or piece.respondent is not None:
            return
        for each in (found for mentions in self._mentions for found in mentions.find(_AXIS.sub("", text))):
            words = group_words(each.attributes.values())
            remedy = (
                f"Fewer than {self._least} people share this. Say it of a wider group or without these "
                "attributes; or decide that it may be told: project.sign_groups([...]) with these words."
            )
            yield _finding(
                piece, Reason.SMALL_CELL, repr(words), remedy, (each.start, each.end), instead=None
            )

    def _of_group(self, piece: Piece) -> Iterator[Finding]:
        if piece.attributes and self.points_at_somebody(piece.attributes):
            remedy = f"Fewer than {self._least} people share this. Show fewer attributes or wider classes."
            names = ", ".join(piece.attributes)
            yield _finding(piece, Reason.SMALL_CELL, names, remedy, (0, 0), instead=None)


def _finding(
    piece: Piece,
    reason: Reason,
    shown: str,
    remedy: str,
    span: tuple[int, int],
    *,
    instead: str | None,
) -> Finding:
    """What was found in *piece*; it stops as long as nobody says otherwise."""
    return Finding(reason, piece.place, piece.where, shown, remedy, *span, instead, stops=True)


def _entries(studies: Iterable[Confidential]) -> Iterator[Entry]:
    """The names of all studies; the labels of a second study get a letter, as P01 is somebody else there."""
    for number, study in enumerate(studies):
        for entry in study.entries:
            label = entry.label if number == 0 else entry.label.replace("[", f"[{chr(65 + number)}.", 1)
            yield replace(entry, label=label)


def _of_kernel(piece: Piece, name: str) -> list[Finding]:
    if _NEUTRAL_KERNEL.fullmatch(name.strip()):
        return []
    remedy = "It became python3: the name of an environment tells of who made it."
    return [_finding(piece, Reason.HIDDEN_DATA, _mask(name), remedy, (0, len(name)), instead="python3")]


def _of_picture(piece: Piece, picture: bytes) -> list[Finding]:
    try:
        _, removed = without_metadata(picture)
    except ValueError as error:
        remedy = "What it hides cannot be taken out. Save it as PNG or JPEG."
        return [_finding(piece, Reason.HIDDEN_DATA, str(error), remedy, (0, len(picture)), instead=None)]
    remedy = "It was taken out of the picture."
    return [
        _finding(piece, Reason.HIDDEN_DATA, f"{name} of a picture", remedy, (0, 0), instead="")
        for name in removed
    ]


def _with_replacements(text: str, findings: Iterable[Finding]) -> str:
    pieces, at = [], 0
    for each in findings:
        pieces += [text[at : each.start], each.replacement or ""]
        at = each.end
    return "".join([*pieces, text[at:]])


def _masked(text: str, findings: Iterable[Finding]) -> str:
    """*text*, as long as it was, without what was found in it already."""
    for each in findings:
        text = f"{text[: each.start]}{'x' * (each.end - each.start)}{text[each.end :]}"
    return text


def _mask(words: str) -> str:
    return f"{words[:1]}{_HIDDEN} ({len(words)} characters)"
