// @ts-check
// The import widget: choose files, look at one at a time, put it right, and store it.

import { aboutPanel, noticePanel } from "./about.mjs";
import { answerPanel, columnPanel } from "./answers.mjs";
import { ChoosePane } from "./choose.mjs";
import { doneCard } from "./done.mjs";
import { redrawn } from "./fields.mjs";
import { countWords, inFields, kindWords } from "./shapes.mjs";
import { answerSources, lossPanel, studyPanel } from "./study.mjs";
import { speakerPanel, TurnPanel } from "./transcript.mjs";
import { button, element, filled, keyList } from "../parts/dom.mjs";
import { View, widgetOf } from "../parts/view.mjs";

/** @typedef {import("./shapes.mjs").Entry} Entry */
/** @typedef {import("./shapes.mjs").Shown} Shown */
/** @typedef {import("../parts/view.mjs").Command} Command */
/** @typedef {import("../parts/view.mjs").Answer} Answer */
/** @typedef {{files: import("./shapes.mjs").FileRow[], suffixes: string[], entries: Entry[], shown: Shown | {}, undoable: string,
 *   limits: {bytes: number, files: number, turns: number}, coder: string, texts: Record<string, string>, height: string, lang: string}} State */

const MOVES = new Set(["open", "show", "leave_out", "undo", "redo", "store"]);

class ImportView extends View {
  coder = element("span", { class: "voc-coder" });
  toggle = button("voc-tool", "", "", () => this.openChooser(Boolean(this.chooser.el.hidden)));
  queue = element("ol", { class: "voc-queue" });
  trouble = element("p", { class: "voc-trouble", role: "alert", tabindex: "-1", hidden: "" });
  title = element("h3", { tabindex: "-1", "data-at": "title" });
  counted = element("p", { class: "voc-counted" });
  upper = element("div", { class: "voc-upper" });
  pane = element("div", { class: "voc-pane", "data-lm-suppress-shortcuts": "true" });
  feet = element("div", { class: "voc-feet", role: "toolbar", "data-lm-suppress-shortcuts": "true" });
  /** The files of which it is unfolded which sources hold answers. @type {Set<string>} */
  folds = new Set();
  /** Why the kernel refused what was asked last; "" where it did not. */
  refusal = "";
  /** @type {{next: boolean} | null} storing that waits until everything asked before is answered */
  wanted = null;

  /** @param {import("../parts/view.mjs").Model} model @param {HTMLElement} el @param {AbortSignal} signal */
  constructor(model, el, signal) {
    super(model, el);
    el.classList.add("voc-intake");
    this.chooser = new ChoosePane(this.chooseHost(), signal);
    this.turns = new TurnPanel(this.panelHost());
    this.chooser.el.hidden = Boolean(this.shown.id);
    this.build();
    this.listen(signal);
  }

  /** @returns {Shown} the file that is looked at; its id is "" where there is none */
  get shown() {
    const shown = this.model.get("shown");
    return shown.id ? shown : { id: "", file: "", folder: "", trouble: "", kind: "", said: {} };
  }

  /** @returns {Entry[]} */
  get entries() { return this.model.get("entries"); }

  /** @returns {Entry | undefined} */
  get entry() { return this.entries.find(({ id }) => id === this.shown.id); }

  /** The file that comes after the one that is looked at; the kernel goes on with the same. @returns {Entry | undefined} */
  get next() {
    const { entries, shown } = this;
    const at = entries.findIndex(({ id }) => id === shown.id);
    return [...entries.slice(at + 1), ...entries.slice(0, Math.max(0, at))].find(({ standing }) => standing !== "stored");
  }

  // -- what the panes ask --

  /** @returns {import("./choose.mjs").ChooseHost} */
  chooseHost() {
    const view = this;
    return {
      get texts() { return view.texts; }, get files() { return view.model.get("files"); }, get suffixes() { return view.model.get("suffixes"); }, get limits() { return view.model.get("limits"); },
      open: (paths) => { view.ask({ op: "open", paths }); }, look: () => { view.ask({ op: "look" }); }, leave: () => view.focusShown(),
      tell: (key, values, isError) => { view.say(key, values, isError ? "error" : ""); if (!isError) view.onReceived(); },
      send: (command, piece) => view.inquire(command, [piece]),
    };
  }

  /** @returns {import("./shapes.mjs").PanelHost} */
  panelHost() {
    const view = this;
    return {
      get texts() { return view.texts; }, get shown() { return view.shown; }, folds: view.folds,
      ask: (command) => { view.ask(command); }, fetchTurns: (start, n) => view.inquire({ op: "turns", id: view.shown.id, start, n }),
    };
  }

  // -- building --

  build() {
    const { texts } = this;
    const tool = (/** @type {string} */ op, /** @type {string} */ key) => button("voc-tool", texts[op], key, () => { this.ask({ op }); });
    this.queue.setAttribute("aria-label", texts.taken_up);
    this.feet.setAttribute("aria-label", texts.store);
    this.toggle.setAttribute("aria-keyshortcuts", "/");
    this.toggle.textContent = texts.choose_files;
    this.el.replaceChildren(
      element("div", { class: "voc-head" }, element("strong", {}, texts.import), this.coder, this.status),
      element("div", { class: "voc-tools", "data-lm-suppress-shortcuts": "true" }, this.toggle, this.queue, element("span", { class: "voc-gap" }), tool("undo", "Control+Z"), tool("redo", "Control+Shift+Z")),
      this.chooser.el, this.trouble, this.pane, this.feet, this.keys(),
    );
    this.chooser.build();
    this.resize();
    this.draw();
  }

  keys() {
    const { texts } = this;
    const control = (/** @type {string} */ key) => `${texts.control}+${key}`;
    return keyList(texts.keys, [
      [["/"], texts.key_find], [[texts.space], texts.key_pick], [[texts.enter], texts.key_open], [[control(texts.enter)], texts.key_store],
      [[texts.escape], texts.key_files], [[control("Z")], texts.key_undo], [[control(`${texts.shift}+Z`)], texts.key_redo],
    ]);
  }

  resize() {
    this.el.style.setProperty("--voc-height", this.model.get("height"));
  }

  // -- drawing --

  draw() {
    const { texts, model } = this;
    this.coder.textContent = `${texts.stores_as} ${model.get("coder")}`;
    this.drawQueue();
    this.drawTrouble();
    redrawn(this.pane, this.activeElement(), () => this.drawPane());
    this.drawFeet();
    if (!this.shown.id) this.openChooser(true, false);
  }

  drawQueue() {
    const { texts, shown } = this;
    const focused = this.queue.contains(this.activeElement()) ? /** @type {HTMLElement} */ (this.activeElement()).dataset.id : null;
    this.queue.replaceChildren(...this.entries.map(({ id, file, standing }) => {
      const made = button("voc-tool", "", "", () => { this.ask({ op: "show", id }); });
      made.append(element("span", { class: "voc-name-of" }, file), element("span", { class: `voc-standing voc-is-${standing}` }, texts[`standing_${standing}`]));
      made.dataset.id = id;
      made.title = file;
      if (id === shown.id) made.setAttribute("aria-current", "true");
      return element("li", {}, made);
    }));
    this.queue.hidden = !this.entries.length;
    this.showCurrent();
    if (focused) /** @type {HTMLElement | null} */ ([...this.queue.querySelectorAll("button")].find((each) => each.dataset.id === focused))?.focus();
  }

  /** Scroll the row of files, and nothing else, to the one that is looked at. */
  showCurrent() {
    const current = /** @type {HTMLElement | null} */ (this.queue.querySelector("[aria-current]"));
    if (!current) return;
    const { offsetTop: top, offsetHeight: height } = current;
    if (top < this.queue.scrollTop || top + height > this.queue.scrollTop + this.queue.clientHeight) this.queue.scrollTop = top;
  }

  drawTrouble() {
    const words = inFields(this.refusal || this.shown.trouble, this.texts);
    if (this.trouble.textContent !== words) this.trouble.textContent = words;
    this.trouble.hidden = !words;
  }

  drawPane() {
    const { shown, entry } = this;
    this.pane.hidden = !shown.id;
    if (!shown.id) { this.pane.replaceChildren(); return; }
    if (entry?.standing === "stored") { this.pane.replaceChildren(doneCard(entry, this.doneHost())); return; }
    const host = this.panelHost();
    const parts = shown.kind === "transcript" ? [speakerPanel(host)] : shown.kind === "answers" ? [columnPanel(host), answerPanel(host)] : [studyPanel(host), ...answerSources(host)];
    this.drawTitle();
    this.upper.replaceChildren(...aboutPanel(host), ...(shown.name === undefined ? [] : [...noticePanel(host), ...parts, ...lossPanel(host)]));
    const hasTurns = shown.name !== undefined && shown.kind === "transcript";
    this.pane.replaceChildren(this.title, this.counted, this.upper, ...(hasTurns ? [this.turns.el] : []));
    if (hasTurns) this.turns.draw();
  }

  drawTitle() {
    const { texts, shown } = this;
    this.title.replaceChildren(shown.file, " ", element("span", { class: "voc-hint" }, shown.kind ? kindWords([shown.kind], texts) : ""));
    this.title.title = `${shown.folder}/${shown.file}`;
    this.counted.textContent = shown.counts && shown.kind !== "study" ? `${countWords(shown.counts, texts)}. ${texts.nothing_stored_yet}` : texts.nothing_stored_yet;
  }

  /** @returns {import("./done.mjs").DoneHost} */
  doneHost() {
    return { texts: this.texts, undoable: this.model.get("undoable"), undo: () => { this.ask({ op: "undo" }); }, tell: (key) => this.say(key) };
  }

  drawFeet() {
    const { texts, entry, shown } = this;
    const at = this.feet.contains(this.activeElement()) ? /** @type {HTMLElement} */ (this.activeElement()).dataset.at : null;
    this.feet.hidden = !entry;
    if (!entry) return;
    const tool = (/** @type {string} */ name, /** @type {boolean} */ isMain, /** @type {() => void} */ act) => {
      const made = button(`voc-tool${isMain ? " voc-main" : ""}`, texts[name], "", act);
      made.dataset.at = name;
      return made;
    };
    const canStore = shown.name !== undefined && entry.standing !== "stored";
    const next = this.next;
    const parts = canStore ? [tool("store", !next, () => this.store(false)), ...(next ? [tool("store_next", true, () => this.store(true))] : [])] : [];
    if (entry.standing !== "stored") parts.push(tool("leave_out", false, () => { this.ask({ op: "leave_out", id: entry.id }); }));
    else if (next) {
      const on = tool("next_file", true, () => { this.ask({ op: "show", id: next.id }); });
      on.textContent = filled(texts.next_file, { file: next.file });
      parts.push(on);
    }
    this.feet.replaceChildren(...parts);
    this.feet.hidden = !parts.length;
    if (at) [...this.feet.querySelectorAll("button")].find((each) => each.dataset.at === at)?.focus();
  }

  /** @param {boolean} isOpen @param {boolean} [takesFocus] */
  openChooser(isOpen, takesFocus = true) {
    this.chooser.el.hidden = !isOpen;
    this.toggle.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.chooser.point();
    if (isOpen && takesFocus) this.chooser.find.focus();
  }

  // -- acts --

  /** Store what is shown, once everything that was asked before is answered: a name that is on its way counts.
   *  @param {boolean} next  whether to go on with the next file */
  store(next) {
    if (this.shown.name === undefined || this.entry?.standing === "stored") return;
    if (this.asked.size) this.wanted = { next };
    else this.ask({ op: "store", id: this.shown.id, next });
  }

  onAsked() {
    this.refusal = "";
    this.say("reading", {}, "wait");
    this.el.dataset.waiting = String(this.asked.size);
  }

  /** @param {Command} command @param {Answer} answer @param {boolean} refused */
  onAnswered(command, answer, refused) {
    this.el.dataset.waiting = String(this.asked.size);
    this.refusal = refused ? answer.reason ?? "" : "";
    const wanted = this.wanted;
    this.wanted = this.asked.size && !refused ? wanted : null;
    this.draw();
    if (refused) { this.say("trouble", {}, "error"); this.trouble.focus(); return; }
    if (wanted && !this.asked.size) { this.store(wanted.next); return; }
    this.sayDone(command, answer.label ?? null);
    if (command.op === "look") return;
    if (MOVES.has(command.op) && this.shown.id) this.openChooser(false, false);
    if (this.shown.trouble && command.op !== "undo") this.trouble.focus();
    else if (MOVES.has(command.op)) this.focusShown();
  }

  /** @param {Command} command @param {string | null} act */
  sayDone(command, act) {
    const { shown, texts } = this;
    const file = this.entries.find(({ id }) => id === command.id)?.file ?? shown.file;
    const undone = act ? (command.op === "undo" && this.entry?.standing === "seen" ? "taken_back" : `${command.op}ne`) : `nothing_to_${command.op}`;
    /** @type {Record<string, string>} */
    const said = { look: "looked_again", leave_out: "left_out", store: "stored_said", choose: "changed", sort: "changed", undo: undone, redo: act ? "redone" : "nothing_to_redo" };
    const person = command.op === "cast" ? shown.speakers?.find(({ label }) => label === command.label) : undefined;
    if (shown.trouble && !act && command.op !== "leave_out") this.say("trouble", {}, "error");
    else if (person?.same.length) this.say(`${person.name}: ${filled(texts.same_as, { labels: person.same.join(", ") })}`);
    else if (command.op === "cast") this.say("changed");
    else if (said[command.op]) this.say(said[command.op], { file: command.op === "undo" ? shown.file : file, act: act ?? "" });
    else this.say(shown.id ? "shown_said" : "", { file: shown.file, counts: shown.counts ? countWords(shown.counts, texts) : "" });
  }

  /** A file came from this computer: show it as one that was opened here. */
  onReceived() {
    if (this.shown.id && this.hasFocus(this.chooser.el) && this.entry?.standing !== "stored") { this.openChooser(false, false); this.focusShown(); }
  }

  /** Go to what is looked at, or to the list of files where nothing is. */
  focusShown() {
    if (!this.shown.id) { this.openChooser(true); return; }
    const at = this.pane.querySelector('[data-at="done"], [data-at="title"]');
    if (at instanceof HTMLElement) at.focus();
    this.pane.scrollTop = 0;
  }

  // -- listening --

  /** @param {AbortSignal} signal */
  listen(signal) {
    this.follow([
      ["shown", () => this.draw()], ["entries", () => this.draw()], ["undoable", () => this.draw()], ["coder", () => this.draw()],
      ["files", () => this.chooser.draw()], ["suffixes", () => this.chooser.build()], ["texts", () => this.build()], ["height", () => this.resize()],
    ], signal);
    this.el.addEventListener("keydown", (event) => this.onKey(event), { signal });
    this.el.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      this.el.classList.add("voc-dropping");
    }, { signal });
    this.el.addEventListener("dragleave", (event) => { if (!this.el.contains(/** @type {Node | null} */ (event.relatedTarget))) this.el.classList.remove("voc-dropping"); }, { signal });
    this.el.addEventListener("drop", (event) => this.onDrop(event), { signal });
  }

  /** @param {DragEvent} event */
  onDrop(event) {
    this.el.classList.remove("voc-dropping");
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    event.stopPropagation();
    void this.chooser.receive(files);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { target } = event;
    const isField = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      if (isField) target.blur(); // what was typed is asked for first
      this.press(event, () => this.store(Boolean(this.next)));
    } else if (isField) {
      if (event.key === "Escape") { if (target instanceof HTMLInputElement) target.value = target.defaultValue; this.focusShown(); }
      event.stopPropagation();
    } else this.press(event, this.actOf(event));
  }

  /** What a key asks for, if anything.
   *  @param {KeyboardEvent} event @returns {(() => void) | undefined} */
  actOf(event) {
    const key = event.key.toLowerCase();
    if (event.altKey) return undefined;
    if (event.ctrlKey || event.metaKey) {
      const op = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[key];
      return op ? () => { this.ask({ op }); } : undefined;
    }
    if (key === "/") return () => this.openChooser(true);
    if (key === "escape" && this.chooser.el.hidden) return () => this.openChooser(true);
    if (key === "escape" && this.shown.id) return () => { this.openChooser(false, false); this.focusShown(); };
    return undefined;
  }
}

export default widgetOf(ImportView);
