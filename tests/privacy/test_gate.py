"""What may leave, what is replaced, what is stopped."""

from __future__ import annotations

import pytest

from tests.privacy.pictures import png
from vocbench.privacy.confidential import Audience, Confidential
from vocbench.privacy.gate import Cleaned, Gate, Piece, Place, Reason
from vocbench.privacy.kinds import Kind
from vocbench.privacy.roster import Entry
from vocbench.privacy.withheld import Withheld

BARRED = "dan moet ik eerst mijn dochter van de opvang halen"
STUDY = Confidential(
    entries=(Entry("Marieke", Kind.PERSON, "[P01]"),),
    quotable=frozenset({"p01"}),
    withdrawn=frozenset({"p03"}),
    not_quotable=Withheld.of([BARRED]),
    taken_back=Withheld.of(["dit wil ik bij nader inzien liever niet meer vertellen"]),
    shareable=frozenset({"p01", "p02"}),
    people=({"segment": "huur", "age": "54"}, *({"segment": "huur", "age": "30"} for _ in range(5))),
    reviewed=frozenset({"zeeland"}),
    language="nl",
)
PUBLIC = Gate(Audience.PUBLIC, [STUDY])
TEAM = Gate(Audience.TEAM, [STUDY])


def clean(content: str | bytes, place: Place = Place.TEXT, **more: object) -> Cleaned:
    """What the gate for the public makes of a piece."""
    return PUBLIC.clean(Piece(place, "here", content, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize("place", [Place.TEXT, Place.QUOTE, Place.TABLE, Place.ALT])
def test_a_name_becomes_its_pseudonym_wherever_people_read(place: Place) -> None:
    """Text, quotes, tables and alt texts lose the name and nothing else."""
    cleaned = clean("Dat zei marieke gisteren", place)

    assert cleaned.content == "Dat zei [P01] gisteren"
    assert [each.reason for each in cleaned.replaced] == [Reason.NAME]


@pytest.mark.parametrize("place", [Place.FILE_NAME, Place.METADATA])
def test_a_name_for_machines_becomes_a_bare_pseudonym(place: Place) -> None:
    """Brackets would be in the way in file names and attributes."""
    assert clean("report_marieke.html", place).content == "report_P01.html"


@pytest.mark.parametrize("kernel", ["marieke-env", "jansen", "Python (waterstudie)"])
def test_a_kernel_keeps_no_name_of_its_own(kernel: str) -> None:
    """Names of environments tell of people, and become the one that everybody has."""
    assert clean(kernel, Place.KERNEL).content == "python3"


@pytest.mark.parametrize("kernel", ["python3", "Python 3 (ipykernel)", ""])
def test_the_kernel_that_everybody_has_passes(kernel: str) -> None:
    """The usual names say nothing."""
    assert clean(kernel, Place.KERNEL) == Cleaned(kernel)


def test_what_pictures_hide_is_taken_out() -> None:
    """A picture leaves without the texts in it, also for the team."""
    picture = Piece(Place.IMAGE, "here", png((b"tEXt", b"Author\0Marieke")))

    assert PUBLIC.clean(picture).content == TEAM.clean(picture).content == png()


def test_a_picture_that_cannot_be_read_does_not_leave() -> None:
    """Nothing of it leaves, and the report is stopped with the remedy."""
    cleaned = clean(b"GIF89a...", Place.IMAGE)

    assert cleaned.content is None
    assert "Save it as PNG or JPEG" in str(cleaned.stopped[0])


def test_words_without_consent_are_left_out_wherever_they_stand() -> None:
    """Six words in a row are recognised without any mark, and only these go."""
    cleaned = clean(f"Zij zei: «{BARRED}», en dat was dat.")

    assert cleaned.content == "Zij zei: «[citaat weggelaten: geen toestemming]», en dat was dat."
    assert [each.reason for each in cleaned.replaced] == [Reason.NO_CONSENT]


def test_the_list_of_values_of_an_axis_is_no_sentence() -> None:
    """Each value of a chart begins with a capital, after a comma; an ordinary description is a sentence."""
    axis = "Y-axis for a discrete scale with 3 values: Rust, Pijn en moeite, ending with Tijd"

    assert clean(axis, Place.ALT).stopped == ()
    assert [each.shown for each in clean("Een foto van Jan, Roos en Mark", Place.ALT).stopped] != []


@pytest.mark.parametrize(
    ("key", "reason"), [("p01", None), ("p02", Reason.NO_CONSENT), ("p03", Reason.WITHDRAWN)]
)
def test_a_quote_leaves_only_with_consent(key: str, reason: Reason | None) -> None:
    """Of a piece that says whose it is, be it one word, the record decides."""
    cleaned = clean("Nee", Place.QUOTE, respondent=key)

    assert PUBLIC.bars(key) is reason
    assert (cleaned.content == "Nee") is (reason is None)


def test_the_team_reads_what_may_not_leave() -> None:
    """Names and quotes without consent stay for the team, which is told of the names."""
    cleaned = TEAM.clean(Piece(Place.TEXT, "here", f"Marieke: {BARRED}"))

    assert cleaned.content == f"Marieke: {BARRED}"
    assert len(cleaned.told) == 1
    assert cleaned.stopped == cleaned.replaced == ()


def test_what_was_taken_back_is_kept_from_the_team_as_well() -> None:
    """Words of who withdrew go from every report."""
    text = "Zo: dit wil ik bij nader inzien liever niet meer vertellen."

    assert TEAM.clean(Piece(Place.TEXT, "here", text)).content == "Zo: [citaat weggelaten: geen toestemming]."


def test_a_word_that_may_be_a_name_stops_the_report() -> None:
    """Nobody reviewed it, so no replacement is enough; the word is shown to who has to decide."""
    cleaned = clean("Toen kwam Femke uit Zeeland.")

    assert [each.shown for each in cleaned.stopped] == ["'Femke'"]
    assert "add_to_roster" in cleaned.stopped[0].remedy


def test_a_finding_does_not_give_the_name_away() -> None:
    """What the gate tells of a name is its first letter and length."""
    told = str(clean("Bel Marieke op 06-12345678").replaced)

    assert "Marieke" not in told
    assert "12345678" not in told


@pytest.mark.parametrize(
    ("attributes", "is_small"),
    [
        ({"segment": "huur"}, False),
        ({"segment": "huur", "age": "54"}, True),
        ({"age": "30"}, False),
        ({"age": "99"}, False),
        ({"region": "north"}, False),
    ],
)
def test_few_people_are_not_pointed_at(attributes: dict[str, str], *, is_small: bool) -> None:
    """A combination that fewer than five respondents have stops; what nobody has points at nobody."""
    cleaned = clean("n = 1", Place.TABLE, attributes=attributes)

    assert [each.reason for each in cleaned.stopped] == [Reason.SMALL_CELL] * is_small


def test_the_plain_data_survive_the_trip_to_another_process() -> None:
    """A gate made from JSON is the same gate."""
    assert Confidential.from_json(STUDY.to_json()) == STUDY


def test_the_json_holds_none_of_the_words_that_may_not_be_quoted() -> None:
    """Withheld words are recognised by hashes."""
    assert "opvang" not in STUDY.to_json()


def test_people_of_two_studies_keep_apart() -> None:
    """P01 of a second study is somebody else, and is labelled so."""
    other = Confidential(entries=(Entry("Yasmina", Kind.PERSON, "[P01]"),))

    gate = Gate(Audience.PUBLIC, [STUDY, other])

    assert gate.clean(Piece(Place.TEXT, "here", "Marieke en Yasmina")).content == "[P01] en [B.P01]"


def test_an_address_that_everybody_knows_or_that_was_reviewed_stays() -> None:
    """Sources are credited; other addresses go."""
    gate = Gate(Audience.PUBLIC, [Confidential(reviewed=frozenset({"voorbeeld.nl"}))])

    cleaned = gate.clean(Piece(Place.TEXT, "here", "https://doi.org/10.1/x www.voorbeeld.nl www.elders.nl"))

    assert cleaned.content == "https://doi.org/10.1/x www.voorbeeld.nl [url]"


def test_without_a_project_what_has_a_form_is_found_all_the_same() -> None:
    """A report that used no project holds no account numbers either."""
    gate = Gate(Audience.PUBLIC)

    assert gate.clean(Piece(Place.TEXT, "here", "to NL91ABNA0417164300")).content == "to [account]"


def test_words_that_somebody_else_allows_stay() -> None:
    """What a quotable participant said as well is nobody's secret."""
    withheld = Withheld.of(["een twee drie vier vijf zes zeven"], ["een twee drie vier vijf zes"])

    assert withheld.find("een twee drie vier vijf zes") == []
    assert withheld.find("twee drie vier vijf zes zeven") == [(0, 29)]


def test_a_short_answer_is_recognised_as_a_whole() -> None:
    """Three words are withheld where they stand alone, and not inside a sentence."""
    withheld = Withheld.of(["Veel te duur!"])

    assert withheld.find("veel te duur") == [(0, 12)]
    assert withheld.find("dat is veel te duur") == []


def test_the_client_reads_the_quotes_that_were_shared_with_the_client() -> None:
    """And no other: names are replaced, and who agreed to nothing is left out."""
    client = Gate(Audience.CLIENT, [STUDY])

    assert client.bars("p02") is None
    assert PUBLIC.bars("p02") is Reason.NO_CONSENT
    assert client.bars("p04") is Reason.NO_CONSENT
    assert client.clean(Piece(Place.TEXT, "here", f"Marieke: {BARRED}")).content == f"[P01]: {BARRED}"
