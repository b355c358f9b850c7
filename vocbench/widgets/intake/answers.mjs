// @ts-check
// Open answers before they are kept: what each column holds, and the first answers as they would be stored.

import { element, filled } from "../parts/dom.mjs";
import { choiceField } from "./fields.mjs";
import { sureWords } from "./shapes.mjs";

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
  const heads = [texts.column, texts.holds, texts.filled, texts.distinct, texts.examples].map((head) => element("th", { scope: "col" }, head));
  return element("section", { class: "voc-columns voc-mending", "aria-label": texts.columns }, element("h4", {}, texts.columns),
    element("div", { class: "voc-wide", role: "group", tabindex: "0", "aria-label": texts.columns },
      element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...(shown.columns ?? []).map((each) => columnRow(host, each))))));
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
    element("td", { class: "voc-number" }, column.filled.toLocaleString(texts.locale)), element("td", { class: "voc-number" }, column.distinct.toLocaleString(texts.locale)),
    element("td", {}, element("ul", { class: "voc-examples" }, ...examples.slice(0, EXAMPLES).map((each) => element("li", { title: each }, each.length > LONGEST_EXAMPLE ? `${each.slice(0, LONGEST_EXAMPLE).trimEnd()} …` : each)))));
}

/** The first answers.
 *  @param {PanelHost} host */
export function answerPanel({ texts, shown }) {
  const answers = shown.answers ?? [];
  const title = element("h4", {}, texts.answers);
  if (!answers.length) return element("section", { class: "voc-first-answers", "aria-label": texts.answers }, title, element("p", { class: "voc-warning" }, texts.no_answers));
  /** @type {[string, (answer: Answer) => HTMLElement][]} */
  const all = [
    [texts.respondent, ({ respondent }) => element("th", { scope: "row" }, respondent)],
    [texts.question, ({ question }) => element("td", {}, question)],
    [texts.answer, ({ text }) => (text ? element("td", { class: "voc-answer" }, text) : element("td", { class: "voc-empty" }, texts.empty_answer))],
    [texts.score, ({ score }) => element("td", { class: "voc-number" }, score === null ? "" : score.toLocaleString(texts.locale))],
    [texts.wave, ({ wave }) => element("td", {}, wave)],
    [texts.attributes, ({ attributes }) => element("td", {}, element("ul", { class: "voc-examples" }, ...attributes.map(([name, value]) => element("li", {}, element("span", { class: "voc-hint" }, `${name}: `), value))))],
  ];
  const isEmpty = new Map([[texts.score, answers.every(({ score }) => score === null)], [texts.wave, answers.every(({ wave }) => !wave)], [texts.attributes, answers.every(({ attributes }) => !attributes.length)]]);
  const columns = all.filter(([head]) => !isEmpty.get(head));
  return element("section", { class: "voc-first-answers", "aria-label": texts.answers },
    title, element("span", { class: "voc-hint" }, ` ${filled(texts.answers_shown, { n: answers.length, all: (shown.nAnswers ?? 0).toLocaleString(texts.locale) })}`),
    element("div", { class: "voc-wide", role: "group", tabindex: "0", "aria-label": texts.answers },
      element("table", {}, element("thead", {}, element("tr", {}, ...columns.map(([head]) => element("th", { scope: "col" }, head)))),
        element("tbody", {}, ...answers.map((answer) => element("tr", {}, ...columns.map(([, cell]) => cell(answer))))))));
}
