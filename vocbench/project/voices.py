"""The part of a project that knows whose experience people speak of, and when that was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from vocbench.errors import SourceError
from vocbench.exchange import board_frames, frames
from vocbench.model.board import Voice, choice
from vocbench.project.sources import Sources
from vocbench.project.support import day_of, listed
from vocbench.storage import voices as voice_store


class Voices(Sources):
    """Whose experience people speak of, and when that was."""

    def set_voice(self, respondents: str | Iterable[str], voice: Voice | str) -> None:
        """Say whose experience somebody speaks of; a customer's, unless said otherwise.

        What employees tell, and what you saw as a customer yourself, is evidence of its own kind:
        it never counts among the customers.

        Args:
            respondents: the key of a respondent, or several.
            voice: ``"customer"``, ``"employee"`` or ``"self as customer"``.

        Raises:
            NotFoundError: the project has no such respondent.
            BoardError: there is no such voice.
        """
        keys = listed(respondents)
        chosen = choice(Voice, voice)
        with self._act(f"say who speaks as {chosen.value}") as act:
            voice_store.set_voices(act, keys, chosen)

    def voices(self) -> pd.DataFrame:
        """Whose experience each respondent speaks of, with the columns of ``frames.VOICES``."""
        with self._store.reading() as connection:
            return board_frames.voices_frame(voice_store.load_voices(connection))

    def set_occasion(
        self, source: str, *, said_on: date | str | None = None, wave: str | None = None
    ) -> None:
        """Say when a source was said or written, and of which wave it is.

        Args:
            source: a transcript or a table of answers.
            said_on: the day, as a date or as ``"2026-11-22"``; ``None`` leaves it as it is.
            wave: the name of the wave; answers with a wave of their own keep that. ``None`` leaves it.

        Raises:
            NotFoundError: there is no such source.
            SourceError: that is no day.
        """
        day = None if said_on is None else day_of(said_on, SourceError).isoformat()
        with self._act(f"date {source}") as act:
            voice_store.set_occasion(act, source, said_on=day, wave=wave)

    def occasions(self) -> pd.DataFrame:
        """When each source was said or written, with the columns of ``frames.OCCASIONS``."""
        with self._store.reading() as connection:
            return frames.make(frames.OCCASIONS, voice_store.load_occasions(connection))
