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
        ({"min_answers": 5}, "min_answers"),
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
