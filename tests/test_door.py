"""The public names, and how quickly they are there."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

import vocbench


def test_the_door_is_as_narrow_as_it_says() -> None:
    """The public names are these and no others; a new one is added on purpose."""
    assert vocbench.__all__ == [
        "AnswersWidget",
        "BoardCanvas",
        "BoardWidget",
        "Channel",
        "Choices",
        "CodebookWidget",
        "CodingWidget",
        "Details",
        "ImportWidget",
        "Origin",
        "Project",
        "QuoteList",
        "QuotesWidget",
        "Relation",
        "Role",
        "Rule",
        "Span",
        "Speaker",
        "TopicExplorer",
        "TopicSettings",
        "VocbenchError",
        "Voice",
        "describe_answers",
        "read_answers",
        "read_transcript",
        "write_table",
    ]


@pytest.mark.parametrize("name", vocbench.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """Each loads, has a docstring, and calls itself so."""
    found = getattr(vocbench, name)

    assert found.__name__ == name
    assert found.__doc__


def test_an_unknown_name_is_refused() -> None:
    """A slip of the pen is an AttributeError, as with any module."""
    with pytest.raises(AttributeError, match="no attribute 'Projct'"):
        _ = vocbench.Projct


def test_importing_loads_nothing_heavy() -> None:
    """After `import vocbench` none of the large libraries is loaded."""
    heavy = ["pandas", "numpy", "bertopic", "umap", "sklearn", "altair", "anywidget", "sqlalchemy"]
    code = f"import sys, vocbench; print([name for name in {heavy} if name in sys.modules])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_the_version_is_the_same_everywhere(root: Path) -> None:
    """The package, its metadata, the changelog and the citation agree on the version."""
    changelog = (root / "CHANGELOG.md").read_text("utf-8")
    citation = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))

    assert version("vocbench") == vocbench.__version__
    assert changelog.split("\n## ")[1].split()[0] == vocbench.__version__
    assert citation["version"] == vocbench.__version__


def test_conda_users_get_the_same_packages(root: Path) -> None:
    """environment.yml asks for what pyproject.toml asks for, but for bertopic, which comes without torch."""
    asked = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    listed = yaml.safe_load((root / "environment.yml").read_text("utf-8"))["dependencies"]
    plain = {each.replace("_", "-") for each in listed if isinstance(each, str)}
    through_pip = next(set(each["pip"]) for each in listed if isinstance(each, dict))
    for_bertopic = {
        "hdbscan>=0.8.44",
        "plotly",
        "tqdm",
        "umap-learn>=0.5.9",
    }  # what `pip install --no-deps bertopic` would miss

    assert {each for each in asked if not each.startswith("bertopic")} == (
        plain | through_pip
    ) - for_bertopic - {"python>=3.11", "pip"}
