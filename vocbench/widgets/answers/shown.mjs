// @ts-check
// The codes on an answer as they will be once everything that was asked is done. Touches no page.

/** @typedef {import("./table.mjs").Mark} Mark */
/** @typedef {import("../parts/view.mjs").Command} Command */
/** @typedef {{path: string, name: string, color: string, key: string}} Code */
/** @typedef {{name: string, path: string, color: string, who: string, isOwn: boolean, wait: "" | "adding" | "removing", share?: string}} ShownCode
 *  `share`: on how many of the copies, where it is not on all. */
/** @typedef {{paths: readonly string[], coders: readonly string[], coder: string, codeOf: (path: string) => Code,
 *   marksAt: (cell: number) => readonly Mark[], asked: readonly Command[]}} Known  What the page knows of codes. */

/** @param {number} cell @param {Known} known @returns {ShownCode[]} */
export function codesOn(cell, { paths, coders, coder, codeOf, marksAt, asked }) {
  /** @type {ShownCode[]} */
  const shown = marksAt(cell).map((mark) => ({ ...codeOf(paths[mark.path]), who: coders[mark.coder], isOwn: coders[mark.coder] === coder, wait: "" }));
  for (const command of asked) foretell(shown, cell, command, paths, (path) => ({ ...codeOf(path), who: coder, isOwn: true, wait: "adding" }));
  return shown;
}

/** Add to the codes, or mark among them, what an act without an answer will do.
 *  @param {ShownCode[]} shown @param {number} cell @param {Command} command @param {readonly string[]} paths @param {(path: string) => ShownCode} made */
function foretell(shown, cell, command, paths, made) {
  const { op, cells, code, codes } = /** @type {{op: string, cells?: number[], code?: string, codes?: number[]}} */ (/** @type {unknown} */ (command));
  const place = cells && placesOf(cells).get(cell);
  if (place === undefined) return;
  const path = op === "accept" ? paths[codes?.[place] ?? -1] : code ?? "";
  const known = shown.find((each) => each.isOwn && each.path === path);
  if (op === "uncode") { if (known) known.wait = "removing"; }
  else if (!known) shown.push(made(path));
  else if (known.wait === "removing") known.wait = "adding";
}

/** @type {WeakMap<object, Map<number, number>>} */
const knownPlaces = new WeakMap();

/** Where each cell stands in the list of an act; an act may be for 100,000 of them.
 *  @param {number[]} cells */
function placesOf(cells) {
  let found = knownPlaces.get(cells);
  if (!found) { found = new Map(cells.map((cell, place) => [cell, place])); knownPlaces.set(cells, found); }
  return found;
}

/** The codes on copies of an answer, each with on how many of them it is.
 *  @param {readonly number[]} cells @param {Known} known @returns {ShownCode[]} */
export function codesOnCopies(cells, known) {
  if (cells.length < 2) return cells.flatMap((cell) => codesOn(cell, known));
  /** @type {Map<string, {code: ShownCode, n: number}>} */ const found = new Map();
  for (const cell of cells) {
    for (const code of codesOn(cell, known)) {
      const key = `${code.path}\n${code.who}`;
      const same = found.get(key);
      if (same) same.n++;
      else found.set(key, { code, n: 1 });
    }
  }
  return [...found.values()].map(({ code, n }) => (n < cells.length ? { ...code, share: `${n}/${cells.length}` } : code));
}
