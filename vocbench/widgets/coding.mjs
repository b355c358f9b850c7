// @ts-check
// The coding widget: plain ESM, no build step. Acts go up as custom messages, state comes down as traits,
// and what was just coded is painted before the kernel answers, marked as not saved until it does.
// All offsets here are UTF-16 units into the whole text; Python counts code points and translates.

import { button, compare, element, filled, keepTabStop, keyList, newNonce, rove, visibleButtons } from "./parts/dom.mjs";
import { View, widgetOf } from "./parts/view.mjs";

/** @typedef {{start: number, end: number}} Range */
/** @typedef {Range & {kind: string}} Event_ */
/** @typedef {{start: number, text: string, speaker: string, role: string, time: string, events: Event_[]}} Turn */
/** @typedef {{path: string, name: string, color: string, key: string}} Code */
/** @typedef {Range & {id: string, code: string, coder: string, memo: string}} Coding */
/** @typedef {Coding & {wait: "" | "adding" | "removing"}} Shown  A coding, and what the kernel has yet to confirm. */
/** @typedef {import("./parts/view.mjs").Command & {start?: number, end?: number, code?: string, id?: string}} Command */
/** @typedef {{source: string, coder: string, language: string, turns: Turn[], codes: Code[], codings: Coding[],
 *             texts: Record<string, string>, height: string, lang: string}} State */

const SELECTION_REST_MS = 150;
const QUOTE_LENGTH = 90;
const LANE_PX = 4;
const MAX_LANES = 8;
const NO_COLOR = "#808080";

// -- pure functions, tested with node ---------------------------------------------------------

/** Where a turn ends.
 *  @param {Turn} turn */
export const endOf = (turn) => turn.start + turn.text.length;

/** Index of the last turn that starts at or before an offset; 0 for an offset before all turns.
 *  @param {readonly Turn[]} turns @param {number} offset */
export function turnIndexAt(turns, offset) {
  let low = 0;
  let high = turns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (turns[middle].start <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Pieces of [start, end), cut wherever a range starts or ends, each with the ranges that cover it.
 *  @template {Range} R
 *  @param {number} start @param {number} end @param {readonly R[]} ranges
 *  @returns {(Range & {on: R[]})[]} */
export function segments(start, end, ranges) {
  const cuts = new Set([start, end]);
  for (const range of ranges) {
    cuts.add(Math.min(end, Math.max(start, range.start)));
    cuts.add(Math.min(end, Math.max(start, range.end)));
  }
  const ordered = [...cuts].sort((a, b) => a - b);
  const waiting = [...ranges].sort((a, b) => a.start - b.start);
  const pieces = [];
  /** @type {R[]} */ let on = [];
  let next = 0;
  for (let i = 0; i + 1 < ordered.length; i++) {
    while (next < waiting.length && waiting[next].start <= ordered[i]) on.push(waiting[next++]);
    on = on.filter((range) => range.end > ordered[i]);
    pieces.push({ start: ordered[i], end: ordered[i + 1], on: [...on] });
  }
  return pieces;
}

/** The underline lane of each coding: the lowest that is free along its whole length.
 *  @param {readonly Coding[]} codings  in reading order
 *  @returns {Map<string, number>} */
export function lanesOf(codings) {
  const lanes = new Map();
  /** @type {number[]} */ const busyUntil = [];
  for (const coding of codings) {
    const free = busyUntil.findIndex((end) => end <= coding.start);
    const lane = free < 0 ? busyUntil.length : free;
    busyUntil[lane] = coding.end;
    lanes.set(coding.id, lane);
  }
  return lanes;
}

/** A selection without the blanks at its ends; null when nothing is left.
 *  @param {readonly Turn[]} turns @param {number} from @param {number} to
 *  @returns {Range | null} */
export function snapped(turns, from, to) {
  const [low, high] = from < to ? [from, to] : [to, from];
  /** @type {Range | null} */ let found = null;
  for (let i = turnIndexAt(turns, low); i < turns.length && turns[i].start < high; i++) {
    const start = Math.max(low, turns[i].start);
    const words = turns[i].text.slice(start - turns[i].start, high - turns[i].start);
    if (!words.trim()) continue;
    found ??= { start: start + words.length - words.trimStart().length, end: high };
    found.end = start + words.trimEnd().length;
  }
  return found;
}

/** The words of a range; turns are parted by a slash.
 *  @param {readonly Turn[]} turns @param {Range} range @param {number} [longest] */
export function quoteOf(turns, range, longest = Infinity) {
  const parts = [];
  let length = 0;
  for (let i = turnIndexAt(turns, range.start); i < turns.length && turns[i].start < range.end && length <= longest; i++) {
    const part = turns[i].text.slice(Math.max(0, range.start - turns[i].start), range.end - turns[i].start);
    if (part) parts.push(part);
    length += part.length;
  }
  const quote = parts.join(" / ").replace(/\s+/g, " ");
  const signs = [...quote.slice(0, 2 * longest)];
  return signs.length > longest ? `${signs.slice(0, longest - 1).join("").trimEnd()}…` : quote;
}

/** The codings of each turn, by the turn's index.
 *  @template {Range} R
 *  @param {readonly Turn[]} turns @param {readonly R[]} codings
 *  @returns {R[][]} */
export function byTurn(turns, codings) {
  /** @type {R[][]} */ const found = turns.map(() => []);
  for (const coding of codings) {
    for (let i = turnIndexAt(turns, coding.start); i < turns.length && turns[i].start < coding.end; i++) {
      if (coding.start < endOf(turns[i])) found[i].push(coding);
    }
  }
  return found;
}

/** What to show: the kernel's codings, and what was asked for but is not confirmed.
 *  @param {readonly Coding[]} codings @param {Iterable<[string, Command]>} asked  by nonce @param {string} coder
 *  @returns {Shown[]} in reading order */
export function shownCodings(codings, asked, coder) {
  const commands = [...asked];
  const leaving = new Set(commands.filter(([, command]) => command.op === "uncode").map(([, command]) => command.id));
  /** @type {Shown[]} */
  const shown = codings.map((coding) => ({ ...coding, wait: leaving.has(coding.id) ? "removing" : "" }));
  for (const [nonce, { op, start = 0, end = 0, code = "" }] of commands) {
    // The new state may come in just before the answer: do not paint the same coding twice.
    const known = shown.some((c) => c.start === start && c.end === end && c.code === code && c.coder === coder);
    if (op === "code" && !known) shown.push({ id: `asked-${nonce}`, start, end, code, coder, memo: "", wait: "adding" });
  }
  return shown.sort((a, b) => a.start - b.start || b.end - a.end || compare(a.code, b.code) || compare(a.id, b.id));
}

/** @typedef {"word" | "sentence" | "turn"} Unit */

/** A selection grown to whole words, sentences or turns; by one more when it is whole already.
 *  @param {readonly Turn[]} turns @param {Range} at @param {Unit} unit @param {string} language
 *  @returns {Range | null} */
export function grown(turns, at, unit, language) {
  const first = unitAt(turns, at.start, unit, language);
  const last = at.end > at.start ? unitAt(turns, at.end - 1, unit, language) : first;
  const whole = snapped(turns, first.start, last.end);
  if (whole && (whole.start < at.start || whole.end > at.end)) return whole;
  const next = unitAt(turns, last.end, unit, language);
  return snapped(turns, (whole ?? next).start, next.end);
}

/** The first unit with words in it that ends after an offset; empty, at the end of all, when there is none.
 *  @param {readonly Turn[]} turns @param {number} offset @param {Unit} unit @param {string} language
 *  @returns {Range} */
function unitAt(turns, offset, unit, language) {
  for (let i = turnIndexAt(turns, offset); i < turns.length; i++) {
    const found = unitIn(turns[i], Math.max(0, offset - turns[i].start), unit, language);
    if (found) return found;
  }
  const end = endOf(turns[turns.length - 1]);
  return { start: end, end };
}

/** @param {Turn} turn @param {number} from  within the turn @param {Unit} unit @param {string} language
 *  @returns {Range | null} */
function unitIn(turn, from, unit, language) {
  if (unit === "turn") {
    return turn.text.slice(from).trim() ? { start: turn.start, end: endOf(turn) } : null;
  }
  const pieces = segmenter(unit, language).segment(turn.text);
  let piece = pieces.containing(from);
  while (piece && !(unit === "word" ? piece.isWordLike : piece.segment.trim())) {
    piece = pieces.containing(piece.index + piece.segment.length);
  }
  const start = turn.start + (piece?.index ?? 0);
  return piece ? { start, end: start + piece.segment.length } : null;
}

/** @param {"word" | "sentence"} granularity @param {string} language */
function segmenter(granularity, language) {
  try {
    return new Intl.Segmenter(language || undefined, { granularity });
  } catch {
    return new Intl.Segmenter(undefined, { granularity }); // a transcript may claim any language
  }
}

// -- drawing helpers -------------------------------------------------------------------------

/** The colours of a piece of text: a tint of the shortest coding, an underline in the lane of each.
 *  @param {HTMLElement} mark @param {{color: string, lane: number, wait: string}[]} codings  the longest first */
function paint(mark, codings) {
  const lanes = codings.filter(({ lane }) => lane < MAX_LANES);
  const depth = Math.max(0, ...lanes.map(({ lane }) => lane + 1));
  const lines = lanes.map(({ color, lane, wait }) => {
    const ink = `color-mix(in oklab, ${color} 82%, var(--voc-fg))`;
    const line = wait ? `repeating-linear-gradient(90deg, ${ink} 0 4px, transparent 4px 8px)` : `linear-gradient(${ink} 0 0)`;
    return `${line} 0 calc(100% - ${(depth - 1 - lane) * LANE_PX}px) / 100% 3px no-repeat`;
  });
  mark.style.background = lines.join(", ");
  mark.style.backgroundColor = `color-mix(in srgb, ${codings[codings.length - 1].color} var(--voc-tint), transparent)`;
  mark.style.paddingBottom = `${depth * LANE_PX}px`;
}

/** The names of what is painted while another element has the focus. */
const KEPT = "voc-kept";

/** @returns {Highlight | null} */
function keptHighlight() {
  if (!("highlights" in CSS)) return null;
  let kept = CSS.highlights.get(KEPT);
  if (!kept) CSS.highlights.set(KEPT, (kept = new Highlight()));
  return kept;
}

// -- the view ---------------------------------------------------------------------------------

class CodingView extends View {
  // The lasting parts; `build` puts them together in the language of the interface.
  coder = element("span", { class: "voc-coder" });
  bar = element("div", { class: "voc-codes", role: "toolbar", "data-lm-suppress-shortcuts": "true" });
  name = element("input", { class: "voc-name", type: "text", autocomplete: "off", spellcheck: "false", "aria-keyshortcuts": "N" });
  names = element("datalist", { id: `voc-names-${newNonce()}` });
  /** A read-only "editor": only that gives the caret and every native way of selecting by keyboard. */
  box = element("div", {
    class: "voc-text", contenteditable: "true", spellcheck: "false", inputmode: "none", translate: "no",
    role: "textbox", "aria-multiline": "true", "aria-readonly": "true",
  });
  heading = element("span", { class: "voc-heading" });
  all = element("span");
  list = element("ol", { class: "voc-list" });
  /** @type {Shown[]} the codings as they are on the page, in reading order */
  shown = [];
  /** The selection as the browser has it; a caret when both are the same. */
  raw = { anchor: 0, focus: 0 };
  /** @type {Range | null} the passage that the next code is for */
  selected = null;
  /** @type {Range | null} the place whose codings the list shows; null shows all */
  here = null;
  /** @type {HTMLElement[]} one for each turn */
  rows = [];
  /** @type {string[]} what each row was last drawn from */
  drawn = [];
  /** @type {WeakMap<Element, {range: Range, ids: string[]}>} what each highlight stands for */
  marks = new WeakMap();
  /** @type {Map<string, HTMLLIElement>} the list's items by coding */
  items = new Map();
  /** @type {Map<string, string>} the colour of each code, by path */
  colors = new Map();
  /** @type {Map<string, HTMLElement>} where each code's number of codings stands, by path */
  counts = new Map();
  /** @type {globalThis.Range | null} what `paintKept` has painted */
  kept = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  resting = undefined;
  // An input method for, say, Chinese writes without asking: put back what it damaged.
  observer = new MutationObserver(() => this.drawTurns());

  /** @param {import("./parts/view.mjs").Model} model @param {HTMLElement} el @param {AbortSignal} signal */
  constructor(model, el, signal) {
    super(model, el);
    this.name.setAttribute("list", this.names.id);
    rove(this.bar, 1);
    rove(this.list, 2);
    this.build();
    this.listenToModel(signal);
    this.listenToPage(signal);
    this.observer.observe(this.box, { childList: true, characterData: true, subtree: true });
  }

  /** @returns {Turn[]} */
  get turns() { return this.model.get("turns"); }
  /** @returns {Code[]} */
  get codes() { return this.model.get("codes"); }

  // -- building --

  build() {
    const { texts } = this;
    const source = this.model.get("source");
    this.label();
    this.all.replaceChildren(button("voc-tool", texts.all_codings, "Escape", () => this.showHere(null)));
    const undo = button("voc-tool", texts.undo, "Control+Z", () => this.ask({ op: "undo" }));
    const redo = button("voc-tool", texts.redo, "Control+Shift+Z", () => this.ask({ op: "redo" }));
    const panel = element("section", { class: "voc-panel", "aria-label": texts.codings, "data-lm-suppress-shortcuts": "true" },
      element("div", { class: "voc-panel-head" }, this.heading, this.all), this.list);
    this.el.classList.add("voc-coding");
    this.el.replaceChildren(
      element("div", { class: "voc-head" }, element("strong", {}, source), this.coder, this.status, undo, redo),
      element("div", { class: "voc-tools" }, this.bar,
        element("span", { class: "voc-naming" }, this.name, element("kbd", {}, "N"), this.names)),
      element("div", { class: "voc-body" }, this.box, panel),
      this.keys(),
    );
    this.items.clear();
    this.resize();
    this.drawCodes();
    this.drawTurns();
  }

  /** Name the lasting parts in the language of the interface. */
  label() {
    const { texts, model } = this;
    this.bar.setAttribute("aria-label", texts.codes);
    this.list.setAttribute("aria-label", texts.codings);
    this.name.setAttribute("aria-label", texts.new_code);
    this.name.placeholder = texts.new_code_hint;
    this.name.title = `${texts.new_code} (N)`;
    this.box.setAttribute("aria-label", `${texts.transcript} ${model.get("source")}`);
    this.box.lang = model.get("language");
    this.list.lang = model.get("lang");
  }

  keys() {
    const { texts } = this;
    const control = (/** @type {string} */ key) => `${texts.control}+${key}`;
    /** @type {[string[], string][]} */
    const keys = [
      [["1", "–", "9"], texts.key_code], [["N"], texts.key_name], [["W", "S", "T"], texts.key_units],
      [[texts.enter], texts.key_here], [["L"], texts.key_list], [["Del"], texts.key_remove], [[texts.escape], texts.key_back],
      [[control("Z")], texts.key_undo], [[control(`${texts.shift}+Z`)], texts.key_redo],
    ];
    return keyList(texts.keys, keys);
  }

  resize() {
    this.el.style.setProperty("--voc-height", this.model.get("height"));
  }

  // -- drawing --

  drawCodes() {
    const { codes, texts } = this;
    this.colors = new Map(codes.map((code) => [code.path, code.color]));
    this.counts = new Map();
    this.bar.replaceChildren(...codes.map((code) => this.codeButton(code)));
    if (!codes.length) this.bar.append(element("span", { class: "voc-empty" }, texts.no_codes));
    this.names.replaceChildren(...codes.map((code) => element("option", { value: code.path })));
    keepTabStop(this.bar);
  }

  /** @param {Code} code */
  codeButton({ path, name, color, key }) {
    const made = button("voc-code", "", key, () => this.code(path));
    const count = element("span", { class: "voc-count" });
    this.counts.set(path, count);
    const above = path.slice(0, path.length - name.length);
    if (key) made.append(element("kbd", {}, key));
    else made.removeAttribute("aria-keyshortcuts");
    made.append(element("span", { class: "voc-above" }, above), name, count);
    made.style.setProperty("--voc-color", color);
    made.tabIndex = -1;
    return made;
  }

  drawTurns() {
    this.rows = this.turns.map((turn, index) => {
      const row = element("div", { class: "voc-turn", "data-index": String(index), "data-role": turn.role });
      // Drawn by the style sheet: so they cannot be selected, and offsets stay clean.
      row.dataset.speaker = turn.speaker;
      row.dataset.time = turn.time;
      return row;
    });
    this.drawn = [];
    this.box.replaceChildren(...this.rows);
    this.box.classList.toggle("voc-plain", !this.turns.some((turn) => turn.speaker || turn.time));
    if (!this.rows.length) this.box.append(element("p", { class: "voc-empty" }, this.texts.empty));
    this.draw();
  }

  draw() {
    this.coder.textContent = `${this.texts.coded_by} ${this.model.get("coder")}`;
    this.shown = shownCodings(this.model.get("codings"), this.asked, this.model.get("coder"));
    const lanes = lanesOf(this.shown);
    const redrawn = byTurn(this.turns, this.shown).filter((codings, index) => this.drawRow(index, codings, lanes)).length;
    if (redrawn && this.hasFocus(this.box)) this.restoreSelection();
    if (redrawn) this.paintKept();
    this.observer.takeRecords();
    this.drawCounts();
    this.drawList();
    this.el.dataset.codings = String(this.model.get("codings").length);
    this.el.dataset.waiting = String(this.asked.size);
  }

  /** Draw one turn if it has changed; say whether it had.
   *  @param {number} index @param {Shown[]} codings @param {Map<string, number>} lanes */
  drawRow(index, codings, lanes) {
    const drawings = new Map(codings.map((coding) =>
      [coding.id, { color: this.colorOf(coding.code), lane: lanes.get(coding.id) ?? 0, wait: coding.wait }]));
    const from = JSON.stringify(codings.map((coding) => [coding, drawings.get(coding.id)]));
    if (this.drawn[index] === from) return false;
    this.drawn[index] = from;
    const turn = this.turns[index];
    const pieces = segments(turn.start, endOf(turn), [...codings, ...turn.events]).map((piece) => this.piece(turn, piece, drawings));
    this.rows[index].replaceChildren(...pieces);
    const depth = Math.max(0, ...codings.map((coding) => lanes.get(coding.id) ?? 0)) + 1;
    this.rows[index].style.setProperty("--voc-lanes", String(Math.min(depth, MAX_LANES)));
    return true;
  }

  /** A piece of a turn, as text, event or highlight.
   *  @param {Turn} turn @param {Range & {on: (Shown | Event_)[]}} piece
   *  @param {Map<string, {color: string, lane: number, wait: string}>} drawings */
  piece(turn, { start, end, on }, drawings) {
    const words = turn.text.slice(start - turn.start, end - turn.start);
    const codings = /** @type {Shown[]} */ (on.filter((each) => "id" in each));
    const happened = on.length > codings.length;
    if (!on.length) return words;
    const made = element(codings.length ? "mark" : "span", happened ? { class: "voc-event" } : {}, words);
    if (!codings.length) return made;
    const names = codings.map((coding) => this.nameOf(coding)).join(", ");
    made.title = names;
    made.setAttribute("aria-description", names);
    if (codings.some((coding) => coding.wait)) made.classList.add("voc-waiting");
    paint(made, codings.map((coding) => drawings.get(coding.id) ?? { color: NO_COLOR, lane: 0, wait: "" }));
    this.marks.set(made, { range: { start, end }, ids: codings.map((coding) => coding.id) });
    return made;
  }

  /** @param {Shown} coding */
  nameOf({ code, coder, wait }) {
    return `${code} (${[coder, wait && this.texts[wait]].filter(Boolean).join(", ")})`;
  }

  /** @param {string} path */
  colorOf(path) {
    return this.colors.get(path) ?? NO_COLOR;
  }

  drawCounts() {
    /** @type {Map<string, number>} */ const used = new Map();
    for (const { code } of this.shown) used.set(code, (used.get(code) ?? 0) + 1);
    for (const [path, count] of this.counts) count.textContent = used.has(path) ? String(used.get(path)) : "";
  }

  // -- the list of codings --

  drawList() {
    const { shown, texts, here } = this;
    const focused = this.focusedItem();
    const old = this.items;
    this.items = new Map(shown.map((coding) => [coding.id, this.item(coding, old.get(coding.id))]));
    for (const [id, item] of old) if (this.items.get(id) !== item) item.remove();
    let at = 0;
    for (const item of this.items.values()) {
      if (this.list.children[at] !== item) this.list.insertBefore(item, this.list.children[at] ?? null);
      at += 1;
    }
    const inPlace = here ? shown.filter((coding) => coding.start < here.end && here.start < coding.end) : shown;
    if (here && !inPlace.length) { this.showHere(null); if (focused) this.focusText(); return; }
    const visible = new Set(inPlace.map((coding) => coding.id));
    for (const [id, item] of this.items) item.hidden = !visible.has(id);
    this.all.hidden = !here;
    this.heading.textContent = `${here ? texts.codings_here : texts.codings} · ${visible.size}`;
    this.list.dataset.empty = shown.length ? "" : texts.no_codings;
    this.keepItemFocus(focused);
  }

  /** An item of the list: the old one if it still says the same.
   *  @param {Shown} coding @param {HTMLLIElement} [old] */
  item(coding, old) {
    const { texts } = this;
    const from = JSON.stringify([coding, this.colorOf(coding.code)]);
    if (old?.dataset.from === from) return old;
    const values = { code: coding.code, coder: coding.coder, quote: quoteOf(this.turns, coding, QUOTE_LENGTH) };
    const go = button("voc-go", "", "Enter", () => this.go(coding));
    go.title = texts.go_to;
    go.append(
      element("span", { class: "voc-item-head" }, element("span", { class: "voc-item-code" }, coding.code), element("span", { class: "voc-by" }, coding.coder)),
      element("q", { lang: this.model.get("language") }, values.quote),
    );
    if (coding.memo) go.append(element("span", { class: "voc-note" }, filled(texts.memo, { memo: coding.memo })));
    if (coding.wait) go.append(element("span", { class: "voc-note" }, texts[coding.wait]));
    const remove = button("voc-remove", "×", "Delete", () => this.remove(coding.id));
    remove.setAttribute("aria-label", filled(texts.remove, values));
    remove.title = filled(texts.remove, values);
    remove.hidden = Boolean(coding.wait);
    go.tabIndex = remove.tabIndex = -1;
    const item = element("li", { "data-id": coding.id, "data-from": from, "data-wait": coding.wait }, go, remove);
    item.style.setProperty("--voc-color", this.colorOf(coding.code));
    return item;
  }

  /** Which item has the focus, by its place among those that show. */
  focusedItem() {
    const item = this.activeElement()?.closest(".voc-list > li");
    if (!item) return null;
    const items = [...this.list.children].filter((each) => !(/** @type {HTMLElement} */ (each).hidden));
    return { id: item.getAttribute("data-id") ?? "", at: items.indexOf(item) };
  }

  /** Keep the focus in the list when the item that had it was drawn anew or is gone.
   *  @param {{id: string, at: number} | null} focused */
  keepItemFocus(focused) {
    keepTabStop(this.list);
    if (!focused || this.activeElement()?.closest(".voc-list")) return;
    const items = [...this.list.querySelectorAll("li:not([hidden])")];
    const item = this.items.get(focused.id) ?? items[Math.min(focused.at, items.length - 1)];
    const button = item?.querySelector("button");
    if (button) button.focus();
    else this.focusText();
  }

  /** Show the codings of one place, or of all with null.
   *  @param {Range | null} place */
  showHere(place) {
    this.here = place;
    this.drawList();
  }

  /** Outline a coding in the text; null outlines none.
   *  @param {string | null} id */
  emphasise(id) {
    for (const mark of this.box.querySelectorAll(".voc-on")) mark.classList.remove("voc-on");
    const coding = this.shown.find((each) => each.id === id);
    if (!coding) return;
    for (let i = turnIndexAt(this.turns, coding.start); i < this.rows.length && this.turns[i].start < coding.end; i++) {
      for (const mark of this.rows[i].querySelectorAll("mark")) {
        if (this.marks.get(mark)?.ids.includes(coding.id)) mark.classList.add("voc-on");
      }
    }
  }

  // -- acts --

  /** Code the selected passage; it stays selected, so that it can take several codes.
   *  @param {string} path */
  code(path) {
    this.readSelection();
    if (!this.selected) { this.say("select_first", {}, "error"); return false; }
    this.ask({ op: "code", ...this.selected, code: path });
    return true;
  }

  /** @param {string} id */
  remove(id) {
    if (this.shown.some((coding) => coding.id === id && !coding.wait)) this.ask({ op: "uncode", id });
  }

  onAsked() {
    this.draw();
  }

  /** @param {Command} command @param {import("./parts/view.mjs").Answer} answer @param {boolean} refused */
  onAnswered(command, answer, refused) {
    if (!refused) this.sayDone(command, answer.label ?? null);
    this.draw();
  }

  /** @param {{event: string, range?: [number, number] | null}} message */
  onMessage(message) {
    if (message.event === "select") this.showSelection(message.range ?? null);
  }

  /** @param {Command} command @param {string | null} act */
  sayDone(command, act) {
    const said = { code: "coded", uncode: "removed", undo: act ? "undone" : "nothing_to_undo", redo: act ? "redone" : "nothing_to_redo" };
    const key = said[/** @type {keyof typeof said} */ (command.op)];
    this.say(key, { act: act ?? "", code: act ?? "" });
  }

  // -- selection --

  /** @returns {Selection | null} */
  domSelection() {
    const root = /** @type {{getSelection?: () => Selection | null}} */ (/** @type {unknown} */ (this.root()));
    return root.getSelection?.() ?? document.getSelection(); // Chromium: in a shadow root only its own knows
  }

  readSelection() {
    const { box } = this;
    const selection = this.domSelection();
    // Without the focus, what the browser takes for the selection may be left over or be spoilt by drawing.
    if (!this.rows.length || !selection?.anchorNode || !selection.focusNode || !this.hasFocus(box)) return;
    if (!box.contains(selection.anchorNode) || !box.contains(selection.focusNode)) return;
    this.raw = {
      anchor: this.offsetAt(selection.anchorNode, selection.anchorOffset),
      focus: this.offsetAt(selection.focusNode, selection.focusOffset),
    };
    this.setSelected(snapped(this.turns, this.raw.anchor, this.raw.focus));
  }

  /** @param {Range | null} range */
  setSelected(range) {
    const same = range?.start === this.selected?.start && range?.end === this.selected?.end;
    this.selected = range;
    if (same) return;
    clearTimeout(this.resting); // the kernel is told once the selection has come to rest
    this.resting = setTimeout(() => this.model.send({ op: "select", ...(this.selected ?? {}) }), SELECTION_REST_MS);
  }

  /** Offset of a place in the document.
   *  @param {Node} node @param {number} offset */
  offsetAt(node, offset) {
    const { turns } = this;
    const row = /** @type {HTMLElement | null} */ ((node instanceof Element ? node : node.parentElement)?.closest(".voc-turn"));
    if (!row) return offset < turns.length ? turns[offset].start : endOf(turns[turns.length - 1]);
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

  restoreSelection() {
    if (this.rows.length) this.domSelection()?.setBaseAndExtent(...this.pointAt(this.raw.anchor), ...this.pointAt(this.raw.focus));
  }

  /** Show what is selected while the focus is elsewhere: the browser then shows nothing of it. */
  paintKept() {
    const highlight = keptHighlight();
    if (this.kept) highlight?.delete(this.kept);
    this.kept = null;
    if (!highlight || !this.selected || this.hasFocus(this.box)) return;
    this.kept = this.domRange(this.selected);
    highlight.add(this.kept);
  }

  /** @param {Range} range */
  domRange(range) {
    const made = document.createRange();
    made.setStart(...this.pointAt(range.start));
    made.setEnd(...this.pointAt(range.end));
    return made;
  }

  focusText() {
    this.box.focus({ preventScroll: true });
    this.restoreSelection(); // the text may have had the focus already
  }

  /** @param {Range} range */
  go(range) {
    this.raw = { anchor: range.start, focus: range.end };
    this.focusText();
    this.scrollTo(range);
  }

  /** Select what Python asks for, without taking the focus from where it is.
   *  @param {[number, number] | null} ends */
  showSelection(ends) {
    const [start, end] = ends ?? [this.raw.focus, this.raw.focus];
    this.raw = { anchor: start, focus: end };
    this.selected = ends && { start, end };
    if (this.hasFocus(this.box)) this.restoreSelection();
    this.paintKept();
    if (this.selected) this.scrollTo(this.selected);
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

  /** @param {Unit} unit */
  grow(unit) {
    if (!this.turns.length) return;
    const { anchor, focus } = this.raw;
    const at = this.selected ?? { start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
    const range = grown(this.turns, at, unit, this.model.get("language"));
    if (!range) return;
    this.raw = { anchor: range.start, focus: range.end };
    this.focusText();
  }

  // -- listening --

  /** @param {AbortSignal} signal */
  listenToModel(signal) {
    this.follow([
      ["turns", () => this.drawTurns()],
      ["codes", () => { this.drawCodes(); this.draw(); }],
      ["codings", () => this.draw()],
      ["coder", () => this.draw()],
      ["texts", () => this.build()],
      ["height", () => this.resize()],
    ], signal);
    signal.addEventListener("abort", () => this.leave());
  }

  /** @param {AbortSignal} signal */
  listenToPage(signal) {
    const { el, box, list } = this;
    document.addEventListener("selectionchange", () => this.readSelection(), { signal });
    el.addEventListener("keydown", (event) => this.onKey(event), { signal });
    for (const name of ["focusin", "focusout"]) el.addEventListener(name, () => setTimeout(() => this.paintKept()), { signal });
    for (const name of ["beforeinput", "paste", "drop", "dragstart", "cut"]) box.addEventListener(name, (event) => event.preventDefault());
    box.addEventListener("focus", () => { if (!box.matches(":active")) this.restoreSelection(); });
    box.addEventListener("mousedown", (event) => this.onPress(event));
    box.addEventListener("click", (event) => this.onClick(event));
    this.name.addEventListener("keydown", (event) => this.onNameKey(event));
    const point = (/** @type {Event} */ event) => {
      const item = event.target instanceof Element ? event.target.closest("li") : null;
      this.emphasise(item?.dataset.id ?? null);
    };
    for (const name of ["pointerover", "focusin"]) list.addEventListener(name, point);
    for (const name of ["pointerleave", "focusout"]) list.addEventListener(name, () => this.emphasise(null));
  }

  /** The browser would drag the selected words away: begin a new selection inside them instead.
   *  @param {MouseEvent} event */
  onPress(event) {
    if (event.button === 0 && event.detail === 1 && !event.shiftKey) this.domSelection()?.removeAllRanges();
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    if (!this.domSelection()?.isCollapsed) return;
    const mark = event.target instanceof Element ? event.target.closest("mark") : null;
    this.showHere((mark && this.marks.get(mark)?.range) ?? null);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.target === this.name) return;
    this.readSelection(); // the browser tells of a change after a while; a key may come sooner
    const act = this.actOf(event);
    if (act) {
      event.preventDefault();
      act();
    }
    // JupyterLab's one-letter keys (a, b, d d, x …) must not see these; Ctrl+S and its like may.
    const plain = !event.ctrlKey && !event.metaKey && event.key !== "Escape";
    if (act || plain) event.stopPropagation();
  }

  /** What a key asks for, if anything.
   *  @param {KeyboardEvent} event @returns {(() => void) | undefined} */
  actOf(event) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.altKey) return undefined;
    if (event.ctrlKey || event.metaKey) {
      const undo = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[key];
      return undo ? () => this.ask({ op: undo }) : undefined;
    }
    const code = this.codes.find((each) => each.key && each.key === key);
    if (code) return () => { this.code(code.path); };
    if (key === "Enter" && !this.hasFocus(this.box)) return undefined;
    if (key === "Delete") return this.removeFocused();
    /** @type {Record<string, () => void>} */
    const acts = {
      n: () => this.name.focus(), l: () => this.focusList(), Enter: () => this.openHere(),
      w: () => this.grow("word"), s: () => this.grow("sentence"), t: () => this.grow("turn"),
    };
    return key === "Escape" ? this.stepBack() : acts[key];
  }

  removeFocused() {
    const focused = this.focusedItem();
    return focused ? () => this.remove(focused.id) : undefined;
  }

  /** Escape: first all codings again, then the text; after that it is the notebook's. */
  stepBack() {
    if (!this.here && this.hasFocus(this.box)) return undefined;
    return () => { this.showHere(null); this.focusText(); };
  }

  focusList() {
    const buttons = visibleButtons(this.list);
    (buttons.find((button) => button.tabIndex === 0) ?? buttons[0])?.focus();
  }

  /** Show the codings at the caret or in the selection, and go there. */
  openHere() {
    const at = this.raw.focus;
    const place = this.selected ?? { start: at, end: at + 1 };
    if (!this.shown.some((coding) => coding.start < place.end && place.start < coding.end)) {
      this.say("no_codings_here", {});
      return;
    }
    this.showHere(place);
    visibleButtons(this.list)[0]?.focus();
  }

  /** @param {KeyboardEvent} event */
  onNameKey(event) {
    event.stopPropagation();
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (event.key === "Escape") { input.value = ""; this.focusText(); return; }
    const typed = input.value.trim();
    if (event.key !== "Enter" || !typed || event.isComposing) return;
    event.preventDefault();
    const known = this.codes.find((code) => code.path.toLowerCase() === typed.toLowerCase());
    if (!this.code(known?.path ?? typed)) return;
    input.value = "";
    this.focusText();
  }

  leave() {
    this.observer.disconnect();
    clearTimeout(this.resting);
    if (this.kept) keptHighlight()?.delete(this.kept);
  }
}

export default widgetOf(CodingView);
