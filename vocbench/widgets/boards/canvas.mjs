// @ts-check
// The wall: its cells with their notes, walking over it, writing on it.

import { cardParts, markOf, reachBar } from "./card.mjs";
import { face, rays } from "./portrait.mjs";
import { feelingLine } from "./line.mjs";
import { element, filled } from "../parts/dom.mjs";
import { SIEVES, dropBefore, heaps, isImagined, neighbour } from "./wall.mjs";

/** @typedef {import("./wall.mjs").Note} Note */
/** @typedef {import("./wall.mjs").Board} Board */
/** @typedef {import("./wall.mjs").Region} Region */
/** @typedef {import("./drag.mjs").Dragged} Dragged */
/** @typedef {import("./drag.mjs").Target} Target */
/** @typedef {{texts: Record<string, string>, board: Board, notes: readonly Note[], coder: string, reached: Record<string, import("./wall.mjs").Heard>, felt: import("./line.mjs").Felt[],
 *   marks: {level: string, id: string, marker: string}[], kinOf: (id: string) => Map<string, string>,
 *   selected: () => void, written: (region: string, text: string) => void, edited: (id: string, text: string) => void, act: (name: string) => void,
 *   lifted: (event: PointerEvent, what: Dragged, from: HTMLElement, click: () => void) => void, activeElement: () => Element | null,
 *   root: () => Document | ShadowRoot}} WallHost  What the wall asks of its view. */
/** @typedef {{el: HTMLElement, list: HTMLElement, empty: HTMLElement, standing: HTMLElement}} Cell */

const WAYS = /** @type {Record<string, "left" | "right" | "up" | "down">} */ ({ ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" });
const EMOTION = "emotion"; // the lane that the line of feelings runs above
const TONES = 7;
const LEAST_PX = 170; // to write in
const WIDE_NOTE = 0.7; // of its cell: notes lie below each other

export class WallPane {
  grid = element("div", { class: "voc-grid" });
  line = element("div", { class: "voc-line", role: "img" });
  el = element("div", { class: "voc-board voc-space", role: "group", "data-lm-suppress-shortcuts": "true" }, this.grid);
  /** @type {Map<string, Cell>} */
  cells = new Map();
  /** @type {Map<string, {el: HTMLElement, drawn: string}>} */
  cards = new Map();
  /** The note that one acts on, by id; "" while a cell itself is current. */
  current = "";
  /** The cell that one is in. */
  region = "";
  /** Notes that one acts on together, by id. @type {Set<string>} */
  chosen = new Set();
  sieve = "all";
  /** What is being written: a new note, or other words for one. @type {{id: string, region: string, el: HTMLTextAreaElement} | null} */
  editor = null;
  /** @type {HTMLElement[]} */
  marked = [];

  /** @param {WallHost} host */
  constructor(host) {
    this.host = host;
    this.el.addEventListener("pointerdown", (event) => this.onDown(event));
    this.el.addEventListener("dblclick", (event) => this.onDouble(event));
    this.el.addEventListener("focusin", (event) => this.onFocus(event));
  }

  /** @returns {Note | null} */
  get note() { return this.host.notes.find(({ id }) => id === this.current) ?? null; }

  /** The notes that one acts on: those chosen, else the current one. */
  get meant() { return this.chosen.size ? [...this.chosen] : this.current ? [this.current] : []; }

  /** The notes of a region that the sieve lets through, in the order in which they are seen.
   *  @param {string} region */
  inRegion(region) { return heaps(this.host.notes, region).flatMap(({ notes }) => notes).filter(SIEVES[this.sieve]); }

  // -- building --

  build() {
    const { board, texts } = this.host;
    this.cells.clear();
    this.cards.clear();
    this.editor = null;
    this.el.setAttribute("aria-label", filled(texts.wall_of, { board: board.name }));
    this.grid.className = board.isTable ? "voc-journey" : `voc-grid ${board.isOpen ? "voc-open" : "voc-cells"}`;
    this.grid.style.setProperty("--voc-columns", String(board.columns));
    this.grid.style.setProperty("--voc-stages", String(board.stages.length));
    if (!board.regions.some(({ id }) => id === this.region)) this.region = board.regions[0]?.id ?? "";
    this.grid.replaceChildren(...(board.isTable ? this.headings(board) : []), ...this.portrait(board), ...board.regions.map((region, at) => this.cell(region, at)));
    this.draw();
  }

  /** @param {Board} board */
  headings({ stages, lanes, regions }) {
    const prompts = new Map(regions.map(({ lane, prompt }) => [lane, prompt]));
    const line = placed(element("div", { class: "voc-line-cell" }, this.line), this.rowOf(EMOTION) - 1, 2);
    line.style.gridColumn = "2 / -1";
    const still = element("div", { class: "voc-still", "aria-hidden": "true" }); // behind the names of the stages, which stay in sight
    return [
      still, element("div", { class: "voc-corner", "aria-hidden": "true" }), ...stages.map(({ name }, at) => element("div", { class: "voc-stage", "aria-hidden": "true" }, placed(element("h4", { class: toneOf(at) }, name), 1, at + 2))),
      ...lanes.map(({ name, id }) => placed(element("div", { class: "voc-lane", "aria-hidden": "true" }, element("strong", {}, name), element("span", { class: "voc-prompt" }, prompts.get(id) ?? "")), this.rowOf(id), 1)),
      ...(lanes.some(({ id }) => id === EMOTION) ? [line] : []),
    ];
  }

  /** The row of a lane, below that of the stages' names; the line of feelings takes one itself.
   *  @param {string} lane */
  rowOf(lane) {
    const at = this.host.board.lanes.findIndex(({ id }) => id === lane);
    const line = this.host.board.lanes.findIndex(({ id }) => id === EMOTION);
    return at + 2 + Number(line >= 0 && at >= line);
  }

  /** @param {Board} board */
  portrait({ portrait, name, isOpen }) {
    if (!portrait) return [];
    const lines = rays();
    lines.style.gridRow = `1 / ${portrait.row + 2}`;
    lines.style.gridColumn = "1 / -1";
    const person = element("div", { class: "voc-portrait" }, face(), element("strong", {}, name));
    person.style.gridRow = `${portrait.row} / span ${portrait.rows}`;
    person.style.gridColumn = `${portrait.column} / span ${portrait.columns}`;
    return isOpen ? [lines, person] : [person];
  }

  /** @param {Region} region @param {number} at */
  cell(region, at) {
    const { texts, board } = this.host;
    const lane = board.lanes.find(({ id }) => id === region.lane)?.name ?? "";
    const name = board.isTable ? `${lane} · ${board.stages.find(({ id }) => id === region.stage)?.name}` : region.name;
    const list = element("div", { class: "voc-notes", role: "listbox", "aria-multiselectable": "true", "aria-label": name, tabindex: "-1" });
    const empty = element("p", { class: "voc-empty", "aria-hidden": "true" }, board.isTable ? "" : texts.empty_region);
    const standing = element("div", { class: "voc-region-standing" });
    const title = element("h4", {}, ...(region.number === null ? [] : [element("span", { class: "voc-number" }, String(region.number)), " "]), region.name);
    const kicker = lane && lane !== region.name ? [element("p", { class: "voc-kicker" }, lane)] : [];
    const head = board.isTable ? [] : [...kicker, title, element("p", { class: "voc-prompt" }, region.prompt), standing];
    const el = element("div", { class: `voc-region ${board.isTable ? "" : toneOf(at)}${region.isBase ? " voc-base" : ""}`, "data-region": region.id, "data-lane": region.lane }, ...head, list, empty);
    el.style.gridRow = board.isTable ? String(this.rowOf(region.lane)) : `${region.row} / span ${region.rows}`;
    el.style.gridColumn = `${region.column} / span ${region.columns}`;
    this.cells.set(region.id, { el, list, empty, standing });
    return el;
  }

  // -- drawing --

  draw() {
    const { notes } = this.host;
    const ids = new Set(notes.map(({ id }) => id));
    const gone = !ids.has(this.current);
    if (gone) this.current = "";
    this.chosen = new Set([...this.chosen].filter((id) => ids.has(id)));
    for (const id of this.cards.keys()) if (!ids.has(id)) this.cards.delete(id);
    const hadFocus = this.el.contains(this.host.activeElement()) && !this.editor;
    for (const note of notes) this.drawCard(note);
    for (const [region, cell] of this.cells) this.fill(region, cell);
    if (this.host.board.isTable) feelingLine(this.line, this.host.felt, this.host.board.stages, this.host.texts);
    this.point();
    if (hadFocus && this.host.activeElement() !== this.stop()) this.focus();
  }

  /** @param {Note} note */
  drawCard(note) {
    const card = this.cards.get(note.id) ?? { el: element("div", { role: "option", class: "voc-note", tabindex: "-1", "data-id": note.id }), drawn: "" };
    const drawn = JSON.stringify(note);
    if (card.drawn !== drawn) {
      card.el.replaceChildren(...cardParts(note, this.host.texts, this.host.coder), ...(note.standing === "proposed" ? this.verdicts(note) : []));
      card.el.dataset.standing = note.standing;
      card.el.dataset.origin = isImagined(note) ? "imagined" : note.origin;
      card.el.classList.toggle("voc-waiting", Boolean(note.isWaiting));
    }
    this.cards.set(note.id, { el: card.el, drawn });
  }

  /** For the mouse; the keyboard has A and X.
   *  @param {Note} note */
  verdicts({ id }) {
    const { texts } = this.host;
    return [element("span", { class: "voc-verdicts", "aria-hidden": "true" }, ...["accept", "refuse"].map((name) => {
      const made = element("span", { class: "voc-verdict", "data-verdict": name, title: texts[name] }, name === "accept" ? "✓" : "✕");
      made.addEventListener("pointerdown", (event) => { event.stopPropagation(); event.preventDefault(); });
      made.addEventListener("click", () => { this.go(id); this.chosen.clear(); this.host.act(name); });
      return made;
    }))];
  }

  /** Put the cards of a cell in their order, those of a group below its heading.
   *  @param {string} region @param {Cell} cell */
  fill(region, { list, empty, standing }) {
    const { notes, texts, reached, marks } = this.host;
    const shown = heaps(notes, region);
    const parts = shown.map(({ title, notes: inside }) => {
      const cards = inside.map(({ id }) => /** @type {HTMLElement} */ (this.cards.get(id)?.el));
      for (const [at, { id }] of inside.entries()) cards[at].hidden = !SIEVES[this.sieve](/** @type {Note} */ (notes.find((note) => note.id === id)));
      return title ? this.group(list, title, cards) : cards[0];
    });
    putIn(list, parts);
    const reach = reached[region]?.k ? [element("p", { class: "voc-region-reach" }, reachBar(reached[region]), filled(texts.reach, reached[region]))] : [];
    const signs = marks.filter(({ level, id, marker }) => level === "region" && id === region && marker !== "empty_region").map(({ marker }) => markOf(marker, texts[`mark_${marker}`] ?? marker, texts));
    standing.replaceChildren(...reach, ...(signs.length ? [element("p", { class: "voc-marks" }, ...signs)] : []));
    const n = shown.flatMap(({ notes: inside }) => inside).filter(SIEVES[this.sieve]).length;
    empty.hidden = n > 0;
    list.setAttribute("aria-description", `${filled(n === 1 ? texts.cell_note : texts.cell_notes, { n })}. ${this.host.board.regions.find(({ id }) => id === region)?.prompt ?? ""}`);
  }

  /** @param {HTMLElement} list @param {string} title @param {HTMLElement[]} cards */
  group(list, title, cards) {
    const old = [...list.children].find((each) => each instanceof HTMLElement && each.dataset.group === title);
    const made = old instanceof HTMLElement ? old
      : element("div", { role: "group", class: "voc-group", "aria-label": title, "data-group": title }, element("p", { class: "voc-group-title", "aria-hidden": "true" }, title));
    putIn(made, [/** @type {HTMLElement} */ (made.firstElementChild), ...cards]);
    made.hidden = cards.every((card) => card.hidden);
    return made;
  }

  /** Show what is current, chosen and related. */
  point() {
    const kin = this.current ? this.host.kinOf(this.current) : new Map();
    const stop = this.stop();
    for (const [id, { el }] of this.cards) {
      el.setAttribute("aria-selected", String(this.chosen.has(id)));
      el.classList.toggle("voc-current", id === this.current);
      el.tabIndex = el === stop ? 0 : -1;
      if (kin.has(id)) el.dataset.kin = kin.get(id);
      else delete el.dataset.kin;
    }
    for (const [id, { list, el }] of this.cells) {
      list.tabIndex = list === stop ? 0 : -1;
      el.classList.toggle("voc-here", id === this.region);
    }
  }

  /** The one element of the wall that Tab finds. */
  stop() {
    const card = this.cards.get(this.current)?.el;
    return card && !card.hidden ? card : this.cells.get(this.region)?.list;
  }

  // -- walking --

  focus() {
    this.stop()?.focus({ preventScroll: true });
    this.stop()?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Make a note the current one.
   *  @param {string} id  "" for the cell itself @param {string} [region] */
  go(id, region) {
    const isOther = id !== this.current;
    this.current = id;
    this.region = this.note?.region ?? region ?? this.region;
    this.point();
    if (isOther) this.host.selected();
  }

  /** @param {string} id */
  reveal(id) {
    this.go(id);
    this.stop()?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Walk with a key: up and down from note to note and on to the next cell, left and right from cell to cell.
   *  @param {string} key */
  walk(key) {
    const here = this.inRegion(this.region).map(({ id }) => id);
    const at = here.indexOf(this.current);
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (key === "Home" || key === "End") this.go((key === "Home" ? here[0] : here.at(-1)) ?? "");
    else if (step && here[at + step] && (at >= 0 || step > 0)) this.go(here[at + step]);
    else this.enter(WAYS[key]);
    this.focus();
  }

  /** Go to the cell beside this one.
   *  @param {"left" | "right" | "up" | "down"} way */
  enter(way) {
    const region = neighbour(this.host.board, this.region, way);
    if (region === this.region) return;
    const there = this.inRegion(region);
    this.go((way === "up" ? there.at(-1)?.id : there[0]?.id) ?? "", region);
  }

  /** @param {string} id */
  choose(id) {
    if (!id) return;
    if (!this.chosen.delete(id)) this.chosen.add(id);
    this.point();
    this.host.selected();
  }

  // -- pointing --

  /** @param {PointerEvent} event */
  onDown(event) {
    const { target } = event;
    if (event.button !== 0 || !(target instanceof Element) || target.closest(".voc-writing")) return;
    const card = target.closest(".voc-note");
    const region = target.closest(".voc-region");
    if (!(card instanceof HTMLElement)) {
      if (region instanceof HTMLElement && !target.closest(".voc-group-title")) { event.preventDefault(); this.leaveNote(region.dataset.region ?? ""); }
      return;
    }
    event.preventDefault(); // no text is selected, and the focus goes where we say
    const id = card.dataset.id ?? "";
    if (event.ctrlKey || event.metaKey || event.shiftKey) { this.go(id); this.choose(id); this.focus(); return; }
    const what = this.chosen.has(id) ? this.inOrder([...this.chosen]) : [id];
    this.host.lifted(event, { notes: what }, card, () => { this.chosen.clear(); this.point(); this.host.selected(); });
    this.go(id);
    this.focus();
  }

  /** @param {string} region */
  leaveNote(region) {
    this.chosen.clear();
    this.go("", region);
    this.point();
    this.focus();
  }

  /** @param {readonly string[]} ids */
  inOrder(ids) { return this.host.notes.filter(({ id }) => ids.includes(id)).map(({ id }) => id); }

  /** @param {MouseEvent} event */
  onDouble(event) {
    if (!(event.target instanceof Element) || event.target.closest(".voc-writing, .voc-verdicts")) return;
    const card = event.target.closest(".voc-note");
    const region = event.target.closest(".voc-region");
    if (card instanceof HTMLElement) this.edit(card.dataset.id ?? "");
    else if (region instanceof HTMLElement) this.write(region.dataset.region ?? "");
  }

  /** The current note follows the focus, as when a screen reader moves it.
   *  @param {FocusEvent} event */
  onFocus({ target }) {
    if (!(target instanceof HTMLElement)) return;
    if (target.dataset.id && target.dataset.id !== this.current) this.go(target.dataset.id);
  }

  // -- dropping --

  /** Where something would go that is let go at a point.
   *  @param {number} x @param {number} y @param {Dragged} what @returns {Target | null} */
  targetAt(x, y, what) {
    const over = this.host.root().elementFromPoint(x, y);
    const region = over?.closest(".voc-region");
    if (!(region instanceof HTMLElement) || !this.el.contains(region)) return null;
    const card = over?.closest(".voc-note");
    const id = card instanceof HTMLElement ? card.dataset.id ?? "" : "";
    const target = { region: region.dataset.region ?? "", before: "", note: "", group: "", relation: "" };
    if (what.codings) return id && card ? { ...target, note: id, relation: relationAt(x, card) } : target;
    const title = over?.closest(".voc-group-title")?.parentElement;
    if (title) return { ...target, group: title.dataset.group ?? "" };
    const before = dropBefore(this.inRegion(target.region), what.notes ?? [], id, Boolean(card) && isPast(x, y, /** @type {Element} */ (card), region));
    return before === null ? null : { ...target, before };
  }

  /** Show where a drop would go.
   *  @param {Target | null} target */
  mark(target) {
    for (const el of this.marked) {
      el.classList.remove("voc-target", "voc-before", "voc-above");
      delete el.dataset.relation;
    }
    this.marked = [];
    if (!target) return;
    const put = (/** @type {Element | null | undefined} */ el, /** @type {string} */ name) => {
      if (!(el instanceof HTMLElement)) return;
      el.classList.add(name);
      this.marked.push(el);
      if (target.relation && name === "voc-target") el.dataset.relation = this.host.texts[target.relation];
    };
    const cell = this.cells.get(target.region);
    if (target.note) put(this.cards.get(target.note)?.el, "voc-target");
    else if (target.group) put([...(cell?.list.children ?? [])].find((each) => each instanceof HTMLElement && each.dataset.group === target.group), "voc-target");
    else put(cell?.el, "voc-target");
    const next = this.cards.get(target.before)?.el;
    if (next && cell) put(next, fills(next, cell.el) ? "voc-above" : "voc-before");
  }

  // -- writing --

  /** Ask the words of a new note.
   *  @param {string} region @param {string} [text]  to begin with */
  write(region, text = "") {
    const cell = this.cells.get(region);
    if (!cell) return;
    this.endEdit();
    this.region = region;
    const field = this.field("", region, text);
    cell.el.append(element("div", { class: "voc-writing voc-note" }, field));
    cell.empty.hidden = true;
    this.take(field);
  }

  /** Ask other words for a note, where it lies.
   *  @param {string} id @param {string} [text]  to begin with; its own when none is given */
  edit(id, text) {
    const note = this.host.notes.find((each) => each.id === id);
    const card = this.cards.get(id)?.el;
    if (!note || !card || note.isWaiting) return;
    this.endEdit();
    this.go(id);
    const field = this.field(id, note.region, text ?? note.text);
    const over = element("div", { class: "voc-writing voc-note voc-over" }, field);
    const box = card.getBoundingClientRect();
    const grid = this.grid.getBoundingClientRect();
    over.style.left = `${box.left - grid.left}px`;
    over.style.top = `${box.top - grid.top}px`;
    over.style.width = `${Math.max(box.width, LEAST_PX)}px`;
    over.style.minHeight = `${box.height}px`;
    this.grid.append(over);
    this.take(field);
  }

  /** @param {string} id @param {string} region @param {string} text */
  field(id, region, text) {
    const { texts, board } = this.host;
    const name = board.regions.find((each) => each.id === region)?.name ?? "";
    const field = element("textarea", { class: "voc-field", rows: "3", "aria-label": id ? texts.edit_words : filled(texts.new_note_in, { region: name }), placeholder: texts.note_hint });
    field.value = text;
    this.editor = { id, region, el: field };
    field.addEventListener("keydown", (event) => this.onWriting(event));
    field.addEventListener("blur", () => { if (this.editor?.el === field) this.keep(); });
    return field;
  }

  /** @param {HTMLTextAreaElement} field */
  take(field) {
    field.focus();
    field.select();
    field.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  onWriting(event) {
    event.stopPropagation();
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.keep();
      this.focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.endEdit();
      this.draw();
      this.focus();
    }
  }

  keep() {
    const { editor } = this;
    const text = editor?.el.value.trim() ?? "";
    const old = this.host.notes.find(({ id }) => id === editor?.id)?.text;
    this.endEdit();
    if (editor && text && text !== old) {
      if (editor.id) this.host.edited(editor.id, text);
      else this.host.written(editor.region, text);
    } else this.draw();
  }

  endEdit() {
    const { editor } = this;
    this.editor = null;
    editor?.el.parentElement?.remove();
  }
}

/** @param {number} at */
const toneOf = (at) => `voc-tone-${(at % TONES) + 1}`;

/** @template {HTMLElement} T @param {T} el @param {number} row @param {number} column @returns {T} */
function placed(el, row, column) {
  el.style.gridRow = String(row);
  el.style.gridColumn = String(column);
  return el;
}

/** Make these the children of an element; those that are there already stay untouched.
 *  @param {HTMLElement} el @param {readonly HTMLElement[]} parts */
function putIn(el, parts) {
  if (el.children.length !== parts.length || parts.some((part, at) => el.children[at] !== part)) el.replaceChildren(...parts);
}

/** Whether a point lies on the far half of a card: below its middle where cards fill their cell, else right of it.
 *  @param {number} x @param {number} y @param {Element} card @param {Element} region */
function isPast(x, y, card, region) {
  const box = card.getBoundingClientRect();
  return fills(card, region) ? y > box.top + box.height / 2 : x > box.left + box.width / 2;
}

/** Whether a card is so wide that those of its cell lie below each other.
 *  @param {Element} card @param {Element} region */
const fills = (card, region) => card.clientWidth > WIDE_NOTE * region.clientWidth;

/** How a quote bears on the note that it is held over: left it supports, in the middle it qualifies, right it contradicts.
 *  @param {number} x @param {Element} card */
function relationAt(x, card) {
  const { left, width } = card.getBoundingClientRect();
  return ["supports", "qualifies", "contradicts"][Math.min(2, Math.max(0, Math.floor((3 * (x - left)) / width)))];
}
