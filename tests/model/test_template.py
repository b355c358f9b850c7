"""Templates: what boards look like."""

from __future__ import annotations

import json

import pytest

from vocbench.errors import BoardError
from vocbench.model.template import (
    Place,
    Region,
    Shape,
    Template,
    grid,
    template,
    template_content,
    template_from,
    templates,
    with_stages,
)

ALL = [each.id for each in templates()]


def test_the_package_has_its_seven_templates() -> None:
    """Empathy maps, a journey and the grids of behavioural designers, in order of their ids."""
    assert ALL == [
        "com_b",
        "empathy_canvas_2017",
        "empathy_map",
        "forces",
        "journey",
        "pains_gains_comforts_anxieties",
        "says_thinks_does_feels",
    ]


@pytest.mark.parametrize("template_id", ALL)
def test_a_template_speaks_both_languages(template_id: str) -> None:
    """Every name and prompt is there in Dutch and in English, and a prompt is a question."""
    found = template(template_id)

    headings = [each.names for each in (*found.lanes, *found.stages)]
    for names in [found.names, *headings, *(region.names for region in found.regions)]:
        assert set(names) == {"en", "nl"}
    for region in found.regions:
        assert set(region.prompts) == {"en", "nl"}
        assert all(prompt.endswith("?") for prompt in region.prompts.values())


@pytest.mark.parametrize("template_id", ALL)
def test_regions_do_not_lie_on_each_other(template_id: str) -> None:
    """No cell of the grid belongs to two regions, or to a region and the portrait."""
    found = template(template_id)
    places = [region.place for region in found.regions] + ([found.portrait] if found.portrait else [])

    cells = [
        (row, column)
        for place in places
        for row in range(place.row, place.row + place.row_span)
        for column in range(place.column, place.column + place.column_span)
    ]

    assert len(cells) == len(set(cells))


@pytest.mark.parametrize("template_id", ALL)
def test_regions_name_lanes_and_stages_that_are_there(template_id: str) -> None:
    """A cell of a table is in one of its rows and columns."""
    found = template(template_id)

    assert {region.lane for region in found.regions} <= {"", *(each.id for each in found.lanes)}
    assert {region.stage for region in found.regions} <= {"", *(each.id for each in found.stages)}


@pytest.mark.parametrize("template_id", ALL)
def test_a_template_survives_being_kept(template_id: str) -> None:
    """Packed as JSON and read again, it is the same."""
    found = template(template_id)

    assert template_from(json.loads(json.dumps(template_content(found)))) == found


def test_the_empathy_map_has_its_six_regions_in_order() -> None:
    """The template of the source text, in reading order and in both languages."""
    found = template("empathy_map")

    assert [region.id for region in found.regions] == [
        "think_feel",
        "hear",
        "see",
        "say_do",
        "pains",
        "gains",
    ]
    assert [region.name("nl") for region in found.regions][-2:] == ["Pijnpunten", "Winst"]
    assert found.portrait is not None


def test_the_canvas_of_2017_is_filled_in_seven_steps() -> None:
    """Its fields are numbered from who it is about to what goes on inside; pains and gains are in there."""
    found = template("empathy_canvas_2017")

    numbered = [(region.number, region.id) for region in found.regions if region.number]
    assert numbered == [
        (1, "who"),
        (2, "need_to_do"),
        (3, "see"),
        (4, "say"),
        (5, "do"),
        (6, "hear"),
        (7, "think_feel"),
    ]
    assert [region.id for region in found.regions][7:] == ["pains", "gains"]
    assert "Dave Gray" in found.credit


def test_a_journey_has_a_cell_for_each_lane_and_stage() -> None:
    """Six lanes in six stages; a cell is called after both."""
    found = template("journey")

    assert found.shape is Shape.JOURNEY
    assert len(found.regions) == len(found.lanes) * len(found.stages) == 36
    assert found.region("pains/choose").name("nl") == "Kiezen: Pijnpunten"
    assert (found.region("pains/choose").lane, found.region("pains/choose").stage) == ("pains", "choose")


def test_a_journey_can_have_other_stages() -> None:
    """The lanes stay, the stages are one's own, and the same stages are the same template."""
    made = with_stages(template("journey"), ["Zoeken", "De eerste keer"])

    assert [each.id for each in made.stages] == ["zoeken", "de_eerste_keer"]
    assert made.region("emotion/de_eerste_keer").prompt("nl") == (
        template("journey").region("emotion/use").prompt("nl")
    )
    assert made.region("emotion/zoeken").name("nl") == "Zoeken: Emotie"
    assert made == with_stages(template("journey"), ["Zoeken", "De eerste keer"])
    assert made.id != template("journey").id


@pytest.mark.parametrize("stages", [[], ["Kiezen", " "], ["Kiezen", "kiezen"]])
def test_stages_must_be_told_apart(stages: list[str]) -> None:
    """No stages, one without a name, or two alike are refused."""
    with pytest.raises(BoardError, match="stages with different names"):
        with_stages(template("journey"), stages)


def test_an_unknown_template_lists_those_there_are() -> None:
    """A misspelt template is refused with the choice."""
    with pytest.raises(BoardError, match=r"com_b, .*empathy_map"):
        template("emapthy")


def test_a_region_id_is_used_once() -> None:
    """A template of one's own with two regions of one id is refused, and so is one without any."""
    region = Region("a", {"en": "A"}, {"en": "?"}, Place(1, 1))

    with pytest.raises(BoardError, match="two regions with one id"):
        Template("mine", {"en": "Mine"}, "", (region, region))
    with pytest.raises(BoardError, match="at least one region"):
        Template("mine", {"en": "Mine"}, "", ())


def test_a_name_in_one_language_serves_for_all() -> None:
    """Without English there is whichever language there is."""
    assert Region("a", {"nl": "Angst"}, {"nl": "Wat?"}, Place(1, 1)).name("en") == "Angst"


def test_a_grid_is_made_of_names() -> None:
    """Row by row, each region called after its name; an empty name is refused."""
    made = grid("Voor en tegen", [["Voor", "Tegen"], ["Open vragen"]], lang="nl")

    assert [(each.id, each.place.row, each.place.column) for each in made.regions] == [
        ("voor", 1, 1),
        ("tegen", 1, 2),
        ("open_vragen", 2, 1),
    ]
    assert (made.id, made.name("en"), made.shape) == ("voor_en_tegen", "Voor en tegen", Shape.GRID)
    with pytest.raises(BoardError, match="each with an id"):
        grid("Leeg", [["Voor", " "]])


def test_one_name_is_no_list_of_stages() -> None:
    """A journey through the letters of a word is never meant."""
    with pytest.raises(BoardError, match=r"\['Kopen'\]"):
        with_stages(template("journey"), "Kopen")
