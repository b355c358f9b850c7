"""The codebook widget without a browser: its state, its methods, and the messages it answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.talks import study, talk
from vocbench.errors import CodebookError, VocbenchError
from vocbench.model.coding import Coding
from vocbench.model.span import Span
from vocbench.project import Project
from vocbench.widgets.codebook.widget import CodebookWidget, CodebookWorkspace

WORDS = "The export is slow and I lose my work."
EVIL = "<img src=x onerror=alert(1)>"

Tell = Callable[..., dict[str, Any]]


@pytest.fixture
def project() -> Project:
    """Two interviews, and a code with one under it."""
    return study(
        talk(("Ana", WORDS)), talk(("Bo", WORDS), name="p02"), codes=("Pains", "Pains/Waiting", "Gains")
    )


@pytest.fixture
def widget(project: Project) -> CodebookWidget:
    """The widget on its codebook."""
    return CodebookWidget(project)


@pytest.fixture
def tell(widget: CodebookWidget, monkeypatch: pytest.MonkeyPatch) -> Tell:
    """Send the widget a message as the browser does; the answer comes back."""
    answers: list[dict[str, Any]] = []
    monkeypatch.setattr(widget, "send", answers.append)

    def send(**message: Any) -> dict[str, Any]:
        content = {"nonce": "n1", **message}
        widget.comm.handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
        return answers.pop()

    return send


def code_id(project: Project, path: str) -> str:
    """The id of the code at *path*."""
    return project.codebook[path].id


def coded(project: Project, path: str, *, source: str = "p01", span: tuple[int, int] = (0, 3)) -> Coding:
    """A new coding with the code at *path*."""
    return project.code(source, span=Span(*span), code=path)


# -- what it shows ------------------------------------------------------------------------


def test_a_project_is_all_it_needs(project: Project) -> None:
    """Type checks prove it: a project has every method that the widget calls."""
    workspace: CodebookWorkspace = project

    assert CodebookWidget(workspace).coder == "A"


def test_codes_travel_each_after_the_one_above_it(project: Project, widget: CodebookWidget) -> None:
    """Every row names the code that it hangs under by its id."""
    rows = [(row["path"], row["parent"]) for row in widget.codes]

    assert rows == [("Gains", ""), ("Pains", ""), ("Pains/Waiting", code_id(project, "Pains"))]


def test_counts_follow_every_coding(project: Project, widget: CodebookWidget) -> None:
    """A code counts its own codings, and those of the codes under it beside them."""
    coded(project, "Pains")
    coded(project, "Pains/Waiting", span=(4, 10))

    assert widget.counts == {code_id(project, "Pains"): [1, 2], code_id(project, "Pains/Waiting"): [1, 1]}


def test_who_works_blind_counts_alone(project: Project, tell: Tell, widget: CodebookWidget) -> None:
    """Neither the counts nor the quotes hold what another coder coded."""
    coded(project, "Pains")
    project.code("p01", span=Span(4, 10), code="Pains", coder="B")
    project.set_blind(True)
    used = tell(op="use", id=code_id(project, "Pains"), most=9)["result"]

    assert widget.isBlind
    assert widget.counts == {code_id(project, "Pains"): [1, 1]}
    assert [quote["coder"] for quote in used["quotes"]] == ["A"]


def test_sets_name_their_codes_by_id(project: Project, widget: CodebookWidget) -> None:
    """A set stays the same set when a code in it is renamed."""
    widget.add_to_set("Feeling", "Pains/Waiting")
    before = list(widget.sets)
    widget.rename("Pains", "Worries")

    assert before == [{"name": "Feeling", "ids": [code_id(project, "Worries/Waiting")]}]
    assert widget.sets == before


def test_starter_codebooks_speak_the_language_of_the_interface(widget: CodebookWidget) -> None:
    """Their names follow when the language changes."""
    english = {each["id"]: each["name"] for each in widget.starters}
    widget.lang = "nl"
    dutch = {each["id"]: each["name"] for each in widget.starters}

    assert english.keys() == dutch.keys()
    assert english["empathy_map"] != dutch["empathy_map"]


def test_each_act_makes_a_new_version(project: Project, widget: CodebookWidget) -> None:
    """The page learns of acts that change neither codes nor counts, such as an example mark."""
    made = coded(project, "Pains")
    before = widget.version
    project.mark_example(made.id)

    assert widget.version == before + 1


# -- the chosen code ----------------------------------------------------------------------


def test_the_chosen_code_can_be_observed(widget: CodebookWidget, project: Project, tell: Tell) -> None:
    """A click in the browser sets the trait."""
    seen: list[str] = []
    widget.observe(lambda change: seen.append(change["new"]), "selected")
    tell(op="select", id=code_id(project, "Pains/Waiting"))

    assert seen == ["Pains/Waiting"]


def test_the_chosen_code_keeps_being_chosen_under_another_name(widget: CodebookWidget) -> None:
    """A rename changes the path, not the choice; when the code goes, none is chosen."""
    widget.select("Pains/Waiting")
    widget.rename("Pains", "Worries")
    renamed = widget.selected
    widget.remove("Worries/Waiting")

    assert (renamed, widget.selected) == ("Worries/Waiting", "")


def test_choosing_a_code_that_is_not_there_is_refused(widget: CodebookWidget) -> None:
    """The message names the nearest."""
    with pytest.raises(CodebookError, match="Did you mean 'Pains'"):
        widget.select("Pain")


# -- messages -----------------------------------------------------------------------------


def test_a_new_code_is_made_at_its_path(project: Project, tell: Tell) -> None:
    """The answer names the path, so that the page can go there."""
    answer = tell(op="add", path="Pains/Money")

    assert answer == {"event": "done", "nonce": "n1", "label": "Pains/Money"}
    assert "Pains/Money" in project.codebook


def test_a_code_that_is_there_is_not_made_again(tell: Tell) -> None:
    """A name that is taken is refused, not silently passed over."""
    answer = tell(op="add", path="Pains")

    assert answer["event"] == "refused"
    assert "There is a code 'Pains' already" in answer["reason"]


@pytest.mark.parametrize("field", ["description", "when_to_use", "when_not_to_use"])
def test_what_is_said_of_a_code_is_kept(project: Project, tell: Tell, field: str) -> None:
    """Each text is an act of its own, and may be emptied again."""
    tell(op="change", id=code_id(project, "Pains"), **{field: "What hurts"})
    kept = getattr(project.codebook["Pains"], field)
    tell(op="change", id=code_id(project, "Pains"), **{field: ""})

    assert (kept, getattr(project.codebook["Pains"], field)) == ("What hurts", "")


def test_a_hot_key_moves_to_the_code_that_gets_it(project: Project, tell: Tell) -> None:
    """No two codes have one key."""
    owner = next(code for code in project.codebook if code.key == "1")
    other = next(code for code in project.codebook if code.key != "1")
    tell(op="change", id=other.id, key="1")

    assert {code.id: code.key for code in project.codebook}[owner.id] == ""
    assert project.codebook[project.codebook.path(other.id)].key == "1"


def test_a_colour_that_is_none_is_refused(project: Project, tell: Tell) -> None:
    """The reason says how a colour is written."""
    answer = tell(op="change", id=code_id(project, "Pains"), color="red; }")

    assert "#RRGGBB" in answer["reason"]


def test_codes_are_renamed_moved_and_merged_by_id(project: Project, tell: Tell) -> None:
    """A message that was under way while a path changed still finds its code."""
    waiting, pains, gains = (code_id(project, path) for path in ("Pains/Waiting", "Pains", "Gains"))
    tell(op="rename", id=pains, name="Worries")
    tell(op="move", id=waiting, under=gains)
    moved = project.codebook.paths()
    tell(op="move", id=waiting, under="")
    tell(op="merge", id=waiting, into=pains)

    assert moved == ["Gains", "Gains/Waiting", "Worries"]
    assert project.codebook.paths() == ["Gains", "Worries"]


def test_a_code_that_somebody_removed_is_said_to_be_gone(project: Project, tell: Tell) -> None:
    """The reason is in words, not a missing key."""
    gone = code_id(project, "Gains")
    project.remove_code("Gains")

    assert "That code is gone" in tell(op="rename", id=gone, name="Joys")["reason"]


def test_a_code_in_use_goes_only_with_its_codings(project: Project, tell: Tell) -> None:
    """Without that said, the removal is refused with a reason."""
    coded(project, "Gains")
    refused = tell(op="remove", id=code_id(project, "Gains"), with_codings=False)
    done = tell(op="remove", id=code_id(project, "Gains"), with_codings=True)

    assert (refused["event"], done["event"]) == ("refused", "done")
    assert "Gains" not in project.codebook


def test_a_split_goes_one_coding_at_a_time(project: Project, tell: Tell) -> None:
    """Each step is one act, and makes the code it goes to where that is not there."""
    made = coded(project, "Pains")
    answer = tell(op="recode", coding=made.id, path="Pains/Slow")
    codes = [coding.code for coding in project.codings_of("p01")]
    tell(op="undo")

    assert (answer["label"], codes) == ("Pains/Slow", ["Pains/Slow"])
    assert [coding.code for coding in project.codings_of("p01")] == ["Pains"]


def test_a_split_at_once_leaves_what_is_not_named(project: Project, widget: CodebookWidget) -> None:
    """From Python a code is split in one act."""
    first, _ = coded(project, "Pains"), coded(project, "Pains", span=(4, 10))
    widget.split("Pains", {"Pains/Slow": [first.id]})

    assert [coding.code for coding in project.codings_of("p01")] == ["Pains/Slow", "Pains"]


def test_use_tells_sources_and_quotes(project: Project, tell: Tell) -> None:
    """Sources count the codes below, quotes are of the code itself, with what stands around them."""
    coded(project, "Pains", span=(4, 10))
    coded(project, "Pains/Waiting", source="p02")
    used = tell(op="use", id=code_id(project, "Pains"), most=9)["result"]

    assert used["sources"] == [{"source": "p01", "n": 1}, {"source": "p02", "n": 1}]
    assert used["n"] == 1
    assert [(quote["before"], quote["quote"], quote["after"]) for quote in used["quotes"]] == [
        ("The ", "export", WORDS[10:])
    ]


def test_an_example_is_marked_and_comes_first(project: Project, tell: Tell) -> None:
    """The mark goes on and off."""
    coded(project, "Pains")
    later = coded(project, "Pains", span=(4, 10))
    tell(op="example", coding=later.id, is_example=True)
    used = tell(op="use", id=code_id(project, "Pains"), most=1)["result"]
    tell(op="example", coding=later.id, is_example=False)

    assert [(quote["id"], quote["isExample"]) for quote in used["quotes"]] == [(later.id, True)]
    assert not any(coding.is_example for coding in project.codings_with("Pains"))


def test_sets_are_made_renamed_and_removed(project: Project, tell: Tell) -> None:
    """A set comes with its first code; codes outlive it."""
    tell(op="add_to_set", set="Feeling", id=code_id(project, "Pains"))
    tell(op="rename_set", set="Feeling", name="Emotion")
    named = project.code_sets()
    tell(op="remove_from_set", set="Emotion", id=code_id(project, "Pains"))
    emptied = project.code_sets()
    tell(op="remove_set", set="Emotion")

    assert (named, emptied, project.code_sets()) == ({"Emotion": ["Pains"]}, {"Emotion": []}, {})
    assert "Pains" in project.codebook


def test_a_starter_codebook_comes_in_the_language_of_the_interface(project: Project) -> None:
    """The answer names the first new code; a second time there is none."""
    widget = CodebookWidget(project, lang="nl")
    added = widget.add_starter("emotions")

    assert added
    assert set(added) <= set(project.codebook.paths())
    assert list(widget.add_starter("emotions")) == []


@pytest.mark.parametrize("most", [None, 0, -1, "9"])
def test_a_number_of_quotes_that_is_none_is_refused(project: Project, tell: Tell, most: object) -> None:
    """What the page sends is not to be trusted."""
    assert tell(op="use", id=code_id(project, "Pains"), most=most)["event"] == "refused"


def test_another_language_is_refused(project: Project) -> None:
    """The message says which there are."""
    with pytest.raises(VocbenchError, match="'en' and 'nl'"):
        CodebookWidget(project, lang="fr")


# -- without a kernel ---------------------------------------------------------------------


def test_without_a_kernel_the_codebook_can_be_read(project: Project, widget: CodebookWidget) -> None:
    """Names, counts and definitions stand in nested lists, in plain HTML."""
    coded(project, "Pains/Waiting")
    project.change_code("Pains", description="What hurts", when_not_to_use="Money")
    page = widget.to_html()

    assert page.count("<ul") == page.count("</ul>") == 2
    assert page.count("<li") == page.count("</li>") == 3
    for words in ("What hurts", "When not to use", "1 coding", "Codings: 0; with the codes below: 1"):
        assert words in page


def test_without_a_kernel_words_are_never_markup(project: Project, widget: CodebookWidget) -> None:
    """Names and definitions are escaped."""
    project.rename_code("Gains", EVIL)
    project.change_code("Pains", description=EVIL)

    assert "<img" not in widget.to_html()
    assert widget.to_html().count("&lt;img") == 2


def test_without_a_kernel_forty_levels_are_forty_lists(project: Project, widget: CodebookWidget) -> None:
    """However deep the forest, every list is closed."""
    project.add_code("/".join(f"level {n}" for n in range(40)))
    page = widget.to_html()

    assert page.count("<ul") == page.count("</ul>") == 41
    assert page.count("<li") == page.count("</li>") == 43


def test_without_codes_it_says_so() -> None:
    """An empty codebook has a sentence instead of a list."""
    assert "No codes yet" in CodebookWidget(study()).to_html()
