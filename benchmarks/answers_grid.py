"""How quickly 100,000 answers are on screen, scroll and are filtered in the answers widget.

A real Chromium and generated answers. "On screen" is the time from the state to the frame that shows
the rows; what Python takes to make the state is told apart. "Scroll frame" is the time between two
frames while a real mouse wheel turns, or while the page jumps 5,000 rows a frame. "Filter" is the time
from the key to the frame that shows the rows that pass.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Page

from benchmarks._pages import measured_page, on_screen_ms
from tests.browser.host import Host
from tests.browsing import find_chromium, launched_chromium
from vocbench.model.source import Answer, AnswerTable, Respondent
from vocbench.project import Project
from vocbench.widgets.answers.widget import AnswersWidget

ROWS, CODED = 100_000, 5_000
ON_SCREEN_MS, FRAME_MS, FILTER_MS = 1_000.0, 20.0, 200.0
RENDERS, WHEELS, JUMPS = 5, 60, 60
QUESTION = "What can be better?"

WORDS = (
    *("the", "app", "is", "slow", "waiting", "phone", "bill", "too", "high", "unclear", "helpful", "staff"),
    *("nobody", "called", "back", "warm", "water", "heating", "invoice", "wrong", "meter", "reading"),
    *("price", "contract", "again", "never", "always", "quick", "answer", "friendly", "long", "week"),
)

SEARCHES = ("phone", "heating", "never again", "e")
"""A common word, another, two in a row, and a letter that nearly every answer holds."""


def run() -> list[dict[str, Any]]:
    """The figures as rows ``name figure value unit limit``; empty where there is no Chromium."""
    if find_chromium() is None:
        return []
    with (
        Project(":memory:") as project,
        launched_chromium() as browser,
        measured_page(browser, _CLOCKS_JS) as page,
    ):
        _fill(project)
        start = time.perf_counter()
        widget = AnswersWidget(project, QUESTION)
        made_ms = 1_000 * (time.perf_counter() - start)
        host = Host(page)
        shown = [on_screen_ms(host, widget) for _ in range(RENDERS)]
        host.pump()
        wheel, jumps = _wheel_frames(page), _jump_frames(page)
        filters = [_filter_ms(page, words) for words in SEARCHES for _ in range(3)]
        widget.close()
        widget.layout.close()
    return [
        _row("made in Python", [made_ms], statistics.median),
        _row("on screen, median", shown, statistics.median, ON_SCREEN_MS),
        _row("scroll frame by wheel, median", wheel, statistics.median, FRAME_MS),
        _row("scroll frame by wheel, 95th percentile", wheel, _p95),
        _row("scroll frame by jumps, median", jumps, statistics.median, FRAME_MS),
        _row("scroll frame by jumps, 95th percentile", jumps, _p95),
        _row("filter, median", filters, statistics.median, FILTER_MS),
        _row("filter, 95th percentile", filters, _p95),
    ]


def _row(figure: str, taken: Sequence[float], summary: Any, limit: float | None = None) -> dict[str, Any]:  # noqa: ANN401
    return {
        "name": "answers_grid",
        "figure": f"{ROWS:,} rows: {figure} of {len(taken)}",
        "value": summary(taken),
        "unit": "ms",
        "limit": limit,
    }


def _p95(taken: Sequence[float]) -> float:
    return statistics.quantiles(taken, n=20, method="inclusive")[-1]


def _fill(project: Project) -> None:
    """Generated answers of 3 to 30 words, with two attributes, a score and some codes."""
    dice = random.Random(1)  # noqa: S311 - material, not secrets
    people = tuple(
        Respondent(f"r{number}", {"segment": dice.choice(["rent", "own"]), "age": dice.randint(18, 90)})
        for number in range(ROWS)
    )
    answers = tuple(
        Answer(each.key, QUESTION, " ".join(dice.choices(WORDS, k=dice.randint(3, 30))), dice.randint(0, 10))
        for each in people
    )
    project.add(AnswerTable("survey", people, answers))
    ids = [row[0] for row in project.answer_rows()[:CODED]]
    project.code_each((answer, f"Code {dice.randint(1, 12)}") for answer in ids)


def _wheel_frames(page: Page) -> list[float]:
    page.locator(".voc-row .voc-answer").nth(2).hover()
    page.evaluate("recordFrames()")
    for _ in range(WHEELS):
        page.mouse.wheel(0, 240)
    return [float(each) for each in page.evaluate("recordedFrames()")]


def _jump_frames(page: Page) -> list[float]:
    return [float(each) for each in page.evaluate("(n) => jumpFrames(n)", JUMPS)]


def _filter_ms(page: Page, words: str) -> float:
    """From the last sign of *words* to the rows that pass."""
    search = page.locator(".voc-search")
    search.fill("")
    page.wait_for_timeout(300)
    page.evaluate("armFilter()")
    search.fill(words)
    page.wait_for_function("window.filterMs")
    return float(page.evaluate("window.filterMs"))


_CLOCKS_JS = """
// A task posted in a frame runs once that frame is on its way to the screen.
const painted = () => new Promise((done) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => done(performance.now());
  port2.postMessage(0);
}));
let mounted;
Object.defineProperty(window, "mount", {
  get: () => mounted,
  set: (mount) => {
    mounted = async (state) => {
      window.onScreenMs = 0;
      const start = performance.now();
      await mount(state);
      const end = await painted();
      const words = document.querySelector(".voc-row .voc-words")?.textContent;
      if (!words) throw new Error("The first frame shows no answer.");
      window.onScreenMs = end - start;
    };
  },
});
const scroller = () => document.querySelector(".voc-scroller");
let frames, recording;
window.recordFrames = () => {
  frames = []; recording = true;
  let last = performance.now(), top = scroller().scrollTop;
  const tick = (now) => {
    if (scroller().scrollTop !== top) frames.push(now - last);
    [last, top] = [now, scroller().scrollTop];
    if (recording) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
};
window.recordedFrames = () => { recording = false; return frames; };
window.jumpFrames = (n) => new Promise((done) => {
  const taken = [];
  let last = 0;
  const tick = (now) => {
    if (last) taken.push(now - last);
    last = now;
    if (taken.length === n) { done(taken); return; }
    scroller().scrollTop = (scroller().scrollTop + 5000 * 52) % (scroller().scrollHeight - 1000);
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
});
window.armFilter = () => {
  window.filterMs = 0;
  const counts = document.querySelector(".voc-counts"), before = counts.textContent;
  let start;
  const search = document.querySelector(".voc-search");
  search.addEventListener("input", (event) => { start = event.timeStamp; }, { once: true });
  const watch = new MutationObserver(() => {
    if (counts.textContent === before) return;
    watch.disconnect();
    painted().then((end) => { window.filterMs = end - start; });
  });
  watch.observe(counts, { childList: true, characterData: true, subtree: true });
};
"""
