// Where answers belong once all edits are done, which pass a filter, how topics join, and how points become pixels.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  ASIDE, UNCLEAR, choiceAt, choiceCounts, foretold, maskOf, membersOf, placesIn, pointsIn, sortedTopics, tallied,
} from "../../vocbench/widgets/topics/points.mjs";
import { PointIndex, isInside, paint, spread, stampOf, wholeLens, zoomed } from "../../vocbench/widgets/topics/raster.mjs";
import { Sayings } from "../../vocbench/widgets/topics/sayings.mjs";
import { Scene } from "../../vocbench/widgets/topics/scene.mjs";
import { otherWords } from "../../vocbench/widgets/topics/list.mjs";
import { shortened } from "../../vocbench/widgets/topics/map.mjs";
import { jointsOf, leavesOf, nodeOf, treeOf } from "../../vocbench/widgets/topics/tree.mjs";

const N = 5;
const bytes = (...parts) => {
  const all = parts.map((part) => new Uint8Array(part.buffer));
  const whole = new Uint8Array(3 + all.reduce((sum, part) => sum + part.length, 0)); // not where four bytes begin
  let at = 3;
  for (const part of all) { whole.set(part, at); at += part.length; }
  return new DataView(whole.buffer, 3);
};

const TABLE = { n: N, columns: [{ name: "wave", choices: ["1", "2"] }, { name: "segment", choices: ["own", "rent"] }], groups: [] };
const POINTS = pointsIn(TABLE, bytes(
  Float32Array.of(0, 4, 0, 4, NaN), Float32Array.of(0, 0, 2, 2, NaN), Float32Array.of(1, 3, NaN, 10, 5),
  Uint8Array.of(0, 1, 0, 1, 255), Uint8Array.of(0, 0, 1, 1, 1),
));
const BASE = bytes(Int32Array.of(0, 0, 1, UNCLEAR, -3), Float32Array.of(0.5, 0.75, 0.25, 0.125, 0), Int32Array.of(1, 1, 0, 1, -1), Uint8Array.of(0, 0, 1, 0, 0));
const NONE = new DataView(new ArrayBuffer(0));
const PLACES = placesIn(BASE, NONE);
const TOPICS = [
  { topic: 0, name: "phone", words: [], stability: 0.4, code: "", neighbour: 1 }, { topic: 1, name: "Bill", words: [], stability: null, code: "", neighbour: 0 },
];
const told = (...asked) => foretold(PLACES, TOPICS, asked);

test("numbers are read wherever their bytes begin", () => {
  assert.deepEqual([...POINTS.x].slice(0, 4), [0, 4, 0, 4]);
  assert.deepEqual(POINTS.columns.map((column) => choiceAt(column, 3)), ["2", "rent"]);
  assert.equal(choiceAt(POINTS.columns[0], 4), "");
  assert.deepEqual([...PLACES.topic], [0, 0, 1, -1, -3]);
});

test("changes replace what was there, and nothing else", () => {
  const changes = bytes(Uint32Array.of(3, 0), Int32Array.of(1, ASIDE), Float32Array.of(0.5, 0), Int32Array.of(0, -1), Uint8Array.of(1, 1));
  const places = placesIn(BASE, changes);

  assert.deepEqual([...places.topic], [ASIDE, 0, 1, 1, -3]);
  assert.deepEqual([...places.placed], [1, 0, 1, 1, 0]);
  assert.deepEqual([...PLACES.topic], [0, 0, 1, -1, -3]);
});

test("without edits nothing is copied", () => {
  assert.equal(told({ op: "undo" }).places, PLACES);
});

test("a merge that was asked shows as done, and as not saved", () => {
  const shown = told({ op: "merge", topics: [1, 0], name: "" });

  assert.deepEqual([...shown.places.topic], [1, 1, 1, -1, -3]);
  assert.deepEqual(shown.topics.map(({ topic, name, wait }) => [topic, name, wait]), [[1, "Bill", true]]);
});

test("a new name shows as not saved", () => {
  assert.deepEqual(told({ op: "rename", topic: 0, name: "Calls" }).topics.map(({ name, wait }) => [name, wait]), [["Calls", true], ["Bill", undefined]]);
});

test("answers that are moved, pinned or set aside are elsewhere at once", () => {
  const shown = told({ op: "move", points: [0, 3], to: 1 }, { op: "set_aside", points: [1] }, { op: "pin", points: [2], to: 1 });

  assert.deepEqual([...shown.places.topic], [1, ASIDE, 1, 1, -3]);
  assert.deepEqual([...shown.waiting].sort(), [0, 1, 2, 3]);
  assert.deepEqual([...shown.places.placed], [1, 1, 2, 1, 0]);
});

test("a topic of its own gets the next number, and is not shown twice once it is there", () => {
  const asked = { op: "gather", points: [0], name: "On hold" };
  const before = told(asked);
  const after = foretold(PLACES, [...TOPICS, { ...TOPICS[0], topic: 7, name: "On hold" }], [asked]);

  assert.deepEqual(before.topics.map(({ topic }) => topic), [0, 1, 2]);
  assert.equal(before.places.topic[0], 2);
  assert.deepEqual(after.topics.map(({ topic }) => topic), [0, 1, 7]);
  assert.equal(after.places.topic[0], 7);
});

test("what is taken back waits where it is", () => {
  const shown = told({ op: "take_back", points: [2] });

  assert.deepEqual([...shown.places.topic], [...PLACES.topic]);
  assert.deepEqual([...shown.waiting], [2]);
});

test("filters of all columns must pass, and a missing value is a choice", () => {
  assert.deepEqual([...maskOf(POINTS, {})], [1, 1, 1, 1, 1]);
  assert.deepEqual([...maskOf(POINTS, { wave: ["2"] })], [0, 1, 0, 1, 0]);
  assert.deepEqual([...maskOf(POINTS, { wave: ["2", ""], segment: ["rent"] })], [0, 0, 0, 1, 1]);
  assert.deepEqual([...maskOf(POINTS, { wave: [], gone: ["x"] })], [1, 1, 1, 1, 1]);
});

test("choices are counted among what passes the other filters", () => {
  assert.deepEqual(choiceCounts(POINTS, { wave: ["2"], segment: ["own"] }, POINTS.columns[0]), [1, 1, 0]);
  assert.deepEqual(choiceCounts(POINTS, {}, POINTS.columns[0]), [2, 2, 1]);
});

test("n and mean score are of the answers shown", () => {
  const tally = tallied(POINTS, PLACES, maskOf(POINTS, { wave: ["1"] }));

  assert.deepEqual(tally.get(0), { n: 1, all: 2, score: 1 });
  assert.deepEqual(tally.get(1), { n: 1, all: 1, score: null });
});

test("members run from typical to edge", () => {
  assert.deepEqual(membersOf(PLACES, maskOf(POINTS, {}), [0]), [1, 0]);
  assert.deepEqual(membersOf(PLACES, maskOf(POINTS, {}), [0, 1]), [1, 0, 2]);
});

test("topics without a value come last, whichever way is sorted", () => {
  const tally = tallied(POINTS, PLACES, maskOf(POINTS, {}));
  const order = (by) => sortedTopics(TOPICS, tally, by, [1, 0]).map(({ topic }) => topic);

  assert.deepEqual(["stability", "-stability", "name", "-answers", "answers", "tree", "-topic", "score"].map(order),
    [[0, 1], [0, 1], [1, 0], [0, 1], [1, 0], [1, 0], [1, 0], [0, 1]]);
});

const NODES = treeOf([5, 3, 8], [[0, 2, 0.9, 4], [1, 3, 0.5, 6]]);

test("a tree names its leaves, like beside like", () => {
  assert.deepEqual(leavesOf(NODES), [5, 8, 3]);
  assert.deepEqual(nodeOf(NODES, [8, 5])?.topics, [5, 8]);
  assert.deepEqual(nodeOf(NODES, [5])?.up?.topics, [5, 8]);
  assert.equal(nodeOf(NODES, [3, 8]), null);
});

test("a tree whose topics are not there yet is none", () => {
  assert.deepEqual(treeOf([5], [[0, 1, 0.9, 4]]), []);
  assert.deepEqual(leavesOf([]), []);
  assert.deepEqual(jointsOf([]), []);
});

test("a join is drawn between its parts, farther out the less alike they are", () => {
  const [first, second] = jointsOf(NODES);

  assert.deepEqual([first.y, first.from, first.to, first.lefts], [1, 0.5, 1.5, [0, 0]]);
  assert.deepEqual([second.x, second.y, second.lefts], [1, 1.75, [first.x, 0]]);
  assert.ok(first.x > 0 && first.x < 1);
});

test("a disc covers its pixels, those at its edge in part", () => {
  const { dx, dy, cover, reach } = stampOf(1.5);
  const at = (x, y) => cover[[...dx].findIndex((each, place) => each === x && dy[place] === y)];

  assert.equal(reach, 2);
  assert.equal(at(0, 0), 256);
  assert.ok(at(1, 1) > 0 && at(1, 1) < 256);
  assert.equal(at(2, 2), undefined);
});

test("points are painted where the lens puts them, and mixed with what is there", () => {
  const pixels = new Uint32Array(25).fill(0xffffffff);
  const layer = { points: [0, 1, 2], color: 0x0000ff, opacity: 0.5, radius: 0.5 };
  paint(pixels, 5, 5, Float32Array.of(0, 1, NaN), Float32Array.of(0, 0, 0), { k: 2, tx: 2, ty: 2 }, layer);

  assert.equal(pixels[12] & 255, 255);
  assert.ok(((pixels[12] >> 8) & 255) < 255);
  assert.notEqual(pixels[14], 0xffffffff);
  assert.equal(pixels.filter((each) => each !== 0xffffffff).length, 2);
});

test("points at the edge of the picture do not come out on the other side", () => {
  const pixels = new Uint32Array(25);
  paint(pixels, 5, 5, Float32Array.of(0), Float32Array.of(0), { k: 1, tx: 4, ty: 2 }, { points: [0], color: 0xffffff, opacity: 1, radius: 1.5 });

  for (let row = 0; row < 5; row++) assert.equal(pixels[5 * row], 0);
  assert.notEqual(pixels[13], 0);
});

test("the map keeps its shape, and points without a place have none", () => {
  const map = spread(POINTS.x, POINTS.y);

  assert.deepEqual([...map.u].slice(0, 4), [-0.5, 0.5, -0.5, 0.5]);
  assert.deepEqual([...map.v].slice(0, 4), [0.25, 0.25, -0.25, -0.25]);
  assert.ok(Number.isNaN(map.u[4]));
  assert.deepEqual([map.width, map.height, map.isEmpty, spread(Float32Array.of(NaN), Float32Array.of(NaN)).isEmpty], [1, 0.5, false, true]);
  assert.deepEqual(wholeLens(120, 120, map, 10), { k: 100, tx: 60, ty: 60 });
});

test("zooming keeps what is under the mouse there, and ends at its bounds", () => {
  const lens = zoomed({ k: 10, tx: 0, ty: 0 }, 2, 30, 40, [5, 100]);

  assert.deepEqual(lens, { k: 20, tx: -30, ty: -40 });
  assert.equal(zoomed(lens, 1000, 0, 0, [5, 100]).k, 100);
});

test("inside is what the line goes round", () => {
  const bowl = [[0, 0], [4, 0], [4, 4], [2, 1], [0, 4]];

  assert.deepEqual([[1, 1], [2, 3], [3.5, 2], [5, 1]].map(([x, y]) => isInside(x, y, bowl)), [true, false, true, false]);
});

test("the nearest point is found that passes, within reach", () => {
  const { u, v } = spread(POINTS.x, POINTS.y);
  const index = new PointIndex(u, v);

  assert.equal(index.nearest(0.49, 0.24, 0.1, () => true), 1);
  assert.equal(index.nearest(0.49, 0.24, 0.1, (point) => point !== 1), -1);
  assert.equal(index.nearest(0.49, 0.24, 2, (point) => point !== 1), 3);
  assert.equal(index.nearest(0, 0, 0.1, () => true), -1);
});

const SAID = { edition: 1, table: TABLE, points: bytes(new Float32Array(3 * N), new Uint8Array(2 * N)), places: BASE, changes: NONE, topics: TOPICS, tree: [[0, 1, 0.5, 3]] };
const LOOK = { find: "", filters: {}, order: "-answers", chosen: [] };

test("a scene knows when the answers are others", () => {
  const scene = new Scene();

  assert.deepEqual([scene.follow(SAID), scene.follow(SAID), scene.follow({ ...SAID, edition: 2 })], [true, false, true]);
});

test("answers are listed by topic, as caught, or all where there are no topics", () => {
  const scene = new Scene();
  scene.follow(SAID);
  scene.derive(LOOK, []);
  assert.deepEqual([scene.listed([0], null), scene.listed([], null), scene.listed([0], [4, 2])], [[1, 0], [], [2]]);
  scene.follow({ ...SAID, topics: [], tree: [], places: bytes(Int32Array.of(-1, -1, -1, -1, -3), new Float32Array(N), new Int32Array(N), new Uint8Array(N)) });
  scene.derive(LOOK, []);

  assert.deepEqual([scene.isPlain, scene.listed([], null)], [true, [0, 1, 2, 3]]);
});

test("topics keep their colours, and those of gone topics are free again", () => {
  const scene = new Scene();
  scene.follow(SAID);
  scene.derive(LOOK, []);
  scene.giveHues(["red", "blue"]);
  assert.deepEqual([...scene.hues], [[0, "red"], [1, "blue"]]);
  scene.follow({ ...SAID, topics: [TOPICS[1], { ...TOPICS[0], topic: 7 }] });
  scene.derive(LOOK, []);
  scene.giveHues(["red", "blue"]);

  assert.deepEqual([...scene.hues], [[1, "blue"], [7, "red"]]);
});

test("choices that are gone are known no more", () => {
  const scene = new Scene();
  scene.follow(SAID);
  scene.derive(LOOK, [{ op: "merge", topics: [1, 0], name: "" }]);

  assert.deepEqual(scene.known([0, 1, UNCLEAR, 9]), [1, UNCLEAR]);
});

const resting = () => new Promise((go) => setTimeout(go));

test("words are asked for once, all that are wanted together", async () => {
  const asked = [];
  let arrivals = 0;
  const sayings = new Sayings(async (points) => { asked.push(points); return points.map((point) => [`text ${point}`, ""]); }, () => arrivals++);
  sayings.want([1, 2]);
  sayings.want([2, 3]);
  await resting();
  sayings.want([1, 3]);
  await resting();

  assert.deepEqual([asked, arrivals, sayings.get(2)], [[[1, 2, 3]], 1, { text: "text 2", reason: "" }]);
});

test("words that were refused, or are of other answers by now, arrive nowhere", async () => {
  let arrivals = 0;
  const refused = new Sayings(async () => null, () => arrivals++);
  refused.want([1]);
  await resting();
  const late = new Sayings(async (points) => { late.clear(); return points.map(() => ["old", ""]); }, () => arrivals++);
  late.want([1]);
  await resting();

  assert.deepEqual([arrivals, refused.get(1), late.get(1)], [0, null, null]);
});

test("beside a name stand the words that it does not say", () => {
  assert.deepEqual(otherWords({ name: "Bill, price", words: ["price", "dear", "bill"] }), ["dear"]);
  assert.deepEqual(otherWords({ name: "price", words: ["price"] }), ["price"]);
});

test("a name on the map is cut between signs, never in the middle of one", () => {
  assert.equal(shortened("😀".repeat(40)), `${"😀".repeat(12)}…`);
  assert.equal(shortened("short"), "short");
});
