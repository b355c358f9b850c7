"""The part of a project that exchanges studies with other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from vocbench.exchange import frames
from vocbench.model.language import spoken
from vocbench.model.qda import Loss, QdaProject
from vocbench.model.told import Told
from vocbench.project import exchange_words as own
from vocbench.project.giving import whole_study
from vocbench.project.memos import Memos
from vocbench.project.taking import Desk, take_codes, take_people
from vocbench.project.taking_answers import take_tables
from vocbench.project.taking_codings import take_codings, take_passages
from vocbench.project.taking_memos import take_remarks
from vocbench.project.taking_rest import tell_rest
from vocbench.project.taking_texts import take_texts


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What became of a study that was taken in.

    Args:
        added: how many there came, by kind of thing.
        known: how many were there already.
        changed: how many of those were given something that they lacked, or a corrected text.
        lost: what could not be taken over as it was.
        notices: what the reader of the file found out about it.
    """

    added: Mapping[str, int]
    known: Mapping[str, int]
    changed: Mapping[str, int]
    lost: tuple[Loss, ...] = ()
    notices: tuple[Told, ...] = ()

    @property
    def losses(self) -> pd.DataFrame:
        """One row per kind of loss, with the columns of ``frames.LOSSES``."""
        return frames.losses_frame(self.lost)

    def words(self, lang: str = "en") -> str:
        """The same in sentences, one a line.

        Raises:
            VocbenchError: there is no such language.
        """
        lang = spoken(lang)
        words = own.WORDS[lang]
        told = {"added": self.added, "known": self.known, "changed": self.changed}
        lines = [own.counted(name, counts, lang) for name, counts in told.items() if counts]
        lines = [*([] if self.added else [words["nothing"]]), *lines]
        lines += [each.in_language(lang) for each in self.notices]
        lines.append(words["losses"] if self.lost else words["whole"])
        return "\n".join([*lines, *(own.told_loss(each, lang) for each in self.lost)])


def taken_in(desk: Desk, as_answers: Collection[str] = ()) -> Exchanged:
    """What becomes of a study that is unpacked on a desk; see ``Exchange.take_in``."""
    codes = take_codes(desk)
    texts = take_texts(desk, take_people(desk), as_answers)
    take_tables(texts)
    take_codings(desk, codes, texts.rooms)
    take_passages(desk, texts.rooms)
    take_remarks(desk, codes)
    tell_rest(desk)
    added, known, changed = map(_some, (desk.added, desk.known, desk.changed))
    notices = tuple(each.in_language(desk.lang) for each in desk.qda.notices)
    return Exchanged(added, known, changed, desk.losses(), notices)


class Exchange(Memos):
    """Studies that come from other programs and go to them."""

    def take_in(
        self,
        study: QdaProject,
        *,
        coder: str = own.UNKNOWN,
        as_answers: Collection[str] = (),
        lang: str = "en",
    ) -> Exchanged:
        """Take over a study of another program; what was added, what was there, and what was lost.

        It is one act, which can be undone as a whole. A study that is taken in again adds what is new
        since: things are known by their GUID, or else by name, text and place. A text that was corrected
        elsewhere becomes a new version of the one that is here, as with ``revise()``; one that only has
        the same name gets a number behind it. Cases become respondents and their selections the turns of
        transcripts; a code on a whole source is put on all its words.

        Args:
            study: as one of the readers of ``vocbench.exchange`` gives it.
            coder: who coded, where the study does not say it.
            as_answers: names of sources that hold open answers: each selection of a case in them is an
                answer of that respondent, the name of the source the question.
            lang: the language of what is told of losses, ``"en"`` or ``"nl"``.

        Raises:
            VocbenchError: there is no such language.
        """
        with self._act(f"take in {study.name or study.origin or 'a study'}") as act:
            return taken_in(Desk(act, study, coder, spoken(lang)), as_answers)

    def give_out(self, *, lang: str = "en") -> QdaProject:
        """The project as other programs take it, with what they have no place for in ``losses``.

        Transcripts become texts, respondents cases with what they say and their attributes, and each
        question and wave of a table of answers a text with a selection for every answer. When to use a
        code and when not, remarks on codings and examples become notes. ``take_in()`` makes the same
        project of it again.

        This is for the team of the study: it holds all words of all participants. Of who withdrew
        nothing is quoted by codings or memos, and what was forgotten is gone; to pass the material on,
        give out the copy that ``pseudonymised_copy()`` makes.

        Args:
            lang: the language of what is told of losses and of the names of notes, ``"en"`` or ``"nl"``.

        Raises:
            VocbenchError: there is no such language.
        """
        with self._store.reading() as connection:
            return whole_study(connection, self.name, spoken(lang))


def _some(counts: Counter[str]) -> dict[str, int]:
    return {kind: n for kind, n in counts.items() if n}
