"""Files that were brought in as HTML that needs no kernel, no script and no style sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from vocbench.widgets.intake.entries import Entry
from vocbench.widgets.intake.state import NOBODY, chosen

_BOX = "font-family:system-ui,sans-serif;line-height:1.5;max-width:60em"
_LIST = "margin:0 0 8px;padding-left:20px"


def intake_html(entries: Sequence[Entry], *, texts: Mapping[str, str]) -> str:
    """Each file with what was chosen for it, and what became of it.

    Args:
        entries: the files, in the order in which they came.
        texts: the words of the interface, from ``interface_texts``.

    Returns:
        One ``<div>``; all text of the user is escaped.
    """
    title = f"<p><strong>{escape(texts['import'])}</strong></p>"
    body = "".join(_entry(each, texts) for each in entries) or f"<p>{escape(texts['no_files_yet'])}</p>"
    return f'<div class="vocbench-intake" style="{_BOX}">{title}{body}</div>'


def _entry(entry: Entry, texts: Mapping[str, str]) -> str:
    standing = escape(texts[f"standing_{entry.standing.value}"])
    lines = "".join(f"<li>{escape(line)}</li>" for line in _lines(entry, texts))
    head = f'<p style="margin:0"><strong>{escape(entry.path.name)}</strong>: {standing}</p>'
    return f'{head}<ul style="{_LIST}">{lines}</ul>' if lines else head


def _lines(entry: Entry, texts: Mapping[str, str]) -> Iterator[str]:
    """What there is to say of a file: what was chosen, then what became of it."""
    for what, value in chosen(entry, texts):
        yield f"{what}: {value}"
    for label, speaker in entry.choices.speakers.items():
        role = texts[f"role_{speaker.role.value if speaker else NOBODY}"]
        yield f"{label or texts['no_label']} → {f'{speaker.name} ({role})' if speaker else role}"
    for column, kind in entry.choices.kinds.items():
        yield f"{column} → {texts[f'kind_{kind.name.lower()}']}"
    yield from entry.words
    if entry.trouble:
        yield entry.trouble
