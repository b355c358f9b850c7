"""A desk for tests of the import widget: a project to which files of no format can be brought as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vocbench.errors import ConflictError
from vocbench.model.preview import Choices, MaterialKind, Preview
from vocbench.model.qda import Fate, Loss, QdaCode, QdaProject, QdaSource, QdaUser
from vocbench.model.told import Told
from vocbench.project import Project
from vocbench.project.intake import BroughtIn
from vocbench.widgets.intake.protocol import Material

TALK = """\
SPEAKER_00: How is the export?
SPEAKER_01: Honestly (laughs) it is slow, and I lose my work 😀.
SPEAKER_02: Mine is slow as well.
SPEAKER_00: What do you do then?
SPEAKER_01: I go home late.
"""
ANSWERS = """\
id,What can be better?,segment,nps,mail
a1,The export is slow and I lose my work each week,rent,3,ann@example.org
a2,Nothing at all to be honest with you,own,9,ben@example.org
a3,,rent,7,cat@example.org
a4,Make the export quicker so that I can go home,own,2,dan@example.org
"""
LOSS = Loss(Told("picture selection"), Fate.LOST, 3, Told("Pictures are not coded here."), name="map.png")
STUDY = QdaProject(
    "Shower study",
    origin="Another 7.1",
    users=(QdaUser("u1", "Ann"), QdaUser("u2", "Ben")),
    codes=(QdaCode("c1", "Pains"), QdaCode("c2", "Waiting", parent="c1")),
    sources=(QdaSource("s1", "p01", text="It is slow."),),
    losses=(LOSS,),
    notices=(Told("Positions are counted in UTF-16 units."),),
)
"""What a file called ``study.qdpx`` holds."""


@dataclass(frozen=True)
class StudyFile:
    """A study that was read."""

    path: Path
    kind: MaterialKind = MaterialKind.STUDY

    def preview(self, choices: Choices = Choices()) -> Preview:  # noqa: B008 - frozen
        """The study under a name."""
        study = replace(STUDY, name=choices.name or STUDY.name)
        counts = {"sources": 1, "codes": 2}
        return Preview(
            self.path, self.kind, study, choices, counts, notices=study.notices, losses=study.losses
        )


class Desk(Project):
    """A project that reads ``study.qdpx`` without looking, and refuses what is called *taken*."""

    opened: Sequence[str] = ()
    """The names of the files that were opened, in their order."""

    def open_material(  # type: ignore[override]  # the widget needs no more of it
        self, path: str | Path, **reading: Any
    ) -> Material:
        """The material in a file."""
        self.opened = (*self.opened, Path(path).name)
        if Path(path).name == "study.qdpx":
            return StudyFile(Path(path))
        return super().open_material(path, **reading)

    def bring_in(self, what: Preview, /, *, lang: str = "en") -> BroughtIn:  # type: ignore[override]
        """Store it, unless its name is refused."""
        if what.name == "taken":
            raise ConflictError("There is a source called 'taken' already. Give this one another name.")
        if what.path.name == "study.qdpx":
            self.add_code("Pains/Waiting")
            words: Mapping[str, str] = {"en": "Added: 2 codes.", "nl": "Toegevoegd: 2 codes."}
            return BroughtIn(what.path, what.kind, what.name, {"code": 2}, words=(words[lang],))
        return super().bring_in(what, lang=lang)


def folder_of(place: Path) -> Path:
    """A folder with a talk, two more below it, a table of answers, a study, and files that are none."""
    (place / "more" / "deep" / "deeper").mkdir(parents=True)
    (place / ".hidden").mkdir()
    (place / "talk.txt").write_text(TALK, "utf-8")
    (place / "answers.csv").write_text(ANSWERS, "utf-8")
    (place / "study.qdpx").write_bytes(b"study")
    (place / "recording.mp3").write_bytes(b"sound")
    (place / "more" / "second.txt").write_text("I: And you?\nR: Fine.\n", "utf-8")
    (place / "more" / "deep" / "third.vtt").write_text(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nHello there.\n", "utf-8"
    )
    (place / "more" / "deep" / "deeper" / "fourth.txt").write_text("I: Too deep?\n", "utf-8")
    (place / ".hidden" / "secret.txt").write_text("I: No.\n", "utf-8")
    return place
