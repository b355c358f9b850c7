// @ts-check
// The heads of the columns: sort by one, and filter in it.

import { element, filled } from "../parts/dom.mjs";
import { rangeIn, rangeText } from "./table.mjs";

/** @typedef {import("./table.mjs").Column} Column */
/** @typedef {import("./table.mjs").Wish} Wish */
/** @typedef {{texts: Record<string, string>, columns: readonly Column[], questions: readonly string[], order: string,
 *   wish: (name: string) => Wish | undefined, filter: (name: string, wish: Wish | null) => void, sort: (order: string) => void,
 *   complain: (typed: string) => void, leave: () => void}} HeadHost  What the heads ask of their view. */

export const TYPING_REST_MS = 50;

export class Heads {
  /** @param {HeadHost} host */
  constructor(host) {
    this.host = host;
    this.el = element("div", { role: "row", class: "voc-headrow", "aria-rowindex": "1" });
    this.el.addEventListener("keydown", (event) => this.onKey(event));
    this.el.addEventListener("focusout", (event) => this.closeOthers(event.relatedTarget));
  }

  build() {
    const { columns, questions } = this.host;
    const kinds = [...columns, ...questions.map((name) => /** @type {Column} */ ({ name, kind: "words", choices: [], values: [] }))];
    this.el.replaceChildren(...kinds.map((column, place) => this.columnHead(column, place)));
  }

  /** @param {Column} column @param {number} place */
  columnHead(column, place) {
    const { order } = this.host;
    const title = this.titleOf(column.name);
    const state = order === column.name ? "ascending" : order === `-${column.name}` ? "descending" : "none";
    const sort = element("button", { type: "button", class: "voc-sort", title: filled(this.host.texts.sort_by, { column: title }) }, element("span", {}, title));
    if (state !== "none") sort.append(element("span", { "aria-hidden": "true" }, state === "ascending" ? " ▲" : " ▼"));
    sort.addEventListener("click", () => this.host.sort(state === "none" ? column.name : state === "ascending" ? `-${column.name}` : ""));
    const label = filled(this.host.texts.filter_by, { column: title });
    const control = column.kind === "choice" ? this.choices(column, label) : this.field(column, label);
    return element("div", { role: "columnheader", class: "voc-columnhead", "aria-sort": state, "aria-colindex": String(place + 1), "data-column": column.name }, sort, control);
  }

  /** @param {string} name */
  titleOf(name) {
    const isQuestion = this.host.questions.includes(name);
    return (!isQuestion && this.host.texts[`column_${name}`]) || name;
  }

  /** A field to type words, or a range, in.
   *  @param {Column} column @param {string} label */
  field({ name, kind }, label) {
    const { texts } = this.host;
    const isNumber = kind === "number";
    const field = element("input", {
      class: "voc-field", type: "text", autocomplete: "off", spellcheck: "false", "aria-label": label, placeholder: isNumber ? texts.range_hint : texts.contains,
    });
    const wish = this.host.wish(name);
    field.value = wish?.words ?? (wish?.range ? rangeText(wish.range) : "");
    /** @type {ReturnType<typeof setTimeout> | undefined} */ let resting;
    field.addEventListener("input", () => {
      clearTimeout(resting);
      resting = setTimeout(() => { if (isNumber) this.typedRange(name, field); else this.host.filter(name, field.value.trim() ? { words: field.value } : null); }, TYPING_REST_MS);
    });
    field.addEventListener("change", () => { if (isNumber && field.value.trim() && !rangeIn(field.value)) this.host.complain(field.value); });
    return field;
  }

  /** @param {string} name @param {HTMLInputElement} field */
  typedRange(name, field) {
    const range = rangeIn(field.value);
    field.setAttribute("aria-invalid", String(Boolean(field.value.trim()) && !range));
    if (!field.value.trim()) this.host.filter(name, null);
    else if (range) this.host.filter(name, { range });
  }

  /** A button that opens a list of values to choose from.
   *  @param {Column} column @param {string} label */
  choices({ name, choices, values }, label) {
    const { texts } = this.host;
    const chosen = new Set(this.host.wish(name)?.values ?? []);
    const offered = values.includes(null) ? [...choices, ""] : choices;
    const opener = element("button", { type: "button", class: "voc-field voc-opener", "aria-label": label, "aria-expanded": "false" });
    const count = () => { opener.textContent = chosen.size ? filled(texts.chosen, { n: chosen.size }) : texts.choose; opener.append(element("span", { "aria-hidden": "true" }, " ▾")); };
    const boxes = offered.map((choice) => {
      const box = element("input", { type: "checkbox" });
      box.checked = chosen.has(choice);
      box.addEventListener("change", () => {
        if (box.checked) chosen.add(choice);
        else chosen.delete(choice);
        count();
        this.host.filter(name, chosen.size ? { values: [...chosen] } : null);
      });
      return element("label", {}, box, choice || texts.no_value);
    });
    const list = element("div", { class: "voc-choices", role: "group", "aria-label": label, hidden: "" }, ...boxes);
    opener.addEventListener("click", () => {
      list.hidden = !list.hidden;
      opener.setAttribute("aria-expanded", String(!list.hidden));
      if (!list.hidden) list.querySelector("input")?.focus();
    });
    count();
    return element("span", { class: "voc-choosing" }, opener, list);
  }

  /** @param {EventTarget | null} next  where the focus goes */
  closeOthers(next) {
    for (const each of this.el.querySelectorAll(".voc-choosing")) {
      const list = each.querySelector(".voc-choices");
      if (!(list instanceof HTMLElement) || list.hidden || (next instanceof Node && each.contains(next))) continue;
      list.hidden = true;
      each.querySelector("button")?.setAttribute("aria-expanded", "false");
    }
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey) return;
    event.stopPropagation(); // a letter here is a letter, not a command
    const { target } = event;
    const choosing = target instanceof Element ? target.closest(".voc-choosing") : null;
    const list = choosing?.querySelector(".voc-choices");
    if (event.key === "Escape") {
      event.preventDefault();
      if (list instanceof HTMLElement && !list.hidden) { const opener = choosing?.querySelector("button"); this.closeOthers(null); opener?.focus(); } else this.host.leave();
    } else if (event.key === "Enter" && target instanceof HTMLInputElement && target.type === "text") {
      event.preventDefault();
      this.host.leave();
    } else if (list && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const boxes = [...list.querySelectorAll("input")];
      const at = boxes.findIndex((box) => box === target);
      boxes[Math.max(0, Math.min(boxes.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))]?.focus();
    }
  }

  /** Put the focus in the first filter of a column, the answers' own if there is one.
   *  @param {string} name */
  focusFilter(name) {
    const head = [...this.el.children].find((each) => each instanceof HTMLElement && each.dataset.column === name);
    /** @type {HTMLElement | null | undefined} */ (head?.querySelector(".voc-field"))?.focus();
  }
}
