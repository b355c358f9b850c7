// @ts-check
// A table that scrolls sideways within itself where the page is narrow.

import { element } from "../parts/dom.mjs";

/** @param {string} label @param {(string | {number: string})[]} heads  a head of numbers stands at the right, as they do
 *  @param {HTMLElement[]} rows @returns {HTMLElement} */
export function wideTable(label, heads, rows) {
  const cells = heads.map((head) => (typeof head === "string" ? element("th", { scope: "col" }, head) : element("th", { scope: "col", class: "voc-number" }, head.number)));
  return element("div", { class: "voc-wide", role: "group", tabindex: "0", "aria-label": label },
    element("table", {}, element("thead", {}, element("tr", {}, ...cells)), element("tbody", {}, ...rows)));
}

/** A cell with a number, written as the language does.
 *  @param {number} n @param {Record<string, string>} texts @param {string} [head]  said before it where the heads of columns are not shown */
export const numberCell = (n, texts, head = "") => element("td", { class: "voc-number", "data-head": head }, n.toLocaleString(texts.locale));
