"""Order in the body of a report: headings to jump to, numbered figures, numbers that lead to quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import count
from urllib.parse import unquote

from vocbench.report.behind import Behind, Quote
from vocbench.report.keys import ATTRIBUTE, LINK, Key
from vocbench.report.markup import Edit, Element, edited, elements, words_of
from vocbench.report.words import WORDS

CAPTION = "data-voc-caption"
"""Names an output: on its outermost element, or on the section of its cell."""

ABOUT = "about"
"""The anchor of the part that says where a report comes from."""

_OWN_ANCHORS = frozenset({ABOUT, "quotes-behind", "text"})
_FEWEST = 2  # parts that make a table of contents
_LEVEL = re.compile(r"h([1-6])")
_LISTED_LEVELS = (2, 3)
_OWN_ATTRIBUTE = re.compile(r'\s+data-voc-[\w-]+(?:="[^"]*")?')


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a report, and where a link finds it."""

    level: int
    anchor: str
    words: str


@dataclass(slots=True)
class Arranged:
    """The body of a report in order.

    Args:
        body: HTML.
        title: the words of its first heading; "" where it has none.
        opening: the words of its first paragraph that is more than a remark.
        headings: what a table of contents lists.
        n_figures: how many figures and tables are numbered.
        notices: what its author should look at, one sentence each.
    """

    body: str
    title: str = ""
    opening: str = ""
    headings: list[Heading] = field(default_factory=list)
    n_figures: int = 0
    notices: list[str] = field(default_factory=list)


def arranged(body: str, behind: Mapping[Key, Behind], *, lang: str) -> Arranged:
    """The body with anchors, numbers, captions and links.

    Args:
        body: what the template made of the cells.
        behind: the quotes of each key that the body names, as far as they are known.
        lang: of the words that are added.
    """
    return _Desk(body, behind, lang).arrange()


def without_marks(page: str) -> str:
    """The page without the attributes that only the making of a report needs."""
    marked = (
        each for each in elements(page) if any(name.startswith("data-voc-") for name in each.attributes)
    )
    return edited(
        page,
        [
            Edit(each.start, each.inside, _OWN_ATTRIBUTE.sub("", page[each.start : each.inside]))
            for each in marked
        ],
    )


class _Desk:
    """A body on its way to be in order: what was found in it so far, and what to change."""

    def __init__(self, body: str, behind: Mapping[Key, Behind], lang: str) -> None:
        self._body = body
        self._behind = behind
        self._words = WORDS[lang]
        self._elements = elements(body)
        self._edits: list[Edit] = []
        others = (each.attributes.get("id", "") for each in self._elements if not _is_heading(each))
        self._taken = {*_OWN_ANCHORS, *others}
        self._numbers: Counter[str] = Counter()
        self._places: dict[Key, str] = {}  # key to the figure that names it first
        self._made = Arranged("")

    def arrange(self) -> Arranged:
        """Everything, in the order of the body."""
        level, figure = 0, ""
        for element in self._elements:
            if _is_heading(element):
                level = self._heading(element, int(element.name[1]), above=level)
            elif element.has_class("output"):
                figure = self._output(element, level)
            elif not self._made.opening and element.name == "p":
                self._made.opening = self._opening(element)
            self._link(element, figure)
        self._once("style")
        appendix = self._appendix()
        self._made.headings.append(Heading(2, ABOUT, self._words["about"]))
        self._contents()
        self._made.body = edited(self._body, self._edits) + appendix
        self._made.n_figures = self._numbers.total()
        return self._made

    # -- headings ------------------------------------------------------------------------

    def _heading(self, element: Element, level: int, *, above: int) -> int:
        words = self._inner(element)
        if level > above + 1:
            self._notice(
                f"The heading {words!r} is of level {level} below one of level {above}: leave none out."
            )
        if level == 1 and self._made.title:
            self._notice(f"The heading {words!r} is a second title: give it two number signs.")
        self._made.title = self._made.title or words
        anchor = self._anchor(element.attributes.get("id") or re.sub(r"\W+", "-", words).strip("-"))
        if element.attributes.get("id") != anchor:
            tag = f'<{element.name} id="{escape(anchor)}">'
            self._edits.append(Edit(element.start, element.inside, tag))
        if level in _LISTED_LEVELS:
            self._made.headings.append(Heading(level, anchor, words))
        return level

    def _anchor(self, wanted: str) -> str:
        """*wanted*, or where something else has it, *wanted* with a number."""
        tried = (f"{wanted or 'part'}-{number}" if number else wanted for number in count(0 if wanted else 1))
        anchor = next(each for each in tried if each not in self._taken)
        self._taken.add(anchor)
        return anchor

    def _opening(self, element: Element) -> str:
        words = self._inner(element)
        is_remark = self._body[element.inside :].startswith("<em>")
        return "" if is_remark or _is_shown_by_cell(element) else words

    def _contents(self) -> None:
        """Put a table of contents below the title, in a report with more than one part."""
        if len(self._made.headings) < _FEWEST:
            return
        opening = next((each.end for each in self._elements if each.has_class("prose")), 0)
        first = next((each.start for each in self._elements if each.name == "h2"), opening)
        items = "".join(
            f'<li class="level-{each.level}"><a href="#{escape(each.anchor)}">{escape(each.words)}</a></li>'
            for each in self._made.headings
        )
        name = self._words["contents"]
        nav = f'<nav class="contents" aria-label="{name}"><p>{name}</p><ul>{items}</ul></nav>'
        place = min(opening, first)
        self._edits.append(Edit(place, place, nav))

    # -- figures -------------------------------------------------------------------------

    def _output(self, output: Element, level: int) -> str:
        """Number what an output shows; the anchor of its figure, "" where it is none."""
        inner = [each for each in self._elements if output.inside <= each.start < output.close]
        self._demote(inner, level)
        self._check_pictures(inner, output)
        self._name_pictures(inner)
        self._scope_heads(inner)
        kind, caption = self._figure(inner, output)
        if not kind:
            return ""
        self._numbers[kind] += 1
        number = self._numbers[kind]
        anchor, label = f"{kind}-{number}", f"{self._words[kind]} {number}"
        words = f'<figcaption><span class="number">{label}.</span> {escape(caption)}</figcaption>'
        above, below = (words, "") if kind == "table" else ("", words)
        wide = f' tabindex="0" role="group" aria-label="{label}"'  # it scrolls where the screen is narrow
        figure = f'<figure class="voc-figure kind-{kind}" id="{anchor}" tabindex="-1">'
        first, last = f'{figure}{above}<div class="wide"{wide}>', f"</div>{below}</figure>"
        self._edits.append(Edit(output.inside, output.inside, first))
        self._edits.append(Edit(output.close, output.close, last))
        return anchor

    def _figure(self, inner: Sequence[Element], output: Element) -> tuple[str, str]:
        """Whether an output is a figure, a table or neither (""), and what it is called."""
        named = next((each for each in inner if CAPTION in each.attributes), None)
        asked = output.parent.attributes.get(CAPTION, "") if output.parent else ""
        picture = next((each for each in inner if each.name in {"img", "svg"}), None)
        table = next((each for each in inner if each.name == "table"), None)
        if not any([named, asked, picture, table]):
            return "", ""
        is_table = named is table if named else table is not None and picture is None
        outermost = inner[0].attributes if inner[0].name != "style" else inner[1].attributes
        own = named.attributes[CAPTION] if named else outermost.get("aria-label", "")
        alt = picture.attributes.get("alt", "") if picture and not is_table else ""
        if alt == self._words["image"]:
            alt = ""
        nearest = self._made.headings[-1].words if self._made.headings else self._made.title
        return "table" if is_table else "figure", asked or own or alt or nearest

    def _demote(self, inner: Iterable[Element], level: int) -> None:
        """Say of the headings in an output how deep they lie; their names are for their own style."""
        headings = [(each, int(found[1])) for each in inner if (found := _LEVEL.fullmatch(each.name))]
        top = min((own for _, own in headings), default=0)
        for each, own in headings:
            deep = min(level + 1 + own - top, 6)
            if deep != own and "aria-level" not in each.attributes:
                place = each.start + len(f"<{each.name}")
                self._edits.append(Edit(place, place, f' aria-level="{deep}"'))

    def _check_pictures(self, inner: Iterable[Element], output: Element) -> None:
        cell = output.parent.attributes.get("data-voc-cell", "?") if output.parent else "?"
        for each in inner:
            if (
                each.name == "img"
                and each.attributes.get("alt", self._words["image"]) == self._words["image"]
            ):
                self._notice(
                    f"Code cell {cell} shows a picture without a description: "
                    "begin the cell with a line '#| alt: what there is to see'."
                )

    def _name_pictures(self, inner: Sequence[Element]) -> None:
        """Make a chart none of whose marks leads anywhere one picture to a screen reader.

        Marks without words of their own, such as rules, say nothing to it.
        """
        for mark in (each for each in inner if each.attributes.get("role") == "graphics-symbol"):
            if not mark.attributes.keys() & {"aria-label", "aria-hidden"}:
                place = mark.start + len(f"<{mark.name}")
                self._edits.append(Edit(place, place, ' aria-hidden="true"'))
        for chart in (each for each in inner if each.has_class("vocbench-chart")):
            links = (each for each in inner if each.name == "a" and chart.start < each.start < chart.end)
            if "role" not in chart.attributes and not any(map(self._leads_somewhere, links)):
                place = chart.start + len("<figure")
                self._edits.append(Edit(place, place, ' role="img"'))

    def _scope_heads(self, inner: Iterable[Element]) -> None:
        """Say of the heads in a table what they are of; one without words is no head."""
        for each in (each for each in inner if each.name == "th"):
            name = each.start + len("<")
            if not self._inner(each):
                self._edits.append(Edit(name, name + len("th"), "td"))
                self._edits.append(Edit(each.close + len("</"), each.close + len("</th"), "td"))
            elif "scope" not in each.attributes:
                is_above = any(outer.name == "thead" for outer in each.around())
                end = name + len("th")
                self._edits.append(Edit(end, end, f' scope="{"col" if is_above else "row"}"'))

    def _leads_somewhere(self, link: Element) -> bool:
        _, key = _asked_by(link)
        return not key or key in self._behind or unquote(key) in self._behind

    # -- links to quotes -----------------------------------------------------------------

    def _link(self, element: Element, figure: str) -> None:
        key = element.attributes.get(ATTRIBUTE, "")
        if key in self._behind and not any(each.name == "a" for each in element.around()):
            title = escape(f"{self._words['quotes_of']} {self._behind[key]['title']}")
            link = f'<a class="voc-to-quotes" href="#{self._place(key, figure)}"'
            summary = next((each for each in element.around() if each.name == "summary"), None)
            if summary:  # a click on it opens what it is about: the link comes below
                self._edits.append(Edit(summary.end, summary.end, f"<p>{link}>{title}</a></p>"))
            else:
                self._edits.append(Edit(element.inside, element.inside, f'{link} title="{title}">'))
                self._edits.append(Edit(element.close, element.close, "</a>"))
        elif element.name == "a":
            self._link_of_mark(element, figure)

    def _link_of_mark(self, element: Element, figure: str) -> None:
        """A link on a mark of a drawing leads to its quotes, or is none."""
        name, key = _asked_by(element)
        if not key:
            return
        key = key if key in self._behind else unquote(key)
        tag = self._body[element.start : element.inside]
        if key in self._behind:
            tag = re.sub(rf'({name}=")[^"]*"', rf'\1#{self._place(key, figure)}"', tag)
            self._edits.append(Edit(element.start, element.inside, tag))
        else:
            self._edits.append(Edit(element.start, element.inside, ""))
            self._edits.append(Edit(element.close, element.end, ""))

    def _place(self, key: Key, figure: str) -> str:
        self._places.setdefault(key, figure)
        return f"quotes-behind-{list(self._places).index(key) + 1}"

    def _appendix(self) -> str:
        """The quotes behind the numbers of this report, as a part at its end."""
        if not self._places:
            return ""
        self._made.headings.append(Heading(2, "quotes-behind", self._words["behind"]))
        parts = "".join(
            self._behind_part(f"quotes-behind-{number}", self._behind[key], figure)
            for number, (key, figure) in enumerate(self._places.items(), start=1)
        )
        return (
            f'<section class="behind"><h2 id="quotes-behind">{self._words["behind"]}</h2>'
            f"<p>{self._words['behind_words']}</p>{parts}</section>"
        )

    def _behind_part(self, anchor: str, found: Behind, figure: str) -> str:
        n = found["n"]
        count = self._words["one_quote"] if n == 1 else self._words["quotes"].format(n=n)
        back = f' · <a href="#{figure}">{self._back(figure)}</a>' if figure else ""
        rest = n - len(found["quotes"])
        more = f"<p>{self._words['more_quotes'].format(n=rest)}</p>" if rest else ""
        quotes = "".join(map(self._quote, found["quotes"]))
        return (
            f'<section id="{anchor}" tabindex="-1"><h3>{escape(found["title"])}</h3>'
            f"<p>{count}{back}</p>{quotes}{more}</section>"
        )

    def _back(self, figure: str) -> str:
        kind, _, number = figure.partition("-")
        return self._words["back"].format(place=f"{self._words[kind]} {number}")

    def _quote(self, quote: Quote) -> str:
        said = self._words.get(quote["relation"], "")
        who = " · ".join(
            escape(each) for each in dict.fromkeys((quote["who"], quote["source"], said)) if each
        )
        before = f"…{escape(quote['before'])}" if quote["before"] else ""
        after = f"{escape(quote['after'])}…" if quote["after"] else ""
        return (
            f'<blockquote data-voc-respondent="{escape(quote["respondent"])}">'
            f"<p>{before}<mark>{escape(quote['quote'])}</mark>{after}</p><footer>{who}</footer></blockquote>"
        )

    # -- small things --------------------------------------------------------------------

    def _once(self, name: str) -> None:
        """Keep the first of all elements of this name that are the same."""
        seen: set[str] = set()
        for each in self._elements:
            if each.name == name:
                written = self._body[each.start : each.end]
                if written in seen:
                    self._edits.append(Edit(each.start, each.end, ""))
                seen.add(written)

    def _inner(self, element: Element) -> str:
        return words_of(self._body[element.inside : element.close])

    def _notice(self, sentence: str) -> None:
        if sentence not in self._made.notices:
            self._made.notices.append(sentence)


def _asked_by(link: Element) -> tuple[str, Key]:
    """The attribute in which a link on a mark asks for quotes, and the key; "" where it does not."""
    for name in ("xlink:href", "href"):
        _, _, key = link.attributes.get(name, "").partition(LINK)
        if key:
            return name, key
    return "", ""


def _is_heading(element: Element) -> bool:
    """Whether it is a heading of the author's."""
    return bool(_LEVEL.fullmatch(element.name)) and not _is_shown_by_cell(element)


def _is_shown_by_cell(element: Element) -> bool:
    return any(each.has_class("code-cell") for each in element.around())
