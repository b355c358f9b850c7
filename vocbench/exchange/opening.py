"""One door for every file that comes in: what it holds is found out, and can be seen before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from vocbench.errors import ReadError
from vocbench.exchange import transcripts
from vocbench.exchange.text import PathLike, find_file, nearest
from vocbench.model.guess import Guess
from vocbench.model.preview import Choices, MaterialKind, Preview
from vocbench.model.qda import QdaProject
from vocbench.model.source import AnswerTable, Transcript
from vocbench.model.survey import ColumnKind, SurveyColumn
from vocbench.model.told import told

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

_PARTED = {
    **dict.fromkeys((".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), "grids.workbooks.sheet_names"),
    **dict.fromkeys((".sqlite3", ".sqlite", ".db"), "taguette.project_names"),
}
"""Which function names the parts of a file of which one is read, by suffix."""

_QUALCODER = "data.qda"
_SAYS = {
    MaterialKind.TRANSCRIPT: told("a transcript"),
    MaterialKind.ANSWERS: told("a table of answers"),
    MaterialKind.STUDY: told("a study of another program"),
}
_HALF = 0.5
_NAMED = 30
_AS_READ = Choices()


class _Way(NamedTuple):
    """How a file is to be read; what is ``None`` is found out."""

    encoding: str | None = None
    which: str | int | None = None
    questions: PathLike | None = None


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
    path: PathLike,
    *,
    encoding: str | None = None,
    kind: MaterialKind | str | None = None,
    which: str | int | None = None,
    questions: PathLike | None = None,
) -> Material:
    """What the file at *path* holds, of whatever kind it is.

    Args:
        path: a transcript, a table of answers, or a study of another program; of QualCoder also
            the folder ``NAME.qda``.
        encoding: how a text file is encoded; ``None`` finds out.
        kind: what it holds; ``None`` goes by its name and, where that leaves a choice, by its content.
        which: the sheet of a workbook, by name or by number from 1 on, or the name of the project in a
            database of Taguette; ``None`` takes the first sheet, and a project that is the only one.
        questions: a .lss file with the questions of a LimeSurvey export; ``None`` takes one beside it.

    Returns:
        The material, of which ``preview()`` shows what would be kept.

    Raises:
        ReadError: no such file, one that cannot be read, one that cannot hold that kind of material, or
            one without parts to choose *which* from or *questions* to look up.
    """
    place, way = _place(path), _Way(encoding, which, questions)
    if which is not None and place.suffix.lower() not in _PARTED:
        raise ReadError(f"{place.name} has no sheets or projects to choose from. Leave which= out.")
    possible = material_kinds()[place.suffix.lower()] if place.is_file() else (MaterialKind.STUDY,)
    found = possible[0] if kind is None else _said(kind, possible, place)
    guesses: tuple[Guess, ...] = ()
    if kind is None and len(possible) > 1:
        found, guesses = _guessed(place, way)
    if questions is not None and found is not MaterialKind.ANSWERS:
        raise ReadError(f"{place.name} is read as {_SAYS[found]}, which questions= says nothing about.")
    return Material(place, found, guesses, _OPENERS[found](place, way))


def material_parts(path: PathLike) -> tuple[str, ...]:
    """The names of what the file at *path* holds side by side, of which one is read.

    Returns:
        The sheets of a workbook or the projects in a database of Taguette; none of any other file.

    Raises:
        ReadError: no such file, or one that cannot be read.
    """
    place = _place(path)
    found = _PARTED.get(place.suffix.lower())
    names: tuple[str, ...] = _function(found)(place) if found and place.is_file() else ()
    return names


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


def _guessed(place: Path, way: _Way) -> tuple[MaterialKind, tuple[Guess, ...]]:
    """Whether a table is a transcript or holds answers; no guess where it cannot be a transcript."""
    score = transcripts.turns_score(place, encoding=way.encoding, which=way.which)
    if not score:
        return MaterialKind.ANSWERS, ()
    kind = MaterialKind.TRANSCRIPT if score > _HALF else MaterialKind.ANSWERS
    return kind, (Guess(told("what the table is"), _SAYS[kind], max(score, 1 - score), "kind"),)


def _open_transcript(place: Path, way: _Way) -> Callable[[Choices], _Seen]:
    draft = transcripts.draft_of(place, encoding=way.encoding, which=way.which)

    def see(choices: Choices) -> _Seen:
        transcript = transcripts.to_transcript(
            draft,
            name=place.stem.strip() if choices.name is None else choices.name,
            profile=choices.profile,
            language=choices.language,
            speakers=choices.speakers,
            keep_lines=choices.keep_lines,
        )
        return _Seen(transcript)

    return see


def _open_answers(place: Path, way: _Way) -> Callable[[Choices], _Seen]:
    from vocbench.exchange.answers import describe_answers  # noqa: PLC0415 - loads numpy

    survey = describe_answers(place, **way._asdict())

    def see(choices: Choices) -> _Seen:
        chosen = survey.with_kinds(_kinds(survey, choices))
        if any(each.kind is ColumnKind.TEXT for each in chosen.columns):
            return _Seen(chosen.answers(name=choices.name, wave_label=choices.wave), chosen.columns)
        no_answers = told(
            "No column of {file} looks like open answers: say which one holds them.", file=place.name
        )
        name = place.stem.strip() if choices.name is None else choices.name
        return _Seen(
            AnswerTable(name, notices=(*chosen.notices, no_answers), guesses=chosen.guesses), chosen.columns
        )

    return see


def _kinds(survey: Survey, choices: Choices) -> Mapping[str, ColumnKind]:
    """The kinds that were chosen. One wave for the whole file is above a column that seems to tell waves."""
    if choices.wave is None:
        return choices.kinds
    seeming = {each.name: ColumnKind.CHOICE for each in survey.columns if each.kind is ColumnKind.WAVE}
    return {**seeming, **choices.kinds}


def _open_study(place: Path, way: _Way) -> Callable[[Choices], _Seen]:
    suffix = place.suffix.lower()
    read = _function(_STUDIES.get(suffix, _STUDIES[".qda"]))
    study: QdaProject = read(place, project=way.which) if suffix in _PARTED else read(place)

    def see(choices: Choices) -> _Seen:
        _refuse_others(choices.as_answers, study, place.name)
        return _Seen(study if choices.name is None else replace(study, name=choices.name))

    return see


def _refuse_others(as_answers: Collection[str], study: QdaProject, name: str) -> None:
    """See that the sources that are said to hold answers are there."""
    known = list(dict.fromkeys(each.name for each in study.sources))
    for wanted in as_answers:
        if wanted not in known:
            listed = ", ".join(map(repr, known[:_NAMED]))
            raise ReadError(
                f"{name} has no source {wanted!r}.{nearest(wanted, known)} Its sources: {listed}."
            )


def _function(called: str) -> Callable[..., Any]:
    """The function that is called ``module.function`` here, loaded now."""
    module, _, function = called.rpartition(".")
    found: Callable[..., Any] = getattr(import_module(f"vocbench.exchange.{module}"), function)
    return found


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
