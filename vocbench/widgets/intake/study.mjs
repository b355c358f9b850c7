// @ts-check
// A study of another program before it is taken in: what comes, and what cannot be carried as it is.

import { element, filled } from "../parts/dom.mjs";
import { checkField } from "./fields.mjs";
import { inFields, thingWord } from "./shapes.mjs";
import { numberCell, wideTable } from "./tables.mjs";

/** @typedef {import("./shapes.mjs").PanelHost} PanelHost */
/** @typedef {import("./shapes.mjs").Loss} Loss */

/** What comes: counted, and the first by name.
 *  @param {PanelHost} host */
export function studyPanel({ texts, shown }) {
  const numbers = Object.entries(shown.counts ?? {}).map(([what, n]) =>
    element("li", {}, element("b", {}, n.toLocaleString(texts.locale)), ` ${thingWord(what, n, texts)}`));
  const named = (/** @type {string} */ label, /** @type {string[]} */ names, /** @type {number} */ all) =>
    (names.length ? [element("p", {}, element("span", { class: "voc-hint" }, `${label}: `), names.join(", "), all > names.length ? ` ${filled(texts.and_more, { n: all - names.length })}` : "")] : []);
  const { coders = [], sources = [], codes = [], counts = {} } = shown;
  return element("section", { class: "voc-study", "aria-label": texts.study },
    element("h4", {}, `${texts.study}: ${shown.name ?? ""}`), element("span", { class: "voc-hint" }, shown.origin ? ` ${texts.origin} ${shown.origin}` : ""),
    element("ul", { class: "voc-numbers" }, ...numbers),
    ...(shown.description ? [element("p", {}, shown.description)] : []),
    ...named(texts.coders, coders, coders.length), ...named(texts.sources, sources, counts.sources ?? 0), ...named(texts.codes, codes, counts.codes ?? 0));
}

/** Which sources hold open answers; none where no passage is anybody's.
 *  @param {PanelHost} host */
export function answerSources({ texts, shown, ask, folds }) {
  const { spoken = [], asAnswers = [] } = shown;
  if (!spoken.length) return [];
  const box = (/** @type {string} */ name) => checkField(`as answers ${name}`, name, asAnswers.includes(name), (isOn) =>
    ask({ op: "choose", id: shown.id, as_answers: spoken.filter((each) => (each === name ? isOn : asAnswers.includes(each))) }));
  const fold = element("details", { class: "voc-as-answers" },
    element("summary", { "data-at": "as answers" }, filled(texts.as_answers_n, { n: asAnswers.length, all: spoken.length })),
    element("p", { class: "voc-hint" }, texts.as_answers_means), element("ul", {}, ...spoken.map((name) => element("li", {}, box(name)))));
  fold.open = folds.has(shown.id);
  fold.addEventListener("toggle", () => { if (fold.open) folds.add(shown.id); else folds.delete(shown.id); });
  return [fold];
}

/** What cannot be carried, a row each; none where no study is looked at.
 *  @param {PanelHost} host */
export function lossPanel({ texts, shown }) {
  const losses = shown.losses ?? [];
  if (!losses.length) return shown.kind === "study" ? [element("p", { class: "voc-hint" }, texts.no_losses)] : [];
  const heads = [texts.loss_what, { number: texts.loss_n }, texts.loss_fate, texts.loss_why];
  return [element("section", { class: "voc-losses", "aria-label": texts.losses }, element("h4", {}, texts.losses),
    wideTable(texts.losses, heads, losses.map((each) => lossRow(each, texts))))];
}

/** @param {Loss} loss @param {Record<string, string>} texts */
function lossRow({ what, name, n, fate, why }, texts) {
  return element("tr", {}, element("th", { scope: "row" }, what, ...(name ? [element("span", { class: "voc-wording" }, name)] : [])),
    numberCell(n, texts), element("td", { class: `voc-fate-${fate}` }, texts[`fate_${fate}`] ?? fate), element("td", {}, inFields(why, texts)));
}
