"""Transcripts in, whatever program wrote them.

A new format is a module with one function of type ``Reader``, and a line in ``READERS``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vocbench.exchange.text import PathLike, open_file
from vocbench.exchange.transcripts.draft import Draft, Reader, Utterance, to_transcript
from vocbench.exchange.transcripts.labelled import read_markdown, read_text
from vocbench.exchange.transcripts.speech import read_json
from vocbench.exchange.transcripts.subtitles import read_srt, read_vtt
from vocbench.exchange.transcripts.word import read_word
from vocbench.model.source import Transcript

__all__ = ["READERS", "Draft", "Reader", "Utterance", "read_transcript", "to_transcript"]

READERS: Mapping[str, Reader] = {
    ".vtt": read_vtt,
    ".srt": read_srt,
    ".txt": read_text,
    ".md": read_markdown,
    ".docx": read_word,
    ".json": read_json,
}
"""Which reader takes which suffix."""


def read_transcript(
    path: PathLike,
    *,
    name: str | None = None,
    language: str | None = None,
    encoding: str | None = None,
    interviewer: str | Sequence[str] | None = None,
) -> Transcript:
    """The transcript in a file, with its speakers, times and bracketed events.

    The text is the words of the turns, one below the other; labels and time codes are not
    part of it. What was guessed or left out stands in ``notices`` of the transcript.

    Args:
        path: a .vtt, .srt, .txt, .md, .docx or .json file.
        name: what to call the source; ``None`` takes the file's name without its suffix.
        language: a code such as ``"nl"``; ``None`` takes what the file says, if anything.
        encoding: how a text file is encoded; ``None`` finds out.
        interviewer: the label or labels of who asks; ``None`` goes by usual labels.

    Returns:
        A transcript; where the file names nobody, its turns have the speaker ``""``.

    Raises:
        ReadError: the file is absent, empty, of another kind or damaged; the message names
            the line where there is one.
    """
    file = open_file(path, suffixes=tuple(READERS), encoding=encoding)
    draft = READERS[file.suffix](file)
    called = name if name is not None else file.path.stem.strip()
    return to_transcript(draft, name=called, language=language, interviewer=interviewer)
