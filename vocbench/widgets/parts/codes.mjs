// @ts-check
// The codes above what is coded: to click, to type, or to press by key.

import { Chooser } from "./chooser.mjs";
import { button, element, keepTabStop, rove } from "./dom.mjs";

/** @typedef {{path: string, name: string, color: string, key: string}} Code */
/** @typedef {{
 *   texts: Record<string, string>, codes: readonly Code[], countOf: (path: string) => number,
 *   code: (path: string) => boolean, only: (path: string) => void, leave: () => void, more?: () => HTMLElement[] }} CodesHost
 *  What the codes ask of their view: `code` says whether there was something to code, `only` shows one code alone,
 *  `leave` takes the focus back, `more` gives what stands beside the field. */

export class CodeBar {
  bar = element("div", { class: "voc-codes", role: "toolbar", "data-lm-suppress-shortcuts": "true" });
  el = element("div", { class: "voc-coding-tools" });
  /** @type {Map<string, HTMLElement>} where each code's number of codings stands, by path */
  counts = new Map();
  /** @type {Set<string>} paths of the codes without a key that have codes under them */
  groups = new Set();

  /** @param {CodesHost} host */
  constructor(host) {
    this.host = host;
    this.chooser = new Chooser({
      label: "", hint: "", cancel: () => host.leave(),
      choose: (path) => { if (host.code(path)) host.leave(); else this.chooser.input.focus(); },
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
    const more = this.host.more?.() ?? [];
    this.el.replaceChildren(this.bar, element("span", { class: "voc-naming" }, this.chooser.el, element("kbd", {}, "N"), ...more));
    this.draw();
  }

  draw() {
    const { codes, texts } = this.host;
    const focused = [...this.bar.children].findIndex((each) => each.matches(":focus"));
    const above = new Set(codes.map(({ path, name }) => path.slice(0, -name.length - 1)));
    this.groups = new Set(codes.filter(({ path, key }) => above.has(path) && !key).map(({ path }) => path));
    this.counts.clear();
    this.bar.replaceChildren(...codes.map((code) => this.codeButton(code)));
    if (!codes.length) this.bar.append(element("span", { class: "voc-empty" }, texts.no_codes));
    this.chooser.choices = codes.map(({ path, color, key }) => ({ name: path, color, hint: key }));
    keepTabStop(this.bar);
    if (focused >= 0) /** @type {HTMLElement | undefined} */ (this.bar.children[focused])?.focus();
    this.drawCounts();
  }

  /** @param {Code} code */
  codeButton({ path, name, color, key }) {
    const made = button("voc-code", "", key, () => {});
    made.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey) this.host.only(path);
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

  drawCounts() {
    for (const [path, count] of this.counts) {
      const n = this.host.countOf(path);
      const words = n ? String(n) : "";
      if (count.textContent !== words) count.textContent = words;
      // What only groups other codes would take their room; by name it can be found all the same.
      const made = count.parentElement;
      if (made) made.hidden = this.groups.has(path) && !n && !made.matches(":focus");
    }
  }
}
