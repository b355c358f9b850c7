// @ts-check
// How topics join: leaves in the order that keeps like beside like, and the joins of each. Touches no page.

/** @typedef {[left: number, right: number, similarity: number, answers: number]} Join  numbers below that of topics are topics, the others joins */
/** @typedef {{id: number, topics: number[], similarity: number, parts: TreeNode[], up: TreeNode | null}} TreeNode  a topic alone has similarity 1 */
/** @typedef {{node: TreeNode, x: number, y: number, from: number, to: number, lefts: number[]}} Joint
 *  Where a join is drawn: `x` from 0 (all alike) to 1, `y` in rows, the rows it goes from and to, and the `x` of its two parts. */

/** The tree as nodes; the first is the root. Empty where there are no topics to join.
 *  @param {readonly number[]} topics  their numbers, in the order of the model @param {readonly Join[]} joins @returns {TreeNode[]} */
export function treeOf(topics, joins) {
  /** @type {TreeNode[]} */
  const nodes = topics.map((topic, id) => ({ id, topics: [topic], similarity: 1, parts: [], up: null }));
  for (const [left, right, similarity] of joins) {
    const parts = [nodes[left], nodes[right]].sort((a, b) => b.topics.length - a.topics.length);
    if (parts.some((part) => !part)) return []; // a tree of other topics: the news are not all here yet
    const node = { id: nodes.length, topics: parts.flatMap((part) => part.topics), similarity, parts, up: null };
    for (const part of parts) part.up = node;
    nodes.push(node);
  }
  return nodes.reverse();
}

/** The numbers of the topics, like beside like.
 *  @param {readonly TreeNode[]} nodes */
export const leavesOf = (nodes) => nodes[0]?.topics ?? [];

/** The node that holds exactly these topics; null where none does.
 *  @param {readonly TreeNode[]} nodes @param {readonly number[]} topics */
export function nodeOf(nodes, topics) {
  const wanted = new Set(topics);
  return nodes.find((node) => node.topics.length === wanted.size && node.topics.every((each) => wanted.has(each))) ?? null;
}

/** Where each join is drawn beside the list: one row a topic.
 *  @param {readonly TreeNode[]} nodes @returns {Joint[]} */
export function jointsOf(nodes) {
  const row = new Map(leavesOf(nodes).map((topic, at) => [topic, at + 0.5]));
  const least = Math.min(...nodes.map(({ similarity }) => similarity));
  /** @type {Map<TreeNode, {x: number, y: number}>} */ const at = new Map();
  const joints = [];
  for (const node of [...nodes].reverse()) { // parts before what joins them
    if (!node.parts.length) { at.set(node, { x: 0, y: row.get(node.topics[0]) ?? 0 }); continue; }
    const ends = node.parts.map((part) => /** @type {{x: number, y: number}} */ (at.get(part)));
    const deepest = Math.max(...ends.map(({ x }) => x));
    const x = Math.max(deepest, least < 1 ? (1 - node.similarity) / (1 - least) : 1);
    const ys = ends.map(({ y }) => y).sort((a, b) => a - b);
    at.set(node, { x, y: (ys[0] + ys[1]) / 2 });
    const sorted = [...ends].sort((a, b) => a.y - b.y);
    joints.push({ node, x, y: (ys[0] + ys[1]) / 2, from: ys[0], to: ys[1], lefts: sorted.map((end) => end.x) });
  }
  return joints;
}
