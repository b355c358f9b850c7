// Words made of what travels to the import widget.

import assert from "node:assert/strict";
import { test } from "node:test";

import { capitalised, countWords, inFields, kindWords, parted, sizeWords, suffixOf, sureWords } from "../../vocbench/widgets/intake/shapes.mjs";

const texts = {
  locale: "en-GB", or: "or", kind_of_answers: "open answers", one_turns: "turn", n_turns: "turns", sure: "sure", sureness: "{word}, {percent} %",
};

test("one is counted as one, and what has no word keeps its name", () => {
  assert.equal(countWords({ turns: 1 }, texts), "1 turn");
  assert.equal(countWords({ turns: 1200, ghosts: 2 }, texts), "1,200 turns · 2 ghosts");
});

test("a guess is a word and per cent, and begins a line", () => {
  assert.equal(sureWords({ confidence: 0.914, sureness: "sure" }, texts), "sure, 91 %");
  assert.equal(capitalised("speaker labels"), "Speaker labels");
});

test("a file that can be two things says both", () => {
  assert.equal(kindWords(["transcript", "answers"], texts), "transcript or open answers");
});

test("an argument is called as the field that does the same", () => {
  const fields = { sheet: "Sheet", encoding: "Encoding" };

  assert.equal(inFields("Another is read with which=.", fields), "Another is read with “Sheet”.");
  assert.equal(inFields("Pass encoding= if “a=b” or x=1 is wrong.", fields), "Pass “Encoding” if “a=b” or x=1 is wrong.");
});

test("sizes are rounded for people", () => {
  assert.deepEqual([0, 950, 16_400, 2_500_000, 200_000_000].map((n) => sizeWords(n, texts)), ["0 kB", "1 kB", "16 kB", "2.5 MB", "200 MB"]);
});

test("a name has one suffix at most, and a hidden file has none", () => {
  assert.deepEqual(["a.B.TXT", "plain", ".hidden", "x."].map(suffixOf), [".txt", "", "", "."]);
  assert.deepEqual(parted("a/b/c.txt"), ["a/b/", "c.txt"]);
  assert.deepEqual(parted("c.txt"), ["", "c.txt"]);
});
