// @ts-check
// The answers as columns: which rows pass a filter, in what order, and which are copies. Touches no page.

import { compare } from "../parts/dom.mjs";

/** @typedef {{name: string, kind: "words" | "choice" | "number", choices: string[], values: (string | number | null)[]}} Column */
/** @typedef {{nRows: number, questions: string[], texts: (string | null)[][], columns: Column[]}} Table */
/** @typedef {{words?: string, values?: string[], range?: [number | null, number | null], state?: string, path?: string}} Wish */
/** @typedef {{find: string, filters: Record<string, Wish>, order: string, fold: boolean, suggest: boolean}} Look */
/** @typedef {{path: number, coder: number}} Mark  a code on an answer: numbers of its path and coder */
/** @typedef {{suggested: number[], informative: number[], card: Record<string, number> | null, cut: number, nCoded: number}} Learned */
/** @typedef {{marksAt: (cell: number) => readonly Mark[], numberOf: (path: string) => number, firstChance: (cell: number) => number,
 *   cut: number, placeOf: (cell: number) => number}} Facts  What is coded and suggested. */

export const INFORMATIVE = "informative";

/** What is kept of a text to see whether two answers are copies: letters and digits in lower case.
 *  @param {string} text */
export const formOf = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim() || text.trim();

/** The answers with what is derived from them, each made once when it is first asked for. */
export class AnswerTable {
  /** @type {Map<number, (string | null)[]>} */ lowered = new Map();
  /** @type {Map<number, (string | null)[]>} */ forms = new Map();

  /** @param {Table} table */
  constructor({ nRows, questions, texts, columns }) {
    this.nRows = nRows;
    this.questions = questions;
    this.texts = texts;
    this.columns = columns;
  }

  /** @param {number} question @param {number} row */
  cell(question, row) { return question * this.nRows + row; }

  /** @param {number} cell @returns {string | null} */
  text(cell) { return this.texts[Math.floor(cell / this.nRows)]?.[cell % this.nRows] ?? null; }

  /** @param {number} question */
  lower(question) {
    return made(this.lowered, question, () => this.texts[question].map((text) => text && text.toLowerCase()));
  }

  /** @param {number} question */
  form(question) {
    return made(this.forms, question, () => this.texts[question].map((text) => text && formOf(text)));
  }

  /** What a column shows in a row.
   *  @param {Column} column @param {number} row */
  shown(column, row) {
    const value = column.values[row];
    if (value === null || value === undefined) return "";
    return column.kind === "choice" ? column.choices[Number(value)] : String(value);
  }

  /** The rows that hold the same answer to a question as this one, itself included.
   *  @param {number} question @param {number} row @param {readonly number[]} among */
  copies(question, row, among) {
    const forms = this.form(question);
    return forms[row] === null ? [row] : among.filter((each) => forms[each] === forms[row]);
  }
}

/** @template K, V
 *  @param {Map<K, V>} known @param {K} key @param {() => V} make */
function made(known, key, make) {
  let found = known.get(key);
  if (found === undefined) { found = make(); known.set(key, found); }
  return found;
}

/** The rows that pass search and filters, in order.
 *  @param {AnswerTable} table @param {Look} look @param {Facts} facts @returns {number[]} */
export function rowsOf(table, look, facts) {
  const tests = testsOf(table, look, facts);
  const rows = [];
  for (let row = 0; row < table.nRows; row++) if (tests.every((test) => test(row))) rows.push(row);
  return ordered(table, rows, look.order, facts);
}

/** @typedef {(row: number) => boolean} Test */

/** @param {AnswerTable} table @param {Look} look @param {Facts} facts @returns {Test[]} */
function testsOf(table, look, facts) {
  const tests = [];
  const find = look.find.trim().toLowerCase();
  if (find) {
    const lowers = table.questions.map((_, question) => table.lower(question));
    tests.push((/** @type {number} */ row) => lowers.some((texts) => texts[row]?.includes(find)));
  }
  for (const [name, wish] of Object.entries(look.filters)) {
    const test = name === "codes" ? codesTest(table, wish, facts) : columnTest(table, name, wish);
    if (test) tests.push(test);
  }
  return tests;
}

/** @param {AnswerTable} table @param {string} name @param {Wish} wish @returns {Test | null} */
function columnTest(table, name, wish) {
  const column = table.columns.find((each) => each.name === name);
  const question = table.questions.indexOf(name);
  if (wish.words !== undefined) {
    const words = wish.words.trim().toLowerCase();
    if (!column && question < 0) return null;
    if (!column) { const texts = table.lower(question); return (row) => Boolean(texts[row]?.includes(words)); }
    return (row) => table.shown(column, row).toLowerCase().includes(words);
  }
  if (!column) return null;
  if (wish.range) {
    const [low, high] = [wish.range[0] ?? -Infinity, wish.range[1] ?? Infinity];
    return (row) => { const value = column.values[row]; return typeof value === "number" && value >= low && value <= high; };
  }
  const wanted = new Set(wish.values ?? []);
  return (row) => wanted.has(table.shown(column, row));
}

/** A row passes when one of its answers does; without words there is nothing to be coded.
 *  @param {AnswerTable} table @param {Wish} wish @param {Facts} facts @returns {Test | null} */
function codesTest(table, { state, path }, facts) {
  /** @type {Record<string, (cell: number) => boolean>} */
  const byState = {
    coded: (cell) => facts.marksAt(cell).length > 0,
    uncoded: (cell) => Boolean(table.text(cell)?.trim()) && !facts.marksAt(cell).length,
    suggested: (cell) => !facts.marksAt(cell).length && facts.firstChance(cell) >= facts.cut,
  };
  const number = path === undefined ? -1 : facts.numberOf(path);
  const passes = path === undefined ? byState[state ?? ""] : (/** @type {number} */ cell) => facts.marksAt(cell).some((mark) => mark.path === number);
  return passes ? (row) => table.questions.some((_, question) => passes(table.cell(question, row))) : null;
}

/** The rows sorted by a column; rows without a value come last either way.
 *  @param {AnswerTable} table @param {number[]} rows @param {string} order @param {Facts} facts */
function ordered(table, rows, order, facts) {
  if (order === INFORMATIVE) {
    const place = (/** @type {number} */ row) => Math.min(...table.questions.map((_, question) => facts.placeOf(table.cell(question, row))));
    return sortedBy(rows, place, 1, (a, b) => a - b);
  }
  const names = [...table.columns.map(({ name }) => name), ...table.questions];
  const falls = order.startsWith("-") && !names.includes(order);
  const name = falls ? order.slice(1) : order;
  const sign = falls ? -1 : 1;
  const column = table.columns.find((each) => each.name === name);
  const question = table.questions.indexOf(name);
  if (column && column.kind !== "words") return sortedBy(rows, (row) => /** @type {number | null} */ (column.values[row]), sign, (a, b) => a - b);
  if (column) return sortedBy(rows, (row) => table.shown(column, row) || null, sign, new Intl.Collator(undefined, { numeric: true }).compare);
  if (question >= 0) { const texts = table.lower(question); return sortedBy(rows, (row) => texts[row] || null, sign, compare); }
  return rows;
}

/** @template T
 *  @param {number[]} rows @param {(row: number) => T | null} keyOf @param {1 | -1} sign @param {(a: T, b: T) => number} comparing */
function sortedBy(rows, keyOf, sign, comparing) {
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return sign * comparing(a.key, b.key);
  });
  return keyed.map(({ row }) => row);
}

/** The first of each group of copies, and how many there are of each.
 *  @param {AnswerTable} table @param {readonly number[]} rows
 *  @returns {{rows: number[], copies: Map<number, number[]>}}  copies by the row that stands for them */
export function folded(table, rows) {
  const forms = table.form(0);
  /** @type {Map<string, number>} */ const first = new Map();
  /** @type {Map<number, number[]>} */ const copies = new Map();
  const kept = [];
  for (const row of rows) {
    const form = forms[row];
    const leader = form === null ? undefined : first.get(form);
    if (leader === undefined) {
      if (form !== null) first.set(form, row);
      kept.push(row);
      copies.set(row, [row]);
    } else copies.get(leader)?.push(row);
  }
  return { rows: kept, copies };
}

/** The range that was typed: "0-6", ">=7", "<=3" or "5"; null when it is none.
 *  @param {string} typed @returns {[number | null, number | null] | null} */
export function rangeIn(typed) {
  const text = typed.replace(/\s/g, "").replace(/,(?=\d)/g, ".").replaceAll("–", "-");
  const number = "(-?\\d+(?:\\.\\d+)?)";
  const both = text.match(new RegExp(`^${number}-${number}$`));
  if (both) return [Number(both[1]), Number(both[2])];
  const one = text.match(new RegExp(`^(>=|≥|<=|≤|)${number}$`));
  if (!one) return null;
  const value = Number(one[2]);
  if (one[1] === "") return [value, value];
  return one[1] === ">=" || one[1] === "≥" ? [value, null] : [null, value];
}

/** A range as one would type it.
 *  @param {readonly [number | null, number | null]} range */
export function rangeText([low, high]) {
  if (low === null) return high === null ? "" : `<=${high}`;
  if (high === null) return `>=${low}`;
  return low === high ? String(low) : `${low}-${high}`;
}

/** Where words that were searched stand in a text, as [start, end) pairs.
 *  @param {string} text @param {readonly string[]} searched */
export function hitsIn(text, searched) {
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return []; // some letter is longer in lower case: its places are not those of the text
  /** @type {[number, number][]} */ const hits = [];
  for (const each of searched) {
    const words = each.trim().toLowerCase();
    for (let at = words ? lower.indexOf(words) : -1; at >= 0; at = lower.indexOf(words, at + words.length)) hits.push([at, at + words.length]);
  }
  hits.sort((a, b) => a[0] - b[0]);
  return hits.filter(([start], index) => index === 0 || start >= hits[index - 1][1]);
}

/** Which codes are on which answer, kept up by what the kernel adds and takes away. */
export class CodingStore {
  /** @type {Mark[][]} by cell */ byCell = [];
  /** @type {number[]} on how many answers each code is, by number of its path */ counts = [];
  nCoded = 0;
  /** What was read last. */
  codings = "";
  nChanges = 0;

  /** Take over what the kernel says.
   *  @param {string} codings  all, as JSON @param {readonly number[]} changes  since then */
  follow(codings, changes) {
    if (codings !== this.codings || changes.length < this.nChanges) this.reload(codings);
    for (let at = this.nChanges; at < changes.length; at += 4) {
      const [isAdded, cell, path, coder] = changes.slice(at, at + 4);
      if (isAdded) this.add(cell, path, coder);
      else this.remove(cell, path, coder);
    }
    this.nChanges = changes.length;
  }

  /** @param {string} codings */
  reload(codings) {
    this.byCell = [];
    this.counts = [];
    this.nCoded = this.nChanges = 0;
    this.codings = codings;
    /** @type {number[]} */ const all = JSON.parse(codings);
    for (let at = 0; at < all.length; at += 3) this.add(all[at], all[at + 1], all[at + 2]);
  }

  /** @param {number} cell @returns {readonly Mark[]} */
  at(cell) { return this.byCell[cell] ?? NO_MARKS; }

  /** @param {number} cell @param {number} path @param {number} coder */
  add(cell, path, coder) {
    const marks = (this.byCell[cell] ??= []);
    if (!marks.length) this.nCoded++;
    if (!marks.some((mark) => mark.path === path)) this.counts[path] = (this.counts[path] ?? 0) + 1;
    marks.push({ path, coder });
  }

  /** @param {number} cell @param {number} path @param {number} coder */
  remove(cell, path, coder) {
    const marks = this.byCell[cell] ?? [];
    const left = marks.filter((mark) => mark.path !== path || mark.coder !== coder);
    if (left.length === marks.length) return;
    this.byCell[cell] = left;
    if (!left.length) this.nCoded--;
    if (!left.some((mark) => mark.path === path)) this.counts[path]--;
  }
}

/** @type {readonly Mark[]} */
const NO_MARKS = [];

/** What was learned, by cell. */
export class SuggestionStore {
  /** @type {Map<number, {path: number, chance: number}[]>} */ byCell = new Map();
  /** @type {Map<number, number>} */ places = new Map();
  /** @type {Record<string, number> | null} */ card = null;
  cut = 1;
  nCoded = 0;

  /** @param {string} learned  as JSON; "" for nothing */
  constructor(learned) {
    if (!learned) return;
    /** @type {Learned} */ const { suggested, informative, card, cut, nCoded } = JSON.parse(learned);
    for (let at = 0; at < suggested.length; at += 3) {
      const each = { path: suggested[at + 1], chance: suggested[at + 2] / 1000 };
      const known = this.byCell.get(suggested[at]);
      if (known) known.push(each);
      else this.byCell.set(suggested[at], [each]);
    }
    informative.forEach((cell, place) => this.places.set(cell, place));
    Object.assign(this, { card, cut, nCoded });
  }

  /** @param {number} cell */
  at(cell) { return this.byCell.get(cell) ?? []; }

  /** @param {number} cell */
  placeOf(cell) { return this.places.get(cell) ?? Infinity; }
}
