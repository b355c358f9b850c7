"""Settings refuse what cannot be."""

import json
from dataclasses import asdict
from typing import Any

import pytest

from vocbench.errors import TopicsError
from vocbench.topics.settings import TopicSettings


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"n_topics": 1}, "n_topics"),
        ({"n_topics": 2.5}, "n_topics"),
        ({"seed": True}, "seed"),
        ({"seed": -1}, "seed"),
        ({"seed": 2**32}, "seed"),
        ({"min_answers": 3}, "min_answers"),
        ({"n_neighbours": 1}, "n_neighbours"),
        ({"n_neighbours": 101}, "n_neighbours"),
        ({"fit_on": 10}, "fit_on"),
        ({"unclear": 1}, "unclear"),
        ({"unclear": True}, "unclear"),
        ({"languages": "nl"}, "languages"),
        ({"languages": ("nl", "klingon")}, "klingon"),
        ({"stop_words": (3,)}, "stop_words"),
    ],
)
def test_impossible_setting_is_refused(wrong: dict[str, Any], named: str) -> None:
    """A setting out of its range is refused at birth, with its name."""
    with pytest.raises(TopicsError, match=named):
        TopicSettings(**wrong)


def test_settings_survive_json() -> None:
    """Settings written as JSON and read again are equal."""
    settings = TopicSettings(n_topics=8, seed=7, languages=("nl",), no_content=("zie mail",))

    assert TopicSettings(**json.loads(json.dumps(asdict(settings)))) == settings


@pytest.mark.parametrize(("n", "neighbours"), [(299, 8), (300, 15)])
def test_few_answers_are_seen_with_fewer_neighbours(n: int, neighbours: int) -> None:
    """Below 300 different answers the small-sample choice is made, unless a number is given."""
    assert TopicSettings().neighbours(n) == neighbours
    assert TopicSettings(n_neighbours=20).neighbours(n) == 20
