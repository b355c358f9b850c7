"""What the options of ``vocbench import`` mean for one file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from vocbench.errors import ReadError
from vocbench.model.preview import Choices, MaterialKind, Preview
from vocbench.model.source import Role, Speaker, Transcript
from vocbench.model.survey import ColumnKind, SurveyColumn

OPTIONS: Mapping[str, str] = {
    "as_answers": "--as-answers",
    "coder": "--coder",
    "encoding": "--encoding",
    "interviewer": "--interviewer",
    "keep_lines": "--keep-lines",
    "kind": "--as",
    "language": "--language",
    "name": "--name",
    "profile": "--profile",
    "project": "--project",
    "questions": "--questions",
    "respondent": "--respondent",
    "score": "--score",
    "source": "--source",
    "text": "--text",
    "wave": "--wave",
    "which": "--sheet",
}
"""The option that stands for an argument of a reader."""

_ARGUMENT = re.compile(rf"\b({'|'.join(OPTIONS)})=(?=[\s.,:)(]|$)")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody asked for, of whatever files there are."""

    name: str | None = None
    text: tuple[str, ...] = ()
    respondent: str | None = None
    score: str | None = None
    wave: str | None = None
    profile: str | None = None
    language: str | None = None
    interviewer: tuple[str, ...] = ()
    keep_lines: bool = False
    coder: str | None = None
    as_answers: tuple[str, ...] = ()

    def choices(self, seen: Preview) -> Choices:
        """What is asked for of one file, as it was seen so far."""
        if isinstance(seen.content, Transcript):
            speakers = _cast(seen.content, self.interviewer)
            return Choices(self.name, self.language, self.profile, speakers, keep_lines=self.keep_lines)
        if seen.kind is MaterialKind.ANSWERS:
            is_column = self.wave is not None and _find(seen.columns, self.wave) is not None
            return Choices(self.name, kinds=self._kinds(seen.columns), wave=None if is_column else self.wave)
        return Choices(self.name, coder=self.coder, as_answers=self.as_answers)

    def _kinds(self, columns: Sequence[SurveyColumn]) -> Mapping[str, ColumnKind]:
        """What the columns are that somebody named; other columns of open text are then attributes."""
        texts = {_find(columns, name) for name in self.text}
        seeming = [each.name for each in columns if self.text and each.kind is ColumnKind.TEXT]
        others = {name: ColumnKind.CHOICE for name in seeming if name not in texts}
        alone = {self.respondent: ColumnKind.RESPONDENT, self.score: ColumnKind.SCORE}
        if self.wave is not None and _find(columns, self.wave) is not None:
            alone[self.wave] = ColumnKind.WAVE
        named = {name: kind for name, kind in alone.items() if name is not None}
        return {**others, **dict.fromkeys(self.text, ColumnKind.TEXT), **named}

    def check(self, previews: Iterable[Preview]) -> None:
        """See that every option says something about one of the files.

        Raises:
            ReadError: one says nothing, so it was meant otherwise.
        """
        seen = list(previews)
        of_answers = [*self.text, self.respondent, self.score, self.wave]
        of_transcripts = [*self.interviewer, self.profile, self.language, self.keep_lines]
        kinds = {each.kind for each in seen}
        if any(of_answers) and MaterialKind.ANSWERS not in kinds:
            raise ReadError(
                "Columns and waves are those of answers, and no file is read as that: --as answers does."
            )
        if any(of_transcripts) and MaterialKind.TRANSCRIPT not in kinds:
            raise ReadError(
                "Interviewer, profile, language and lines are those of transcripts, and no file is read as "
                "one."
            )
        if self.as_answers and MaterialKind.STUDY not in kinds:
            raise ReadError("--as-answers names sources of a study, and no file is read as one.")
        if self.name is not None and len(seen) > 1:
            raise ReadError(f"--name names one source, and there are {len(seen)} files.")
        self._check_labels(each.content for each in seen if isinstance(each.content, Transcript))

    def _check_labels(self, transcripts: Iterable[Transcript]) -> None:
        labels = dict.fromkeys(each.name for talk in transcripts for each in talk.speakers)
        folded = {label.casefold() for label in labels}
        for each in self.interviewer:
            if _plain(each) not in folded:
                listed = ", ".join(map(repr, labels)) or "nobody (there are no speaker labels)"
                raise ReadError(f"Nobody is labelled {each!r}. Those who speak: {listed}.")


def in_options(message: str) -> str:
    """A message with the options of the command line where it names arguments.

    >>> in_options("Pass encoding= if this is wrong.")
    'Pass --encoding if this is wrong.'
    """
    return _ARGUMENT.sub(lambda found: OPTIONS[found[1]], message)


def _plain(label: str) -> str:
    return " ".join(label.split()).casefold()


def _cast(transcript: Transcript, interviewers: Collection[str]) -> Mapping[str, Speaker]:
    """Who asks and who answers, where one of the labels occurs in this transcript."""
    asking = set(map(_plain, interviewers))
    labels = [each.name for each in transcript.speakers]
    if asking.isdisjoint(map(_plain, labels)):
        return {}
    roles = {True: Role.INTERVIEWER, False: Role.RESPONDENT}
    return {label: Speaker(label, roles[_plain(label) in asking]) for label in labels}


def _find(columns: Iterable[SurveyColumn], name: str) -> str | None:
    """The name of the column that is called *name* or asks it."""
    wanted = " ".join(name.split())
    return next((each.name for each in columns if wanted in {each.name, each.wording}), None)
