"""Where a report comes from: which projects, in which state, and whether it was changed since.

The digest tells of accidents, such as an editor that saved the page anew. It is no proof of who
made the report: whoever changes the page on purpose can compute a new digest.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vocbench import __version__
from vocbench.errors import ReportError
from vocbench.privacy.confidential import Audience
from vocbench.report.words import WORDS

if TYPE_CHECKING:
    from vocbench.project import Project

SHORT_HASH = 12
"""Characters of a project's hash that a report shows."""

DIGEST = re.compile(rb'(<code id="vocbench-digest">)([0-9a-f]*)(</code>)')


@dataclass(frozen=True, slots=True)
class ProjectStamp:
    """A project as it was when a notebook had run; the fields as in ``Project.provenance``."""

    name: str
    hash: str
    version: str
    coders: tuple[str, ...] = ()
    waves: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    seeds: tuple[tuple[str, int], ...] = ()

    def order(self) -> tuple[str, str]:
        """What stamps are sorted by."""
        return self.name, self.hash

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> ProjectStamp:  # Any: JSON
        """The stamp that JSON made of one, where tuples are lists."""
        lists = {name: tuple(written[name]) for name in ("coders", "waves", "added")}
        seeds = tuple((question, seed) for question, seed in written["seeds"])
        return cls(written["name"], written["hash"], written["version"], **lists, seeds=seeds)


def stamp_of(project: Project) -> ProjectStamp:
    """The stamp of a project as it is now."""
    made = project.provenance()
    origin = made.origin
    return ProjectStamp(
        made.name, made.hash, made.version, origin.coders, origin.waves, origin.added, origin.seeds
    )


def signature(stamps: Iterable[ProjectStamp] | None, *, lang: str) -> str:
    """The last line of a report as HTML, with the place of the digest left empty.

    It says that there is no project where *stamps* is empty, and nothing of projects where it is ``None``.
    """
    words = WORDS[lang]
    parts = [f"vocbench {__version__}"]
    if stamps is not None:
        parts += [_project_words(stamp, words) for stamp in stamps] or [words["none"]]
    parts.append(f'{words["digest"]} <code id="vocbench-digest"></code>')
    return " · ".join(parts)


def _project_words(stamp: ProjectStamp, words: Mapping[str, str]) -> str:
    name, digest = escape(stamp.name), escape(stamp.hash[:SHORT_HASH])
    return f"{words['project']} {name} {words['hash']} <code>{digest}</code>"


def about(stamps: Iterable[ProjectStamp], audience: Audience, *, lang: str) -> list[tuple[str, str]]:
    """What a reader may know of where a report comes from: pairs of a name and words.

    Who coded is told to the team; anybody else reads how many.
    """
    words = WORDS[lang]
    rows = [(words["version"], f"vocbench {__version__}"), (words["audience"], words[f"audience_{audience}"])]
    for stamp in stamps:
        coders = ", ".join(stamp.coders) if audience is Audience.TEAM else str(len(stamp.coders))
        seeds = "; ".join(f"{question} {seed}".strip() for question, seed in stamp.seeds)
        rows += [
            (words["project"], stamp.name),
            (words["hash"], stamp.hash),
            (words["material"], " – ".join(dict.fromkeys(stamp.added)) or words["unknown"]),
            (words["waves"], ", ".join(stamp.waves)),
            (words["coders"], coders if stamp.coders else ""),
            (words["seeds"], seeds),
        ]
    return [(name, told) for name, told in rows if told]


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
