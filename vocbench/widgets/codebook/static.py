"""A codebook as HTML that needs no kernel, no script and no style sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from vocbench.widgets.codebook.state import CodeRow

_BOX = "font-family:system-ui,sans-serif;line-height:1.5;max-width:60em"
_LIST = "list-style:none;margin:0;padding-left:18px"
_SWATCH = "display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:6px"
_COUNT = "margin-left:8px"
_WORDS = "margin:0 0 2px 16px;white-space:pre-wrap"
_FIELDS = ("description", "when_to_use", "when_not_to_use")


def codebook_html(
    codes: Sequence[CodeRow], counts: Mapping[str, Sequence[int]], *, texts: Mapping[str, str]
) -> str:
    """The forest of codes as nested lists, with colours, counts and definitions.

    Args:
        codes: the codes, each after the code above it.
        counts: by id of a code, how many codings it has, alone and with those under it.
        texts: the words of the interface, from ``interface_texts``.

    Returns:
        One ``<div>``; all text of the user is escaped.
    """
    body = _forest(codes, counts, texts) if codes else f"<p>{escape(texts['no_codes_static'])}</p>"
    title = f"<p><strong>{escape(texts['codebook'])}</strong></p>"
    return f'<div class="vocbench-codebook" style="{_BOX}">{title}{body}</div>'


def _forest(codes: Sequence[CodeRow], counts: Mapping[str, Sequence[int]], texts: Mapping[str, str]) -> str:
    """The lists, written line by line: a recursion would end at some depth."""
    open_ids, parts = [""], [f'<ul style="{_LIST}">']
    for code in codes:
        while open_ids[-1] != code["parent"]:
            open_ids.pop()
            parts.append("</ul></li>")
        parts.append(f'<li>{_code(code, counts.get(code["id"], (0, 0)), texts)}<ul style="{_LIST}">')
        open_ids.append(code["id"])
    parts.append("</ul></li>" * (len(open_ids) - 1) + "</ul>")
    return "".join(parts).replace(f'<ul style="{_LIST}"></ul>', "")


def _code(code: CodeRow, counted: Sequence[int], texts: Mapping[str, str]) -> str:
    swatch = f'<span style="{_SWATCH};background-color:{escape(code["color"])}"></span>'
    count = f'<small style="{_COUNT}">{escape(_counted(counted, texts))}</small>'
    return f"{swatch}<strong>{escape(code['name'])}</strong>{count}{''.join(_words(code, texts))}"


def _counted(counted: Sequence[int], texts: Mapping[str, str]) -> str:
    own, with_below = counted
    if own != with_below:
        return texts["counted"].format(own=own, all=with_below)
    return "" if not own else texts["count_one"] if own == 1 else texts["count"].format(n=own)


def _words(code: CodeRow, texts: Mapping[str, str]) -> Iterable[str]:
    """What is said of a code, a paragraph each; the definition without its name."""
    said = {field: str(code[field]) for field in _FIELDS}  # type: ignore[literal-required]  # names of its fields
    for field, words in said.items():
        if words:
            label = "" if field == "description" else f"<em>{escape(texts[field])}:</em> "
            yield f'<p style="{_WORDS}"><small>{label}{escape(words)}</small></p>'
