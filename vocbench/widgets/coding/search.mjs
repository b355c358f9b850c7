// @ts-check
// Searching: hits in this transcript are marked and stepped through, those elsewhere are listed to jump to.

import { Overlay } from "./overlay.mjs";
import { button, element, filled, rove } from "../parts/dom.mjs";
import { quoteOf } from "./passages.mjs";

/** @typedef {import("./passages.mjs").Range} Range */
/** @typedef {{source: string, answer: string | null, speaker: string, start: number, end: number, before: string, hit: string, after: string,
 *   canShow: boolean}} Elsewhere  A hit in another source; its offsets are Python's. */
/** @typedef {{here: Range[], elsewhere: Elsewhere[], isCut: boolean}} Found */
/** @typedef {import("./view.mjs").PanelHost} PanelHost */

const TYPING_REST_MS = 200;
const MOST_LISTED = 200;
const LONGEST_SELECTED = 60;

/** The hit to go to from a place: the next one after it, or the one before; round the end to the first.
 *  @param {readonly Range[]} hits  in order @param {number} offset @param {1 | -1} step @returns {number} its index; -1 when there is none */
export function hitFrom(hits, offset, step) {
  if (!hits.length) return -1;
  if (step > 0) return Math.max(0, hits.findIndex(({ start }) => start >= offset));
  const after = hits.findIndex(({ end }) => end > offset);
  return after < 0 ? hits.length - 1 : (after + hits.length - 1) % hits.length;
}

export class SearchPanel {
  label = "search";
  key = "/";
  el = element("div", { class: "voc-search", role: "search", hidden: "" });
  input = element("input", { class: "voc-field", type: "search", autocomplete: "off", spellcheck: "false" });
  count = element("span", { class: "voc-count", role: "status" });
  list = element("ul", { class: "voc-hits" });
  isPattern = false;
  isEverywhere = false;
  /** @type {Found | null} */
  found = null;
  at = -1;
  asked = 0;
  /** @type {readonly unknown[] | null} the turns that were searched */
  turns = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  resting = undefined;

  /** @param {PanelHost} view */
  constructor(view) {
    this.view = view;
    this.overlay = new Overlay(view.text, "voc-found");
    this.input.addEventListener("input", () => this.plan());
    this.input.addEventListener("keydown", (event) => this.onInputKey(event));
    rove(this.list, 1);
  }

  // -- the panel --

  build() {
    const { texts } = this.view;
    this.input.setAttribute("aria-label", texts.search);
    this.input.placeholder = texts.search_hint;
    this.list.setAttribute("aria-label", texts.hits_elsewhere);
    const tool = (/** @type {string} */ words, /** @type {string} */ name, /** @type {string} */ key, /** @type {() => void} */ act) => {
      const made = button("voc-tool", words, key, act);
      made.setAttribute("aria-label", name);
      made.title = name;
      return made;
    };
    this.el.replaceChildren(
      element("div", { class: "voc-panel-row" },
        this.input, this.count,
        tool("‹", texts.previous_hit, "Shift+F3", () => this.step(-1)), tool("›", texts.next_hit, "F3", () => this.step(1)),
        this.choice(texts.all_sources, () => this.isEverywhere, (isOn) => { this.isEverywhere = isOn; }),
        this.choice(texts.pattern, () => this.isPattern, (isOn) => { this.isPattern = isOn; }),
        tool("×", texts.close, "Escape", () => this.view.closePanel(this))),
      this.list);
    this.drawFound();
  }

  /** @param {string} label @param {() => boolean} isOn @param {(isOn: boolean) => void} turn */
  choice(label, isOn, turn) {
    const made = button("voc-tool", label, "", () => {
      turn(!isOn());
      made.setAttribute("aria-pressed", String(isOn()));
      this.find();
    });
    made.setAttribute("aria-pressed", String(isOn()));
    return made;
  }

  open() {
    const selected = this.view.selected ? quoteOf(this.view.turns, this.view.selected) : "";
    if (selected && selected.length <= LONGEST_SELECTED && !this.isPattern) this.input.value = selected;
    this.input.focus();
    this.input.select();
    this.find();
  }

  close() {
    clearTimeout(this.resting);
    this.asked++; // an answer that is under way is for nobody
    this.take(null);
  }

  end() {
    this.overlay.end();
  }

  draw() {
    if (!this.el.isConnected) return;
    if (this.turns && this.turns !== this.view.turns) this.find(); // another transcript, or a corrected one
    else this.overlay.draw();
  }

  /** @returns {[string[], string][]} */
  keys() {
    const { texts } = this.view;
    return [[["/"], texts.key_search], [["F3"], texts.next_hit]];
  }

  /** @param {KeyboardEvent} event @returns {(() => void) | undefined} */
  onKey(event) {
    const isFind = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "f";
    if (isFind && !this.el.isConnected) return () => this.view.openPanel(this);
    if (isFind || (event.key === this.key && this.el.isConnected)) return () => this.open();
    if (event.key === "F3" && this.el.isConnected) return () => this.step(event.shiftKey ? -1 : 1);
    return undefined;
  }

  /** @param {KeyboardEvent} event */
  onInputKey(event) {
    /** @type {Record<string, () => void>} */
    const acts = {
      Enter: () => this.step(event.shiftKey ? -1 : 1), F3: () => this.step(event.shiftKey ? -1 : 1),
      ArrowDown: () => this.enterText(), Escape: () => this.view.closePanel(this),
    };
    event.stopPropagation(); // a letter here is a letter, not a command
    if (!(event.key in acts) || event.isComposing) return;
    event.preventDefault();
    acts[event.key]();
  }

  // -- finding --

  plan() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.find(), TYPING_REST_MS * (this.isEverywhere ? 2 : 1)); // many answers take longer
  }

  async find() {
    clearTimeout(this.resting);
    const number = ++this.asked;
    const { turns } = this.view;
    this.turns = turns;
    const words = this.input.value;
    if (!words.trim()) { this.take(null); return; }
    /** @type {Found | null} */ let found = null;
    try {
      found = await this.view.inquire({ op: "search", words, isPattern: this.isPattern, isEverywhere: this.isEverywhere });
    } catch { /* the view has said why */ }
    if (number === this.asked) this.take(found);
  }

  /** @param {Found | null} found */
  take(found) {
    this.found = found;
    this.at = -1;
    this.overlay.show(found?.here ?? []);
    this.drawFound();
  }

  drawFound() {
    const { texts } = this.view;
    const n = this.found?.here.length ?? 0;
    const words = n === 1 ? texts.hit_one : filled(texts.hits, { n: this.found?.isCut ? `${n}+` : n });
    this.count.textContent = !this.found ? "" : this.at < 0 ? words : filled(texts.hit_of, { at: this.at + 1, n });
    const elsewhere = this.found?.elsewhere ?? [];
    this.list.hidden = !elsewhere.length;
    this.list.replaceChildren(...elsewhere.slice(0, MOST_LISTED).map((hit) => this.item(hit)));
  }

  /** @param {Elsewhere} hit */
  item(hit) {
    const words = element("span", { class: "voc-snippet" }, hit.before, element("b", {}, hit.hit), hit.after);
    const place = element("span", { class: "voc-soft" }, [hit.source, hit.speaker].filter(Boolean).join(" · "));
    if (!hit.canShow) return element("li", { class: "voc-hit" }, place, words);
    const made = button("voc-hit", "", "", () => { this.jump(hit); });
    made.append(place, words);
    return element("li", {}, made);
  }

  // -- going --

  /** Go to the next hit, or the one before; the focus stays where it is.
   *  @param {1 | -1} step */
  step(step) {
    const hits = this.found?.here ?? [];
    if (!hits.length) { this.view.say("no_hits"); return; }
    const { anchor, focus } = this.view.text.raw;
    const from = step > 0 ? Math.max(anchor, focus) : Math.min(anchor, focus);
    const at = this.at < 0 ? hitFrom(hits, from, step) : (this.at + step + hits.length) % hits.length;
    this.at = at;
    this.overlay.show(hits.filter((hit) => hit !== hits[at])); // that one is selected
    if (this.view.text.hasFocus) this.view.go(hits[at]);
    else this.view.text.select([hits[at].start, hits[at].end]);
    this.drawFound();
  }

  /** @param {Elsewhere} hit */
  async jump({ source, start, end }) {
    try {
      await this.view.inquire({ op: "show_at", source, start, end });
    } catch { /* the view has said why */ }
  }

  /** Leave the field for the hit, to code it. */
  enterText() {
    const hit = this.found?.here[Math.max(0, this.at)];
    if (hit) this.view.go(hit);
    else this.view.focusText();
  }
}
