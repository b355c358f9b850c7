// @ts-check
// The codebook widget: the view that joins the tree of codes, what there is to say of one, and splitting.

import { DetailPane } from "./detail.mjs";
import { SplitPane } from "./split.mjs";
import { TaskBar } from "../parts/task.mjs";
import { TreePane } from "./tree.mjs";
import { button, element, filled, keyList } from "../parts/dom.mjs";
import { branchOf, hitFrom, withAsked } from "./forest.mjs";
import { View, widgetOf } from "../parts/view.mjs";

/** @typedef {import("./forest.mjs").Code} Code */
/** @typedef {import("../parts/view.mjs").Command} Command */
/** @typedef {import("../parts/view.mjs").Answer} Answer */
/** @typedef {{codes: Code[], counts: Record<string, [number, number]>, sets: {name: string, ids: string[]}[], starters: {id: string, name: string, description: string}[],
 *   palette: string[], version: number, selected: string, coder: string, isBlind: boolean, texts: Record<string, string>, height: string, lang: string}} State */

const QUOTES_AT_FIRST = 20;
const MORE_QUOTES = 100;
const WALKS = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"]);
const REST_MS = 120;

class CodebookView extends View {
  coder = element("span", { class: "voc-coder" });
  find = element("input", { class: "voc-field voc-find", type: "search", autocomplete: "off", spellcheck: "false" });
  hits = element("span", { class: "voc-hint" });
  sieve = element("div", { class: "voc-sets", "data-lm-suppress-shortcuts": "true" });
  /** The name of the set that the tree shows; "" shows all. */
  set = "";
  /** @type {Map<string, string>} the path of each code by id, as last drawn */
  paths = new Map();
  /** @type {Code[]} the codes with what was asked for them */
  codes = [];
  mostQuotes = QUOTES_AT_FIRST;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  resting = undefined;

  /** @param {import("../parts/view.mjs").Model} model @param {HTMLElement} el @param {AbortSignal} signal */
  constructor(model, el, signal) {
    super(model, el);
    el.classList.add("voc-codebook");
    this.codes = model.get("codes");
    this.tree = new TreePane(this.treeHost(), signal);
    this.tree.selected = this.idOf(model.get("selected")); // from here on the page says what is chosen
    this.detail = new DetailPane(this.detailHost());
    this.split = new SplitPane(this.splitHost());
    const view = this;
    this.task = new TaskBar({ get texts() { return view.texts; }, leave: () => view.focusMain() });
    this.build();
    this.listen(signal);
    if (this.current) this.onSelected();
  }

  /** @returns {State["sets"]} */
  get sets() { return this.model.get("sets"); }

  /** The code that one acts on. */
  get current() { return this.codes.find(({ id }) => id === this.tree.selected) ?? null; }

  // -- what the panes ask --

  /** @returns {import("./tree.mjs").TreeHost} */
  treeHost() {
    const view = this;
    return {
      get texts() { return view.texts; }, get codes() { return view.codes; }, get counts() { return view.model.get("counts"); }, isAsked: (id) => [...view.asked.values()].some((command) => command.id === id),
      selected: () => view.onSelected(), named: (id, name) => { view.ask({ op: "rename", id, name }); },
      made: (parent, name) => { view.ask({ op: "add", path: parent ? `${view.pathOf(parent)}/${name}` : name, parent, name }); },
      moved: (id, under) => { view.ask({ op: "move", id, under }); },
      activeElement: () => view.activeElement(), root: () => view.root(),
    };
  }

  /** @returns {import("./detail.mjs").DetailHost} */
  detailHost() {
    const view = this;
    return {
      get texts() { return view.texts; }, get codes() { return view.codes; }, get palette() { return view.model.get("palette"); }, get sets() { return view.sets; },
      change: (id, values) => { view.ask({ op: "change", id, ...values }); }, act: (name) => view.act(name),
      example: (coding, isExample) => { view.ask({ op: "example", coding, is_example: isExample }); },
      join: (set, id) => { view.ask({ op: "add_to_set", set, id }); }, leaveSet: (set, id) => { view.ask({ op: "remove_from_set", set, id }); },
      more: () => { view.mostQuotes += MORE_QUOTES; view.fetchUse(); }, leave: () => view.tree.focus(), activeElement: () => view.activeElement(),
    };
  }

  /** @returns {import("./split.mjs").SplitHost} */
  splitHost() {
    const view = this;
    return {
      get texts() { return view.texts; }, get codes() { return view.codes; },
      given: () => new Set([...view.asked.values()].filter(({ op }) => op === "recode").map(({ coding }) => String(coding))),
      give: (coding, path) => { view.ask({ op: "recode", coding, path }); },
      fetch: (id, most) => view.inquire({ op: "use", id, most }), ended: () => view.endSplit(), activeElement: () => view.activeElement(),
    };
  }

  // -- building --

  build() {
    const { texts } = this;
    const tool = (/** @type {string} */ label, /** @type {string} */ key, /** @type {string} */ sign, /** @type {() => void} */ act) => {
      const made = button("voc-tool", sign ? `${label} ` : label, key, act);
      if (sign) made.append(element("kbd", {}, sign));
      return made;
    };
    this.find.placeholder = `${texts.find} ( / )`;
    this.find.setAttribute("aria-label", texts.find);
    this.find.setAttribute("aria-keyshortcuts", "/");
    this.el.replaceChildren(
      element("div", { class: "voc-head" }, element("strong", {}, texts.codebook), this.coder, this.status),
      element("div", { class: "voc-tools", role: "toolbar", "aria-label": texts.actions, "data-lm-suppress-shortcuts": "true" }, this.find, this.hits,
        tool(texts.add_top, "Shift+N", `${texts.shift}+N`, () => this.act("add_top")), tool(texts.starters, "", "", () => this.act("starters")),
        tool(texts.undo, "Control+Z", "", () => { this.ask({ op: "undo" }); }), tool(texts.redo, "Control+Shift+Z", "", () => { this.ask({ op: "redo" }); })),
      this.sieve, this.task.el,
      element("div", { class: "voc-body" }, this.tree.el, this.detail.el, this.split.el),
      this.keys(),
    );
    this.tree.build();
    this.detail.build();
    this.split.build();
    this.resize();
    this.draw();
  }

  keys() {
    const { texts } = this;
    const control = (/** @type {string} */ key) => `${texts.control}+${key}`;
    return keyList(texts.keys, [
      [["↑", "↓", "←", "→"], texts.key_walk], [["/"], texts.key_find], [["F2", texts.enter], texts.key_rename], [["N"], texts.key_below], [[`${texts.shift}+N`], texts.key_top],
      [["D"], texts.key_describe], [["C"], texts.key_color], [["1", "–", "9", "0"], texts.key_hot], [["V"], texts.key_move], [[control("X"), control("V")], texts.key_paste],
      [["M"], texts.key_merge], [["S"], texts.key_split], [["G"], texts.key_set], [["Del"], texts.key_remove], [[texts.escape], texts.key_back],
      [[control("Z")], texts.key_undo], [[control(`${texts.shift}+Z`)], texts.key_redo],
    ]);
  }

  resize() {
    this.el.style.setProperty("--voc-height", this.model.get("height"));
  }

  // -- drawing --

  draw() {
    const { texts, model } = this;
    const before = this.paths;
    this.codes = withAsked(model.get("codes"), this.asked.values());
    this.paths = new Map(this.codes.map(({ id, path }) => [id, path]));
    this.coder.textContent = `${texts.coded_by} ${model.get("coder")}${model.get("isBlind") ? ` · ${texts.blind}` : ""}`;
    this.drawSets();
    this.tree.draw();
    this.drawHits();
    this.detail.show(this.current);
    this.split.follow(new Map([...before].map(([id, path]) => [path, this.paths.get(id) ?? path])));
    this.el.dataset.waiting = String(this.asked.size);
  }

  drawHits() {
    const n = this.tree.rows.filter(({ isHit }) => isHit).length;
    this.hits.textContent = this.tree.typed.trim() ? filled(this.texts[n === 1 ? "hit" : "hits"], { n }) : "";
  }

  /** The sets, to show only the codes in one. */
  drawSets() {
    const { texts, sets } = this;
    if (!sets.some(({ name }) => name === this.set)) this.set = "";
    const ids = sets.find(({ name }) => name === this.set)?.ids;
    this.tree.only = ids ? new Set(ids) : null;
    this.sieve.hidden = !sets.length;
    const pressed = (/** @type {string} */ name, /** @type {string} */ label) => {
      const made = button("voc-tool", label, "", () => { this.set = this.set === name ? "" : name; this.draw(); });
      made.setAttribute("aria-pressed", String(this.set === name));
      return made;
    };
    const focused = this.sieve.contains(this.activeElement()) ? this.activeElement()?.textContent : null;
    this.sieve.replaceChildren(
      element("span", { class: "voc-hint" }, texts.sets), pressed("", texts.all_codes), ...sets.map(({ name, ids: inside }) => pressed(name, `${name} · ${inside.length}`)),
      ...(this.set ? [button("voc-tool", texts.rename_set, "", () => this.renameSet()), button("voc-tool", texts.remove_set, "", () => { this.ask({ op: "remove_set", set: this.set }); })] : []),
    );
    if (focused) [...this.sieve.querySelectorAll("button")].find((each) => each.textContent === focused)?.focus();
  }

  onSelected() {
    this.mostQuotes = QUOTES_AT_FIRST;
    this.detail.show(this.current);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => { // who walks down the tree passes by many codes
      this.send({ op: "select", id: this.tree.selected });
      this.fetchUse();
    }, REST_MS);
  }

  /** Ask the kernel where the current code occurs. */
  async fetchUse() {
    const { current } = this;
    if (!current) return;
    const use = await this.inquire({ op: "use", id: current.id, most: this.mostQuotes }).catch(() => null); // the status line says why
    if (use) this.detail.setUse(use);
  }

  // -- acts --

  /** @param {string} id */
  pathOf(id) { return this.codes.find((code) => code.id === id)?.path ?? ""; }

  /** Do what a button or a key with this name asks, with the current code.
   *  @param {string} name */
  act(name) {
    const { current, texts } = this;
    /** @type {Record<string, () => void>} */
    const free = { add_top: () => this.tree.create(""), starters: () => this.chooseStarter(), find: () => { this.find.focus(); this.find.select(); } };
    /** @type {Record<string, (code: Code) => void>} */
    const acts = {
      rename: () => this.tree.rename(), add_below: (code) => this.tree.create(code.id), move: (code) => this.chooseMove(code), merge: (code) => this.chooseMerge(code),
      split: (code) => this.startSplit(code), remove: (code) => this.remove(code), describe: () => this.detail.focusWords(), color: () => this.detail.focusColor(),
      set: () => this.detail.joining.input.focus(), cut: (code) => this.cut(code), paste: (code) => this.paste(code.id),
    };
    if (free[name]) free[name]();
    else if (name === "add_below" && !current) this.tree.create("");
    else if (current) acts[name]?.(current);
    else this.say(texts.choose_code, {}, "error");
  }

  /** @param {readonly Code[]} codes */
  choicesOf(codes) {
    return codes.map(({ path, color }) => ({ name: path, color }));
  }

  /** @param {string} path */
  idOf(path) { return this.codes.find((code) => code.path === path)?.id ?? ""; }

  /** @param {Code} code */
  chooseMove(code) {
    const branch = branchOf(this.codes, code.id);
    const top = `/ ${this.texts.top_level}`; // no path begins with a slash
    const places = this.codes.filter(({ id }) => !branch.has(id) && id !== code.parent);
    const ids = new Map([[top, ""], ...places.map(({ path, id }) => /** @type {[string, string]} */ ([path, id]))]); // as they are called now
    this.task.choose(filled(this.texts.move_under, { code: code.path }), [...(code.parent ? [{ name: top }] : []), ...this.choicesOf(places)],
      (name) => { this.ask({ op: "move", id: code.id, under: ids.get(name) ?? "" }); });
  }

  /** @param {Code} code */
  chooseMerge(code) {
    const branch = branchOf(this.codes, code.id);
    const others = this.codes.filter(({ id }) => !branch.has(id));
    this.task.choose(filled(this.texts.merge_into, { code: code.path }), this.choicesOf(others),
      (name) => { this.ask({ op: "merge", id: code.id, into: others.find(({ path }) => path === name)?.id ?? "" }); });
  }

  chooseStarter() {
    /** @type {State["starters"]} */ const starters = this.model.get("starters");
    this.task.choose(this.texts.choose_starter, starters.map(({ name, description }) => ({ name, hint: description })), (name) => {
      this.ask({ op: "starter", starter: starters.find((each) => each.name === name)?.id ?? "" });
    });
  }

  renameSet() {
    const { set } = this;
    this.task.write(filled(this.texts.rename_set_to, { set }), set, (name) => { if (name !== set) this.ask({ op: "rename_set", set, name }); });
  }

  /** Remove a code; where it has codings or codes under it, ask what becomes of those.
   *  @param {Code} code */
  remove(code) {
    const { texts, model } = this;
    if ([...this.asked.values()].some(({ op, id }) => op === "remove" && id === code.id)) return; // it is on its way
    /** @type {[number, number]} */ const [, codings] = model.get("counts")[code.id] ?? [0, 0];
    const codes = branchOf(this.codes, code.id).size - 1;
    if (!codings && !codes) { this.ask({ op: "remove", id: code.id, with_codings: false }); return; }
    const unseen = model.get("isBlind") ? ` ${texts.remove_unseen}` : "";
    this.task.decide(filled(texts.remove_what, { code: code.path, codings, codes }) + unseen, [
      [texts.merge_instead, () => this.chooseMerge(code)],
      [texts.remove_all, () => { this.ask({ op: "remove", id: code.id, with_codings: true }); }],
    ]);
  }

  /** @param {Code} code */
  cut(code) {
    this.tree.cut = code.id;
    this.tree.draw();
    this.say("cut", { code: code.path });
  }

  /** Hang the code that was cut under another.
   *  @param {string} under  id, "" for the top */
  paste(under) {
    const { cut } = this.tree;
    this.tree.cut = null;
    this.tree.draw();
    if (cut) this.ask({ op: "move", id: cut, under });
    else this.say("nothing_cut", {}, "error");
  }

  /** @param {string} key  "1" to "9", or "0" for none */
  setKey(key) {
    const { current } = this;
    if (current) this.ask({ op: "change", id: current.id, key: key === "0" ? "" : key });
  }

  // -- splitting --

  /** @param {Code} code */
  startSplit(code) {
    this.detail.el.hidden = true;
    this.split.open(code).catch(() => this.endSplit());
  }

  endSplit() {
    this.split.close();
    this.detail.el.hidden = false;
    this.tree.focus();
  }

  focusMain() {
    if (this.split.isOpen) this.split.el.focus();
    else this.tree.focus();
  }

  // -- answers --

  onAsked() {
    this.draw();
    this.split.draw();
  }

  /** @param {Command} command @param {Answer} answer @param {boolean} refused */
  onAnswered(command, answer, refused) {
    if (!refused) this.sayDone(command, answer.label ?? null);
    this.draw();
    if (refused) { this.split.draw(); this.askAgain(command); return; }
    if (command.op === "change") this.detail.saved(String(command.id), command);
    const to = { add: this.idOf(answer.label ?? ""), starter: this.idOf(answer.label ?? ""), merge: String(command.into), move: String(command.id), rename: String(command.id) }[command.op];
    if (to) this.tree.reveal(to);
  }

  /** A name that was refused can be mended, unless one has gone elsewhere meanwhile.
   *  @param {Command} command */
  askAgain({ op, id, parent, name }) {
    if (!this.hasFocus(this.tree.tree) || this.tree.editor) return;
    if (op === "add") this.tree.create(String(parent), String(name));
    else if (op === "rename" && id === this.tree.selected) this.tree.rename(String(name));
  }

  /** @param {Command} command @param {string | null} act */
  sayDone({ op }, act) {
    /** @type {Record<string, string>} */
    const said = {
      add: "added", rename: "renamed", move: "moved", merge: "merged", remove: "removed_code", change: "changed", recode: "recoded_to", example: "example_kept", starter: "starter_added",
      add_to_set: "sets_changed", remove_from_set: "sets_changed", rename_set: "sets_changed", remove_set: "sets_changed",
      undo: act ? "undone" : "nothing_to_undo", redo: act ? "redone" : "nothing_to_redo",
    };
    this.say(said[op] ?? "", { act: act ?? "", code: act ?? "" });
  }

  /** @param {Answer & {id?: string}} message */
  onMessage(message) {
    if (message.event === "select" && message.id) this.tree.reveal(message.id);
  }

  // -- listening --

  /** @param {AbortSignal} signal */
  listen(signal) {
    this.follow([
      ["codes", () => this.draw()], ["counts", () => this.tree.draw()], ["sets", () => this.draw()], ["coder", () => this.draw()], ["isBlind", () => this.draw()],
      ["version", () => this.onVersion()], ["texts", () => this.build()], ["height", () => this.resize()],
    ], signal);
    this.el.addEventListener("keydown", (event) => this.onKey(event), { signal });
    this.find.addEventListener("input", () => this.search(), { signal });
    this.find.addEventListener("keydown", (event) => this.onFindKey(event), { signal });
    signal.addEventListener("abort", () => clearTimeout(this.resting));
  }

  /** Something was done: once all traits that tell of it are in, ask anew what the code is used for. */
  onVersion() {
    setTimeout(() => {
      this.fetchUse();
      this.split.fetch().catch(() => {}); // the status line says why
    });
  }

  search() {
    this.tree.typed = this.find.value;
    this.tree.draw();
    const first = this.tree.rows.find(({ isHit }) => isHit);
    if (this.find.value.trim() && first && !this.tree.rows.find(({ code, isHit }) => isHit && code.id === this.tree.selected)) this.tree.reveal(first.code.id);
    this.drawHits();
  }

  /** @param {KeyboardEvent} event */
  onFindKey(event) {
    event.stopPropagation();
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.tree.reveal(hitFrom(this.tree.rows, this.tree.selected, event.shiftKey ? -1 : 1));
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      this.tree.focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.endSearch();
    }
  }

  endSearch() {
    this.find.value = "";
    this.search();
    this.tree.reveal(this.tree.selected);
    this.tree.focus();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { target } = event;
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement) {
      if (event.key === "Escape") this.focusMain();
      event.stopPropagation();
      return;
    }
    this.press(event, this.actOf(event));
  }

  /** What a key asks for, if anything.
   *  @param {KeyboardEvent} event @returns {(() => void) | undefined} */
  actOf(event) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.altKey) return undefined;
    if (event.ctrlKey || event.metaKey) return this.controlAct(key, event.shiftKey);
    if (this.split.isOpen) return this.split.actOf(key);
    const inTree = this.hasFocus(this.tree.el);
    if (inTree && WALKS.has(key)) return () => this.tree.walk(key);
    if (inTree && key === "Enter") return () => this.act("rename");
    if (key.length === 1 && "0123456789".includes(key)) return () => this.setKey(key);
    if (key === "Escape") return this.stepBack(inTree);
    /** @type {Record<string, string>} */
    const names = {
      F2: "rename", n: event.shiftKey ? "add_top" : "add_below", d: "describe", c: "color", v: "move", m: "merge", s: "split", g: "set", Delete: "remove", "/": "find",
    };
    return names[key] ? () => this.act(names[key]) : undefined;
  }

  /** @param {string} key @param {boolean} isShifted @returns {(() => void) | undefined} */
  controlAct(key, isShifted) {
    const undo = { z: isShifted ? "redo" : "undo", y: "redo" }[key];
    if (undo) return () => { this.ask({ op: undo }); };
    if (!this.hasFocus(this.tree.el)) return undefined;
    if (key === "v" && isShifted) return () => this.paste("");
    const name = { x: "cut", v: "paste", f: "find" }[key];
    return name ? () => this.act(name) : undefined;
  }

  /** Escape: first the drag, the cut or the search ends, then one is back in the tree; after that it is the notebook's.
   *  @param {boolean} inTree @returns {(() => void) | undefined} */
  stepBack(inTree) {
    if (this.tree.drag) return () => { this.tree.endDrag(); };
    if (this.tree.cut) return () => { this.tree.cut = null; this.tree.draw(); };
    if (this.tree.typed) return () => this.endSearch();
    return inTree ? undefined : () => this.tree.focus();
  }
}

export default widgetOf(CodebookView);
