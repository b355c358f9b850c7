"""Who asks and who answers, as far as the labels of a transcript say it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from vocbench.errors import ReadError
from vocbench.exchange.text import nearest
from vocbench.model.guess import Guess, agreement
from vocbench.model.source import Role, Speaker
from vocbench.model.told import told

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
_BY_MACHINE = re.compile(r"(?:s|sp|spk|speaker|spreker)[ ._-]*(?:\d{0,3}|[A-Z])", re.IGNORECASE)
_SAID = {
    Role.INTERVIEWER: told("interviewer"),
    Role.RESPONDENT: told("respondent"),
    Role.OTHER: told("other"),
}
_ROLES = {True: Role.INTERVIEWER, False: Role.RESPONDENT}
_TITLE = r"\b(?:interviewer|interviewster|moderator|onderzoeker|researcher|gespreksleider|vragensteller)"
_TITLED = re.compile(rf"{_TITLE}\b", re.IGNORECASE)
# Bounded, as the head of a table can be a cell of any length.
_ASIDE = re.compile(r"\s?(?:\([^()]{0,60}\)|[/,][^()/,]{0,60})$")
_SOME, _MOST = 3, 0.6
_USUAL_LABEL = 0.9
"""How sure a usual label is: "I" and "A" may also be the first letters of names."""


def is_usual_label(label: str) -> bool:
    """Whether *label* is one that transcribers use for "the one who asks" or "who answers"."""
    bare = _ASIDE.sub("", label)
    return bool(_ASKING.fullmatch(bare) or _ANSWERING.fullmatch(bare))


def _is_asking(label: str) -> bool:
    """Whether the label of somebody says so: ``I (Anna)``, ``Moderator Anna``, ``Anna/interviewer``."""
    return bool(_ASKING.fullmatch(_ASIDE.sub("", label)) or _TITLED.search(label))


def cast(
    n_turns: Mapping[str, tuple[int, int]],
    *,
    interviewer: str | Sequence[str] | None = None,
    speakers: Mapping[str, str | Speaker] | None = None,
    above: str = "",
) -> tuple[Mapping[str, Speaker], tuple[Guess, ...]]:
    """Who stands behind each label, and what was guessed of their roles.

    Args:
        n_turns: of each label in order of appearance, in how many turns it asks something, and how many
            it has. The label ``""`` is that of turns without one.
        interviewer: the label or labels of who asks; ``None`` goes by the usual labels.
        speakers: names or speakers by label; two labels that get one name are one speaker. A role
            that is given here is not guessed.
        above: what stands above the talk; it may name who asks.

    Returns:
        A speaker for each label; none for ``""`` unless *speakers* names one.

    Raises:
        ReadError: *interviewer* or *speakers* names somebody who does not speak.
    """
    given = {label_among(label, n_turns): who for label, who in (speakers or {}).items()}
    roles, guesses = _roles(n_turns, given, interviewer, above)
    people = {label: _person(label, role, given.get(label, label)) for label, role in roles.items()}
    whole = {label for label, who in given.items() if isinstance(who, Speaker)}
    one = _by_name(people, whole)
    return {label: one[person.name] for label, person in people.items() if person.name}, guesses


def _roles(
    n_turns: Mapping[str, tuple[int, int]],
    given: Mapping[str, str | Speaker],
    interviewer: str | Sequence[str] | None,
    above: str,
) -> tuple[Mapping[str, Role], tuple[Guess, ...]]:
    """The role of each label, and the guesses among them."""
    if interviewer is not None:
        named = {who if isinstance(who, str) else who.name: label for label, who in given.items()}
        asking = {
            label_among(named.get(each, each), n_turns)
            for each in ([interviewer] if isinstance(interviewer, str) else interviewer)
        }
        return {label: _ROLES[label in asking] for label in n_turns}, ()
    told = {
        label for label in n_turns if label and (_is_asking(label) or is_called_interviewer(label, above))
    }
    asking = told or _asking_mostly(n_turns)
    roles = {label: _ROLES[label in asking] for label in n_turns}
    open_to_guess = [label for label in n_turns if label and not isinstance(given.get(label), Speaker)]
    return roles, tuple(
        _guess(label, roles[label], *n_turns[label], is_told=label in told) for label in open_to_guess
    )


def _asking_mostly(n_turns: Mapping[str, tuple[int, int]]) -> set[str]:
    """The one among several who mostly asks; nobody in a debate, where more than one does."""
    asking = {label for label, (n_asking, n) in n_turns.items() if n_asking >= max(_SOME, n * _MOST)}
    return asking if len(asking) == 1 < len(n_turns) and not any(map(_speaks_for_itself, asking)) else set()


def is_called_interviewer(label: str, above: str) -> bool:
    """Whether *above* names *label* as who asks: ``Interviewer: Anna``, ``Interviewer is Anna Smit``."""
    if label.casefold() not in above.casefold():  # a search made for each of thousands of labels takes long
        return False
    who = rf"{_TITLE}\W{{1,4}}(?:(?:is|was)\s+)?{re.escape(label)}(?!\w)"
    return re.search(who, above, re.IGNORECASE) is not None


def _speaks_for_itself(label: str) -> bool:
    """Whether a label is a usual one for a role; that of a machine, such as "Speaker 1", is for none."""
    return is_usual_label(label) and not _BY_MACHINE.fullmatch(label)


def _guess(label: str, role: Role, n_asking: int, n: int, *, is_told: bool) -> Guess:
    """A label that tells the role is sure; any other fits as far as it asks, or asks nothing."""
    n_fitting = n_asking if role is Role.INTERVIEWER else n - n_asking
    confidence = _USUAL_LABEL if is_told or _speaks_for_itself(label) else agreement(n_fitting, n)
    return Guess(told("role of {label!r}", label=label), _SAID[role], confidence, "interviewer")


def _person(label: str, role: Role, who: str | Speaker) -> Speaker:
    return who if isinstance(who, Speaker) else Speaker(" ".join(who.split()) or label, role)


def _by_name(people: Mapping[str, Speaker], whole: Collection[str]) -> Mapping[str, Speaker]:
    """Of those who have one name, the one whose label was given *whole*, else the one who asks."""
    ranked = sorted(
        people, key=lambda label: (label in whole, people[label].role is Role.INTERVIEWER), reverse=True
    )
    return {people[label].name: people[label] for label in reversed(ranked)}


def label_among(label: str, labels: Mapping[str, object]) -> str:
    """The label among *labels* that is meant, capitals aside.

    Raises:
        ReadError: there is none; the message lists those there are.
    """
    wanted = " ".join(label.split())
    folded = {each.casefold(): each for each in labels}
    found = wanted if wanted in labels else folded.get(wanted.casefold())
    if found is None:
        listed = ", ".join(repr(each) for each in labels if each) or "nobody (it has no speaker labels)"
        raise ReadError(
            f"No speaker is labelled {label!r}.{nearest(label, list(folded.values()))} "
            f"Those who speak: {listed}."
        )
    return found
