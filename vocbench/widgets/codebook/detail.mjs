// @ts-check
// All about one code, beside the tree: its definition, colour, key and sets, where it occurs, and its quotes.

import { Chooser } from "../parts/chooser.mjs";
import { button, element, filled } from "../parts/dom.mjs";

/** @typedef {import("./forest.mjs").Code} Code */
/** @typedef {{id: string, quote: string, before: string, after: string, source: string, speaker: string, coder: string, memo: string,
 *   isExample: boolean}} Quote */
/** @typedef {{id: string, n: number, sources: {source: string, n: number}[], quotes: Quote[]}} Use  What a code is used for. */
/** @typedef {"description" | "when_to_use" | "when_not_to_use"} Field */
/** @typedef {{texts: Record<string, string>, codes: Code[], palette: string[], sets: {name: string, ids: string[]}[],
 *   change: (id: string, values: Record<string, string>) => void, act: (name: string) => void, example: (coding: string, isExample: boolean) => void,
 *   join: (set: string, id: string) => void, leaveSet: (set: string, id: string) => void, more: () => void, leave: () => void,
 *   activeElement: () => Element | null}} DetailHost  What the pane asks of its view. */

/** @type {Field[]} */
const FIELDS = ["description", "when_to_use", "when_not_to_use"];
const KEYS = ["", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
const ACTIONS = /** @type {[string, string][]} */ ([["rename", "F2"], ["add_below", "N"], ["move", "V"], ["merge", "M"], ["split", "S"], ["remove", "Del"]]);

export class DetailPane {
  el = element("section", { class: "voc-detail", "data-lm-suppress-shortcuts": "true" });
  title = element("h3", { class: "voc-detail-title" });
  colors = element("div", { class: "voc-colors", role: "radiogroup" });
  free = element("input", { type: "color", class: "voc-free" });
  key = element("select", { class: "voc-field" });
  chips = element("div", { class: "voc-chips" });
  bars = element("ul", { class: "voc-bars" });
  quotes = element("ol", { class: "voc-quotes" });
  used = element("h4");
  quoted = element("h4");
  /** @type {Map<Field, HTMLTextAreaElement>} */
  areas = new Map();
  /** @type {Map<string, string>} what was typed and is not saved yet, by code and field */
  drafts = new Map();
  /** @type {Code | null} */
  code = null;
  /** @type {Use | null} */
  use = null;
  joining = new Chooser({ label: "", hint: "", choose: (name) => { if (this.code) this.host.join(name, this.code.id); }, cancel: () => this.host.leave() });

  /** @param {DetailHost} host */
  constructor(host) {
    this.host = host;
    this.key.addEventListener("change", () => this.change({ key: this.key.value }));
    this.free.addEventListener("change", () => this.change({ color: this.free.value.toUpperCase() }));
    this.colors.addEventListener("keydown", (event) => this.onColorKey(event));
  }

  // -- building --

  build() {
    const { texts } = this.host;
    this.el.setAttribute("aria-label", texts.about_code);
    this.colors.setAttribute("aria-label", texts.color);
    this.free.setAttribute("aria-label", texts.free_color);
    this.free.title = texts.free_color;
    this.key.setAttribute("aria-label", texts.hot_key);
    this.bars.setAttribute("aria-label", texts.by_source);
    this.quotes.setAttribute("aria-label", texts.quotes);
    this.joining.rename(texts.join_set, texts.set_hint);
    this.joining.newLabel = texts.make_set;
    this.areas = new Map(FIELDS.map((field) => [field, this.area(field)]));
    const actions = ACTIONS.map(([name, sign]) => {
      const made = button("voc-tool", `${texts[name]} `, sign === "Del" ? "Delete" : sign, () => this.host.act(name));
      made.append(element("kbd", {}, sign));
      return made;
    });
    this.el.replaceChildren(
      this.title, element("div", { class: "voc-actions", role: "toolbar", "aria-label": texts.actions }, ...actions),
      this.labelled("description"),
      element("div", { class: "voc-borders" }, this.labelled("when_to_use"), this.labelled("when_not_to_use")),
      element("div", { class: "voc-look" }, element("span", {}, texts.color), this.colors, this.free,
        element("label", {}, `${texts.hot_key} `, this.key)),
      element("div", { class: "voc-look" }, element("span", {}, texts.sets), this.chips, this.joining.el),
      this.used, this.bars, this.quoted, this.quotes,
    );
    this.draw();
  }

  /** @param {Field} field */
  labelled(field) {
    const area = /** @type {HTMLTextAreaElement} */ (this.areas.get(field));
    return element("label", { class: "voc-words" }, element("span", {}, this.host.texts[field]), area);
  }

  /** @param {Field} field */
  area(field) {
    const { texts } = this.host;
    const made = element("textarea", { class: "voc-field", rows: "2", placeholder: texts[`${field}_hint`], "data-field": field });
    made.addEventListener("input", () => { if (this.code) this.drafts.set(draftOf(this.code.id, field), made.value); });
    made.addEventListener("change", () => this.keep(field));
    made.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.keep(field); this.host.leave(); }
      if (event.key === "Escape") { event.preventDefault(); this.forget(field); this.host.leave(); }
    });
    return made;
  }

  // -- what was typed --

  /** Ask to save what was typed in a field, once.
   *  @param {Field} field */
  keep(field) {
    const value = this.code && this.drafts.get(draftOf(this.code.id, field));
    if (!this.code || value === null || value === undefined) return;
    if (value === this.code[field]) this.forget(field);
    else this.change({ [field]: value });
  }

  /** @param {Field} field */
  forget(field) {
    if (!this.code) return;
    this.drafts.delete(draftOf(this.code.id, field));
    this.draw();
  }

  /** What was asked is saved: what was typed since stays.
   *  @param {string} id @param {Record<string, unknown>} values */
  saved(id, values) {
    for (const field of FIELDS) if (this.drafts.get(draftOf(id, field)) === values[field]) this.drafts.delete(draftOf(id, field));
    this.draw();
  }

  /** @param {Record<string, string>} values */
  change(values) {
    if (this.code) this.host.change(this.code.id, values);
  }

  // -- drawing --

  /** Show a code; null shows that none is chosen.
   *  @param {Code | null} code */
  show(code) {
    for (const field of FIELDS) if (code?.id !== this.code?.id && this.areas.get(field) === this.host.activeElement()) this.keep(field);
    if (code?.id !== this.code?.id) this.use = null;
    this.code = code;
    this.el.setAttribute("aria-busy", String(Boolean(code) && !this.use));
    this.draw();
  }

  draw() {
    const { code } = this;
    this.el.toggleAttribute("data-empty", !code);
    if (!code) { this.title.textContent = this.host.texts.choose_code; return; }
    this.el.style.setProperty("--voc-color", code.color);
    const above = code.path.slice(0, code.path.length - code.name.length).replaceAll("/", " › ");
    this.title.replaceChildren(element("span", { class: "voc-dot" }), element("span", { class: "voc-hint" }, above), code.name);
    for (const [field, area] of this.areas) {
      const draft = this.drafts.get(draftOf(code.id, field));
      if (area.value !== (draft ?? code[field])) area.value = draft ?? code[field];
      area.classList.toggle("voc-unsaved", draft !== undefined && draft !== code[field]);
    }
    this.drawColors(code);
    this.drawKeys(code);
    this.drawSets(code);
    this.drawUse();
  }

  /** @param {Code} code */
  drawColors(code) {
    const { palette, texts } = this.host;
    const own = code.color.toUpperCase();
    const at = palette.findIndex((color) => color.toUpperCase() === own);
    const hadFocus = this.colors.contains(this.host.activeElement());
    this.colors.replaceChildren(...palette.map((color, i) => {
      const made = button("voc-swatch", "", "", () => this.change({ color }));
      made.setAttribute("role", "radio");
      made.setAttribute("aria-checked", String(i === at));
      made.setAttribute("aria-label", filled(texts.color_n, { n: i + 1 }));
      made.title = color;
      made.style.setProperty("--voc-color", color);
      made.tabIndex = i === Math.max(0, at) ? 0 : -1;
      return made;
    }));
    if (this.host.activeElement() !== this.free) this.free.value = code.color.toLowerCase();
    this.free.classList.toggle("voc-chosen", at < 0);
    if (hadFocus) this.focusColor();
  }

  /** @param {KeyboardEvent} event */
  onColorKey(event) {
    const swatches = [...this.colors.querySelectorAll("button")];
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const at = swatches.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    if (!step || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = swatches[(at + step + swatches.length) % swatches.length];
    for (const each of swatches) each.tabIndex = each === next ? 0 : -1;
    next.focus();
  }

  focusColor() {
    /** @type {HTMLElement | null} */ (this.colors.querySelector('[tabindex="0"]'))?.focus();
  }

  focusWords() {
    this.areas.get("description")?.focus();
  }

  /** @param {Code} code */
  drawKeys(code) {
    const { texts, codes } = this.host;
    const owners = new Map(codes.map(({ key, name }) => [key, name]));
    this.key.replaceChildren(...KEYS.map((key) => {
      const owner = key && key !== code.key ? owners.get(key) : "";
      return element("option", { value: key }, key ? (owner ? filled(texts.key_of, { key, code: owner }) : key) : texts.no_key);
    }));
    this.key.value = code.key;
  }

  /** @param {Code} code */
  drawSets(code) {
    const { texts, sets } = this.host;
    const inside = sets.filter(({ ids }) => ids.includes(code.id));
    this.chips.replaceChildren(...inside.map(({ name }) => {
      const label = filled(texts.leave_set, { set: name });
      const made = button("voc-tool", `${name} ×`, "", () => this.host.leaveSet(name, code.id));
      made.setAttribute("aria-label", label);
      made.title = label;
      return made;
    }));
    this.joining.choices = sets.filter(({ ids }) => !ids.includes(code.id)).map(({ name }) => ({ name }));
  }

  /** Show where the code occurs.
   *  @param {Use} use */
  setUse(use) {
    if (use.id !== this.code?.id) return;
    this.use = use;
    this.el.setAttribute("aria-busy", "false");
    this.drawUse();
  }

  drawUse() {
    const { texts } = this.host;
    const { sources, quotes, n } = this.use ?? { sources: [], quotes: [], n: 0 };
    const most = Math.max(1, ...sources.map((each) => each.n));
    this.used.textContent = sources.length ? texts.by_source : "";
    this.used.hidden = this.bars.hidden = !sources.length;
    this.bars.replaceChildren(...sources.map((each) => {
      const bar = element("span", { class: "voc-bar" });
      bar.style.inlineSize = `${(100 * each.n) / most}%`;
      return element("li", {}, element("span", { class: "voc-bar-name", title: each.source }, each.source), element("span", { class: "voc-bar-box" }, bar), element("span", { class: "voc-number" }, String(each.n)));
    }));
    const examples = quotes.filter(({ isExample }) => isExample).length;
    this.quoted.textContent = quotes.length ? filled(texts.quotes_of, { n, examples }) : texts.no_quotes;
    const focused = this.quotes.contains(this.host.activeElement()) ? this.host.activeElement()?.closest("li")?.dataset.id : null;
    this.quotes.replaceChildren(...quotes.map((quote) => this.quote(quote)));
    if (quotes.length < n) this.quotes.append(element("li", {}, button("voc-tool", filled(texts.more_quotes, { n: n - quotes.length }), "", () => this.host.more())));
    if (focused) [...this.quotes.children].find((item) => item instanceof HTMLElement && item.dataset.id === focused)?.querySelector("button")?.focus();
  }

  /** @param {Quote} quote */
  quote({ id, quote, source, speaker, coder, isExample }) {
    const { texts } = this.host;
    const star = button("voc-star", isExample ? "★" : "☆", "", () => this.host.example(id, !isExample));
    star.setAttribute("aria-pressed", String(isExample));
    star.setAttribute("aria-label", filled(texts.mark_example, { quote }));
    star.title = isExample ? texts.is_example : texts.make_example;
    return element("li", { "data-id": id, class: isExample ? "voc-example" : "" }, star,
      element("span", {}, element("q", {}, quote), element("span", { class: "voc-hint" }, ` ${[...new Set([speaker, source, coder])].filter(Boolean).join(" · ")}`)));
  }
}

/** @param {string} id @param {Field} field */
const draftOf = (id, field) => `${id}/${field}`;
