"""What an exchange detected, kept and lost: as lines to read, and as JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vocbench import __version__
from vocbench.cli.wishes import OPTIONS, in_options
from vocbench.exchange.whole import written_whole
from vocbench.model.guess import Guess
from vocbench.model.preview import MaterialKind, Preview
from vocbench.model.qda import Loss
from vocbench.model.told import Told, told

if TYPE_CHECKING:
    from vocbench.project.intake import BroughtIn
    from vocbench.project.outputs import Exported

_SURE = 0.8
_MOST = 20
_KINDS = {
    MaterialKind.TRANSCRIPT: told("transcript"),
    MaterialKind.ANSWERS: told("answers"),
    MaterialKind.STUDY: told("study"),
}


@dataclass
class Account:
    """What one command did; the fields are the keys of the report."""

    command: str
    project: str | None = None
    dry_run: bool = False
    files: list[dict[str, Any]] = field(default_factory=list)
    """Those that were read: values of JSON."""
    written: dict[str, Any] | None = None
    """The file that was written, where one was."""
    faults: list[dict[str, str]] = field(default_factory=list)
    """Those that could not be read: ``file`` and ``message``."""

    def read(self, preview: Preview, brought: BroughtIn) -> None:
        """Note a file that came in."""
        self.files.append(
            {
                "file": str(preview.path),
                "kind": preview.kind.value,
                "name": preview.name,
                "detected": [_guess(each) for each in preview.guesses],
                "notices": list(preview.notices),
                "kept": {
                    "added": dict(brought.added),
                    "known": dict(brought.known),
                    "changed": dict(brought.changed),
                },
                "lost": [_loss(each) for each in brought.lost],
            }
        )

    def wrote(self, exported: Exported) -> None:
        """Note the file that was written."""
        self.written = {
            "file": str(exported.path),
            "kept": dict(exported.counts),
            "lost": [_loss(each) for each in exported.losses],
        }

    def write(self, path: Path) -> None:
        """Write it as JSON.

        Raises:
            WriteError: no such folder, or no room.
        """
        content = {"vocbench": __version__, **vars(self)}
        with written_whole(path) as stream:
            stream.write((json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))


def _guess(guess: Guess) -> Mapping[str, str | float]:
    return {
        "what": guess.what,
        "value": guess.value,
        "confidence": guess.confidence,
        "option": OPTIONS.get(guess.override, ""),
    }


def _loss(loss: Loss) -> Mapping[str, str | int]:
    loss = loss.in_language("en")  # the report is for programs: it is the same in each language
    return {"what": loss.what, "name": loss.name, "n": loss.n, "fate": loss.fate.value, "why": loss.why}


def lines_of(preview: Preview, brought: BroughtIn, lang: str, *, every_guess: bool) -> Iterator[str]:
    """What to say of a file that came in.

    Args:
        preview: the file as it was read.
        brought: what became of it, in that language.
        lang: the language in which it is told.
        every_guess: whether to tell also of what is rather sure.
    """
    yield f"{preview.path.name}, {_KINDS[preview.kind].in_language(lang)} {brought.name!r}"
    for guess in preview.guesses:
        if every_guess or guess.confidence < _SURE:
            yield f"  {_told_guess(guess).in_language(lang)}"
    notices = (each.in_language(lang) for each in preview.notices)
    yield from (f"  {in_options(line)}" for line in some([*notices, *brought.words], lang))


def _told_guess(guess: Guess) -> Told:
    option = OPTIONS.get(guess.override)
    return told(
        "guessed {what}: {value} ({sure:.0%} sure{otherwise})",
        what=guess.what,
        value=guess.value,
        sure=guess.confidence,
        otherwise=told("; {option} says otherwise", option=option) if option else "",
    )


def some(lines: Sequence[str], lang: str) -> Sequence[str]:
    """The lines, or the first of them and how many more there are."""
    if len(lines) <= _MOST:
        return lines
    rest = told("and {n:,} more lines; --report FILE.json lists all.", n=len(lines) - _MOST)
    return [*lines[:_MOST], rest.in_language(lang)]
