"""The part of a project that writes what it holds as documents and tables for other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from vocbench.analysis.code_matrix import code_matrix
from vocbench.errors import NotFoundError, WriteError
from vocbench.exchange.tables import write_table
from vocbench.exchange.text import PathLike
from vocbench.model.qda import Loss
from vocbench.project.code_use import CodeUses
from vocbench.project.quotes import Quotes

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Exported:
    """Where something was written, and what the format could not hold."""

    path: Path
    losses: tuple[Loss, ...] = ()


class Outputs(Quotes, CodeUses):
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

        A code stands for the codes under it as well. What an interviewer says counts for nobody.

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
        everybody = pd.DataFrame({"respondent": pd.Series([key for key in keys if key], dtype="str")})
        return _with_people(everybody, known)

    def export(
        self,
        path: PathLike,
        what: str | None = None,
        *,
        source: str | None = None,
        lang: str = "en",
    ) -> Exported:
        """Write a part of the project for another program; nothing in the project changes.

        ============= ============================ ==================================================
        *what*        file                         holds
        ============= ============================ ==================================================
        codebook      .md .docx .xlsx              codes with definitions, borders, examples, use
        codings       .csv .xlsx .parquet          ``coding_table()``
        quotes        .csv .xlsx .parquet          ``quotes()`` with attributes
        matrix        .csv .xlsx .parquet .sav     ``code_matrix()``
        answers       .csv .xlsx .parquet .sav     ``code_matrix(per="answer")``
        transcript    .docx                        one transcript, codings as margin comments
        ============= ============================ ==================================================

        Args:
            path: the file; one that is there is replaced when all is written.
            what: one of the above; ``None`` goes by the ending: a codebook for .md and .docx, a
                transcript for .docx where *source* is given, answers for .sav, else codings.
            source: the transcript to write.
            lang: language of the words around, ``"en"`` or ``"nl"``.

        Raises:
            WriteError: this is not written to such a file, or there is no such folder or no room.
            NotFoundError: no such transcript.
        """
        suffix = Path(path).suffix.lower()
        wanted = what or _usual(suffix, source)
        writers: Mapping[str, Callable[[], Exported]] = {
            "codebook": lambda: self._write_codebook(path, lang),
            "codings": lambda: _write(self.coding_table(), path),
            "quotes": lambda: _write(self._quote_table(), path),
            "matrix": lambda: _write(self.code_matrix(), path),
            "answers": lambda: _write(self.code_matrix(per="answer"), path),
            "transcript": lambda: self._write_transcript(path, source),
        }
        if wanted not in writers:
            raise WriteError(f"There is no {wanted!r} to export. Choose one of {', '.join(writers)}.")
        return writers[wanted]()

    def _quote_table(self) -> pd.DataFrame:
        return _with_people(self.quotes(), self.respondents())

    def _write_codebook(self, path: PathLike, lang: str) -> Exported:
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
        return Exported(write_codebook(entries, path, study=self.name, lang=lang))

    def _write_transcript(self, path: PathLike, source: str | None) -> Exported:
        from vocbench.exchange.word_out import write_coded_transcript  # noqa: PLC0415 - rarely needed

        if source is None:
            names = ", ".join(map(repr, self.transcript_names())) or "none yet"
            raise NotFoundError(f"Say which transcript with source=. There are: {names}.")
        return Exported(write_coded_transcript(self.transcript(source), self.codings_of(source), path))


def _usual(suffix: str, source: str | None) -> str:
    """What is meant by a file that ends in *suffix*, where nobody says it."""
    if suffix == ".docx" and source is not None:
        return "transcript"
    return {".md": "codebook", ".docx": "codebook", ".sav": "answers", ".zsav": "answers"}.get(
        suffix, "codings"
    )


def _with_people(table: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """*table* with the attributes of its respondents; one called like a column of it gets a longer name."""
    attributes = people.set_index("respondent")
    names = {name: f"{name} (respondent)" for name in attributes.columns if name in table.columns}
    return table.join(attributes.rename(columns=names), on="respondent")


def _write(table: pd.DataFrame, path: PathLike) -> Exported:
    """*table* as a file: for SPSS, or as a table."""
    if Path(path).suffix.lower() in {".sav", ".zsav"}:
        from vocbench.exchange.spss import write_sav  # noqa: PLC0415 - rarely needed

        return Exported(*write_sav(table, path))
    return Exported(write_table(table, path))
