// What a wall knows without a page: notes as they will be, walking over the cells, places to drop.
import assert from "node:assert/strict";
import { test } from "node:test";

import { SIEVES, dropBefore, heaps, kinOf, neighbour, stepBefore, withAsked } from "../../vocbench/widgets/boards/wall.mjs";

const note = (id, region = "pains", more = {}) => ({ id, region, text: id, origin: "said", standing: "accepted", group: "", votes: [], quotes: 1, against: 0, stale: "", ...more });
const WALL = [note("a"), note("b"), note("c"), note("d", "gains")];
const nonced = (...commands) => commands.map((command, at) => [`n${at}`, command]);
const seen = (notes, region = "pains") => notes.filter((each) => each.region === region).map(({ id }) => id).join("");

test("a note that is moved lies in front of the other, and waits", () => {
  const wall = withAsked(WALL, nonced({ op: "move", ids: ["d"], region: "pains", before: "b" }), "A");

  assert.equal(seen(wall), "adbc");
  assert.deepEqual(wall.filter(({ isWaiting }) => isWaiting).map(({ id }) => id), ["d"]);
});

test("a note in front of one that is gone goes last", () => {
  assert.equal(seen(withAsked(WALL, nonced({ op: "move", ids: ["a"], region: "pains", before: "gone" }), "A")), "bca");
});

test("acts that wait are applied one after the other", () => {
  const asked = [
    { op: "write", region: "gains", text: "new" }, { op: "edit", id: "a", text: "A" }, { op: "remove", ids: ["b"] }, { op: "group", ids: ["a", "c"], title: "G" },
    { op: "vote", id: "c" }, { op: "vote", id: "d" }, { op: "vote", id: "d" },
  ];

  const wall = withAsked(WALL, nonced(...asked), "A");

  assert.equal(seen(wall), "ac");
  assert.deepEqual(wall.map(({ text, group, votes }) => [text, group, votes.join()]), [["A", "G", ""], ["c", "G", "A"], ["d", "", ""], ["new", "", ""]]);
  assert.deepEqual(WALL.map(({ text }) => text).join(""), "abcd");
});

test("a new note keeps its id while acts before it are answered", () => {
  const asked = /** @type {[string, any][]} */ (nonced({ op: "vote", id: "a" }, { op: "write", region: "gains", text: "new" }));
  const idIn = (/** @type {[string, any][]} */ waiting) => withAsked(WALL, waiting, "A").find(({ isNew }) => isNew)?.id;

  assert.equal(idIn(asked.slice(1)), idIn(asked));
});

test("a refused proposal leaves the wall, an accepted one is no proposal any more", () => {
  const open = [note("p", "pains", { standing: "proposed" }), note("q", "pains", { standing: "proposed" })];

  const wall = withAsked(open, nonced({ op: "refuse", ids: ["p"] }, { op: "accept", ids: ["q"] }), "A");

  assert.deepEqual(wall.map(({ id, standing }) => [id, standing]), [["q", "accepted"]]);
});

test("a drop on either half of a card says in front of which note it goes", () => {
  const pains = WALL.slice(0, 3);

  assert.equal(dropBefore(pains, ["d"], "b", false), "b");
  assert.equal(dropBefore(pains, ["d"], "b", true), "c");
  assert.equal(dropBefore(pains, ["d"], "c", true), "");
  assert.equal(dropBefore(pains, ["d"], "", false), "");
});

test("a drop that would change nothing is none", () => {
  const pains = WALL.slice(0, 3);

  assert.equal(dropBefore(pains, ["b"], "a", true), null);
  assert.equal(dropBefore(pains, ["b"], "c", false), null);
  assert.equal(dropBefore(pains, ["c"], "", false), null);
  assert.equal(dropBefore(pains, ["b"], "b", true), null);
  assert.equal(dropBefore(pains, ["a"], "c", true), "");
});

test("a note steps up and down in its cell, and stops at its ends", () => {
  const pains = WALL.slice(0, 3);

  assert.equal(stepBefore(pains, "b", -1), "a");
  assert.equal(stepBefore(pains, "b", 1), "");
  assert.equal(stepBefore(pains, "a", 1), "c");
  assert.equal(stepBefore(pains, "a", -1), null);
  assert.equal(stepBefore(pains, "c", 1), null);
});

test("cells of a table lie beside each other by stage and lane, other cells in their order", () => {
  const at = (id, row, column) => ({ id, row, column });
  const table = { isTable: true, regions: [at("s/1", 2, 2), at("s/2", 2, 3), at("p/1", 3, 2), at("p/2", 3, 3)] };
  const map = { isTable: false, regions: [at("x", 1, 1), at("y", 1, 2), at("z", 2, 1)] };

  assert.equal(neighbour(table, "s/1", "right"), "s/2");
  assert.equal(neighbour(table, "s/2", "down"), "p/2");
  assert.equal(neighbour(table, "s/2", "right"), "s/2");
  assert.equal(neighbour(map, "y", "down"), "z");
  assert.equal(neighbour(map, "x", "left"), "x");
});

test("notes of a group lie together where its first lies", () => {
  const wall = [note("a", "pains", { group: "G" }), note("b"), note("c", "pains", { group: "G" })];

  assert.deepEqual(heaps(wall, "pains").map(({ title, notes }) => [title, notes.map(({ id }) => id).join("")]), [["G", "ac"], ["", "b"]]);
});

test("a note that is called like a group is not in it", () => {
  const wall = [note("G"), note("b", "pains", { group: "G" })];

  assert.equal(heaps(wall, "pains").length, 2);
});

test("each sieve lets its notes through", () => {
  const wall = [note("said"), note("imagined", "x", { origin: "imagined" }), note("bare", "x", { quotes: 0 }), note("against", "x", { against: 2 }), note("stale", "x", { stale: "gone" })];
  const through = (name) => wall.filter(SIEVES[name]).map(({ id }) => id);

  assert.deepEqual(through("imagined"), ["imagined", "bare"]);
  assert.deepEqual(through("contradicted"), ["against"]);
  assert.deepEqual(through("stale"), ["stale"]);
  assert.deepEqual(through("proposed"), []);
  assert.equal(through("all").length, 5);
});

test("notes are kin both ways", () => {
  const kin = [{ one: "a", other: "b", kinship: "same" }, { one: "c", other: "a", kinship: "opposite" }];

  assert.deepEqual([...kinOf(kin, "a")], [["b", "same"], ["c", "opposite"]]);
  assert.deepEqual([...kinOf(kin, "b")], [["a", "same"]]);
});
