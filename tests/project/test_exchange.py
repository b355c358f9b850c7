"""Studies that come from other programs and go to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.project.foreign import ANNA, CODER, PICTURE, TEXT, guid, renumbered, selection, study
from vocbench.exchange import frames
from vocbench.model.qda import QdaCase, QdaCode, QdaCoding, QdaNote, QdaProject, QdaSource
from vocbench.project import Project
from vocbench.project.exchange import Exchanged


@pytest.fixture
def empty() -> Iterator[Project]:
    """A project with nothing in it."""
    with Project(":memory:", coder="A") as made:
        yield made


def lost(done: Exchanged) -> dict[str, int]:
    """How many of what were not carried as they were."""
    return {each.what: each.n for each in done.lost}


def test_codings_stand_on_their_words_under_their_coder(empty: Project) -> None:
    """Codes, coders, dates and places survive, behind an emoji too."""
    empty.take_in(study())

    row = empty.codings().sort_values("created").iloc[0]
    assert (row["code"], row["quote"], row["coder"]) == ("Pains/Waiting", "😀 a word", CODER)
    assert row["created"].isoformat() == "2024-05-02T08:00:00+00:00"
    assert empty.check() == []


def test_a_guid_is_an_id_and_goes_out_again(empty: Project) -> None:
    """What came in under a GUID goes out under it."""
    empty.take_in(study())

    out = empty.give_out()

    assert {each.guid for each in out.codings} == {guid(51), guid(52)}
    assert {each.guid for each in out.codes} == {guid(10), guid(11), guid(12)}
    assert out.sources[0].guid == guid(1)
    assert out.cases[0].guid == guid(30)


def test_a_case_is_a_respondent_who_speaks(empty: Project) -> None:
    """Its selections are turns, its values attributes."""
    empty.take_in(study())

    talk = empty.transcript("p01")
    assert [turn.span.cut(TEXT) for turn in talk.turns] == [
        "An hour, and nobody said 😀 a word.",
        "I went home.",
    ]
    assert empty.respondents().iloc[0].to_dict() == {"respondent": ANNA, "age": 31}
    assert set(empty.codings()["respondent"]) == {ANNA}


def test_a_stroke_in_the_name_of_a_code_becomes_a_dash_and_is_told(empty: Project) -> None:
    """A / joins codes, so a name cannot hold it."""
    done = empty.take_in(study())

    assert "Pains/Price-Quality" in empty.codebook
    assert [each.name for each in done.lost if each.what == "name of a code"] == ["Price/Quality"]


def test_two_codes_of_one_name_stay_two(empty: Project) -> None:
    """The second one gets a number, and keeps its codings."""
    codes = (QdaCode(guid(11), "Waiting"), QdaCode(guid(12), "Waiting"))

    empty.take_in(study(codes=codes, links=(), sets=()))

    assert empty.codebook.paths() == ["Waiting", "Waiting (2)"]
    assert sorted(empty.codings()["code"]) == ["Waiting", "Waiting (2)"]


def test_a_code_without_a_colour_gets_one_of_its_own(empty: Project) -> None:
    """No two of a few codes look the same."""
    empty.take_in(study())

    assert empty.codes()["color"].is_unique


def test_a_code_that_only_groups_stays_so(empty: Project) -> None:
    """It goes out as it came in."""
    empty.take_in(study())

    assert [each.is_codable for each in empty.give_out().codes] == [False, True, True]


def test_a_note_on_one_coding_is_its_memo(empty: Project) -> None:
    """It stands with the coding, and the rest are memos."""
    empty.take_in(study())

    assert list(empty.codings()["memo"].dropna()) == ["Strong words"]
    assert set(empty.memos()["text"]) == {"Ask about the door", "A leading question"}


def test_a_note_by_somebody_else_than_the_coder_stays_a_memo(empty: Project) -> None:
    """Whose words they are is not lost."""
    empty.take_in(study(notes=(QdaNote(guid(61), "", "Really?", about=(guid(51),)),)))
    by_another = QdaNote(guid(63), "", "No", guid(91), about=(guid(52),))

    done = empty.take_in(study(notes=(by_another,)))

    assert done.added["memo"] == 1
    assert empty.memos().set_index("text").loc["No", "kind"] == "coding"


def test_a_comment_on_an_uncoded_passage_stays_on_it(empty: Project) -> None:
    """The passage is kept without a code, and moves along when the text is corrected."""
    empty.take_in(study())

    empty.correct("p01", quote="How long did", words="How very long did")

    memo = empty.memos().set_index("text").loc["A leading question"]
    start = empty.transcript("p01").text.index("And then?")
    assert (memo["kind"], memo["about"]) == ("passage", f"p01, {start}-{start + 9}")


def test_links_and_sets_come_along(empty: Project) -> None:
    """Both ends of a link are named, and a set holds codes and sources."""
    empty.take_in(study())

    link = empty.links().iloc[0]
    assert (link["origin"], link["target"]) == ("Pains/Waiting", "Pains/Price-Quality")
    assert empty.code_sets() == {"Wave 1": ["Pains/Waiting"]}
    assert empty.give_out().sets[0].sources == (guid(1),)


def test_a_picture_is_noted_where_it_lies(empty: Project) -> None:
    """It has no text, so it becomes a reference, and what is coded on it is told."""
    coded = QdaCoding(guid(53), PICTURE.guid, guid(11), guid(90))
    whole = study(sources=(*study().sources, PICTURE), codings=(*study().codings, coded))

    done = empty.take_in(whole)

    assert empty.references().iloc[0].to_dict()["path"] == "internal://door.jpg"
    assert lost(done)["coding"] == 1


def test_a_code_on_a_whole_source_is_on_all_its_words(empty: Project) -> None:
    """Nothing is lost, and it is told."""
    done = empty.take_in(study(codings=(QdaCoding(guid(51), guid(1), guid(11), guid(90)),)))

    assert empty.codings().iloc[0]["quote"] == TEXT
    assert lost(done)["code on a whole source"] == 1


def test_a_nameless_case_tells_of_its_source(empty: Project) -> None:
    """What one program puts into a case without a name are attributes of who the text is of."""
    nameless = QdaCase(guid(31), "", values={guid(20): 40}, sources=(guid(1),))

    empty.take_in(study(cases=(nameless,)))

    assert empty.respondents().iloc[0].to_dict() == {"respondent": "p01", "age": 40}
    assert set(empty.codings()["respondent"]) == {"p01"}


def test_of_passages_that_overlap_the_shortest_stay(empty: Project) -> None:
    """One person speaks at a time; what is left out is counted."""
    everything = QdaCase(guid(31), "Company", selections=(guid(45),))
    whole = study(cases=(*study().cases, everything), selections=(*study().selections, selection(45, TEXT)))

    done = empty.take_in(whole)

    assert len(empty.transcript("p01").turns) == 2
    assert lost(done)["passage of a case"] == 1


def test_cases_that_are_codes_as_well_are_people_only(empty: Project) -> None:
    """One program writes each case twice; what is coded with it is what the person says."""
    twin = QdaCode(guid(31), "Bert")
    coded = QdaCoding(guid(53), guid(44), twin.guid)
    whole = study(
        codes=(*study().codes, twin),
        cases=(*study().cases, QdaCase(guid(31), "Bert")),
        codings=(*study().codings, coded),
    )

    empty.take_in(whole)

    assert "Bert" not in empty.codebook
    assert [each.name for each in empty.transcript("p01").speakers] == [ANNA, "Bert"]


@pytest.mark.parametrize("is_fresh", [False, True], ids=["same GUIDs", "fresh GUIDs"])
def test_the_same_study_again_adds_nothing(empty: Project, *, is_fresh: bool) -> None:
    """Things are known by their GUID, or by name, text and place."""
    empty.take_in(study())
    before = empty.provenance().hash

    done = empty.take_in(renumbered(study()) if is_fresh else study())

    assert (done.added, done.changed) == ({}, {})
    assert empty.provenance().hash == before
    assert "Nothing was added." in done.words()


def test_what_was_renamed_here_is_known_by_its_guid(empty: Project) -> None:
    """A code and a coding that were changed since come in no second time."""
    empty.take_in(study())
    empty.rename_code("Pains/Waiting", "Delay")
    empty.resize(empty.codings()["coding"][0], (30, 40))

    done = empty.take_in(study())

    assert done.added == {}


def test_what_is_new_in_a_study_is_added(empty: Project) -> None:
    """Only the third coding is new, and it says so."""
    empty.take_in(study())
    more = QdaCoding(guid(53), guid(42), guid(11), guid(90))

    done = empty.take_in(study(codings=(*study().codings, more)))

    assert done.added == {"coding": 1}
    assert len(empty.codings()) == 3


def test_a_text_that_was_corrected_elsewhere_is_a_new_version(empty: Project) -> None:
    """Codings that are here stay on their words, and those of the file are put on its text."""
    empty.take_in(study())
    empty.code("p01", quote="I went home", code="Leaving")
    text = TEXT.replace("An hour", "More than an hour")

    done = empty.take_in(moved(study(), text))

    assert done.changed == {"transcript": 1}
    assert empty.transcript("p01").text == text
    assert set(empty.codings()["quote"]) == {
        "😀 a word",
        "I went home",
        "More than an hour, and nobody said 😀 a word.",
    }
    assert empty.check() == []


def test_codings_on_an_earlier_version_find_their_words(empty: Project) -> None:
    """A file from before a correction is put on the text as it is now."""
    empty.take_in(study(codings=()))
    empty.correct("p01", quote="An hour", words="More than an hour")

    empty.take_in(study())

    assert "😀 a word" in set(empty.codings()["quote"])
    assert empty.check() == []


def test_another_text_of_the_same_name_gets_a_number(empty: Project) -> None:
    """Neither text replaces the other, and both keep their codings."""
    other = "Something else entirely, about buses and trams and the weather."
    empty.take_in(study())
    whole = study(
        sources=(QdaSource(guid(5), "p01", text=other),),
        selections=(selection(45, "buses", other, 5),),
        codings=(QdaCoding(guid(54), guid(45), guid(11), guid(90)),),
        cases=(),
    )

    empty.take_in(whole)

    assert empty.transcript_names() == ["p01", "p01 (2)"]
    assert empty.codings().set_index("source").loc["p01 (2)", "quote"] == "buses"


def test_a_coding_beyond_its_text_is_cut_off_and_told(empty: Project) -> None:
    """It stays in the project, to be looked at."""
    beyond = replace(study().selections[2], end=len(TEXT) + 50)

    done = empty.take_in(study(selections=(*study().selections[:2], beyond)))

    assert lost(done)["passage that ends after its text"] == 1
    assert empty.check() == []


def test_sources_of_answers_become_a_table(empty: Project) -> None:
    """Each selection of a case is an answer of that respondent."""
    empty.take_in(study(), as_answers=["p01"])

    answers = empty.answers()
    assert list(answers["respondent"]) == [ANNA]
    assert list(answers["text"]) == ["An hour, and nobody said 😀 a word."]
    assert set(empty.codings()["quote"]) == {"😀 a word", "An hour, and nobody said 😀 a word."}


def test_it_is_one_act(empty: Project) -> None:
    """One undo takes back all of it, one redo brings it again."""
    before = empty.provenance().hash
    empty.take_in(study())
    after = empty.provenance().hash

    empty.undo()
    undone = empty.provenance().hash
    empty.redo()

    assert (undone, empty.provenance().hash) == (before, after)


def test_the_history_holds_no_text(empty: Project) -> None:
    """The line of the act names what it made: what stands in the tables is not kept twice."""
    long = "word " * 20_000
    whole = study(sources=(QdaSource(guid(7), "long", text=long),), cases=(), selections=(), codings=())

    empty.take_in(whole)

    with empty._store.reading() as connection:
        kept = connection.exec_driver_sql("SELECT sum(length(changes)) FROM act").scalar_one()
    assert kept < len(long) / 10


def test_losses_are_told_in_both_languages(empty: Project) -> None:
    """As a frame and in sentences."""
    done = empty.take_in(study(), lang="nl")

    assert list(done.losses.columns) == list(frames.LOSSES)
    assert "kleur van een code" in done.words("nl")
    assert done.words("nl").startswith("Toegevoegd:")


def test_boards_and_hot_keys_are_listed_as_lost(project: Project) -> None:
    """What the standard has no place for is counted, with the reason."""
    project.make_board("Map", template="empathy_map", question="Why?")
    project.add_code("Pains")

    losses: dict[str, int] = {each.what: each.n for each in project.give_out().losses}

    assert losses["board"] == 1
    assert losses["hot key"] == 1
    assert losses["non-verbal event"] == 1


def test_definitions_travel_by_name_through_another_program(project: Project, empty: Project) -> None:
    """When to use a code is found again where every GUID is a fresh one."""
    project.add_code("Pains")
    project.change_code("Pains", when_to_use="If it hurts", when_not_to_use="If it is funny")

    empty.take_in(replace(renumbered(project.give_out(lang="nl")), origin="Elsewhere"))

    code = empty.codebook["Pains"]
    assert (code.when_to_use, code.when_not_to_use) == ("If it hurts", "If it is funny")


def test_answers_travel_through_another_program(project: Project, empty: Project) -> None:
    """The table is rebuilt with scores and waves where every GUID is a fresh one."""
    empty.take_in(replace(renumbered(project.give_out()), origin="Elsewhere"))

    columns = ["respondent", "question", "wave", "score", "text"]
    before, after = (
        each.answers()[columns].sort_values(columns[:3]).fillna({"score": -1}) for each in (project, empty)
    )
    assert after.to_dict("records") == before.to_dict("records")


def moved(given: QdaProject, text: str) -> QdaProject:
    """The study with another text, its passages on the same words as far as they are there."""
    shift = len(text) - len(TEXT)
    at = TEXT.index("An hour")
    selections = tuple(
        replace(each, start=each.start + (shift if each.start > at else 0), end=each.end + shift)
        for each in given.selections
    )
    return replace(given, sources=(replace(given.sources[0], text=text),), selections=selections)
