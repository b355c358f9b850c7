"""How quickly 100,000 answers are on the map, move with it, and follow an edit by hand.

A real Chromium without a graphics card, and generated answers. "On screen" is the time from the state
to the frame that shows the map; what Python takes to make the state is told apart. "Frame" is the time
between two frames while a real mouse drags the map, or its wheel turns. "Edit" is the time from the key
to the frame that shows the edit as not saved yet; what Python takes to send what changed is told apart.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from playwright.sync_api import Page

from benchmarks._pages import measured_page, on_screen_ms
from tests.browser.host import Host
from tests.browsing import find_chromium, launched_chromium
from tests.topic_models import Studio, topic_model
from vocbench.topics.result import TopicModel
from vocbench.widgets.topics.widget import TopicExplorer

ANSWERS, TOPICS = 100_000, 40
ON_SCREEN_MS, FRAME_MS, EDIT_MS = 2_000.0, 33.0, 100.0
RENDERS, MOVES, WHEELS, EDITS = 5, 90, 45, 8


def run() -> list[dict[str, Any]]:
    """The figures as rows ``name figure value unit limit``; empty where there is no Chromium."""
    if find_chromium() is None:
        return []
    studio = Studio(_model())
    with launched_chromium() as browser, measured_page(browser, _CLOCKS_JS) as page:
        start = time.perf_counter()
        widget = TopicExplorer(studio, "model")
        made_ms = 1_000 * (time.perf_counter() - start)
        host = Host(page)
        shown = [on_screen_ms(host, widget) for _ in range(RENDERS)]
        host.pump()
        pans, zooms = _pan_frames(page), _zoom_frames(page)
        edits = [_edit_ms(host) for _ in range(EDITS)]
        sent = [_sent_ms(studio, widget, number) for number in range(3)]
        widget.close()
        widget.layout.close()
    return [
        _row("made in Python", [made_ms], statistics.median),
        _row("on screen, median", shown, statistics.median, ON_SCREEN_MS),
        _row("frame while panning, median", pans, statistics.median, FRAME_MS),
        _row("frame while panning, 95th percentile", pans, _p95, FRAME_MS),
        _row("frame while zooming, median", zooms, statistics.median, FRAME_MS),
        _row("frame while zooming, 95th percentile", zooms, _p95, FRAME_MS),
        _row("edit visible, median", edits, statistics.median, EDIT_MS),
        _row("edit visible, slowest", edits, max, EDIT_MS),
        _row("edit sent by Python, median", sent, statistics.median),
    ]


def _row(figure: str, taken: Sequence[float], summary: Any, limit: float | None = None) -> dict[str, Any]:  # noqa: ANN401
    return {
        "name": "topic_explorer",
        "figure": f"{ANSWERS:,} answers: {figure} of {len(taken)}",
        "value": summary(taken),
        "unit": "ms",
        "limit": limit,
    }


def _p95(taken: Sequence[float]) -> float:
    return statistics.quantiles(taken, n=20, method="inclusive")[-1]


def _model() -> TopicModel:
    """Topics of unlike sizes as clouds on the map, with scores, waves and segments."""
    dice = np.random.default_rng(1)
    base = topic_model(TOPICS, each=3, dimensions=64)
    topic = np.sort(dice.choice(TOPICS, ANSWERS, p=dice.dirichlet(np.linspace(4, 0.5, TOPICS))))
    places = dice.normal(0, 6, (TOPICS, 2))[topic] + dice.normal(0, 0.8, (ANSWERS, 2))
    answers = pd.DataFrame(
        {
            "answer": [f"a{number}" for number in range(ANSWERS)],
            "topic": np.where(dice.random(ANSWERS) < 0.08, -1, topic),
            "similarity": dice.uniform(0.3, 0.95, ANSWERS).astype("float32"),
            "nearest": (topic + 1) % TOPICS,
            "text": [
                f"what answer {number} says about the subject of its topic" for number in range(ANSWERS)
            ],
            "language": dice.choice(["nl", "en"], ANSWERS),
            "x": places[:, 0].astype("float32"),
            "y": places[:, 1].astype("float32"),
            "placed": "model",
            "respondent": [f"r{number}" for number in range(ANSWERS)],
            "wave": dice.choice(["2025", "2026"], ANSWERS),
            "score": dice.integers(0, 11, ANSWERS).astype(float),
            "segment": dice.choice(["rent", "own", "student"], ANSWERS),
        }
    )
    return replace(base, answers=answers)


def _pan_frames(page: Page) -> list[float]:
    """Frames while the mouse drags the map about."""
    x, y = _middle(page)
    page.mouse.move(x - 150, y + 120)
    page.mouse.down()
    page.evaluate("recordFrames()")
    for step in range(MOVES):
        page.mouse.move(x - 150 + 100 * np.sin(step / 9), y + 120 + 60 * np.cos(step / 7))
    frames = page.evaluate("recordedFrames()")
    page.mouse.up()
    return [float(each) for each in frames]


def _zoom_frames(page: Page) -> list[float]:
    """Frames while the wheel zooms in, and out again."""
    page.mouse.move(*_middle(page))
    page.evaluate("recordFrames()")
    for step in range(WHEELS):
        page.mouse.wheel(0, -60 if step < WHEELS // 2 else 60)
    return [float(each) for each in page.evaluate("recordedFrames()")]


def _middle(page: Page) -> tuple[float, float]:
    box = page.locator(".voc-stage").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _edit_ms(host: Host) -> float:
    """From the key to the page that shows an answer as set aside and not saved yet."""
    page = host.page
    page.locator(".voc-topic").first.click()
    page.locator(".voc-answer-row").first.click()
    page.evaluate("armEdit()")
    page.keyboard.press("x")
    page.wait_for_function("window.editMs")
    taken = float(page.evaluate("window.editMs"))
    host.pump()
    return taken


def _sent_ms(studio: Studio, widget: TopicExplorer, number: int) -> float:
    """What the widget takes to see and send what an edit changed, without the edit itself."""
    model = studio.move_answers("model", [f"a{number}"], 5)
    start = time.perf_counter()
    widget._show(model)  # noqa: SLF001 - the edit itself is the project's figure
    return 1_000 * (time.perf_counter() - start)


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
      let end = await painted();
      while (!drawn()) end = await painted();
      window.onScreenMs = end - start;
    };
  },
});
const canvas = () => document.querySelector(".voc-points");
const drawn = () => {
  const { width, height } = canvas();
  if (width <= 300) return false;
  const { data } = canvas().getContext("2d").getImageData(0, 0, width, height);
  let colored = 0;
  for (let at = 0; at < data.length; at += 4) if (data[at] !== data[0]) colored++;
  return colored > 1000 && document.querySelectorAll(".voc-topic").length > 30;
};
// A frame counts when the map was drawn in it.
let frames, recording, draws = 0;
const put = CanvasRenderingContext2D.prototype.putImageData;
CanvasRenderingContext2D.prototype.putImageData = function (...rest) {
  draws++;
  return put.apply(this, rest);
};
window.recordFrames = () => {
  frames = []; recording = true;
  let last = performance.now(), seen = draws;
  const tick = (now) => {
    if (draws !== seen) frames.push(now - last);
    [last, seen] = [now, draws];
    if (recording) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
};
window.recordedFrames = () => { recording = false; return frames; };
window.armEdit = () => {
  window.editMs = 0;
  const line = document.querySelector('[data-topic="-2"] .voc-n'), before = line?.textContent;
  let start;
  window.addEventListener("keydown", (event) => { start = event.timeStamp; }, { once: true, capture: true });
  const watch = new MutationObserver(() => {
    if ((document.querySelector('[data-topic="-2"] .voc-n')?.textContent) === before) return;
    watch.disconnect();
    painted().then((end) => { window.editMs = end - start; });
  });
  const lines = document.querySelector(".voc-lines");
  watch.observe(lines, { childList: true, characterData: true, subtree: true });
};
"""
