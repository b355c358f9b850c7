"""Praat annotations (.TextGrid), written long or short.

Both ways are one sequence of numbers and quoted texts with words between them that say what
is what; only the sequence counts, so one small reader takes both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vocbench.errors import ReadError
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.draft import Draft, Utterance
from vocbench.exchange.transcripts.timelines import Tier, draft_of_tiers, passed_over
from vocbench.model.told import told

# A quoted text, or a number that stands alone: not the 3 in "intervals [3]:".
_TOKEN = re.compile(
    r'"((?:[^"]|"")*)"|(?:^|(?<=[\s=]))(-?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?)(?=\s|$)', re.MULTILINE
)
_GENERIC = re.compile(
    r"(?:tier\s*\d*|words?|woorden|text|tekst|txt|utterances?|uitingen|sentences?|zinnen|transcript(?:ion|ie)?|"
    r"ort(?:hography)?|speech|spraak|default)",
    re.IGNORECASE,
)
_BELOW_WORDS = re.compile(
    r"(?:.*[-_ /])?(?:"
    r"phon\w*|fon\w*|phn|segments?|seg|mau|kan|syll?\w*|tones?|tobi|breaks?|pitch|intensity|f0|"
    r"silences?|stiltes?|gestures?|gloss\w*|translat\w*|vertaling|pos|comments?|opmerkingen|notes?)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\s*[-_/]\s*(?:words?|woorden|text|tekst|utterances?|transcript(?:ion|ie)?|ort)$", re.IGNORECASE
)
_SILENT = frozenset({"", "sil", "sp", "<sil>", "<p>", "<p:>", "<p:.>", "#", "##", "_", "silent", "sounding"})
_FIELDS = {"IntervalTier": 3, "TextTier": 2}
"""How many values make one piece on each kind of tier."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """One tier of the file: its kind, its name, and what is on it."""

    kind: str
    name: str
    pieces: Sequence[Utterance]

    @property
    def said(self) -> str:
        """All words on it, so that two tiers of the same words can be told."""
        return " ".join(" ".join(each.words.split()) for each in self.pieces).casefold()


def read_textgrid(file: SourceFile) -> Draft:
    """What a ``.TextGrid`` file holds: the words on each interval tier, named after who speaks.

    Tiers of points, of sounds or of comments are left out, and so is a tier that holds the words of
    another one in smaller pieces.

    Raises:
        ReadError: it is no TextGrid or a damaged one, or no tier in it holds words.
    """
    text, guesses = file.decode()
    name = file.path.name
    if "TextGrid" not in text[:300]:
        raise ReadError(f"{name} is no TextGrid in text form. Save it in Praat with 'Save as text file'.")
    grids = list(_grids(text, name))
    speech = _speech(grids)
    if not speech:
        names = ", ".join(repr(grid.name) for grid in grids) or "none"
        raise ReadError(f"{name} holds no tier of speech with words. Its tiers: {names}.")
    left = {
        grid.name or grid.kind: len(grid.pieces)
        for grid in grids
        if all(grid is not each for each in speech) and grid.pieces
    }
    tiers = [Tier(who, _spoken(grid, who)) for grid, who in zip(speech, _names(speech), strict=True)]
    return draft_of_tiers(tiers, notices=passed_over(told("Tiers that are no speech"), left), guesses=guesses)


def _grids(text: str, name: str) -> Iterator[_Grid]:
    """The tiers of the file, one after the other.

    Raises:
        ReadError: the file ends within a tier, or has a word where a number belongs.
    """
    values = _values(text)
    for kind in values:
        if kind not in _FIELDS:
            continue
        try:
            yield _grid(str(kind), values)
        except (StopIteration, ValueError):
            raise ReadError(
                f"{name} is damaged or cut short: a tier in it does not end. Save it again."
            ) from None


def _values(text: str) -> Iterator[str | float]:
    """The texts and numbers of the file in order, without the words that explain them."""
    for token in _TOKEN.finditer(text):
        yield float(token[2]) if token[1] is None else token[1].replace('""', '"')


def _grid(kind: str, values: Iterator[str | float]) -> _Grid:
    """The tier whose name comes next: its name, its times, how many pieces, the pieces."""
    name, _, _, n = str(next(values)), float(next(values)), float(next(values)), int(float(next(values)))
    pieces = []
    for _ in range(n):
        *times, words = [next(values) for _ in range(_FIELDS[kind])]
        start, end = float(times[0]), float(times[-1])
        if str(words).strip().casefold() not in _SILENT:
            pieces.append(Utterance("", str(words), max(start, 0), max(end, 0)))
    return _Grid(kind, name, pieces)


def _speech(grids: Sequence[_Grid]) -> list[_Grid]:
    """The tiers of words; of two with the same words the one in larger pieces."""
    found: dict[str, _Grid] = {}
    for grid in grids:
        if grid.kind == "TextTier" or not grid.pieces or _BELOW_WORDS.fullmatch(grid.name.strip()):
            continue
        before = found.get(grid.said)
        if before is None or len(grid.pieces) < len(before.pieces):
            found[grid.said] = grid
    return [grid for grid in grids if any(grid is each for each in found.values())]


def _names(speech: Sequence[_Grid]) -> list[str]:
    """Who speaks on each tier: what it is called, unless that says only that it holds words."""
    names = [_PART.sub("", grid.name.strip()) for grid in speech]
    return ["" if _GENERIC.fullmatch(name) and len(speech) == 1 else name for name in names]


def _spoken(grid: _Grid, speaker: str) -> list[Utterance]:
    return [replace(piece, speaker=speaker) for piece in grid.pieces]
