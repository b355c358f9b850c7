"""What a report does inside the Python of its notebook: tables and charts whose numbers lead to quotes.

Before the first cell :func:`enable` switches this on. What cells show then names, beside each number, what
it counts (``report.keys``). After the last cell :func:`publish` tells the executor of the projects that are
open: where the report comes from, which quotes stand behind its numbers, and what must not leave.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from vocbench.privacy.drawn import without_small_groups
from vocbench.privacy.smallcells import LEAST
from vocbench.report.behind import behind
from vocbench.report.keys import ATTRIBUTE, LINK, key_of
from vocbench.report.markup import Edit, edited, elements
from vocbench.report.provenance import ProjectStamp, stamp_of
from vocbench.report.words import WORDS

if TYPE_CHECKING:
    import pandas as pd

    from vocbench.charts.drawing import Spec
    from vocbench.project import Project

MIME_TYPE = "application/vnd.vocbench.report+json"
"""How the kernel tells the executor what it knows; no reader of notebooks shows it."""

COUNTS = frozenset(
    {"answers", "codings", "contradictions", "k", "n", "qualifications", "quotes", "respondents", "sources"}
)
"""Columns of which each number has quotes behind it."""

OUTSIDE = "application/vnd.vocbench.outside+html"
"""What stands in the place of a chart in a report for others than the team, where that differs."""

_RENDERER = "vocbench-report"
_MOST_ROWS = 60


# -- before the first cell -----------------------------------------------------------------


def enable(lang: str) -> None:
    """Show charts and frames of this kernel as HTML that needs no network and leads to quotes."""
    import altair as alt  # noqa: PLC0415  # slow to load, and only a kernel needs these
    import pandas as pd  # noqa: PLC0415
    from IPython.core.getipython import get_ipython  # noqa: PLC0415

    alt.renderers.register(_RENDERER, partial(_shown_chart, lang=lang))
    alt.renderers.enable(_RENDERER)
    alt.data_transformers.disable_max_rows()
    shell: Any = get_ipython()  # IPython has no types here
    shell.display_formatter.formatters["text/html"].for_type(
        pd.DataFrame, lambda frame: table_html(frame, lang=lang)
    )


def _shown_chart(spec: Spec, *, lang: str = "en", **_options: object) -> dict[str, str]:
    from vocbench.charts.drawing import description  # noqa: PLC0415  # loads the drawing library
    from vocbench.charts.linked import linked_html  # noqa: PLC0415

    shown = {"text/html": linked_html(spec, _link), "text/plain": description(spec)}
    with _open(_namespace()) as projects:
        left, gone = without_small_groups(spec, [each.attribute_groups() for each in projects])
    if gone:
        said = escape(WORDS[lang]["small_groups"].format(n=len(gone), least=LEAST))
        drawn = linked_html(left, _link) if left else ""
        shown[OUTSIDE] = f'{drawn}<p class="left-out">{said}</p>'
    return shown


def _namespace() -> dict[str, object]:
    """The names of the notebook that runs, and their values; none outside of a notebook."""
    from IPython.core.getipython import get_ipython  # noqa: PLC0415  # only a kernel has it

    shell: Any = get_ipython()  # IPython has no types here
    return dict(shell.user_ns) if shell else {}


def _link(row: Mapping[str, object]) -> str:
    # The charts of vocbench have words for each mark, and a mark for each row. In a chart that adds rows
    # up, one field more would tear its marks apart.
    key = key_of(row) if "words" in row else None
    return f"{LINK}{key}" if key else ""


def table_html(frame: pd.DataFrame, *, lang: str = "en") -> str:
    """A frame as an HTML table: numbers to the right, no row numbers, and keys beside its counts.

    Args:
        frame: of any columns. Long ones are cut off, as pandas would, and the rest is counted.
        lang: of the words below a table that was cut off.
    """
    import pandas as pd  # noqa: PLC0415  # slow to load

    most = pd.get_option("display.max_rows") or len(frame)
    shown = frame.head(min(most, _MOST_ROWS))
    is_named = any(name is not None for name in frame.index.names) or frame.index.dtype.kind not in "iu"
    table = shown.to_html(index=is_named, border=0, justify="left", na_rep="–", classes="voc-table")
    rest = len(frame) - len(shown)
    more = f"<p>{escape(WORDS[lang]['more_rows'].format(n=rest))}</p>" if rest else ""
    return edited(table, _cell_edits(table, shown)) + more


def _cell_edits(table: str, frame: pd.DataFrame) -> Iterator[Edit]:
    """The marks on the cells of a table: which hold numbers, and what these count."""
    width = len(frame.columns)
    if not width or frame.columns.nlevels > 1:
        return
    cells = [each for each in elements(table) if each.name == "td"]
    is_number = [dtype.kind in "iuf" for dtype in frame.dtypes]
    rows = frame.rename(columns=str).to_dict("records")
    keys = [key_of({str(name): value for name, value in row.items()}) for row in rows]
    for place, cell in enumerate(cells[: len(rows) * width]):
        row, column = divmod(place, width)
        counts = frame.columns[column] in COUNTS and keys[row]
        marks = ' class="n"' if is_number[column] else ""
        marks += f' {ATTRIBUTE}="{escape(keys[row] or "")}"' if counts else ""
        yield Edit(cell.inside - 1, cell.inside - 1, marks)


# -- after the last cell -------------------------------------------------------------------


def keys_in(outputs: Iterable[str]) -> list[str]:
    """Every key that pieces of HTML name, once, in order."""
    pattern = re.compile(rf'(?:{ATTRIBUTE}="|"[^"#]*{re.escape(LINK)})([^"]*)"')
    found = (each for markup in outputs for each in pattern.findall(markup))
    return list(dict.fromkeys(each.replace("&amp;", "&") for each in found))


def publish(namespace: Mapping[str, object], keys: Iterable[str]) -> None:
    """Tell the executor of the projects in *namespace*; called in the kernel, after the last cell."""
    from IPython.display import display  # noqa: PLC0415  # only a kernel needs it, and has it

    display({MIME_TYPE: knowledge(namespace, keys)}, raw=True)  # type: ignore[no-untyped-call]  # IPython again


def knowledge(namespace: Mapping[str, object], keys: Iterable[str]) -> dict[str, Any]:
    """What the projects among the values of a namespace know, as JSON.

    Args:
        namespace: names to values, such as ``globals()`` of a notebook.
        keys: what the numbers of its outputs count.

    Returns:
        ``stamps``, ``confidential`` (each project's, as its own JSON) and ``quotes`` by key.
    """
    with _open(namespace) as projects:
        stamps = {stamp_of(project) for project in projects}
        return {
            "stamps": [asdict(stamp) for stamp in sorted(stamps, key=ProjectStamp.order)],
            "confidential": [project.confidential().to_json() for project in projects],
            "quotes": behind(projects, _topic_models(namespace), keys),
        }


@contextmanager
def _open(namespace: Mapping[str, object]) -> Iterator[list[Project]]:
    """Each project of a namespace once, opened anew where it was closed."""
    module = sys.modules.get("vocbench.project")
    if module is None:  # nothing has asked for a project, so there can be none
        yield []
        return
    found = {id(value): value for value in namespace.values() if isinstance(value, module.Project)}
    projects = [module.Project(each.path) if each.is_closed else each for each in found.values()]
    try:
        yield sorted({each.path: each for each in projects}.values(), key=lambda each: (each.name, each.path))
    finally:
        for given, used in zip(found.values(), projects, strict=True):
            if used is not given:
                used.close()


def _topic_models(namespace: Mapping[str, object]) -> list[Any]:  # Any: this layer does not import topics
    """The topic models among the values of a namespace."""
    module = sys.modules.get("vocbench.topics.result")
    found = {
        id(value): value for value in namespace.values() if module and isinstance(value, module.TopicModel)
    }
    return list(found.values())
