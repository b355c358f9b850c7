"""Whose experience people speak of, and when material was gathered, in the project file."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from vocbench.errors import NotFoundError
from vocbench.model.board import Voice
from vocbench.storage.history import Act
from vocbench.storage.schema import consent, respondent, source
from vocbench.storage.sources import source_id

_VOICES = {each.value: each for each in Voice}


def load_voices(connection: Connection) -> dict[str, Voice]:
    """Whose experience each respondent speaks of, by key, in order."""
    query = select(respondent.c.key, respondent.c.voice).order_by(respondent.c.key)
    return {key: _VOICES[voice] for key, voice in connection.execute(query)}


def load_customers(connection: Connection) -> list[str]:
    """The keys of those who speak as customers, in order; who took their consent back is none any more."""
    gone = select(consent.c.respondent_id).where(consent.c.withdrawn.is_not(None))
    query = select(respondent.c.key).where(
        respondent.c.voice == Voice.CUSTOMER.value, respondent.c.id.not_in(gone)
    )
    return list(connection.scalars(query.order_by(respondent.c.key)))


def set_voices(act: Act, keys: Collection[str], voice: Voice) -> None:
    """Say whose experience these respondents speak of.

    Raises:
        NotFoundError: one of them is not in the project.
    """
    rows = {row.key: row for row in act.connection.execute(select(respondent))}
    if unknown := [key for key in keys if key not in rows]:
        raise NotFoundError(
            f"The project has no respondent {unknown[0]!r}. project.respondents() lists those there are."
        )
    changing = [rows[key].id for key in dict.fromkeys(keys) if rows[key].voice != voice]
    if changing:
        act.update_many(respondent, changing, voice=voice.value)


def set_occasion(act: Act, name: str, *, said_on: str | None, wave: str | None) -> None:
    """Say when a source was said or written and of which wave it is; ``None`` leaves that as it is.

    Raises:
        NotFoundError: there is no such source.
    """
    row_id = source_id(act.connection, name)
    row = act.connection.execute(select(source).where(source.c.id == row_id)).one()
    given = {"said_on": said_on, "wave": wave}
    fresh = {key: value for key, value in given.items() if value not in (None, getattr(row, key))}
    if fresh:
        act.update(source, row_id, **fresh)


def load_occasions(connection: Connection) -> list[tuple[str, str | None, str | None]]:
    """The name of each source in order, the day on which it was said, and its wave."""
    query = select(source.c.name, source.c.said_on, source.c.wave).order_by(source.c.created, source.c.name)
    return [(name, said_on, wave) for name, said_on, wave in connection.execute(query)]
