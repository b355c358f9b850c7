// @ts-check
// A field in which one chooses a name by typing a few of its letters, or makes a new one.

import { element, filled, newNonce } from "./dom.mjs";
import { ranked } from "./fuzzy.mjs";

/** @typedef {{name: string, color?: string, hint?: string}} Choice */

const MOST_SHOWN = 60;

export class Chooser {
  /** @type {Choice[]} */
  choices = [];
  /** What can be chosen when nothing in the list is meant: sentence with {name}; "" allows no new names. */
  newLabel = "";
  at = 0;
  /** @type {{name: string, at: number[], isNew: boolean, choice: Choice | null}[]} */
  offered = [];

  /** @param {{label: string, hint: string, choose: (name: string, isNew: boolean) => void, cancel?: () => void}} options */
  constructor({ label, hint, choose, cancel }) {
    this.choose = choose;
    this.cancel = cancel ?? (() => {});
    const id = `voc-list-${newNonce()}`;
    this.input = element("input", {
      class: "voc-name", type: "text", autocomplete: "off", spellcheck: "false", role: "combobox",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, "aria-label": label, placeholder: hint,
    });
    this.list = element("ul", { class: "voc-options", role: "listbox", id, "aria-label": label, hidden: "" });
    this.el = element("span", { class: "voc-chooser" }, this.input, this.list);
    this.input.addEventListener("input", () => { this.at = 0; this.open(); });
    this.input.addEventListener("focus", () => this.open());
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the field keeps the focus
      const option = event.target instanceof Element ? event.target.closest("li") : null;
      if (option) this.take(Number(option.dataset.at));
    });
  }

  /** @param {string} label @param {string} hint */
  rename(label, hint) {
    for (const part of [this.input, this.list]) part.setAttribute("aria-label", label);
    this.input.placeholder = hint;
  }

  open() {
    const typed = this.input.value.trim();
    this.offered = ranked(typed, this.choices, ({ name }) => name).slice(0, MOST_SHOWN)
      .map(({ item, at }) => ({ name: item.name, at, isNew: false, choice: item }));
    const known = this.choices.some(({ name }) => name.toLowerCase() === typed.toLowerCase());
    if (typed && this.newLabel && !known) this.offered.push({ name: typed, at: [], isNew: true, choice: null });
    this.at = Math.min(this.at, Math.max(0, this.offered.length - 1));
    this.list.replaceChildren(...this.offered.map((each, index) => this.option(each, index)));
    this.list.hidden = !this.offered.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.point();
  }

  /** @param {{name: string, at: number[], isNew: boolean, choice: Choice | null}} offered @param {number} index */
  option({ name, at, isNew, choice }, index) {
    const words = isNew ? [filled(this.newLabel, { name })] : withMarks(name, at);
    const made = element("li", { role: "option", id: `${this.list.id}-${index}`, "data-at": String(index) }, element("span", {}, ...words));
    if (choice?.hint) made.append(element("span", { class: "voc-hint" }, choice.hint));
    if (choice?.color) made.style.setProperty("--voc-color", choice.color);
    return made;
  }

  point() {
    const options = [...this.list.children];
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.at)));
    const chosen = options[this.at];
    if (chosen && !this.list.hidden) this.input.setAttribute("aria-activedescendant", chosen.id);
    else this.input.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {number} index */
  take(index) {
    const offered = this.offered[index];
    if (!offered) return;
    this.input.value = "";
    this.at = 0;
    this.close();
    this.choose(offered.name, offered.isNew);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    event.stopPropagation(); // a letter here is a letter, not a command
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.offered.length) {
      event.preventDefault();
      if (this.list.hidden) this.open();
      else this.at = (this.at + step + this.offered.length) % this.offered.length;
      this.point();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.input.value = "";
      this.close();
      this.cancel();
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (this.list.hidden) this.open();
      else if (this.input.value.trim() || this.list.childElementCount) this.take(this.at);
    }
  }
}

/** A name with the letters that were typed marked.
 *  @param {string} name @param {readonly number[]} at @returns {(Node | string)[]} */
export function withMarks(name, at) {
  const marked = new Set(at);
  return [...name.matchAll(/[\s\S]/gu)].reduce((/** @type {(HTMLElement | string)[]} */ parts, { 0: sign, index }) => {
    const last = parts[parts.length - 1];
    const isMarked = marked.has(index);
    if (isMarked && last instanceof HTMLElement) last.textContent += sign;
    else if (!isMarked && typeof last === "string") parts[parts.length - 1] = last + sign;
    else parts.push(isMarked ? element("b", {}, sign) : sign);
    return parts;
  }, []);
}
