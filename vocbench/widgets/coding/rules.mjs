// @ts-check
// Autocode with review: a rule proposes codings, a person accepts or refuses each with one key.

import { Overlay } from "./overlay.mjs";
import { RuleForm } from "./rule_form.mjs";
import { button, element, filled } from "../parts/dom.mjs";

/** @typedef {import("../parts/view.mjs").Command} Command */
/** @typedef {{number: number, source: string, speaker: string, start: number | null, end: number | null, before: string, quote: string, after: string,
 *   code: string, similarity: number | null}} Proposal  Offsets are the browser's, and only of the transcript that is shown. */
/** @typedef {"" | "accepted" | "refused"} Verdict */
/** @typedef {import("./view.mjs").PanelHost} PanelHost */

/** The next proposal without a verdict after one; round the end to the first.
 *  @param {readonly Verdict[]} verdicts @param {number} at @returns {number} -1 when there is none */
export function nextOpen(verdicts, at) {
  for (let step = 1; step <= verdicts.length; step++) {
    const next = (at + step) % verdicts.length;
    if (!verdicts[next]) return next;
  }
  return -1;
}

export class RulesPanel {
  label = "autocode";
  key = "A";
  el = element("div", { class: "voc-rules", role: "group", hidden: "" });
  review = element("div", { class: "voc-review" });
  /** What the keys of the review work on; it has the focus while one goes through the proposals. */
  card = element("div", { class: "voc-card", role: "group", tabindex: "0", "data-lm-suppress-shortcuts": "true" });
  /** @type {Proposal[]} */
  proposals = [];
  /** @type {Verdict[]} one for each proposal */
  verdicts = [];
  /** @type {Verdict[]} what was decided of each at one time, should it be done again after an undo */
  taken = [];
  at = -1;
  /** Tells this round of proposals from another one. */
  round = 0;
  isDone = false;
  /** @type {readonly unknown[] | null} the turns that the places of the proposals count in */
  turns = null;

  /** @param {PanelHost} view */
  constructor(view) {
    this.view = view;
    this.overlay = new Overlay(view.text, "voc-proposed");
    this.form = new RuleForm(view, () => { this.find(); }, () => view.closePanel(this));
  }

  // -- the panel --

  build() {
    this.el.setAttribute("aria-label", this.view.texts.autocode);
    this.form.build();
    this.el.replaceChildren(this.form.el, this.review);
    this.drawReview();
  }

  open() {
    this.form.build(); // codes and speakers may have changed
    this.drawReview();
    if (this.at >= 0) this.card.focus();
    else this.form.focus();
    this.askUsed();
  }

  /** Learn which rules were used before; who is typing is not disturbed. */
  async askUsed() {
    try {
      this.form.used = (await this.view.inquire({ op: "rules" })).rules;
    } catch { return; } // the view has said why
    if (this.form.used.length) this.form.drawUsed();
  }

  close() {
    this.overlay.show([]);
  }

  end() {
    this.overlay.end();
  }

  draw() {
    if (!this.el.isConnected || !this.proposals.length) return;
    if (this.turns !== this.view.turns) this.relocate();
    else this.overlay.draw();
  }

  /** @returns {[string[], string][]} */
  keys() {
    const { texts } = this.view;
    return [[["A"], texts.key_autocode], [["Y", "X"], texts.key_verdict]];
  }

  /** @param {KeyboardEvent} event @returns {(() => void) | undefined} */
  onKey(event) {
    if (!this.el.isConnected || event.ctrlKey || event.metaKey) return undefined;
    if (event.key.toLowerCase() === "a" && !this.view.hasFocus(this.el)) return () => this.open();
    if (this.at < 0) return undefined;
    const letter = /** @type {Record<string, () => void>} */ ({ y: () => this.decide("accepted"), x: () => this.decide("refused") })[event.key.toLowerCase()];
    if (letter || event.target !== this.card) return letter;
    return /** @type {Record<string, () => void>} */ ({
      ArrowDown: () => this.show(this.at + 1), ArrowUp: () => this.show(this.at - 1), Enter: () => this.decideRest("accepted"),
    })[event.key];
  }

  // -- finding --

  async find() {
    const rule = this.form.rule();
    if (!rule) return;
    const round = ++this.round;
    this.view.say("finding", {}, "wait");
    /** @type {{proposals: Proposal[], isCut: boolean}} */ let found;
    try {
      found = await this.view.inquire({ op: "propose", round, ...rule });
    } catch { return; } // the view has said why
    if (round !== this.round) return;
    this.view.say(found.isCut ? "proposals_cut" : "", { n: found.proposals.length });
    this.isDone = false;
    this.turns = this.view.turns;
    this.proposals = found.proposals;
    this.verdicts = found.proposals.map(() => "");
    this.taken = found.proposals.map(() => "");
    this.at = nextOpen(this.verdicts, -1);
    this.drawReview();
    if (this.at >= 0) { this.card.focus(); this.point(); }
  }

  /** Ask where the proposals stand in what is shown now.
   *  @param {boolean} [withOpen]  and which of them are open, after an undo or redo */
  async relocate(withOpen = false) {
    this.turns = this.view.turns;
    this.overlay.show([]);
    const round = this.round;
    /** @type {{places: ({start: number, end: number} | null)[], open?: boolean[]}} */ let found;
    try {
      found = await this.view.inquire({ op: "places", round, withOpen });
    } catch { return; }
    if (round !== this.round) return;
    found.places.forEach((place, at) => Object.assign(this.proposals[at], place ?? { start: null, end: null }));
    found.open?.forEach((isOpen, at) => { this.verdicts[at] = isOpen ? "" : this.verdicts[at] || this.taken[at]; });
    this.drawReview();
  }

  // -- deciding --

  /** @param {"accepted" | "refused"} verdict */
  decide(verdict) {
    const { number, start, end, code } = this.proposals[this.at];
    if (this.verdicts[this.at]) { this.show(nextOpen(this.verdicts, this.at)); return; }
    this.send(verdict, [number], verdict === "accepted" && start !== null ? { start, end, code } : {});
  }

  /** Decide about all that are open.
   *  @param {"accepted" | "refused"} verdict */
  decideRest(verdict) {
    const numbers = this.proposals.filter((_, at) => !this.verdicts[at]).map(({ number }) => number);
    if (numbers.length) this.send(verdict, numbers, {});
  }

  /** @param {"accepted" | "refused"} verdict @param {number[]} numbers @param {object} shown  what to paint at once */
  send(verdict, numbers, shown) {
    this.mark(numbers, verdict);
    const next = nextOpen(this.verdicts, this.at);
    this.isDone = next < 0;
    if (next >= 0) this.at = next;
    this.drawReview();
    this.point();
    this.view.ask({ op: verdict === "accepted" ? "accept" : "refuse", round: this.round, numbers, ...shown });
  }

  /** @param {readonly number[]} numbers @param {Verdict} verdict */
  mark(numbers, verdict) {
    const meant = new Set(numbers);
    this.proposals.forEach(({ number }, at) => { if (meant.has(number)) { this.verdicts[at] = verdict; this.taken[at] = verdict || this.taken[at]; } });
  }

  /** What was not kept is open again.
   *  @param {Command} command @param {import("../parts/view.mjs").Answer} answer @param {boolean} isRefused */
  onAnswered(command, answer, isRefused) {
    if (["undo", "redo"].includes(command.op) && !isRefused && this.proposals.length) { this.relocate(true); return; }
    if (command.op !== "accept" && command.op !== "refuse") return;
    if (!isRefused) { this.view.say(`${command.op}_done`, { n: Number(answer.result?.n ?? 0) }); return; }
    if (command.round !== this.round) return;
    this.mark(/** @type {number[]} */ (command.numbers), "");
    this.isDone = false;
    this.drawReview();
  }

  // -- showing --

  /** @param {number} at */
  show(at) {
    if (!this.proposals.length) return;
    this.at = (at + this.proposals.length) % this.proposals.length;
    this.drawReview();
    this.point();
  }

  /** Show the present proposal in the text, without taking the focus. */
  point() {
    const proposal = this.proposals[this.at];
    if (proposal && proposal.start !== null && proposal.end !== null) this.view.text.select([proposal.start, proposal.end]);
  }

  drawReview() {
    const { texts } = this.view;
    const hadFocus = this.view.hasFocus(this.review);
    const open = this.verdicts.filter((verdict) => !verdict).length;
    this.overlay.show(this.el.isConnected
      ? this.proposals.flatMap(({ start, end }, at) => (start !== null && end !== null && !this.verdicts[at] && at !== this.at ? [{ start, end }] : [])) : []);
    if (!this.round) { this.review.replaceChildren(); return; }
    if (!this.proposals.length) { this.review.replaceChildren(element("p", { class: "voc-soft" }, texts.no_proposals)); return; }
    this.drawCard(this.proposals[this.at], this.verdicts[this.at]);
    const n = (/** @type {Verdict} */ wanted) => this.verdicts.filter((verdict) => verdict === wanted).length;
    const tally = filled(texts.tally, { open, accepted: n("accepted"), refused: n("refused") });
    this.review.replaceChildren(this.card, element("div", { class: "voc-panel-row" }, ...this.buttons(open), element("span", { class: "voc-soft", role: "status" }, tally)));
    if (hadFocus) this.card.focus();
  }

  /** @param {Proposal} proposal @param {Verdict} verdict */
  drawCard({ number, source, speaker, before, quote, after, code, similarity }, verdict) {
    const { texts } = this.view;
    const place = filled(texts.proposal_of, { at: this.at + 1, n: this.proposals.length });
    const likeness = similarity === null ? "" : filled(texts.likeness, { likeness: similarity.toFixed(2) });
    const chip = element("span", { class: "voc-chip" }, code);
    chip.style.setProperty("--voc-color", this.view.colorOf(code));
    this.card.dataset.verdict = verdict;
    this.card.dataset.number = String(number);
    this.card.setAttribute("aria-label", `${place}: ${quote}`);
    this.card.replaceChildren(
      element("div", { class: "voc-panel-row" }, element("b", {}, place), chip,
        element("span", { class: "voc-soft" }, [source, speaker, likeness, verdict && texts[verdict === "refused" ? "refused_one" : verdict]].filter(Boolean).join(" · "))),
      element("p", { class: "voc-snippet" }, before, element("b", {}, quote), after));
  }

  /** @param {number} open  how many have no verdict */
  buttons(open) {
    const { texts } = this.view;
    const tool = (/** @type {string} */ words, /** @type {string} */ key, /** @type {string} */ shortcut, /** @type {() => void} */ act) => {
      const made = button("voc-tool", `${words} `, shortcut, act);
      made.append(element("kbd", {}, key));
      return made;
    };
    const rest = [
      tool(filled(texts.accept_rest, { n: open }), texts.enter, "Enter", () => this.decideRest("accepted")),
      button("voc-tool", filled(texts.refuse_rest, { n: open }), "", () => this.decideRest("refused")),
    ];
    const { source, start } = this.proposals[this.at];
    const elsewhere = start === null && source !== this.view.source && this.view.sources.includes(source)
      ? [button("voc-tool", filled(texts.show_source, { source }), "", () => this.view.send({ op: "show", source }))] : [];
    return [
      tool(texts.accept, "Y", "Y", () => this.decide("accepted")), tool(texts.refuse, "X", "X", () => this.decide("refused")),
      tool(texts.previous, "↑", "ArrowUp", () => this.show(this.at - 1)), tool(texts.next, "↓", "ArrowDown", () => this.show(this.at + 1)),
      ...elsewhere, ...(open ? rest : []),
    ];
  }
}
