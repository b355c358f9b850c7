"""What of a foreign study the project has already: questions known by their answers, talks by their words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from vocbench.model.anchors import Edit
from vocbench.model.source import AnswerTable, Transcript
from vocbench.project.guids import id_of
from vocbench.storage.sources import load_answers

_FEW = 5  # answers that may agree by chance
_MOST_BETWEEN = 12  # words between two turns that are a label, a time or a line of the transcriber
_SUFFIX = re.compile(r"\.(docx?|odt|rtf|pdf|txt|md|html?|vtt|srt)$", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_TIME = re.compile(r"[\[(<#{]*\d+(?::\d\d){1,2}(?:[.,-]\d+)?[\])>#}]*|-+>")


class Question(NamedTuple):
    """What a table of answers asked, in one wave."""

    table: str
    question: str
    wave: str | None


class Heard(NamedTuple):
    """What somebody says in a source that may be a question: the GUID of it, whose it is, the words."""

    guid: str
    key: str | None
    words: str


class Questions:
    """The questions of the project, found by what each respondent answered."""

    def __init__(self, connection: Connection) -> None:
        self._by_id: dict[str, Question] = {}
        self._by_words: dict[tuple[str, str], list[Question]] = defaultdict(list)
        self._sizes: Counter[Question] = Counter()
        for row in load_answers(connection):
            asked = Question(row["source"], row["question"], row["wave"])
            self._by_id[row["answer"]] = asked
            if words := _plain(row["text"]):
                self._by_words[row["respondent"], words].append(asked)
                self._sizes[asked] += 1

    def find(self, said: Sequence[Heard], *, stated: tuple[str, str | None] | None = None) -> Question | None:
        """The question that these are answers to; ``None`` where there is none.

        At least half of them are here, or of a longer export at least half of what is here is among them.

        Args:
            said: what each person says in one source.
            stated: the question and the wave, where the source tells them.
        """
        votes = Counter(each for one in said for each in self._answered(one) if stated in {None, each[1:]})
        if not votes:
            return None
        found, n_votes = votes.most_common(1)[0]
        n_words = sum(bool(_plain(each.words)) for each in said)
        is_longer = n_votes >= _FEW and 2 * n_votes >= self._sizes[found]
        return found if is_longer or 2 * n_votes >= n_words else None

    def table_of(self, table: AnswerTable) -> str | None:
        """The name of the table of the project that most questions of another are in; ``None`` for none."""
        said: dict[tuple[str, str | None], list[Heard]] = defaultdict(list)
        for each in table.answers:
            said[each.question, each.wave].append(Heard("", each.respondent, each.text))
        found = [self.find(heard, stated=stated) for stated, heard in said.items()]
        tables = Counter(each.table for each in found if each)
        name, n_questions = max(tables.items(), key=lambda one: one[1], default=("", 0))
        return name if 2 * n_questions > len(found) else None

    def are_answers(self, said: Sequence[Heard]) -> bool:
        """Whether these are answers to one question of the project: several people, each once."""
        keys = {each.key for each in said}
        return len(said) > 1 and len(keys) == len(said) and self.find(said) is not None

    def _answered(self, one: Heard) -> Iterable[Question]:
        known = self._by_id.get(id_of(one.guid))
        return [known] if known else self._by_words.get((str(one.key), _plain(one.words)), ())


def _plain(text: str) -> str:
    return " ".join(text.split())


def stem(name: str) -> str:
    """The name of a source without the ending of a file, as some programs call it.

    >>> stem("P01.docx")
    'p01'
    """
    return _SUFFIX.sub("", name.strip()).casefold()


def without_labels(text: str, talk: Transcript) -> list[Edit] | None:
    """The edits that make the text of *talk* of another that has labels, times and headings as well.

    ``None`` where its words are not those: each turn has to be there, in order and word for word.
    """
    theirs = _words(text, 0, len(text))
    pairs = _paired([each[0] for each in theirs], talk)
    if pairs is None:
        return None
    edits, at, to = [], 0, 0
    for ours, place in pairs:
        edits.append(Edit(at, theirs[place].start(), talk.text[to : ours[0]]))
        at, to = theirs[place].end(), ours[1]
    edits.append(Edit(at, len(text), talk.text[to:]))
    return [each for each in edits if text[each.start : each.end] != each.words]


def _paired(words: Sequence[str], talk: Transcript) -> list[tuple[tuple[int, int], int]] | None:
    """Each word of *talk*, as where it starts and ends, with its number among *words*."""
    pairs: list[tuple[tuple[int, int], int]] = []
    at = 0
    for turn in talk.passages():
        wanted = _words(talk.text, turn.span.start, turn.span.end)
        if not wanted:
            continue
        last = at + _MOST_BETWEEN if pairs else len(words)
        found = next(_places(words, [each[0] for each in wanted], at, last), None)
        if found is None:
            return None
        pairs += [(each.span(), found + number) for number, each in enumerate(wanted)]
        at = found + len(wanted)
    return pairs


def _words(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The words of a passage, without times: these may stand within a turn, where lines were joined."""
    return [each for each in _WORD.finditer(text, start, end) if not _TIME.fullmatch(each[0])]


def _places(words: Sequence[str], wanted: Sequence[str], first: int, last: int) -> Iterator[int]:
    """Where *wanted* stands among *words*, beginning between two places."""
    for at in range(first, min(last, len(words) - len(wanted)) + 1):
        if words[at] == wanted[0] and words[at : at + len(wanted)] == wanted:
            yield at
