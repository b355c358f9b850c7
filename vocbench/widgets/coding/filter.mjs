// @ts-check
// Which codings are shown: those of some codes, of some coders, or those in doubt.

import { Chooser } from "../parts/chooser.mjs";
import { button, element } from "../parts/dom.mjs";

/** @typedef {import("./passages.mjs").Coding} Coding */
/** @typedef {{texts: Record<string, string>, codes: import("./passages.mjs").Code[], colorOf: (path: string) => string,
 *   filtered: () => void, focusText: () => void}} FilterHost  What the filter asks of its view. */

export class Filter {
  /** @type {Set<string>} paths of the codes to show, with what hangs under them; empty shows all */
  codes = new Set();
  /** @type {Set<string>} coders that are left out */
  without = new Set();
  onlyDoubtful = false;
  isOpen = false;
  el = element("div", { class: "voc-filter", hidden: "" });
  /** @type {string[]} */
  coders = [];
  nDoubtful = 0;
  /** @type {Chooser | null} */
  chooser = null;

  /** @param {FilterHost} host */
  constructor(host) {
    this.host = host;
  }

  get isActive() {
    return this.codes.size > 0 || this.without.size > 0 || this.onlyDoubtful;
  }

  /** @param {Coding} coding */
  passes = ({ code, coder, doubt }) =>
    (!this.codes.size || [...this.codes].some((path) => code === path || code.startsWith(`${path}/`)))
    && !this.without.has(coder) && (!this.onlyDoubtful || Boolean(doubt));

  /** Take over what Python asks for; say whether it is something else.
   *  @param {readonly string[]} codes  paths @param {readonly string[]} without  coders */
  take(codes, without) {
    const same = holdsJust(this.codes, codes) && holdsJust(this.without, without);
    if (same) return false;
    this.codes = new Set(codes);
    this.without = new Set(without);
    this.build();
    return true;
  }

  /** @param {readonly Coding[]} codings  all there are */
  follow(codings) {
    const coders = [...new Set(codings.map(({ coder }) => coder))].sort();
    const nDoubtful = codings.filter(({ doubt }) => doubt).length;
    const same = coders.join("\n") === this.coders.join("\n") && nDoubtful === this.nDoubtful;
    this.coders = coders;
    this.nDoubtful = nDoubtful;
    if (!nDoubtful) this.onlyDoubtful = false;
    if (!same) this.build();
  }

  toggle() {
    this.isOpen = !this.isOpen;
    this.build();
    if (this.isOpen) this.chooser?.input.focus();
    else this.host.focusText();
  }

  build() {
    const { texts } = this.host;
    this.el.hidden = !this.isOpen && !this.isActive;
    this.el.replaceChildren();
    if (this.el.hidden) return;
    this.el.setAttribute("role", "group");
    this.el.setAttribute("aria-label", texts.filter);
    this.chooser = new Chooser({
      label: texts.filter_code, hint: texts.filter_code,
      choose: (path) => this.change(() => this.codes.add(path)), cancel: () => this.host.focusText(),
    });
    this.chooser.choices = this.host.codes.map(({ path, color }) => ({ name: path, color }));
    this.el.append(this.chooser.el, ...[...this.codes].map((path) => this.chip(path)));
    if (this.coders.length > 1) this.el.append(...this.coders.map((coder) => this.coderButton(coder)));
    if (this.nDoubtful) this.el.append(this.pressed(`${texts.filter_doubt} · ${this.nDoubtful}`, this.onlyDoubtful, () => { this.onlyDoubtful = !this.onlyDoubtful; }));
    if (this.isActive) this.el.append(button("voc-tool", texts.filter_none, "", () => this.clear()));
  }

  /** @param {string} path */
  chip(path) {
    const made = this.pressed(`${path} ×`, true, () => this.codes.delete(path));
    made.classList.add("voc-chip");
    made.style.setProperty("--voc-color", this.host.colorOf(path));
    return made;
  }

  /** @param {string} coder */
  coderButton(coder) {
    return this.pressed(coder, !this.without.has(coder), () => {
      if (!this.without.delete(coder)) this.without.add(coder);
    });
  }

  /** @param {string} label @param {boolean} isOn @param {() => void} change */
  pressed(label, isOn, change) {
    const made = button("voc-tool", label, "", () => this.change(change));
    made.setAttribute("aria-pressed", String(isOn));
    return made;
  }

  clear() {
    this.change(() => { this.codes.clear(); this.without.clear(); this.onlyDoubtful = false; });
  }

  /** Show only one code, or all again.
   *  @param {string} path */
  only(path) {
    const isOnly = this.codes.size === 1 && this.codes.has(path);
    this.change(() => { this.codes = new Set(isOnly ? [] : [path]); });
  }

  /** @param {() => void} change */
  change(change) {
    change();
    this.build();
    this.host.filtered();
  }
}

/** @param {ReadonlySet<string>} set @param {readonly string[]} list */
const holdsJust = (set, list) => set.size === list.length && list.every((each) => set.has(each));
