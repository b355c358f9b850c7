"""Identifiers planted in every place of a report: none gets out."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_output

from tests.privacy.pictures import jpeg, png
from tests.report.conftest import SOURCE, notebook_of
from vocbench.errors import ReportError
from vocbench.privacy.confidential import Audience, Confidential
from vocbench.privacy.kinds import Kind
from vocbench.privacy.roster import Entry
from vocbench.privacy.withheld import Withheld
from vocbench.report.execute import ExecutedNotebook
from vocbench.report.render import render_page

BARRED = "dan moet ik eerst mijn dochter van de opvang halen"
STUDY = Confidential(
    entries=(Entry("Marieke", Kind.PERSON, "[P01]"), Entry("p01_marieke", Kind.PERSON, "[P01]")),
    not_quotable=Withheld.of([BARRED]),
    people=({"segment": "huur"}, *({"segment": "koop"} for _ in range(6))),
    language="nl",
)
PLANTED = ("marieke", "NL91ABNA0417164300", "111222333", "12345678", "@voorbeeld.nl", "opvang", "huur")
TABLE = "<table><thead><tr><th>segment</th><th>n</th></tr></thead><tbody>{}</tbody></table>".format(
    "".join(f"<tr><td>{each}</td><td>1</td></tr>" for each in ("huur", "koop"))
)


def planted() -> NotebookNode:
    """A notebook with something planted in its words, outputs, tables, pictures and metadata."""
    notebook = notebook_of(
        "# Gesprek met Marieke\n\nBel 06-12345678 of mail marieke@voorbeeld.nl.", "marieke = 111222333"
    )
    kernel = {"name": "marieke-env", "display_name": "Van Marieke", "language": "python"}
    notebook.metadata.update(kernelspec=kernel, authors=[{"name": "Marieke"}], title="Marieke")
    notebook.cells[0].metadata["tags"] = ["marieke"]
    notebook.cells[1].source = "#| caption: Marieke thuis\n#| alt: Foto van Marieke\nmarieke = 1"
    notebook.cells[1].outputs = [_output(kind, content) for kind, content in _shown()]
    printed = new_output("stream", name="stdout", text="rekening NL91ABNA0417164300\n")  # type: ignore[no-untyped-call]
    notebook.cells[1].outputs.append(printed)
    return notebook


def _shown() -> list[tuple[str, str]]:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><title>Marieke</title><text>marieke</text></svg>'
    return [
        ("text/html", f"<p>Mar<b>ieke</b>: «{BARRED}».</p>"),
        ("text/html", f'<blockquote data-voc-respondent="p01_marieke">Nee, zei marieke</blockquote>{TABLE}'),
        ("text/html", '<p title="p01_marieke" id="p01_marieke">111222333<!-- Marieke --></p>'),
        ("text/html", f'<img alt="marieke" src="data:image/png;base64,{_packed(png(tail=b"Marieke"))}">'),
        ("image/png", _packed(png((b"tEXt", b"Author Marieke"), (b"eXIf", b"Marieke")))),
        ("image/jpeg", _packed(jpeg((0xE1, b"Exif Marieke"), (0xFE, b"Marieke")))),
        ("image/svg+xml", drawing),
    ]


def _packed(picture: bytes) -> str:
    return base64.b64encode(picture).decode()


def _output(kind: str, content: str) -> NotebookNode:
    return new_output("display_data", {kind: content})  # type: ignore[no-untyped-call,no-any-return]


def rendered(notebook: NotebookNode, source: Path = SOURCE) -> tuple[str, list[str]]:
    """The page for the public, and what its author is told."""
    executed = ExecutedNotebook(notebook, confidential=(STUDY,))
    return render_page(executed, source=source, audience=Audience.PUBLIC)


@pytest.mark.parametrize("planted_words", PLANTED)
def test_nothing_planted_gets_out(planted_words: str) -> None:
    """Neither in the page nor in the pictures that are packed in it."""
    page, _ = rendered(planted())

    packed = [base64.b64decode(each.split('"')[0]) for each in page.split(";base64,")[1:]]
    held = "".join([page, *(each.decode("latin-1") for each in packed)])

    assert planted_words.lower() not in held.lower()


def test_what_holds_nothing_is_still_there() -> None:
    """Words around names, pictures and rows of larger groups stay."""
    page, _ = rendered(planted())

    assert "Gesprek met [P01]" in page
    assert "<td>koop</td>" in page
    assert page.count("data:image/") == 4


def test_the_author_is_told_what_was_taken_out_and_why() -> None:
    """Each reason is told with its remedy, and without giving anything away."""
    told = " ".join(rendered(planted())[1])

    for reason in ("name", "identifier", "no consent", "small group", "hidden data"):
        assert reason in told
    assert not any(each.lower() in told.lower() for each in PLANTED if each != "huur")


def test_a_name_that_nobody_reviewed_stops_the_report() -> None:
    """The error shows the word and what to do with it."""
    with pytest.raises(ReportError, match=r"'Femke'.*add_to_roster"):
        rendered(notebook_of("# Verslag\n\nToen kwam Femke."))


def test_a_file_that_bears_a_name_stops_the_report() -> None:
    """The name of the file goes with the report."""
    with pytest.raises(ReportError, match="file name"):
        rendered(notebook_of("# Verslag"), Path("/study/p01_marieke.ipynb"))


def test_what_stops_a_report_can_be_pasted_and_tells_of_missing_consent() -> None:
    """Each word comes once, wherever it stands, and a passage without consent is told in the same go."""
    notebook = notebook_of(f"# Verslag\n\nToen kwam Femke, zei zij. {BARRED}", "x = 1")
    notebook.cells[1].outputs = [_output("text/html", '<p title="Daar is Femke">Met Bram</p>')]

    with pytest.raises(ReportError) as error:
        rendered(notebook)

    assert "not reviewed: 'Femke', 'Bram'. " in str(error.value)
    assert "no consent: a passage" in str(error.value)
