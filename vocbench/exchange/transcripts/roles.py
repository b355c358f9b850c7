"""Who asks and who answers, as far as the labels of a transcript say it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vocbench.errors import ReadError
from vocbench.exchange.text import nearest
from vocbench.model.source import Role, Speaker

_ASKING = re.compile(
    r"(?:i|int|itv|iv|interviewer|interviewster|interviewers|mod|moderator|onderzoeker|onderzoekster|researcher|"
    r"facilitator|gespreksleider|gespreksleidster|vragensteller|q|vraag|question)[ ._-]*\d{0,2}",
    re.IGNORECASE,
)
_ANSWERING = re.compile(
    r"(?:r|p|d|s|sp|spk|resp|pp|respondent|participant|deelnemer|deelneemster|speaker|spreker|a|antwoord|answer|klant|"
    r"customer|client|cliënt|geïnterviewde|interviewee|gast|guest|user|gebruiker|proefpersoon)[ ._-]*\d{0,3}",
    re.IGNORECASE,
)


def is_usual_label(label: str) -> bool:
    """Whether *label* is one that transcribers use for "the one who asks" or "who answers"."""
    return bool(_ASKING.fullmatch(label) or _ANSWERING.fullmatch(label))


def cast(
    names: Sequence[str], interviewer: str | Sequence[str] | None
) -> tuple[tuple[Speaker, ...], tuple[str, ...]]:
    """The speakers with their roles, and notices that say what was guessed.

    Args:
        names: who speaks, in order of appearance.
        interviewer: the label or labels of who asks; ``None`` goes by the usual labels.

    Raises:
        ReadError: *interviewer* names somebody who does not speak.
    """
    if interviewer is not None:
        asking = _given(names, [interviewer] if isinstance(interviewer, str) else interviewer)
        notices: tuple[str, ...] = ()
    else:
        asking = {name for name in names if _ASKING.fullmatch(name)}
        notices = (_guess(names, asking),)
    roles = {True: Role.INTERVIEWER, False: Role.RESPONDENT}
    return tuple(Speaker(name, roles[name in asking]) for name in names), notices


def _given(names: Sequence[str], interviewers: Sequence[str]) -> set[str]:
    folded = {name.casefold(): name for name in names}
    for each in interviewers:
        if each.strip().casefold() not in folded:
            listed = ", ".join(map(repr, names)) or "nobody (it has no speaker labels)"
            raise ReadError(
                f"No speaker is labelled {each!r}, named as interviewer.{nearest(each, names)} "
                f"Those who speak: {listed}."
            )
    return {folded[each.strip().casefold()] for each in interviewers}


def _guess(names: Sequence[str], asking: set[str]) -> str:
    if not names:
        return "Nobody is named as a speaker; the turns are without one."
    if asking:
        labels = ", ".join(repr(name) for name in names if name in asking)
        return f"Interviewer: {labels}, guessed from the label. Pass interviewer= if this is wrong."
    listed = ", ".join(map(repr, names[:8])) + (" …" if len(names) > 8 else "")  # noqa: PLR2004 - a glance
    return f"No interviewer was recognised among {listed}. Pass interviewer= to say who asks."
