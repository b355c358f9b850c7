// @ts-check
// The codes above the answers: to click, to type, or to press by key.

import { Chooser } from "../parts/chooser.mjs";
import { button, element, keepTabStop, rove } from "../parts/dom.mjs";

/** @typedef {{path: string, name: string, color: string, key: string}} Code */
/** @typedef {{texts: Record<string, string>, codes: readonly Code[], code: (path: string) => void, only: (path: string) => void,
 *   leave: () => void, countOf: (path: string) => number}} CodesHost  What the codes ask of their view. */

export class AnswerCodes {
  bar = element("div", { class: "voc-codes", role: "toolbar", "data-lm-suppress-shortcuts": "true" });
  el = element("div", { class: "voc-tools" });
  /** @type {Map<string, HTMLElement>} */ counts = new Map();

  /** @param {CodesHost} host */
  constructor(host) {
    this.host = host;
    this.chooser = new Chooser({ label: "", hint: "", cancel: () => host.leave(), choose: (path) => { host.code(path); host.leave(); } });
    this.chooser.input.setAttribute("aria-keyshortcuts", "N");
    rove(this.bar, 1);
  }

  build() {
    const { texts } = this.host;
    this.bar.setAttribute("aria-label", texts.codes);
    this.chooser.rename(texts.new_code, texts.new_code_hint);
    this.chooser.newLabel = texts.make_code;
    this.el.replaceChildren(this.bar, element("span", { class: "voc-naming" }, this.chooser.el, element("kbd", {}, "N")));
    this.draw();
  }

  draw() {
    const { codes, texts } = this.host;
    const places = [...this.bar.children];
    const focused = places.findIndex((each) => each.matches(":focus"));
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
    made.title = this.host.texts.only_code;
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
    }
  }
}
