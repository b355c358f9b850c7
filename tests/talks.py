"""Transcripts and projects in a line, for tests of the widgets."""

from __future__ import annotations

from vocbench.model.source import Role, Speaker, Transcript, Turn
from vocbench.model.span import Span
from vocbench.project import Project


def talk(*turns: tuple[str, str], name: str = "p01", language: str | None = "en") -> Transcript:
    """A transcript of (speaker, words) pairs, one a line, twelve seconds each."""
    at, made = 0, []
    for number, (speaker, words) in enumerate(turns):
        made.append(Turn(Span(at, at + len(words)), speaker, start_seconds=12.0 * number))
        at += len(words) + 1
    speakers = {
        speaker: Speaker(speaker, Role.INTERVIEWER if speaker.startswith("Int") else Role.RESPONDENT)
        for speaker, _ in turns
        if speaker
    }
    text = "\n".join(words for _, words in turns)
    return Transcript(name, text, tuple(made), tuple(speakers.values()), language=language)


def study(*talks: Transcript, codes: tuple[str, ...] = (), coder: str = "A") -> Project:
    """A project that is not kept, with these transcripts and codes; their hot keys follow the order."""
    project = Project(":memory:", coder=coder)
    for each in talks:
        project.add(each)
    for path in codes:
        project.add_code(path)
    return project
