// @ts-check
// Learning from what is coded: when to ask the kernel for it, what came of it, and how good it is.

import { button, element, filled, newNonce } from "../parts/dom.mjs";
import { SuggestionStore } from "./table.mjs";

/** @typedef {{texts: Record<string, string>, learned: string, isOn: boolean, isBusy: boolean, nCoded: number, nAnswers: number,
 *   number: (n: number) => string, percent: (share: number) => string, digits: (value: number) => string,
 *   say: (key: string, values: Record<string, string | number>, level: "" | "wait" | "error") => void,
 *   send: (command: {op: string, nonce: string}) => void}} LearningHost  What learning asks of its view. */

const LEARN_REST_MS = 1_500;
const LEARN_AFTER = 20;  // so many newly coded answers, or a tenth of those learned from
const LEARN_QUICK_MS = 3_000;  // what takes longer is not begun unasked: the kernel would be busy
const READ_PER_SECOND = 600;  // texts turned into vectors
const NEEDED_FOR_CARD = 50;
const NEEDED_TO_LEARN = 10;

export class Learning {
  card = element("div", { class: "voc-card", role: "note", hidden: "" });
  found = new SuggestionStore("");
  asked = "";
  since = 0;
  took = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ resting = undefined;

  /** @param {LearningHost} host */
  constructor(host) {
    this.host = host;
  }

  begin() {
    if (this.asked) return;
    clearTimeout(this.resting);
    const { host } = this;
    this.asked = newNonce();
    this.since = performance.now();
    host.say(host.learned ? "learning" : "learning_first", { n: host.number(Math.ceil(host.nAnswers / READ_PER_SECOND)) }, "wait");
    host.send({ op: "learn", nonce: this.asked });
  }

  /** Learn anew when enough was coded since, once the hands rest. */
  plan() {
    clearTimeout(this.resting);
    if (!this.host.isOn || this.took > LEARN_QUICK_MS || this.behind() < Math.max(LEARN_AFTER, this.found.nCoded / 10)) return;
    this.resting = setTimeout(() => { if (!this.host.isBusy) this.begin(); }, LEARN_REST_MS);
  }

  /** How many answers were coded since. */
  behind() {
    return this.host.nCoded - this.found.nCoded;
  }

  /** Take over what the kernel has learned. */
  take() {
    this.found = new SuggestionStore(this.host.learned);
  }

  /** Whether this is the kernel's answer to being asked to learn.
   *  @param {import("../parts/view.mjs").Answer} answer */
  answered({ nonce, event, reason }) {
    if (!nonce || nonce !== this.asked) return false;
    this.asked = "";
    this.took = performance.now() - this.since;
    if (event === "refused") this.host.say("question_refused", { reason: reason ?? "" }, "error");
    else this.host.say("learned", { n: this.host.number(this.found.nCoded) }, "");
    return true;
  }

  /** How good the suggestions are, or why nobody knows. */
  draw() {
    const { texts, isOn, learned, number } = this.host;
    this.card.hidden = !isOn || !learned;
    if (this.card.hidden) return;
    const behind = this.behind();
    const since = behind > 0 ? [element("span", { class: "voc-hint" }, filled(texts.learn_behind, { n: number(behind) }))] : [];
    this.card.replaceChildren(element("span", {}, this.sentence()), ...since, button("voc-tool", texts.learn, "", () => this.begin()));
  }

  sentence() {
    const { texts, nAnswers, number, percent, digits } = this.host;
    const { card, nCoded, byCell } = this.found;
    if (!card) {
      const isEmpty = !byCell.size && nCoded < nAnswers;
      return isEmpty && nCoded < NEEDED_FOR_CARD ? filled(texts.learn_needs, { needed: NEEDED_TO_LEARN, n: number(nCoded) })
        : filled(texts.card_needs, { needed: NEEDED_FOR_CARD, n: number(nCoded) });
    }
    return filled(texts.card, {
      precision: percent(card.precision), low: percent(card.precision_low), high: percent(card.precision_high),
      f1: digits(card.f1), f1_low: digits(card.f1_low), f1_high: digits(card.f1_high),
      n: number(card.n_answers), texts: number(card.n_texts), codes: number(card.n_codes),
    });
  }

  stop() {
    clearTimeout(this.resting);
  }
}
