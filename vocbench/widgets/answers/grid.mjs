// @ts-check
// The rows on the page: only those in sight are there, and the one with the focus.

import { element } from "../parts/dom.mjs";

/** @typedef {{head: (row: number) => string[], fill: (cell: HTMLElement, row: number, question: number) => void,
 *   isSelected: (row: number) => boolean, widths: () => string[], headCount: () => number, questionCount: () => number,
 *   moved: () => void}} GridHost  What the grid asks of its view. */

/** @typedef {{el: HTMLElement, cells: HTMLElement[], at: number}} ShownRow */

export const ROW_HEIGHT = 52;
const OVERSCAN = 8;

export class Grid {
  body = element("div", { class: "voc-rows", role: "rowgroup" });
  scroller = element("div", { class: "voc-scroller" });
  el = element("div", { class: "voc-grid", role: "grid", "aria-multiselectable": "true", "data-lm-suppress-shortcuts": "true" }, this.scroller);
  /** @type {readonly number[]} the rows of the table, in the order in which they are shown */
  rows = [];
  /** @type {Map<number, ShownRow>} those on the page, by place */
  shown = new Map();
  /** @type {ShownRow[]} */ spare = [];
  active = 0;
  column = 0;
  isPlanned = false;

  /** @param {GridHost} host @param {AbortSignal} signal */
  constructor(host, signal) {
    this.host = host;
    this.scroller.addEventListener("scroll", () => this.plan(), { passive: true });
    const watch = new ResizeObserver(() => this.plan());
    watch.observe(this.scroller);
    signal.addEventListener("abort", () => watch.disconnect());
    this.body.addEventListener("focusin", (event) => this.onFocus(event));
  }

  /** @returns {number | undefined} the row of the table that has the focus, or had it last */
  get activeRow() { return this.rows[this.active]; }
  get columnCount() { return this.host.headCount() + this.host.questionCount(); }
  /** The question whose answers the keys are for. */
  get question() { return Math.max(0, this.column - this.host.headCount()); }

  /** Make the rows anew: other columns, or another language.
   *  @param {HTMLElement} head  the row of column heads */
  build(head) {
    this.spare = [];
    this.shown.clear();
    const widths = this.host.widths();
    this.scroller.style.setProperty("--voc-columns", widths.join(" "));
    this.scroller.style.setProperty("--voc-least", `${widths.reduce((sum, width) => sum + Number(/\d+/.exec(width)?.[0] ?? 0), 0)}px`);
    this.body.replaceChildren();
    this.scroller.replaceChildren(element("div", { role: "rowgroup", class: "voc-heads" }, head), this.body);
    this.el.setAttribute("aria-colcount", String(this.columnCount));
    this.column = Math.min(Math.max(this.column, this.host.headCount()), this.columnCount - 1);
  }

  /** Show these rows; the focus stays on its row where that is among them.
   *  @param {readonly number[]} rows */
  show(rows) {
    const kept = this.activeRow === undefined ? -1 : rows.indexOf(this.activeRow);
    this.rows = rows;
    this.active = kept >= 0 ? kept : Math.min(this.active, Math.max(0, rows.length - 1));
    this.body.style.height = `${rows.length * ROW_HEIGHT}px`;
    this.el.setAttribute("aria-rowcount", String(rows.length + 1));
    if (kept < 0) this.scroller.scrollTop = Math.min(this.scroller.scrollTop, this.active * ROW_HEIGHT);
    this.draw();
  }

  plan() {
    if (this.isPlanned) return;
    this.isPlanned = true;
    requestAnimationFrame(() => { this.isPlanned = false; this.place(); });
  }

  /** Draw every row on the page anew. */
  draw() {
    this.place();
    for (const row of this.shown.values()) this.fill(row);
  }

  /** See that the rows in sight are on the page, with as little change as possible. */
  place() {
    const { scrollTop, clientHeight } = this.scroller;
    const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - OVERSCAN);
    const last = Math.min(this.rows.length - 1, Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT) + OVERSCAN);
    const wanted = (/** @type {number} */ at) => (at >= first && at <= last) || (at === this.active && at < this.rows.length);
    for (const [at, row] of this.shown) if (!wanted(at)) { this.shown.delete(at); this.spare.push(row); }
    for (let at = first; at <= last; at++) if (!this.shown.has(at)) this.put(at);
    if (this.rows.length && !this.shown.has(this.active)) this.put(this.active);
    for (const row of this.spare) row.el.hidden = true;
  }

  /** @param {number} at */
  put(at) {
    const row = this.spare.pop() ?? this.make();
    row.at = at;
    row.el.hidden = false;
    row.el.style.transform = `translateY(${at * ROW_HEIGHT}px)`;
    row.el.setAttribute("aria-rowindex", String(at + 2));
    row.el.dataset.at = String(at);
    this.shown.set(at, row);
    this.fill(row);
  }

  /** @returns {ShownRow} */
  make() {
    const cells = Array.from({ length: this.columnCount }, (_, column) =>
      element("div", { role: "gridcell", class: column < this.host.headCount() ? "voc-cell" : "voc-cell voc-answer", tabindex: "-1", "aria-colindex": String(column + 1) }));
    const row = { el: element("div", { role: "row", class: "voc-row" }, ...cells), cells, at: -1 };
    this.body.append(row.el);
    return row;
  }

  /** @param {ShownRow} shown */
  fill({ el, cells, at }) {
    const row = this.rows[at];
    const heads = this.host.headCount();
    el.setAttribute("aria-selected", String(this.host.isSelected(row)));
    this.host.head(row).forEach((words, column) => { if (cells[column].textContent !== words) cells[column].textContent = words; });
    for (let question = 0; question < this.host.questionCount(); question++) this.host.fill(cells[heads + question], row, question);
    cells.forEach((cell, column) => { cell.tabIndex = at === this.active && column === this.column ? 0 : -1; });
  }

  // -- focus --

  /** Go to a row, and scroll it into sight.
   *  @param {number} at @param {number} [column] @param {boolean} [takesFocus] */
  go(at, column = this.column, takesFocus = true) {
    if (!this.rows.length) return;
    const before = this.active;
    this.active = Math.max(0, Math.min(this.rows.length - 1, at));
    this.column = Math.max(0, Math.min(this.columnCount - 1, column));
    this.reveal();
    this.place();
    for (const place of new Set([before, this.active])) { const row = this.shown.get(place); if (row) this.fill(row); }
    if (takesFocus) this.activeCell()?.focus({ preventScroll: true });
    this.host.moved();
  }

  activeCell() {
    return this.shown.get(this.active)?.cells[this.column];
  }

  focus() {
    this.place();
    this.activeCell()?.focus({ preventScroll: true });
  }

  /** Scroll as little as makes the active cell visible below the heads. */
  reveal() {
    const { scroller } = this;
    const head = this.headHeight();
    const top = this.active * ROW_HEIGHT;
    const room = scroller.clientHeight - head;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + ROW_HEIGHT > scroller.scrollTop + room) scroller.scrollTop = top + ROW_HEIGHT - room;
    const cell = this.activeCell();
    if (cell) {
      const [left, right] = [cell.offsetLeft, cell.offsetLeft + cell.offsetWidth];
      if (left < scroller.scrollLeft) scroller.scrollLeft = left;
      else if (right > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = Math.min(left, right - scroller.clientWidth);
    }
  }

  headHeight() {
    const head = this.scroller.firstElementChild;
    return head instanceof HTMLElement ? head.offsetHeight : 0;
  }

  /** How many rows fit in sight. */
  pageLength() {
    return Math.max(1, Math.floor((this.scroller.clientHeight - this.headHeight()) / ROW_HEIGHT) - 1);
  }

  /** @param {FocusEvent} event */
  onFocus({ target }) {
    const place = this.placeOf(target);
    if (place && (place.at !== this.active || place.column !== this.column)) this.go(place.at, place.column, false);
  }

  /** Where an element of the page stands in the grid.
   *  @param {EventTarget | null} target */
  placeOf(target) {
    const cell = target instanceof Element ? target.closest(".voc-cell") : null;
    const row = cell?.closest(".voc-row");
    if (!(cell instanceof HTMLElement) || !(row instanceof HTMLElement)) return null;
    return { at: Number(row.dataset.at), column: Number(cell.getAttribute("aria-colindex")) - 1 };
  }
}
