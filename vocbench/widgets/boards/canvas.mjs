// @ts-check
// The wall: its cells with their notes, walking over it, writing on it.

import { cardParts, markOf, reachBar } from "./card.mjs";
import { cellOf, headingsOf, portraitOf } from "./cells.mjs";
import { feelingLine } from "./line.mjs";
import { Writing } from "./writing.mjs";
import { element, filled } from "../parts/dom.mjs";
import { SIEVES, dropBefore, heaps, isImagined, neighbour } from "./wall.mjs";

/** @typedef {import("./wall.mjs").Note} Note */
/** @typedef {import("./wall.mjs").Board} Board */
/** @typedef {import("./drag.mjs").Dragged} Dragged */
/** @typedef {import("./drag.mjs").Target} Target */
/** @typedef {{texts: Record<string, string>, board: Board, notes: readonly Note[], coder: string, reached: Record<string, import("./wall.mjs").Heard>, felt: import("./line.mjs").Felt[],
 *   marks: {level: string, id: string, marker: string}[], kinOf: (id: string) => Map<string, string>,
 *   selected: () => void, written: (region: string, text: string) => void, edited: (id: string, text: string) => void, act: (name: string) => void,
 *   lifted: (event: PointerEvent, what: Dragged, from: HTMLElement, click: () => void) => void, activeElement: () => Element | null,
 *   root: () => Document | ShadowRoot}} WallHost  What the wall asks of its view. */
/** @typedef {import("./cells.mjs").Cell} Cell */

const WAYS = /** @type {Record<string, "left" | "right" | "up" | "down">} */ ({ ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" });
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
  /** What shows where a drop would go. @type {{el: HTMLElement, name: string}[]} */
  marked = [];
  spot = "null";

  /** @param {WallHost} host */
  constructor(host) {
    this.host = host;
    this.writing = new Writing({
      get hint() { return host.texts.note_hint; }, written: host.written, edited: host.edited, ended: () => this.draw(), left: () => this.focus(),
    });
    this.el.addEventListener("pointerdown", (event) => this.onDown(event));
    this.el.addEventListener("dblclick", (event) => this.onDouble(event));
    this.el.addEventListener("focusin", (event) => this.onFocus(event));
  }

  /** @returns {Note | null} */
  get note() { return this.host.notes.find(({ id }) => id === this.current) ?? null; }

  /** Whether the kernel does not know a note yet, so that nothing can be asked about it.
   *  @param {string} id */
  isNew(id) { return Boolean(this.host.notes.find((note) => note.id === id)?.isNew); }

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
    this.writing.keep(); // what is being written is not lost
    this.el.setAttribute("aria-label", filled(texts.wall_of, { board: board.name }));
    this.grid.className = board.isTable ? "voc-journey" : `voc-grid ${board.isOpen ? "voc-open" : "voc-cells"}`;
    this.grid.style.setProperty("--voc-columns", String(board.columns));
    this.grid.style.setProperty("--voc-stages", String(board.stages.length));
    if (!board.regions.some(({ id }) => id === this.region)) this.region = board.regions[0]?.id ?? "";
    for (const region of board.regions) this.cells.set(region.id, cellOf(board, region, texts));
    this.grid.replaceChildren(...(board.isTable ? headingsOf(board, this.line) : []), ...portraitOf(board), ...[...this.cells.values()].map(({ el }) => el));
    this.draw();
  }

  // -- drawing --

  draw() {
    const { notes } = this.host;
    const ids = new Set(notes.map(({ id }) => id));
    const gone = !ids.has(this.current);
    if (gone) this.current = "";
    this.chosen = new Set([...this.chosen].filter((id) => ids.has(id)));
    for (const id of this.cards.keys()) if (!ids.has(id)) this.cards.delete(id);
    const hadFocus = this.el.contains(this.host.activeElement()) && !this.writing.editor;
    for (const note of notes) this.drawCard(note);
    for (const [region, cell] of this.cells) this.fill(region, cell);
    if (this.host.board.isTable) feelingLine(this.line, this.host.felt, this.host.board.stages, this.host.texts);
    this.point();
    this.writing.follow((id) => this.cards.get(id)?.el, this.grid);
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
    const { notes, texts, board } = this.host;
    const shown = heaps(notes, region);
    const parts = shown.map(({ title, notes: inside }) => {
      const cards = inside.map(({ id }) => /** @type {HTMLElement} */ (this.cards.get(id)?.el));
      for (const [at, { id }] of inside.entries()) cards[at].hidden = !SIEVES[this.sieve](/** @type {Note} */ (notes.find((note) => note.id === id)));
      return title ? this.group(list, title, cards) : cards[0];
    });
    putIn(list, parts);
    standing.replaceChildren(...this.standing(region));
    const n = shown.flatMap(({ notes: inside }) => inside).filter(SIEVES[this.sieve]).length;
    empty.hidden = n > 0;
    list.setAttribute("aria-description", `${filled(n === 1 ? texts.cell_note : texts.cell_notes, { n })}. ${board.regions.find(({ id }) => id === region)?.prompt ?? ""}`);
  }

  /** By how many a cell is borne out, and what to be careful about; in the small cells of a table the notes say it.
   *  @param {string} region */
  standing(region) {
    const { texts, reached, marks, board } = this.host;
    if (board.isTable) return [];
    const reach = reached[region]?.k ? [element("p", { class: "voc-region-reach" }, reachBar(reached[region]), filled(texts.reach, reached[region]))] : [];
    const signs = marks.filter(({ level, id, marker }) => level === "region" && id === region && marker !== "empty_region").map(({ marker }) => markOf(marker, texts[`mark_${marker}`] ?? marker, texts));
    return [...reach, ...(signs.length ? [element("p", { class: "voc-marks" }, ...signs)] : [])];
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
    if (!id || this.isNew(id)) return;
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
    if (this.isNew(id)) { this.chosen.clear(); this.go(id); this.focus(); return; }
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
    if (what.codings && this.isNew(id)) return null;
    if (what.codings) return id && card ? { ...target, note: id, relation: relationAt(x, card) } : target;
    const title = over?.closest(".voc-group-title")?.parentElement;
    if (title) return { ...target, group: title.dataset.group ?? "" };
    const before = dropBefore(this.inRegion(target.region), what.notes ?? [], id, Boolean(card) && isPast(x, y, /** @type {Element} */ (card), region));
    return before === null ? null : { ...target, before };
  }

  /** Show where a drop would go.
   *  @param {Target | null} target */
  mark(target) {
    const spot = JSON.stringify(target);
    if (spot === this.spot) return; // each change costs a layout, and a drag has sixty frames a second
    this.spot = spot;
    const parts = target ? this.partsOf(target) : [];
    for (const { el } of this.marked) {
      el.classList.remove("voc-target", "voc-before", "voc-above");
      delete el.dataset.relation;
    }
    for (const { el, name } of parts) el.classList.add(name);
    if (target?.relation) for (const { el } of parts) el.dataset.relation = this.host.texts[target.relation];
    this.marked = parts;
  }

  /** What shows a target, and as what.
   *  @param {Target} target @returns {{el: HTMLElement, name: string}[]} */
  partsOf({ region, note, group, before }) {
    const cell = this.cells.get(region);
    const card = this.cards.get(note)?.el;
    if (!cell) return [];
    if (card) return [{ el: card, name: "voc-target" }];
    const title = [...cell.list.children].find((each) => each instanceof HTMLElement && group && each.dataset.group === group);
    if (title instanceof HTMLElement) return [{ el: title, name: "voc-target" }];
    const next = this.cards.get(before)?.el;
    return [{ el: cell.el, name: "voc-target" }, ...(next ? [{ el: next, name: fills(next, cell.el) ? "voc-above" : "voc-before" }] : [])];
  }

  // -- writing --

  /** Ask the words of a new note.
   *  @param {string} region @param {string} [text]  to begin with */
  write(region, text = "") {
    const cell = this.cells.get(region);
    if (!cell) return;
    this.region = region;
    const name = this.host.board.regions.find(({ id }) => id === region)?.name ?? "";
    this.writing.write(cell.el, region, filled(this.host.texts.new_note_in, { region: name }), text);
    cell.empty.hidden = true;
  }

  /** Ask other words for a note, where it lies.
   *  @param {string} id @param {string} [text]  to begin with; its own when none is given */
  edit(id, text) {
    const note = this.host.notes.find((each) => each.id === id);
    const card = this.cards.get(id)?.el;
    if (!note || !card || note.isNew) return;
    this.go(id);
    this.writing.edit(note, this.host.texts.edit_words, text ?? note.text, this.grid, card);
  }
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
