"""The files that wait to be brought in, what was chosen for each, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from itertools import count
from pathlib import Path

from vocbench.errors import VocbenchError
from vocbench.model.preview import Choices, MaterialKind, Preview
from vocbench.model.qda import QdaProject
from vocbench.model.source import Role, Speaker, Transcript
from vocbench.model.survey import ONLY_ONE, ColumnKind
from vocbench.widgets.intake.protocol import IntakeDesk, Material

_numbers = count(1)


class Standing(StrEnum):
    """How far a file has come."""

    WAITING = "waiting"
    SEEN = "seen"
    FAILED = "failed"
    STORED = "stored"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read; what is ``None`` is left to the reader."""

    encoding: str | None = None
    kind: MaterialKind | None = None
    which: str | None = None
    questions: str | None = None


@dataclass
class Entry:
    """One file on its way into the project."""

    path: Path
    id: str = field(default_factory=lambda: f"file-{next(_numbers)}")
    reading: Reading = field(default_factory=Reading)
    choices: Choices = field(default_factory=Choices)
    parts: Sequence[str] = ()
    """The sheets or projects in the file, of which one is read."""
    untouched: Preview | None = None
    """What the file holds where nobody chooses anything."""
    preview: Preview | None = None
    """What would be kept, with what was chosen."""
    trouble: str = ""
    """Why the file could not be read."""
    words: tuple[str, ...] = ()
    """What became of it, once it is stored."""
    _material: Material | None = None

    @property
    def standing(self) -> Standing:
        """How far the file has come."""
        if self.words:
            return Standing.STORED
        if self.trouble:
            return Standing.FAILED
        return Standing.SEEN if self.preview else Standing.WAITING

    def read(self, desk: IntakeDesk, reading: Reading) -> None:
        """Read the file anew; what was chosen stays as far as the file still has it.

        What cannot be read leaves what was seen before, and says so in ``trouble``.
        """
        self.reading = reading
        try:
            self.parts = desk.material_parts(self.path)
            material = desk.open_material(self.path, **asdict(reading))
            untouched = material.preview()
            choices = _still_there(self.choices, untouched)
            preview = untouched if choices == Choices() else material.preview(choices)
        except VocbenchError as error:
            self.trouble, self.untouched, self.preview, self._material = str(error), None, None, None
            return
        self.trouble, self._material = "", material
        self.untouched, self.choices, self.preview = untouched, choices, preview

    def choose(self, choices: Choices) -> None:
        """Look at the file again under *choices*; where that cannot be, the former ones stay.

        Raises:
            VocbenchError: what is chosen cannot be, or the file was not read.
        """
        if self._material is None:
            raise VocbenchError(f"{self.path.name} was not read, so there is nothing to choose.")
        self.preview = self._material.preview(choices)
        self.choices = choices

    def cast(self, label: str, *, name: str | None = None, role: Role | None = None) -> Choices:
        """The choices with a name or a role for who speaks under *label*; an empty name takes the label.

        Who gets the name of another is that other, role and all; one person has one role.

        Raises:
            VocbenchError: nobody speaks under that label.
        """
        people = self.people()
        if label not in people:
            raise VocbenchError(f"Nobody speaks under the label {label!r} in {self.path.name}.")
        called = people[label].name if name is None else " ".join(name.split()) or label
        same = next((each for at, each in people.items() if at != label and each.name == called), None)
        if name is not None and same:
            wanted = same
        else:
            wanted = replace(people[label], name=called, role=role or people[label].role)
        chosen = dict(self.choices.speakers)
        if called:
            chosen[label] = wanted
        else:
            chosen.pop(label, None)  # turns without a label go without a name again
        if role is not None:
            alike = {at: each for at, each in people.items() if each.name == called}
            chosen |= {at: replace(each, role=role) for at, each in alike.items()}
        return replace(self.choices, speakers=chosen)

    def not_a_speaker(self, label: str) -> Choices:
        """The choices with *label* put back into the words, as it names nobody.

        Raises:
            VocbenchError: nobody speaks under that label.
        """
        if not label or label not in self.people():
            raise VocbenchError(f"Nobody speaks under the label {label!r} in {self.path.name}.")
        return replace(self.choices, speakers={**self.choices.speakers, label: None})

    def people(self) -> Mapping[str, Speaker]:
        """Who speaks under each label of the file, as it is now; ``""`` stands for turns without one."""
        before, now = _transcript(self.untouched), _transcript(self.preview)
        labels = dict.fromkeys(turn.speaker for turn in before.turns)
        named = {label: self.choices.speakers.get(label) or before.speaker(label) for label in labels}
        return {
            label: (now.speaker(speaker.name) or speaker) if speaker else Speaker(label, Role.RESPONDENT)
            for label, speaker in named.items()
        }

    def sort(self, column: str, kind: ColumnKind | None) -> Choices:
        """The choices with another kind for a column; ``None`` leaves it to the reader.

        Of a kind that one column can be, the column that was it so far lets go of it.
        """
        kinds = {
            name: each
            for name, each in self.choices.kinds.items()
            if name != column and not (each is kind and kind in ONLY_ONE)
        }
        return replace(self.choices, kinds={**kinds, column: kind} if kind else kinds)


def _transcript(preview: Preview | None) -> Transcript:
    if preview is None or not isinstance(preview.content, Transcript):
        raise VocbenchError("Only who speaks in a transcript has a name and a role.")
    return preview.content


def _still_there(choices: Choices, untouched: Preview) -> Choices:
    """The choices that still mean something: a file read otherwise may have other labels and columns."""
    content = untouched.content
    labels = {turn.speaker for turn in content.turns} if isinstance(content, Transcript) else set()
    columns = {column.name for column in untouched.columns}
    sources = {each.name for each in content.sources} if isinstance(content, QdaProject) else set()
    return replace(
        choices,
        as_answers=tuple(name for name in choices.as_answers if name in sources),
        speakers={label: each for label, each in choices.speakers.items() if label in labels},
        kinds={name: kind for name, kind in choices.kinds.items() if name in columns},
    )
