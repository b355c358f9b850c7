"""Charts: what each says of its frame, and that showing one needs no network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd
import pytest

from vocbench import charts

CODE_COUNTS = pd.DataFrame(
    {"code": ["Pains/Waiting", "<b>Gains</b>"], "codings": [7, 3], "sources": [3, 2], "respondents": [3, 2]}
)
CO_OCCURRENCE = pd.DataFrame(
    {"code": ["Gains", "Gains"], "other": ["Pains", "Waiting"], "codings": [5, 2], "sources": [2, 1]}
)
TOPICS = pd.DataFrame(
    {
        "topic": [0, 1],
        "name": ["price, bill", "pressure"],
        "words": [["price", "bill"], ["pressure"]],
        "answers": [30, 10],
        "share": [0.75, 0.25],
    }
)
SCORES = pd.DataFrame(
    {"name": ["price", "pressure"], "n": [4, 1], "mean": [6.25, 3.0], "low": [4.0, None], "high": [8.5, None]}
)
SHARES = pd.DataFrame(
    {
        "name": ["price", "price"],
        "wave": ["spring", "autumn"],
        "n": [80, 90],
        "share": [0.4, 0.5],
        "low": [0.3, 0.4],
        "high": [0.5, 0.6],
    }
)


def every_chart(lang: str) -> dict[str, alt.TopLevelMixin]:
    """One chart of each kind."""
    return {
        "code_counts": charts.code_counts_chart(CODE_COUNTS, lang=lang),
        "co_occurrence": charts.co_occurrence_chart(CO_OCCURRENCE, lang=lang),
        "topic_sizes": charts.topic_sizes_chart(TOPICS, lang=lang),
        "score_by_topic": charts.score_by_topic_chart(SCORES, lang=lang),
        "score_by_segment": charts.score_by_segment_chart(
            SCORES.rename(columns={"name": "segment"}), lang=lang
        ),
        "share_by_wave": charts.share_by_wave_chart(SHARES, lang=lang),
    }


KINDS = list(every_chart("en"))


def spec_of(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """The chart in the Vega-Lite language; values of any kind."""
    return chart.to_dict()


def rows_of(chart: alt.TopLevelMixin) -> list[dict[str, Any]]:
    """The rows that a chart draws."""
    (rows,) = spec_of(chart)["datasets"].values()
    return list(rows)


@pytest.fixture
def default_renderer() -> Iterator[None]:
    """Altair as a fresh session has it, now and afterwards."""
    before = alt.renderers.active
    alt.renderers.enable("default")
    yield
    alt.renderers.enable(before)


# --- what charts say --------------------------------------------------------------------------------


def test_code_counts_are_bars_in_the_order_of_the_frame() -> None:
    """Each code has a bar as long as its codings, its number beside it, and all counts in a tip."""
    spec = spec_of(charts.code_counts_chart(CODE_COUNTS))

    bar, number = spec["layer"]
    assert (bar["mark"]["type"], number["mark"]["type"]) == ("bar", "text")
    assert bar["encoding"]["x"]["field"] == "codings"
    assert bar["encoding"]["y"]["sort"] == ["Pains/Waiting", "<b>Gains</b>"]
    assert number["encoding"]["text"]["field"] == "codings"
    assert [tip["field"] for tip in bar["encoding"]["tooltip"]] == [
        "code",
        "codings",
        "sources",
        "respondents",
    ]


def test_the_heat_map_shows_each_pair_from_both_sides() -> None:
    """A pair of codes has two tiles with the same number, and each tile its number in it."""
    chart = charts.co_occurrence_chart(CO_OCCURRENCE)

    cells = {(row["code"], row["other"]): row["codings"] for row in rows_of(chart)}
    assert cells == {
        ("Gains", "Pains"): 5,
        ("Pains", "Gains"): 5,
        ("Gains", "Waiting"): 2,
        ("Waiting", "Gains"): 2,
    }
    assert [layer["mark"]["type"] for layer in spec_of(chart)["layer"]] == ["rect", "text"]
    assert all("tooltip" in layer["encoding"] for layer in spec_of(chart)["layer"])


def test_topic_sizes_carry_number_and_share() -> None:
    """A share never stands without the number of answers it is of."""
    labels = [row["label"] for row in rows_of(charts.topic_sizes_chart(TOPICS))]

    assert labels == ["30 (75%)", "10 (25%)"]


def test_scores_carry_n_and_say_where_the_interval_is_unknown() -> None:
    """A mean of one score has no interval, and the chart does not invent one."""
    rows = rows_of(charts.score_by_topic_chart(SCORES, domain=(0, 10), lang="nl"))

    assert [row["label"] for row in rows] == ["6,2 (n = 4)", "3,0 (n = 1)"]
    assert [row["interval"] for row in rows] == ["4,0–8,5", "onbekend bij één score"]
    assert rows[1]["low"] is None


def test_the_scale_of_scores_is_the_one_asked_for() -> None:
    """With a domain, the axis runs over all scores that could be given."""
    spec = spec_of(charts.score_by_topic_chart(SCORES, domain=(0, 10)))

    assert spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 10]


def test_waves_come_in_the_order_of_the_frame() -> None:
    """Spring comes before autumn when the frame says so, whatever the alphabet says."""
    spec = spec_of(charts.share_by_wave_chart(SHARES))

    assert spec["spec"]["layer"][1]["encoding"]["x"]["sort"] is None
    assert [row["wave"] for row in rows_of(charts.share_by_wave_chart(SHARES))] == ["spring", "autumn"]


@pytest.mark.parametrize("kind", KINDS)
def test_each_chart_has_its_words_in_both_languages(kind: str) -> None:
    """Titles differ between English and Dutch, and a description holds the numbers."""
    english, dutch = spec_of(every_chart("en")[kind]), spec_of(every_chart("nl")[kind])

    assert english["title"]["text"] == charts.WORDS["en"][kind]
    assert dutch["title"]["text"] == charts.WORDS["nl"][kind]
    assert re.search(r"\d", english["description"])


def test_both_languages_have_all_words() -> None:
    """No chart fails for want of a word."""
    assert charts.WORDS["en"].keys() == charts.WORDS["nl"].keys()


@pytest.mark.parametrize("kind", KINDS)
def test_no_address_but_the_schema_is_in_a_chart(kind: str) -> None:
    """A chart refers to nothing outside itself."""
    spec = spec_of(every_chart("en")[kind])
    del spec["$schema"]

    assert "://" not in str(spec)


def test_a_chart_function_leaves_its_frame_alone() -> None:
    """The caller's frame gets no columns."""
    before = CODE_COUNTS.copy()

    charts.code_counts_chart(CODE_COUNTS)

    pd.testing.assert_frame_equal(CODE_COUNTS, before)


# --- showing charts ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("default_renderer")
def test_the_first_chart_switches_the_renderer_on() -> None:
    """A user need not know about renderers; a chart of his own is then shown the same way."""
    charts.code_counts_chart(CODE_COUNTS)

    assert alt.renderers.active == "vocbench"


@pytest.mark.usefixtures("default_renderer")
def test_a_renderer_that_the_user_chose_stays() -> None:
    """Our charts do not take back a choice."""
    alt.renderers.enable("json")

    charts.code_counts_chart(CODE_COUNTS)

    assert alt.renderers.active == "json"


@pytest.mark.parametrize("kind", KINDS)
def test_a_shown_chart_is_a_picture_with_words(kind: str) -> None:
    """It is inline SVG with a label for screen readers, without a script or an address."""
    markup = charts.chart_html(spec_of(every_chart("en")[kind]))

    assert f'role="img" aria-label="{charts.WORDS["en"][kind]}. ' in markup
    assert "<svg" in markup
    assert "<script" not in markup
    assert re.findall(r"\w+://[^\"' ]+", markup) == [
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    ]


@pytest.mark.parametrize("kind", ["code_counts", "co_occurrence", "topic_sizes", "score_by_topic"])
def test_an_empty_frame_makes_a_chart_that_says_so(kind: str) -> None:
    """Before anything is coded there is a chart all the same, and it says that it is empty."""
    frames = {
        "code_counts": CODE_COUNTS,
        "co_occurrence": CO_OCCURRENCE,
        "topic_sizes": TOPICS,
        "score_by_topic": SCORES,
    }
    make = getattr(charts, f"{kind}_chart")

    assert "Nothing to show yet." in charts.chart_html(make(frames[kind].iloc[:0]).to_dict())


def test_a_code_name_is_text_in_a_picture() -> None:
    """A name that looks like markup is shown as it is written, in labels, tips and words."""
    markup = charts.chart_html(spec_of(charts.code_counts_chart(CODE_COUNTS)))

    assert "<b>" not in markup
    assert "&lt;b&gt;Gains&lt;/b&gt;: 3 codings" in markup


def test_pictures_are_the_same_each_time_and_keep_their_ids_apart() -> None:
    """Two charts on one page share no id, which would give one the clipping of the other."""
    first, second = (
        alt.Chart(TOPICS.drop(columns="words"), title=title).mark_bar(clip=True).encode(x="answers", y="name")
        for title in ("one", "two")
    )

    one, two = charts.chart_html(first.to_dict()), charts.chart_html(second.to_dict())

    ids = [set(re.findall(r'id="([^"]+)"', markup)) for markup in (one, two)]
    assert ids[0]
    assert not ids[0] & ids[1]
    assert set(re.findall(r"url\(#([^)]+)\)", one)) <= ids[0]
    assert charts.chart_html(first.to_dict()) == one


def test_a_chart_of_a_web_address_is_refused() -> None:
    """Drawing never fetches; the error says what is not allowed."""
    chart = alt.Chart("https://example.invalid/x.csv").mark_bar().encode(x="a:Q")

    with pytest.raises(ValueError, match="not allowed"):
        charts.chart_html(chart.to_dict())


def test_charts_of_long_frames_are_drawn() -> None:
    """Altair's limit of 5,000 rows does not hold for pictures, which hold no rows."""
    charts.enable_renderer()
    frame = pd.DataFrame({"score": [1, 2] * 3_000})

    chart = alt.Chart(frame).mark_bar().encode(x="score:O", y="count()")

    assert "<svg" in chart._repr_mimebundle_()["text/html"]
