// @ts-check
// The words of answers: asked of the kernel when they are looked at, and kept.

/** @typedef {import("./answers.mjs").Said} Said */

export class Sayings {
  /** @type {Map<number, Said>} */ known = new Map();
  /** @type {Set<number>} to ask for */ wanting = new Set();
  /** @type {Set<number>} asked for, and not here yet */ coming = new Set();

  /** @param {(points: number[]) => Promise<[text: string, reason: string][] | null>} fetch  null where the kernel has no answer
   *  @param {() => void} arrived  what to do when words have come */
  constructor(fetch, arrived) {
    this.fetch = fetch;
    this.arrived = arrived;
  }

  /** @param {number} point */
  get(point) { return this.known.get(point) ?? null; }

  /** Forget all: these are other answers. */
  clear() {
    this.known = new Map();
    this.wanting = new Set();
    this.coming = new Set();
  }

  /** Ask for the words of answers, together with what else is wanted now.
   *  @param {readonly number[]} points */
  want(points) {
    const isFirst = !this.wanting.size;
    for (const point of points) if (!this.coming.has(point) && !this.known.has(point)) this.wanting.add(point);
    if (isFirst && this.wanting.size) queueMicrotask(() => this.ask());
  }

  async ask() {
    const { known, coming } = this; // those of the answers that are shown now
    const points = [...this.wanting];
    this.wanting.clear();
    for (const point of points) coming.add(point);
    const texts = await this.fetch(points);
    for (const point of points) coming.delete(point);
    texts?.forEach(([text, reason], at) => known.set(points[at], { text, reason }));
    if (texts && known === this.known) this.arrived();
  }
}
