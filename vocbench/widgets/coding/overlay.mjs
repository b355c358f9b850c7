// @ts-check
// Passages painted over the text without touching it, such as hits. Only those in sight are registered:
// the browser goes over all that are at each change.

import { highlightCalled } from "./text.mjs";
import { turnIndexAt } from "./passages.mjs";

/** @typedef {import("./passages.mjs").Range} Range */

const SCROLL_REST_MS = 60;

export class Overlay {
  /** @type {readonly Range[]} */
  ranges = [];
  /** @type {globalThis.Range[]} what is registered */
  painted = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  resting = undefined;

  /** @param {import("./text.mjs").TextPane} text @param {string} name  that the style sheet knows */
  constructor(text, name) {
    this.text = text;
    this.name = name;
    text.box.addEventListener("scroll", () => {
      if (!this.ranges.length) return;
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.draw(), SCROLL_REST_MS);
    }, { passive: true });
  }

  /** @param {readonly Range[]} ranges */
  show(ranges) {
    this.ranges = ranges;
    this.draw();
  }

  /** Paint anew: rows that were drawn again lost what was painted on them. */
  draw() {
    const highlight = highlightCalled(this.name);
    for (const range of this.painted) highlight?.delete(range);
    this.painted = this.ranges.filter((range) => this.isInSight(range)).map((range) => this.text.domRange(range));
    for (const range of this.painted) highlight?.add(range);
  }

  /** @param {Range} range */
  isInSight({ start, end }) {
    const { turns, stripes } = this.text;
    for (let i = turnIndexAt(turns, start); i < turns.length && turns[i].start < end; i++) if (stripes.inSight.has(i)) return true;
    return false;
  }

  /** The text is gone from the page. */
  end() {
    clearTimeout(this.resting);
    this.show([]);
  }
}
