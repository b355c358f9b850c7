// @ts-check
// The coding widget: the view that joins the text, the list of codings, the codes and the panels.
// What was just coded is painted before the kernel answers, marked as not saved until it does; whatever else
// follows from it (counts, list, stripes) is drawn once the paint is on the screen.

import { CorrectPanel } from "./correct.mjs";
import { Filter } from "./filter.mjs";
import { ListPane } from "./list.mjs";
import { PlayerPanel } from "./player.mjs";
import { RulesPanel } from "./rules.mjs";
import { SearchPanel } from "./search.mjs";
import { TextPane } from "./text.mjs";
import { CodeBar } from "../parts/codes.mjs";
import { button, element, keyList } from "../parts/dom.mjs";
import { inVivoName, joinable, keptCodings, neighbourOf, quoteOf, shownCodings } from "./passages.mjs";
import { View, widgetOf } from "../parts/view.mjs";

/** @typedef {import("./passages.mjs").Range} Range */
/** @typedef {import("./passages.mjs").Turn} Turn */
/** @typedef {import("./passages.mjs").Code} Code */
/** @typedef {import("./passages.mjs").Shown} Shown */
/** @typedef {import("./passages.mjs").CodingCommand} CodingCommand */
/** @typedef {{source: string, sources: string[], coder: string, isBlind: boolean, language: string, turns: Turn[], codes: Code[],
 *             codings: import("./passages.mjs").Coding[], texts: Record<string, string>, height: string, lang: string}} State */

/** @typedef {{el: HTMLElement, label: string, key: string, open: () => void, close: () => void, build: () => void,
 *   draw: () => void, keys: () => [string[], string][], end?: () => void, onKey?: (event: KeyboardEvent) => (() => void) | undefined,
 *   onAnswered?: (command: import("../parts/view.mjs").Command, answer: import("../parts/view.mjs").Answer, isRefused: boolean) => void,
 *   onMessage?: (message: any, buffers: DataView[]) => boolean}} Panel
 *  Something that opens between the codes and the text: `label` names its text, `key` opens it. */
/** @typedef {CodingView} PanelHost  What a panel opens in. */

const SELECTION_REST_MS = 150;
const PATHS_BACK = 50;

class CodingView extends View {
  // The lasting parts; `build` puts them together in the language of the interface.
  head = element("span", { class: "voc-source" });
  coder = element("span", { class: "voc-coder" });
  /** @type {Shown[]} what the kernel knows, in reading order */
  kept = [];
  /** @type {readonly Shown[]} the same, and what was asked for but is not confirmed */
  every = [];
  /** @type {readonly Shown[]} those of them that pass the filter: what is on the page */
  shown = [];
  /** @type {Range[]} where the reader was before each jump */
  past = [];
  /** @type {Map<string, string>} the colour of each code, by path */
  colors = new Map();
  /** @type {Map<string, number>} how many codings are shown of each code, by path */
  used = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  resting = undefined;
  isPlanned = false;
  isFiltering = false;

  /** @param {import("../parts/view.mjs").Model} model @param {HTMLElement} el @param {AbortSignal} signal */
  constructor(model, el, signal) {
    super(model, el);
    el.classList.add("voc-coding");
    this.text = new TextPane({
      colorOf: (path) => this.colorOf(path), nameOf: (coding) => this.nameOf(coding), isForeign: (coding) => coding.coder !== model.get("coder"),
      selected: (range) => this.onSelected(range), clicked: (ids, range) => this.onClicked(ids, range),
      pointed: (id) => this.text.emphasise(id ?? this.list.active), resized: (id, range) => { this.ask({ op: "resize", id, ...range }); },
      activeElement: () => this.activeElement(), domSelection: () => this.domSelection(),
    });
    this.list = new ListPane(this.listHost());
    this.filter = new Filter(this);
    this.codeBar = new CodeBar(this.codesHost());
    /** @type {Panel[]} */
    this.panels = [new SearchPanel(this), new RulesPanel(this), new CorrectPanel(this), new PlayerPanel(this)];
    this.filter.take(model.get("only"), model.get("without"));
    this.panelArea = element("div", { class: "voc-panels" });
    this.build();
    this.listenToModel(signal);
    this.listenToPage(signal);
  }

  /** @returns {Turn[]} */
  get turns() { return this.model.get("turns"); }
  /** @returns {Code[]} */
  get codes() { return this.model.get("codes"); }
  get language() { return this.model.get("language"); }
  get version() { return this.model.get("version"); }
  /** @returns {string} */
  get source() { return this.model.get("source"); }
  /** @returns {string[]} */
  get sources() { return this.model.get("sources"); }
  get box() { return this.text.box; }
  get rows() { return this.text.rows; }
  get selected() { return this.text.selection; }

  /** @returns {import("../parts/codes.mjs").CodesHost} */
  codesHost() {
    const view = this;
    return {
      get texts() { return view.texts; }, get codes() { return view.codes; }, countOf: (path) => view.used.get(path) ?? 0,
      code: (path) => view.code(path), only: (path) => view.filter.only(path), leave: () => view.focusText(), more: () => [view.ownWords()],
    };
  }

  /** The button that codes a passage with its own words. */
  ownWords() {
    const made = button("voc-tool", `${this.texts.in_vivo} `, "I", () => this.inVivo());
    made.title = this.texts.in_vivo_hint;
    made.append(element("kbd", {}, "I"));
    return made;
  }

  /** @returns {import("./list.mjs").ListHost} */
  listHost() {
    const view = this;
    return {
      get texts() { return view.texts; }, get turns() { return view.turns; }, get language() { return view.language; }, get codes() { return view.codes; },
      get every() { return view.every; }, colorOf: (path) => view.colorOf(path), activeElement: () => view.activeElement(),
      go: (coding) => view.go(coding), activate: (id) => view.activate(id), point: (id) => view.text.emphasise(id ?? view.list.active),
      remove: (id) => view.remove(id), recode: (id, code) => { view.ask({ op: "recode", id, code }); },
      remark: (id, memo) => { view.ask({ op: "memo", id, memo }); }, settle: (id) => { view.ask({ op: "settle", id }); },
      say: (key, values, level) => view.say(key, values, level), bound: (id) => view.bound(id), join: (id) => view.join(id), jump: (id, step) => view.jump(id, step),
      leave: () => view.focusText(), showHere: (place) => view.showHere(place),
    };
  }

  // -- building --

  build() {
    const { texts } = this;
    const focused = this.activeElement();
    const panel = (/** @type {Panel} */ each) => {
      const made = button("voc-tool", `${texts[each.label]} `, each.key, () => this.togglePanel(each));
      made.append(element("kbd", {}, each.key));
      made.dataset.panel = each.label;
      made.setAttribute("aria-expanded", String(each.el.isConnected));
      return made;
    };
    const filter = button("voc-tool", `${texts.filter} `, "F", () => this.filter.toggle());
    filter.append(element("kbd", {}, "F"));
    this.el.replaceChildren(
      element("div", { class: "voc-head" }, this.head, this.coder, this.status, filter, ...this.panels.map(panel),
        button("voc-tool", texts.undo, "Control+Z", () => { this.ask({ op: "undo" }); }),
        button("voc-tool", texts.redo, "Control+Shift+Z", () => { this.ask({ op: "redo" }); })),
      this.codeBar.el, this.filter.el, this.panelArea,
      element("div", { class: "voc-body" }, this.text.box, this.list.el),
      this.keys(),
    );
    for (const each of this.panels) each.build();
    this.drawSource();
    this.drawCodes();
    this.filter.build();
    this.resize();
    this.drawText();
    this.list.build(this.filter.isActive);
    // What was moved on the page lost the focus; what was being typed must not turn into commands.
    if (focused instanceof HTMLElement && focused.isConnected && focused !== this.activeElement()) focused.focus();
  }

  /** The name of the transcript; a choice where the project has several. */
  drawSource() {
    const { texts, model } = this;
    /** @type {string} */ const source = model.get("source");
    /** @type {string[]} */ const sources = model.get("sources");
    this.text.box.setAttribute("aria-label", `${texts.transcript} ${source}`);
    if (sources.length < 2) { this.head.replaceChildren(element("strong", {}, source)); return; }
    const choice = element("select", { class: "voc-field", "aria-label": texts.transcript },
      ...sources.map((name) => element("option", name === source ? { selected: "" } : {}, name)));
    choice.addEventListener("change", () => { this.send({ op: "show", source: choice.value }); });
    this.head.replaceChildren(choice);
  }

  keys() {
    const { texts } = this;
    const control = (/** @type {string} */ key) => `${texts.control}+${key}`;
    return keyList(texts.keys, [
      [["1", "–", "9"], texts.key_code], [["N"], texts.key_name], [["I"], texts.key_in_vivo], [["W", "S", "T"], texts.key_units],
      [[texts.enter], texts.key_here], [["M", "R", "E", "J"], texts.key_change], [[",", "."], texts.key_jump], [["B"], texts.key_past],
      [["L"], texts.key_list], [["F"], texts.key_filter], [["Del"], texts.key_remove], [[texts.escape], texts.key_back],
      ...this.panels.flatMap((panel) => panel.keys()),
      [[control("Z")], texts.key_undo], [[control(`${texts.shift}+Z`)], texts.key_redo],
    ]);
  }

  resize() {
    this.el.style.setProperty("--voc-height", this.model.get("height"));
  }

  // -- drawing --

  drawCodes() {
    this.colors = new Map(this.codes.map((code) => [code.path, code.color]));
    this.codeBar.build();
  }

  drawText() {
    this.text.show(this.turns, this.language, this.texts.empty);
    this.drawCodings();
  }

  /** Show what the kernel says now. */
  draw() {
    this.drawPassages();
    this.drawRest();
  }

  /** Take over the kernel's codings, and show them. */
  drawCodings() {
    this.kept = keptCodings(this.model.get("codings"), new Map(this.kept.map((coding) => [coding.id, coding])));
    this.draw();
  }

  /** Paint the codings in the text: what the eye waits for. */
  drawPassages() {
    this.el.dataset.waiting = String(this.asked.size); // before the text, which ends by laying the page out
    this.every = shownCodings(this.kept, this.asked, this.model.get("coder"));
    this.shown = this.filter.isActive ? this.every.filter(this.filter.passes) : this.every;
    this.text.draw(this.shown);
  }

  /** Draw what follows from the codings elsewhere. */
  drawRest() {
    const { texts, model } = this;
    this.filter.follow(this.every);
    this.coder.textContent = `${texts.coded_by} ${model.get("coder")}${model.get("isBlind") ? ` · ${texts.blind}` : ""}`;
    this.used.clear();
    for (const { code } of this.shown) this.used.set(code, (this.used.get(code) ?? 0) + 1);
    this.codeBar.drawCounts();
    this.list.draw(this.shown, this.filter.isActive);
    for (const panel of this.panels) panel.draw();
    this.text.setGripped(this.list.active);
    this.el.dataset.codings = String(this.model.get("codings").length);
  }

  /** Draw the rest once the text is painted. */
  planRest() {
    if (this.isPlanned) return;
    this.isPlanned = true;
    requestAnimationFrame(() => setTimeout(() => { this.isPlanned = false; this.drawRest(); }));
  }

  /** What the filter calls when it has changed. */
  filtered() {
    this.isFiltering = true; // the first of two changes is not to be taken for Python's
    this.model.set("only", [...this.filter.codes]);
    this.model.set("without", [...this.filter.without]);
    this.isFiltering = false;
    this.model.save_changes();
    this.draw();
  }

  /** What Python asks to be shown. */
  takeFilter() {
    if (!this.isFiltering && this.filter.take(this.model.get("only"), this.model.get("without"))) this.draw();
  }

  /** @param {Shown} coding */
  nameOf({ code, coder, wait, memo }) {
    const name = `${code} (${[coder, wait && this.texts[wait]].filter(Boolean).join(", ")})`;
    return memo ? `${name}: ${memo}` : name;
  }

  /** @param {string} path */
  colorOf(path) {
    return this.colors.get(path) ?? "#808080";
  }

  // -- panels --

  /** @param {Panel} panel */
  togglePanel(panel) {
    if (panel.el.isConnected) this.closePanel(panel);
    else this.openPanel(panel);
  }

  /** @param {Panel} panel */
  openPanel(panel) {
    for (const other of this.panels) if (other !== panel && other.el.isConnected) this.closePanel(other);
    panel.el.hidden = false;
    this.panelArea.replaceChildren(panel.el);
    this.markPanel(panel, true);
    panel.open();
  }

  /** @param {Panel} panel */
  closePanel(panel) {
    panel.close();
    panel.el.remove();
    this.markPanel(panel, false);
    this.focusText();
  }

  /** @param {Panel} panel @param {boolean} isOpen */
  markPanel(panel, isOpen) {
    this.el.querySelector(`[data-panel="${panel.label}"]`)?.setAttribute("aria-expanded", String(isOpen));
  }

  // -- acts --

  /** Offsets count in the text that is on the page: say which that is.
   *  @param {import("../parts/view.mjs").Command} command @param {readonly ArrayBuffer[]} [buffers] */
  send(command, buffers) {
    super.send("start" in command ? { version: this.version, ...command } : command, buffers);
  }

  /** @param {string} id */
  find(id) {
    return this.every.find((coding) => coding.id === id);
  }

  /** Code the selected passage; it stays selected, so that it can take several codes.
   *  @param {string} path */
  code(path) {
    this.text.readSelection();
    if (!this.selected) { this.say("select_first", {}, "error"); return false; }
    this.ask({ op: "code", ...this.selected, code: path });
    return true;
  }

  /** Code the selected passage with its own words. */
  inVivo() {
    this.text.readSelection();
    const path = this.selected ? inVivoName(quoteOf(this.turns, this.selected)) : "";
    if (this.selected && !path) this.say("no_words", {}, "error");
    else this.code(path);
  }

  /** @param {string} id */
  remove(id) {
    if (!this.find(id)?.wait) this.ask({ op: "uncode", id });
  }

  /** Put a coding on what is selected now.
   *  @param {string} id */
  bound(id) {
    this.text.readSelection();
    const coding = this.find(id);
    const range = this.selected;
    if (!coding || !range || (range.start === coding.start && range.end === coding.end)) { this.say("select_bounds", {}, "error"); return; }
    this.ask({ op: "resize", id, ...range });
  }

  /** Join a coding with those of its code that overlap it or are next to it.
   *  @param {string} id */
  join(id) {
    const coding = this.find(id);
    const family = coding ? joinable(this.turns, this.shown, coding) : [];
    if (family.length < 2) { this.say("nothing_to_join", {}, "error"); return; }
    this.ask({ op: "join", ids: family.map((each) => each.id), code: coding?.code ?? "" });
  }

  /** Go to the next coding of the same code, or the one before.
   *  @param {string} id @param {1 | -1} step */
  jump(id, step) {
    const next = neighbourOf(this.shown, id, step);
    if (!next) { this.say("no_other", { code: this.find(id)?.code ?? "" }); return; }
    const inList = this.hasFocus(this.list.el);
    this.activate(next.id);
    this.go(next);
    if (inList) this.list.focusItem(next.id);
  }

  /** @param {import("../parts/view.mjs").Command} command */
  onAsked(command) {
    if (["code", "uncode", "recode", "resize", "memo", "accept"].includes(command.op)) this.drawPassages();
    this.planRest();
  }

  /** @param {import("../parts/view.mjs").Command} command @param {import("../parts/view.mjs").Answer} answer @param {boolean} refused */
  onAnswered(command, answer, refused) {
    if (!refused) this.sayDone(/** @type {CodingCommand} */ (command), answer.label ?? null);
    this.draw();
    for (const panel of this.panels) panel.onAnswered?.(command, answer, refused);
  }

  /** @param {import("../parts/view.mjs").Answer & {range?: [number, number] | null}} message @param {DataView[]} buffers */
  onMessage(message, buffers) {
    if (message.event === "select") this.text.select(message.range ?? null);
    else for (const panel of this.panels) if (panel.onMessage?.(message, buffers)) return;
  }

  /** @param {CodingCommand} command @param {string | null} act */
  sayDone(command, act) {
    /** @type {Record<string, string>} */
    const said = {
      code: "coded", uncode: "removed", recode: "recoded", resize: "resized", memo: "memo_kept", join: "joined", settle: "settled",
      undo: act ? "undone" : "nothing_to_undo", redo: act ? "redone" : "nothing_to_redo",
    };
    if (command.op in said) this.say(said[command.op], { act: act ?? "", code: act ?? "" });
    else this.say("", {});
  }

  // -- going --

  /** Select a passage and show it; B goes back to where the reader was.
   *  @param {Range} range */
  go(range) {
    const { anchor, focus } = this.text.raw;
    this.past = [...this.past, { start: Math.min(anchor, focus), end: Math.max(anchor, focus) }].slice(-PATHS_BACK);
    this.text.go(range);
  }

  back() {
    const range = this.past.pop();
    if (range) this.text.go(range);
    else this.say("no_past", {});
  }

  /** @param {Range} range */
  scrollTo(range) { this.text.scrollTo(range); }

  /** @param {Range} range */
  domRange(range) { return this.text.domRange(range); }

  focusText() { this.text.focus(); }

  /** Make a coding the one that one acts on.
   *  @param {string | null} id */
  activate(id) {
    this.list.setActive(id);
    this.text.setGripped(id);
    this.text.emphasise(id);
  }

  /** @param {Range | null} place */
  showHere(place) {
    this.list.setHere(place);
    this.list.draw(this.shown, this.filter.isActive);
  }

  /** The coding that a key in the text is for: the active one if it is here, else the shortest that is. */
  currentId() {
    if (this.hasFocus(this.list.el) && this.list.active) return this.list.active;
    const { anchor, focus } = this.text.raw;
    const place = this.selected ?? { start: focus, end: Math.max(anchor, focus) + 1 };
    const here = this.shown.filter((coding) => coding.start < place.end && place.start < coding.end);
    const active = here.find((coding) => coding.id === this.list.active);
    const shortest = here.sort((a, b) => a.end - a.start - (b.end - b.start))[0];
    return (active ?? shortest)?.id ?? this.list.active;
  }

  /** Show the codings at the caret or in the selection, and go there. */
  openHere() {
    const at = this.text.raw.focus;
    const place = this.selected ?? { start: at, end: at + 1 };
    if (!this.shown.some((coding) => coding.start < place.end && place.start < coding.end)) { this.say("no_codings_here", {}); return; }
    this.showHere(place);
    this.list.list.querySelector("li:not([hidden])")?.querySelector("button")?.focus();
  }

  // -- listening --

  /** @returns {Selection | null} */
  domSelection() {
    const root = /** @type {{getSelection?: () => Selection | null}} */ (/** @type {unknown} */ (this.root()));
    return root.getSelection?.() ?? document.getSelection(); // Chromium: in a shadow root only its own knows
  }

  /** The kernel is told once the selection has come to rest.
   *  @param {Range | null} range */
  onSelected(range) {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.send({ op: "select", ...(range ?? {}) }), SELECTION_REST_MS);
  }

  /** @param {string[]} ids @param {Range | null} range */
  onClicked(ids, range) {
    const here = this.shown.filter((coding) => ids.includes(coding.id)).sort((a, b) => a.end - a.start - (b.end - b.start));
    this.activate(here[0]?.id ?? null);
    this.showHere(range);
    if (here[0]) this.list.reveal(here[0].id);
  }

  /** @param {AbortSignal} signal */
  listenToModel(signal) {
    this.follow([
      ["source", () => { this.past = []; this.activate(null); this.list.setHere(null); this.drawSource(); }],
      ["sources", () => this.drawSource()],
      ["turns", () => this.drawText()],
      ["codes", () => { this.drawCodes(); this.draw(); }],
      ["codings", () => this.drawCodings()],
      ["only", () => this.takeFilter()],
      ["without", () => this.takeFilter()],
      ["coder", () => this.draw()],
      ["isBlind", () => this.draw()],
      ["texts", () => this.build()],
      ["height", () => this.resize()],
    ], signal);
  }

  /** @param {AbortSignal} signal */
  listenToPage(signal) {
    this.text.listen(signal);
    this.list.listen(signal);
    this.el.addEventListener("keydown", (event) => this.onKey(event), { signal });
    for (const name of ["focusin", "focusout"]) this.el.addEventListener(name, () => setTimeout(() => this.text.paintKept()), { signal });
    signal.addEventListener("abort", () => {
      clearTimeout(this.resting);
      for (const panel of this.panels) panel.end?.();
    });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) {
      if (event.key !== "Escape") event.stopPropagation();
      else this.focusText();
      return;
    }
    this.text.readSelection(); // the browser tells of a change after a while; a key may come sooner
    this.press(event, this.actOf(event));
  }

  /** What a key asks for, if anything.
   *  @param {KeyboardEvent} event @returns {(() => void) | undefined} */
  actOf(event) {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.altKey) return undefined;
    for (const panel of this.panels) {
      const act = panel.onKey?.(event);
      if (act) return act;
    }
    if (event.ctrlKey || event.metaKey) {
      const undo = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[key];
      return undo ? () => { this.ask({ op: undo }); } : undefined;
    }
    const code = this.codes.find((each) => each.key && each.key === key);
    if (code) return () => { this.code(code.path); };
    if (key === "Enter" && !this.hasFocus(this.box)) return undefined;
    return key === "Escape" ? this.stepBack() : this.letterAct(key);
  }

  /** @param {string} key @returns {(() => void) | undefined} */
  letterAct(key) {
    /** @param {(id: string) => void} act */
    const onCurrent = (act) => () => {
      const id = this.currentId();
      if (!id) { this.say("no_codings_here", {}); return; }
      this.activate(id);
      act(id);
    };
    /** @type {Record<string, () => void>} */
    const acts = {
      n: () => this.codeBar.chooser.input.focus(), i: () => this.inVivo(), l: () => this.list.focusFirst(), Enter: () => this.openHere(),
      w: () => this.text.grow("word"), s: () => this.text.grow("sentence"), t: () => this.text.grow("turn"),
      m: onCurrent((id) => this.list.editMemo(id)), r: onCurrent((id) => this.list.chooseCode(id)),
      e: onCurrent((id) => this.bound(id)), j: onCurrent((id) => this.join(id)), k: onCurrent((id) => { this.ask({ op: "settle", id }); }),
      ",": onCurrent((id) => this.jump(id, -1)), ".": onCurrent((id) => this.jump(id, 1)),
      Delete: onCurrent((id) => this.remove(id)), b: () => this.back(), f: () => this.filter.toggle(),
    };
    const panel = this.panels.find((each) => each.key.toLowerCase() === key);
    return panel ? () => this.togglePanel(panel) : acts[key];
  }

  /** Escape: first all codings again, then the text; after that it is the notebook's. */
  stepBack() {
    const open = this.panels.find((panel) => panel.el.isConnected);
    if (open) return () => this.closePanel(open);
    if (!this.list.here && this.hasFocus(this.box)) return undefined;
    return () => { this.showHere(null); this.focusText(); };
  }
}

export default widgetOf(CodingView);
