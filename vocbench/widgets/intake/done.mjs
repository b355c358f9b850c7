// @ts-check
// What was stored: what became of each file, how to take the last back, and lines to go on with.

import { inFields } from "./shapes.mjs";
import { button, element, filled } from "../parts/dom.mjs";

/** @typedef {import("./shapes.mjs").Entry} Entry */
/** @typedef {{texts: Record<string, string>, undoable: string, undo: () => void, tell: (key: string) => void}} DoneHost */

/** A card on a file that was stored.
 *  @param {Entry} entry @param {DoneHost} host */
export function doneCard({ id, file, words, lines }, { texts, undoable, undo, tell }) {
  const title = element("h3", { tabindex: "-1", "data-at": "done" }, filled(texts.stored_said, { file }));
  if (id === undoable) title.append(" ", button("voc-tool", texts.undo, "", undo));
  return element("section", { class: "voc-done", "aria-label": filled(texts.stored_said, { file }) }, title,
    element("ul", { "aria-label": texts.what_came }, ...words.map((each) => element("li", {}, inFields(each, texts)))),
    element("div", { class: "voc-go-on" }, element("span", { class: "voc-hint" }, texts.go_on), ...lines.map((line) => lineToCopy(line, texts, tell))));
}

/** @param {string} line @param {Record<string, string>} texts @param {(key: string) => void} tell */
function lineToCopy(line, texts, tell) {
  const field = element("input", { class: "voc-field voc-line", type: "text", readonly: "", value: line, "aria-label": texts.go_on, "data-at": line });
  const copy = button("voc-tool", texts.copy, "", async () => {
    try {
      await navigator.clipboard.writeText(line);
      tell("copied");
    } catch { // no clipboard over plain http, or not allowed
      field.focus();
      field.select();
      tell("copy_yourself");
    }
  });
  copy.setAttribute("aria-label", filled(texts.copy_line, { line }));
  return element("span", { class: "voc-copying" }, field, copy);
}
