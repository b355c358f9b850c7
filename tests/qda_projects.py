"""Projects of other programs as hypothesis draws them: everything that REFI-QDA can hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from vocbench.model.qda import (
    Direction,
    QdaCase,
    QdaCode,
    QdaCoding,
    QdaLink,
    QdaNote,
    QdaProject,
    QdaSelection,
    QdaSet,
    QdaSource,
    QdaUser,
    QdaVariable,
    SourceKind,
    VariableKind,
)
from vocbench.model.source import AttributeValue, clean_text

# Few characters, so that names repeat and passages meet what is special: wide characters,
# combining ones, line ends, what XML escapes, and what it normalises.
_PIECES = st.sampled_from(
    ["a", "b ", "é", "e\u0301", "😀", "𝒳", "\n", "\t", "&", "<", ">", '"', "'", "]]>", "\u2028"]
)
WORDS = st.lists(_PIECES, max_size=8).map("".join)
TEXTS = st.one_of(WORDS, st.lists(_PIECES, min_size=10, max_size=60).map("".join)).map(clean_text)
NAMES = st.one_of(WORDS, st.sampled_from(["Anna", "citizenship", "a😀b", ""]))
COLORS = st.sampled_from(["", "#1f77B4", "#000000"])
MOMENTS = st.sampled_from(
    ["", "2025-02-21T15:09:07Z", "2025-02-21T15:09:07.250+01:00", "2025-02-21T15:09:07"]
)
MEDIA = st.sampled_from(["", "relative:///map/gesprek 1.m4a", "relative:///film.mp4"])
_ZONES = st.sampled_from([None, UTC, timezone(timedelta(hours=-3, minutes=-30))])
_VALUES: dict[VariableKind, st.SearchStrategy[AttributeValue]] = {
    VariableKind.TEXT: NAMES,
    VariableKind.BOOLEAN: st.booleans(),
    VariableKind.INTEGER: st.integers(),
    VariableKind.FLOAT: st.floats(allow_nan=False, allow_infinity=False),
    VariableKind.DATE: st.dates(),
    VariableKind.DATETIME: st.builds(datetime.replace, st.datetimes(), tzinfo=_ZONES),
}


class _Drawer:
    """Draws the parts of one project, so that they refer to each other."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self._n = 0

    def guid(self) -> str:
        """A GUID that no other part has."""
        self._n += 1
        return f"{self._n:08x}-0000-4000-8000-0123456789ab"

    def some(self, most: int = 3) -> range:
        """How often to draw something."""
        return range(self.draw(st.integers(0, most)))

    def one(self, guids: tuple[str, ...]) -> str:
        """One of *guids*, or none."""
        return self.draw(st.sampled_from(["", *guids]))

    def several(self, guids: tuple[str, ...]) -> tuple[str, ...]:
        """Some of *guids*, none twice."""
        if not guids:
            return ()
        return tuple(self.draw(st.lists(st.sampled_from(guids), max_size=3, unique=True)))


@st.composite
def qda_projects(draw: st.DrawFn) -> QdaProject:
    """A study with users, nested codes, variables, cases, sources, codings, memos, links and sets."""
    d = _Drawer(draw)
    users = tuple(QdaUser(d.guid(), draw(NAMES)) for _ in d.some())
    codes = _codes(d)
    variables = tuple(
        QdaVariable(d.guid(), draw(NAMES), draw(st.sampled_from(VariableKind)), draw(WORDS)) for _ in d.some()
    )
    coders = guids(users)
    sources = tuple(_source(d, variables, coders) for _ in d.some())
    selections = tuple(each for source in sources for each in _selections(d, source, coders))
    coded = guids(selections) + guids(sources)
    codings = tuple(
        QdaCoding(d.guid(), thing, code, d.one(coders), draw(MOMENTS))
        for thing in coded
        for code in d.several(guids(codes))
    )
    cases = tuple(
        QdaCase(
            d.guid(),
            draw(NAMES),
            draw(WORDS),
            _values(d, variables),
            d.several(guids(codes)),
            d.several(guids(sources)),
            d.several(guids(selections)),
        )
        for _ in d.some()
    )
    things = (*coders, *guids(codes), *guids(variables), *guids(cases), *coded, *guids(codings))
    links = tuple(
        QdaLink(
            d.guid(),
            draw(st.sampled_from(things)),
            draw(st.sampled_from(things)),
            draw(NAMES),
            draw(st.sampled_from(Direction)),
            draw(COLORS),
        )
        for _ in (d.some() if things else ())
    )
    notes = tuple(
        QdaNote(
            d.guid(), draw(NAMES), draw(TEXTS), d.one(coders), draw(MOMENTS), d.several(things + guids(links))
        )
        for _ in d.some()
    )
    sets = tuple(
        QdaSet(
            d.guid(),
            draw(NAMES),
            draw(WORDS),
            d.several(guids(codes)),
            d.several(guids(sources)),
            d.several(guids(notes)),
        )
        for _ in d.some()
    )
    return QdaProject(
        name=draw(NAMES),
        origin="vocbench 0.1.0",
        description=draw(WORDS),
        users=users,
        codes=codes,
        variables=variables,
        cases=cases,
        sources=sources,
        selections=selections,
        codings=codings,
        notes=notes,
        links=links,
        sets=sets,
    )


def guids(
    part: tuple[
        QdaUser
        | QdaCode
        | QdaVariable
        | QdaCase
        | QdaSource
        | QdaSelection
        | QdaCoding
        | QdaNote
        | QdaLink
        | QdaSet,
        ...,
    ],
) -> tuple[str, ...]:
    """The GUIDs of *part*."""
    return tuple(each.guid for each in part)


def _codes(d: _Drawer) -> tuple[QdaCode, ...]:
    """A forest in the order in which a tree is written: each code before those below it."""
    codes: list[QdaCode] = []
    above: list[str] = []
    for _ in d.some(6):
        del above[d.draw(st.integers(0, len(above))) :]
        code = QdaCode(
            d.guid(),
            d.draw(NAMES),
            above[-1] if above else "",
            d.draw(st.booleans()),
            d.draw(COLORS),
            d.draw(WORDS),
        )
        above.append(code.guid)
        codes.append(code)
    return tuple(codes)


def _values(d: _Drawer, variables: tuple[QdaVariable, ...]) -> dict[str, AttributeValue]:
    chosen = [each for each in variables if d.draw(st.booleans())]
    return {each.guid: d.draw(_VALUES[each.kind]) for each in chosen}


def _source(d: _Drawer, variables: tuple[QdaVariable, ...], coders: tuple[str, ...]) -> QdaSource:
    kind = d.draw(st.sampled_from(SourceKind))
    text = d.draw(TEXTS)
    can_follow = kind in (SourceKind.TEXT, SourceKind.AUDIO, SourceKind.VIDEO) and text
    times = d.draw(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, len(text))), max_size=3))
    return QdaSource(
        guid=d.guid(),
        name=d.draw(NAMES),
        kind=kind,
        text=text,
        media=d.draw(MEDIA),
        description=d.draw(WORDS),
        author=d.one(coders),
        created=d.draw(MOMENTS),
        modified=d.draw(MOMENTS),
        values=_values(d, variables),
        sync=tuple((milliseconds / 1000, place) for milliseconds, place in times) if can_follow else (),
    )


def _selections(d: _Drawer, source: QdaSource, coders: tuple[str, ...]) -> list[QdaSelection]:
    places = st.integers(0, len(source.text))
    ends = [sorted((d.draw(places), d.draw(places))) for _ in d.some(4)]
    return [
        QdaSelection(
            d.guid(),
            source.guid,
            start,
            end,
            d.draw(st.sampled_from(["", source.text[start:end], "remark"])),
            d.draw(WORDS),
            d.one(coders),
            d.draw(MOMENTS),
        )
        for start, end in ends
    ]
