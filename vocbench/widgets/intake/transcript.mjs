// @ts-check
// A transcript before it is kept: who speaks, and the turns as they were found.

import { button, element, filled } from "../parts/dom.mjs";
import { choiceField, textField } from "./fields.mjs";
import { sureWords } from "./shapes.mjs";
import { numberCell, wideTable } from "./tables.mjs";

/** @typedef {import("./shapes.mjs").PanelHost} PanelHost */
/** @typedef {import("./shapes.mjs").Speaker} Speaker */
/** @typedef {import("./shapes.mjs").Turn} Turn */

const ROLES = ["interviewer", "respondent", "other"];
const NOBODY = "nobody";
const MORE_TURNS = 200;

/** The speakers: a row for each label of the file.
 *  @param {PanelHost} host */
export function speakerPanel(host) {
  const { texts, shown } = host;
  const heads = [texts.label, texts.name, texts.role, { number: texts.n_turns_head }, { number: texts.n_words_head }, texts.first_words];
  return element("section", { class: "voc-speakers voc-mending", "aria-label": texts.speakers },
    element("h4", {}, texts.speakers), element("span", { class: "voc-hint" }, ` ${texts.merge_hint}`),
    wideTable(texts.speakers, heads, (shown.speakers ?? []).map((each) => speakerRow(host, each))));
}

/** @param {PanelHost} host @param {Speaker} speaker */
function speakerRow({ texts, shown, ask }, { label, name, role, turns, words, first, same, guess }) {
  const called = label || texts.no_label;
  const nameField = textField(`name of ${label}`, filled(texts.name_of, { label: called }), name, (value) => ask({ op: "cast", id: shown.id, label, name: value }));
  nameField.placeholder = texts.nobody;
  const roles = (label ? [...ROLES, NOBODY] : ROLES).map((each) => /** @type {[string, string]} */ ([each, texts[`role_${each}`]]));
  const roleField = choiceField(`role of ${label}`, filled(texts.role_of, { label: called }), role, roles, (value) => ask({ op: "cast", id: shown.id, label, role: value }));
  roleField.disabled = !name;
  const nameCell = element("td", {}, nameField);
  if (same.length) nameCell.append(element("span", { class: "voc-merged" }, filled(texts.same_as, { labels: same.map((each) => each || texts.no_label).join(", ") })));
  const roleCell = element("td", {}, roleField);
  if (guess) roleCell.append(element("span", { class: "voc-hint", "data-sure": guess.sureness }, filled(texts.guessed, { sureness: sureWords(guess, texts) })));
  return element("tr", { class: label ? "" : "voc-unnamed" }, element("th", { scope: "row" }, called), nameCell, roleCell,
    numberCell(turns, texts, texts.n_turns_head), numberCell(words, texts, texts.n_words_head), element("td", { class: "voc-first" }, first));
}

/** The turns, the first of them until one asks for more. It stays while the rest is drawn anew, so that what was asked for stays. */
export class TurnPanel {
  title = element("h4");
  hint = element("span", { class: "voc-hint" });
  list = element("ol", { class: "voc-turns" });
  more = button("voc-tool", "", "", () => { void this.fetch(this.n + MORE_TURNS); });
  el = element("section", { class: "voc-found-turns" }, this.title, " ", this.hint, this.list, this.more);
  /** How many turns are shown. */
  n = 0;
  id = "";

  /** @param {PanelHost} host */
  constructor(host) {
    this.host = host;
  }

  /** Show the turns of what is looked at now; as many as before where it is the same file. */
  draw() {
    const { shown, texts } = this.host;
    const first = shown.turns ?? [];
    const wanted = shown.id === this.id ? this.n : 0;
    this.id = shown.id;
    this.el.setAttribute("aria-label", texts.turns);
    this.title.textContent = texts.turns;
    this.list.lang = shown.language ?? "";
    this.list.replaceChildren(...first.map((each) => turnItem(each, texts)));
    this.n = first.length;
    this.drawMore();
    if (wanted > this.n) void this.fetch(wanted);
  }

  /** Ask for turns until there are so many; they come in parts.
   *  @param {number} wanted */
  async fetch(wanted) {
    const { shown } = this.host;
    const all = shown.nTurns ?? 0;
    while (this.n < Math.min(wanted, all) && this.host.shown === shown) {
      const turns = await this.host.fetchTurns(this.n, MORE_TURNS).catch(() => []); // the status line says why
      if (!turns.length || this.host.shown !== shown) return;
      this.list.append(...turns.map((each) => turnItem(each, this.host.texts)));
      this.n += turns.length;
      this.drawMore();
    }
  }

  drawMore() {
    const { shown, texts } = this.host;
    const left = (shown.nTurns ?? 0) - this.n;
    const hadFocus = this.more.matches(":focus");
    this.more.hidden = left <= 0;
    this.more.textContent = filled(texts.more_turns, { n: Math.min(MORE_TURNS, left), left });
    this.hint.textContent = filled(texts.turns_shown, { n: this.n, all: shown.nTurns ?? 0 });
    if (hadFocus && this.more.hidden) this.list.focus();
    this.list.tabIndex = -1;
  }
}

/** @param {Turn} turn @param {Record<string, string>} texts */
function turnItem({ speaker, role, time, parts }, texts) {
  const words = parts.map(([text, kind]) => (kind ? element("span", { class: "voc-event", title: texts[`event_${kind}`] ?? kind }, text) : text));
  return element("li", { class: speaker ? `voc-${role}` : "voc-unnamed" },
    element("span", { class: "voc-who" }, element("span", { class: "voc-speaker" }, speaker || texts.nobody), " ", element("span", { class: "voc-hint" }, time)),
    element("span", { class: "voc-said" }, ...words));
}
