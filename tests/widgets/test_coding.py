"""The coding widget without a browser: its state, its methods, and the messages it answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import traitlets

from tests.talks import study, talk
from vocbench.errors import ConflictError, NotFoundError, SpanError, VocbenchError
from vocbench.model.source import Event, EventKind, Transcript
from vocbench.model.span import Span
from vocbench.project import Project
from vocbench.widgets.coding.protocol import Workspace
from vocbench.widgets.coding.widget import CodingWidget

ASK, TELL = "What is hard?", "Honestly 😀 the export is slow."


@pytest.fixture
def workspace() -> Project:
    """Two turns, an emoji in the second, and two codes."""
    interview = talk(("Interviewer", ASK), ("Ana", TELL))
    return study(interview, codes=("Gains", "Pains"))


@pytest.fixture
def widget(workspace: Project) -> CodingWidget:
    """The widget on that talk."""
    return CodingWidget(workspace, "p01")


@pytest.fixture
def tell(widget: CodingWidget, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """Send the widget a message as the browser does; the answer comes back."""
    answers: list[dict[str, Any]] = []
    monkeypatch.setattr(widget, "send", answers.append)

    def send(**message: Any) -> dict[str, Any]:
        content = {"nonce": "n1", **message}
        widget.comm.handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
        return answers.pop()

    return send


Tell = Callable[..., dict[str, Any]]


# -- messages -----------------------------------------------------------------------------


def test_a_coding_after_an_emoji_keeps_its_words(workspace: Project, tell: Tell) -> None:
    """Offsets come in UTF-16 units and are kept in code points."""
    start = len(ASK) + 1 + len("Honestly 😀 ") + 1  # one more: the emoji is two units

    answer = tell(op="code", start=start, end=start + len("the export"), code="Pains")

    assert workspace.codings_of("p01")[0].quote == "the export"
    assert answer == {"event": "done", "nonce": "n1", "label": "Pains"}


def test_codings_travel_to_the_browser_in_its_own_units(workspace: Project, widget: CodingWidget) -> None:
    """A coding made from Python is sent with UTF-16 offsets."""
    made = workspace.code("p01", quote="slow", code="Pains")

    (state,) = widget.codings
    assert (state["start"], state["end"]) == (made.span.start + 1, made.span.end + 1)


def test_a_passage_across_turns_is_one_coding(workspace: Project, tell: Tell) -> None:
    """A selection over the end of a turn makes one span."""
    tell(op="code", start=len("What is "), end=len(ASK) + 1 + len("Honestly"), code="Pains")

    assert [coding.quote for coding in workspace.codings_of("p01")] == ["hard?\nHonestly"]


def test_a_new_name_makes_a_code(widget: CodingWidget, tell: Tell) -> None:
    """A path that is not in the codebook is passed on, and then shows among the codes."""
    tell(op="code", start=0, end=4, code="Needs/Control")

    assert "Needs/Control" in [code["path"] for code in widget.codes]


def test_a_coding_is_removed_by_its_id(workspace: Project, tell: Tell) -> None:
    """The message ``uncode`` removes one coding and is answered with the name of its code."""
    made = workspace.code("p01", span=Span(0, 4), code="Pains")

    answer = tell(op="uncode", id=made.id)

    assert workspace.codings_of("p01") == []
    assert answer["label"] == "Pains"


def test_undo_and_redo_go_through_the_project(workspace: Project, tell: Tell) -> None:
    """Undo takes the last act back and redo does it again; each says what it was."""
    workspace.code("p01", span=Span(0, 4), code="Pains")

    undone = tell(op="undo")["label"], len(workspace.codings_of("p01"))
    redone = tell(op="redo")["label"], len(workspace.codings_of("p01"))

    assert (undone, redone) == (("code p01 with Pains", 0), ("code p01 with Pains", 1))


def test_undo_with_nothing_to_undo_says_so(workspace: Project, tell: Tell) -> None:
    """The answer's label is None for a coder without an act."""
    workspace.coder = "newcomer"

    assert tell(op="undo") == {"event": "done", "nonce": "n1", "label": None}


def test_a_refusal_carries_the_projects_reason(tell: Tell) -> None:
    """What the project refuses is answered with its own message."""
    answer = tell(op="uncode", id="nowhere")

    assert answer["event"] == "refused"
    assert "it may have been removed since" in answer["reason"]


@pytest.mark.parametrize(
    "message",
    [
        {"op": "code", "start": 0, "end": 10_000, "code": "Pains"},
        {"op": "code", "start": 4, "end": 4, "code": "Pains"},
        {"op": "code", "start": -4, "end": 4, "code": "Pains"},
        {"op": "code", "start": "0", "end": 4, "code": "Pains"},
        {"op": "code", "code": "Pains"},
        {"op": "code", "start": 0, "end": 4, "code": " "},
        {"op": "code", "start": 0, "end": 4},
        {"op": "code", "start": 0, "end": 4, "code": ["Pains"]},
        {"op": "uncode"},
        {"op": "__init__"},
        {},
    ],
)
def test_a_message_that_makes_no_sense_changes_nothing(
    workspace: Project, tell: Tell, message: dict[str, Any]
) -> None:
    """A malformed message is refused with a reason, and the project is as before."""
    answer = tell(**message)

    assert answer["event"] == "refused"
    assert answer["reason"]
    assert workspace.codings_of("p01") == []


def test_a_place_in_an_earlier_version_of_the_text_is_refused(
    workspace: Project, widget: CodingWidget, tell: Tell
) -> None:
    """A page that has not yet heard of a correction must not code the words that moved there."""
    seen = widget.version
    workspace.correct("p01", quote="hard", words="really hard")

    answer = tell(op="code", start=0, end=4, code="Pains", version=seen)

    assert (answer["event"], widget.version == seen) == ("refused", False)
    assert "Select the passage again" in answer["reason"]
    assert workspace.codings_of("p01") == []
    assert tell(op="code", start=0, end=4, code="Pains", version=widget.version)["event"] == "done"


def test_a_place_is_not_coded_in_a_text_that_somebody_else_corrects(tmp_path: Path) -> None:
    """Until the widget has looked at the file again, what it shows is old: the act is refused."""
    with Project(tmp_path / "s.voc") as ours, Project(tmp_path / "s.voc", coder="B") as theirs:
        ours.add(talk(("Ana", "hello, very cold water")))
        widget = CodingWidget(ours, "p01")
        widget.select(Span(12, 16))
        theirs.correct("p01", quote="hello", words="goodbye my")

        with pytest.raises(ConflictError, match="corrected at this moment"):
            widget.code("Cold")

        assert ours.codings_of("p01") == []
        ours.look()
        assert widget.selection is None


def test_an_undone_transcript_makes_room_for_another(workspace: Project) -> None:
    """Whoever shows it goes on with the first there is; later acts and other widgets are not disturbed."""
    workspace.add(talk(("Bo", "Another talk."), name="p02"))
    gone, other = CodingWidget(workspace, "p02"), CodingWidget(workspace, "p01")
    workspace.undo()

    made = workspace.code("p01", quote="slow", code="Pains")

    assert (gone.source, gone.sources) == ("p01", ["p01"])
    assert [coding["id"] for coding in other.codings] == [made.id]


def test_without_any_transcript_nothing_is_shown() -> None:
    """The last one was taken back as well."""
    workspace = study(talk(("Ana", TELL)))
    widget = CodingWidget(workspace, "p01")

    workspace.undo()

    assert (widget.sources, widget.turns, widget.codings) == ([], [], [])


def test_an_unforeseen_error_is_not_taken_for_saved(
    workspace: Project, widget: CodingWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is told, and the error itself goes on to the log."""
    answers: list[dict[str, Any]] = []
    monkeypatch.setattr(widget, "send", answers.append)

    def full(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(workspace, "code", full)

    with pytest.raises(OSError, match="disk full"):
        widget._receive(widget, {"op": "code", "start": 0, "end": 4, "code": "Pains", "nonce": "n1"}, [])

    assert answers == [{"event": "refused", "nonce": "n1", "reason": "OSError: disk full"}]


def test_the_browsers_selection_is_a_trait_that_can_be_observed(widget: CodingWidget, tell: Tell) -> None:
    """Python sees the selection as a span in code points, and None when it is gone."""
    seen: list[Span | None] = []
    widget.observe(lambda change: seen.append(change["new"]), "selection")
    start = len(ASK) + 1 + len("Honestly 😀 ") + 1

    tell(op="select", start=start, end=start + len("the"))
    tell(op="select")

    assert [span and span.cut(f"{ASK}\n{TELL}") for span in seen] == ["the", None]


# -- methods and traits -------------------------------------------------------------------


def test_python_codes_the_selection(workspace: Project, widget: CodingWidget) -> None:
    """Without span and quote, ``code`` takes what is selected."""
    widget.select(Span(0, 4))

    made = widget.code("Pains", memo="first")

    assert (made.quote, made.memo) == ("What", "first")
    assert workspace.codings_of("p01") == [made]


def test_python_codes_a_quote(widget: CodingWidget) -> None:
    """``code`` takes the words of a passage as well."""
    assert widget.code("Pains", quote="slow").quote == "slow"


def test_coding_nothing_says_what_to_do(widget: CodingWidget) -> None:
    """Without a selection, span or quote there is nothing to code."""
    with pytest.raises(VocbenchError, match="Select a passage first"):
        widget.code("Pains")


def test_every_click_has_a_method(workspace: Project, widget: CodingWidget) -> None:
    """Remove, undo and redo can be done from Python."""
    made = widget.code("Pains", quote="slow")
    widget.uncode(made.id)

    assert widget.undo() == "remove a coding"
    assert workspace.codings_of("p01") == [made]
    assert widget.redo() == "remove a coding"


def test_a_coding_is_changed_by_method_and_by_message(
    workspace: Project, widget: CodingWidget, tell: Tell
) -> None:
    """Other code, other bounds and memo: the same from Python and from the browser."""
    made = widget.code("Pains", quote="slow")
    widget.recode(made.id, "Gains")
    start = len(ASK) + 1 + len("Honestly 😀 ") + 1

    answers = [
        tell(op="resize", id=made.id, start=start, end=start + len("the export"))["label"],
        tell(op="memo", id=made.id, memo="why?")["label"],
        tell(op="recode", id=made.id, code="Needs")["label"],
    ]

    (coding,) = workspace.codings_of("p01")
    assert (coding.id, coding.code, coding.quote, coding.memo) == (made.id, "Needs", "the export", "why?")
    assert answers == ["Gains", None, "Needs"]


def test_codings_are_joined_by_method(workspace: Project, widget: CodingWidget) -> None:
    """From the first character to the last, with both memos, and one undo parts them again."""
    first = widget.code("Pains", quote="the export", memo="one")
    second = widget.code("Pains", quote="is slow", memo="two")

    joined = widget.join([second.id, first.id])

    assert (joined.id, joined.quote, joined.memo) == (first.id, "the export is slow", "one\ntwo")
    assert [coding.id for coding in workspace.codings_of("p01")] == [first.id]
    widget.undo()
    assert [coding.memo for coding in workspace.codings_of("p01")] == ["one", "two"]


def test_codings_of_two_codes_are_not_joined(workspace: Project, widget: CodingWidget) -> None:
    """The project refuses, and both stay."""
    first, second = widget.code("Pains", quote="slow"), widget.code("Gains", quote="slow")

    with pytest.raises(ConflictError, match="Only codings of one code"):
        widget.join([first.id, second.id])

    assert len(workspace.codings_of("p01")) == 2


def test_selecting_past_the_end_is_refused(widget: CodingWidget) -> None:
    """A span that ends after the text cannot be selected."""
    with pytest.raises(SpanError, match="ends after the text"):
        widget.select(Span(0, 10_000))


def test_an_act_elsewhere_shows_in_the_widget(workspace: Project, widget: CodingWidget) -> None:
    """Whoever codes, the widget follows, and ``observe`` tells."""
    seen: list[int] = []
    widget.observe(lambda change: seen.append(len(change["new"])), "codings")

    workspace.code("p01", span=Span(0, 4), code="Pains", coder="B")

    assert seen == [1]
    assert widget.codings[0]["coder"] == "B"


def test_a_closed_widget_follows_nobody(workspace: Project, widget: CodingWidget) -> None:
    """Closing ends the subscription."""
    widget.close()

    assert len(workspace._listeners) == 0


def test_a_code_keeps_its_hot_key_when_others_come_before_it(
    workspace: Project, widget: CodingWidget
) -> None:
    """Keys belong to codes, so that a new code earlier in the alphabet shifts nothing."""
    before = {code["path"]: code["key"] for code in widget.codes}
    workspace.add_code("Aches")

    after = {code["path"]: code["key"] for code in widget.codes}

    assert after == {**before, "Aches": "3"}


def test_words_between_the_turns_can_be_coded_too() -> None:
    """Text outside all turns is shown as turns without a speaker."""
    text = "Heading\nHello.\n\n  The end 😀\n"
    start = text.index("Hello.")
    whole = talk(("Ana", "Hello."))
    turn = type(whole.turns[0])(Span(start, start + len("Hello.")), "Ana")
    interview = Transcript("p01", text, (turn,), whole.speakers)

    widget = CodingWidget(study(interview), "p01")

    assert [(turn["text"], turn["speaker"]) for turn in widget.turns] == [
        ("Heading", ""),
        ("Hello.", "Ana"),
        ("The end 😀", ""),
    ]


def test_a_transcript_without_turns_is_shown_line_by_line() -> None:
    """Zero turns are no reason to show nothing."""
    widget = CodingWidget(study(Transcript("p01", "One.\nTwo.\n")), "p01")

    assert [turn["text"] for turn in widget.turns] == ["One.", "Two."]


def test_events_travel_with_their_turn() -> None:
    """A bracketed event is marked in the turn that holds it, after an emoji as well."""
    text = "Ha 😀 (laughs) yes."
    interview = Transcript("p01", text, events=(Event(Span(5, 13), EventKind.NONVERBAL, "(laughs)"),))

    widget = CodingWidget(study(interview), "p01")

    assert widget.turns[0]["events"] == [{"start": 6, "end": 14, "kind": "nonverbal"}]


def test_an_unknown_source_is_refused(workspace: Project) -> None:
    """The project's own error comes through."""
    with pytest.raises(NotFoundError, match="p99"):
        CodingWidget(workspace, "p99")


@pytest.mark.parametrize("act", [lambda project: CodingWidget(project, "p01", lang="de")])
def test_an_unknown_language_is_refused(workspace: Project, act: Callable[[Workspace], CodingWidget]) -> None:
    """The message lists the languages there are."""
    with pytest.raises(VocbenchError, match="'en' and 'nl'"):
        act(workspace)


def test_the_language_can_be_changed_later(widget: CodingWidget) -> None:
    """Setting ``lang`` changes the words of the interface."""
    widget.lang = "nl"

    assert widget.texts["undo"] == "Ongedaan maken"


def test_what_the_project_says_cannot_be_overwritten(widget: CodingWidget) -> None:
    """Codings change through the project and not through the trait."""
    with pytest.raises(traitlets.TraitError, match="read-only"):
        widget.codings = []


def test_the_repr_is_the_same_in_every_run(widget: CodingWidget) -> None:
    """No memory address, so that executed notebooks can be compared."""
    assert repr(widget) == "CodingWidget('p01')"


def test_the_output_holds_the_static_transcript(widget: CodingWidget) -> None:
    """A notebook opened without a kernel still shows the coded transcript."""
    widget.code("Pains", quote="slow")

    bundle = widget._repr_mimebundle_()

    assert bundle is not None
    assert bundle[0]["text/html"] == widget.to_html()
    assert "application/vnd.jupyter.widget-view+json" in bundle[0]


def test_a_real_project_is_a_workspace(project: Project) -> None:
    """The widget works on ``Project`` as it does on the stand-in."""
    workspace: Workspace = project
    (talk, *_) = project.transcripts()
    widget = CodingWidget(workspace, talk.name)

    made = widget.code("Pains/Waiting", span=Span(0, 4))

    assert [coding["id"] for coding in widget.codings] == [made.id]
    assert widget.undo()
    assert widget.codings == []
