"""Which notation a transcript is in, by name or by what stands in it."""

from __future__ import annotations

import re

from vocbench.errors import ReadError
from vocbench.exchange.text import nearest
from vocbench.exchange.transcripts.events import BREATH, Profile, find_events
from vocbench.model.guess import Guess, agreement
from vocbench.model.told import Told, told

# What everyday transcripts do not use: micro-pauses, latching, lengthening, breath, quiet talk, pitch.
_SIGNS = [
    re.compile(sign, re.MULTILINE)
    for sign in (r"\(\.\)", r"^=(?!=)|(?<!=)=$", r"\w::", BREATH, r"°[^°\n]{1,80}°", "[↑↓]", r"\(\d\.\d\)")
]
_EVERYDAY = re.compile(r"[\[({<][^\W\d]")
"""The start of an event that Jefferson would write in double brackets, if at all."""

_LEAST_SIGNS, _LEAST_SORTS = 3, 2


def profile_called(name: str) -> Profile:
    """The profile with that name.

    Raises:
        ReadError: there is none; the message lists those there are.
    """
    try:
        return Profile(name)
    except ValueError:
        known = [each.value for each in Profile]
        listed = ", ".join(map(repr, known))
        raise ReadError(f"There is no profile {name!r}.{nearest(name, known)} Profiles: {listed}.") from None


def guess_profile(text: str, language: str | None) -> tuple[Profile, tuple[Guess, ...]]:
    """The notation that *text* seems to be in, and the guess; none where nothing rests on it.

    Jefferson's takes signs of two sorts at least. Else it is the everyday notation that knows more of
    the brackets, and that of the language where both know as many.

    Args:
        text: the whole text of a transcript.
        language: a language code, if known.
    """
    plain = {each: find_events(text, each) for each in (Profile.NL_PLAIN, Profile.EN_PLAIN)}
    n_known = {each: len(events) for each, (events, _) in plain.items()}
    signs = [len(sign.findall(text)) for sign in _SIGNS]
    n_plain = max(sum(bool(_EVERYDAY.match(event.text)) for event in events) for events, _ in plain.values())
    if sum(signs) >= max(_LEAST_SIGNS, n_plain) and sum(map(bool, signs)) >= _LEAST_SORTS:
        return Profile.JEFFERSON, (_guess(Profile.JEFFERSON, sum(signs), sum(signs) + n_plain),)
    is_dutch = (language or "").partition("-")[0].casefold() in {"nl", "nld", "dut"}
    profile = max(n_known, key=lambda each: (n_known[each], is_dutch == (each is Profile.NL_PLAIN)))
    if not n_known[profile]:
        return profile, ()
    return profile, (_guess(profile, n_known[profile], n_known[profile] + plain[profile][1].total()),)


def _guess(profile: Profile, n: int, of: int) -> Guess:
    return Guess(told("profile"), Told(profile.value), agreement(n, of), "profile")
