// @ts-check
// What travels from the kernel, and words made of it. Touches no page.

import { filled } from "../parts/dom.mjs";

/** @typedef {Record<string, string>} Texts */
/** @typedef {{path: string, kinds: string[], size: number}} FileRow */
/** @typedef {{id: string, file: string, standing: "waiting" | "seen" | "failed" | "stored", trouble: string, words: string[], lines: string[]}} Entry */
/** @typedef {{what: string, value: string, confidence: number, sureness: string, override: string}} Guess */
/** @typedef {{label: string, name: string, role: string, turns: number, words: number, first: string, same: string[], guess: Guess | null}} Speaker */
/** @typedef {{speaker: string, role: string, time: string, parts: [string, string][]}} Turn */
/** @typedef {{name: string, wording: string, kind: string, confidence: number, sureness: string, filled: number, distinct: number, examples: string[], isSaid: boolean}} Column */
/** @typedef {{respondent: string, question: string, text: string, score: number | null, wave: string, attributes: [string, string][]}} Answer */
/** @typedef {{what: string, name: string, n: number, fate: string, why: string}} Loss */
/** @typedef {{id: string, file: string, folder: string, trouble: string, kind: string, kinds?: string[], parts?: string[], questionnaires?: string[], said: Record<string, string>,
 *   name?: string, counts?: Record<string, number>, notices?: string[], losses?: Loss[], guesses?: Guess[],
 *   language?: string, keepLines?: boolean, speakers?: Speaker[], turns?: Turn[], nTurns?: number,
 *   columns?: Column[], answers?: Answer[], nAnswers?: number,
 *   origin?: string, description?: string, coders?: string[], sources?: string[], codes?: string[], unsigned?: number, spoken?: string[], asAnswers?: string[]}} Shown  The file that is looked at. */
/** @typedef {{texts: Texts, shown: Shown, folds: Set<string>, ask: (command: {op: string, [detail: string]: unknown}) => void,
 *   fetchTurns: (start: number, n: number) => Promise<Turn[]>}} PanelHost  What a panel asks of its view. */

/** What a file can hold, in words.
 *  @param {readonly string[]} kinds @param {Texts} texts */
export const kindWords = (kinds, texts) => kinds.map((kind) => texts[`kind_of_${kind}`] ?? kind).join(` ${texts.or} `);

/** How sure a reader is, as a word and per cent.
 *  @param {{confidence: number, sureness: string}} guess @param {Texts} texts */
export const sureWords = ({ confidence, sureness }, texts) => filled(texts.sureness, { word: texts[sureness], percent: Math.round(100 * confidence) });

/** What there is, counted.
 *  @param {Record<string, number>} counts @param {Texts} texts */
export const countWords = (counts, texts) => Object.entries(counts).map(([what, n]) => `${n.toLocaleString(texts.locale)} ${thingWord(what, n, texts)}`).join(" · ");

/** One thing, or many of them, in the language of the interface where it has the word.
 *  @param {string} what @param {number} n @param {Texts} texts */
export const thingWord = (what, n, texts) => texts[`${n === 1 ? "one" : "n"}_${what}`] ?? what;

/** Words as they begin a line.
 *  @param {string} words */
export const capitalised = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** The field that does what an argument does, by the name of its label. */
const FIELDS = new Map([
  ...["encoding", "kind", "name", "language", "profile", "speakers", "project", "questions", "coder", "as_answers"].map((each) => /** @type {const} */ ([each, each])),
  ...["text", "respondent", "question", "score", "wave"].map((each) => /** @type {const} */ ([each, `kind_${each}`])),
  ["which", "sheet"], ["wave_label", "wave"], ["attributes", "kind_choice"], ["interviewer", "role_interviewer"],
]);

/** A message in which the arguments of functions are called as the fields are that do the same.
 *  @param {string} message @param {Texts} texts */
export const inFields = (message, texts) => message.replace(/\b([a-z_]+)=(?=[\s.,:)(]|$)/g, (words, name) => (FIELDS.has(name) ? `“${texts[FIELDS.get(name) ?? ""]}”` : words));

/** A number of bytes for people.
 *  @param {number} bytes @param {Texts} texts */
export function sizeWords(bytes, texts) {
  const [unit, of] = bytes < 1e6 ? ["kB", 1e3] : ["MB", 1e6];
  const n = bytes / of;
  return `${n.toLocaleString(texts.locale, { maximumFractionDigits: n < 10 ? 1 : 0 })} ${unit}`;
}

/** The last part of a path, and what is before it.
 *  @param {string} path @returns {[string, string]} */
export function parted(path) {
  const cut = path.lastIndexOf("/") + 1;
  return [path.slice(0, cut), path.slice(cut)];
}

/** The suffix of a file's name with its dot, in lower case; "" where it has none.
 *  @param {string} name */
export const suffixOf = (name) => (name.lastIndexOf(".") > 0 ? name.slice(name.lastIndexOf(".")).toLowerCase() : "");
