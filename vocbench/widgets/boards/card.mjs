// @ts-check
// One note as a card: its words, and at a glance what is behind it.

import { element, filled } from "../parts/dom.mjs";
import { isImagined, percent } from "./wall.mjs";

/** @typedef {import("./wall.mjs").Note} Note */
/** @typedef {import("./wall.mjs").Heard} Heard */
/** @typedef {Record<string, string>} Texts */

/** Signs that the card shows in another way. */
const SHOWN_OTHERWISE = new Set(["imagined", "stale", "contradicted"]);

/** What the words of a note become on its card.
 *  @param {Note} note @param {Texts} texts @param {string} coder */
export function cardParts(note, texts, coder) {
  return [element("p", { class: "voc-words" }, note.text), element("span", { class: "voc-foot" }, ...footOf(note, texts, coder))];
}

/** @param {Note} note @param {Texts} texts @param {string} coder */
function footOf(note, texts, coder) {
  /** @type {Node[]} */
  const parts = [];
  if (note.standing === "proposed") parts.push(sign("proposed", texts.proposal));
  if (note.heard && note.quotes) parts.push(reachBar(note.heard), plain(filled(texts.reach, note.heard)));
  else if (note.people) parts.push(plain(counted(texts, "person", "people", note.people)));
  if (isImagined(note)) parts.push(sign("imagined", texts.mark_imagined));
  else if (note.origin !== "said") parts.push(sign("origin", texts[originKey(note.origin)]));
  if (note.against) parts.push(sign("against", filled(texts.against, { n: note.against })));
  if (note.employees) parts.push(sign("voice", counted(texts, "employee", "employees", note.employees)));
  if (note.selves) parts.push(sign("voice", counted(texts, "self", "selves", note.selves)));
  if (note.stale) parts.push(sign("stale", texts.mark_stale));
  for (const mark of note.marks) if (!SHOWN_OTHERWISE.has(mark)) parts.push(sign("mark", texts[`mark_${mark}`] ?? mark, texts[`meaning_${mark}`]));
  parts.push(...detailsOf(note, texts));
  if (note.confidence !== null) parts.push(sign("sure", filled(texts.sure, { share: percent(note.confidence) })));
  if (note.votes.length) {
    const votes = sign("votes", `▲ ${note.votes.length}`, counted(texts, "vote", "votes", note.votes.length));
    votes.classList.toggle("voc-own", note.votes.includes(coder));
    votes.append(element("span", { class: "voc-hidden" }, ` ${texts.votes_word}`));
    parts.push(votes);
  }
  return parts;
}

/** @param {Note} note @param {Texts} texts */
function detailsOf({ details }, texts) {
  const parts = [];
  if (details.valence !== null) parts.push(sign("feels", filled(texts.feels, { valence: signed(details.valence, texts) })));
  if (details.delay_days !== null) {
    const days = String(details.delay_days).replace(".", texts.decimal);
    parts.push(sign("delay", filled(texts[details.delay_days === 1 ? "delay_one" : "delay"], { days })));
  }
  if (details.channel) parts.push(sign("channel", texts[`channel_${details.channel}`]));
  if (details.is_measured === false) parts.push(sign("channel", texts.unmeasured));
  return parts;
}

/** A feeling with its sign, as the language writes it.
 *  @param {number} valence @param {Texts} texts */
export const signed = (valence, texts) => `${valence > 0 ? "+" : valence < 0 ? "−" : ""}${Math.abs(valence)}`.replace(".", texts.decimal);

/** @param {string} origin  as the project says it */
export const originKey = (origin) => `origin_${{ "heard second-hand": "second_hand" }[origin] ?? origin}`;

/** @param {string} text */
const plain = (text) => element("span", { class: "voc-count" }, text);

/** @param {string} kind @param {string} text @param {string} [title] */
function sign(kind, text, title = "") {
  const made = element("span", { class: "voc-sign", "data-kind": kind }, text);
  if (title) made.title = title;
  return made;
}

/** @param {Texts} texts @param {string} one @param {string} several @param {number} n */
export const counted = (texts, one, several, n) => (n === 1 ? texts[one] : filled(texts[several], { n }));

/** The share of the customers as a bar with its interval; the words stand beside it.
 *  @param {Heard} heard */
export function reachBar({ k, n, low, high }) {
  const share = element("i");
  const interval = element("b");
  share.style.width = percent(k / n);
  interval.style.left = percent(low);
  interval.style.width = percent(high - low);
  return element("span", { class: "voc-reach", "aria-hidden": "true" }, share, interval);
}
