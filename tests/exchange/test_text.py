"""Files are opened and decoded, or refused with a message that helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from vocbench.errors import ReadError
from vocbench.exchange.text import decode, open_file

DUTCH = "I: Vindt u het water te koud?\nR: Nee, één keer per week – ‘coöperatief’ – kost het € 20…"


def opened(path: Path, content: bytes) -> None:
    """Write *content* at *path* and open it as a text."""
    path.write_bytes(content)
    open_file(path, suffixes=(".txt", ".docx"))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_a_text_is_read_in_the_encoding_it_was_written_in(encoding: str) -> None:
    """Accents, quotes and the euro come out as they went in."""
    assert decode(DUTCH.encode(encoding), name="x").text == DUTCH


@pytest.mark.parametrize("text", ["één", "café", "zo’n", "‘Zo’, zei hij", "Geëigend"])
def test_a_single_western_word_is_not_taken_for_another_script(text: str) -> None:
    """A few accents are enough to see that an 8-bit file is cp1252."""
    assert decode(text.encode("cp1252"), name="x").text == text


def test_a_text_from_an_old_mac_is_recognised() -> None:
    """Mac Roman is told from cp1252 by what would stand inside words."""
    assert decode("één cliënt".encode("mac_roman"), name="x").text == "één cliënt"


def test_cyrillic_is_left_to_the_encoding_detector() -> None:
    """A text that is nearly all accents in cp1252 is not Western."""
    text = "Что вы думаете о воде? Я думаю, что она холодная и дорогая."

    assert decode(text.encode("koi8_r"), name="x").text == text


def test_a_guessed_encoding_is_told() -> None:
    """An encoding that the file does not name is a guess that can be overruled."""
    (guess,) = decode(DUTCH.encode("cp1252"), name="p01.txt").guesses

    assert (guess.what, guess.value, guess.override) == ("encoding", "cp1252", "encoding")
    assert 0.5 <= guess.confidence < 1


def test_more_accents_make_a_surer_guess() -> None:
    """One sign that fits says less than a hundred."""
    once, often = (decode(("één " * n).encode("cp1252"), name="x").guesses[0].confidence for n in (1, 100))

    assert once < often


def test_utf16_without_a_mark_is_a_guess() -> None:
    """Zero bytes give the encoding away, but nothing says it."""
    (guess,) = decode(DUTCH.encode("utf-16-le"), name="x").guesses

    assert guess.value == "utf-16-le"


def test_utf8_is_no_guess() -> None:
    """Where nothing was guessed nothing is told."""
    assert decode(DUTCH.encode(), name="x").guesses == ()


def test_a_given_encoding_overrules_the_guess() -> None:
    """With encoding= the bytes are read as told."""
    assert decode("één".encode("cp1252"), name="x", encoding="cp1250").text == "één"
    assert decode(b"\xe9", name="x", encoding="cp437").text == "Θ"


def test_a_wrong_given_encoding_names_the_line() -> None:
    """Bytes that the given encoding does not know are found by line."""
    with pytest.raises(ReadError, match=r"p01\.txt is not utf-8: line 2 holds the byte 0xe9"):
        decode("een\néén".encode("cp1252"), name="p01.txt", encoding="utf-8")


def test_an_unknown_encoding_is_refused() -> None:
    """A codec that Python does not have is a ReadError."""
    with pytest.raises(ReadError, match="no encoding 'utf8-nl'"):
        decode(b"x", name="x", encoding="utf8-nl")


def test_damaged_utf8_is_not_read_as_something_else() -> None:
    """One broken byte among good UTF-8 stops the reading instead of breaking every accent."""
    raw = ("één cliënt, geïnd\n" * 20).encode() + b"\xe9\n"

    with pytest.raises(ReadError, match="line 21"):
        decode(raw, name="x")


def test_line_ends_become_lf() -> None:
    """CR LF and CR are line ends like any other."""
    assert decode(b"\xef\xbb\xbfa\r\nb\rc\n", name="x").text == "a\nb\nc\n"


def test_the_text_is_not_normalised() -> None:
    """A decomposed accent stays decomposed: offsets count what is in the file."""
    assert decode("e\u0301".encode(), name="x").text == "e\u0301"


def test_a_missing_file_suggests_the_nearest(tmp_path: Path) -> None:
    """A slip in a file name is met with the name that was meant."""
    (tmp_path / "p01.vtt").write_text("x")

    with pytest.raises(ReadError, match=r"no file .*p1\.vtt\. Did you mean 'p01\.vtt'"):
        open_file(tmp_path / "p1.vtt", suffixes=(".vtt",))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """When the folder is wrong it is the folder that is named."""
    with pytest.raises(ReadError, match=r"no folder .*interviews"):
        open_file(tmp_path / "interviews" / "p01.vtt", suffixes=(".vtt",))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder is refused with the advice to name a file."""
    with pytest.raises(ReadError, match="is a folder"):
        open_file(tmp_path, suffixes=(".vtt",))


@pytest.mark.parametrize(
    ("name", "advice"), [("a.pdf", "read_transcript"), ("a.doc", r"as \.docx"), ("a.csv", "read_answers")]
)
def test_a_suffix_that_is_not_read_gets_advice(tmp_path: Path, name: str, advice: str) -> None:
    """Each usual wrong suffix is met with what to do."""
    (tmp_path / name).write_text("x")

    with pytest.raises(ReadError, match=advice):
        open_file(tmp_path / name, suffixes=(".txt",))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\nx", "a PDF document"),
        (b"PK\x03\x04x", "a ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", "Office document"),
        (b"{\\rtf1 x}", "a rich-text document"),
    ],
)
def test_a_document_renamed_to_text_is_recognised(tmp_path: Path, content: bytes, kind: str) -> None:
    """A file of another kind is refused by what it is, not read as nonsense."""
    with pytest.raises(ReadError, match=kind):
        opened(tmp_path / "p01.txt", content)


def test_a_program_renamed_to_text_is_refused() -> None:
    """Zero bytes that are no UTF-16 make no text."""
    with pytest.raises(ReadError, match="zero bytes"):
        decode(bytes(range(256)) * 4, name="p01.txt")


def test_text_renamed_to_word_is_refused(tmp_path: Path) -> None:
    """A .docx that is no archive is told apart before it is opened."""
    with pytest.raises(ReadError, match=r"not a \.docx document"):
        opened(tmp_path / "p01.docx", b"I: hallo")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """A file of 0 bytes is called empty."""
    with pytest.raises(ReadError, match="empty"):
        opened(tmp_path / "p01.txt", b"")


def test_a_file_of_white_space_is_refused(tmp_path: Path) -> None:
    """A file without a sign to read is called empty too."""
    (tmp_path / "p01.txt").write_text("\ufeff \n\n", encoding="utf-8")

    with pytest.raises(ReadError, match="empty"):
        open_file(tmp_path / "p01.txt", suffixes=(".txt",)).decode()
