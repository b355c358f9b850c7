"""The coded transcript as HTML without a kernel."""

from __future__ import annotations

from html.parser import HTMLParser

from tests.talks import study, talk
from vocbench.model.codebook import Codebook
from vocbench.model.source import Transcript
from vocbench.project import Project
from vocbench.widgets.coding.static import transcript_html
from vocbench.widgets.texts import interface_texts
from vocbench.widgets.texts.coding import WORDS

EVIL = '<script>window.pwned=1</script><img src=x onerror="window.pwned=1">\'&'


def talk_of(project: Project) -> Transcript:
    """The only transcript of a project."""
    (found,) = project.transcripts()
    return found


def _html(workspace: Project, *, lang: str = "en") -> str:
    found = talk_of(workspace)
    codings = workspace.codings_of(found.name)
    return transcript_html(found, workspace.codebook, codings, texts=interface_texts(lang, WORDS))


class _Reader(HTMLParser):
    """Collects the tags, attributes and text of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_turns_speakers_times_and_codes_are_readable() -> None:
    """Everything that a reader needs is text on the page."""
    workspace = study(talk(("Int", "Hard?"), ("Ana", "It is slow.")), codes=("Pains",))
    workspace.code("p01", quote="slow", code="Pains")

    read = _Reader(_html(workspace))

    assert read.text == "p01 · 1 codingInt 0:00 Hard?Ana 0:12 It is slowPains."


def test_overlapping_codings_each_have_an_underline_and_a_name() -> None:
    """Where two codings overlap, both show."""
    workspace = study(talk(("Ana", "one two three")), codes=("Gains", "Pains"))
    workspace.code("p01", quote="one two", code="Pains")
    workspace.code("p01", quote="two three", code="Gains")

    html = _html(workspace)

    assert html.count("border-bottom:2px") == len(["one", "two", "two", "three"])
    assert 'title="Pains, Gains"' in html


def test_a_coding_across_turns_is_marked_in_both_and_named_once() -> None:
    """The name of a code stands where its coding ends."""
    workspace = study(talk(("Ana", "one"), ("Bo", "two")), codes=("Pains",))
    workspace.code("p01", quote="one\ntwo", code="Pains")

    html = _html(workspace)

    assert html.count("<mark") == len(["one", "two"])
    assert html.count(">Pains</small>") == 1


def test_text_is_never_markup() -> None:
    """Names and words with tags and quotes in them come out as text."""
    interview = talk((EVIL, EVIL), name=EVIL, language='nl" onload="window.pwned=1')
    workspace = study(interview, codes=(EVIL.replace("/", ""),))
    workspace.code(EVIL, quote=EVIL, code=EVIL.replace("/", ""))

    read = _Reader(_html(workspace))

    assert read.tags == {"div", "p", "strong", "small", "mark", "span"}
    assert read.attributes == {"class", "style", "title", "lang"}
    assert EVIL in read.text


def test_the_count_speaks_the_language_of_the_interface() -> None:
    """The static transcript is Dutch where the widget is."""
    workspace = study(talk(("Ana", "words")))

    assert "0 coderingen" in _html(workspace, lang="nl")


def test_a_code_that_is_not_in_the_codebook_is_grey() -> None:
    """A coding is shown even if its code has gone."""
    project = study(talk(("Ana", "words")))
    project.code("p01", quote="words", code="Gone")

    html = transcript_html(
        talk_of(project), Codebook(), project.codings_of("p01"), texts=interface_texts("en", WORDS)
    )

    assert "2px solid #808080" in html
