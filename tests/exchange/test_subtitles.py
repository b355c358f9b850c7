"""WebVTT and SubRip become turns with speakers and times."""

from __future__ import annotations

from pathlib import Path

import pytest

from vocbench.errors import ReadError
from vocbench.exchange.transcripts import read_transcript
from vocbench.model.source import Role, Transcript


def read(folder: Path, content: str, name: str = "p01.vtt") -> Transcript:
    """The transcript in a file with *content*."""
    (folder / name).write_text(content, encoding="utf-8")
    return read_transcript(folder / name)


def said(transcript: Transcript) -> list[tuple[str, str]]:
    """Who says what, turn by turn."""
    return [(turn.speaker, turn.span.cut(transcript.text)) for turn in transcript.turns]


TEAMS = """WEBVTT

p01/1-0
00:00:01.000 --> 00:00:03.500
<v Anna de Vries>Hoe gaat het douchen?</v>

p01/2-0
00:00:04.000 --> 00:00:06.000
<v Bert>Nou, (lacht) lang &amp; warm.</v>

p01/3-0
00:00:06.200 --> 00:00:08.000
<v Bert>Heel lang.</v>
"""


def test_voices_become_speakers(tmp_path: Path) -> None:
    """`<v Name>` says who speaks; the cues of one speaker are one turn."""
    assert said(read(tmp_path, TEAMS)) == [
        ("Anna de Vries", "Hoe gaat het douchen?"),
        ("Bert", "Nou, (lacht) lang & warm. Heel lang."),
    ]


def test_a_turn_lasts_from_its_first_cue_to_its_last(tmp_path: Path) -> None:
    """Times are seconds from the start of the recording."""
    turns = read(tmp_path, TEAMS).turns

    assert [(turn.start_seconds, turn.end_seconds) for turn in turns] == [(1.0, 3.5), (4.0, 8.0)]


def test_the_name_is_that_of_the_file(tmp_path: Path) -> None:
    """A source is called after its file, without the suffix."""
    assert read(tmp_path, TEAMS).name == "p01"


def test_events_in_cues_are_kept(tmp_path: Path) -> None:
    """A laugh in a cue is an event, and stays in the text."""
    transcript = read(tmp_path, TEAMS)

    assert [event.span.cut(transcript.text) for event in transcript.events] == ["(lacht)"]


def test_several_voices_in_one_cue_are_several_turns(tmp_path: Path) -> None:
    """Two people who speak in one cue are kept apart."""
    transcript = read(tmp_path, "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Anna>Ja?\n<v.luid Bert>Nee!\n")

    assert said(transcript) == [("Anna", "Ja?"), ("Bert", "Nee!")]


def test_minutes_and_hours_are_both_read(tmp_path: Path) -> None:
    """A cue may leave the hours out."""
    transcript = read(
        tmp_path, "WEBVTT\n\n01:02.500 --> 01:04.000\nJa.\n\n01:00:00.000 --> 01:00:02.000\nNee.\n"
    )

    assert [turn.start_seconds for turn in transcript.turns] == [62.5, 3600.0]


def test_comments_styles_and_cue_settings_are_no_words(tmp_path: Path) -> None:
    """Only what is said is text."""
    content = (
        "WEBVTT\nLanguage: nl\n\nSTYLE\n::cue { color: red }\n\nNOTE gemaakt door Jan\nmet de hand\n\n"
        "00:01.000 --> 00:02.000 align:start position:0%\n<c.geel>Ja</c> <00:01.500>hoor.\n\nNOTE einde\n"
    )

    transcript = read(tmp_path, content)

    assert transcript.text == "Ja hoor."
    assert transcript.language == "nl"


def test_what_only_looks_like_a_tag_is_text(tmp_path: Path) -> None:
    """Text is never markup: `<script>` in a cue is kept as it stands."""
    transcript = read(
        tmp_path,
        "1\n00:00:01,000 --> 00:00:02,000\n<i>Typ</i> <script>alert(1)</script> &amp; klaar\n",
        "p.srt",
    )

    assert transcript.text == "Typ <script>alert(1)</script> & klaar"


SRT = """1
00:00:01,000 --> 00:00:02,000
I: Wat vindt u?

2
00:00:02,500 --> 00:00:04,000
R1: Te koud,
en te duur.

3
00:00:04,100 --> 00:00:05,000
Veel te duur.
"""


def test_labels_in_cues_become_speakers(tmp_path: Path) -> None:
    """`Name: words` says who speaks; a cue without a label goes on with the last one."""
    transcript = read(tmp_path, SRT, "p01.srt")

    assert said(transcript) == [("I", "Wat vindt u?"), ("R1", "Te koud, en te duur. Veel te duur.")]
    assert [speaker.role for speaker in transcript.speakers] == [Role.INTERVIEWER, Role.RESPONDENT]


def test_cues_need_no_blank_line_between_them(tmp_path: Path) -> None:
    """A number right below the words belongs to the next cue."""
    content = "1\n00:00:01,000 --> 00:00:02,000\nEen\n2\n00:00:06,000 --> 00:00:07,000\nTwee\n"

    assert read(tmp_path, content, "p.srt").text == "Een\nTwee"


def test_a_word_before_a_colon_is_no_speaker(tmp_path: Path) -> None:
    """A colon now and then does not make a conversation."""
    cues = [f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\nwoord {n}\n" for n in range(1, 50)]
    cues[10] = "11\n00:00:11,000 --> 00:00:11,900\nConclusie: te koud\n"
    cues[20] = "21\n00:00:21,000 --> 00:00:21,900\nHit Save: een podcast\n"

    transcript = read(tmp_path, "\n".join(cues), "p.srt")

    assert transcript.speakers == ()
    assert "Conclusie: te koud" in transcript.text


def test_a_silence_starts_a_new_turn(tmp_path: Path) -> None:
    """Three seconds of silence part the words of one speaker, so that they can be measured."""
    content = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v I>En toen?\n\n00:05.000 --> 00:06.000\n<v I>Nou?\n\n"
        "00:06.500 --> 00:07.000\n<v R>Tja.\n"
    )

    assert said(read(tmp_path, content)) == [("I", "En toen?"), ("I", "Nou?"), ("R", "Tja.")]


@pytest.mark.parametrize(("stop", "longest"), [(".", 65), ("", 125)])
@pytest.mark.parametrize("voice", ["", "<v Anna>"])
def test_a_talk_is_cut_into_turns_of_readable_length(
    tmp_path: Path, stop: str, longest: int, voice: str
) -> None:
    """A talk by one voice is not one endless turn, with marks of sentences or without."""
    cues = [
        f"{m:02}:{s:02}.000 --> {m:02}:{s:02}.999\n{voice}nu en dan een woord{stop}\n"
        for m in range(10)
        for s in range(60)
    ]

    transcript = read(tmp_path, "WEBVTT\n\n" + "\n".join(cues))

    lengths = [len(turn.span.cut(transcript.text).split()) for turn in transcript.turns]
    assert max(lengths) <= longest
    assert len(lengths) <= 60
    assert sum(lengths) == 3000


def test_a_wrong_time_names_the_line(tmp_path: Path) -> None:
    """A cue time that cannot be read is found by its line, with how to write it."""
    with pytest.raises(
        ReadError, match=r"Line 3 of p01\.vtt is no time of a cue: '00:0x --> 00:02'.*Write it as"
    ):
        read(tmp_path, "WEBVTT\n\n00:0x --> 00:02\nJa\n")


def test_a_file_without_cues_is_refused(tmp_path: Path) -> None:
    """A .vtt with a head only holds no cues."""
    with pytest.raises(ReadError, match=r"p01\.vtt holds no cues"):
        read(tmp_path, "WEBVTT\n\nhallo")


def test_a_file_without_words_is_refused(tmp_path: Path) -> None:
    """Cues that are all empty hold no words."""
    with pytest.raises(ReadError, match="no words"):
        read(tmp_path, "WEBVTT\n\n00:01.000 --> 00:02.000\n\n")


def test_a_cue_that_ends_before_it_starts_is_kept_and_told(tmp_path: Path) -> None:
    """A slip in one time costs no words."""
    transcript = read(tmp_path, "WEBVTT\n\n00:09.000 --> 00:02.000\nJa.\n")

    assert transcript.text == "Ja."
    assert transcript.turns[0].end_seconds is None
    assert any("Line 3" in notice for notice in transcript.notices)


def test_subtitles_named_txt_are_read_as_subtitles(tmp_path: Path) -> None:
    """The content decides where the suffix says nothing."""
    assert said(read(tmp_path, TEAMS, "p01.txt")) == said(read(tmp_path, TEAMS))
    assert said(read(tmp_path, SRT, "p02.txt")) == said(read(tmp_path, SRT, "p02.srt"))


TEAMS_WITH_GUIDS = """WEBVTT

6b1f0a4e-1d2c-4a53-9f0e-3c5d7e8f9a01/12-0
00:00:03.430 --> 00:00:06.120
<v Sanne Bakker>Wanneer hebt u voor het laatst
gebeld?</v>

6b1f0a4e-1d2c-4a53-9f0e-3c5d7e8f9a01/15-0
00:00:06.500 --> 00:00:09.000
<v.loud Henk de Wit>Dat was,&nbsp;even denken, <i>gisteren</i>.</v>
"""
"""Made: Teams names its cues by a GUID, breaks long rows, and may give a voice classes."""

ZOOM = """WEBVTT

1
00:00:02.000 --> 00:00:04.000
Sanne Bakker: Kunt u mij horen?

2
00:00:04.100 --> 00:00:05.000
Henk: Ja hoor,

3
00:00:05.000 --> 00:00:07.000
Henk: heel goed zelfs.

4
00:00:07.100 --> 00:00:08.000
Sanne Bakker: Mooi.
"""
"""Made: Zoom numbers its cues and writes names before the words."""


def test_teams_names_its_cues_by_guids(tmp_path: Path) -> None:
    """Names of cues, classes of voices and breaks between rows are no words."""
    assert said(read(tmp_path, TEAMS_WITH_GUIDS)) == [
        ("Sanne Bakker", "Wanneer hebt u voor het laatst gebeld?"),
        ("Henk de Wit", "Dat was,\xa0even denken, gisteren."),
    ]


def test_zoom_writes_names_before_the_words(tmp_path: Path) -> None:
    """The name stands in every cue, and that it is one is a guess that is told."""
    transcript = read(tmp_path, ZOOM)

    assert said(transcript) == [
        ("Sanne Bakker", "Kunt u mij horen?"),
        ("Henk", "Ja hoor, heel goed zelfs."),
        ("Sanne Bakker", "Mooi."),
    ]
    assert [guess.value for guess in transcript.guesses if guess.what == "speaker labels"] == [
        "'Sanne Bakker', 'Henk'"
    ]


ROLLING = """WEBVTT
Kind: captions
Language: nl

00:00:00.320 --> 00:00:02.149 align:start position:0%

dus<00:00:00.640><c> ik</c><00:00:00.800><c> belde</c>

00:00:02.149 --> 00:00:02.159 align:start position:0%
dus ik belde


00:00:02.159 --> 00:00:04.000 align:start position:0%
dus ik belde
en<00:00:02.500><c> niemand</c>

00:00:04.000 --> 00:00:04.010 align:start position:0%
en niemand


00:00:04.010 --> 00:00:06.000 align:start position:0%
en niemand
nam<00:00:04.500><c> op</c>

00:00:06.000 --> 00:00:06.010 align:start position:0%
nam op


00:00:06.010 --> 00:00:08.000 align:start position:0%
nam op
nam<00:00:06.500><c> op</c>
"""
"""Made: captions that roll, as video sites make them of speech."""


def test_rolling_captions_are_read_once(tmp_path: Path) -> None:
    """A row that stays on screen while the next comes was said once; said twice it stays twice."""
    transcript = read(tmp_path, ROLLING)

    assert transcript.text == "dus ik belde en niemand nam op nam op"
    assert "Rows that rolling captions repeat were left out: 6." in transcript.notices


def test_what_is_said_again_in_a_cue_of_its_own_stays(tmp_path: Path) -> None:
    """Somebody who says "ja" in cue after cue says it as often."""
    cues = [f"00:{n:02}.000 --> 00:{n + 1:02}.000\n<v Bert>Ja.\n" for n in range(6)]

    assert read(tmp_path, "WEBVTT\n\n" + "\n".join(cues)).text == " ".join(["Ja."] * 6)


def test_a_cue_that_occurs_twice_is_read_once(tmp_path: Path) -> None:
    """The same words at the very same time are a slip of the export."""
    cue = "00:01.000 --> 00:02.000\n<v Bert>Ja.\n\n"

    assert read(tmp_path, f"WEBVTT\n\n{cue}{cue}").text == "Ja."


def test_an_ampersand_in_words_is_no_entity(tmp_path: Path) -> None:
    """Only what ends with a semicolon is an entity: "R&D" and "&not" are words."""
    transcript = read(tmp_path, "WEBVTT\n\n00:01.000 --> 00:02.000\nR&D &not dat &eacute;&#233;n &onzin;\n")

    assert transcript.text == "R&D &not dat één &onzin;"


SBV = """0:00:01.000,0:00:02.500
I: Wat vindt u?

0:00:02.600,0:00:04.000
R: Te koud,[br]vooral 's ochtends.
"""
"""Made: captions as video sites export them."""


def test_sbv_is_read(tmp_path: Path) -> None:
    """Two times with a comma start a cue; ``[br]`` is a line break."""
    transcript = read(tmp_path, SBV, "p01.sbv")

    assert said(transcript) == [("I", "Wat vindt u?"), ("R", "Te koud, vooral 's ochtends.")]
    assert [turn.start_seconds for turn in transcript.turns] == [1.0, 2.6]


def test_a_wrong_time_in_sbv_names_the_line(tmp_path: Path) -> None:
    """The example in the message is of the same format."""
    with pytest.raises(ReadError, match=r"Line 1 of p01\.sbv .*'0:01:02\.000,0:01:05\.000'"):
        read(tmp_path, "0:00:01.000,0:0x\nJa.\n", "p01.sbv")


LRC = """[ti:Gesprek]
[la:nl]
[offset:500]
[00:10.50]I: Wat vindt u?
[00:12.00]
[00:14.00]R: <00:14.20>Te koud,
en te duur.
[00:16.00]
"""
"""Made: lines with a time before them, and the tags that programs add."""


def test_lrc_is_read(tmp_path: Path) -> None:
    """A line lasts until the next time; tags are no words, the offset makes everything earlier."""
    transcript = read(tmp_path, LRC, "p01.lrc")

    assert said(transcript) == [("I", "Wat vindt u?"), ("R", "Te koud, en te duur.")]
    assert [(turn.start_seconds, turn.end_seconds) for turn in transcript.turns] == [(10, 11.5), (13.5, 15.5)]
    assert transcript.language == "nl"


def test_a_line_of_lrc_may_have_several_times(tmp_path: Path) -> None:
    """A line that comes back is written once, with each of its times."""
    transcript = read(tmp_path, "[00:01.00][00:09.00]Ja.\n[00:05.00]Nee.\n", "p01.lrc")

    assert transcript.text == "Ja. Nee. Ja."


def test_lrc_without_times_is_refused(tmp_path: Path) -> None:
    """Tags alone are no transcript."""
    with pytest.raises(ReadError, match=r"p01\.lrc holds no line like"):
        read(tmp_path, "[ti:Gesprek]\nJa.\n", "p01.lrc")


def test_people_who_talk_at_the_same_time_keep_their_times(tmp_path: Path) -> None:
    """Cues that overlap are turns that overlap in time, in the order of the file."""
    content = (
        "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Anna>Dus ik zei\n\n00:02.000 --> 00:03.000\n<v Bert>Ja ja.\n"
    )

    turns = read(tmp_path, content).turns

    assert [(turn.start_seconds, turn.end_seconds) for turn in turns] == [(1, 4), (2, 3)]


TEAMS_DOCUMENT = """0:0:1.230 --> 0:0:3.40
Sanne Bakker
Kunt u mij horen?

0:0:4.0 --> 0:0:6.500
Henk de Wit
Ja hoor.

0:0:7.0 --> 0:0:9.0
Sanne Bakker
Mooi.

0:0:9.100 --> 0:1:10.0
Henk de Wit
Zeker.
"""
"""Made: the layout in which Teams wrote transcripts as documents."""


@pytest.mark.parametrize("name", ["p.txt", "p.vtt"])
def test_names_may_stand_on_a_row_of_their_own(tmp_path: Path, name: str) -> None:
    """A row that is nothing but a name that comes back says who speaks; hours and minutes need no zeros."""
    transcript = read(tmp_path, TEAMS_DOCUMENT, name)

    assert said(transcript) == [
        ("Sanne Bakker", "Kunt u mij horen?"),
        ("Henk de Wit", "Ja hoor."),
        ("Sanne Bakker", "Mooi."),
        ("Henk de Wit", "Zeker."),
    ]
    assert transcript.turns[-1].end_seconds == 70


def test_captions_mark_who_speaks_by_arrows(tmp_path: Path) -> None:
    """Two who speak once each are known by the mark of live captions."""
    content = "0:00:00.599,0:00:04.160\n>> ANNA: Hi, I am Anna.\n\n0:00:04.160,0:00:06.770\n>> BERT: Yes.\n"

    assert said(read(tmp_path, content, "p01.sbv")) == [("ANNA", "Hi, I am Anna."), ("BERT", "Yes.")]


def test_a_comment_names_the_language(tmp_path: Path) -> None:
    """Stream writes the language of a recording as a comment, below the head."""
    content = "WEBVTT\n\nNOTE language:nl-nl\n\n00:00:00.000 --> 00:00:03.540\nJa.\n"

    assert read(tmp_path, content, "p01.vtt").language == "nl-nl"
