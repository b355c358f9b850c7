"""vocbench: a voice-of-customer research workbench inside JupyterLab.

    import vocbench as vb

    project = vb.Project("waterbedrijf.voc")
    project.add(vb.read_transcript("interviews/p01.vtt"))

Everything public is listed in ``__all__`` and loads on first use, so that importing
vocbench is instant.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vocbench.errors import VocbenchError
    from vocbench.exchange.answers import describe_answers, read_answers
    from vocbench.exchange.tables import write_table
    from vocbench.exchange.transcripts import read_transcript
    from vocbench.model.board import Channel, Details, Origin, Relation, Voice
    from vocbench.model.preview import Choices
    from vocbench.model.rule import Rule
    from vocbench.model.source import Role, Speaker
    from vocbench.model.span import Span
    from vocbench.project import Project
    from vocbench.topics.settings import TopicSettings
    from vocbench.widgets.answers.widget import AnswersWidget
    from vocbench.widgets.boards.static import BoardCanvas
    from vocbench.widgets.boards.widget import BoardWidget
    from vocbench.widgets.codebook.widget import CodebookWidget
    from vocbench.widgets.coding.widget import CodingWidget
    from vocbench.widgets.intake.widget import ImportWidget
    from vocbench.widgets.quotes.quote_list import QuoteList
    from vocbench.widgets.quotes.widget import QuotesWidget
    from vocbench.widgets.topics.widget import TopicExplorer

__version__ = "0.1.0"

_HOMES = {
    "AnswersWidget": "vocbench.widgets.answers.widget",
    "BoardCanvas": "vocbench.widgets.boards.static",
    "BoardWidget": "vocbench.widgets.boards.widget",
    "Channel": "vocbench.model.board",
    "Choices": "vocbench.model.preview",
    "CodebookWidget": "vocbench.widgets.codebook.widget",
    "CodingWidget": "vocbench.widgets.coding.widget",
    "Details": "vocbench.model.board",
    "ImportWidget": "vocbench.widgets.intake.widget",
    "Origin": "vocbench.model.board",
    "Project": "vocbench.project",
    "QuoteList": "vocbench.widgets.quotes.quote_list",
    "QuotesWidget": "vocbench.widgets.quotes.widget",
    "Relation": "vocbench.model.board",
    "Role": "vocbench.model.source",
    "Rule": "vocbench.model.rule",
    "Span": "vocbench.model.span",
    "Speaker": "vocbench.model.source",
    "TopicExplorer": "vocbench.widgets.topics.widget",
    "TopicSettings": "vocbench.topics.settings",
    "VocbenchError": "vocbench.errors",
    "Voice": "vocbench.model.board",
    "describe_answers": "vocbench.exchange.answers",
    "read_answers": "vocbench.exchange.answers",
    "read_transcript": "vocbench.exchange.transcripts",
    "write_table": "vocbench.exchange.tables",
}

__all__ = [
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


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'vocbench' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
