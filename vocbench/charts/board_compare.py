"""Charts of boards beside each other: before and after, several boards, two waves."""

from __future__ import annotations

import math
from collections.abc import Mapping

import altair as alt
import pandas as pd

from vocbench.charts.parts import (
    INK,
    QUIET,
    WIDTH,
    as_written,
    counts_axis,
    finished,
    in_rows,
    joined,
    percent,
    row_names,
    tip,
)
from vocbench.charts.topic_compare import drift_chart
from vocbench.charts.words import WORDS
from vocbench.model.codebook import PALETTE
from vocbench.model.language import spoken

_VERDICTS = ("confirmed", "contradicted", "untested", "surprise")
_FOR, _AGAINST = PALETTE[0], PALETTE[1]
_TILE = 160  # pixels of a board
_SPREADS = {"shared": "#cfe5f3", "some": "#e8f2f9", "unique": "#f3f4f6"}


def before_after_chart(
    notes: pd.DataFrame, *, brier: float = math.nan, n: int = 0, lang: str = "en"
) -> alt.LayerChart:
    """Bars to both sides: how many customers bear each assumption out, and how many speak against it.

    The verdict stands beside it, and how sure its author was; confirmed ones come first, surprises last.

    Args:
        notes: one row per note, such as ``project.before_and_after(…).notes``: ``text verdict
            confidence customers_for customers_against``.
        brier: the Brier score of the confidences, to be told in words; NaN leaves it out.
        n: of how many assumptions it is.
        lang: ``"en"`` or ``"nl"``, of the words around the bars.
    """
    words = WORDS[spoken(lang)]
    frame = _verdict_rows(notes, lang)
    base = alt.Chart(frame).encode(
        y=row_names("name", frame["name"]),
        tooltip=[
            tip("name", words, "claim"),
            tip("customers_for", words, "for"),
            tip("customers_against", words, "against"),
            alt.Tooltip("label:N", title=" "),
        ],
        description="words:N",
    )
    most = max([1, *frame["customers_for"], *frame["customers_against"]])
    axis = counts_axis()
    axis.labelExpr = "format(abs(datum.value), 'd')"
    x = alt.X("customers_for:Q", title=words["customers"], axis=axis, scale=alt.Scale(domain=[-most, most]))
    right = base.mark_bar(color=_FOR, cornerRadiusEnd=2).encode(x=x)
    left = base.mark_bar(color=_AGAINST, cornerRadiusEnd=2).encode(x="minus:Q")
    middle = alt.Chart(frame).mark_rule(color=QUIET).encode(x=alt.datum(0))
    beside = base.mark_text(align="left", color=INK, fontSize=12).encode(
        x=alt.value(WIDTH + 8), text="label:N"
    )
    chart = alt.LayerChart(layer=[right, left, middle, beside])
    return finished(in_rows(chart), "before_after", frame, lang, note=_before_after_note(brier, n, lang))


def _verdict_rows(notes: pd.DataFrame, lang: str) -> pd.DataFrame:
    words = WORDS[spoken(lang)]
    place = {verdict: number for number, verdict in enumerate(_VERDICTS)}
    order = notes["verdict"].map(place).argsort(kind="stable")
    ordered = notes.iloc[order].reset_index(drop=True)
    frame = ordered.assign(
        name=_different(ordered),
        minus=-ordered["customers_against"],
        label=[
            words[f"verdict_{verdict}"] + ("" if math.isnan(sure) else _sure(sure, lang))
            for verdict, sure in zip(ordered["verdict"], ordered["confidence"], strict=True)
        ],
    )
    counts = [
        f"{pro} {words['for']}, {con} {words['against']}"
        for pro, con in zip(frame["customers_for"], frame["customers_against"], strict=True)
    ]
    frame["words"] = joined(frame["name"], ": ", frame["label"], " (", counts, ")")
    return frame


def _sure(confidence: float, lang: str) -> str:
    return ", " + WORDS[spoken(lang)]["sure"].format(sure=percent(confidence, lang))


def _before_after_note(brier: float, n: int, lang: str) -> str:
    words = WORDS[spoken(lang)]
    if math.isnan(brier):
        return words["before_after_note"]
    number = f"{brier:.2f}".replace(".", "," if spoken(lang) == "nl" else ".")
    return f"{words['before_after_note']} {words['brier'].format(brier=number, n=n)}"


def boards_compared_chart(
    claims: pd.DataFrame,
    places: pd.DataFrame,
    *,
    regions: Mapping[str, str] | None = None,
    lang: str = "en",
) -> alt.LayerChart:
    """Tiles: which board says what, in which region, with how many customers behind it.

    What all boards share comes first and darkest. Beside a row stands what says the opposite elsewhere.

    Args:
        claims: one row per claim, such as ``project.compare_boards(…).claims``: ``claim text spread
            n_boards opposite``.
        places: one row per note, such as ``project.compare_boards(…).places``: ``claim board region
            customers``.
        regions: what each region is called; its id if ``None``.
        lang: ``"en"`` or ``"nl"``, of the words around the tiles.
    """
    words = WORDS[spoken(lang)]
    frame = _place_rows(claims, places, regions or {}, lang)
    boards = list(dict.fromkeys(places["board"]))
    base = alt.Chart(frame).encode(
        y=row_names("name", dict.fromkeys(frame["name"])),
        tooltip=[
            tip("name", words, "claim"),
            alt.Tooltip("label:N", title=words["region"]),
            alt.Tooltip("told:N", title=" "),
        ],
        description="words:N",
    )
    axis = alt.Axis(orient="top", labelAngle=0, labelLimit=_TILE - 10, ticks=False, domain=False)
    columns = alt.X("board:N", sort=boards, title=None, axis=axis)
    tiles = base.mark_rect(stroke="white", strokeWidth=2, cornerRadius=3).encode(
        x=columns, color=as_written("color")
    )
    inside = base.mark_text(color=INK, fontSize=11, limit=_TILE - 10).encode(x=columns, text="label:N")
    beside = base.mark_text(align="left", color=QUIET, fontSize=11, limit=240).encode(
        x=alt.value(_TILE * len(boards) + 8), text="beside:N"
    )
    chart: alt.LayerChart = (tiles + inside + beside).properties(width=alt.Step(_TILE), height=alt.Step(26))
    return finished(chart, "boards_compared", frame, lang, note=words["boards_note"])


def _place_rows(
    claims: pd.DataFrame, places: pd.DataFrame, regions: Mapping[str, str], lang: str
) -> pd.DataFrame:
    words = WORDS[spoken(lang)]
    ordered = claims.sort_values("n_boards", ascending=False, kind="stable")
    told = [
        words[f"spread_{spread}"]
        + (f", {words['opposite']}: {opposite}" if isinstance(opposite, str) else "")
        for spread, opposite in zip(ordered["spread"], ordered["opposite"], strict=True)
    ]
    rows = ordered.assign(name=ordered["text"], told=told, color=ordered["spread"].map(_SPREADS))
    labels = [
        f"{regions.get(region, region)} ({customers or words['no_customers']})"
        for region, customers in zip(places["region"], places["customers"], strict=True)
    ]
    # A board may say it in several regions: one tile names them all.
    tiles = places.assign(label=labels).groupby(["claim", "board"], sort=False)["label"].agg(" + ".join)
    frame = rows[["claim", "name", "told", "color"]].merge(tiles.reset_index(), on="claim")
    frame["beside"] = frame["told"].mask(frame["claim"].duplicated(), "")
    frame["words"] = joined(frame["name"], ", ", frame["board"], ": ", frame["label"], ", ", frame["told"])
    return frame


def board_waves_chart(waves: pd.DataFrame, *, lang: str = "en") -> alt.FacetChart:
    """Dumbbells: the share of customers behind each note before and after, with the interval of the change.

    Args:
        waves: one row per note, such as ``project.board_waves(…)`` gives.
        lang: ``"en"`` or ``"nl"``, of the words around the points.
    """
    numbered = waves.assign(topic=range(len(waves)), name=_different(waves))
    return drift_chart(numbered, "board_waves", lang)


def _different(notes: pd.DataFrame) -> list[str]:
    """The words of each note; with its region where another one has the same."""
    is_twice = notes["text"].duplicated(keep=False)
    return [
        f"{text} ({region})" if twice else str(text)
        for text, region, twice in zip(notes["text"], notes["region"], is_twice, strict=True)
    ]
