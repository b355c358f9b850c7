"""oTranscribe (.otr): a page of text within JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from vocbench.errors import ReadError
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.draft import Draft
from vocbench.exchange.transcripts.web import read_html

_STAMP = re.compile(r"(class=\"timestamp\"[^<>]{0,200}>)\s*(\d{1,3}(?::\d{2}){1,2})")


def read_otr(file: SourceFile) -> Draft:
    """What an ``.otr`` file holds: labels and times as they were typed.

    Raises:
        ReadError: it is no JSON with a text.
    """
    try:
        content = json.loads(file.decode().text)
    except (ValueError, RecursionError):
        content = None
    page = content.get("text") if isinstance(content, dict) else None
    if not isinstance(page, str):
        raise ReadError(f"{file.path.name} is no text of oTranscribe. Export it again as .otr or as .txt.")
    page = _STAMP.sub(r"\1[\2]", page)  # in brackets a time is no word, wherever it stands
    return read_html(replace(file, raw=page.encode("utf-8", "replace"), encoding="utf-8"))
