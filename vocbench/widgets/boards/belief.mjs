// @ts-check
// How far the whole board can be believed: what to know before one does, note by note, and what was refused.

import { counted, markOf, reachBar } from "./card.mjs";
import { button, element, filled } from "../parts/dom.mjs";
import { isImagined } from "./wall.mjs";

/** @typedef {import("./wall.mjs").Note} Note */
/** @typedef {{level: string, id: string, marker: string, n: number | null, detail: string}} Mark */
/** @typedef {{texts: Record<string, string>, notes: readonly Note[], marks: Mark[], refused: {id: string, text: string}[], regionName: (id: string) => string,
 *   go: (id: string) => void, enter: (region: string) => void, restore: (id: string) => void}} BeliefHost  What the pane asks of its view. */

export class BeliefPane {
  el = element("section", { class: "voc-pane", role: "tabpanel", "data-lm-suppress-shortcuts": "true" });

  /** @param {BeliefHost} host */
  constructor(host) {
    this.host = host;
  }

  draw() {
    const { notes, texts } = this.host;
    const held = notes.filter(({ standing }) => standing !== "proposed");
    const facts = [
      [texts.fact_notes, held.length], [texts.fact_proposed, notes.length - held.length], [texts.fact_imagined, held.filter(isImagined).length],
      [texts.fact_contradicted, held.filter(({ against }) => against).length],
    ];
    this.el.replaceChildren(
      element("h3", { class: "voc-pane-title" }, texts.belief), element("dl", { class: "voc-facts" }, ...facts.map(([name, n]) => element("div", {}, element("dt", {}, String(name)), element("dd", {}, String(n))))),
      ...this.marks(), ...this.ranked(held), ...this.refused(),
    );
  }

  /** What is to be known of the board and its cells, one line for each reason for care. */
  marks() {
    const { texts, marks } = this.host;
    const wide = marks.filter(({ level }) => level !== "note");
    if (!wide.length) return [];
    return [element("h4", {}, texts.beware), element("ul", { class: "voc-marks" }, ...[...new Set(wide.map(({ marker }) => marker))].map((marker) => {
      const here = wide.filter((each) => each.marker === marker);
      return element("li", {}, markOf(marker, texts[`mark_${marker}`] ?? marker, texts), ` ${texts[`meaning_${marker}`] ?? ""} `, ...here.flatMap((each, at) => [at ? ", " : "", ...this.where(each)]));
    }))];
  }

  /** @param {Mark} mark */
  where({ level, id, detail }) {
    const known = detail ? [` (${detail})`] : [];
    if (level !== "region") return [detail];
    return [button("voc-link", this.host.regionName(id), "", () => this.host.enter(id)), ...known];
  }

  /** The notes, by how many of the customers bear them out.
   *  @param {Note[]} notes */
  ranked(notes) {
    const { texts, go } = this.host;
    const rows = notes.filter((note) => !isImagined(note)).sort((a, b) => (b.heard?.k ?? b.people) - (a.heard?.k ?? a.people));
    if (!rows.length) return [];
    return [element("h4", {}, texts.by_reach), element("ol", { class: "voc-ranked" }, ...rows.map((note) => {
      const reach = note.heard ? [reachBar(note.heard), element("span", { class: "voc-count" }, filled(texts.reach, note.heard))]
        : [element("span", { class: "voc-count" }, counted(texts, "person", "people", note.people))];
      const against = note.against ? [markOf("contradicted", filled(texts.against, { n: note.against }), texts)] : [];
      return element("li", {}, button("voc-link", note.text, "", () => go(note.id)), element("span", { class: "voc-foot" }, ...reach, ...against));
    }))];
  }

  refused() {
    const { texts, refused, restore } = this.host;
    if (!refused.length) return [];
    return [element("h4", {}, filled(texts.refused_notes, { n: refused.length })), element("ul", { class: "voc-kin" }, ...refused.map(({ id, text }) => {
      const back = button("voc-tool", texts.restore, "", () => restore(id));
      back.setAttribute("aria-label", filled(texts.restore_note, { note: text }));
      return element("li", {}, element("span", {}, text), back);
    }))];
  }
}
