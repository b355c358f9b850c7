"""The codebook in the project file: codes, sets of codes, and what moves codings between codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, literal_column, select

from vocbench.errors import CodebookError, ConflictError, NotFoundError
from vocbench.model.codebook import SEPARATOR, Code, Codebook, merge_steps
from vocbench.storage.history import Act, batches, new_id
from vocbench.storage.memos import hand_over_memos
from vocbench.storage.schema import code, code_in_set, code_set, coding, evidence, set_member
from vocbench.storage.staleness import lose

_TEXTS = ("description", "when_to_use", "when_not_to_use")


def load_codebook(connection: Connection) -> Codebook:
    """All codes of the project."""
    return Codebook(
        Code(
            row.id,
            row.name,
            row.parent_id,
            color=row.color,
            description=row.description,
            when_to_use=row.when_to_use,
            when_not_to_use=row.when_not_to_use,
            key=row.key,
            is_codable=row.is_codable,
        )
        for row in connection.execute(select(code))
    )


def _row(value: Code) -> dict[str, Any]:
    return {
        "id": value.id,
        "name": value.name,
        "parent_id": value.parent,
        "color": value.color,
        "description": value.description,
        "when_to_use": value.when_to_use,
        "when_not_to_use": value.when_not_to_use,
        "key": value.key,
        "is_codable": value.is_codable,
    }


def ensure_code(act: Act, path: str) -> str:
    """The id of the code at *path*, made with all that is above it where it is not there.

    A new code gets the colour used least so far, and the last one the first hot key that is free.
    """
    codebook = load_codebook(act.connection)
    names = path.split(SEPARATOR)
    parent: str | None = None
    for depth in range(1, len(names) + 1):
        found = codebook.find(SEPARATOR.join(names[:depth]))
        if found is None:
            key = codebook.free_key() if depth == len(names) else ""
            found = Code(new_id(), names[depth - 1], parent, color=codebook.free_color(), key=key)
            codebook = codebook.added(found)
            act.insert(code, [_row(found)])
        parent = found.id
    return str(parent)


def save_codebook(act: Act, before: Codebook, after: Codebook) -> None:
    """Write what differs between *before*, as stored, and *after*, which holds the same codes."""
    old = {each.id: _row(each) for each in before}
    for each in after:
        changed = {name: value for name, value in _row(each).items() if value != old[each.id][name]}
        if changed:
            act.update(code, each.id, **changed)


def merge_codes(act: Act, path: str, into: str) -> None:
    """Give everything coded with *path*, and what hangs under it, to *into*; *path* goes.

    The sets move along, and so do the texts and the hot key where *into* has none.

    Raises:
        CodebookError: no such code, or *into* is *path* or hangs under it.
    """
    for step in merge_steps(load_codebook(act.connection), path, into):
        if not step.is_given:
            act.update(code, step.code, parent_id=step.target)
            continue
        same_code = select(coding.c.id).where(coding.c.code_id == step.code)
        _hand_over(act, list(act.connection.scalars(same_code)), step.target)
        _hand_over_sets(act, step.code, step.target)
        _hand_over_texts(act, step.code, step.target)
        hand_over_memos(act, step.code, step.target)
        act.delete(code, [[step.code]])


def split_code(act: Act, path: str, into: Mapping[str, Iterable[str]]) -> None:
    """Give codings of the code at *path* to other codes, made where they are not there.

    Args:
        act: the act to write in.
        path: the code whose codings are split; those not named stay with it.
        into: path of another code → ids of the codings it gets.

    Raises:
        CodebookError: there is no such code.
        NotFoundError: an id is not that of a coding with this code, or is named twice.
    """
    source_id = load_codebook(act.connection)[path].id
    named = {target: list(ids) for target, ids in into.items()}
    _refuse_strangers(act.connection, path, source_id, [each for ids in named.values() for each in ids])
    for target, ids in named.items():
        target_id = ensure_code(act, target)
        if target_id != source_id:
            _hand_over(act, ids, target_id)


def _refuse_strangers(connection: Connection, path: str, code_id: str, ids: Sequence[str]) -> None:
    twice = [each for each, times in Counter(ids).items() if times > 1]
    if twice:
        raise NotFoundError(f"The coding {twice[0]!r} is named twice: it can go to one code only.")
    own: set[str] = set()
    for batch in batches(ids):
        query = select(coding.c.id).where(coding.c.id.in_(batch), coding.c.code_id == code_id)
        own.update(connection.scalars(query))
    for each in ids:
        if each not in own:
            raise NotFoundError(
                f"{each!r} is not a coding of {path!r}. The column 'coding' of codings() has the ids."
            )


def _hand_over(act: Act, ids: Sequence[str], code_id: str) -> None:
    """Set the code of these codings; where that coding is there already, it takes over what they have."""
    twins = _twins(act.connection, ids, code_id)
    for each in twins:
        hand_over_evidence(act, each.id, each.twin)
        _hand_over_remarks(act, each)
    act.delete(coding, [[each.id] for each in twins])
    gone = {each.id for each in twins}
    act.update_many(coding, [each for each in ids if each not in gone], code_id=code_id)


def _hand_over_remarks(act: Act, row: Row[Any]) -> None:
    """Give the twin the memo, the mark and the doubt of a coding that goes."""
    memo = "\n".join(dict.fromkeys(filter(None, (row.twin_memo, row.memo))))
    doubt = {} if row.twin_doubt or not row.doubt else {"doubt": row.doubt, "was": row.was}
    if doubt or (memo, row.example or row.twin_example) != (row.twin_memo, row.twin_example):
        act.update(coding, row.twin, memo=memo, example=row.example or row.twin_example, **doubt)


def _twins(connection: Connection, ids: Sequence[str], code_id: str) -> list[Row[Any]]:
    """Those of the codings whose passage has the code with this id too, by the same coder."""
    twin = coding.alias("twin")
    # As in the index that keeps them apart, or the query would not use it.
    none: ColumnElement[str] = literal_column("''")
    same_answer = func.coalesce(coding.c.answer_id, none) == func.coalesce(twin.c.answer_id, none)
    query = select(
        coding.c.id,
        coding.c.memo,
        coding.c.example,
        coding.c.doubt,
        coding.c.was,
        twin.c.id.label("twin"),
        twin.c.memo.label("twin_memo"),
        twin.c.example.label("twin_example"),
        twin.c.doubt.label("twin_doubt"),
    ).where(
        coding.c.source_id == twin.c.source_id,
        same_answer,
        coding.c.start == twin.c.start,
        coding.c.end == twin.c.end,
        coding.c.coder == twin.c.coder,
        twin.c.code_id == code_id,
    )
    rows: list[Row[Any]] = []
    for batch in batches(ids):
        found: Iterable[Row[Any]] = connection.execute(query.where(coding.c.id.in_(batch)))
        rows += found
    return rows


def hand_over_evidence(act: Act, coding_id: str, twin_id: str) -> None:
    """Let notes rest on the twin; a note that rests on it already in that way loses one of the two.

    Memos about the coding are about its twin from then on.
    """
    hand_over_memos(act, coding_id, twin_id)
    columns = (evidence.c.id, evidence.c.note_id, evidence.c.relation)
    held = {
        (row.note_id, row.relation)
        for row in act.connection.execute(select(*columns).where(evidence.c.coding_id == twin_id))
    }
    for row in act.connection.execute(select(*columns).where(evidence.c.coding_id == coding_id)).all():
        if (row.note_id, row.relation) in held:
            act.delete(evidence, [[row.id]])
        else:
            act.update(evidence, row.id, coding_id=twin_id)


def _hand_over_sets(act: Act, old: str, new: str) -> None:
    sets = select(code_in_set.c.set_id).where
    of_old = list(act.connection.scalars(sets(code_in_set.c.code_id == old)))
    of_new = set(act.connection.scalars(sets(code_in_set.c.code_id == new)))
    act.delete(code_in_set, [[each, old] for each in of_old])
    act.insert(code_in_set, [{"set_id": each, "code_id": new} for each in of_old if each not in of_new])


def _hand_over_texts(act: Act, old: str, new: str) -> None:
    """Fill the texts and the hot key that the new code lacks with those of the old one."""
    columns = (*_TEXTS, "key")
    query = select(*(code.c[name] for name in columns))
    had, has = (
        act.connection.execute(query.where(code.c.id == each)).mappings().one() for each in (old, new)
    )
    filled = {name: had[name] for name in columns if had[name] and not has[name]}
    if filled:
        act.update(code, new, **filled)


def remove_code(act: Act, path: str, *, with_codings: bool) -> None:
    """Take the code at *path* out of the codebook, where asked with what hangs under it and all codings.

    What rests on the codings is marked as stale.

    Raises:
        CodebookError: there is no such code.
        ConflictError: it is in use, and was to go without its codings.
    """
    branch = load_codebook(act.connection).below(path)
    ids = [each.id for each in branch]
    coded = [
        coding_id
        for batch in batches(ids)
        for coding_id in act.connection.scalars(select(coding.c.id).where(coding.c.code_id.in_(batch)))
    ]
    if not with_codings:
        _refuse_used(path, n_codings=len(coded), n_below=len(branch) - 1)
    lose(act, coding, coded)
    act.delete(coding, [[each] for each in coded])
    _leave_sets(act, ids)
    act.delete(code, [[each] for each in reversed(ids)])


def _refuse_used(path: str, *, n_codings: int, n_below: int) -> None:
    if n_codings or n_below:
        raise ConflictError(
            f"The code {path!r} is in use: codings {n_codings}, codes under it {n_below}. Merge it into "
            "another one, or remove it with its codings."
        )


def _leave_sets(act: Act, code_ids: Sequence[str]) -> None:
    for batch in batches(code_ids):
        columns = (code_in_set.c.set_id, code_in_set.c.code_id)
        rows = act.connection.execute(select(*columns).where(code_in_set.c.code_id.in_(batch))).all()
        act.delete(code_in_set, [list(row) for row in rows])


def load_sets(connection: Connection) -> dict[str, list[str]]:
    """Name of each set of codes → the paths in it, both in order; without sets of other things alone."""
    codebook = load_codebook(connection)
    has_others = select(set_member.c.set_id).where(set_member.c.set_id == code_set.c.id).exists()
    members = (
        select(code_set.c.name, code_in_set.c.code_id)
        .outerjoin(code_in_set)
        .where(code_in_set.c.code_id.is_not(None) | ~has_others)
        .order_by(code_set.c.name)
    )
    sets: dict[str, list[str]] = {}
    for name, code_id in connection.execute(members):
        sets.setdefault(name, []).extend([codebook.path(code_id)] if code_id else [])
    order = {path: place for place, path in enumerate(codebook.paths())}
    return {name: sorted(paths, key=order.__getitem__) for name, paths in sets.items()}


def add_to_set(act: Act, name: str, paths: Iterable[str]) -> None:
    """Put the codes at *paths* in the set called *name*, made where it is not there.

    Raises:
        CodebookError: the name is empty, or there is no code at one of the paths.
    """
    codebook = load_codebook(act.connection)
    ids = list(dict.fromkeys(codebook[path].id for path in paths))
    set_id = _find_set(act.connection, name)
    if set_id is None:
        set_id = new_id()
        act.insert(code_set, [{"id": set_id, "name": _set_name(name)}])
    there = set(act.connection.scalars(select(code_in_set.c.code_id).where(code_in_set.c.set_id == set_id)))
    act.insert(code_in_set, [{"set_id": set_id, "code_id": each} for each in ids if each not in there])


def remove_from_set(act: Act, name: str, paths: Iterable[str]) -> None:
    """Take the codes at *paths* out of the set called *name*; it stays when nothing is left in it.

    Raises:
        NotFoundError: there is no such set.
        CodebookError: there is no code at one of the paths.
    """
    codebook, set_id = load_codebook(act.connection), _set_id(act.connection, name)
    ids = {codebook[path].id for path in paths}
    there = act.connection.scalars(select(code_in_set.c.code_id).where(code_in_set.c.set_id == set_id)).all()
    act.delete(code_in_set, [[set_id, each] for each in there if each in ids])


def rename_set(act: Act, name: str, new: str) -> None:
    """Call the set of codes *new*.

    Raises:
        NotFoundError: there is no such set.
        CodebookError: the new name is empty.
        ConflictError: another set has it.
    """
    set_id = _set_id(act.connection, name)
    if name == new:
        return
    if _find_set(act.connection, new) is not None:
        raise ConflictError(f"There is a set of codes {new!r} already. Choose another name.")
    act.update(code_set, set_id, name=_set_name(new))


def remove_set(act: Act, name: str) -> None:
    """Remove the set called *name*; its codes stay.

    Raises:
        NotFoundError: there is no such set.
    """
    set_id = _set_id(act.connection, name)
    there = act.connection.scalars(select(code_in_set.c.code_id).where(code_in_set.c.set_id == set_id)).all()
    act.delete(code_in_set, [[set_id, each] for each in there])
    others = act.connection.scalars(select(set_member.c.thing).where(set_member.c.set_id == set_id)).all()
    act.delete(set_member, [[set_id, each] for each in others])
    act.delete(code_set, [[set_id]])


def _find_set(connection: Connection, name: str) -> str | None:
    return connection.scalar(select(code_set.c.id).where(code_set.c.name == name))


def _set_id(connection: Connection, name: str) -> str:
    found = _find_set(connection, name)
    if found is None:
        known = ", ".join(map(repr, connection.scalars(select(code_set.c.name).order_by(code_set.c.name))))
        raise NotFoundError(f"The project has no set of codes {name!r}. It has: {known or 'none'}.")
    return found


def _set_name(name: str) -> str:
    if not name.strip() or name != name.strip():
        raise CodebookError(f"A set of codes needs a name without blanks around it, got {name!r}.")
    return name
