// Pure functions of the coding widget. Run by pytest through tests/js/test_scripts.py.
import assert from "node:assert/strict";
import test from "node:test";

import { columnsOf, namePlaces } from "../../vocbench/widgets/coding/stripes.mjs";
import { filled } from "../../vocbench/widgets/parts/dom.mjs";
import { fuzzy, ranked } from "../../vocbench/widgets/parts/fuzzy.mjs";
import {
  byTurn, endOf, grown, inVivoName, joinable, keptCodings, lanesOf, neighbourOf, quoteOf, segments, shownCodings, snapped, turnIndexAt,
} from "../../vocbench/widgets/coding/passages.mjs";

/** Turns with one line end between them, as in a transcript. */
function turnsOf(...texts) {
  let at = 0;
  return texts.map((text) => {
    const turn = { start: at, text, speaker: "", role: "", time: "", events: [] };
    at = endOf(turn) + 1;
    return turn;
  });
}

const coding = (id, start, end, code = "Pains", coder = "A") => ({ id, start, end, code, coder, memo: "", doubt: "" });
const kept = (...codings) => keptCodings(codings, new Map());
const TURNS = turnsOf("Why wait?", "Well 😀 it is slow. I go home.", "  ");

test("an offset belongs to the last turn that starts before it", () => {
  assert.deepEqual([0, 9, 10, 40, 999].map((offset) => turnIndexAt(TURNS, offset)), [0, 0, 1, 1, 2]);
});

test("no turns give index 0", () => {
  assert.equal(turnIndexAt([], 5), 0);
});

test("overlapping ranges are cut into pieces that know their ranges", () => {
  const pieces = segments(0, 10, [coding("a", 2, 6), coding("b", 4, 8)]);

  assert.deepEqual(
    pieces.map(({ start, end, on }) => [start, end, on.map(({ id }) => id).join("")]),
    [[0, 2, ""], [2, 4, "a"], [4, 6, "ab"], [6, 8, "b"], [8, 10, ""]],
  );
});

test("a range that sticks out is cut at the ends of the turn", () => {
  const pieces = segments(10, 20, [coding("a", 0, 30)]);

  assert.deepEqual(pieces.map(({ start, end, on }) => [start, end, on.length]), [[10, 20, 1]]);
});

test("forty codings of one passage make one piece with forty ranges", () => {
  const pieces = segments(0, 9, Array.from({ length: 40 }, (_, i) => coding(`c${i}`, 2, 5)));

  assert.deepEqual(pieces.map(({ on }) => on.length), [0, 40, 0]);
});

test("codings that overlap lie in lanes of their own, and a free lane is used again", () => {
  const lanes = lanesOf([coding("a", 0, 10), coding("b", 5, 8), coding("c", 8, 12), coding("d", 20, 22)]);

  assert.deepEqual(Object.fromEntries(lanes), { a: 0, b: 1, c: 1, d: 0 });
});

test("blanks at the ends of a selection are left out, also across turns", () => {
  assert.deepEqual(snapped(TURNS, 3, 10), { start: 4, end: 9 });
  assert.deepEqual(snapped(TURNS, 9, 15), { start: 10, end: 14 });
});

test("a selection made backwards is the same passage", () => {
  assert.deepEqual(snapped(TURNS, 8, 4), { start: 4, end: 8 });
});

test("a selection of blanks alone is no passage", () => {
  assert.equal(snapped(TURNS, 3, 4), null);
  assert.equal(snapped(TURNS, 9, 10), null);
  assert.equal(snapped(TURNS, 5, 5), null);
  assert.equal(snapped(TURNS, 40, 43), null);
  assert.equal(snapped([], 0, 3), null);
});

test("a passage over two turns is one passage", () => {
  assert.deepEqual(snapped(TURNS, 4, 14), { start: 4, end: 14 });
});

test("a quote parts turns by a slash", () => {
  assert.equal(quoteOf(TURNS, { start: 4, end: 14 }), "wait? / Well");
});

test("a shortened quote never splits an emoji", () => {
  assert.equal(quoteOf(TURNS, { start: 10, end: 40 }, 7), "Well 😀…");
});

test("a coding over two turns is drawn in both", () => {
  const found = byTurn(TURNS, [coding("a", 4, 14), coding("b", 11, 12)]);

  assert.deepEqual(found.map((codings) => codings.map(({ id }) => id).join("")), ["a", "ab", ""]);
});

test("what was asked for is shown as waiting until it is confirmed", () => {
  const asked = [["n1", { op: "code", start: 0, end: 3, code: "Gains" }]];

  const shown = shownCodings(kept(coding("a", 5, 9)), asked, "A");

  assert.deepEqual(shown.map(({ id, wait }) => [id, wait]), [["asked-n1", "adding"], ["a", ""]]);
});

test("a coding that the kernel has already sent is not shown twice", () => {
  const asked = [["n1", { op: "code", start: 5, end: 9, code: "Pains" }]];

  assert.equal(shownCodings(kept(coding("a", 5, 9)), asked, "A").length, 1);
});

test("the same code by another coder is another coding", () => {
  const asked = [["n1", { op: "code", start: 5, end: 9, code: "Pains" }]];

  assert.equal(shownCodings(kept(coding("a", 5, 9, "Pains", "B")), asked, "A").length, 2);
});

test("what is being removed stays, and says so", () => {
  const shown = shownCodings(kept(coding("a", 5, 9)), [["n1", { op: "uncode", id: "a" }]], "A");

  assert.deepEqual(shown.map(({ wait }) => wait), ["removing"]);
});

test("the blanks of a sentence are filled, and unknown ones stay", () => {
  assert.equal(filled("Coded: {code} {what}", { code: "{code}<b>" }), "Coded: {code}<b> {what}");
});

test("a caret grows to its word, and then by the next word", () => {
  const word = grown(TURNS, { start: 5, end: 5 }, "word", "en");

  assert.deepEqual(word, { start: 4, end: 8 });
  assert.deepEqual(grown(TURNS, word, "word", "en"), { start: 4, end: 14 });
});

test("a selection grows to whole sentences", () => {
  const range = grown(TURNS, { start: 21, end: 23 }, "sentence", "en");

  assert.equal(quoteOf(TURNS, range), "Well 😀 it is slow.");
});

test("a selection grows to its whole turn, and then to the next turn with words", () => {
  assert.deepEqual(grown(TURNS, { start: 2, end: 3 }, "turn", "en"), { start: 0, end: 9 });
  assert.deepEqual(grown(TURNS, { start: 0, end: 9 }, "turn", "en"), { start: 0, end: 40 });
});

test("an impossible language of a transcript does no harm", () => {
  assert.deepEqual(grown(TURNS, { start: 0, end: 0 }, "word", "<script>"), { start: 0, end: 3 });
});

test("what is being changed is shown as it will be, and says so", () => {
  const asked = [["n1", { op: "recode", id: "a", code: "Gains" }], ["n2", { op: "resize", id: "b", start: 1, end: 4 }]];

  const shown = shownCodings(kept(coding("a", 5, 9), coding("b", 6, 9)), asked, "A");

  assert.deepEqual(shown.map(({ id, code, start, wait }) => [id, code, start, wait]),
    [["b", "Pains", 1, "changing"], ["a", "Gains", 5, "changing"]]);
});

test("a coding that stayed the same is the same object again", () => {
  const [a, b] = kept(coding("a", 5, 9), coding("b", 6, 9));

  const again = keptCodings([coding("a", 5, 9), { ...coding("b", 6, 9), memo: "new" }], new Map([["a", a], ["b", b]]));

  assert.equal(again[0], a);
  assert.notEqual(again[1], b);
});

test("codings of one code follow each other, round the end to the first", () => {
  const codings = [coding("a", 0, 1), coding("x", 1, 2, "Gains"), coding("b", 5, 9)];

  assert.deepEqual([1, -1].map((step) => neighbourOf(codings, "b", step).id), ["a", "a"]);
  assert.equal(neighbourOf(codings, "x", 1), null);
});

test("codings are joined that overlap or have only blanks between them", () => {
  const turns = turnsOf("one two three four", "five");
  const run = [coding("a", 0, 3), coding("b", 4, 7), coding("c", 6, 13)];
  const others = [coding("d", 19, 23), coding("e", 4, 7, "Gains"), coding("f", 4, 7, "Pains", "B")];

  const found = joinable(turns, [...run, ...others].sort((p, q) => p.start - q.start), run[1]);

  assert.deepEqual(found.map(({ id }) => id), ["a", "b", "c"]);
  assert.deepEqual(joinable(turns, others, others[0]).map(({ id }) => id), ["d"]);
});

test("a short coding inside a long one does not end the run", () => {
  const turns = turnsOf("one two three four");
  const codings = [coding("a", 0, 13), coding("b", 4, 7), coding("c", 8, 18)];

  assert.equal(joinable(turns, codings, codings[2]).length, 3);
});

test("own words make a name without what stands around them", () => {
  assert.equal(inVivoName("“ik douche / te  lang…” "), "ik douche te lang");
  assert.equal(inVivoName(" – ?! "), "");
  assert.equal([...inVivoName("x".repeat(90))].length, 60);
});

test("names beside stripes stand under each other, and those without room are counted", () => {
  assert.deepEqual(namePlaces([{ top: 0 }, { top: 3 }, { top: 50 }], 80), { places: [0, 15, 50], left: 0 });
  assert.deepEqual(namePlaces([{ top: 0 }, { top: 0 }, { top: 0 }, { top: 0 }], 30), { places: [0], left: 3 });
});

test("a few letters in their order find a name; starts of words come first", () => {
  const names = ["Shower time", "Feelings/Shame", "Ashes"];

  assert.deepEqual(ranked("sh", names, (name) => name).map(({ item }) => item), ["Shower time", "Feelings/Shame", "Ashes"]);
  assert.deepEqual(ranked("fs", names, (name) => name).map(({ item }) => item), ["Feelings/Shame"]);
  assert.deepEqual(fuzzy("st", "Shower time").at, [0, 7]);
});

test("accents and capitals need not be typed", () => {
  assert.deepEqual(ranked("idee", ["Goed idée"], (name) => name).length, 1);
});

test("nothing typed finds all, in their order", () => {
  assert.deepEqual(ranked(" ", ["b", "a"], (name) => name).map(({ item }) => item), ["b", "a"]);
});

test("bars that stand beside each other have columns of their own", () => {
  const bars = [{ top: 0, height: 20 }, { top: 0, height: 50 }, { top: 29, height: 20 }, { top: 60, height: 20 }];

  assert.deepEqual(columnsOf(bars), [0, 1, 0, 0]);
});
