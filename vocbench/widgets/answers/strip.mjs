// @ts-check
// The whole answer that has the focus: its words, who gave it, its codes and what is suggested.

import { button, element, filled } from "../parts/dom.mjs";

/** @typedef {import("./shown.mjs").ShownCode} ShownCode */
/** @typedef {{path: string, name: string, color: string, chance: string}} ShownSuggestion */
/** @typedef {{title: string, details: [string, string][], words: (Node | string)[], codes: ShownCode[], suggestions: ShownSuggestion[]}} Opened */
/** @typedef {{texts: Record<string, string>, remove: (path: string) => void, accept: (rank: number) => void, leave: () => void, close: () => void}} StripHost */

export class Strip {
  el = element("section", { class: "voc-strip", hidden: "" });

  /** @param {StripHost} host */
  constructor(host) {
    this.host = host;
    this.el.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      host.leave();
    });
  }

  /** @param {Opened | null} opened  null where there is no row */
  draw(opened) {
    const { texts } = this.host;
    this.el.setAttribute("aria-label", texts.whole_text);
    if (!opened) { this.el.replaceChildren(); return; }
    const close = button("voc-tool", texts.close, "Enter", () => this.host.close());
    const about = opened.details.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]);
    this.el.replaceChildren(
      element("div", { class: "voc-about" }, element("strong", {}, opened.title), element("dl", {}, ...about), close),
      element("p", { class: "voc-whole" }, ...opened.words),
      element("div", { class: "voc-chips" }, ...opened.codes.map((code) => this.chip(code))),
    );
    if (opened.suggestions.length) {
      this.el.append(element("div", { class: "voc-chips", role: "group", "aria-label": texts.suggested_here }, element("span", { class: "voc-hint" }, texts.suggested_here),
        ...opened.suggestions.map((each, place) => this.suggestion(each, place + 1))));
    }
  }

  /** @param {ShownCode} code */
  chip({ name, path, color, who, isOwn, wait }) {
    const chip = element("span", { class: "voc-chip", title: path, "data-wait": wait }, name);
    chip.style.setProperty("--voc-color", color);
    if (!isOwn) chip.append(element("span", { class: "voc-hint" }, who));
    if (wait) chip.append(element("span", { class: "voc-hint" }, `(${this.host.texts[wait]})`));
    if (isOwn && !wait) {
      const remove = button("voc-remove", "×", "", () => this.host.remove(path));
      remove.setAttribute("aria-label", filled(this.host.texts.remove_code, { code: path }));
      chip.append(remove);
    }
    return chip;
  }

  /** @param {ShownSuggestion} suggestion @param {number} rank */
  suggestion({ path, name, color, chance }, rank) {
    const { texts } = this.host;
    const made = button("voc-chip voc-suggested", `${name} `, rank === 1 ? "Y" : `Shift+${rank}`, () => this.host.accept(rank));
    made.title = filled(texts.suggestion, { code: path, chance });
    made.append(element("span", { class: "voc-chance" }, chance), element("kbd", {}, rank === 1 ? "Y" : `${texts.shift}+${rank}`));
    made.style.setProperty("--voc-color", color);
    return made;
  }
}
