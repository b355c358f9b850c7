"""How quickly a large board is on the wall, and follows the mouse: 200 notes with 2,000 pieces of evidence.

A real Chromium without a graphics card. "On screen" is the time from the state to the frame that shows all
notes; what Python takes to make the state is told apart. "Frame" is the time between two frames while a real
mouse drags a note over the wall; one is dropped where two frames' time went by. "Work" is what the widget
itself does in each of them. "Act" is the time from the key to the frame that shows a vote as not saved yet.
"""

from __future__ import annotations

import math
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from benchmarks._pages import measured_page, on_screen_ms
from benchmarks.boards import BOARD, NOTES, PIECES, make_large_board
from tests.browser.host import Host
from tests.browsing import find_chromium, launched_chromium
from vocbench.project import Project
from vocbench.widgets.boards.widget import BoardWidget

ON_SCREEN_MS, FRAME_MS, ACT_MS = 1_000.0, 17.5, 100.0
DROPPED_MS = 2 * 1_000 / 60
RENDERS, MOVES, ACTS = 5, 150, 8


def run() -> list[dict[str, Any]]:
    """The figures as rows ``name figure value unit limit``; empty where there is no Chromium."""
    if find_chromium() is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.voc"
        make_large_board(path)
        with (
            Project(path) as project,
            launched_chromium() as browser,
            measured_page(browser, _CLOCKS_JS, width=1400) as page,
        ):
            return _figures(project, page)


def _figures(project: Project, page: Page) -> list[dict[str, Any]]:
    start = time.perf_counter()
    widget = BoardWidget(project, BOARD)
    made_ms = 1_000 * (time.perf_counter() - start)
    refreshed = [_refreshed_ms(widget) for _ in range(5)]
    host = Host(page)
    shown = [on_screen_ms(host, widget) for _ in range(RENDERS)]
    host.pump()
    frames, work = _drag_frames(page)
    acts = [_act_ms(host) for _ in range(ACTS)]
    widget.close()
    widget.layout.close()
    dropped = sum(each > DROPPED_MS for each in frames)
    return [
        _row("made in Python", [made_ms], statistics.median),
        _row("followed by Python after an act, median", refreshed, statistics.median),
        _row("on screen, median", shown, statistics.median, ON_SCREEN_MS),
        _row("frame while dragging, median", frames, statistics.median, FRAME_MS),
        _row("frame while dragging, slowest", frames, max),
        {**_row("frames dropped while dragging", frames, len, 0.0), "value": dropped, "unit": "frames"},
        _row("work in a frame while dragging, slowest", work, max, 1_000 / 60),
        _row("act visible, median", acts, statistics.median, ACT_MS),
    ]


def _row(figure: str, taken: Sequence[float], summary: Any, limit: float | None = None) -> dict[str, Any]:  # noqa: ANN401
    return {
        "name": "board_widget",
        "figure": f"{NOTES} notes, {PIECES:,} pieces of evidence: {figure} of {len(taken)}",
        "value": summary(taken),
        "unit": "ms",
        "limit": limit,
    }


def _refreshed_ms(widget: BoardWidget) -> float:
    start = time.perf_counter()
    widget.refresh()
    return 1_000 * (time.perf_counter() - start)


def _drag_frames(page: Page) -> tuple[list[float], list[float]]:
    """Frames while the mouse drags a note about the wall, and what the widget does in each."""
    wall, card = (page.locator(name).first.bounding_box() for name in (".voc-space", ".voc-space .voc-note"))
    assert wall is not None
    assert card is not None
    x, y = wall["x"] + wall["width"] / 2, wall["y"] + wall["height"] / 2
    page.mouse.move(card["x"] + 20, card["y"] + 10)
    page.mouse.down()
    page.mouse.move(x, y, steps=5)
    page.evaluate("recordFrames()")
    for step in range(MOVES):
        page.mouse.move(x + 250 * math.sin(step / 9), y + 180 * math.cos(step / 7))
    frames, work = page.evaluate("recordedFrames()")
    page.keyboard.press("Escape")
    page.mouse.up()
    return frames, work


def _act_ms(host: Host) -> float:
    """From the key to the page that shows a vote as not saved yet."""
    page = host.page
    page.locator(".voc-space .voc-note").first.focus()
    page.evaluate("armAct()")
    page.keyboard.press("v")
    page.wait_for_function("window.actMs")
    taken = float(page.evaluate("window.actMs"))
    host.pump()
    return taken


_CLOCKS_JS = """
// A task posted in a frame runs once that frame is on its way to the screen.
const painted = () => new Promise((done) => requestFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => done(performance.now());
  port2.postMessage(0);
}));
const requestFrame = window.requestAnimationFrame.bind(window);
let mounted, frames = [], work = [], recording = false;
// What the widget does in a frame, with the layout that it asks for.
window.requestAnimationFrame = (act) => requestFrame((now) => {
  const start = performance.now();
  act(now);
  if (recording) work.push(performance.now() - start);
});
Object.defineProperty(window, "mount", {
  get: () => mounted,
  set: (mount) => {
    mounted = async (state) => {
      window.onScreenMs = 0;
      const start = performance.now();
      await mount(state);
      let end = await painted();
      const isWhole = () => document.querySelectorAll(".voc-space .voc-note").length === state.notes.length;
      while (!isWhole()) end = await painted();
      window.onScreenMs = end - start;
    };
  },
});
window.recordFrames = () => {
  [frames, work, recording] = [[], [], true];
  let last = 0;
  const tick = (now) => {
    if (last) frames.push(now - last);
    last = now;
    if (recording) requestFrame(tick);
  };
  requestFrame(tick);
};
window.recordedFrames = () => { recording = false; return [frames, work]; };
window.armAct = () => {
  window.actMs = 0;
  let start;
  window.addEventListener("keydown", (event) => { start = event.timeStamp; }, { once: true, capture: true });
  const watch = new MutationObserver(() => {
    if (!document.querySelector(".voc-space .voc-waiting")) return;
    watch.disconnect();
    painted().then((end) => { window.actMs = end - start; });
  });
  watch.observe(document.querySelector(".voc-space"), { childList: true, attributes: true, subtree: true });
};
"""
