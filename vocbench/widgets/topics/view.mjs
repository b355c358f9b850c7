// @ts-check
// The topic explorer: the view that joins the list of topics, the map, and the answers of what is chosen.
// Filters, search, order and choice are the page's own: they need no kernel, which is only told of them.

import { AnswerList } from "./answers.mjs";
import { Detail } from "./detail.mjs";
import { Dragging } from "./drag.mjs";
import { Edits } from "./edits.mjs";
import { Filters } from "./filters.mjs";
import { TopicList, topicOf } from "./list.mjs";
import { MapPane } from "./map.mjs";
import { ASIDE, NO_CONTENT, SHELVES, UNCLEAR, choiceAt, choiceCounts, passing } from "./points.mjs";
import { Sayings } from "./sayings.mjs";
import { Scene } from "./scene.mjs";
import { nodeOf } from "./tree.mjs";
import { TaskBar } from "../parts/task.mjs";
import { button, element, filled, keyList, newNonce } from "../parts/dom.mjs";
import { View, widgetOf } from "../parts/view.mjs";

/** @typedef {import("./drag.mjs").Dragged} Dragged */
/** @typedef {import("../parts/view.mjs").Command} Command */
/** @typedef {import("../parts/view.mjs").Answer} Answer */
/** @typedef {"one" | "toggle" | "grow"} How */
/** @typedef {import("./scene.mjs").Look} Look */

const LOOKS = /** @type {const} */ (["find", "filters", "order", "chosen"]);
const REST_MS = 150;
const MOST_FACTS = 3;
const MOST_CONTRASTED = 20_000;
const MAP_STEP_PX = 60;
const MODEL_TRAITS = ["topics", "tree", "table", "points", "places", "changes", "edition", "about", "trouble"];

class TopicsView extends View {
  counts = element("span", { class: "voc-counts" });
  coder = element("span", { class: "voc-coder" });
  trouble = element("p", { class: "voc-trouble", role: "alert", hidden: "" });
  search = element("input", { class: "voc-field voc-search", type: "search", autocomplete: "off", spellcheck: "false", "aria-keyshortcuts": "/" });
  printed = element("div", { class: "voc-printed" });
  live = element("div", { class: "voc-live", "aria-live": "polite" });
  scene = new Scene();
  /** @type {number[]} the answers that are listed */ members = [];
  /** @type {number[] | null} what a lasso caught, listed instead of a topic */ caught = null;
  /** @type {Set<number>} */ selected = new Set();
  active = -1;
  activeAt = 0;
  anchor = 0;
  current = NaN;
  /** @type {readonly number[]} */ hoveredTopics = [];
  /** @type {Look} */ look = { find: "", filters: {}, order: "-answers", chosen: [] };
  sayings = new Sayings((points) => this.inquire({ op: "texts", points, edition: this.scene.edition }).catch(() => null), () => this.onTexts()); // the status line says why not
  /** @type {Map<string, import("./detail.mjs").Contrast>} */ contrasts = new Map();
  /** @type {Map<string, string>} looks that the kernel has not followed yet, by nonce */ looking = new Map();
  /** @type {Set<string>} looks that the kernel is told of as soon as they rest */ untold = new Set();
  /** @type {Record<string, ReturnType<typeof setTimeout> | undefined>} */ resting = {};
  measuring = "";
  isDue = false;

  /** @param {import("../parts/view.mjs").Model} model @param {HTMLElement} el @param {AbortSignal} signal */
  constructor(model, el, signal) {
    super(model, el);
    el.classList.add("voc-topics");
    for (const name of LOOKS) Object.assign(this.look, { [name]: model.get(name) });
    const view = this;
    this.dragging = new Dragging({
      el, wordsOf: (what) => this.wordsOf(what), topicAt: (event) => this.topicUnder(event), accepts: (what, topic) => this.accepts(what, topic),
      marked: (topic) => this.list.mark(topic), dropped: (what, topic) => this.dropped(what, topic),
    }, signal);
    this.map = new MapPane(this.mapHost(), signal);
    this.list = new TopicList(this.listHost());
    this.answers = new AnswerList(this.answersHost(), signal);
    this.detail = new Detail(this.detailHost(), this.answers.el);
    this.filters = new Filters({
      get texts() { return view.texts; }, get columns() { return view.scene.points.columns; }, get filters() { return view.look.filters; },
      countsOf: (column) => choiceCounts(this.scene.points, this.look.filters, column), number: (n) => this.number(n),
      wish: (name, values) => this.setLook("filters", { ...this.look.filters, [name]: values }), clear: () => this.setLook("filters", {}), leave: () => this.list.focus(),
    });
    this.task = new TaskBar({ get texts() { return view.texts; }, leave: () => this.focusMain() });
    this.edits = new Edits(this.editHost());
    this.take();
    this.build();
    this.listen(signal);
  }

  // -- what the panes ask --

  /** @returns {import("./map.mjs").MapHost} */
  mapHost() {
    const view = this;
    return {
      get texts() { return view.texts; }, get shown() { return view.scene.shown; }, get mask() { return view.scene.mask; }, get focus() { return view.focus; },
      get selected() { return view.selected; }, get active() { return view.caught || view.look.chosen.length ? view.active : -1; },
      colorOf: (topic) => this.colorOf(topic), nameOf: (topic) => this.nameOf(topic), said: (point) => this.told(point), number: (n) => this.number(n),
      pointed: (point, event) => this.pointAt(point, event), topicClicked: (topic, event) => this.choose(topic, event.ctrlKey || event.metaKey ? "toggle" : "one"),
      emptied: () => { if (this.selected.size || this.caught) this.selectNothing(); }, caught: (points, isMore) => this.catchPoints(points, isMore),
      dragging: (event, what, click) => this.dragging.start(event, what, click), hovered: (topic) => this.hover(topic === null ? [] : [topic]),
    };
  }

  /** @returns {import("./list.mjs").ListHost} */
  listHost() {
    const view = this;
    return {
      get texts() { return view.texts; }, get topics() { return view.scene.sorted; }, get tally() { return view.scene.tally; }, get total() { return view.scene.nSaying; },
      get nodes() { return view.scene.nodes; }, get order() { return view.look.order; }, get find() { return view.look.find; }, get chosen() { return view.look.chosen; },
      get current() { return view.current; }, get hasScores() { return view.scene.hasScores; }, get isMeasured() { return view.scene.isMeasured; },
      colorOf: (topic) => this.scene.hues.get(topic) ?? "", number: (n) => this.number(n), percent: (share) => this.percent(share), digits: (value, places) => this.digits(value, places),
      choose: (topic, how) => this.choose(topic, how), chooseAll: (topics) => this.chooseAll(topics), sort: (order) => this.setLook("order", order),
      hovered: (topics) => this.hover(topics), dragging: (event, what, click) => this.dragging.start(event, what, click), rename: () => this.edits.act("rename"),
    };
  }

  /** @returns {import("./answers.mjs").AnswersHost} */
  answersHost() {
    const view = this;
    return {
      get texts() { return view.texts; }, get label() { return view.answersLabel; }, get members() { return view.members; }, get active() { return view.active; },
      get selected() { return view.selected; }, get isPlain() { return view.scene.isPlain; }, get shown() { return view.scene.shown; }, said: (point) => this.sayings.get(point),
      want: (points) => this.sayings.want(points), facts: (point) => this.factsOf(point), get isMixed() { return view.caught !== null || view.look.chosen.length > 1; }, nameOf: (topic) => this.nameOf(topic), number: (n) => this.number(n), digits: (value, places) => this.digits(value, places),
      likes: (point) => { const group = this.scene.groups.get(point); return group?.[0] === point ? group.length : 1; },
      isJoined: (point) => { const group = this.scene.groups.get(point); return group !== undefined && group[0] !== point; },
      go: (at, how) => this.go(at, how), dragging: (event, what, click) => this.dragging.start(event, what, click), open: () => this.map.reveal(this.active),
    };
  }

  /** @returns {import("./detail.mjs").DetailHost} */
  detailHost() {
    const view = this;
    return {
      get texts() { return view.texts; }, get topics() { return view.scene.shown.topics; }, get chosen() { return view.look.chosen; }, get members() { return view.members; },
      get selected() { return view.selected; }, get active() { return view.active; }, get contrast() { return view.contrast; }, tellApart: () => { this.fetchContrast(true); }, get isCaught() { return view.caught !== null; },
      get similarity() { return nodeOf(view.scene.nodes, view.look.chosen)?.similarity ?? null; }, get question() { return view.about.question; }, get notice() { return view.about.notice; },
      get notCarried() { return view.about.notCarried; }, get isPlain() { return view.scene.isPlain; }, get nearest() { return view.active >= 0 ? view.scene.shown.places.nearest[view.active] : -1; },
      get isByHand() { return view.targets().some((point) => view.scene.shown.places.placed[point] > 0 || view.scene.shown.places.topic[point] === ASIDE); },
      get whole() { return view.sayings.get(view.active); }, colorOf: (topic) => this.scene.hues.get(topic) ?? "", nameOf: (topic) => this.nameOf(topic),
      number: (n) => this.number(n), digits: (value, places) => this.digits(value, places), act: (name) => this.edits.act(name),
    };
  }

  // -- what there is --

  get about() { return this.model.get("about"); }
  /** The topics that stand out: those pointed at, else those chosen. */
  get focus() { return this.hoveredTopics.length ? this.hoveredTopics : this.caught ? [] : this.look.chosen.filter((topic) => topic >= UNCLEAR); }

  get answersLabel() {
    const { texts, look: { chosen } } = this;
    if (this.scene.isPlain && !chosen.length) return texts.plain_list;
    if (chosen.length === 1 && chosen[0] === UNCLEAR) return texts.queue_list;
    return chosen.some((topic) => topic < UNCLEAR) ? texts.apart_list : texts.answer_list;
  }

  /** @param {number} topic */
  nameOf(topic) {
    const { texts } = this;
    if (topic < 0) return texts[topic === UNCLEAR ? "unclear" : topic === ASIDE ? "aside" : "no_content"];
    return this.scene.shown.topics.find((each) => each.topic === topic)?.name ?? String(topic);
  }

  /** @param {number} topic  "" for one that is grey */
  colorOf(topic) { return this.scene.hues.get(topic) ?? ""; }

  get contrast() {
    const topic = this.scene.shown.topics.find((each) => each.topic === this.look.chosen[0]);
    return topic ? this.contrasts.get(`${topic.topic} ${topic.neighbour}`) ?? null : null;
  }

  /** @param {number} n */
  number(n) { return n.toLocaleString(this.model.get("lang")); }
  /** @param {number} share */
  percent(share) { return share.toLocaleString(this.model.get("lang"), { style: "percent", maximumFractionDigits: share < 0.0995 ? 1 : 0 }); }
  /** @param {number} value @param {number} places */
  digits(value, places) { return value.toLocaleString(this.model.get("lang"), { minimumFractionDigits: places, maximumFractionDigits: places }); }

  /** What is known of who gave an answer.
   *  @param {number} point */
  factsOf(point) {
    const facts = this.scene.points.columns.filter(({ name }) => name !== "score" && name !== "language").map((column) => choiceAt(column, point)).filter(Boolean).slice(0, MOST_FACTS);
    const score = this.scene.points.scores[point];
    return score === score ? [filled(this.texts.score, { value: this.number(score) }), ...facts] : facts;
  }

  // -- taking over what the kernel says --

  /** Several traits change at once: take them over together. */
  plan() {
    if (this.isDue) return;
    this.isDue = true;
    queueMicrotask(() => { this.isDue = false; this.take(); this.refresh(); });
  }

  take() {
    const { model, scene } = this;
    const [edition, table, points, places, changes, topics, tree] = ["edition", "table", "points", "places", "changes", "topics", "tree"].map((name) => model.get(name));
    const isNew = scene.follow({ edition, table, points, places, changes, topics, tree });
    if (isNew) {
      this.sayings.clear();
      this.selected.clear();
      this.caught = null;
      this.active = -1;
    }
    this.contrasts.clear();
    this.derive();
    scene.giveHues(model.get("palette"));
    if (isNew) this.map.load(scene.points);
  }

  /** Work everything out anew. */
  derive() {
    const { look, scene } = this;
    scene.derive(look, [...this.asked.values()]);
    look.chosen = scene.known(look.chosen);
    if (!look.chosen.includes(this.current)) this.current = look.chosen[look.chosen.length - 1] ?? NaN;
    this.listMembers();
  }

  /** The answers to list; the current one stays, or the one that came in its place. */
  listMembers() {
    this.members = this.scene.listed(this.look.chosen, this.caught);
    const hidden = [...this.selected].filter((point) => !this.scene.mask[point]);
    for (const point of hidden) this.selected.delete(point);
    if (hidden.length) this.tellSelectionSoon();
    const at = this.members.indexOf(this.active);
    this.activeAt = at >= 0 ? at : Math.max(0, Math.min(this.members.length - 1, this.activeAt));
    this.active = this.members[this.activeAt] ?? -1;
  }

  // -- building --

  build() {
    const { texts } = this;
    this.search.setAttribute("aria-label", texts.find);
    this.search.placeholder = texts.find_hint;
    this.search.value = this.look.find;
    const tree = button("voc-tool", `${texts.tree} `, "T", () => this.toggleTree());
    tree.append(element("kbd", {}, "T"));
    tree.title = texts.tree_hint;
    tree.dataset.look = "tree";
    const measure = button("voc-tool voc-measure", texts.measure, "", () => this.measure());
    measure.title = texts.measure_hint;
    measure.append(element("span", { class: "voc-hint" }, ` (${texts.not_measured})`));
    this.el.replaceChildren(
      element("div", { class: "voc-head" }, element("strong", {}, texts.title), this.counts, this.coder, this.status,
        button("voc-tool", texts.undo, "Control+Z", () => { this.ask({ op: "undo" }); }), button("voc-tool", texts.redo, "Control+Shift+Z", () => { this.ask({ op: "redo" }); })),
      this.trouble, this.filters.el, this.task.el,
      element("div", { class: "voc-body" },
        element("div", { class: "voc-side" }, element("div", { class: "voc-looks", "data-lm-suppress-shortcuts": "true" },
          element("span", { class: "voc-searching" }, this.search, element("kbd", {}, "/")), tree, measure), this.list.el),
        this.map.el, this.detail.el),
      this.keys(), this.live, this.printed, this.dragging.ghost,
    );
    this.resize();
    this.list.build();
    this.map.build();
    this.draw();
  }

  keys() {
    const { texts } = this;
    const control = (/** @type {string} */ key) => `${texts.control}+${key}`;
    return keyList(texts.keys, [
      [["↑", "↓"], texts.key_walk], [["←", "→"], texts.key_widen], [["/"], texts.key_find], [["T"], texts.key_tree], [["F2", texts.enter], texts.key_rename], [["M"], texts.key_merge], [["S"], texts.key_split],
      [[texts.space, `${texts.shift}+↓`, control("A")], texts.key_select], [["V"], texts.key_move], [["N"], texts.key_own], [["X"], texts.key_aside], [["R"], texts.key_back], [["P"], texts.key_pin],
      [["Y", "U"], texts.key_accept], [["L", "B"], texts.key_lasso], [["+", "-", "0"], texts.key_zoom], [[texts.escape], texts.key_clear], [[control("Z")], texts.key_undo], [[control(`${texts.shift}+Z`)], texts.key_redo],
    ]);
  }

  resize() {
    this.el.style.setProperty("--voc-height", this.model.get("height"));
  }

  // -- drawing --

  /** Work everything out anew, and show it. */
  refresh() {
    this.derive();
    this.draw();
  }

  draw() {
    const isHere = this.hasFocus(this.el);
    this.drawAll();
    // What is done with goes, such as a queue without answers: who worked there by keys goes on in what is left.
    if (isHere && !(this.hasFocus(this.el) && this.activeElement()?.checkVisibility())) this.focusMain();
  }

  drawAll() {
    const { texts, model } = this;
    const trouble = model.get("trouble");
    this.trouble.hidden = !trouble;
    this.trouble.textContent = trouble;
    this.coder.textContent = `${texts.coded_by} ${model.get("coder")}`;
    this.el.dataset.waiting = String(this.asked.size);
    this.el.dataset.plain = String(this.scene.isPlain);
    this.el.querySelector("[data-look=tree]")?.setAttribute("aria-pressed", String(this.look.order === "tree"));
    const measure = this.el.querySelector(".voc-measure");
    if (measure instanceof HTMLElement) measure.hidden = this.scene.isPlain || this.scene.shown.topics.every(({ stability }) => stability !== null);
    this.drawCounts();
    this.filters.draw();
    this.list.draw();
    this.map.draw();
    this.drawAnswers();
  }

  /** The answers that are listed, and what is said of them. */
  drawAnswers() {
    this.detail.draw();
    this.answers.draw();
  }

  /** What is not saved matters more than words that do not come.
   *  @param {string} key @param {Record<string, string | number>} [values] @param {"" | "wait" | "error"} [level] */
  say(key, values, level) {
    if (key !== "silent_question" || !this.asked.size) super.say(key, values, level);
  }

  drawCounts() {
    const { texts } = this;
    const n = passing(this.scene.mask);
    const parts = [n === this.scene.points.n ? filled(texts.counts, { n: this.number(n) }) : filled(texts.counts_of, { n: this.number(n), all: this.number(this.scene.points.n) })];
    if (!this.scene.isPlain) parts.push(filled(texts.topics_count, { n: this.number(this.scene.shown.topics.length) }));
    if (this.selected.size) parts.push(filled(texts.n_selected, { n: this.number(this.selected.size) }));
    this.counts.textContent = parts.join(" · ");
  }

  /** What is said of an answer beside its point.
   *  @param {number} point */
  told(point) {
    const { texts, scene: { shown: { places } } } = this;
    const said = this.sayings.get(point);
    if (!said) this.sayings.want([point]);
    const topic = places.topic[point];
    const name = topic >= 0 ? this.nameOf(topic) : `${texts.unclear} · ${filled(texts.likest, { name: this.nameOf(places.nearest[point]) })}`;
    const facts = [filled(texts.similarity_is, { value: this.digits(places.similarity[point], 2) }), ...this.factsOf(point)];
    return element("div", {}, element("p", {}, said ? said.text || "–" : texts.loading), element("p", { class: "voc-hint" }, `${name} · ${facts.join(" · ")}`));
  }

  // -- how it is looked at --

  /** @param {typeof LOOKS[number]} name @param {unknown} value */
  setLook(name, value) {
    Object.assign(this.look, { [name]: value });
    this.tell(name);
    this.refresh();
  }

  /** @param {typeof LOOKS[number]} name */
  tell(name) {
    const nonce = newNonce();
    this.untold.delete(name);
    this.looking.set(nonce, name);
    this.send({ op: "look", nonce, name, value: this.look[name] });
  }

  /** Who types, or walks down the list, passes by what need not be told.
   *  @param {typeof LOOKS[number]} name */
  tellSoon(name) {
    this.untold.add(name);
    this.rest(name, () => this.tell(name));
  }

  toggleTree() {
    this.setLook("order", this.look.order === "tree" ? "-answers" : "tree");
    this.list.reveal();
  }

  /** @param {readonly number[]} topics */
  hover(topics) {
    if (topics.join() === this.hoveredTopics.join()) return;
    this.hoveredTopics = topics.filter((topic) => topic >= UNCLEAR);
    this.map.isStale = true;
    this.map.plan();
  }

  /** @param {number} topic @param {How} how */
  choose(topic, how) {
    const { chosen } = this.look;
    const { rows } = this.list;
    const [from, to] = [rows.indexOf(this.anchor), rows.indexOf(topic)];
    if (how === "toggle") this.chooseAll(chosen.includes(topic) ? chosen.filter((each) => each !== topic) : [...chosen, topic], topic);
    else if (how === "grow" && from >= 0 && topic >= 0) this.chooseAll(rows.slice(Math.min(from, to), Math.max(from, to) + 1).filter((each) => each >= 0), topic);
    else { this.anchor = topic; this.chooseAll([topic], topic); }
  }

  /** @param {number[]} topics @param {number} [current] */
  chooseAll(topics, current) {
    this.takeChoice(topics, current);
    this.tellSoon("chosen");
  }

  /** @param {number[]} topics @param {number} [current] */
  takeChoice(topics, current = topics[topics.length - 1]) {
    this.look.chosen = topics;
    this.current = current ?? NaN;
    this.caught = null;
    this.selected.clear();
    this.active = -1;
    this.activeAt = 0;
    this.answers.el.scrollTop = 0;
    this.listMembers();
    this.drawChoice();
    this.rest("choose", () => { this.fetchContrast(); this.tellSelection(); });
  }

  drawChoice() {
    if (this.list.isTree) this.list.draw();
    this.list.point();
    this.list.reveal();
    this.map.isStale = true;
    this.map.plan();
    this.drawCounts();
    this.drawAnswers();
  }

  /** Choose what joins with the chosen topics first, or leave out what joined last.
   *  @param {boolean} isWider */
  widen(isWider) {
    const node = nodeOf(this.scene.nodes, this.look.chosen);
    const next = isWider ? node?.up : node?.parts.find((part) => part.topics.includes(this.current)) ?? node?.parts[0];
    if (!next) return;
    this.chooseAll([...next.topics], next.topics.includes(this.current) ? this.current : next.topics[0]);
    if (next.topics.length > 1) this.say("joined", { n: next.topics.length, similarity: this.digits(next.similarity, 2) });
  }

  // -- words --

  onTexts() {
    this.answers.refill();
    this.detail.drawWhole();
    this.map.retell();
    this.speak();
  }

  /** Ask what tells the chosen topic from its neighbour; of many answers only when that is wanted, as it takes a while.
   *  @param {boolean} [isAsked] */
  async fetchContrast(isAsked = false) {
    const topic = this.scene.shown.topics.find((each) => each.topic === this.look.chosen[0]);
    if (!topic || this.look.chosen.length > 1 || topic.neighbour < 0 || topic.wait || this.contrast) return;
    if (this.scene.points.n > MOST_CONTRASTED && !isAsked) return;
    const found = await this.inquire({ op: "contrast", topic: topic.topic, other: topic.neighbour }).catch(() => null);
    if (!found) return;
    this.contrasts.set(`${topic.topic} ${topic.neighbour}`, found);
    if (this.look.chosen[0] === topic.topic) this.detail.draw();
  }

  /** Say the current answer to a screen reader on the map, where it is not an element of the page. */
  speak() {
    if (this.hasFocus(this.map.stage) && this.active >= 0) this.live.textContent = this.told(this.active).textContent;
  }

  // -- moving and selecting --

  /** Go to an answer of the list.
   *  @param {number} at @param {How} [how] */
  go(at, how = "one") {
    if (!this.members.length) return;
    const place = Math.max(0, Math.min(this.members.length - 1, at));
    const point = this.members[place];
    if (how === "grow") for (const each of this.members.slice(Math.min(this.activeAt, place), Math.max(this.activeAt, place) + 1)) this.selected.add(each);
    else if (how === "toggle") this.toggle(point);
    else if (!this.caught) this.selected.clear();
    [this.active, this.activeAt] = [point, place];
    this.onMoved();
  }

  /** @param {number} point */
  toggle(point) {
    if (!this.selected.delete(point)) this.selected.add(point);
  }

  onMoved() {
    this.answers.reveal();
    this.answers.point();
    this.detail.draw();
    this.drawCounts();
    this.map.isStale = true;
    if (this.hasFocus(this.map.stage) && this.map.isWalked) this.map.reveal(this.active);
    else this.map.plan();
    if (!this.sayings.get(this.active) && this.active >= 0) this.sayings.want([this.active]);
    else this.speak();
    this.tellSelectionSoon();
  }

  tellSelectionSoon() { this.rest("select", () => this.tellSelection()); }

  tellSelection() {
    this.send({ op: "select", points: this.targets(), edition: this.scene.edition });
  }

  /** A point was clicked: show its topic, and the answer in it.
   *  @param {number} point @param {PointerEvent} event */
  pointAt(point, event) {
    if (event.ctrlKey || event.metaKey) { this.toggle(point); this.active = point; this.refresh(); this.onMoved(); return; }
    const topic = this.scene.shown.places.topic[point];
    if (this.caught || this.look.chosen.length !== 1 || this.look.chosen[0] !== topic) this.choose(topic, "one");
    this.go(this.members.indexOf(point));
  }

  /** @param {number[]} points @param {boolean} isMore */
  catchPoints(points, isMore) {
    if (!points.length) { this.say("nothing_there"); return; }
    const { places } = this.scene.shown;
    this.selected = new Set(isMore ? [...this.selected, ...points] : points);
    this.caught = [...this.selected].sort((a, b) => places.topic[a] - places.topic[b] || places.similarity[b] - places.similarity[a]);
    this.look.chosen = [];
    this.current = NaN;
    this.active = -1;
    this.activeAt = 0;
    this.refresh();
    this.say("selected_points", { n: this.number(this.selected.size) });
    this.tellSelectionSoon();
  }

  selectNothing() {
    this.selected.clear();
    this.caught = null;
    this.refresh();
    this.tellSelectionSoon();
  }

  /** The answers that an act is for: those selected, or the current one. */
  targets() {
    if (this.selected.size) return [...this.selected];
    return this.active >= 0 ? [this.active] : [];
  }

  // -- dragging --

  /** @param {Dragged} what */
  wordsOf({ points, topics }) {
    if (points) return filled(this.texts.counts, { n: this.number(points.length) });
    return (topics ?? []).map((topic) => this.nameOf(topic)).join(" + ");
  }

  /** The topic that something would be dropped on.
   *  @param {PointerEvent} event */
  topicUnder(event) {
    const over = this.root().elementFromPoint(event.clientX, event.clientY);
    if (!over || !this.el.contains(over)) return null;
    return this.map.stage.contains(over) ? this.map.topicAt(event.clientX, event.clientY) : topicOf(over);
  }

  /** @param {Dragged} what @param {number} topic */
  accepts({ points, topics }, topic) {
    if (topics) return topic >= 0 && !topics.includes(topic);
    return topic !== NO_CONTENT && Boolean(points?.some((point) => this.scene.shown.places.topic[point] !== topic));
  }

  /** @param {Dragged} what @param {number} topic */
  dropped({ points, topics }, topic) {
    if (topics) this.edits.merge([topic, ...topics]);
    else if (points && topic === ASIDE) this.edits.onPoints("set_aside", points);
    else if (points) this.edits.onPoints("move", points, { to: topic });
  }

  // -- acts --

  /** @returns {import("./edits.mjs").EditHost} */
  editHost() {
    const view = this;
    return {
      get texts() { return view.texts; }, get task() { return view.task; }, get shown() { return view.scene.shown; }, get sorted() { return view.scene.sorted; }, get nodes() { return view.scene.nodes; },
      get tally() { return view.scene.tally; }, get chosen() { return view.look.chosen; }, get current() { return view.current; }, get nSelected() { return view.selected.size; },
      get edition() { return view.scene.edition; }, colorOf: (topic) => this.colorOf(topic), number: (n) => this.number(n), targets: () => this.targets(),
      ask: (command) => { this.ask(command); }, complain: (key) => this.say(key, {}, "error"),
      only: (topic) => { [this.current] = this.look.chosen = [topic]; this.tellSoon("chosen"); },
      drop: () => { this.selected.clear(); this.caught = null; this.tellSelectionSoon(); }, skip: () => this.go(this.activeAt + 1),
    };
  }

  measure() {
    if (this.measuring) return;
    this.measuring = newNonce();
    this.say("measuring", {}, "wait");
    this.send({ op: "measure", nonce: this.measuring });
  }

  // -- answers of the kernel --

  onAsked() { this.refresh(); }

  /** @param {Command} command @param {Answer} answer @param {boolean} refused */
  onAnswered(command, answer, refused) {
    const act = answer.label ?? "";
    const n = /** @type {number[] | undefined} */ (command.points)?.length ?? 0;
    /** @type {Record<string, string>} */
    const said = {
      merge: "did_merge", rename: "did_rename", split: "did_split", gather: "did_gather", move: n === 1 ? "did_move_one" : "did_move", set_aside: "did_set_aside", take_back: "did_take_back", pin: "did_pin",
      undo: act ? "undone" : "nothing_to_undo", redo: act ? "redone" : "nothing_to_redo",
    };
    if (!refused) this.say(said[command.op] ?? "", { act, n: this.number(n) });
    this.plan();
    this.rest("contrast", () => this.fetchContrast());
  }

  /** @param {Answer & {points?: number[], done?: number, total?: number}} message */
  onMessage(message) {
    this.looking.delete(message.nonce ?? "");
    if (message.nonce && message.nonce === this.measuring) this.onMeasured(message);
    else if (message.event === "refused") this.say("question_refused", { reason: message.reason ?? "" }, "error");
    else if (message.event === "measuring") this.say("measured_so_far", { done: message.done ?? 0, total: message.total ?? 0 }, "wait");
    else if (message.event === "select") this.onSelect(message.points ?? []);
  }

  /** @param {Answer} message */
  onMeasured({ event, reason }) {
    this.measuring = "";
    if (event === "refused") this.say("question_refused", { reason: reason ?? "" }, "error");
    else this.say("measured");
  }

  /** Select answers, as Python asks.
   *  @param {number[]} points */
  onSelect(points) {
    if (points.length) this.catchPoints(points, false);
    else this.selectNothing();
  }

  // -- listening --

  /** @param {AbortSignal} signal */
  listen(signal) {
    this.follow([
      ...MODEL_TRAITS.map((name) => /** @type {[string, () => void]} */ ([name, () => this.plan()])),
      ["coder", () => this.draw()], ["texts", () => this.build()], ["height", () => this.resize()],
      ...LOOKS.map((name) => /** @type {[string, () => void]} */ ([name, () => this.followLook(name)])),
    ], signal);
    signal.addEventListener("abort", () => { for (const timer of Object.values(this.resting)) clearTimeout(timer); });
    this.el.addEventListener("keydown", (event) => this.onKey(event), { signal });
    this.el.addEventListener("focusin", () => { this.lastPane = [this.list.list, this.answers.el, this.map.stage].find((pane) => this.hasFocus(pane)) ?? this.lastPane; }, { signal });
    this.search.addEventListener("input", () => { this.look.find = this.search.value; this.list.draw(); this.tellSoon("find"); });
    this.search.addEventListener("keydown", (event) => this.onSearchKey(event));
    this.answers.el.addEventListener("focus", () => this.answers.reveal());
    window.addEventListener("beforeprint", () => this.print(), { signal });
  }

  /** @param {string} name @param {() => void} act */
  rest(name, act) {
    clearTimeout(this.resting[name]);
    this.resting[name] = setTimeout(act, REST_MS);
  }

  /** Take over what Python sets; what comes back of the page's own wishes is known already.
   *  @param {typeof LOOKS[number]} name */
  followLook(name) {
    const value = this.model.get(name);
    if (this.untold.has(name) || [...this.looking.values()].includes(name) || JSON.stringify(value) === JSON.stringify(this.look[name])) return;
    if (name === "chosen") { this.takeChoice([...value]); return; }
    Object.assign(this.look, { [name]: value });
    this.search.value = this.look.find;
    this.refresh();
  }

  /** @param {KeyboardEvent} event */
  onSearchKey(event) {
    event.stopPropagation();
    if (event.key !== "Enter" && event.key !== "Escape" && event.key !== "ArrowDown") return;
    event.preventDefault();
    if (event.key === "Escape") { this.search.value = ""; this.setLook("find", ""); }
    else if (this.list.rows.length && !this.list.rows.includes(this.current)) this.choose(this.list.rows[0], "one");
    this.list.focus();
  }

  focusMain() {
    [this.lastPane, this.list.list, this.answers.el].find((pane) => pane?.checkVisibility())?.focus({ preventScroll: true });
  }

  /** @type {HTMLElement | null} that had the focus last */ lastPane = null;

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { target } = event;
    if (target instanceof HTMLInputElement) { event.stopPropagation(); return; }
    this.hover([]); // keys are for what is chosen, wherever the mouse was left
    this.press(event, this.actOf(event));
  }

  /** What a key asks for, if anything.
   *  @param {KeyboardEvent} event @returns {(() => void) | undefined} */
  actOf(event) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.altKey) return undefined;
    const isControl = event.ctrlKey || event.metaKey;
    const undo = isControl ? { z: event.shiftKey ? "redo" : "undo", y: "redo" }[key] : undefined;
    if (undo) return () => { this.ask({ op: undo }); };
    const how = event.shiftKey ? "grow" : "one";
    if (this.hasFocus(this.list.list)) { const act = this.listKey(key, how, isControl); if (act) return act; }
    if (this.hasFocus(this.answers.el) || this.hasFocus(this.map.stage)) { const act = this.answerKey(key, event); if (act) return act; }
    if (isControl) return undefined;
    if (key === "Escape") return this.stepBack();
    /** @type {Record<string, string>} */
    const names = { F2: "rename", m: "merge", s: "split", v: "move", n: "own_topic", x: "set_aside", Delete: "set_aside", r: "take_back", p: "pin", y: "accept", u: "skip" };
    /** @type {Record<string, () => void>} */
    const acts = {
      "/": () => { this.search.focus(); this.search.select(); }, t: () => this.toggleTree(), l: () => this.map.take("lasso"), b: () => this.map.take("box"),
      "+": () => this.map.zoomKey(1.4), "=": () => this.map.zoomKey(1.4), "-": () => this.map.zoomKey(1 / 1.4), 0: () => this.map.showWhole(),
    };
    return acts[key] ?? (names[key] ? () => this.edits.act(names[key]) : undefined);
  }

  /** @param {string} key @param {How} how @param {boolean} isControl @returns {(() => void) | undefined} */
  listKey(key, how, isControl) {
    if (isControl && key === "a") return () => this.chooseAll(this.list.rows.filter((topic) => topic >= 0));
    if (isControl) return undefined;
    /** @type {Record<string, number>} */
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity };
    if (steps[key]) return () => { const topic = this.list.beside(steps[key]); if (topic !== undefined) this.choose(topic, how); };
    /** @type {Record<string, () => void>} */
    const acts = { ArrowLeft: () => this.widen(true), ArrowRight: () => this.widen(false), Enter: () => this.edits.act("rename") };
    return acts[key];
  }

  /** @param {string} key @param {KeyboardEvent} event @returns {(() => void) | undefined} */
  answerKey(key, event) {
    const inMap = this.hasFocus(this.map.stage);
    if (event.ctrlKey || event.metaKey) return key === "a" ? () => { this.selected = new Set(this.members); this.onMoved(); } : undefined;
    const shift = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key];
    if (inMap && event.shiftKey && shift) return () => this.map.pan(shift[0] * MAP_STEP_PX, shift[1] * MAP_STEP_PX);
    if (key === " ") return () => { this.toggle(this.active); this.onMoved(); };
    /** @type {Record<string, number>} */
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: this.answers.pageLength, PageUp: -this.answers.pageLength, Home: -Infinity, End: Infinity, ...(inMap ? { ArrowRight: 1, ArrowLeft: -1 } : {}) };
    return steps[key] ? () => { this.map.isWalked = inMap; this.go(this.activeAt + steps[key], event.shiftKey ? "grow" : "one"); } : undefined;
  }

  /** Escape: first a drag, the lasso or the selection ends, then one is back in the list; after that it is the notebook's. */
  stepBack() {
    if (this.dragging.drag) return () => this.dragging.end();
    if (this.map.tool !== "hand" || this.map.gesture) return () => { this.map.gesture = null; this.map.take("hand"); this.map.plan(); };
    if (this.selected.size || this.caught) return () => this.selectNothing();
    if (!this.scene.isPlain && !this.hasFocus(this.list.list)) return () => this.list.focus();
    return this.look.chosen.length ? () => this.chooseAll([]) : undefined;
  }

  /** Paper has no scroll bar: write the topics out, beside the picture of the map. */
  print() {
    const { texts, scene, map } = this;
    const cell = (/** @type {string} */ words) => element("td", {}, words);
    const head = ["topic", "name", "words", "answers", "share", "stability"].map((name) => element("th", {}, texts[`column_${name}`]));
    const rows = scene.sorted.map(({ topic, name, words, stability }) => {
      const n = scene.tally.get(topic)?.n ?? 0;
      const numbers = [this.number(n), this.percent(n / Math.max(1, scene.nSaying)), stability === null ? texts.not_measured : this.digits(stability, 2)];
      return element("tr", {}, ...[String(topic), name, words.join(", "), ...numbers].map(cell));
    });
    const shelves = SHELVES.map((shelf) => `${this.nameOf(shelf)}: ${this.number(scene.tally.get(shelf)?.n ?? 0)}`).join(" · ");
    this.printed.replaceChildren(
      ...(map.picture ? [element("img", { alt: texts.map, src: map.pictured() })] : []),
      element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows)), element("p", {}, shelves),
    );
  }
}

export default widgetOf(TopicsView);
