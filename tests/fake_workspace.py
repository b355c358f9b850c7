"""A project in memory, for tests of the widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from vocbench.errors import NotFoundError
from vocbench.model.codebook import PALETTE, SEPARATOR, Code, Codebook
from vocbench.model.coding import Coding
from vocbench.model.source import Role, Speaker, Transcript, Turn
from vocbench.model.span import Span

_WHEN = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


@dataclass
class _Past:
    label: str
    codebook: Codebook
    codings: list[Coding]


@dataclass
class FakeWorkspace:
    """Holds one transcript; satisfies ``Workspace`` without a file."""

    talk: Transcript
    codebook: Codebook = field(default_factory=Codebook)
    coder: str = "A"
    codings: list[Coding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._done: list[_Past] = []
        self._undone: list[_Past] = []
        self._followers: list[Callable[[], None]] = []
        self._made = 0

    def transcript(self, source: str) -> Transcript:
        """The transcript, if it has this name."""
        if source != self.talk.name:
            raise NotFoundError(f"No source {source!r}.")
        return self.talk

    def codings_of(self, source: str) -> list[Coding]:
        """All codings."""
        return [coding for coding in self.codings if coding.source == source]

    def code(
        self,
        source: str,
        *,
        span: Span | None,
        quote: str | None = None,
        code: str,
        coder: str | None = None,
        memo: str = "",
    ) -> Coding:
        """Add a coding, and the code where it is not there yet."""
        text = self.transcript(source).text
        if span is None:
            start = text.index(quote or "")
            span = Span(start, start + len(quote or ""))
        codebook = self._with(code)
        self._made += 1
        made = Coding(
            f"c{self._made}", source, span, span.cut(text), code, coder or self.coder, _WHEN, memo=memo
        )
        self._act(f"code {code}", codebook, [*self.codings, made])
        return made

    def uncode(self, coding_id: str) -> None:
        """Remove a coding."""
        left = [coding for coding in self.codings if coding.id != coding_id]
        if len(left) == len(self.codings):
            raise NotFoundError(f"There is no coding {coding_id!r}; somebody removed it.")
        self._act("remove a coding", self.codebook, left)

    def undo(self) -> str | None:
        """Swap the state with the one before."""
        return self._swap(self._done, self._undone)

    def redo(self) -> str | None:
        """Swap the state with the one that was undone."""
        return self._swap(self._undone, self._done)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call *callback* after each act."""
        self._followers.append(callback)
        return lambda: self._followers.remove(callback)

    @property
    def n_followers(self) -> int:
        """How many callbacks are called after each act."""
        return len(self._followers)

    def _with(self, path: str) -> Codebook:
        codebook, above = self.codebook, ""
        for name in path.split(SEPARATOR):
            parent = codebook[above].id if above else None
            above = f"{above}{SEPARATOR}{name}" if above else name
            if above not in codebook:
                color = PALETTE[len(codebook) % len(PALETTE)]
                codebook = codebook.added(Code(f"k{len(codebook)}", name, parent, color))
        return codebook

    def _act(self, label: str, codebook: Codebook, codings: list[Coding]) -> None:
        self._done.append(_Past(label, self.codebook, self.codings))
        self._undone.clear()
        self._become(codebook, codings)

    def _swap(self, out: list[_Past], into: list[_Past]) -> str | None:
        if not out:
            return None
        past = out.pop()
        into.append(_Past(past.label, self.codebook, self.codings))
        self._become(past.codebook, past.codings)
        return past.label

    def _become(self, codebook: Codebook, codings: list[Coding]) -> None:
        self.codebook, self.codings = codebook, codings
        for follower in list(self._followers):
            follower()


def make_transcript(*turns: tuple[str, str], name: str = "p01", language: str | None = "en") -> Transcript:
    """A transcript of (speaker, words) pairs, one a line."""
    at, made = 0, []
    for number, (speaker, words) in enumerate(turns):
        made.append(Turn(Span(at, at + len(words)), speaker, start_seconds=12.0 * number))
        at += len(words) + 1
    speakers = {
        speaker: Speaker(speaker, Role.INTERVIEWER if speaker.startswith("Int") else Role.RESPONDENT)
        for speaker, _ in turns
    }
    text = "\n".join(words for _, words in turns)
    return Transcript(name, text, tuple(made), tuple(speakers.values()), language=language)


def make_codebook(*paths: str) -> Codebook:
    """A codebook with these paths; what lies above them is made too."""
    fake = FakeWorkspace(make_transcript(("", "words")))
    for path in paths:
        fake.codebook = fake._with(path)
    return fake.codebook
