"""Projects of QualCoder: the folder ``NAME.qda`` with its database ``data.qda``, read directly.

QualCoder counts positions in UTF-16 units where a person marked a passage and in code points where
it searched for words itself, and keeps the words with each coding. So each passage is read in the
unit in which its words stand at its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from vocbench.errors import ReadError
from vocbench.exchange import databases
from vocbench.exchange.attributes import to_number
from vocbench.exchange.databases import Database, moment, number, words
from vocbench.exchange.text import PathLike
from vocbench.exchange.units import Ruler, Unit
from vocbench.model.qda import (
    Fate,
    Loss,
    QdaCase,
    QdaCode,
    QdaCoding,
    QdaNote,
    QdaProject,
    QdaSelection,
    QdaSource,
    QdaUser,
    QdaVariable,
    SourceKind,
    VariableKind,
)
from vocbench.model.source import AttributeValue, clean_text
from vocbench.model.told import told

_PROGRAM = "QualCoder"
_DATABASE = "data.qda"
_ONLY_TEXT = told("Only passages of text can be coded here.")
_NO_PLACE = told("There is no place for it here. Keep the project of {program}.", program=_PROGRAM)
_LEFT_OUT = (
    ("code_image", "imid", told("picture coding"), _ONLY_TEXT),
    ("code_av", "avid", told("coding of sound or film"), _ONLY_TEXT),
    ("code_text", "important", told("coding marked as important"), _NO_PLACE),
    ("source", "av_text_id", told("link from a recording to its transcript"), _NO_PLACE),
    ("source", "risid", told("reference to literature"), _NO_PLACE),
    ("graph", "grid", told("drawing"), _NO_PLACE),
    ("stored_sql", "title", told("stored search"), _NO_PLACE),
)
"""What is counted by the rows of a table in which a column says something, and why it is not taken over."""
_MEDIA = {
    "images": SourceKind.PICTURE,
    "audio": SourceKind.AUDIO,
    "video": SourceKind.VIDEO,
    "docs": SourceKind.TEXT,
}


def read_qualcoder(path: PathLike) -> QdaProject:
    """The study in a project of QualCoder, whose files are not changed.

    Codes and categories become one tree: a category is a code that only groups. Journals become
    memos on the project, annotations memos on their passage, a memo on a coding one on that coding.
    Dates, which QualCoder writes in local time without saying which, are read as UTC.

    Args:
        path: the folder ``NAME.qda`` or the database ``data.qda`` in it.

    Returns:
        The study. Codings of pictures, sound and films are listed in its ``losses``, and so are
        passages whose words do not stand where the project says.

    Raises:
        ReadError: no such file, a damaged one, or a database of something else.
    """
    place = Path(path).expanduser()
    if place.is_dir():
        place /= _DATABASE
    with databases.opened(place, _PROGRAM) as database:
        if not database.has("source", "code_name", "code_text"):
            raise ReadError(
                f"{place.name} is no project of {_PROGRAM}: it has no codes and sources. Name the folder "
                f"NAME.qda or the file {_DATABASE} in it."
            )
        return _Reader(database).project()


@dataclass(frozen=True, slots=True)
class _Text:
    """A text and how to measure in it."""

    guid: str
    by_unit: dict[Unit, Ruler]

    def passage(self, start: int, end: int, quote: str) -> tuple[int, int, bool]:
        """Where a passage is in the clean text, and whether its words stand there."""
        found = [(ruler.place(start), ruler.place(end)) for ruler in self.by_unit.values()]
        text = next(iter(self.by_unit.values())).text
        wanted = clean_text(quote)
        sure = next((each for each in found if text[slice(*each)] == wanted), None)
        return (*(sure or found[0]), sure is not None or not quote)


@dataclass
class _Reader:
    """Takes one database apart, a kind of thing at a time."""

    database: Database
    selections: dict[str, QdaSelection] = field(default_factory=dict)
    codings: dict[str, QdaCoding] = field(default_factory=dict)
    notes: list[QdaNote] = field(default_factory=list)
    owners: dict[str, QdaUser] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    doubtful: Counter[str] = field(default_factory=Counter)
    homeless: int = 0

    def project(self) -> QdaProject:
        """Everything that the database holds."""
        sources, codes, variables = tuple(self._sources()), tuple(self._codes()), tuple(self._variables())
        self._read_codings(frozenset(code.guid for code in codes))
        self._read_annotations()
        self._read_journals()
        cases = tuple(self._cases())
        self._count_losses()
        memo = next((words(memo) for (memo,) in self.database.rows("project", ["memo"])), "")
        folder = self.database.path.resolve().parent
        return QdaProject(
            name=folder.stem if folder.suffix == ".qda" else self.database.path.stem,
            origin=_PROGRAM,
            description=memo,
            users=tuple(self.owners.values()),
            codes=codes,
            variables=variables,
            cases=cases,
            sources=sources,
            selections=tuple(self.selections.values()),
            codings=tuple(self.codings.values()),
            notes=tuple(self.notes),
            losses=tuple(self.losses),
            notices=(told("QualCoder writes no time zone: its times are read as UTC."),),
        )

    @cached_property
    def _stamp(self) -> str:
        """When the project was made, which tells it from others that number their codes from 1 too."""
        return next((words(date) for (date,) in self.database.rows("project", ["date"])), "")

    def _id(self, kind: str, *keys: object) -> str:
        return databases.guid(_PROGRAM, self._stamp, kind, *keys)

    def _user(self, owner: object) -> str:
        name = words(owner).strip()
        if not name:
            return ""
        return self.owners.setdefault(name, QdaUser(self._id("user", name), name)).guid

    def _note(self, kind: str, key: object, text: str, owner: object, date: object, *about: str) -> None:
        if text.strip():
            guid = self._id("note", kind, key)
            self.notes.append(QdaNote(guid, "", clean_text(text), self._user(owner), moment(date), about))

    def _codes(self) -> Iterator[QdaCode]:
        """Categories and codes; one that hangs under something that is gone stands at the top."""
        columns = ["catid", "name", "memo", "supercatid"]
        categories = list(self.database.rows("code_cat", columns))
        codes = list(self.database.rows("code_name", ["cid", "name", "memo", "catid", "supercid", "color"]))
        known = {self._id("category", key) for key, *_ in categories} | {
            self._id("code", key) for key, *_ in codes
        }
        for key, name, memo, above in categories:
            parent = self._id("category", above)
            yield QdaCode(
                self._id("category", key),
                words(name),
                parent if parent in known else "",
                False,
                "",
                words(memo),
            )
        for key, name, memo, category, above, color in codes:
            parents = [self._id("code", above), self._id("category", category)]
            parent = next((each for each in parents if each in known), "")
            yield QdaCode(self._id("code", key), words(name), parent, True, words(color), words(memo))

    def _variables(self) -> Iterator[QdaVariable]:
        """The attributes; one with a value that is no number is of text, whatever it was meant to be."""
        cells = list(self.database.rows("attribute", ["name", "value"]))
        worded = {name for name, value in cells if words(value).strip() and to_number(words(value)) is None}
        for name, memo, kind in self.database.rows("attribute_type", ["name", "memo", "valuetype"]):
            of = VariableKind.FLOAT if kind == "numeric" and name not in worded else VariableKind.TEXT
            yield QdaVariable(self._id("variable", name), words(name), of, words(memo))

    @cached_property
    def _values(self) -> dict[tuple[str, object], dict[str, AttributeValue]]:
        """The attributes of each file and case, by ``"file"`` or ``"case"`` and number."""
        kinds = {variable.guid: variable.kind for variable in self._variables()}
        values: dict[tuple[str, object], dict[str, AttributeValue]] = {}
        for name, of, value, key in self.database.rows("attribute", ["name", "attr_type", "value", "id"]):
            guid, cell = self._id("variable", name), words(value).strip()
            if cell and guid in kinds:
                read = to_number(cell) if kinds[guid] is VariableKind.FLOAT else None
                values.setdefault((words(of), key), {})[guid] = cell if read is None else read
        return values

    @cached_property
    def _texts(self) -> dict[object, _Text]:
        """Every text by the number of its file."""
        return {
            key: _Text(
                self._id("source", key), {unit: Ruler(text, unit) for unit in (Unit.UTF_16, Unit.CODE_POINT)}
            )
            for key, text in self.database.rows("source", ["id", "fulltext"])
            if isinstance(text, str) and text.strip()
        }

    def _sources(self) -> Iterator[QdaSource]:
        columns = ["id", "name", "mediapath", "memo", "owner", "date"]
        for key, name, media, memo, owner, date in self.database.rows("source", columns):
            where = words(media)
            text = self._texts.get(key)
            yield QdaSource(
                self._id("source", key),
                words(name),
                _kind(where),
                "" if text is None else text.by_unit[Unit.UTF_16].text,
                where,
                words(memo),
                self._user(owner),
                moment(date),
                values=self._values.get(("file", key), {}),
            )

    def _selection(self, text: _Text, start: int, end: int, quote: str = "") -> str | None:
        """The GUID of a passage, kept once however many codes it has; ``None`` where there is none."""
        first, last, is_sure = text.passage(start, end, quote)
        if not is_sure:
            self.doubtful[text.guid] += 1
        if last < first:
            return None
        guid = self._id("selection", text.guid, first, last)
        self.selections.setdefault(guid, QdaSelection(guid, text.guid, first, last, quote))
        return guid

    def _read_codings(self, codes: frozenset[str]) -> None:
        columns = ["cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo"]
        for code, file, quote, start, end, owner, date, memo in self.database.rows("code_text", columns):
            text, first, last = self._texts.get(file), number(start), number(end)
            guid = self._id("code", code)
            if text is None or first is None or last is None or guid not in codes:
                self.homeless += 1
                continue
            selection = self._selection(text, first, last, words(quote))
            if selection is None:
                self.homeless += 1
                continue
            made = self._id("coding", selection, guid, words(owner))
            self.codings[made] = QdaCoding(made, selection, guid, self._user(owner), moment(date))
            self._note("coding", made, words(memo), owner, date, made)

    def _read_annotations(self) -> None:
        columns = ["anid", "fid", "pos0", "pos1", "memo", "owner", "date"]
        for key, file, start, end, memo, owner, date in self.database.rows("annotation", columns):
            text, first, last = self._texts.get(file), number(start), number(end)
            if text is None or first is None or last is None:
                continue
            if (selection := self._selection(text, first, last)) is not None:
                self._note("annotation", key, words(memo), owner, date, selection)

    def _read_journals(self) -> None:
        for key, name, entry, date, owner in self.database.rows(
            "journal", ["jid", "name", "jentry", "date", "owner"]
        ):
            if words(entry).strip():
                guid, user = self._id("note", "journal", key), self._user(owner)
                self.notes.append(QdaNote(guid, words(name), clean_text(words(entry)), user, moment(date)))

    def _cases(self) -> Iterator[QdaCase]:
        passages: dict[object, list[str]] = {}
        whole: dict[object, list[str]] = {}
        for case, file, start, end in self.database.rows("case_text", ["caseid", "fid", "pos0", "pos1"]):
            text, first, last = self._texts.get(file), number(start), number(end)
            if text is None or first is None or last is None or _is_whole(text, first, last):
                whole.setdefault(case, []).append(self._id("source", file))
            elif (selection := self._selection(text, first, last)) is not None:
                passages.setdefault(case, []).append(selection)
        for key, name, memo in self.database.rows("cases", ["caseid", "name", "memo"]):
            yield QdaCase(
                self._id("case", key),
                words(name),
                words(memo),
                self._values.get(("case", key), {}),
                sources=tuple(dict.fromkeys(whole.get(key, ()))),
                selections=tuple(dict.fromkeys(passages.get(key, ()))),
            )

    def _count_losses(self) -> None:
        names = {
            self._id("source", key): words(name) for key, name in self.database.rows("source", ["id", "name"])
        }
        for guid, n in self.doubtful.items():
            why = told(
                "The words that {program} kept are not those at its position. Look at these passages.",
                program=_PROGRAM,
            )
            self.losses.append(Loss(told("coding"), Fate.DOUBTFUL, n, why, names[guid]))
        if self.homeless:
            why = told("Its code or its text is not in the project any more.")
            self.losses.append(Loss(told("coding"), Fate.LOST, self.homeless, why))
        for table, column, what, why in _LEFT_OUT:
            if n := sum(bool(cell) for (cell,) in self.database.rows(table, [column])):
                self.losses.append(Loss(what, Fate.LOST, n, why))


def _kind(media: str) -> SourceKind:
    """What a source is by where its file is kept: inside the project or linked from elsewhere."""
    if media.lower().endswith(".pdf"):
        return SourceKind.PDF
    folder = media.strip("/").replace(":", "/").partition("/")[0]
    return _MEDIA.get(folder, SourceKind.TEXT)


def _is_whole(text: _Text, start: int, end: int) -> bool:
    """Whether a case has all of a text; older versions of QualCoder leave its last character out."""
    return start == 0 and end >= text.by_unit[Unit.CODE_POINT].length - 1
