"""``vocbench import``, ``export`` and ``convert``: what comes in, and what goes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from vocbench.cli.account import Account, lines_of, some
from vocbench.cli.app import app, opened, progress, tell_error
from vocbench.cli.wishes import Wishes, in_options
from vocbench.errors import VocbenchError, WriteError
from vocbench.model.preview import MaterialKind, Preview
from vocbench.model.qda import Loss
from vocbench.model.told import told

if TYPE_CHECKING:
    from vocbench.project import Project

_OWN = ".voc"
_CODER = "A"
_TABLES = frozenset({".csv", ".xlsx", ".parquet"})

_Report = Annotated[
    Path | None, typer.Option(metavar="FILE.json", help="Write what was detected, kept and lost.")
]
_Encoding = Annotated[str | None, typer.Option(help="How text files are encoded; found out if not given.")]
_As = Annotated[
    str | None,
    typer.Option("--as", help="What the files hold: transcript, answers or study; found out if not given."),
]
_Which = Annotated[
    str | None,
    typer.Option(
        "--sheet",
        "--project",
        metavar="NAME",
        help="Which sheet of a workbook, or which project in a database of Taguette.",
    ),
]
_Questions = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.lss", help="The questions of a LimeSurvey export; found beside it if not given."
    ),
]
_Coder = Annotated[
    str | None,
    typer.Option(help=f"Who works on it, {_CODER} if not given; who coded, where a study names nobody."),
]
_Profile = Annotated[
    str, typer.Option(help="Of a .qdpx: standard, or nvivo for positions as NVivo counts them.")
]
_What = Annotated[
    str | None,
    typer.Option(
        help="study, codebook, codings, quotes, matrix, answers, turns, transcript; else the ending says it."
    ),
]
_Source = Annotated[str | None, typer.Option(help="The transcript to write.")]
_Lang = Annotated[
    str, typer.Option(help="Language of the words around it, and of what is told here: en or nl.")
]


@app.command("import")
def import_files(
    path: Annotated[Path, typer.Argument(metavar="PROJECT", help="A .voc file, made if absent.")],
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Transcripts, answers, studies of other programs.")
    ],
    *,
    text: Annotated[
        list[str] | None, typer.Option(metavar="COL", help="A column with open answers; may be repeated.")
    ] = None,
    respondent: Annotated[str | None, typer.Option(metavar="COL", help="The column of who answers.")] = None,
    score: Annotated[str | None, typer.Option(metavar="COL", help="The column with a score.")] = None,
    wave: Annotated[
        str | None, typer.Option(help="The column of waves, or the one wave of the whole file.")
    ] = None,
    profile: Annotated[
        str | None, typer.Option(help="The notation of pauses and laughs: jefferson, nl-plain or en-plain.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="Of transcripts, such as nl.")] = None,
    interviewer: Annotated[
        list[str] | None, typer.Option(metavar="LABEL", help="Who asks; may be repeated.")
    ] = None,
    keep_lines: Annotated[
        bool, typer.Option("--keep-lines", help="Of transcripts: lines that seem broken to fit a width stay.")
    ] = False,
    as_answers: Annotated[
        list[str] | None,
        typer.Option(metavar="SOURCE", help="A source of a study that holds open answers; may be repeated."),
    ] = None,
    name: Annotated[str | None, typer.Option(help="What to call the source, of one file.")] = None,
    encoding: _Encoding = None,
    kind: _As = None,
    which: _Which = None,
    questions: _Questions = None,
    coder: _Coder = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would come in; store nothing.")
    ] = False,
    lang: Annotated[str, typer.Option(help="Language of what is told here: en or nl.")] = "en",
    report: _Report = None,
) -> None:
    """Bring files into a project: all of them, or none where one cannot be read.

    The same file again adds only what is new in it.
    """
    wishes = Wishes(
        name,
        tuple(text or ()),
        respondent,
        score,
        wave,
        profile,
        language,
        tuple(interviewer or ()),
        keep_lines=keep_lines,
        coder=coder,
        as_answers=tuple(as_answers or ()),
    )
    way = _Way(encoding, kind, which, questions)
    account = Account("import", str(path), dry_run=dry_run)
    with _accounted(account, report):
        previews = _read(files, wishes, account, way)
        with _project_at(path, coder or _CODER, dry_run=dry_run) as project:
            _bring_in(project, previews, account, lang)
    kept = told("{path} holds it now.", path=path)
    if dry_run:
        kept = told("{path}: nothing was stored, as this was a dry run.", path=path)
    typer.echo(kept.in_language(lang))


@app.command("export")
def export_project(
    path: Annotated[Path, typer.Argument(metavar="PROJECT", help="A .voc file.")],
    *,
    to: Annotated[Path, typer.Option(metavar="FILE", help="The file to write; its ending says what.")],
    what: _What = None,
    source: _Source = None,
    profile: _Profile = "standard",
    lang: _Lang = "en",
    report: _Report = None,
) -> None:
    """Write a project, or a part of it, for another program. Nothing in the project changes."""
    account = Account("export", str(path))
    with _accounted(account, report), opened(path) as project:
        _export(project, _Order(to, what, source, profile, lang), account)


@app.command()
def convert(
    file: Annotated[
        Path, typer.Argument(metavar="IN", help="A project, study, transcript or table of answers.")
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write; its ending says what.")],
    *,
    what: _What = None,
    profile: _Profile = "standard",
    lang: _Lang = "en",
    encoding: _Encoding = None,
    kind: _As = None,
    which: _Which = None,
    questions: _Questions = None,
    coder: _Coder = None,
    report: _Report = None,
) -> None:
    """Turn a file of one program into one of another, and say what could not be carried."""
    order = _Order(out, what, None, profile, lang)
    account = Account("convert")
    with _accounted(account, report):
        if file.suffix.lower() == _OWN:
            with opened(file) as project:
                _export(project, order, account)
            return
        previews = _read([file], Wishes(coder=coder), account, _Way(encoding, kind, which, questions))
        with _project_for(order, file, coder or _CODER) as project:
            _bring_in(project, previews, account, lang)
            if out.suffix.lower() == _OWN:
                typer.echo(told("{path} holds it now.", path=out).in_language(lang))
            else:
                _export(project, order.of(previews[0]), account)


class _Way(NamedTuple):
    """How the files are to be read; what is ``None`` is found out."""

    encoding: str | None
    kind: str | None
    which: str | None
    questions: Path | None


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be written, and where."""

    to: Path
    what: str | None
    source: str | None
    profile: str
    lang: str

    def of(self, preview: Preview) -> _Order:
        """The order with what is meant where a project holds nothing but this."""
        if preview.kind is MaterialKind.STUDY or self.what is not None:
            return self
        if preview.kind is MaterialKind.ANSWERS:
            return replace(self, what="answers" if self.to.suffix.lower() in _TABLES else None)
        usual = {".docx": "transcript", **dict.fromkeys(_TABLES, "turns")}
        return replace(self, what=usual.get(self.to.suffix.lower()), source=preview.name)


@contextmanager
def _accounted(account: Account, report: Path | None) -> Iterator[None]:
    """Write the report when the block ends, also where it ends with an error of ours."""
    try:
        yield
    except VocbenchError as error:
        message = in_options(str(error))
        if not account.faults:
            account.faults.append({"file": "", "message": message})
        if report is not None:
            account.write(report)
        raise VocbenchError(message) from None
    if report is not None:
        account.write(report)


def _read(files: Sequence[Path], wishes: Wishes, account: Account, way: _Way) -> list[Preview]:
    """What the files hold under the wishes; a line is told of each that cannot be read.

    Raises:
        VocbenchError: one cannot be read, or a wish says nothing about any of them.
    """
    from vocbench.exchange.opening import open_material  # noqa: PLC0415 - see the top
    from vocbench.project.intake import refuse_empty  # noqa: PLC0415

    previews = []
    with progress("files", is_passing=True) as bars:
        for path in bars.track(files, description="Reading"):
            try:
                material = open_material(path, **way._asdict())
                preview = material.preview()
                choices = wishes.choices(preview)
                if choices != preview.choices:
                    preview = material.preview(choices)
                refuse_empty(preview)
            except VocbenchError as error:
                account.faults.append({"file": str(path), "message": in_options(str(error))})
            else:
                previews.append(preview)
    if account.faults:
        *others, last = (each["message"] for each in account.faults)
        for message in others:
            tell_error(message)
        raise VocbenchError(f"{last} Nothing was stored.")
    wishes.check(previews)
    return previews


def _bring_in(project: Project, previews: Sequence[Preview], account: Account, lang: str) -> None:
    """Store what the files hold, and say what became of each."""
    with progress("files", is_passing=True) as bars:
        task = bars.add_task("Storing", total=len(previews))
        brought = project.bring_in_all(
            previews,
            lang=lang,
            dry_run=account.dry_run,
            progress=lambda done, _: bars.update(task, completed=done),
        )
    for preview, each in zip(previews, brought, strict=True):
        account.read(preview, each)
        for line in lines_of(preview, each, lang, every_guess=account.dry_run):
            typer.echo(line)
    _tell_losses([loss for each in brought for loss in each.lost], lang)


def _export(project: Project, order: _Order, account: Account) -> None:
    """Write what is ordered, and say what the file has no place for."""
    from vocbench.project.exchange_words import things, told_loss  # noqa: PLC0415 - see the top

    with progress("sources", is_passing=True) as bars:
        task = bars.add_task(f"Writing {order.to.name}", total=None)
        exported = project.export(
            order.to,
            order.what,
            source=order.source,
            profile=order.profile,
            lang=order.lang,
            progress=lambda done, total: bars.update(task, completed=done, total=total),
        )
    account.wrote(exported)
    typer.echo(f"{order.to}: {things(exported.counts, order.lang)}")
    for line in some([told_loss(each, order.lang) for each in exported.losses], order.lang):
        typer.echo(f"  {line}")
    _tell_losses(exported.losses, order.lang)


def _tell_losses(losses: Sequence[Loss], lang: str) -> None:
    """Say how much was not carried as it was, by what became of it."""
    from vocbench.project.exchange_words import summed  # noqa: PLC0415 - see the top

    if line := summed(losses, lang):
        typer.echo(line)


@contextmanager
def _project_at(path: Path, coder: str, *, dry_run: bool = False) -> Iterator[Project]:
    """The project at *path*; one that is made for this goes again where the block ends with an error."""
    from vocbench.project import Project  # noqa: PLC0415 - see the top

    is_new = not path.exists()
    with ExitStack() as stack:
        if is_new and not dry_run:
            stack.push(lambda kind, *_: path.unlink(missing_ok=True) if kind else None)
        yield stack.enter_context(Project(":memory:" if is_new and dry_run else path, coder=coder))


@contextmanager
def _project_for(order: _Order, file: Path, coder: str) -> Iterator[Project]:
    """The project in which a file is converted: the one that is ordered, or one that goes afterwards.

    Raises:
        WriteError: there is a project already.
    """
    if order.to.suffix.lower() == _OWN:
        if order.to.exists():
            raise WriteError(
                f"There is a project {order.to} already. Bring the file into it with vocbench import."
            )
        with _project_at(order.to, coder) as project:
            yield project
        return
    with (
        TemporaryDirectory(prefix="vocbench-") as folder,
        _project_at(Path(folder) / f"{file.stem}{_OWN}", coder) as project,
    ):
        yield project
