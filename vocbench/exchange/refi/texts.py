"""The text of a source, exactly as its file has it."""

from __future__ import annotations

import codecs
from xml.etree.ElementTree import Element

from vocbench.errors import ReadError
from vocbench.exchange.refi.intake import Intake
from vocbench.model.source import clean_text
from vocbench.model.told import told

_MARK = "\ufeff"
_NOT_UTF_8 = told("It is not in UTF-8 as the standard wants; look whether its accents are right.")
_MISSING = told("It is not in the file. Export again with the sources included.")
_FORMATTED = told("Only its words are taken over, without formatting.")
_FROM_WORD = told(
    "It comes without plain text. Its words were taken from the Word document, where other programs may "
    "count otherwise: look at its passages."
)


def read_text(holder: Element, name: str, intake: Intake) -> str:
    """The text that *holder* has or names; ``""`` where there is none, which is noted.

    Args:
        holder: an element with @plainTextPath, @richTextPath or a ``PlainTextContent``.
        name: of the source, for the list of losses.
        intake: whose files are looked through.
    """
    rich = holder.get("richTextPath", "")
    # Some programs call every text a formatted one.
    path = holder.get("plainTextPath") or (rich if rich.casefold().endswith(".txt") else "")
    raw = intake.files.find(path)
    inline = holder.find("PlainTextContent")
    has_rich = rich not in ("", path)
    if raw is not None:
        written = _decoded(raw, name, intake)
    elif inline is not None:
        written = inline.text or ""
    elif has_rich and (found := _from_word(holder, name, intake)) is not None:
        return found
    else:
        # Some programs name a text twice, as a source and as a transcript.
        intake.ledger.lost(told("text"), _MISSING, name=name, n=int(not path or path not in intake.missing))
        intake.missing.add(path)
        return ""
    if has_rich:
        intake.ledger.changed(told("formatted text"), _FORMATTED)
    # One program puts a mark before the mark that is there, and counts one of the two.
    return _MARK + written.lstrip(_MARK) if written.startswith(_MARK) else written


def _decoded(raw: bytes, name: str, intake: Intake) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        intake.ledger.doubtful(told("text"), _NOT_UTF_8, name=name)
    is_wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return raw.decode("utf-16" if is_wide else "cp1252", "replace")


def _from_word(holder: Element, name: str, intake: Intake) -> str | None:
    """The words of the formatted twin; ``None`` where it is not there or cannot be read."""
    path = holder.get("richTextPath", "")
    raw = intake.files.find(path)
    if raw is None or not path.casefold().endswith(".docx"):
        return None
    from vocbench.exchange.transcripts.word import plain_words  # noqa: PLC0415 - rarely needed

    try:
        written = clean_text(plain_words(raw, name))
    except ReadError:
        return None
    intake.ledger.doubtful(told("text"), _FROM_WORD, name=name)
    return written
