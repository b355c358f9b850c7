// @ts-check
// Pure functions over a forest of codes: which rows of it show, where a key leads, what a name finds.

import { fuzzy } from "../parts/fuzzy.mjs";

/** @typedef {{id: string, path: string, name: string, parent: string, color: string, key: string, description: string,
 *   when_to_use: string, when_not_to_use: string}} Code  `parent`: the id of the code above it, "" at the top */
/** @typedef {{code: Code, level: number, hasChildren: boolean, isOpen: boolean, position: number, size: number, at: number[], isHit: boolean,
 *   inWords: boolean}} Row  One line of the tree; `at`: the letters of the name to mark, `inWords`: found in what is said of the code */
/** @typedef {{op: string, id?: unknown, name?: unknown, color?: unknown}} Asked  An act without an answer. */

/** The codes at the top and under each code, by the id of the code above them.
 *  @param {readonly Code[]} codes  each after the code above it @returns {Map<string, Code[]>} */
export function familiesOf(codes) {
  /** @type {Map<string, Code[]>} */ const families = new Map();
  for (const code of codes) {
    const family = families.get(code.parent);
    if (family) family.push(code);
    else families.set(code.parent, [code]);
  }
  return families;
}

/** The ids of a code and of all that hangs under it.
 *  @param {readonly Code[]} codes  each after the code above it @param {string} id */
export function branchOf(codes, id) {
  const branch = new Set([id]);
  for (const code of codes) if (branch.has(code.parent)) branch.add(code.id);
  return branch;
}

/** The ids of the codes above some codes, without those themselves unless one is above another.
 *  @param {readonly Code[]} codes @param {Iterable<string>} ids */
export function aboveOf(codes, ids) {
  const parents = new Map(codes.map(({ id, parent }) => [id, parent]));
  /** @type {Set<string>} */ const above = new Set();
  for (const id of ids) for (let at = parents.get(id); at && !above.has(at); at = parents.get(at)) above.add(at);
  return above;
}

/** Where what was typed is found: the letters to mark in each name; none when only its definition holds it.
 *  @param {readonly Code[]} codes @param {string} typed @returns {Map<string, number[]>} by id */
export function found(codes, typed) {
  const wanted = typed.trim();
  const hits = codes.flatMap((/** @type {Code} */ code) => {
    const match = fuzzy(wanted, code.name);
    if (match && isRun(match.at)) return [/** @type {[string, number[]]} */ ([code.id, match.at])];
    const words = [code.description, code.when_to_use, code.when_not_to_use].join("\n").toLowerCase();
    return words.includes(wanted.toLowerCase()) ? [/** @type {[string, number[]]} */ ([code.id, []])] : [];
  });
  return new Map(wanted ? hits : []);
}

/** Whether the places follow each other: letters scattered over a name are no hit when one looks for a word.
 *  @param {readonly number[]} at */
const isRun = (at) => at.every((place, i) => i === 0 || place === at[i - 1] + 1);

/** The lines of the tree that show.
 *  @param {readonly Code[]} codes  each after the code above it
 *  @param {{folded: ReadonlySet<string>, only: ReadonlySet<string> | null, typed: string}} how
 *    `folded`: ids of codes that hide what is under them; `only`: ids to show, with those above them; null for all
 *  @returns {Row[]} */
export function rowsOf(codes, { folded, only, typed }) {
  const hits = typed.trim() ? found(codes, typed) : null;
  const wanted = codes.filter(({ id }) => (!hits || hits.has(id)) && (!only || only.has(id))).map(({ id }) => id);
  const isSifted = Boolean(hits || only);
  const shown = new Set([...wanted, ...(isSifted ? aboveOf(codes, wanted) : [])]);
  const families = familiesOf(codes.filter(({ id }) => shown.has(id)));
  const asked = new Set(wanted);
  /** @type {Row[]} */ const rows = [];
  const unseen = (families.get("") ?? []).map((code, i, family) => ({ code, level: 1, position: i + 1, size: family.length })).reverse();
  for (let next = unseen.pop(); next; next = unseen.pop()) { // a stack and no recursion: any depth will do
    const { code, level } = next;
    const below = families.get(code.id) ?? [];
    const isOpen = below.length > 0 && (isSifted || !folded.has(code.id));
    const at = hits?.get(code.id) ?? [];
    const isHit = isSifted && asked.has(code.id);
    rows.push({ ...next, hasChildren: below.length > 0, isOpen, at, isHit, inWords: isHit && Boolean(hits) && !at.length });
    if (isOpen) unseen.push(...below.map((child, i) => ({ code: child, level: level + 1, position: i + 1, size: below.length })).reverse());
  }
  return rows;
}

/** Where a key leads from a line of the tree; its id where it leads nowhere.
 *  @param {readonly Row[]} rows @param {string} id @param {string} key @param {number} page  lines that PageUp passes over */
export function stepFrom(rows, id, key, page) {
  const at = rows.findIndex(({ code }) => code.id === id);
  const clamped = (/** @type {number} */ to) => rows[Math.min(rows.length - 1, Math.max(0, to))]?.code.id ?? "";
  if (at < 0) return clamped(key === "End" ? rows.length : 0);
  /** @type {Record<string, () => string>} */
  const steps = {
    ArrowDown: () => clamped(at + 1), ArrowUp: () => clamped(at - 1), PageDown: () => clamped(at + page), PageUp: () => clamped(at - page),
    Home: () => clamped(0), End: () => clamped(rows.length),
    ArrowRight: () => (rows[at].isOpen ? clamped(at + 1) : id), ArrowLeft: () => rows[at].code.parent || id,
  };
  return steps[key]?.() ?? id;
}

/** The line that takes the place of one whose code went: the next that is still there, else the one before.
 *  @param {readonly Row[]} before @param {ReadonlySet<string>} left  ids of the codes there are now @param {string} id */
export function successorOf(before, left, id) {
  const at = Math.max(0, before.findIndex(({ code }) => code.id === id));
  const next = before.slice(at).find(({ code }) => left.has(code.id));
  return (next ?? before.slice(0, at).reverse().find(({ code }) => left.has(code.id)))?.code.id ?? "";
}

/** The next hit after (or before) a line, round the end to the first; its own id where there is none.
 *  @param {readonly Row[]} rows @param {string} id @param {1 | -1} step */
export function hitFrom(rows, id, step) {
  const at = rows.findIndex(({ code }) => code.id === id);
  const n = rows.length;
  const from = at < 0 ? (step > 0 ? -1 : 0) : at;
  for (let i = 1; i <= n; i++) {
    const row = rows[(from + step * i + n * (i + 1)) % n];
    if (row.isHit) return row.code.id;
  }
  return id;
}

/** Whether a code can hang under another; "" is the top.
 *  @param {readonly Code[]} codes @param {string} id @param {string} under */
export function canHang(codes, id, under) {
  const code = codes.find((each) => each.id === id);
  return Boolean(code) && code?.parent !== under && !branchOf(codes, id).has(under);
}

/** The codes as they will be once the names and colours that were asked for are saved.
 *  @param {readonly Code[]} codes @param {Iterable<Asked>} asked @returns {Code[]} */
export function withAsked(codes, asked) {
  const commands = [...asked].filter(({ op }) => op === "rename" || op === "change");
  return codes.map((code) => commands.filter(({ id }) => id === code.id).reduce((now, { name, color }) => ({
    ...now,
    ...(typeof name === "string" ? { name } : {}),
    ...(typeof color === "string" ? { color } : {}),
  }), code));
}

/** The path of a name that was typed under a code; a name with a slash says all of its path.
 *  @param {string} name @param {string} under  path, "" for the top */
export const pathUnder = (name, under) => (under && !name.includes("/") ? `${under}/${name}` : name);
