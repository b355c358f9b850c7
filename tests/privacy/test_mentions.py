"""Sentences that tell of small groups."""

from __future__ import annotations

import pytest

from vocbench.privacy.confidential import Audience, Confidential
from vocbench.privacy.gate import Gate
from vocbench.privacy.mentions import Mentions
from vocbench.privacy.page import CleanedPage, clean_page
from vocbench.privacy.smallcells import Groups

SIZES = {("nurse", "Lelystad"): 3, ("nurse", "Utrecht"): 7, ("doctor", "Utrecht"): 6, ("baker", "Utrecht"): 1}
PEOPLE = [
    {"role": role, "city": city, "client": "yes", "children": "2"}
    for (role, city), n in SIZES.items()
    for _ in range(n)
]
MENTIONS = Mentions(Groups(PEOPLE))


@pytest.mark.parametrize(
    "sentence",
    [
        "2 of 3 nurses in Lelystad waited an hour.",
        "Nurses who live in Lelystad wait longest.",
        "In Lelystad the nurse calls first.",
        "Two of the three nurses from Lelystad said so",
        "We spoke to many. The only baker disagreed.",
        "One baker said no; the others did not",
        "{('nurse', 'Lelystad'): 2}",
        "3 nurses in Utrecht waited",
        "role: baker; n: 1",
        "segment: baker; Count: 1",
        "group: nurse, Lelystad; n: 3",
        "role: nurse; Lelystad: 3",
    ],
)
def test_a_sentence_about_a_small_group_is_found(sentence: str) -> None:
    """By two attributes close to each other, or by a number of people below the least."""
    assert len(MENTIONS.find(sentence)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Nurses in Utrecht wait longest.",
        "12 of 15 nurses in Utrecht",
        "7 nurses waited. In Lelystad it rained.",
        "A nurse told us.",
        "Bakers open early.",
        "2 children, yes",
        "Nurses talk about many things, and one of these is how far it is from home to Lelystad.",
        "3.2 nurses in Utrecht on average",
        "role: nurse; n: 10",
        "role: nurse; Utrecht: 7",
        "X-axis titled 'role' for a discrete scale with 3 values: baker, doctor, nurse",
        "2   nurse   Utrecht   7",
        "",
    ],
)
def test_a_sentence_about_others_is_left_alone(sentence: str) -> None:
    """Large groups, attributes far from each other, words of everybody, and cells that a table lines up."""
    assert MENTIONS.find(sentence) == []


PLANTED = {
    "text": "<p>2 of 3 nurses in Lelystad waited.</p>",
    "broken line": "<p>2 of 3 nurses\nin Lelystad waited.</p>",
    "heading": "<h2>Nurses in Lelystad</h2>",
    "caption": "<figcaption>Nurses in Lelystad</figcaption>",
    "label of a cell": "<table><tr><th>group</th></tr><tr><td>nurse, Lelystad</td></tr></table>",
    "printed": "<pre>2 of 3 nurses in Lelystad</pre>",
    "printed values": "<pre>Counter({('nurse', 'Lelystad'): 3})</pre>",
    "alternative text": '<img alt="Three nurses from Lelystad" src="">',
    "mark of a drawing": '<svg><path aria-label="role: baker; n: 1"></path></svg>',
    "tip of a drawing": "<svg><title>role: nurse; city: Lelystad; n: 3</title></svg>",
    "split by a tag": "<p>2 <b>nurses</b> in <i>Lelystad</i></p>",
}


@pytest.mark.parametrize("page", PLANTED.values(), ids=PLANTED)
def test_a_planted_group_stops_the_page(page: str) -> None:
    """Nobody but a person can say it otherwise, and the message says what, where and what now."""
    stopped = _through(page).stopped

    assert {str(each.reason) for each in stopped} == {"small group"}
    assert "sign_groups" in stopped[0].remedy


def _through(page: str, *signed: str) -> CleanedPage:
    reviewed = frozenset({"lelystad", "nurses", "counter", *signed})
    gate = Gate(Audience.PUBLIC, [Confidential(people=tuple(PEOPLE), reviewed=reviewed)])
    return clean_page(gate, page, where="report.html")


def test_a_group_that_a_person_signed_for_stops_nothing() -> None:
    """The words of the message, signed, let the page through."""
    page = PLANTED["text"]
    (found,) = _through(page).stopped

    cleaned = _through(page, found.shown.strip("'"))

    assert (cleaned.page, cleaned.stopped) == (page, ())


def test_the_words_of_a_quote_are_somebody_s_own() -> None:
    """What a respondent says of others is not what the study tells of a group."""
    study = Confidential(people=tuple(PEOPLE), quotable=frozenset({"p1"}), reviewed=frozenset({"lelystad"}))
    page = '<blockquote data-voc-respondent="p1">Wij zijn nurses in Lelystad</blockquote>'

    assert clean_page(Gate(Audience.PUBLIC, [study]), page, where="x").stopped == ()
