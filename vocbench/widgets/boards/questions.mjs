// @ts-check
// What one is asked about a note or a quote, one question at a time: where to, under which heading, how they are related.

import { filled } from "../parts/dom.mjs";

/** @typedef {import("./wall.mjs").Note} Note */
/** @typedef {import("./wall.mjs").Region} Region */
/** @typedef {import("./quotes.mjs").Quote} Quote */
/** @typedef {{texts: Record<string, string>, regions: Region[], notes: readonly Note[], wall: {note: Note | null, chosen: Set<string>, region: string},
 *   regionName: (id: string) => string, ask: (command: import("./wall.mjs").Command) => void, make: (command: import("./wall.mjs").Command) => void, move: (ids: string[], region: string) => void,
 *   toQuotes: () => void}} QuestionsHost  What asking needs of its view. */

const LONGEST = 60; // characters of a note in a sentence

export class Questions {
  /** @param {import("../parts/task.mjs").TaskBar} task @param {QuestionsHost} host */
  constructor(task, host) {
    this.task = task;
    this.host = host;
  }

  /** @param {Note} note @param {string[]} ids */
  whereTo(note, ids) {
    const names = new Map(this.host.regions.filter(({ id }) => id !== note.region).map(({ id }) => [this.host.regionName(id), id]));
    this.task.choose(filled(this.host.texts.move_to, { note: short(note.text) }), [...names.keys()].map((name) => ({ name })),
      (name) => this.host.move(ids, names.get(name) ?? ""));
  }

  /** @param {Note} note @param {string[]} ids */
  underWhat(note, ids) {
    const { texts } = this.host;
    const inside = this.host.notes.filter(({ id, region }) => ids.includes(id) && region === note.region).map(({ id }) => id);
    const titles = [...new Set(this.host.notes.filter(({ region, group }) => region === note.region && group).map(({ group }) => group))];
    const none = `— ${texts.no_group} —`;
    this.task.choose(filled(texts.group_as, { n: inside.length }), [...(note.group ? [{ name: none }] : []), ...titles.map((name) => ({ name }))],
      (name) => { this.host.wall.chosen.clear(); this.host.ask({ op: "group", ids: inside, title: name === none ? "" : name }); }, texts.make_group);
  }

  /** Say that the current note says the same as another, or the opposite.
   *  @param {Note} note */
  relatedTo(note) {
    const { texts, wall } = this.host;
    const others = this.host.notes.filter(({ id, isNew }) => id !== note.id && !isNew && (wall.chosen.size < 2 || wall.chosen.has(id)));
    const names = new Map(others.map((other) => [`${other.text} (${this.host.regionName(other.region)})`, other.id]));
    const decide = (/** @type {string} */ other) => {
      const ways = /** @type {[string, () => void][]} */ (["same", "opposite"].map((kinship) => [texts[`kin_${kinship}`], () => { this.host.ask({ op: "relate", one: note.id, other, kinship }); }]));
      this.task.decide(filled(texts.relate_how, { note: short(note.text), other: short(this.host.notes.find(({ id }) => id === other)?.text ?? "") }), ways);
    };
    if (others.length === 1) decide(others[0].id);
    else this.task.choose(filled(texts.relate_to, { note: short(note.text) }), [...names.keys()].map((name) => ({ name })), (name) => decide(names.get(name) ?? ""));
  }

  /** Ask in which cell a quote becomes a note.
   *  @param {Quote} quote */
  inWhichCell(quote) {
    const here = this.host.wall.region;
    const regions = [...this.host.regions].sort((a, b) => Number(b.id === here) - Number(a.id === here));
    const names = new Map(regions.map(({ id }) => [this.host.regionName(id), id]));
    this.task.choose(filled(this.host.texts.note_in, { quote: short(quote.quote) }), [...names.keys()].map((name) => ({ name })),
      (name) => { this.host.make({ op: "quote", region: names.get(name) ?? "", codings: [quote.coding], text: quote.quote }); this.host.toQuotes(); });
  }

  /** Ask how a quote bears on the current note.
   *  @param {Quote} quote */
  howItBears(quote) {
    const { note } = this.host.wall;
    if (!note) return;
    const ways = /** @type {[string, () => void][]} */ (["supports", "contradicts", "qualifies"].map((relation) => [this.host.texts[`bear_${relation}`],
      () => { this.host.ask({ op: "support", id: note.id, codings: [quote.coding], relation }); this.host.toQuotes(); }]));
    this.task.decide(filled(this.host.texts.bears_how, { note: short(note.text) }), ways);
  }
}

/** @param {string} text */
const short = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()} …` : text);
