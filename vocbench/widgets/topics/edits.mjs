// @ts-check
// Editing topics and answers by hand: what to ask first, and what to ask the kernel for.

import { filled } from "../parts/dom.mjs";
import { UNCLEAR } from "./points.mjs";
import { nodeOf } from "./tree.mjs";

/** @typedef {import("./points.mjs").Topic} Topic */
/** @typedef {import("../parts/view.mjs").Command} Command */
/** @typedef {{texts: Record<string, string>, task: import("../parts/task.mjs").TaskBar, shown: import("./points.mjs").Shown, sorted: readonly Topic[],
 *   nodes: readonly import("./tree.mjs").TreeNode[], tally: Map<number, import("./points.mjs").Tally>, chosen: readonly number[], current: number, nSelected: number, edition: number,
 *   colorOf: (topic: number) => string, number: (n: number) => string, targets: () => number[], ask: (command: Command) => void, complain: (key: string) => void,
 *   only: (topic: number) => void, drop: () => void, skip: () => void}} EditHost
 *  What editing asks of its view: `targets` are the answers that an edit is for, `only` leaves one topic chosen, `drop` selects nothing. */

const MOST_PARTS = 6;
const HINT_WORDS = 4;

export class Edits {
  /** @param {EditHost} host */
  constructor(host) {
    this.host = host;
  }

  /** Do what a button or a key with this name asks.
   *  @param {string} name */
  act(name) {
    /** @type {Record<string, () => void>} */
    const acts = {
      merge: () => this.askMerge(), rename: () => this.askName(), split: () => this.askSplit(), move: () => this.askMove(), own_topic: () => this.askOwn(),
      set_aside: () => this.onTargets("set_aside"), take_back: () => this.onTargets("take_back"), pin: () => this.pin(), accept: () => this.accept(), skip: () => this.host.skip(),
    };
    acts[name]?.();
  }

  /** The one topic that is chosen; says so where there is none. */
  get topic() {
    const { shown, current, chosen } = this.host;
    const found = shown.topics.find(({ topic }) => topic === current && chosen.includes(topic));
    if (!found) this.host.complain("choose_first");
    return found;
  }

  /** Topics to choose from; two may have the same name, so each has its number.
   *  @param {readonly Topic[]} topics */
  choicesOf(topics) {
    return topics.map(({ topic, name, words }) => ({ name: `${topic} · ${name}`, color: this.host.colorOf(topic), hint: words.slice(0, HINT_WORDS).join(", ") }));
  }

  // -- topics --

  askMerge() {
    const { chosen, current, texts, task } = this.host;
    if (chosen.length > 1 && chosen.some((topic) => topic < 0)) this.host.complain("choose_two");
    else if (chosen.length > 1) this.merge([current, ...chosen.filter((topic) => topic !== current)]);
    else {
      const { topic } = this;
      const others = topic ? this.nearestFirst(topic.topic) : [];
      if (topic && !others.length) this.host.complain("no_other_topic");
      else if (topic) task.choose(filled(texts.merge_with, { name: topic.name }), this.choicesOf(others), (choice) => this.merge([topic.topic, numberOf(choice)]));
    }
  }

  /** The other topics, those that join with this one first at the top.
   *  @param {number} topic */
  nearestFirst(topic) {
    const { nodes, sorted } = this.host;
    /** @type {Map<number, number>} */ const place = new Map();
    for (let node = nodeOf(nodes, [topic]); node; node = node.up) for (const each of node.topics) if (!place.has(each)) place.set(each, place.size);
    return sorted.filter((each) => each.topic !== topic).sort((a, b) => (place.get(a.topic) ?? Infinity) - (place.get(b.topic) ?? Infinity));
  }

  /** @param {number[]} topics  the first takes the answers of the others */
  merge(topics) {
    this.host.only(topics[0]);
    this.host.ask({ op: "merge", topics, name: "" });
  }

  askName() {
    const { topic } = this;
    if (!topic) return;
    const question = filled(this.host.texts.rename_to, { name: topic.name });
    this.host.task.write(question, topic.name, (name) => { if (name !== topic.name) this.host.ask({ op: "rename", topic: topic.topic, name }); });
  }

  askSplit() {
    const { topic } = this;
    if (!topic) return;
    const { texts, tally, nSelected, number, ask, task } = this.host;
    const most = Math.min(MOST_PARTS, tally.get(topic.topic)?.all ?? 0);
    if (most < 2) { this.host.complain("cannot_split"); return; }
    const parts = Array.from({ length: most - 1 }, (_, at) => at + 2);
    const ways = parts.map((into) => /** @type {[string, () => void]} */ ([String(into), () => ask({ op: "split", topic: topic.topic, into })]));
    if (nSelected) ways.push([`${texts.own_topic} (${number(nSelected)})`, () => this.askOwn()]);
    task.decide(filled(texts.split_into, { name: topic.name }), ways);
  }

  // -- answers --

  /** The answers that an edit is for; says so where there are none. */
  get points() {
    const points = this.host.targets();
    if (!points.length) this.host.complain("choose_answers");
    return points;
  }

  askMove() {
    const { points } = this;
    if (!points.length) return;
    const { texts, shown: { places }, sorted, number, task } = this.host;
    const isThere = (/** @type {number} */ topic) => points.every((point) => places.topic[point] === topic);
    const first = places.nearest[points[0]];
    const others = sorted.filter(({ topic }) => !isThere(topic));
    const offered = [...others.filter(({ topic }) => topic === first), ...others.filter(({ topic }) => topic !== first)];
    const question = points.length === 1 ? texts.move_one_to : filled(texts.move_to, { n: number(points.length) });
    task.choose(question, this.choicesOf(offered), (choice) => this.onPoints("move", points, { to: numberOf(choice) }));
  }

  /** Make one new topic of what is selected. */
  askOwn() {
    const { points } = this;
    if (!points.length) return;
    this.host.task.write(filled(this.host.texts.new_topic_of, { n: this.host.number(points.length) }), "", (name) => this.onPoints("gather", points, { name }));
  }

  pin() {
    const [point] = this.points;
    if (point === undefined) return;
    const to = this.host.shown.places.topic[point];
    if (to >= 0) this.host.ask({ op: "pin", points: [point], to, edition: this.host.edition });
    else this.host.complain("cannot_pin");
  }

  /** Give the current answer of the review queue, or those selected, to the nearest topic. */
  accept() {
    const { nearest, topic } = this.host.shown.places;
    const points = this.host.targets().filter((point) => topic[point] === UNCLEAR);
    const to = points.length ? nearest[points[0]] : -1;
    if (to >= 0) this.onPoints("move", points.filter((point) => nearest[point] === to), { to });
    else this.host.complain("choose_answers");
  }

  /** @param {string} op */
  onTargets(op) {
    const { points } = this;
    if (points.length) this.onPoints(op, points);
  }

  /** @param {string} op @param {number[]} points @param {Record<string, unknown>} [detail] */
  onPoints(op, points, detail = {}) {
    this.host.drop();
    this.host.ask({ op, points, edition: this.host.edition, ...detail });
  }
}

/** The topic of a choice that was offered.
 *  @param {string} choice */
const numberOf = (choice) => Number(choice.split(" ")[0]);
