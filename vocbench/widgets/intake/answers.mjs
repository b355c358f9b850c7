// @ts-check
// Open answers before they are kept: what each column holds, and the first answers as they would be stored.

import { element, filled } from "../parts/dom.mjs";
import { choiceField } from "./fields.mjs";
import { sureWords } from "./shapes.mjs";
import { numberCell, wideTable } from "./tables.mjs";

/** @typedef {import("./shapes.mjs").PanelHost} PanelHost */
/** @typedef {import("./shapes.mjs").Column} Column */
/** @typedef {import("./shapes.mjs").Answer} Answer */

const KINDS = ["text", "respondent", "question", "score", "wave", "choice", "multiple", "number", "date", "metadata", "personal", "empty", "other"];
const LEFT_OUT = new Set(["personal", "empty", "other"]);
const EXAMPLES = 3;
const LONGEST_EXAMPLE = 60;

/** The columns, a row each.
 *  @param {PanelHost} host */
export function columnPanel(host) {
  const { texts, shown } = host;
  const heads = [texts.column, texts.holds, { number: texts.filled }, { number: texts.distinct }, texts.examples];
  return element("section", { class: "voc-columns voc-mending", "aria-label": texts.columns }, element("h4", {}, texts.columns),
    wideTable(texts.columns, heads, (shown.columns ?? []).map((each) => columnRow(host, each))));
}

/** @param {PanelHost} host @param {Column} column */
function columnRow({ texts, shown, ask }, column) {
  const { name, wording, kind, examples, isSaid } = column;
  const kinds = KINDS.map((each) => /** @type {[string, string]} */ ([each, texts[`kind_${each}`]]));
  const back = /** @type {[string, string][]} */ (isSaid ? [["", texts.by_reader]] : []);
  const field = choiceField(`kind of ${name}`, filled(texts.kind_of_column, { column: name }), kind, [...back, ...kinds], (value) => ask({ op: "sort", id: shown.id, column: name, kind: value }));
  const sure = isSaid ? texts.chosen_by_you : sureWords(column, texts);
  const head = element("th", { scope: "row" }, name);
  if (wording !== name) head.append(element("span", { class: "voc-wording" }, wording));
  return element("tr", { class: LEFT_OUT.has(kind) ? "voc-left-out" : "" }, head,
    element("td", { class: "voc-kind" }, field, element("span", { class: "voc-hint", "data-sure": isSaid ? "" : column.sureness }, sure), element("span", { class: "voc-hint voc-means" }, texts[`kind_${kind}_means`])),
    numberCell(column.filled, texts, texts.filled), numberCell(column.distinct, texts, texts.distinct),
    element("td", {}, element("ul", { class: "voc-examples" }, ...examples.slice(0, EXAMPLES).map((each) => element("li", { title: each }, each.length > LONGEST_EXAMPLE ? `${each.slice(0, LONGEST_EXAMPLE).trimEnd()} …` : each)))));
}

/** The first answers.
 *  @param {PanelHost} host */
export function answerPanel({ texts, shown }) {
  const answers = shown.answers ?? [];
  const title = element("h4", {}, texts.answers);
  if (!answers.length) return element("section", { class: "voc-first-answers", "aria-label": texts.answers }, title, element("p", { class: "voc-warning" }, texts.no_answers));
  return element("section", { class: "voc-first-answers", "aria-label": texts.answers },
    title, element("span", { class: "voc-hint" }, ` ${filled(texts.answers_shown, { n: answers.length, all: (shown.nAnswers ?? 0).toLocaleString(texts.locale) })}`),
    answerTable(answers, texts));
}

/** The answers, without the columns in which nothing stands.
 *  @param {Answer[]} answers @param {Record<string, string>} texts */
function answerTable(answers, texts) {
  /** @type {[head: string | {number: string}, isFilled: boolean, cell: (answer: Answer) => HTMLElement][]} */
  const all = [
    [texts.respondent, true, ({ respondent }) => element("th", { scope: "row" }, respondent)],
    [texts.question, true, ({ question }) => element("td", {}, question)],
    [texts.answer, true, ({ text }) => (text ? element("td", { class: "voc-answer" }, text) : element("td", { class: "voc-empty" }, texts.empty_answer))],
    [{ number: texts.score }, answers.some(({ score }) => score !== null), ({ score }) => (score === null ? element("td") : numberCell(score, texts))],
    [texts.wave, answers.some(({ wave }) => wave), ({ wave }) => element("td", {}, wave)],
    [texts.attributes, answers.some(({ attributes }) => attributes.length), ({ attributes }) => element("td", { class: "voc-attributes" }, attributeList(attributes))],
  ];
  const columns = all.filter(([, isFilled]) => isFilled);
  return wideTable(texts.answers, columns.map(([head]) => head), answers.map((answer) => element("tr", {}, ...columns.map(([, , cell]) => cell(answer)))));
}

/** @param {[string, string][]} attributes */
const attributeList = (attributes) => element("ul", { class: "voc-examples" },
  ...attributes.map(([name, value]) => element("li", {}, element("span", { class: "voc-hint" }, `${name}: `), value)));
