// @ts-check
// A passage where it was said: its transcript around it, or the answer that it is from.

import { button, element } from "../parts/dom.mjs";

/** @typedef {{text: string, start: number, end: number}} Place */
/** @typedef {{title: string, turns: {speaker: string, time: string, isAsking: boolean, pieces: [string, boolean][]}[], isAll: boolean}} Passage */
/** @typedef {{texts: Record<string, string>, fetch: (place: Place, around: number) => Promise<Passage>, closed: () => void}} PassageHost */

const AROUND = 2;
const FURTHER = 8;

export class PassagePane {
  el = element("section", { class: "voc-pane voc-passage", tabindex: "-1", hidden: "", "data-lm-suppress-shortcuts": "true" });
  around = AROUND;

  /** @param {PassageHost} host */
  constructor(host) {
    this.host = host;
  }

  get isOpen() { return !this.el.hidden; }

  /** @param {Place} place @param {number} [around] */
  async open(place, around = AROUND) {
    const passage = await this.host.fetch(place, around).catch(() => null); // the status line says why
    if (!passage) return;
    const { texts } = this.host;
    this.el.setAttribute("aria-label", passage.title);
    const back = button("voc-tool", `‹ ${texts.back_to_board}`, "Escape", () => this.close());
    const more = button("voc-tool", texts.read_more, "", () => { this.open(place, around + FURTHER); });
    more.hidden = passage.isAll;
    this.el.replaceChildren(element("div", { class: "voc-actions" }, back, more), element("h3", { class: "voc-pane-title" }, passage.title), ...passage.turns.map(turn));
    this.el.hidden = false;
    this.el.focus({ preventScroll: true });
    const pane = this.el.parentElement;
    const words = this.el.querySelector("mark");
    // Not scrollIntoView, which moves the notebook as well.
    if (pane && words) pane.scrollTop += words.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 2;
  }

  close() {
    this.el.hidden = true;
    this.host.closed();
  }
}

/** @param {Passage["turns"][number]} turn */
function turn({ speaker, time, isAsking, pieces }) {
  const words = pieces.map(([text, isMarked]) => (isMarked ? element("mark", {}, text) : text));
  const who = speaker || time ? [element("span", { class: "voc-speaker" }, [speaker, time].filter(Boolean).join(" · "))] : [];
  return element("p", { class: isAsking ? "voc-turn voc-asking" : "voc-turn" }, ...who, ...words);
}
