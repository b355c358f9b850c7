"""What becomes of the odd parts of a foreign study: all of it is kept or told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.project.foreign import ANNA, PICTURE, guid, renumbered, selection, study
from vocbench.model.qda import (
    QdaCase,
    QdaCode,
    QdaCoding,
    QdaLink,
    QdaNote,
    QdaSet,
    QdaSource,
    QdaUser,
    QdaVariable,
)
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


# ---- memos


def test_two_comments_of_the_same_words_stay_two(empty: Project) -> None:
    """Each stays on its own passage, and neither is there twice when the study comes again."""
    comments = (
        selection(44, "And then?", description="Check this"),
        selection(45, "How long", description="Check this"),
    )
    given = study(selections=(*study().selections[:3], *comments))

    empty.take_in(given)
    again = empty.take_in(renumbered(given))

    assert set(empty.memos().query("text == 'Check this'")["about"]) == {"p01, 3-11", "p01, 64-73"}
    assert not again.added


def test_a_memo_on_a_set_stays_on_it(empty: Project) -> None:
    """So does what describes a set."""
    sets = (QdaSet(guid(81), "Wave 1", "The first one", codes=(guid(11),)),)

    done = empty.take_in(study(sets=sets, notes=(QdaNote(guid(63), "", "Ask again", about=(guid(81),)),)))

    found = empty.memos().set_index("text")
    assert tuple(found.loc["Ask again", ["kind", "about"]]) == ("set", "Wave 1")
    assert tuple(found.loc["The first one", ["kind", "about"]]) == ("set", "Wave 1")
    assert "thing that a memo is about" not in lost(done)


def test_a_memo_on_a_link_stays_on_it(empty: Project) -> None:
    """It goes out on it again."""
    empty.take_in(study(notes=(QdaNote(guid(63), "", "Why?", about=(guid(71),)),)))

    assert empty.memos().set_index("text").loc["Why?", "kind"] == "link"
    assert [each.about for each in empty.give_out().notes if each.text == "Why?"] == [(guid(71),)]


def test_a_memo_that_was_reworded_elsewhere_comes_beside_the_one_here(empty: Project) -> None:
    """Neither text is lost, and a third time adds nothing."""
    empty.take_in(study())
    reworded = study(notes=(study().notes[0], replace(study().notes[1], text="Ask about the window")))

    empty.take_in(reworded)
    third = empty.take_in(reworded)

    assert {"Ask about the door", "Ask about the window"} <= set(empty.memos()["text"])
    assert not third.added


def test_a_known_memo_takes_on_what_else_it_is_about(empty: Project) -> None:
    """What it was attached to since is added."""
    note = QdaNote(guid(63), "", "Compare", about=(guid(11),))
    empty.take_in(study(notes=(note,)))

    done = empty.take_in(study(notes=(replace(note, about=(guid(11), guid(12))),)))

    assert set(empty.memos().query("text == 'Compare'")["about"]) == {"Pains/Waiting", "Pains/Price-Quality"}
    assert done.changed["memo"] == 1


# ---- people and sources


def test_two_coders_of_one_name_stay_two(empty: Project) -> None:
    """The second one gets a number, which is told."""
    users = (*study().users, QdaUser(guid(91), "Coder"))
    codings = (study().codings[0], replace(study().codings[1], coder=guid(91)))

    done = empty.take_in(study(users=users, codings=codings))

    assert set(empty.codings()["coder"]) == {"Coder", "Coder (2)"}
    assert lost(done)["name of a coder"] == 1


def test_two_variables_of_one_name_stay_two(empty: Project) -> None:
    """A value does not push out another."""
    variables = (QdaVariable(guid(20), "age"), QdaVariable(guid(21), "age"))
    case = QdaCase(guid(30), ANNA, values={guid(20): "31", guid(21): "old"}, selections=(guid(41),))

    done = empty.take_in(study(variables=variables, cases=(case,)))

    assert empty.respondents().iloc[0].to_dict() == {"respondent": ANNA, "age": "31", "age (2)": "old"}
    assert lost(done)["name of a variable"] == 1


def test_the_values_of_a_source_without_words_are_told(empty: Project) -> None:
    """A nameless case with a picture has nobody to tell of."""
    case = QdaCase(guid(31), "", values={guid(20): 5}, sources=(PICTURE.guid,))

    done = empty.take_in(study(sources=(*study().sources, PICTURE), cases=(case,)))

    assert lost(done)["variable of a source"] == 1


def test_that_a_source_is_of_several_people_is_told(empty: Project) -> None:
    """Whose words are whose is not known then."""
    cases = (QdaCase(guid(30), ANNA, sources=(guid(1),)), QdaCase(guid(31), "Ben", sources=(guid(1),)))

    done = empty.take_in(study(cases=cases))

    assert lost(done)["source of a case"] == 2


def test_values_that_a_source_got_since_reach_its_respondent(empty: Project) -> None:
    """The text is known, what is known of it is new."""
    case = QdaCase(guid(30), "", sources=(guid(1),))
    empty.take_in(study(cases=(replace(case, values={guid(20): 31}),)))

    empty.take_in(study(cases=(replace(case, values={guid(20): 32}),)))

    assert empty.respondents()["age"].tolist() == [32]


def test_what_describes_a_nameless_case_is_about_its_source(empty: Project) -> None:
    """It is not about nothing."""
    case = QdaCase(guid(30), "", "Talked on the phone", {guid(20): 31}, sources=(guid(1),))

    empty.take_in(study(cases=(case,)))

    assert empty.memos().set_index("text").loc["Talked on the phone", "about"] == "p01"


def test_a_memo_on_a_picture_that_is_known_stays_on_it(empty: Project) -> None:
    """It has another id here than in the second file."""
    given = study(sources=(*study().sources, PICTURE))
    empty.take_in(given)
    note = QdaNote(guid(63), "", "A red door", about=(PICTURE.guid,))

    empty.take_in(renumbered(replace(given, notes=(note,))))

    assert empty.memos().set_index("text").loc["A red door", "about"] == "The door"


def test_who_made_a_source_and_when_it_changed_is_told(empty: Project) -> None:
    """There is no place for it."""
    source = replace(study().sources[0], author=guid(90), modified="2024-05-09T00:00:00Z")

    done = empty.take_in(study(sources=(source,)))

    assert lost(done)["author of a source"] == lost(done)["last change of a source"] == 1


# ---- passages, codes and sets


def test_the_name_of_a_passage_is_told_where_it_is_not_its_words(empty: Project) -> None:
    """A name that begins as the words do says nothing of its own."""
    named = (selection(43, "😀 a word", name="1:1 speechless"), selection(44, "And then?", name="And th…"))

    done = empty.take_in(study(selections=(*study().selections[:2], *named)))

    assert lost(done)["name of a passage"] == 1


def test_who_marked_a_passage_is_told_where_another_coded_it(empty: Project) -> None:
    """The coder of a coding is the one who gave the code."""
    users = (*study().users, QdaUser(guid(91), "Other"))
    marked = selection(43, "😀 a word", author=guid(91))

    done = empty.take_in(study(users=users, selections=(*study().selections[:2], marked)))

    assert lost(done)["author of a passage"] == 1


def test_a_code_that_has_another_name_here_keeps_it_and_that_is_told(empty: Project) -> None:
    """Somebody renamed it, here or elsewhere."""
    empty.take_in(study())
    empty.rename_code("Pains/Waiting", "Delay")

    done = empty.take_in(study())

    assert "Pains/Delay" in empty.codebook
    assert [each.name for each in done.lost if each.what == "code of another name here"] == ["Waiting"]


def test_a_member_of_a_set_that_did_not_come_is_told(empty: Project) -> None:
    """A case that is a code as well is a person, and no member of a set of codes."""
    codes = (*study().codes, QdaCode(guid(30), ANNA))
    sets = (QdaSet(guid(81), "People", codes=(guid(30),), sources=(guid(2),)),)
    silent = QdaSource(guid(2), "p02")

    done = empty.take_in(study(codes=codes, sets=sets, sources=(*study().sources, silent)))

    assert lost(done)["member of a set"] == 2


def test_a_coder_who_did_nothing_is_told(empty: Project) -> None:
    """Nothing here has their name."""
    done = empty.take_in(study(users=(*study().users, QdaUser(guid(91), "Idle"))))

    assert [each.name for each in done.lost if each.what == "coder without work"] == ["Idle"]


def test_a_code_twice_on_one_passage_is_there_once_and_told(empty: Project) -> None:
    """Their memos are kept, both of them."""
    twin = QdaCoding(guid(53), guid(43), guid(11), guid(90), "2024-05-02T08:00:01Z")

    done = empty.take_in(study(codings=(*study().codings, twin)))

    assert len(empty.codings()) == 2
    assert lost(done)["coding that is there twice"] == 1


def test_links_of_one_name_keep_their_ends(empty: Project) -> None:
    """A link between the same two, the other way round, is another one."""
    links = (*study().links, QdaLink(guid(72), guid(12), guid(11), "leads to"))

    empty.take_in(study(links=links))

    assert len(empty.links()) == 2
