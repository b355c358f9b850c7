"""Projects of QualCoder and Taguette come in, read from made databases in their layout."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from vocbench.errors import ReadError
from vocbench.exchange.qualcoder import read_qualcoder
from vocbench.exchange.taguette import read_taguette
from vocbench.model.qda import Fate, QdaProject, SourceKind

Tables = Mapping[str, tuple[str, Sequence[tuple[object, ...]]]]

_TALK = "I: Wat ging er mis?\nR: 😀 De kassa liep vast. Drie keer zelfs!"
_WHEN = "2024-03-05 14:30:00"


def _database(path: Path, tables: Tables) -> Path:
    """A SQLite file with *tables*: each its columns and its rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    for name, (columns, rows) in tables.items():
        connection.execute(f"CREATE TABLE {name} ({columns})")
        for row in rows:
            connection.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - our own names
    connection.commit()
    connection.close()
    return path


def _qualcoder(folder: Path, **changes: tuple[str, Sequence[tuple[object, ...]]]) -> Path:
    """A made project in the layout of QualCoder 3; *changes* replace tables."""
    smile = len("I: Wat ging er mis?\nR: ")
    tables: dict[str, tuple[str, Sequence[tuple[object, ...]]]] = {
        "project": (
            "databaseversion, date, memo, about",
            [("v11", "2024-03-01 09:00:00", "Kassa's", "QualCoder")],
        ),
        "source": (
            "id integer primary key, name, fulltext, mediapath, memo, owner, date",
            [
                (1, "gesprek.txt", _TALK, None, "bij de kassa", "Femke", _WHEN),
                (2, "winkel.jpg", None, "/images/winkel.jpg", "", "Femke", _WHEN),
            ],
        ),
        "code_cat": (
            "catid integer primary key, name, owner, date, memo, supercatid",
            [(1, "Pijn", "Femke", _WHEN, "", None)],
        ),
        "code_name": (
            "cid integer primary key, name, memo, catid, owner, date, color",
            [
                (1, "Storing", "iets hapert", 1, "Femke", _WHEN, "#F5A9A9"),
                (2, "Vaak", "", None, "x", _WHEN, ""),
            ],
        ),
        "code_text": (
            "cid, fid, seltext, pos0, pos1, owner, date, memo, important",
            [
                # Marked by a person: UTF-16, in which the smile takes two.
                (1, 1, "De kassa liep vast.", smile + 3, smile + 22, "Femke", _WHEN, "boos", 1),
                # Found by a search: code points.
                (2, 1, "Drie keer", smile + 22, smile + 31, "Joost", _WHEN, "", None),
                (1, 1, "hele andere woorden", 0, 5, "Joost", _WHEN, "", 0),
                (9, 1, "code is weg", 0, 5, "Joost", _WHEN, "", None),
            ],
        ),
        "graph": ("grid integer primary key, name", [(1, "Kaart")]),
        "code_image": ("imid integer primary key, id, cid", [(1, 2, 1), (2, 2, 2)]),
        "annotation": (
            "anid integer primary key, fid, pos0, pos1, memo, owner, date",
            [(1, 1, 3, 19, "open vraag", "Joost", _WHEN)],
        ),
        "attribute_type": (
            "name, date, owner, memo, caseOrFile, valuetype",
            [
                ("leeftijd", _WHEN, "Femke", "", "case", "numeric"),
                ("stad", _WHEN, "Femke", "", "case", "character"),
            ],
        ),
        "attribute": (
            "attrid integer primary key, name, attr_type, value, id, date, owner",
            [(1, "leeftijd", "case", "41", 1, _WHEN, "Femke"), (2, "stad", "case", "Ede", 1, _WHEN, "Femke")],
        ),
        "cases": ("caseid integer primary key, name, memo, owner, date", [(1, "R1", "", "Femke", _WHEN)]),
        "case_text": (
            "id integer primary key, caseid, fid, pos0, pos1, owner, date, memo",
            [(1, 1, 1, 20, len(_TALK) + 1, "Femke", _WHEN, "")],
        ),
        "journal": (
            "jid integer primary key, name, jentry, date, owner",
            [(1, "Dag 1", "Twee gesprekken gedaan.", _WHEN, "Femke")],
        ),
    }
    _database(folder / "data.qda", {**tables, **changes})
    return folder


def _quotes(study: QdaProject) -> dict[str, str]:
    """The words under each code."""
    names = {code.guid: code.name for code in study.codes}
    texts = {source.guid: source.text for source in study.sources}
    places = {each.guid: each for each in study.selections}
    return {
        names[each.code]: texts[places[each.selection].source][
            places[each.selection].start : places[each.selection].end
        ]
        for each in study.codings
        if places[each.selection].start
    }


def test_qualcoder_passages_are_read_in_the_unit_their_words_stand_in(tmp_path: Path) -> None:
    """A passage after an emoji is the same words, whether QualCoder counted it in UTF-16 or code points."""
    study = read_qualcoder(_qualcoder(tmp_path / "kassa.qda"))

    assert _quotes(study) == {"Storing": "De kassa liep vast.", "Vaak": "Drie keer"}
    assert study.name == "kassa"


def test_qualcoder_tree_people_memos_and_attributes_come_along(tmp_path: Path) -> None:
    """Categories group codes, coders are users, every memo keeps its place, cases keep their attributes."""
    study = read_qualcoder(_qualcoder(tmp_path / "kassa.qda"))

    codes = {code.name: code for code in study.codes}
    assert codes["Storing"].parent == codes["Pijn"].guid
    assert (codes["Pijn"].is_codable, codes["Storing"].color) == (False, "#F5A9A9")
    assert {user.name for user in study.users} == {"Femke", "Joost"}
    assert [note.text for note in study.notes] == ["boos", "open vraag", "Twee gesprekken gedaan."]
    assert [len(note.about) for note in study.notes] == [1, 1, 0]
    (case,) = study.cases
    values = {variable.name: case.values[variable.guid] for variable in study.variables}
    assert values == {"leeftijd": 41.0, "stad": "Ede"}
    (said,) = (each for each in study.selections if each.guid in case.selections)
    assert study.sources[0].text[said.start : said.end].startswith("R: 😀")


def test_qualcoder_losses_are_counted(tmp_path: Path) -> None:
    """What has no place here is counted: codings of pictures and of codes that are gone, drawings, marks."""
    study = read_qualcoder(_qualcoder(tmp_path / "kassa.qda"))

    assert {(loss.what, loss.fate, loss.n) for loss in study.losses} == {
        ("coding", Fate.DOUBTFUL, 1),
        ("coding", Fate.LOST, 1),
        ("picture coding", Fate.LOST, 2),
        ("coding marked as important", Fate.LOST, 1),
        ("drawing", Fate.LOST, 1),
    }
    assert [source.kind for source in study.sources] == [SourceKind.TEXT, SourceKind.PICTURE]


def test_qualcoder_attribute_with_a_word_among_numbers_is_text(tmp_path: Path) -> None:
    """A numeric attribute that says "onbekend" once keeps every value as text."""
    cells = [(1, "leeftijd", "case", "onbekend", 1, _WHEN, "Femke")]
    table = ("attrid integer primary key, name, attr_type, value, id, date, owner", cells)
    study = read_qualcoder(_qualcoder(tmp_path / "kassa.qda", attribute=table))

    assert list(study.cases[0].values.values()) == ["onbekend"]


def test_two_qualcoder_projects_share_no_guid(tmp_path: Path) -> None:
    """Both number their codes from 1; made at different moments, they stay apart, each time alike."""
    other = ("databaseversion, date, memo, about", [("v11", "2025-01-01 09:00:00", "", "")])
    one, two = _qualcoder(tmp_path / "a.qda"), _qualcoder(tmp_path / "b.qda", project=other)

    assert {code.guid for code in read_qualcoder(one).codes}.isdisjoint(
        code.guid for code in read_qualcoder(two).codes
    )
    assert read_qualcoder(one) == read_qualcoder(one / "data.qda")


_HTML = (
    "\n<p>I: Wat ging er mis?</p>\n<p>R: <b>😀 De kassa</b> liep &amp; liep\nvast.</p>"
    "<ul><li>Drie keer</li></ul>"
)
_SAID = "I: Wat ging er mis?\nR: 😀 De kassa liep & liep vast.\nDrie keer"


def _bytes_before(words: str) -> int:
    """Where *words* start as Taguette counts: UTF-8 bytes without tags."""
    plain = "I: Wat ging er mis?\nR: 😀 De kassa liep & liep\nvast.Drie keer"
    return len(plain[: plain.index(words)].encode())


def _taguette(
    path: Path, *, projects: Sequence[tuple[object, ...]] = (), highlight: str = "highlight_id"
) -> Path:
    start = _bytes_before("De kassa")
    add = json.dumps({"type": "highlight_add", highlight: 1, "tags": [1]})
    return _database(
        path,
        {
            "projects": (
                "id integer primary key, name, description, created",
                [(1, "Kassa's", "over kassa's", _WHEN), *projects],
            ),
            "documents": (
                "id integer primary key, project_id, name, description, created, contents",
                [(1, 1, "gesprek", "", _WHEN, _HTML)],
            ),
            "tags": (
                "id integer primary key, project_id, path, description",
                [(1, 1, "Pijn.Storing", "iets hapert"), (2, 1, "e.d.", ""), (3, 1, "Vaak", "")],
            ),
            "highlights": (
                "id integer primary key, document_id, start_offset, end_offset, snippet",
                [
                    (1, 1, start, start + 20, "<p><b>De kassa</b> liep &amp; liep</p>"),
                    (2, 1, _bytes_before("Drie"), _bytes_before("Drie") + 9, "<li>Drie keer</li>"),
                    (3, 1, 0, 2, "iets anders"),
                ],
            ),
            "highlight_tags": ("highlight_id, tag_id", [(1, 1), (2, 3), (2, 2)]),
            "commands": ("project_id, user_login, date, payload", [(1, "femke", _WHEN, add)]),
        },
    )


def test_taguette_highlights_stand_on_their_words(tmp_path: Path) -> None:
    """Bytes over words without tags lead to the same words in a text with a line for each paragraph."""
    study = read_taguette(_taguette(tmp_path / "kassa.sqlite3"))

    assert study.sources[0].text == _SAID
    quotes = [study.sources[0].text[each.start : each.end] for each in study.selections]
    assert quotes[:2] == ["De kassa liep & liep", "Drie keer"]
    assert [(loss.fate, loss.n) for loss in study.losses] == [(Fate.DOUBTFUL, 1)]


@pytest.mark.parametrize("highlight", ["highlight_id", "id"])
def test_taguette_tags_become_a_tree_and_the_log_tells_the_coder(tmp_path: Path, highlight: str) -> None:
    """A dotted tag hangs under a group, other dots stay in the name, and who highlighted is the coder."""
    study = read_taguette(_taguette(tmp_path / "kassa.sqlite3", highlight=highlight))

    codes = {code.name: code for code in study.codes}
    assert set(codes) == {"Pijn", "Storing", "e.d.", "Vaak"}
    assert codes["Storing"].parent == codes["Pijn"].guid
    assert not codes["Pijn"].is_codable
    assert [user.name for user in study.users] == ["femke"]
    made = {each.code: each.coder for each in study.codings}
    assert made[codes["Storing"].guid] == study.users[0].guid
    assert not made[codes["Vaak"].guid]


def test_taguette_database_with_two_projects_asks_which(tmp_path: Path) -> None:
    """Without a name the error lists both; with one it is read."""
    path = _taguette(tmp_path / "twee.sqlite3", projects=[(2, "Retour", "", _WHEN)])

    with pytest.raises(ReadError, match="\"Kassa's\", 'Retour'"):
        read_taguette(path)
    assert read_taguette(path, project="Retour").codes == ()


@pytest.mark.parametrize("reader", [read_qualcoder, read_taguette])
def test_what_is_no_such_project_is_refused_with_words(reader: object, tmp_path: Path) -> None:
    """A missing file, a text, a truncated database and one of something else each say what is wrong."""
    assert callable(reader)
    text = tmp_path / "a.txt"
    text.write_text("geen database")
    other = _database(tmp_path / "b.sqlite3", {"muziek": ("naam", [("x",)])})
    torn = tmp_path / "c.sqlite3"
    torn.write_bytes(_taguette(tmp_path / "heel.sqlite3").read_bytes()[:3000])

    for path, told in (
        (tmp_path / "weg", "no file"),
        (text, "no SQLite"),
        (other, "is no"),
        (torn, "could not be read|is no"),
    ):
        with pytest.raises(ReadError, match=told):
            reader(path)


def test_foreign_database_is_not_changed(tmp_path: Path) -> None:
    """Reading leaves the file and its folder byte for byte as they were."""
    folder = _qualcoder(tmp_path / "kassa.qda")
    before = {each.name: each.read_bytes() for each in folder.iterdir()}

    read_qualcoder(folder)

    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before
