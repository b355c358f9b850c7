"""The part of a project that tells where stakeholders say the opposite of insights and opportunities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from vocbench.analysis.stakeholders import Claim, Group, StakeholderViews, stakeholder_views
from vocbench.model.board import Kinship, Proof, Standing
from vocbench.project.chains import Grounds
from vocbench.project.insights import Insights
from vocbench.project.quotes import Quotes
from vocbench.storage import insights as store


class Stakeholders(Insights, Quotes):
    """Who bears out insights and opportunities, and who denies them."""

    def stakeholders(self, *, by: str | None = None) -> StakeholderViews:
        """What each stakeholder says of each insight and opportunity, and where two say the opposite.

        What a person says behind a note speaks for what rests on it; what contradicts it, or bears out a note
        that says the opposite, speaks against. An opportunity rests on the notes of all its insights. A
        stakeholder whom an opportunity names and of whom nobody speaks of it is listed as *unknown*.

        Args:
            by: an attribute of respondents that names stakeholders, such as ``"department"``; who has none is
                left out. ``None`` tells customers, employees and the team as customers apart.

        Returns:
            Frames ``views``, a row per claim and stakeholder, and ``conflicts``, a row per claim and two of
            them on opposite sides.

        Raises:
            NotFoundError: no respondent has that attribute.
        """
        group = _by_voice if by is None else self._by_attribute(by)
        with self._store.reading() as connection:
            return stakeholder_views(self._claims(connection), group)

    def _by_attribute(self, attribute: str) -> Group:
        values = self._values_of(attribute)

        def group(proof: Proof) -> str | None:
            value = values.get(proof.respondent or "")
            return None if value is None else str(value)

        return group

    def _claims(self, connection: Connection) -> list[Claim]:
        """The insights and then the opportunities, each with what is said for it and against it."""
        insights = store.load_insights(connection)
        notes = {each.id: each.notes for each in insights}
        known = self._grounds(connection, [note for several in notes.values() for note in several])
        opposites = _opposites(known)
        others = {note for several in opposites.values() for note in several} - known.keys()
        said = {**known, **self._grounds(connection, others)}
        claims = [
            Claim("insight", each.id, each.text, *_sides(each.notes, said, opposites)) for each in insights
        ]
        for each in store.load_opportunities(connection):
            below = dict.fromkeys(note for insight in each.insights for note in notes[insight])
            sides = _sides(below, said, opposites)
            claims.append(Claim("opportunity", each.id, each.text, *sides, stakeholder=each.stakeholder))
        return claims


def _sides(
    notes: Iterable[str], said: Grounds, opposites: Mapping[str, set[str]]
) -> tuple[list[Proof], list[Proof]]:
    """What is said behind some notes, and behind accepted ones that say the opposite of one of them."""
    own = list(notes)
    opposed = dict.fromkeys(other for note in own for other in sorted(opposites.get(note, ())))
    accepted = [each for each in opposed if said[each].note.standing is Standing.ACCEPTED]
    behind, against = ([proof for each in side for proof in said[each].proofs] for side in (own, accepted))
    return behind, against


def _by_voice(proof: Proof) -> str | None:
    return proof.voice.value if proof.respondent else None


def _opposites(known: Grounds) -> dict[str, set[str]]:
    """The notes that say the opposite of each note, by id."""
    found: dict[str, set[str]] = {}
    for board in {each.board.id: each.board for each in known.values()}.values():
        for kin in board.kin:
            if kin.kinship is Kinship.OPPOSITE:
                found.setdefault(kin.one, set()).add(kin.other)
                found.setdefault(kin.other, set()).add(kin.one)
    return found
