// @ts-check
// The board widget: the view that joins the wall with what lies beside it.

import { BeliefPane } from "./belief.mjs";
import { WallPane } from "./canvas.mjs";
import { Dragging } from "./drag.mjs";
import { NotePane } from "./note.mjs";
import { PassagePane } from "./passage.mjs";
import { Questions } from "./questions.mjs";
import { QuotesPane } from "./quotes.mjs";
import { TaskBar } from "../parts/task.mjs";
import { button, element, filled, keyList, rove } from "../parts/dom.mjs";
import { SIEVES, kinOf, neighbour, newId, stepBefore, withAsked } from "./wall.mjs";
import { View, widgetOf } from "../parts/view.mjs";

/** @typedef {import("./wall.mjs").Note} Note */
/** @typedef {import("./wall.mjs").Board} Board */
/** @typedef {import("./quotes.mjs").Quote} Quote */
/** @typedef {import("./drag.mjs").Dragged} Dragged */
/** @typedef {import("./drag.mjs").Target} Target */
/** @typedef {import("../parts/view.mjs").Command} Command */
/** @typedef {import("../parts/view.mjs").Answer} Answer */
/** @typedef {"note" | "quotes" | "belief"} Tab */

const WALKS = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"]);
const TABS = /** @type {Tab[]} */ (["note", "quotes", "belief"]);
const REST_MS = 120;

class BoardView extends View {
  coder = element("span", { class: "voc-coder" });
  title = element("strong", {});
  question = element("p", { class: "voc-asks" });
  trouble = element("p", { class: "voc-trouble", role: "alert", hidden: "" });
  sieves = element("div", { class: "voc-sieves", role: "group" });
  tabs = element("div", { class: "voc-tabs", role: "tablist" });
  beside = element("div", { class: "voc-beside" });
  /** @type {Tab} */
  tab = "note";
  /** @type {Note[]} the notes with what was asked for them */
  notes = [];
  /** What was cut, to be pasted elsewhere: ids of notes. @type {string[]} */
  cut = [];
  /** What the kernel was told of last. */
  told = "";
  drawnBoard = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  resting = undefined;

  /** @param {import("../parts/view.mjs").Model} model @param {HTMLElement} el @param {AbortSignal} signal */
  constructor(model, el, signal) {
    super(model, el);
    el.classList.add("voc-wall");
    this.notes = model.get("notes");
    this.wall = new WallPane(this.wallHost());
    this.note = new NotePane(this.noteHost());
    this.quotes = new QuotesPane(this.quotesHost(), signal);
    this.belief = new BeliefPane(this.beliefHost());
    this.passage = new PassagePane(this.passageHost());
    this.dragging = new Dragging({
      el, scroller: this.wall.el, targetAt: (x, y, what) => this.wall.targetAt(x, y, what),
      marked: (target) => this.wall.mark(target), dropped: (what, target) => this.drop(what, target),
    }, signal);
    const view = this;
    this.task = new TaskBar({ get texts() { return view.texts; }, leave: () => view.wall.focus() });
    this.questions = new Questions(this.task, this.questionsHost());
    rove(this.tabs, 1);
    this.build();
    this.listen(signal);
  }

  /** @returns {Board} */
  get board() { return this.model.get("board"); }

  /** What other notes are to a note, with what was asked and is not saved yet.
   *  @param {string} id */
  kin(id) {
    const asked = [...this.asked.values()].filter(({ op, kinship }) => op === "relate" && kinship);
    return kinOf([...this.model.get("kin"), ...asked.map(({ one, other, kinship }) => ({ one: String(one), other: String(other), kinship: String(kinship) }))], id);
  }

  // -- what the panes ask --

  /** @returns {import("./canvas.mjs").WallHost} */
  wallHost() {
    const view = this;
    return {
      get texts() { return view.texts; }, get board() { return view.board; }, get notes() { return view.notes; }, get coder() { return view.model.get("coder"); },
      get reached() { return view.model.get("reached"); }, get felt() { return view.model.get("felt"); }, get marks() { return view.model.get("marks"); },
      kinOf: (id) => view.kin(id), selected: () => view.onSelected(), act: (name) => view.act(name),
      written: (region, text) => view.make({ op: "write", region, text }), edited: (id, text) => { view.ask({ op: "edit", id, text }); },
      lifted: (event, what, from, click) => view.dragging.start(event, what, from, click),
      activeElement: () => view.activeElement(), root: () => view.root(),
    };
  }

  /** @returns {import("./note.mjs").NoteHost} */
  noteHost() {
    const view = this;
    return {
      get texts() { return view.texts; }, get notes() { return view.notes; }, kinOf: (id) => view.kin(id), act: (name) => view.act(name),
      laneOf: ({ region }) => view.board.regions.find(({ id }) => id === region)?.lane ?? "", regionOf: ({ region }) => view.regionName(region),
      change: (id, values) => { view.ask({ op: "edit", id, ...values }); },
      bear: (id, { kind, target }, relation) => { view.ask({ op: "bear", id, kind, target, relation }); },
      drop: (id, { kind, target }) => { view.ask({ op: "drop", id, kind, target }); },
      unrelate: (one, other) => { view.ask({ op: "relate", one, other, kinship: "" }); },
      read: (proof) => { view.read(proof); }, go: (id) => { view.reveal(id); view.wall.focus(); }, leave: () => view.wall.focus(), activeElement: () => view.activeElement(),
    };
  }

  /** @returns {import("./quotes.mjs").QuotesHost} */
  quotesHost() {
    const view = this;
    return {
      get texts() { return view.texts; }, get codes() { return view.model.get("codes"); },
      search: (words, code, start) => view.inquire({ op: "search", words, code, start }), noteText: () => view.wall.note?.text ?? "",
      lifted: (event, { coding }, from, click) => view.dragging.start(event, { codings: [coding] }, from, click),
      newNote: (quote) => view.questions.inWhichCell(quote), support: (quote) => { if (view.wall.note && !view.wall.note.isNew) view.questions.howItBears(quote); else view.say("choose_note", {}, "error"); }, read: (quote) => { view.read(quote); },
      leave: () => view.wall.focus(), activeElement: () => view.activeElement(),
    };
  }

  /** @returns {import("./belief.mjs").BeliefHost} */
  beliefHost() {
    const view = this;
    return {
      get texts() { return view.texts; }, get notes() { return view.notes; }, get marks() { return view.model.get("marks"); }, get refused() { return view.model.get("refused"); },
      regionName: (id) => view.regionName(id), go: (id) => { view.reveal(id); view.wall.focus(); }, enter: (region) => { view.wall.leaveNote(region); },
      restore: (id) => { view.ask({ op: "accept", ids: [id] }); },
    };
  }

  /** @returns {import("./passage.mjs").PassageHost} */
  passageHost() {
    const view = this;
    return {
      get texts() { return view.texts; }, closed: () => { view.showTab(view.tab); view.returnFocus(); },
      fetch: ({ text, start, end }, around) => view.inquire({ op: "passage", text, start, end, around }),
    };
  }

  /** @returns {import("./questions.mjs").QuestionsHost} */
  questionsHost() {
    const view = this;
    return {
      get texts() { return view.texts; }, get regions() { return view.board.regions; }, get notes() { return view.notes; }, get wall() { return view.wall; },
      regionName: (id) => view.regionName(id), ask: (command) => { view.ask(command); }, make: (command) => view.make(command), move: (ids, region) => view.move(ids, region, ""), toQuotes: () => view.quotes.focusLine(),
    };
  }

  // -- building --

  build() {
    const { texts } = this;
    this.el.lang = this.model.get("lang");
    const tool = (/** @type {string} */ label, /** @type {string} */ key, /** @type {string} */ sign, /** @type {() => void} */ act) => {
      const made = button("voc-tool", sign ? `${label} ` : label, key, act);
      if (sign) made.append(element("kbd", {}, sign));
      return made;
    };
    this.sieves.setAttribute("aria-label", texts.show_only);
    this.tabs.setAttribute("aria-label", texts.beside);
    this.el.replaceChildren(
      element("div", { class: "voc-head" }, this.title, this.coder, this.status), this.question,
      element("div", { class: "voc-tools", role: "toolbar", "aria-label": texts.actions, "data-lm-suppress-shortcuts": "true" },
        tool(texts.new_note, "N", "N", () => this.act("write")), tool(texts.undo, "Control+Z", "", () => { this.ask({ op: "undo" }); }),
        tool(texts.redo, "Control+Shift+Z", "", () => { this.ask({ op: "redo" }); }), this.sieves),
      this.task.el, this.trouble,
      element("div", { class: "voc-body" }, this.wall.el, element("aside", { class: "voc-side", "aria-label": texts.beside }, this.tabs, this.beside)),
      this.keys(), this.dragging.ghost,
    );
    this.beside.replaceChildren(this.note.el, this.quotes.el, this.belief.el, this.passage.el);
    this.buildTabs();
    this.quotes.build();
    this.resize();
    this.drawnBoard = "";
    this.draw();
  }

  buildTabs() {
    this.tabs.replaceChildren(...TABS.map((name) => {
      const made = button("voc-tab", this.texts[`tab_${name}`], name === "quotes" ? "Q" : name === "belief" ? "B" : "", () => this.showTab(name));
      made.setAttribute("role", "tab");
      made.dataset.tab = name;
      return made;
    }));
    for (const name of TABS) this.paneOf(name).el.setAttribute("aria-label", this.texts[`tab_${name}`]);
    this.showTab(this.tab);
  }

  /** @param {Tab} name */
  paneOf(name) { return { note: this.note, quotes: this.quotes, belief: this.belief }[name]; }

  /** @param {Tab} name */
  showTab(name) {
    this.tab = name;
    this.passage.el.hidden = true;
    for (const each of TABS) this.paneOf(each).el.hidden = each !== name;
    for (const each of this.tabs.children) {
      const isOn = /** @type {HTMLElement} */ (each).dataset.tab === name;
      each.setAttribute("aria-selected", String(isOn));
      /** @type {HTMLElement} */ (each).tabIndex = isOn ? 0 : -1;
    }
    if (name === "quotes" && !this.quotes.isLoaded) this.quotes.fetch(0);
    if (name === "quotes") this.quotes.drawTools();
    if (name === "belief") this.belief.draw();
    if (name === "note") this.showNote();
  }

  keys() {
    const { texts } = this;
    const control = (/** @type {string} */ key) => `${texts.control}+${key}`;
    return keyList(texts.keys, [
      [["↑", "↓", "←", "→"], texts.key_walk], [["N"], texts.key_write], [[texts.enter], texts.key_edit], [[texts.space], texts.key_choose], [["Alt", "↑", "↓", "←", "→"], texts.key_push],
      [["M"], texts.key_move], [["G"], texts.key_group], [["V"], texts.key_vote], [["R"], texts.key_relate], [["E"], texts.key_evidence], [["O"], texts.key_read], [["A", "X"], texts.key_verdict],
      [["Del"], texts.key_remove], [["Q"], texts.key_quotes], [["B"], texts.key_belief], [["F"], texts.key_sieve], [[texts.escape], texts.key_back], [[control("Z")], texts.key_undo], [[control(`${texts.shift}+Z`)], texts.key_redo],
    ]);
  }

  resize() {
    this.el.style.setProperty("--voc-height", this.model.get("height"));
  }

  // -- drawing --

  draw() {
    const { texts, model, board } = this;
    this.notes = withAsked(model.get("notes"), this.asked, model.get("coder"));
    this.title.textContent = `${board.template}: ${board.name}`;
    this.question.textContent = board.question;
    this.coder.textContent = [`${texts.coded_by} ${model.get("coder")}`, board.isAssumption ? texts.assumption : ""].filter(Boolean).join(" · ");
    this.trouble.textContent = model.get("trouble");
    this.trouble.hidden = !model.get("trouble");
    const shape = JSON.stringify([board, texts.wall_of]);
    if (shape !== this.drawnBoard) {
      this.drawnBoard = shape;
      this.wall.build();
    } else this.wall.draw();
    this.drawSieves();
    if (this.tab === "belief") this.belief.draw();
    if (this.tab === "note") this.note.show(this.wall.note, this.wall.chosen.size);
    if (this.tab === "quotes") this.quotes.drawTools();
    this.el.dataset.waiting = String(this.asked.size);
  }

  drawSieves() {
    const focused = this.hasFocus(this.sieves) ? /** @type {HTMLElement} */ (this.activeElement()).dataset.sieve : null;
    this.sieves.replaceChildren(...Object.entries(SIEVES).flatMap(([name, lets]) => {
      const n = this.notes.filter(lets).length;
      if (!n && name !== "all" && name !== this.wall.sieve) return [];
      const made = button("voc-tool", `${this.texts[`sieve_${name}`]} · ${n}`, "", () => this.sift(name));
      made.setAttribute("aria-pressed", String(this.wall.sieve === name));
      made.dataset.sieve = name;
      return [made];
    }));
    if (focused) /** @type {HTMLElement | null} */ (this.sieves.querySelector(`[data-sieve="${focused}"]`))?.focus();
  }

  /** Show only some notes.
   *  @param {string} name */
  sift(name) {
    this.wall.sieve = this.wall.sieve === name ? "all" : name;
    const left = this.notes.filter(SIEVES[this.wall.sieve]);
    if (!left.some(({ id }) => id === this.wall.current)) this.wall.go(left[0]?.id ?? "");
    this.draw();
    this.say(left.length === 1 ? "shown_note" : "shown_notes", { n: left.length });
  }

  /** Make a note the current one and show it, also where the sieve kept it back.
   *  @param {string} id */
  reveal(id) {
    const note = this.notes.find((each) => each.id === id);
    if (note && !SIEVES[this.wall.sieve](note)) {
      this.wall.sieve = "all";
      this.draw();
    }
    this.wall.reveal(id);
  }

  onSelected() {
    if (!this.passage.isOpen && this.tab === "note") this.note.show(this.wall.note, this.wall.chosen.size);
    if (this.tab === "quotes") this.quotes.drawTools();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => { // who walks over the wall passes by many notes
      if (this.told !== this.wall.current && !this.wall.note?.isNew) this.send({ op: "select", id: this.wall.current });
      this.told = this.wall.current;
      this.fetchBehind();
    }, REST_MS);
  }

  showNote() {
    this.note.show(this.wall.note, this.wall.chosen.size);
    this.fetchBehind();
  }

  /** Ask the kernel what is behind the current note. */
  async fetchBehind() {
    const { note } = this.wall;
    if (!note || note.isNew || this.tab !== "note") return;
    const behind = await this.inquire({ op: "behind", id: note.id }).catch(() => null); // the status line says why
    if (behind) this.note.setBehind(note.id, behind);
  }

  // -- acts --

  /** @param {string} id */
  regionName(id) {
    const { board } = this;
    const region = board.regions.find((each) => each.id === id);
    if (!board.isTable) return region?.name ?? id;
    return [board.lanes.find((each) => each.id === region?.lane)?.name, board.stages.find((each) => each.id === region?.stage)?.name].filter(Boolean).join(" · ");
  }

  /** Do what a button or a key with this name asks, with the current note or those chosen.
   *  @param {string} name */
  act(name) {
    const { wall, texts } = this;
    if (name === "write") { wall.write(wall.region); return; }
    const { note } = wall;
    if (!note) { this.say("choose_note", {}, "error"); return; }
    if (note.isNew) return;
    const ids = wall.inOrder(wall.meant);
    /** @type {Record<string, () => void>} */
    const acts = {
      edit: () => wall.edit(note.id), vote: () => { this.ask({ op: "vote", id: note.id }); }, move: () => this.questions.whereTo(note, ids), group: () => this.questions.underWhat(note, ids),
      relate: () => this.questions.relatedTo(note), add_quote: () => this.openQuotes(), read: () => this.readFirst(), fresh: () => { this.ask({ op: "fresh", id: note.id }); },
      remove: () => this.askAbout("remove", ids), accept: () => this.judge("accept", ids), refuse: () => this.judge("refuse", ids), cut: () => this.keepCut(ids),
    };
    acts[name]?.();
  }

  /** Ask for something that takes notes away, and go on with what comes after them.
   *  @param {string} op @param {string[]} ids */
  askAbout(op, ids) {
    const here = this.wall.inRegion(this.wall.region).map(({ id }) => id);
    const at = here.indexOf(this.wall.current);
    const next = [...here.slice(at + 1), ...here.slice(0, Math.max(at, 0)).reverse()].find((id) => !ids.includes(id)) ?? "";
    this.wall.chosen.clear();
    this.wall.go(next, this.wall.region);
    this.ask({ op, ids });
  }

  /** @param {"accept" | "refuse"} op @param {string[]} ids */
  judge(op, ids) {
    const open = ids.filter((id) => this.notes.find((note) => note.id === id)?.standing === "proposed");
    if (!open.length) { this.say("no_proposal", {}, "error"); return; }
    if (op === "refuse") this.askAbout(op, open);
    else this.ask({ op, ids: open });
  }

  /** @param {string[]} ids @param {string} region @param {string} before */
  move(ids, region, before) {
    this.wall.chosen.clear();
    this.ask({ op: "move", ids, region, before: this.wall.isNew(before) ? "" : before }); // what is new lies last
    this.wall.region = this.wall.note?.region ?? this.wall.region;
  }

  /** @param {string[]} ids */
  keepCut(ids) {
    this.cut = ids;
    this.say(ids.length === 1 ? "cut_note" : "cut_notes", { n: ids.length });
  }

  paste() {
    const ids = this.cut.filter((id) => this.notes.some((note) => note.id === id));
    this.cut = [];
    if (ids.length) this.move(ids, this.wall.region, "");
    else this.say("nothing_cut", {}, "error");
  }

  /** Move the current note one place: within its cell, or to the cell beside it.
   *  @param {string} key */
  push(key) {
    const { note } = this.wall;
    if (!note || note.isNew) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (step) {
      const before = stepBefore(this.wall.inRegion(note.region), note.id, /** @type {-1 | 1} */ (step));
      if (before !== null) this.move([note.id], note.region, before);
    } else {
      const region = neighbour(this.board, note.region, key === "ArrowLeft" ? "left" : "right");
      if (region !== note.region) this.move([note.id], region, "");
    }
  }

  /** Ask for a new note, and go on with it.
   *  @param {Command} command */
  make(command) {
    const nonce = this.ask(command);
    this.reveal(newId(nonce));
  }

  // -- quotes --

  openQuotes() {
    this.showTab("quotes");
    if (this.quotes.quotes.length) this.quotes.go(this.quotes.at);
    else this.quotes.find.focus();
  }

  /** @param {import("./passage.mjs").Place} place */
  async read(place) {
    await this.passage.open(place);
    if (this.passage.isOpen) for (const each of TABS) this.paneOf(each).el.hidden = true;
  }

  readFirst() {
    const proof = this.note.note?.id === this.wall.current ? this.note.behind?.[0]?.proofs[0] : null;
    if (proof) this.read(proof);
    else this.say("no_passage", {}, "error");
  }

  returnFocus() {
    if (this.tab === "quotes") this.quotes.focusLine();
    else this.wall.focus();
  }

  /** @param {Dragged} what @param {Target} target */
  drop(what, target) {
    if (what.notes && target.group) this.ask({ op: "group", ids: what.notes, title: target.group });
    else if (what.notes) this.move(what.notes, target.region, target.before);
    else if (what.codings && target.note) this.ask({ op: "support", id: target.note, codings: what.codings, relation: target.relation });
    else if (what.codings) {
      const quote = this.quotes.quotes.find(({ coding }) => what.codings?.includes(coding));
      this.make({ op: "quote", region: target.region, codings: what.codings, text: quote?.quote ?? "" });
    }
  }

  // -- answers --

  onAsked() {
    this.draw();
  }

  /** @param {Command} command @param {Answer} answer @param {boolean} refused */
  onAnswered(command, answer, refused) {
    const { wall } = this;
    if (!refused) this.sayDone(command, answer.label ?? null);
    const isStillThere = wall.current === newId(answer.nonce ?? ""); // and one has not gone elsewhere meanwhile
    if (isStillThere && answer.label) wall.current = answer.label;
    this.draw();
    if (refused) { this.askAgain(command); return; }
    if (isStillThere) this.onSelected();
    this.fetchBehind();
  }

  /** Words that were refused can be mended, unless one has gone elsewhere meanwhile.
   *  @param {Command} command */
  askAgain({ op, id, region, text }) {
    if (!this.hasFocus(this.wall.el) || this.wall.writing.editor) return;
    if (op === "write") this.wall.write(String(region), String(text));
    else if (op === "edit" && text && this.notes.some((note) => note.id === id)) this.wall.edit(String(id), String(text));
    else if (op === "edit" && text) this.wall.write(this.wall.region, String(text)); // somebody took the note away meanwhile
  }

  /** @param {Command} command @param {string | null} act */
  sayDone({ op, ids, region, title, kinship }, act) {
    const n = Array.isArray(ids) ? ids.length : 1;
    /** @type {Record<string, string>} */
    const said = {
      write: "written", quote: "quote_written", edit: "changed", move: n === 1 ? "moved" : "moved_notes", group: title ? "grouped" : "ungrouped", vote: "voted", accept: "accepted", refuse: "refused_note",
      remove: "removed", support: "supported", bear: "changed", drop: "evidence_dropped", relate: kinship ? "related_now" : "unrelated", fresh: "changed",
      undo: act ? "undone" : "nothing_to_undo", redo: act ? "redone" : "nothing_to_redo",
    };
    this.say(said[op] ?? "", { act: act ?? "", n, region: region ? this.regionName(String(region)) : "", title: String(title ?? "") });
  }

  /** @param {Answer & {id?: string}} message */
  onMessage(message) {
    if (message.event === "select" && message.id !== undefined) this.reveal(message.id);
  }

  // -- listening --

  /** @param {AbortSignal} signal */
  listen(signal) {
    this.follow([
      ["notes", () => this.draw()], ["board", () => this.draw()], ["kin", () => this.draw()], ["marks", () => this.draw()], ["reached", () => this.draw()], ["felt", () => this.draw()], ["refused", () => this.draw()], ["trouble", () => this.draw()],
      ["coder", () => this.draw()], ["codes", () => this.quotes.build()], ["version", () => this.onVersion()], ["texts", () => this.build()], ["height", () => this.resize()],
    ], signal);
    this.el.addEventListener("keydown", (event) => this.onKey(event), { signal });
    signal.addEventListener("abort", () => clearTimeout(this.resting));
  }

  /** Something was done: once all traits that tell of it are in, ask anew what is behind the note. */
  onVersion() {
    setTimeout(() => this.fetchBehind());
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { target } = event;
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement) {
      event.stopPropagation();
      return;
    }
    if (target instanceof HTMLButtonElement && (event.key === "Enter" || event.key === " ")) { event.stopPropagation(); return; }
    this.press(event, this.actOf(event));
  }

  /** What a key asks for, if anything.
   *  @param {KeyboardEvent} event @returns {(() => void) | undefined} */
  actOf(event) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const inWall = this.hasFocus(this.wall.el);
    if (event.altKey) return inWall && WALKS.has(key) ? () => this.push(key) : undefined;
    if (event.ctrlKey || event.metaKey) return this.controlAct(key, event.shiftKey, inWall);
    if (key === "Escape") return this.stepBack(inWall);
    if (this.task.isOpen && this.hasFocus(this.task.el)) return undefined;
    const inQuotes = this.quotes.actOf(key);
    if (inQuotes) return inQuotes;
    if (inWall && WALKS.has(key)) return () => this.wall.walk(key);
    if (inWall && key === "Enter") return () => this.act(this.wall.note ? "edit" : "write");
    if (inWall && key === " ") return () => this.wall.choose(this.wall.current);
    if (key === "f") return () => this.nextSieve();
    /** @type {Record<string, string>} */
    const names = { F2: "edit", n: "write", v: "vote", m: "move", g: "group", r: "relate", e: "add_quote", o: "read", a: "accept", x: "refuse", Delete: "remove" };
    if (names[key]) return () => this.act(names[key]);
    /** @type {Record<string, Tab>} */
    const tabs = { q: "quotes", b: "belief" };
    return tabs[key] ? () => this.openTab(tabs[key]) : undefined;
  }

  /** @param {Tab} tab */
  openTab(tab) {
    if (tab === "quotes") { this.showTab(tab); this.quotes.find.focus(); return; }
    this.showTab(tab);
    /** @type {HTMLElement | null} */ (this.tabs.querySelector(`[data-tab="${tab}"]`))?.focus();
  }

  nextSieve() {
    const names = Object.keys(SIEVES);
    const next = [...names.slice(names.indexOf(this.wall.sieve) + 1), "all"].find((name) => name === "all" || this.notes.some(SIEVES[name])) ?? "all";
    this.wall.sieve = "";
    this.sift(next);
    this.wall.focus();
  }

  /** @param {string} key @param {boolean} isShifted @param {boolean} inWall @returns {(() => void) | undefined} */
  controlAct(key, isShifted, inWall) {
    const undo = { z: isShifted ? "redo" : "undo", y: "redo" }[key];
    if (undo) return () => { this.ask({ op: undo }); };
    if (!inWall) return undefined;
    return { x: () => this.act("cut"), v: () => this.paste(), a: () => this.chooseAll() }[key];
  }

  chooseAll() {
    this.wall.chosen = new Set(this.wall.inRegion(this.wall.region).filter(({ isNew }) => !isNew).map(({ id }) => id));
    this.wall.point();
    this.onSelected();
  }

  /** Escape: first the drag, the passage or the choice ends, then one is back on the wall; after that it is the notebook's.
   *  @param {boolean} inWall @returns {(() => void) | undefined} */
  stepBack(inWall) {
    if (this.dragging.isOn) return () => this.dragging.end();
    if (this.passage.isOpen) return () => this.passage.close();
    if (!inWall) return () => { this.showTab("note"); this.wall.focus(); };
    if (this.cut.length) return () => { this.cut = []; };
    if (this.wall.chosen.size) return () => { this.wall.chosen.clear(); this.wall.point(); this.onSelected(); };
    return this.wall.current ? () => this.wall.leaveNote(this.wall.region) : undefined;
  }
}

export default widgetOf(BoardView);
