// @ts-check
// Turns, passages and the codings on them: pure functions, without a page.
// All offsets here are UTF-16 units into the whole text; Python counts code points and translates.

import { compare } from "../parts/dom.mjs";

/** @typedef {{start: number, end: number}} Range */
/** @typedef {Range & {kind: string}} Event_ */
/** @typedef {{start: number, text: string, speaker: string, role: string, time: string, seconds: number | null, events: Event_[]}} Turn */
/** @typedef {{path: string, name: string, color: string, key: string}} Code */
/** @typedef {Range & {id: string, code: string, coder: string, memo: string, doubt: string}} Coding */
/** @typedef {"" | "adding" | "removing" | "changing"} Wait  What the kernel has yet to confirm. */
/** @typedef {Coding & {wait: Wait}} Shown  A coding as it is on the page. */
/** @typedef {import("../parts/view.mjs").Command & {start?: number, end?: number, code?: string, id?: string, memo?: string}} CodingCommand */

const LONGEST_NAME = 60;

/** Where a turn ends.
 *  @param {Turn} turn */
export const endOf = (turn) => turn.start + turn.text.length;

/** Index of the last turn that starts at or before an offset; 0 for an offset before all turns.
 *  @param {readonly Turn[]} turns @param {number} offset */
export function turnIndexAt(turns, offset) {
  let low = 0;
  let high = turns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (turns[middle].start <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Pieces of [start, end), cut wherever a range starts or ends, each with the ranges that cover it.
 *  @template {Range} R
 *  @param {number} start @param {number} end @param {readonly R[]} ranges
 *  @returns {(Range & {on: R[]})[]} */
export function segments(start, end, ranges) {
  const cuts = new Set([start, end]);
  for (const range of ranges) {
    cuts.add(Math.min(end, Math.max(start, range.start)));
    cuts.add(Math.min(end, Math.max(start, range.end)));
  }
  const ordered = [...cuts].sort((a, b) => a - b);
  const waiting = [...ranges].sort((a, b) => a.start - b.start);
  const pieces = [];
  /** @type {R[]} */ let on = [];
  let next = 0;
  for (let i = 0; i + 1 < ordered.length; i++) {
    while (next < waiting.length && waiting[next].start <= ordered[i]) on.push(waiting[next++]);
    on = on.filter((range) => range.end > ordered[i]);
    pieces.push({ start: ordered[i], end: ordered[i + 1], on: [...on] });
  }
  return pieces;
}

/** The underline lane of each coding: the lowest that is free along its whole length.
 *  @param {readonly Coding[]} codings  in reading order
 *  @returns {Map<string, number>} */
export function lanesOf(codings) {
  const lanes = new Map();
  /** @type {number[]} */ const busyUntil = [];
  for (const coding of codings) {
    const free = busyUntil.findIndex((end) => end <= coding.start);
    const lane = free < 0 ? busyUntil.length : free;
    busyUntil[lane] = coding.end;
    lanes.set(coding.id, lane);
  }
  return lanes;
}

/** A selection without the blanks at its ends; null when nothing is left.
 *  @param {readonly Turn[]} turns @param {number} from @param {number} to
 *  @returns {Range | null} */
export function snapped(turns, from, to) {
  const [low, high] = from < to ? [from, to] : [to, from];
  /** @type {Range | null} */ let found = null;
  for (let i = turnIndexAt(turns, low); i < turns.length && turns[i].start < high; i++) {
    const start = Math.max(low, turns[i].start);
    const words = turns[i].text.slice(start - turns[i].start, high - turns[i].start);
    if (!words.trim()) continue;
    found ??= { start: start + words.length - words.trimStart().length, end: high };
    found.end = start + words.trimEnd().length;
  }
  return found;
}

/** The words of a range; turns are parted by a slash.
 *  @param {readonly Turn[]} turns @param {Range} range @param {number} [longest] */
export function quoteOf(turns, range, longest = Infinity) {
  const parts = [];
  let length = 0;
  for (let i = turnIndexAt(turns, range.start); i < turns.length && turns[i].start < range.end && length <= longest; i++) {
    const part = turns[i].text.slice(Math.max(0, range.start - turns[i].start), range.end - turns[i].start);
    if (part) parts.push(part);
    length += part.length;
  }
  const quote = parts.join(" / ").replace(/\s+/g, " ");
  const signs = [...quote.slice(0, 2 * longest)];
  return signs.length > longest ? `${signs.slice(0, longest - 1).join("").trimEnd()}…` : quote;
}

/** The codings of each turn, by the turn's index.
 *  @template {Range} R
 *  @param {readonly Turn[]} turns @param {readonly R[]} codings
 *  @returns {R[][]} */
export function byTurn(turns, codings) {
  /** @type {R[][]} */ const found = turns.map(() => []);
  for (const coding of codings) {
    for (let i = turnIndexAt(turns, coding.start); i < turns.length && turns[i].start < coding.end; i++) {
      if (coding.start < endOf(turns[i])) found[i].push(coding);
    }
  }
  return found;
}

/** The kernel's codings as they are shown; what stayed the same is the same object again.
 *  @param {readonly Coding[]} codings @param {ReadonlyMap<string, Shown>} before  what was shown, by id
 *  @returns {Shown[]} in reading order */
export function keptCodings(codings, before) {
  return codings.map((coding) => {
    const old = before.get(coding.id);
    const shown = /** @type {Shown} */ ({ ...coding, wait: "" });
    return old && isSame(old, shown) ? old : shown;
  }).sort(inReadingOrder);
}

/** What to show: what the kernel knows, and what was asked for but is not confirmed.
 *  @param {readonly Shown[]} kept  in reading order @param {Iterable<[string, CodingCommand]>} asked  by nonce @param {string} coder
 *  @returns {readonly Shown[]} in reading order; what no act is about is the same object */
export function shownCodings(kept, asked, coder) {
  const commands = [...asked];
  if (!commands.length) return kept;
  const shown = [...kept];
  for (const [nonce, command] of commands) anticipate(shown, nonce, command, coder);
  return shown.sort(inReadingOrder);
}

/** @param {Shown[]} shown @param {string} nonce @param {CodingCommand} command @param {string} coder */
function anticipate(shown, nonce, { op, id = "", start = 0, end = 0, code = "", memo = "" }, coder) {
  if (op === "code" || (op === "accept" && end)) {
    // The new state may come in just before the answer: do not paint the same coding twice.
    const isThere = shown.some((c) => c.start === start && c.end === end && c.code === code && c.coder === coder);
    if (!isThere) shown.push({ id: `asked-${nonce}`, start, end, code, coder, memo, doubt: "", wait: "adding" });
    return;
  }
  /** @type {Record<string, Partial<Shown>>} */
  const changes = {
    uncode: { wait: "removing" }, recode: { code, wait: "changing" }, resize: { start, end, wait: "changing" }, memo: { memo, wait: "changing" },
  };
  const at = shown.findIndex((coding) => coding.id === id);
  if (at >= 0 && op in changes) shown[at] = { ...shown[at], ...changes[op] };
}

/** @param {Shown} a @param {Shown} b */
const inReadingOrder = (a, b) => a.start - b.start || b.end - a.end || compare(a.code, b.code) || compare(a.id, b.id);

/** @param {Shown} a @param {Shown} b */
const isSame = (a, b) => a.start === b.start && a.end === b.end && a.code === b.code && a.wait === b.wait
  && a.memo === b.memo && a.coder === b.coder && a.doubt === b.doubt;

/** The nearest coding with the same code after (or before) one; round the end to the first.
 *  @template {Coding} C
 *  @param {readonly C[]} codings  in reading order @param {string} id @param {1 | -1} step
 *  @returns {C | null} null when there is no other */
export function neighbourOf(codings, id, step) {
  const own = codings.find((coding) => coding.id === id);
  const family = codings.filter((coding) => coding.code === own?.code);
  if (!own || family.length < 2) return null;
  return family[(family.indexOf(own) + step + family.length) % family.length];
}

/** The codings that one coding can be joined with: of its code and coder, overlapping or with only blanks between.
 *  @template {Coding} C
 *  @param {readonly Turn[]} turns @param {readonly C[]} codings  in reading order @param {C} own
 *  @returns {C[]} with the coding itself; alone when there are none */
export function joinable(turns, codings, own) {
  const family = codings.filter((coding) => coding.code === own.code && coding.coder === own.coder);
  /** @type {C[]} */ let run = [];
  let until = -1;
  for (const coding of family) {
    if (run.length && coding.start > until && snapped(turns, until, coding.start)) {
      if (run.includes(own)) return run;
      run = [];
    }
    run.push(coding);
    until = Math.max(run.length > 1 ? until : 0, coding.end);
  }
  return run.includes(own) ? run : [own];
}

/** The name of a code made of the respondent's own words.
 *  @param {string} words */
export function inVivoName(words) {
  const plain = words.replace(/[/\s]+/g, " ").replace(/^[\s"'“”‘’.,;:!?…–—-]+|[\s"'“”‘’.,;:!?…–—-]+$/gu, "");
  const signs = [...plain];
  return signs.length > LONGEST_NAME ? `${signs.slice(0, LONGEST_NAME - 1).join("").trimEnd()}…` : plain;
}

/** @typedef {"word" | "sentence" | "turn"} Unit */

/** A selection grown to whole words, sentences or turns; by one more when it is whole already.
 *  @param {readonly Turn[]} turns @param {Range} at @param {Unit} unit @param {string} language
 *  @returns {Range | null} */
export function grown(turns, at, unit, language) {
  const first = unitAt(turns, at.start, unit, language);
  const last = at.end > at.start ? unitAt(turns, at.end - 1, unit, language) : first;
  const whole = snapped(turns, first.start, last.end);
  if (whole && (whole.start < at.start || whole.end > at.end)) return whole;
  const next = unitAt(turns, last.end, unit, language);
  return snapped(turns, (whole ?? next).start, next.end);
}

/** The first unit with words in it that ends after an offset; empty, at the end of all, when there is none.
 *  @param {readonly Turn[]} turns @param {number} offset @param {Unit} unit @param {string} language
 *  @returns {Range} */
function unitAt(turns, offset, unit, language) {
  for (let i = turnIndexAt(turns, offset); i < turns.length; i++) {
    const found = unitIn(turns[i], Math.max(0, offset - turns[i].start), unit, language);
    if (found) return found;
  }
  const end = endOf(turns[turns.length - 1]);
  return { start: end, end };
}

/** @param {Turn} turn @param {number} from  within the turn @param {Unit} unit @param {string} language
 *  @returns {Range | null} */
function unitIn(turn, from, unit, language) {
  if (unit === "turn") {
    return turn.text.slice(from).trim() ? { start: turn.start, end: endOf(turn) } : null;
  }
  const pieces = segmenter(unit, language).segment(turn.text);
  let piece = pieces.containing(from);
  while (piece && !(unit === "word" ? piece.isWordLike : piece.segment.trim())) {
    piece = pieces.containing(piece.index + piece.segment.length);
  }
  const start = turn.start + (piece?.index ?? 0);
  return piece ? { start, end: start + piece.segment.length } : null;
}

/** @param {"word" | "sentence"} granularity @param {string} language */
function segmenter(granularity, language) {
  try {
    return new Intl.Segmenter(language || undefined, { granularity });
  } catch {
    return new Intl.Segmenter(undefined, { granularity }); // a transcript may claim any language
  }
}
