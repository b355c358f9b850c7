"""Everything vocbench raises on purpose, as one tree.

VocbenchError
├── SpanError            a range of characters that cannot be
├── SourceError          a transcript or answer table that contradicts itself
├── CodebookError        an unknown code, a double name, a cycle
├── BoardError           an unknown region or template, a note without words
├── InsightError         an insight without words, or one that claims more than its evidence
├── QuoteError           a quote that the text does not hold
│   └── AmbiguousQuoteError   a quote that the text holds more than once
├── ReadError            a file that cannot be read: which line or cell, what to do
├── WriteError           a table that cannot be written: where, what to do
├── TopicsError          answers or settings that no topic model can be made from
├── ReportError          a notebook that failed, or a report that cannot be made
├── Cancelled            somebody stopped the work; what was kept before stays
└── ProjectError         the project file
    ├── NotAProjectError      not a vocbench file, or a damaged one; it was not touched
    ├── NewerProjectError     written by a newer vocbench
    ├── NotFoundError         no such source, respondent, board …
    └── ConflictError         the act would break what is there
"""


class VocbenchError(Exception):
    """Base of every error that vocbench raises on purpose."""


class SpanError(VocbenchError):
    """A range of characters that cannot be."""


class SourceError(VocbenchError):
    """A transcript or answer table that contradicts itself."""


class CodebookError(VocbenchError):
    """An unknown code, a double name or a cycle."""


class BoardError(VocbenchError):
    """An unknown region or template, or a note without words."""


class InsightError(VocbenchError):
    """An insight, opportunity or action without words, or one that claims more than its evidence."""


class QuoteError(VocbenchError):
    """A quote that the text does not hold."""


class AmbiguousQuoteError(QuoteError):
    """A quote that the text holds more than once."""


class ReadError(VocbenchError):
    """A file that cannot be read; the message names the line or cell."""


class WriteError(VocbenchError):
    """A table that cannot be written; nothing was left half-written."""


class TopicsError(VocbenchError):
    """Answers or settings that no topic model can be made from."""


class ReportError(VocbenchError):
    """A notebook that failed, or a report that cannot be made."""


class Cancelled(VocbenchError):  # noqa: N818 - nothing went wrong
    """Somebody stopped the work; nothing was changed, and what was computed before is kept.

    Raise it in a progress callback to stop what reports to it.
    """


class ProjectError(VocbenchError):
    """The project file cannot do what was asked."""


class NotAProjectError(ProjectError):
    """The file is not a vocbench project, or is damaged; it was not touched."""


class NewerProjectError(ProjectError):
    """The project was written by a newer vocbench."""


class NotFoundError(ProjectError):
    """The project holds no such thing."""


class ConflictError(ProjectError):
    """The act would break what the project already holds."""
