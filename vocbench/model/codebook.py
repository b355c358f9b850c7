"""The codebook: a forest of codes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from vocbench.errors import CodebookError

SEPARATOR = "/"
"""Joins the names of a path, as in ``Pains/Waiting``."""

PALETTE = (
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#6A3D9A", "#8C6D00",
    "#B22222", "#117A65", "#5D6D7E", "#A04000",
)  # fmt: skip
"""Code colours that people with colour-blind eyes tell apart: Okabe and Ito's, then darker ones."""

_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Code:
    """A label for passages. ``parent`` is the id of the code above it, ``None`` at the top."""

    id: str
    name: str
    parent: str | None = None
    color: str = PALETTE[0]
    description: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip() or self.name != self.name.strip():
            raise CodebookError(f"A code needs a name without blanks around it, got {self.name!r}.")
        if not _COLOR.fullmatch(self.color):
            raise CodebookError(
                f"A colour is written as #RRGGBB, such as {PALETTE[0]!r}, not {self.color!r}."
            )
        if SEPARATOR in self.name:
            raise CodebookError(
                f"The name {self.name!r} holds a {SEPARATOR!r}, which joins a code to the code "
                "above it. Write the path where a path is asked for, or use another sign."
            )


class Codebook:
    """A forest of codes. Each change returns a new codebook.

    Codes are found by path, the names from the root down joined by ``/``; names need only
    be different under one parent.
    """

    def __init__(self, codes: Iterable[Code] = ()) -> None:
        self._codes = {code.id: code for code in codes}
        self._check()

    def _check(self) -> None:
        for code in self._codes.values():
            if code.parent is not None and code.parent not in self._codes:
                raise CodebookError(f"The code {code.name!r} hangs under a code that is not there.")
            above, steps = code.parent, 0
            while above is not None:
                above, steps = self._codes[above].parent, steps + 1
                if steps > len(self._codes):
                    raise CodebookError(f"The code {code.name!r} would hang under itself.")
        if len(self._by_path) != len(self._codes):
            paths = [self.path(code.id) for code in self._codes.values()]
            twice = next(path for path in paths if paths.count(path) > 1)
            raise CodebookError(f"There are two codes {twice!r}: give one another name.")

    @cached_property
    def _by_path(self) -> dict[str, Code]:
        return {self.path(code.id): code for code in self._codes.values()}

    def __iter__(self) -> Iterator[Code]:
        """The codes in order of their path, each below its parent."""
        return iter(sorted(self._codes.values(), key=self._names))

    def __len__(self) -> int:
        return len(self._codes)

    def __contains__(self, path: object) -> bool:
        return path in self._by_path

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Codebook) and self._codes == other._codes

    __hash__ = None  # type: ignore[assignment]  # a dict inside: equal by value, not hashable

    def __repr__(self) -> str:
        return f"Codebook({', '.join(self.paths())})"

    def __getitem__(self, path: str) -> Code:
        """The code at *path*.

        Raises:
            CodebookError: there is none; the message names the nearest.
        """
        try:
            return self._by_path[path]
        except KeyError:
            near = difflib.get_close_matches(path, self._by_path, n=1, cutoff=0.5)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise CodebookError(f"No code {path!r} in the codebook.{hint}") from None

    def find(self, path: str) -> Code | None:
        """The code at *path*, or ``None``."""
        return self._by_path.get(path)

    def paths(self) -> list[str]:
        """All paths, each code below its parent."""
        return [self.path(code.id) for code in self]

    def path(self, code_id: str) -> str:
        """The path of the code with this id, such as ``Pains/Waiting``."""
        return SEPARATOR.join(self._names(self._codes[code_id]))

    def _names(self, code: Code) -> tuple[str, ...]:
        above = self._names(self._codes[code.parent]) if code.parent is not None else ()
        return (*above, code.name)

    def below(self, path: str) -> list[Code]:
        """The code at *path* and everything under it."""
        return [self[each] for each in self.paths() if each == path or each.startswith(path + SEPARATOR)] or [
            self[path]
        ]

    def children(self, path: str) -> list[Code]:
        """The codes directly under the code at *path*, in order of their names."""
        above = self[path].id
        return [code for code in self if code.parent == above]

    def added(self, code: Code) -> Codebook:
        """With one more code."""
        return Codebook([*self._codes.values(), code])

    def changed(self, path: str, *, color: str | None = None, description: str | None = None) -> Codebook:
        """With another colour or description for the code at *path*."""
        code = self[path]
        return self._with(
            replace(
                code,
                color=code.color if color is None else color,
                description=code.description if description is None else description,
            )
        )

    def renamed(self, path: str, name: str) -> Codebook:
        """With the code at *path* called *name*; what hangs under it moves along."""
        return self._with(replace(self[path], name=name))

    def moved(self, path: str, parent: str | None) -> Codebook:
        """With the code at *path* under the code at *parent*, or at the top for ``None``."""
        return self._with(replace(self[path], parent=None if parent is None else self[parent].id))

    def _with(self, code: Code) -> Codebook:
        return Codebook({**self._codes, code.id: code}.values())
