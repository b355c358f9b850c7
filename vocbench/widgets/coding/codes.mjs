// @ts-check
// The codes above the text: to click, to type, or to press by key.

import { Chooser } from "../parts/chooser.mjs";
import { button, element, keepTabStop, rove } from "../parts/dom.mjs";

/** @typedef {import("./passages.mjs").Code} Code */
/** @typedef {{texts: Record<string, string>, codes: Code[], code: (path: string) => boolean, inVivo: () => void,
 *   focusText: () => void, filter: {only: (path: string) => void}}} CodeHost  What the bar asks of its view. */

export class CodeBar {
  bar = element("div", { class: "voc-codes", role: "toolbar", "data-lm-suppress-shortcuts": "true" });
  el = element("div", { class: "voc-tools" });
  /** @type {Map<string, HTMLElement>} where each code's number of codings stands, by path */
  counts = new Map();
  /** @type {readonly {code: string}[]} */
  counted = [];
  /** @type {Set<string>} paths of the codes without a key that have codes under them */
  groups = new Set();

  /** @param {CodeHost} host */
  constructor(host) {
    this.host = host;
    this.chooser = new Chooser({
      label: "", hint: "", cancel: () => host.focusText(),
      choose: (path) => { if (host.code(path)) host.focusText(); else this.chooser.input.focus(); },
    });
    this.chooser.input.setAttribute("aria-keyshortcuts", "N");
    rove(this.bar, 1);
  }

  build() {
    const { texts } = this.host;
    this.bar.setAttribute("aria-label", texts.codes);
    this.chooser.rename(texts.new_code, texts.new_code_hint);
    this.chooser.newLabel = texts.make_code;
    this.chooser.input.title = `${texts.new_code} (N)`;
    const own = button("voc-tool", `${texts.in_vivo} `, "I", () => this.host.inVivo());
    own.title = texts.in_vivo_hint;
    own.append(element("kbd", {}, "I"));
    this.el.replaceChildren(this.bar, element("span", { class: "voc-naming" }, this.chooser.el, element("kbd", {}, "N"), own));
    this.draw();
  }

  draw() {
    const { codes, texts } = this.host;
    this.counts = new Map();
    const above = new Set(codes.map(({ path, name }) => path.slice(0, -name.length - 1)));
    this.groups = new Set(codes.filter(({ path, key }) => above.has(path) && !key).map(({ path }) => path));
    this.bar.replaceChildren(...codes.map((code) => this.codeButton(code)));
    this.drawCounts(this.counted);
    if (!codes.length) this.bar.append(element("span", { class: "voc-empty" }, texts.no_codes));
    this.chooser.choices = codes.map(({ path, color, key }) => ({ name: path, color, hint: key }));
    keepTabStop(this.bar);
  }

  /** @param {Code} code */
  codeButton({ path, name, color, key }) {
    const made = button("voc-code", "", key, () => {});
    made.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey) this.host.filter.only(path);
      else this.host.code(path);
    });
    made.title = this.host.texts.code_hint;
    const count = element("span", { class: "voc-count" });
    this.counts.set(path, count);
    if (key) made.append(element("kbd", {}, key));
    made.append(element("span", { class: "voc-above" }, path.slice(0, path.length - name.length)), name, count);
    made.style.setProperty("--voc-color", color);
    made.tabIndex = -1;
    return made;
  }

  /** @param {readonly {code: string}[]} codings */
  drawCounts(codings) {
    this.counted = codings;
    /** @type {Map<string, number>} */ const used = new Map();
    for (const { code } of codings) used.set(code, (used.get(code) ?? 0) + 1);
    for (const [path, count] of this.counts) {
      const n = used.has(path) ? String(used.get(path)) : "";
      if (count.textContent !== n) count.textContent = n;
      // What only groups other codes would take their room; by name it can be found all the same.
      const button = count.parentElement;
      if (button) button.hidden = this.groups.has(path) && !n && document.activeElement !== button;
    }
  }
}
