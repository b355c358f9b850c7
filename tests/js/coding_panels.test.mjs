// Pure functions of the coding widget's panels. Run by pytest through tests/js/test_scripts.py.
import assert from "node:assert/strict";
import test from "node:test";

import { wordsIn } from "../../vocbench/widgets/coding/correct.mjs";
import { turnHeard } from "../../vocbench/widgets/coding/player.mjs";
import { wordsOf } from "../../vocbench/widgets/coding/rule_form.mjs";
import { nextOpen } from "../../vocbench/widgets/coding/rules.mjs";
import { hitFrom } from "../../vocbench/widgets/coding/search.mjs";

const HITS = [{ start: 5, end: 8 }, { start: 20, end: 23 }, { start: 40, end: 43 }];

test("the next hit is the first from here on, round the end to the first of all", () => {
  assert.deepEqual([0, 5, 6, 41].map((offset) => hitFrom(HITS, offset, 1)), [0, 0, 1, 0]);
});

test("the hit before is the last that ends before here, round the beginning to the last of all", () => {
  assert.deepEqual([0, 8, 22, 99].map((offset) => hitFrom(HITS, offset, -1)), [2, 0, 0, 2]);
});

test("without hits there is none to go to", () => {
  assert.deepEqual([hitFrom([], 3, 1), hitFrom([], 3, -1)], [-1, -1]);
});

test("the next open proposal is sought round the end, and is none when all have a verdict", () => {
  assert.deepEqual([nextOpen(["", "accepted", ""], 0), nextOpen(["", "accepted", "refused"], 2), nextOpen(["refused"], 0), nextOpen([], -1)], [2, 0, -1, -1]);
});

test("an open proposal that is alone comes next after itself", () => {
  assert.equal(nextOpen(["accepted", ""], 1), 1);
});

test("words are parted by commas, semicolons and line ends, not by blanks", () => {
  assert.deepEqual(wordsOf(" te lang, wacht*;\nrij ,, "), ["te lang", "wacht*", "rij"]);
});

const TURNS = [
  { start: 0, text: "Why?", seconds: 2 },
  { start: 5, text: "Well 😀 slow.", seconds: null },
  { start: 18, text: "I see.", seconds: 10.5 },
];

test("the turn that is heard is the last that has begun; a turn without a time is passed over", () => {
  assert.deepEqual([0, 2, 10.4, 10.5, 999].map((seconds) => turnHeard(TURNS, seconds)), [-1, 0, 0, 2, 2]);
});

test("words can be corrected within one turn only", () => {
  assert.equal(wordsIn(TURNS, { start: 10, end: 12 }), "😀");
  assert.equal(wordsIn(TURNS, { start: 2, end: 8 }), null);
  assert.equal(wordsIn([], { start: 0, end: 1 }), null);
});
