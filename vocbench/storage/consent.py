"""What participants agreed to, the names that a study knows, and what was reviewed, in the project file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from vocbench.errors import ConflictError, NotFoundError
from vocbench.model.consent import Consent, NameKind, scopes_of
from vocbench.model.source import text_hash
from vocbench.storage.codings import Speakers, Transcripts, load_codings
from vocbench.storage.history import Act, new_id, now
from vocbench.storage.memos import drop_memos
from vocbench.storage.schema import (
    answer,
    coding,
    consent,
    member_check,
    passage,
    respondent,
    review,
    review_word,
    roster_name,
    source,
)
from vocbench.storage.staleness import lose


@dataclass(frozen=True, slots=True)
class Review:
    """Who said of which words that they are no names; ``digest`` is that of the words."""

    who: str
    at: str
    digest: str
    words: tuple[str, ...]


def load_consents(connection: Connection) -> dict[str, Consent]:
    """What was recorded of each participant, by key, in order."""
    query = select(respondent.c.key, consent).join(consent, consent.c.respondent_id == respondent.c.id)
    return {
        row.key: Consent(
            respondent=row.key,
            scopes=scopes_of(row.scopes),
            date=date.fromisoformat(row.given),
            form=row.form,
            remove_after=_day(row.remove_after),
            withdrawn=_day(row.withdrawn),
        )
        for row in connection.execute(query.order_by(respondent.c.key))
    }


def withdrawn_keys(connection: Connection) -> list[str]:
    """The keys of those who took their consent back, in order."""
    query = select(respondent.c.key).join(consent, consent.c.respondent_id == respondent.c.id)
    return list(connection.scalars(query.where(consent.c.withdrawn.is_not(None)).order_by(respondent.c.key)))


def _day(kept: str | None) -> date | None:
    return None if kept is None else date.fromisoformat(kept)


def save_consents(act: Act, consents: Iterable[Consent]) -> None:
    """Keep these consents, each instead of what was recorded of that participant before.

    Raises:
        NotFoundError: there is no such respondent.
    """
    known = {row.respondent_id: row for row in act.connection.execute(select(consent))}
    fresh: list[dict[str, Any]] = []
    for each in consents:
        owner = respondent_id(act.connection, each.respondent)
        row = _row(each)
        if owner not in known:
            fresh.append({"id": new_id(), "respondent_id": owner, **row})
        elif row != {name: getattr(known[owner], name) for name in row}:
            act.update(consent, known[owner].id, **row)
    act.insert(consent, fresh)


def _row(value: Consent) -> dict[str, Any]:
    return {
        "scopes": sorted(value.scopes),
        "given": value.date.isoformat(),
        "form": value.form,
        "remove_after": value.remove_after.isoformat() if value.remove_after else None,
        "withdrawn": value.withdrawn.isoformat() if value.withdrawn else None,
    }


def respondent_id(connection: Connection, key: str) -> str:
    """The id of the respondent with this key.

    Raises:
        NotFoundError: there is none.
    """
    found = connection.scalar(select(respondent.c.id).where(respondent.c.key == key))
    if found is None:
        raise NotFoundError(
            f"The project has no respondent {key!r}. project.respondents() lists those there are."
        )
    return str(found)


def purge_quotes(act: Act, key: str, transcripts: Transcripts) -> int:
    """Take away all that quotes the respondent with this key, marking what rests on it; how many codings.

    Memos about the respondent, and about nothing but their words, go as well.

    Raises:
        NotFoundError: there is no such respondent.
    """
    owner = respondent_id(act.connection, key)
    theirs = [each.id for each in load_codings(act.connection, transcripts) if each.respondent == key]
    answers = list(act.connection.scalars(select(answer.c.id).where(answer.c.respondent_id == owner)))
    lose(act, coding, theirs)
    lose(act, answer, answers)
    marked = _passages_of(act.connection, key, answers, transcripts)
    drop_memos(act, [owner, *theirs, *answers, *marked])
    act.delete(passage, [[each] for each in marked])
    act.delete(coding, [[each] for each in theirs])
    checks = act.connection.scalars(select(member_check.c.id).where(member_check.c.respondent_id == owner))
    act.delete(member_check, [[each] for each in checks])
    return len(theirs)


def _passages_of(
    connection: Connection, key: str, answers: Collection[str], transcripts: Transcripts
) -> list[str]:
    """The ids of what is marked in the words of the respondent with this key."""
    speakers = Speakers(transcripts)
    query = select(passage, source.c.name).join(source, passage.c.source_id == source.c.id)
    return [
        row.id
        for row in connection.execute(query)
        if (row.answer_id in answers if row.answer_id else speakers.at(row.name, row.start)[1] == key)
    ]


def load_names(connection: Connection) -> list[tuple[str, NameKind, str | None]]:
    """The names that were added by hand, in order: name, kind, and key of whose name it is."""
    query = select(roster_name.c.name, roster_name.c.kind, respondent.c.key).outerjoin(
        respondent, roster_name.c.respondent_id == respondent.c.id
    )
    rows = connection.execute(query.order_by(roster_name.c.name))
    return [(name, NameKind(kind), key) for name, kind, key in rows]


def add_names(act: Act, names: Iterable[str], kind: NameKind, *, key: str | None) -> None:
    """Keep names; one that is there already is left as it is.

    Raises:
        NotFoundError: there is no respondent with this key.
        ConflictError: a name is there already as something else.
    """
    owner = None if key is None else respondent_id(act.connection, key)
    known = {row.name: row for row in act.connection.execute(select(roster_name))}
    fresh = []
    for name in dict.fromkeys(names):
        if name not in known:
            fresh.append({"id": new_id(), "name": name, "kind": kind.value, "respondent_id": owner})
        elif (known[name].kind, known[name].respondent_id) != (kind.value, owner):
            raise ConflictError(f"{name!r} is in the roster already as another {known[name].kind}.")
    act.insert(roster_name, fresh)


def sign(act: Act, words: Collection[str]) -> None:
    """Keep that who acts looked at *words* and found no names among them."""
    known = set(act.connection.scalars(select(review_word.c.word)))
    if fresh := sorted(set(words) - known):
        row = {"id": new_id(), "who": act.who, "at": now(), "digest": words_digest(fresh)}
        act.insert(review, [row])
        act.insert(review_word, [{"word": word, "review_id": row["id"]} for word in fresh])


def load_reviews(connection: Connection) -> list[Review]:
    """Who reviewed what, oldest first."""
    words: dict[str, list[str]] = {}
    for row in connection.execute(select(review_word).order_by(review_word.c.word)):
        words.setdefault(row.review_id, []).append(row.word)
    rows = connection.execute(select(review).order_by(review.c.at, review.c.id))
    return [Review(row.who, row.at, row.digest, tuple(words.get(row.id, ()))) for row in rows]


def consent_content(connection: Connection) -> list[object]:
    """What a project says of consent, names and reviews, for its hash."""
    consents = [[key, _row(each)] for key, each in load_consents(connection).items()]
    names: list[object] = [[name, kind.value, key] for name, kind, key in load_names(connection)]
    reviews = sorted([each.who, list(each.words)] for each in load_reviews(connection))
    return [consents, names, reviews]


def wrong_signatures(connection: Connection) -> Iterator[str]:
    """A sentence for each review whose words are not those that were signed."""
    for each in load_reviews(connection):
        if words_digest(each.words) != each.digest:
            yield f"The review that {each.who} signed at {each.at} was changed since."


def words_digest(words: Iterable[str]) -> str:
    """SHA-256 of the words that were reviewed, whatever their order: what a signature is under."""
    return text_hash("\n".join(sorted(set(words))))
