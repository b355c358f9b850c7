// @ts-check
// The quotes that were found: one is in focus, some are selected; they can be copied, dragged, and shown in the text.

import { element, filled } from "../parts/dom.mjs";

/** @typedef {{coding: string, quote: string, before: string, after: string, code: string, color: string, speaker: string,
 *   source: string, time: string, coder: string, memo: string, reference: string}} Quote */
/** @typedef {{texts: Record<string, string>, more: (upTo: number) => void, jump: (coding: string) => void, copied: (n: number) => void,
 *   chosen: (codings: string[]) => void, chooseAll: () => void, activeElement: () => Element | null}} ListHost */

export const DRAGGED = "application/x-vocbench-quote";

const PAGE = 100;
const BLOCK = 40;
const NEAR_END_PX = 800;
const A_SCREEN = 8;

/** Quotes with where they are from, as plain text.
 *  @param {readonly Quote[]} quotes */
export const citedText = (quotes) => quotes.map(({ quote, reference }) => `“${quote}” — ${reference}`).join("\n");

/** Quotes with where they are from, as HTML; their words are escaped.
 *  @param {readonly Quote[]} quotes */
export const citedHtml = (quotes) => quotes.map(({ quote, reference }) =>
  `<blockquote>“${escaped(quote)}” — <cite>${escaped(reference)}</cite></blockquote>`).join("");

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

export class QuoteBox {
  el = element("div", { class: "voc-box" });
  list = element("div", { class: "voc-listbox", role: "listbox", "aria-multiselectable": "true", "data-lm-suppress-shortcuts": "true" });
  empty = element("p", { class: "voc-empty" });
  /** @type {Quote[]} those that the kernel has sent */
  quotes = [];
  total = 0;
  /** @type {Map<string, {drawn: string, option: HTMLElement}>} by coding */
  options = new Map();
  /** @type {Set<string>} */
  selected = new Set();
  /** The coding that Tab goes to. */
  active = "";
  /** Where the focus goes once the kernel has sent that many; -1 for nowhere. */
  awaited = -1;

  /** @param {ListHost} host @param {AbortSignal} signal */
  constructor(host, signal) {
    this.host = host;
    this.el.append(this.list, this.empty);
    this.list.addEventListener("keydown", (event) => this.onKey(event));
    this.list.addEventListener("focusin", (event) => this.activate(codingOf(event.target)));
    this.list.addEventListener("click", (event) => this.onClick(event));
    this.list.addEventListener("dblclick", (event) => { const id = codingOf(event.target); if (id) host.jump(id); });
    this.list.addEventListener("dragstart", (event) => this.onDrag(event));
    this.el.addEventListener("copy", (event) => this.onCopy(event));
    this.el.addEventListener("scroll", () => this.fill(), { passive: true, signal });
  }

  /** @returns {Quote[]} the selected quotes, or else the one in focus */
  get current() {
    const chosen = this.quotes.filter(({ coding }) => this.selected.has(coding));
    return chosen.length ? chosen : this.quotes.filter(({ coding }) => coding === this.active);
  }

  /** Show quotes; those that stay as they are keep their elements and the focus.
   *  @param {Quote[]} quotes  the first of them @param {number} total  how many there are */
  show(quotes, total) {
    const hadFocus = this.list.contains(this.host.activeElement());
    const at = this.quotes.findIndex(({ coding }) => coding === this.active);
    this.quotes = quotes;
    this.total = total;
    const kept = this.options;
    this.options = new Map();
    const drawn = quotes.map((quote, index) => this.option(quote, index, kept.get(quote.coding)));
    placed(this.list, this.blocksOf(drawn));
    this.list.setAttribute("aria-label", this.host.texts.list);
    this.list.hidden = !quotes.length;
    this.empty.hidden = quotes.length > 0;
    this.empty.textContent = this.host.texts.none;
    if (!this.options.has(this.active)) this.active = quotes[Math.min(Math.max(at, 0), quotes.length - 1)]?.coding ?? "";
    this.drawStates();
    if (hadFocus) this.focus();
    if (this.awaited >= 0 && hadFocus) this.go(Math.min(this.awaited, quotes.length - 1), false);
    this.awaited = -1;
  }

  /** The options in blocks, so that the browser has a few hundred parts to look after and not ten thousand.
   *  @param {readonly HTMLElement[]} options */
  blocksOf(options) {
    const blocks = /** @type {HTMLElement[]} */ ([...this.list.children]).slice(0, Math.ceil(options.length / BLOCK));
    while (blocks.length * BLOCK < options.length) blocks.push(element("div", { class: "voc-block", role: "presentation" }));
    blocks.forEach((block, index) => placed(block, options.slice(index * BLOCK, (index + 1) * BLOCK)));
    return blocks;
  }

  /** @param {Quote} quote @param {number} index @param {{drawn: string, option: HTMLElement} | undefined} kept */
  option(quote, index, kept) {
    const drawn = JSON.stringify([quote, this.total, index, this.host.texts.jump]);
    const option = kept?.drawn === drawn ? kept.option : this.drawn(quote, index);
    this.options.set(quote.coding, { drawn, option });
    return option;
  }

  /** @param {Quote} quote @param {number} index */
  drawn(quote, index) {
    const { texts } = this.host;
    const around = (/** @type {string} */ words) => element("span", { class: "voc-around" }, words);
    const act = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {string} */ title) =>
      element("span", { class: "voc-act", "data-act": name, title }, sign);
    const chip = element("span", { class: "voc-chip" }, quote.code);
    const made = element("div", {
      class: "voc-quote", role: "option", tabindex: "-1", draggable: "true", "data-coding": quote.coding,
      "aria-posinset": String(index + 1), "aria-setsize": String(this.total),
    },
      element("span", { class: "voc-tick", "data-act": "choose", "aria-hidden": "true" }),
      element("p", { class: "voc-words" }, ...(quote.before ? [around(`…${quote.before}`)] : []),
        element("mark", {}, quote.quote), ...(quote.after ? [around(`${quote.after}…`)] : [])),
      element("p", { class: "voc-from" }, chip, ` ${quote.reference} · ${quote.coder}`),
      ...(quote.memo ? [element("p", { class: "voc-memo" }, filled(texts.memo, { memo: quote.memo }))] : []),
      element("span", { class: "voc-acts", "aria-hidden": "true" }, act("jump", "↗", `${texts.jump} (${texts.enter})`), act("copy", "“”", `${texts.copy} (${texts.control}+C)`)),
    );
    made.style.setProperty("--voc-color", quote.color);
    return made;
  }

  drawStates() {
    for (const [coding, { option }] of this.options) {
      option.setAttribute("aria-selected", String(this.selected.has(coding)));
      option.tabIndex = coding === this.active ? 0 : -1;
    }
  }

  /** Ask for more when the end comes near. */
  fill() {
    const left = this.el.scrollHeight - this.el.scrollTop - this.el.clientHeight;
    if (this.quotes.length < this.total && left < NEAR_END_PX) this.host.more(this.quotes.length + PAGE);
  }

  /** @param {string} coding */
  activate(coding) {
    if (!coding || coding === this.active) return;
    const before = this.options.get(this.active)?.option;
    if (before) before.tabIndex = -1;
    this.active = coding;
    const option = this.options.get(coding)?.option;
    if (option) option.tabIndex = 0;
  }

  focus() {
    const option = this.options.get(this.active)?.option;
    if (option) option.focus({ preventScroll: false });
    else this.list.focus();
  }

  /** @param {number} index @param {boolean} choosing */
  go(index, choosing) {
    if (index >= this.quotes.length && this.quotes.length < this.total) {
      this.awaited = index;
      this.host.more(index + PAGE);
      return;
    }
    const quote = this.quotes[Math.max(0, Math.min(index, this.quotes.length - 1))];
    if (!quote) return;
    if (choosing) this.choose(new Set([...this.selected, this.active, quote.coding]));
    this.activate(quote.coding);
    this.focus();
    this.fill();
  }

  /** @param {Set<string>} codings */
  choose(codings) {
    this.selected = codings;
    this.drawStates();
    this.host.chosen([...codings]);
  }

  /** @param {string} coding */
  toggle(coding) {
    const codings = new Set(this.selected);
    if (!codings.delete(coding)) codings.add(coding);
    this.choose(codings);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const at = this.quotes.findIndex(({ coding }) => coding === this.active);
    /** @type {Record<string, number>} */
    const places = {
      ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + A_SCREEN, PageUp: at - A_SCREEN, Home: 0, End: this.total - 1,
    };
    const isControl = event.ctrlKey || event.metaKey;
    if (event.key in places && !isControl) this.go(places[event.key], event.shiftKey);
    else if (event.key === " ") this.toggle(this.active);
    else if (event.key === "Enter") this.host.jump(this.active);
    else if (isControl && event.key.toLowerCase() === "a") this.host.chooseAll();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const coding = codingOf(event.target);
    if (!coding) return;
    const act = event.target instanceof HTMLElement ? event.target.dataset.act : "";
    this.activate(coding);
    this.focus();
    if (act === "choose" || event.ctrlKey || event.metaKey) this.toggle(coding);
    else if (act === "jump") this.host.jump(coding);
    else if (act === "copy") this.copy();
  }

  /** Copy what is selected, or else the quote in focus. */
  copy() {
    const fill = (/** @type {ClipboardEvent} */ event) => this.put(event);
    document.addEventListener("copy", fill, { capture: true, once: true }); // wherever the browser lets it start
    // The old way asks no permission, and works over plain http, where a lab often runs.
    const isDone = document.execCommand("copy");
    document.removeEventListener("copy", fill, { capture: true });
    if (!isDone) this.host.copied(0);
  }

  /** @param {ClipboardEvent} event */
  onCopy(event) {
    const picked = document.getSelection();
    const isByHand = picked && !picked.isCollapsed && this.el.contains(picked.anchorNode);
    if (!isByHand && !event.defaultPrevented) this.put(event);
  }

  /** @param {ClipboardEvent} event */
  put(event) {
    const { current } = this;
    if (!event.clipboardData || !current.length) return;
    event.clipboardData.setData("text/plain", citedText(current));
    event.clipboardData.setData("text/html", citedHtml(current));
    event.preventDefault();
    this.host.copied(current.length);
  }

  /** @param {DragEvent} event */
  onDrag(event) {
    const coding = codingOf(event.target);
    if (!coding || !event.dataTransfer) return;
    const dragged = this.selected.has(coding) ? this.current : this.quotes.filter((quote) => quote.coding === coding);
    event.dataTransfer.effectAllowed = "copyLink";
    event.dataTransfer.setData("text/plain", citedText(dragged));
    event.dataTransfer.setData("text/html", citedHtml(dragged));
    event.dataTransfer.setData(DRAGGED, JSON.stringify({ coding, codings: dragged.map((quote) => quote.coding) }));
  }
}

/** @param {EventTarget | null} target */
const codingOf = (target) => (target instanceof Element && target.closest("[data-coding]")?.getAttribute("data-coding")) || "";

/** Make these the children of a parent, moving only those that are not in their place.
 *  @param {HTMLElement} parent @param {readonly HTMLElement[]} children */
function placed(parent, children) {
  const wanted = new Set(children);
  for (const each of [...parent.children]) if (!wanted.has(/** @type {HTMLElement} */ (each))) each.remove();
  children.forEach((child, index) => {
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
  });
}
