"""Dutch names by lists and patterns: deduce, the optional extra ``deid``, with its long look-ups cut.

deduce was made for hospital files (Menger et al. 2018, https://doi.org/10.1016/j.tele.2017.08.002; version 3,
Mosteiro et al. 2025). Its lists of streets and of healthcare institutions take a gigabyte of memory and
minutes to build, and find nothing here that other tiers miss; so the lists are copied, those two cut, and
what is built of them is kept in a folder of our own: nothing is written where the package is installed.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from vocbench.errors import ReadError, WriteError
from vocbench.privacy.find import Tier
from vocbench.privacy.kinds import Hit, Kind
from vocbench.privacy.words import is_known, starts_sentence

_LONG_LISTS = ("locations/lst_street", "institutions/lst_healthcare_institution")
_KEPT_LINES = 50
_NOT_OURS = frozenset({"ages", "identifiers", "dates", "phone_numbers", "email_addresses", "urls"})
"""Groups of deduce that are switched off: other tiers check digits, and ages are no identifiers here."""
_KINDS = {
    "persoon": Kind.PERSON,
    "patient": Kind.PERSON,
    "locatie": Kind.PLACE,
    "instelling": Kind.ORGANISATION,
    "ziekenhuis": Kind.ORGANISATION,
}


def is_installed() -> bool:
    """Whether the extra ``deid`` is there."""
    from importlib.util import find_spec  # noqa: PLC0415 - asked for rarely

    return find_spec("deduce") is not None


def dutch_names(folder: Path | None = None) -> Tier:
    """A tier that finds Dutch names of people, places and institutions; the first time it takes seconds.

    Args:
        folder: where the lists are kept that it builds, made if absent; ``None`` for a folder of the user's
            cache.

    Raises:
        ReadError: deduce is not installed; the message has the line that installs it.
        WriteError: nothing can be written in *folder*.
    """
    if not is_installed():
        raise ReadError('Dutch names need the extra deid. Install it with: pip install "vocbench[deid]"')
    with _quiet_import():
        deduce = import_module("deduce")  # optional, slow to load, and without types
    lists = _slim_lists(Path(str(deduce.__file__)).parent, folder or _cache_folder(), deduce.__version__)
    with _quiet_import():
        model = deduce.Deduce(lookup_data_path=lists, cache_path=lists)
    return lambda text: list(_hits(model, text))


def _cache_folder() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "vocbench"


@contextmanager
def _quiet_import() -> Iterator[None]:
    """Keep the log as it was: deduce sends everybody's log lines to the screen when it is imported."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    guard = logging.NullHandler()
    root.addHandler(guard)  # with a handler there, basicConfig does nothing
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


def _slim_lists(package: Path, folder: Path, version: str) -> Path:
    """The folder with deduce's lists, the long ones cut; copied there whole or not at all."""
    ours = folder / f"deduce-{version}"
    if ours.is_dir():
        return ours
    draft = folder / f".deduce-{os.getpid()}"
    try:
        shutil.copytree(package / "data" / "lookup" / "src", draft / "src")
        (draft / "cache").mkdir()
        for name in _LONG_LISTS:
            _cut(draft / "src" / name / "items.txt")
        draft.rename(ours)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        if not ours.is_dir():  # somebody else may have made it at the same moment
            raise WriteError(
                f"The lists of names cannot be kept in {folder}: {error.strerror}. Name another folder."
            ) from None
    return ours


def _cut(path: Path) -> None:
    with path.open(encoding="utf-8") as lines:
        kept = list(islice(lines, _KEPT_LINES))
    path.write_text("".join(kept), encoding="utf-8")


def _hits(model: Any, text: str) -> Iterator[Hit]:  # noqa: ANN401 - deduce has no types
    document = model.deidentify(text, disabled=_NOT_OURS)
    for found in document.annotations:
        kind = _KINDS.get(found.tag)
        if kind is not None and not _is_plain_word(text, found.start_char, found.end_char):
            yield Hit(found.start_char, found.end_char, kind)


def _is_plain_word(text: str, start: int, end: int) -> bool:
    """Whether an ordinary word was taken for a name because a sentence starts with it: Punt, Bron, Stap."""
    word = text[start:end]
    return " " not in word and is_known(word) and starts_sentence(text, start)
