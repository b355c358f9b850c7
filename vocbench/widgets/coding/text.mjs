// @ts-check
// The text of a transcript: its turns, highlights, margin stripes, and what is selected in it.

import { element } from "../parts/dom.mjs";
import { byTurn, endOf, grown, lanesOf, segments, snapped, turnIndexAt } from "./passages.mjs";
import { Stripes } from "./stripes.mjs";

/** @typedef {import("./passages.mjs").Range} Range */
/** @typedef {import("./passages.mjs").Turn} Turn */
/** @typedef {import("./passages.mjs").Shown} Shown */
/** @typedef {import("./passages.mjs").Event_} Event_ */
/** @typedef {{coding: Shown, color: string, lane: number, isForeign: boolean, isGripped: boolean}} Ink  How one coding is drawn. */

const LANE_PX = 4;
const MAX_LANES = 8;
/** How many turns are left out together where they are not in sight. */
const PART = 10;
/** About how high they are then: signs a line, pixels a line, and pixels more a turn. */
const LINE_SIGNS = 75;
const LINE_PX = 29;
const TURN_PX = 9;
const EDGE_PX = 12;
const SETTLING_FRAMES = 4;

/** The colours of a piece of text: a tint of the shortest coding, an underline in the lane of each.
 *  A full line is an own coding, a dotted one another coder's, a dashed one is not saved yet.
 *  @param {HTMLElement} mark @param {Ink[]} inks  the longest coding first */
function paint(mark, inks) {
  const lanes = inks.filter(({ lane }) => lane < MAX_LANES);
  const depth = Math.max(0, ...lanes.map(({ lane }) => lane + 1));
  const lines = lanes.map(({ color, lane, coding, isForeign }) => {
    const ink = `color-mix(in oklab, ${color} 82%, var(--voc-fg))`;
    const gaps = coding.wait ? [4, 8] : isForeign ? [2, 4] : null;
    const line = gaps
      ? `repeating-linear-gradient(90deg, ${ink} 0 ${gaps[0]}px, transparent ${gaps[0]}px ${gaps[1]}px)`
      : `linear-gradient(${ink} 0 0)`;
    return `${line} 0 calc(100% - ${(depth - 1 - lane) * LANE_PX}px) / 100% 3px no-repeat`;
  });
  mark.style.cssText = `background: ${lines.join(", ")};`
    + `background-color: color-mix(in srgb, ${inks[inks.length - 1].color} var(--voc-tint), transparent);`
    + `padding-bottom: ${depth * LANE_PX}px`;
}

/** What is painted over the text without touching it, under a name that the style sheet knows.
 *  @param {string} name @returns {Highlight | null} */
export function highlightCalled(name) {
  if (!("highlights" in CSS)) return null;
  let found = CSS.highlights.get(name);
  if (!found) CSS.highlights.set(name, (found = new Highlight()));
  return found;
}

const KEPT = "voc-kept";

/** @typedef {{
 *   colorOf: (path: string) => string, nameOf: (coding: Shown) => string, isForeign: (coding: Shown) => boolean,
 *   selected: (range: Range | null) => void, clicked: (ids: string[], range: Range | null) => void,
 *   pointed: (id: string | null) => void, resized: (id: string, range: Range) => void,
 *   activeElement: () => Element | null, domSelection: () => Selection | null }} TextHost  What the text asks of its view. */

export class TextPane {
  /** A read-only "editor": only that gives the caret and every native way of selecting by keyboard. */
  box = element("div", {
    class: "voc-text", contenteditable: "true", spellcheck: "false", inputmode: "none", translate: "no",
    role: "textbox", "aria-multiline": "true", "aria-readonly": "true",
  });
  /** @type {Turn[]} */
  turns = [];
  language = "";
  /** @type {HTMLElement[]} one for each turn */
  rows = [];
  /** @type {Map<number, readonly Shown[]>} the codings that each row was last drawn with */
  drawn = new Map();
  /** @type {Map<string, Ink>} how each coding is drawn */
  inks = new Map();
  /** @type {WeakMap<Element, {range: Range, ids: string[]}>} what each highlight stands for */
  marks = new WeakMap();
  /** The selection as the browser has it; a caret when both are the same. */
  raw = { anchor: 0, focus: 0 };
  /** @type {Range | null} the passage that the next code is for */
  selection = null;
  /** @type {globalThis.Range | null} what `paintKept` has painted */
  kept = null;
  /** @type {string | null} the coding that has grips at its ends */
  gripped = null;
  /** @type {readonly Shown[]} */
  shown = [];
  // An input method for, say, Chinese writes without asking: put back what it damaged.
  observer = new MutationObserver(() => this.drawTurns());

  /** @param {TextHost} host */
  constructor(host) {
    this.host = host;
    this.stripes = new Stripes(this);
  }

  get hasFocus() {
    return this.box.contains(this.host.activeElement());
  }

  // -- drawing --

  /** @param {Turn[]} turns @param {string} language @param {string} empty  said where there is nothing to show */
  show(turns, language, empty) {
    this.turns = turns;
    this.language = language;
    this.empty = empty;
    this.box.lang = language;
    const end = turns.length ? endOf(turns[turns.length - 1]) : 0;
    this.raw = { anchor: Math.min(this.raw.anchor, end), focus: Math.min(this.raw.focus, end) };
    this.drawTurns();
  }

  drawTurns() {
    this.rows = this.turns.map((turn, index) => {
      const row = element("div", { class: "voc-turn", "data-index": String(index), "data-role": turn.role });
      // Drawn by the style sheet: so they cannot be selected, and offsets stay clean.
      row.dataset.speaker = turn.speaker;
      row.dataset.time = turn.time;
      return row;
    });
    this.drawn = new Map();
    const parts = this.parts();
    this.box.replaceChildren(...parts);
    this.box.classList.toggle("voc-plain", !this.turns.some((turn) => turn.speaker || turn.time));
    if (!this.rows.length) this.box.append(element("p", { class: "voc-empty" }, this.empty ?? ""));
    this.stripes.follow(parts);
    byTurn(this.turns, this.shown).forEach((codings, index) => this.drawRow(index, codings));
    this.draw(this.shown);
  }

  /** The turns in parts: the browser leaves out what is not in sight, and looks at each part at every frame. */
  parts() {
    /** @type {HTMLElement[]} */ const parts = [];
    for (let at = 0; at < this.rows.length; at += PART) {
      const part = element("div", { class: "voc-part" }, ...this.rows.slice(at, at + PART));
      const lines = this.turns.slice(at, at + PART).reduce((sum, { text }) => sum + Math.ceil(text.length / LINE_SIGNS), 0);
      part.style.containIntrinsicSize = `auto ${lines * LINE_PX + PART * TURN_PX}px`;
      parts.push(part);
    }
    return parts;
  }

  /** Draw the turns whose codings changed.
   *  @param {readonly Shown[]} shown  in reading order */
  draw(shown) {
    const due = this.changedTurns(shown);
    this.shown = shown;
    for (const [index, codings] of codingsOf(this.turns, shown, due)) this.drawRow(index, codings);
    if (due.size && this.hasFocus) this.restoreSelection();
    if (due.size) this.paintKept();
    this.observer.takeRecords();
    this.stripes.plan();
  }

  /** Which turns look different with these codings; how each coding looks is noted by the way.
   *  @param {readonly Shown[]} shown @returns {Set<number>} indices */
  changedTurns(shown) {
    const before = this.inks;
    const lanes = lanesOf(shown);
    /** @type {Set<number>} */ const due = new Set();
    this.inks = new Map();
    for (const coding of shown) {
      const ink = this.inkOf(coding, lanes.get(coding.id) ?? 0, before.get(coding.id));
      this.inks.set(coding.id, ink);
      if (before.get(coding.id) === ink) continue;
      this.markTurns(coding, due);
      this.markTurns(before.get(coding.id)?.coding, due);
    }
    for (const [id, { coding }] of before) if (!this.inks.has(id)) this.markTurns(coding, due);
    return due;
  }

  /** @param {Range | undefined} range @param {Set<number>} turns  to which the range's are added */
  markTurns(range, turns) {
    if (!range || !this.turns.length) return;
    for (let i = turnIndexAt(this.turns, range.start); i < this.turns.length && this.turns[i].start < range.end; i++) turns.add(i);
  }

  /** How a coding is drawn: what it was, where nothing changed.
   *  @param {Shown} coding @param {number} lane @param {Ink} [before] @returns {Ink} */
  inkOf(coding, lane, before) {
    const color = this.host.colorOf(coding.code);
    const isForeign = this.host.isForeign(coding);
    const isGripped = coding.id === this.gripped;
    const same = before && before.coding === coding && before.lane === lane && before.color === color
      && before.isForeign === isForeign && before.isGripped === isGripped;
    return same ? before : { coding, lane, color, isForeign, isGripped };
  }

  /** @param {number} index @param {readonly Shown[]} codings */
  drawRow(index, codings) {
    this.drawn.set(index, codings);
    const turn = this.turns[index];
    const pieces = segments(turn.start, endOf(turn), [...codings, ...turn.events]).map((piece) => this.piece(turn, piece));
    this.rows[index].replaceChildren(...pieces);
    const depth = Math.max(0, ...codings.map(({ id }) => this.inks.get(id)?.lane ?? 0)) + 1;
    this.rows[index].style.setProperty("--voc-lanes", String(Math.min(depth, MAX_LANES)));
    this.stripes.stale(index);
  }

  /** A piece of a turn, as text, event or highlight.
   *  @param {Turn} turn @param {Range & {on: (Shown | Event_)[]}} piece */
  piece(turn, { start, end, on }) {
    const words = turn.text.slice(start - turn.start, end - turn.start);
    const codings = /** @type {Shown[]} */ (on.filter((each) => "id" in each));
    const happened = on.length > codings.length;
    if (!on.length) return words;
    const made = element(codings.length ? "mark" : "span", happened ? { class: "voc-event" } : {}, words);
    if (!codings.length) return made;
    const names = codings.map((coding) => this.host.nameOf(coding)).join(", ");
    made.title = names;
    made.setAttribute("aria-description", names);
    if (codings.some((coding) => coding.wait)) made.classList.add("voc-waiting");
    paint(made, codings.flatMap((coding) => this.inks.get(coding.id) ?? []));
    this.marks.set(made, { range: { start, end }, ids: codings.map((coding) => coding.id) });
    const gripped = codings.find((coding) => coding.id === this.gripped && !coding.wait);
    if (gripped?.start === start) made.append(this.grip("start"));
    if (gripped?.end === end) made.append(this.grip("end"));
    return made;
  }

  /** Give one coding grips at its ends; null takes them away.
   *  @param {string | null} id */
  setGripped(id) {
    if (id === this.gripped) return;
    this.gripped = id;
    this.draw(this.shown);
  }

  /** An end of a coding that can be dragged. It holds no text, so offsets stay clean.
   *  @param {"start" | "end"} end */
  grip(end) {
    const made = element("span", { class: "voc-grip", "data-end": end, contenteditable: "false", "aria-hidden": "true" });
    made.addEventListener("pointerdown", (event) => this.drag(event, end));
    return made;
  }

  /** Follow the pointer with one end of the gripped coding.
   *  @param {PointerEvent} press @param {"start" | "end"} end */
  drag(press, end) {
    const coding = this.shown.find(({ id }) => id === this.gripped);
    if (!coding) return;
    press.preventDefault();
    press.stopPropagation();
    const ending = new AbortController();
    const { signal } = ending;
    let range = { start: coding.start, end: coding.end };
    document.addEventListener("pointermove", (event) => {
      const at = this.offsetUnder(event.clientX, event.clientY);
      const next = at === null ? null : { start: coding.start, end: coding.end, [end]: at };
      if (!next || next.end <= next.start) return;
      range = next;
      this.paintKept(range);
    }, { signal });
    const finish = (/** @type {boolean} */ isDone) => {
      ending.abort();
      this.paintKept();
      const whole = snapped(this.turns, range.start, range.end);
      if (isDone && whole && (whole.start !== coding.start || whole.end !== coding.end)) this.host.resized(coding.id, whole);
    };
    document.addEventListener("pointerup", () => finish(true), { signal });
    document.addEventListener("pointercancel", () => finish(false), { signal });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") finish(false); }, { signal });
  }

  /** The offset under a point of the page; null where there is no text.
   *  @param {number} x @param {number} y */
  offsetUnder(x, y) {
    const page = /** @type {Document & {caretPositionFromPoint?: (x: number, y: number) => {offsetNode: Node, offset: number} | null}} */ (document);
    const place = page.caretPositionFromPoint?.(x, y);
    if (place) return this.box.contains(place.offsetNode) ? this.offsetAt(place.offsetNode, place.offset) : null;
    const range = document.caretRangeFromPoint?.(x, y);
    return range && this.box.contains(range.startContainer) ? this.offsetAt(range.startContainer, range.startOffset) : null;
  }

  /** Outline a coding in the text; null outlines none.
   *  @param {string | null} id */
  emphasise(id) {
    for (const mark of this.box.querySelectorAll(".voc-on")) mark.classList.remove("voc-on");
    const coding = this.shown.find((each) => each.id === id);
    if (!coding) return;
    for (let i = turnIndexAt(this.turns, coding.start); i < this.rows.length && this.turns[i].start < coding.end; i++) {
      for (const part of this.rows[i].querySelectorAll("mark, .voc-stripe")) {
        const ids = this.marks.get(part)?.ids ?? [part.getAttribute("data-id")];
        if (ids.includes(coding.id)) part.classList.add("voc-on");
      }
    }
  }

  // -- offsets --

  /** Offset of a place in the document.
   *  @param {Node} node @param {number} offset */
  offsetAt(node, offset) {
    const { turns } = this;
    const row = /** @type {HTMLElement | null} */ ((node instanceof Element ? node : node.parentElement)?.closest(".voc-turn"));
    if (!row) {
      const part = node instanceof Element ? [...this.box.children].indexOf(node) : -1;
      const index = part < 0 ? offset * PART : part * PART + offset; // in a part, or among the parts
      return index < turns.length ? turns[index].start : endOf(turns[turns.length - 1]);
    }
    const before = document.createRange();
    before.setStart(row, 0);
    before.setEnd(node, offset);
    return turns[Number(row.dataset.index)].start + before.toString().length;
  }

  /** Place in the document of an offset.
   *  @param {number} offset @returns {[Node, number]} */
  pointAt(offset) {
    const index = turnIndexAt(this.turns, offset);
    const row = this.rows[index];
    let rest = Math.min(Math.max(offset - this.turns[index].start, 0), this.turns[index].text.length);
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { length } = /** @type {Text} */ (node);
      if (rest <= length) return [node, rest];
      rest -= length;
    }
    return [row, row.childNodes.length];
  }

  /** @param {Range} range */
  domRange(range) {
    const made = document.createRange();
    made.setStart(...this.pointAt(range.start));
    made.setEnd(...this.pointAt(range.end));
    return made;
  }

  // -- selection --

  readSelection() {
    const { box } = this;
    const selection = this.host.domSelection();
    // Without the focus, what the browser takes for the selection may be left over or be spoilt by drawing.
    if (!this.rows.length || !selection?.anchorNode || !selection.focusNode || !this.hasFocus) return;
    if (!box.contains(selection.anchorNode) || !box.contains(selection.focusNode)) return;
    this.raw = {
      anchor: this.offsetAt(selection.anchorNode, selection.anchorOffset),
      focus: this.offsetAt(selection.focusNode, selection.focusOffset),
    };
    this.setSelection(snapped(this.turns, this.raw.anchor, this.raw.focus));
  }

  /** @param {Range | null} range */
  setSelection(range) {
    const same = range?.start === this.selection?.start && range?.end === this.selection?.end;
    this.selection = range;
    if (!same) this.host.selected(range);
  }

  restoreSelection() {
    if (this.rows.length) this.host.domSelection()?.setBaseAndExtent(...this.pointAt(this.raw.anchor), ...this.pointAt(this.raw.focus));
  }

  /** Show what is selected while the focus is elsewhere: the browser then shows nothing of it.
   *  @param {Range | null} [range]  what to show instead of the selection */
  paintKept(range = null) {
    const highlight = highlightCalled(KEPT);
    if (this.kept) highlight?.delete(this.kept);
    this.kept = null;
    const shown = range ?? (this.hasFocus ? null : this.selection);
    if (!highlight || !shown) return;
    this.kept = this.domRange(shown);
    highlight.add(this.kept);
  }

  focus() {
    this.box.focus({ preventScroll: true });
    this.restoreSelection(); // the text may have had the focus already
  }

  /** Select a passage and show it.
   *  @param {Range} range */
  go(range) {
    this.raw = { anchor: range.start, focus: range.end };
    this.focus();
    this.scrollTo(range);
  }

  /** Select what Python asks for, without taking the focus from where it is.
   *  @param {[number, number] | null} ends */
  select(ends) {
    const [start, end] = ends ?? [this.raw.focus, this.raw.focus];
    this.raw = { anchor: start, focus: end };
    this.selection = ends && { start, end };
    if (this.hasFocus) this.restoreSelection();
    this.paintKept();
    if (this.selection) this.scrollTo(this.selection);
  }

  /** @param {Range} range */
  scrollTo(range) {
    const scroll = () => {
      const [passage, box] = [this.domRange(range).getBoundingClientRect(), this.box.getBoundingClientRect()];
      if (passage.top < box.top || passage.bottom > box.bottom) this.box.scrollTop += passage.top - box.top - box.height / 3;
    };
    scroll();
    requestAnimationFrame(scroll); // turns that were off screen take their true height only now
  }

  /** Keep the moving end of the selection in sight. The browser scrolls to where it takes the place to be;
   *  turns that were left out take their true height only then.
   *  @param {number} frames  for how long to look after it */
  keepInSight(frames) {
    if (!this.rows.length || !frames) return;
    const { focus } = this.raw;
    const row = this.rows[turnIndexAt(this.turns, focus)].getBoundingClientRect();
    const caret = this.domRange({ start: focus, end: focus }).getClientRects()[0] ?? row;
    const box = this.box.getBoundingClientRect();
    if (caret.bottom > box.bottom) this.box.scrollTop += caret.bottom - box.bottom + EDGE_PX;
    else if (caret.top < box.top) this.box.scrollTop -= box.top - caret.top + EDGE_PX;
    requestAnimationFrame(() => this.keepInSight(frames - 1));
  }

  /** Grow the selection to whole words, sentences or turns.
   *  @param {import("./passages.mjs").Unit} unit */
  grow(unit) {
    if (!this.turns.length) return;
    const { anchor, focus } = this.raw;
    const at = this.selection ?? { start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
    const range = grown(this.turns, at, unit, this.language);
    if (!range) return;
    this.raw = { anchor: range.start, focus: range.end };
    this.focus();
  }

  // -- listening --

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { box } = this;
    this.observer.observe(box, { childList: true, characterData: true, subtree: true });
    document.addEventListener("selectionchange", () => this.readSelection(), { signal });
    for (const name of ["beforeinput", "paste", "drop", "dragstart", "cut"]) box.addEventListener(name, (event) => event.preventDefault());
    box.addEventListener("focus", () => { if (!box.matches(":active")) this.restoreSelection(); });
    box.addEventListener("keydown", (event) => this.onMove(event));
    box.addEventListener("mousedown", (event) => this.onPress(event));
    box.addEventListener("click", (event) => this.onClick(event));
    box.addEventListener("pointerover", (event) => this.host.pointed(stripeId(event.target)));
    this.stripes.listen(signal);
    signal.addEventListener("abort", () => {
      this.observer.disconnect();
      if (this.kept) highlightCalled(KEPT)?.delete(this.kept);
    });
  }

  /** @param {KeyboardEvent} event */
  onMove(event) {
    const { key, shiftKey } = event;
    const isFar = (event.ctrlKey || event.metaKey) && (key === "Home" || key === "End");
    if (isFar && this.turns.length) {
      // The browser takes a part that it left out for empty, and would stop before its words.
      event.preventDefault();
      const focus = key === "Home" ? this.turns[0].start : endOf(this.turns[this.turns.length - 1]);
      this.raw = { anchor: shiftKey ? this.raw.anchor : focus, focus };
      this.restoreSelection();
      this.readSelection();
      this.keepInSight(SETTLING_FRAMES);
    } else if (/^(Home|End|Page|Arrow)/.test(key)) {
      setTimeout(() => { this.readSelection(); this.keepInSight(SETTLING_FRAMES); });
    }
  }

  /** The browser would drag the selected words away: begin a new selection inside them instead.
   *  @param {MouseEvent} event */
  onPress(event) {
    if (stripeId(event.target)) event.preventDefault();
    else if (event.button === 0 && event.detail === 1 && !event.shiftKey) this.host.domSelection()?.removeAllRanges();
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const stripe = stripeId(event.target);
    if (stripe) { this.host.clicked([stripe], null); return; }
    if (!this.host.domSelection()?.isCollapsed) return;
    const mark = event.target instanceof Element ? event.target.closest("mark") : null;
    const found = mark && this.marks.get(mark);
    this.host.clicked(found?.ids ?? [], found?.range ?? null);
  }
}

/** The codings of some turns, by index: found one by one where there are few, at one go where there are many.
 *  @param {readonly Turn[]} turns @param {readonly Shown[]} shown @param {ReadonlySet<number>} wanted
 *  @returns {[number, readonly Shown[]][]} */
function codingsOf(turns, shown, wanted) {
  if (!wanted.size) return [];
  if (wanted.size > PART) {
    const all = byTurn(turns, shown);
    return [...wanted].map((index) => [index, all[index]]);
  }
  return [...wanted].map((index) => {
    const [start, end] = [turns[index].start, endOf(turns[index])];
    return [index, shown.filter((coding) => coding.start < end && start < coding.end)];
  });
}

/** The coding whose stripe an event is on.
 *  @param {EventTarget | null} target */
const stripeId = (target) => (target instanceof HTMLElement && target.matches(".voc-stripe") ? target.dataset.id ?? null : null);
