"""Projects of Taguette: a SQLite database with documents as HTML, read directly.

Taguette counts positions in UTF-8 bytes over the words of a document, its tags left out. It keeps
no coder with a highlight; its log of commands says who made it and when.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

from vocbench.errors import ReadError
from vocbench.exchange import databases
from vocbench.exchange.databases import Database, moment, number, words
from vocbench.exchange.text import PathLike, nearest
from vocbench.exchange.units import Ruler, Unit
from vocbench.model.qda import (
    Fate,
    Loss,
    QdaCode,
    QdaCoding,
    QdaProject,
    QdaSelection,
    QdaSource,
    QdaUser,
)
from vocbench.model.source import clean_text
from vocbench.model.told import told

_PROGRAM = "Taguette"
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li main "
        "nav ol p pre section table td th tr ul",
    )
)
"""Elements of HTML that stand on lines of their own."""


def read_taguette(path: PathLike, *, project: str | None = None) -> QdaProject:
    """The study in a database of Taguette, which is not changed.

    Tags become codes; a tag ``Pains.Waiting`` hangs under ``Pains``, as Taguette shows it. Each
    document becomes a text with a line for each paragraph. Highlights without tags are passages
    without codes.

    Args:
        path: a .sqlite3 file, as Taguette exports it or keeps it.
        project: which study, where the database holds several.

    Returns:
        The study; highlights whose words do not stand at their place are in its ``losses``.

    Raises:
        ReadError: no such file, a damaged one, a database of something else, several studies or
            none of that name.
    """
    place = Path(path).expanduser()
    with databases.opened(place, _PROGRAM) as database:
        if not database.has("projects", "documents", "highlights", "tags"):
            raise ReadError(f"{place.name} is no database of {_PROGRAM}: it has no documents and tags.")
        return _Reader(database, *_chosen(database, project)).project()


def project_names(path: Path) -> tuple[str, ...]:
    """The names of the studies in a database of Taguette; none where it is something else.

    Raises:
        ReadError: no such file, or a damaged one.
    """
    with databases.opened(path, _PROGRAM) as database:
        return tuple(words(name) for (name,) in database.rows("projects", ["name"]))


def _chosen(database: Database, wanted: str | None) -> tuple[object, str, str, str]:
    """Number, name, description and making of the study that is meant."""
    rows = list(database.rows("projects", ["id", "name", "description", "created"]))
    found = [row for row in rows if wanted is None or words(row[1]) == wanted]
    if len(found) == 1:
        key, *told = found[0]
        return (key, *map(words, told))  # type: ignore[return-value] # three columns are told
    names = [words(name) for _, name, *_ in rows]
    if not names:
        raise ReadError(f"{database.path.name} holds no project of {_PROGRAM}.")
    which = "several projects" if wanted is None else f"no one project {wanted!r}"
    hint = nearest(wanted, names) if wanted else ""
    raise ReadError(
        f"{database.path.name} holds {which}.{hint} Say which with project=: {', '.join(map(repr, names))}."
    )


class _Words(HTMLParser):
    """The words of a document, and where a paragraph starts or ends among them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.breaks: set[int] = set()
        self._parts: list[str] = []
        self._n = 0
        self.feed(html)
        self.close()
        self.text = "".join(self._parts)

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self._parts.append(data)
        self._n += len(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's signature
        """Remember that a block starts here."""
        if tag in _BLOCKS:
            self.breaks.add(self._n)

    def handle_endtag(self, tag: str) -> None:
        """Remember that a block ends here."""
        self.handle_starttag(tag, ())


class _Document:
    """A document as a text with a line for each paragraph, measured as Taguette does."""

    def __init__(self, html: str) -> None:
        # A browser drops blanks before the first tag and reads every line end as LF; so does Taguette.
        found = _Words(clean_text(html).lstrip(" \t\n\f"))
        self._ruler = Ruler(found.text, Unit.UTF_8)
        signs: list[str] = []
        self._places: list[int] = []
        for at, sign in enumerate(found.text):
            if at in found.breaks:
                _end_line(signs)
            self._places.append(len(signs))
            if not sign.isspace():
                signs.append(sign)
            elif signs and not signs[-1].isspace():
                signs.append(" ")
        while signs and signs[-1].isspace():
            signs.pop()
        self._places.append(len(signs))
        self.text = "".join(signs)

    def passage(self, start: int, end: int) -> tuple[int, int]:
        """Where a highlight is in ``text``, blanks around it left out."""
        first, last = (min(self._places[self._ruler.place(each)], len(self.text)) for each in (start, end))
        words = self.text[first:last]
        return first + len(words) - len(words.lstrip()), first + len(words.rstrip())


def _end_line(signs: list[str]) -> None:
    """Start a new line, where there is something on this one."""
    while signs and signs[-1] == " ":
        signs.pop()
    if signs and signs[-1] != "\n":
        signs.append("\n")


@dataclass
class _Reader:
    """Takes one study out of a database, a kind of thing at a time."""

    database: Database
    key: object
    name: str
    description: str
    made: str
    doubtful: Counter[str] = field(default_factory=Counter)

    def project(self) -> QdaProject:
        """Everything that the study holds."""
        selections = dict(self._selections())
        codings = tuple(self._codings(selections))
        why = told(
            "The words that {program} kept are not those at its position. Look at these passages.",
            program=_PROGRAM,
        )
        return QdaProject(
            name=self.name,
            origin=_PROGRAM,
            description=self.description,
            users=tuple(QdaUser(self._id("user", each), each) for each in self._people),
            codes=tuple(self._tags.values()) + self._groups,
            sources=tuple(self._sources()),
            selections=tuple(selections.values()),
            codings=codings,
            losses=tuple(
                Loss(told("highlight"), Fate.DOUBTFUL, n, why, name) for name, n in self.doubtful.items()
            ),
        )

    def _id(self, kind: str, *keys: object) -> str:
        # Every database numbers its projects from 1: when it was made tells one from another.
        return databases.guid(_PROGRAM, self.made, self.name, kind, *keys)

    @cached_property
    def _makers(self) -> dict[object, tuple[str, str]]:
        """Who made each highlight, and when: the first command that names it."""
        makers: dict[object, tuple[str, str]] = {}
        columns = ["project_id", "user_login", "date", "payload"]
        for project, login, date, payload in self.database.rows("commands", columns):
            told = _payload(payload) if project == self.key else {}
            if told.get("type") == "highlight_add":
                # Before version 1.0 a command called it otherwise.
                highlight = told.get("highlight_id", told.get("id"))
                makers.setdefault(highlight, (words(login), moment(date)))
        return makers

    @cached_property
    def _people(self) -> list[str]:
        return list(dict.fromkeys(login for login, _ in self._makers.values() if login))

    @cached_property
    def _paths(self) -> dict[object, tuple[str, ...]]:
        """The names from the top down of each tag; dots that join nothing are part of a name."""
        columns = ["id", "project_id", "path"]
        rows = {key: words(path) for key, of, path in self.database.rows("tags", columns) if of == self.key}
        parts = {key: tuple(path.split(".")) for key, path in rows.items()}
        return {
            key: each if all(part.strip() for part in each) else (rows[key],) for key, each in parts.items()
        }

    @cached_property
    def _tags(self) -> dict[object, QdaCode]:
        told = {key: words(memo) for key, memo in self.database.rows("tags", ["id", "description"])}
        return {
            key: QdaCode(self._code(path), path[-1], self._code(path[:-1]), description=told[key])
            for key, path in self._paths.items()
        }

    @property
    def _groups(self) -> tuple[QdaCode, ...]:
        """Codes that only group: what stands before a dot and is no tag itself."""
        used = set(self._paths.values())
        above = dict.fromkeys(path[:n] for path in used for n in range(1, len(path)))
        missing = sorted(path for path in above if path not in used)
        return tuple(
            QdaCode(self._code(path), path[-1], self._code(path[:-1]), is_codable=False) for path in missing
        )

    def _code(self, path: tuple[str, ...]) -> str:
        return self._id("tag", *path) if path else ""

    @cached_property
    def _documents(self) -> dict[object, _Document]:
        columns = ["id", "project_id", "contents"]
        rows = self.database.rows("documents", columns)
        return {key: _Document(words(html)) for key, of, html in rows if of == self.key}

    @cached_property
    def _names(self) -> dict[object, str]:
        return {key: words(name) for key, name in self.database.rows("documents", ["id", "name"])}

    def _sources(self) -> Iterator[QdaSource]:
        for key, memo, date in self.database.rows("documents", ["id", "description", "created"]):
            if key in self._documents:
                guid, text = self._id("document", key), self._documents[key].text
                yield QdaSource(
                    guid, self._names[key], text=text, description=words(memo), created=moment(date)
                )

    def _selections(self) -> Iterator[tuple[object, QdaSelection]]:
        columns = ["id", "document_id", "start_offset", "end_offset", "snippet"]
        for key, of, start, end, snippet in self.database.rows("highlights", columns):
            document, first, last = self._documents.get(of), number(start), number(end)
            if document is None or first is None or last is None:
                continue
            at, to = document.passage(first, last)
            quote = document.text[at:to]
            if quote.split() != _Document(words(snippet)).text.split():
                self.doubtful[self._names[of]] += 1
            author, created = self._makers.get(key, ("", ""))
            user = self._id("user", author) if author else ""
            guid = self._id("highlight", key)
            yield (
                key,
                QdaSelection(
                    guid, self._id("document", of), at, max(at, to), quote, author=user, created=created
                ),
            )

    def _codings(self, selections: Mapping[object, QdaSelection]) -> Iterator[QdaCoding]:
        for highlight, tag in self.database.rows("highlight_tags", ["highlight_id", "tag_id"]):
            selection, code = selections.get(highlight), self._tags.get(tag)
            if selection is not None and code is not None:
                guid = self._id("coding", highlight, tag)
                yield QdaCoding(guid, selection.guid, code.guid, selection.author, selection.created)


def _payload(cell: object) -> dict[str, object]:
    """What a command says; nothing where it cannot be read."""
    try:
        told = json.loads(words(cell))
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
