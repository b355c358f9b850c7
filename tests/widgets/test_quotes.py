"""The quotes widget as Python holds it, and quotes without a kernel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.studies import survey
from tests.talks import study, talk
from vocbench.errors import CodebookError, NotFoundError, VocbenchError
from vocbench.model.span import Span
from vocbench.project import Project
from vocbench.widgets.quotes.widget import Place, QuoteSource, QuotesWidget

ASK, TELL = "What is hard?", "Honestly 😀 the export is slow, and I lose my work."


@pytest.fixture
def project() -> Iterator[Project]:
    """One interview with three codings, and a survey with one."""
    with study(talk(("Interviewer", ASK), ("Ana", TELL))) as made:
        made.add(survey())
        made.code("p01", quote="hard", code="Question")
        made.code("p01", quote="export is slow", code="Pains/Speed", memo="often")
        made.code("p01", quote="slow, and I lose", code="Loss")
        made.code("survey", answer=made.answers()["answer"][0], code="Pains/Bill")
        yield made


def needs_no_more(project: QuoteSource) -> QuoteSource:
    """What the widget asks for, as mypy checks it against ``Project``."""
    return project


def asked(widget: QuotesWidget, op: str, **details: object) -> Any:
    """What the widget answers a question of the browser with."""
    return widget._reply({"op": op, **details})


def quotes_of(widget: QuotesWidget) -> list[str]:
    """The quotes that are shown."""
    return [quote["quote"] for quote in asked(widget, "page", start=0, size=100)["quotes"]]


def test_a_project_is_all_that_it_asks(project: Project) -> None:
    """Without a code every quote is there, in the order of sources and texts."""
    widget = QuotesWidget(needs_no_more(project))

    assert quotes_of(widget) == ["hard", "export is slow", "slow, and I lose", "De rekening is onduidelijk"]


def test_a_code_shows_those_under_it(project: Project) -> None:
    """Pains has two codes under it, in two sources."""
    widget = QuotesWidget(project, "Pains")

    assert quotes_of(widget) == ["export is slow", "De rekening is onduidelijk"]
    assert widget.query["code"] == "Pains"


def test_a_code_that_is_not_there_is_refused(project: Project) -> None:
    """At once, when the widget is made."""
    with pytest.raises(CodebookError, match="No code 'Nix'"):
        QuotesWidget(project, "Nix")


def test_find_takes_a_boolean_speakers_sources_and_attributes(project: Project) -> None:
    """Each narrows what is shown, and the query says so."""
    widget = QuotesWidget(project)

    widget.find("Pains", all_of=["Loss"])
    assert quotes_of(widget) == ["export is slow"]
    widget.find(none_of=["Loss"], speakers=["respondent"])
    assert quotes_of(widget) == ["De rekening is onduidelijk"]
    widget.find(sources=["p01"], speakers=["Interviewer"])
    assert quotes_of(widget) == ["hard"]
    widget.find(where={"segment": "huur"}, context=0)
    assert quotes_of(widget) == ["De rekening is onduidelijk"]
    assert widget.query["where"] == {"segment": ["huur"]}
    assert widget.query["context"] == 0


def test_the_browser_names_attributes_by_their_texts(project: Project) -> None:
    """A number, and the unknown, come back as what they are."""
    widget = QuotesWidget(project)
    query = {**widget.query, "where": {"household": ["3"]}}

    asked(widget, "find", **query)
    assert quotes_of(widget) == ["De rekening is onduidelijk"]
    asked(widget, "find", **{**query, "where": {"segment": [""]}})
    assert quotes_of(widget) == ["export is slow", "slow, and I lose"]


def test_a_query_that_is_refused_changes_nothing(project: Project) -> None:
    """What was shown stays, and so does what was asked for."""
    widget = QuotesWidget(project, "Loss")

    with pytest.raises(NotFoundError):
        widget.find(sources=["p99"])

    assert widget.query["code"] == "Loss"
    assert quotes_of(widget) == ["slow, and I lose"]


def test_a_quote_says_where_it_is_from(project: Project) -> None:
    """Speaker, source, turn and time; an answer has no turn, and names its respondent."""
    widget = QuotesWidget(project, "Pains")

    spoken, written = asked(widget, "page", start=0, size=9)["quotes"]

    assert spoken["reference"] == "Ana, p01, turn 2, 0:12"
    assert spoken["memo"] == "often"
    assert spoken["before"].endswith("😀 the ")
    assert written["reference"] == "1, survey"
    widget.lang = "nl"
    assert asked(widget, "page", start=0, size=1)["quotes"][0]["reference"] == "Ana, p01, beurt 2, 0:12"


def test_quotes_come_in_pages(project: Project) -> None:
    """A page starts where it is asked to, and says how many there are in all."""
    page = asked(QuotesWidget(project), "page", start=1, size=2)

    assert [quote["quote"] for quote in page["quotes"]] == ["export is slow", "slow, and I lose"]
    assert page["n"] == 4


def test_it_follows_the_project(project: Project) -> None:
    """A new coding is among the quotes when they are asked for next, and the browser hears of it."""
    widget = QuotesWidget(project, "Loss")
    before = widget.revision

    project.code("p01", quote="my work", code="Loss")

    assert widget.revision > before
    assert quotes_of(widget) == ["slow, and I lose", "my work"]


def test_an_act_elsewhere_looks_nothing_up(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Coding does not wait for a list that nobody has asked for yet."""
    widget = QuotesWidget(project)
    looked_up: list[str] = []
    monkeypatch.setattr(Project, "quotes", lambda *_, **__: looked_up.append("quotes"))

    project.code("p01", quote="my work", code="Loss")

    assert looked_up == []
    assert widget.revision > 0


def test_a_renamed_code_is_still_looked_for(project: Project) -> None:
    """The query is for the code, whatever it is called now."""
    widget = QuotesWidget(project, "Loss")

    project.rename_code("Loss", "Lost work")

    assert widget.query["code"] == "Lost work"
    assert quotes_of(widget) == ["slow, and I lose"]


def test_a_removed_code_is_looked_for_no_longer(project: Project) -> None:
    """It leaves the query, and what is left of the query is shown."""
    widget = QuotesWidget(project)
    widget.find("Pains", none_of=["Loss"])

    project.merge_codes("Loss", "Question")

    assert widget.query["none_of"] == []
    assert widget.query["code"] == "Pains"


def test_selected_quotes_are_a_frame(project: Project) -> None:
    """Ready as evidence; ids that are not shown are left out."""
    widget = QuotesWidget(project, "Pains")

    widget.select([*widget.quotes["coding"][:1], "no such"])

    assert list(widget.selected["quote"]) == ["export is slow"]
    assert widget.cited() == "“export is slow” — Ana, p01, turn 2, 0:12"


def test_the_selection_keeps_what_the_next_query_still_shows(project: Project) -> None:
    """The others are no longer selected."""
    widget = QuotesWidget(project)
    asked(widget, "select_all")

    widget.find("Loss")

    assert list(widget.selected["quote"]) == ["slow, and I lose"]
    assert len(widget.selection) == 1


def test_a_jump_says_where(project: Project) -> None:
    """The trait holds the place in the text; without an open transcript nothing is shown."""
    widget = QuotesWidget(project, "Pains")
    places: list[Place] = []
    widget.observe(lambda change: places.append(change["new"]), "jump")
    spoken, written = widget.quotes["coding"]

    assert widget.show(spoken) is False
    assert widget.show(written) is False

    start = project.transcript("p01").text.index("export")
    assert places == [
        Place("p01", Span(start, start + 14)),
        Place("survey", Span(0, 26), project.answers()["answer"][0]),
    ]


def test_a_jump_to_a_quote_that_is_not_shown_is_refused(project: Project) -> None:
    """The message says what to do."""
    with pytest.raises(NotFoundError, match=r"Look it up with find\(\)"):
        QuotesWidget(project).show("no such")


def test_the_map_counts_what_the_quotes_of_a_code_are(project: Project) -> None:
    """A code above others has as many codings in a source as a click on its cell will list."""
    widget = QuotesWidget(project)

    found = asked(widget, "map")

    assert found["sources"] == ["p01", "survey"]
    for code, counts in zip(found["codes"], found["rows"], strict=True):
        listed = [len(project.quotes(code, sources=[source])) for source in found["sources"]]
        assert counts == listed, code


def test_the_line_runs_from_start_to_end(project: Project) -> None:
    """One bar a coding, over the recording: 13 characters in 12 seconds, and 50 more at that pace."""
    found = asked(QuotesWidget(project), "line", source="p01")

    assert [bar["code"] for bar in found["bars"]] == ["Question", "Pains/Speed", "Loss"]
    assert all(0 <= bar["start"] < bar["end"] <= 1 for bar in found["bars"])
    assert found["ends"] == ["0:00", "0:58"]


def test_blind_coders_see_only_their_own(project: Project) -> None:
    """Quotes, map and line leave out what the other coded."""
    project.code("p01", quote="my work", code="Loss", coder="B")
    project.set_blind(True)

    widget = QuotesWidget(project, "Loss")

    assert widget.isBlind
    assert quotes_of(widget) == ["slow, and I lose"]
    assert len(asked(widget, "line", source="p01")["bars"]) == 3
    rows = asked(widget, "map")
    assert rows["rows"][rows["codes"].index("Loss")] == [1, 0]


@pytest.mark.parametrize(
    "message",
    [
        {"op": "find", "code": ""},
        {"op": "find", "code": "", "all_of": [], "none_of": [], "sources": [], "speakers": [], "where": 3},
        {"op": "select", "codings": "a"},
        {"op": "show"},
        {"op": "line"},
        {"op": "dance"},
    ],
)
def test_nonsense_from_a_page_is_refused(project: Project, message: dict[str, object]) -> None:
    """With a reason, and without harm."""
    widget = QuotesWidget(project)

    with pytest.raises(VocbenchError):
        widget._reply(message)

    assert len(quotes_of(widget)) == 4


def test_without_a_kernel_the_quotes_can_be_read(project: Project) -> None:
    """A saved notebook has them as text that needs no script, escaped."""
    project.code("p01", quote="work", code="<b>Loss")

    html = QuotesWidget(project, "<b>Loss").to_html()

    assert "<mark>work</mark>" in html
    assert "<b>Loss" not in html
    assert "<script" not in html
