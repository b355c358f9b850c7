// @ts-check
// All about one note, beside the wall: who says so, how many, what speaks against it; and what one can do with it.

import { counted, markOf, reachBar, signed } from "./card.mjs";
import { button, element, filled } from "../parts/dom.mjs";
import { percent } from "./wall.mjs";

/** @typedef {import("./wall.mjs").Note} Note */
/** @typedef {{quote: string, source: string, respondent: string, voice: string, coder: string, date: string, wave: string, text: string, start: number, end: number}} Proof */
/** @typedef {{kind: string, target: string, relation: string, n: number, proofs: Proof[]}} Evidence */
/** @typedef {{texts: Record<string, string>, notes: readonly Note[], laneOf: (note: Note) => string, regionOf: (note: Note) => string, kinOf: (id: string) => Map<string, string>,
 *   act: (name: string) => void, change: (id: string, values: Record<string, unknown>) => void, bear: (id: string, evidence: Evidence, relation: string) => void,
 *   drop: (id: string, evidence: Evidence) => void, unrelate: (one: string, other: string) => void, read: (proof: Proof) => void, go: (id: string) => void,
 *   leave: () => void, activeElement: () => Element | null}} NoteHost  What the pane asks of its view. */

const RELATIONS = ["supports", "contradicts", "qualifies"];
const ORIGINS = ["said", "observed", "second_hand", "inferred", "imagined"];
const SURE = [null, 0.1, 0.3, 0.5, 0.7, 0.9];
const FEELS = [null, -2, -1, 0, 1, 2];
const ACTIONS = /** @type {[string, string][]} */ ([["accept", "A"], ["refuse", "X"], ["edit", "F2"], ["vote", "V"], ["move", "M"], ["group", "G"], ["relate", "R"], ["add_quote", "E"], ["remove", "Del"]]);

export class NotePane {
  el = element("section", { class: "voc-pane", role: "tabpanel", "data-lm-suppress-shortcuts": "true" });
  /** @type {Note | null} */
  note = null;
  n = 0; // notes that are chosen together
  /** @type {Evidence[] | null} */
  behind = null;

  /** @param {NoteHost} host */
  constructor(host) {
    this.host = host;
  }

  /** Show a note; null shows that none is current.
   *  @param {Note | null} note @param {number} n  how many are chosen together */
  show(note, n) {
    if (note?.id !== this.note?.id) this.behind = null;
    this.note = note;
    this.n = n;
    this.draw();
  }

  /** @param {string} id @param {Evidence[]} behind */
  setBehind(id, behind) {
    if (id !== this.note?.id) return;
    this.behind = behind;
    this.draw();
  }

  draw() {
    const { note, host } = this;
    const focused = this.focused();
    this.el.setAttribute("aria-busy", String(Boolean(note) && !this.behind && !note?.isNew));
    if (!note) {
      this.el.replaceChildren(element("p", { class: "voc-empty" }, host.texts.choose_note));
      if (focused) host.leave();
      return;
    }
    this.el.replaceChildren(
      element("h3", { class: "voc-pane-title" }, note.text),
      element("p", { class: "voc-hint" }, [host.regionOf(note), note.author && filled(host.texts.written_by, { author: note.author })].filter(Boolean).join(" · ")),
      ...(this.n > 1 ? [element("p", { class: "voc-many" }, filled(host.texts.chosen_notes, { n: this.n }))] : []),
      this.actions(note), ...this.staleness(note), this.heard(note), ...this.marks(note), this.form(note), ...this.kin(note), ...this.evidence(note),
    );
    if (focused) this.giveBack(focused);
  }

  /** What one can do in the pane, in its order. */
  get stops() { return /** @type {HTMLElement[]} */ ([...this.el.querySelectorAll("[data-name]")]); }

  /** What has the focus, by its name and place, to give it back after drawing. */
  focused() {
    const at = this.stops.findIndex((each) => each === this.host.activeElement());
    return at < 0 ? null : { name: this.stops[at].dataset.name, at };
  }

  /** Give the focus to what had it, or, where that is gone, to what took its place.
   *  @param {{name: string | undefined, at: number}} focused */
  giveBack({ name, at }) {
    const { stops } = this;
    const there = stops.find((each) => each.dataset.name === name) ?? stops[Math.min(at, stops.length - 1)];
    there?.focus({ preventScroll: true });
  }

  /** @param {Note} note */
  actions(note) {
    const { texts } = this.host;
    const isOpen = note.standing === "proposed";
    const shown = ACTIONS.filter(([name]) => isOpen || (name !== "accept" && name !== "refuse"));
    return element("div", { class: "voc-actions", role: "toolbar", "aria-label": texts.actions }, ...shown.map(([name, sign]) => {
      const made = button("voc-tool", `${texts[name]} `, sign === "Del" ? "Delete" : sign, () => this.host.act(name));
      made.append(element("kbd", {}, sign));
      made.dataset.name = name;
      return made;
    }));
  }

  /** @param {Note} note */
  staleness({ id, stale }) {
    const { texts } = this.host;
    if (!stale) return [];
    const seen = button("voc-tool", texts.still_true, "", () => this.host.act("fresh"));
    seen.dataset.name = `fresh-${id}`;
    return [element("div", { class: "voc-warning" }, element("span", {}, filled(texts.lost, { what: stale })), seen)];
  }

  /** How many people say so, with the interval.
   *  @param {Note} note */
  heard(note) {
    const { texts } = this.host;
    const { heard, quotes } = note;
    if (!quotes) return element("p", { class: "voc-hint" }, texts.nobody_said);
    const parts = [counted(texts, "quote", "quotes", quotes)];
    if (!heard) parts.push(counted(texts, "person", "people", note.people));
    if (note.employees) parts.push(counted(texts, "employee", "employees", note.employees));
    if (note.selves) parts.push(counted(texts, "self", "selves", note.selves));
    const rest = element("span", { class: "voc-hint" }, parts.join(" · "));
    if (!heard) return element("p", { class: "voc-heard" }, rest);
    const share = filled(texts.interval, { share: percent(heard.k / heard.n), low: percent(heard.low), high: percent(heard.high) });
    return element("p", { class: "voc-heard" }, element("strong", {}, filled(texts.reach, heard)), reachBar(heard), element("span", {}, share), rest);
  }

  /** @param {Note} note */
  marks({ marks }) {
    const { texts } = this.host;
    if (!marks.length) return [];
    return [element("ul", { class: "voc-marks" }, ...marks.map((mark) => element("li", {},
      markOf(mark, texts[`mark_${mark}`] ?? mark, texts), ` ${texts[`meaning_${mark}`] ?? ""}`)))];
  }

  /** @param {Note} note */
  form(note) {
    const { texts, change, laneOf } = this.host;
    const details = (/** @type {Record<string, unknown>} */ values) => change(note.id, { details: { ...note.details, ...values } });
    const parts = [
      this.select("origin", texts.origin, ORIGINS.map((each) => [each, texts[`origin_${each}`]]), note.origin, (value) => change(note.id, { origin: value })),
      this.select("confidence", texts.how_sure, SURE.filter((each) => each !== null || note.confidence === null).map((each) => [String(each ?? ""), each === null ? texts.not_said : percent(each)]),
        String(note.confidence ?? ""), (value) => { if (value) change(note.id, { confidence: Number(value) }); }),
    ];
    const lane = laneOf(note);
    if (lane === "emotion") {
      parts.push(this.select("valence", texts.valence, FEELS.map((each) => [String(each ?? ""), each === null ? texts.unknown : signed(each, texts)]), String(note.details.valence ?? ""),
        (value) => details({ valence: value ? Number(value) : null })));
    } else if (lane === "pains") parts.push(this.days(note, details));
    else if (lane === "touchpoints") parts.push(...this.touchpoint(note, details));
    return element("div", { class: "voc-form" }, ...parts);
  }

  /** @param {Note} note @param {(values: Record<string, unknown>) => void} details */
  days({ details: known }, details) {
    const field = element("input", { class: "voc-field", type: "number", min: "0", step: "any", "data-name": "delay" });
    field.value = known.delay_days === null ? "" : String(known.delay_days);
    field.addEventListener("change", () => details({ delay_days: field.value === "" ? null : Number(field.value) }));
    this.closeOnEscape(field);
    return element("label", {}, element("span", {}, this.host.texts.delay_days), field);
  }

  /** @param {Note} note @param {(values: Record<string, unknown>) => void} details */
  touchpoint({ details: known }, details) {
    const { texts } = this.host;
    const measured = [["", texts.unknown], ["true", texts.yes], ["false", texts.no]];
    return [
      this.select("channel", texts.channel, [["", texts.unknown], ["digital", texts.channel_digital], ["analogue", texts.channel_analogue]], known.channel ?? "",
        (value) => details({ channel: value || null })),
      this.select("measured", texts.is_measured, measured, known.is_measured === null ? "" : String(known.is_measured),
        (value) => details({ is_measured: value ? value === "true" : null })),
    ];
  }

  /** @param {string} name @param {string} label @param {string[][]} options @param {string} value @param {(value: string) => void} take */
  select(name, label, options, value, take) {
    const field = element("select", { class: "voc-field", "data-name": name }, ...options.map(([key, words]) => element("option", { value: key }, words)));
    if (!options.some(([key]) => key === value)) field.append(element("option", { value }, name === "confidence" ? percent(Number(value)) : value));
    field.value = value;
    field.addEventListener("change", () => take(field.value));
    this.closeOnEscape(field);
    return element("label", {}, element("span", {}, label), field);
  }

  /** @param {HTMLElement} field */
  closeOnEscape(field) {
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") this.host.leave();
    });
  }

  /** The notes that say the same or the opposite.
   *  @param {Note} note */
  kin(note) {
    const { host } = this;
    const related = [...host.kinOf(note.id)].flatMap(([id, kinship]) => host.notes.filter((each) => each.id === id).map((each) => ({ other: each, kinship })));
    if (!related.length) return [];
    return [element("h4", {}, host.texts.related), element("ul", { class: "voc-kin" }, ...related.map(({ other, kinship }) => {
      const go = button("voc-link", other.text, "", () => host.go(other.id));
      const forget = button("voc-tool", "×", "", () => host.unrelate(note.id, other.id));
      forget.setAttribute("aria-label", filled(host.texts.unrelate, { note: other.text }));
      [go.dataset.name, forget.dataset.name] = [`kin-${other.id}`, `unkin-${other.id}`];
      return element("li", { "data-kinship": kinship }, element("span", { class: "voc-kinship", "data-kinship": kinship }, host.texts[`kin_${kinship}`]), go, forget);
    }))];
  }

  // -- evidence --

  /** The quotes: what bears the note out, what speaks against it, what bounds it.
   *  @param {Note} note */
  evidence(note) {
    const { texts } = this.host;
    if (!this.behind) return [];
    return RELATIONS.flatMap((relation) => {
      const found = /** @type {Evidence[]} */ (this.behind).filter((each) => each.relation === relation);
      if (!found.length) return [];
      return [element("h4", { "data-relation": relation }, `${texts[`head_${relation}`]} · ${found.length}`),
        element("ul", { class: "voc-evidence", "data-relation": relation }, ...found.map((each) => this.piece(note, each)))];
    });
  }

  /** @param {Note} note @param {Evidence} evidence */
  piece(note, evidence) {
    const { texts } = this.host;
    const name = `${evidence.kind}-${evidence.target}`; // it stays the same when one says otherwise how it bears
    const first = evidence.proofs[0]?.quote ?? "";
    const relation = element("select", { class: "voc-field", "aria-label": filled(texts.relation_of, { quote: first }), "data-name": `bear-${name}` }, ...RELATIONS.map((each) => element("option", { value: each }, texts[`bear_${each}`])));
    relation.value = evidence.relation;
    relation.addEventListener("change", () => this.host.bear(note.id, evidence, relation.value));
    this.closeOnEscape(relation);
    const drop = button("voc-tool", "×", "", () => this.host.drop(note.id, evidence));
    drop.setAttribute("aria-label", filled(texts.drop_evidence, { quote: first }));
    drop.title = texts.drop_hint;
    drop.dataset.name = `drop-${name}`;
    const more = evidence.n > evidence.proofs.length ? [element("p", { class: "voc-hint" }, filled(texts.more_quotes, { n: evidence.n - evidence.proofs.length }))] : [];
    const read = button("voc-tool", texts.read_passage, "", () => { if (evidence.proofs[0]) this.host.read(evidence.proofs[0]); });
    read.dataset.name = `read-${name}`;
    return element("li", {}, ...evidence.proofs.map((proof) => this.quote(proof, evidence)), ...more, element("div", { class: "voc-actions" }, read, relation, drop));
  }

  /** @param {Proof} proof @param {Evidence} evidence */
  quote(proof, { kind }) {
    const { texts } = this.host;
    const voice = { employee: texts.voice_employee, self: texts.voice_self }[proof.voice];
    const isNamed = proof.respondent.startsWith(proof.source); // as in p01/Marieke
    const parts = [...new Set([proof.respondent, isNamed ? "" : proof.source, voice, kind === "topic" ? texts.topic : "", proof.date, proof.wave])].filter(Boolean);
    return element("blockquote", {}, element("span", {}, `“${proof.quote}”`), element("cite", {}, parts.join(" · ")));
  }
}
