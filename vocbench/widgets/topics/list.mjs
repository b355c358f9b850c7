// @ts-check
// The list of topics, with the tree of how they join beside it, and what is in no topic below.
// The list keeps the focus and points at its current line, so that no redrawing takes the focus away.

import { withMarks } from "../parts/chooser.mjs";
import { button, element, filled, newNonce } from "../parts/dom.mjs";
import { ranked } from "../parts/fuzzy.mjs";
import { SHELVES, UNCLEAR, ASIDE } from "./points.mjs";
import { jointsOf } from "./tree.mjs";

/** @typedef {import("./points.mjs").Topic} Topic */
/** @typedef {import("./points.mjs").Tally} Tally */
/** @typedef {import("./tree.mjs").TreeNode} TreeNode */
/** @typedef {{texts: Record<string, string>, topics: readonly Topic[], tally: Map<number, Tally>, total: number, nodes: readonly TreeNode[], order: string, find: string,
 *   chosen: readonly number[], current: number, hasScores: boolean, isMeasured: boolean, colorOf: (topic: number) => string,
 *   number: (n: number) => string, percent: (share: number) => string, digits: (value: number, places: number) => string,
 *   choose: (topic: number, how: "one" | "toggle" | "grow") => void, chooseAll: (topics: number[]) => void, sort: (order: string) => void,
 *   hovered: (topics: readonly number[]) => void, dragging: (event: PointerEvent, what: import("./drag.mjs").Dragged, click: () => void) => void,
 *   rename: () => void}} ListHost  What the list asks of its view; `topics` are sorted. */

export const FRAGILE = 0.5; // a topic that comes back in less than half of the resamples
const ROW = 46;
const TREE_WIDTH = 64;
const SVG = "http://www.w3.org/2000/svg";
const COLUMNS = /** @type {const} */ (["topic", "name", "answers", "stability", "score"]);

export class TopicList {
  id = `voc-topics-${newNonce()}`;
  list = element("div", { class: "voc-lines", role: "listbox", tabindex: "0", "aria-multiselectable": "true", "data-lm-suppress-shortcuts": "true" });
  heads = element("div", { class: "voc-topic-heads", role: "group" });
  empty = element("p", { class: "voc-empty", hidden: "" });
  el = element("section", { class: "voc-list" }, this.heads, this.list, this.empty);
  drawing = svg("svg", { class: "voc-tree-drawing", "aria-hidden": "true", width: String(TREE_WIDTH) });
  /** @type {number[]} the topics and shelves that show, from top to bottom */ rows = [];
  /** @type {Map<number, HTMLElement>} */ lines = new Map();

  /** @param {ListHost} host */
  constructor(host) {
    this.host = host;
    this.list.addEventListener("pointerdown", (event) => this.onDown(event));
    this.list.addEventListener("dblclick", (event) => { if ((topicOf(event.target) ?? -1) >= 0) host.rename(); });
    this.list.addEventListener("pointerover", (event) => { const topic = topicOf(event.target); host.hovered(topic === null ? [] : [topic]); });
    this.list.addEventListener("pointerleave", () => host.hovered([]));
    this.drawing.addEventListener("pointerdown", (event) => this.onJoin(event));
    this.drawing.addEventListener("pointerover", (event) => { const topics = joinOf(event.target); if (topics) host.hovered(topics); });
  }

  build() {
    const { texts } = this.host;
    this.list.setAttribute("aria-label", texts.topic_list);
    this.lines.clear();
    this.list.replaceChildren();
    this.draw();
  }

  draw() {
    const { texts, topics, find } = this.host;
    const hits = new Map(ranked(find, topics, nameAndWords).map(({ item, at }) => [item.topic, at]));
    const shown = topics.filter(({ topic }) => hits.has(topic));
    const shelves = SHELVES.filter((shelf) => shelf === UNCLEAR ? topics.length : this.host.tally.get(shelf)?.all);
    this.rows = [...shown.map(({ topic }) => topic), ...shelves];
    this.drawHeads();
    const lines = [...shown.map((topic) => this.line(topic.topic, (line) => this.fillTopic(line, topic, hits.get(topic.topic) ?? []))),
      ...shelves.map((shelf) => this.line(shelf, (line) => this.fillShelf(line, shelf)))];
    const isTree = this.isTree;
    this.el.classList.toggle("voc-with-tree", isTree);
    const wanted = isTree ? [this.drawTree(), ...lines] : lines;
    if (wanted.length !== this.list.childNodes.length || wanted.some((each, at) => this.list.childNodes[at] !== each)) this.list.replaceChildren(...wanted);
    for (const topic of this.lines.keys()) if (!this.rows.includes(topic)) this.lines.delete(topic);
    this.empty.hidden = shown.length > 0 || !topics.length;
    this.empty.textContent = texts.no_match;
    this.point();
  }

  get isTree() { return this.host.order === "tree" && !this.host.find.trim() && this.host.nodes.length > 0; }

  drawHeads() {
    const { texts, order, hasScores, isMeasured } = this.host;
    const focused = this.heads.matches(":focus-within") ? /** @type {HTMLElement | null} */ (this.heads.querySelector(":focus"))?.dataset.column : "";
    this.el.classList.toggle("voc-scored", hasScores);
    this.el.classList.toggle("voc-measured", isMeasured);
    this.heads.setAttribute("aria-label", texts.topic_list);
    this.heads.replaceChildren(...COLUMNS.filter((name) => (name !== "score" || hasScores) && (name !== "stability" || isMeasured)).map((name) => {
      const title = texts[`column_${name}`];
      const [up, down] = [order === name, order === `-${name}`];
      const first = name === "topic" || name === "name" ? name : `-${name}`;
      const made = button(`voc-sort voc-sort-${name}`, title, "", () => this.host.sort(up || down ? (up ? `-${name}` : name) : first));
      made.title = filled(texts.sort_by, { column: title });
      made.setAttribute("aria-pressed", String(up || down));
      made.dataset.column = name;
      if (up || down) made.append(element("span", { "aria-hidden": "true" }, up ? " ▲" : " ▼"));
      return made;
    }));
    if (focused) /** @type {HTMLElement | null} */ (this.heads.querySelector(`[data-column="${focused}"]`))?.focus();
  }

  /** @param {number} topic @param {(line: HTMLElement) => void} fill */
  line(topic, fill) {
    let line = this.lines.get(topic);
    if (!line) this.lines.set(topic, line = element("div", { role: "option", id: `${this.id}-${topic}`, "data-topic": String(topic), class: "voc-topic" }));
    fill(line);
    return line;
  }

  /** @param {HTMLElement} line @param {Topic} topic @param {readonly number[]} at  letters that were searched */
  fillTopic(line, topic, at) {
    const { texts, tally, total, hasScores, isMeasured, number, percent, digits, colorOf } = this.host;
    const { n, score } = tally.get(topic.topic) ?? { n: 0, score: null };
    const share = total ? percent(n / total) : "–";
    const { stability } = topic;
    const said = JSON.stringify([topic, n, share, score, hasScores, isMeasured, at, colorOf(topic.topic), texts.waiting]);
    if (line.dataset.said === said) return;
    line.dataset.said = said;
    line.title = [topic.name, topic.words.join(", "), topic.code && filled(texts.code_is, { code: topic.code })].filter(Boolean).join("\n");
    line.classList.toggle("voc-waiting", Boolean(topic.wait));
    line.style.setProperty("--voc-color", colorOf(topic.topic) || "var(--voc-soft)");
    const marked = at.filter((each) => each < topic.name.length);
    line.replaceChildren(
      element("span", { class: "voc-no" }, String(topic.topic)),
      element("span", { class: "voc-about-topic" }, element("span", { class: "voc-topic-name" }, ...withMarks(topic.name, marked)),
        element("span", { class: "voc-topic-words" }, ...(topic.wait ? [element("em", {}, texts.waiting)] : [otherWords(topic).join(", ")]),
          ...(topic.code ? [element("span", { class: "voc-from-code" }, " ◂ ", topic.code)] : []))),
      element("span", { class: "voc-n" }, number(n), unseen(` ${filled(texts.counts, { n: "" }).trim()} `), element("span", { class: "voc-share" }, share)),
      ...(isMeasured ? [this.stability(stability)] : []),
      ...(hasScores ? [element("span", { class: "voc-mean" }, unseen(` ${texts.column_score} `), score === null ? "–" : digits(score, 1))] : []),
    );
  }

  /** A bar with its number; a fragile topic is said to be so.
   *  @param {number | null} stability */
  stability(stability) {
    const { texts, digits } = this.host;
    if (stability === null) return element("span", { class: "voc-stability voc-hint" }, texts.not_measured);
    const bar = element("span", { class: "voc-bar" }, element("span", {}));
    /** @type {HTMLElement} */ (bar.firstElementChild).style.width = `${Math.round(100 * stability)}%`;
    const isFragile = stability < FRAGILE;
    return element("span", { class: isFragile ? "voc-stability voc-fragile" : "voc-stability" }, element("span", {}, unseen(` ${texts.column_stability} `), digits(stability, 2), ...(isFragile ? [` ${texts.fragile}`] : [])), bar);
  }

  /** @param {HTMLElement} line @param {number} shelf */
  fillShelf(line, shelf) {
    const { texts, tally, number } = this.host;
    const name = texts[shelf === UNCLEAR ? "unclear" : shelf === ASIDE ? "aside" : "no_content"];
    const { n } = tally.get(shelf) ?? { n: 0 };
    line.classList.add("voc-shelf");
    line.dataset.shelf = String(shelf);
    line.replaceChildren(element("span", { class: "voc-no", "aria-hidden": "true" }, shelf === UNCLEAR ? "?" : shelf === ASIDE ? "×" : "∅"),
      element("span", { class: "voc-about-topic" }, element("span", { class: "voc-topic-name" }, name)), element("span", { class: "voc-n" }, number(n), unseen(` ${filled(texts.counts, { n: "" }).trim()}`)));
  }

  /** The tree beside the list; each join can be chosen. Keys do the same from the list: widen and narrow. */
  drawTree() {
    const { texts, nodes, chosen, digits, topics } = this.host;
    const wanted = new Set(chosen);
    const nameOf = new Map(topics.map(({ topic, name }) => [topic, name]));
    this.drawing.setAttribute("height", String(topics.length * ROW));
    const across = (/** @type {number} */ x) => TREE_WIDTH - 6 - x * (TREE_WIDTH - 18);
    this.drawing.replaceChildren(...jointsOf(nodes).map(({ node, x, y, from, to, lefts }) => {
      const path = `M${across(lefts[0])},${from * ROW} H${across(x)} V${to * ROW} H${across(lefts[1])}`;
      const isChosen = node.topics.length === wanted.size && node.topics.every((each) => wanted.has(each));
      const spot = { cx: String(across(x)), cy: String(y * ROW) };
      const join = svg("g", { class: isChosen ? "voc-join voc-chosen" : "voc-join", "data-topics": node.topics.join(" ") },
        svg("path", { d: path }), svg("circle", { ...spot, r: "10", class: "voc-grip" }), svg("circle", { ...spot, r: isChosen ? "6" : "4" }));
      const title = svg("title", {});
      title.textContent = filled(texts.joins, { n: node.topics.length, similarity: digits(node.similarity, 2), names: node.topics.map((each) => nameOf.get(each)).join(", ") });
      join.append(title);
      return join;
    }));
    return this.drawing;
  }

  /** Show which lines are chosen, and which is the current one. */
  point() {
    const { chosen, current } = this.host;
    const wanted = new Set(chosen);
    for (const [topic, line] of this.lines) {
      line.setAttribute("aria-selected", String(wanted.has(topic)));
      line.classList.toggle("voc-current", topic === current);
    }
    const line = this.lines.get(current);
    if (line) this.list.setAttribute("aria-activedescendant", line.id);
    else this.list.removeAttribute("aria-activedescendant");
  }

  /** @param {number | null} topic  on which something would be dropped */
  mark(topic) {
    for (const [each, line] of this.lines) line.classList.toggle("voc-target", each === topic);
  }

  /** Scroll as little as shows the current line. */
  reveal() {
    this.lines.get(this.host.current)?.scrollIntoView({ block: "nearest" });
  }

  focus() { this.list.focus({ preventScroll: true }); }

  /** The topic some lines further on.
   *  @param {number} step */
  beside(step) {
    const at = this.rows.indexOf(this.host.current);
    if (at < 0) return this.rows[step > 0 ? 0 : this.rows.length - 1];
    return this.rows[Math.max(0, Math.min(this.rows.length - 1, at + step))];
  }

  /** @param {PointerEvent} event */
  onDown(event) {
    const topic = topicOf(event.target);
    if (event.button !== 0 || topic === null) return;
    event.preventDefault(); // no text is selected, and the focus goes where we say
    this.focus();
    const how = event.shiftKey ? "grow" : event.ctrlKey || event.metaKey ? "toggle" : "one";
    const click = () => this.host.choose(topic, how);
    const { chosen } = this.host;
    if (topic >= 0 && how === "one") this.host.dragging(event, { topics: chosen.includes(topic) ? chosen.filter((each) => each >= 0) : [topic] }, click);
    else click();
  }

  /** @param {PointerEvent} event */
  onJoin(event) {
    const topics = joinOf(event.target);
    if (!topics) return;
    event.preventDefault();
    event.stopPropagation();
    this.focus();
    this.host.chooseAll(topics);
  }
}

/** @param {string} tag @param {Record<string, string>} attributes @param {Node[]} children */
function svg(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** The words that the name does not say already.
 *  @param {Topic} topic */
export function otherWords({ name, words }) {
  const said = new Set(name.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  const others = words.filter((word) => !said.has(word.toLowerCase()));
  return others.length ? others : words;
}

/** Words for who hears the list, which the heads of its columns say to who sees it.
 *  @param {string} words */
const unseen = (words) => element("span", { class: "voc-unseen" }, words);

/** @param {Topic} topic */
const nameAndWords = ({ name, words }) => `${name} ${words.join(" ")}`;

/** The topic whose line something is in.
 *  @param {EventTarget | null} target */
export function topicOf(target) {
  const line = target instanceof Element ? target.closest("[data-topic]") : null;
  return line instanceof HTMLElement ? Number(line.dataset.topic) : null;
}

/** The topics of the join that something is in.
 *  @param {EventTarget | null} target */
function joinOf(target) {
  const join = target instanceof Element ? target.closest("[data-topics]") : null;
  return join ? String(join.getAttribute("data-topics")).split(" ").map(Number) : null;
}
