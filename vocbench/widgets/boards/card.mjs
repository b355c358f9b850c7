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
  const tags = tagsOf(note, texts);
  const marks = marksOf(note, texts);
  return [
    element("p", { class: "voc-words" }, note.text),
    ...(tags.length ? [element("p", { class: "voc-tags" }, ...tags.map((tag) => element("span", { class: "voc-tag" }, tag)))] : []),
    ...(note.heard && note.quotes ? [reachBar(note.heard)] : []),
    element("p", { class: "voc-foot" }, ...heardOf(note, texts), ...votesOf(note, texts, coder)),
    ...(marks.length ? [element("p", { class: "voc-marks" }, ...marks)] : []),
  ];
}

/** @param {Note} note @param {Texts} texts */
function tagsOf(note, texts) {
  const tags = note.standing === "proposed" ? [texts.proposal] : [];
  if (isImagined(note)) tags.push(texts.origin_imagined);
  else if (note.origin !== "said") tags.push(texts[`origin_${note.origin}`]);
  tags.push(...detailsOf(note, texts));
  if (note.confidence !== null) tags.push(filled(texts.sure, { share: percent(note.confidence) }));
  return tags;
}

/** How many of the customers say so, and who else does.
 *  @param {Note} note @param {Texts} texts */
function heardOf(note, texts) {
  const parts = [];
  if (note.heard && note.quotes) parts.push(count(filled(texts.reach, note.heard)));
  else if (note.people) parts.push(count(counted(texts, "person", "people", note.people)));
  if (note.employees) parts.push(count(counted(texts, "employee", "employees", note.employees)));
  if (note.selves) parts.push(count(counted(texts, "self", "selves", note.selves)));
  if (note.qualified) parts.push(count(filled(texts.qualified, { n: note.qualified })));
  return parts;
}

/** @param {Note} note @param {Texts} texts @param {string} coder */
function votesOf({ votes }, texts, coder) {
  if (!votes.length) return [];
  const made = element("span", { class: "voc-votes", title: counted(texts, "vote", "votes", votes.length) }, `▲ ${votes.length}`, element("span", { class: "voc-unseen" }, ` ${texts.votes_word}`));
  made.classList.toggle("voc-own", votes.includes(coder));
  return [made];
}

/** @param {Note} note @param {Texts} texts */
function marksOf(note, texts) {
  const marks = note.against ? [markOf("contradicted", filled(texts.against, { n: note.against }), texts)] : [];
  if (note.stale) marks.push(markOf("stale", texts.mark_stale, texts));
  return [...marks, ...note.marks.filter((mark) => !SHOWN_OTHERWISE.has(mark)).map((mark) => markOf(mark, texts[`mark_${mark}`] ?? mark, texts))];
}

/** @param {Note} note @param {Texts} texts @returns {string[]} */
function detailsOf({ details }, texts) {
  const tags = [];
  if (details.valence !== null) tags.push(filled(texts.feels, { valence: signed(details.valence, texts) }));
  if (details.delay_days !== null) {
    const days = String(details.delay_days).replace(".", texts.decimal);
    tags.push(filled(texts[details.delay_days === 1 ? "delay_one" : "delay"], { days }));
  }
  if (details.channel) tags.push(texts[`channel_${details.channel}`]);
  if (details.is_measured === false) tags.push(texts.unmeasured);
  return tags;
}

/** A small sign that says what to be careful about.
 *  @param {string} marker @param {string} label @param {Texts} texts */
export const markOf = (marker, label, texts) => element("span", { class: "voc-mark", "data-marker": marker, title: texts[`meaning_${marker}`] ?? "" }, label);

/** A feeling with its sign, as the language writes it.
 *  @param {number} valence @param {Texts} texts */
export const signed = (valence, texts) => `${valence > 0 ? "+" : valence < 0 ? "−" : ""}${Math.abs(valence)}`.replace(".", texts.decimal);

/** @param {string} text */
const count = (text) => element("span", { class: "voc-count" }, text);

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
