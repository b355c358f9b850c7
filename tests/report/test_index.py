"""The page that lists the reports of a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.report.conftest import notebook_of
from vocbench.errors import ReportError
from vocbench.privacy.confidential import Audience
from vocbench.report.execute import ExecutedNotebook
from vocbench.report.index import write_index
from vocbench.report.pdf import marked
from vocbench.report.provenance import ProjectStamp, is_unchanged
from vocbench.report.render import render_page


def write_report(
    folder: Path,
    name: str,
    title: str,
    *,
    lang: str = "nl",
    digest: str = "abc",
    audience: Audience = Audience.TEAM,
) -> Path:
    """A report in *folder* on a project whose hash is *digest*."""
    stamp = ProjectStamp("water & co", digest, "0.1.0")
    executed = ExecutedNotebook(notebook_of(f"# {title}\n\nWaar het om gaat."), (stamp,))
    page, _ = render_page(executed, source=Path(f"/study/{name}.ipynb"), lang=lang, audience=audience)
    path = folder / f"{name}.html"
    path.write_text(page, encoding="utf-8")
    return path


def test_the_index_leads_to_each_report(tmp_path: Path) -> None:
    """Title, first words and project of each report, in the language that they share."""
    write_report(tmp_path, "01 één", "Tijd <3")
    write_report(tmp_path, "02", "Geld")
    (tmp_path / "other.html").write_text("<p>no report</p>", encoding="utf-8")

    page = write_index(tmp_path).read_text(encoding="utf-8")

    assert '<html lang="nl">' in page
    assert '<a href="01%20%C3%A9%C3%A9n.html">Tijd &lt;3</a>' in page
    assert page.count("Waar het om gaat.") == 2
    assert "water &amp; co" in page
    assert "other.html" not in page


def test_an_index_is_signed_and_can_be_made_again(tmp_path: Path) -> None:
    """It is the same page each time, and it does not list itself."""
    write_report(tmp_path, "01", "Tijd")

    pages = [write_index(tmp_path).read_bytes() for _ in range(2)]

    assert pages[0] == pages[1]
    assert is_unchanged(tmp_path / "index.html")


def test_reports_of_two_states_of_a_project_are_told_apart(tmp_path: Path) -> None:
    """Who compares their numbers is warned, and only then."""
    write_report(tmp_path, "01", "Tijd")
    before = write_index(tmp_path).read_text(encoding="utf-8")
    write_report(tmp_path, "02", "Geld", digest="def")

    after = write_index(tmp_path).read_text(encoding="utf-8")

    assert "verschillende toestanden van het project water &amp; co" in after
    assert "verschillende toestanden" not in before


def test_a_report_that_was_changed_is_listed_as_such(tmp_path: Path) -> None:
    """The index says so beside it."""
    path = write_report(tmp_path, "01", "Tijd", lang="en")
    path.write_text(path.read_text(encoding="utf-8").replace("gaat", "ging"), encoding="utf-8")

    assert "was changed after it was made" in write_index(tmp_path).read_text(encoding="utf-8")


def test_who_sends_the_folder_is_warned_of_reports_for_the_team(tmp_path: Path) -> None:
    """Each report says whom it is for, and a folder with both kinds says not to pass it on whole."""
    write_report(tmp_path, "01", "Tijd", audience=Audience.PUBLIC)
    before = write_index(tmp_path).read_text(encoding="utf-8")
    write_report(tmp_path, "02", "Geld", audience=Audience.TEAM)

    after = write_index(tmp_path).read_text(encoding="utf-8")

    assert before.count("voor iedereen") == 1
    assert "niet in haar geheel door" not in before
    assert (after.count("voor iedereen"), after.count("voor het team")) == (1, 1)
    assert "niet in haar geheel door" in after


@pytest.mark.parametrize(
    ("printed", "n_links"),
    [
        (marked(b"%PDF", "public"), 1),
        (marked(b"%PDF", "team"), 0),
        (marked(b"%PDF", "client"), 0),
        (b"%PDF", 0),
    ],
)
def test_a_printed_report_is_linked_beside_a_page_for_the_same_readers(
    tmp_path: Path, printed: bytes, n_links: int
) -> None:
    """A PDF that was made for others, or does not say for whom, is left where it is."""
    write_report(tmp_path, "01", "Tijd", audience=Audience.PUBLIC)
    (tmp_path / "01.pdf").write_bytes(printed)

    assert write_index(tmp_path).read_text(encoding="utf-8").count('<a href="01.pdf">PDF</a>') == n_links


def test_a_folder_without_reports_has_no_index(tmp_path: Path) -> None:
    """The message says how to make reports, and nothing is written."""
    with pytest.raises(ReportError, match="vocbench report NOTEBOOK"):
        write_index(tmp_path)

    assert list(tmp_path.iterdir()) == []
