"""The part of a project that knows names: whose they are, what stands in their place, what may be one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

import pandas as pd

from vocbench.errors import SourceError, WriteError
from vocbench.exchange import consent_frames, frames
from vocbench.model.consent import NameKind
from vocbench.model.language import LANGUAGES
from vocbench.model.source import Role
from vocbench.privacy.confidential import Confidential
from vocbench.privacy.find import Finder, Tier
from vocbench.privacy.kinds import Kind
from vocbench.privacy.pseudonyms import Pseudonyms
from vocbench.privacy.review import plain_word, review_list
from vocbench.privacy.roster import Entry, is_code
from vocbench.privacy.smallcells import Groups, group_words
from vocbench.privacy.withheld import Withheld
from vocbench.project.sources import Sources
from vocbench.storage import codings as coding_store
from vocbench.storage import consent as consent_store
from vocbench.storage import sources as source_store
from vocbench.storage.rewrite import typed_words

_NAME_ATTRIBUTES = frozenset(
    ["naam", "name", "voornaam", "achternaam", "firstname", "lastname", "surname", "contact"]
)


@dataclass(frozen=True, slots=True)
class _Known:
    """A name that the study knows: of which participant, and how it came to be known."""

    name: str
    kind: Kind
    respondent: str | None
    origin: str


class Names(Sources):
    """Names, their pseudonyms, and the words that may be names."""

    def add_to_roster(
        self,
        names: str | Iterable[str],
        kind: NameKind | str = NameKind.PERSON,
        *,
        respondent: str | None = None,
    ) -> None:
        """Tell the study names that its transcripts do not: of partners, colleagues, towns, employers.

        Args:
            names: one or several; of a person the first and family name are found apart as well.
            kind: ``"person"``, ``"place"`` or ``"organisation"``.
            respondent: the key of the participant whose names they are; ``None`` for somebody else's.

        Raises:
            SourceError: a name without letters, or no such kind.
            NotFoundError: there is no such respondent.
            ConflictError: a name is known already as something else.
        """
        given = [names] if isinstance(names, str) else list(names)
        if any(not name.strip() for name in given):
            raise SourceError("A name needs letters.")
        if kind not in list(NameKind):
            raise SourceError(f"{kind!r} is no kind of name. There are: {', '.join(NameKind)}.")
        with self._act(f"add {len(given)} to the roster") as act:
            consent_store.add_names(act, given, NameKind(kind), key=respondent)

    def roster(self) -> pd.DataFrame:
        """The names that the study knows and their pseudonyms, with the columns of ``consent_frames.ROSTER``.

        They come from the speakers of transcripts, from keys and attributes of respondents that are names,
        and from ``add_to_roster()``. Numbers and roles such as "R1" and "Interviewer" are no names.
        """
        names, labels = self._known_names(), self._pseudonyms()
        rows = (
            (each.name, each.kind.value, each.respondent, _label(labels, each), each.origin) for each in names
        )
        found = frames.make(consent_frames.ROSTER, rows)
        self._keep_key(labels)
        return found

    def pseudonyms(self) -> pd.DataFrame:
        """Whose each pseudonym is, with the columns of ``consent_frames.PSEUDONYMS``.

        They are kept in the key of the study, a file of its own: see ``key_path``. Keep it away from
        pseudonymised copies and reports.
        """
        self.roster()
        rows = ((label, kind, name) for (kind, name), label in self._pseudonyms().labels.items())
        return frames.make(consent_frames.PSEUDONYMS, rows)

    @property
    def key_path(self) -> Path:
        """Where the key of the pseudonyms is kept: beside the project, in a file of its own."""
        return self._store.path.with_suffix(".key.json")

    def review_list(self, *, extra: Tier | None = None) -> pd.DataFrame:
        """The words that may be names, for a person to judge: the columns of ``consent_frames.SUSPECTS``.

        These are words with a capital that no dictionary has, or that have one inside a sentence: in what
        participants said and wrote, and in memos, notes, descriptions, attributes and all else that was
        typed. What the roster, check digits and cues find is left out, and so is what was reviewed before.

        Args:
            extra: one more tier that finds names, such as ``vocbench.privacy.names.dutch_names()``.
        """
        finder = Finder(self._roster_entries(), extra=extra)
        said = (text for _, text in self._everything_said())
        with self._store.reading() as connection:
            typed = list(typed_words(connection))
        rest = (_without(finder, text) for text in (*said, *typed))
        rows = review_list(rest, reviewed=self._words_reviewed())
        return frames.make(consent_frames.SUSPECTS, ((each.word, each.n, each.example) for each in rows))

    def sign_review(self, *, not_names: Iterable[str] | None = None) -> str:
        """Sign, as the coder of this project, that words are no names; the digest of what was signed.

        Put the names in the roster first: ``add_to_roster([...])``.

        Args:
            not_names: the words; ``None`` for all that ``review_list()`` has now.

        Returns:
            SHA-256 of the words, as it is kept with who signed and when.
        """
        words = self.review_list()["word"] if not_names is None else not_names
        plain = {plain_word(word) for word in words}
        with self._act(f"sign the review of {len(plain)} words") as act:
            consent_store.sign(act, plain)
        return consent_store.words_digest(plain)

    def sign_groups(self, groups: Iterable[str]) -> str:
        """Sign that small groups may be told of outside the team; the digest of what was signed.

        Args:
            groups: each as the gate writes it: the values of its attributes, with commas between them,
                such as ``"lelystad, nurse"``.
        """
        plain = {group_words(each.split(",")) for each in groups}
        with self._act(f"sign that {len(plain)} small groups may be told of") as act:
            consent_store.sign(act, plain)
        return consent_store.words_digest(plain)

    def reviews(self) -> pd.DataFrame:
        """Who reviewed how many words and when, with the columns of ``consent_frames.REVIEWS``."""
        with self._store.reading() as connection:
            found = consent_store.load_reviews(connection)
        rows = ((each.who, each.at, len(each.words), each.digest) for each in found)
        return frames.make(consent_frames.REVIEWS, rows)

    def confidential(self) -> Confidential:
        """What of this project must not leave in a report, for ``privacy.gate.Gate``.

        Words may leave of respondents whose consent allows quotes; nothing recorded is no consent.
        """
        with self._store.reading() as connection:
            consents = consent_store.load_consents(connection)
        quotable = {key for key, each in consents.items() if each.allows_quotes}
        shareable = {key for key, each in consents.items() if each.allows_sharing}
        withdrawn = {key for key, each in consents.items() if each.withdrawn}
        said = [*self._everything_said(), *self._everything_coded()]

        def barred(allowed: set[str]) -> Withheld:
            free = (text for key, text in said if key is None or key in allowed)
            return Withheld.of((text for key, text in said if key is not None and key not in allowed), free)

        free = [text for key, text in said if key is None or key in quotable]
        not_quotable = barred(quotable)
        return Confidential(
            entries=tuple(self._roster_entries()),
            quotable=frozenset(quotable),
            withdrawn=frozenset(withdrawn),
            shareable=frozenset(shareable),
            not_quotable=not_quotable,
            not_shareable=not_quotable if shareable == quotable else barred(shareable),
            taken_back=Withheld.of((text for key, text in said if key in withdrawn), free),
            people=tuple(self._attributes_shown()),
            reviewed=self._words_reviewed(),
            language=self._spoken_language(),
        )

    def attribute_groups(self) -> Groups:
        """Who shares which attributes, for ``privacy.smallcells``; people without any do not count."""
        return Groups(self._attributes_shown(), signed=self._words_reviewed())

    def _attributes_shown(self) -> list[dict[str, str]]:
        """The attributes of each respondent as they are shown."""
        with self._store.reading() as connection:
            people = source_store.load_respondents(connection)
        return [{name: str(value) for name, value in each.items()} for each in people.values()]

    def _words_reviewed(self) -> frozenset[str]:
        with self._store.reading() as connection:
            found = consent_store.load_reviews(connection)
        return frozenset(word for each in found for word in each.words)

    def _spoken_language(self) -> str:
        """The language that most transcripts are in, of those that we speak."""
        spoken = Counter(talk.language for talk in self.transcripts() if talk.language in LANGUAGES)
        return str(spoken.most_common(1)[0][0]) if spoken else LANGUAGES[0]

    def _roster_entries(self) -> list[Entry]:
        labels = self._pseudonyms()
        entries = [Entry(each.name, each.kind, _label(labels, each)) for each in self._known_names()]
        self._keep_key(labels)
        return entries

    def _known_names(self) -> list[_Known]:
        """All names that the study knows, each once."""
        found = [*self._names_of_speakers(), *self._names_of_respondents(), *self._names_added()]
        return list({each.name.casefold(): each for each in reversed(found)}.values())[::-1]

    def _names_of_speakers(self) -> Iterator[_Known]:
        for talk in self.transcripts():
            for each in talk.speakers:
                if not is_code(each.name) and each.name.casefold() not in set(Role):
                    yield _Known(each.name, Kind.PERSON, talk.respondent_key(each.name), "transcript")

    def _names_of_respondents(self) -> Iterator[_Known]:
        with self._store.reading() as connection:
            people = source_store.load_respondents(connection)
        for key, attributes in people.items():
            # What stands after a stroke is the name of a speaker, who is known already.
            if not is_code(key) and "/" not in key:
                yield _Known(key, Kind.PERSON, key, "key")
            for name, value in attributes.items():
                is_name = name.casefold().replace(" ", "").replace("_", "") in _NAME_ATTRIBUTES
                if is_name and str(value).strip():
                    yield _Known(str(value), Kind.PERSON, key, "attribute")

    def _names_added(self) -> Iterator[_Known]:
        with self._store.reading() as connection:
            rows = consent_store.load_names(connection)
        for name, kind, key in rows:
            yield _Known(name, Kind(kind.value), key, "added")

    def _everything_said(self) -> Iterator[tuple[str | None, str]]:
        """Everything said or written, with the key of who did.

        It is ``None`` for interviewers and questions, which are nobody's secret, and "" where nobody
        knows who speaks: that person gave no consent.
        """
        for talk in self.transcripts():
            asking = {each.name for each in talk.speakers if each.role is Role.INTERVIEWER}
            for turn in talk.passages():
                key = None if turn.speaker in asking else talk.respondent_key(turn.speaker) or ""
                yield key, turn.span.cut(talk.text)
        with self._store.reading() as connection:
            answers = source_store.load_voices(connection)
        for _, text, key, _, _ in answers:
            yield key, text
        yield from ((None, question) for question in {row[4] for row in answers})

    def _everything_coded(self) -> Iterator[tuple[str, str]]:
        """The quotes of participants: parts of what they said, some too short to be told otherwise."""
        with self._store.reading() as connection:
            codings = coding_store.load_codings(connection, self.transcript)
        return ((each.respondent, each.quote) for each in codings if each.respondent is not None)

    def _pseudonyms(self) -> Pseudonyms:
        """Those of the key, as it is on the disk."""
        if self.key_path.is_file():
            return Pseudonyms.from_json(self.key_path.read_text("utf-8"))
        return Pseudonyms(self._spoken_language())

    def _keep_key(self, labels: Pseudonyms) -> None:
        """Write the key whole or not at all, for its owner's eyes; one that says the same stays as it is."""
        content = labels.to_json()
        if not labels.labels or (self.key_path.is_file() and self.key_path.read_text("utf-8") == content):
            return
        try:
            folder = self.key_path.parent
            with NamedTemporaryFile("w", dir=folder, encoding="utf-8", suffix=".part", delete=False) as part:
                part.write(content)  # made with rights for its owner only
            Path(part.name).replace(self.key_path)
        except OSError as error:
            raise WriteError(
                f"The key of the pseudonyms cannot be written to {self.key_path}: {error.strerror}. "
                "Without it people would get other pseudonyms next time."
            ) from None


def _label(labels: Pseudonyms, each: _Known) -> str:
    if each.respondent is not None:
        return labels.participant(each.respondent)
    return labels.other(each.kind, each.name)


def _without(finder: Finder, text: str) -> str:
    """*text*, as long as it was, without the identifiers that are found in it."""
    for hit in finder.find(text):
        text = f"{text[: hit.start]}{'x' * (hit.end - hit.start)}{text[hit.end :]}"
    return text
