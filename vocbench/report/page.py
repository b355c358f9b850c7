"""The page around a body: one HTML file that asks no network for anything, and is signed.

Two locks, because a report travels: what could fetch or run is taken out of the body, and a content
security policy forbids the browser to do it all the same.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, Template

from vocbench import __version__
from vocbench.errors import ReportError
from vocbench.report.provenance import ProjectStamp, signature
from vocbench.report.words import WORDS

POLICY = (
    "default-src 'none'; "  # no script, no frame, no connection, no media
    "style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
)
"""What a browser may load while it shows a report: nothing from outside the file."""

AUDIENCE = "vocbench-audience"
"""The name in the head under which a report tells other programs whom it was made for."""

PROJECTS = "vocbench-projects"
"""The name in the head under which a report tells other programs the names and hashes of its projects."""

TEMPLATES = Path(__file__).parent / "template"

_OWN = TEMPLATES / "vocbench_report"

_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)
# What a content security policy leaves alone, or what has no use without scripts or a network.
_ACTIVE = re.compile(r"<(?=/?(?:script|meta|link|base|iframe|frame|object|embed)\b)", re.IGNORECASE)


def inert(markup: str) -> str:
    """The markup without scripts, and with whatever else could fetch or run shown as text.

    >>> inert('<b>Hi</b><script>alert(1)</script><link rel="preconnect" href="//x">')
    '<b>Hi</b>&lt;link rel="preconnect" href="//x">'
    """
    return _ACTIVE.sub("&lt;", _SCRIPT.sub("", markup))


def page(
    body: str,
    *,
    title: str,
    lang: str,
    stamps: Sequence[ProjectStamp] | None = (),
    about: Iterable[tuple[str, str]] = (),
    description: str = "",
    audience: str = "",
    style: str = "",
) -> str:
    """An HTML page, to be passed through the gate and signed (``provenance.signed``).

    Args:
        body: HTML, without anything that runs (see :func:`inert`).
        title: as text.
        lang: ``"en"`` or ``"nl"``.
        stamps: the projects behind it, for the last line; ``None`` where it is about none.
        about: pairs of a name and words for the part that says where the page comes from.
        description: what it is about, in a sentence or two.
        audience: whom it is made for; "" where that is not told.
        style: rules of its own, after those of every report.
    """
    return _template().render(
        body=body,
        title=title,
        lang=lang,
        words=WORDS[lang],
        about=list(about),
        meta=_meta(stamps or (), description, audience),
        policy=POLICY,
        css=(_OWN / "report.css").read_text("utf-8") + style,
        signature=signature(stamps, lang=lang),
    )


def _meta(stamps: Iterable[ProjectStamp], description: str, audience: str) -> Mapping[str, str]:
    """What other programs may read in the head of a page."""
    told = {"generator": f"vocbench {__version__}", "description": description, AUDIENCE: audience}
    told[PROJECTS] = urlencode([(stamp.name, stamp.hash) for stamp in stamps])
    return {name: content for name, content in told.items() if content}


@cache
def _template() -> Template:
    shelf = Environment(loader=FileSystemLoader(_OWN), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return shelf.get_template("page.html.j2")


def write_whole(path: Path, content: str | bytes) -> None:
    """Write the file entirely or not at all.

    Raises:
        ReportError: it cannot be written; an earlier file is as it was.
    """
    written = content.encode() if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("wb", dir=path.parent, suffix=".part", delete=False) as part:
            part.write(written)
        Path(part.name).chmod(0o644)
        Path(part.name).replace(path)
    except OSError as error:
        raise ReportError(f"Cannot write {path}: {error.strerror}.") from None
