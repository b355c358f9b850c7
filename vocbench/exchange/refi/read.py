"""Projects of other programs in: .qdpx archives, and .qde files that came without one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element
from zlib import crc32

from vocbench.errors import ReadError
from vocbench.exchange.markup import Record, records
from vocbench.exchange.refi.archive import Files, NoFiles, opened
from vocbench.exchange.refi.cases import read_case, read_link, read_variable
from vocbench.exchange.refi.codes import read_codes, read_set
from vocbench.exchange.refi.intake import Intake, Kind
from vocbench.exchange.refi.notes import read_note
from vocbench.exchange.refi.placing import Placing, joined
from vocbench.exchange.refi.profiles import read_origin
from vocbench.exchange.refi.resolve import resolved
from vocbench.exchange.refi.sources import KINDS, SourceDraft, SourceReader
from vocbench.exchange.text import PathLike, find_file, open_file
from vocbench.model.qda import (
    QdaCase,
    QdaCode,
    QdaLink,
    QdaNote,
    QdaProject,
    QdaSet,
    QdaUser,
    QdaVariable,
)
from vocbench.model.told import told

_RECORD_DEPTH = 2
_CHUNK = 1 << 16
_PARTS = {
    *("Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs"),
    *("Description", "NoteRef"),
}
_MAKING = ("creatingUserGUID", "creationDateTime", "modifyingUserGUID", "modifiedDateTime")
_NO_MAKING = told("Who made the project and when is not taken over; who coded and wrote memos is.")
_NO_FOLDER = told(
    "The file names a folder on its author's machine where recordings lie. Look for them where it comes from."
)
_NO_GRAPHS = told("Drawings of codes and their relations are not taken over; the links are.")


Progress = Callable[[int, int], None]
"""Told how many bytes of the XML of how many are read; may raise ``Cancelled``."""


def read_qdpx(path: PathLike, *, progress: Progress | None = None) -> QdaProject:
    """The project in a .qdpx archive.

    Positions are read as the file counts them, which is found out for each source and said in
    ``notices``. What could not be taken over, or only with doubt, stands in ``losses``.

    Args:
        path: a REFI-QDA project, as NVivo, ATLAS.ti, MAXQDA and others export it.
        progress: told how far it is; ``None`` for nobody.

    Raises:
        ReadError: the file is absent, damaged, locked with a password or could do harm, or
            holds no project.
    """
    place = find_file(path, suffixes=(".qdpx",))
    with opened(place) as files:
        chunks = _told(files.project(), files.project_bytes, progress)
        return _ProjectReader(files, files.mark).read(chunks, place.name)


def read_qde(path: PathLike) -> QdaProject:
    """The project in a .qde file that came without its archive: all but texts in files of their own.

    Args:
        path: the XML of a REFI-QDA project.

    Raises:
        ReadError: the file is absent, no sound XML, could do harm or holds no project.
    """
    file = open_file(path, suffixes=(".qde",))
    chunks = (file.raw[at : at + _CHUNK] for at in range(0, len(file.raw), _CHUNK))
    return _ProjectReader(NoFiles(), f"{crc32(file.raw):08x}").read(chunks, file.path.name)


def _told(chunks: Iterable[bytes], n_bytes: int, progress: Progress | None) -> Iterator[bytes]:
    """*chunks*, with a word to *progress* after each."""
    n_read = 0
    for chunk in chunks:
        yield chunk
        n_read += len(chunk)
        if progress is not None:
            progress(n_read, n_bytes)


class _ProjectReader:
    """Takes the XML of a project apart, one element at a time."""

    def __init__(self, files: Files, mark: str) -> None:
        self._intake = Intake(files, mark)
        self._sources = SourceReader(self._intake)
        self._drafts: list[SourceDraft] = []
        self._users: list[QdaUser] = []
        self._codes: list[QdaCode] = []
        self._variables: list[QdaVariable] = []
        self._cases: list[QdaCase] = []
        self._notes: list[QdaNote] = []
        self._links: list[QdaLink] = []
        self._sets: list[QdaSet] = []
        self._description = ""
        self._takers = self._all_takers()

    def _all_takers(self) -> Mapping[tuple[str, str], Callable[[Element], None]]:
        """What takes which element, by the names of its container and itself."""
        return {
            ("Users", "User"): self._take_user,
            ("CodeBook", "Codes"): lambda each: self._codes.extend(read_codes(each, self._intake)),
            ("Variables", "Variable"): lambda each: self._variables.append(read_variable(each, self._intake)),
            ("Cases", "Case"): lambda each: self._cases.append(read_case(each, self._intake)),
            ("Notes", "Note"): lambda each: self._notes.append(read_note(each, self._intake)),
            ("Links", "Link"): lambda each: self._links.append(read_link(each, self._intake)),
            ("Sets", "Set"): lambda each: self._sets.append(read_set(each, self._intake)),
            ("Graphs", "Graph"): self._take_graph,
        }

    def read(self, chunks: Iterable[bytes], name: str) -> QdaProject:
        """The project whose XML is *chunks*, from the file called *name*."""
        root = Element("")
        for record in records(chunks, name, depth=_RECORD_DEPTH):
            self._take(record)
            root = record.element
        if root.tag != "Project":
            raise ReadError(
                f"{name} holds no REFI-QDA project: its XML begins with {root.tag!r}. A codebook is read "
                "with read_qdc."
            )
        return self._finished(root)

    def _take(self, record: Record) -> None:
        element = record.element
        if len(record.around) == _RECORD_DEPTH:
            container = record.around[-1]
            if container == "Sources" and element.tag in KINDS:
                self._drafts.extend(self._sources.read(element))
            elif (taker := self._takers.get((container, element.tag))) is not None:
                taker(element)
            elif container in _PARTS:
                self._intake.tell_strange(element)
        elif element.tag == "Description" and len(record.around) == 1:
            self._description = element.text or ""
        elif record.around and element.tag not in _PARTS:
            self._intake.tell_strange(element)

    def _take_user(self, element: Element) -> None:
        guid = self._intake.claim(Kind.USER, element)
        self._users.append(QdaUser(guid, element.get("name") or element.get("id") or ""))

    def _take_graph(self, element: Element) -> None:
        self._intake.ledger.lost(told("drawing"), _NO_GRAPHS, name=element.get("name", ""))

    def _placed(self, origin: str) -> Placing:
        """The sources and passages, in our terms."""
        drafts, gone = joined(self._drafts)
        self._intake.aliases.update(gone)
        placing = Placing(drafts, origin, self._intake.ledger)
        placing.place()
        return placing

    def _tell_making(self, root: Element) -> None:
        """Note what the project says of its making."""
        self._intake.ledger.lost(
            told("author and dates of the project"), _NO_MAKING, n=int(any(map(root.get, _MAKING)))
        )
        self._intake.ledger.lost(told("folder of recordings"), _NO_FOLDER, n=int(bool(root.get("basePath"))))

    def _finished(self, root: Element) -> QdaProject:
        stated = root.get("origin", "")
        self._tell_making(root)
        placing = self._placed(stated)
        return resolved(
            QdaProject(
                name=root.get("name", ""),
                origin=read_origin(stated)[0],
                description=self._description,
                users=tuple(self._users),
                codes=tuple(self._codes),
                variables=tuple(self._variables),
                cases=tuple(self._cases),
                sources=tuple(placing.sources),
                selections=tuple(placing.selections),
                codings=tuple(self._sources.codings),
                notes=tuple(self._notes),
                links=tuple(self._links),
                sets=tuple(self._sets),
                notices=tuple(placing.notices()),
            ),
            self._intake,
        )
