"""The extra tier of Dutch names, with a stand-in for deduce and, where it is installed, deduce itself."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from vocbench.errors import ReadError, WriteError
from vocbench.privacy import names
from vocbench.privacy.kinds import Kind

STAND_IN = '''
"""Finds every name of its list, as deduce does: lists in a folder, a log that is turned on for everybody."""
import logging, pathlib, re
logging.basicConfig(level=logging.DEBUG)
__version__ = "3.0.6"

class _Annotation:
    def __init__(self, start, end, tag):
        self.start_char, self.end_char, self.tag = start, end, tag

class _Document:
    def __init__(self, annotations):
        self.annotations = annotations

class Deduce:
    def __init__(self, *, lookup_data_path, cache_path):
        self.source = pathlib.Path(lookup_data_path) / "src"
        (pathlib.Path(cache_path) / "cache" / "built").write_text("once")

    def deidentify(self, text, disabled):
        assert "ages" in disabled
        listed = (self.source / "names" / "lst_first_name" / "items.txt").read_text().split()
        found = [match.span() for name in listed for match in re.finditer(name, text)]
        people = [_Annotation(*place, "persoon") for place in found]
        return _Document([*people, _Annotation(0, 1, "leeftijd")])
'''


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package called deduce, with short lists and long ones."""
    folder = tmp_path / "site" / "deduce"
    for name in ("names/lst_first_name", *names._LONG_LISTS):
        place = folder / "data" / "lookup" / "src" / name
        place.mkdir(parents=True)
        (place / "items.txt").write_text("Femke\nStap\n" * 100)
    (folder / "__init__.py").write_text(STAND_IN)
    monkeypatch.syspath_prepend(str(folder.parent))
    monkeypatch.delitem(sys.modules, "deduce", raising=False)
    yield folder
    sys.modules.pop("deduce", None)


def test_without_the_extra_the_error_has_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lacks deduce is told what to do."""
    monkeypatch.setattr(names, "is_installed", lambda: False)

    with pytest.raises(ReadError, match=r'pip install "vocbench\[deid\]"'):
        names.dutch_names()


def test_names_are_found_and_ordinary_words_are_not(package: Path, tmp_path: Path) -> None:
    """A name is a person; a word of the dictionary at the start of a sentence is a word; ages are nothing."""
    tier = names.dutch_names(tmp_path / "cache")

    hits = set(tier("Stap voor stap, zei Femke."))

    assert package.is_dir()
    assert [(hit.start, hit.end, hit.kind) for hit in hits] == [(20, 25, Kind.PERSON)]


def test_nothing_is_written_where_the_package_is(package: Path, tmp_path: Path) -> None:
    """Lists and what is built of them stand in a folder of our own, the long ones cut."""
    before = {path: path.read_bytes() for path in package.rglob("*.txt")}

    names.dutch_names(tmp_path / "cache")

    ours = tmp_path / "cache" / "deduce-3.0.6"
    assert (ours / "cache" / "built").is_file()
    assert not list(package.rglob("built"))
    assert {path: path.read_bytes() for path in package.rglob("*.txt")} == before
    kept = [(ours / "src" / name / "items.txt").read_text().splitlines() for name in names._LONG_LISTS]
    assert {len(lines) for lines in kept} == {50}


def test_the_log_stays_as_it_was(package: Path, tmp_path: Path) -> None:
    """Importing deduce sends nobody's log lines to the screen."""
    root = logging.getLogger()
    before = (list(root.handlers), root.level)

    names.dutch_names(tmp_path / "cache")

    assert package.is_dir()
    assert (list(root.handlers), root.level) == before


def test_a_folder_that_cannot_be_written_is_told(package: Path, tmp_path: Path) -> None:
    """Where a file stands in the way, the error names the folder."""
    (tmp_path / "cache").write_text("a file")

    with pytest.raises(WriteError, match="Name another folder"):
        names.dutch_names(tmp_path / "cache")

    assert package.is_dir()


@pytest.mark.skipif(not names.is_installed(), reason="the extra deid is not installed")
def test_the_real_tier_finds_dutch_names(tmp_path: Path) -> None:
    """With its long lists cut it finds people and places of an ordinary sentence."""
    text = "Sanne de Boer woont in Utrecht, stap voor stap."

    hits = names.dutch_names(tmp_path)(text)

    assert {text[hit.start : hit.end]: hit.kind for hit in hits} == {
        "Sanne de Boer": Kind.PERSON,
        "Utrecht": Kind.PLACE,
    }
