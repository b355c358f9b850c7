"""Corrected texts, search and recordings."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.studies import survey, talk
from vocbench.errors import ConflictError, NotFoundError, QuoteError, SourceError, VocbenchError
from vocbench.exchange import frames
from vocbench.exchange.transcripts import read_transcript
from vocbench.model.anchors import Doubt
from vocbench.model.source import Role, Speaker, Transcript, Turn
from vocbench.model.span import Span
from vocbench.project import Project

_DEBATE = "nl_tweedekamer_derived/h-tk-20172018-70-4.txt"
_STEPS = ("correct", "correct", "code", "undo", "redo")
_SPANS = st.tuples(st.integers(0, 130), st.integers(1, 20))
_NEW_WORDS = ("", "ja", "kwartier", "Een heel ander verhaal", "😀")


def study(path: str | Path = ":memory:") -> Project:
    """A project with the interview and the survey, and four codings."""
    project = Project(path)
    project.add(talk())
    project.add(survey())
    for quote, code in (("Nou ja", "Aarzelen"), ("een kwartier", "Tijd"), ("was het", "Toen")):
        project.code("p01", quote=quote, code=code)
    project.code("p01", quote="vijf minuten", occurrence=2, code="Tijd")
    return project


def quotes(project: Project, source: str = "p01") -> list[str]:
    """The quotes of a transcript's codings, in the order of the text."""
    return [each.quote for each in project.codings_of(source)]


def kept(project: Project) -> tuple[object, ...]:
    """Everything that a correction may change, to compare before and after."""
    codings = project.codings().drop(columns="created")
    return project.transcript("p01"), codings.to_dict("records"), project.corrections().to_dict("records")


def test_a_correction_puts_other_words_in_the_text() -> None:
    """The corrected words stand in the text, in their turn."""
    with study() as project:
        after = project.correct("p01", quote="een kwartier", words="een kwartiertje")

        assert "het een kwartiertje. Maar" in after.text
        assert after == project.transcript("p01")
        assert project.turns("p01")["text"].iloc[3].startswith("Gisteren was het een kwartiertje.")


def test_codings_move_along_with_their_words() -> None:
    """After a small correction every coding stands on its words, and none is in doubt."""
    with study() as project:
        project.correct("p01", quote="Nou ja", words="Nouja")

        assert quotes(project) == ["Nouja", "was het", "een kwartier", "vijf minuten"]
        assert project.doubtful().empty
        assert project.check() == []


def test_changed_words_put_a_coding_in_doubt() -> None:
    """A coding that got other words is listed with what it was and why."""
    with study() as project:
        project.correct("p01", quote="een kwartier", words="drie uur")

        rows = project.doubtful("p01")
        assert {str(name): str(dtype) for name, dtype in rows.dtypes.items()} == frames.DOUBTFUL
        (row,) = rows.to_dict("records")
        assert (row["quote"], row["was"], row["doubt"]) == ("drie uur", "een kwartier", Doubt.CHANGED.value)
        assert [bool(each.doubt) for each in project.codings_of("p01")] == [False, False, True, False]


def test_a_coding_in_doubt_remembers_its_first_words() -> None:
    """A coding corrected twice before it was reviewed still says what a person once coded."""
    with study() as project:
        project.correct("p01", quote="een kwartier", words="drie uur")
        project.correct("p01", quote="drie uur", words="lang")

        assert project.doubtful()["was"].tolist() == ["een kwartier"]


def test_a_coding_without_words_left_is_kept_on_the_nearest() -> None:
    """Words taken out take no coding with them, and leave no double blank."""
    with study() as project:
        after = project.correct("p01", quote="was het", words="")

        assert "Gisteren een kwartier." in after.text
        assert len(quotes(project)) == 4
        assert project.doubtful()["doubt"].tolist() == [Doubt.GONE.value]
        assert project.check() == []


def test_codings_that_come_to_stand_on_one_place_become_one() -> None:
    """Two codings of one code whose words go are one in the end, with both memos and the evidence."""
    with Project(":memory:") as project:
        project.add(talk())
        project.code("p01", quote="Gisteren", occurrence=1, code="Tijd", memo="eerst")
        second = project.code("p01", quote="was", code="Tijd", memo="dan")
        project.empathy_map("Marieke", question="Waarom?")
        project.note("Marieke", "pains", "Duurt lang", supports=second)

        project.correct("p01", quote="Gisteren was het een", words="Het")

        (left,) = project.codings_of("p01")
        assert (left.quote, left.memo, left.doubt) == ("Het", "eerst\ndan", Doubt.JOINED.value)
        assert project.evidence("Marieke")["quote"].tolist() == ["Het"]
        assert project.check() == []


def test_a_note_on_two_codings_that_become_one_rests_on_that_once() -> None:
    """The board can be read after the correction, and has both back when it is undone."""
    with Project(":memory:") as project:
        project.add(talk())
        codings = [project.code("p01", quote=quote, code="Tijd") for quote in ("een kwartier", "kwartier")]
        project.empathy_map("Marieke", question="Waarom?")
        project.note("Marieke", "pains", "Duurt lang", supports=codings)

        project.correct("p01", quote="een kwartier", words="kwartier")

        assert project.evidence("Marieke")["quote"].tolist() == ["kwartier"]
        assert project.check() == []
        project.undo()
        assert project.evidence("Marieke")["quote"].tolist() == ["een kwartier", "kwartier"]


@pytest.mark.parametrize("example", [0, 1])
def test_codings_that_become_one_stay_an_example(example: int) -> None:
    """If one of them showed what the code means, the one that is left does."""
    with Project(":memory:") as project:
        project.add(talk())
        codings = [project.code("p01", quote=quote, code="Tijd") for quote in ("een kwartier", "kwartier")]
        project.mark_example(codings[example].id)

        project.correct("p01", quote="een kwartier", words="kwartier")

        assert [each.is_example for each in project.codings_of("p01")] == [True]


def test_a_board_that_cannot_be_read_is_found(tmp_path: Path) -> None:
    """The check names a board whose note lists the same evidence twice."""
    with study(tmp_path / "x.voc") as project:
        project.empathy_map("Marieke", question="Waarom?")
        project.note("Marieke", "pains", "Duurt lang", supports=project.codings_of("p01")[:2])
        with project._store._writing() as connection:
            connection.exec_driver_sql(
                "UPDATE evidence SET coding_id = (SELECT min(coding_id) FROM evidence)"
            )

        (problem,) = project.check()

        assert "'Marieke'" in problem
        assert "twice" in problem


def test_codings_may_take_each_others_place() -> None:
    """A coding can come to stand just where another one of its code stood before."""
    with Project(":memory:") as project:
        project.add(Transcript("p01", "ja ja ja ja ja"))
        for start in (0, 3, 6, 9):
            project.code("p01", span=(start, start + 2), code="Ja")

        project.revise(Transcript("p01", "eh ja ja ja ja ja"))

        assert [each.span.start for each in project.codings_of("p01")] == [3, 6, 9, 12]
        project.undo()
        assert [each.span.start for each in project.codings_of("p01")] == [0, 3, 6, 9]


def test_evidence_shows_the_corrected_words() -> None:
    """A note on a board quotes the text as it is now."""
    with study() as project:
        project.empathy_map("Marieke", question="Waarom?")
        project.note("Marieke", "pains", "Duurt lang", supports=project.quotes("Tijd").head(1))

        project.correct("p01", quote="een kwartier", words="een kwartiertje")

        assert project.evidence("Marieke")["quote"].tolist() == ["een kwartiertje"]


def test_a_correction_can_be_taken_back_and_done_again() -> None:
    """Undo brings back text, codings and doubt as they were, and redo what they became."""
    with study() as project:
        before = kept(project)
        project.correct("p01", quote="een kwartier", words="drie uur")
        after = kept(project)

        project.undo()
        assert kept(project) == before
        project.redo()
        assert kept(project) == after
        assert project.check() == []


def test_a_correction_is_one_act_and_one_line() -> None:
    """A correction is one line of the log, which does not hold the text."""
    with study() as project:
        project.correct("p01", quote="Nou ja", words="Nouja")

        with project._store.reading() as connection:
            line = str(connection.exec_driver_sql("SELECT changes FROM act ORDER BY number DESC").scalar())
        assert project.history()["act"].iloc[-1] == "correct the text of p01"
        assert "normaal" not in line


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(st.tuples(st.sampled_from(_STEPS), _SPANS, st.sampled_from(_NEW_WORDS)), max_size=12))
def test_codings_stand_on_their_words_whatever_happens(
    steps: list[tuple[str, tuple[int, int], str]],
) -> None:
    """After any row of corrections, codings, undo and redo, every quote is in the text at its place."""
    with study() as project:
        for step, (start, length), words in steps:
            with suppress(VocbenchError):  # what cannot be must change nothing
                if step == "correct":
                    project.correct("p01", span=(start, start + length), words=words)
                elif step == "code":
                    project.code("p01", span=(start, start + length), code="Tijd")
                else:
                    getattr(project, step)()

            assert project.check() == []


def test_the_same_words_are_no_correction() -> None:
    """Words that stand there already leave no line in the log."""
    with study() as project:
        n_acts = len(project.history())

        project.correct("p01", quote="Nou ja", words="Nou ja")

        assert len(project.history()) == n_acts


@pytest.mark.parametrize(("span", "words"), [((10, 30), "x"), ((3, 4), "x\ny"), ((0, 19), "")])
def test_what_would_break_turns_is_refused(span: tuple[int, int], words: str) -> None:
    """A correction across turns, or one that breaks or empties a turn, changes nothing."""
    with study() as project:
        before = kept(project)

        with pytest.raises(SourceError, match="turn"):
            project.correct("p01", span=span, words=words)

        assert kept(project) == before


@pytest.mark.parametrize(
    ("before", "quote", "words"),
    [("aa, bb", "aa, bb", ", "), ("hello there\nyou", "hello there\nyou", "..."), ("aa", "aa", "")],
)
@pytest.mark.parametrize("has_turns", [True, False])
def test_a_text_without_words_is_refused(before: str, quote: str, words: str, *, has_turns: bool) -> None:
    """No correction leaves a turn, or a transcript without turns, with signs alone."""
    turns = (Turn(Span(0, len(before)), "R"),) if has_turns else ()
    with Project(":memory:") as project:
        project.add(Transcript("t", before, turns, (Speaker("R"),)))
        project.code("t", span=(0, 2), code="X")

        with pytest.raises(SourceError, match="without words"):
            project.correct("t", quote=quote, words=words)

        assert project.transcript("t").text == before


def test_a_turn_of_signs_can_be_corrected() -> None:
    """What held no word needs none after the correction, but cannot become empty."""
    with Project(":memory:") as project:
        project.add(Transcript("t", "😀 !\nja", (Turn(Span(0, 3), "R"),), (Speaker("R"),)))

        assert project.correct("t", quote="!", words="?").text == "😀 ?\nja"
        with pytest.raises(SourceError, match="without words"):
            project.correct("t", span=(0, 3), words="")


def test_answers_are_not_corrected() -> None:
    """What respondents wrote themselves stays as they wrote it."""
    with study() as project, pytest.raises(NotFoundError, match="not a transcript"):
        project.correct("survey", quote="rekening", words="x")


def test_a_notebook_can_be_run_again_after_a_correction() -> None:
    """Adding the transcript as it was first read is accepted, and leaves the correction."""
    with study() as project:
        project.correct("p01", quote="een kwartier", words="drie uur")
        before, n_acts = kept(project), len(project.history())

        project.add(talk())

        assert kept(project) == before
        assert len(project.history()) == n_acts


def test_reading_anew_with_other_speakers_keeps_the_correction() -> None:
    """The first text read with other roles gives the corrected one those roles."""
    with study() as project:
        project.correct("p01", quote="Nou ja", words="Nouja")

        project.add(talk().renamed({"Marieke": "Mevrouw"}))

        after = project.transcript("p01")
        assert "Nouja" in after.text
        assert [turn.speaker for turn in after.turns] == ["I", "Mevrouw", "I", "Mevrouw"]
        assert project.codings_of("p01")[0].speaker == "Mevrouw"


def test_reading_anew_with_other_turns_is_refused_after_a_correction() -> None:
    """The first text cut in other turns cannot be carried to the corrected one."""
    with study() as project:
        project.correct("p01", quote="Nou ja", words="Nouja")

        with pytest.raises(ConflictError, match="revise"):
            project.add(replace(talk(), turns=talk().turns[:2]))


def test_a_corrected_file_is_taken_as_a_version() -> None:
    """A text corrected outside becomes the text, and its codings find their words in it."""
    with study() as project:
        text = talk().text.replace("Nou ja", "Nou,  jaa").replace("Gisteren was", "Gister was")
        project.revise(Transcript("p01", text, speakers=(Speaker("I", Role.INTERVIEWER),)))

        assert quotes(project) == ["Nou,  jaa", "was het", "een kwartier", "vijf minuten"]
        assert project.corrections()["version"].tolist() == [2, 2]
        assert project.check() == []


def test_known_versions_change_nothing() -> None:
    """Revising with any version that was there already leaves the newest, so notebooks run again."""
    first, second = (replace(talk(), turns=(), events=(), text=talk().text + more) for more in (" A", " A B"))
    with study() as project:
        project.revise(first)
        project.revise(second)
        n_acts = len(project.history())

        project.add(talk())
        project.revise(first)
        project.revise(second)

        assert project.transcript("p01").text == second.text
        assert len(project.history()) == n_acts


def test_another_interview_is_no_revision() -> None:
    """A text that keeps hardly anything of the old one is refused."""
    with study() as project, pytest.raises(ConflictError, match="under another name"):
        project.revise(Transcript("p01", "Iets heel anders, van iemand die wij niet kennen, over fietsen."))


def test_adding_a_corrected_file_points_to_revise() -> None:
    """Who adds a changed text under the same name learns how to take it as a correction."""
    with study() as project, pytest.raises(ConflictError, match=r"project\.revise"):
        project.add(replace(talk(), text=talk().text + "!"))


def test_corrections_say_what_became_what() -> None:
    """Every correction is listed with both words, its version, who and when."""
    with study() as project:
        project.correct("p01", quote="kwartier", words="kwartiertje")
        project.correct("p01", quote="Nou ja ", words="")

        rows = project.corrections("p01")
        assert {str(name): str(dtype) for name, dtype in rows.dtypes.items()} == frames.CORRECTIONS
        assert rows["version"].tolist() == [2, 3]
        assert rows["before"].tolist() == ["kwartier", "Nou ja "]
        assert rows["after"].iloc[0] == "kwartiertje"
        assert rows["after"].isna().iloc[1]


def test_doubt_is_settled_by_a_person() -> None:
    """Settling, or putting the coding elsewhere, takes the doubt away; undo brings it back."""
    with study() as project:
        project.correct("p01", quote="een kwartier", words="drie uur")
        project.correct("p01", quote="was het", words="is dat")
        first, second = project.doubtful()["coding"]

        project.settle(first)
        project.resize(second, (0, 3))

        assert project.doubtful().empty
        project.undo()
        assert project.doubtful()["coding"].tolist() == [second]


def test_settling_a_coding_that_is_gone_says_so() -> None:
    """Settling what is not there is refused."""
    with study() as project, pytest.raises(NotFoundError, match="no coding"):
        project.settle("nothing")


def test_others_work_in_a_corrected_text_is_not_undone(tmp_path: Path) -> None:
    """A correction that another coder built on cannot be taken back, and nothing changes."""
    with study(tmp_path / "x.voc") as project, Project(tmp_path / "x.voc", coder="B") as other:
        project.correct("p01", quote="Nou ja", words="Nou ja, eh,")
        other.code("p01", quote="normaal", code="Norm")
        before = kept(project)

        with pytest.raises(ConflictError, match="corrected"):
            project.undo()

        assert kept(project) == before


def test_a_coding_is_not_brought_back_on_other_words(tmp_path: Path) -> None:
    """What was removed before a correction does not come back on the wrong words."""
    with study(tmp_path / "x.voc") as project, Project(tmp_path / "x.voc", coder="B") as other:
        coding = other.code("p01", quote="normaal", code="Norm")
        other.uncode(coding.id)
        project.correct("p01", quote="Nou ja", words="Nou ja, eh,")

        with pytest.raises(ConflictError, match="corrected"):
            other.undo()

        assert project.check() == []


def test_a_hidden_change_of_a_version_is_found(tmp_path: Path) -> None:
    """A corrected text changed outside vocbench is named by the check."""
    with study(tmp_path / "x.voc") as project:
        project.correct("p01", quote="Nou ja", words="Nouja")
        with project._store._writing() as connection:
            connection.exec_driver_sql("UPDATE text_version SET text = text || 'x'")

        assert project.check() == ["Version 2 of the text of 'p01' was changed outside vocbench."]


def test_a_correction_changes_the_hash_of_the_project() -> None:
    """Two projects with different texts have different hashes."""
    with study() as project:
        before = project.provenance().hash

        project.correct("p01", quote="normaal", words="gewoon")

        assert project.provenance().hash != before


def test_search_finds_words_as_they_are_meant() -> None:
    """Search looks in turns and answers alike, whatever the capitals, and shows what stands around."""
    with study() as project:
        rows = project.search("EEN  kwartier")

        assert {str(name): str(dtype) for name, dtype in rows.dtypes.items()} == frames.HITS
        (row,) = rows.to_dict("records")
        assert (row["source"], row["speaker"], row["hit"]) == ("p01", "Marieke", "een kwartier")
        assert row["before"] == "Gisteren was het "
        assert row["after"] == ". Maar vijf minuten is normaal."
        assert Span(row["start"], row["end"]).cut(project.transcript("p01").text) == "een kwartier"


def test_search_can_keep_to_a_source_and_a_number() -> None:
    """Search looks in one source alone where asked, and stops at the limit."""
    with study() as project:
        assert set(project.search("de", source="survey")["source"]) == {"survey"}
        assert len(project.search("e", limit=3)) == 3


def test_search_takes_expressions() -> None:
    """A regular expression finds in answers too; one that is none is explained."""
    with study() as project:
        assert project.search(r"t\w+oon", is_regex=True)["hit"].tolist() == ["telefoon"]
        with pytest.raises(QuoteError, match="not a regular expression"):
            project.search("(", is_regex=True)


def test_a_recording_below_the_project_moves_with_it(tmp_path: Path) -> None:
    """A recording in the folder of the project is found after the folder moved."""
    (tmp_path / "a" / "audio").mkdir(parents=True)
    (tmp_path / "a" / "audio" / "p01.mp3").write_bytes(b"x")
    with study(tmp_path / "a" / "x.voc") as project:
        project.attach_media("p01", tmp_path / "a" / "audio" / "p01.mp3")

    (tmp_path / "a").rename(tmp_path / "b")

    with Project(tmp_path / "b" / "x.voc") as project:
        assert project.media("p01") == (tmp_path / "b" / "audio" / "p01.mp3").resolve()


def test_a_recording_elsewhere_is_kept_by_its_whole_path(tmp_path: Path) -> None:
    """A recording outside the folder of the project is found as well; detaching can be undone."""
    (tmp_path / "project").mkdir()
    (tmp_path / "p01.WAV").write_bytes(b"x")
    with study(tmp_path / "project" / "x.voc") as project:
        project.attach_media("p01", tmp_path / "p01.WAV")
        assert project.media("p01") == (tmp_path / "p01.WAV").resolve()

        project.attach_media("p01", None)
        assert project.media("p01") is None
        project.undo()
        assert project.media("p01") is not None


def test_a_recording_that_is_gone_is_missed_aloud(tmp_path: Path) -> None:
    """A recording that was attached and is no longer there is an error that says where it was."""
    (tmp_path / "p01.ogg").write_bytes(b"x")
    with study(tmp_path / "x.voc") as project:
        project.attach_media("p01", tmp_path / "p01.ogg")
        (tmp_path / "p01.ogg").unlink()

        with pytest.raises(NotFoundError, match=r"p01\.ogg"):
            project.media("p01")


def test_only_recordings_are_attached(tmp_path: Path) -> None:
    """A file that is not there, or is no audio or video, is refused."""
    (tmp_path / "p01.txt").write_bytes(b"x")
    with study() as project:
        with pytest.raises(NotFoundError, match="no recording"):
            project.attach_media("p01", tmp_path / "p01.mp3")
        with pytest.raises(SourceError, match="not audio or video"):
            project.attach_media("p01", tmp_path / "p01.txt")
        with pytest.raises(NotFoundError, match="not a transcript"):
            project.attach_media("survey", tmp_path / "p01.mp3")


def test_coding_blind_is_a_setting_that_can_be_undone() -> None:
    """A project says whether coders see only their own codings, and that is an act."""
    with study() as project:
        assert not project.is_blind

        project.set_blind(True)
        assert project.is_blind
        project.undo()
        assert not project.is_blind
        project.set_blind(False)
        assert project.history()["kind"].tolist()[-1] == "undo"


def test_codings_of_one_coder_can_be_asked_for() -> None:
    """The codings of a source can be those of one coder alone."""
    with study() as project:
        project.code("p01", quote="normaal", code="Norm", coder="B")

        assert [each.quote for each in project.codings_of("p01", coder="B")] == ["normaal"]
        assert len(project.codings_of("p01")) == 5


def test_real_talk_finds_its_words_after_many_typing_errors(shared_corpora: Path) -> None:
    """In a real debate with one word in twenty misspelt, every coded run of words is found exactly."""
    talk = read_transcript(shared_corpora / "1_transcripts" / _DEBATE, name="debate")
    words = [word.span() for word in re.finditer(r"\S+", talk.text)]
    chance = Random(7)  # noqa: S311 - the same misspellings each time
    misspelt = {at for at in range(len(words)) if chance.random() < 0.05}
    text, places, last = "", [], 0
    for at, (start, end) in enumerate(words):
        text += talk.text[last:start]
        places.append(len(text))
        text += talk.text[start:end] + ("x" if at in misspelt else "")
        last = end
    runs = [(at, at + chance.randrange(1, 30)) for at in range(0, len(words) - 40, 97)]
    with Project(":memory:") as project:
        project.add(talk)
        for first, end in runs:
            project.code("debate", span=(words[first][0], words[end][1]), code="Debat")

        project.revise(Transcript("debate", text))

        wanted = [text[places[first] : places[end + 1]].rstrip() for first, end in runs]
        assert quotes(project, "debate") == wanted
