// @ts-check
// Correcting words of the transcript: the selected ones, in a field of their own.

import { button, element } from "../parts/dom.mjs";
import { endOf, turnIndexAt } from "./passages.mjs";

/** @typedef {import("./passages.mjs").Range} Range */
/** @typedef {import("./passages.mjs").Turn} Turn */
/** @typedef {import("./view.mjs").PanelHost} PanelHost */

/** The words of a range within one turn, as they stand; null where it runs over several.
 *  @param {readonly Turn[]} turns @param {Range} range */
export function wordsIn(turns, range) {
  const turn = turns[turnIndexAt(turns, range.start)];
  return turn && range.end <= endOf(turn) ? turn.text.slice(range.start - turn.start, range.end - turn.start) : null;
}

export class CorrectPanel {
  label = "correct";
  key = "C";
  el = element("div", { class: "voc-correct", role: "group", hidden: "" });
  input = element("input", { class: "voc-field", type: "text", autocomplete: "off", spellcheck: "true" });
  was = element("s", { class: "voc-soft" });
  /** @type {(Range & {version: string}) | null} what is corrected, and in which version of which text */
  range = null;

  /** @param {PanelHost} view */
  constructor(view) {
    this.view = view;
    this.input.addEventListener("keydown", (event) => this.onInputKey(event));
    this.input.addEventListener("input", () => this.drawWas());
  }

  build() {
    const { texts } = this.view;
    this.el.setAttribute("aria-label", texts.correct_words);
    this.input.setAttribute("aria-label", texts.correct_words);
    this.el.replaceChildren(
      element("div", { class: "voc-panel-row" }, element("span", { class: "voc-heading" }, texts.correct_words), this.input, this.was,
        button("voc-tool", texts.save, "Enter", () => this.save()), button("voc-tool", texts.cancel, "Escape", () => this.view.closePanel(this))),
      element("p", { class: "voc-soft" }, texts.correct_hint));
  }

  open() {
    const { view } = this;
    view.text.readSelection();
    const words = view.selected && wordsIn(view.turns, view.selected);
    if (!words) {
      view.closePanel(this);
      view.say(view.selected ? "correct_one_turn" : "correct_select", {}, "error");
      return;
    }
    this.range = view.selected && { ...view.selected, version: view.version };
    this.input.value = words;
    this.input.lang = view.language;
    this.was.textContent = words;
    this.drawWas();
    this.input.focus();
    this.input.select();
  }

  close() {
    this.range = null;
  }

  draw() {}

  drawWas() {
    this.was.hidden = this.input.value === this.was.textContent;
  }

  save() {
    const { range, view } = this;
    const words = this.input.value;
    if (!range) return;
    const isSame = words === this.was.textContent;
    view.closePanel(this);
    if (!isSame) view.ask({ op: "correct", ...range, words });
  }

  /** Say what came of it, and select the corrected words.
   *  @param {import("../parts/view.mjs").Command} command @param {import("../parts/view.mjs").Answer} answer @param {boolean} isRefused */
  onAnswered(command, answer, isRefused) {
    if (command.op !== "correct" || isRefused) return;
    const start = Number(command.start);
    const { length } = String(command.words);
    if (length) this.view.text.select([start, start + length]);
    const n = Number(answer.result?.doubtful ?? 0);
    this.view.say(n ? "corrected_doubt" : "corrected", { n });
  }

  /** @param {KeyboardEvent} event */
  onInputKey(event) {
    event.stopPropagation(); // a letter here is a letter, not a command
    if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "Enter") this.save();
    else this.view.closePanel(this);
  }

  /** @returns {[string[], string][]} */
  keys() {
    return [[["C"], this.view.texts.key_correct]];
  }
}
