"""The body of a report in order: contents, figures, links and appendix, without a kernel or a browser."""

from __future__ import annotations

import re

import pytest

from vocbench.report.arrange import arranged, without_marks
from vocbench.report.behind import Behind, Quote
from vocbench.report.markup import words_of

BEHIND = {
    "code=Pains": Behind(
        title="Pains",
        n=3,
        quotes=[
            Quote(
                quote="Het water is <koud>",
                before="ja,",
                after="hoor",
                who="Wil",
                respondent="p05",
                source="p05",
                relation="contradicts",
            )
        ],
    )
}
"""What a project would have told of one key."""


def prose(markup: str) -> str:
    """A cell of prose, as the template writes it."""
    return f'<section class="prose">{markup}</section>'


def shown(markup: str, *, caption: str = "") -> str:
    """A cell of code that showed something, as the template writes it."""
    return (
        f'<section class="code-cell" data-voc-cell="4" data-voc-caption="{caption}">'
        f'<div class="output">{markup}</div></section>'
    )


BODY = prose("<h1>Titel</h1><p><em>Verzonnen.</em></p><p>Waar het om gaat.</p>") + prose("<h2>Deel</h2>")


# --- headings ---------------------------------------------------------------------------------------


def test_the_contents_lead_to_each_part() -> None:
    """Every link of the table of contents has its heading, and stands below the title."""
    made = arranged(BODY + prose("<h2>Deel</h2><h3>Stuk</h3>"), {}, lang="nl")

    contents = re.search(r"<nav.*?</nav>", made.body)
    assert contents
    links = re.findall(r'href="#([^"]+)"', contents[0])
    assert links == ["Deel", "Deel-1", "Stuk", "about"]
    assert all(f'id="{link}"' in made.body for link in links[:-1])
    assert made.body.index("Titel") < contents.start() < made.body.index("<h2")


def test_the_title_and_the_opening_are_the_authors_first_words() -> None:
    """A paragraph that is a remark in italics does not open a report."""
    made = arranged(BODY, {}, lang="nl")

    assert (made.title, made.opening) == ("Titel", "Waar het om gaat.")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (prose("<h1>Titel</h1><h3>Diep</h3>"), "'Diep' is of level 3 below one of level 1"),
        (prose("<h1>Titel</h1><h1>Nog een</h1>"), "'Nog een' is a second title"),
        (shown('<img src="data:,">'), "Code cell 4 shows a picture without a description"),
    ],
)
def test_the_author_is_told_what_is_hard_to_read(body: str, told: str) -> None:
    """A skipped level, a second title and a picture without words each give one sentence."""
    (notice,) = arranged(body, {}, lang="en").notices

    assert told in notice


def test_headings_of_an_output_lie_below_the_part_they_are_in() -> None:
    """A screen reader hears a board's headings one level under the author's, whatever their tags."""
    made = arranged(BODY + shown("<h4>Kaart</h4><h5>Vak</h5>"), {}, lang="nl")

    assert '<h4 aria-level="3">Kaart</h4><h5 aria-level="4">Vak</h5>' in made.body


# --- figures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("output", "caption"),
    [
        (shown('<figure data-voc-caption="Hoe vaak"><svg></svg></figure>'), "Figuur 1. Hoe vaak"),
        (shown('<img alt="Een stip" src="data:,">'), "Figuur 1. Een stip"),
        (shown('<section aria-label="Kaart: Wil"><svg></svg></section>'), "Figuur 1. Kaart: Wil"),
        (shown("<table></table>"), "Tabel 1. Deel"),
        (shown("<table></table>", caption="Wie we spraken"), "Tabel 1. Wie we spraken"),
    ],
)
def test_figures_and_tables_have_a_number_and_a_caption(output: str, caption: str) -> None:
    """The caption is the author's, else the output's own, else that of the part it stands in."""
    made = arranged(BODY + output, {}, lang="nl")

    found = re.search(r"<figcaption>.*?</figcaption>", made.body)
    assert found
    assert words_of(found[0]).replace(" .", ".") == caption
    assert made.n_figures == 1


def test_figures_and_tables_are_counted_apart() -> None:
    """The second table is table 2, whatever figures stand between."""
    body = shown("<table></table>") + shown("<svg></svg>") + shown("<table></table>")

    anchors = re.findall(r'<figure [^>]*id="([^"]+)"', arranged(body, {}, lang="nl").body)

    assert anchors == ["table-1", "figure-1", "table-2"]


def test_words_are_no_figure() -> None:
    """What a cell prints and lists of quotes keep no number."""
    assert arranged(shown("<pre>414 antwoorden</pre>"), {}, lang="nl").n_figures == 0


def test_the_same_style_stands_in_a_page_once() -> None:
    """Ten boards bring their style along ten times, and the page keeps the first."""
    made = arranged(shown("<style>p{}</style>1") + shown("<style>p{}</style>2"), {}, lang="nl")

    assert made.body.count("<style>") == 1


# --- numbers that lead to quotes --------------------------------------------------------------------


def test_a_number_leads_to_its_quotes() -> None:
    """The link goes to a section with the quotes, and that leads back to the table."""
    made = arranged(shown('<table><td data-voc-quotes="code=Pains">3</td></table>'), BEHIND, lang="nl")

    assert re.search(r'<td [^>]*><a [^>]*href="#quotes-behind-1"[^>]*>3</a></td>', made.body)
    section = made.body[made.body.index('<section id="quotes-behind-1"') :]
    assert '<a href="#table-1">Terug naar Tabel 1</a>' in section
    assert "Het water is &lt;koud&gt;" in section
    assert "spreekt dit tegen" in section
    assert "… en nog 2 in het project." in section
    assert 'data-voc-respondent="p05"' in section


def test_counts_that_open_to_quotes_lead_to_all_of_them_from_inside() -> None:
    """A link within what one clicks to open would be a control in a control."""
    counts = '<summary><span data-voc-quotes="code=Pains">3 quotes</span> of 2</summary>'

    made = arranged(shown(f"<details>{counts}<p>One</p></details>"), BEHIND, lang="nl").body

    assert f"{counts}<p><a " in made
    assert re.search(r'<p><a class="voc-to-quotes" href="#quotes-behind-1">[^<]+</a></p><p>One</p>', made)


@pytest.mark.parametrize("key", ["code=Pains", "code%3DPains"])
def test_a_mark_leads_to_its_quotes(key: str) -> None:
    """The drawing library may have written the link in its own way."""
    mark = f'<svg><a xlink:href="#voc-quotes?{key}" aria-label="Pains: 3"><path/></a></svg>'

    assert (
        '<a xlink:href="#quotes-behind-1" aria-label="Pains: 3">'
        in arranged(shown(mark), BEHIND, lang="nl").body
    )


def test_a_mark_without_quotes_is_no_link() -> None:
    """A link that would lead nowhere is taken out, and the mark stays."""
    mark = '<svg><a xlink:href="#voc-quotes?code=Gains"><path/></a></svg>'

    assert "<svg><path/></svg>" in arranged(shown(mark), BEHIND, lang="nl").body


def test_a_number_without_quotes_is_plain() -> None:
    """Nothing is added where the project knows no quotes."""
    cell = '<td data-voc-quotes="code=Gains">3</td>'

    assert cell in arranged(shown(cell), BEHIND, lang="nl").body


def test_the_marks_of_the_making_are_taken_out() -> None:
    """The finished page has no attribute of ours, and text that looks like one stays."""
    page = '<p data-voc-respondent="p05" class="a">data-voc-quotes="x"</p>'

    assert without_marks(page) == '<p class="a">data-voc-quotes="x"</p>'
