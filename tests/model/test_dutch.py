"""What readers, imports and exports tell is told in Dutch as well."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import vocbench
from vocbench.model.dutch import PARTS, WORDS

PACKAGE = Path(vocbench.__file__).parent


def templates() -> Iterator[tuple[str, str]]:
    """Each template that the package tells, and where; one that is not written out is ``""``."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "told":
                first = node.args[0]
                text = first.value if isinstance(first, ast.Constant) else ""
                yield str(text), f"{path.relative_to(PACKAGE)}:{node.lineno}"


def fields(template: str) -> list[str]:
    """The fields of a template as ``str.format`` has them, in the order of the alphabet."""
    return sorted(
        f"{name}!{conversion}:{spec}" for _, name, spec, conversion in Formatter().parse(template) if name
    )


def has_words(template: str) -> bool:
    """Whether anything of a template stands outside of its fields, so that it can be translated."""
    return any(sign.isalpha() for text, *_ in Formatter().parse(template) for sign in text)


def test_every_template_is_written_out() -> None:
    """Nothing is told by a template that was put together, for that has no Dutch."""
    assert [where for template, where in templates() if not template] == []


def test_everything_is_told_in_dutch() -> None:
    """There is Dutch for each template in which there are words."""
    missing = {template: where for template, where in templates() if has_words(template)}

    assert {template: where for template, where in missing.items() if template not in WORDS} == {}


def test_dutch_has_the_same_fields() -> None:
    """What is filled in is filled in in both languages, numbers grouped alike."""
    assert {each: dutch for each, dutch in WORDS.items() if fields(each) != fields(dutch)} == {}


def test_nobody_keeps_dutch_that_nothing_says() -> None:
    """Each line of the catalogue is told somewhere, and stands there once."""
    told = {template for template, _ in templates()}
    lines = Counter(template for part in PARTS for template in part)

    assert set(WORDS) - told == set()
    assert [template for template, n in lines.items() if n > 1] == []
