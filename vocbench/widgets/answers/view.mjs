// @ts-check
// The answers widget: the view that joins the grid, its heads, the codes, the whole answer and what is suggested.
// Search, filter and order are the page's own: they need no kernel, which is only told of them.

import { CodeBar } from "../parts/codes.mjs";
import { Grid } from "./grid.mjs";
import { Heads, TYPING_REST_MS } from "./head.mjs";
import { Learning } from "./learning.mjs";
import { codesOn, codesOnCopies } from "./shown.mjs";
import { Strip } from "./strip.mjs";
import { AnswerTable, CodingStore, INFORMATIVE, folded, hitsIn, rowsOf } from "./table.mjs";
import { button, element, filled, keyList, newNonce } from "../parts/dom.mjs";
import { View, widgetOf } from "../parts/view.mjs";

/** @typedef {import("./table.mjs").Look} Look */
/** @typedef {import("./table.mjs").Wish} Wish */
/** @typedef {import("./shown.mjs").ShownCode} ShownCode */
/** @typedef {import("./shown.mjs").Code} Code */
/** @typedef {import("../parts/view.mjs").Command} Command */

const SELECTION_REST_MS = 150;
const MOST_PRINTED = 200;
const MOST_IN_CELL = 2;
const NO_COLOR = "#808080";
const LOOKS = /** @type {const} */ (["find", "filters", "order", "fold", "suggest"]);

class AnswersView extends View {
  counts = element("span", { class: "voc-counts" });
  coder = element("span", { class: "voc-coder" });
  printed = element("div", { class: "voc-printed" });
  empty = element("p", { class: "voc-empty", hidden: "" });
  store = new CodingStore();
  table = new AnswerTable({ nRows: 0, questions: [], texts: [], columns: [] });
  /** @type {Look} */ look = { find: "", filters: {}, order: "", fold: false, suggest: false };
  /** @type {number[]} */ rows = [];
  /** @type {Map<number, number[]>} */ copies = new Map();
  /** @type {Set<number>} the rows selected; the active one alone where there are none */
  selected = new Set();
  anchor = 0;
  nAnswers = 0;
  /** @type {Map<string, Code>} */ codeAt = new Map();
  /** @type {Map<string, number>} */ numberOf = new Map();
  /** @type {Set<string>} nonces of looks that the kernel has not followed yet */ looking = new Set();
  /** @type {Record<string, ReturnType<typeof setTimeout> | undefined>} */ resting = {};

  /** @param {import("../parts/view.mjs").Model} model @param {HTMLElement} el @param {AbortSignal} signal */
  constructor(model, el, signal) {
    super(model, el);
    el.classList.add("voc-answers");
    const view = this;
    this.grid = new Grid({
      head: (row) => this.table.columns.map((column) => this.table.shown(column, row)),
      fill: (cell, row, question) => this.fill(cell, row, question),
      isSelected: (row) => this.selected.has(row), widths: () => this.widths(), headCount: () => this.table.columns.length,
      questionCount: () => this.table.questions.length, moved: () => this.onMoved(),
    }, signal);
    this.heads = new Heads({
      get texts() { return view.texts; }, get columns() { return view.table.columns; }, get questions() { return view.table.questions; },
      get order() { return view.look.order; }, wish: (name) => this.look.filters[name], filter: (name, wish) => this.filter(name, wish),
      sort: (order) => this.sort(order), complain: (typed) => this.say("bad_range", { typed }, "error"), leave: () => this.grid.focus(),
    });
    this.codeBar = new CodeBar({
      get texts() { return view.texts; }, get codes() { return view.codes; }, code: (path) => this.code(path),
      only: (path) => this.onlyCode(path), leave: () => this.grid.focus(), countOf: (path) => this.store.counts[this.numberOf.get(path) ?? -1] ?? 0,
    });
    this.strip = new Strip({
      get texts() { return view.texts; }, remove: (path) => this.uncode(path), accept: (rank) => this.accept(rank),
      leave: () => this.grid.focus(), close: () => this.toggleStrip(),
    });
    this.learning = new Learning({
      get texts() { return view.texts; }, get learned() { return view.model.get("learned"); }, get isOn() { return view.look.suggest; },
      get isBusy() { return view.asked.size > 0; }, get nCoded() { return view.store.nCoded; }, get nAnswers() { return view.nAnswers; },
      number: (n) => this.number(n), percent: (share) => this.percent(share), digits: (value) => this.digits(value),
      say: (key, values, level) => this.say(key, values, level), send: (command) => this.send(command),
    });
    this.search = element("input", { class: "voc-field voc-search", type: "search", autocomplete: "off", spellcheck: "false", "aria-keyshortcuts": "/" });
    this.codesFilter = element("select", { class: "voc-field" });
    for (const name of LOOKS) Object.assign(this.look, { [name]: model.get(name) });
    this.takeTable();
    this.takeCodings();
    this.learning.take();
    this.build();
    this.listenToModel(signal);
    this.listenToPage(signal);
  }

  /** @returns {Code[]} */
  get codes() { return this.model.get("codes"); }
  /** @returns {string[]} */
  get paths() { return this.model.get("paths"); }
  /** @returns {string[]} */
  get coders() { return this.model.get("coders"); }
  get isFolded() { return this.look.fold && this.table.questions.length === 1; }

  // -- taking over what the kernel says --

  takeTable() {
    const packed = this.model.get("table");
    if (packed) this.table = new AnswerTable(JSON.parse(packed));
    this.nAnswers = this.table.texts.reduce((sum, texts) => sum + texts.reduce((n, text) => n + Number(Boolean(text)), 0), 0);
    this.el.dataset.questions = String(this.table.questions.length);
    this.selected.clear();
    this.codeAt = new Map(this.codes.map((code) => [code.path, code]));
  }

  takeCodings() {
    this.numberOf = new Map(this.paths.map((path, number) => [path, number]));
    this.store.follow(this.model.get("codings"), this.model.get("changes"));
  }

  /** @param {string} path */
  codeOf(path) {
    return this.codeAt.get(path) ?? { path, name: path.slice(path.lastIndexOf("/") + 1), color: NO_COLOR, key: "" };
  }

  // -- building --

  build() {
    const { texts } = this;
    this.grid.el.setAttribute("aria-label", texts.answers);
    this.search.setAttribute("aria-label", texts.find);
    this.search.placeholder = texts.find_hint;
    this.search.value = this.look.find;
    this.codesFilter.setAttribute("aria-label", texts.codes_filter);
    const pressed = (/** @type {string} */ name, /** @type {string} */ key, /** @type {() => void} */ act) => {
      const made = button("voc-tool", `${texts[name]} `, key, act);
      made.append(element("kbd", {}, key));
      made.dataset.look = name;
      return made;
    };
    const again = button("voc-tool", `${texts.apply_again} `, "R", () => this.apply());
    again.append(element("kbd", {}, "R"));
    this.el.replaceChildren(
      element("div", { class: "voc-head" }, element("strong", {}, texts.answers), this.counts, this.coder, this.status,
        button("voc-tool", texts.undo, "Control+Z", () => { this.ask({ op: "undo" }); }),
        button("voc-tool", texts.redo, "Control+Shift+Z", () => { this.ask({ op: "redo" }); })),
      this.codeBar.el,
      element("div", { class: "voc-looks" }, element("span", { class: "voc-searching" }, this.search, element("kbd", {}, "/")), this.codesFilter,
        pressed("fold", "X", () => this.setLook("fold", !this.look.fold)),
        pressed("suggest", "S", () => this.toggleSuggest()),
        pressed("informative", "I", () => this.toggleInformative()),
        button("voc-tool voc-clear", texts.clear_filters, "", () => this.clearFilters()), again),
      this.learning.card, this.grid.el, this.empty, this.strip.el, this.keys(), this.printed,
    );
    this.codeBar.build();
    this.buildGrid();
    this.drawAbout();
    this.resize();
    this.apply();
  }

  buildGrid() {
    this.heads.build();
    this.grid.build(this.heads.el);
  }

  widths() {
    const { columns, questions } = this.table;
    return [...columns.map(({ kind }) => (kind === "number" ? "84px" : "118px")), ...questions.map(() => "minmax(300px, 1fr)")];
  }

  keys() {
    const { texts } = this;
    const control = (/** @type {string} */ key) => `${texts.control}+${key}`;
    return keyList(texts.keys, [
      [["1", "–", "9"], texts.key_code], [["N"], texts.key_name], [["↑", "↓"], texts.key_move], [[`${texts.shift}+↓`], texts.key_select],
      [[texts.space], texts.key_select_one], [[control("A")], texts.key_all], [[texts.enter], texts.key_open], [["U"], texts.key_next],
      [["Y"], texts.key_accept], [[`${texts.shift}+2`, "–", "5"], texts.key_accept_nth], [["/"], texts.key_find], [["F"], texts.key_filter],
      [["X"], texts.key_fold], [["S"], texts.key_suggest], [["I"], texts.key_order], [["R"], texts.key_again], [[texts.escape], texts.key_clear],
      [[control("Z")], texts.key_undo], [[control(`${texts.shift}+Z`)], texts.key_redo],
    ]);
  }

  resize() {
    this.el.style.setProperty("--voc-height", this.model.get("height"));
  }

  // -- how it is looked at --

  /** @param {typeof LOOKS[number]} name @param {unknown} value */
  setLook(name, value) {
    Object.assign(this.look, { [name]: value });
    const nonce = newNonce();
    this.looking.add(nonce);
    this.send({ op: "look", nonce, name, value });
    this.apply();
  }

  /** @param {string} name @param {Wish | null} wish */
  filter(name, wish) {
    const filters = { ...this.look.filters };
    if (wish) filters[name] = wish;
    else delete filters[name];
    this.setLook("filters", filters);
  }

  /** @param {string} order */
  sort(order) {
    const name = order.replace(/^-/, "") || this.look.order.replace(/^-/, "");
    this.setLook("order", order);
    this.heads.build();
    /** @type {HTMLElement | null} */ (this.heads.el.querySelector(`[data-column="${CSS.escape(name)}"] .voc-sort`))?.focus();
  }

  clearFilters() {
    this.search.value = "";
    if (this.look.find) this.setLook("find", "");
    this.setLook("filters", {});
    this.heads.build();
  }

  /** @param {string} path */
  onlyCode(path) {
    this.filter("codes", { path });
  }

  /** Filter and order anew. Coding alone does not: what one works on stays where it is. */
  apply() {
    const { look, table } = this;
    const found = rowsOf(table, look, {
      marksAt: (cell) => this.store.at(cell), numberOf: (path) => this.numberOf.get(path) ?? -1,
      firstChance: (cell) => this.learning.found.at(cell)[0]?.chance ?? 0, cut: this.learning.found.cut, placeOf: (cell) => this.learning.found.placeOf(cell),
    });
    if (this.isFolded) ({ rows: this.rows, copies: this.copies } = folded(table, found));
    else [this.rows, this.copies] = [found, new Map()];
    const there = new Set(this.rows);
    for (const row of this.selected) if (!there.has(row)) this.selected.delete(row);
    this.grid.show(this.rows);
    this.anchor = this.grid.active;
    this.empty.textContent = this.table.nRows ? this.texts.no_rows : this.texts.no_answers;
    this.empty.hidden = this.rows.length > 0;
    this.drawLooks();
    this.drawCounts();
    this.drawStrip();
    this.learning.draw();
  }

  // -- drawing --

  /** Show what the kernel says now. */
  draw() {
    this.grid.draw();
    this.codeBar.drawCounts();
    this.drawCounts();
    this.drawStrip();
    this.el.dataset.waiting = String(this.asked.size);
  }

  drawAbout() {
    const { texts, model } = this;
    this.coder.textContent = `${texts.coded_by} ${model.get("coder")}${model.get("isBlind") ? ` · ${texts.blind}` : ""}`;
  }

  drawCounts() {
    const { texts, rows, table } = this;
    const parts = [filled(rows.length === table.nRows ? texts.rows : texts.rows_of, { n: this.number(rows.length), all: this.number(table.nRows) }),
      filled(texts.coded_share, { n: this.number(this.store.nCoded), all: this.number(this.nAnswers) })];
    if (this.selected.size) parts.push(filled(texts.selected, { n: this.number(this.targetRows().length) }));
    this.counts.textContent = parts.join(" · ");
  }

  /** @param {number} n */
  number(n) { return n.toLocaleString(this.model.get("lang")); }

  drawLooks() {
    const { look, texts } = this;
    const on = { fold: look.fold, suggest: look.suggest, informative: look.order === INFORMATIVE };
    for (const [name, isOn] of Object.entries(on)) this.el.querySelector(`[data-look="${name}"]`)?.setAttribute("aria-pressed", String(isOn));
    const wish = look.filters.codes;
    const option = (/** @type {string} */ value, /** @type {string} */ words, /** @type {boolean} */ isOn) => element("option", isOn ? { value, selected: "" } : { value }, words);
    this.codesFilter.replaceChildren(
      option("", texts.any_codes, !wish), option("coded", texts.is_coded, wish?.state === "coded"), option("uncoded", texts.is_uncoded, wish?.state === "uncoded"),
      ...(look.suggest ? [option("suggested", texts.is_suggested, wish?.state === "suggested")] : []),
      ...this.codes.map(({ path }) => option(`=${path}`, path, wish?.path === path)),
    );
    const clear = this.el.querySelector(".voc-clear");
    if (clear instanceof HTMLButtonElement) clear.disabled = !look.find && !Object.keys(look.filters).length;
  }

  /** One answer in the grid: its words, how often they were said, and its codes.
   *  @param {HTMLElement} cell @param {number} row @param {number} question */
  fill(cell, row, question) {
    const at = this.table.cell(question, row);
    const text = this.table.text(at);
    const words = element("span", { class: text ? "voc-words" : "voc-words voc-empty" }, ...this.marked(text || (text === null ? "" : this.texts.no_answer), question));
    const n = this.copies.get(row)?.length ?? 1;
    const chips = element("span", { class: "voc-chips" }, ...this.codesOnRow(row, question).map((code) => this.chip(code)), ...this.suggestionChips(at));
    cell.replaceChildren(...(n > 1 ? [element("span", { class: "voc-copies", title: filled(this.texts.copies, { n }) }, `${n}×`)] : []), words, chips);
  }

  /** A text with what was searched marked.
   *  @param {string} text @param {number} question @returns {(Node | string)[]} */
  marked(text, question) {
    const searched = [this.look.find, this.look.filters[this.table.questions[question]]?.words ?? ""];
    /** @type {(Node | string)[]} */ const parts = [];
    let from = 0;
    for (const [start, end] of hitsIn(text, searched)) {
      parts.push(text.slice(from, start), element("mark", {}, text.slice(start, end)));
      from = end;
    }
    return [...parts, text.slice(from)];
  }

  /** @param {ShownCode} code */
  chip({ name, path, color, who, isOwn, wait, share }) {
    const chip = element("span", { class: "voc-chip", title: isOwn ? path : `${path} (${who})`, "data-wait": wait }, name);
    if (share) chip.append(element("span", { class: "voc-hint" }, share));
    if (!isOwn) chip.append(element("span", { class: "voc-hint" }, who));
    chip.style.setProperty("--voc-color", color);
    return chip;
  }

  /** @param {number} cell */
  suggestionChips(cell) {
    return this.suggestedFor(cell).slice(0, MOST_IN_CELL).map(({ path, chance }) => {
      const { name, color } = this.codeOf(path);
      const chip = element("span", { class: "voc-chip voc-suggested", title: filled(this.texts.suggestion, { code: path, chance: this.percent(chance) }) },
        element("span", { class: "voc-shortened" }, name), " ", element("span", { class: "voc-chance" }, this.percent(chance)));
      chip.style.setProperty("--voc-color", color);
      return chip;
    });
  }

  /** @returns {import("./shown.mjs").Known} */
  get known() {
    return {
      paths: this.paths, coders: this.coders, coder: this.model.get("coder"), codeOf: (path) => this.codeOf(path),
      marksAt: (cell) => this.store.at(cell), asked: [...this.asked.values()],
    };
  }

  /** @param {number} cell */
  codesOn(cell) { return codesOn(cell, this.known); }

  /** The codes in a row, which may stand for copies.
   *  @param {number} row @param {number} question */
  codesOnRow(row, question) {
    return codesOnCopies((this.copies.get(row) ?? [row]).map((copy) => this.table.cell(question, copy)), this.known);
  }

  /** What is suggested for an answer: codes that it has not; where it has some, only likely ones.
   *  @param {number} cell @returns {{path: string, chance: number}[]} */
  suggestedFor(cell) {
    if (!this.look.suggest) return [];
    const on = new Set(this.codesOn(cell).map(({ path }) => path));
    const offered = this.learning.found.at(cell).map(({ path, chance }) => ({ path: this.paths[path], chance })).filter(({ path }) => !on.has(path));
    return on.size ? offered.filter(({ chance }) => chance >= this.learning.found.cut) : offered;
  }

  /** @param {number} share */
  percent(share) {
    return share.toLocaleString(this.model.get("lang"), { style: "percent" });
  }

  /** @param {number} value */
  digits(value) {
    return value.toLocaleString(this.model.get("lang"), { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  }

  drawStrip() {
    if (this.strip.el.hidden) return;
    const row = this.grid.activeRow;
    if (row === undefined) { this.strip.draw(null); return; }
    const { table } = this;
    const question = this.grid.question;
    const cell = table.cell(question, row);
    const [title, ...details] = table.columns.map((column) => /** @type {[string, string]} */ ([this.heads.titleOf(column.name), table.shown(column, row)]));
    const text = table.text(cell);
    this.strip.draw({
      title: title[1], details: [...details.filter(([, value]) => value), ...(table.questions.length > 1 ? [/** @type {[string, string]} */ (["", table.questions[question]])] : [])],
      words: text ? this.marked(text, question) : [this.texts.no_answer], codes: this.codesOn(cell),
      suggestions: this.suggestedFor(cell).map(({ path, chance }) => ({ ...this.codeOf(path), chance: this.percent(chance) })),
    });
  }

  toggleStrip() {
    this.strip.el.hidden = !this.strip.el.hidden;
    this.drawStrip();
    this.grid.place();
    this.grid.go(this.grid.active);
  }

  // -- suggestions --

  toggleSuggest() {
    this.setLook("suggest", !this.look.suggest);
    if (this.look.suggest && !this.model.get("learned")) this.learning.begin();
  }

  toggleInformative() {
    this.setLook("order", this.look.order === INFORMATIVE ? "" : INFORMATIVE);
    this.heads.build();
    if (this.look.order === INFORMATIVE && !this.model.get("learned")) this.learning.begin();
  }

  takeLearned() {
    const isFirst = !this.learning.found.places.size;
    this.learning.take();
    if (isFirst || this.look.filters.codes?.state === "suggested") this.apply(); // else nothing moves under one's hands
    else { this.draw(); this.learning.draw(); }
  }

  // -- acts --

  /** The rows that an act is for: those selected, or the active one; with their copies where they are folded. */
  targetRows() {
    const { activeRow } = this.grid;
    const rows = this.selected.size ? this.rows.filter((row) => this.selected.has(row)) : activeRow === undefined ? [] : [activeRow];
    return rows.flatMap((row) => this.copies.get(row) ?? this.copiesBeside(row));
  }

  /** Under several questions rows are not folded, but copies are coded at once all the same.
   *  @param {number} row */
  copiesBeside(row) {
    return this.look.fold ? this.table.copies(this.grid.question, row, this.rows) : [row];
  }

  /** The answers that an act is for. */
  targets() {
    const { question } = this.grid;
    const cells = [...new Set(this.targetRows())].map((row) => this.table.cell(question, row)).filter((cell) => this.table.text(cell));
    if (!this.rows.length) this.say("choose_rows", {}, "error");
    else if (!cells.length) this.say("nothing_here", {}, "error");
    return cells;
  }

  /** Put a code on the answers; where they all have it already, take it off.
   *  @param {string} path @returns {boolean} whether there was an answer to code */
  code(path) {
    const cells = this.targets();
    if (!cells.length) return false;
    const without = cells.filter((cell) => !this.codesOn(cell).some((code) => code.isOwn && code.path === path && code.wait !== "removing"));
    if (without.length) this.act("code", without, { code: path });
    else this.act("uncode", cells, { code: path });
    return true;
  }

  /** @param {string} path */
  uncode(path) {
    const cells = this.targets();
    if (cells.length) this.act("uncode", cells, { code: path });
    this.grid.focus();
  }

  /** Put the suggested code on each answer.
   *  @param {number} rank */
  accept(rank) {
    /** @type {number[]} */ const cells = [];
    /** @type {number[]} */ const codes = [];
    for (const cell of this.targets()) {
      const suggested = this.suggestedFor(cell)[rank - 1];
      const number = suggested && this.numberOf.get(suggested.path);
      if (number !== undefined) { cells.push(cell); codes.push(number); }
    }
    if (cells.length) this.act("accept", cells, { codes });
    else this.say("nothing_to_accept", {});
    this.grid.focus();
  }

  /** @param {string} op @param {number[]} cells @param {Record<string, unknown>} detail */
  act(op, cells, detail) {
    this.ask({ op, cells, edition: this.model.get("edition"), ...detail });
  }

  /** @param {Command} _command */
  onAsked(_command) {
    this.draw();
  }

  /** @param {Command} command @param {import("../parts/view.mjs").Answer} answer @param {boolean} refused */
  onAnswered(command, answer, refused) {
    const act = answer.label ?? "";
    const cells = /** @type {number[] | undefined} */ (command.cells) ?? [];
    const many = cells.length > 1 ? "_many" : "";
    /** @type {Record<string, string>} */
    const said = {
      code: `coded_answers${many}`, uncode: `uncoded_answers${many}`, accept: `accepted${many}`,
      undo: act ? "undone" : "nothing_to_undo", redo: act ? "redone" : "nothing_to_redo",
    };
    if (!refused) this.say(said[command.op] ?? "", { act, n: this.number(cells.length) });
    this.draw();
    this.learning.draw();
    this.learning.plan();
  }

  /** @param {import("../parts/view.mjs").Answer & {cells?: number[]}} message */
  onMessage(message) {
    this.looking.delete(message.nonce ?? "");
    if (this.learning.answered(message)) return;
    if (message.event === "refused") this.say("question_refused", { reason: message.reason ?? "" }, "error");
    else if (message.event === "select") this.select(message.cells ?? []);
  }

  /** Select answers, as Python asks.
   *  @param {readonly number[]} cells */
  select(cells) {
    const place = new Map(this.rows.map((row, at) => [row, at]));
    const rows = cells.map((cell) => cell % this.table.nRows).filter((row) => place.has(row));
    this.selected = new Set(rows);
    if (rows.length) this.grid.go(place.get(rows[0]) ?? 0, this.table.columns.length + Math.floor(cells[0] / this.table.nRows), false);
    this.grid.draw();
    this.drawCounts();
  }

  // -- moving and selecting --

  onMoved() {
    this.drawStrip();
    this.planSelection();
  }

  planSelection() {
    clearTimeout(this.resting.selection);
    this.resting.selection = setTimeout(() => {
      const { question } = this.grid;
      const cells = this.targetRows().map((row) => this.table.cell(question, row)).filter((cell) => this.table.text(cell) !== null);
      this.send({ op: "select", cells, edition: this.model.get("edition") });
    }, SELECTION_REST_MS);
  }

  /** Go to a place; the selection grows to it, stays as it is, or goes.
   *  @param {number} at @param {number} column @param {"grow" | "keep" | "drop"} selection */
  move(at, column, selection) {
    const place = Math.max(0, Math.min(this.rows.length - 1, at));
    if (selection === "grow") {
      this.selected = new Set(this.rows.slice(Math.min(this.anchor, place), Math.max(this.anchor, place) + 1));
    } else {
      if (selection === "drop") this.selected.clear();
      this.anchor = place;
    }
    this.grid.go(place, column);
    this.grid.draw();
    this.drawCounts();
  }

  /** @param {number} at */
  toggle(at) {
    const row = this.rows[at];
    if (row === undefined) return;
    if (!this.selected.delete(row)) this.selected.add(row);
    this.anchor = at;
    this.grid.draw();
    this.drawCounts();
    this.planSelection();
  }

  selectAll() {
    this.selected = new Set(this.rows);
    this.grid.draw();
    this.drawCounts();
    this.planSelection();
  }

  selectNothing() {
    this.selected.clear();
    this.grid.draw();
    this.drawCounts();
    this.planSelection();
  }

  /** Go to the next answer without a code. */
  nextUncoded() {
    const { question, active } = this.grid;
    const isOpen = (/** @type {number} */ row) => { const cell = this.table.cell(question, row); return this.table.text(cell)?.trim() && !this.codesOn(cell).length; };
    for (let at = active + 1; at < this.rows.length; at++) if (isOpen(this.rows[at])) { this.move(at, this.grid.column, "drop"); return; }
    this.say("no_uncoded", {});
  }

  // -- listening --

  /** @param {AbortSignal} signal */
  listenToModel(signal) {
    const codes = () => { this.codeAt = new Map(this.codes.map((code) => [code.path, code])); this.codeBar.draw(); this.drawLooks(); this.draw(); };
    const codings = () => { this.takeCodings(); this.draw(); };
    this.follow([
      ["table", () => { this.takeTable(); this.store = new CodingStore(); this.takeCodings(); this.buildGrid(); this.apply(); }],
      ["codes", codes], ["paths", codings], ["codings", codings], ["changes", codings], ["coders", codings],
      ["coder", () => { this.drawAbout(); this.draw(); }], ["isBlind", () => this.drawAbout()],
      ["learned", () => this.takeLearned()], ["texts", () => this.build()], ["height", () => this.resize()],
      ...LOOKS.map((name) => /** @type {[string, () => void]} */ ([name, () => this.followLook(name)])),
    ], signal);
    signal.addEventListener("abort", () => { for (const timer of Object.values(this.resting)) clearTimeout(timer); this.learning.stop(); });
  }

  /** Take over what Python sets; what comes back of the page's own wishes is known already.
   *  @param {typeof LOOKS[number]} name */
  followLook(name) {
    if (this.looking.size) return;
    const value = this.model.get(name);
    if (JSON.stringify(value) === JSON.stringify(this.look[name])) return;
    Object.assign(this.look, { [name]: value });
    this.search.value = this.look.find;
    this.heads.build();
    this.apply();
    if (name === "suggest" && value && !this.model.get("learned")) this.learning.begin();
  }

  /** @param {AbortSignal} signal */
  listenToPage(signal) {
    const { search } = this;
    search.addEventListener("input", () => {
      clearTimeout(this.resting.search);
      this.resting.search = setTimeout(() => this.setLook("find", search.value), TYPING_REST_MS);
    });
    search.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" || event.key === "Escape") { event.preventDefault(); if (event.key === "Escape" && search.value) { search.value = ""; this.setLook("find", ""); } else this.grid.focus(); }
    });
    this.codesFilter.addEventListener("change", () => {
      const { value } = this.codesFilter;
      this.filter("codes", value.startsWith("=") ? { path: value.slice(1) } : value ? { state: value } : null);
    });
    this.grid.body.addEventListener("mousedown", (event) => this.onMouse(event));
    this.grid.body.addEventListener("dblclick", () => { if (this.strip.el.hidden) this.toggleStrip(); });
    this.el.addEventListener("keydown", (event) => this.onKey(event));
    window.addEventListener("beforeprint", () => this.print(), { signal });
  }

  /** @param {MouseEvent} event */
  onMouse(event) {
    const place = this.grid.placeOf(event.target);
    if (!place || event.button !== 0) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) {
      if (!this.selected.size && this.grid.activeRow !== undefined && place.at !== this.grid.active) this.selected.add(this.grid.activeRow);
      this.grid.go(place.at, place.column);
      this.toggle(place.at);
    } else this.move(place.at, place.column, event.shiftKey ? "grow" : "drop");
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { target } = event;
    const isTyping = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    const isControl = event.ctrlKey || event.metaKey;
    if (isControl && event.key.toLowerCase() === "z" && !isTyping) {
      event.preventDefault();
      event.stopPropagation();
      this.ask({ op: event.shiftKey ? "redo" : "undo" });
      return;
    }
    if (isTyping) return;
    const act = this.grid.el.contains(/** @type {Node} */ (target)) ? this.keyAct(event, isControl) : this.letterAct(event, isControl);
    if (act) { event.preventDefault(); act(); }
    if (act || (!isControl && event.key.length === 1)) event.stopPropagation();
  }

  /** What a key in the grid does.
   *  @param {KeyboardEvent} event @param {boolean} isControl @returns {(() => void) | undefined} */
  keyAct(event, isControl) {
    const { active, column, columnCount } = this.grid;
    const last = this.rows.length - 1;
    const selection = event.shiftKey ? "grow" : isControl ? "keep" : "drop";
    const to = (/** @type {number} */ at, /** @type {number} */ place = column) => () => this.move(at, place, selection);
    const edge = (/** @type {number} */ at) => () => this.move(at, column, event.shiftKey ? "grow" : "drop");
    /** @type {Record<string, () => void>} */
    const acts = {
      ArrowDown: to(active + 1), ArrowUp: to(active - 1), PageDown: to(active + this.grid.pageLength()), PageUp: to(active - this.grid.pageLength()),
      ArrowRight: () => this.grid.go(active, column + 1), ArrowLeft: () => this.grid.go(active, column - 1),
      Home: isControl ? edge(0) : () => this.grid.go(active, 0), End: isControl ? edge(last) : () => this.grid.go(active, columnCount - 1),
      Enter: () => this.toggleStrip(), " ": () => this.toggle(active), Escape: () => this.selectNothing(),
    };
    if (event.key === "Escape" && !this.selected.size) return undefined; // nothing to leave: the key is Jupyter's
    if (isControl && event.key.toLowerCase() === "a") return () => this.selectAll();
    return acts[event.key] ?? this.letterAct(event, isControl);
  }

  /** What a letter or digit does.
   *  @param {KeyboardEvent} event @param {boolean} isControl @returns {(() => void) | undefined} */
  letterAct(event, isControl) {
    if (isControl || event.altKey) return undefined;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? "";
    if (digit && event.shiftKey) return () => this.accept(Number(digit));
    const code = this.codes.find(({ key }) => key && key === (digit || event.key));
    if (code) return () => this.code(code.path);
    /** @type {Record<string, () => void>} */
    const acts = {
      n: () => this.codeBar.chooser.input.focus(), "/": () => this.search.focus(), f: () => this.heads.focusFilter(this.table.questions[this.grid.question]),
      x: () => this.setLook("fold", !this.look.fold), s: () => this.toggleSuggest(), i: () => this.toggleInformative(), r: () => this.apply(),
      u: () => this.nextUncoded(), y: () => this.accept(1),
    };
    return acts[event.key.toLowerCase()];
  }

  /** Paper has no scroll bar: write the first rows out. */
  print() {
    const { table, rows } = this;
    const cell = (/** @type {string} */ words) => element("td", {}, words);
    const line = (/** @type {number} */ row) => element("tr", {}, ...table.columns.map((column) => cell(table.shown(column, row))),
      ...table.questions.map((_, question) => {
        const at = table.cell(question, row);
        const n = this.copies.get(row)?.length ?? 1;
        return element("td", {}, `${n > 1 ? `${n}× ` : ""}${table.text(at) ?? ""} `, ...this.codesOn(at).map((code) => this.chip(code)));
      }));
    const titles = [...table.columns, ...table.questions.map((name) => ({ name }))].map(({ name }) => element("th", {}, this.heads.titleOf(name)));
    const more = rows.length - MOST_PRINTED;
    this.printed.replaceChildren(
      element("table", {}, element("thead", {}, element("tr", {}, ...titles)), element("tbody", {}, ...rows.slice(0, MOST_PRINTED).map(line))),
      more > 0 ? filled(this.texts.more_rows, { n: this.number(more) }) : "",
    );
  }
}

export default widgetOf(AnswersView);
