// @ts-check
// Margin stripes: beside each turn a bar for each coding, as high as its passage, with the code's name.
// They need the true height of the lines, so they are drawn after the text is painted, and only for the
// turns in sight.

import { element } from "../parts/dom.mjs";
import { turnIndexAt } from "./passages.mjs";

const BAR_PX = 6;
const NAME_PX = 15;
const MOST_BARS = 8;
const TOUCH_PX = 8; // lines of text overlap by so much where underlines stretch them

/** @typedef {import("./passages.mjs").Shown} Shown */
/** @typedef {{id: string, top: number, height: number, column: number, coding: Shown}} Bar */

/** The column of each bar: the first that is free at its height. Codings that follow each other on one line
 *  share a lane in the text, but not a column here.
 *  @param {readonly {top: number, height: number}[]} bars  by top */
export function columnsOf(bars) {
  /** @type {number[]} */ const busyUntil = [];
  return bars.map(({ top, height }) => {
    const free = busyUntil.findIndex((bottom) => bottom <= top + TOUCH_PX);
    const column = free < 0 ? busyUntil.length : free;
    busyUntil[column] = top + height;
    return column;
  });
}

/** Where the names beside bars go: each at its bar's top, or under the one before; those that do not fit are counted.
 *  @param {readonly {top: number}[]} bars  by top @param {number} height  room there is, in pixels
 *  @returns {{places: number[], left: number}} a place for each bar from the first on, and how many have none */
export function namePlaces(bars, height) {
  /** @type {number[]} */ const places = [];
  let free = 0;
  for (const { top } of bars) {
    const place = Math.max(top, free);
    const isLast = places.length === bars.length - 1;
    if (place + (isLast ? 1 : 2) * NAME_PX > height + NAME_PX / 2 && places.length) break;
    places.push(place);
    free = place + NAME_PX;
  }
  return { places, left: bars.length - places.length };
}

export class Stripes {
  /** @type {Set<number>} the turns of the parts in sight */
  inSight = new Set();
  /** @type {Set<number>} the turns whose stripes are not as they should be */
  old = new Set();
  isPlanned = false;
  size = new ResizeObserver(() => this.allOld());

  /** @param {import("./text.mjs").TextPane} text */
  constructor(text) {
    this.text = text;
    this.sight = new IntersectionObserver((entries) => this.onSight(entries), { root: text.box, rootMargin: "200px" });
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    this.size.observe(this.text.box);
    signal.addEventListener("abort", () => { this.sight.disconnect(); this.size.disconnect(); });
  }

  /** @param {HTMLElement[]} parts  of the text, new on the page */
  follow(parts) {
    this.sight.disconnect();
    this.inSight.clear();
    this.old = new Set(this.text.rows.keys());
    for (const part of parts) this.sight.observe(part);
  }

  /** @param {IntersectionObserverEntry[]} entries */
  onSight(entries) {
    for (const { target, isIntersecting } of entries) {
      for (const row of target.children) {
        const index = Number(/** @type {HTMLElement} */ (row).dataset.index);
        if (isIntersecting) this.inSight.add(index);
        else this.inSight.delete(index);
      }
    }
    this.plan();
  }

  /** @param {number} index  a turn that was drawn anew */
  stale(index) {
    this.old.add(index);
  }

  allOld() {
    this.old = new Set(this.text.rows.keys());
    this.plan();
  }

  /** Draw once what was just coded is on the screen: nobody waits for the stripes. */
  plan() {
    if (this.isPlanned) return;
    this.isPlanned = true;
    requestAnimationFrame(() => setTimeout(() => { this.isPlanned = false; this.draw(); }));
  }

  draw() {
    const due = [...this.inSight].filter((index) => this.old.has(index) && this.text.rows[index]);
    // First measure all, then draw all: the browser lays the page out once.
    const measured = due.map((index) => ({ index, bars: this.bars(index), height: this.text.rows[index].clientHeight }));
    for (const { index, bars, height } of measured) {
      this.old.delete(index);
      this.text.rows[index].querySelector(".voc-stripes")?.remove();
      if (bars.length) this.text.rows[index].append(this.margin(bars, height, index));
    }
    this.text.observer.takeRecords();
  }

  /** @param {number} index @returns {Bar[]} from the top down */
  bars(index) {
    const row = this.text.rows[index];
    const origin = row.getBoundingClientRect().top;
    /** @type {Map<string, {top: number, bottom: number}>} */ const extents = new Map();
    for (const mark of row.querySelectorAll("mark")) {
      const lines = mark.getClientRects();
      if (!lines.length) continue;
      const [top, bottom] = [lines[0].top - origin, lines[lines.length - 1].bottom - origin];
      for (const id of this.text.marks.get(mark)?.ids ?? []) {
        const known = extents.get(id);
        extents.set(id, { top: Math.min(known?.top ?? top, top), bottom: Math.max(known?.bottom ?? bottom, bottom) });
      }
    }
    const bars = (this.text.drawn.get(index) ?? []).flatMap((coding) => {
      const extent = extents.get(coding.id);
      return extent ? [{ id: coding.id, coding, column: 0, top: extent.top, height: extent.bottom - extent.top }] : [];
    }).sort((a, b) => a.top - b.top || a.coding.start - b.coding.start || b.height - a.height);
    const columns = columnsOf(bars);
    return bars.map((bar, i) => ({ ...bar, column: columns[i] }));
  }

  /** @param {Bar[]} bars @param {number} height @param {number} index */
  margin(bars, height, index) {
    const margin = element("span", { class: "voc-stripes", contenteditable: "false", "aria-hidden": "true" });
    const shown = bars.filter(({ column }) => column < MOST_BARS);
    const named = bars.filter(({ coding }) => turnIndexAt(this.text.turns, coding.start) === index);
    const width = Math.max(0, ...shown.map(({ column }) => column + 1)) * BAR_PX;
    margin.append(...shown.map((bar) => this.bar(bar)));
    const { places, left } = namePlaces(named, height);
    places.forEach((top, i) => margin.append(this.name(named[i], top, width)));
    if (left > 0) {
      const more = element("span", { class: "voc-stripe-name", "data-name": `+${left}` });
      more.style.cssText = `top: ${(places[places.length - 1] ?? 0) + NAME_PX}px; left: ${width + 4}px`;
      margin.append(more);
    }
    return margin;
  }

  /** @param {Bar} bar */
  bar({ id, coding, top, height, column }) {
    const made = this.stripe("voc-stripe voc-bar", id, coding);
    made.style.cssText += `top: ${top}px; height: ${height}px; left: ${column * BAR_PX}px`;
    return made;
  }

  /** @param {Bar} bar @param {number} top @param {number} left */
  name({ id, coding }, top, left) {
    const made = this.stripe("voc-stripe voc-stripe-name", id, coding);
    const leaf = coding.code.slice(coding.code.lastIndexOf("/") + 1);
    made.dataset.name = this.text.host.isForeign(coding) ? `${leaf} · ${coding.coder}` : leaf;
    made.style.cssText += `top: ${top}px; left: ${left + 4}px`;
    return made;
  }

  /** @param {string} className @param {string} id @param {Shown} coding */
  stripe(className, id, coding) {
    const made = element("span", { class: className, "data-id": id, "data-wait": coding.wait });
    made.title = this.text.host.nameOf(coding);
    made.classList.toggle("voc-foreign", this.text.host.isForeign(coding));
    made.style.setProperty("--voc-color", this.text.inks.get(id)?.color ?? "#808080");
    return made;
  }
}
