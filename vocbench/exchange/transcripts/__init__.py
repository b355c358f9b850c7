"""Transcripts in, whatever program wrote them.

A new format is a module with one function of type ``Reader``, and a line in ``READERS``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from vocbench.exchange.text import PathLike, open_file
from vocbench.exchange.transcripts.captions import read_captions
from vocbench.exchange.transcripts.chat import read_chat
from vocbench.exchange.transcripts.draft import Draft, Reader, Utterance, to_transcript
from vocbench.exchange.transcripts.elan import read_elan
from vocbench.exchange.transcripts.events import Profile
from vocbench.exchange.transcripts.labelled import read_markdown, read_text
from vocbench.exchange.transcripts.lyrics import read_lrc
from vocbench.exchange.transcripts.odt import read_odt
from vocbench.exchange.transcripts.otranscribe import read_otr
from vocbench.exchange.transcripts.pdf import read_pdf
from vocbench.exchange.transcripts.praat import read_textgrid
from vocbench.exchange.transcripts.rtf import read_rtf
from vocbench.exchange.transcripts.speech import read_json
from vocbench.exchange.transcripts.ssa import read_ssa
from vocbench.exchange.transcripts.subtitles import read_sbv, read_subtitles
from vocbench.exchange.transcripts.tabular import TABLES, read_table, turns_score
from vocbench.exchange.transcripts.web import read_html
from vocbench.exchange.transcripts.word import read_word
from vocbench.model.source import Speaker, Transcript

__all__ = [
    "READERS",
    "Draft",
    "Profile",
    "Reader",
    "Utterance",
    "draft_of",
    "read_transcript",
    "to_transcript",
    "turns_score",
]

READERS: Mapping[str, Reader] = {
    ".vtt": read_subtitles,
    ".srt": read_subtitles,
    ".sbv": read_sbv,
    ".lrc": read_lrc,
    ".ttml": read_captions,
    ".dfxp": read_captions,
    ".srv3": read_captions,
    ".ass": read_ssa,
    ".txt": read_text,
    ".md": read_markdown,
    ".docx": read_word,
    ".odt": read_odt,
    ".rtf": read_rtf,
    ".pdf": read_pdf,
    ".html": read_html,
    ".htm": read_html,
    ".eaf": read_elan,
    ".textgrid": read_textgrid,
    ".cha": read_chat,
    ".json": read_json,
    ".json3": read_json,
    ".otr": read_otr,
    **dict.fromkeys(TABLES, read_table),
}
"""Which reader takes which suffix."""


def read_transcript(
    path: PathLike,
    *,
    profile: str | None = None,
    name: str | None = None,
    language: str | None = None,
    encoding: str | None = None,
    which: str | int | None = None,
    interviewer: str | Sequence[str] | None = None,
    speakers: Mapping[str, str | Speaker | None] | None = None,
    keep_lines: bool = False,
) -> Transcript:
    """The transcript in a file, with its speakers, times and bracketed events.

    The text is the words of the turns, one below the other; labels and time codes are not
    part of it. What was left out stands in ``notices`` of the transcript, and what was
    guessed in ``guesses``, each with the argument that says otherwise.

    What could be a document as well as a talk is kept as text, by nobody: nothing is left out of it then.
    In a talk a doubtful label is kept as a speaker, and is a guess of its own. *speakers* mends both.

    Args:
        path: a file in one of the formats of ``READERS``.
        profile: the notation of pauses and other events: ``"jefferson"``, ``"nl-plain"`` or
            ``"en-plain"``; ``None`` guesses.
        name: what to call the source; ``None`` takes the file's name without its suffix.
        language: a code such as ``"nl"``; ``None`` takes what the file says, or guesses.
        encoding: how a text file is encoded; ``None`` finds out.
        which: the sheet of a workbook, by name or by number from 1 on; ``None`` takes the first.
        interviewer: the label or labels of who asks; ``None`` goes by usual labels, or by who asks most.
        speakers: by label a name, or a ``Speaker`` with name and role:
            ``{"SPEAKER_00": "Anna", "R": Speaker("Bert", Role.OTHER)}``. Two labels that get
            one name are one speaker; ``""`` stands for turns without a label. A label that is none,
            such as "Note", gets ``None``: it goes back into the words of the turn before. A label that was
            not taken for one is taken out of the words: it stands at the start of a line, before a colon.
        keep_lines: whether lines that seem to be broken to fit a width stay lines.

    Returns:
        A transcript; where the file names nobody, its turns have the speaker ``""``.

    Raises:
        ReadError: the file is absent, empty, of another kind or damaged; the message names
            the line where there is one. Or there is no such profile, encoding or label.
    """
    draft = draft_of(path, encoding=encoding, which=which)
    return to_transcript(
        draft,
        name=Path(path).stem.strip() if name is None else name,
        profile=profile,
        language=language,
        interviewer=interviewer,
        speakers=speakers,
        keep_lines=keep_lines,
    )


def draft_of(path: PathLike, *, encoding: str | None = None, which: str | int | None = None) -> Draft:
    """What a file holds, before speakers, language and notation are settled.

    ``to_transcript`` makes a transcript of it, as often as somebody thinks again.

    Args:
        path: a file in one of the formats of ``READERS``.
        encoding: how a text file is encoded; ``None`` finds out.
        which: the sheet of a workbook, by name or by number from 1 on; ``None`` takes the first.

    Raises:
        ReadError: the file is absent, empty, of another kind or damaged.
    """
    file = open_file(path, suffixes=tuple(READERS), encoding=encoding, which=which)
    return READERS[file.suffix](file)
