// @ts-check
// Chips to show only some answers: by wave, score, language and every attribute with few values.

import { button, element, filled } from "../parts/dom.mjs";

/** @typedef {import("./points.mjs").Column} Column */
/** @typedef {{texts: Record<string, string>, columns: readonly Column[], filters: Record<string, string[]>, countsOf: (column: Column) => number[],
 *   number: (n: number) => string, wish: (name: string, values: string[]) => void, clear: () => void, leave: () => void}} FilterHost
 *  What the chips ask of their view. */

const EDGE_PX = 6;

export class Filters {
  el = element("div", { class: "voc-filters", role: "group", "data-lm-suppress-shortcuts": "true" });
  /** The column whose values are open; "" for none. */
  open = "";

  /** @param {FilterHost} host */
  constructor(host) {
    this.host = host;
    this.el.addEventListener("focusout", ({ relatedTarget }) => { if (this.open && !(relatedTarget instanceof Node && this.el.contains(relatedTarget))) this.toggle(""); });
    this.el.addEventListener("keydown", (event) => this.onKey(event));
  }

  draw() {
    const { texts, columns, filters } = this.host;
    const focused = this.el.querySelector(":focus");
    const kept = focused instanceof HTMLElement ? focused.dataset.focus : undefined;
    this.el.hidden = !columns.length;
    this.el.setAttribute("aria-label", texts.filter);
    const isOn = Object.values(filters).some((values) => values.length);
    const clear = button("voc-tool voc-clear", texts.filter_clear, "", () => this.host.clear());
    clear.disabled = !isOn;
    clear.dataset.focus = "clear";
    this.el.replaceChildren(element("span", { class: "voc-hint" }, texts.filter), ...columns.map((column) => this.chip(column)), clear);
    this.keepInside();
    if (kept) /** @type {HTMLElement | null} */ (this.el.querySelector(`[data-focus="${CSS.escape(kept)}"]`))?.focus();
  }

  /** The edge of the widget would cut off what goes beyond it. */
  keepInside() {
    const choices = this.el.querySelector(".voc-choices");
    if (!(choices instanceof HTMLElement)) return;
    const beyond = choices.getBoundingClientRect().right - this.el.getBoundingClientRect().right;
    if (beyond > 0) choices.style.left = `${-beyond - EDGE_PX}px`;
  }

  /** @param {string} name */
  titleOf(name) { return this.host.texts[`column_${name}`] ?? name; }

  /** @param {Column} column */
  chip(column) {
    const { texts, filters } = this.host;
    const { name } = column;
    const chosen = filters[name] ?? [];
    const values = chosen.length ? chosen.map((value) => value || texts.filter_none).join(", ") : texts.filter_all;
    const opener = button("voc-tool voc-filter", "", "", () => this.toggle(this.open === name ? "" : name));
    opener.append(element("span", { class: "voc-hint" }, `${this.titleOf(name)}:`), ` ${values}`, element("span", { "aria-hidden": "true" }, " ▾"));
    opener.setAttribute("aria-expanded", String(this.open === name));
    opener.setAttribute("aria-pressed", String(chosen.length > 0));
    opener.dataset.focus = name;
    const made = element("span", { class: "voc-filtering" }, opener);
    if (this.open === name) made.append(this.choices(column, new Set(chosen)));
    return made;
  }

  /** @param {Column} column @param {Set<string>} chosen */
  choices(column, chosen) {
    const { texts } = this.host;
    const counts = this.host.countsOf(column);
    const offered = [...column.choices, ""].map((value, at) => ({ value, n: counts[at] })).filter(({ value, n }) => value || n || chosen.has(value));
    const lines = offered.map(({ value, n }) => {
      const box = element("input", { type: "checkbox", "data-focus": `${column.name}=${value}` });
      box.checked = chosen.has(value);
      box.addEventListener("change", () => {
        if (box.checked) chosen.add(value);
        else chosen.delete(value);
        this.host.wish(column.name, [...column.choices, ""].filter((each) => chosen.has(each)));
      });
      return element("label", {}, box, element("span", {}, value || texts.filter_none), element("span", { class: "voc-hint" }, this.host.number(n)));
    });
    return element("div", { class: "voc-choices", role: "group", "aria-label": filled(texts.filter_by, { column: this.titleOf(column.name) }) }, ...lines);
  }

  /** @param {string} name */
  toggle(name) {
    this.open = name;
    this.draw();
    if (name) this.el.querySelector("input")?.focus();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey) return;
    event.stopPropagation(); // a letter here is a letter, not a command
    const boxes = [...this.el.querySelectorAll("input")];
    const at = boxes.findIndex((box) => box === event.target);
    if (event.key === "Escape") {
      event.preventDefault();
      const { open } = this;
      this.toggle("");
      if (open) /** @type {HTMLElement | null} */ (this.el.querySelector(`[data-focus="${CSS.escape(open)}"]`))?.focus();
      else this.host.leave();
    } else if (at >= 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      boxes[Math.max(0, Math.min(boxes.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))].focus();
    }
  }
}
