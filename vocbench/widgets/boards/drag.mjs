// @ts-check
// Dragging notes about the wall, and quotes onto it.

import { element } from "../parts/dom.mjs";

/** @typedef {{notes?: string[], codings?: string[]}} Dragged */
/** @typedef {{region: string, before: string, note: string, group: string, relation: string}} Target  Where a drop goes: into a region, in front of a note
 *  ("" for last); under the heading of a group; or, of quotes, onto a note. */
/** @typedef {{el: HTMLElement, scroller: HTMLElement, targetAt: (x: number, y: number, what: Dragged) => Target | null, marked: (target: Target | null) => void,
 *   dropped: (what: Dragged, target: Target) => void}} DragHost  What dragging asks of its view. */

const STARTS_PX = 5;
const EDGE_PX = 36;
const SCROLL_PX = 9;

export class Dragging {
  ghost = element("div", { class: "voc-ghost voc-board", "aria-hidden": "true", hidden: "" });
  /** @type {{what: Dragged, from: HTMLElement, x: number, y: number, dx: number, dy: number, isOn: boolean, target: Target | null, click: () => void} | null} */
  drag = null;
  /** Where the pointer is. */
  at = { x: 0, y: 0 };
  frame = 0;

  /** @param {DragHost} host @param {AbortSignal} signal */
  constructor(host, signal) {
    this.host = host;
    const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ react) => window.addEventListener(name, react, { signal });
    on("pointermove", (event) => this.onMove(event));
    on("pointerup", () => this.onUp());
    on("pointercancel", () => this.end());
    signal.addEventListener("abort", () => this.end());
  }

  get isOn() { return Boolean(this.drag?.isOn); }

  /** @param {PointerEvent} event @param {Dragged} what @param {HTMLElement} from  what is lifted @param {() => void} click  what to do where nothing was dragged */
  start(event, what, from, click) {
    if (event.pointerType === "touch") { click(); return; } // a finger scrolls
    const box = from.getBoundingClientRect();
    this.drag = { what, from, x: event.clientX, y: event.clientY, dx: event.clientX - box.left, dy: event.clientY - box.top, isOn: false, target: null, click };
  }

  /** @param {PointerEvent} event */
  onMove(event) {
    const { drag } = this;
    if (!drag) return;
    this.at = { x: event.clientX, y: event.clientY };
    if (!drag.isOn && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) >= STARTS_PX) this.lift(drag);
  }

  /** @param {NonNullable<Dragging["drag"]>} drag */
  lift(drag) {
    drag.isOn = true;
    const copy = /** @type {HTMLElement} */ (drag.from.cloneNode(true));
    for (const name of ["role", "id", "tabindex", "data-id"]) copy.removeAttribute(name);
    copy.style.width = `${drag.from.offsetWidth}px`;
    const n = (drag.what.notes ?? drag.what.codings ?? []).length;
    this.ghost.replaceChildren(copy, ...(n > 1 ? [element("span", { class: "voc-ghost-count" }, String(n))] : []));
    this.ghost.hidden = false;
    this.host.el.classList.add("voc-dragging");
    drag.from.classList.add("voc-lifted");
    this.frame = requestAnimationFrame(() => this.step());
  }

  /** One frame of a drag: the ghost follows the pointer, the wall scrolls at its edges, and what is below is marked. */
  step() {
    const { drag, host, at } = this;
    if (!drag) return;
    const box = host.el.getBoundingClientRect();
    const edge = host.scroller.getBoundingClientRect();
    this.ghost.style.transform = `translate(${at.x - box.left - drag.dx}px, ${at.y - box.top - drag.dy}px) rotate(1.5deg)`;
    if (at.x > edge.left && at.x < edge.right) host.scroller.scrollTop += pull(at.y, edge.top, edge.bottom);
    if (at.y > edge.top && at.y < edge.bottom) host.scroller.scrollLeft += pull(at.x, edge.left, edge.right);
    drag.target = host.targetAt(at.x, at.y, drag.what);
    host.marked(drag.target);
    this.frame = requestAnimationFrame(() => this.step());
  }

  onUp() {
    const { drag, host } = this;
    const target = drag?.isOn ? host.targetAt(this.at.x, this.at.y, drag.what) : null;
    this.end();
    if (!drag) return;
    if (!drag.isOn) drag.click();
    else if (target) host.dropped(drag.what, target);
  }

  end() {
    cancelAnimationFrame(this.frame);
    if (!this.drag) return;
    this.drag.from.classList.remove("voc-lifted");
    this.drag = null;
    this.ghost.hidden = true;
    this.ghost.replaceChildren();
    this.host.el.classList.remove("voc-dragging");
    this.host.marked(null);
  }
}

/** How far to scroll where the pointer is near an edge.
 *  @param {number} at @param {number} start @param {number} end */
function pull(at, start, end) {
  if (at < start || at > end) return 0;
  return at < start + EDGE_PX ? -SCROLL_PX : at > end - EDGE_PX ? SCROLL_PX : 0;
}
