"""The board widget from Python: what it shows, what its messages do, what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.studies import QUESTION
from vocbench.errors import NotFoundError
from vocbench.model.board import Board, Channel, Details, Kinship, Origin, Relation, Standing, Voice
from vocbench.model.span import Span
from vocbench.project import Project, credibility
from vocbench.storage import boards as board_store
from vocbench.widgets import jumps
from vocbench.widgets.boards.passages import pieces
from vocbench.widgets.boards.widget import BoardWidget

BOARD = "Marieke"


@pytest.fixture
def walled(project: Project) -> Project:
    """A project with a map of three notes, and two codes."""
    project.code("p01", quote="een kwartier", code="Doet")
    project.code("p01", quote="vijf minuten", occurrence=1, code="Zegt")
    project.empathy_map(BOARD, question="Waarom douche je zo lang?")
    project.note(BOARD, "say_do", "Ik ben zo klaar", supports=project.quotes("Zegt"))
    project.note(BOARD, "pains", "De rekening", supports=project.answers(QUESTION).head(1))
    project.note(BOARD, "gains", "Een schermpje")
    return project


@pytest.fixture
def widget(walled: Project) -> BoardWidget:
    """The widget on that map."""
    return BoardWidget(walled, BOARD)


def note(widget: BoardWidget, text: str) -> Any:
    """What the page is told of the note with these words."""
    return next(row for row in widget.notes if row["text"] == text)


def asked(widget: BoardWidget, **message: object) -> dict[str, Any]:
    """What the page hears when it sends a message."""
    heard: list[dict[str, Any]] = []
    widget.send = lambda content, buffers=None: heard.append(content)  # noqa: ARG005
    widget._receive(widget, {"nonce": "n", **message}, [])
    return heard[-1]


# -- what is shown ------------------------------------------------------------------------


def test_a_note_tells_by_how_many_of_the_customers(widget: BoardWidget) -> None:
    """One of the three who answered speaks of the bill: few, and with a wide interval."""
    said = note(widget, "De rekening")

    assert (said["heard"]["k"], said["heard"]["n"]) == (1, 3)
    assert said["heard"]["low"] < 1 / 3 < said["heard"]["high"]
    assert said["marks"] == ["single_voice"]


def test_a_note_without_evidence_is_heard_by_nobody_rather_than_none(widget: BoardWidget) -> None:
    """What nobody said has no share, and is imagined."""
    imagined = note(widget, "Een schermpje")

    assert imagined["heard"] is None
    assert imagined["origin"] == "imagined"
    assert imagined["quotes"] == 0


def test_a_refused_note_is_off_the_wall_and_kept_apart(walled: Project) -> None:
    """It can be accepted after all."""
    walled.propose_notes(BOARD, {"Doet": "say_do"})
    widget = BoardWidget(walled, BOARD)
    proposed = note(widget, "Doet")
    assert proposed["standing"] == "proposed"

    widget.refuse(proposed["id"])
    assert "Doet" not in [row["text"] for row in widget.notes]
    assert [row["text"] for row in widget.refused] == ["Doet"]

    widget.accept(proposed["id"])
    assert note(widget, "Doet")["standing"] == "accepted"
    assert widget.refused == []


def test_regions_of_a_journey_lie_by_lane_and_stage(walled: Project) -> None:
    """Rows follow the lanes and columns the stages, after those of the headings."""
    walled.journey("Reis", question="Hoe gaat dat?", stages=["Zoeken", "Kiezen"])

    board = BoardWidget(walled, "Reis", lang="nl").board

    assert board["isTable"]
    assert [each["name"] for each in board["stages"]] == ["Zoeken", "Kiezen"]
    places = {(each["lane"], each["stage"]): (each["row"], each["column"]) for each in board["regions"]}
    assert places[board["lanes"][0]["id"], board["stages"][0]["id"]] == (2, 2)
    assert places[board["lanes"][3]["id"], board["stages"][1]["id"]] == (5, 3)


def test_a_numbered_canvas_is_no_drawing_of_cells_around_a_person(walled: Project) -> None:
    """The seven fields have their numbers in order, and no base."""
    walled.make_board("Wil", question="Waarom?", template="empathy_canvas_2017")

    board = BoardWidget(walled, "Wil").board

    assert sorted(each["number"] for each in board["regions"] if each["number"]) == [1, 2, 3, 4, 5, 6, 7]
    assert not board["isOpen"]
    assert not any(each["isBase"] for each in board["regions"])


def test_the_language_changes_the_cells_too(widget: BoardWidget) -> None:
    """Names of regions are in the language of the interface."""
    widget.lang = "nl"

    assert "Pijnpunten" in [each["name"] for each in widget.board["regions"]]
    assert widget.texts["tab_belief"] == "Geloofwaardigheid"


def test_employees_are_told_apart(walled: Project) -> None:
    """Who speaks as an employee does not count as a customer."""
    who = walled.proofs(BOARD)[0].respondent
    assert who is not None

    widget = BoardWidget(walled, BOARD)
    walled.set_voice([who], Voice.EMPLOYEE)

    row = note(widget, "Ik ben zo klaar")
    assert row["employees"] == 1
    assert "second_hand_only" in row["marks"]


def test_what_others_write_shows_at_once(walled: Project, widget: BoardWidget) -> None:
    """A note from a notebook cell is on the wall."""
    walled.note(BOARD, "see", "Een meter")

    assert note(widget, "Een meter")["region"] == "see"


def test_a_board_that_is_gone_says_so(walled: Project, widget: BoardWidget) -> None:
    """The page keeps what it showed, and tells what is wrong."""
    walled.remove_board(BOARD)

    assert BOARD in widget.trouble
    assert len(widget.notes) == 3


# -- what messages do ---------------------------------------------------------------------


def test_writing_brings_the_id_of_the_new_note(widget: BoardWidget) -> None:
    """So that the page can go there."""
    answer = asked(widget, op="write", region="hear", text="De buren klagen")

    assert answer["label"] == note(widget, "De buren klagen")["id"]


def test_a_quote_on_a_cell_becomes_a_note_with_that_evidence(walled: Project, widget: BoardWidget) -> None:
    """Its words are the quote's, and the quote stands behind it."""
    coding = walled.quotes("Doet")["coding"].iloc[0]

    answer = asked(widget, op="quote", region="pains", codings=[coding])

    made = note(widget, "“een kwartier”")
    assert answer["label"] == made["id"]
    assert (made["quotes"], made["origin"]) == (1, "said")


def test_a_long_quote_is_cut_at_a_blank(walled: Project) -> None:
    """The note stays short; the evidence keeps every word."""
    words = walled.transcript("p01").text
    walled.code("p01", span=(0, len(words)), code="Alles")
    widget = BoardWidget(walled, BOARD)

    made = widget.write_quotes("see", [walled.quotes("Alles")["coding"].iloc[0]])

    text = next(row["text"] for row in widget.notes if row["id"] == made)
    assert "\n" not in text
    assert len(text) <= 165


def test_a_quote_can_speak_against_a_note(walled: Project, widget: BoardWidget) -> None:
    """The relation that was chosen is kept, and can be changed afterwards."""
    coding = walled.quotes("Doet")["coding"].iloc[0]
    target = note(widget, "Ik ben zo klaar")["id"]

    asked(widget, op="support", id=target, codings=[coding], relation="contradicts")
    assert note(widget, "Ik ben zo klaar")["against"] == 1

    asked(widget, op="bear", id=target, kind="coding", target=coding, relation="qualifies")
    assert (note(widget, "Ik ben zo klaar")["against"], note(widget, "Ik ben zo klaar")["qualified"]) == (
        0,
        1,
    )

    asked(widget, op="drop", id=target, kind="coding", target=coding)
    assert note(widget, "Ik ben zo klaar")["qualified"] == 0


def test_a_note_is_moved_in_front_of_another(widget: BoardWidget) -> None:
    """The order on the wall is the one that was asked for."""
    moved, other = note(widget, "Een schermpje")["id"], note(widget, "De rekening")["id"]

    asked(widget, op="move", ids=[moved], region="pains", before=other)

    assert [row["text"] for row in widget.notes if row["region"] == "pains"] == [
        "Een schermpje",
        "De rekening",
    ]


def test_notes_are_grouped_and_taken_apart(widget: BoardWidget) -> None:
    """An empty heading ungroups."""
    widget.write("pains", "De tijd")
    ids = [row["id"] for row in widget.notes if row["region"] == "pains"]

    asked(widget, op="group", ids=ids, title="Gedoe")
    assert {row["group"] for row in widget.notes if row["region"] == "pains"} == {"Gedoe"}

    asked(widget, op="group", ids=ids, title="")
    assert {row["group"] for row in widget.notes} == {""}


def test_a_vote_is_given_and_taken_back(walled: Project, widget: BoardWidget) -> None:
    """The same act twice leaves no vote."""
    target = note(widget, "De rekening")["id"]

    asked(widget, op="vote", id=target)
    assert note(widget, "De rekening")["votes"] == [walled.coder]

    asked(widget, op="vote", id=target)
    assert note(widget, "De rekening")["votes"] == []


def test_details_of_a_note_are_kept_as_values(widget: BoardWidget) -> None:
    """What a form sends becomes what the model knows; an unknown stays unknown."""
    target = note(widget, "De rekening")["id"]
    sent = {"valence": -1, "delay_days": None, "channel": "digital", "is_measured": False, "owner": "Bo"}

    asked(widget, op="edit", id=target, details=sent, origin="inferred", confidence=0.7)

    kept = next(each for each in widget._board.notes if each.id == target)
    assert kept.details == Details(-1, None, Channel.DIGITAL, False, "Bo")
    assert (kept.origin, kept.confidence) == (Origin.INFERRED, 0.7)


def test_two_notes_are_related_and_forgotten(widget: BoardWidget) -> None:
    """The page is told which, and how."""
    one, other = note(widget, "De rekening")["id"], note(widget, "Een schermpje")["id"]

    asked(widget, op="relate", one=one, other=other, kinship="opposite")
    assert [(row["kinship"], {row["one"], row["other"]}) for row in widget.kin] == [
        ("opposite", {one, other})
    ]

    asked(widget, op="relate", one=other, other=one, kinship="")
    assert widget.kin == []


def test_undo_takes_an_act_of_the_widget_back(widget: BoardWidget) -> None:
    """A removed note is there again."""
    asked(widget, op="remove", ids=[note(widget, "De rekening")["id"]])
    assert "De rekening" not in [row["text"] for row in widget.notes]

    asked(widget, op="undo")
    assert note(widget, "De rekening")["quotes"] == 1


@pytest.mark.parametrize(
    "message",
    [
        {"op": "write", "region": "nowhere", "text": "x"},
        {"op": "write", "region": "pains", "text": " "},
        {"op": "quote", "region": "pains", "codings": []},
        {"op": "quote", "region": "pains", "codings": ["gone"]},
        {"op": "edit", "id": "gone", "text": "x"},
        {"op": "edit", "id": "gone", "origin": "guessed"},
        {"op": "edit", "id": "gone", "details": {"valence": "bad"}},
        {"op": "vote", "id": "gone"},
        {"op": "passage", "text": "gone", "start": 0, "end": 1, "around": 1},
        {"op": "passage", "text": "p01", "start": -1, "end": 1, "around": 1},
        {"op": "behind", "id": "gone"},
    ],
)
def test_nonsense_is_refused_and_changes_nothing(
    walled: Project, widget: BoardWidget, message: dict[str, object]
) -> None:
    """The page hears why, and the project is as it was."""
    before = walled.board(BOARD)

    answer = asked(widget, **message)

    assert answer["event"] == "refused"
    assert answer["reason"]
    assert walled.board(BOARD) == before


# -- looking up ---------------------------------------------------------------------------


def test_what_is_behind_a_note_comes_with_its_place(walled: Project, widget: BoardWidget) -> None:
    """Each passage can be found again in its text, what bears the note out first."""
    target = note(widget, "Ik ben zo klaar")["id"]
    coding = walled.quotes("Doet")["coding"].iloc[0]
    widget.support(target, [coding], Relation.CONTRADICTS)

    behind = widget.behind(target)

    assert [row["relation"] for row in behind] == ["supports", "contradicts"]
    proof = behind[1]["proofs"][0]
    assert walled.transcript(proof["text"]).text[proof["start"] : proof["end"]] == "een kwartier"


def test_quotes_are_found_by_their_words_and_by_code(widget: BoardWidget) -> None:
    """Letters in any case; a code, or a code above it."""
    assert [row["quote"] for row in widget.search("KWART", "", start=0, size=9)["quotes"]] == ["een kwartier"]
    assert [row["quote"] for row in widget.search("", "Zegt", start=0, size=9)["quotes"]] == ["vijf minuten"]
    assert widget.search("Marieke", "", start=1, size=1) | {"quotes": []} == {
        "n": 2,
        "start": 1,
        "quotes": [],
    }


def test_an_act_of_the_widget_does_not_look_the_quotes_up_again(
    walled: Project, widget: BoardWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was coded; an act of somebody else is another matter."""
    looked = []
    quotes = walled.quotes

    def watched(**given: Any) -> object:
        looked.append(given)
        return quotes(**given)

    monkeypatch.setattr(walled, "quotes", watched)
    widget.search("", "", start=0, size=9)

    widget.write("hear", "De buren")
    widget.search("", "", start=0, size=9)
    assert len(looked) == 1

    walled.code("p01", quote="langer niet", code="Zegt")
    assert widget.search("", "", start=0, size=9)["n"] == 3


def test_a_passage_is_shown_where_it_was_said(widget: BoardWidget) -> None:
    """The words around it stand beside it, with who says them."""
    found = widget.search("kwartier", "", start=0, size=1)["quotes"][0]

    passage = widget.passage(found["text"], Span(found["start"], found["end"]), around=1)

    assert passage["title"] == "p01"
    assert [turn["speaker"] for turn in passage["turns"]] == ["I", "Marieke"]
    assert [words for words, is_marked in passage["turns"][-1]["pieces"] if is_marked] == ["een kwartier"]
    assert passage["turns"][0]["isAsking"]


def test_a_passage_of_an_answer_stands_below_its_question(widget: BoardWidget) -> None:
    """An open answer has no turns around it."""
    proof = widget.behind(note(widget, "De rekening")["id"])[0]["proofs"][0]

    passage = widget.passage(proof["text"], Span(proof["start"], proof["end"]))

    assert [turn["pieces"] for turn in passage["turns"]] == [
        [(QUESTION, False)],
        [("De rekening is onduidelijk", True)],
    ]


def test_a_transcript_that_is_open_goes_to_the_passage(widget: BoardWidget, walled: Project) -> None:
    """The reader beside the board selects it."""

    class Reader:
        source = "p01"
        shown: Span | None = None

        def show(self, source: str, span: Span | None = None) -> None:
            assert source == self.source
            self.shown = span

        def shows(self, workspace: object) -> bool:
            return workspace is walled

    reader = Reader()
    jumps.remember(reader)

    widget.passage("p01", Span(0, 4))

    assert reader.shown == Span(0, 4)


def test_a_passage_is_cut_at_its_ends() -> None:
    """What is marked reaches no further than what is shown."""
    assert list(pieces("abcdef", Span(1, 5), Span(0, 3))) == [("bc", True), ("de", False)]
    assert list(pieces("abcdef", Span(0, 2), Span(3, 5))) == [("ab", False)]
    assert list(pieces("abcdef", Span(0, 6), Span(2, 4))) == [("ab", False), ("cd", True), ("ef", False)]


# -- the rest -----------------------------------------------------------------------------


def test_a_note_is_selected_from_python(widget: BoardWidget) -> None:
    """Only one that is there."""
    target = note(widget, "De rekening")["id"]

    widget.select(target)
    assert widget.selected == target

    with pytest.raises(NotFoundError):
        widget.select("gone")


def test_the_board_stays_readable_without_a_kernel(widget: BoardWidget) -> None:
    """What a notebook saves holds the notes as a picture, and the widget says what it is."""
    assert "De rekening" in widget.to_html()
    assert repr(widget) == "BoardWidget('Marieke', 3 notes)"


def test_a_board_that_is_not_there_is_refused(walled: Project) -> None:
    """The message lists those there are."""
    with pytest.raises(NotFoundError, match="Marieke"):
        BoardWidget(walled, "Henk")


def test_what_lost_its_evidence_is_settled(walled: Project, widget: BoardWidget) -> None:
    """A note whose quote was uncoded is stale until somebody says that it stands."""
    coding = walled.quotes("Zegt")["coding"].iloc[0]
    walled.uncode(coding)
    row = note(widget, "Ik ben zo klaar")
    assert row["stale"]

    asked(widget, op="fresh", id=row["id"])
    assert note(widget, "Ik ben zo klaar")["stale"] == ""


def test_words_of_the_study_reach_the_page_as_they_are(walled: Project) -> None:
    """Markup in a note is text; so is an emoji."""
    evil = "😀 <img src=x onerror=alert(1)>"
    widget = BoardWidget(walled, BOARD)

    widget.write("pains", evil)

    assert note(widget, evil)["text"] == evil
    assert "<img" not in widget.to_html()


def test_standing_and_kinship_are_words_the_page_knows(widget: BoardWidget) -> None:
    """Each value that can come has a word in the interface."""
    for origin in Origin:
        assert f"origin_{origin.name.lower()}" in widget.texts
    for kinship in Kinship:
        assert f"kin_{kinship.value}" in widget.texts
    for relation in Relation:
        assert f"bear_{relation.value}" in widget.texts
    assert {each.value for each in Standing} == {"proposed", "accepted", "refused"}


@pytest.mark.parametrize("name", [BOARD, "Trip"])
def test_a_board_is_read_once_for_each_refresh(
    walled: Project, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How far a board can be believed comes with the board, its passages and, of a journey, how it felt."""
    walled.journey("Trip", question="How?")
    widget, read, load = BoardWidget(walled, name), [], board_store.load_board

    def counted(*told: Any) -> Board:
        read.append(told)
        return load(*told)

    for module in (credibility, board_store):
        monkeypatch.setattr(module, "load_board", counted)

    widget.refresh()

    assert len(read) == 1
