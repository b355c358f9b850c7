"""What a file holds, seen before anything of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from vocbench.model.guess import Guess
from vocbench.model.qda import Loss, QdaProject
from vocbench.model.source import AnswerTable, Speaker, Transcript
from vocbench.model.survey import ColumnKind, SurveyColumn
from vocbench.model.told import Told


class MaterialKind(StrEnum):
    """What a file can bring into a project."""

    TRANSCRIPT = "transcript"
    ANSWERS = "answers"
    STUDY = "study"
    """A project or codebook of another program."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decided about a file; what is ``None`` or absent is left to the reader.

    ``name`` is what to call the source. For transcripts: ``language``, ``profile`` (the notation of
    pauses and other events), ``keep_lines`` (lines that seem to be broken to fit a width stay lines) and
    ``speakers``, by the label in the file; two labels that get one name are one speaker, and a label
    that gets ``None`` names nobody: it goes back into the words. For answers: ``kinds`` by the name of a
    column, and ``wave``, one label for the whole file. For studies: ``coder``, who coded where the study
    does not say it, and ``as_answers``, the names of sources that hold open answers.
    """

    name: str | None = None
    language: str | None = None
    profile: str | None = None
    speakers: Mapping[str, Speaker | None] = field(default_factory=dict)
    kinds: Mapping[str, ColumnKind] = field(default_factory=dict)
    wave: str | None = None
    keep_lines: bool = False
    coder: str | None = None
    as_answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """What would be kept of a file, under the choices made so far.

    ``columns`` are those of a table of answers, as they are read now; ``counts`` says how many of
    what there are (``"turns"``, ``"speakers"``, ``"answers"``, ``"codes"``, …).
    """

    path: Path
    kind: MaterialKind
    content: Transcript | AnswerTable | QdaProject
    choices: Choices
    counts: Mapping[str, int]
    columns: tuple[SurveyColumn, ...] = ()
    guesses: tuple[Guess, ...] = ()
    notices: tuple[Told, ...] = ()
    losses: tuple[Loss, ...] = ()

    @property
    def name(self) -> str:
        """What the source or study is called."""
        return self.content.name
