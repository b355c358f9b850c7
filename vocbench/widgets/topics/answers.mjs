// @ts-check
// Answers below each other, from typical to edge: only those in sight are on the page.
// The list keeps the focus and points at its current answer, so that no redrawing takes the focus away.

import { element, filled, newNonce } from "../parts/dom.mjs";
import { MOVED, PINNED, UNCLEAR } from "./points.mjs";

/** @typedef {{text: string, reason: string}} Said */
/** @typedef {{texts: Record<string, string>, label: string, members: readonly number[], active: number, selected: ReadonlySet<number>, isPlain: boolean,
 *   shown: import("./points.mjs").Shown, said: (point: number) => Said | null, want: (points: number[]) => void, facts: (point: number) => string[], isMixed: boolean,
 *   nameOf: (topic: number) => string, likes: (point: number) => number, isJoined: (point: number) => boolean, number: (n: number) => string, digits: (value: number, places: number) => string,
 *   go: (at: number, how: "one" | "toggle" | "grow") => void, dragging: (event: PointerEvent, what: import("./drag.mjs").Dragged, click: () => void) => void,
 *   open: () => void }} AnswersHost  What the answers ask of their view. */

const ROW_PX = 48;
const OVERSCAN = 6;

export class AnswerList {
  id = `voc-said-${newNonce()}`;
  rows = element("div", { class: "voc-said-rows", role: "presentation" });
  el = element("div", { class: "voc-said", role: "listbox", tabindex: "0", "aria-multiselectable": "true", "data-lm-suppress-shortcuts": "true" }, this.rows);
  /** @type {Map<number, HTMLElement>} those on the page, by place */ shown = new Map();
  isPlanned = false;

  /** @param {AnswersHost} host @param {AbortSignal} signal */
  constructor(host, signal) {
    this.host = host;
    this.el.addEventListener("scroll", () => this.plan(), { passive: true });
    const watch = new ResizeObserver(() => this.plan());
    watch.observe(this.el);
    signal.addEventListener("abort", () => watch.disconnect());
    this.el.addEventListener("pointerdown", (event) => this.onDown(event));
    this.el.addEventListener("dblclick", () => host.open());
  }

  draw() {
    const { label, members } = this.host;
    this.el.setAttribute("aria-label", label);
    this.rows.style.height = `${members.length * ROW_PX}px`;
    for (const row of this.shown.values()) row.remove();
    this.shown.clear();
    this.el.setAttribute("role", members.length ? "listbox" : "group"); // a list of nothing is none
    this.place();
  }

  plan() {
    if (this.isPlanned) return;
    this.isPlanned = true;
    requestAnimationFrame(() => { this.isPlanned = false; this.place(); });
  }

  /** See that the answers in sight are on the page, and their texts on the way. */
  place() {
    const { members, active, said } = this.host;
    const { scrollTop, clientHeight } = this.el;
    const first = Math.max(0, Math.floor(scrollTop / ROW_PX) - OVERSCAN);
    const last = Math.min(members.length - 1, Math.ceil((scrollTop + clientHeight) / ROW_PX) + OVERSCAN);
    const at = members.indexOf(active);
    for (const [place, row] of this.shown) if ((place < first || place > last) && place !== at) { row.remove(); this.shown.delete(place); }
    const wanted = Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
    if (at >= 0 && (at < first || at > last)) wanted.push(at);
    for (const place of wanted) if (!this.shown.has(place)) this.put(place);
    this.point();
    const missing = wanted.map((place) => members[place]).filter((point) => !said(point));
    if (missing.length) this.host.want(missing);
  }

  /** @param {number} place */
  put(place) {
    const row = element("div", { role: "option", id: `${this.id}-${this.host.members[place]}`, class: "voc-answer-row", "data-at": String(place) });
    row.style.transform = `translateY(${place * ROW_PX}px)`;
    this.fill(row, place);
    this.shown.set(place, row);
    this.rows.append(row);
  }

  /** Texts have come in. */
  refill() {
    for (const [place, row] of this.shown) this.fill(row, place);
    this.point();
  }

  /** @param {HTMLElement} row @param {number} place */
  fill(row, place) {
    const { texts, members, shown: { places, waiting }, said, digits, facts, isMixed, likes, isJoined, isPlain, nameOf } = this.host;
    const point = members[place];
    const words = said(point);
    const similarity = places.similarity[point];
    const isQueued = places.topic[point] === UNCLEAR && !isPlain;
    row.setAttribute("aria-posinset", String(place + 1));
    row.setAttribute("aria-setsize", String(members.length));
    row.classList.toggle("voc-waiting", waiting.has(point));
    row.classList.toggle("voc-joined", isJoined(point));
    const like = element("span", { class: "voc-like" }, similarity > 0 ? digits(similarity, 2) : "");
    if (similarity > 0) like.append(element("span", { class: "voc-bar", "aria-hidden": "true" }, barOf(similarity)));
    const marks = [
      places.placed[point] === PINNED && texts.pinned, places.placed[point] === MOVED && texts.moved, waiting.has(point) && texts.waiting, words?.reason,
      isQueued && places.nearest[point] >= 0 && `→ ${nameOf(places.nearest[point])}`, isMixed && !isQueued && nameOf(places.topic[point]), likes(point) > 1 && filled(texts.same_as, { n: likes(point) }),
    ].filter((mark) => typeof mark === "string" && mark);
    const about = element("span", { class: "voc-facts" }, element("span", {}, facts(point).join(" · ")), element("span", {}, ...marks.map((mark) => element("span", { class: "voc-mark" }, String(mark)))));
    row.replaceChildren(like, element("span", { class: words?.text ? "voc-words" : "voc-words voc-empty" }, words ? words.text || "–" : texts.loading), about);
  }

  /** Show which answers are selected, and which is the current one. */
  point() {
    const { members, active, selected } = this.host;
    this.el.removeAttribute("aria-activedescendant");
    for (const [place, row] of this.shown) {
      const point = members[place];
      row.setAttribute("aria-selected", String(selected.has(point) || (!selected.size && point === active)));
      row.classList.toggle("voc-current", point === active);
      if (point === active) this.el.setAttribute("aria-activedescendant", row.id);
    }
  }

  /** Scroll as little as shows the current answer. */
  reveal() {
    const at = this.host.members.indexOf(this.host.active);
    if (at < 0) return;
    const { scrollTop, clientHeight } = this.el;
    if (at * ROW_PX < scrollTop) this.el.scrollTop = at * ROW_PX;
    else if ((at + 1) * ROW_PX > scrollTop + clientHeight) this.el.scrollTop = (at + 1) * ROW_PX - clientHeight;
    this.place();
  }

  get pageLength() { return Math.max(1, Math.floor(this.el.clientHeight / ROW_PX) - 1); }

  focus() { this.el.focus({ preventScroll: true }); }

  /** @param {PointerEvent} event */
  onDown(event) {
    const row = event.target instanceof Element ? event.target.closest("[data-at]") : null;
    if (event.button !== 0 || !(row instanceof HTMLElement)) return;
    event.preventDefault();
    this.focus();
    const at = Number(row.dataset.at);
    const how = event.shiftKey ? "grow" : event.ctrlKey || event.metaKey ? "toggle" : "one";
    const click = () => this.host.go(at, how);
    const point = this.host.members[at];
    const { selected } = this.host;
    if (how === "one") this.host.dragging(event, { points: selected.has(point) ? [...selected] : [point] }, click);
    else click();
  }
}

/** @param {number} share */
function barOf(share) {
  const made = element("span", {});
  made.style.width = `${Math.round(100 * Math.max(0, Math.min(1, share)))}%`;
  return made;
}
