"""How quickly a passage is coded in the coding widget, beside the two ways in which others draw highlights.

A real Chromium, real mouse and keys, on generated interviews: the mouse selects a passage, a hot key codes
it. "Key to paint" is the time from the key's own time stamp to the frame that shows the coding; "first
render" that from the state to the frame that shows the transcript. "Saved" is measured in a real JupyterLab
with a real project file: from the key to the kernel's confirmation.

The peers (``benchmarks/peers``) get the same turns, speakers, times, codes, codings, passages and keys, on
lines of about the same length. They leave out what the widget does besides: the list of codings, a lane and
a stripe for each coding, counts, memos, undo, what is not saved yet, the kernel, selecting with the keyboard,
and keeping the selection (redrawing loses it). The widget's median has to be ahead of both all the same.

- "redrawn spans" makes all pieces of text anew with each coding.
- "CSS highlights" leaves the text alone, and adds a range to a ``Highlight`` for each code.
- "sparing" is the same with ``content-visibility: auto`` on each turn, which few programs do; for reference.
"""

from __future__ import annotations

import random
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import comm
import pytest
from comm.base_comm import CommManager
from playwright.sync_api import Browser, Page

from tests.browser.host import Host, WaitingComm
from tests.browsing import drag_over, find_chromium, launched_chromium, watched
from tests.lab.jupyterlab import Lab, running_server
from vocbench.model.source import Role, Speaker, Transcript, Turn
from vocbench.model.span import Span
from vocbench.project import Project
from vocbench.widgets.coding.widget import CodingWidget

PEERS = Path(__file__).with_name("peers")
KEYS, RENDERS, SAVES = 25, 5, 20
REST_MS = 200
"""Between selecting and the key; long enough for the widget to have told the kernel what is selected."""

CODES = (
    *("Advice", "App", "Comfort", "Douchen", "Gewoonte", "Kosten", "Meter", "Neighbours", "Pride"),
    *("Rekening", "Trust", "Waiting"),
)
"""In the order of the codebook, so that the first nine have the keys 1 to 9 everywhere."""

WORDS = """
    de het een ik je wij zij en maar want dus nou ja eigenlijk gewoon altijd nooit soms warm koud douche
    rekening meter klok minuten kinderen energie voorschot maand huis verwarming kiezen betalen wachten
    vragen begrijpen duidelijk lastig the a I we they and but because so well actually usually never
    sometimes bill shower heating app account waiting phone helpful slow expensive understand neighbours
    insulation subsidy Tuesday evening kettle thermostat tariff promised nobody explained
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is on the page, and the limits of key to paint at that size, in milliseconds."""

    words: int
    codings: int
    median_ms: float
    p95_ms: float

    @property
    def name(self) -> str:
        """How the table names it."""
        return f"{self.words:,} words, {self.codings:,} codings"


SIZES = (Size(10_000, 500, 16, 50), Size(100_000, 2_000, 30, 75))
LARGEST = SIZES[-1]
FIRST_RENDER_MS, SAVED_MS = 300.0, 250.0


@dataclass(frozen=True, slots=True)
class Gesture:
    """Select these words, then press the key of this code."""

    words: str
    code: str


@dataclass(frozen=True, slots=True)
class Study:
    """One generated interview with its codings, and what will be done with it; alike for equal sizes."""

    transcript: Transcript
    codings: Sequence[tuple[Span, str]]
    gestures: Sequence[Gesture]


@dataclass(frozen=True, slots=True)
class Peer:
    """Another way of drawing: a page in ``benchmarks/peers``, and whether the widget must be ahead of it."""

    name: str
    page: str
    is_to_beat: bool = True


PEER_WAYS = (
    Peer("redrawn spans", "spans.html"),
    Peer("CSS highlights", "highlights.html"),
    Peer("redrawn spans, sparing", "spans.html?sparing", is_to_beat=False),
    Peer("CSS highlights, sparing", "highlights.html?sparing", is_to_beat=False),
)


@dataclass(frozen=True, slots=True)
class Timings:
    """What one way of drawing took, in milliseconds."""

    keys: Sequence[float]
    first_renders: Sequence[float]


def run() -> list[dict[str, Any]]:
    """The figures as rows ``name figure value unit limit``; empty where there is no Chromium."""
    if find_chromium() is None:
        return []
    with tempfile.TemporaryDirectory() as home, launched_chromium() as browser:
        folder = Path(home)
        rows = [row for size in SIZES for row in _size_rows(browser, size, folder)]
        return [*rows, *_lab_rows(browser, folder)]


def _size_rows(browser: Browser, size: Size, folder: Path) -> list[dict[str, Any]]:
    """Key to paint and first render at one size, and how the peers fare with it."""
    study = make_study(size)
    ours = _widget_timings(browser, study, _project_file(study, size, folder))
    render_limit = FIRST_RENDER_MS if size is LARGEST else None
    rows = [
        _row(f"{size.name}: key to paint, median", ours.keys, statistics.median, size.median_ms),
        _row(f"{size.name}: key to paint, 95th percentile", ours.keys, p95, size.p95_ms),
        _row(f"{size.name}: first render, median", ours.first_renders, statistics.median, render_limit),
    ]
    for peer in PEER_WAYS:
        rows += _peer_rows(size, peer, ours, _peer_timings(browser, study, peer))
    return rows


def _peer_rows(size: Size, peer: Peer, ours: Timings, theirs: Timings) -> list[dict[str, Any]]:
    """What a peer takes, and the widget's median as a share of it."""
    name = f"{size.name}: {peer.name}"
    median = statistics.median(theirs.keys)
    share = {
        "name": "coding_widget",
        "figure": f"{name}: the widget's median beside its own, of {len(theirs.keys)}",
        "value": statistics.median(ours.keys) / median,
        "unit": "times as long",
        "limit": 1.0 if peer.is_to_beat else None,
        "peer": f"{median:.1f} ms",
    }
    return [
        share,
        _row(f"{name}: key to paint, 95th percentile", theirs.keys, p95),
        _row(f"{name}: first render, median", theirs.first_renders, statistics.median),
    ]


def _row(
    figure: str,
    taken: Sequence[float],
    summary: Callable[[Sequence[float]], float],
    limit: float | None = None,
) -> dict[str, Any]:
    return {
        "name": "coding_widget",
        "figure": f"{figure} of {len(taken)}",
        "value": summary(taken),
        "unit": "ms",
        "limit": limit,
    }


def p95(taken: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(taken, n=20, method="inclusive")[-1]


# -- material ---------------------------------------------------------------------------------


def make_study(size: Size) -> Study:
    """An invented interview in turns of 20 to 120 words, coded at random: most codings overlap another."""
    dice = random.Random(size.words)  # noqa: S311 - material, not secrets
    transcript = _interview(dice, size.words)
    codings = []
    for _ in range(size.codings):
        start, length = dice.randrange(len(transcript.text) - 300), dice.randint(15, 300)
        codings.append((Span(start, start + length), dice.choice(CODES)))
    gestures = [
        Gesture(_passage(dice, transcript, part / KEYS), CODES[part % 9])  # nine codes have a key
        for part in range(KEYS)
    ]
    dice.shuffle(gestures)
    return Study(transcript, codings, gestures)


def _interview(dice: random.Random, n_words: int) -> Transcript:
    turns: list[Turn] = []
    lines: list[str] = []
    start, left = 0, n_words
    while left > 0:
        line = _sentences(dice, min(left, dice.randint(20, 120)))
        turns.append(
            Turn(Span(start, start + len(line)), ("I", "Marieke")[len(turns) % 2], len(turns) * 20.0)
        )
        lines.append(line)
        start += len(line) + 1
        left -= len(line.split())
    speakers = (Speaker("I", Role.INTERVIEWER), Speaker("Marieke"))
    return Transcript("talk", "\n".join(lines), tuple(turns), speakers, language="nl")


def _sentences(dice: random.Random, n_words: int) -> str:
    words, said = WORDS.split(), list[str]()
    while len(said) < n_words:
        sentence = dice.choices(words, k=min(n_words - len(said), dice.randint(4, 18)))
        said += [sentence[0].capitalize(), *sentence[1:-1], f"{sentence[-1]}."][: len(sentence)]
    return " ".join(said)


def _passage(dice: random.Random, transcript: Transcript, part: float) -> str:
    """Four to twenty whole words that stand once in the transcript, from a turn at *part* of its length."""
    while True:
        at = int(part * len(transcript.turns)) + dice.randrange(3)
        said = transcript.turns[min(at, len(transcript.turns) - 1)].span.cut(transcript.text).split()
        first = dice.randrange(max(1, len(said) - 20))
        words = " ".join(said[first : first + dice.randint(4, 20)])
        if transcript.text.count(words) == 1:
            return words


def _project_file(study: Study, size: Size, folder: Path) -> Path:
    path = folder / f"{size.words}.voc"
    with Project(path, coder="A") as project:
        project.add(study.transcript)
        for code in CODES:
            project.add_code(code)
        for span, code in study.codings:
            project.code(study.transcript.name, span=span, code=code)
    return path


def _peer_state(study: Study) -> dict[str, Any]:
    """What a peer's page draws: the same as the widget, in the peers' own form."""
    transcript = study.transcript
    return {
        "turns": [
            {
                "start": turn.span.start,
                "text": turn.span.cut(transcript.text),
                "speaker": turn.speaker,
                "time": f"{turn.start_seconds:.0f}",
            }
            for turn in transcript.turns
        ],
        "codes": [
            {"name": code, "color": f"#{random.Random(code).randrange(0x1000000):06x}", "key": key}  # noqa: S311
            for code, key in zip(CODES, [*"123456789", "", "", ""], strict=True)
        ],
        "codings": [{"start": span.start, "end": span.end, "code": code} for span, code in study.codings],
    }


# -- on a page without Jupyter ----------------------------------------------------------------


def _widget_timings(browser: Browser, study: Study, path: Path) -> Timings:
    """The widget on a copy of the project in *path*: what is coded here stays out of the next measurement."""
    used = shutil.copy(path, path.with_suffix(".used.voc"))
    with _measuring_page(browser) as page, pytest.MonkeyPatch.context() as patch, Project(used) as project:
        manager = CommManager()
        patch.setattr(comm, "create_comm", WaitingComm)
        patch.setattr(comm, "get_comm_manager", lambda: manager)
        host, widget = Host(page), CodingWidget(project, study.transcript.name, height="560px")

        def show() -> None:
            host.show(widget)

        def hear() -> None:
            page.wait_for_timeout(REST_MS)
            host.pump()

        timings = Timings(first_renders=_first_renders(page, show), keys=_key_times(page, study, hear))
        widget.close()
        widget.layout.close()
        return timings


def _peer_timings(browser: Browser, study: Study, peer: Peer) -> Timings:
    with _measuring_page(browser) as page:

        def show() -> None:
            page.goto(f"{PEERS.as_uri()}/{peer.page}")
            page.evaluate("(study) => mount(study)", _peer_state(study))

        return Timings(first_renders=_first_renders(page, show), keys=_key_times(page, study, _nothing))


def _nothing() -> None:
    """Stand in for a kernel that is not there."""


@contextmanager
def _measuring_page(browser: Browser) -> Iterator[Page]:
    """A page with the clocks of ``measure.js``; a script that fails on it fails the benchmark."""
    context = browser.new_context(viewport={"width": 1100, "height": 800}, reduced_motion="reduce")
    context.add_init_script(path=PEERS / "measure.js")
    page = context.new_page()
    with watched(page):
        yield page
    context.close()


def _first_renders(page: Page, show: Callable[[], None]) -> list[float]:
    taken = []
    for _ in range(RENDERS):
        show()
        page.wait_for_function("window.firstRenderMs")
        taken.append(float(page.evaluate("window.firstRenderMs")))
    return taken


def _key_times(page: Page, study: Study, settle: Callable[[], None]) -> list[float]:
    """Key to paint of each gesture; *settle* lets a kernel hear and answer in between."""
    taken = []
    for gesture in study.gestures:
        _select(page, gesture)
        settle()
        _press(page, gesture)
        taken.append(float(page.evaluate("window.keyToPaintMs")))
        settle()
    return taken


def _select(page: Page, gesture: Gesture) -> None:
    page.evaluate("(words) => bring(words)", gesture.words)
    drag_over(page, ".voc-turn", gesture.words)


def _press(page: Page, gesture: Gesture) -> None:
    """Press the hot key of the gesture's code, as its button shows it, and wait for the coding on screen."""
    selected = page.evaluate("arm()")
    assert selected == gesture.words, f"The mouse selected {selected!r} instead of {gesture.words!r}."
    key = page.locator(".voc-code").filter(has_text=gesture.code).locator("kbd").inner_text()
    page.keyboard.press(key)
    page.wait_for_function("window.keyToPaintMs")
    assert page.evaluate("isDrawn"), f"The frame after {key!r} does not show the coding of {gesture.words!r}."


# -- in JupyterLab ----------------------------------------------------------------------------

NOTEBOOK = """
import vocbench as vb

project = vb.Project("talk.voc", coder="A")
widget = vb.CodingWidget(project, "talk", height="560px")
"""


def _lab_rows(browser: Browser, folder: Path) -> list[dict[str, Any]]:
    """How long the kernel takes to confirm a coding, at the largest size."""
    study = make_study(LARGEST)
    painted, saved = [], []
    with running_server(folder) as server, _measuring_page(browser) as page:
        shutil.copy(folder / f"{LARGEST.words}.voc", server.folder / "talk.voc")
        lab = Lab(page, server)
        lab.open("talk.ipynb", NOTEBOOK, "widget")
        page.locator(".voc-turn").first.wait_for()
        for gesture in study.gestures[:SAVES]:
            _select(page, gesture)
            page.wait_for_timeout(REST_MS)
            _press(page, gesture)
            page.wait_for_function("window.keyToSavedMs")
            painted.append(float(page.evaluate("window.keyToPaintMs")))
            saved.append(float(page.evaluate("window.keyToSavedMs")))
    name = f"JupyterLab, {LARGEST.name}"
    return [
        _row(f"{name}: key to saved, median", saved, statistics.median, SAVED_MS),
        _row(f"{name}: key to saved, 95th percentile", saved, p95),
        _row(f"{name}: key to paint, median", painted, statistics.median),
        _row(f"{name}: key to paint, 95th percentile", painted, p95),
    ]
