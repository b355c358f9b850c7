// @ts-check
// The cells of a wall as elements: with the names of stages and lanes where it is a table, around a person where it is a map.

import { face, rays } from "./portrait.mjs";
import { element } from "../parts/dom.mjs";

/** @typedef {import("./wall.mjs").Board} Board */
/** @typedef {import("./wall.mjs").Region} Region */
/** @typedef {{el: HTMLElement, list: HTMLElement, empty: HTMLElement, standing: HTMLElement}} Cell */

const EMOTION = "emotion"; // the lane that the line of feelings runs above
const TONES = 7;

/** The names of stages and lanes, with the line of feelings.
 *  @param {Board} board @param {HTMLElement} line @returns {HTMLElement[]} */
export function headingsOf(board, line) {
  const { stages, lanes, regions } = board;
  const prompts = new Map(regions.map(({ lane, prompt }) => [lane, prompt]));
  const still = element("div", { class: "voc-still", "aria-hidden": "true" }); // behind the names of the stages, which stay in sight
  const corner = element("div", { class: "voc-corner", "aria-hidden": "true" });
  return [
    still, corner,
    ...stages.map(({ name }, at) => element("div", { class: "voc-stage", "aria-hidden": "true" }, placed(element("h4", { class: toneOf(at) }, name), 1, at + 2))),
    ...lanes.map(({ name, id }) => {
      const words = [element("strong", {}, name), element("span", { class: "voc-prompt" }, prompts.get(id) ?? "")];
      return placed(element("div", { class: "voc-lane", "aria-hidden": "true" }, ...words), rowOf(board, id), 1);
    }),
    ...(lanes.some(({ id }) => id === EMOTION) ? [placed(element("div", { class: "voc-line-cell" }, line), rowOf(board, EMOTION) - 1, "2 / -1")] : []),
  ];
}

/** The row of a lane, below that of the stages' names; the line of feelings takes one itself.
 *  @param {Board} board @param {string} lane */
function rowOf({ lanes }, lane) {
  const at = lanes.findIndex(({ id }) => id === lane);
  const line = lanes.findIndex(({ id }) => id === EMOTION);
  return at + 2 + Number(line >= 0 && at >= line);
}

/** The person in the middle of a map, with the rays that part what surrounds them.
 *  @param {Board} board @returns {HTMLElement[]} */
export function portraitOf({ portrait, name, isOpen }) {
  if (!portrait) return [];
  const { row, column, rows, columns } = portrait;
  const person = placed(element("div", { class: "voc-portrait" }, face(), element("strong", {}, name)), `${row} / span ${rows}`, `${column} / span ${columns}`);
  return isOpen ? [placed(rays(), `1 / ${row + 2}`, "1 / -1"), person] : [person];
}

/** A cell with its name and what to ask in it; in a table these stand beside it.
 *  @param {Board} board @param {Region} region @param {Record<string, string>} texts @returns {Cell} */
export function cellOf(board, region, texts) {
  const at = board.regions.indexOf(region);
  const lane = board.lanes.find(({ id }) => id === region.lane)?.name ?? "";
  const name = board.isTable ? `${lane} · ${board.stages.find(({ id }) => id === region.stage)?.name}` : region.name;
  const list = element("div", { class: "voc-notes", role: "listbox", "aria-multiselectable": "true", "aria-label": name, tabindex: "-1" });
  const empty = element("p", { class: "voc-empty", "aria-hidden": "true" }, board.isTable ? "" : texts.empty_region);
  const standing = element("div", { class: "voc-region-standing" });
  const tone = board.isTable ? "" : toneOf(at);
  const el = element("div", { class: `voc-region ${tone}${region.isBase ? " voc-base" : ""}`, "data-region": region.id, "data-lane": region.lane },
    ...(board.isTable ? [] : headOf(region, lane)), standing, list, empty);
  placed(el, board.isTable ? rowOf(board, region.lane) : `${region.row} / span ${region.rows}`, `${region.column} / span ${region.columns}`);
  return { el, list, empty, standing };
}

/** @param {Region} region @param {string} lane */
function headOf({ number, name, prompt }, lane) {
  const kicker = lane && lane !== name ? [element("p", { class: "voc-kicker" }, lane)] : [];
  const step = number === null ? [] : [element("span", { class: "voc-number" }, String(number)), " "];
  return [...kicker, element("h4", {}, ...step, name), element("p", { class: "voc-prompt" }, prompt)];
}

/** @param {number} at */
const toneOf = (at) => `voc-tone-${(at % TONES) + 1}`;

/** @template {HTMLElement} T @param {T} el @param {number | string} row @param {number | string} column @returns {T} */
function placed(el, row, column) {
  el.style.gridRow = String(row);
  el.style.gridColumn = String(column);
  return el;
}
