// @ts-check
// The quotes of the project beside the wall: found by their words and codes, put on the wall as notes or as evidence.

import { button, element, filled } from "../parts/dom.mjs";

/** @typedef {{coding: string, quote: string, code: string, color: string, who: string, text: string, start: number, end: number}} Quote */
/** @typedef {{n: number, start: number, quotes: Quote[]}} Found */
/** @typedef {{texts: Record<string, string>, codes: string[], search: (words: string, code: string, start: number) => Promise<Found>, noteText: () => string,
 *   lifted: (event: PointerEvent, quote: Quote, from: HTMLElement, click: () => void) => void, newNote: (quote: Quote) => void, support: (quote: Quote) => void,
 *   read: (quote: Quote) => void, leave: () => void, activeElement: () => Element | null}} QuotesHost  What the pane asks of its view. */

const TYPING_MS = 150;

export class QuotesPane {
  el = element("section", { class: "voc-pane voc-quotes-pane", role: "tabpanel", "data-lm-suppress-shortcuts": "true" });
  find = element("input", { class: "voc-field", type: "search", autocomplete: "off", spellcheck: "false" });
  code = element("select", { class: "voc-field" });
  tools = element("div", { class: "voc-actions", role: "toolbar" });
  list = element("div", { class: "voc-quotes", role: "listbox" });
  count = element("p", { class: "voc-hint", role: "status" });
  more = button("voc-tool", "", "", () => this.fetch(this.quotes.length));
  /** @type {Quote[]} */
  quotes = [];
  n = 0;
  at = 0;
  asked = 0;
  isLoaded = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  resting = undefined;

  /** @param {QuotesHost} host @param {AbortSignal} signal */
  constructor(host, signal) {
    this.host = host;
    this.find.addEventListener("input", () => { clearTimeout(this.resting); this.resting = setTimeout(() => this.fetch(0), TYPING_MS); });
    this.code.addEventListener("change", () => this.fetch(0));
    this.find.addEventListener("keydown", (event) => this.onFindKey(event));
    this.code.addEventListener("keydown", (event) => { event.stopPropagation(); if (event.key === "Escape") this.host.leave(); });
    this.list.addEventListener("pointerdown", (event) => this.onDown(event));
    this.list.addEventListener("dblclick", () => { if (this.quote) this.host.read(this.quote); });
    signal.addEventListener("abort", () => clearTimeout(this.resting));
  }

  get quote() { return this.quotes[this.at] ?? null; }

  build() {
    const { texts, codes } = this.host;
    this.find.placeholder = texts.find_quotes;
    this.find.setAttribute("aria-label", texts.find_quotes);
    this.code.setAttribute("aria-label", texts.only_code);
    const chosen = this.code.value;
    this.code.replaceChildren(element("option", { value: "" }, texts.all_codes), ...codes.map((path) => element("option", { value: path }, path.replaceAll("/", " › "))));
    this.code.value = codes.includes(chosen) ? chosen : "";
    this.tools.setAttribute("aria-label", texts.with_quote);
    this.list.setAttribute("aria-label", texts.quotes_list);
    this.more.textContent = texts.more_found;
    this.el.replaceChildren(element("div", { class: "voc-finding" }, this.find, this.code), this.tools, element("p", { class: "voc-hint voc-how" }, texts.drag_quotes), this.count, this.list, this.more);
    this.draw();
  }

  /** Fetch quotes from a number on; the first ones anew where that is 0.
   *  @param {number} start */
  async fetch(start) {
    const asked = ++this.asked;
    this.isLoaded = true;
    this.el.setAttribute("aria-busy", "true");
    const found = await this.host.search(this.find.value.trim(), this.code.value, start).catch(() => null); // the status line says why
    if (asked !== this.asked) return;
    this.el.setAttribute("aria-busy", "false");
    if (!found) return;
    const current = this.quote?.coding;
    this.quotes = [...this.quotes.slice(0, start), ...found.quotes];
    this.n = found.n;
    this.at = Math.max(0, this.quotes.findIndex(({ coding }) => coding === current));
    this.draw();
  }

  draw() {
    const { texts } = this.host;
    const hadFocus = this.list.contains(this.host.activeElement());
    this.list.replaceChildren(...this.quotes.map((quote, at) => this.line(quote, at)));
    this.list.hidden = !this.quotes.length;
    this.count.textContent = this.isLoaded ? filled(texts[this.n === 1 ? "found_one" : "found"], { n: this.n }) : "";
    this.more.hidden = this.quotes.length >= this.n;
    this.drawTools();
    if (hadFocus) this.focusLine();
  }

  drawTools() {
    const { texts } = this.host;
    const tool = (/** @type {string} */ label, /** @type {string} */ sign, /** @type {(quote: Quote) => void} */ act) => {
      const made = button("voc-tool", `${label} `, sign, () => { if (this.quote) act(this.quote); });
      made.append(element("kbd", {}, sign === "Enter" ? texts.enter : sign));
      made.disabled = !this.quote;
      return made;
    };
    const support = tool(texts.as_evidence, "E", (quote) => this.host.support(quote));
    support.disabled ||= !this.host.noteText();
    support.title = this.host.noteText();
    this.tools.replaceChildren(tool(texts.as_note, "Enter", (quote) => this.host.newNote(quote)), support, tool(texts.read_passage, "O", (quote) => this.host.read(quote)));
  }

  /** @param {Quote} quote @param {number} at */
  line(quote, at) {
    const code = element("span", { class: "voc-chip" }, quote.code.replaceAll("/", " › "));
    code.style.setProperty("--voc-color", quote.color);
    return element("div", { role: "option", class: "voc-quote", "data-at": String(at), tabindex: at === this.at ? "0" : "-1", "aria-selected": String(at === this.at) },
      element("q", {}, quote.quote), element("span", { class: "voc-quote-foot" }, code, element("span", { class: "voc-hint" }, quote.who)));
  }

  focusLine() {
    /** @type {HTMLElement | undefined} */ (this.list.children[this.at])?.focus();
  }

  /** @param {number} at */
  go(at) {
    this.at = Math.max(0, Math.min(this.quotes.length - 1, at));
    for (const [index, line] of [...this.list.children].entries()) {
      line.setAttribute("aria-selected", String(index === this.at));
      /** @type {HTMLElement} */ (line).tabIndex = index === this.at ? 0 : -1;
    }
    this.focusLine();
  }

  /** @param {PointerEvent} event */
  onDown(event) {
    const line = event.target instanceof Element ? event.target.closest(".voc-quote") : null;
    if (!(line instanceof HTMLElement) || event.button !== 0) return;
    event.preventDefault();
    this.go(Number(line.dataset.at));
    if (this.quote) this.host.lifted(event, this.quote, line, () => {});
  }

  /** @param {KeyboardEvent} event */
  onFindKey(event) {
    event.stopPropagation();
    if (event.key === "ArrowDown" && this.quotes.length) { event.preventDefault(); this.go(this.at); }
    else if (event.key === "Escape") { event.preventDefault(); this.host.leave(); }
  }

  /** What a key asks for in the list.
   *  @param {string} key @returns {(() => void) | undefined} */
  actOf(key) {
    const { quote } = this;
    if (!quote || !this.list.contains(this.host.activeElement())) return undefined;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity }[key];
    if (step) return key === "ArrowUp" && this.at === 0 ? () => this.find.focus() : () => this.go(this.at + step);
    return { Enter: () => this.host.newNote(quote), e: () => this.host.support(quote), o: () => this.host.read(quote) }[key];
  }
}
