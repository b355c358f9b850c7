// Pure functions of the quotes widget. Run by pytest through tests/js/test_scripts.py.
import assert from "node:assert/strict";
import test from "node:test";

import { citedHtml, citedText } from "../../vocbench/widgets/quotes/list.mjs";
import { nameAndDepth, stepInTable } from "../../vocbench/widgets/quotes/overview.mjs";
import { everything, narrowed, nextContext, termsOf, widened } from "../../vocbench/widgets/quotes/query.mjs";

const term = (kind, name, attribute = "") => ({ kind, name, attribute });

test("a query is narrowed and widened back to itself", () => {
  const terms = [
    term("code", "Pains"), term("all_of", "Gains"), term("none_of", "Ease"), term("speaker", "Ana"), term("source", "p01"),
    term("attribute", "rent", "segment"), term("attribute", "", "segment"),
  ];

  const query = terms.reduce(narrowed, everything(60));

  assert.deepEqual(query, {
    code: "Pains", all_of: ["Gains"], none_of: ["Ease"], sources: ["p01"], speakers: ["Ana"], where: { segment: ["rent", ""] }, context: 60,
  });
  assert.deepEqual(termsOf(query), terms);
  assert.deepEqual(terms.reduce(widened, query), everything(60));
});

test("a second code takes the place of the first, the same name twice counts once", () => {
  const query = [term("code", "A"), term("code", "B"), term("speaker", "Ana"), term("speaker", "Ana")].reduce(narrowed, everything(0));

  assert.equal(query.code, "B");
  assert.deepEqual(query.speakers, ["Ana"]);
});

test("context grows and shrinks in steps, and stays at its ends", () => {
  assert.deepEqual([nextContext(60, 1), nextContext(60, -1), nextContext(50, 1)], [120, 30, 60]);
  assert.deepEqual([nextContext(0, -1), nextContext(960, 1), nextContext(2000, 1)], [0, 960, 2000]);
});

test("a quote is copied with where it is from, and its words stay words", () => {
  const quotes = [{ quote: "<b>slow</b>", reference: "Ana & Bo, p01" }, { quote: "fast", reference: "p02" }];

  assert.equal(citedText(quotes), "“<b>slow</b>” — Ana & Bo, p01\n“fast” — p02");
  assert.ok(citedHtml(quotes).includes("“&#60;b&#62;slow&#60;/b&#62;” — <cite>Ana &#38; Bo, p01</cite>"));
});

test("arrow keys move through a table and stop at its edges", () => {
  assert.deepEqual(stepInTable("ArrowDown", 0, 0, 2, 3), [1, 0]);
  assert.deepEqual(stepInTable("ArrowDown", 1, 0, 2, 3), [1, 0]);
  assert.deepEqual(stepInTable("ArrowLeft", 0, 0, 2, 3), [0, 0]);
  assert.deepEqual(stepInTable("End", 1, 0, 2, 3), [1, 2]);
  assert.equal(stepInTable("a", 0, 0, 2, 3), null);
});

test("a code under others shows its own name, further in", () => {
  assert.deepEqual(nameAndDepth("Pains/Waiting/Phone"), { name: "Phone", depth: 2 });
});
