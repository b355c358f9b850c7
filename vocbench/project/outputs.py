"""The part of a project that writes what it holds as documents and tables for other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from vocbench.analysis.code_matrix import code_matrix
from vocbench.errors import NotFoundError, WriteError
from vocbench.exchange.codebooks import CODEBOOKS
from vocbench.exchange.opening import counts_of
from vocbench.exchange.tables import TABLES, place_for, write_table
from vocbench.exchange.text import PathLike
from vocbench.model.language import spoken
from vocbench.model.qda import Fate, Loss
from vocbench.model.told import told
from vocbench.project.code_use import CodeUses
from vocbench.project.consent import Consents
from vocbench.project.exchange import Exchange
from vocbench.project.giving import codebook_alone
from vocbench.project.quotes import Quotes
from vocbench.storage.consent import withdrawn_keys

_EXAMPLES = 3
_SPSS = (".sav", ".zsav")
_NOT_TO_KEEP = told("participant whose words may not be kept")
_STILL_THERE = told("What they said is still in the text. Take it out for good: project.forget(...).")

Progress = Callable[[int, int], None]
"""Told how many sources of how many are written; may raise ``Cancelled``, and nothing is written then."""

FORMATS: Mapping[str, tuple[str, ...]] = {
    "study": (".qdpx",),
    "codebook": (*CODEBOOKS, ".qdc"),
    "codings": TABLES,
    "quotes": TABLES,
    "matrix": (*TABLES, *_SPSS),
    "answers": (*TABLES, *_SPSS),
    "turns": TABLES,
    "transcript": (".docx",),
}
"""What can be exported, and how the name of its file can end."""

_USUAL = {
    ".qdpx": "study",
    **dict.fromkeys((".md", ".docx", ".qdc"), "codebook"),
    **dict.fromkeys(TABLES, "codings"),
    **dict.fromkeys(_SPSS, "answers"),
}
"""What is meant by a file that ends so, where nobody says it."""


@dataclass(frozen=True, slots=True)
class Exported:
    """Where something was written, what the format could not hold, and how many of what it holds."""

    path: Path
    losses: tuple[Loss, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


class Outputs(Quotes, CodeUses, Consents, Exchange):
    """What a project holds, as files for other programs."""

    def coding_table(self) -> pd.DataFrame:
        """One row per coding, with the answer it stands in and the attributes of who says it.

        Returns:
            The columns of ``frames.CODINGS``, then ``question``, ``wave`` and ``score`` of the
            answer, missing for transcripts, then a column for each attribute; one that is called
            like a column before it ends in ``(respondent)``.
        """
        answers = self.answers().set_index("answer")[["question", "wave", "score"]]
        table = self.codings().join(answers, on="answer")
        return _with_people(table, self.respondents())

    def code_matrix(self, codes: Sequence[str] | None = None, *, per: str = "respondent") -> pd.DataFrame:
        """One row per respondent or answer: who it is, attributes, then 0 or 1 for each code.

        A code stands for the codes under it as well. What an interviewer says counts for nobody, and who
        took their consent back is not there.

        Args:
            codes: paths of the codes; ``None`` for the whole codebook.
            per: ``"respondent"``, or ``"answer"`` for one row per open answer with its text.

        Returns:
            ``respondent`` and attributes, or the columns of ``answers()``; then one column per code
            named by its path, with 0 where the unit was not given it.

        Raises:
            CodebookError: no such code.
            NotFoundError: another *per*.
        """
        if per not in {"respondent", "answer"}:
            raise NotFoundError(f"A matrix has a row per 'respondent' or per 'answer', not per {per!r}.")
        book, codings = self.codebook, self.codings()
        paths = book.paths() if codes is None else [book.path(book[path].id) for path in codes]
        rows = self.answers() if per == "answer" else self._people(codings)
        matrix = code_matrix(codings, rows[per].tolist(), paths, by=per)
        clashing = {name: f"{name} (respondent)" for name in rows.columns if name in matrix.columns}
        return rows.rename(columns=clashing).join(matrix, on=clashing.get(per, per))

    def _people(self, codings: pd.DataFrame) -> pd.DataFrame:
        """Everybody who was heard, with attributes: those without any stand last."""
        known = self.respondents()
        heard = [
            talk.respondent_key(speaker.name) for talk in self.transcripts() for speaker in talk.speakers
        ]
        keys = dict.fromkeys([*known["respondent"], *heard, *codings["respondent"].dropna()])
        gone = self._withdrawn()
        there = [key for key in keys if key and key not in gone]
        everybody = pd.DataFrame({"respondent": pd.Series(there, dtype="str")})
        return _with_people(everybody, known)

    def export(
        self,
        path: PathLike,
        what: str | None = None,
        *,
        source: str | None = None,
        profile: str = "standard",
        lang: str = "en",
        progress: Progress | None = None,
    ) -> Exported:
        """Write the project or a part of it for another program; nothing in the project changes.

        ============= ============================ ==================================================
        *what*        file                         holds
        ============= ============================ ==================================================
        study         .qdpx                        all that REFI-QDA has a place for, see ``give_out()``
        codebook      .md .docx .xlsx              codes with definitions, borders, examples, use
        codebook      .qdc                         codes and sets of codes, for NVivo, ATLAS.ti, MAXQDA …
        codings       .csv .xlsx .parquet          ``coding_table()``
        quotes        .csv .xlsx .parquet          ``quotes()`` with attributes
        matrix        .csv .xlsx .parquet .sav     ``code_matrix()``
        answers       .csv .xlsx .parquet .sav     ``code_matrix(per="answer")``
        turns         .csv .xlsx .parquet          ``turns()`` with attributes, of *source* or of all
        transcript    .docx                        one transcript, codings as margin comments
        ============= ============================ ==================================================

        Args:
            path: the file; one that is there is replaced when all is written.
            what: one of the above; ``None`` goes by the ending: the study for .qdpx, a codebook for
                .md, .docx and .qdc, a transcript for .docx where *source* is given, answers for
                .sav, or the matrix where there are none, else codings.
            source: the transcript to write, or whose turns.
            profile: of a study: ``"standard"``, or ``"nvivo"`` for positions as NVivo counts them.
            lang: language of the words around, ``"en"`` or ``"nl"``.
            progress: told of each source of a study that is written; ``None`` for nobody.

        Returns:
            Where it is, and what the file has no place for.

        Raises:
            WriteError: this is not written to such a file, there is no such profile, no such folder or
                no room.
            NotFoundError: no such transcript.
            VocbenchError: there is no such language.
        """
        lang = spoken(lang)
        wanted = _meant(Path(path), what, source)
        if what is None and wanted == "answers" and self.answers().empty:
            wanted = "matrix"
        place = place_for(path, FORMATS[wanted])
        writers: Mapping[str, Callable[[], Exported]] = {
            "study": lambda: self._write_study(place, profile, lang, progress),
            "codebook": lambda: self._write_codebook(place, lang),
            "codings": lambda: _write(self.coding_table(), place, wanted),
            "quotes": lambda: _write(self._with_attributes(self.quotes()), place, wanted),
            "matrix": lambda: self._write_matrix(place, "respondent", lang),
            "answers": lambda: self._write_matrix(place, "answer", lang),
            "turns": lambda: _write(self._turns_of_those_there(source), place, wanted),
            "transcript": lambda: self._write_transcript(place, source),
        }
        written = writers[wanted]()
        return replace(written, losses=tuple(each.in_language(lang) for each in written.losses))

    def _withdrawn(self) -> set[str]:
        """The keys of who took their consent back."""
        with self._store.reading() as connection:
            return set(withdrawn_keys(connection))

    def _turns_of_those_there(self, source: str | None) -> pd.DataFrame:
        turns = self.turns(source)
        return self._with_attributes(turns[~turns["respondent"].isin(self._withdrawn())])

    def _still_there(self, source: str | None = None) -> Iterator[Loss]:
        """Whose words a text goes out with that may not be kept any more."""
        for key, sources in self.due_for_removal()[["respondent", "sources"]].itertuples(index=False):
            if source is None or source in sources.split(", "):
                yield Loss(_NOT_TO_KEEP, Fate.DOUBTFUL, 1, _STILL_THERE, key)

    def _with_attributes(self, table: pd.DataFrame) -> pd.DataFrame:
        return _with_people(table, self.respondents())

    def _write_study(self, place: Path, profile: str, lang: str, progress: Progress | None) -> Exported:
        from vocbench.exchange.refi import write_qdpx  # noqa: PLC0415 - rarely needed

        study = self.give_out(lang=lang)
        losses = write_qdpx(study, place, profile=profile, progress=progress)
        return Exported(place, (*self._still_there(), *study.losses, *losses), counts_of(study))

    def _write_matrix(self, place: Path, per: str, lang: str) -> Exported:
        matrix = self.code_matrix(per=per)
        if place.suffix.lower() not in _SPSS:
            return _write(matrix, place, f"{per}s")
        from vocbench.exchange.spss import write_sav  # noqa: PLC0415 - rarely needed

        written = write_sav(matrix, place, lang=lang, yes_no=self.codebook.paths())
        return Exported(*written, {f"{per}s": len(matrix)})

    def _write_codebook(self, place: Path, lang: str) -> Exported:
        counts = {"codes": len(self.codebook)}
        if place.suffix.lower() == ".qdc":
            from vocbench.exchange.refi import write_qdc  # noqa: PLC0415 - rarely needed

            study = codebook_alone(self.give_out(lang=lang))
            return Exported(place, (*study.losses, *write_qdc(study, place)), counts)
        from vocbench.exchange.codebooks import Entry, Example, write_codebook  # noqa: PLC0415 - rarely needed

        book, codings = self.codebook, self.codings()
        n_codings, people = Counter(codings["code"]), codings.groupby("code")["respondent"].nunique()
        shown: dict[str, list[Example]] = {}
        picked = codings[codings["example"]]
        for at, quote, who in picked[["code", "quote", "respondent"]].itertuples(index=False, name=None):
            shown.setdefault(at, []).append(Example(quote, "" if pd.isna(who) else who))
        paths = {book.path(code.id): code for code in book}
        entries = [
            Entry(at, code, n_codings[at], int(people.get(at, 0)), tuple(shown.get(at, ())[:_EXAMPLES]))
            for at, code in paths.items()
        ]
        return Exported(write_codebook(entries, place, study=self.name, lang=lang), counts=counts)

    def _write_transcript(self, place: Path, source: str | None) -> Exported:
        from vocbench.exchange.word_out import write_coded_transcript  # noqa: PLC0415 - rarely needed

        if source is None:
            names = ", ".join(map(repr, self.transcript_names())) or "none yet"
            raise NotFoundError(f"Say which transcript with source=. There are: {names}.")
        transcript, codings = self.transcript(source), self.codings_of(source)
        counts = {"turns": len(transcript.turns), "codings": len(codings)}
        colors = {self.codebook.path(each.id): each.color for each in self.codebook}
        written = write_coded_transcript(transcript, codings, place, colors=colors)
        return Exported(written, tuple(self._still_there(source)), counts)


def _meant(place: Path, what: str | None, source: str | None) -> str:
    """What is to be written, by what was said and by how the name of the file ends.

    Raises:
        WriteError: there is no such thing to export, or no file that ends so.
    """
    suffix = place.suffix.lower()
    if what is None and suffix == ".docx" and source is not None:
        return "transcript"
    found = _USUAL.get(suffix) if what is None else what
    if found is None:
        endings = ", ".join(dict.fromkeys(each for known in FORMATS.values() for each in known))
        raise WriteError(f"{place.name} cannot be written: its name must end in one of {endings}.")
    if found not in FORMATS:
        raise WriteError(f"There is no {found!r} to export. Choose one of {', '.join(FORMATS)}.")
    return found


def _with_people(table: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """*table* with the attributes of its respondents; one called like a column of it gets a longer name."""
    attributes = people.set_index("respondent")
    names = {name: f"{name} (respondent)" for name in attributes.columns if name in table.columns}
    return table.join(attributes.rename(columns=names), on="respondent")


def _write(table: pd.DataFrame, place: Path, of: str) -> Exported:
    """*table* as a file; its rows are counted as *of* what they are."""
    return Exported(write_table(table, place), counts={of: len(table)})
