"""Where a report comes from: which projects, in which state, and whether it was changed since.

The digest tells of accidents, such as an editor that saved the page anew. It is no proof of who
made the report: whoever changes the page on purpose can compute a new digest.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path

from vocbench import __version__
from vocbench.errors import ReportError

MIME_TYPE = "application/vnd.vocbench.projects+json"
"""How the kernel tells the executor which projects a notebook used; no reader of notebooks shows it."""

SHORT_HASH = 12
"""Characters of a project's hash that a report shows."""

DIGEST = re.compile(rb'(<code id="vocbench-digest">)([0-9a-f]*)(</code>)')

WORDS = {
    "en": {"project": "project", "hash": "hash", "none": "no project", "digest": "report digest"},
    "nl": {"project": "project", "hash": "hash", "none": "geen project", "digest": "controlegetal"},
}


@dataclass(frozen=True, slots=True)
class ProjectStamp:
    """A project as it was when a notebook had run; ``seed`` as in ``Project.provenance``."""

    name: str
    hash: str
    version: str
    seed: int | None


def find_stamps(namespace: Mapping[str, object]) -> tuple[ProjectStamp, ...]:
    """The stamp of each open project among the values of a namespace, in order of their names.

    Args:
        namespace: names to values, such as ``globals()`` of a notebook.

    Returns:
        Each project once, however many names it has; empty when there is none.
    """
    module = sys.modules.get("vocbench.project")
    if module is None:  # nothing has asked for a project, so there can be none
        return ()
    projects = {id(value): value for value in namespace.values() if isinstance(value, module.Project)}
    stamps = {_stamp(project.provenance()) for project in projects.values()}
    return tuple(sorted(stamps, key=lambda stamp: (stamp.name, stamp.hash)))


def _stamp(provenance: object) -> ProjectStamp:
    return ProjectStamp(**{name: getattr(provenance, name) for name in ProjectStamp.__slots__})


def publish(namespace: Mapping[str, object]) -> None:
    """Tell the executor of the projects in *namespace*; called in the kernel, after the last cell."""
    from IPython.display import display  # noqa: PLC0415  # only a kernel needs it, and has it

    stamps = [asdict(stamp) for stamp in find_stamps(namespace)]
    display({MIME_TYPE: stamps}, raw=True)  # type: ignore[no-untyped-call]  # IPython has no types here


def signature(stamps: Iterable[ProjectStamp], *, lang: str) -> str:
    """The last line of a report as HTML, with the place of the digest left empty."""
    words = WORDS[lang]
    parts = [f"vocbench {__version__}"]
    parts += [_project_words(stamp, words) for stamp in stamps] or [words["none"]]
    parts.append(f'{words["digest"]} <code id="vocbench-digest"></code>')
    return " · ".join(parts)


def _project_words(stamp: ProjectStamp, words: Mapping[str, str]) -> str:
    name, digest = escape(stamp.name), escape(stamp.hash[:SHORT_HASH])
    seed = "" if stamp.seed is None else f" · seed {stamp.seed}"
    return f"{words['project']} {name} {words['hash']} <code>{digest}</code>{seed}"


def signed(page: str) -> str:
    """The page with its digest in the place that :func:`signature` left for it.

    The digest is the SHA-256 of the page in UTF-8 with that place empty.
    """
    content = page.encode()
    place = _digest_place(content)
    digest = hashlib.sha256(content).hexdigest().encode()
    return (content[: place.start(2)] + digest + content[place.end(2) :]).decode()


def is_unchanged(report: Path) -> bool:
    """Whether a report is, to the byte, as vocbench made it.

    Raises:
        ReportError: the file is not there, or carries no digest.
    """
    if not report.is_file():
        raise ReportError(f"No report at {report}.")
    content = report.read_bytes()
    try:
        place = _digest_place(content)
    except LookupError:
        raise ReportError(f"{report} carries no digest, so it is no report that vocbench made.") from None
    unsigned = content[: place.start(2)] + content[place.end(2) :]
    return hashlib.sha256(unsigned).hexdigest().encode() == place[2]


def _digest_place(content: bytes) -> re.Match[bytes]:
    # The last one: an output in the page may hold the same words, and the signature comes after it.
    places = list(DIGEST.finditer(content))
    if not places:
        raise LookupError("no place for a digest")
    return places[-1]
