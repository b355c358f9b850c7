// @ts-check
// The form for a rule: what it goes by, which code it proposes, and what of a hit is coded.

import { Chooser } from "../parts/chooser.mjs";
import { button, element, filled } from "../parts/dom.mjs";

/** @typedef {"words" | "regex" | "speaker" | "question" | "lexicon" | "similarity" | "topic"} Kind */
/** @typedef {{kind: Kind, code: string, sought: string[], unit: string, name: string, threshold: number, top: number, isEverywhere: boolean}} RuleState */
/** @typedef {Omit<RuleState, "isEverywhere" | "top"> & {top: number | null, says: string, accepted: number, refused: number}} UsedRule */
/** @typedef {import("./view.mjs").PanelHost} PanelHost */

/** @type {Kind[]} */
const KINDS = ["words", "lexicon", "regex", "speaker", "question", "similarity"];
const UNITS = ["hit", "sentence", "turn"];
/** Kinds that code what they find as it is: whole turns or answers, or what a topic holds. */
const WHOLE = ["speaker", "question", "topic"];

/** The words or phrases in what was typed: parted by commas, semicolons or line ends.
 *  @param {string} typed @returns {string[]} */
export function wordsOf(typed) {
  return typed.split(/[,;\n]/).map((each) => each.trim()).filter(Boolean);
}

export class RuleForm {
  el = element("form", { class: "voc-rule" });
  /** @type {Kind} */
  kind = "words";
  code = "";
  unit = "sentence";
  isEverywhere = false;
  /** @type {Map<Kind, string>} what was typed, by kind */
  typed = new Map();
  name = "";
  threshold = 0.5;
  top = 20;
  /** @type {UsedRule[]} what was used before, the last one first */
  used = [];

  /** @param {PanelHost} view @param {() => void} find @param {() => void} leave */
  constructor(view, find, leave) {
    this.view = view;
    this.chooser = new Chooser({ label: "", hint: "", choose: (path) => this.choose(path), cancel: leave });
    this.el.addEventListener("submit", (event) => { event.preventDefault(); find(); });
    this.el.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !(event.target instanceof HTMLElement) || !event.target.matches("input, select, textarea")) return;
      event.preventDefault();
      event.stopPropagation();
      leave();
    });
  }

  build() {
    const { texts, codes } = this.view;
    this.el.setAttribute("aria-label", texts.autocode);
    this.chooser.rename(texts.rule_code, texts.rule_code);
    this.chooser.newLabel = texts.make_code;
    this.chooser.choices = codes.map(({ path, color }) => ({ name: path, color }));
    // A topic becomes a rule elsewhere; here it can be used again.
    const offered = KINDS.includes(this.kind) ? KINDS : [...KINDS, this.kind];
    const kinds = this.select(texts.rule_kind, offered.map((kind) => [kind, texts[`rule_${kind}`]]), this.kind, (kind) => {
      this.kind = /** @type {Kind} */ (kind);
      this.build();
      this.el.querySelector("select")?.focus();
    });
    const units = this.select(texts.rule_unit, UNITS.map((unit) => [unit, texts[`unit_${unit}`]]), this.unit, (unit) => { this.unit = unit; });
    const everywhere = button("voc-tool", texts.all_sources, "", () => {
      this.isEverywhere = !this.isEverywhere;
      everywhere.setAttribute("aria-pressed", String(this.isEverywhere));
    });
    everywhere.setAttribute("aria-pressed", String(this.isEverywhere));
    this.el.replaceChildren(
      kinds, ...this.fields(), element("span", { class: "voc-soft" }, "→"), ...this.codeParts(),
      ...(WHOLE.includes(this.kind) ? [] : [units]), everywhere,
      element("button", { type: "submit", class: "voc-tool voc-main" }, texts.find_proposals),
      ...(this.used.length ? [this.usedRules()] : []));
  }

  drawUsed() {
    this.el.querySelector(".voc-used")?.remove();
    this.el.append(this.usedRules());
  }

  /** The rules that were used before, to use again. */
  usedRules() {
    const { texts } = this.view;
    const says = (/** @type {UsedRule} */ { kind, code, says: words, name, accepted, refused }) => filled(texts.used_rule, {
      kind: texts[`rule_${kind}`], says: { similarity: texts.similarity_hint, lexicon: name }[/** @type {string} */ (kind)] ?? words, code, accepted, refused,
    });
    const made = this.select(texts.used_rules, [["", texts.used_rules], ...this.used.map((rule, at) => /** @type {[string, string]} */ ([String(at), says(rule)]))], "", (at) => {
      if (at) this.take(this.used[Number(at)]);
    });
    made.classList.add("voc-used");
    return made;
  }

  /** Fill the form with a rule.
   *  @param {UsedRule} rule */
  take({ kind, code, sought, unit, name, threshold, top }) {
    const isKnown = this.view.codes.some(({ path }) => path === code);
    Object.assign(this, { kind, unit, name, threshold, top: top ?? this.top, code: isKnown ? code : "" });
    this.typed.set(kind, sought.join(kind === "lexicon" ? "\n" : ", "));
    this.build();
    this.focusFind();
  }

  focusFind() {
    const find = this.el.querySelector("button[type=submit]");
    if (find instanceof HTMLElement) find.focus();
  }

  /** The code that was chosen, and the field to choose another. */
  codeParts() {
    if (!this.code) return [this.chooser.el];
    const chip = button("voc-chip", `${this.code} ×`, "", () => { this.choose(""); });
    chip.title = this.view.texts.rule_other_code;
    chip.style.setProperty("--voc-color", this.view.colorOf(this.code));
    return [chip];
  }

  /** @param {string} path */
  choose(path) {
    this.code = path;
    this.build();
    if (path) this.focusFind();
    else this.chooser.input.focus();
  }

  /** What the rule of this kind looks for. */
  fields() {
    const { texts } = this.view;
    if (this.kind === "similarity") {
      return [
        element("span", { class: "voc-soft" }, texts.similarity_hint),
        this.number(texts.threshold, this.threshold, { min: "0", max: "1", step: "0.05" }, (value) => { this.threshold = value; }),
        this.number(texts.top, this.top, { min: "1", step: "1" }, (value) => { this.top = value; }),
      ];
    }
    if (this.kind === "speaker") return [this.speakers()];
    if (this.kind === "topic") return [element("span", { class: "voc-soft" }, this.name)];
    const field = this.kind === "lexicon"
      ? element("textarea", { class: "voc-field voc-wide", rows: "3" }) : element("input", { class: "voc-field voc-wide", type: "text", autocomplete: "off", spellcheck: "false" });
    field.setAttribute("aria-label", texts[`rule_${this.kind}`]);
    field.placeholder = texts[`hint_${this.kind}`];
    field.value = this.typed.get(this.kind) ?? "";
    field.addEventListener("input", () => { this.typed.set(this.kind, field.value); });
    if (this.kind === "lexicon") field.addEventListener("keydown", (event) => { if (/** @type {KeyboardEvent} */ (event).key !== "Escape") event.stopPropagation(); });
    return this.kind === "lexicon" ? [this.nameField(), field] : [field];
  }

  nameField() {
    const { texts } = this.view;
    const field = element("input", { class: "voc-field", type: "text", autocomplete: "off", "aria-label": texts.lexicon_name, placeholder: texts.lexicon_name });
    field.value = this.name;
    field.addEventListener("input", () => { this.name = field.value; });
    return field;
  }

  speakers() {
    const names = [...new Set(this.view.turns.map(({ speaker }) => speaker).filter(Boolean))];
    const chosen = this.typed.get("speaker") ?? names[0] ?? "";
    this.typed.set("speaker", chosen);
    return this.select(this.view.texts.rule_speaker, names.map((name) => [name, name]), chosen, (name) => { this.typed.set("speaker", name); });
  }

  /** @param {string} label @param {[value: string, words: string][]} options @param {string} chosen @param {(value: string) => void} change */
  select(label, options, chosen, change) {
    const made = element("select", { class: "voc-field", "aria-label": label },
      ...options.map(([value, words]) => element("option", value === chosen ? { value, selected: "" } : { value }, words)));
    made.addEventListener("change", () => change(made.value));
    return made;
  }

  /** @param {string} label @param {number} value @param {Record<string, string>} bounds @param {(value: number) => void} change */
  number(label, value, bounds, change) {
    const field = element("input", { class: "voc-field voc-number", type: "number", ...bounds });
    field.value = String(value);
    field.addEventListener("input", () => { if (field.value && field.checkValidity()) change(field.valueAsNumber); });
    return element("label", { class: "voc-soft" }, `${label} `, field);
  }

  focus() {
    const field = this.el.querySelector("input, textarea, select:nth-of-type(2)");
    if (field instanceof HTMLElement) field.focus();
  }

  /** The rule as the form says; null, with a word about what is missing, where it is not one yet.
   *  @returns {RuleState | null} */
  rule() {
    const { kind, code, unit, threshold, top, isEverywhere } = this;
    const typed = this.typed.get(kind) ?? "";
    const sought = ["words", "lexicon", "topic"].includes(kind) ? wordsOf(typed) : typed.trim() ? [typed] : [];
    if (kind !== "similarity" && !sought.length) { this.view.say("rule_needs_words", {}, "error"); this.focus(); return null; }
    if (!code) { this.view.say("rule_needs_code", {}, "error"); this.chooser.input.focus(); return null; }
    return { kind, code, sought, unit, name: this.name.trim(), threshold, top, isEverywhere };
  }
}
