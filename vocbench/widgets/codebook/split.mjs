// @ts-check
// Splitting a code: its codings one by one, each given to another code with one key, or left where it is.

import { Chooser } from "../parts/chooser.mjs";
import { button, element, filled } from "../parts/dom.mjs";
import { pathUnder } from "./forest.mjs";

/** @typedef {import("./forest.mjs").Code} Code */
/** @typedef {import("./detail.mjs").Quote} Quote */
/** @typedef {{texts: Record<string, string>, codes: Code[], given: () => Set<string>, give: (coding: string, path: string) => void,
 *   fetch: (id: string, most: number) => Promise<{n: number, quotes: Quote[]}>, ended: () => void, activeElement: () => Element | null}} SplitHost
 *  What it asks of its view; `given`: ids of the codings that were given away and wait for the kernel. */

const MOST_TARGETS = 9;
const AHEAD = 100;

export class SplitPane {
  el = element("section", { class: "voc-split", tabindex: "-1", "data-lm-suppress-shortcuts": "true", hidden: "" });
  place = element("p", { class: "voc-place", "aria-live": "polite" });
  passage = element("blockquote", { class: "voc-passage", "aria-live": "polite" });
  targets = element("div", { class: "voc-targets" });
  /** @type {Code | null} the code that is split */
  code = null;
  /** @type {string[]} paths that the codings can go to, by key */
  paths = [];
  /** @type {Quote[]} what is coded with it now: as many as are soon needed */
  quotes = [];
  /** How many codings it has now. */
  n = 0;
  /** @type {string[]} ids of the codings that stay, in the order in which that was said */
  stay = [];
  adding = new Chooser({ label: "", hint: "", choose: (path, isNew) => this.addTarget(isNew ? pathUnder(path, this.code?.path ?? "") : path), cancel: () => this.el.focus() });

  /** @param {SplitHost} host */
  constructor(host) {
    this.host = host;
  }

  get isOpen() { return this.code !== null; }

  /** The coding that is decided about now. */
  get current() {
    const given = this.host.given();
    return this.quotes.find(({ id }) => !given.has(id) && !this.stay.includes(id)) ?? null;
  }

  /** @param {Code} code */
  async open(code) {
    this.code = code;
    this.stay = [];
    this.quotes = [];
    this.paths = this.host.codes.filter(({ parent }) => parent === code.id).slice(0, MOST_TARGETS).map(({ path }) => path);
    this.build();
    this.el.hidden = false;
    this.el.focus();
    await this.fetch();
  }

  close() {
    this.code = null;
    this.el.hidden = true;
  }

  /** Ask the kernel anew what is coded with the code. */
  async fetch() {
    const { code } = this;
    if (!code) return;
    const { n, quotes } = await this.host.fetch(code.id, AHEAD + this.stay.length);
    if (this.code?.id !== code.id) return;
    this.quotes = quotes;
    this.n = n;
    const known = new Set(quotes.map(({ id }) => id));
    this.stay = this.stay.filter((id) => known.has(id) || quotes.length < n);
    this.draw();
  }

  /** The codes changed: paths may be others now.
   *  @param {Map<string, string>} renamed  old path → new path, of the codes that are still there */
  follow(renamed) {
    if (!this.code) return;
    const code = this.host.codes.find(({ id }) => id === this.code?.id);
    if (!code) { this.host.ended(); return; }
    this.code = code;
    this.paths = this.paths.map((path) => renamed.get(path) ?? path);
    this.build();
  }

  build() {
    const { texts } = this.host;
    const { code } = this;
    if (!code) return;
    this.el.setAttribute("aria-label", filled(texts.split_of, { code: code.path }));
    this.el.style.setProperty("--voc-color", code.color);
    this.adding.rename(texts.add_target, texts.new_code_hint);
    this.adding.newLabel = texts.make_code;
    this.adding.choices = this.host.codes.filter(({ id, path }) => id !== code.id && !this.paths.includes(path)).map(({ path, color }) => ({ name: path, color }));
    const hadFocus = this.adding.input === this.host.activeElement();
    this.el.replaceChildren(
      element("h3", { class: "voc-detail-title" }, element("span", { class: "voc-dot" }), filled(texts.split_of, { code: code.path })),
      this.place, this.passage, this.targets,
      element("div", { class: "voc-actions" },
        this.adding.el, element("kbd", {}, "N"),
        this.tool(texts.stays, "0", () => this.leave()), this.tool(texts.back_one, "←", () => this.back()),
        this.tool(texts.end_split, "Esc", () => this.host.ended())),
    );
    if (hadFocus) this.adding.input.focus();
    this.draw();
  }

  /** @param {string} label @param {string} sign @param {() => void} act */
  tool(label, sign, act) {
    const made = button("voc-tool", `${label} `, sign === "Esc" ? "Escape" : sign === "←" ? "ArrowLeft" : sign, act);
    made.append(element("kbd", {}, sign));
    return made;
  }

  draw() {
    const { texts } = this.host;
    const { current, quotes } = this;
    const given = this.host.given();
    const left = this.n - quotes.filter(({ id }) => given.has(id)).length - this.stay.length;
    this.place.textContent = current ? filled(texts.split_left, { n: left, stay: this.stay.length }) : filled(texts.split_done, { stay: this.stay.length });
    this.passage.hidden = !current;
    if (current) {
      this.passage.replaceChildren(
        element("span", { class: "voc-hint" }, current.before && `…${current.before}`), element("mark", {}, current.quote),
        element("span", { class: "voc-hint" }, current.after && `${current.after}…`),
        element("footer", { class: "voc-hint" }, [current.speaker, current.source, current.coder, current.memo].filter(Boolean).join(" · ")),
      );
    }
    this.targets.replaceChildren(...this.paths.map((path, i) => this.target(path, i)));
    if (!this.paths.length) this.targets.append(element("p", { class: "voc-empty" }, texts.no_targets));
  }

  /** @param {string} path @param {number} i */
  target(path, i) {
    const made = button("voc-chip voc-target-code", "", String(i + 1), () => this.give(i));
    made.append(element("kbd", {}, String(i + 1)), path);
    made.style.setProperty("--voc-color", this.host.codes.find((code) => code.path === path)?.color ?? "#808080");
    made.disabled = !this.current;
    return made;
  }

  /** @param {string} path */
  addTarget(path) {
    if (path && path !== this.code?.path && !this.paths.includes(path)) this.paths = [...this.paths.slice(0, MOST_TARGETS - 1), path];
    this.build();
    this.el.focus();
  }

  /** Give the current coding to a target.
   *  @param {number} i */
  give(i) {
    const { current } = this;
    if (!current || !this.paths[i]) return;
    this.host.give(current.id, this.paths[i]);
    this.draw();
  }

  /** Leave the current coding where it is. */
  leave() {
    if (this.current) this.stay.push(this.current.id);
    this.draw();
    if (!this.current && this.quotes.length < this.n) this.fetch().catch(() => {}); // the status line says why
  }

  /** Decide anew about the coding that was last left. */
  back() {
    this.stay.pop();
    this.draw();
  }

  /** What a key asks for, if anything.
   *  @param {string} key @returns {(() => void) | undefined} */
  actOf(key) {
    const i = "123456789".indexOf(key);
    if (key.length === 1 && i >= 0) return () => this.give(i);
    /** @type {Record<string, () => void>} */
    const acts = {
      0: () => this.leave(), ArrowRight: () => this.leave(), ArrowLeft: () => this.back(), n: () => this.adding.input.focus(), Escape: () => this.host.ended(),
    };
    return acts[key];
  }
}
