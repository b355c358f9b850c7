"""Places of elements in a page, and edits that leave everything else as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocbench.report.markup import Edit, edited, elements, words_of

PIECES = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b a='1>2'>", "</b>", "<br>", "<g/>", "é\n", "<", "&amp;", "<!-- <p> -->", "</div>"]
    )
)


def test_an_element_stands_where_it_says() -> None:
    """The four places of an element cut its tags, its content and the whole out of the page."""
    page = '<div>\n<p class="a b">één <b>twee</b></p></div>'

    found = {each.name: each for each in elements(page)}

    paragraph = found["p"]
    assert page[paragraph.start : paragraph.inside] == '<p class="a b">'
    assert page[paragraph.inside : paragraph.close] == "één <b>twee</b>"
    assert page[paragraph.close : paragraph.end] == "</p>"
    assert paragraph.has_class("b")
    assert [each.name for each in found["b"].around()] == ["p", "div"]


def test_what_is_not_closed_ends_with_what_is_around_it() -> None:
    """A list item without an end tag reaches to the end of its list."""
    page = "<ul><li>een<li>twee</ul>na"

    first = next(each for each in elements(page) if each.name == "li")

    assert page[: first.end] == "<ul><li>een<li>twee"


@given(PIECES)
def test_any_page_can_be_read(pieces: list[str]) -> None:
    """Whatever the page, each element starts with its own name, and no edit means no change."""
    page = "".join(pieces)

    found = elements(page)

    assert all(page.startswith(f"<{each.name}", each.start) for each in found)
    assert all(each.start <= each.inside <= each.close <= each.end <= len(page) for each in found)
    assert edited(page, []) == page


def test_edits_are_made_in_any_order() -> None:
    """Insertions at one place keep the order in which they were given."""
    edits = [Edit(2, 3, "C"), Edit(1, 1, "x"), Edit(1, 1, "y")]

    assert edited("abc", edits) == "axybC"


def test_two_edits_of_the_same_words_are_refused() -> None:
    """Nothing is written twice over another edit."""
    with pytest.raises(ValueError, match="Two edits"):
        edited("abc", [Edit(0, 2, ""), Edit(1, 3, "")])


def test_words_are_without_tags_and_entities() -> None:
    """What no reader sees, such as a style, is no word."""
    assert words_of("<style>p{}</style><h2>A &amp; <em>b</em>\n c</h2>") == "A & b c"


def test_a_tag_within_words_is_no_blank() -> None:
    """A comma after a bold word stays beside it; paragraphs and cells are kept apart."""
    assert words_of("<p>a <strong>name</strong>, one</p><p>two</p>") == "a name, one two"
