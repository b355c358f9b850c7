"""Where what a project says comes from: who coded, when material came in, which seeds models had."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from vocbench.storage.schema import answer, coding, source, topic_run


@dataclass(frozen=True, slots=True)
class Origin:
    """What a report says of the material and of who worked on it.

    Args:
        coders: who has codings in the project, by name.
        waves: of the answers, by name.
        added: the first and the last day on which material was added, ISO 8601; empty where there is none.
        seeds: the question of each topic model ("" where it is of passages, or of several), and its seed.
    """

    coders: tuple[str, ...] = ()
    waves: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    seeds: tuple[tuple[str, int], ...] = ()


def origin(connection: Connection) -> Origin:
    """Where what the project says comes from."""
    first, last = connection.execute(select(func.min(source.c.created), func.max(source.c.created))).one()
    waves = connection.scalars(select(answer.c.wave).distinct().order_by(answer.c.wave))
    models = connection.execute(select(topic_run.c.question, topic_run.c.settings))
    return Origin(
        coders=tuple(connection.scalars(select(coding.c.coder).distinct().order_by(coding.c.coder))),
        waves=tuple(filter(None, waves)),
        added=tuple(moment[: len("2026-11-22")] for moment in (first, last) if moment),
        seeds=tuple(sorted({(question or "", settings["seed"]) for question, settings in models})),
    )
