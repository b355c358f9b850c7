"""Names that a project knows, their pseudonyms, and copies in which nobody is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.planted_topics import by_words
from tests.studies import survey, talk
from vocbench.errors import ConflictError, ReadError, SourceError
from vocbench.model.source import Answer, AnswerTable, Respondent, Role, Speaker, Transcript, Turn
from vocbench.model.span import Span
from vocbench.privacy.confidential import Audience
from vocbench.privacy.gate import Gate, Piece, Place
from vocbench.project import Project

TURNS = (
    ("Sanne", "Vertel eens, Yasmina, hoe gaat dat bij Bas thuis?"),
    ("Yasmina", "Yasmina: ik bel mijn man Bas op 06-12345678, dan is het water 😀 koud bij Bas."),
    ("Sanne", "En daarna?"),
    ("Yasmina", "Dan bel ik Vitens, en ik mail naar yasmina@voorbeeld.nl."),
)


def named_talk() -> Transcript:
    """An interview full of names and numbers."""
    turns, start = [], 0
    for speaker, words in TURNS:
        turns.append(Turn(Span(start, start + len(words)), speaker))
        start += len(words) + 1
    return Transcript(
        name="p03_yasmina",
        text="\n".join(words for _, words in TURNS),
        turns=tuple(turns),
        speakers=(Speaker("Sanne", Role.INTERVIEWER), Speaker("Yasmina")),
        language="nl",
    )


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    """The interview, coded by two people, with a note, a memo and a correction."""
    with Project(tmp_path / "study.voc") as project:
        project.add(named_talk())
        project.add_to_roster(["Bas"])
        project.add_to_roster(["Vitens"], "organisation")
        project.add_code("Koud")
        project.add_code("Bellen")
        coding = project.code("p03_yasmina", quote="het water 😀 koud", code="Koud", memo="zegt Yasmina")
        project.code("p03_yasmina", quote="bel mijn man Bas op 06-12345678, dan", code="Bellen")
        project.empathy_map("Yasmina", question="Waarom belt Yasmina?")
        project.note("Yasmina", "pains", "Yasmina heeft het koud", supports=[coding])
        yield project


def test_the_roster_knows_speakers_keys_and_what_was_added(study: Project) -> None:
    """Each name stands there once, with whose it is and what stands in its place."""
    found = study.roster().fillna("").itertuples(index=False)

    assert [(row.name, row.respondent, row.pseudonym) for row in found] == [
        ("Sanne", "", "[persoon-1]"),
        ("Yasmina", "p03_yasmina", "[P03]"),
        ("p03_yasmina", "p03_yasmina", "[P03]"),
        ("Bas", "", "[persoon-2]"),
        ("Vitens", "", "[organisatie-1]"),
    ]


def test_roles_and_numbers_are_no_names(tmp_path: Path) -> None:
    """Of an interview by "I" with p01, and a survey by number, only the name of the speaker is known."""
    with Project(tmp_path / "study.voc") as project:
        project.add(talk("p01"))
        project.add(survey())

        assert list(project.roster()["name"]) == ["Marieke"]


def test_an_attribute_that_is_a_name_is_in_the_roster(tmp_path: Path) -> None:
    """A column "Naam" of a survey holds names, whatever the key is."""
    table = AnswerTable("s", (Respondent("17", {"Naam": "Femke Smit"}),), (Answer("17", "q", "Goed"),))
    with Project(tmp_path / "study.voc") as project:
        project.add(table)

        assert list(project.roster()["name"]) == ["Femke Smit"]


def test_pseudonyms_stay_the_same_when_the_study_grows(study: Project) -> None:
    """Who comes later changes nobody's pseudonym, also after the project was opened anew."""
    before = study.roster().set_index("name")["pseudonym"]
    study.add_to_roster(["Anke"])

    with Project(study._store.path) as again:
        after = again.roster().set_index("name")["pseudonym"]

    assert after.loc[before.index].equals(before)
    assert after["Anke"] == "[persoon-3]"


def test_the_key_lies_in_a_file_of_its_own_for_its_owner_only(study: Project) -> None:
    """Nobody else may read it, and the project file holds no pseudonym."""
    study.pseudonyms()

    assert study.key_path.stat().st_mode & 0o077 == 0
    assert b"[persoon-1]" not in study._store.path.read_bytes()


def test_a_damaged_key_is_refused(study: Project) -> None:
    """A new key would give people other pseudonyms, so nothing is guessed."""
    study.key_path.write_text("{}")

    with pytest.raises(ReadError, match="Put back"):
        study.roster()


def test_a_name_without_letters_is_refused(study: Project) -> None:
    """An empty name would be found everywhere."""
    with pytest.raises(SourceError):
        study.add_to_roster([" "])


def test_adding_to_the_roster_can_be_undone(study: Project) -> None:
    """It is one act."""
    study.add_to_roster(["Anke", "Toon"])

    study.undo()

    assert "Anke" not in set(study.roster()["name"])


def test_the_review_list_holds_what_no_tier_knows(study: Project) -> None:
    """Names of the roster are no suspects; a name that nobody told of is."""
    assert study.review_list().empty
    study.add(AnswerTable("s", (Respondent("1"),), (Answer("1", "Wat?", "Vraag het maar aan Femke."),)))

    assert list(study.review_list()["word"]) == ["Femke"]


@pytest.mark.parametrize(
    "write",
    [
        lambda study: study.add_memo("Femke belt ook"),
        lambda study: study.memo(study.codings()["coding"][0], "net als Femke"),
        lambda study: study.note("Yasmina", "pains", "Ook Femke heeft het koud"),
        lambda study: study.change_code("Koud", description="Wat Femke zegt"),
        lambda study: study.add(AnswerTable("s", (Respondent("1", {"buur": "Femke"}),), ())),
        lambda study: study.make_board("Bij Femke", template="empathy_map", question="Wat?"),
    ],
    ids=["memo", "remark on a coding", "note", "code", "attribute", "board"],
)
def test_the_review_list_reads_what_people_typed(study: Project, write: Callable[[Project], object]) -> None:
    """A name that only the team wrote down leaves with a copy as well."""
    write(study)

    assert "Femke" in set(study.review_list()["word"])


def test_names_of_coders_are_not_to_be_reviewed(study: Project) -> None:
    """They are no participants, and stay in a copy."""
    study.code("p03_yasmina", quote="En daarna?", code="Bellen", coder="Femke")

    assert study.review_list().empty


def test_a_signature_says_who_when_and_over_what(study: Project) -> None:
    """What was signed is off the list, and undone it is on it again."""
    study.add(AnswerTable("s", (Respondent("1"),), (Answer("1", "Wat?", "Met Pasen in Spanje."),)))
    digest = study.sign_review()

    signed = study.reviews().iloc[0]

    assert (signed["who"], signed["words"], signed["digest"]) == ("A", 2, digest)
    assert study.review_list().empty
    study.undo()
    assert len(study.review_list()) == 2


def test_the_gate_of_a_project_knows_its_names_and_reviews(study: Project) -> None:
    """What the study knows is replaced, and what was signed passes."""
    study.sign_review(not_names=["Spanje"])
    gate = Gate(Audience.PUBLIC, [study.confidential()])

    cleaned = gate.clean(Piece(Place.TEXT, "here", "Yasmina en Bas in Spanje"))

    assert cleaned.content == "[P03] en [persoon-2] in Spanje"
    assert cleaned.stopped == ()


def test_a_small_group_that_was_signed_may_be_told_of(study: Project) -> None:
    """Before, its sentence stops the public's report; the signature is kept with who gave it."""
    people = [Respondent(f"r{number}", {"role": "nurse", "town": "lelystad"}) for number in range(2)]
    answers = tuple(Answer(each.key, "How?", "Good") for each in people)
    study.add(AnswerTable("survey", tuple(people), answers))
    piece = Piece(Place.TEXT, "here", "2 nurses in lelystad waited.")

    before = Gate(Audience.PUBLIC, [study.confidential()]).clean(piece).stopped
    study.sign_groups(["nurse, Lelystad"])

    assert [each.shown for each in before] == ["'lelystad, nurse'"]
    assert Gate(Audience.PUBLIC, [study.confidential()]).clean(piece).stopped == ()
    assert study.reviews()["words"].tolist() == [1]


def test_words_of_who_is_not_named_may_not_be_quoted(tmp_path: Path) -> None:
    """Of a talk without speakers nobody gave consent; the gate leaves its words out."""
    with Project(tmp_path / "study.voc") as project:
        project.add(Transcript("p01", "Dan moet ik eerst mijn dochter van de opvang halen."))

        gate = Gate(Audience.PUBLIC, [project.confidential()])

    cleaned = gate.clean(Piece(Place.TEXT, "here", "Dan moet ik eerst mijn dochter van de opvang halen."))
    assert cleaned.content == "[quote left out: no consent]."


def test_a_short_quote_without_consent_is_known_because_it_was_coded(study: Project) -> None:
    """Three coded words are left out where they stand alone; with consent they stay."""
    piece = Piece(Place.TEXT, "here", "«het water 😀 koud»")

    barred = Gate(Audience.PUBLIC, [study.confidential()]).clean(piece)
    study.set_consent("p03_yasmina", scopes=["quote anonymously"], date="2026-01-05")
    free = Gate(Audience.PUBLIC, [study.confidential()]).clean(piece)

    assert barred.content == "«[citaat weggelaten: geen toestemming]»"
    assert free.content == piece.content


@pytest.fixture
def copy(study: Project, tmp_path: Path) -> Iterator[Project]:
    """The pseudonymised copy of the study."""
    with Project(study.pseudonymised_copy(tmp_path / "copy.voc")) as project:
        yield project


def test_nobody_is_named_in_the_copy(copy: Project) -> None:
    """The file holds none of the names and numbers, nor does what SQLite keeps beside it."""
    path = copy._store.path
    copy.close()

    held = path.read_bytes().lower()

    for planted in (b"yasmina", b"sanne", b"vitens", b"12345678", b"voorbeeld.nl"):
        assert planted not in held


def test_the_copy_reads_as_the_study_did(copy: Project) -> None:
    """Sources, speakers and texts have pseudonyms, and the file is sound."""
    found = copy.transcript("[P03]")

    assert found.turns[1].span.cut(found.text).startswith("[P03]: ik bel mijn man [persoon-2] op [telefoon]")
    assert [each.name for each in found.speakers] == ["[persoon-1]", "[P03]"]
    assert copy.check() == []


def test_codings_survive_in_the_copy(copy: Project) -> None:
    """A coding behind names is on its words still; one that held names has the pseudonyms."""
    quotes: dict[str, str] = dict(copy.codings()[["code", "quote"]].itertuples(index=False))

    assert quotes == {
        "Koud": "het water 😀 koud",
        "Bellen": "bel mijn man [persoon-2] op [telefoon], dan",
    }


def test_notes_memos_and_boards_have_pseudonyms_too(copy: Project) -> None:
    """What the researcher wrote names nobody, and still has its evidence."""
    board = copy.board("[P03]")

    assert board.question == "Waarom belt [P03]?"
    assert board.notes[0].text == "[P03] heeft het koud"
    assert len(board.notes[0].evidence) == 1
    assert list(copy.codings()["memo"].dropna()) == ["zegt [P03]"]


def test_the_copy_has_no_history_and_no_roster(copy: Project) -> None:
    """What was done before holds names, and so does the roster."""
    assert copy.history().empty
    assert set(copy.roster()["name"]) <= {"[P03]", "[persoon-1]"}


def test_a_corrected_text_keeps_its_versions_in_the_copy(study: Project, tmp_path: Path) -> None:
    """Each version has pseudonyms, and the codings count in the last one."""
    study.correct("p03_yasmina", quote="hoe gaat dat", words="hoe gaat het")

    with Project(study.pseudonymised_copy(tmp_path / "copy.voc")) as copy:
        assert "hoe gaat het bij [persoon-2]" in copy.transcript("[P03]").text
        assert list(copy.corrections()["after"]) == ["het"]
        assert copy.check() == []


def test_no_copy_is_made_while_words_wait_for_review(study: Project, tmp_path: Path) -> None:
    """A word that may be a name stops it, and nothing is left behind."""
    study.add(AnswerTable("s", (Respondent("1"),), (Answer("1", "Wat?", "Vraag het maar aan Femke."),)))
    place = tmp_path / "for others"
    place.mkdir()

    with pytest.raises(ConflictError, match="Femke"):
        study.pseudonymised_copy(place / "copy.voc")

    assert list(place.iterdir()) == []


def test_a_copy_replaces_no_file(study: Project, tmp_path: Path) -> None:
    """What is there stays as it is."""
    there = tmp_path / "copy.voc"
    there.write_text("mine")

    with pytest.raises(ConflictError, match="already"):
        study.pseudonymised_copy(there)

    assert there.read_text() == "mine"


def test_the_study_itself_stays_as_it_was(study: Project, tmp_path: Path) -> None:
    """Making a copy changes nothing in the study."""
    before = study.provenance().hash

    study.pseudonymised_copy(tmp_path / "copy.voc")

    assert study.provenance().hash == before


def test_topics_of_passages_survive_in_the_copy(planted_study: Project, tmp_path: Path) -> None:
    """Each passage is on its words still, and the topics are as they were; the file is sound."""
    said = ("Henk: my bill is bad", "the phone was late", "our bill costs Henk much", "the phone is bad")
    turns, start = [], 0
    for words in said:
        turns.append(Turn(Span(start, start + len(words)), "Henk"))
        start += len(words) + 1
    planted_study.add(Transcript("p01", "\n".join(said), tuple(turns), (Speaker("Henk"),)))
    model = planted_study.passage_topics(encode=by_words)
    planted_study.sign_review()

    with Project(planted_study.pseudonymised_copy(tmp_path / "copy.voc")) as copy:
        found = copy.load_topics(model.id)
        text = copy.transcript("p01").text
        assert copy.check() == []

    rows = found.answers
    places = zip(rows["start"].tolist(), rows["end"].tolist(), strict=True)
    assert [text[start:end] for start, end in places] == rows["text"].tolist()
    assert rows["text"].iloc[0] == "[P01]: my bill is bad"
    assert rows["topic"].tolist() == model.answers["topic"].tolist()
