"""Captions in XML: TTML (.ttml, .dfxp), and what YouTube gives (.srv3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from vocbench.errors import ReadError
from vocbench.exchange.markup import parse_xml
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.cues import join_cues
from vocbench.exchange.transcripts.draft import Draft, Utterance
from vocbench.exchange.transcripts.rolling import Cue
from vocbench.exchange.transcripts.subtitles import draft_of_cues
from vocbench.exchange.transcripts.timelines import language_code
from vocbench.exchange.transcripts.times import TIME, to_seconds

_CUE = "p"
_TIMES = ("begin", "t"), ("end",), ("dur", "d")
_XML = "{http://www.w3.org/XML/1998/namespace}"
_LENGTH = re.compile(r"(?P<number>\d{1,12}(?:\.\d{1,9})?)(?P<unit>h|ms|m|s|t)?")
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}


def read_captions(file: SourceFile) -> Draft:
    """What a ``.ttml``, ``.dfxp`` or ``.srv3`` file holds, by its agents where it names them.

    Raises:
        ReadError: no sound XML, or no captions in it.
    """
    root = parse_xml(file.raw, file.path.name)
    cues = [each for each in root.iter() if _local(each.tag) == _CUE and _words(each)]
    if not cues:
        raise ReadError(f"{file.path.name} holds no captions: no <p> with words. Export it again.")
    ticks = _ticks(root)
    timed = [(each, *_between(each, ticks)) for each in cues]
    language = language_code(root.get(f"{_XML}lang", ""))
    voices = _voices(root)
    if not any("agent" in map(_local, each.attrib) for each in cues):
        plain = [Cue(start, end, tuple(_words(each).split("\n"))) for each, start, end in timed]
        return draft_of_cues(plain, language=language)
    said = (Utterance(_agent(each, voices), _words(each), start, end) for each, start, end in timed)
    return Draft(join_cues(said), (), language)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _attributes(element: Element) -> Mapping[str, str]:
    return {_local(name): value for name, value in element.attrib.items()}


def _words(element: Element) -> str:
    """What a caption shows, a line for each row."""
    rows = "".join(_parts(element)).split("\n")
    return "\n".join(row for row in (" ".join(row.split()) for row in rows) if row)


def _parts(element: Element) -> Iterator[str]:
    if _local(element.tag) == "br":
        yield "\n"
    yield " ".join((element.text or "").split("\n"))
    for inner in element:
        yield from _parts(inner)
        yield " ".join((inner.tail or "").split("\n"))


def _ticks(root: Element) -> float:
    """How many ticks make a second: what the file states, YouTube's thousandths, or TTML's one."""
    stated = _attributes(root).get("tickRate", "")
    if stated.isdecimal() and int(stated):
        return float(stated)
    return 1000.0 if _local(root.tag) == "timedtext" else 1.0


def _between(element: Element, ticks: float) -> tuple[float, float | None]:
    """When a caption starts and ends, in seconds."""
    found = _attributes(element)
    start, end, lasts = (
        next((_seconds(found[name], ticks) for name in names if name in found), None) for names in _TIMES
    )
    if end is None and start is not None and lasts is not None:
        end = round(start + lasts, 3)
    return start or 0.0, end


def _seconds(code: str, ticks: float) -> float | None:
    """Seconds that ``00:01:02.5``, ``62.5s``, ``62500ms`` or ``625t`` say; ``None`` for anything else."""
    if re.fullmatch(TIME, code):
        return to_seconds(code)
    found = _LENGTH.fullmatch(code)
    if found is None:
        return None
    return round(float(found["number"]) * _SECONDS.get(found["unit"] or "", 1 / ticks), 3)


def _voices(root: Element) -> Mapping[str, str]:
    """What each agent is called, by its mark."""
    agents = [each for each in root.iter() if _local(each.tag) == "agent"]
    return {each.get(f"{_XML}id", ""): " ".join("".join(each.itertext()).split()) for each in agents}


def _agent(element: Element, voices: Mapping[str, str]) -> str:
    mark = _attributes(element).get("agent", "")
    return voices.get(mark) or mark
