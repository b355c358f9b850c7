"""Charts: what each says of its frame, and that showing one needs no network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd
import pytest
from playwright.sync_api import Browser, expect

from tests import topic_tables as tables
from vocbench import charts
from vocbench.model.codebook import Code, Codebook
from vocbench.report.page import POLICY, inert
from vocbench.widgets.quotes.quote_list import QuoteList

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
BY_SOURCE = pd.DataFrame(
    {
        "code": ["Pains", "Gains", "Gains"],
        "source": ["p02", "p01", "p02"],
        "codings": [9, 1, 2],
        "respondents": [1, 1, 1],
    }
)
LINE = pd.DataFrame(
    {
        "source": "p01",
        "code": ["Pains", "Gains"],
        "speaker": ["I", "R"],
        "turn": [1, 2],
        "start_share": [0.1, 0.5],
        "end_share": [0.2, 0.5001],
        "start_seconds": [60.0, 300.0],
        "end_seconds": [120.0, 300.06],
        "start_time": [0.1, 0.5],
        "end_time": [0.2, 0.5001],
        "quote": ["slow", "fast"],
        "coding": ["a", "b"],
    }
)
BY_SEGMENT = pd.DataFrame(
    {
        "code": ["Pains", "Pains", "Pains"],
        "segment": pd.Series(["huur", "koop", None], dtype="str"),
        "hits": [3, 0, 0],
        "n": [12, 0, 4],
        "share": [0.25, None, 0.0],
        "low": [0.089, None, 0.0],
        "high": [0.532, None, 0.49],
    }
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
        "counts_by_source": charts.counts_by_source_chart(BY_SOURCE, lang=lang),
        "code_line": charts.code_line_chart(LINE, lang=lang),
        "counts_by_segment": charts.counts_by_segment_chart(BY_SEGMENT, lang=lang),
        "topic_sizes": charts.topic_sizes_chart(TOPICS, lang=lang),
        "score_by_topic": charts.score_by_topic_chart(SCORES, lang=lang),
        "score_by_segment": charts.score_by_segment_chart(
            SCORES.rename(columns={"name": "segment"}), lang=lang
        ),
        "share_by_wave": charts.share_by_wave_chart(SHARES, lang=lang),
        "topic_shares": charts.topic_shares_chart(tables.SHARES, lang=lang),
        "topic_drift": charts.topic_drift_chart(tables.DRIFT, lang=lang),
        "topic_scores": charts.topic_scores_chart(tables.SCORES, lang=lang),
        "crosswalk": charts.crosswalk_chart(tables.CROSSWALK, lang=lang),
        "topic_map": charts.topic_map_chart(tables.PLACES, tables.TOPICS, lang=lang),
        "topic_tree": charts.topic_tree_chart(tables.TREE, tables.TOPICS, lang=lang),
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


def test_topic_sizes_tell_which_topics_are_fragile() -> None:
    """Stability stands beside a topic as a number and a word, and nothing where it was not measured."""
    rows = rows_of(charts.topic_sizes_chart(TOPICS.assign(stability=[0.84, float("nan")]), lang="nl"))

    assert [row["firmness"] for row in rows] == ["●● 0,84 stevig", ""]
    assert rows[0]["words"] == "price, bill: 30 (75 %) antwoorden, stabiliteit 0,84 stevig".replace(
        " %", "\xa0%"
    )


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


def test_the_map_shows_what_was_asked_for_and_not_only_what_was_coded() -> None:
    """A source without codings keeps its column, empty; codes and sources keep their order."""
    chart = charts.counts_by_source_chart(BY_SOURCE, codes=["Gains", "Pains"], sources=["p03", "p01", "p02"])

    tile = spec_of(chart)["layer"][0]["encoding"]
    assert tile["x"]["scale"]["domain"] == ["p03", "p01", "p02"]
    assert tile["y"]["scale"]["domain"] == ["Gains", "Pains"]
    assert "p03" in charts.chart_html(spec_of(chart))


def test_tiles_have_the_colour_of_their_code_and_ink_that_can_be_read() -> None:
    """The largest number has the full colour; a small one is pale, with dark ink on it."""
    book = Codebook([Code("1", "Pains", color="#0072B2"), Code("2", "Gains", color="#E69F00")])

    rows = rows_of(charts.counts_by_source_chart(BY_SOURCE, codebook=book))

    assert rows[0]["fill"] == "#0072b2"
    assert rows[1]["fill"].startswith("#f")
    assert [row["ink"] for row in rows] == ["#ffffff", "#1d2530", "#1d2530"]


def test_a_code_line_runs_over_the_recording_where_its_times_are_known() -> None:
    """The axis is as long as the recording, 600 seconds; a passage of a moment stays visible."""
    spec = spec_of(charts.code_line_chart(LINE))

    x = spec["layer"][0]["encoding"]["x"]
    assert x["title"] == "time in the recording"
    assert x["scale"]["domain"] == pytest.approx([0, 600])
    rows = rows_of(charts.code_line_chart(LINE))
    assert [row["start"] for row in rows] == [60.0, 300.0]
    assert rows[1]["end"] == pytest.approx(302.4)
    assert rows[0]["words"] == "Pains, 1:00: slow"


def test_a_code_line_without_times_runs_over_the_text() -> None:
    """One coding without a time, and no bar can be placed in time among the others."""
    chart = charts.code_line_chart(LINE.assign(end_seconds=[120.0, float("nan")]))

    assert spec_of(chart)["layer"][0]["encoding"]["x"]["title"] == "share of the text"
    assert rows_of(chart)[0]["end"] == 0.2


def test_segments_carry_hits_and_n_and_say_where_nothing_is_known() -> None:
    """A share has its numbers beside it; nobody spoke is not nought per cent."""
    rows = rows_of(charts.counts_by_segment_chart(BY_SEGMENT, lang="nl"))

    assert [row["label"] for row in rows] == ["25 % (3/12)", "onbekend: niemand sprak", "0 % (0/4)"]
    assert [row["group"] for row in rows] == ["huur", "koop", "onbekend"]
    assert rows[1]["share"] is None


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


@pytest.mark.parametrize(
    "kind",
    [
        "code_counts",
        "co_occurrence",
        "counts_by_source",
        "code_line",
        "counts_by_segment",
        "topic_sizes",
        "score_by_topic",
        "topic_shares",
        "topic_drift",
        "topic_scores",
        "crosswalk",
    ],
)
def test_an_empty_frame_makes_a_chart_that_says_so(kind: str) -> None:
    """Before anything is coded there is a chart all the same, and it says that it is empty."""
    frames = {
        "code_counts": CODE_COUNTS,
        "co_occurrence": CO_OCCURRENCE,
        "counts_by_source": BY_SOURCE,
        "code_line": LINE,
        "counts_by_segment": BY_SEGMENT,
        "topic_sizes": TOPICS,
        "score_by_topic": SCORES,
        "topic_shares": tables.SHARES,
        "topic_drift": tables.DRIFT,
        "topic_scores": tables.SCORES,
        "crosswalk": tables.CROSSWALK,
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


# --- charts that lead to quotes ---------------------------------------------------------------------


def quotes_of(*rows: tuple[str, str, str], **columns: Any) -> QuoteList:
    """A list of quotes from (code, source, words)."""
    frame = pd.DataFrame(rows, columns=["code", "source", "quote"])
    fixed = {"speaker": "R", "respondent": "r1", "before": "", "after": "", "memo": None}
    return QuoteList(frame.assign(**{**fixed, "coding": list("abcdef"[: len(rows)]), **columns}))


LISTED = quotes_of(("Pains", "p02", "slow"), ("Gains", "p01", "nice <b>"), ("Gains", "p03", "elsewhere"))


def links_of(markup: str) -> dict[str, str]:
    """Where each mark leads: its words, and its anchor."""
    return {words: to for to, words in re.findall(r'<a xlink:href="#([^"]+)" aria-label="([^"]*)"', markup)}


def section_of(markup: str, anchor: str) -> str:
    """The words of the section with this anchor."""
    found = re.search(rf'<div id="{anchor}".*?</div>', markup, re.DOTALL)
    return re.sub("<[^>]+>", " ", found[0]) if found else ""


def test_each_mark_leads_to_its_quotes() -> None:
    """The tile of a code and source leads to that section; a tile without quotes leads nowhere."""
    markup = charts.with_quotes(charts.counts_by_source_chart(BY_SOURCE), LISTED).to_html()

    links = links_of(markup)
    assert list(links) == [
        "Pains in p02: 9 codings, 1 respondents",
        "Gains in p01: 1 codings, 1 respondents",
    ]
    assert markup.count("<a xlink:href") == len(links)
    pains, gains = (section_of(markup, anchor) for anchor in links.values())
    assert "slow" in pains
    assert "nice &lt;b&gt;" in gains
    assert "elsewhere" not in pains + gains


def test_a_linked_chart_asks_for_no_script_and_no_network() -> None:
    """The drawing library makes web addresses of links; none of them is left."""
    markup = charts.with_quotes(charts.code_counts_chart(CODE_COUNTS), LISTED).to_html()

    assert "<script" not in markup
    assert "vega" not in markup
    assert set(re.findall(r"\w+://[^\"' ]+", markup)) == {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_bars_of_a_code_line_lead_to_one_quote_each() -> None:
    """Two passages of one code are two places to go."""
    line = LINE.assign(code="Pains")
    listed = quotes_of(("Pains", "p01", "slow"), ("Pains", "p01", "fast"))

    markup = charts.with_quotes(charts.code_line_chart(line), listed).to_html()

    slow, fast = (section_of(markup, anchor) for anchor in links_of(markup).values())
    assert ("slow" in slow, "fast" in slow) == (True, False)
    assert ("slow" in fast, "fast" in fast) == (False, True)


def test_points_lead_to_the_quotes_of_their_segment() -> None:
    """The unknown segment has quotes of its own; a segment that is a number is found as well."""
    frame = BY_SEGMENT.assign(segment=pd.Series([1, 2, None], dtype="Int64"))
    segments = pd.array([1, None], dtype="Int64")
    listed = quotes_of(("Pains", "p01", "one"), ("Pains", "p02", "none"), segment=segments)

    markup = charts.with_quotes(charts.counts_by_segment_chart(frame), listed).to_html()

    found = [section_of(markup, anchor) for anchor in links_of(markup).values()]
    assert ["one" in found[0], "unknown" in found[1]] == [True, True]
    assert len(found) == 2


def test_a_chart_of_pairs_leads_to_both_ways() -> None:
    """The tile of a pair on each side of the diagonal leads to the passages of the code of its row."""
    listed = quotes_of(("Gains", "p01", "nice"), ("Pains", "p01", "nice and slow"), other=["Pains", "Gains"])

    links = links_of(charts.with_quotes(charts.co_occurrence_chart(CO_OCCURRENCE), listed).to_html())

    assert len(set(links.values())) == 2


def test_long_lists_are_cut_off_and_say_so() -> None:
    """A mark lists as many quotes as asked, and tells how many there are besides."""
    listed = quotes_of(*[("Gains", "p01", f"words {number}") for number in range(5)])

    markup = charts.with_quotes(charts.counts_by_source_chart(BY_SOURCE), listed, most=2).to_html()

    assert markup.count("<blockquote>") == 2
    assert "… and 3 more" in markup
    assert "5 quotes" in markup


def test_a_chart_without_codes_or_topics_leads_to_no_quotes() -> None:
    """Scores per segment are not made of quotes; the message says so at once."""
    chart = charts.score_by_segment_chart(SCORES.rename(columns={"name": "segment"}))

    with pytest.raises(ValueError, match="Only a chart of codes or topics"):
        charts.with_quotes(chart, LISTED)


def test_an_empty_chart_has_an_empty_list() -> None:
    """Nothing is coded: both parts say so."""
    markup = charts.with_quotes(charts.counts_by_source_chart(BY_SOURCE.iloc[:0]), quotes_of()).to_html()

    assert "Nothing to show yet." in markup
    assert "No quotes yet." in markup


def test_a_click_opens_the_quotes_without_a_script(chromium: Browser) -> None:
    """In a report, where scripts are off, a tile unfolds its code and shows the quotes of that source."""
    linked = charts.with_quotes(charts.counts_by_source_chart(BY_SOURCE), LISTED)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    page.set_content(f"<!doctype html><html lang='en'>{policy}<title>x</title>{inert(linked.to_html())}")

    expect(page.get_by_text("slow")).to_be_hidden()
    page.locator("svg a").first.click()

    expect(page.get_by_text("slow")).to_be_visible()
    expect(page.get_by_text("nice")).to_be_hidden()
    context.close()
