"""How deep an insight may claim to go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from tests.boards import proofs
from vocbench.analysis.depth import Backing, backing, emotion_codes, is_about_emotions, lacking
from vocbench.model.board import EvidenceKind, Proof, Relation, Voice
from vocbench.model.insight import Depth
from vocbench.model.language import LANGUAGES
from vocbench.model.span import Span
from vocbench.model.starters import starter_codebook

CODES = {"c1": "Waiting", "c2": "Price"}


def coded(target: str, respondent: str | None, **more: Any) -> Proof:
    """A passage with a code, at 10 to 20 in an interview of that respondent."""
    (made,) = proofs("n1", respondent or "x")
    place = {"text": f"talk {respondent}", "source": f"talk {respondent}", "span": Span(10, 20)}
    code = {"kind": EvidenceKind.CODING, "target": target, "respondent": respondent}
    return replace(made, **{**place, **code, **more})


def behind(found: Iterable[Proof]) -> Backing:
    """What bears an insight out where no feeling shows."""
    return backing(found, codes=CODES, signs={})


@pytest.mark.parametrize("depth", Depth)
def test_nothing_carries_no_depth(depth: Depth) -> None:
    """Without a passage even the first level is refused."""
    assert "a passage that supports it" in lacking(depth, Backing())


@pytest.mark.parametrize(
    ("depth", "found"),
    [
        (Depth.SAID, Backing(quotes=1)),
        (Depth.FELT, Backing(quotes=1, feelings=1)),
        (Depth.SYSTEMIC, Backing(quotes=2, themes=2, people=2)),
        (Depth.SYSTEMIC, Backing(quotes=2, themes=2, people=1, settings=2)),
    ],
)
def test_just_enough_carries_a_depth(depth: Depth, found: Backing) -> None:
    """Each level has the least that it asks for, and no more is asked."""
    assert lacking(depth, found) == ()


@pytest.mark.parametrize(
    ("depth", "found", "missing"),
    [
        (Depth.FELT, Backing(quotes=9, people=9, settings=9, themes=9), "a sign of feeling"),
        (Depth.SYSTEMIC, Backing(quotes=9, people=9, settings=9, themes=1), "two codes or topics (it has 1)"),
        (
            Depth.SYSTEMIC,
            Backing(quotes=9, people=1, settings=1, themes=9, feelings=9),
            "two customers or two settings (it has 1 and 1)",
        ),
    ],
)
def test_one_step_short_is_refused_by_name(depth: Depth, found: Backing, missing: str) -> None:
    """The one thing that lacks is named, and nothing else."""
    (told,) = lacking(depth, found)

    assert told.startswith(missing)


def test_only_support_counts() -> None:
    """What contradicts or qualifies bears nothing out."""
    against = [coded("c1", "a", relation=each) for each in (Relation.CONTRADICTS, Relation.QUALIFIES)]

    assert behind(against) == Backing()


def test_a_passage_with_two_codes_is_one_quote_and_two_themes() -> None:
    """What was said once is one quote, whatever it is coded with."""
    found = behind([coded("c1", "a"), coded("c2", "a")])

    assert (found.quotes, found.themes, found.people, found.settings) == (1, 2, 1, 1)


@pytest.mark.parametrize("voice", [Voice.EMPLOYEE, Voice.SELF])
def test_only_customers_are_people(voice: Voice) -> None:
    """An employee's passage is a quote, and neither a customer nor a customer's setting."""
    found = behind([coded("c1", "a"), coded("c2", "b", voice=voice)])

    assert (found.quotes, found.people, found.settings) == (2, 1, 1)


def test_an_interviewer_is_nobody() -> None:
    """Who has no key is not counted among the people."""
    assert behind([coded("c1", None)]).people == 0


def test_two_waves_of_one_source_are_two_settings() -> None:
    """One person who says it again a year later says it in another setting."""
    found = behind([coded("c1", "a", wave="2025"), coded("c1", "a", wave="2026", span=Span(30, 40))])

    assert (found.people, found.settings) == (1, 2)


def test_a_topic_is_a_theme_and_a_bare_answer_is_none() -> None:
    """Answers count as a theme once they are coded."""
    topic = coded("t1", "a", kind=EvidenceKind.TOPIC)
    answer = coded("a1", "b", kind=EvidenceKind.ANSWER)

    assert behind([topic, answer]).themes == 1


def test_a_sign_counts_where_it_touches_a_passage() -> None:
    """An emotion beside the passage, or in another text, is none of it."""
    signs = {"talk a": [Span(19, 25), Span(20, 30)], "talk b": [Span(10, 20)]}

    assert backing([coded("c1", "a")], codes=CODES, signs=signs).feelings == 1


def test_a_note_of_a_feeling_counts_where_something_supports_it() -> None:
    """A note that nothing bears out is no sign."""
    found = backing([coded("c1", "a")], codes=CODES, signs={}, feeling_notes=["n1", "n2"])

    assert found.feelings == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_starter_codes_are_emotions_wherever_they_hang(lang: str) -> None:
    """All codes of the starter codebook, in any language, also under another code."""
    paths = [f"Mine/{each.path}" for each in starter_codebook("emotions", lang=lang).codes]

    assert emotion_codes([*paths, "Mine", "Waiting"]) == set(paths)


def test_own_codes_are_emotions_where_one_says_so() -> None:
    """By hanging under a code called emotions, or by being named."""
    paths = ["Emoties/Schaamrood", "Ontroering", "Wachten"]

    assert emotion_codes(paths, named=["Ontroering"]) == {"Emoties/Schaamrood", "Ontroering"}


def test_a_set_of_emotions_is_known_by_its_name() -> None:
    """In both languages, however it is written."""
    assert is_about_emotions("emoties")
    assert is_about_emotions("Emotions")
    assert not is_about_emotions("urgent")
