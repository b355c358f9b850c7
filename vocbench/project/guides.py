"""The part of a project that holds interviews against their guide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vocbench.analysis.guide_coverage import GuideCoverage, guide_coverage
from vocbench.errors import SourceError
from vocbench.model.codebook import SEPARATOR
from vocbench.model.interview_guide import GuideQuestion
from vocbench.project.coding import Codings
from vocbench.project.support import listed

Guide = Iterable[str] | Mapping[str, str | Iterable[str]]
"""The questions of a guide, in order; with the words and the paths of codes that show each as well."""


class Guides(Codings):
    """Interviews beside the guide that they were to follow."""

    def guide_coverage(self, guide: Guide, *, sources: str | Iterable[str] | None = None) -> GuideCoverage:
        """Which questions of a guide were asked in which interview, answered, or spoken of unasked.

        A question that nobody was asked says nothing about what people think of it, other than one that
        was asked and got no answer. How it is told that a question was asked:
        ``analysis.guide_coverage.guide_coverage``.

        Args:
            guide: the questions, as interviewers say them; or a mapping of questions or subjects to what
                shows each as well: words, where ``*`` at an end stands for any letters, and paths of codes,
                as in ``{"How long do you shower?": ["shower*", "Habits/Duration"]}``.
            sources: transcripts; ``None`` for all.

        Returns:
            Frames ``interviews``, a row per question and interview, and ``questions``, a row per question.

        Raises:
            SourceError: no questions, or one without words.
            CodebookError: there is no such code.
            NotFoundError: there is no such transcript.
        """
        questions = [self._question(text, shown) for text, shown in _entries(guide).items()]
        if not questions:
            raise SourceError("A guide needs questions. Give them as texts, in order.")
        names = self.transcript_names() if sources is None else listed(sources)
        return guide_coverage(questions, [self.transcript(each) for each in names], self.codings())

    def _question(self, text: str, shown: Iterable[str]) -> GuideQuestion:
        """A question; what names a code stands for it, and the rest for words."""
        book = self.codebook
        codes = tuple(each for each in shown if SEPARATOR in each or each in book)
        for path in codes:
            book[path]  # where there is none, this says which are near
        return GuideQuestion(text, tuple(each for each in shown if each not in codes), codes)


def _entries(guide: Guide) -> dict[str, tuple[str, ...]]:
    """What shows each question besides itself."""
    if isinstance(guide, Mapping):
        return {text: listed(shown) for text, shown in guide.items()}
    return dict.fromkeys(listed(guide), ())
