// @ts-check
// What is looked for: a code, other codes with or without it, speakers, sources, attributes.

import { Chooser } from "../parts/chooser.mjs";
import { button, element, filled } from "../parts/dom.mjs";

/** @typedef {{code: string, all_of: string[], none_of: string[], sources: string[], speakers: string[],
 *   where: Record<string, string[]>, context: number}} Query */
/** @typedef {"code" | "all_of" | "none_of" | "speaker" | "source" | "attribute"} Kind */
/** @typedef {{kind: Kind, name: string, attribute: string}} Term  One thing that is asked for. */
/** @typedef {{sources: string[], transcripts: string[], speakers: string[], attributes: Record<string, string[]>}} Choices */
/** @typedef {{texts: Record<string, string>, query: Query, codes: {path: string, color: string}[], colorOf: (path: string) => string,
 *   choices: () => Promise<Choices>, find: (query: Query) => void, leave: () => void}} QueryHost  What the bar asks of its view. */

const ROLES = ["interviewer", "respondent", "other"];
const CONTEXTS = [0, 30, 60, 120, 240, 480, 960];

/** A query for everything.
 *  @param {number} context @returns {Query} */
export const everything = (context) => ({ code: "", all_of: [], none_of: [], sources: [], speakers: [], where: {}, context });

/** What a query asks for, one by one.
 *  @param {Query} query @returns {Term[]} */
export function termsOf(query) {
  /** @param {Kind} kind @param {string[]} names */
  const plain = (kind, names) => names.map((name) => ({ kind, name, attribute: "" }));
  return [
    ...plain("code", query.code ? [query.code] : []), ...plain("all_of", query.all_of), ...plain("none_of", query.none_of),
    ...plain("speaker", query.speakers), ...plain("source", query.sources),
    ...Object.entries(query.where).flatMap(([attribute, values]) =>
      values.map((name) => ({ kind: /** @type {Kind} */ ("attribute"), name, attribute }))),
  ];
}

/** A query that asks for one thing more; a second code takes the place of the first.
 *  @param {Query} query @param {Term} term @returns {Query} */
export function narrowed(query, { kind, name, attribute }) {
  const more = (/** @type {string[]} */ names) => [...new Set([...names, name])];
  if (kind === "code") return { ...query, code: name };
  if (kind === "attribute") return { ...query, where: { ...query.where, [attribute]: more(query.where[attribute] ?? []) } };
  const field = fieldOf(kind);
  return { ...query, [field]: more(query[field]) };
}

/** A query that asks for one thing less.
 *  @param {Query} query @param {Term} term @returns {Query} */
export function widened(query, { kind, name, attribute }) {
  const less = (/** @type {string[]} */ names) => names.filter((each) => each !== name);
  if (kind === "code") return { ...query, code: "" };
  if (kind === "attribute") {
    const where = { ...query.where, [attribute]: less(query.where[attribute] ?? []) };
    if (!where[attribute].length) delete where[attribute];
    return { ...query, where };
  }
  const field = fieldOf(kind);
  return { ...query, [field]: less(query[field]) };
}

/** @param {"all_of" | "none_of" | "speaker" | "source"} kind */
const fieldOf = (kind) => /** @type {"all_of" | "none_of" | "speakers" | "sources"} */ ({ speaker: "speakers", source: "sources" }[String(kind)] ?? kind);

/** The next larger or smaller amount of context.
 *  @param {number} context @param {1 | -1} step */
export function nextContext(context, step) {
  const larger = CONTEXTS.find((each) => each > context) ?? context;
  const smaller = CONTEXTS.filter((each) => each < context).pop() ?? context;
  return step > 0 ? larger : smaller;
}

export class QueryBar {
  el = element("div", { class: "voc-query", role: "group" });
  chips = element("div", { class: "voc-chips", role: "group" });
  amount = element("output", { class: "voc-amount" });
  /** @type {Map<string, Term>} what each choice in the list stands for */
  terms = new Map();

  /** @param {QueryHost} host */
  constructor(host) {
    this.host = host;
    this.kind = element("select", { class: "voc-field" });
    this.chooser = new Chooser({
      label: "", hint: "", cancel: () => host.leave(),
      choose: (name) => { const term = this.terms.get(name); if (term) host.find(narrowed(host.query, term)); },
    });
    this.kind.addEventListener("change", () => { void this.offer(); });
    this.chooser.input.addEventListener("focus", () => { void this.offer(); });
  }

  build() {
    const { texts } = this.host;
    const chosen = this.kind.value;
    /** @type {Kind[]} */ const kinds = ["code", "all_of", "none_of", "speaker", "source", "attribute"];
    this.kind.replaceChildren(...kinds.map((kind) => element("option", { value: kind }, texts[kind])));
    this.kind.value = chosen || "code";
    this.kind.setAttribute("aria-label", texts.narrow);
    this.el.setAttribute("aria-label", texts.narrow);
    this.chips.setAttribute("aria-label", texts.narrow);
    this.chooser.rename(texts[this.kind.value], texts.hint);
    const step = (/** @type {1 | -1} */ by, /** @type {string} */ sign, /** @type {string} */ label) => {
      const made = button("voc-tool", sign, sign, () => this.setContext(by));
      made.setAttribute("aria-label", label);
      return made;
    };
    this.el.replaceChildren(
      this.kind, this.chooser.el, this.chips,
      element("span", { class: "voc-context-size" }, `${texts.context} `, step(-1, "−", texts.context_less), this.amount, step(1, "+", texts.context_more)),
    );
    this.draw();
  }

  /** @param {1 | -1} step */
  setContext(step) {
    const { query } = this.host;
    this.host.find({ ...query, context: nextContext(query.context, step) });
  }

  /** Show what is asked for. */
  draw() {
    const { host } = this;
    const held = this.chips.contains(this.chips.ownerDocument.activeElement);
    const terms = termsOf(host.query);
    this.amount.textContent = filled(host.texts.context_signs, { n: host.query.context });
    this.chips.replaceChildren(...terms.map((term) => this.chip(term)));
    if (terms.length) this.chips.append(button("voc-tool", host.texts.clear, "0", () => host.find(everything(host.query.context))));
    if (held) (this.chips.querySelector("button") ?? this.chooser.input).focus();
  }

  /** @param {Term} term */
  chip(term) {
    const { host } = this;
    const { texts } = host;
    const name = this.nameOf(term);
    const made = button("voc-chip", term.kind === "code" || term.kind === "attribute" ? name : `${texts[term.kind]}: ${name}`, "",
      () => host.find(widened(host.query, term)));
    made.append(element("span", { "aria-hidden": "true" }, " ×"));
    made.setAttribute("aria-label", filled(texts.take_off, { name: made.firstChild?.textContent ?? "" }));
    const isCode = ["code", "all_of", "none_of"].includes(term.kind);
    made.style.setProperty("--voc-color", isCode ? host.colorOf(term.name) : "transparent");
    return made;
  }

  /** @param {Term} term */
  nameOf({ kind, name, attribute }) {
    const { texts } = this.host;
    if (kind === "attribute") return `${attribute}: ${name || texts.unknown}`;
    return kind === "speaker" && ROLES.includes(name) ? texts[name] : name;
  }

  /** Let one choose among the codes, speakers, … there are now. */
  async offer() {
    const kind = /** @type {Kind} */ (this.kind.value);
    const { texts, codes } = this.host;
    this.chooser.rename(texts[kind], texts.hint);
    const isCode = ["code", "all_of", "none_of"].includes(kind);
    const found = isCode ? codes.map(({ path }) => ({ kind, name: path, attribute: "" })) : otherTerms(kind, await this.host.choices());
    this.terms = new Map(found.map((term) => [this.nameOf(term), term]));
    this.chooser.choices = [...this.terms].map(([name, term]) => (isCode ? { name, color: this.host.colorOf(term.name) } : { name }));
    if (this.chooser.input.matches(":focus")) this.chooser.open();
  }

  /** Put the cursor where one kind of thing is chosen.
   *  @param {Kind} kind */
  choose(kind) {
    this.kind.value = kind;
    this.chooser.input.focus();
    void this.offer();
  }
}

/** @param {Kind} kind @param {Choices} choices @returns {Term[]} */
function otherTerms(kind, { sources, speakers, attributes }) {
  if (kind === "attribute") {
    return Object.entries(attributes).flatMap(([attribute, values]) => values.map((name) => ({ kind, name, attribute })));
  }
  const names = kind === "source" ? sources : [...ROLES, ...speakers.filter((name) => !ROLES.includes(name))];
  return names.map((name) => ({ kind, name, attribute: "" }));
}
