// @ts-check
// The line of how each stage of a journey felt, broken where nothing is known.

import { signed } from "./card.mjs";
import { shape } from "./portrait.mjs";
import { element, filled } from "../parts/dom.mjs";

/** @typedef {{stage: string, valence: number | null, low: number | null, high: number | null, n: number}} Felt */
/** @typedef {Record<string, string>} Texts */

const HIGHEST = 2;
const MARGIN = 12; // per cent kept free above and below, for the numbers

/** Where a feeling lies, in per cent from above.
 *  @param {number} valence */
const height = (valence) => MARGIN + ((HIGHEST - valence) / (2 * HIGHEST)) * (100 - 2 * MARGIN);

/** Draw the line in an element.
 *  @param {HTMLElement} el @param {readonly Felt[]} felt @param {readonly {id: string, name: string}[]} stages @param {Texts} texts */
export function feelingLine(el, felt, stages, texts) {
  const names = new Map(stages.map(({ id, name }) => [id, name]));
  const n = felt.length;
  el.setAttribute("aria-label", `${texts.emotion_line}. ${felt.map((each) => said(each, names.get(each.stage) ?? "", texts)).join("; ")}.`);
  const whiskers = felt.map(({ low, high }, at) => (low === null || high === null ? null
    : shape("line", { class: "voc-whisker", x1: String(at + 0.5), x2: String(at + 0.5), y1: String(height(low)), y2: String(height(high)) }))).filter((each) => each !== null);
  const path = felt.map(({ valence }, at) => (valence === null ? "" : `${felt[at - 1]?.valence === null || !at ? "M" : "L"}${at + 0.5} ${height(valence)}`)).join("");
  el.replaceChildren(
    shape("svg", { viewBox: `0 0 ${n} 100`, preserveAspectRatio: "none", "aria-hidden": "true" },
      shape("line", { class: "voc-neutral", x1: "0", x2: String(n), y1: "50", y2: "50" }), ...whiskers, shape("path", { d: path || "M0 0" })),
    ...felt.map((each, at) => spot(each, at, n, texts)),
    element("span", { class: "voc-line-top" }, texts.very_good), element("span", { class: "voc-line-bottom" }, texts.very_bad),
  );
}

/** @param {Felt} felt @param {string} stage @param {Texts} texts */
function said({ valence, low, high, n }, stage, texts) {
  if (valence === null) return filled(texts.emotion_unknown, { stage });
  if (low === null || high === null) return filled(texts.emotion_single, { stage, valence: rounded(valence, texts), n });
  return filled(texts.emotion_point, { stage, valence: rounded(valence, texts), low: rounded(low, texts), high: rounded(high, texts), n });
}

/** @param {number} valence @param {Texts} texts */
const rounded = (valence, texts) => signed(Math.round(10 * valence) / 10, texts);

/** The point of one stage with its number, or the word that it is unknown.
 *  @param {Felt} felt @param {number} at @param {number} n @param {Texts} texts */
function spot({ valence, n: people }, at, n, texts) {
  const made = valence === null ? element("span", { class: "voc-gap" }, texts.unknown)
    : element("span", { class: "voc-dot" }, element("b", {}, rounded(valence, texts)), element("small", {}, `n = ${people}`));
  made.style.left = `${(100 * (at + 0.5)) / n}%`;
  if (valence === null) made.style.width = `${100 / n}%`;
  else made.style.top = `${height(valence)}%`;
  return made;
}
