// Pure functions over the forest of codes. Run by pytest through tests/js/test_scripts.py.
import assert from "node:assert/strict";
import test from "node:test";

import {
  aboveOf, branchOf, canHang, found, hitFrom, pathUnder, rowsOf, stepFrom, successorOf, withAsked,
} from "../../vocbench/widgets/codebook/forest.mjs";

/** Codes by their paths, each after the one above it; a path is its own id. */
function forest(...paths) {
  return paths.map((path) => ({
    id: path, path, name: path.split("/").at(-1), parent: path.split("/").slice(0, -1).join("/"), color: "#000000", key: "",
    description: "", when_to_use: "", when_not_to_use: "",
  }));
}

const CODES = forest("Gains", "Pains", "Pains/Phone", "Pains/Waiting", "Pains/Waiting/Long", "Values");
const ALL = { folded: new Set(), only: null, typed: "" };
const shown = (how, codes = CODES) => rowsOf(codes, { ...ALL, ...how });
const ids = (rows) => rows.map(({ code }) => code.id);

test("every line says its level, its place among its neighbours and how many those are", () => {
  const rows = shown({});

  assert.deepEqual(rows.map(({ level, position, size }) => [level, position, size]), [
    [1, 1, 3], [1, 2, 3], [2, 1, 2], [2, 2, 2], [3, 1, 1], [1, 3, 3],
  ]);
});

test("a folded code hides all that is under it", () => {
  const rows = shown({ folded: new Set(["Pains"]) });

  assert.deepEqual(ids(rows), ["Gains", "Pains", "Values"]);
  assert.deepEqual([rows[1].hasChildren, rows[1].isOpen], [true, false]);
});

test("what is looked for shows with the codes above it, folded or not", () => {
  const rows = shown({ folded: new Set(["Pains"]), typed: "lon" });

  assert.deepEqual(rows.map(({ code, isHit }) => [code.name, isHit]), [["Pains", false], ["Waiting", false], ["Long", true]]);
  assert.deepEqual(rows[2].at, [0, 1, 2]);
});

test("letters that do not stand together are no hit", () => {
  assert.deepEqual([...found(CODES, "wtn").keys()], []);
});

test("a code is found by its definition too, with nothing marked in its name", () => {
  const codes = CODES.map((code) => (code.id === "Gains" ? { ...code, when_to_use: "Somebody is RELIEVED" } : code));

  assert.deepEqual([...found(codes, "relieved")], [["Gains", []]]);
  assert.equal(rowsOf(codes, { ...ALL, typed: "relieved" })[0].inWords, true);
});

test("accents and capitals do not matter to the search", () => {
  assert.deepEqual([...found(forest("Één pot"), "een")], [["Één pot", [0, 1, 2]]]);
});

test("a set shows its codes and those above them", () => {
  const rows = shown({ only: new Set(["Pains/Waiting", "Values"]) });

  assert.deepEqual(rows.map(({ code, isHit }) => [code.id, isHit]), [["Pains", false], ["Pains/Waiting", true], ["Values", true]]);
});

test("arrows walk the lines, into a branch and out of it", () => {
  const rows = shown({});

  assert.equal(stepFrom(rows, "Gains", "ArrowDown", 10), "Pains");
  assert.equal(stepFrom(rows, "Gains", "ArrowUp", 10), "Gains");
  assert.equal(stepFrom(rows, "Pains", "ArrowRight", 10), "Pains/Phone");
  assert.equal(stepFrom(rows, "Pains/Waiting/Long", "ArrowLeft", 10), "Pains/Waiting");
  assert.equal(stepFrom(rows, "Pains", "End", 10), "Values");
  assert.equal(stepFrom(rows, "Values", "PageUp", 2), "Pains/Waiting");
});

test("without a current line a key leads to the first, and with End to the last", () => {
  assert.equal(stepFrom(shown({}), "gone", "ArrowDown", 10), "Gains");
  assert.equal(stepFrom(shown({}), "", "End", 10), "Values");
  assert.equal(stepFrom([], "", "Home", 10), "");
});

test("the line after one that went takes its place, and at the end the line before", () => {
  const rows = shown({});
  const left = (...gone) => new Set(ids(rows).filter((id) => !gone.includes(id)));

  assert.equal(successorOf(rows, left("Pains", "Pains/Phone", "Pains/Waiting", "Pains/Waiting/Long"), "Pains"), "Values");
  assert.equal(successorOf(rows, left("Values"), "Values"), "Pains/Waiting/Long");
  assert.equal(successorOf(rows, new Set(), "Values"), "");
});

test("hits follow each other round the end", () => {
  const rows = shown({ typed: "ains" });

  assert.equal(hitFrom(rows, "Gains", 1), "Pains");
  assert.equal(hitFrom(rows, "Pains", 1), "Gains");
  assert.equal(hitFrom(rows, "Gains", -1), "Pains");
  assert.equal(hitFrom(rows, "gone", 1), "Gains");
  assert.equal(hitFrom([], "Gains", 1), "Gains");
});

test("a code hangs neither under itself, nor in its own branch, nor where it hangs already", () => {
  assert.equal(canHang(CODES, "Pains", "Pains/Waiting/Long"), false);
  assert.equal(canHang(CODES, "Pains", "Pains"), false);
  assert.equal(canHang(CODES, "Pains/Phone", "Pains"), false);
  assert.equal(canHang(CODES, "Pains", ""), false);
  assert.equal(canHang(CODES, "Pains/Phone", ""), true);
  assert.equal(canHang(CODES, "Pains", "Gains"), true);
});

test("a branch is found by what hangs under what, not by names that begin alike", () => {
  const codes = forest("Pain", "Pain/Back", "Painful");

  assert.deepEqual([...branchOf(codes, "Pain")], ["Pain", "Pain/Back"]);
});

test("the codes above some are each there once", () => {
  assert.deepEqual([...aboveOf(CODES, ["Pains/Waiting/Long", "Pains/Phone"])].sort(), ["Pains", "Pains/Waiting"]);
});

test("a name and a colour show as they were asked before they are saved", () => {
  const codes = withAsked(CODES, [{ op: "rename", id: "Gains", name: "Joys" }, { op: "change", id: "Gains", color: "#112233" }, { op: "move", id: "Pains" }]);

  assert.deepEqual([codes[0].name, codes[0].color, codes[1]], ["Joys", "#112233", CODES[1]]);
});

test("a typed name goes under the code it was typed at, unless it says its whole path", () => {
  assert.equal(pathUnder("Late", "Pains"), "Pains/Late");
  assert.equal(pathUnder("Gains/Late", "Pains"), "Gains/Late");
  assert.equal(pathUnder("Late", ""), "Late");
});

test("a thousand levels deep is no trouble", () => {
  const names = Array.from({ length: 1000 }, (_, i) => Array.from({ length: i + 1 }, () => "a").join("/"));

  assert.equal(shown({}, forest(...names)).at(-1).level, 1000);
});
