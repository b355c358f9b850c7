"""A project as it was read, made whole: everything that one part names, another part has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

from vocbench.exchange.refi.intake import Intake
from vocbench.exchange.refi.profiles import read_origin
from vocbench.model.qda import QdaCase, QdaCoding, QdaLink, QdaNote, QdaProject, QdaSet, QdaUser
from vocbench.model.source import AttributeValue
from vocbench.model.told import Told, told

_NOWHERE = told("It refers to something that the file does not hold.")
_UNLISTED = told("The file names a coder whom it does not list; call them by their name.")
_BY_PASSAGE = told("The file does not say who coded; whoever made the passage counts as the coder.")


def resolved(project: QdaProject, intake: Intake) -> QdaProject:
    """*project* without references to what is not there, and with its memos attached.

    Args:
        project: as read, each part by itself.
        intake: what was noted on the way; takes the references that lead nowhere.

    Returns:
        The project, with all losses of *intake*.
    """
    return _Resolver(project, intake).resolved()


class _Resolver:
    def __init__(self, project: QdaProject, intake: Intake) -> None:
        self._project = project
        self._ledger = intake.ledger
        self._aliases = intake.aliases
        self._about = intake.about
        self._codes = {each.guid for each in project.codes}
        self._variables = {each.guid for each in project.variables}
        self._sources = {each.guid for each in project.sources}
        self._selections = {each.guid for each in project.selections}
        self._notes = {each.guid for each in project.notes}

    def resolved(self) -> QdaProject:
        project = self._project
        codings = self._codings()
        cases = tuple(self._case(each) for each in self._with_coded(project.cases, codings))
        sources = tuple(replace(each, values=self._values(each.values)) for each in project.sources)
        whole = replace(
            project,
            sources=sources,
            codings=codings,
            cases=cases,
            sets=tuple(self._set(each) for each in project.sets),
            users=(*project.users, *self._unlisted(codings)),
            notices=(*project.notices, *self._notices(cases)),
        )
        whole = replace(whole, links=tuple(self._links(whole)))
        notes = self._attached(whole)
        return replace(whole, notes=notes, losses=self._ledger.losses)

    def _codings(self) -> tuple[QdaCoding, ...]:
        authors = {}
        is_own = read_origin(self._project.origin)[1] is not None
        if not is_own and not any(each.coder for each in self._project.codings):
            authors = {each.guid: each.author for each in self._project.selections if each.author}
        kept = []
        for each in self._project.codings:
            coded = self._known(each.selection, self._selections, self._sources)
            if not coded or each.code not in self._codes:
                self._ledger.lost(told("coding"), _NOWHERE)
                continue
            if coded != each.selection or coded in authors:
                self._ledger.changed(told("coding"), _BY_PASSAGE, n=int(coded in authors))
                kept.append(replace(each, selection=coded, coder=authors.get(coded, "")))
            else:
                kept.append(each)
        return tuple(kept)

    def _known(self, guid: str, *kinds: Container[str]) -> str:
        """*guid*, or what it is another name of, where there is such a thing; ``""`` otherwise."""
        guid = self._aliases.get(guid, guid)
        return guid if any(guid in kind for kind in kinds) else ""

    def _with_coded(self, cases: Iterable[QdaCase], codings: Iterable[QdaCoding]) -> Iterable[QdaCase]:
        """The cases with what is coded with a code that is the same thing."""
        both = {each.guid for each in cases} & self._codes
        coded: dict[str, list[str]] = defaultdict(list)
        for coding in codings:
            if coding.code in both:
                coded[coding.code].append(coding.selection)
        for case in cases:
            yield replace(case, selections=(*case.selections, *coded.get(case.guid, ())))

    def _case(self, case: QdaCase) -> QdaCase:
        found = [self._aliases.get(each, each) for each in (*case.sources, *case.selections)]
        sources = tuple(dict.fromkeys(each for each in found if each in self._sources))
        selections = tuple(dict.fromkeys(each for each in found if each in self._selections))
        n_gone = sum(each not in self._sources and each not in self._selections for each in found)
        self._ledger.lost(told("passage or source of a case"), _NOWHERE, n=n_gone)
        codes = self._only(case.codes, self._codes)
        values = self._values(case.values)
        return replace(case, sources=sources, selections=selections, codes=codes, values=values)

    def _values(self, values: Mapping[str, AttributeValue]) -> Mapping[str, AttributeValue]:
        known = {variable: value for variable, value in values.items() if variable in self._variables}
        self._ledger.lost(told("attribute value"), _NOWHERE, n=len(values) - len(known))
        return known

    def _set(self, group: QdaSet) -> QdaSet:
        return replace(
            group,
            codes=self._only(group.codes, self._codes),
            sources=self._only(group.sources, self._sources),
            notes=self._only(group.notes, self._notes),
        )

    def _only(self, guids: Iterable[str], known: Container[str]) -> tuple[str, ...]:
        found = [self._known(each, known) for each in guids]
        self._ledger.lost(told("member"), _NOWHERE, n=found.count(""))
        return tuple(dict.fromkeys(each for each in found if each))

    def _unlisted(self, codings: Iterable[QdaCoding]) -> Iterable[QdaUser]:
        project = self._project
        named = [each.coder for each in codings]
        named += [
            each.author for part in (project.sources, project.selections, project.notes) for each in part
        ]
        listed = {each.guid for each in project.users}
        unlisted = [guid for guid in dict.fromkeys(named) if guid and guid not in listed]
        self._ledger.doubtful(told("coder"), _UNLISTED, n=len(unlisted))
        return [QdaUser(guid, f"unlisted {number}") for number, guid in enumerate(unlisted, start=1)]

    def _notices(self, cases: Iterable[QdaCase]) -> Iterator[Told]:
        if n := sum(each.guid in self._codes for each in cases):
            yield told(
                "{n} cases are codes as well, as NVivo writes them. What is coded with them was added to "
                "what these cases said; remove the codes if you do not need them.",
                n=n,
            )

    def _links(self, whole: QdaProject) -> Iterable[QdaLink]:
        """The links that lead somewhere; a plain one at a memo says what the memo is about."""
        there = _guids(whole)
        memo_targets = {guid for guids in self._about.values() for guid in guids}
        for link in whole.links:
            origin, target = self._known(link.origin, there), self._known(link.target, there)
            if not origin or not target:
                self._ledger.lost(told("link"), _NOWHERE, name=link.name)
                continue
            is_memos = self._attach(origin, target) or self._attach(target, origin)
            if not is_memos or link.name or link.color or link.guid in memo_targets:
                yield replace(link, origin=origin, target=target)

    def _attach(self, note: str, thing: str) -> bool:
        if note in self._notes:
            self._about[note].append(thing)
        return note in self._notes

    def _attached(self, whole: QdaProject) -> tuple[QdaNote, ...]:
        there = _guids(whole)
        self._ledger.lost(
            told("memo"),
            _NOWHERE,
            n=sum(len(each) for note, each in self._about.items() if note not in self._notes),
        )
        return tuple(replace(each, about=self._about_of(each, there)) for each in whole.notes)

    def _about_of(self, note: QdaNote, there: Container[str]) -> tuple[str, ...]:
        found = [self._known(each, there) for each in self._about.get(note.guid, ())]
        self._ledger.lost(told("place of a memo"), _NOWHERE, n=found.count(""))
        return tuple(dict.fromkeys(each for each in found if each and each != note.guid))


def _guids(project: QdaProject) -> set[str]:
    """The GUIDs of everything in *project*."""
    parts = (
        *(project.users, project.codes, project.variables, project.cases, project.sources),
        *(project.selections, project.codings, project.notes, project.links, project.sets),
    )
    return {each.guid for part in parts for each in part}
