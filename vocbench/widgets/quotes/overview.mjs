// @ts-check
// Which codes occur where: a map of codes and sources, and the course of one interview.

import { element, filled, keepTabStop, rove } from "../parts/dom.mjs";

/** @typedef {{codes: string[], sources: string[], rows: number[][]}} CodeMap */
/** @typedef {{coding: string, code: string, start: number, end: number, place: string, quote: string}} Bar */
/** @typedef {{codes: string[], bars: Bar[], ends: [string, string]}} CodeLine  `ends`: what its two ends stand for. */
/** @typedef {{texts: Record<string, string>, colorOf: (path: string) => string, activeElement: () => Element | null,
 *   look: (code: string, source: string, coding: string) => void, line: (source: string) => void}} OverviewHost */

const LONGEST = 80;

/** Where an arrow key leads in a table.
 *  @param {string} key @param {number} row @param {number} column @param {number} rows @param {number} columns
 *  @returns {[number, number] | null}  null when the key does not move */
export function stepInTable(key, row, column, rows, columns) {
  /** @type {Record<string, [number, number]>} */
  const places = {
    ArrowDown: [row + 1, column], ArrowUp: [row - 1, column], ArrowRight: [row, column + 1], ArrowLeft: [row, column - 1],
    Home: [row, 0], End: [row, columns - 1], PageDown: [rows - 1, column], PageUp: [0, column],
  };
  const place = places[key];
  return place ? [Math.min(Math.max(place[0], 0), rows - 1), Math.min(Math.max(place[1], 0), columns - 1)] : null;
}

/** The name of a code without what is above it, and how deep it lies.
 *  @param {string} path @returns {{name: string, depth: number}} */
export function nameAndDepth(path) {
  const names = path.split("/");
  return { name: names[names.length - 1], depth: names.length - 1 };
}

export class Overview {
  el = element("div", { class: "voc-overview" });
  mapTitle = element("h4");
  mapNote = element("p", { class: "voc-note" });
  scroller = element("div", { class: "voc-map-scroll" });
  lineTitle = element("h4");
  choice = element("select", { class: "voc-field" });
  bars = element("div", { class: "voc-line", role: "group" });
  /** @type {[number, number]} the cell that Tab goes to */
  at = [0, 0];
  /** @type {HTMLElement[][]} */
  cells = [];

  /** @param {OverviewHost} host */
  constructor(host) {
    this.host = host;
    this.choice.addEventListener("change", () => host.line(this.choice.value));
    this.scroller.addEventListener("keydown", (event) => this.onKey(event));
    this.scroller.addEventListener("click", (event) => this.open(event.target));
    this.scroller.addEventListener("focusin", (event) => {
      const cell = cellOf(event.target);
      if (cell) this.stop([Number(cell.dataset.row), Number(cell.dataset.column)]);
    });
    rove(this.bars, 1);
    this.el.append(this.mapTitle, this.mapNote, this.scroller, element("div", { class: "voc-line-head" }, this.lineTitle, this.choice), this.bars);
  }

  build() {
    const { texts } = this.host;
    this.mapTitle.textContent = texts.map;
    this.mapNote.textContent = texts.map_note;
    this.lineTitle.textContent = texts.line;
    this.choice.setAttribute("aria-label", texts.line_of);
    this.bars.setAttribute("aria-label", texts.line);
  }

  /** @param {CodeMap} map */
  drawMap({ codes, sources, rows }) {
    const hadFocus = this.scroller.contains(this.host.activeElement());
    const most = Math.max(1, ...rows.flat());
    this.cells = rows.map((counts, row) => counts.map((n, column) => this.cell(n, most, row, column, codes[row], sources[column])));
    const head = element("tr", { role: "row" }, element("td", { role: "presentation" }), ...sources.map((name) =>
      element("th", { scope: "col", role: "columnheader", title: name }, element("span", {}, name))));
    const lines = codes.map((path, row) => {
      const { name, depth } = nameAndDepth(path);
      const title = element("th", { scope: "row", role: "rowheader", title: path }, element("span", {}, name));
      title.style.setProperty("--voc-depth", String(depth));
      title.style.setProperty("--voc-color", this.host.colorOf(path));
      return element("tr", { role: "row" }, title, ...this.cells[row]);
    });
    const table = element("table", { role: "grid", class: "voc-map", "aria-label": this.host.texts.map, "data-lm-suppress-shortcuts": "true" },
      element("thead", { role: "rowgroup" }, head), element("tbody", { role: "rowgroup" }, ...lines));
    this.scroller.replaceChildren(codes.length ? table : element("p", { class: "voc-empty" }, this.host.texts.map_empty));
    this.mapNote.hidden = !codes.length;
    if (!codes.length) return;
    this.stop([Math.min(this.at[0], codes.length - 1), Math.min(this.at[1], sources.length - 1)]);
    if (hadFocus) this.cells[this.at[0]][this.at[1]].focus();
  }

  /** @param {number} n @param {number} most @param {number} row @param {number} column @param {string} code @param {string} source */
  cell(n, most, row, column, code, source) {
    const made = element("td", {
      role: "gridcell", tabindex: "-1", "data-row": String(row), "data-column": String(column), "data-code": code, "data-source": source, "data-n": String(n),
    }, n ? String(n) : "");
    if (!n) return made;
    made.title = filled(this.host.texts.cell, { code, source, n });
    made.style.setProperty("--voc-color", this.host.colorOf(code));
    made.style.setProperty("--voc-share", `${Math.round(10 + 35 * Math.sqrt(n / most))}%`);
    return made;
  }

  /** @param {[number, number]} place */
  stop([row, column]) {
    const before = this.cells[this.at[0]]?.[this.at[1]];
    if (before) before.tabIndex = -1;
    this.at = [row, column];
    const cell = this.cells[row]?.[column];
    if (cell) cell.tabIndex = 0;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const cell = cellOf(event.target);
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const place = stepInTable(event.key, Number(cell.dataset.row), Number(cell.dataset.column), this.cells.length, this.cells[0].length);
    if (place) this.cells[place[0]][place[1]].focus();
    else if (event.key === "Enter" || event.key === " ") this.open(cell);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {EventTarget | null} target */
  open(target) {
    const { code = "", source = "", n = "0" } = cellOf(target)?.dataset ?? {};
    if (n !== "0") this.host.look(code, source, "");
  }

  /** @param {string[]} sources @param {string} source */
  drawChoice(sources, source) {
    this.choice.replaceChildren(...sources.map((name) => element("option", name === source ? { selected: "" } : {}, name)));
    this.choice.hidden = sources.length < 2;
    this.lineTitle.hidden = !sources.length;
  }

  /** @param {CodeLine} line @param {string} source */
  drawLine({ codes, bars, ends }, source) {
    const { host } = this;
    const focused = host.activeElement();
    const held = focused instanceof HTMLElement && this.bars.contains(focused) ? focused.dataset.coding : "";
    const rows = codes.map((code) => {
      const made = element("div", { class: "voc-line-row" }, element("span", { class: "voc-line-code", title: code }, nameAndDepth(code).name),
        element("div", { class: "voc-track" }, ...bars.filter((bar) => bar.code === code).map((bar) => this.bar(bar, source))));
      made.style.setProperty("--voc-color", host.colorOf(code));
      return made;
    });
    const axis = element("div", { class: "voc-line-row", "aria-hidden": "true" }, element("span"),
      element("div", { class: "voc-ends" }, ...ends.map((end) => element("span", {}, end))));
    if (rows.length) rows.push(axis);
    this.bars.replaceChildren(...(rows.length || !source ? rows : [element("p", { class: "voc-empty" }, host.texts.line_empty)]));
    for (const each of this.bars.querySelectorAll("button")) each.tabIndex = -1;
    keepTabStop(this.bars);
    if (held) [...this.bars.querySelectorAll("button")].find((each) => each.dataset.coding === held)?.focus();
  }

  /** @param {Bar} bar @param {string} source */
  bar({ coding, code, start, end, place, quote }, source) {
    const label = filled(this.host.texts.line_bar, { code, place, quote: quote.length > LONGEST ? `${quote.slice(0, LONGEST)}…` : quote });
    const made = element("button", { type: "button", class: "voc-bar", "aria-label": label, title: label, "data-coding": coding });
    made.style.left = `${100 * start}%`;
    made.style.width = `${100 * Math.max(0, end - start)}%`;
    made.addEventListener("click", () => this.host.look(code, source, coding));
    return made;
  }

  focus() {
    const cell = this.cells[this.at[0]]?.[this.at[1]];
    (cell ?? this.choice).focus();
  }
}

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
const cellOf = (target) => (target instanceof Element ? target.closest("td[data-row]") : null);
