"""A whole page through the gate."""

from __future__ import annotations

import base64
import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.privacy.pictures import jpeg, png
from vocbench.privacy.confidential import Audience, Confidential
from vocbench.privacy.gate import Gate, Reason
from vocbench.privacy.kinds import Kind
from vocbench.privacy.markup import tokens
from vocbench.privacy.page import CleanedPage, clean_page
from vocbench.privacy.roster import Entry
from vocbench.privacy.withheld import Withheld

BARRED = "dan moet ik eerst mijn dochter van de opvang halen"
STUDY = Confidential(
    entries=(Entry("Marieke", Kind.PERSON, "[P01]"), Entry("p01_marieke", Kind.PERSON, "[P01]")),
    quotable=frozenset({"p01_marieke"}),
    not_quotable=Withheld.of([BARRED]),
    people=(*({"segment": "koop"} for _ in range(6)), {"segment": "huur"}),
    language="nl",
)
GATE = Gate(Audience.PUBLIC, [STUDY])


def through(page: str, gate: Gate = GATE) -> CleanedPage:
    """The page as the gate lets it out."""
    return clean_page(gate, page, where="report.html")


def embedded(picture: bytes, kind: str = "image/png") -> str:
    """The picture as an address in a page."""
    return f"data:{kind};base64,{base64.b64encode(picture).decode()}"


TELLING = png((b"tEXt", b"By Marieke"))
BROKEN = embedded(b"<p>x</p>" * 20 + b"<p>Marieke</p>", "text/html").replace("PHA", "\nPHA")
SHOUTED = embedded(b"Marieke", "text/plain").replace("data", "DATA")
PLANTED = {
    "text": "<p>Dat zei Marieke.</p>",
    "title": "<title>Gesprek met marieke</title>",
    "heading": "<h1>Marieke</h1>",
    "split by a tag": "<p>Dat zei Mar<b>ie</b>ke.</p>",
    "split by a comment": "<p>Mar<!-- -->ieke</p>",
    "entities": "<p>&#77;arieke en Mar&shy;ieke</p>",
    "side by side": "<span>Marieke</span><span>0:05</span>",
    "quote": '<blockquote data-voc-respondent="p01_marieke">Ik, Marieke</blockquote>',
    "table": "<table><tr><th>wie</th></tr><tr><td>Marieke</td></tr></table>",
    "alt text": '<img alt="Foto van Marieke" src="">',
    "tip": "<span title='Marieke'>x</span>",
    "label": '<g aria-label="Marieke: 3 citaten"></g>',
    "drawing": "<svg><text>Marieke</text><desc>Marieke</desc></svg>",
    "anchor": '<h2 id="Marieke-vertelt">x</h2><a href="#Marieke-vertelt">x</a>',
    "key": '<span data-source="p01_marieke">x</span>',
    "attribute without quotation marks": "<span id=marieke>x</span>",
    "class": '<span class="van-marieke">x</span>',
    "metadata": '<meta name="author" content="marieke">',
    "comment": "<!-- gemaakt door Marieke -->",
    "style sheet": '<style>p::after { content: "Marieke" }</style>',
    "script": '<script>const who = "Marieke"</script>',
    "file name": '<a href="interviews/p01_marieke.vtt">x</a>',
    "path": '<a href="file:///home/marieke/study.voc">x</a>',
    "hidden picture text": f'<img alt="" src="{embedded(TELLING)}">',
    "camera data": f'<img alt="" src="{embedded(jpeg((0xE1, b"Exif Marieke")), "image/jpeg")}">',
    "embedded drawing": f'<img alt="" src="{embedded(b"<svg><text>Marieke</text></svg>", "image/svg+xml")}">',
    "embedded text with lines": f'<a href="{BROKEN}">x</a>',
    "embedded text in capitals": f'<img alt="" src="{SHOUTED}">',
    "picture in a style sheet": f"<style>p {{ background: url({embedded(TELLING)}) }}</style>",
    "e-mail": "<p>marieke@voorbeeld.nl</p>",
    "half a tag": "<p>Marieke <b",
    "stray signs": "<p>3 < 5 en Marieke > 2</p>",
}


@pytest.mark.parametrize("page", PLANTED.values(), ids=PLANTED)
def test_no_planted_name_gets_out(page: str) -> None:
    """Wherever the name stands, it is gone from the page, also from what the page embeds."""
    cleaned = through(page)

    assert cleaned.replaced
    assert "marieke" not in _all_of(cleaned.page)


def _all_of(page: str) -> str:
    """The page with what is packed in it, in small letters."""
    packed = [part.split('"')[0].split(")")[0] for part in page.split(";base64,")[1:]]
    whole = "".join([page, *(base64.b64decode(each).decode("latin-1") for each in packed)])
    return html.unescape(whole).replace("\u00ad", "").lower()


IDENTIFIERS = {
    "account": "NL91ABNA0417164300",
    "citizen number": "111222333",
    "telephone": "06-12345678",
    "e-mail": "jan@voorbeeld.nl",
    "address": "Kerkstraat 12",
    "postcode": "1234 AB",
    "date of birth": "geboren op 3 mei 1971",
}


@pytest.mark.parametrize("planted", IDENTIFIERS.values(), ids=IDENTIFIERS)
@pytest.mark.parametrize("place", ["<p>x {} x</p>", '<img alt="x {} x">', "<td>{}</td>", "<!-- {} -->"])
def test_no_planted_identifier_gets_out(planted: str, place: str) -> None:
    """What has a form is found in texts, alt texts, cells and comments."""
    cleaned = through(place.format(planted))

    assert planted not in cleaned.page
    assert {each.reason for each in cleaned.replaced} == {Reason.IDENTIFIER}


def test_a_page_without_findings_stays_to_the_byte() -> None:
    """Entities, blanks, quotation marks and broken tags of a page that holds nothing stay as they are."""
    page = "<!DOCTYPE html>\r\n<p  class='a' >een &amp; twee&nbsp;<br/>3 < 4 <b>drie</b></p ><![CDATA[x]]>"

    assert through(page).page == page


@given(st.text(alphabet="<>/!-=\"' abp&;#x", max_size=60))
def test_tokens_are_the_whole_of_a_page(page: str) -> None:
    """Whatever the page, its tokens follow on each other, and nothing lies in between but comment marks."""
    at = 0
    for token in tokens(page):
        assert token.start >= at
        at = token.end


@given(st.text(alphabet="<>/!-=\"' abp&;#x", max_size=60), st.text(alphabet="<>/!-=\"' abp", max_size=30))
def test_a_name_in_a_broken_page_gets_out_nowhere(before: str, after: str) -> None:
    """However the markup is broken, the name is gone or the page is stopped."""
    cleaned = through(f"{before} Marieke {after}")

    assert "Marieke" not in cleaned.page or cleaned.stopped


def test_words_without_consent_are_left_out() -> None:
    """They are recognised though tags run through them, and what stands around them stays."""
    cleaned = through(f"<p>Zij zei: {BARRED.replace('dochter', '<mark>dochter</mark>')}. Punt.</p>")

    assert "opvang" not in cleaned.page
    assert "dochter" not in cleaned.page
    assert "[citaat weggelaten: geen toestemming]" in cleaned.page
    assert cleaned.page.endswith(" Punt.</p>")


@pytest.mark.parametrize(
    "between", ["<br>", "</p><p>", "</td><td>", "</text><text>", "</tspan><tspan x='1'>"]
)
def test_words_without_consent_are_found_where_they_are_broken_over_lines(between: str) -> None:
    """Lines of a drawing and cells of a table do not hide a quote."""
    cleaned = through(f"<p>{between.join(BARRED.split())}</p>").page

    assert not any(word in cleaned for word in ("dochter", "opvang", "halen"))
    assert "[citaat weggelaten: geen toestemming]" in cleaned


def test_signs_that_nobody_sees_hide_no_words_without_consent() -> None:
    """A soft hyphen in a word leaves it the same word."""
    assert "opvang" not in through(f"<p>{BARRED.replace('dochter', 'doch&shy;ter')}</p>").page


def test_a_style_sheet_carries_no_words_without_consent() -> None:
    """Neither in a remark nor in what it puts before or after a text."""
    assert "opvang" not in through(f"<style>/* {BARRED} */</style>").page


def test_whose_words_an_element_holds_decides_about_all_in_it() -> None:
    """A short quote without consent goes with all tags in it; the one after it, with consent, stays."""
    page = (
        '<div data-voc-respondent="p02"><p>Nee</p><p>nooit</p></div>'
        '<div data-voc-respondent="p01_marieke"><p>Ja</p></div>'
    )

    cleaned = through(page).page

    assert "Nee" not in cleaned
    assert "nooit" not in cleaned
    assert "<p>Ja</p>" in cleaned


def test_a_row_that_points_at_somebody_is_hidden() -> None:
    """The attribute that one respondent has goes from its row, with the numbers that give it away."""
    page = (
        "<table><thead><tr><th></th><th>segment</th><th>n</th></tr></thead><tbody>"
        "<tr><th>0</th><td>huur</td><td>1</td></tr><tr><th>1</th><td>koop</td><td>6</td></tr></tbody></table>"
    )

    cleaned = through(page)

    hidden = page.replace("huur", "…").replace("<td>1<", "<td>…<").replace("<td>6<", "<td>…<")
    assert cleaned.page == hidden
    assert {each.reason for each in cleaned.replaced} == {Reason.SMALL_CELL}


def test_a_word_that_nobody_reviewed_stops_the_page() -> None:
    """Each is told once, however often it stands there."""
    cleaned = through("<p>Toen kwam Femke.</p><p>En Femke ging.</p>")

    assert [each.shown for each in cleaned.stopped] == ["'Femke'"]


def test_labels_side_by_side_are_no_names() -> None:
    """A label of its own begins with a capital, though it follows on another one."""
    assert through("<div><span>Code</span> <span>Bron</span> <span>Citaat</span></div>").stopped == ()


def test_the_team_gets_the_page_as_it_is() -> None:
    """For the team nothing is replaced, and what would be is told."""
    page = "<p>Dat zei Marieke.</p>"

    cleaned = through(page, Gate(Audience.TEAM, [STUDY]))

    assert cleaned.page == page
    assert len(cleaned.told) == 1


def test_a_reader_of_text_that_the_gate_cannot_change_is_told() -> None:
    """Where a name stays in spite of all, the page is stopped: here one in an attribute's name."""
    cleaned = through("<p Marieke>x</p>")

    assert "Marieke" not in cleaned.page or cleaned.stopped


def test_the_same_page_comes_out_the_same() -> None:
    """Two passages through the gate give the same bytes."""
    page = "".join(PLANTED.values())

    assert through(page) == through(page)


def test_a_cleaned_page_passes_unchanged() -> None:
    """What left the gate once has nothing more to take out."""
    once = through(PLANTED["text"] + PLANTED["anchor"] + PLANTED["hidden picture text"]).page

    assert through(once).page == once
