"""What a report does in the Python of its notebook: tables, keys, and what projects tell at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from vocbench.report.inside import keys_in, knowledge, table_html
from vocbench.report.markup import words_of

if TYPE_CHECKING:
    from vocbench.project import Project

COUNTS = pd.DataFrame({"code": ["Pains", "<b>"], "codings": [3, 1], "share": [0.75, 0.25]})


@pytest.fixture
def coded(project: Project) -> Project:
    """The study with two codings of one code, and one of another over the first."""
    project.code("p01", span=(0, 12), code="Pains")
    project.code("p01", span=(20, 30), code="Pains")
    project.code("p01", span=(5, 12), code="Gains")
    return project


def test_the_counts_of_a_table_name_what_they_count() -> None:
    """A count has its key beside it, a share has none, and names stay text."""
    table = table_html(COUNTS)

    assert '<td class="n" data-voc-quotes="code=Pains">3</td>' in table
    assert '<td class="n">0.75</td>' in table
    assert "&lt;b&gt;" in table


def test_row_numbers_are_left_out_and_names_of_rows_kept() -> None:
    """Which row it was in a filtered frame says nothing to a reader; the name of a group does."""
    plain = table_html(COUNTS[COUNTS["codings"] > 1])
    grouped = table_html(COUNTS.set_index("code"))

    assert words_of(plain).startswith("code codings share Pains")
    assert "<th>Pains</th>" in grouped


def test_a_long_table_says_how_many_rows_are_left() -> None:
    """Sixty rows are shown, and the rest is counted in the language of the report."""
    table = table_html(pd.DataFrame({"n": range(75)}), lang="nl")

    assert table.count("<tr>") == 60
    assert table.endswith("<p>… en nog 15 rijen.</p>")


@pytest.mark.parametrize("frame", [pd.DataFrame(), pd.DataFrame({("a", "b"): [1]}), COUNTS.iloc[:0]])
def test_any_frame_is_a_table(frame: pd.DataFrame) -> None:
    """Frames without rows, without columns or with two lines of names have no keys, and are shown."""
    assert "<table" in table_html(frame)


def test_keys_are_found_in_tables_and_drawings() -> None:
    """Each key is asked for once, in the order of the page."""
    markup = (
        '<td data-voc-quotes="code=A&amp;source=p01">1</td><a xlink:href="#voc-quotes?code=B">'
        '<td data-voc-quotes="code=B">'
    )

    assert keys_in([markup, markup]) == ["code=A&source=p01", "code=B"]


def test_a_code_brings_its_quotes(coded: Project) -> None:
    """The quotes are those that were counted, with who says them."""
    found = knowledge({"project": coded}, ["code=Pains", "code=Pains&source=p01"])["quotes"]

    assert [found[key]["n"] for key in found] == [2, 2]
    assert found["code=Pains"]["title"] == "Pains"
    assert found["code=Pains"]["quotes"][0]["quote"] == coded.quotes("Pains")["quote"].iloc[0]


def test_an_overlap_brings_the_passages_of_its_first_code(coded: Project) -> None:
    """Only the passage that overlaps is behind the number of an overlap."""
    found = knowledge({"project": coded}, ["code=Pains&other=Gains"])["quotes"]

    assert found["code=Pains&other=Gains"]["n"] == 1


def test_a_note_brings_what_speaks_for_and_against_it(coded: Project) -> None:
    """By its id or by its place and words, with the relation of each quote."""
    coded.empathy_map("Wil", question="Waarom?")
    board = coded.note(
        "Wil", "pains", "Koud", supports=coded.quotes("Pains"), contradicts=coded.quotes("Gains")
    )
    keys = [f"note={board.notes[0].id}", "region=pains&text=Koud"]

    found = knowledge({"project": coded}, keys)["quotes"]

    assert found[keys[0]] == found[keys[1]]
    assert [each["relation"] for each in found[keys[0]]["quotes"]] == ["supports", "supports", "contradicts"]


def test_a_note_on_two_boards_is_not_guessed(coded: Project) -> None:
    """The same words in the same region of two boards lead nowhere; its id leads to the right one."""
    for name, code in (("Wil", "Pains"), ("Bo", "Gains")):
        coded.empathy_map(name, question="Waarom?")
        board = coded.note(name, "pains", "Koud", supports=coded.quotes(code))

    found = knowledge({"project": coded}, ["region=pains&text=Koud", f"note={board.notes[0].id}"])["quotes"]

    assert [each["n"] for each in found.values()] == [1]


@pytest.mark.parametrize("key", ["code=Unknown", "name=unknown topic", "note=unknown", "nonsense", ""])
def test_what_no_project_knows_is_left_out(coded: Project, key: str) -> None:
    """A key without quotes is no error: the number stays a number."""
    assert knowledge({"project": coded}, [key])["quotes"] == {}


def test_a_closed_project_tells_as_well(coded: Project) -> None:
    """A notebook that closes its project has links, and a gate that knows its names."""
    coded.close()

    told = knowledge({"project": coded}, ["code=Pains"])

    assert told["quotes"]["code=Pains"]["n"] == 2
    assert len(told["confidential"]) == len(told["stamps"]) == 1


def test_a_notebook_without_a_project_tells_nothing() -> None:
    """Numbers and texts are no projects."""
    assert knowledge({"number": 3}, []) == {"stamps": [], "confidential": [], "quotes": {}}
