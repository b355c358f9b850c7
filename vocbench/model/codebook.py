"""The codebook: a forest of codes."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from vocbench.errors import CodebookError

SEPARATOR = "/"
"""Joins the names of a path, as in ``Pains/Waiting``."""

PALETTE = (
    "#0072B2", "#D55E00", "#009E73", "#F2A600", "#A6A6F2", "#A60000", "#00CCA6", "#595959",
    "#CC79A7", "#5900F2", "#A65980", "#A60080",
)  # fmt: skip
"""Code colours that eyes with and without colour blindness tell apart, on white and on black.

Three are Okabe and Ito's; a search for the largest smallest difference (CIEDE2000, after the
simulation of Machado et al., https://doi.org/10.1109/TVCG.2009.113) found the others: 12 among
the first eight, 10 among all.
"""

KEYS = tuple("123456789")
"""The hot keys that a code can have, in the order in which they are handed out."""

_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Code:
    """A label for passages, with the rules for putting it on one.

    ``parent`` is the id of the code above it, ``None`` at the top. ``description`` defines it;
    ``when_to_use`` and ``when_not_to_use`` draw its border. ``key`` is its hot key, one of
    ``KEYS``, or "" for none. One that is not ``is_codable`` only groups the codes under it.
    """

    id: str
    name: str
    parent: str | None = None
    color: str = PALETTE[0]
    description: str = ""
    when_to_use: str = ""
    when_not_to_use: str = ""
    key: str = ""
    is_codable: bool = True

    def __post_init__(self) -> None:
        if not self.name.strip() or self.name != self.name.strip():
            raise CodebookError(f"A code needs a name without blanks around it, got {self.name!r}.")
        if not _COLOR.fullmatch(self.color):
            raise CodebookError(
                f"A colour is written as #RRGGBB, such as {PALETTE[0]!r}, not {self.color!r}."
            )
        if self.key and self.key not in KEYS:
            raise CodebookError(f"A hot key is one digit from 1 to 9, or '' for none, not {self.key!r}.")
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
        keys = Counter(code.key for code in self._codes.values() if code.key)
        if keys and keys.most_common(1)[0][1] > 1:
            key = keys.most_common(1)[0][0]
            paths = [self.path(code.id) for code in self if code.key == key]
            raise CodebookError(f"The hot key {key} belongs to two codes: {' and '.join(paths)}.")

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

    def free_key(self) -> str:
        """The first hot key that no code has, "" where all are taken."""
        taken = {code.key for code in self._codes.values()}
        return next((key for key in KEYS if key not in taken), "")

    def free_color(self) -> str:
        """The colour of the palette that the fewest codes have, the first of them where several do."""
        used = Counter(code.color.upper() for code in self._codes.values())
        return min(PALETTE, key=lambda color: used[color])

    def changed(
        self,
        path: str,
        *,
        color: str | None = None,
        description: str | None = None,
        when_to_use: str | None = None,
        when_not_to_use: str | None = None,
        key: str | None = None,
    ) -> Codebook:
        """With what is given set on the code at *path*; ``None`` leaves a thing as it is.

        A hot key is taken from the code that had it; "" gives the code none.
        """
        given = {
            "color": color,
            "description": description,
            "when_to_use": when_to_use,
            "when_not_to_use": when_not_to_use,
            "key": key,
        }
        code = self[path]
        values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        robbed = [replace(each, key="") for each in self._codes.values() if key and each.key == key]
        return self._with(*robbed, replace(code, **values))

    def renamed(self, path: str, name: str) -> Codebook:
        """With the code at *path* called *name*; what hangs under it moves along."""
        return self._with(replace(self[path], name=name))

    def moved(self, path: str, parent: str | None) -> Codebook:
        """With the code at *path* under the code at *parent*, or at the top for ``None``."""
        return self._with(replace(self[path], parent=None if parent is None else self[parent].id))

    def without(self, code_id: str) -> Codebook:
        """Without the code with this id, which nothing hangs under."""
        return Codebook(code for code in self._codes.values() if code.id != code_id)

    def _with(self, *codes: Code) -> Codebook:
        return Codebook({**self._codes, **{code.id: code for code in codes}}.values())


@dataclass(frozen=True, slots=True)
class MergeStep:
    """One step of merging two branches: a code goes, or only hangs under another from then on.

    ``code`` and ``target`` are ids. Where ``is_given``, the target takes over the codings of the
    code, which nothing hangs under any more; else it becomes its parent.
    """

    code: str
    target: str
    is_given: bool


def merge_steps(codebook: Codebook, path: str, into: str) -> list[MergeStep]:
    """What it takes to merge the code at *path*, and what hangs under it, into the one at *into*.

    A code under *path* whose name a code under *into* has is merged into that one. After
    each step the codebook is whole.

    Raises:
        CodebookError: no such code, or *into* is *path* or hangs under it.
    """
    old, new = codebook[path], codebook[into]
    if new in codebook.below(path):
        raise CodebookError(f"{path!r} cannot be merged into {into!r}, which is or hangs under it.")
    return _merged(codebook, old, new, frozenset())[1]


def _merged(
    codebook: Codebook, old: Code, new: Code, going: frozenset[str]
) -> tuple[Codebook, list[MergeStep]]:
    """The codebook after merging, with the steps; *going* are codes above that will go too."""
    going |= {old.id}
    steps: list[MergeStep] = []
    for child in codebook.children(codebook.path(old.id)):
        namesake = codebook.find(f"{codebook.path(new.id)}{SEPARATOR}{child.name}")
        if namesake is None:
            codebook = codebook.moved(codebook.path(child.id), codebook.path(new.id))
            steps.append(MergeStep(child.id, new.id, is_given=False))
        else:
            # Merging a code into its parent can meet the code itself, which is on its way out.
            target = new if namesake.id in going else namesake
            codebook, below = _merged(codebook, child, target, going)
            steps += below
    return codebook.without(old.id), [*steps, MergeStep(old.id, new.id, is_given=True)]
