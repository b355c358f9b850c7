// @ts-check
// The answers as numbers: where each belongs, what was asked for it, which pass a filter. Touches no page.

/** @typedef {{topic: number, name: string, words: string[], stability: number | null, code: string, neighbour: number, wait?: boolean}} Topic */
/** @typedef {{name: string, choices: string[]}} ChipColumn */
/** @typedef {{n: number, columns: ChipColumn[], groups: number[][]}} Table */
/** @typedef {{name: string, choices: string[], codes: Uint8Array}} Column */
/** @typedef {{n: number, x: Float32Array, y: Float32Array, scores: Float32Array, columns: Column[]}} Points */
/** @typedef {{topic: Int32Array, similarity: Float32Array, nearest: Int32Array, placed: Uint8Array}} Places */
/** @typedef {import("../parts/view.mjs").Command} Command */
/** @typedef {{n: number, all: number, score: number | null}} Tally  of the answers shown, of all, mean score of those shown */
/** @typedef {{places: Places, topics: Topic[], waiting: Set<number>}} Shown  as it will be once everything that was asked is done */

export const UNCLEAR = -1;
export const ASIDE = -2;
export const NO_CONTENT = -3;
export const SHELVES = [UNCLEAR, ASIDE, NO_CONTENT];
export const MOVED = 1;
export const PINNED = 2;
const LOWEST = NO_CONTENT;
const MISSING_CHOICE = 255;
const FINEST = 1e6; // similarities that differ by less than a millionth are the same
const MOST_POINTS = 2 ** 24;
const BYTES_EACH = 17; // number, topic, similarity and nearest of four bytes, and one for who placed it

/** Numbers start where a page's buffer happens to: copy them to where typed arrays may begin.
 *  @param {DataView} view @param {number} from @param {number} length  in bytes */
const part = (view, from, length) => /** @type {ArrayBuffer} */ (view.buffer).slice(view.byteOffset + from, view.byteOffset + from + length);

/** What edits leave as it is.
 *  @param {Table} table @param {DataView} packed @returns {Points} */
export function pointsIn({ n, columns }, packed) {
  const numbers = (/** @type {number} */ place) => new Float32Array(part(packed, 4 * n * place, 4 * n));
  const codes = (/** @type {number} */ place) => new Uint8Array(part(packed, 12 * n + n * place, n));
  return { n, x: numbers(0), y: numbers(1), scores: numbers(2), columns: columns.map((column, place) => ({ ...column, codes: codes(place) })) };
}

/** Where answers belong now: as the edition began, with what changed since.
 *  @param {DataView} packed @param {DataView} changes @returns {Places} */
export function placesIn(packed, changes) {
  const n = packed.byteLength / (BYTES_EACH - 4);
  const places = {
    topic: new Int32Array(part(packed, 0, 4 * n)), similarity: new Float32Array(part(packed, 4 * n, 4 * n)),
    nearest: new Int32Array(part(packed, 8 * n, 4 * n)), placed: new Uint8Array(part(packed, 12 * n, n)),
  };
  const m = changes.byteLength / BYTES_EACH;
  const at = new Uint32Array(part(changes, 0, 4 * m));
  const topic = new Int32Array(part(changes, 4 * m, 4 * m));
  const similarity = new Float32Array(part(changes, 8 * m, 4 * m));
  const nearest = new Int32Array(part(changes, 12 * m, 4 * m));
  const placed = new Uint8Array(part(changes, 16 * m, m));
  for (let change = 0; change < m; change++) {
    places.topic[at[change]] = topic[change];
    places.similarity[at[change]] = similarity[change];
    places.nearest[at[change]] = nearest[change];
    places.placed[at[change]] = placed[change];
  }
  return places;
}

/** Places and topics as they will be once everything that was asked is done.
 *  @param {Places} places @param {readonly Topic[]} topics @param {readonly Command[]} asked @returns {Shown} */
export function foretold(places, topics, asked) {
  const edits = asked.filter(({ op }) => op in FORETELLING);
  if (!edits.length) return { places, topics: [...topics], waiting: new Set() };
  /** @type {Shown} */
  const shown = {
    places: { ...places, topic: places.topic.slice(), placed: places.placed.slice() }, topics: topics.map((topic) => ({ ...topic })), waiting: new Set(),
  };
  for (const edit of edits) FORETELLING[edit.op](shown, edit);
  return shown;
}

/** @type {Record<string, (shown: Shown, command: any) => void>} */
const FORETELLING = {
  merge: (shown, { topics: [into, ...others], name }) => {
    const gone = new Set(others);
    const { topic } = shown.places;
    for (let at = 0; at < topic.length; at++) if (gone.has(topic[at])) topic[at] = into;
    shown.topics = shown.topics.filter((each) => !gone.has(each.topic));
    markWaiting(shown, into, name ? { name } : {});
  },
  rename: (shown, { topic, name }) => markWaiting(shown, topic, { name }),
  split: (shown, { topic }) => markWaiting(shown, topic, {}),
  gather: (shown, { name, points }) => {
    const known = shown.topics.find((each) => each.name === name); // the kernel may have made it already
    const to = known?.topic ?? Math.max(-1, ...shown.topics.map((each) => each.topic)) + 1;
    if (known) markWaiting(shown, to, {});
    else shown.topics.push({ topic: to, name, words: [], stability: null, code: "", neighbour: -1, wait: true });
    put(shown, points, to, MOVED);
  },
  move: (shown, { points, to }) => put(shown, points, to, MOVED),
  pin: (shown, { points, to }) => put(shown, points, to, PINNED),
  set_aside: (shown, { points }) => put(shown, points, ASIDE, MOVED),
  take_back: (shown, { points }) => { for (const at of points) shown.waiting.add(at); },
};

/** @param {Shown} shown @param {number} number @param {Partial<Topic>} news */
function markWaiting(shown, number, news) {
  shown.topics = shown.topics.map((each) => (each.topic === number ? { ...each, ...news, wait: true } : each));
}

/** @param {Shown} shown @param {readonly number[]} points @param {number} to @param {number} placed */
function put(shown, points, to, placed) {
  for (const at of points) {
    shown.places.topic[at] = to;
    shown.places.placed[at] = placed;
    shown.waiting.add(at);
  }
}

/** Which answers pass the filters: 1 or 0 each.
 *  @param {Points} points @param {Record<string, string[]>} filters */
export function maskOf({ n, columns }, filters) {
  const mask = new Uint8Array(n).fill(1);
  for (const { name, choices, codes } of columns) {
    const wanted = filters[name];
    if (!wanted?.length) continue;
    const passes = new Uint8Array(256);
    choices.forEach((choice, number) => { passes[number] = Number(wanted.includes(choice)); });
    passes[MISSING_CHOICE] = Number(wanted.includes(""));
    for (let at = 0; at < n; at++) mask[at] &= passes[codes[at]];
  }
  return mask;
}

/** How many answers each topic has, and their mean score.
 *  @param {Points} points @param {Places} places @param {Uint8Array} mask @returns {Map<number, Tally>} */
export function tallied({ n, scores }, { topic }, mask) {
  const sums = Array.from({ length: highest(topic) + 1 - LOWEST }, () => ({ n: 0, all: 0, sum: 0, scored: 0 }));
  for (let at = 0; at < n; at++) {
    const sum = sums[topic[at] - LOWEST];
    sum.all++;
    if (!mask[at]) continue;
    sum.n++;
    if (scores[at] === scores[at]) { sum.sum += scores[at]; sum.scored++; }
  }
  const there = sums.map((sum, place) => ({ ...sum, topic: place + LOWEST })).filter(({ all }) => all);
  return new Map(there.map(({ topic: number, n: shown, all, sum, scored }) => [number, { n: shown, all, score: scored ? sum / scored : null }]));
}

/** @param {Int32Array} topic */
function highest(topic) {
  let found = -1;
  for (let at = 0; at < topic.length; at++) if (topic[at] > found) found = topic[at];
  return found;
}

/** How many answers pass.
 *  @param {Uint8Array} mask */
export function passing(mask) {
  let n = 0;
  for (let at = 0; at < mask.length; at++) n += mask[at];
  return n;
}

/** Some answers of each topic that have a place and pass, evenly over all of its answers.
 *  @param {Places} places @param {Uint8Array} mask @param {Float32Array} u  NaN where there is no place @param {number} most  of a topic
 *  @returns {Map<number, number[]>} by topic, the largest first */
export function sampled({ topic }, mask, u, most) {
  const counts = new Uint32Array(highest(topic) + 1);
  const isMeant = (/** @type {number} */ at) => topic[at] >= 0 && mask[at] && u[at] === u[at];
  for (let at = 0; at < u.length; at++) if (isMeant(at)) counts[topic[at]]++;
  const steps = counts.map((n) => Math.ceil(n / most));
  const seen = new Uint32Array(counts.length);
  const samples = Array.from(counts, () => /** @type {number[]} */ ([]));
  for (let at = 0; at < u.length; at++) if (isMeant(at) && seen[topic[at]]++ % steps[topic[at]] === 0) samples[topic[at]].push(at);
  const order = [...samples.keys()].filter((each) => counts[each]).sort((a, b) => counts[b] - counts[a]);
  return new Map(order.map((each) => [each, samples[each]]));
}

/** The answers of some topics that pass, from typical to edge.
 *  @param {Places} places @param {Uint8Array} mask @param {readonly number[]} topics */
export function membersOf({ topic, similarity }, mask, topics) {
  const wanted = new Uint8Array(Math.max(highest(topic), ...topics) + 1 - LOWEST);
  for (const each of topics) wanted[each - LOWEST] = 1;
  // Numbers sort many times faster than what a function compares: how unlike an answer is, and then its number, in one.
  const keys = [];
  for (let at = 0; at < topic.length; at++) {
    if (mask[at] && wanted[topic[at] - LOWEST]) keys.push(Math.round((1 - (similarity[at] || 0)) * FINEST) * MOST_POINTS + at);
  }
  const members = [];
  for (const key of new Float64Array(keys).sort()) members.push(key % MOST_POINTS);
  return members;
}

/** How many answers have each choice of a column, counting those that pass the other filters; the last is of missing values.
 *  @param {Points} points @param {Record<string, string[]>} filters @param {Column} column */
export function choiceCounts(points, filters, column) {
  const mask = maskOf(points, { ...filters, [column.name]: [] });
  const counts = new Array(column.choices.length + 1).fill(0);
  for (let at = 0; at < points.n; at++) if (mask[at]) counts[Math.min(column.codes[at], column.choices.length)]++;
  return counts;
}

/** What a column says of an answer; "" for a missing value.
 *  @param {Column} column @param {number} at */
export const choiceAt = ({ choices, codes }, at) => choices[codes[at]] ?? "";

/** Topics in the order that was asked; those without a value come last, and then the largest first.
 *  @param {readonly Topic[]} topics @param {Map<number, Tally>} tally @param {string} order @param {readonly number[]} leaves  numbers as in the tree */
export function sortedTopics(topics, tally, order, leaves) {
  const falls = order.startsWith("-");
  const sign = falls ? -1 : 1;
  const size = (/** @type {Topic} */ { topic }) => tally.get(topic)?.n ?? 0;
  const bySize = (/** @type {Topic} */ a, /** @type {Topic} */ b) => size(b) - size(a) || a.topic - b.topic;
  if (order === "tree") {
    const place = new Map(leaves.map((topic, at) => [topic, at]));
    return [...topics].sort((a, b) => (place.get(a.topic) ?? Infinity) - (place.get(b.topic) ?? Infinity) || bySize(a, b));
  }
  const collator = new Intl.Collator(undefined, { numeric: true });
  if (order.endsWith("name")) return [...topics].sort((a, b) => sign * collator.compare(a.name, b.name) || bySize(a, b));
  /** @type {Record<string, (topic: Topic) => number | null>} */
  const keys = { topic: ({ topic }) => topic, answers: size, stability: ({ stability }) => stability, score: ({ topic }) => tally.get(topic)?.score ?? null };
  const key = keys[order.replace("-", "")] ?? size;
  return [...topics].sort((a, b) => {
    const [one, other] = [key(a), key(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null) || bySize(a, b);
    return sign * (one - other) || bySize(a, b);
  });
}
