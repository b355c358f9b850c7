"""The part of a project that knows who may be quoted, and under which name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date as Day  # noqa: N812 - consents have a date
from datetime import datetime
from typing import Any

import pandas as pd

from vocbench.errors import SourceError
from vocbench.exchange import consent_frames, frames
from vocbench.model.coding import Coding
from vocbench.model.consent import Consent, Scope, scopes_of
from vocbench.model.span import Span
from vocbench.privacy.roster import Entry, Roster
from vocbench.privacy.withheld import Withheld
from vocbench.project.copies import Copies
from vocbench.storage import codings as coding_store
from vocbench.storage import consent as consent_store
from vocbench.storage import forget as forget_store
from vocbench.storage import memos as memo_store
from vocbench.storage import sources as source_store


class Consents(Copies):
    """What participants agreed to, what they took back, and how long their words are kept."""

    def set_consent(
        self,
        respondents: str | Iterable[str],
        *,
        scopes: Iterable[Scope | str],
        date: Day | str,
        form: str = "",
        remove_after: Day | str | None = None,
    ) -> None:
        """Record what participants agreed to; what was recorded of them before goes.

        Args:
            respondents: the key of one, or of several who signed the same form.
            scopes: what is allowed: ``"analyse"``, ``"quote anonymously"``, ``"quote with name"``,
                ``"play audio or video"``, ``"contact again"``, ``"share with client"``, ``"archive"``. Who
                allows analysis and no quotes is paraphrased only.
            date: the day on which it was given.
            form: which version of the form was signed.
            remove_after: the last day on which the material may be kept; the study sets it.

        Raises:
            NotFoundError: there is no such respondent.
            SourceError: no such scope, or no day.
        """
        keys = [respondents] if isinstance(respondents, str) else list(respondents)
        last = None if remove_after is None else _day(remove_after)
        agreed = Consent("", scopes_of(scopes), _day(date), form, last)
        who = keys[0] if len(keys) == 1 else f"{len(keys)} respondents"
        with self._act(f"record the consent of {who}") as act:
            consent_store.save_consents(act, [replace(agreed, respondent=key) for key in keys])

    def consents(self) -> pd.DataFrame:
        """One row per respondent, recorded or not, with the columns of ``consent_frames.CONSENTS``."""
        with self._store.reading() as connection:
            found = consent_store.load_consents(connection)
            keys = list(source_store.load_respondents(connection))
        return frames.make(consent_frames.CONSENTS, (_row(key, found.get(key)) for key in keys))

    def withdraw(self, respondent: str, *, date: Day | str | None = None) -> int:
        """Take a participant's consent back: nothing quotes them any more; how many codings went.

        Their codings and member checks go, they are no evidence any more, and what rested on them is marked
        as stale. No report holds their words from now on. The act can be undone, as one may have named the
        wrong participant; so the words themselves stay in the file until ``forget()``, which cannot be
        undone.

        Args:
            respondent: the participant's key.
            date: the day on which it was taken back; ``None`` for today.

        Raises:
            NotFoundError: there is no such respondent.
            SourceError: that is no day.
        """
        day = _today() if date is None else _day(date)
        with self._act(f"withdraw {respondent}") as act:
            known = consent_store.load_consents(act.connection).get(respondent)
            agreed = known or Consent(respondent, frozenset(), day)
            n_codings = consent_store.purge_quotes(act, respondent, self.transcript)
            consent_store.save_consents(act, [replace(agreed, withdrawn=agreed.withdrawn or day)])
        return n_codings

    def forget(self, respondent: str) -> None:
        """Remove a participant's words from the file for good. This cannot be undone.

        What they said is blotted out letter by letter, so that the rest of a talk stays in its place;
        their answers and attributes become empty, their pseudonym speaks in their place, and their name goes
        where others said it in the same talk, or wrote it in a memo, with what memos quote of them. A board
        or code that bears it keeps it. The history loses what it kept of all acts so far, as it holds words:
        acts from before can no longer be undone. What is left is the key, with the withdrawal.

        Raises:
            NotFoundError: there is no such respondent.
        """
        self.withdraw(respondent)
        label = self._pseudonyms().participant(respondent)
        names = [each for each in self._known_names() if each.respondent == respondent]
        roster = Roster(Entry(each.name, each.kind) for each in names)

        def mentions(text: str) -> list[Span]:
            return [Span(hit.start, hit.end) for hit in roster.find(text)]

        said = Withheld.of(self._everything_of(respondent))

        def quoted(text: str) -> list[Span]:
            return [Span(*place) for place in said.find(text)]

        with self._store.aside() as connection:
            forget_store.blot_out(
                connection, respondent, label, self.transcript, mentions=mentions, quoted=quoted
            )
        self._transcripts.clear()
        self._store.shrink()
        self._announced(f"forget {respondent}")

    def due_for_removal(self, today: Day | str | None = None) -> pd.DataFrame:
        """Whose material may no longer be kept, with the columns of ``consent_frames.DUE``.

        Args:
            today: the day to judge by; ``None`` for today.
        """
        now = _today() if today is None else _day(today)
        with self._store.reading() as connection:
            found = consent_store.load_consents(connection)
        return frames.make(consent_frames.DUE, self._due_rows(found.values(), now))

    def _due_rows(self, consents: Iterable[Consent], today: Day) -> Iterator[tuple[str, str, str, str]]:
        places = self._where_heard()
        for each in consents:
            here = ", ".join(places.get(each.respondent, ()))
            if not here:
                continue
            if each.withdrawn is not None:
                yield each.respondent, each.withdrawn.isoformat(), "consent withdrawn", here
            elif each.remove_after is not None and each.remove_after < today:
                yield each.respondent, each.remove_after.isoformat(), "term passed", here

    def _where_heard(self) -> dict[str, list[str]]:
        """The sources in which each respondent still has words."""
        found: dict[str, dict[str, None]] = {}
        for talk in self.transcripts():
            for turn in talk.turns:
                key = talk.respondent_key(turn.speaker)
                if key is not None and any(map(str.isalnum, turn.span.cut(talk.text))):
                    found.setdefault(key, {})[talk.name] = None
        with self._store.reading() as connection:
            for name, text, key, _, _ in source_store.load_voices(connection):
                if text.strip():
                    found.setdefault(key, {})[name] = None
        return {key: list(names) for key, names in found.items()}

    def participant_data(self, respondent: str) -> str:
        """Everything the project holds of one participant, as JSON: for who asks to see it.

        Raises:
            NotFoundError: there is no such respondent.
        """
        with self._store.reading() as connection:
            owner = consent_store.respondent_id(connection, respondent)
            attributes = source_store.load_respondents(connection)[respondent]
            answers = [
                each for each in source_store.load_answers(connection) if each["respondent"] == respondent
            ]
            consent = consent_store.load_consents(connection).get(respondent)
            codings = coding_store.load_codings(connection, self.transcript)
            memos = memo_store.load_memos(connection)
        codings = [each for each in codings if each.respondent == respondent]
        theirs = {owner, *(each.id for each in codings), *(str(each["answer"]) for each in answers)}
        content: dict[str, Any] = {
            "respondent": respondent,
            "names": [each.name for each in self._known_names() if each.respondent == respondent],
            "attributes": {name: str(value) for name, value in attributes.items()},
            "consent": dict(zip(consent_frames.CONSENTS, _row(respondent, consent), strict=True)),
            "answers": answers,
            "turns": list(self._words_of(respondent)),
            "codings": [_coded(each) for each in codings],
            "memos": [row.text for row, about in memos if theirs.intersection(about)],
        }
        return json.dumps(content, ensure_ascii=False, indent=1)

    def _everything_of(self, respondent: str) -> Iterator[str]:
        """What somebody said and wrote, turn by turn and answer by answer."""
        yield from (str(each["words"]) for each in self._words_of(respondent))
        with self._store.reading() as connection:
            answers = source_store.load_voices(connection)
        yield from (text for _, text, key, _, _ in answers if key == respondent)

    def _words_of(self, respondent: str) -> Iterator[dict[str, object]]:
        for talk in self.transcripts():
            for turn in talk.turns:
                if talk.respondent_key(turn.speaker) == respondent:
                    yield {
                        "source": talk.name,
                        "seconds": turn.start_seconds,
                        "words": turn.span.cut(talk.text),
                    }


def _coded(each: Coding) -> dict[str, str]:
    names = ("source", "code", "quote", "coder", "memo")
    return {name: getattr(each, name) for name in names}


def _row(key: str, value: Consent | None) -> tuple[object, ...]:
    if value is None:
        return (key, None, None, None, None, None, False)
    days = (value.date, value.remove_after, value.withdrawn)
    given, last, withdrawn = (day.isoformat() if day else None for day in days)
    return (key, ", ".join(sorted(value.scopes)), given, value.form, last, withdrawn, value.allows_quotes)


def _day(written: Day | str) -> Day:
    try:
        return Day.fromisoformat(str(written))
    except ValueError:
        raise SourceError(f"{written!r} is no day. Write it as a date, or as '2026-11-22'.") from None


def _today() -> Day:
    return datetime.now().astimezone().date()
