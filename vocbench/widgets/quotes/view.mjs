// @ts-check
// The quotes widget: the view that joins what is looked for, the quotes found, and the overview.
// The kernel only says that something has changed; the view asks for what it shows, when it shows it,
// so that coding elsewhere never waits for a list that nobody looks at.

import { QuoteBox } from "./list.mjs";
import { Overview } from "./overview.mjs";
import { QueryBar, everything } from "./query.mjs";
import { button, element, filled, keyList, newNonce } from "../parts/dom.mjs";
import { View, widgetOf } from "../parts/view.mjs";

/** @typedef {import("./query.mjs").Query} Query */
/** @typedef {import("./query.mjs").Choices} Choices */

const SOON_MS = 120;
const FIRST_PAGE = 100;

class QuotesView extends View {
  count = element("strong", { class: "voc-count-of" });
  coder = element("span", { class: "voc-coder" });
  picked = element("span", { class: "voc-picked" });
  isOverview = false;
  /** How many quotes to show, once they are there. */
  wanted = FIRST_PAGE;
  /** @type {string} the quote to put the focus on when it comes; "*" for the first */
  awaited = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  soon = undefined;
  isAsking = false;
  isStale = false;
  nChosen = 0;
  source = "";
  /** @type {Promise<Choices> | null} */
  known = null;
  /** @type {Map<string, string>} the colour of each code, by path */
  colors = new Map();

  /** @param {import("../parts/view.mjs").Model} model @param {HTMLElement} el @param {AbortSignal} signal */
  constructor(model, el, signal) {
    super(model, el);
    el.classList.add("voc-quotes-widget");
    el.setAttribute("data-lm-suppress-shortcuts", "true");
    const view = this;
    this.bar = new QueryBar({
      get texts() { return view.texts; }, get query() { return view.query; }, get codes() { return model.get("codes"); },
      colorOf: (path) => this.colorOf(path), choices: () => this.choices(), find: (query) => this.find(query), leave: () => this.box.focus(),
    });
    this.box = new QuoteBox({
      get texts() { return view.texts; }, more: (upTo) => this.more(upTo), jump: (coding) => { void this.jump(coding); },
      copied: (n) => this.say(n > 1 ? "copied" : n ? "copied_one" : "not_copied", { n }, n ? "" : "error"),
      chosen: (codings) => { void this.choose({ op: "select", codings }); }, chooseAll: () => { void this.choose({ op: "select_all" }); },
      activeElement: () => this.activeElement(),
    }, signal);
    this.overview = new Overview({
      get texts() { return view.texts; }, colorOf: (path) => this.colorOf(path), activeElement: () => this.activeElement(),
      look: (code, source, coding) => this.look(code, source, coding), line: (source) => { this.source = source; this.askSoon(0); },
    });
    this.build();
    this.follow([
      ["revision", () => { this.known = null; this.askSoon(SOON_MS); }], ["query", () => this.onQuery()], ["codes", () => this.drawCodes()],
      ["selection", () => this.drawSelection()], ["texts", () => this.rebuild()], ["height", () => this.resize()],
      ["coder", () => this.drawHead()], ["isBlind", () => this.drawHead()],
    ], signal);
    el.addEventListener("keydown", (event) => this.onKey(event), { signal });
    signal.addEventListener("abort", () => clearTimeout(this.soon));
    this.askSoon(0);
  }

  /** @returns {Query} */
  get query() { return this.model.get("query"); }

  /** @param {string} path */
  colorOf(path) { return this.colors.get(path) ?? "#808080"; }

  // -- building --

  build() {
    const { texts } = this;
    const id = newNonce();
    const tab = (/** @type {string} */ name, /** @type {boolean} */ isOverview) => {
      const made = button("voc-tool voc-tab", texts[name], "", () => this.turn(isOverview));
      for (const [key, value] of Object.entries({ role: "tab", id: `${name}-${id}`, "aria-controls": `${name}-panel-${id}` })) made.setAttribute(key, value);
      return made;
    };
    const tool = (/** @type {string} */ name, /** @type {string} */ key, /** @type {() => void} */ act) => button("voc-tool", texts[name], key, act);
    this.tabs = [tab("quotes", false), tab("overview", true)];
    const tablist = element("div", { class: "voc-tabs", role: "tablist", "aria-label": texts.quotes }, ...this.tabs);
    tablist.addEventListener("keydown", (event) => this.onTabKey(event));
    const panel = (/** @type {string} */ name, /** @type {HTMLElement[]} */ ...parts) =>
      element("div", { role: "tabpanel", id: `${name}-panel-${id}`, "aria-labelledby": `${name}-${id}` }, ...parts);
    this.tools = element("div", { class: "voc-tools-of-list" }, this.count, this.picked,
      tool("jump", "Enter", () => { void this.jump(this.box.active); }), tool("copy", "Control+C", () => this.box.copy()));
    this.panels = [panel("quotes", this.bar.el, this.tools, this.box.el), panel("overview", this.overview.el)];
    this.el.replaceChildren(element("div", { class: "voc-head" }, tablist, this.coder, this.status), ...this.panels, this.keys());
    this.bar.build();
    this.overview.build();
    this.resize();
    this.drawCodes();
    this.drawHead();
    this.drawTabs();
    this.box.show(this.box.quotes, this.box.total);
    this.drawSelection();
  }

  /** The words have changed: put all together anew, with what the kernel says in the new language. */
  rebuild() {
    this.build();
    this.askSoon(0);
  }

  keys() {
    const { texts } = this;
    /** @type {[string[], string][]} */
    const inOverview = [
      [["↑", "↓", "←", "→"], texts.key_cell], [[texts.enter], texts.key_cell_quotes], [["O", texts.escape], texts.key_back],
    ];
    /** @type {[string[], string][]} */
    const inList = [
      [["↑", "↓"], texts.key_move], [[texts.space], texts.key_choose], [[`${texts.control}+A`], texts.key_choose_all], [[texts.enter], texts.key_jump],
      [[`${texts.control}+C`], texts.key_copy], [["C"], texts.key_code], [["A", "X"], texts.key_boolean], [["P", "S", "T"], texts.key_narrow],
      [["0"], texts.key_clear], [["−", "+"], texts.key_context], [["O"], texts.key_overview], [[texts.escape], texts.key_back],
    ];
    return keyList(texts.keys, this.isOverview ? inOverview : inList);
  }

  resize() { this.el.style.setProperty("--voc-height", this.model.get("height")); }

  drawCodes() {
    this.colors = new Map(this.model.get("codes").map((/** @type {{path: string, color: string}} */ { path, color }) => [path, color]));
    this.bar.draw();
  }

  drawHead() {
    const { texts, model } = this;
    this.coder.textContent = model.get("isBlind") ? `${model.get("coder")} · ${texts.blind}` : "";
  }

  drawTabs() {
    this.tabs?.forEach((tab, index) => {
      const isOpen = (index === 1) === this.isOverview;
      tab.setAttribute("aria-selected", String(isOpen));
      tab.tabIndex = isOpen ? 0 : -1;
    });
    this.panels?.forEach((panel, index) => { panel.hidden = (index === 1) !== this.isOverview; });
    this.el.lastElementChild?.replaceWith(this.keys());
  }

  drawCount() {
    const { texts, box } = this;
    this.count.textContent = box.total === 1 ? texts.one_quote : filled(texts.n_quotes, { n: box.total });
    this.picked.textContent = box.selected.size ? filled(texts.n_selected, { n: box.selected.size }) : "";
  }

  drawSelection() {
    if (this.nChosen) return; // what was chosen meanwhile is newer than what the kernel says
    this.box.selected = new Set(this.model.get("selection"));
    this.box.drawStates();
    this.drawCount();
  }

  // -- asking --

  /** @param {number} delay  so that a row of acts is one question */
  askSoon(delay) {
    clearTimeout(this.soon);
    this.el.dataset.stale = "true";
    this.soon = setTimeout(() => { void this.askNow(); }, delay);
  }

  /** Ask for what is shown; once at a time, and again when it went stale meanwhile. */
  async askNow() {
    if (this.isAsking) { this.isStale = true; return; }
    this.isAsking = true;
    this.isStale = false;
    try {
      if (this.isOverview) await this.askOverview();
      else await this.askQuotes();
    } catch {
      // The view has said what is wrong.
    }
    this.isAsking = false;
    if (this.isStale) this.askSoon(0);
    else this.el.dataset.stale = "false";
  }

  async askQuotes() {
    const { quotes, n } = await this.inquire({ op: "page", start: 0, size: this.wanted });
    if (this.status.dataset.level) this.say("", {});
    this.box.show(quotes, n);
    this.drawCount();
    this.el.dataset.quotes = String(quotes.length);
    if (this.awaited) {
      const coding = this.awaited === "*" ? quotes[0]?.coding : this.awaited;
      this.awaited = "";
      this.box.activate(coding ?? "");
      this.box.focus();
    }
  }

  async askOverview() {
    const map = await this.inquire({ op: "map" });
    const { transcripts } = await this.choices();
    if (!transcripts.includes(this.source)) this.source = transcripts[0] ?? "";
    const line = this.source ? await this.inquire({ op: "line", source: this.source }) : { codes: [], bars: [], ends: ["", ""] };
    this.overview.drawMap(map);
    this.overview.drawChoice(transcripts, this.source);
    this.overview.drawLine(line, this.source);
    this.el.dataset.map = String(map.codes.length);
    if (this.awaited) { this.awaited = ""; this.overview.focus(); }
  }

  /** @returns {Promise<Choices>} */
  choices() {
    this.known ??= this.inquire({ op: "choices" });
    return this.known;
  }

  /** @param {number} upTo */
  more(upTo) {
    if (upTo <= this.wanted && this.isAsking) return;
    this.wanted = Math.max(this.wanted, upTo);
    this.askSoon(0);
  }

  /** @param {Query} query */
  find(query) {
    this.wanted = FIRST_PAGE;
    this.box.el.scrollTop = 0;
    void this.inquire({ op: "find", ...query }).catch(() => {});
  }

  onQuery() {
    this.bar.draw();
    this.askSoon(0);
  }

  /** Show the quotes behind a mark of the overview.
   *  @param {string} code @param {string} source @param {string} coding  the one to go to; "" for the first */
  look(code, source, coding) {
    this.awaited = coding || "*";
    this.isOverview = false;
    this.drawTabs();
    const query = { ...everything(this.query.context), code, sources: [source] };
    this.find(query);
    if (JSON.stringify(query) === JSON.stringify(this.query)) this.askSoon(0); // nothing will change, so nothing would ask
  }

  /** @param {string} coding */
  async jump(coding) {
    const quote = this.box.quotes.find((each) => each.coding === coding);
    if (!quote) { this.say("nothing_chosen"); return; }
    try {
      const { isShown } = await this.inquire({ op: "show", coding });
      if (isShown) this.say("jumped", { source: quote.source });
      else this.say("not_open", { source: JSON.stringify(quote.source) });
    } catch {
      // The view has said what is wrong.
    }
  }

  /** @param {import("../parts/view.mjs").Command} command */
  async choose(command) {
    this.nChosen += 1;
    this.drawCount();
    try {
      await this.inquire(command);
    } catch {
      // The view has said what is wrong; the kernel's selection stands.
    }
    this.nChosen -= 1;
    this.drawSelection();
  }

  // -- tabs and keys --

  /** @param {boolean} isOverview */
  turn(isOverview) {
    this.isOverview = isOverview;
    this.drawTabs();
    this.awaited = "*";
    this.askSoon(0);
  }

  /** @param {KeyboardEvent} event */
  onTabKey(event) {
    if (!["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    this.isOverview = event.key === "End" || (event.key !== "Home" && !this.isOverview);
    this.drawTabs();
    this.tabs?.[Number(this.isOverview)].focus();
    this.askSoon(0);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) {
      if (event.key === "Escape") this.box.focus();
      else event.stopPropagation();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.actOf(event.key.length === 1 ? event.key.toLowerCase() : event.key);
    if (act) { event.preventDefault(); act(); }
    // JupyterLab's one-letter keys must not see these.
    if (act || event.key !== "Escape") event.stopPropagation();
  }

  /** @param {string} key @returns {(() => void) | undefined} */
  actOf(key) {
    /** @param {import("./query.mjs").Kind} kind */
    const choose = (kind) => () => { if (this.isOverview) this.turn(false); this.awaited = ""; this.bar.choose(kind); };
    const back = this.isOverview || !this.box.list.contains(this.activeElement());
    /** @type {Record<string, (() => void) | undefined>} */
    const acts = {
      c: choose("code"), a: choose("all_of"), x: choose("none_of"), p: choose("speaker"), s: choose("source"), t: choose("attribute"),
      0: () => this.find(everything(this.query.context)), "-": () => this.bar.setContext(-1), "+": () => this.bar.setContext(1),
      "=": () => this.bar.setContext(1), o: () => this.turn(!this.isOverview), Escape: back ? () => this.turn(false) : undefined,
    };
    return acts[key];
  }
}

export default widgetOf(QuotesView);
