"""Small groups planted in every place of a notebook: none gets out, and the team reads all."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from tests.report.conftest import notebook_of
from vocbench.errors import ReportError
from vocbench.model.source import Answer, AnswerTable, Respondent
from vocbench.privacy.confidential import Audience
from vocbench.project import Project
from vocbench.report.execute import ExecutedNotebook, execute_notebook
from vocbench.report.render import render_page

SIZES = {("nurse", "coast"): 2, ("nurse", "inland"): 7, ("doctor", "coast"): 6, ("doctor", "inland"): 8}
OPENING = """import altair as alt, pandas as pd, vocbench as vb
project = vb.Project({!r})
who = project.respondents()"""
CHART = "alt.Chart(who).mark_bar().encode(x='role', y='count()', color='area')"
TABLE = "pd.crosstab(who['role'], who['area'], margins=True)"
PRINTED = "print(who.groupby(['role', 'area'], observed=True).size())"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A survey among nurses and doctors, of whom two nurses live at the coast."""
    groups = [group for group, n in SIZES.items() for _ in range(n)]
    people = tuple(Respondent(f"r{n}", {"role": role, "area": area}) for n, (role, area) in enumerate(groups))
    path = tmp_path_factory.mktemp("small") / "study.voc"
    with Project(path) as project:
        project.add(AnswerTable("survey", people, tuple(Answer(each.key, "How?", "Good") for each in people)))
        project.sign_review(not_names=["Records", "All", "Series", "Length", "Name"])
    return path


@pytest.fixture(scope="module")
def executed(study: Path, tmp_path_factory: pytest.TempPathFactory) -> ExecutedNotebook:
    """The notebook that shows a chart, a crosstab and a printed series of these people, run once."""
    path = tmp_path_factory.mktemp("run") / "lesson.ipynb"
    nbformat.write(notebook_of("# Who", OPENING.format(str(study)), CHART, TABLE, PRINTED), path)  # type: ignore[no-untyped-call]
    return execute_notebook(path)


def page_for(executed: ExecutedNotebook, audience: Audience) -> tuple[str, list[str]]:
    """The page, and what its author is told."""
    return render_page(executed, source=Path("lesson.ipynb"), audience=audience)


@pytest.mark.parametrize("audience", [Audience.CLIENT, Audience.PUBLIC])
def test_no_small_group_leaves_the_team(executed: ExecutedNotebook, audience: Audience) -> None:
    """Two nurses at the coast are in no mark, no cell and no printed line."""
    page, told = page_for(executed, audience)

    assert "Count of Records: 2;" not in page
    assert '<td class="n">2</td>' not in page
    assert "coast      2" not in page
    assert any("1 chart tells of groups of fewer than 5 people" in each for each in told)


def test_what_was_left_out_of_a_chart_is_said_under_it(executed: ExecutedNotebook) -> None:
    """The marks of larger groups are there, and the reader knows that some are not."""
    page, _ = page_for(executed, Audience.PUBLIC)

    assert "Count of Records: 7; area: inland" in page
    assert "Left out: what this would tell of groups of fewer than 5 people (1)." in page


def test_the_team_reads_every_group_and_is_told_of_none(executed: ExecutedNotebook) -> None:
    """For those who do the study nothing is hidden, and no warning is false."""
    page, told = page_for(executed, Audience.TEAM)

    assert "Count of Records: 2; area: coast" in page
    assert "Left out" not in page
    assert not any("small group" in each for each in told)


def test_a_sentence_of_the_author_stops_the_report(executed: ExecutedNotebook) -> None:
    """The message says which group, and how to decide that it may be told of."""
    executed.notebook.cells[0].source = "# Who\n\n2 of 3 nurses at the coast wait an hour."

    with pytest.raises(ReportError, match=r"small group: 'coast, nurse'.*sign_groups"):
        page_for(executed, Audience.PUBLIC)
