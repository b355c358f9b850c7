"""From an executed notebook to a page; no kernel and no browser here."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from nbformat.v4 import new_output

from tests.report.conftest import PIXEL, SOURCE, WriteNotebook, notebook_of, page_of, showing
from vocbench.errors import ReportError
from vocbench.privacy.confidential import Audience
from vocbench.report.execute import ExecutedNotebook
from vocbench.report.page import inert
from vocbench.report.provenance import is_unchanged
from vocbench.report.render import render_page, render_report

if TYPE_CHECKING:
    from vocbench.project import Project


def test_two_pages_of_one_notebook_are_the_same() -> None:
    """There is no clock and no chance in a page."""
    notebook = showing(text_html="<b>Hi</b>", text_plain="Hi")

    assert page_of(notebook) == page_of(notebook)


def test_rendering_does_not_change_the_notebook() -> None:
    """The caller's notebook is as it was, widgets and all."""
    notebook = showing(text_html="<b>Hi</b>")
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    before = str(notebook)

    page_of(notebook)

    assert str(notebook) == before


def test_the_words_of_a_widget_are_shown_and_the_widget_is_not() -> None:
    """Where an output has both, the report takes the HTML, which needs no kernel."""
    view = {"model_id": "m1", "version_major": 2, "version_minor": 0}
    notebook = showing(text_html="<p>De kaart</p>", **{"application_vnd.jupyter.widget-view+json": view})

    page = page_of(notebook)

    assert "<p>De kaart</p>" in page
    assert "m1" not in page


def test_a_script_output_is_left_out() -> None:
    """An output that is nothing but a script leaves no trace."""
    page = page_of(showing(application_javascript="told = 1"))

    assert "told" not in page


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ("a<script>told = 1</script>b", "ab"),
        ("a<SCRIPT src=x>told = 1</SCRIPT >b", "ab"),
        ("<scr<script></script>ipt>told = 1", "&lt;script>told = 1"),
        ("<script>never closed", "&lt;script>never closed"),
        ("<meta http-equiv=refresh>", "&lt;meta http-equiv=refresh>"),
        ("<BASE href=x><iframe><link/>", "&lt;BASE href=x>&lt;iframe>&lt;link/>"),
        ("<metadata>m</metadata><p>1 < 2</p>", "<metadata>m</metadata><p>1 < 2</p>"),
    ],
)
def test_inert_takes_out_what_could_run_or_fetch(markup: str, left: str) -> None:
    """Scripts go, other active elements become text, and the rest stays as it is."""
    assert inert(markup) == left


def test_the_title_is_the_first_heading() -> None:
    """Emphasis and entities in the heading are words in the title, and markup in it stays text."""
    notebook = notebook_of("1", "# Tijd & *douchen* <3\n\nwoorden", "## Later")

    page = page_of(notebook)

    assert "<title>Tijd &amp; douchen &lt;3</title>" in page


def test_without_a_heading_the_title_is_the_name_of_the_file() -> None:
    """A page has a title in any case."""
    assert "<title>lesson</title>" in page_of(notebook_of("1"))


@pytest.mark.parametrize(
    ("language", "asked", "spoken"),
    [(None, None, "en"), ("nl", None, "nl"), ("nl", "en", "en"), ("fr", None, "en")],
)
def test_the_language_is_asked_for_or_the_notebooks_own(
    language: str | None, asked: str | None, spoken: str
) -> None:
    """The argument goes before the notebook's metadata, and that before English."""
    notebook = notebook_of("1", **({"language": language} if language else {}))

    page = page_of(notebook, lang=asked)

    assert f'<html lang="{spoken}">' in page
    assert {"en": "Show code", "nl": "Toon code"}[spoken] in page


def test_an_unknown_language_is_refused_before_anything_runs(tmp_path: Path) -> None:
    """The message says which languages there are."""
    with pytest.raises(ReportError, match="en and nl, not in 'fr'"):
        render_report(tmp_path / "absent.ipynb", tmp_path, lang="fr")


@pytest.mark.parametrize(
    ("shown", "left"),
    [
        ("Project('/studies/waterbedrijf/notebooks/x.voc')", "Project('./x.voc')"),
        ("/studies/waterbedrijf/study.voc", "../study.voc"),
        (f"{Path.home()}/.config", "~/.config"),
        ("/studies/waterbedrijf2/study.voc", "/studies/waterbedrijf2/study.voc"),
        ("/var/ipykernel_4711/2938.py:1: UserWarning", "cell:1: UserWarning"),
    ],
)
def test_paths_of_this_machine_stay_here(shown: str, left: str) -> None:
    """What cells show names no folder above the study."""
    page = page_of(showing(text_plain=shown))

    assert f"<pre>{left}</pre>" in page


def test_a_picture_beside_the_notebook_is_taken_in(tmp_path: Path) -> None:
    """The report holds the picture itself, so it can be mailed."""
    (tmp_path / "stip.png").write_bytes(base64.b64decode(PIXEL))
    notebook = notebook_of("# Titel\n\n![een stip](stip.png)")

    page = page_of(notebook, source=tmp_path / "lesson.ipynb")

    assert 'src="data:image/png;base64,' in page
    assert 'alt="een stip"' in page


def test_a_picture_in_a_heading_cell_is_taken_from_its_cell() -> None:
    """What was pasted into a cell stands in the page, also where the title comes from that cell."""
    notebook = notebook_of("# Titel\n\n![een stip](attachment:stip.png)")
    notebook.cells[0]["attachments"] = {"stip.png": {"image/png": PIXEL}}

    assert 'src="data:image/png;base64,' in page_of(notebook)


def test_a_picture_that_was_attached_and_lost_is_named() -> None:
    """The message says which, and what to do."""
    notebook = notebook_of("# Titel\n\n![een stip](attachment:stip.png)")

    with pytest.raises(ReportError, match=r"stip\.png.*Paste the picture"):
        page_of(notebook)


def test_a_report_that_fails_leaves_the_earlier_one(write_notebook: WriteNotebook, tmp_path: Path) -> None:
    """A failing cell changes no file and leaves no part of one."""
    (tmp_path / "reports").mkdir()
    earlier = tmp_path / "reports" / "lesson.html"
    earlier.write_text("earlier", encoding="utf-8")

    with pytest.raises(ReportError):
        render_report(write_notebook("1 / 0"), tmp_path / "reports")

    assert earlier.read_text(encoding="utf-8") == "earlier"
    assert list(earlier.parent.iterdir()) == [earlier]


def test_a_folder_that_cannot_be_made_is_named(write_notebook: WriteNotebook, tmp_path: Path) -> None:
    """A file where the folder should come gives an error, not a traceback of the system."""
    (tmp_path / "reports").write_text("a file", encoding="utf-8")

    with pytest.raises(ReportError, match=r"Cannot write .*reports"):
        render_report(write_notebook("1"), tmp_path / "reports")


def test_a_report_verifies(lively_report: Path) -> None:
    """The whole way, from notebook to file, gives a page that fits its digest."""
    assert is_unchanged(lively_report)


# --- who reads it -----------------------------------------------------------------------------------


def test_colleagues_have_the_code_one_click_away() -> None:
    """The code is in the page of the team, folded."""
    assert '<details class="code">' in page_of(showing(text_html="<b>Hi</b>"))


def test_the_public_reads_no_code_and_no_warnings() -> None:
    """Neither the source of a cell nor what it told its author stands in a public page."""
    notebook = notebook_of("secret_plan = 1", "other_plan = 2")
    notebook.cells[0].outputs = [
        new_output("display_data", {"text/html": "<b>Hi</b>"}),  # type: ignore[no-untyped-call]
        new_output("stream", name="stderr", text="a warning"),  # type: ignore[no-untyped-call]
    ]

    page = page_of(notebook, audience=Audience.PUBLIC)

    assert "<b>Hi</b>" in page
    assert "plan" not in page
    assert "a warning" not in page


def test_the_first_line_of_a_cell_names_what_it_shows() -> None:
    """``#| caption`` and ``#| alt`` are the author's own words for a picture."""
    notebook = showing(image_png=PIXEL)
    notebook.cells[0].source = "#| caption: Een stip\n#| alt: Zwart op wit\nplot()"

    page = page_of(notebook)

    assert '<span class="number">Figure 1.</span> Een stip' in page
    assert 'alt="Zwart op wit"' in page
    assert "data-voc-" not in page


def test_a_name_of_the_study_does_not_reach_the_public(project: Project) -> None:
    """Where the text names a person of the roster, the public reads another word, and the team the name."""
    project.add_to_roster(["Marieke"], "person")
    notebook = notebook_of("# Titel\n\nMarieke doucht lang.")
    executed = ExecutedNotebook(notebook, confidential=(project.confidential(),))

    pages = {each: render_page(executed, source=SOURCE, audience=each)[0] for each in Audience}

    assert "Marieke" in pages[Audience.TEAM]
    assert "Marieke" not in pages[Audience.PUBLIC]
    assert "doucht lang" in pages[Audience.PUBLIC]


def test_a_name_in_the_name_of_the_file_stops_the_report(project: Project) -> None:
    """The message says where the name stands, and gives it not away."""
    project.add_to_roster(["Marieke"], "person")
    executed = ExecutedNotebook(notebook_of("# Titel"), confidential=(project.confidential(),))

    with pytest.raises(ReportError, match="file name") as told:
        render_page(executed, source=Path("/study/marieke.ipynb"), audience=Audience.PUBLIC)

    assert "Marieke" not in str(told.value)


@pytest.mark.parametrize(
    ("options", "told"),
    [({"audience": "friends"}, "team, client or public"), ({"to": "docx"}, "html or pdf")],
)
def test_an_unknown_choice_is_refused_before_anything_runs(
    options: dict[str, str], told: str, tmp_path: Path
) -> None:
    """The message says what there is to choose from."""
    with pytest.raises(ReportError, match=told):
        render_report(tmp_path / "absent.ipynb", tmp_path, **options)  # type: ignore[arg-type]
