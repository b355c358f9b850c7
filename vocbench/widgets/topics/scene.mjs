// @ts-check
// All that is shown, as values: what the kernel says, what was asked since, what the filters let through. Touches no page.

import { SHELVES, UNCLEAR, foretold, maskOf, membersOf, placesIn, pointsIn, sortedTopics, tallied } from "./points.mjs";
import { leavesOf, treeOf } from "./tree.mjs";

/** @typedef {import("./points.mjs").Topic} Topic */
/** @typedef {import("./points.mjs").Table} Table */
/** @typedef {{find: string, filters: Record<string, string[]>, order: string, chosen: number[]}} Look */
/** @typedef {{edition: number, table: Table, points: DataView, places: DataView, changes: DataView, topics: Topic[], tree: import("./tree.mjs").Join[]}} Said  by the kernel */

const HUES = 8; // eyes tell no more apart; the topics after these are grey until they are chosen
const NO_BYTES = new DataView(new ArrayBuffer(0));

export class Scene {
  edition = 0;
  /** @type {import("./points.mjs").Points} */ points = pointsIn({ n: 0, columns: [], groups: [] }, NO_BYTES);
  /** @type {import("./points.mjs").Places} as the kernel has them */ places = placesIn(NO_BYTES, NO_BYTES);
  /** @type {Topic[]} as the kernel has them */ topics = [];
  /** @type {import("./points.mjs").Shown} */ shown = { places: this.places, topics: [], waiting: new Set() };
  /** @type {Uint8Array} */ mask = new Uint8Array();
  /** @type {Map<number, import("./points.mjs").Tally>} */ tally = new Map();
  /** @type {import("./tree.mjs").TreeNode[]} */ nodes = [];
  /** @type {Topic[]} */ sorted = [];
  /** @type {Map<number, number[]>} near duplicates, by each of them */ groups = new Map();
  /** @type {Map<number, string>} the colours of the largest topics */ hues = new Map();

  /** Take over what the kernel says.
   *  @param {Said} said @returns {boolean} whether these are other answers than before */
  follow({ edition, table, points, places, changes, topics, tree }) {
    const isNew = edition !== this.edition;
    if (isNew) {
      this.edition = edition;
      this.points = pointsIn(table, points);
      this.groups = new Map(table.groups.flatMap((group) => group.map((point) => /** @type {[number, number[]]} */ ([point, group]))));
    }
    this.places = placesIn(places, changes);
    this.topics = topics;
    this.nodes = treeOf(topics.map(({ topic }) => topic), tree);
    return isNew;
  }

  /** Work out all that follows from what was asked since, and from how it is looked at.
   *  @param {Look} look @param {import("../parts/view.mjs").Command[]} asked */
  derive({ filters, order }, asked) {
    this.shown = foretold(this.places, this.topics, asked);
    this.mask = maskOf(this.points, filters);
    this.tally = tallied(this.points, this.shown.places, this.mask);
    this.sorted = sortedTopics(this.shown.topics, this.tally, order, leavesOf(this.nodes));
  }

  /** Give each of the largest topics a colour, which it keeps.
   *  @param {readonly string[]} palette */
  giveHues(palette) {
    const there = new Set(this.shown.topics.map(({ topic }) => topic));
    for (const topic of this.hues.keys()) if (!there.has(topic)) this.hues.delete(topic);
    const size = (/** @type {Topic} */ { topic }) => this.tally.get(topic)?.all ?? 0;
    const largest = [...this.shown.topics].sort((a, b) => size(b) - size(a)).slice(0, HUES);
    const used = new Set(this.hues.values());
    const free = palette.slice(0, HUES).filter((hue) => !used.has(hue));
    for (const { topic } of largest) {
      const hue = this.hues.has(topic) ? undefined : free.shift();
      if (hue) this.hues.set(topic, hue);
    }
  }

  /** The answers to list: those that were caught, those of the chosen topics, or all where there are no topics.
   *  @param {readonly number[]} chosen @param {readonly number[] | null} caught */
  listed(chosen, caught) {
    const { places: { topic } } = this.shown;
    const passes = (/** @type {number} */ point) => Boolean(this.mask[point]) && topic[point] >= UNCLEAR;
    if (caught) return caught.filter(passes);
    if (chosen.length || !this.isPlain) return membersOf(this.shown.places, this.mask, chosen);
    return Array.from({ length: this.points.n }, (_, point) => point).filter(passes);
  }

  /** Those of these topics and shelves that are there.
   *  @param {readonly number[]} topics */
  known(topics) {
    const there = new Set([...SHELVES, ...this.shown.topics.map(({ topic }) => topic)]);
    return topics.filter((topic) => there.has(topic));
  }

  /** @param {number} topic */
  topicOf(topic) { return this.shown.topics.find((each) => each.topic === topic); }

  /** Whether there are no topics, but answers each beside its like. */
  get isPlain() { return !this.shown.topics.length; }
  get isMeasured() { return this.shown.topics.some(({ stability }) => stability !== null); }
  get hasScores() { return [...this.tally.values()].some(({ score }) => score !== null); }
  /** How many answers of those shown say something. */
  get nSaying() { return [...this.tally].reduce((sum, [topic, { n }]) => sum + (topic >= UNCLEAR ? n : 0), 0); }
}
