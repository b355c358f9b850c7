"""Codebooks of other programs, .qdc files, in and out."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element
from zlib import crc32

from vocbench.errors import ReadError, WriteError
from vocbench.exchange.markup import local_name, parse_xml
from vocbench.exchange.refi.archive import NoFiles
from vocbench.exchange.refi.check import check_codes
from vocbench.exchange.refi.codes import read_codes, read_set
from vocbench.exchange.refi.contents import Contents
from vocbench.exchange.refi.intake import Intake
from vocbench.exchange.refi.ledger import Ledger
from vocbench.exchange.refi.profiles import Profile, read_origin, written_origin
from vocbench.exchange.refi.resolve import resolved
from vocbench.exchange.refi.xml import HEAD
from vocbench.exchange.tables import place_for
from vocbench.exchange.text import PathLike, open_file
from vocbench.exchange.whole import written_whole
from vocbench.model.qda import Loss, QdaProject
from vocbench.model.told import Told, told

_NAMESPACE = "urn:QDA-XML:codebook:1.0"
_ONLY_CODES = told("A codebook holds codes and sets of codes; a .qdpx file holds the rest too.")


def read_qdc(path: PathLike) -> QdaProject:
    """The codebook in a .qdc file, as a project with codes and sets of codes and nothing else.

    A file that is not quite as the standard wants is read as it was meant; its faults stand in
    ``notices``.

    Args:
        path: a codebook, as NVivo, ATLAS.ti, Taguette and others export it.

    Raises:
        ReadError: the file is absent, no sound XML, could do harm or holds no codebook.
    """
    file = open_file(path, suffixes=(".qdc",))
    root = parse_xml(file.raw, file.path.name)
    if local_name(root.tag) != "CodeBook":
        raise ReadError(
            f"{file.path.name} holds no REFI-QDA codebook: its XML begins with {local_name(root.tag)!r}. "
            "A project is read with read_qdpx or read_qde."
        )
    faults = tuple(_faults(root))
    for element in root.iter():
        element.tag = local_name(element.tag)
    intake = Intake(NoFiles(), f"{crc32(file.raw):08x}")
    codes = tuple(code for each in root.findall("Codes") for code in read_codes(each, intake))
    sets = tuple(read_set(each, intake) for each in root.findall("Sets/Set"))
    origin, _ = read_origin(root.get("origin", ""))
    project = QdaProject(file.path.stem, origin=origin, codes=codes, sets=sets, notices=faults)
    return resolved(project, intake)


def _faults(root: Element) -> Iterator[Told]:
    """In what a codebook is not as the standard wants it."""
    namespace = root.tag.rpartition("}")[0].removeprefix("{")
    if namespace != _NAMESPACE:
        yield told(
            "The file calls its format {found!r}; the standard says {standard!r}. It was read alike.",
            found=namespace,
            standard=_NAMESPACE,
        )
    names = [local_name(each.tag) for each in root]
    if "Codes" not in names:
        yield told("The file has no Codes, which the standard wants.")
    for name in sorted({local_name(each.tag) for each in root if not len(each)}):
        yield told(
            "The file has {part} with nothing in it, which the standard does not allow. It was left out.",
            part=name,
        )


def write_qdc(project: QdaProject, path: PathLike) -> tuple[Loss, ...]:
    """What could not be written of *project* in a codebook; its codes are in the file at *path*.

    Args:
        project: whose codes and sets of codes are written.
        path: a .qdc file; an older one there is replaced when all is written.

    Returns:
        The losses: everything that is neither a code nor a set of codes, counted by kind.

    Raises:
        WriteError: another suffix, no such folder, no room, no codes at all, or codes that are
            no tree. An older file is then as it was.
    """
    place = place_for(path, [".qdc"])
    if not project.codes:
        raise WriteError(
            f"There are no codes to write to {place.name}, and a codebook needs one. Make a code first."
        )
    check_codes(project.codes)
    ledger = Ledger()
    contents = Contents(ledger, {})
    inside = contents.codes(project.codes) + contents.container(
        "Sets", map(contents.codebook_set, project.sets)
    )
    attributes = {"xmlns": _NAMESPACE, "origin": written_origin(project.origin, Profile.STANDARD)}
    xml = contents.xml.element("CodeBook", attributes, (inside,))
    for what, n in _left_out(project).items():
        ledger.lost(what, _ONLY_CODES, n=n)
    with written_whole(place) as stream:
        stream.write((HEAD + xml).encode("utf-8"))
    return ledger.losses


def _left_out(project: QdaProject) -> dict[Told, int]:
    """How many things of which kind a codebook has no room for."""
    return {
        told("source"): len(project.sources),
        told("coding"): len(project.codings),
        told("memo"): len(project.notes),
        told("case"): len(project.cases),
        told("variable"): len(project.variables),
        told("link"): len(project.links),
        told("member of a set"): sum(len(each.sources) + len(each.notes) for each in project.sets),
    }
