"""From a path to the text of the file, or to an error that says what is wrong with it."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from vocbench.errors import ReadError
from vocbench.model.guess import Guess, agreement
from vocbench.model.source import clean_text
from vocbench.model.told import Told, told

PathLike = str | os.PathLike[str]
"""Where a file is, as a text or a ``pathlib.Path``."""

_ZIP = b"PK\x03\x04"
_SIGNATURES = {
    b"%PDF-": "a PDF document",
    _ZIP: "a ZIP archive, as .docx, .xlsx and .odt are inside",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old or password-protected Office document",
    b"{\\rtf": "a rich-text document",
    b"SQLite format 3\0": "a SQLite database",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_STARTS = {
    **dict.fromkeys((".docx", ".odt", ".xlsx", ".xlsm", ".xlsb", ".ods"), _ZIP),
    ".xls": b"\xd0\xcf\x11\xe0",
    ".sav": b"$FL2",
    ".zsav": b"$FL3",
    ".por": b"",
    ".parquet": b"PAR1",
    ".pdf": b"%PDF-",
    ".rtf": b"{\\rtf",
}
"""What a file of each format starts with; one whose suffix is not here is text."""
_BY_ADVICE = {
    "Open it in a word processor and save it as .docx.": ".doc .pages .wpd .gdoc",
    "Transcripts are read with read_transcript.": (
        ".docx .odt .rtf .pdf .html .htm .md .vtt .srt .sbv .lrc .json .eaf .textgrid .cha"
    ),
    "Transcripts are read with read_transcript; name a table .csv or .tsv.": ".txt",
    "Tables of answers are read with read_answers.": (
        ".csv .tsv .xls .xlsx .xlsm .xlsb .ods .sav .zsav .por .parquet .jsonl"
    ),
    "It holds the questions of a survey: leave it beside the table of answers, and read that.": ".lss",
    "It is a project of vocbench: open it with Project(...), or write it with vocbench export.": ".voc",
    "Unpack it first, and read what is in it.": ".zip",
    "It is a recording: have it transcribed first.": ".mp3 .m4a .mp4 .wav .aac .ogg .wma .mov .webm",
}
_ADVICE = {suffix: advice for advice, suffixes in _BY_ADVICE.items() for suffix in suffixes.split()}
# The four-byte marks come first: UTF-32's begins with UTF-16's.
_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


class Decoded(NamedTuple):
    """A file's text with LF line ends, and the guess of its encoding where that is one."""

    text: str
    guesses: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The bytes of a file that exists, is not empty and is what its suffix says."""

    path: Path
    raw: bytes
    encoding: str | None = None
    which: str | int | None = None
    """The sheet of a workbook, by name or by number from 1 on."""
    n_rows: int | None = None
    """How many rows of a table are wanted, where not all are; a reader may give more."""

    @property
    def suffix(self) -> str:
        """The lower-case suffix, such as ``.vtt``."""
        return self.path.suffix.lower()

    def decode(self) -> Decoded:
        """The file's text, its encoding found unless it was given.

        Raises:
            ReadError: the bytes are not text in that encoding, or only white space.
        """
        decoded = decode(self.raw, name=self.path.name, encoding=self.encoding)
        if not decoded.text.strip():
            raise ReadError(f"{self.path.name} is empty: it holds only white space.")
        return decoded


def open_file(
    path: PathLike,
    *,
    suffixes: Sequence[str],
    encoding: str | None = None,
    which: str | int | None = None,
) -> SourceFile:
    """The bytes of the file at *path*.

    Args:
        path: where the file is; ``~`` stands for the home folder.
        suffixes: the suffixes that the caller can read.
        encoding: how the text is encoded; ``None`` finds out.
        which: the sheet that is meant, where the file is a workbook; ``None`` for the first.

    Raises:
        ReadError: no such file (the nearest names are given), a folder, a suffix that is
            not read, an empty file, or content of another kind than the suffix says.
    """
    place = find_file(path, suffixes=suffixes)
    try:
        raw = place.read_bytes()
    except OSError as error:
        raise ReadError(f"{place} cannot be opened: {error.strerror}.") from None
    _check_content(place, raw)
    return SourceFile(place, raw, encoding, which)


def find_file(path: PathLike, *, suffixes: Sequence[str]) -> Path:
    """Where the file at *path* is, before anything in it is read.

    Args:
        path: where the file is; ``~`` stands for the home folder.
        suffixes: the suffixes that the caller can read.

    Raises:
        ReadError: no such file (the nearest names are given), a folder, or another suffix.
    """
    place = Path(path).expanduser()
    _check_place(place)
    _check_suffix(place, suffixes)
    return place


def decode(raw: bytes, *, name: str, encoding: str | None = None) -> Decoded:
    """The text of *raw*, with LF line ends and no byte-order mark.

    Without *encoding* it is found, in this order: by byte-order mark, as UTF-8, as UTF-16
    by its zero bytes, as a Western 8-bit encoding, and last by charset-normalizer.

    Args:
        raw: the bytes of a text file.
        name: what to call the file in messages.
        encoding: a Python codec name; ``None`` finds out.

    Returns:
        The text, with a guess where the encoding is one: text that is sound UTF-8 or carries a mark is not.

    Raises:
        ReadError: not text, or not in the given encoding.
    """
    if encoding is not None:
        return Decoded(_strictly(raw, encoding, name))
    for mark, marked in _MARKS.items():
        if raw.startswith(mark):
            return Decoded(_strictly(raw, marked, name))
    if b"\0" in raw:
        return _wide(raw, name)
    try:
        return Decoded(clean_text(raw.decode("utf-8")))
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(raw, error, name)
    return _eight_bit(raw, name)


def nearest(name: str, names: Sequence[str]) -> str:
    """A sentence that suggests the nearest of *names*; empty when none is near."""
    folded = {each.casefold(): each for each in reversed(names)}
    near = get_close_matches(name.casefold(), folded, n=3, cutoff=0.5)
    if not near:
        return ""
    return f" Did you mean {' or '.join(repr(folded[each]) for each in near)}?"


def _check_place(place: Path) -> None:
    if place.is_dir():
        raise ReadError(f"{place} is a folder. Name one file in it.")
    if place.is_file():
        return
    if not place.parent.is_dir():
        raise ReadError(f"There is no folder {place.parent}, so no file {place.name!r} in it.")
    names = sorted(each.name for each in place.parent.iterdir())
    raise ReadError(f"There is no file {place}.{nearest(place.name, names)}")


def _check_suffix(place: Path, suffixes: Sequence[str]) -> None:
    suffix = place.suffix.lower()
    if suffix in suffixes:
        return
    advice = _ADVICE.get(suffix, "Save it as one of these, or correct its name.")
    raise ReadError(
        f"{place.name} cannot be read here: its name must end in one of {', '.join(suffixes)}. {advice}"
    )


def _check_content(place: Path, raw: bytes) -> None:
    if not raw:
        raise ReadError(f"{place.name} is empty: it has 0 bytes. Export or copy it again.")
    kind = next((kind for start, kind in _SIGNATURES.items() if raw.startswith(start)), None)
    suffix = place.suffix.lower()
    start = _STARTS.get(suffix)
    if start is not None and not raw.startswith(start):
        raise ReadError(
            f"{place.name} is {kind or 'another kind of file'}, not a {suffix} document. "
            f"Open it in the program that made it and save it as {suffix}, without a password."
        )
    if start is None and kind:
        raise ReadError(f"{place.name} is {kind}, not text. Give it its true suffix, or save it as text.")


def _strictly(raw: bytes, encoding: str, name: str) -> str:
    try:
        return clean_text(raw.decode(encoding))
    except LookupError:
        raise ReadError(f"There is no encoding {encoding!r}. Usual ones: utf-8, cp1252, utf-16.") from None
    except UnicodeError as error:
        raise ReadError(
            f"{name} is not {encoding}{_where(raw, error)}. Pass another encoding=, or none to have it found."
        ) from None


def _where(raw: bytes, error: UnicodeError) -> str:
    if not isinstance(error, UnicodeDecodeError):
        return ""
    line = raw.count(b"\n", 0, error.start) + 1
    return f": line {line} holds the byte 0x{raw[error.start]:02x}, which it does not know"


def _wide(raw: bytes, name: str) -> Decoded:
    """Text in UTF-16 without a mark: ASCII letters leave a zero in every other byte."""
    odd, even = raw[1::2].count(0), raw[::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if max(odd, even) > _MANY_ZEROS * len(raw) / 2:
        text = _strictly(raw, encoding, name)
        if "\0" not in text:
            n_pairs = len(raw) // 2
            return Decoded(text, (_guess(encoding, max(odd, even), n_pairs),))
    raise ReadError(
        f"{name} is not text: it holds zero bytes, as programs and media files do. "
        "Export it as text, or give it its true suffix."
    )


def _refuse_damaged_utf8(raw: bytes, error: UnicodeDecodeError, name: str) -> None:
    """Stop at a file that is UTF-8 but for a few bytes: read otherwise, every accent would break."""
    n_good = sum(character > "\x7f" for character in raw.decode("utf-8", "ignore"))
    n_bad = raw.decode("utf-8", "replace").count("\ufffd")
    if n_good > 10 * n_bad:
        raise ReadError(f"{name} is UTF-8{_where(raw, error)}. Repair that line and save it again as UTF-8.")


# Signs that stand inside a word, or hardly ever stand in Dutch, English, German, French or
# Spanish at all: what accents turn into when they are read in the wrong Western encoding.
_ODD = re.compile(
    "[^\x00-\x7f\xa0-\xffœŒ‘’“”‚„…–—€•™]|(?<=[A-Za-z])[‘“”‚„•™…\xa1-\xbf](?=[a-z])|(?<=[a-z])[À-ÖØ-Þ](?=[a-z])"
)
_LAST_ASCII = 0x7F
_MANY_ZEROS, _MOST_ODD, _MOST_ACCENTED, _FEW = 0.2, 0.2, 0.35, 5


def _eight_bit(raw: bytes, name: str) -> Decoded:
    """Text in one byte a character.

    charset-normalizer reads short Dutch cp1252 as cp1250, Big5 or UTF-16 ("café" comes out
    Chinese), so the Western encodings are weighed here and it is asked for the others only.
    """
    encoding = min(("cp1252", "mac_roman"), key=lambda each: _oddness(raw, each))
    if _oddness(raw, encoding) > _MOST_ODD:
        return _foreign(raw, name)
    return _decoded(raw, encoding, name, odd=_oddness(raw, encoding))


def _decoded(raw: bytes, encoding: str, name: str, *, odd: float) -> Decoded:
    """Text in an encoding in which that share of its signs looks out of place."""
    n_signs = sum(byte > _LAST_ASCII for byte in raw)
    return Decoded(_strictly(raw, encoding, name), (_guess(encoding, n_signs * (1 - odd), n_signs),))


def _guess(encoding: str, n: float, of: int) -> Guess:
    return Guess(told("encoding"), Told(encoding), agreement(n, of), "encoding")


def _oddness(raw: bytes, encoding: str) -> float:
    """Share of the non-ASCII signs that look out of place in *encoding*; 0 to 1."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return 1.0
    signs = [sign for sign in text if sign > "\x7f"]
    n_accented, n_letters = sum(map(str.isalpha, signs)), sum(map(str.isalpha, text))
    if n_letters > _FEW and n_accented > _MOST_ACCENTED * n_letters:
        return 1.0  # Greek or Cyrillic: read as Western, nearly every letter has an accent
    return len(_ODD.findall(text)) / len(signs)


def _foreign(raw: bytes, name: str) -> Decoded:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only files in rare encodings need it

    best = from_bytes(raw).best()
    if best is None:
        raise ReadError(
            f"{name} is not text in any encoding that could be found. Pass encoding=, or save it as UTF-8."
        )
    return _decoded(raw, best.encoding, name, odd=min(best.chaos, 1))
