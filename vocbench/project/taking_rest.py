"""What a foreign study says of its making, which has no place with us: told, so that nobody misses it."""

from __future__ import annotations

from collections.abc import Iterable

from vocbench.model.qda import QdaSelection
from vocbench.project import incoming
from vocbench.project.taking import Desk


def tell_rest(desk: Desk) -> None:
    """Write down who made what, and what they called it, where nothing here says so."""
    if incoming.is_own(desk.qda):
        return
    sources = desk.qda.sources
    desk.lose("author of a source", sum(bool(each.author) for each in sources))
    desk.lose("last change of a source", sum(bool(each.modified) for each in sources))
    _tell_names(desk)
    _tell_authors(desk)
    _tell_idle(desk)


def _tell_names(desk: Desk) -> None:
    texts = {each.guid: each.text for each in desk.qda.sources}
    named = (each for each in desk.qda.selections if each.name.strip())
    desk.lose("name of a passage", sum(not _is_quote(each, texts[each.source]) for each in named))


def _is_quote(selection: QdaSelection, text: str) -> bool:
    """Whether a passage is called what its words are, maybe cut off and without line ends."""
    words = " ".join(text[selection.start : selection.end].split())
    return words.startswith(" ".join(selection.name.rstrip(".… ").split()))


def _tell_authors(desk: Desk) -> None:
    """Who coded and who wrote a comment is kept; who only marked what another coded is not."""
    coders: dict[str, set[str]] = {}
    for coding in desk.qda.codings:
        coders.setdefault(coding.selection, set()).add(coding.coder)
    marked: Iterable[QdaSelection] = (each for each in desk.qda.selections if each.author)
    alone = (each for each in marked if not each.description and each.author not in coders.get(each.guid, ()))
    desk.lose("author of a passage", sum(1 for _ in alone))


def _tell_idle(desk: Desk) -> None:
    qda = desk.qda
    busy = {each.coder for each in qda.codings}
    busy |= {each.author for part in (qda.notes, qda.sources, qda.selections) for each in part}
    for each in qda.users:
        desk.lose("coder without work", int(each.guid not in busy), name=each.name)
