// @ts-check
// Dragging topics and answers onto a topic, in the list or on the map.

import { element } from "../parts/dom.mjs";

/** @typedef {{points?: number[], topics?: number[]}} Dragged */
/** @typedef {{el: HTMLElement, wordsOf: (what: Dragged) => string, topicAt: (event: PointerEvent) => number | null,
 *   accepts: (what: Dragged, topic: number) => boolean, marked: (topic: number | null) => void, dropped: (what: Dragged, topic: number) => void}} DragHost
 *  What dragging asks of its view. */

const STARTS_PX = 5;

export class Dragging {
  ghost = element("div", { class: "voc-ghost", "aria-hidden": "true", hidden: "" });
  /** @type {{what: Dragged, x: number, y: number, isOn: boolean, topic: number | null, click: () => void} | null} */
  drag = null;

  /** @param {DragHost} host @param {AbortSignal} signal */
  constructor(host, signal) {
    this.host = host;
    const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ react) => window.addEventListener(name, react, { signal });
    on("pointermove", (event) => this.onMove(event));
    on("pointerup", () => this.onUp());
    on("pointercancel", () => this.end());
  }

  /** @param {PointerEvent} event @param {Dragged} what @param {() => void} click  what to do where nothing was dragged */
  start(event, what, click) {
    if (event.pointerType === "touch") { click(); return; } // a finger scrolls
    this.drag = { what, x: event.clientX, y: event.clientY, isOn: false, topic: null, click };
  }

  /** @param {PointerEvent} event */
  onMove(event) {
    const { drag, host } = this;
    if (!drag) return;
    if (!drag.isOn && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < STARTS_PX) return;
    if (!drag.isOn) {
      drag.isOn = true;
      this.ghost.textContent = host.wordsOf(drag.what);
      this.ghost.hidden = false;
      host.el.classList.add("voc-dragging");
    }
    const topic = host.topicAt(event);
    drag.topic = topic !== null && host.accepts(drag.what, topic) ? topic : null;
    host.marked(drag.topic);
    const box = host.el.getBoundingClientRect();
    this.ghost.style.transform = `translate(${event.clientX - box.left + 14}px, ${event.clientY - box.top + 8}px)`;
  }

  onUp() {
    const { drag } = this;
    this.end();
    if (!drag) return;
    if (!drag.isOn) drag.click();
    else if (drag.topic !== null) this.host.dropped(drag.what, drag.topic);
  }

  end() {
    this.drag = null;
    this.ghost.hidden = true;
    this.host.el.classList.remove("voc-dragging");
    this.host.marked(null);
  }
}
