// @ts-check
// What a wall knows without a page: notes as they will be, walking over the cells, sieves, places to drop.

/** @typedef {{k: number, n: number, low: number, high: number}} Heard  How many of the customers, with the interval of their share. */
/** @typedef {{valence: number | null, delay_days: number | null, channel: string | null, is_measured: boolean | null, owner: string}} Details */
/** @typedef {{id: string, region: string, text: string, origin: string, standing: string, author: string, group: string, votes: string[],
 *   confidence: number | null, stale: string, quotes: number, people: number, against: number, qualified: number, employees: number, selves: number,
 *   heard: Heard | null, marks: string[], details: Details, isWaiting?: boolean, isNew?: boolean}} Note  `isWaiting`: not saved yet; `isNew`: unknown to the kernel, too. */
/** @typedef {{id: string, name: string, prompt: string, row: number, column: number, rows: number, columns: number, number: number | null,
 *   lane: string, stage: string, isBase: boolean}} Region */
/** @typedef {{id: string, name: string}} Heading */
/** @typedef {{name: string, question: string, template: string, credit: string, isTable: boolean, isOpen: boolean, columns: number, lanes: Heading[], stages: Heading[],
 *   portrait: {row: number, column: number, rows: number, columns: number} | null, subject: string, about: string[], isAssumption: boolean, regions: Region[]}} Board */
/** @typedef {{one: string, other: string, kinship: string}} Kin */
/** @typedef {{op: string, [detail: string]: unknown}} Command */

/** @type {Details} */
const NO_DETAILS = { valence: null, delay_days: null, channel: null, is_measured: null, owner: "" };

/** A note that is written and not saved yet.
 *  @param {string} id @param {string} region @param {string} text @param {string} author @returns {Note} */
function fresh(id, region, text, author) {
  return {
    id, region, text, origin: "imagined", standing: "accepted", author, group: "", votes: [], confidence: null, stale: "", quotes: 0, people: 0,
    against: 0, qualified: 0, employees: 0, selves: 0, heard: null, marks: [], details: NO_DETAILS, isWaiting: true, isNew: true,
  };
}

/** What a note is called until the kernel has named it.
 *  @param {string} nonce  of the act that makes it */
export const newId = (nonce) => `new-${nonce}`;

/** The notes as they will be once the kernel has done what was asked; what is changed waits.
 *  @param {readonly Note[]} notes @param {Iterable<[nonce: string, command: Command]>} asked @param {string} coder @returns {Note[]} */
export function withAsked(notes, asked, coder) {
  let wall = [...notes];
  for (const [nonce, command] of asked) {
    const ids = new Set(/** @type {string[]} */ (command.ids ?? [command.id]));
    const change = (/** @type {(note: Note) => Partial<Note>} */ how) => {
      wall = wall.map((note) => (ids.has(note.id) ? { ...note, ...how(note), isWaiting: true } : note));
    };
    if (command.op === "write" || command.op === "quote") wall.push(fresh(newId(nonce), String(command.region), String(command.text), coder));
    else if (command.op === "edit") change(({ text }) => ({ text: String(command.text ?? text) }));
    else if (command.op === "move") wall = moved(wall, ids, String(command.region), String(command.before ?? ""));
    else if (command.op === "group") change(() => ({ group: String(command.title) }));
    else if (command.op === "vote") change(({ votes }) => ({ votes: votes.includes(coder) ? votes.filter((each) => each !== coder) : [...votes, coder] }));
    else if (command.op === "accept") change(() => ({ standing: "accepted" }));
    else if (command.op === "remove" || command.op === "refuse") wall = wall.filter(({ id }) => !ids.has(id));
    else if (["support", "bear", "drop", "fresh"].includes(command.op)) change(() => ({}));
  }
  return wall;
}

/** @param {Note[]} wall @param {Set<string>} ids @param {string} region @param {string} before  id, "" for last */
function moved(wall, ids, region, before) {
  const going = wall.filter(({ id }) => ids.has(id)).map((note) => ({ ...note, region, isWaiting: true, group: note.region === region ? note.group : "" }));
  const staying = wall.filter(({ id }) => !ids.has(id));
  const at = before ? staying.findIndex(({ id }) => id === before) : -1;
  staying.splice(at < 0 ? staying.length : at, 0, ...going);
  return staying;
}

/** In front of which note a drop goes, "" for last; `null` where the notes would stay where they are.
 *  @param {readonly Note[]} notes  of the region, in their order @param {readonly string[]} dragged @param {string} over  id of the note below the pointer, "" for none
 *  @param {boolean} isAfter  whether the pointer is on its far half @returns {string | null} */
export function dropBefore(notes, dragged, over, isAfter) {
  const ids = notes.map(({ id }) => id);
  const staying = ids.filter((id) => !dragged.includes(id));
  if (dragged.includes(over)) return null;
  const at = over ? staying.indexOf(over) + Number(isAfter) : staying.length;
  const before = staying[at] ?? "";
  const after = [...staying.slice(0, at), ...dragged, ...staying.slice(at)];
  return after.length === ids.length && after.every((id, index) => id === ids[index]) ? null : before;
}

/** In front of which note a note goes that moves one place up or down in its cell; `null` where it cannot.
 *  @param {readonly Note[]} notes  of the region @param {string} id @param {-1 | 1} step */
export function stepBefore(notes, id, step) {
  const ids = notes.map((note) => note.id);
  const at = ids.indexOf(id) + step;
  if (at < 0 || at >= ids.length) return null;
  return ids[step < 0 ? at : at + 1] ?? "";
}

/** The region beside another: the next or previous one, and in a table the next stage or lane.
 *  @param {Board} board @param {string} id @param {"left" | "right" | "up" | "down"} way @returns {string} its own id where there is none */
export function neighbour(board, id, way) {
  const { regions, isTable } = board;
  const step = way === "left" || way === "up" ? -1 : 1;
  const at = regions.findIndex((region) => region.id === id);
  if (!isTable) return regions[at + step]?.id ?? id;
  const [down, right] = way === "up" || way === "down" ? [step, 0] : [0, step];
  const from = regions[at];
  return regions.find(({ row, column }) => from && row === from.row + down && column === from.column + right)?.id ?? id;
}

/** What each sieve lets through.
 *  @type {Record<string, (note: Note) => boolean>} */
export const SIEVES = {
  all: () => true,
  proposed: ({ standing }) => standing === "proposed",
  imagined: (note) => isImagined(note),
  contradicted: ({ against }) => against > 0,
  stale: ({ stale }) => Boolean(stale),
};

/** Whether nothing that was said or seen bears a note out.
 *  @param {Note} note */
export const isImagined = ({ origin, quotes }) => origin === "imagined" || !quotes;

/** The notes of a region in the order in which they are seen: those of a group lie together, where its first lies.
 *  @param {readonly Note[]} notes @param {string} region @returns {{title: string, notes: Note[]}[]} */
export function heaps(notes, region) {
  /** @type {Map<string, {title: string, notes: Note[]}>} */
  const found = new Map();
  for (const note of notes) {
    if (note.region !== region) continue;
    const key = note.group ? `group ${note.group}` : `note ${note.id}`;
    const heap = found.get(key) ?? { title: note.group, notes: [] };
    heap.notes.push(note);
    found.set(key, heap);
  }
  return [...found.values()];
}

/** @param {readonly Kin[]} kin @param {string} id @returns {Map<string, string>} what other notes are to a note, by id */
export function kinOf(kin, id) {
  return new Map(kin.flatMap(({ one, other, kinship }) => (one === id ? [[other, kinship]] : other === id ? [[one, kinship]] : [])));
}

/** A share in per cent.
 *  @param {number} share */
export const percent = (share) => `${Math.round(100 * share)}%`;
