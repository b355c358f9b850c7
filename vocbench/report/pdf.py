"""A report as PDF, printed by a Chromium that is on this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from vocbench.errors import ReportError

VARIABLE = "VOCBENCH_CHROMIUM"
"""Environment variable that names the browser to print with."""

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
_PATIENCE_SECONDS = 120
_NOTE = re.compile(rb"\n%vocbench made this for: ([a-z]+)\n\Z")
_TRACES = re.compile(rb"/(?:CreationDate|ModDate|Creator|Producer) \((?:[^()\\]|\\.|\([^()]*\))*\)")


def find_chromium() -> Path:
    """The browser that prints: the one that ``VOCBENCH_CHROMIUM`` names, else one that is installed.

    Raises:
        ReportError: there is none.
    """
    for path in _candidates():
        if path.is_file():
            return path
    raise ReportError(
        "A PDF needs Chromium, Chrome or Edge, and none was found. Install one, or name its program in the "
        f"environment variable {VARIABLE}. Or write HTML and print it from your browser."
    )


def _candidates() -> Iterator[Path]:
    if named := os.environ.get(VARIABLE):
        yield Path(named)
        return  # what a person named is used, or said to be absent
    yield from (Path(found) for name in _NAMES if (found := shutil.which(name)))
    yield from map(Path, _PLACES)


def pdf_of(page: str, chromium: Path) -> bytes:
    """The page as PDF, with an outline, with tags for screen readers, and without when it was printed.

    Args:
        page: an HTML page that needs nothing else.
        chromium: the browser to print with.

    Raises:
        ReportError: the browser failed, or took longer than two minutes.
    """
    with tempfile.TemporaryDirectory(prefix="vocbench-") as folder:
        source, printed = Path(folder) / "report.html", Path(folder) / "report.pdf"
        source.write_text(page, encoding="utf-8")
        command = [str(chromium), *_FLAGS, *_sandbox(), f"--user-data-dir={folder}/profile"]
        _print([*command, f"--print-to-pdf={printed}", source.as_uri()])
        if not printed.is_file():
            raise ReportError(f"{chromium} wrote no PDF. Write HTML and print it from your browser.")
        return _without_traces(printed.read_bytes())


def marked(pdf: bytes, audience: str) -> bytes:
    """The PDF with a last line, which readers of PDF pass over, that says whom it was made for."""
    return pdf.rstrip(b"\n") + f"\n%vocbench made this for: {audience}\n".encode()


def audience_in(pdf: bytes) -> str:
    """Whom a PDF was made for; "" where it does not say, as it was not made by vocbench."""
    found = _NOTE.search(pdf)
    return found[1].decode() if found else ""


def _sandbox() -> tuple[str, ...]:
    """Chromium refuses its sandbox to the administrator; the page runs no script, and fetches nothing."""
    is_root = sys.platform != "win32" and os.geteuid() == 0
    return ("--no-sandbox",) if is_root else ()


def _print(command: list[str]) -> None:
    try:
        subprocess.run(command, capture_output=True, timeout=_PATIENCE_SECONDS, check=True)  # noqa: S603  # our own words
    except subprocess.TimeoutExpired:
        raise ReportError(f"{command[0]} took longer than {_PATIENCE_SECONDS} seconds to print.") from None
    except (OSError, subprocess.CalledProcessError) as error:
        raise ReportError(f"{command[0]} could not print the report: {error}.") from None


def _without_traces(pdf: bytes) -> bytes:
    """The PDF with blanks for when and by what it was printed, so that every part stays at its place."""
    return _TRACES.sub(lambda found: b" " * len(found[0]), pdf)
