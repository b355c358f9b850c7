"""Codes, sets and other parts of a project that are no sources: as XML."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vocbench.exchange.refi.codes import COLOR
from vocbench.exchange.refi.ledger import Ledger
from vocbench.exchange.refi.values import written_moment, written_value
from vocbench.exchange.refi.xml import Xml
from vocbench.model.qda import QdaCase, QdaCode, QdaLink, QdaSet, QdaVariable
from vocbench.model.source import AttributeValue
from vocbench.model.told import told

_NO_COLOR = told("It is not written as #RRGGBB.")
_NO_MOMENT = told("It is no date and time as the standard writes them.")
_NO_VALUE = told("The standard has no way to write it.")
_OTHER_TYPE = told("Its type is not that of its variable; other programs may leave it out.")

NoteRefs = Mapping[str, Sequence[str]]
"""GUIDs of memos by the GUID of what they are attached to."""


class Contents:
    """Makes XML of the parts of a project.

    Args:
        ledger: takes what the standard cannot hold.
        notes: which memos are attached where.
        variables: in the order in which their values are written.
    """

    def __init__(self, ledger: Ledger, notes: NoteRefs, variables: Sequence[QdaVariable] = ()) -> None:
        self._ledger = ledger
        self._notes = notes
        self._variables = variables
        self.xml = Xml(ledger)

    def codes(self, codes: Sequence[QdaCode]) -> str:
        """All *codes* as a tree; ``""`` for none."""
        below: dict[str, list[QdaCode]] = defaultdict(list)
        for code in codes:
            below[code.parent].append(code)
        return self.container("Codes", (self._code(each, below) for each in below[""]))

    def container(self, name: str, content: Iterable[str]) -> str:
        """An element around *content*; ``""`` around nothing, as the schema wants no empty one."""
        inside = "".join(content)
        return f"<{name}>\n{inside}</{name}>\n" if inside else ""

    def description(self, text: str) -> Iterator[str]:
        """The ``Description``, where there is one."""
        if text:
            yield self.xml.words("Description", text)

    def refs(self, tag: str, guids: Iterable[str], attribute: str = "targetGUID") -> Iterator[str]:
        """A reference to each of *guids*."""
        return (f'<{tag} {attribute}="{guid}"/>\n' for guid in guids)

    def note_refs(self, guid: str) -> Iterator[str]:
        """References to the memos that are attached to *guid*."""
        return self.refs("NoteRef", self._notes.get(guid, ()))

    def moment(self, stated: str) -> str | None:
        """A date and time as the schema wants it; ``None`` where there is none."""
        written = written_moment(stated)
        self._ledger.lost(told("date"), _NO_MOMENT, n=int(bool(stated) and not written))
        return written or None

    def variable(self, variable: QdaVariable) -> str:
        """A variable."""
        attributes = {"guid": variable.guid, "name": variable.name, "typeOfVariable": variable.kind.value}
        return self.xml.element("Variable", attributes, self.description(variable.description))

    def values(self, values: Mapping[str, AttributeValue]) -> Iterator[str]:
        """The values of a source or case, in the order of the variables."""
        for variable in self._variables:
            if variable.guid in values:
                yield self._value(variable, values[variable.guid])

    def case(self, case: QdaCase) -> str:
        """A case."""
        return self.xml.element(
            "Case",
            {"guid": case.guid, "name": case.name or None},
            (
                *self.description(case.description),
                *self.refs("CodeRef", case.codes),
                *self.values(case.values),
                *self.refs("SourceRef", case.sources),
                *self.refs("SelectionRef", case.selections),
            ),
        )

    def link(self, link: QdaLink) -> str:
        """A link."""
        attributes = {
            "guid": link.guid,
            "name": link.name or None,
            "direction": link.direction.value,
            "color": self._color(link.color),
            "originGUID": link.origin,
            "targetGUID": link.target,
        }
        return self.xml.element("Link", attributes, self.note_refs(link.guid))

    def project_set(self, group: QdaSet) -> str:
        """A set with all its members."""
        members = (
            *self.refs("MemberCode", group.codes),
            *self.refs("MemberSource", group.sources),
            *self.refs("MemberNote", group.notes),
        )
        return self._set(group, members)

    def codebook_set(self, group: QdaSet) -> str:
        """A set with its codes, as codebooks write it."""
        return self._set(group, self.refs("MemberCode", group.codes, "guid"))

    def _set(self, group: QdaSet, members: Iterable[str]) -> str:
        inside = (*self.description(group.description), *members)
        return self.xml.element("Set", {"guid": group.guid, "name": group.name}, inside)

    def _code(self, code: QdaCode, below: Mapping[str, Sequence[QdaCode]]) -> str:
        attributes = {
            "guid": code.guid,
            "name": code.name,
            "isCodable": "true" if code.is_codable else "false",
            "color": self._color(code.color),
        }
        inside = (
            *self.description(code.description),
            *self.note_refs(code.guid),
            *(self._code(each, below) for each in below.get(code.guid, ())),
        )
        return self.xml.element("Code", attributes, inside)

    def _color(self, color: str) -> str | None:
        if not color or COLOR.fullmatch(color):
            return color or None
        self._ledger.lost(told("colour"), _NO_COLOR)
        return None

    def _value(self, variable: QdaVariable, value: AttributeValue) -> str:
        if isinstance(value, int) and not isinstance(value, bool) and variable.kind == "Float":
            value = float(value)
        written = written_value(value)
        if written is None:
            self._ledger.lost(told("attribute value"), _NO_VALUE, name=variable.name)
            return ""
        tag, text = written
        self._ledger.doubtful(
            told("attribute value"), _OTHER_TYPE, name=variable.name, n=int(tag != f"{variable.kind}Value")
        )
        reference = f'<VariableRef targetGUID="{variable.guid}"/>\n'
        return self.xml.element("VariableValue", {}, (reference, self.xml.words(tag, text)))
