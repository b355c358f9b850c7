"""Insights: what notes tell, how deep, and who confirmed it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from tests.talks import study, talk
from vocbench.errors import ConflictError, InsightError, NotFoundError
from vocbench.exchange import frames
from vocbench.exchange.frames import Contract
from vocbench.model.board import Details, Note, Standing, Voice
from vocbench.model.coding import Coding
from vocbench.model.insight import Depth, Insight
from vocbench.model.source import Event, EventKind
from vocbench.model.span import Span
from vocbench.project import Project

MINE = "The bill comes late and nobody explains it"


@pytest.fixture
def project() -> Iterator[Project]:
    """Two interviews and a board that asks why people call."""
    turns = (
        ("Int", "How is the bill?"),
        ("Ann", "It comes late. I pay at once."),
        ("Ann", "Nobody explains it."),
    )
    with study(talk(*turns, name="ann"), talk(*turns, name="bob")) as made:
        made.empathy_map("Caller", question="Why do people call?")
        yield made


def coded(project: Project, code: str, *, source: str = "ann", quote: str = "It comes late.") -> Coding:
    """A passage with a code."""
    return project.code(source, quote=quote, code=code)


def noted(project: Project, text: str, *codings: Coding, region: str = "pains", **more: object) -> Note:
    """A note on the board that rests on these codings."""
    board = project.note("Caller", region, text, supports=codings, **more)  # type: ignore[arg-type] # as given
    return next(note for note in board.notes if note.text == text)


def late(project: Project) -> Note:
    """A note that rests on one passage."""
    return noted(project, "Late", coded(project, "Waiting"))


def dtypes(frame: pd.DataFrame) -> Contract:
    """The columns of a frame with their dtypes."""
    return {str(name): str(dtype) for name, dtype in frame.dtypes.items()}


def test_an_insight_is_kept_with_what_it_rests_on(project: Project) -> None:
    """It is as deep as what was said, and by whoever works on the project."""
    note = late(project)
    made = project.insight(
        f" {MINE} ", notes=[note], feeling="ignored", goal="fewer calls", motive="certainty"
    )

    assert (made.text, made.depth, made.notes, made.author) == (MINE, Depth.SAID, (note.id,), "A")
    assert (made.feeling, made.goal, made.motive) == ("ignored", "fewer calls", "certainty")


def test_notes_come_by_id_by_value_or_in_a_frame(project: Project) -> None:
    """All three name the same note."""
    note = late(project)
    rows = project.note_counts("Caller")
    given = (note.id, note, [note], rows, rows[rows["region"] == "pains"])

    assert {project.insight(MINE, notes=each).notes for each in given} == {(note.id,)}


def test_the_same_words_gather_notes(project: Project) -> None:
    """A cell that runs twice makes one insight, which keeps what was not said again."""
    first, second = late(project), noted(project, "Unclear", coded(project, "Clarity"))
    project.insight(MINE, notes=first, feeling="ignored")
    project.insight(MINE, notes=second)
    acts = len(project.history())
    again = project.insight(MINE, notes=first)

    assert (again.notes, again.feeling) == ((first.id, second.id), "ignored")
    assert len(project.history()) == acts
    assert len(project.insights()) == 1


@pytest.mark.parametrize(
    ("notes", "message"),
    [([], "rests on nothing"), (pd.DataFrame({"text": ["x"]}), "no column 'note'")],
)
def test_it_rests_on_something(project: Project, notes: list[str] | pd.DataFrame, message: str) -> None:
    """Without notes, or with a table that names none, nothing is written."""
    with pytest.raises(InsightError, match=message):
        project.insight(MINE, notes=notes)

    assert project.insights().empty


def test_a_note_that_is_not_there_is_named(project: Project) -> None:
    """The message gives its id."""
    with pytest.raises(NotFoundError, match="no note 'gone'"):
        project.insight(MINE, notes="gone")


def test_an_imagined_note_carries_no_insight(project: Project) -> None:
    """Nobody said anything."""
    with pytest.raises(InsightError, match="lacks a passage that supports it"):
        project.insight(MINE, notes=noted(project, "Late"))


@pytest.mark.parametrize("standing", [Standing.PROPOSED, Standing.REFUSED])
def test_only_an_accepted_note_carries_an_insight(project: Project, standing: Standing) -> None:
    """What a machine proposed is looked at first."""
    note = noted(project, "Late", coded(project, "Waiting"), standing=Standing.PROPOSED)
    if standing is Standing.REFUSED:
        project.refuse_note(note.id)

    with pytest.raises(InsightError, match=f"'Late' is {standing.value}"):
        project.insight(MINE, notes=note.id)


@pytest.mark.parametrize("depth", ["deep", ""])
def test_an_unknown_depth_is_refused(project: Project, depth: str) -> None:
    """The message lists the levels."""
    with pytest.raises(
        InsightError, match=rf"'{depth}' is no depth\. Choose one of 'said', 'felt', 'systemic'"
    ):
        project.insight(MINE, notes=late(project), depth=depth)


def test_what_nobody_showed_was_not_felt(project: Project) -> None:
    """The message says what a sign of feeling is; nothing is written."""
    with pytest.raises(InsightError, match=r"cannot be called 'felt' yet\. It lacks a sign of feeling"):
        project.insight(MINE, notes=late(project), depth="felt")

    assert project.insights().empty


def test_an_emotion_code_on_the_passage_makes_it_felt(project: Project) -> None:
    """Another coding with it overlaps what the note rests on."""
    note = late(project)
    coded(project, "Anger", quote="comes late")

    assert project.insight(MINE, notes=note, depth="felt").depth is Depth.FELT


def test_an_emotion_code_elsewhere_does_not(project: Project) -> None:
    """Somebody else's anger about the same is no sign."""
    note = late(project)
    coded(project, "Anger", quote="comes late", source="bob")

    with pytest.raises(InsightError, match="sign of feeling"):
        project.insight(MINE, notes=note, depth="felt")


def test_codes_of_a_set_of_emotions_are_signs(project: Project) -> None:
    """A researcher says by the name of the set which codes are feelings."""
    note = late(project)
    coded(project, "Eyes rolled")
    project.add_to_set("Emoties", ["Eyes rolled"])

    assert project.insight(MINE, notes=note, depth="felt").depth is Depth.FELT


def with_sigh(name: str, at: int, kind: EventKind) -> Project:
    """A study of one interview with an event at a character."""
    words = ("Ann", "It comes late. (sighs) I pay at once."), ("Ann", "Nobody explains it. (sighs)")
    plain = talk(*words, name=name)
    event = Event(Span(at, at + 7), kind, "(sighs)")
    spoken = type(plain)(plain.name, plain.text, plain.turns, plain.speakers, (event,))
    project = study(spoken)
    project.empathy_map("Caller", question="Why do people call?")
    return project


def test_a_sigh_in_the_same_turn_makes_it_felt() -> None:
    """The passage itself is another sentence of the turn."""
    with with_sigh("ann", 15, EventKind.NONVERBAL) as project:
        assert project.insight(MINE, notes=late(project), depth="felt").depth is Depth.FELT


@pytest.mark.parametrize(("at", "kind"), [(58, EventKind.NONVERBAL), (15, EventKind.SILENCE)])
def test_another_turn_or_a_silence_does_not(at: int, kind: EventKind) -> None:
    """A sigh in the next turn is none about the passage, and a silence is no feeling."""
    with with_sigh("ann", at, kind) as project, pytest.raises(InsightError, match="sign of feeling"):
        project.insight(MINE, notes=late(project), depth="felt")


def test_a_note_with_a_valence_makes_it_felt(project: Project) -> None:
    """How it felt was written down, with a passage behind it."""
    note = noted(project, "Late", coded(project, "Waiting"), details=Details(valence=-2))

    assert project.insight(MINE, notes=note, depth="felt").depth is Depth.FELT


def test_a_note_among_feelings_makes_it_felt(project: Project) -> None:
    """A region that holds feelings alone is enough; one for thoughts as well is not."""
    coding = coded(project, "Waiting")
    thought = noted(project, "Late", coding, region="think_feel")
    project.make_board("Feelings", question="Why?", template="says_thinks_does_feels")
    felt = project.note("Feelings", "feels", "Ignored", supports=coding).notes

    assert project.insight("Ignored", notes=felt, depth="felt").depth is Depth.FELT
    with pytest.raises(InsightError, match="sign of feeling"):
        project.insight(MINE, notes=thought, depth="felt")


def test_a_pattern_is_across_codes_and_people(project: Project) -> None:
    """One code, or one person in one interview, is no pattern; two of both are."""
    one = late(project)
    other_code = noted(project, "Unclear", coded(project, "Clarity", quote="Nobody explains it."))
    other_person = noted(project, "Late too", coded(project, "Waiting", source="bob"))

    with pytest.raises(InsightError, match="two customers or two settings"):
        project.insight(MINE, notes=[one, other_code], depth="systemic")
    with pytest.raises(InsightError, match="two codes or topics"):
        project.insight(MINE, notes=[one, other_person], depth="systemic")
    assert project.insight(MINE, notes=[one, other_code, other_person], depth="systemic")


def test_an_edit_may_not_claim_more(project: Project) -> None:
    """A deeper level, or fewer notes, is checked as for a new insight; the old one stays."""
    made = project.insight(MINE, notes=late(project))

    with pytest.raises(InsightError, match="'systemic'"):
        project.edit_insight(made.id, depth="systemic")
    with pytest.raises(InsightError, match="rests on nothing"):
        project.edit_insight(made.id, notes=[])
    assert project.insights()["depth"].tolist() == ["said"]


def test_an_edit_changes_what_is_given(project: Project) -> None:
    """The rest stays, "" takes words away, and one undo takes all of it back."""
    note, other = late(project), noted(project, "Unclear", coded(project, "Clarity"))
    made = project.insight(MINE, notes=note, feeling="ignored", goal="fewer calls")
    changed = project.edit_insight(made.id, text="Otherwise", feeling="", notes=other)
    project.undo()

    assert (changed.text, changed.feeling, changed.goal) == ("Otherwise", "", "fewer calls")
    assert changed.notes == (other.id,)
    assert project.insights()["text"].tolist() == [MINE]
    assert project.chain(made.id)["note"].tolist() == [note.id]


def test_two_insights_do_not_get_the_same_words(project: Project) -> None:
    """The message quotes them."""
    note = late(project)
    project.insight(MINE, notes=note)
    other = project.insight("Another", notes=note)

    with pytest.raises(ConflictError, match="The bill comes late"):
        project.edit_insight(other.id, text=MINE)


def test_words_of_a_shallow_insight_can_still_be_edited(project: Project) -> None:
    """Its evidence went since; that is no reason to refuse a comma."""
    coding = coded(project, "Waiting")
    made = project.insight(MINE, notes=noted(project, "Late", coding))
    project.uncode(coding.id)

    assert project.edit_insight(made.id, text="Better words").text == "Better words"


def test_a_second_verdict_replaces_the_first(project: Project) -> None:
    """A participant has one verdict, the last; undo brings the first back."""
    made = project.insight(MINE, notes=late(project))
    project.member_check(made.id, "ann", "confirmed")
    checked = project.member_check(made.id, "ann", "rejected", "Not the bill, the letter.")
    project.undo()

    assert [(each.verdict, each.words) for each in checked.checks] == [
        ("rejected", "Not the bill, the letter.")
    ]
    assert project.member_checks()["verdict"].tolist() == ["confirmed"]


@pytest.mark.parametrize(
    ("respondent", "verdict", "error", "message"),
    [
        ("nobody", "confirmed", NotFoundError, "no respondent 'nobody'"),
        ("ann", "maybe", InsightError, "'maybe' is no verdict. Choose one of 'confirmed', 'rejected'"),
    ],
)
def test_a_check_names_who_and_what(
    project: Project, respondent: str, verdict: str, error: type[Exception], message: str
) -> None:
    """An unknown participant or verdict is refused."""
    made = project.insight(MINE, notes=late(project))

    with pytest.raises(error, match=message):
        project.member_check(made.id, respondent, verdict)


def test_the_frame_counts_what_stands_behind(project: Project) -> None:
    """Quotes once, customers apart from employees, contradictions, and the share that confirmed it."""
    codings = [
        coded(project, code, source=source) for code in ("Waiting", "Price") for source in ("ann", "bob")
    ]
    against = coded(project, "Fast", quote="I pay at once.")
    note = noted(project, "Late", *codings, contradicts=[against])
    project.set_voice("bob", Voice.EMPLOYEE)
    made = project.insight(MINE, notes=note, goal="fewer calls")
    project.member_check(made.id, "ann", "confirmed")
    project.member_check(made.id, "bob", "rejected")
    (row,) = project.insights().to_dict("records")

    assert (row["quotes"], row["respondents"], row["contradictions"], row["notes"]) == (2, 1, 1, 1)
    assert (row["checks"], row["confirmed"], row["confirmed_share"]) == (2, 1, 0.5)
    assert (round(row["confirmed_low"], 4), round(row["confirmed_high"], 4)) == (0.0945, 0.9055)
    assert row["validation"] == "disputed"
    assert row["empty"] == "feeling, motive"
    assert pd.isna(row["lacks"])


def test_without_checks_the_share_is_unknown(project: Project) -> None:
    """Not zero: nobody was asked, and it says unvalidated."""
    project.insight(MINE, notes=late(project))
    (row,) = project.insights().to_dict("records")

    assert pd.isna(row["confirmed_share"])
    assert pd.isna(row["confirmed_low"])
    assert row["validation"] == "unvalidated"


def shares(project: Project) -> tuple[float, ...]:
    """How many customers bear the one insight out, of how many, with the share and its interval."""
    row = project.insights().iloc[0]
    return tuple(round(float(row[name]), 4) for name in ("respondents", "n", "share", "low", "high"))


def test_customers_are_counted_among_those_who_could_say_it(project: Project) -> None:
    """One of the two who were interviewed, with Wilson's interval; as credibility() counts her note."""
    project.insight(MINE, notes=late(project))
    note = project.credibility("Caller").notes.iloc[0]

    assert shares(project) == (1, 2, 0.5, 0.0945, 0.9055)
    assert shares(project)[:2] == (note["respondents"], note["n"])


def test_employees_change_no_share(project: Project) -> None:
    """What they say counts as a quote; they are neither among those who say it nor among those who could."""
    both = [coded(project, "Waiting", source=source) for source in ("ann", "bob")]
    project.insight(MINE, notes=noted(project, "Late", *both))
    project.set_voice("bob", Voice.EMPLOYEE)

    assert shares(project) == (1, 1, 1.0, 0.2065, 1.0)


def test_the_share_of_what_no_customer_says_is_unknown(project: Project) -> None:
    """One customer could say it, and that she did not is not known to be a no."""
    project.insight(MINE, notes=noted(project, "Late", coded(project, "Waiting", source="bob")))
    project.set_voice("bob", Voice.EMPLOYEE)
    k, n, *share = shares(project)

    assert (k, n) == (0, 1)
    assert pd.isna(share).all()


def test_who_counts_on_one_board_counts_for_the_insight(project: Project) -> None:
    """Bob's words stand on a board about Ann as well: there he does not count, on his own board he does."""
    quote = coded(project, "Waiting", source="bob")
    notes = []
    for name in ("bob", "ann"):
        project.empathy_map(name, question="And now?", about=name)
        notes.append(project.note(name, "pains", "Late", supports=quote).notes[0])
    project.insight("On the board about Ann", notes=notes[1])
    project.insight("On both", notes=notes)

    assert project.insights()[["respondents", "n"]].to_numpy().tolist() == [[0, 1], [1, 2]]


def test_the_frames_keep_their_contracts(project: Project) -> None:
    """With and without rows."""
    bare = dtypes(project.insights()), dtypes(project.member_checks())
    made = project.insight(MINE, notes=late(project))
    project.member_check(made.id, "ann", "confirmed")

    assert bare == (frames.INSIGHTS, frames.MEMBER_CHECKS)
    assert (dtypes(project.insights()), dtypes(project.member_checks())) == bare


def test_negative_cases_are_what_speaks_against_it(project: Project) -> None:
    """Each passage once, with its words and who said them, whatever follows from the insight."""
    twice = [coded(project, code, quote="I pay at once.") for code in ("Fast", "Easy")]
    note = noted(project, "Late", coded(project, "Waiting"), contradicts=twice)
    made = project.insight(MINE, notes=note)
    chance = project.opportunity("Explain", insights=made)
    for name in ("Letter", "Call"):
        project.action(name, opportunities=chance)
    found = project.negative_cases(made.id)

    assert found[["note_text", "quote", "respondent"]].to_numpy().tolist() == [
        ["Late", "I pay at once.", "ann"]
    ]


def test_an_insight_goes_with_its_checks(project: Project) -> None:
    """What follows from it loses it; one undo brings all of it back."""
    made = project.insight(MINE, notes=late(project))
    project.member_check(made.id, "ann", "confirmed")
    project.opportunity("Explain", insights=made)
    before = project.provenance().hash
    project.remove_insight(made.id)
    left = project.opportunities().to_dict("records")
    assert project.check() == []
    project.undo()

    assert [(each["insights"], each["stale"]) for each in left] == [(0, MINE)]
    assert project.provenance().hash == before


def test_the_hash_knows_insights_whatever_their_ids(project: Project) -> None:
    """Two projects with the same content have one hash; a verdict changes it."""
    hashes = []
    for _ in range(2):
        made = project.insight(MINE, notes=late(project))
        project.member_check(made.id, "ann", "confirmed")
        hashes.append(project.provenance().hash)
        project.undo()
        hashes.append(project.provenance().hash)
        project.undo()

    assert hashes[0] == hashes[2]
    assert hashes[1] == hashes[3] != hashes[0]


def test_a_value_is_what_is_kept(project: Project) -> None:
    """What the verbs give back is what is in the file."""
    made = project.insight(MINE, notes=late(project), depth=Depth.SAID)

    assert isinstance(made, Insight)
    assert project.edit_insight(made.id) == made


def test_a_row_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """Somebody wrote in the file; the check says so instead of failing."""
    path = tmp_path / "study.voc"
    with Project(path) as project:
        project.add(talk(("Ann", "It comes late."), name="ann"))
        project.empathy_map("Caller", question="Why do people call?")
        project.insight(MINE, notes=late(project))
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE insight SET depth = 'deep'")
        file.commit()

    with Project(path) as project:
        assert [each for each in project.check() if "'deep' is not a valid Depth" in each]
