"""One insight on one page, to put on the agenda of a meeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader

from vocbench.errors import NotFoundError
from vocbench.model.board import Relation, Voice
from vocbench.model.language import spoken
from vocbench.privacy.confidential import Audience
from vocbench.privacy.gate import Gate
from vocbench.report.agenda_words import AGENDA
from vocbench.report.arrange import without_marks
from vocbench.report.leaving import audience_of, through_gate
from vocbench.report.page import TEMPLATES, page, write_whole
from vocbench.report.provenance import signed, stamp_of

if TYPE_CHECKING:
    import pandas as pd

    from vocbench.project import Project

Row = Mapping[str, Any]
"""A row of a frame without its missing cells. ``Any``: cells hold different types."""

Words = Mapping[str, Any]
"""The words of one language. ``Any``: some are tables of words."""

_FOLDER = TEMPLATES / "vocbench_report"
_MOST_QUOTES = 3  # on each side: more do not fit on a page
_FINISHED = {"done", "dropped"}


@dataclass(frozen=True, slots=True)
class _Quote:
    quote: str
    respondent: str
    told: str


@dataclass(frozen=True, slots=True)
class _Quotes:
    """The quotes that are shown, and how many more there are in words."""

    shown: Sequence[_Quote]
    more: str


@dataclass(frozen=True, slots=True)
class _Action:
    text: str
    facts: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Step:
    """An opportunity with the chain of its parts, and what is done about it."""

    text: str
    chain: Sequence[str]
    actions: Sequence[_Action]


def write_agenda(
    project: Project,
    insight: str,
    out: Path | str,
    *,
    lang: str = "en",
    audience: Audience | str = Audience.TEAM,
) -> Path:
    """The path of the page on one insight that was written to *out*.

    An earlier file of that name is replaced, and only by a whole one.

    Args:
        project: an open project.
        insight: its id, or its words.
        out: an ``.html`` file; its folder is made if absent.
        lang: ``"en"`` or ``"nl"``.
        audience: ``"team"``, ``"client"`` or ``"public"``: outside the team, names and quotes without
            consent are left out.

    Raises:
        NotFoundError: no such insight.
        ReportError: names might leave with the page, or it cannot be written.
    """
    path = Path(out)
    made = agenda_page(project, insight, name=path.name, lang=lang, audience=audience)
    write_whole(path, made)
    return path


def agenda_page(
    project: Project,
    insight: str,
    *,
    name: str = "agenda.html",
    lang: str = "en",
    audience: Audience | str = Audience.TEAM,
) -> str:
    """One insight as a signed page: what bears it out, what speaks against it, what to do and to decide.

    The page asks no network for anything, and the same project gives the same page, to the byte.

    Args:
        project: an open project.
        insight: its id, or its words.
        name: of the file that the page is for; it passes the gate as well.
        lang: ``"en"`` or ``"nl"``.
        audience: as for :func:`write_agenda`.

    Raises:
        NotFoundError: no such insight.
        ReportError: names might leave with the page, or the audience is another one.
    """
    language = spoken(lang)
    gate = Gate(audience_of(audience), [project.confidential()])
    row = _insight(project, insight)
    made = page(
        _body(project, row, AGENDA[language], has_owners=not gate.leaves_team),
        title=row["text"],
        lang=language,
        stamps=[stamp_of(project)],
        audience=gate.audience,
        style=(_FOLDER / "agenda.css").read_text("utf-8"),
    )
    clean, _ = through_gate(made, gate, name)
    return signed(without_marks(clean))


def _insight(project: Project, wanted: str) -> Row:
    for row in _rows(project.insights()):
        if wanted in {row["insight"], row["text"]}:
            return row
    raise NotFoundError(f"The project has no insight {wanted!r}. Its insights stand in insights().")


def _rows(frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame; a cell that is missing is absent."""
    listed = frame.astype(object).to_dict("records")
    return [{str(name): cell for name, cell in row.items() if cell == cell} for row in listed]  # noqa: PLR0124


def _body(project: Project, insight: Row, words: Words, *, has_owners: bool) -> str:
    chain = _rows(project.chain(insight["insight"]))
    actions = _rows(project.actions())
    shelf = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return shelf.get_template("agenda.html.j2").render(
        words=words,
        insight=insight,
        numbers=_numbers(insight, words),
        warnings=_warnings(insight, words),
        card=[(words[name], insight.get(name, "")) for name in ("feeling", "motive", "goal")],
        supports=_quotes(chain, Relation.SUPPORTS, words),
        contradicts=_quotes(chain, Relation.CONTRADICTS, words),
        steps=_steps(
            project, chain, actions if has_owners else [_without_owner(each) for each in actions], words
        ),
        questions=_questions(insight, chain, actions, words),
    )


def _numbers(insight: Row, words: Words) -> list[str]:
    """What stands behind an insight in numbers; a share with its n and interval."""
    told = [
        words["quotes"].format(n=insight["quotes"]),
        words["customers"].format(n=insight["respondents"]),
        words["against"].format(n=insight["contradictions"]),
    ]
    if "latest" in insight:
        told.append(words["latest"].format(day=insight["latest"]))
    if insight["checks"]:
        told.append(words["checked"].format(**insight))
    return told


def _warnings(insight: Row, words: Words) -> list[str]:
    """What a reader should know before believing it."""
    told = [words["stale"].format(**insight)] if "stale" in insight else []
    return [*told, *([words["shallow"]] if "lacks" in insight else [])]


def _quotes(chain: Iterable[Row], relation: Relation, words: Words) -> _Quotes:
    """The passages of one side: a customer before somebody else, and each person before anybody twice."""
    found = {
        (row["quote"], row["source"], row.get("respondent")): row
        for row in chain
        if row.get("relation") == relation.value
    }
    turns: dict[object, int] = {}
    order = []
    for place, row in enumerate(found.values()):
        person = row.get("respondent")
        turns[person] = turns.get(person, 0) + 1
        order.append((row["voice"] != Voice.CUSTOMER.value, turns[person], place, row))
    shown = [_quote(row, words) for *_, row in sorted(order, key=lambda each: each[:3])[:_MOST_QUOTES]]
    rest = len(found) - len(shown)
    return _Quotes(shown, words["more"].format(n=rest) if rest else "")


def _quote(row: Row, words: Words) -> _Quote:
    person = row.get("respondent", "")
    told = [person or words["somebody"]]
    if row["voice"] != Voice.CUSTOMER.value:
        told.append(words["voice"][row["voice"]])
    if row["source"] != person:
        told.append(row["source"])
    return _Quote(row["quote"], person, " · ".join(told))


def _steps(project: Project, chain: Iterable[Row], actions: Iterable[Row], words: Words) -> list[_Step]:
    """The opportunities that follow from an insight, each with its actions."""
    doing: dict[str, dict[str, None]] = {}
    for row in chain:
        if "opportunity" in row:
            below = doing.setdefault(row["opportunity"], {})
            below |= {row["action"]: None} if "action" in row else {}
    plans = {row["action"]: _action(row, words) for row in actions}
    return [
        _Step(
            row["text"],
            [f"{words[name]}: {row.get(name, words['unsaid'])}" for name in ("job", "pain", "relief")],
            [plans[each] for each in doing[row["opportunity"]]],
        )
        for row in _rows(project.opportunities())
        if row["opportunity"] in doing
    ]


def _action(row: Row, words: Words) -> _Action:
    known = [words[name].format(row[name]) for name in ("due", "measure", "wave") if name in row]
    facts = (words["status"][row["status"]], row.get("owner", words["no_owner"]), *known)
    return _Action(row["text"], [each for each in facts if each])


def _without_owner(row: Row) -> Row:
    """An action for people who need not know who works here."""
    return {**row, "owner": ""} if "owner" in row else row


def _questions(insight: Row, chain: Iterable[Row], actions: Iterable[Row], words: Words) -> list[str]:
    """What a meeting should decide, from what is still open."""
    asked = [words["ask"][name] for name in ("stale", "lacks") if name in insight]
    asked += [words["ask"][insight["validation"]]] if insight["validation"] in words["ask"] else []
    if insight["contradictions"]:
        asked.append(words["ask"]["contradictions"])
    ids = {row.get("action") for row in chain}
    running = [row for row in actions if row["action"] in ids and row["status"] not in _FINISHED]
    for field in ("owner", "due", "measure"):
        bare = [row["text"] for row in running if field not in row]
        asked += [words["ask"][field].format(", ".join(bare))] if bare else []
    return [*asked, *([] if running else [words["ask"]["nothing"]])]
