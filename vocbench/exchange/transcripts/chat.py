"""CHAT transcripts (.cha), as CLAN and TalkBank write them.

Codes that say what happened become events; codes about the words (retracing, errors, overlap)
are taken out and counted. See https://talkbank.org/0info/manuals/CHAT.html for the codes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from vocbench.errors import ReadError
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.draft import Draft, Utterance
from vocbench.exchange.transcripts.labelled import left_out
from vocbench.exchange.transcripts.timelines import (
    Tier,
    draft_of_tiers,
    language_code,
    passed_over,
    recording,
)
from vocbench.model.told import Told, told

_LINE = re.compile(r"(?P<kind>[*%@])(?P<name>[^:\t\n]{1,60})(?::\s*(?P<words>.*))?", re.DOTALL)
_BULLET = re.compile(r"\x15[^\x15\d]{0,200}(\d{1,10})_(\d{1,10})(?:-)?\x15")
_ASKING = {"Investigator", "Interviewer", "Examiner", "Moderator"}
_HEADS_USED = {"Participants", "Languages", "Media", "UTF8", "Begin", "End", "ID"}

# In the order in which they are applied; the first name of each pair is how it is counted.
_EVENTS = (
    (re.compile(r"&=(?P<what>[\w:]+)"), r"(\g<what>)"),
    (re.compile(r"\[=!\s*(?P<what>[^\[\]]*)\]"), r"(\g<what>)"),
    (re.compile(r"(?<![\w(])(xxx|yyy|www)(?![\w)])"), r"(\1)"),
    (re.compile(r"\(\.\.\.\)"), "(long pause)"),
    (re.compile(r"\(\.\.\)"), "(pause)"),
    (re.compile(r"&\*(\w+):([\w']+)"), r"(\1: \2)"),
)
_CODES = re.compile(
    r"\[(?:/{1,3}|/-|\?|[<>]\d?|e|x \d+|(?:\*|%|:{1,2} |=\?? |\+ |- |# )[^\[\]]*)\]"
    r"|\+[<^,\"+](?!\w)|[⌈⌉⌊⌋↑↓‡„∬]"
)
_ENDINGS = (
    (re.compile(r"\s*\+(?:\.\.[.?]|/{1,2}[.?]|!\?|\"/?\.|\.)\s*$"), "…"),
    (re.compile(r"\s+([.?!])\s*$"), r"\1"),
)
_WORDS = (
    (re.compile(r"[<>]"), ""),
    (re.compile(r"&[-~](?=\w)"), ""),
    (re.compile(r"&\+?(\w+)"), r"\1-"),
    (re.compile(r"(?<=\w)@[a-z:$]+"), ""),
    (re.compile(r"(?<!\w)0\w*"), ""),
    (re.compile(r"(?<=\w)\((\w+)\)|\((\w+)\)(?=\w)"), r"\1\2"),
    (re.compile(r"(?<=\w)_(?=\w)"), " "),
    (re.compile(r"(?<=\w)\+(?=\w)"), ""),
    (re.compile(r"\s+,"), ","),
    (re.compile(r"[ \t\n]+"), " "),
)


def read_chat(file: SourceFile) -> Draft:
    """What a ``.cha`` file holds: the main lines of each participant, with their times.

    Dependent lines (``%mor`` and the like) and other headers are left out. ``&=laughs`` becomes
    ``(laughs)`` and ``xxx`` becomes ``(xxx)``, so that they are events as in any transcript.

    Raises:
        ReadError: no line in it starts with ``*`` and a speaker's code.
    """
    text, guesses = file.decode()
    lines = list(_lines(text))
    heads = {name: words for kind, name, words in lines if kind == "@"}
    people = _people(heads.get("Participants", ""))
    spoken = [(people.get(name, name), words) for kind, name, words in lines if kind == "*"]
    if not spoken:
        raise ReadError(
            f"{file.path.name} is no CHAT transcript: no line starts with '*' and a code, as in '*ANN:'. "
            "Export it again."
        )
    above = "\n".join(f"Interviewer: {people[code]}" for code in _asking(heads.get("Participants", "")))
    codes: Counter[str] = Counter()
    pieces = [_piece(speaker, words, codes) for speaker, words in spoken]
    notices = (*_left(lines, heads), *passed_over(told("Codes about the words"), codes))
    if "End" not in heads:
        notices = (*notices, told("The file does not end with @End: it may be cut short."))
    # The lines stand in order already; times may be there for some of them only.
    return draft_of_tiers(
        [Tier("", pieces)], notices=notices, language=_language(heads), guesses=guesses, above=above
    )


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    """Kind, name and words of each line, those that go on below after a tab joined."""
    for line in re.sub(r"\n[ \t]+", " ", text).split("\n"):
        if found := _LINE.fullmatch(line.strip()):
            yield found["kind"], found["name"].strip(), found["words"] or ""


def _people(participants: str) -> dict[str, str]:
    """What to call who has each code: the name where one is given, the code otherwise."""
    people: dict[str, str] = {}
    for each in participants.split(","):
        code, *name = each.replace("_", " ").split() or [""]
        # "ANN Anna Investigator": the last word is the role, what is between is the name.
        people[code] = " ".join(name[:-1]) or code
    repeated = {name for name, n in Counter(people.values()).items() if n > 1}
    return {code: code if name in repeated else name for code, name in people.items()}


def _asking(participants: str) -> Iterator[str]:
    """The codes of those whose role it is to ask."""
    for each in participants.split(","):
        code, *others = each.split() or [""]
        if others and others[-1] in _ASKING:
            yield code


def _piece(speaker: str, words: str, codes: Counter[str]) -> Utterance:
    times = [(int(start) / 1000, int(end) / 1000) for start, end in _BULLET.findall(words)]
    words = re.sub(r"\x15[^\x15]{0,300}\x15?", "", words)
    for pattern, event in _EVENTS:
        words = pattern.sub(event, words)
    codes.update(re.sub(r"(?<=[:=%+#*-])\s.*(?=\])", " …", code) for code in _CODES.findall(words))
    words = _CODES.sub("", words)
    for pattern, plain in (*_WORDS, *_ENDINGS):
        words = pattern.sub(plain, words)
    start, end = (times[0][0], times[-1][1]) if times else (None, None)
    return Utterance(speaker, words.strip(), start, end)


def _left(lines: Sequence[tuple[str, str, str]], heads: Mapping[str, str]) -> tuple[Told, ...]:
    """Notices of dependent lines and headers, and which recording it is."""
    dependent = Counter(f"%{name}" for kind, name, _ in lines if kind == "%")
    others = [f"@{name}: {words}" for kind, name, words in lines if kind == "@" and name not in _HEADS_USED]
    media = heads.get("Media", "").split(",")[0].strip()
    return (
        *passed_over(told("Dependent lines"), dependent),
        *left_out(told("Headers"), others),
        *recording([media] if media else []),
    )


def _language(heads: Mapping[str, str]) -> str | None:
    """The language of the conversation, the first where there are several."""
    return language_code(heads.get("Languages", "").split(",")[0])
