// @ts-check
// What there is to say of the chosen topic: its words, what tells it from the next, what one can do, its answers.

import { button, element, filled } from "../parts/dom.mjs";
import { ASIDE, NO_CONTENT, UNCLEAR } from "./points.mjs";

/** @typedef {import("./points.mjs").Topic} Topic */
/** @typedef {{own: string[]}} Contrast  the words that tell a topic from its neighbour */
/** @typedef {{texts: Record<string, string>, topics: readonly Topic[], chosen: readonly number[], members: readonly number[], selected: ReadonlySet<number>, active: number,
 *   contrast: Contrast | null, tellApart: () => void, similarity: number | null, question: string, notice: string, notCarried: string[][], isPlain: boolean, isCaught: boolean, nearest: number, isByHand: boolean,
 *   colorOf: (topic: number) => string, nameOf: (topic: number) => string, number: (n: number) => string, digits: (value: number, places: number) => string,
 *   act: (name: string) => void, whole: {text: string, reason: string} | null}} DetailHost  What the detail asks of its view. */

const LONG = 90; // letters that may not fit in a line of the list

export class Detail {
  head = element("div", { class: "voc-detail-head" });
  tools = element("div", { class: "voc-detail-tools", role: "toolbar", "data-lm-suppress-shortcuts": "true" });
  about = element("div", { class: "voc-about-model", role: "group", tabindex: "0", "data-lm-suppress-shortcuts": "true" }); // what scrolls is reached by keys
  whole = element("p", { class: "voc-whole", role: "group", tabindex: "0", "data-lm-suppress-shortcuts": "true", hidden: "" });

  /** @param {DetailHost} host @param {HTMLElement} answers */
  constructor(host, answers) {
    this.host = host;
    this.none = element("p", { class: "voc-empty", hidden: "" });
    this.answers = answers;
    this.el = element("section", { class: "voc-detail" }, this.head, this.tools, this.about, this.none, answers, this.whole);
  }

  draw() {
    const { texts, chosen, members } = this.host;
    const { isEmpty } = this;
    this.el.setAttribute("aria-label", texts.detail);
    this.about.setAttribute("aria-label", texts.about_model);
    this.whole.setAttribute("aria-label", texts.whole_answer);
    this.about.hidden = chosen.length > 0 || this.host.isCaught;
    this.drawAbout();
    this.head.replaceChildren(...(isEmpty ? [element("p", { class: "voc-hint" }, texts.choose_topic)] : this.title()));
    this.answers.hidden = isEmpty || !members.length;
    this.none.hidden = isEmpty || members.length > 0;
    this.none.textContent = chosen.length === 1 && chosen[0] === UNCLEAR ? texts.queue_done : texts.no_answers_here;
    this.drawTools();
    this.drawWhole();
  }

  /** Whether no answers are listed, for want of a choice. */
  get isEmpty() {
    const { chosen, isPlain, isCaught } = this.host;
    return !chosen.length && !isPlain && !isCaught;
  }

  title() {
    const { isCaught, texts, topics, chosen, members, selected, isPlain, number, similarity, digits } = this.host;
    const counted = element("span", { class: "voc-hint" }, filled(texts.counts, { n: number(members.length) }));
    if (isCaught) return [element("h3", {}, filled(texts.n_selected, { n: number(selected.size) })), counted];
    if (isPlain && !chosen.length) return [element("strong", {}, texts.no_topics), counted];
    if (chosen.length > 1) {
      const alike = similarity === null ? filled(texts.several, { n: chosen.length }) : filled(texts.joined, { n: chosen.length, similarity: digits(similarity, 2) });
      return [element("h3", {}, alike), counted, element("p", { class: "voc-hint" }, chosen.map((each) => this.host.nameOf(each)).join(" + "))];
    }
    const topic = topics.find((each) => each.topic === chosen[0]);
    if (!topic) return [element("h3", {}, this.host.nameOf(chosen[0])), counted];
    const name = element("h3", {}, element("span", { class: "voc-no" }, String(topic.topic)), topic.name);
    name.title = topic.name;
    name.style.setProperty("--voc-color", this.host.colorOf(topic.topic) || "var(--voc-soft)");
    return [name, counted, ...(topic.wait ? [element("em", { class: "voc-hint" }, texts.waiting)] : []), this.words(topic)];
  }

  /** @param {Topic} topic */
  words(topic) {
    const { texts, contrast, nameOf, tellApart } = this.host;
    const list = element("dl", { class: "voc-word-lists" });
    const line = (/** @type {string} */ title, /** @type {string | Node} */ words) => list.append(element("dt", {}, title), element("dd", {}, words));
    if (topic.words.length) line(texts.words_of, topic.words.join(", "));
    if (topic.neighbour < 0) return list;
    const apart = contrast ? contrast.own.join(", ") || texts.contrast_none : button("voc-tool", texts.contrast_ask, "", tellApart);
    line(filled(texts.contrast, { name: nameOf(topic.neighbour) }), apart);
    return list;
  }

  drawTools() {
    const { texts, chosen, topics, members, selected, active, nearest, nameOf, isPlain, isByHand } = this.host;
    const own = chosen.length === 1 ? chosen[0] : NaN;
    const isTopic = topics.some(({ topic }) => topic === own);
    const hasAnswer = members.length > 0 && (selected.size > 0 || active >= 0);
    /** @type {[name: string, label: string, key: string, sign: string, isThere: boolean, isOn: boolean][]} */
    const all = [
      ["accept", filled(texts.accept, { name: nearest >= 0 ? nameOf(nearest) : "" }), "Y", "Y", own === UNCLEAR && !isPlain, hasAnswer && nearest >= 0],
      ["skip", texts.skip, "U", "U", own === UNCLEAR && !isPlain, hasAnswer],
      ["merge", chosen.length > 1 ? filled(texts.merge_these, { n: chosen.length }) : texts.merge, "M", "M", isTopic || (chosen.length > 1 && chosen.every((each) => each >= 0)), true],
      ["rename", texts.rename, "F2", "F2", isTopic, true],
      ["split", texts.split, "S", "S", isTopic, members.length > 1],
      ["move", texts.move, "V", "V", topics.length > 0, hasAnswer],
      ["own_topic", texts.own_topic, "N", "N", topics.length > 0 && (selected.size > 0 || isTopic || own === UNCLEAR), hasAnswer],
      ["pin", texts.pin, "P", "P", isTopic, hasAnswer],
      ["set_aside", texts.set_aside, "X", "X", own !== ASIDE && own !== NO_CONTENT, hasAnswer],
      ["take_back", texts.take_back, "R", "R", own !== NO_CONTENT, hasAnswer && isByHand],
    ];
    const focused = /** @type {HTMLElement | null} */ (this.tools.querySelector(":focus"))?.dataset.act;
    this.tools.setAttribute("aria-label", texts.detail);
    this.tools.hidden = this.isEmpty;
    this.tools.replaceChildren(...all.filter(([, , , , isThere]) => isThere).map(([name, label, key, sign, , isOn]) => {
      const made = button("voc-tool", `${label} `, key, () => this.host.act(name));
      made.append(element("kbd", {}, sign));
      made.dataset.act = name;
      made.disabled = !isOn;
      return made;
    }));
    if (focused) /** @type {HTMLElement | null} */ (this.tools.querySelector(`[data-act="${focused}"]`))?.focus();
  }

  /** The answer that has the focus, whole. */
  drawWhole() {
    const { whole, members, active } = this.host;
    this.whole.hidden = !whole || whole.text.length < LONG || !members.includes(active);
    if (this.whole.textContent !== (whole?.text ?? "")) this.whole.textContent = whole?.text ?? "";
  }

  drawAbout() {
    const { texts, question, notice, notCarried } = this.host;
    const lost = notCarried.map(([edit, topic, reason]) => element("li", {}, `${edit}: ${topic}. ${reason}`));
    this.about.replaceChildren(
      ...(question ? [element("p", {}, element("strong", {}, question))] : []), element("p", {}, notice),
      ...(lost.length ? [element("p", {}, filled(texts.not_carried, { n: lost.length })), element("ul", {}, ...lost)] : []),
    );
  }
}
