"""A project out, as a .qdpx archive that other programs read: strict, and the same bytes each time."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import BinaryIO

from vocbench.errors import WriteError
from vocbench.exchange.refi.check import check_project
from vocbench.exchange.refi.contents import Contents, NoteRefs
from vocbench.exchange.refi.guids import derived
from vocbench.exchange.refi.ledger import Ledger
from vocbench.exchange.refi.material import Material, file_text
from vocbench.exchange.refi.profiles import Profile, written_origin
from vocbench.exchange.refi.xml import HEAD
from vocbench.exchange.tables import place_for
from vocbench.exchange.text import PathLike
from vocbench.exchange.whole import written_whole
from vocbench.model.qda import Direction, Loss, QdaLink, QdaNote, QdaProject
from vocbench.model.source import clean_text
from vocbench.model.told import told

Progress = Callable[[int, int], None]
"""Told how many sources of how many are written; may raise ``Cancelled``."""

_NAMESPACE = "urn:QDA-XML:project:1.0"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644 << 16
_UNIX = 3
_LINE_ENDS = told("Its line ends are LF now.")


def write_qdpx(
    project: QdaProject,
    path: PathLike,
    *,
    profile: Profile | str = Profile.STANDARD,
    progress: Progress | None = None,
) -> tuple[Loss, ...]:
    """What could not be written of *project* as it is; the rest is in the .qdpx archive at *path*.

    The same project gives the same bytes. No place on this machine is written: of media only the
    names of their files go along.

    Args:
        project: what to write.
        path: a .qdpx file; an older one there is replaced when all is written.
        profile: ``"standard"`` counts positions in code points, ``"nvivo"`` in UTF-16 units as
            NVivo does. They differ only behind emoji and other characters above U+FFFF.
        progress: told of each source; ``None`` for nobody.

    Returns:
        The losses; empty when everything went along as it is.

    Raises:
        WriteError: another suffix, no such folder, no room, or a project that contradicts
            itself. An older file is then as it was.
    """
    place = place_for(path, [".qdpx"])
    check_project(project)
    writer = _ProjectWriter(project, _profile(profile), progress)
    with written_whole(place) as stream:
        writer.write(stream)
    return writer.losses


def _profile(name: str) -> Profile:
    try:
        return Profile(name)
    except ValueError:
        raise WriteError(f"There is no profile {name!r}. Choose one of {', '.join(Profile)}.") from None


class _ProjectWriter:
    """Writes the parts of a project in the order of the schema."""

    def __init__(self, project: QdaProject, profile: Profile, progress: Progress | None) -> None:
        self._project = project
        self._origin = written_origin(project.origin, profile)
        self._progress = progress
        self._ledger = Ledger()
        notes, self._memo_links = _attachments(project)
        self._contents = Contents(self._ledger, notes, project.variables)
        self._material = Material(project, self._contents, self._ledger, profile)

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What could not be written as it is."""
        return self._ledger.losses

    def write(self, stream: BinaryIO) -> None:
        """Write the archive to *stream*."""
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            with archive.open(_member("project.qde"), "w") as xml:
                for piece in self._xml():
                    xml.write(piece.encode("utf-8"))
            for guid, text in self._texts():
                archive.writestr(_member(f"sources/{guid}.txt"), file_text(text, self._ledger))

    def _texts(self) -> Iterator[tuple[str, str]]:
        yield from ((each.guid, each.text) for each in self._project.sources)
        for note in self._project.notes:
            text = clean_text(note.text)
            self._ledger.changed(told("memo"), _LINE_ENDS, n=int(text != note.text))
            yield note.guid, text

    def _xml(self) -> Iterator[str]:
        project, contents = self._project, self._contents
        attributes = {"xmlns": _NAMESPACE, "name": project.name, "origin": self._origin}
        yield HEAD + contents.xml.element("Project", attributes).removesuffix("/>\n") + ">\n"
        users = ({"guid": each.guid, "name": each.name} for each in project.users)
        yield contents.container("Users", (contents.xml.element("User", each) for each in users))
        yield contents.container("CodeBook", (contents.codes(project.codes),))
        yield contents.container("Variables", map(contents.variable, project.variables))
        yield contents.container("Cases", map(contents.case, project.cases))
        yield from self._sources()
        yield contents.container("Notes", map(self._material.note, project.notes))
        yield contents.container("Links", map(contents.link, (*project.links, *self._memo_links)))
        yield contents.container("Sets", map(contents.project_set, project.sets))
        yield from contents.description(project.description)
        yield from contents.refs("NoteRef", (each.guid for each in project.notes if not each.about))
        yield "</Project>\n"

    def _sources(self) -> Iterator[str]:
        """The sources one by one, as together they may be long."""
        sources = self._project.sources
        if not sources:
            return
        yield "<Sources>\n"
        for n_done, source in enumerate(sources, start=1):
            yield self._material.source(source)
            if self._progress is not None:
                self._progress(n_done, len(sources))
        yield "</Sources>\n"


def _member(name: str) -> zipfile.ZipInfo:
    """A member of the archive without a clock or a machine in it."""
    info = zipfile.ZipInfo(name, _FIRST_DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = _UNIX
    info.external_attr = _MODE
    return info


def _attachments(project: QdaProject) -> tuple[NoteRefs, list[QdaLink]]:
    """Which memos are named where, and links for those about things that can name no memo."""
    can_name = {
        each.guid
        for part in (project.codes, project.sources, project.selections, project.codings, project.notes)
        for each in part
    } | {each.guid for each in project.links}
    joined = {(each.origin, each.target) for each in project.links}
    refs: dict[str, list[str]] = defaultdict(list)
    links: list[QdaLink] = []
    for note in project.notes:
        for guid in note.about:
            if (note.guid, guid) in joined or (guid, note.guid) in joined:
                continue
            if guid in can_name:
                refs[guid].append(note.guid)
            else:
                links.append(_memo_link(note, guid))
    return refs, links


def _memo_link(note: QdaNote, guid: str) -> QdaLink:
    return QdaLink(derived(note.guid, f"about {guid}"), note.guid, guid, direction=Direction.ONE_WAY)
