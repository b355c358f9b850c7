"""One script and one style sheet for each widget, put together from parts.

The sources are ordinary modules that import each other, as tests and type checks read them.
anywidget hands a page a single script, from an address at which nothing relative can be found;
so the parts are written one after the other, each once, without their imports and exports.
"""

from __future__ import annotations

import re
from importlib.resources import files

_IMPORT = re.compile(r'^import \{[^}]*\} from "(?P<path>\.{1,2}/[^"]+)";\n', re.MULTILINE)
_OTHER_IMPORT = re.compile(r"^import\b.*$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default\b)", re.MULTILINE)
_CHECK = "// @ts-check\n"


def script(name: str) -> str:
    """The script of the widget *name*, its ``view.mjs`` with all that this imports, as one module.

    Raises:
        ValueError: a part imports in a way that cannot be put together, such as under another name.
    """
    parts: dict[str, str] = {}
    _gather(f"{name}/view.mjs", parts)
    return "\n".join(parts.values())


def _gather(path: str, parts: dict[str, str]) -> None:
    """Put what *path* imports before it into *parts*, and then itself."""
    text = files("vocbench.widgets").joinpath(path).read_text("utf-8").removeprefix(_CHECK)
    parts[path] = ""  # seen: parts that import each other end here
    folder = path.rpartition("/")[0]
    for found in _IMPORT.finditer(text):
        part = _resolved(folder, found["path"])
        if " as " in found[0]:
            raise ValueError(f"{path} imports from {part} under another name, which one script cannot do.")
        if part not in parts:
            _gather(part, parts)
    text = _IMPORT.sub("", text)
    if wrong := _OTHER_IMPORT.search(text):
        raise ValueError(f"{path} has an import that cannot be put together: {wrong[0]}")
    del parts[path]
    parts[path] = _EXPORT.sub("", text)


def _resolved(folder: str, path: str) -> str:
    steps = folder.split("/") if folder else []
    for step in path.split("/"):
        if step == "..":
            steps.pop()
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def style(name: str, *sheets: str) -> str:
    """The style sheet of the widget *name*, and further *sheets* of it, after what all have in common."""
    folder = files("vocbench.widgets")
    paths = ("parts/base.css", *(f"{name}/{sheet}.css" for sheet in ("style", *sheets)))
    return "\n".join(folder.joinpath(path).read_text("utf-8") for path in paths)
