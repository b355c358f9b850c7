// Which answers pass a filter, in what order, which are copies, and what codes they will have.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  AnswerTable, CodingStore, INFORMATIVE, SuggestionStore, folded, formOf, hitsIn, rangeIn, rangeText, rowsOf,
} from "../../vocbench/widgets/answers/table.mjs";
import { codesOn, codesOnCopies } from "../../vocbench/widgets/answers/shown.mjs";

const TABLE = new AnswerTable({
  nRows: 5,
  questions: ["Q", "P"],
  texts: [["The export is SLOW", "nothing", "Nothing!", "slow app", ""], ["why", null, null, "no idea", null]],
  columns: [
    { name: "respondent", kind: "words", choices: [], values: ["r10", "r2", "r1", "r20", "r3"] },
    { name: "score", kind: "number", choices: [], values: [3, 9, null, 6, 2] },
    { name: "segment", kind: "choice", choices: ["own", "rent"], values: [1, 0, 1, null, 0] },
  ],
});

const store = new CodingStore();
store.follow("[0,0,0]", [1, 8, 1, 0]); // Pains on the first answer, Gains on what the fourth said why

const FACTS = {
  marksAt: (cell) => store.at(cell), numberOf: (path) => ["Pains", "Gains"].indexOf(path),
  firstChance: (cell) => (cell === 1 ? 0.8 : 0.1), cut: 0.5, placeOf: (cell) => ({ 2: 0, 8: 1, 1: 2 })[cell] ?? Infinity,
};

const rows = (look) => rowsOf(TABLE, { find: "", filters: {}, order: "", fold: false, suggest: false, ...look }, FACTS);

test("without wishes all rows are there, in their order", () => {
  assert.deepEqual(rows({}), [0, 1, 2, 3, 4]);
});

test("words are found in any question, in upper and lower case", () => {
  assert.deepEqual(rows({ find: " Slow" }), [0, 3]);
  assert.deepEqual(rows({ find: "idea" }), [3]);
});

test("filters of all columns must pass", () => {
  assert.deepEqual(rows({ filters: { score: { range: [3, 9] } } }), [0, 1, 3]);
  assert.deepEqual(rows({ filters: { score: { range: [null, 3] } } }), [0, 4]);
  assert.deepEqual(rows({ filters: { segment: { values: ["rent"] } } }), [0, 2]);
  assert.deepEqual(rows({ filters: { segment: { values: ["rent", ""] } } }), [0, 2, 3]);
  assert.deepEqual(rows({ filters: { respondent: { words: "R1" } } }), [0, 2]);
  assert.deepEqual(rows({ filters: { Q: { words: "nothing" }, segment: { values: ["own"] } } }), [1]);
});

test("a filter of a column that is not there lets all pass", () => {
  assert.deepEqual(rows({ filters: { gone: { words: "x" }, codes: { state: "?" } } }), [0, 1, 2, 3, 4]);
});

test("coded, not coded and likely suggested rows are told apart", () => {
  assert.deepEqual(rows({ filters: { codes: { state: "coded" } } }), [0, 3]);
  assert.deepEqual(rows({ filters: { codes: { state: "uncoded" } } }), [0, 1, 2, 3]); // their other answer has no code
  assert.deepEqual(rows({ filters: { codes: { state: "suggested" } } }), [1]);
  assert.deepEqual(rows({ filters: { codes: { path: "Gains" } } }), [3]);
});

test("rows without a value come last, whichever way is sorted", () => {
  assert.deepEqual(rows({ order: "score" }), [4, 0, 3, 1, 2]);
  assert.deepEqual(rows({ order: "-score" }), [1, 3, 0, 4, 2]);
  assert.deepEqual(rows({ order: "segment" }), [1, 4, 0, 2, 3]);
});

test("numbers in names are sorted as numbers", () => {
  assert.deepEqual(rows({ order: "respondent" }), [2, 1, 4, 0, 3]);
});

test("answers are sorted as well, empty ones last", () => {
  assert.deepEqual(rows({ order: "Q" }), [1, 2, 3, 0, 4]);
});

test("what teaches most comes first, in any question", () => {
  assert.deepEqual(rows({ order: INFORMATIVE }), [2, 3, 1, 0, 4]);
});

test("copies differ in case, blanks and marks only", () => {
  assert.equal(formOf(" Nothing!! "), formOf("nothing"));
  assert.equal(formOf("Één   antwoord."), "één antwoord");
  assert.notEqual(formOf("😀"), formOf("😡"));
});

test("copies fold into the first of them that is shown", () => {
  const { rows: kept, copies } = folded(TABLE, [2, 1, 0, 4]);

  assert.deepEqual(kept, [2, 0, 4]);
  assert.deepEqual(copies.get(2), [2, 1]);
  assert.deepEqual(TABLE.copies(0, 1, [0, 1, 2]), [1, 2]);
});

test("ranges are read as people type them", () => {
  assert.deepEqual(["0-6", "0 – 6", ">=7", "<=3", "5", "1,5-2", "-3--1"].map(rangeIn),
    [[0, 6], [0, 6], [7, null], [null, 3], [5, 5], [1.5, 2], [-3, -1]]);
  assert.deepEqual(["", "a", "3-", ">"].map(rangeIn), [null, null, null, null]);
});

test("a range is written as it would be typed", () => {
  for (const typed of ["0-6", ">=7", "<=3", "5"]) assert.equal(rangeText(rangeIn(typed)), typed);
});

test("hits are where the words stand, each sign once", () => {
  assert.deepEqual(hitsIn("Slow, slower", ["slow"]), [[0, 4], [6, 10]]);
  assert.deepEqual(hitsIn("slow export", ["slow", "low ex"]), [[0, 4]]);
  assert.deepEqual(hitsIn("anything", ["", " "]), []);
});

test("changes keep the codings up, and counts with them", () => {
  const codings = new CodingStore();
  codings.follow("[0,0,0,1,0,0]", []);
  codings.follow("[0,0,0,1,0,0]", [1, 0, 0, 1]);
  codings.follow("[0,0,0,1,0,0]", [1, 0, 0, 1, 0, 1, 0, 0]);

  assert.deepEqual(codings.at(0), [{ path: 0, coder: 0 }, { path: 0, coder: 1 }]);
  assert.deepEqual([codings.counts[0], codings.nCoded], [1, 1]);
});

test("new codings replace the old ones and their changes", () => {
  const codings = new CodingStore();
  codings.follow("[]", [1, 4, 0, 0]);
  codings.follow("[3,1,0]", []);

  assert.deepEqual([codings.at(4), codings.at(3), codings.nCoded], [[], [{ path: 1, coder: 0 }], 1]);
});

test("taking away what is not there changes nothing", () => {
  const codings = new CodingStore();
  codings.remove(7, 0, 0);

  assert.equal(codings.nCoded, 0);
});

test("suggestions are read by cell", () => {
  const learned = { suggested: [3, 1, 900, 3, 0, 300, 0, 0, 55], informative: [0, 3], card: null, cut: 0.4, nCoded: 12 };
  const suggestions = new SuggestionStore(JSON.stringify(learned));

  assert.deepEqual(suggestions.at(3), [{ path: 1, chance: 0.9 }, { path: 0, chance: 0.3 }]);
  assert.deepEqual([suggestions.placeOf(3), suggestions.placeOf(9), suggestions.cut], [1, Infinity, 0.4]);
  assert.deepEqual(new SuggestionStore("").at(3), []);
});

const known = (asked = []) => ({
  paths: ["Pains", "Gains"], coders: ["A", "B"], coder: "A", asked, marksAt: (cell) => store.at(cell),
  codeOf: (path) => ({ path, name: path, color: "#000000", key: "" }),
});
const brief = (codes) => codes.map(({ path, who, wait, share }) => [path, who, wait, share ?? ""].join(" ").trim());

test("an act without an answer shows as it will be, and as not saved", () => {
  const code = { op: "code", cells: [2, 0], code: "Gains" };
  const accept = { op: "accept", cells: [1, 2], codes: [0, 1] };
  const uncode = { op: "uncode", cells: [0], code: "Pains" };

  assert.deepEqual(brief(codesOn(0, known([code, uncode]))), ["Pains A removing", "Gains A adding"]);
  assert.deepEqual(brief(codesOn(2, known([code, accept]))), ["Gains A adding"]);
  assert.deepEqual(brief(codesOn(1, known([code, accept]))), ["Pains A adding"]);
  assert.deepEqual(brief(codesOn(0, known([uncode, { ...code, code: "Pains" }]))), ["Pains A adding"]);
});

test("what others coded is not touched by one's own acts", () => {
  const other = { ...known([{ op: "uncode", cells: [0], code: "Pains" }]), coder: "B" };

  assert.deepEqual(brief(codesOn(0, other)), ["Pains A"]);
});

test("codes on some copies say on how many, and acts count for each copy", () => {
  assert.deepEqual(brief(codesOnCopies([0, 1, 2], known())), ["Pains A  1/3"]);
  assert.deepEqual(brief(codesOnCopies([0, 1], known([{ op: "code", cells: [0, 1], code: "Pains" }]))), ["Pains A"]);
  assert.deepEqual(brief(codesOnCopies([0], known())), ["Pains A"]);
});
