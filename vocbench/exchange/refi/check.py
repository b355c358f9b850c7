"""Whether a project can be written: its GUIDs, what refers to what, and where passages are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from vocbench.errors import WriteError
from vocbench.exchange.refi.guids import is_guid
from vocbench.model.qda import QdaCode, QdaProject
from vocbench.model.source import clean_text

_DEEPEST = 100


class _Named(Protocol):
    @property
    def guid(self) -> str: ...


def check_project(project: QdaProject) -> None:
    """Stop at a project that no program could read back.

    Raises:
        WriteError: a GUID that is none or is there twice, a reference to nothing, codes under
            each other, or a passage outside of its text; the message names it.
    """
    check_codes(project.codes)
    for what, part in _parts(project):
        _check_guids(part, what)
    for what, guid, known in _references(project):
        if guid and guid not in known:
            raise WriteError(
                f"A {what} refers to {guid}, which the project does not hold. Mend or remove it."
            )
    _check_places(project)


def check_codes(codes: Sequence[QdaCode]) -> None:
    """Stop at codes that are no tree.

    Raises:
        WriteError: a code under itself, under one that is not there, or too deep.
    """
    _check_guids(codes, "code")
    parents = {each.guid: each.parent for each in codes}
    for code in codes:
        at, depth = code.parent, 0
        while at:
            depth += 1
            if at not in parents or depth > _DEEPEST:
                raise WriteError(
                    f"The code {code.name!r} does not lead to the top of the codebook: it is below itself, "
                    f"below a code that is not there, or deeper than {_DEEPEST} levels. Move it first."
                )
            at = parents[at]


def _parts(project: QdaProject) -> Iterator[tuple[str, Iterable[_Named]]]:
    yield "coder", project.users
    yield "variable", project.variables
    yield "case", project.cases
    yield "source", project.sources
    yield "passage", project.selections
    yield "coding", project.codings
    yield "memo", project.notes
    yield "link", project.links
    yield "set", project.sets


def _check_guids(part: Iterable[_Named], what: str) -> None:
    seen: set[str] = set()
    for each in part:
        if not is_guid(each.guid):
            raise WriteError(f"A {what} has the id {each.guid!r}, which is no GUID. Give it one.")
        if each.guid in seen:
            raise WriteError(f"Two of one kind, {what}, have the GUID {each.guid}. Give one of them another.")
        seen.add(each.guid)


def _references(project: QdaProject) -> Iterator[tuple[str, str, set[str]]]:
    """What refers, to which GUID, and which GUIDs there are."""
    parts = {what: {each.guid for each in part} for what, part in _parts(project)}
    codes = {each.guid for each in project.codes}
    known = codes.union(*parts.values())
    users = parts["coder"]
    for source in project.sources:
        yield "source", source.author, users
    for passage in project.selections:
        yield "passage", passage.source, parts["source"]
        yield "passage", passage.author, users
    coded = parts["passage"] | parts["source"]
    for coding in project.codings:
        yield "coding", coding.selection, coded
        yield "coding", coding.code, codes
        yield "coding", coding.coder, users
    for link in project.links:
        yield "link", link.origin, known
        yield "link", link.target, known
    for note in project.notes:
        yield "memo", note.author, users
        yield from (("memo", each, known) for each in note.about)
    yield from _memberships(project, parts, codes)


def _memberships(
    project: QdaProject, parts: dict[str, set[str]], codes: set[str]
) -> Iterator[tuple[str, str, set[str]]]:
    for case in project.cases:
        yield from (("case", each, codes) for each in case.codes)
        yield from (("case", each, parts["source"]) for each in case.sources)
        yield from (("case", each, parts["passage"]) for each in case.selections)
    for group in project.sets:
        yield from (("set", each, codes) for each in group.codes)
        yield from (("set", each, parts["source"]) for each in group.sources)
        yield from (("set", each, parts["memo"]) for each in group.notes)
    values = [each.values for each in project.sources] + [each.values for each in project.cases]
    for each_values in values:
        yield from (("attribute value", each, parts["variable"]) for each in each_values)


def _check_places(project: QdaProject) -> None:
    lengths = {}
    for source in project.sources:
        if source.text != clean_text(source.text):
            raise WriteError(
                f"The text of {source.name!r} has CR line ends or a byte-order mark. Pass it through "
                "vocbench.model.source.clean_text first."
            )
        lengths[source.guid] = len(source.text)
    for each in project.selections:
        if not 0 <= each.start <= each.end <= lengths[each.source]:
            raise WriteError(
                f"The passage {each.start}:{each.end} lies outside of its text, which has "
                f"{lengths[each.source]} characters. Mend or remove it."
            )
