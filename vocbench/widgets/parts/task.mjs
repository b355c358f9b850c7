// @ts-check
// One question at a time above what it is about: into which code or topic, under which name; or whether to go on.

import { Chooser } from "./chooser.mjs";
import { button, element } from "./dom.mjs";

/** @typedef {import("./chooser.mjs").Choice} Choice */

export class TaskBar {
  el = element("div", { class: "voc-task", role: "group", "data-lm-suppress-shortcuts": "true", hidden: "" });

  /** @param {{texts: Record<string, string>, leave: () => void}} host */
  constructor(host) {
    this.host = host;
    this.el.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      event.stopPropagation();
      this.close();
      host.leave();
    });
  }

  get isOpen() { return !this.el.hidden; }

  /** Ask for one of some names.
   *  @param {string} question @param {Choice[]} choices @param {(name: string) => void} choose @param {string} [newLabel]  "" allows no new names */
  choose(question, choices, choose, newLabel = "") {
    const done = (/** @type {() => void} */ act) => () => { this.close(); this.host.leave(); act(); };
    const chooser = new Chooser({ label: question, hint: this.host.texts.type_to_find, choose: (name) => done(() => choose(name))(), cancel: done(() => {}) });
    chooser.choices = choices;
    chooser.newLabel = newLabel;
    this.show(question, chooser.el, button("voc-tool", this.host.texts.cancel, "Escape", done(() => {})));
    chooser.input.focus();
  }

  /** Ask for a text.
   *  @param {string} question @param {string} value @param {(text: string) => void} take */
  write(question, value, take) {
    const field = element("input", { class: "voc-name", type: "text", "aria-label": question });
    field.value = value;
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") event.stopPropagation();
      if (event.key !== "Enter" || event.isComposing || !field.value.trim()) return;
      event.preventDefault();
      this.close();
      this.host.leave();
      take(field.value.trim());
    });
    this.show(question, field);
    field.focus();
    field.select();
  }

  /** Ask which of some ways to go.
   *  @param {string} question @param {[label: string, act: () => void][]} ways */
  decide(question, ways) {
    const { texts } = this.host;
    const buttons = [...ways, /** @type {[string, () => void]} */ ([texts.cancel, () => {}])].map(([label, act]) =>
      button("voc-tool", label, "", () => { this.close(); this.host.leave(); act(); }));
    this.show(question, ...buttons);
    buttons[0].focus();
  }

  /** @param {string} question @param {Node[]} parts */
  show(question, ...parts) {
    this.el.setAttribute("aria-label", question);
    this.el.replaceChildren(element("span", { class: "voc-question" }, question), ...parts);
    this.el.hidden = false;
  }

  close() {
    this.el.hidden = true;
    this.el.replaceChildren();
  }
}
