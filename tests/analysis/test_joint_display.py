"""Joint displays: numbers beside voices, and a label by a rule."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from vocbench.analysis.joint_display import Tone, joint_display, lint_voices
from vocbench.analysis.weights import INTERVIEWS, Heard
from vocbench.errors import BoardError

PEOPLE = Heard({"survey": "abcdefgh"})
SCORES = {"a": 2.0, "b": 3, "c": 2, "d": 3, "e": 8, "f": 9, "g": 8, "h": 9}


def said(theme: str, people: str, material: str = "survey") -> pd.DataFrame:
    """One passage of each of *people* on a theme."""
    rows = [(theme, who, material, f"{who} on {theme}", f"{theme}/{who}") for who in people]
    return pd.DataFrame(rows, columns=["theme", "respondent", "material", "quote", "evidence"], dtype="str")


def display(
    people: str,
    tone: Tone | None = Tone.LOW,
    scores: dict[str, float] | None = None,
    heard: Heard = PEOPLE,
) -> pd.Series[Any]:
    """The row of one theme."""
    given = SCORES if scores is None else scores
    frame = joint_display(said("bill", people), themes={"bill": tone}, heard=heard, scores=given)
    return frame.iloc[0]


@pytest.mark.parametrize(
    ("people", "tone", "label"),
    [
        ("abcd", Tone.LOW, "confirm"),
        ("abcd", Tone.HIGH, "disagree"),
        ("efgh", Tone.HIGH, "confirm"),
        ("abcd", None, "expand"),
        ("abef", Tone.LOW, "expand"),
        ("", Tone.LOW, "silence"),
        ("a", Tone.LOW, "silence"),
        ("abcdefgh", Tone.LOW, "silence"),
    ],
)
def test_the_label_follows_the_rule(people: str, tone: Tone | None, label: str) -> None:
    """Scores of 2.5 against 8.5 confirm a low tone; 5.5 against 5.5 expands; no comparison is silence."""
    assert display(people, tone)["label"] == label


def test_without_scores_there_is_silence() -> None:
    """A voice to which no score can be held is not contradicted, and not confirmed."""
    row = display("abcd", scores={})

    assert [row[name] for name in ("label", "n_scores", "respondents")] == ["silence", 0, 4]


def test_totals_are_those_of_the_sources() -> None:
    """People are counted once, passages each; the share has its n and Wilson's interval."""
    row = display("aab")

    assert [row[name] for name in ("quotes", "respondents", "n", "n_scores", "n_other")] == [3, 2, 8, 2, 6]
    assert [row[name] for name in ("share", "low", "high")] == pytest.approx([0.25, 0.0715, 0.5907], abs=1e-4)
    assert [row["mean"], row["mean_other"]] == pytest.approx([2.5, 6.5])


def test_a_theme_is_of_those_who_could_speak_of_it() -> None:
    """One from interviews is of who was interviewed, one from nowhere of everybody."""
    heard = Heard({"survey": "abcdefgh", INTERVIEWS: "xyz"})
    themes = dict.fromkeys(("talk", "bill", "nothing"))
    found = pd.concat([said("talk", "x", INTERVIEWS), said("bill", "a")])

    frame = joint_display(found, themes=themes, heard=heard, scores=SCORES)

    assert frame["n"].to_list() == [3, 8, 11]
    assert frame["n_other"].to_list() == [0, 7, 8]


def test_who_is_no_customer_counts_nowhere() -> None:
    """An employee's words add to no count and to no mean."""
    row = display("ax", scores={**SCORES, "x": 100})

    assert [row[name] for name in ("quotes", "respondents", "n", "mean")] == [1, 1, 8, 2]


def test_a_customer_is_quoted_before_an_employee() -> None:
    """The best quote of a customer goes first; somebody else's stands only where there is none."""
    assert (display("xab")["quote"], display("x")["quote_of"]) == ("a on bill", "x")


def test_the_more_themes_the_surer_each_must_be() -> None:
    """The p of a theme is adjusted for how many were compared."""
    both = pd.concat([said("bill", "abcd"), said("app", "abef")])

    frame = joint_display(both, themes={"bill": Tone.LOW, "app": None}, heard=PEOPLE, scores=SCORES)

    assert frame["comparisons"].to_list() == [2, 2]
    assert frame.loc[0, "p_adjusted"] == pytest.approx(2 * frame["p"].iloc[0])


@pytest.mark.parametrize("heard", [Heard({}), PEOPLE])
def test_what_no_customer_speaks_of_has_no_share(heard: Heard) -> None:
    """Zero of eight is no evidence of anything: unknown, not 0%."""
    row = display("", heard=heard)

    assert row[["share", "low", "high"]].isna().all()


def test_each_lack_is_found_once() -> None:
    """A count without a quote, or with a blank one, and a quote without a count; what has both is well."""
    table = pd.DataFrame(
        {
            "theme": ["both", "number", "words", "nobody"],
            "respondents": [3, 4, None, 0],
            "quote": ["yes", None, "well", " "],
        }
    )

    assert lint_voices(table).to_numpy().tolist() == [
        ["number", "metric without a voice"],
        ["words", "voice without a count"],
        ["nobody", "metric without a voice"],
    ]


def test_an_employee_alone_is_a_voice_without_a_count() -> None:
    """The display of a theme that only an employee speaks of is found by the lint."""
    frame = joint_display(said("bill", "x"), themes={"bill": None}, heard=PEOPLE, scores=SCORES)

    assert lint_voices(frame)["lint"].to_list() == ["voice without a count"]


def test_the_interval_of_a_mean_stays_on_the_scale() -> None:
    """Two scores of 9 and 10 leave doubt, and none above the highest score that one can give."""
    scores = {**SCORES, "a": 10.0, "b": 9.0}
    frame = joint_display(
        said("bill", "ab"), themes={"bill": None}, heard=PEOPLE, scores=scores, scale=(0, 10)
    )

    assert frame["mean_high"].item() == 10
    assert frame["mean_low"].item() < 5


def test_without_a_scale_it_goes_as_far_as_somebody_went() -> None:
    """From 2 to 9 here: two people at 2 and 3 could be no lower."""
    assert display("ab")["mean_low"] == 2


@pytest.mark.parametrize("scale", [(0, 5), (5, 10), (10, 0)])
def test_a_score_that_is_not_on_the_scale_is_told(scale: tuple[float, float]) -> None:
    """The message names the scale, the scores, and what to give."""
    with pytest.raises(BoardError, match=r"the scores from 2 to 9\. Give the lowest and the highest"):
        joint_display(said("bill", "a"), themes={"bill": None}, heard=PEOPLE, scores=SCORES, scale=scale)
