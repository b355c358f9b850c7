// @ts-check
// The list of codings beside the text: to read them with a screen reader, and to act on one.

import { Chooser } from "../parts/chooser.mjs";
import { button, element, filled, visibleButtons } from "../parts/dom.mjs";
import { quoteOf } from "./passages.mjs";

/** @typedef {import("./passages.mjs").Range} Range */
/** @typedef {import("./passages.mjs").Shown} Shown */

const QUOTE_LENGTH = 90;
const MOST_ITEMS = 80; // on the page at a time
const ITEM_PX = 62; // about as high as one is

/** @typedef {{
 *   texts: Record<string, string>, turns: import("./passages.mjs").Turn[], language: string,
 *   codes: import("./passages.mjs").Code[], every: readonly Shown[], colorOf: (path: string) => string,
 *   go: (coding: Shown) => void, activate: (id: string | null) => void, point: (id: string | null) => void,
 *   remove: (id: string) => void, recode: (id: string, path: string) => void, remark: (id: string, memo: string) => void,
 *   bound: (id: string) => void, join: (id: string) => void, settle: (id: string) => void,
 *   jump: (id: string, step: 1 | -1) => void, leave: () => void, showHere: (place: Range | null) => void,
 *   say: (key: string, values: Record<string, string>, level: "" | "error") => void, activeElement: () => Element | null }} ListHost  What the list asks of its view. */

export class ListPane {
  heading = element("span", { class: "voc-heading" });
  all = element("span");
  list = element("ol", { class: "voc-list" });
  el = element("section", { class: "voc-panel", "data-lm-suppress-shortcuts": "true" });
  /** @type {Map<string, HTMLLIElement>} the list's items on the page, by coding */
  items = new Map();
  /** @type {WeakMap<Element, {coding: Shown, color: string, isActive: boolean}>} what each item was drawn from */
  drawn = new WeakMap();
  /** @type {HTMLElement | null} the button at which Tab stops */
  stop = null;
  /** @type {readonly Shown[]} */
  shown = [];
  /** @type {readonly Shown[]} those at the place that the list is about */
  listed = [];
  /** The first of them that is on the page: some are, around what is in sight. */
  first = 0;
  most = MOST_ITEMS;
  /** @type {Range | null} the place whose codings the list shows; null shows all */
  here = null;
  /** @type {string | null} the coding that one acts on */
  active = null;
  /** Where a memo is written and another code chosen: apart from the list, whose items come and go. */
  desk = element("div", { class: "voc-editor", hidden: "" });
  /** @type {Shown | null} the coding that this is about, as it was when it opened */
  edited = null;

  /** @param {ListHost} host */
  constructor(host) {
    this.host = host;
    this.list.addEventListener("keydown", (event) => this.onArrow(event));
    this.list.addEventListener("focusin", (event) => this.onFocus(event));
    this.list.addEventListener("scroll", () => this.onScroll(), { passive: true });
    const point = (/** @type {Event} */ event) => host.point(idAt(event.target));
    this.list.addEventListener("pointerover", point);
    this.list.addEventListener("pointerleave", () => host.point(this.active));
  }

  /** @param {boolean} isFiltered */
  build(isFiltered) {
    const { texts } = this.host;
    this.el.setAttribute("aria-label", texts.codings);
    this.list.setAttribute("aria-label", texts.codings);
    this.all.replaceChildren(button("voc-tool", texts.all_codings, "Escape", () => this.host.showHere(null)));
    this.el.replaceChildren(element("div", { class: "voc-panel-head" }, this.heading, this.all), this.desk, this.list);
    this.items.clear();
    this.list.replaceChildren();
    this.draw(this.shown, isFiltered);
  }

  /** @param {readonly Shown[]} shown  in reading order @param {boolean} isFiltered  whether some are left out */
  draw(shown, isFiltered) {
    const { texts } = this.host;
    const { here } = this;
    this.shown = shown;
    const focused = this.focused();
    if (this.active && !shown.some(({ id }) => id === this.active)) this.active = this.successor();
    this.listed = here ? shown.filter((coding) => coding.start < here.end && here.start < coding.end) : shown;
    if (here && !this.listed.length) { this.host.showHere(null); if (focused) this.host.leave(); return; }
    this.arrange();
    this.all.hidden = !here;
    this.heading.textContent = `${here ? texts.codings_here : isFiltered ? texts.codings_filtered : texts.codings} · ${this.listed.length}`;
    this.list.dataset.empty = shown.length ? "" : isFiltered ? texts.none_pass_filter : texts.no_codings;
    this.keepFocus(focused);
  }

  /** Put an item for each coding around what is in sight in its place, the old one where it still says the same.
   *  The browser would lay out thousands of items anew at each key; empty room stands for the others. */
  arrange() {
    this.first = Math.max(0, Math.min(this.first, this.listed.length - this.most));
    const some = this.listed.slice(this.first, this.first + this.most);
    const old = this.items;
    this.items = new Map(some.map((coding, index) => [coding.id, this.item(coding, this.first + index, old.get(coding.id))]));
    for (const [id, item] of old) if (this.items.get(id) !== item) item.remove();
    let at = 0;
    for (const item of this.items.values()) {
      if (this.list.children[at] !== item) this.list.insertBefore(item, this.list.children[at] ?? null);
      at += 1;
    }
    this.list.style.setProperty("--voc-above", `${this.first * ITEM_PX}px`);
    this.list.style.setProperty("--voc-below", `${(this.listed.length - this.first - some.length) * ITEM_PX}px`);
  }

  /** Bring the items on the page that are in sight now. */
  onScroll() {
    const { list } = this;
    const items = [...this.items.values()];
    if (this.listed.length <= this.most || !items.length) return;
    const top = items[0].offsetTop - list.offsetTop;
    const last = items[items.length - 1];
    const bottom = last.offsetTop + last.offsetHeight - list.offsetTop;
    const isInside = top <= Math.max(0, list.scrollTop) && bottom >= Math.min(list.scrollTop + list.clientHeight, list.scrollHeight);
    if (!isInside) this.bring(Math.floor(list.scrollTop / ITEM_PX));
  }

  /** On paper all items are there.
   *  @param {AbortSignal} signal */
  listen(signal) {
    const show = (/** @type {number} */ most) => { this.most = most; this.arrange(); };
    window.addEventListener("beforeprint", () => show(Infinity), { signal });
    window.addEventListener("afterprint", () => show(MOST_ITEMS), { signal });
  }

  /** Have an item on the page.
   *  @param {number} index  among those listed */
  bring(index) {
    if (index >= this.first && index < this.first + MOST_ITEMS && this.items.size) return;
    this.first = Math.max(0, index - (this.most >> 1));
    this.arrange();
    this.keepStop();
  }

  /** The coding that was just saved takes the place of the one that was shown before its answer. */
  successor() {
    const item = this.items.get(this.active ?? "");
    return this.shown.find((coding) => item?.dataset.place === placeOf(coding))?.id ?? null;
  }

  /** An item of the list: the old one if it still says the same.
   *  @param {Shown} coding @param {number} index  among those listed @param {HTMLLIElement} [old] */
  item(coding, index, old) {
    const { texts } = this.host;
    const isActive = coding.id === this.active;
    const color = this.host.colorOf(coding.code);
    const from = old && this.drawn.get(old);
    if (old && from && from.coding === coding && from.color === color && from.isActive === isActive) return placed(old, index, this.listed.length);
    const go = button("voc-go", "", "Enter", () => { this.host.activate(coding.id); this.host.go(coding); });
    go.title = texts.go_to;
    go.tabIndex = -1;
    go.append(
      element("span", { class: "voc-item-head" }, element("span", { class: "voc-item-code" }, coding.code), element("span", { class: "voc-by" }, coding.coder)),
      element("q", { lang: this.host.language }, quoteOf(this.host.turns, coding, QUOTE_LENGTH)),
    );
    if (coding.memo) go.append(element("span", { class: "voc-note" }, filled(texts.memo, { memo: coding.memo })));
    if (coding.doubt) go.append(element("span", { class: "voc-note voc-doubt" }, filled(texts.doubt, { why: texts[coding.doubt] ?? coding.doubt })));
    if (coding.wait) go.append(element("span", { class: "voc-note" }, texts[coding.wait]));
    const item = element("li", { "data-id": coding.id, "data-wait": coding.wait, "data-place": placeOf(coding) }, go, this.removal(coding));
    item.classList.toggle("voc-active", isActive);
    if (isActive && !coding.wait) item.append(this.actions(coding));
    item.style.setProperty("--voc-color", color);
    this.drawn.set(item, { coding, color, isActive });
    return placed(item, index, this.listed.length);
  }

  /** @param {Shown} coding */
  removal(coding) {
    const label = filled(this.host.texts.remove, { code: coding.code, quote: quoteOf(this.host.turns, coding, QUOTE_LENGTH) });
    const made = button("voc-remove", "×", "Delete", () => this.host.remove(coding.id));
    made.setAttribute("aria-label", label);
    made.title = label;
    made.hidden = Boolean(coding.wait);
    made.tabIndex = -1;
    return made;
  }

  /** What one can do with the active coding.
   *  @param {Shown} coding */
  actions({ id, doubt }) {
    const { texts } = this.host;
    /** @type {[string, string, () => void][]} */
    const acts = [
      [texts.act_memo, "M", () => this.editMemo(id)],
      [texts.act_recode, "R", () => this.chooseCode(id)],
      [texts.act_bounds, "E", () => this.host.bound(id)],
      [texts.act_join, "J", () => this.host.join(id)],
      [texts.act_previous, ",", () => this.host.jump(id, -1)],
      [texts.act_next, ".", () => this.host.jump(id, 1)],
    ];
    if (doubt) acts.unshift([texts.act_settle, "K", () => this.host.settle(id)]);
    return element("div", { class: "voc-actions" }, ...acts.map(([label, key, act]) => {
      const made = button("voc-tool", `${label} `, key, act);
      made.append(element("kbd", {}, key));
      made.tabIndex = -1;
      return made;
    }));
  }

  // -- editing --

  /** @param {string} id */
  editMemo(id) {
    const { texts } = this.host;
    const coding = this.host.every.find((each) => each.id === id);
    if (!coding) return;
    const field = element("textarea", { class: "voc-field voc-memo", rows: "3", "aria-label": texts.act_memo, placeholder: texts.memo_hint });
    field.value = coding.memo;
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.keepMemo(field.value.trim()); }
      if (event.key === "Escape") { event.preventDefault(); this.closeEditor(); }
    });
    this.openEditor(coding, field, field, button("voc-tool", texts.save, "Enter", () => this.keepMemo(field.value.trim())));
  }

  /** Keep the memo, unless the coding changed while it was written: then say so first.
   *  @param {string} memo */
  keepMemo(memo) {
    const coding = this.editedNow();
    if (!coding || !this.edited) { this.host.say("coding_gone", {}, "error"); return; }
    if (coding.wait === "adding") { this.host.say("wait_for_saving", {}, "error"); return; }
    if (coding.memo !== this.edited.memo && coding.memo !== memo) {
      this.host.say("memo_changed", { memo: coding.memo }, "error");
      this.edited = coding; // Enter again means it
      return;
    }
    if (memo !== coding.memo) this.host.remark(coding.id, memo);
    this.closeEditor();
  }

  /** @param {string} id */
  chooseCode(id) {
    const { texts } = this.host;
    const coding = this.host.every.find((each) => each.id === id);
    if (!coding) return;
    const chooser = new Chooser({ label: texts.act_recode, hint: texts.new_code_hint, choose: (path) => this.keepCode(path), cancel: () => this.closeEditor() });
    chooser.newLabel = texts.make_code;
    chooser.choices = this.host.codes.map(({ path, color, key }) => ({ name: path, color, hint: key }));
    this.openEditor(coding, chooser.input, chooser.el);
  }

  /** @param {string} path */
  keepCode(path) {
    const coding = this.editedNow();
    if (!coding) { this.host.say("coding_gone", {}, "error"); return; }
    if (coding.wait === "adding") { this.host.say("wait_for_saving", {}, "error"); return; }
    this.host.recode(coding.id, path);
    this.closeEditor();
  }

  /** The coding that the editor is about, as it is now: it may have been confirmed since, and got its id. */
  editedNow() {
    const { edited } = this;
    return edited && (this.host.every.find(({ id }) => id === edited.id) ?? this.host.every.find((each) => placeOf(each) === placeOf(edited)));
  }

  /** @param {Shown} coding @param {HTMLElement} field  that gets the focus @param {HTMLElement[]} parts */
  openEditor(coding, field, ...parts) {
    this.edited = coding;
    const about = element("div", { class: "voc-edited" }, element("b", {}, coding.code), " ", element("q", { lang: this.host.language }, quoteOf(this.host.turns, coding, QUOTE_LENGTH)));
    this.desk.replaceChildren(about, ...parts);
    this.desk.hidden = false;
    field.focus();
  }

  /** Close the editor, and go back to its coding in the list. */
  closeEditor() {
    const coding = this.editedNow();
    this.edited = null;
    this.desk.hidden = true;
    this.desk.replaceChildren();
    if (coding) this.focusItem(coding.id);
    else this.host.leave();
  }

  // -- focus --

  /** Show only the codings of a place, or all with null.
   *  @param {Range | null} place */
  setHere(place) {
    this.here = place;
  }

  /** @param {string | null} id */
  setActive(id) {
    if (id === this.active) return;
    const changed = [this.active, id];
    this.active = id;
    const focused = this.focused();
    this.listed.forEach((coding, index) => {
      const old = changed.includes(coding.id) && this.items.get(coding.id);
      if (!old) return;
      const item = this.item(coding, index, old);
      this.items.set(coding.id, item);
      old.replaceWith(item);
    });
    this.keepFocus(focused);
  }

  /** @param {string} id */
  reveal(id) {
    this.bring(this.indexOf(id));
    this.items.get(id)?.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} id */
  indexOf(id) {
    return this.listed.findIndex((coding) => coding.id === id);
  }

  /** @param {string} id */
  focusItem(id) {
    if (this.indexOf(id) >= 0) this.bring(this.indexOf(id));
    const item = this.items.get(id);
    if (item) item.querySelector("button")?.focus();
    else this.host.leave();
  }

  focusFirst() {
    this.keepStop();
    this.stop?.focus();
  }

  /** Which item has the focus, by its place among those that show, and which of its buttons. */
  focused() {
    const active = this.host.activeElement();
    const item = active?.closest(".voc-list > li");
    if (!active || !item || !this.list.contains(item)) return null;
    return { id: item.getAttribute("data-id") ?? "", at: [...this.list.children].indexOf(item), button: visibleButtons(/** @type {HTMLElement} */ (item)).indexOf(/** @type {HTMLButtonElement} */ (active)) };
  }

  /** Keep the focus in the list when the item that had it was drawn anew or is gone.
   *  @param {{id: string, at: number, button: number} | null} focused */
  keepFocus(focused) {
    this.keepStop();
    if (!focused || this.list.contains(this.host.activeElement())) return;
    const items = [...this.items.values()];
    const item = this.items.get(focused.id) ?? items[Math.min(focused.at, items.length - 1)];
    const buttons = item ? visibleButtons(item) : [];
    const next = buttons[item === this.items.get(focused.id) ? Math.max(0, focused.button) : 0] ?? buttons[0];
    if (next) next.focus();
    else this.host.leave();
  }

  /** Make sure that Tab finds one button in the list. */
  keepStop() {
    if (this.stop?.isConnected) return;
    this.stop = this.list.querySelector("button");
    if (this.stop) this.stop.tabIndex = 0;
  }

  /** @param {FocusEvent} event */
  onFocus(event) {
    const id = idAt(event.target);
    if (!id || !(event.target instanceof HTMLButtonElement)) return;
    if (this.stop) this.stop.tabIndex = -1;
    this.stop = event.target;
    this.stop.tabIndex = 0;
    this.host.activate(id);
  }

  /** Up and Down go from coding to coding, Left and Right among what one can do with it.
   *  @param {KeyboardEvent} event */
  onArrow(event) {
    const target = event.target instanceof HTMLButtonElement ? event.target : null;
    const item = target?.closest("li");
    if (!target || !item) return;
    const row = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    const column = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!row && !column) return;
    event.preventDefault();
    if (row) this.focusItem(this.listed[within(this.indexOf(item.dataset.id ?? "") + row, this.listed.length)].id);
    else {
      const buttons = visibleButtons(item);
      buttons[within(buttons.indexOf(target) + (column ?? 0), buttons.length)]?.focus();
    }
  }
}

/** Tell a screen reader which of how many an item is.
 *  @param {HTMLLIElement} item @param {number} index @param {number} length */
function placed(item, index, length) {
  item.setAttribute("aria-posinset", String(index + 1));
  item.setAttribute("aria-setsize", String(length));
  return item;
}

/** @param {number} at @param {number} length */
const within = (at, length) => Math.min(length - 1, Math.max(0, at));

/** @param {Shown} coding */
const placeOf = ({ start, end, code, coder }) => JSON.stringify([start, end, code, coder]);

/** The coding whose item an event is in.
 *  @param {EventTarget | null} target */
const idAt = (target) => (target instanceof Element ? target.closest("li[data-id]")?.getAttribute("data-id") ?? null : null);
