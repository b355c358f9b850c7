"""A note of a board as a card that opens to its quotes, as HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from vocbench.model.board import (
    Details,
    EvidenceKind,
    Note,
    Origin,
    Proof,
    Relation,
    Standing,
    Tally,
    Voice,
    distinct,
    tally,
)
from vocbench.model.marker import Marker

MOST_QUOTES = 6
"""Quotes a note opens to; the rest is counted."""

_SAID_ELSEWHERE = frozenset({Marker.IMAGINED, Marker.STALE, Marker.EMPTY_REGION})
"""Markers that the picture shows in another way."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How many of the *n* customers who could have said it stand behind something.

    ``low`` and ``high`` bound the share; they are ``None`` where nobody could.
    """

    respondents: int
    n: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker in words: its label, and what it says here."""

    marker: Marker
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Cards:
    """What the cards of a board are made from: its evidence and how far that can be believed.

    Args:
        words: the words of the picture, by name.
        proofs: the evidence, by note.
        reaches: by note and by region, as far as known.
        marks: by note and by region; those of the board under "".
    """

    words: Mapping[str, str]
    proofs: Mapping[str, Sequence[Proof]]
    reaches: Mapping[str, Reach] = field(default_factory=dict)
    marks: Mapping[str, Sequence[Mark]] = field(default_factory=dict)

    def listed(self, notes: Sequence[Note]) -> str:
        """The notes of one region as a list; those of a group lie together under its heading."""
        groups = {note.group: [each for each in notes if each.group == note.group] for note in notes}
        items = "".join(
            self._group(title, inside) if title else "".join(map(self.card, inside))
            for title, inside in groups.items()
        )
        return f'<ul class="voc-notes">{items}</ul>'

    def _group(self, title: str, notes: Sequence[Note]) -> str:
        inside = "".join(map(self.card, notes))
        return (
            f'<li class="voc-group"><p class="voc-group-title">{escape(title)}</p>'
            f'<ul class="voc-notes">{inside}</ul></li>'
        )

    def card(self, note: Note) -> str:
        """One note: its words, what to know about it, and its quotes folded away."""
        proofs = self.proofs.get(note.id, ())
        found = tally(proofs)
        opened = self._opened(note, found, distinct(proofs)) if proofs else ""
        return (
            f'<li class="voc-note" id="voc-note-{escape(note.id)}" '
            f'data-origin="{self.origin_of(note).name.lower()}" data-standing="{note.standing.value}">'
            f'<p class="voc-words">{escape(note.text)}</p>{self._tags(note, found)}{self.marked(note.id)}'
            f"{self.bar(self.reaches.get(note.id))}{opened}</li>"
        )

    def origin_of(self, note: Note) -> Origin:
        """Where a note comes from; whatever nothing bears out is imagined."""
        is_borne_out = any(each.relation is Relation.SUPPORTS for each in self.proofs.get(note.id, ()))
        return note.origin if is_borne_out else Origin.IMAGINED

    # -- what to know about it ------------------------------------------------------------

    def _tags(self, note: Note, found: Tally) -> str:
        tags = [
            *([self.words["proposal"]] if note.standing is Standing.PROPOSED else []),
            *self._origin(note, found),
            *([self.words["stale"].format(what=note.stale)] if note.stale else []),
            *self._details(note.details),
            *([self._share("sure", note.confidence)] if note.confidence is not None else []),
            *([self.count("vote", "votes", len(note.votes))] if note.votes else []),
        ]
        items = "".join(f'<span class="voc-tag">{escape(tag)}</span>' for tag in tags)
        return f'<p class="voc-tags">{items}</p>' if items else ""

    def _origin(self, note: Note, found: Tally) -> list[str]:
        if not found.quotes:
            return [self.words["imagined"]]
        return [] if note.origin is Origin.SAID else [self.words[f"origin_{note.origin.name.lower()}"]]

    def _details(self, known: Details) -> list[str]:
        tags = [] if known.channel is None else [self.words[f"channel_{known.channel.value}"]]
        if known.valence is not None:
            tags.append(self.words["feels"].format(valence=signed(known.valence, self.words)))
        if known.delay_days is not None:
            days = f"{known.delay_days:g}".replace(".", self.words["decimal"])
            tags.append(self.words["delay_one" if known.delay_days == 1 else "delay"].format(days=days))
        if known.is_measured is False:
            tags.append(self.words["unmeasured"])
        if known.owner:
            tags.append(self.words["owner"].format(who=known.owner))
        return tags

    def marked(self, key: str) -> str:
        """The markers of a note, a region or, for "", the board, as small labelled signs."""
        signs = "".join(
            f'<span class="voc-mark" data-marker="{each.marker.value}" title="{escape(each.meaning)}">'
            f"{escape(each.label)}</span>"
            for each in self.marks.get(key, ())
            if each.marker not in _SAID_ELSEWHERE
        )
        return f'<p class="voc-marks">{signs}</p>' if signs else ""

    # -- what stands behind it ------------------------------------------------------------

    def _opened(self, note: Note, found: Tally, proofs: Sequence[Proof]) -> str:
        """The counts of a note, which open to its quotes."""
        reach = self.reaches.get(note.id)
        shown = varied(proofs, MOST_QUOTES)
        rest = len(proofs) - len(shown)
        more = f"<p>{self.words['more_quotes'].format(n=rest)}</p>" if rest else ""
        return (
            f'<details class="voc-behind" id="voc-quotes-{escape(note.id)}">'
            f"<summary>{self._counts(note, found, proofs, reach)}</summary>"
            f"{self.interval(reach)}{''.join(map(self._quote, shown))}{more}</details>"
        )

    def _counts(self, note: Note, found: Tally, proofs: Iterable[Proof], reach: Reach | None) -> str:
        """How many quotes and people stand behind a note, and what speaks against it.

        A report makes a link to all quotes of what ``data-voc-quotes`` is around.
        """
        people = Counter(
            voice
            for voice, _ in {
                (each.voice, each.respondent)
                for each in proofs
                if each.relation is Relation.SUPPORTS and each.respondent is not None
            }
        )
        quotes = self.count("quote", "quotes", found.quotes) if found.quotes else self.words["no_quotes"]
        parts = [
            f'<span data-voc-quotes="note={escape(note.id)}">{quotes}</span>',
            self.reached(reach) or self.count("person", "people", people[Voice.CUSTOMER]),
        ]
        if people[Voice.EMPLOYEE]:
            parts.append(self.count("employee", "employees", people[Voice.EMPLOYEE]))
        if people[Voice.SELF]:
            parts.append(self.count("self", "selves", people[Voice.SELF]))
        if found.contradictions:
            against = self.words["against"].format(n=found.contradictions)
            parts.append(f'<span class="voc-against">{against}</span>')
        if found.qualifications:
            parts.append(self.words["qualified"].format(n=found.qualifications))
        return " · ".join(parts)

    def count(self, one: str, several: str, n: int) -> str:
        """*n* of something, in the words called *one* or *several*."""
        return self.words[one] if n == 1 else self.words[several].format(n=n)

    def reached(self, reach: Reach | None) -> str:
        """How many of how many customers; "" where nobody could have spoken."""
        if reach is None or not reach.n:
            return ""
        return self.words["reach_one" if reach.n == 1 else "reach"].format(k=reach.respondents, n=reach.n)

    def interval(self, reach: Reach | None) -> str:
        """The share of the customers with its interval; "" where nobody could have spoken."""
        if reach is None or not reach.n or reach.low is None or reach.high is None:
            return ""
        parts = {"share": reach.respondents / reach.n, "low": reach.low, "high": reach.high}
        words = self.words["interval"].format(**{name: f"{part:.0%}" for name, part in parts.items()})
        return f'<p class="voc-interval">{words}</p>'

    def bar(self, reach: Reach | None) -> str:
        """The share of the customers as a bar with its interval; the words stand beside it."""
        if reach is None or not reach.n or reach.low is None or reach.high is None:
            return ""
        return (
            '<span class="voc-reach" aria-hidden="true">'
            f'<i style="width:{reach.respondents / reach.n:.1%}"></i>'
            f'<b style="left:{reach.low:.1%};width:{reach.high - reach.low:.1%}"></b></span>'
        )

    def _share(self, word: str, share: float) -> str:
        return self.words[word].format(share=f"{share:.0%}")

    def _quote(self, proof: Proof) -> str:
        parts = [each for each in dict.fromkeys((proof.respondent, proof.source)) if each]
        if proof.voice is not Voice.CUSTOMER:
            parts.append(self.words[f"voice_{proof.voice.name.lower()}"])
        if proof.kind is EvidenceKind.TOPIC:
            parts.append(self.words["topic"])
        if proof.relation is not Relation.SUPPORTS:
            parts.append(self.words[proof.relation.value])
        return (
            f'<blockquote class="voc-{proof.relation.value}" data-voice="{proof.voice.name.lower()}" '
            f'data-voc-respondent="{escape(proof.respondent or "")}">'
            f"“{escape(proof.quote)}”<cite>{escape(' · '.join(parts))}</cite></blockquote>"
        )


def signed(valence: float, words: Mapping[str, str]) -> str:
    """A feeling from -2 to 2 with its sign, as the language writes it: ``+0.5``."""
    rounded = f"{valence:+.1f}".replace("-", "\N{MINUS SIGN}").replace(".", words["decimal"])
    return rounded if round(valence, 1) else rounded[1:]


def varied(proofs: Sequence[Proof], most: int) -> list[Proof]:
    """At most *most* of the proofs: each relation and many people, before anybody speaks twice.

    Those that support come first, then those that contradict, then those that qualify.
    """
    by_person = _taking_turns(proofs, lambda each: (each.relation, each.respondent))
    by_relation = _taking_turns(by_person, lambda each: each.relation)
    order = list(Relation)
    return sorted(by_relation[:most], key=lambda each: order.index(each.relation))


def _taking_turns(proofs: Sequence[Proof], key: Callable[[Proof], Hashable]) -> list[Proof]:
    """The first of each key, then the second of each, and so on."""
    seen: Counter[Hashable] = Counter()
    turns = []
    for each in proofs:
        turns.append(seen[key(each)])
        seen[key(each)] += 1
    return [each for _, each in sorted(zip(turns, proofs, strict=True), key=lambda pair: pair[0])]
