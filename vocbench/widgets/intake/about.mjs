// @ts-check
// About a file as a whole: its name, what was guessed and how to say otherwise, and what there is to know.

import { button, element, filled } from "../parts/dom.mjs";
import { checkField, choiceField, textField } from "./fields.mjs";
import { capitalised, inFields, sureWords } from "./shapes.mjs";

/** @typedef {import("./shapes.mjs").PanelHost} PanelHost */
/** @typedef {import("./shapes.mjs").Guess} Guess */

const PROFILES = ["jefferson", "nl-plain", "en-plain"];
const ENCODINGS = ["utf-8", "cp1252", "iso-8859-15", "utf-16", "mac-roman"];
const LANGUAGES = ["nl", "en", "de", "fr", "es", "it", "pt", "pl", "tr", "ar"];
const PLAIN_TEXT = /\.(txt|md|vtt|srt|sbv|lrc|jsonl?|csv|tsv|html?|cha|textgrid)$/i;
const LIMESURVEY = "LimeSurvey";
const WORKBOOK = /\.(xls[xmb]?|ods)$/i;
const OWN_ROWS = new Set(["encoding", "kind", "questions", "language", "profile", "keep_lines", "wave"]);

/** What one sets for a whole file, a row each: label, field, and how sure the reader is.
 *  @param {PanelHost} host @returns {HTMLElement[]}  none where there is nothing to set */
export function aboutPanel(host) {
  const { texts, shown } = host;
  const rows = settings(host);
  const others = (shown.guesses ?? []).filter(({ override }) => !OWN_ROWS.has(override));
  rows.push(...others.map((guess) => guessRow(host, guess)));
  return rows.length ? [element("section", { class: "voc-about", "aria-label": texts.about_file }, element("table", {}, element("tbody", {}, ...rows)))] : [];
}

/** @param {PanelHost} host @returns {HTMLElement[]} */
function settings(host) {
  const { texts, shown, ask } = host;
  const { said, id } = shown;
  const choose = (/** @type {string} */ what) => (/** @type {string} */ value) => ask({ op: "choose", id, [what]: value });
  const readAs = (/** @type {string} */ what) => (/** @type {string} */ value) => ask({ op: "read_as", id, [what]: value });
  const guessed = (/** @type {string} */ what) => shown.guesses?.find(({ override }) => override === what);
  const found = (/** @type {string} */ what, /** @type {string} */ value) => guessed(what)?.value ?? value;
  const rows = [];
  if (shown.name !== undefined && shown.kind !== "study") rows.push(row(host, "name", textField("name", texts.name, shown.name, choose("name"))));
  const kinds = (shown.kinds ?? []).map((kind) => /** @type {[string, string]} */ ([kind, texts[`kind_of_${kind}`]]));
  const kindFound = said.kind ? texts.by_reader : filled(texts.by_reader_is, { value: texts[`kind_of_${shown.kind}`] ?? "?" });
  if (kinds.length > 1) rows.push(row(host, "kind", choiceField("kind", texts.kind, said.kind, [["", kindFound], ...kinds], readAs("kind")), guessed("kind")));
  if ((shown.parts ?? []).length > 1) rows.push(partRow(host, readAs("which")));
  if (guessed("encoding") || said.encoding || (PLAIN_TEXT.test(shown.file) && shown.kind !== "study")) {
    rows.push(row(host, "encoding", listed("encoding", host, found("encoding", ""), ENCODINGS, readAs("encoding")), guessed("encoding")));
  }
  if (shown.kind === "transcript" && shown.name !== undefined) {
    rows.push(row(host, "language", listed("language", host, shown.language ?? "", LANGUAGES, choose("language")), guessed("language")));
    const profiles = PROFILES.map((each) => /** @type {[string, string]} */ ([each, texts[`profile_${each}`]]));
    const profile = texts[`profile_${found("profile", "")}`];
    rows.push(row(host, "profile", choiceField("profile", texts.profile, said.profile, [["", profile ? filled(texts.by_reader_is, { value: profile }) : texts.by_reader], ...profiles], choose("profile")), guessed("profile")));
  }
  if (said.questions || (shown.kind === "answers" && (shown.questionnaires?.length || shown.guesses?.some(({ value }) => value === LIMESURVEY))) || guessed("questions")) {
    rows.push(row(host, "questions", listed("questions", host, found("questions", ""), shown.questionnaires ?? [], readAs("questions")), guessed("questions")));
  }
  if (shown.keepLines || guessed("keep_lines")) rows.push(lineRow(host, guessed("keep_lines")));
  if (shown.unsigned) {
    const coder = textField("coder", texts.coder, said.coder, choose("coder"));
    coder.placeholder = texts.coder_unknown;
    rows.push(row(host, "coder", coder, undefined, filled(texts.unsigned, { n: shown.unsigned.toLocaleString(texts.locale) })));
  }
  if (shown.kind === "answers" && shown.name !== undefined) {
    const wave = textField("wave", texts.wave, said.wave, choose("wave"));
    const column = guessed("wave");
    wave.placeholder = column ? filled(texts.by_reader_is, { value: column.value }) : texts.wave_hint;
    rows.push(row(host, "wave", wave, column));
  }
  return rows;
}

/** Which sheet of a workbook, or which project of a database.
 *  @param {PanelHost} host @param {(value: string) => void} take */
function partRow(host, take) {
  const { texts, shown: { file, parts = [], said } } = host;
  const [what, first] = WORKBOOK.test(file) ? ["sheet", filled(texts.first_sheet, { value: parts[0] })] : ["project", texts.choose_one];
  const options = /** @type {[string, string][]} */ (parts.map((each) => [each, each]));
  return row(host, what, choiceField("which", texts[what], said.which, [["", first], ...options], take), undefined, filled(texts.n_parts, { n: parts.length }));
}

/** Whether lines that were joined stay lines.
 *  @param {PanelHost} host @param {Guess} [guess] */
function lineRow(host, guess) {
  const { texts, shown, ask } = host;
  const keep = checkField("keep_lines", texts.keep_as_lines, Boolean(shown.keepLines), (isOn) => ask({ op: "choose", id: shown.id, keep_lines: isOn }));
  return row(host, "keep_lines", element("span", {}, ...(guess ? [`${guess.value} `] : []), keep), guess, shown.keepLines ? texts.chosen_by_you : undefined);
}

/** A field in which some usual answers are offered; empty leaves it to the reader.
 *  @param {string} what @param {PanelHost} host @param {string} found @param {string[]} usual @param {(value: string) => void} take */
function listed(what, { texts, shown }, found, usual, take) {
  const field = textField(what, texts[what], shown.said[what], take);
  field.placeholder = found && !shown.said[what] ? filled(texts.by_reader_is, { value: found }) : texts.as_found;
  const id = `voc-${what}-${shown.id}`;
  field.setAttribute("list", id);
  return element("span", {}, field, element("datalist", { id }, ...usual.map((value) => element("option", { value }))));
}

/** @param {PanelHost} host @param {string} what @param {HTMLElement} field @param {Guess} [guess] @param {string} [told]  instead of how sure the reader is */
function row({ texts, shown }, what, field, guess, told) {
  const hint = told !== undefined ? told : shown.said[what] ? texts.chosen_by_you : guess ? filled(texts.guessed, { sureness: sureWords(guess, texts) }) : "";
  return element("tr", {}, element("th", { scope: "row" }, texts[what]), element("td", {}, field), element("td", { class: "voc-hint", "data-sure": guess?.sureness ?? "" }, hint));
}

/** @param {PanelHost} host @param {Guess} guess */
function guessRow({ texts }, guess) {
  const cell = element("td", { class: "voc-hint", "data-sure": guess.sureness }, filled(texts.guessed, { sureness: sureWords(guess, texts) }), " ");
  if (guess.override) {
    const jump = button("voc-tool", texts.change_below, "", () => {
      const below = jump.closest(".voc-pane")?.querySelector(".voc-mending :is(input, select)");
      if (below instanceof HTMLElement) below.focus();
    });
    cell.append(jump);
  }
  return element("tr", {}, element("th", { scope: "row" }, capitalised(guess.what)), element("td", {}, element("span", { class: "voc-value", title: guess.value }, guess.value)), cell);
}

/** What the reader left out or left as it was.
 *  @param {PanelHost} host @returns {HTMLElement[]}  none where there is nothing to know */
export function noticePanel({ texts, shown }) {
  if (!shown.notices?.length) return [];
  return [element("section", { class: "voc-notices", "aria-label": texts.notices }, element("h4", {}, texts.notices), element("ul", {}, ...shown.notices.map((each) => element("li", {}, inFields(each, texts)))))];
}
