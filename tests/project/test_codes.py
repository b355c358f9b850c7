"""Acts on the codebook: texts and keys, sets, examples, mergers, splits and removals."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.talks import study, talk
from vocbench.errors import CodebookError, ConflictError, NotFoundError
from vocbench.model.codebook import PALETTE
from vocbench.model.coding import Coding
from vocbench.model.starters import starter_codebook
from vocbench.project import Project
from vocbench.storage import history

WORDS = "I wait and wait, and nobody calls back."


@pytest.fixture
def project() -> Iterator[Project]:
    """One sentence, and the codes ``Pains/Waiting``, ``Pains/Phone`` and ``Gains``."""
    with study(talk(("R", WORDS)), codes=("Pains/Waiting", "Pains/Phone", "Gains")) as made:
        yield made


def coded(
    project: Project, code: str, start: int = 0, end: int = 6, *, memo: str = "", coder: str | None = None
) -> Coding:
    """A coding of those characters of the sentence."""
    return project.code("p01", span=(start, end), code=code, memo=memo, coder=coder)


def digest(project: Project) -> str:
    """The hash of what the project says."""
    return project.provenance().hash


def content(project: Project) -> tuple[object, ...]:
    """What the project says, with the hot keys that its hash leaves out."""
    return digest(project), {each.name: each.key for each in project.codebook}


def test_a_code_made_gets_a_key_and_those_above_it_none(project: Project) -> None:
    """Keys go to the last names of paths, in the order in which they are made."""
    keys = {path: project.codebook[path].key for path in project.codebook.paths()}

    assert keys == {"Gains": "3", "Pains": "", "Pains/Phone": "2", "Pains/Waiting": "1"}


def test_keys_do_not_shift(project: Project) -> None:
    """A code that goes leaves its key free for the next; the others keep theirs."""
    project.remove_code("Pains/Waiting")
    before = project.codebook["Gains"].key
    project.add_code("AAA")

    assert before == project.codebook["Gains"].key == "3"
    assert project.codebook["AAA"].key == "1"


def test_the_tenth_code_has_no_key(project: Project) -> None:
    """There are nine hot keys."""
    for number in range(4, 11):
        project.add_code(f"code {number}")

    assert project.codebook["code 9"].key == "9"
    assert project.codebook["code 10"].key == ""


def test_new_codes_take_colours_in_turn(project: Project) -> None:
    """Each code, headings included, takes a colour that no other has as long as there is one."""
    colors = [each.color for each in project.codebook]

    assert set(colors) == set(PALETTE[:4])


def test_a_code_is_described_in_one_act(project: Project) -> None:
    """Colour, texts and key are set at once, a key is taken over, and one undo takes it all back."""
    before = content(project)
    project.change_code(
        "Gains", color="#123456", description="d", when_to_use="w", when_not_to_use="n", key="1"
    )
    changed = project.codes().set_index("code").loc["Gains"]
    robbed = project.codebook["Pains/Waiting"].key
    project.undo()

    assert list(changed) == ["#123456", "d", "w", "n", "1", changed["sets"]]
    assert robbed == ""
    assert content(project) == before


def test_a_key_that_cannot_be_changes_nothing(project: Project) -> None:
    """A refused change leaves the other values given with it as they were."""
    with pytest.raises(CodebookError, match="1 to 9"):
        project.change_code("Gains", description="new", key="x")

    assert project.codebook["Gains"].description == ""


def test_a_key_taken_since_is_not_given_back(project: Project) -> None:
    """Undoing a change that would give a key to two codes is refused."""
    project.change_code("Gains", key="")
    project.coder = "B"
    project.change_code("Pains", key="3")
    project.coder = "A"

    with pytest.raises(ConflictError, match="codes changed since"):
        project.undo()


def test_an_example_is_marked_and_unmarked(project: Project) -> None:
    """The mark shows in values and frames, and unmarking is an act of its own."""
    made = coded(project, "Gains")
    project.mark_example(made.id)
    marked = project.codings_of("p01")[0].is_example, project.codings()["example"].tolist()
    project.mark_example(made.id, is_example=False)

    assert marked == (True, [True])
    assert not project.codings_of("p01")[0].is_example
    assert project.undo() == "unmark an example"
    assert project.codings_of("p01")[0].is_example


def test_marking_an_example_again_is_no_act(project: Project) -> None:
    """What changes nothing leaves no line to undo."""
    made = coded(project, "Gains")
    project.mark_example(made.id)
    n_acts = len(project.history())
    project.mark_example(made.id)

    assert len(project.history()) == n_acts


def test_no_example_without_a_coding(project: Project) -> None:
    """An id that is no coding is named."""
    with pytest.raises(NotFoundError, match="'x'"):
        project.mark_example("x")


def test_a_code_may_be_in_several_sets(project: Project) -> None:
    """Sets are listed by name, their codes by path, and the frame of codes names the sets of each."""
    project.add_to_set("urgent", ["Pains/Waiting", "Gains"])
    project.add_to_set("contact", "Pains/Waiting")
    sets = project.codes().set_index("code")["sets"]

    assert project.code_sets() == {"contact": ["Pains/Waiting"], "urgent": ["Gains", "Pains/Waiting"]}
    assert list(project.code_sets()) == ["contact", "urgent"]
    assert sets["Pains/Waiting"] == "contact, urgent"


def test_a_set_follows_its_codes(project: Project) -> None:
    """Renaming and moving codes leaves them in their sets."""
    project.add_to_set("urgent", ["Pains/Waiting"])
    project.rename_code("Pains", "Pain points")
    project.move_code("Pain points/Waiting", None)

    assert project.code_sets() == {"urgent": ["Waiting"]}


def test_a_set_stays_when_its_last_code_leaves(project: Project) -> None:
    """An empty set is a set, until it is removed."""
    project.add_to_set("urgent", ["Gains"])
    project.remove_from_set("urgent", ["Gains", "Pains"])
    left = project.code_sets()
    project.remove_set("urgent")

    assert left == {"urgent": []}
    assert project.code_sets() == {}
    assert "Gains" in project.codebook


ON_SETS: dict[str, Callable[[Project], None]] = {
    "add": lambda project: project.add_to_set("urgent", ["Pains", "Pains/Phone"]),
    "make": lambda project: project.add_to_set("new", ["Pains"]),
    "take": lambda project: project.remove_from_set("urgent", ["Gains"]),
    "rename": lambda project: project.rename_set("urgent", "late"),
    "remove": lambda project: project.remove_set("urgent"),
    "remove code": lambda project: project.remove_code("Gains"),
}


@pytest.mark.parametrize("act", ON_SETS)
def test_each_change_of_a_set_is_one_act(project: Project, act: str) -> None:
    """One undo takes a change of a set back, one redo does it again."""
    project.add_to_set("urgent", ["Gains", "Pains/Waiting"])
    before, n_acts = content(project), len(project.history())
    ON_SETS[act](project)
    after, n_after = content(project), len(project.history())
    project.undo()
    undone = content(project)
    project.redo()

    assert n_after == n_acts + 1
    assert after != before
    assert undone == before
    assert content(project) == after


@pytest.mark.parametrize("name", ["", " ", " urgent"])
def test_a_set_needs_a_name(project: Project, name: str) -> None:
    """An empty name, or one with blanks around it, is refused when making and when renaming."""
    project.add_to_set("urgent", ["Gains"])

    with pytest.raises(CodebookError, match="needs a name"):
        project.add_to_set(name, ["Gains"])
    with pytest.raises(CodebookError, match="needs a name"):
        project.rename_set("urgent", name)


def test_a_set_is_not_named_like_another(project: Project) -> None:
    """Two sets keep two names."""
    project.add_to_set("one", [])
    project.add_to_set("two", [])

    with pytest.raises(ConflictError, match="'two' already"):
        project.rename_set("one", "two")
    project.rename_set("one", "one")
    assert list(project.code_sets()) == ["one", "two"]


def test_an_unknown_set_lists_those_there_are(project: Project) -> None:
    """A misspelt set is refused with the names of the others."""
    project.add_to_set("urgent", [])

    with pytest.raises(NotFoundError, match="It has: 'urgent'"):
        project.remove_set("urgnt")


def test_a_set_of_a_code_that_is_not_there_is_not_made(project: Project) -> None:
    """A misspelt path leaves no empty set behind."""
    with pytest.raises(CodebookError, match="Did you mean 'Gains'"):
        project.add_to_set("urgent", ["Gain"])

    assert project.code_sets() == {}


def test_merging_moves_texts_key_and_sets(project: Project) -> None:
    """What the target lacks it gets from the code that goes; what it has stays."""
    project.change_code("Pains/Waiting", description="old", when_to_use="w", key="7")
    project.change_code("Gains", description="kept", key="")
    project.add_to_set("urgent", ["Pains/Waiting"])
    project.merge_codes("Pains/Waiting", "Gains")
    target = project.codebook["Gains"]

    assert (target.description, target.when_to_use, target.key) == ("kept", "w", "7")
    assert project.code_sets() == {"urgent": ["Gains"]}


def test_merging_twins_keeps_memos_and_the_example(project: Project) -> None:
    """Two codings of one passage become one, with both memos and the mark of either."""
    gone = coded(project, "Pains/Waiting", memo="first")
    kept = coded(project, "Gains", memo="second")
    project.mark_example(gone.id)
    project.merge_codes("Pains/Waiting", "Gains")
    (left,) = project.codings_of("p01")

    assert (left.id, left.memo, left.is_example) == (kept.id, "second\nfirst", True)


def test_merging_twins_under_one_note_leaves_one_piece_of_evidence(project: Project) -> None:
    """A note that rests on both codings rests on the one that stays, and can be read."""
    twins = [coded(project, code) for code in ("Pains/Waiting", "Gains")]
    project.empathy_map("Ann", question="Why?")
    project.note("Ann", "pains", "Waits", supports=twins)
    project.merge_codes("Pains/Waiting", "Gains")

    assert len(project.board("Ann").notes[0].evidence) == 1


def test_different_coders_keep_their_codings(project: Project) -> None:
    """One passage coded by two people stays two codings after a merger."""
    coded(project, "Pains/Waiting", coder="A")
    coded(project, "Gains", coder="B")
    project.merge_codes("Pains/Waiting", "Gains")

    assert [each.coder for each in project.codings_of("p01")] == ["A", "B"]


def test_a_doubt_outlives_a_merger(project: Project) -> None:
    """Where both codes are on a passage and one coding is in doubt, what is left is in doubt."""
    coded(project, "Pains/Waiting", 0, 6)
    project.correct("p01", quote="wait and", words="phone and")
    (doubted,) = project.codings_of("p01")
    coded(project, "Gains", doubted.span.start, doubted.span.end)

    project.merge_codes("Pains/Waiting", "Gains")

    (row,) = project.doubtful().to_dict("records")
    assert (row["code"], row["was"]) == ("Gains", "I wait")


def test_a_merger_is_one_act_whatever_its_size(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo and redo bring back exactly what was there, also beyond one portion of rows."""
    monkeypatch.setattr(history, "_BATCH", 3)
    for start in range(10):
        coded(project, "Pains/Waiting", start, start + 3)
    for start in range(0, 10, 4):
        coded(project, "Gains", start, start + 3, memo=f"memo {start}")
    project.add_to_set("urgent", ["Pains/Waiting"])
    before, n_acts = content(project), len(project.history())
    project.merge_codes("Pains/Waiting", "Gains")
    after, n_after = content(project), len(project.history())
    project.undo()
    undone = content(project)
    project.redo()

    assert n_after == n_acts + 1
    assert len(project.codings()) == 10
    assert undone == before
    assert content(project) == after


def test_a_merger_under_later_work_is_not_taken_back(project: Project) -> None:
    """A coding that another person recoded since keeps the merger from being undone."""
    made = [coded(project, "Pains/Waiting", start=at, end=at + 3) for at in range(3)]
    project.merge_codes("Pains/Waiting", "Gains")
    project.coder = "B"
    project.recode(made[1].id, "Pains/Phone")
    project.coder = "A"
    before = content(project)

    with pytest.raises(ConflictError, match="changed the same thing since"):
        project.undo()
    assert content(project) == before


def test_splitting_gives_codings_to_new_codes(project: Project) -> None:
    """The codings named go, the others stay, and one undo takes the new codes away too."""
    made = [coded(project, "Pains/Waiting", start=at, end=at + 3) for at in range(4)]
    before = content(project)
    project.split_code("Pains/Waiting", {"Pains/Waiting/Long": [made[0].id], "Gains": [made[2].id]})
    codes = [each.code for each in project.codings_of("p01")]
    project.undo()

    assert codes == ["Pains/Waiting/Long", "Pains/Waiting", "Gains", "Pains/Waiting"]
    assert content(project) == before


def test_splitting_makes_no_twins(project: Project) -> None:
    """A coding that goes to a code that is on its passage already becomes one with that."""
    goes, _ = coded(project, "Pains/Waiting", memo="m"), coded(project, "Gains")
    project.split_code("Pains/Waiting", {"Gains": [goes.id]})

    assert [(each.code, each.memo) for each in project.codings_of("p01")] == [("Gains", "m")]


def test_splitting_into_itself_changes_nothing(project: Project) -> None:
    """Codings that stay with their code are no act."""
    made = coded(project, "Gains")
    n_acts = len(project.history())
    project.split_code("Gains", {"Gains": [made.id]})

    assert len(project.history()) == n_acts


def test_only_codings_of_the_code_are_split(project: Project) -> None:
    """A coding of another code, or one named twice, is refused, and no code is made."""
    own, other = coded(project, "Pains/Waiting"), coded(project, "Gains")

    with pytest.raises(NotFoundError, match="not a coding of 'Pains/Waiting'"):
        project.split_code("Pains/Waiting", {"New": [own.id, other.id]})
    with pytest.raises(NotFoundError, match="named twice"):
        project.split_code("Pains/Waiting", {"New": [own.id], "Newer": [own.id]})
    assert "New" not in project.codebook


def test_a_code_in_use_says_how_much_is_lost(project: Project) -> None:
    """Removing a code with codings and codes under it is refused, with both numbers."""
    coded(project, "Pains/Waiting")

    with pytest.raises(ConflictError, match="codings 1, codes under it 2"):
        project.remove_code("Pains")


def test_a_branch_goes_with_its_codings(project: Project) -> None:
    """With its codings, a code takes along what hangs under it; one undo brings all of it back."""
    coded(project, "Pains/Waiting/Long")
    coded(project, "Gains")
    project.add_to_set("urgent", ["Pains/Waiting/Long", "Gains"])
    before = content(project)
    project.remove_code("Pains", with_codings=True)
    left = project.codebook.paths(), [each.code for each in project.codings_of("p01")], project.code_sets()
    project.undo()

    assert left == (["Gains"], ["Gains"], {"urgent": ["Gains"]})
    assert content(project) == before


def test_a_code_behind_a_note_leaves_a_mark(project: Project) -> None:
    """The note loses the passage with the code; one undo brings both back."""
    made = coded(project, "Pains/Waiting")
    project.empathy_map("Ann", question="Why?")
    project.note("Ann", "pains", "Waits too long", supports=made)
    before = content(project)

    project.remove_code("Pains", with_codings=True)
    (note,) = project.board("Ann").notes
    project.undo()

    assert (note.evidence, note.stale) == ((), "p01")
    assert content(project) == before


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_a_starter_comes_with_its_texts_in_one_act(project: Project, lang: str) -> None:
    """All codes are there under the code asked for, with definitions; one undo takes them away."""
    before = content(project)
    starter = starter_codebook("emotions", lang=lang)
    made = project.add_starter_codebook("emotions", lang=lang, under="Feelings")
    book = project.codebook
    project.undo()

    assert made == [f"Feelings/{each.path}" for each in starter.codes]
    assert [book[f"Feelings/{each.path}"].description for each in starter.codes] == [
        each.description for each in starter.codes
    ]
    assert content(project) == before


def test_a_starter_gives_keys_to_its_lowest_codes(project: Project) -> None:
    """Headings get no hot key, so that the nine go to what people code with."""
    project.add_starter_codebook("resistance")

    assert project.codebook["Customer resistance"].key == ""
    assert project.codebook["Customer resistance/Reactance"].key == "4"


def test_a_starter_leaves_what_was_written(project: Project) -> None:
    """A code that is there keeps its definition, gets the texts it lacks, and is not made again."""
    project.add_code("Pains/Waiting", description="x")
    project.change_code("Pains", description="Our own words")
    made = project.add_starter_codebook("empathy_map")

    assert made == ["Thinks & feels", "Hears", "Sees", "Says & does"]
    assert project.codebook["Pains"].description == "Our own words"
    assert project.codebook["Pains"].when_to_use
    assert project.codebook["Gains"].description


def test_an_unknown_starter_adds_nothing(project: Project) -> None:
    """A misspelt starter is refused before anything is made."""
    with pytest.raises(CodebookError, match="No starter codebook"):
        project.add_starter_codebook("cialdini", under="New")

    assert "New" not in project.codebook


def test_the_hash_covers_what_a_codebook_says(project: Project) -> None:
    """Texts, sets and examples are content; hot keys are not."""
    made = coded(project, "Gains")
    hashes = [digest(project)]
    project.change_code("Gains", when_to_use="w")
    hashes.append(digest(project))
    project.change_code("Gains", when_not_to_use="n")
    hashes.append(digest(project))
    project.add_to_set("urgent", ["Gains"])
    hashes.append(digest(project))
    project.mark_example(made.id)
    hashes.append(digest(project))
    project.change_code("Gains", key="9")

    assert len(set(hashes)) == 5
    assert digest(project) == hashes[-1]
