"""The rules that proposed codings, and what was refused."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, func, insert, select

from vocbench.errors import NotFoundError
from vocbench.model.rule import Proposal, Rule, RuleKind, Unit
from vocbench.model.source import text_hash
from vocbench.storage.history import Act, new_id, now
from vocbench.storage.schema import acceptance, coding, refusal, rule, source, topic
from vocbench.storage.topics import Member, topic_members

Spot = tuple[str, str | None, int, int]
"""A passage: source, answer, start and end."""


def find_rule(connection: Connection, wanted: Rule) -> str | None:
    """The id of a rule, ``None`` where nothing of it was accepted or refused yet."""
    found = connection.scalar(select(rule.c.id).where(rule.c.fingerprint == _fingerprint(wanted)))
    return None if found is None else str(found)


def ensure_rule(act: Act, wanted: Rule) -> str:
    """The id of a rule, kept where it is not yet.

    It is kept beside the act and stays when that is undone: others may have used the rule since.
    A rule of which nothing was accepted or refused is listed nowhere.
    """
    known = find_rule(act.connection, wanted)
    if known is not None:
        return known
    row = {
        "id": new_id(),
        "fingerprint": _fingerprint(wanted),
        "content": asdict(wanted),
        "who": act.who,
        "created": now(),
    }
    act.connection.execute(insert(rule), [row])
    return str(row["id"])


def _fingerprint(wanted: Rule) -> str:
    # A topic is known by its id: what was refused of it stays so under another name.
    named = {"name": ""} if wanted.kind is RuleKind.TOPIC else {}
    return text_hash(json.dumps({**asdict(wanted), **named}, ensure_ascii=False, sort_keys=True))


def to_rule(content: Mapping[str, Any]) -> Rule:
    """A rule as it was stored."""
    shape = {"kind": RuleKind(content["kind"]), "unit": Unit(content["unit"])}
    return Rule(**{**content, **shape, "sought": tuple(content["sought"])})


def load_rule(connection: Connection, rule_id: str) -> Rule | None:
    """The rule with this id, if there is one."""
    content = connection.scalar(select(rule.c.content).where(rule.c.id == rule_id))
    return None if content is None else to_rule(content)


def load_rules(connection: Connection) -> list[tuple[str, Rule, str, str, int, int, int]]:
    """``id rule who created proposed accepted refused`` of every rule that was used, the oldest first."""
    stand = _counts(connection, coding)
    refused = _counts(connection, refusal)
    taken = _accepted(connection)
    rows = connection.execute(select(rule).order_by(rule.c.created, rule.c.id))
    return [
        (
            row.id,
            to_rule(row.content),
            row.who,
            row.created,
            taken[row.id] + refused[row.id],
            stand[row.id],
            refused[row.id],
        )
        for row in rows
        if taken[row.id] or refused[row.id]
    ]


def _accepted(connection: Connection) -> Counter[str]:
    """How many proposals of each rule were taken over, also where the coding went since."""
    query = select(acceptance.c.rule_id, func.sum(acceptance.c.proposals)).group_by(acceptance.c.rule_id)
    return Counter({row[0]: row[1] for row in connection.execute(query)})


def _counts(connection: Connection, table: Any) -> Counter[str]:  # noqa: ANN401 - a table with rule_id
    column = table.c.rule_id
    query = select(column, func.count()).where(column.is_not(None)).group_by(column)
    return Counter({row[0]: row[1] for row in connection.execute(query)})


def load_in_topic(connection: Connection, wanted: Rule) -> list[Member]:
    """What is in the topic of a rule now, the most typical first.

    Raises:
        NotFoundError: the topic is no longer there.
    """
    asked = select(topic.c.id).where(topic.c.id == wanted.sought[0])
    if connection.scalar(asked) is None:
        raise NotFoundError(
            f"The topic {wanted.name!r} is no longer in the project; the act that made it may have been "
            "undone. Choose a topic of a model that topic_models() lists."
        )
    return topic_members(connection, asked).get(wanted.sought[0], [])


def load_refusals(connection: Connection, rule_id: str, *, who: str | None = None) -> set[Spot]:
    """The passages that were refused of a rule, by anybody or by one coder."""
    columns = (source.c.name, refusal.c.answer_id, refusal.c.start, refusal.c.end)
    query = select(*columns).select_from(refusal.join(source)).where(refusal.c.rule_id == rule_id)
    if who is not None:
        query = query.where(refusal.c.who == who)
    return {(name, answer_id, start, end) for name, answer_id, start, end in connection.execute(query)}


def refuse(act: Act, rule_id: str, proposals: Iterable[Proposal], sources: Mapping[str, str]) -> None:
    """Remember what is not to be proposed again; *sources* has the id of each source by name."""
    known = load_refusals(act.connection, rule_id, who=act.who)
    fresh = {spot(each): each for each in proposals if spot(each) not in known}
    rows = [
        {
            "id": new_id(),
            "rule_id": rule_id,
            "source_id": sources[each.source],
            "answer_id": each.answer,
            "start": each.span.start,
            "end": each.span.end,
            "who": act.who,
        }
        for each in fresh.values()
    ]
    act.insert(refusal, rows)


def accept(
    act: Act,
    rule_id: str,
    proposals: Sequence[Proposal],
    *,
    sources: Mapping[str, str],
    code_id: str,
    coder: str,
) -> list[str]:
    """Make codings of *proposals* that carry the rule; the ids of all of them, in order.

    A passage that this coder gave the code already keeps that coding.
    """
    places = (source.c.name, coding.c.answer_id, coding.c.start, coding.c.end, coding.c.id)
    own = (coding.c.code_id == code_id) & (coding.c.coder == coder)
    query = select(*places).select_from(coding.join(source)).where(own)
    there = {
        (name, answer, start, end): key for name, answer, start, end, key in act.connection.execute(query)
    }
    moment = now()
    rows = {}
    for each in proposals:
        if spot(each) in there:
            continue
        there[spot(each)] = key = new_id()
        rows[key] = {
            "id": key,
            "source_id": sources[each.source],
            "answer_id": each.answer,
            "start": each.span.start,
            "end": each.span.end,
            "quote": each.quote,
            "code_id": code_id,
            "coder": coder,
            "memo": "",
            "created": moment,
            "rule_id": rule_id,
        }
    act.insert(coding, list(rows.values()))
    if rows:
        act.insert(acceptance, [{"id": new_id(), "rule_id": rule_id, "proposals": len(rows), "who": act.who}])
    return [there[spot(each)] for each in proposals]


def spot(proposal: Proposal) -> Spot:
    """The passage of a proposal."""
    return (proposal.source, proposal.answer, proposal.span.start, proposal.span.end)
