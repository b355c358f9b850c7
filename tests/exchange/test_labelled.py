"""Plain text and Markdown become turns, whichever way they name the speakers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transcribed import guessed, read, said
from vocbench.errors import ReadError
from vocbench.exchange.transcripts import read_transcript


@pytest.mark.parametrize(
    ("content", "speakers"),
    [
        ("I: Wat vindt u?\nR1: Te koud.\n", ("I", "R1")),
        ("I:\tWat vindt u?\nR1:\tTe koud.\n", ("I", "R1")),
        ("I\tWat vindt u?\nR1\tTe koud.\n", ("I", "R1")),
        ("Interviewer: Wat vindt u?\n\nRespondent 2: Te koud.\n", ("Interviewer", "Respondent 2")),
        ("Interviewer:\nWat vindt u?\n\nRespondent:\nTe koud.\n", ("Interviewer", "Respondent")),
        ("Anna: Wat vindt u?\nBert: Te koud.\n", ("Anna", "Bert")),
        ("SPEAKER_00: Wat vindt u?\nSPEAKER_01: Te koud.\n", ("SPEAKER_00", "SPEAKER_01")),
        ("**Anna:** [00:00:05] Wat vindt u?\n\n**Bert:** Te koud.\n", ("Anna", "Bert")),
        ("**Anna**: Wat vindt u?\n\n**Bert**: Te koud.\n", ("Anna", "Bert")),
        ("*Anna:* Wat vindt u?\n\n_Bert:_ Te koud.\n", ("Anna", "Bert")),
        ("**SPEAKER_00:** Wat vindt u?\n\n**SPEAKER_01:** Te koud.\n", ("SPEAKER_00", "SPEAKER_01")),
        ("- Anna: Wat vindt u?\n- Bert: Te koud.\n", ("Anna", "Bert")),
        ("Anna Smit  0:05  \nWat vindt u?\n\nBert  1:02:03  \nTe koud.\n", ("Anna Smit", "Bert")),
        ("Anna (0:05)\nWat vindt u?\n\nBert (0:09)\nTe koud.\n", ("Anna", "Bert")),
        ("[00:00:05] Anna\nWat vindt u?\n\n[00:00:09] Bert\nTe koud.\n", ("Anna", "Bert")),
        ("[00:00:05] Anna: Wat vindt u?\n[00:00:09] Bert: Te koud.\n", ("Anna", "Bert")),
        ("00:00:05 Anna: Wat vindt u?\n00:00:09 Bert: Te koud.\n", ("Anna", "Bert")),
        ("Anna [00:00:05]: Wat vindt u?\nBert [00:00:09]: Te koud.\n", ("Anna", "Bert")),
        ("Anna: Wat vindt u? #00:00:05-3#\n\nBert: Te koud. #00:00:09-1#\n", ("Anna", "Bert")),
        ("[i] Wat vindt u?\n\n[r1] Te koud.\n", ("i", "r1")),
        ("SP1: Wat vindt u?\nSP2: Te koud.\n", ("SP1", "SP2")),
        (
            "Spreker 1 [00:00:05]\nWat vindt u?\n\nSpreker 2 [00:00:09]\nTe koud.\n",
            ("Spreker 1", "Spreker 2"),
        ),
        ("Speaker 1 [00:00:05] Wat vindt u?\n\nSpeaker 2 [00:00:09] Te koud.\n", ("Speaker 1", "Speaker 2")),
        (
            "[00:00:05 - 00:00:08] Anna: Wat vindt u?\n[00:00:09 - 00:00:11] Bert: Te koud.\n",
            ("Anna", "Bert"),
        ),
        ("Anna 00:00:05 - 00:00:08\nWat vindt u?\n\nBert 00:00:09 - 00:00:11\nTe koud.\n", ("Anna", "Bert")),
        ("00:00:05\nAnna: Wat vindt u?\n\n00:00:09\nBert: Te koud.\n", ("Anna", "Bert")),
        ("[00:00:05]\nAnna\nWat vindt u?\n\n[00:00:09]\nBert\nTe koud.\n", ("Anna", "Bert")),
        ("00:00:05\tAnna:\tWat vindt u?\n00:00:09\tBert:\tTe koud.\n", ("Anna", "Bert")),
        (">> Anna: Wat vindt u?\n>> Bert: Te koud.\n", ("Anna", "Bert")),
        ("Anna\nWat vindt u?\n\nBert\nTe koud.\n", ("Anna", "Bert")),
        ("(SPEAKER_00): Wat vindt u?\n(SPEAKER_01): Te koud.\n", ("SPEAKER_00", "SPEAKER_01")),
        ("> Anna: Wat vindt u?\n> Bert: Te koud.\n", ("Anna", "Bert")),
        ("Smit, Anna: Wat vindt u?\n\nKrol, Bert: Te koud.\n", ("Smit, Anna", "Krol, Bert")),
        ("Anna 😊  0:05\nWat vindt u?\n\nBert  0:09\nTe koud.\n", ("Anna 😊", "Bert")),
        (
            "Mevrouw Smit (D66): Wat vindt u?\n\nDe heer Krol (50PLUS): Te koud.\n",
            ("Mevrouw Smit (D66)", "De heer Krol (50PLUS)"),
        ),
    ],
)
@pytest.mark.parametrize("more", [False, True])
def test_every_usual_layout_is_read(
    tmp_path: Path, content: str, speakers: tuple[str, str], *, more: bool
) -> None:
    """Labels and times are told from the words, in two turns or in many."""
    blank = "\n" if "\n\n" in content else ""
    turns = said(read(tmp_path, (content + blank) * (4 if more else 1), "p01.md"))

    expected = [(speakers[0], "Wat vindt u?"), (speakers[1], "Te koud.")]
    if not more and content.startswith("Anna\n"):
        # Two headings with a line below look the same: only repetition shows a conversation.
        expected = [("", "Anna\nWat vindt u?"), ("", "Bert\nTe koud.")]
    assert turns == expected * (4 if more else 1)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Anna - ", "Bert - "),
        ("Anna – ", "Bert – "),
        ("00:00:05 Anna — ", "00:00:09 Bert — "),
        ("I. ", "R1. "),
        ("Q) ", "A) "),
        ("ANNA ", "BERT DE WIT "),
        ("SPEAKER_00 ", "SPEAKER_01 "),
        ("[Anna] ", "[Bert] "),
        ("<Anna> ", "<Bert> "),
    ],
)
@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_labels_by_other_signs_are_read_where_people_take_turns(
    tmp_path: Path, first: str, second: str, blank: str
) -> None:
    """A dash, a point or capitals set a label apart, as long as somebody asks and another answers."""
    content = f"{first}Wat vindt u?{blank}{second}Te koud.{blank}"

    names = [
        sign.removeprefix("00:00:05").removeprefix("00:00:09").strip(" -–—.)[]<>") for sign in (first, second)
    ]
    assert [speaker for speaker, _ in said(read(tmp_path, content * 3))] == names * 3
    assert read(tmp_path, content).speakers == ()


@pytest.mark.parametrize(
    "content",
    [
        "Amsterdam - 3 mei\n\nRotterdam - 4 mei\n\nAmsterdam - 5 mei\n\nRotterdam - 6 mei\n",
        "Maandag - gewerkt\nDinsdag - vrij\n" * 3,
        "Actie - Jan bellen\nActie - mail?\nActie - lunch\nBesluit - nee\nBesluit - ja\n",
        "A) koud\nB) warm\nC) nat\nD) anders\n" * 3,
        "NS belt niet.\n\nDUO wel.\n\nWaarom?\n\nNS is dicht.\n\nDUO niet.\n\nTja.\n",
        "I. Inleiding\n\nTekst?\n\nII. Methode\n\nTekst.\n\nI. Bijlage\n\nTekst.\n",
        "Wat past?\n\n- Knop A: 67%\n- Knop B: 33%\n\nEn hier?\n\n- Knop A: 3%\n- Knop B: 97%\n",
        "# Een\n\n**Goed:**\n\n- dit\n- dat\n\n**Slecht:**\n\n- zus\n\n" * 3,
        "# Een\n\n## Twee\n\nInwoners: willen dit.\n\n## Drie\n\nExperts: willen dat.\n\n" * 3,
        "Let op: dit.\n\nAlinea.\n\nMeer.\n\nNog meer.\n\n" * 3,
        "**Respondent:** vrouw, 43\n\n" + "Een alinea.\n\n" * 9,
    ],
)
def test_a_document_is_no_conversation(tmp_path: Path, content: str) -> None:
    """Headings, lists and one label alone are no turns: everything stays text by nobody."""
    transcript = read(tmp_path, content, "p01.md")

    assert transcript.speakers == ()
    assert len(transcript.text.split()) == len(content.split())


@pytest.mark.parametrize(
    "facts",
    [
        "Datum: 3 mei 2024\nPlaats: Utrecht\n",
        "Plaats: Utrecht\n\n",
        "Plaats: Utrecht\nInterviewer: Anna\n\n",
    ],
)
def test_facts_on_top_are_no_turns(tmp_path: Path, facts: str) -> None:
    """A date or place above the talk, each once, is left out and told."""
    transcript = read(tmp_path, facts + "Anna: Ja?\nBert: Nee.\n" * 2)

    assert {speaker for speaker, _ in said(transcript)} == {"Anna", "Bert"}
    assert any("Utrecht" in notice for notice in transcript.notices)


@pytest.mark.parametrize(
    ("first", "rest"), [("3 keer\n", "Bert: Ja?\nCarla: Nee.\n"), ("hallo\n\n", "Bert: Ja?\nBert: Nee.\n")]
)
def test_whoever_says_a_few_words_first_is_heard(tmp_path: Path, first: str, rest: str) -> None:
    """A short start without a full stop, and no more by the same, is still a turn."""
    assert said(read(tmp_path, f"Anna: {first}{rest * 2}"))[0] == ("Anna", first.strip())


@pytest.mark.parametrize("label", ["Stap 2", "Voorstel Bert", "Let op", "Nou, Carla"])
def test_a_label_that_occurs_once_may_be_about_something(tmp_path: Path, label: str) -> None:
    """What has a number, ends in a small word or holds the name of somebody who speaks is no name."""
    talk = "Anna: Ja?\n\nEn nog iets.\n\nBert: Nee.\n\nOf toch.\n\n"

    assert {speaker for speaker, _ in said(read(tmp_path, f"{talk}{label}: kijken.\n\n{talk}"))} == {
        "Anna",
        "Bert",
    }


@pytest.mark.parametrize("label", ["??", "Anna & Bert", "Mevrouw Bert"])
def test_whoever_is_hard_to_name_speaks_too(tmp_path: Path, label: str) -> None:
    """Nobody knows who, two at once, or a name with a title: their words are not those of another."""
    talk = "Anna: Ja?\n\nEn nog iets.\n\nBert: Nee.\n\nOf toch.\n\n"

    assert label in {speaker for speaker, _ in said(read(tmp_path, f"{talk}{label}: Toch.\n\n{talk}"))}


def test_a_rare_label_that_is_a_word_is_doubted(tmp_path: Path) -> None:
    """It stays a speaker, so that nothing changes hands unseen, and how sure that is is told."""
    talk = "Anna: Hoor je wat ik nu zeg?\n\nBert: Nee.\n\n" * 6

    transcript = read(tmp_path, f"{talk}Zeg: dit dus.\n\n{talk}")

    guess = guessed(transcript, "label 'Zeg'")
    assert (guess.value, guess.confidence, guess.override) == ("somebody who speaks", 0.07, "speakers")


def test_a_label_that_was_left_in_the_words_can_be_named(tmp_path: Path) -> None:
    """Whoever is given a name speaks from each line that begins with the label to the next."""
    content = "Een alinea.\n\n- Inwoners: willen dit.\n\nEn dat.\n\n- Experts: niet.\n- Inwoners: wel.\n"

    transcript = read(tmp_path, content, speakers={"inwoners": "Burgers", "Experts": "Experts"})

    assert said(transcript) == [
        ("", "Een alinea."),
        ("Burgers", "willen dit."),
        ("Burgers", "En dat."),
        ("Experts", "niet."),
        ("Burgers", "wel."),
    ]


def test_times_are_seconds(tmp_path: Path) -> None:
    """A time code before the words is the start of a turn, one after them its end."""
    turns = read(
        tmp_path, "Anna  1:02:03\nJa? #01:02:05-3#\n\nBert  1:02:06\nNee.\n\nAnna  1:02:09\nO.\n"
    ).turns

    assert [(turn.start_seconds, turn.end_seconds) for turn in turns] == [
        (3723, 3725.3),
        (3726, None),
        (3729, None),
    ]


F4 = """I: Wanneer hebt u voor het laatst gebeld? #00:00:04-3#

B: Dat was, even denken, gisteren. #00:00:09-0#

I: En hoe ging dat? #00:00:11-5#
"""
"""Made: f4 sets the time at which a paragraph ends behind it, tenths of a second after a dash."""


def test_f4_writes_when_a_turn_ends(tmp_path: Path) -> None:
    """Each turn starts where the one before ended; of the first no start is known."""
    turns = read(tmp_path, F4).turns

    assert [(turn.start_seconds, turn.end_seconds) for turn in turns] == [
        (None, 4.3),
        (4.3, 9.0),
        (9.0, 11.5),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "[00:00:05 - 00:00:08] I: Ja?\n[00:00:09 --> 00:00:11] R: Nee.\n",
        "I 0:05 - 0:08\nJa?\n\nR 0:09 – 0:11\nNee.\n",
        "I: [0:05 - 0:08] Ja?\n\nR: [0:09-0:11] Nee.\n",
    ],
)
def test_two_times_are_start_and_end(tmp_path: Path, content: str) -> None:
    """A range says how long a turn takes."""
    turns = read(tmp_path, content).turns

    assert [(turn.start_seconds, turn.end_seconds) for turn in turns] == [(5, 8), (9, 11)]


def test_time_codes_within_a_turn_are_left_out_and_told(tmp_path: Path) -> None:
    """A time code is no word, wherever it stands."""
    transcript = read(tmp_path, "I: Ja?\nR: Het was [00:01:00] koud, om (12:30) al.\n")

    assert transcript.text == "Ja?\nHet was koud, om (12:30) al."
    assert "Time codes within turns were left out: 1." in transcript.notices


def test_whisper_lines_are_cues(tmp_path: Path) -> None:
    """Whisper's own text has a time range on every line and no speakers."""
    transcript = read(
        tmp_path, "[00:01.000 --> 00:02.500]  Hallo daar,\n[00:02.500 --> 00:04.000]  iedereen.\n"
    )

    assert said(transcript) == [("", "Hallo daar, iedereen.")]
    assert (transcript.turns[0].start_seconds, transcript.turns[0].end_seconds) == (1.0, 4.0)


def test_a_turn_may_have_several_paragraphs(tmp_path: Path) -> None:
    """What follows a label belongs to it until the next label."""
    transcript = read(tmp_path, "I: Wat vindt u?\n\nR: Te koud.\n\nEn te duur.\nVooral dat.\n\nI: O.\n")

    assert said(transcript)[1] == ("R", "Te koud.\nEn te duur.\nVooral dat.")


def test_words_before_a_colon_are_no_speaker(tmp_path: Path) -> None:
    """Where turns are set apart by blank lines, a colon inside a turn starts none."""
    content = "I: Wat vindt u?\n\nR: Ik zeg:\nConclusie: te koud.\nTwee: te duur.\n\nI: O.\n\nR: Ja.\n"

    assert {speaker for speaker, _ in said(read(tmp_path, content))} == {"I", "R"}


def test_a_lone_word_before_a_colon_is_no_speaker_among_long_answers(tmp_path: Path) -> None:
    """In a talk with several paragraphs a turn, one capital and a colon do not name anybody."""
    content = "I: Wat vindt u?\n\nR: Dit.\n\nEn dat.\n\nConclusie: te koud.\n\nI: O.\n\nR: Ja.\n\nEn zo.\n"

    assert {speaker for speaker, _ in said(read(tmp_path, content))} == {"I", "R"}


def test_a_small_word_before_a_colon_is_no_speaker(tmp_path: Path) -> None:
    """A line may well break before "dus:", more than once."""
    content = "I: Wat vindt u?\nR: Ik zeg\ndus: te koud\nen nog eens\ndus: te duur\nen zo\nverder\n"

    assert {speaker for speaker, _ in said(read(tmp_path, content))} == {"I", "R"}


def test_a_word_that_recurs_now_and_then_is_no_speaker(tmp_path: Path) -> None:
    """Two colons in a hundred paragraphs make no conversation."""
    content = (
        "Gewone alinea.\n\n" * 50 + "Voorbeeld: een.\n\n" + "Gewone alinea.\n\n" * 50 + "Voorbeeld: twee.\n"
    )

    assert read(tmp_path, content).speakers == ()


def test_an_event_at_the_start_of_a_line_is_no_speaker(tmp_path: Path) -> None:
    """`[lacht] words` is not said by somebody called "lacht"."""
    transcript = read(tmp_path, "[lacht] Ja hoor.\n\n[lacht] Nee hoor.\n")

    assert transcript.speakers == ()
    assert len(transcript.events) == 2


def test_a_line_by_the_transcription_service_is_left_out(tmp_path: Path) -> None:
    """Nobody said "Transcribed by"."""
    content = "Anna  0:01\nJa?\n\nBert  0:02\nNee.\n\nTranscribed by https://otter.ai\n"

    assert read(tmp_path, content).text == "Ja?\nNee."


def test_a_stray_byte_order_mark_is_no_word(tmp_path: Path) -> None:
    """Files that were pasted together have marks in the middle."""
    assert read(tmp_path, "I: \ufeff\ufeffJa?\nR: \ufeff\nI: Nee.\n").text == "Ja?\nNee."


def test_a_sentence_after_a_time_code_is_no_label(tmp_path: Path) -> None:
    """A time beside some words before a colon does not make them a name."""
    transcript = read(tmp_path, "[00:00:05] Ik dacht: wat koud.\n\n[00:00:09] En toen zei ik: nee.\n")

    assert transcript.speakers == ()
    assert transcript.text == "Ik dacht: wat koud.\nEn toen zei ik: nee."
    assert [turn.start_seconds for turn in transcript.turns] == [5, 9]


def test_bold_type_within_a_report_names_nobody(tmp_path: Path) -> None:
    """A bold word and a colon here and there are no conversation; nothing is left out."""
    content = "Inleiding.\n\nMeer tekst.\n\n**Conclusie:** te koud.\n\nMeer tekst.\n\n*zucht* tja.\n"

    transcript = read(tmp_path, content, "p.md")

    assert transcript.speakers == ()
    assert "**Conclusie:** te koud." in transcript.text
    assert "*zucht* tja." in transcript.text


@pytest.mark.parametrize("bert", ["**Bert:**", "[0:05] Bert:"])
def test_somebody_who_speaks_once_is_known_by_bold_type_or_time(tmp_path: Path, bert: str) -> None:
    """In a conversation a single name that is set apart is a speaker like the others."""
    content = f"**Anna:** Ja?\n\nNou.\n\nToe.\n\n{bert} Nee.\n\nNou.\n\n**Anna:** O.\n"

    assert [speaker for speaker, _ in said(read(tmp_path, content, "p.md"))] == ["Anna", "Bert", "Anna"]


def test_a_report_that_quotes_a_talk_is_kept_whole(tmp_path: Path) -> None:
    """Labels in the second half do not turn the first half into a preamble."""
    content = "Een alinea.\n\n" * 6 + "I: Ja?\n\nR: Nee.\n"

    transcript = read(tmp_path, content)

    assert transcript.speakers == ()
    assert transcript.text.startswith("Een alinea.")


def test_a_single_usual_label_in_a_text_names_nobody(tmp_path: Path) -> None:
    """One word such as "client" before a colon is no conversation."""
    assert read(tmp_path, "client: een begrip\n\nEen alinea.\n\nNog een alinea.\n").speakers == ()


def test_a_web_address_or_clock_time_is_no_label(tmp_path: Path) -> None:
    """A colon without a blank after it belongs to a word."""
    transcript = read(tmp_path, "https://example.org is de site\n\n12:30 begonnen we\n")

    assert transcript.speakers == ()


def test_a_text_without_speakers_has_a_turn_for_each_paragraph(tmp_path: Path) -> None:
    """Nobody named is legal, and said."""
    transcript = read(tmp_path, "Een regel\nen nog een.\n\nNieuwe alinea.\n")

    assert said(transcript) == [("", "Een regel\nen nog een."), ("", "Nieuwe alinea.")]
    assert transcript.speakers == ()
    assert guessed(transcript, "turns").value == "nobody is named"


def test_what_precedes_the_first_speaker_is_left_out_and_told(tmp_path: Path) -> None:
    """A title or note on top is no talk."""
    transcript = read(
        tmp_path, "# Interview 3\n\nGesproken in Zwolle.\n\nI: Ja?\n\n## Deel 2\n\nR: Nee.\n", "p.md"
    )

    assert transcript.text == "Ja?\nNee."
    assert any("'Gesproken in Zwolle.'" in notice for notice in transcript.notices)
    assert any("Headings were left out (2)" in notice for notice in transcript.notices)


def test_headings_stay_where_nobody_is_named(tmp_path: Path) -> None:
    """A text without speakers is kept whole."""
    assert read(tmp_path, "# Notitie\n\nHet was koud.\n", "p.md").text == "# Notitie\nHet was koud."


def test_a_label_without_words_makes_no_turn(tmp_path: Path) -> None:
    """A turn has words; a label alone is told."""
    transcript = read(tmp_path, "I: Ja?\nR:\nI: Hallo?\nR: Nee.\n")

    assert [words for _, words in said(transcript)] == ["Ja?", "Hallo?", "Nee."]
    assert any("Labels without words" in notice for notice in transcript.notices)


def test_brackets_that_stay_text_are_told(tmp_path: Path) -> None:
    """Events are kept with their place; any other bracket is listed."""
    transcript = read(tmp_path, "I: Ja? (PvdA)\nR: Nee (lacht).\n")

    assert [(event.text, event.span.start) for event in transcript.events] == [("(lacht)", 15)]
    assert any("(PvdA) ×1" in notice for notice in transcript.notices)


def test_an_emoji_counts_as_one_character(tmp_path: Path) -> None:
    """Spans count code points, so what follows an emoji is where it should be."""
    transcript = read(tmp_path, "I: 😀 Ja?\nR: Nee 👩‍👩‍👧 hoor.\n")

    assert said(transcript) == [("I", "😀 Ja?"), ("R", "Nee 👩‍👩‍👧 hoor.")]


def test_a_source_can_be_called_otherwise(tmp_path: Path) -> None:
    """The file's name is only the default, and so is a language unknown."""
    (tmp_path / "p01.txt").write_text("I: Ja?\n")

    transcript = read_transcript(tmp_path / "p01.txt", name="Marieke", language="nl")

    assert (transcript.name, transcript.language) == ("Marieke", "nl")


@pytest.mark.parametrize(
    "content",
    [
        "[00:01.000 --> 00:02.500] [SPEAKER_00]: {}\n[00:02.500 --> 00:04.000] [SPEAKER_01]: {}\n",
        "SPEAKER: SPEAKER_00 \n{}\nSPEAKER: SPEAKER_01\n{}\n",
    ],
)
def test_machines_set_voices_apart_in_their_own_ways(tmp_path: Path, content: str) -> None:
    """Made after Whisper with speakers and after the plain text of Speechmatics."""
    turns = said(read(tmp_path, (content * 2).format("Ja?", "Nee.", "O?", "Wel.")))

    assert [speaker for speaker, _ in turns] == ["SPEAKER_00", "SPEAKER_01"] * 2
    assert [words for _, words in turns] == ["Ja?", "Nee.", "O?", "Wel."]


def test_segments_without_times_are_joined_to_turns(tmp_path: Path) -> None:
    """Whisper's plainest text has a line a segment, broken in the middle of sentences."""
    content = "Ik belde dus op en kreeg\neen bandje. Daarna heb ik\nnog een uur gewacht.\n" * 6

    turns = said(read(tmp_path, content))

    assert len(turns) < 4
    assert turns[0][1].startswith(
        "Ik belde dus op en kreeg een bandje. Daarna heb ik nog een uur gewacht. Ik belde"
    )


def test_lines_that_are_sentences_stay_apart(tmp_path: Path) -> None:
    """Notes with a line each are no segments."""
    assert len(said(read(tmp_path, "Het was koud.\nEn nat\nook wel laat.\nMaar goed.\n" * 5))) == 20


@pytest.mark.parametrize(
    "times",
    [
        ("0:03", "0:12", "1:02"),
        ("0m03s", "0m12s", "1m02s"),
        ("0u00m03s", "0u00m12s", "0u01m02s"),
        ("0'03\"", "0'12\"", "1'02\""),
        ("[0.03]", "[0.12]", "[1.02]"),
        ("{0:03}", "{0:12}", "{1:02}"),
        ("00:00:03:12", "00:00:12:24", "00:01:02:00"),
        ("00:00:03;12", "00:00:12;24", "00:01:02;00"),
    ],
)
@pytest.mark.parametrize("between", ["{} Anna: {}\n", "{}\tAnna\t{}\n", "{}\nAnna: {}\n", "{} Anna: {}\n\n"])
def test_times_that_rise_are_times_however_they_are_typed(
    tmp_path: Path, times: tuple[str, str, str], between: str
) -> None:
    """Minutes and seconds at the start of lines, in any usual form, are when a turn starts."""
    transcript = read(tmp_path, "".join(between.format(time, "Ja?") for time in times))

    assert said(transcript) == [("Anna", "Ja?")] * 3
    assert [turn.start_seconds for turn in transcript.turns] == [3, 12, 62]


def test_times_without_anybody_are_kept(tmp_path: Path) -> None:
    """Captions that were copied as text keep their times, though they stand on lines of their own."""
    turns = read(tmp_path, "0:00\nGoedemorgen.\n0:03\nHallo.\n1:02\nDag.\n").turns

    assert [turn.start_seconds for turn in turns] == [0, 3, 62]


def test_numbers_that_do_not_rise_are_words(tmp_path: Path) -> None:
    """A score at the start of some lines is no time, and stays."""
    transcript = read(tmp_path, "3:12 stond het.\n\n1:02 was het daarvoor.\n\n0:10 nog eerder.\n")

    assert transcript.text.startswith("3:12 stond het.")


def test_front_matter_is_no_talk(tmp_path: Path) -> None:
    """What a page says about itself is left out and told; it may say who asks."""
    page = "---\ntitle: Gesprek\ninterviewer: Anna\n---\n\nAnna: Ja?\n\nBert: Nee.\n\nAnna: O.\n"

    transcript = read(tmp_path, page, "p01.md")

    assert said(transcript) == [("Anna", "Ja?"), ("Bert", "Nee."), ("Anna", "O.")]
    assert (
        "Lines of front matter were left out (2): 'title: Gesprek', 'interviewer: Anna'" in transcript.notices
    )
    assert [speaker.role.value for speaker in transcript.speakers] == ["interviewer", "respondent"]


def test_a_rule_on_top_is_no_front_matter(tmp_path: Path) -> None:
    """Three dashes that nothing closes take no words away."""
    transcript = read(tmp_path, "---\n\nAnna: Ja?\n\nBert: Nee.\n\nAnna: O.\n\nBert: Ja.\n", "p01.md")

    assert said(transcript) == [("Anna", "Ja?"), ("Bert", "Nee."), ("Anna", "O."), ("Bert", "Ja.")]


def test_who_is_named_in_full_on_top_does_not_speak_there(tmp_path: Path) -> None:
    """A line such as "Interviewer: Anna Bakker" above a talk of I and R is no turn."""
    cast = "Interviewer: Anna Bakker\nRespondent: Jan (62)\n\n"

    transcript = read(tmp_path, cast + "I: Ja?\nR1: Nee.\nI: O.\nR2: Wel.\nR1: Niet.\n")

    assert [speaker.name for speaker in transcript.speakers] == ["I", "R1", "R2"]


@pytest.mark.parametrize("line", ["Transcribed by https://otter.ai", "Anna heeft transcriptie gestopt"])
def test_a_line_by_the_program_is_told(tmp_path: Path, line: str) -> None:
    """A signature is no words of the last speaker, and is not dropped in silence."""
    transcript = read(tmp_path, f"Anna  0:05\nJa?\n\nBert  0:09\nNee.\n\n{line}\n")

    assert said(transcript) == [("Anna", "Ja?"), ("Bert", "Nee.")]
    assert f"Lines by the program were left out (1): '{line}'" in transcript.notices


def test_marks_that_do_not_show_are_taken_out(tmp_path: Path) -> None:
    """A word with a soft hyphen in it would never be found."""
    assert said(read(tmp_path, "I: Ja?\nR: ge\u00admeen\u200bte\n"))[1] == ("R", "gemeente")


def test_a_time_behind_the_colon_marks_a_speaker(tmp_path: Path) -> None:
    """Two who speak once each are known by their times."""
    content = "interview.mp3\n\nAnna: [00:00:03] Wat gebeurde er?\n\nBert: [00:00:12] Niets.\n"

    assert said(read(tmp_path, content)) == [("Anna", "Wat gebeurde er?"), ("Bert", "Niets.")]


def test_a_label_that_is_none_goes_back_into_the_words(tmp_path: Path) -> None:
    """Whoever is given ``None`` is no speaker; nothing of the line is lost."""
    content = "Anna: Ja?\n\nTODO Roy: kijken.\n\nBert: Nee.\n\nTODO Roy: dit ook.\n\nAnna: O.\n"

    transcript = read(tmp_path, content, speakers={"todo roy": None})

    assert said(transcript) == [
        ("Anna", "Ja?\nTODO Roy: kijken."),
        ("Bert", "Nee.\nTODO Roy: dit ook."),
        ("Anna", "O."),
    ]


def test_a_first_label_that_is_none_leaves_words_by_nobody(tmp_path: Path) -> None:
    """Before anybody speaks there is no turn for the words to go to."""
    transcript = read(tmp_path, "Nota: los.\n\nBert: Nee.\n\nAnna: O.\n", speakers={"Nota": None})

    assert said(transcript) == [("", "Nota: los."), ("Bert", "Nee."), ("Anna", "O.")]


def test_nobody_unknown_can_be_no_speaker(tmp_path: Path) -> None:
    """The message lists who speaks."""
    with pytest.raises(ReadError, match="No speaker is labelled 'Carla'"):
        read(tmp_path, "Anna: Ja?\nBert: Nee.\n", speakers={"Carla": None})


def test_a_report_that_poses_questions_is_no_talk(tmp_path: Path) -> None:
    """Questions in bold that headings outnumber are those of the research."""
    report = "# Doel\n\n**Wat nu?**\n\nEen.\n\n**Hoe dan?**\n\nTwee.\n" + "\n## Kop\n\nTekst.\n" * 4

    assert {who for who, _ in said(read(tmp_path, report, "p01.md"))} == {""}
