"""Topics put to use: compared, beside codes, as codes, and of interviews."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from tests.planted_topics import fit_by_key_word
from vocbench.errors import CodebookError, NotFoundError, TopicsError
from vocbench.exchange import frames
from vocbench.model.rule import RuleKind
from vocbench.model.source import Answer, AnswerTable, Respondent, Role, Speaker, Transcript, Turn
from vocbench.model.span import Span
from vocbench.project import Project
from vocbench.topics.content import find_no_content
from vocbench.topics.listening import LISTENING
from vocbench.topics.result import TopicModel

SAID = (
    ("bill", "2025", 2.0, "rent"),
    ("bill", "2025", 3.0, "rent"),
    ("bill", "2026", 4.0, "own"),
    ("phone", "2026", 8.0, "own"),
    ("phone", "2026", 9.0, "own"),
    ("strange", "2026", 5.0, None),
)
TURNS = (
    ("I", "How is the bill?"),
    ("Ann", "The bill is too high. I called by phone."),
    ("I", "Go on about the phone."),
    ("Ann", "The phone is never answered."),
    ("Bob", "My bill is wrong."),
)


def answers() -> AnswerTable:
    """Six answers to one question in two waves, of people in two segments."""
    people = [
        Respondent(f"r{n}", {"segment": segment, "age": 20 + n} if segment else {})
        for n, (_, _, _, segment) in enumerate(SAID)
    ]
    given = [
        Answer(f"r{n}", "Why?", f"the {word} was bad {n}", score, wave)
        for n, (word, wave, score, _) in enumerate(SAID)
    ]
    return AnswerTable("survey", tuple(people), tuple(given))


def talk(name: str = "p01") -> Transcript:
    """An interview with two respondents."""
    turns, start = [], 0
    for speaker, words in TURNS:
        turns.append(Turn(Span(start, start + len(words)), speaker))
        start += len(words) + 1
    speakers = (Speaker("I", Role.INTERVIEWER), Speaker("Ann"), Speaker("Bob"))
    return Transcript(name, "\n".join(words for _, words in TURNS), tuple(turns), speakers)


@pytest.fixture
def study(monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """The survey and the interview; topics are found by key words, without a model."""
    monkeypatch.setattr("vocbench.topics.fit.fit_topics", fit_by_key_word)
    with Project(":memory:", coder="A") as project:
        project.add(answers())
        project.add(talk())
        yield project


def answer_about(model: TopicModel, number: int) -> str:
    """The id of the answer that ends in this number."""
    found = model.answers.loc[model.answers["text"].str.endswith(f" {number}"), "answer"]
    return str(found.iloc[0])


def words_at(study: Project, passages: pd.DataFrame) -> list[str]:
    """What stands in the interview at these places."""
    text = study.transcript("p01").text
    places = zip(passages["start"].tolist(), passages["end"].tolist(), strict=True)
    return [text[start:end] for start, end in places]


# --- compared ---------------------------------------------------------------------------------------


def test_topics_are_compared_by_an_attribute(study: Project) -> None:
    """Renters all speak of the bill, owners a third of them; the unclear have no name."""
    frame = study.compare_topics(study.topics(), "segment")

    bill = frame[frame["name"] == "bill"].dropna(subset=["group"])
    assert bill[["group", "hits", "n"]].to_numpy().tolist() == [["own", 1, 3], ["rent", 2, 2]]
    assert frame.loc[frame["topic"] == -1, "name"].isna().all()
    assert frame["group"].isna().sum() == 3


def test_scores_are_compared_in_bands(study: Project) -> None:
    """Edges cut a column of numbers, be it the score or an attribute."""
    model = study.topics()

    assert set(study.compare_topics(model, "score", edges=[0, 5, 10])["group"]) == {"0-4", "5-10"}
    assert {"20-22", "23-30"} <= set(study.compare_topics(model, "age", edges=[20, 23, 30])["group"].dropna())


def test_what_is_not_there_cannot_be_compared_by(study: Project) -> None:
    """The error lists what there is."""
    with pytest.raises(TopicsError, match=r"no 'region'.*segment"):
        study.compare_topics(study.topics(), "region")


def test_waves_and_scores_name_their_topics(study: Project) -> None:
    """Both tables tell the topic by number and by name, and follow an edit by hand."""
    model = study.topics()
    study.rename_topic(model, 0, "the money")

    drift, scores = study.topic_drift(model), study.topic_scores(model)

    assert drift[["topic", "name", "before", "after"]].iloc[0].tolist() == [0, "the money", "2025", "2026"]
    assert scores["name"].tolist()[:2] == ["the money", "phone"]
    assert scores["mean"].tolist()[:2] == [3.0, 8.5]


# --- beside codes -----------------------------------------------------------------------------------


def test_codes_stand_beside_topics(study: Project) -> None:
    """Only coded answers count, topics have their names, and a code on a part of an answer counts."""
    model = study.topics()
    study.code_answers([answer_about(model, 0), answer_about(model, 1)], "Money")
    study.code("survey", code="Calls", quote="phone", answer=answer_about(model, 3))

    found = study.crosswalk(model)

    assert found.n_answers == 3
    assert found.codes[["code", "name", "together"]].to_numpy().tolist() == [
        ["Calls", "phone", 1],
        ["Money", "bill", 2],
    ]


def test_a_crosswalk_can_be_of_one_coder(study: Project) -> None:
    """What another coder did does not count; in a project that is blind it never does."""
    model = study.topics()
    study.code_answers([answer_about(model, 0)], "Money")
    study.code_answers([answer_about(model, 1)], "Money", coder="B")

    assert (study.crosswalk(model).n_answers, study.crosswalk(model, coder="B").n_answers) == (2, 1)
    study.set_blind(True)
    assert study.crosswalk(model).n_answers == 1


def test_codes_of_interviews_stand_beside_their_passages(study: Project) -> None:
    """A coding counts for each passage that it overlaps, and for no other."""
    model = study.passage_topics("sentence")
    study.code("p01", code="Money", quote="bill is too high. I called")

    found = study.crosswalk(model)

    assert found.counts[["code", "name", "answers"]].to_numpy().tolist() == [
        ["Money", "bill", 1],
        ["Money", "phone", 1],
    ]


def test_quotes_stand_behind_topics(study: Project) -> None:
    """Each answer is a quote under the name of its topic, with the group it is compared in."""
    model = study.topics()

    quotes = study.quotes_by_topic(model, by="segment")

    assert list(quotes.columns) == [*frames.QUOTES, "topic", "name", "group"]
    first = quotes[quotes["quote"] == "the bill was bad 0"].iloc[0]
    assert (first["name"], first["group"], first["speaker"]) == ("bill", "rent", "r0")
    assert quotes["quote"].str.len().eq(quotes["end"] - quotes["start"]).all()


def test_quotes_behind_a_crosswalk_have_their_codes(study: Project) -> None:
    """An answer with two codes stands there twice, one without codes not at all."""
    model = study.topics()
    study.code_answers([answer_about(model, 0)], "Money")
    study.code_answers([answer_about(model, 0)], "Bad")

    assert sorted(study.quotes_by_topic(model, by="code")["code"]) == ["Bad", "Money"]


def test_quotes_of_interviews_lead_to_the_text(study: Project) -> None:
    """Their offsets are those of the transcript."""
    quotes = study.quotes_by_topic(study.passage_topics())

    assert words_at(study, quotes) == quotes["quote"].tolist()
    assert quotes["answer"].isna().all()


# --- as codes ---------------------------------------------------------------------------------------


def test_a_topic_becomes_a_code_by_proposals(study: Project) -> None:
    """Its answers are proposed whole, the most typical first, and nothing is coded yet."""
    model = study.topics()

    rule, proposals = study.code_from_topic(model, 0, "Money")

    assert rule.kind is RuleKind.TOPIC
    assert rule.says == "bill"
    assert [each.quote for each in proposals] == model.typical(0)["text"].tolist()
    assert {each.code for each in proposals} == {"Money"}
    assert study.codings().empty


def test_accepted_answers_remember_the_topic(study: Project) -> None:
    """The codings carry the rule, the rule is listed, and one undo takes all back."""
    rule, proposals = study.code_from_topic(study.topics(), 0, "Money")

    study.accept(rule, proposals[:2])

    assert study.codings()["code"].tolist() == ["Money", "Money"]
    listed = study.rules().iloc[0]
    assert listed[["kind", "says", "accepted"]].tolist() == ["topic", "bill", 2]
    assert study.rule(listed["rule"]) == rule
    study.undo()
    assert study.codings().empty


def test_what_was_refused_stays_so_under_another_name(study: Project) -> None:
    """A topic is known by its id: a new name makes no new rule."""
    model = study.topics()
    rule, proposals = study.code_from_topic(model, 0, "Money")
    study.refuse(rule, proposals[:1])

    again, left = study.code_from_topic(study.rename_topic(model, 0, "the money"), 0, "Money")

    assert again.says == "the money"
    assert [each.quote for each in left] == [each.quote for each in proposals[1:]]


def test_a_rule_follows_what_is_done_to_its_topic(study: Project) -> None:
    """What was moved into the topic by hand is proposed as well."""
    model = study.topics()
    rule, _ = study.code_from_topic(model, 0, "Money")

    study.move_answers(model, [answer_about(model, 5)], 0)

    assert "the strange was bad 5" in {each.quote for each in study.propose(rule)}


def test_a_topic_that_is_gone_is_said_to_be(study: Project) -> None:
    """Its model was undone: the rule says what to do."""
    rule, _ = study.code_from_topic(study.topics(), 0, "Money")
    study.undo()

    with pytest.raises(NotFoundError, match="topic 'bill' is no longer"):
        study.propose(rule)


def test_there_is_no_code_from_no_topic(study: Project) -> None:
    """The error lists the topics."""
    with pytest.raises(TopicsError, match="no topic 7"):
        study.code_from_topic(study.topics(), 7, "Money")


# --- guided by codes --------------------------------------------------------------------------------


def test_a_code_means_its_name_its_definition_and_its_quotes(study: Project) -> None:
    """The quotes marked as examples come first, and only the last part of a path is a name."""
    study.code("p01", code="Pains/Money", quote="My bill is wrong.")
    example = study.code("p01", code="Pains/Money", quote="The bill is too high.")
    study.mark_example(example.id)
    study.change_code("Pains/Money", description="What it costs", when_to_use="For sums")

    (prototype,) = study._guide(["Pains/Money"])

    assert prototype.texts == (
        "Money",
        "What it costs",
        "For sums",
        "The bill is too high.",
        "My bill is wrong.",
    )


def test_all_codes_can_guide(study: Project) -> None:
    """True stands for the whole codebook, nothing for no code, and an unknown path is refused."""
    study.add_code("Money")
    study.add_code("Calls")

    assert [each.code for each in study._guide(True)] == ["Calls", "Money"]
    assert study._guide(()) == ()
    with pytest.raises(CodebookError, match="Mony"):
        study._guide(["Mony"])


# --- of interviews ----------------------------------------------------------------------------------


def test_only_respondents_make_passages(study: Project) -> None:
    """What the interviewer says is not in the model; who says it and where stands beside each passage."""
    model = study.passage_topics()

    assert set(model.answers["speaker"]) == {"Ann", "Bob"}
    assert set(model.answers["respondent"]) == {"p01/Ann", "p01/Bob"}
    assert words_at(study, model.answers) == model.answers["text"].tolist()


def test_passages_can_be_sentences_of_somebody(study: Project) -> None:
    """A turn of two sentences makes two passages, and one speaker is asked for by name."""
    model = study.passage_topics("sentence", speakers="Ann")

    assert sorted(model.answers["text"]) == [
        "I called by phone.",
        "The bill is too high.",
        "The phone is never answered.",
    ]


def test_passages_are_kept_in_the_project(study: Project) -> None:
    """The same passages give the model that is there, and it is listed as one of passages."""
    model = study.passage_topics()

    assert study.passage_topics().id == model.id
    assert study.topic_models()["kind"].tolist() == ["passages"]


def test_passages_are_found_after_a_correction(study: Project) -> None:
    """A passage after corrected words moves along; one whose own words changed has no place."""
    model = study.passage_topics()
    study.correct("p01", quote="too high", words="much too high")

    now = study.passages_now(model.answers)

    found = now.dropna(subset=["start"])
    assert words_at(study, found) == found["text"].tolist()
    assert sorted(found["text"]) == ["My bill is wrong.", "The phone is never answered."]


def test_a_topic_of_passages_becomes_a_code(study: Project) -> None:
    """Proposals stand in the transcript as it is now, and can be accepted."""
    model = study.passage_topics()
    study.correct("p01", quote="How is", words="And how is")

    rule, proposals = study.code_from_topic(model, 0, "Money")
    study.accept(rule, proposals)

    assert sorted(study.codings()["quote"]) == [
        "My bill is wrong.",
        "The bill is too high. I called by phone.",
    ]


def test_nobody_to_listen_to_is_said(study: Project) -> None:
    """Without respondents there are no passages; the error says what to do."""
    with pytest.raises(TopicsError, match="Give the speakers their roles"):
        study.passage_topics(speakers="other")
    with pytest.raises(TopicsError, match="turn"):
        study.passage_topics("hit")


@pytest.mark.parametrize(
    "words", ["Ja.", "hm", "Ja, precies!", "Uh-huh", "Oké, ja", "Yeah. Right.", "mm-hmm"]
)
def test_signs_of_listening_are_no_content(words: str) -> None:
    """A turn that only shows that somebody listens makes no topic."""
    assert find_no_content(words, extra_phrases=LISTENING) is not None


@pytest.mark.parametrize("words", ["Ja, de rekening", "Precies vijf minuten", "Good service"])
def test_words_beside_them_are_content(words: str) -> None:
    """A turn that begins with such a sign may go on to say something."""
    assert find_no_content(words, extra_phrases=LISTENING) is None


# --- attributes called as what stands beside topics -------------------------------------------------


def test_attributes_may_be_called_as_our_columns(study: Project) -> None:
    """Names of what stands beside quotes stay the respondents' own; those of a model get another name."""
    names = ("name", "code", "group", "size", "reason", "start", "speaker")
    people = tuple(Respondent(f"s{n}", dict.fromkeys(names, f"mine {n}")) for n in range(2))
    given = tuple(Answer(each.key, "Why?", f"the bill is late {each.key}") for each in people)
    study.add(AnswerTable("more", people, given))
    model = study.topics()

    assert set(study.compare_topics(model, "reason (respondent)")["group"].dropna()) == {"mine 0", "mine 1"}
    assert set(study.quotes_by_topic(model, by="group")["group"].dropna()) == {"mine 0", "mine 1"}
    quotes = study.quotes_by_topic(model)
    assert "group" not in quotes
    assert set(quotes["code"].dropna()) == {"bill", "phone"}


def test_passages_are_found_where_attributes_are_called_as_their_columns(study: Project) -> None:
    """A respondent with a start and an end, as surveys export them."""
    study.add(AnswerTable("times", (Respondent("s", {"start": "9:00", "end": "9:05"}),), ()))

    assert "start (respondent)" in study.passage_topics().answers


def test_one_code_may_guide(study: Project) -> None:
    """A path alone is one code, not its letters."""
    study.add_code("Costs")

    assert len(study.topics(guided_by="Costs").topics) == 2
