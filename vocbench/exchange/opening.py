"""One door for every file that comes in: what it holds is found out, and can be seen before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vocbench.errors import ReadError
from vocbench.exchange import transcripts
from vocbench.exchange.text import PathLike, find_file
from vocbench.model.guess import Guess
from vocbench.model.preview import Choices, MaterialKind, Preview
from vocbench.model.qda import QdaProject
from vocbench.model.source import AnswerTable, Transcript
from vocbench.model.survey import ColumnKind, SurveyColumn

if TYPE_CHECKING:
    from vocbench.exchange.survey import Survey

_STUDIES = {
    ".qdpx": "refi.read_qdpx",
    ".qde": "refi.read_qde",
    ".qdc": "refi.read_qdc",
    ".qda": "qualcoder.read_qualcoder",
    ".sqlite3": "taguette.read_taguette",
    ".sqlite": "taguette.read_taguette",
    ".db": "taguette.read_taguette",
}
"""Which function reads a study of another program, by the suffix of its file. It loads when it is needed."""

_QUALCODER = "data.qda"
_SAYS = {
    MaterialKind.TRANSCRIPT: "a transcript",
    MaterialKind.ANSWERS: "a table of answers",
    MaterialKind.STUDY: "a study of another program",
}
_HALF = 0.5
_AS_READ = Choices()


class _Seen(NamedTuple):
    """What a file holds under some choices."""

    content: Transcript | AnswerTable | QdaProject
    columns: tuple[SurveyColumn, ...] = ()


@dataclass(frozen=True)
class Material:
    """A file that was read, and of which nothing is kept yet.

    ``guesses`` has what was guessed of its ``kind``; a preview adds what was guessed within it.
    """

    path: Path
    kind: MaterialKind
    guesses: tuple[Guess, ...]
    _see: Callable[[Choices], _Seen]

    def preview(self, choices: Choices = _AS_READ) -> Preview:
        """What would be kept of the file under *choices*; it is not read again.

        Args:
            choices: what a person decided; what says nothing about this kind of material is left
                aside.

        Returns:
            The preview. A table in which no column holds open text has no answers, and a notice.

        Raises:
            ReadError: the file has no such label or column, or the choices contradict each other.
            SourceError: what is chosen makes no source, such as an empty name.
        """
        content, columns = self._see(choices)
        guesses, losses = ((), content.losses) if isinstance(content, QdaProject) else (content.guesses, ())
        return Preview(
            self.path,
            self.kind,
            content,
            choices,
            counts_of(content),
            columns=columns,
            guesses=(*self.guesses, *guesses),
            notices=content.notices,
            losses=losses,
        )


def open_material(
    path: PathLike, *, encoding: str | None = None, kind: MaterialKind | str | None = None
) -> Material:
    """What the file at *path* holds, of whatever kind it is.

    Args:
        path: a transcript, a table of answers, or a study of another program; of QualCoder also
            the folder ``NAME.qda``.
        encoding: how a text file is encoded; ``None`` finds out.
        kind: what it holds; ``None`` goes by its name and, where that leaves a choice, by its content.

    Returns:
        The material, of which ``preview()`` shows what would be kept.

    Raises:
        ReadError: no such file, one that cannot be read, or one that cannot hold that kind of material.
    """
    place = _place(path)
    possible = material_kinds()[place.suffix.lower()] if place.is_file() else (MaterialKind.STUDY,)
    found = possible[0] if kind is None else _said(kind, possible, place)
    guesses: tuple[Guess, ...] = ()
    if kind is None and len(possible) > 1:
        found, guesses = _guessed(place, encoding)
    return Material(place, found, guesses, _OPENERS[found](place, encoding))


def material_kinds() -> Mapping[str, tuple[MaterialKind, ...]]:
    """What a file can hold, by its suffix: lower case, with the dot.

    A folder with such a suffix, as QualCoder makes, counts as a file.
    """
    from vocbench.exchange.grids import READERS as TABLES  # noqa: PLC0415 - loads numpy

    readers = {
        MaterialKind.TRANSCRIPT: transcripts.READERS,
        MaterialKind.ANSWERS: TABLES,
        MaterialKind.STUDY: _STUDIES,
    }
    suffixes = dict.fromkeys(suffix for each in readers.values() for suffix in each)
    return {suffix: tuple(kind for kind, known in readers.items() if suffix in known) for suffix in suffixes}


def _place(path: PathLike) -> Path:
    """Where the file is, or the folder where that is a project of QualCoder."""
    place = Path(path).expanduser()
    return place if (place / _QUALCODER).is_file() else find_file(place, suffixes=tuple(material_kinds()))


def _said(kind: MaterialKind | str, possible: tuple[MaterialKind, ...], place: Path) -> MaterialKind:
    if kind not in list(MaterialKind):
        raise ReadError(f"There is no kind of material {kind!r}. Choose one of {', '.join(MaterialKind)}.")
    if kind not in possible:
        can = " or ".join(_SAYS[each] for each in possible)
        raise ReadError(
            f"{place.name} cannot be read as {_SAYS[MaterialKind(kind)]}: by its name it is {can}."
        )
    return MaterialKind(kind)


def _guessed(place: Path, encoding: str | None) -> tuple[MaterialKind, tuple[Guess, ...]]:
    """Whether a table is a transcript or holds answers; no guess where it cannot be a transcript."""
    score = transcripts.turns_score(place, encoding=encoding)
    if not score:
        return MaterialKind.ANSWERS, ()
    kind = MaterialKind.TRANSCRIPT if score > _HALF else MaterialKind.ANSWERS
    return kind, (Guess("what the table is", _SAYS[kind], max(score, 1 - score), "kind"),)


def _open_transcript(place: Path, encoding: str | None) -> Callable[[Choices], _Seen]:
    draft = transcripts.draft_of(place, encoding=encoding)

    def see(choices: Choices) -> _Seen:
        transcript = transcripts.to_transcript(
            draft,
            name=place.stem.strip() if choices.name is None else choices.name,
            profile=choices.profile,
            language=choices.language,
            speakers=choices.speakers,
        )
        return _Seen(transcript)

    return see


def _open_answers(place: Path, encoding: str | None) -> Callable[[Choices], _Seen]:
    from vocbench.exchange.answers import describe_answers  # noqa: PLC0415 - loads numpy

    survey = describe_answers(place, encoding=encoding)

    def see(choices: Choices) -> _Seen:
        chosen = survey.with_kinds(_kinds(survey, choices))
        if any(each.kind is ColumnKind.TEXT for each in chosen.columns):
            return _Seen(chosen.answers(name=choices.name, wave_label=choices.wave), chosen.columns)
        told = (
            f"No column of {place.name} looks like open answers: say which one is {ColumnKind.TEXT.value!r}.",
        )
        name = place.stem.strip() if choices.name is None else choices.name
        return _Seen(
            AnswerTable(name, notices=(*chosen.notices, *told), guesses=chosen.guesses), chosen.columns
        )

    return see


def _kinds(survey: Survey, choices: Choices) -> Mapping[str, ColumnKind]:
    """The kinds that were chosen. One wave for the whole file is above a column that seems to tell waves."""
    if choices.wave is None:
        return choices.kinds
    seeming = {each.name: ColumnKind.CHOICE for each in survey.columns if each.kind is ColumnKind.WAVE}
    return {**seeming, **choices.kinds}


def _open_study(place: Path, encoding: str | None) -> Callable[[Choices], _Seen]:  # noqa: ARG001 - they say it themselves
    module, _, function = _STUDIES.get(place.suffix.lower(), _STUDIES[".qda"]).partition(".")
    read: Callable[[Path], QdaProject] = getattr(import_module(f"vocbench.exchange.{module}"), function)
    study = read(place)
    return lambda choices: _Seen(study if choices.name is None else replace(study, name=choices.name))


_OPENERS = {
    MaterialKind.TRANSCRIPT: _open_transcript,
    MaterialKind.ANSWERS: _open_answers,
    MaterialKind.STUDY: _open_study,
}


def counts_of(content: Transcript | AnswerTable | QdaProject) -> Mapping[str, int]:
    """How many of what *content* holds."""
    if isinstance(content, Transcript):
        return {"turns": len(content.turns), "speakers": len(content.speakers), "events": len(content.events)}
    if isinstance(content, AnswerTable):
        return {
            "answers": len(content.answers),
            "respondents": len(content.respondents),
            "questions": len(content.questions),
        }
    parts = {
        "sources": content.sources,
        "codes": content.codes,
        "codings": content.codings,
        "cases": content.cases,
        "variables": content.variables,
        "memos": content.notes,
        "links": content.links,
        "sets": content.sets,
    }
    return {name: len(part) for name, part in parts.items() if part}
