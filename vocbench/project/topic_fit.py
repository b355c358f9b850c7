"""What a topic model is made of, and how: what tells it from others, and what is kept of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import Connection

from vocbench.model.source import text_hash
from vocbench.storage import sources as source_store

if TYPE_CHECKING:
    from vocbench.project.topics import Fit


def member_rows(connection: Connection, fit: Fit, said: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What is kept of each answer or passage."""
    if fit.kind == "answers":
        return ({"answer_id": row.pop("answer"), **row} for row in said)
    ids = {name: source_store.source_id(connection, name) for name in fit.items["source"].unique()}
    places = fit.items.rename(columns={"text": "quote", "answer": "item"})
    columns = ["item", "source", "start", "end", "quote", "speaker"]
    rows = places[columns].assign(source=places["source"].map(ids)).rename(columns={"source": "source_id"})
    passages: dict[str, Any] = {row["item"]: row for row in rows.to_dict("records")}
    return ({**passages[row.pop("answer")], **row} for row in said)


def choices_of(fit: Fit) -> str:
    """Tells apart topic models by how they were made."""
    from vocbench.topics.embed import encoder_key  # noqa: PLC0415 - slow to load

    choices = [
        fit.kind,
        fit.question,
        asdict(fit.settings),
        encoder_key(fit.encode),
        _choice(fit.reduce),
        _choice(fit.cluster),
        [asdict(each) for each in fit.guide],
    ]
    return text_hash(json.dumps(choices, ensure_ascii=False, sort_keys=True, default=str))


def digest_of(items: pd.DataFrame) -> str:
    """Tells apart topic models by the answers or passages that they were made of: ``answer text``."""
    digest = hashlib.sha256()
    # One by one: the texts of a million answers are never put together.
    ids, texts = items["answer"].tolist(), items["text"].tolist()
    for row in sorted(range(len(ids)), key=ids.__getitem__):
        digest.update(json.dumps([ids[row], texts[row]], ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _choice(part: Any) -> object:  # noqa: ANN401 - whatever was passed
    """What tells a reducer or clusterer from others: its class and its settings."""
    if part is None:
        return None
    settings = part.get_params() if hasattr(part, "get_params") else getattr(part, "__dict__", {})
    kind = part if hasattr(part, "__qualname__") else type(part)
    return [
        f"{kind.__module__}.{kind.__qualname__}",
        {name: repr(settings[name]) for name in sorted(settings)},
    ]
