// @ts-check
// The forest of codes as a tree: to walk, fold, name and drag.
// The tree itself keeps the focus and points at its current line, so that no redrawing takes the focus away.

import { withMarks } from "../parts/chooser.mjs";
import { element, filled, newNonce } from "../parts/dom.mjs";
import { branchOf, canHang, rowsOf, stepFrom, successorOf } from "./forest.mjs";

/** @typedef {import("./forest.mjs").Code} Code */
/** @typedef {import("./forest.mjs").Row} Row */
/** @typedef {{texts: Record<string, string>, codes: Code[], counts: Record<string, [number, number]>, isAsked: (id: string) => boolean,
 *   selected: (id: string) => void, named: (id: string, name: string) => void, made: (parent: string, name: string) => void,
 *   moved: (id: string, under: string) => void, activeElement: () => Element | null, root: () => Document | ShadowRoot}} TreeHost
 *  What the tree asks of its view. */

const DRAG_STARTS_PX = 5;
const EDGE_PX = 28;
const ROWS_A_PAGE = 12;

export class TreePane {
  id = `voc-tree-${newNonce()}`;
  tree = element("div", { class: "voc-tree", tabindex: "0", "data-lm-suppress-shortcuts": "true" });
  headings = element("div", { class: "voc-tree-head", "aria-hidden": "true" });
  empty = element("p", { class: "voc-empty", hidden: "" });
  top = element("div", { class: "voc-top-zone", "data-top": "", hidden: "" });
  ghost = element("div", { class: "voc-ghost", "aria-hidden": "true", hidden: "" });
  el = element("div", { class: "voc-forest" }, this.headings, this.top, this.empty, this.tree, this.ghost);
  /** @type {Row[]} the lines that show */
  rows = [];
  /** @type {Set<string>} ids of the codes that hide what is under them */
  folded = new Set();
  /** @type {ReadonlySet<string> | null} ids that a set lets through */
  only = null;
  typed = "";
  selected = "";
  /** @type {string | null} the code that waits to be pasted */
  cut = null;
  /** @type {{id: string, parent: string, el: HTMLInputElement} | null} the name that is being typed; id "" for a new code */
  editor = null;
  /** @type {{id: string, x: number, y: number, isOn: boolean, under: string | null} | null} */
  drag = null;
  /** @type {Map<string, HTMLElement>} */
  lines = new Map();

  /** @param {TreeHost} host @param {AbortSignal} signal */
  constructor(host, signal) {
    this.host = host;
    this.tree.addEventListener("pointerdown", (event) => this.onDown(event), { signal });
    this.tree.addEventListener("dblclick", (event) => { if (idAt(event.target)) this.rename(); }, { signal });
    this.el.addEventListener("pointermove", (event) => this.onMove(event), { signal });
    this.el.addEventListener("pointerup", (event) => this.onUp(event), { signal });
    this.el.addEventListener("pointercancel", () => this.endDrag(), { signal });
  }

  build() {
    const { texts } = this.host;
    this.tree.setAttribute("aria-label", texts.codes);
    this.headings.replaceChildren(element("span", {}, texts.code), element("span", {}, texts.own_count), element("span", {}, texts.all_count));
    this.top.textContent = texts.drop_top;
    this.lines.clear();
    this.tree.replaceChildren();
    this.draw();
  }

  // -- drawing --

  draw() {
    const { codes } = this.host;
    const before = this.rows;
    this.rows = rowsOf(codes, this);
    const left = new Set(codes.map(({ id }) => id));
    if (!left.has(this.selected)) this.select(before.length ? successorOf(before, left, this.selected) : (this.rows[0]?.code.id ?? ""));
    if (this.cut && !left.has(this.cut)) this.cut = null;
    this.arrange();
    this.point();
    this.drawEmpty();
  }

  drawEmpty() {
    const { texts, codes } = this.host;
    const isBare = !this.rows.length && !this.editor;
    this.tree.setAttribute("role", isBare ? "group" : "tree"); // a tree without lines is none
    this.empty.hidden = !isBare;
    this.empty.textContent = codes.length ? texts.nothing_found : texts.no_codes;
    this.headings.hidden = isBare;
  }

  /** Put a line for each row in its place, the old element where there is one. */
  arrange() {
    const old = this.lines;
    this.lines = new Map(this.rows.map((row) => [row.code.id, old.get(row.code.id) ?? this.line(row)]));
    for (const [id, line] of old) if (!this.lines.has(id)) line.remove();
    let at = 0;
    for (const row of this.rows) {
      const line = /** @type {HTMLElement} */ (this.lines.get(row.code.id));
      if (this.tree.children[at] !== line) this.tree.insertBefore(line, this.tree.children[at] ?? null);
      this.fill(line, row);
      at += 1;
      if (this.editor && !this.editor.id && this.editor.parent === row.code.id) at = this.placeDraft(at);
    }
    if (this.editor && !this.editor.id && !this.editor.parent) at = this.placeDraft(at);
    while (this.tree.children.length > at) this.tree.lastElementChild?.remove();
  }

  /** @param {number} at  where the line for a new code goes @returns {number} the place after it */
  placeDraft(at) {
    const draft = /** @type {HTMLElement} */ (this.editor?.el.parentElement);
    if (this.tree.children[at] !== draft) this.tree.insertBefore(draft, this.tree.children[at] ?? null);
    return at + 1;
  }

  /** @param {Row} row */
  line({ code }) {
    return element("div", { role: "treeitem", id: `${this.id}-${code.id}`, "data-id": code.id, class: "voc-line" });
  }

  /** Write in a line what its row says; a name that is being typed stays.
   *  @param {HTMLElement} line @param {Row} row */
  fill(line, { code, level, hasChildren, isOpen, position, size, at, isHit, inWords }) {
    const { texts, counts } = this.host;
    const [own, all] = counts[code.id] ?? [0, 0];
    const isWaiting = this.host.isAsked(code.id);
    const isNamed = this.editor?.id === code.id;
    if (isNamed && line.contains(this.editor?.el ?? null)) return;
    const said = JSON.stringify([code.name, code.color, code.key, level, hasChildren, isOpen, position, size, at, isHit, inWords, own, all, isWaiting, isNamed,
      this.cut === code.id, wordsOf(code, texts)]);
    if (line.dataset.said === said) return;
    line.dataset.said = said;
    line.style.setProperty("--voc-color", code.color);
    line.style.setProperty("--level", String(level - 1));
    for (const [name, value] of Object.entries({ level, posinset: position, setsize: size })) line.setAttribute(`aria-${name}`, String(value));
    if (hasChildren) line.setAttribute("aria-expanded", String(isOpen));
    else line.removeAttribute("aria-expanded");
    const counted = filled(texts.counted, { own, all });
    line.setAttribute("aria-description", [counted, code.key && filled(texts.has_key, { key: code.key })].filter(Boolean).join(", "));
    line.title = `${code.path}\n${counted}`;
    line.dataset.words = wordsOf(code, texts); // what is printed
    line.classList.toggle("voc-waiting", isWaiting);
    line.classList.toggle("voc-cut", this.cut === code.id);
    line.classList.toggle("voc-above", (this.only !== null || Boolean(this.typed.trim())) && !isHit);
    const name = isNamed && this.editor ? this.editor.el : element("span", { class: "voc-line-name" }, ...withMarks(code.name, at));
    const sign = (/** @type {string} */ className, /** @type {string} */ text) => element("span", { class: className, "aria-hidden": "true" }, text);
    line.replaceChildren(
      sign("voc-twist", hasChildren ? (isOpen ? "▾" : "▸") : ""), sign("voc-dot", ""), name,
      ...(inWords ? [element("span", { class: "voc-hint" }, texts.in_words)] : []), ...(code.key ? [element("kbd", { "aria-hidden": "true" }, code.key)] : []),
      sign("voc-number", own ? String(own) : ""), sign("voc-number", hasChildren && all ? String(all) : ""),
    );
  }

  /** Show which line is the current one. */
  point() {
    const current = this.lines.get(this.selected);
    for (const line of this.lines.values()) line.setAttribute("aria-selected", String(line === current));
    if (current) this.tree.setAttribute("aria-activedescendant", current.id);
    else this.tree.removeAttribute("aria-activedescendant");
  }

  // -- walking --

  /** Make a code the current one, and tell so.
   *  @param {string} id */
  select(id) {
    if (id === this.selected) return;
    this.selected = id;
    this.host.selected(id);
  }

  /** Make a code the current one and show it, also when it was folded away.
   *  @param {string} id */
  reveal(id) {
    const parents = new Map(this.host.codes.map((code) => [code.id, code.parent]));
    for (let at = parents.get(id); at; at = parents.get(at)) this.folded.delete(at);
    this.select(id);
    this.draw();
    this.lines.get(id)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** What an arrow key does.
   *  @param {string} key */
  walk(key) {
    const row = this.rows.find(({ code }) => code.id === this.selected);
    const folds = row?.hasChildren && ((key === "ArrowRight" && !row.isOpen) || (key === "ArrowLeft" && row.isOpen));
    if (folds) this.fold(this.selected, key === "ArrowLeft");
    else this.reveal(stepFrom(this.rows, this.selected, key, ROWS_A_PAGE));
  }

  /** @param {string} id @param {boolean} isFolded */
  fold(id, isFolded) {
    if (isFolded) this.folded.add(id);
    else this.folded.delete(id);
    if (isFolded && this.selected !== id && branchOf(this.host.codes, id).has(this.selected)) this.select(id);
    this.draw();
  }

  focus() { this.tree.focus({ preventScroll: true }); }

  // -- naming --

  /** Ask another name for the current code.
   *  @param {string} [name]  to begin with; its own when none is given */
  rename(name) {
    const code = this.host.codes.find(({ id }) => id === this.selected);
    if (code) this.edit({ id: code.id, parent: code.parent, name: name ?? code.name, level: 0 });
  }

  /** Ask the name of a new code.
   *  @param {string} parent  id of the code above it, "" for the top @param {string} [name]  to begin with */
  create(parent, name = "") {
    this.folded.delete(parent);
    this.draw();
    const level = this.rows.find(({ code }) => code.id === parent)?.level ?? 0;
    this.edit({ id: "", parent, name, level });
  }

  /** @param {{id: string, parent: string, name: string, level: number}} what */
  edit({ id, parent, name, level }) {
    this.endEdit();
    const label = this.host.texts[id ? "rename_code" : "name_code"];
    const field = element("input", { class: "voc-field voc-naming", type: "text", autocomplete: "off", spellcheck: "false", "aria-label": label, placeholder: label });
    field.value = name;
    this.editor = { id, parent, el: field };
    if (!id) {
      const draft = element("div", { role: "treeitem", "aria-level": String(level + 1), class: "voc-line", "aria-selected": "false" }, field);
      draft.style.setProperty("--level", String(level));
    }
    field.addEventListener("keydown", (event) => this.onNaming(event));
    field.addEventListener("blur", () => { if (this.editor?.el === field) this.keepName(); });
    this.draw();
    field.focus();
    field.select();
    field.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  onNaming(event) {
    event.stopPropagation();
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.keepName();
      this.focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.endEdit();
      this.focus();
    }
  }

  keepName() {
    const { editor } = this;
    const name = editor?.el.value.trim() ?? "";
    const old = this.host.codes.find(({ id }) => id === editor?.id)?.name;
    this.endEdit();
    if (!editor || !name || name === old) return;
    if (editor.id) this.host.named(editor.id, name);
    else this.host.made(editor.parent, name);
  }

  endEdit() {
    const { editor } = this;
    if (!editor) return;
    this.editor = null;
    if (!editor.id) editor.el.parentElement?.remove();
    this.draw();
  }

  // -- dragging --

  /** @param {PointerEvent} event */
  onDown(event) {
    if (event.target instanceof HTMLInputElement || event.button !== 0) return;
    const id = idAt(event.target);
    event.preventDefault(); // no text is selected, and the focus goes where we say
    this.focus();
    if (!id) return;
    const row = this.rows.find(({ code }) => code.id === id);
    if (event.target instanceof Element && event.target.closest(".voc-twist") && row?.hasChildren) { this.fold(id, row.isOpen); return; }
    this.select(id);
    this.draw();
    if (event.pointerType === "touch") return; // a finger scrolls
    this.drag = { id, x: event.clientX, y: event.clientY, isOn: false, under: null };
    this.el.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  onMove(event) {
    const { drag } = this;
    if (!drag) return;
    if (!drag.isOn && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < DRAG_STARTS_PX) return;
    if (!drag.isOn) this.startDrag(drag);
    const over = this.host.root().elementFromPoint(event.clientX, event.clientY);
    const wanted = idAt(over) ?? (over && this.el.contains(over) ? "" : null);
    drag.under = wanted !== null && canHang(this.host.codes, drag.id, wanted) ? wanted : null;
    for (const [id, line] of this.lines) line.classList.toggle("voc-target", id === drag.under);
    this.top.classList.toggle("voc-target", drag.under === "");
    const box = this.el.getBoundingClientRect();
    this.ghost.style.transform = `translate(${event.clientX - box.left + 14}px, ${event.clientY - box.top + 6}px)`;
    const edge = this.tree.getBoundingClientRect();
    this.tree.scrollTop += event.clientY < edge.top + EDGE_PX ? -EDGE_PX / 2 : event.clientY > edge.bottom - EDGE_PX ? EDGE_PX / 2 : 0;
  }

  /** @param {{id: string, isOn: boolean}} drag */
  startDrag(drag) {
    const code = this.host.codes.find(({ id }) => id === drag.id);
    drag.isOn = true;
    this.el.classList.add("voc-dragging");
    this.ghost.textContent = code?.name ?? "";
    this.ghost.style.setProperty("--voc-color", code?.color ?? "");
    this.ghost.hidden = false;
    this.top.hidden = !code?.parent;
  }

  /** @param {PointerEvent} event */
  onUp(event) {
    const { drag } = this;
    if (this.el.hasPointerCapture(event.pointerId)) this.el.releasePointerCapture(event.pointerId);
    this.endDrag();
    if (drag?.isOn && drag.under !== null) this.host.moved(drag.id, drag.under);
  }

  /** @returns {boolean} whether there was one */
  endDrag() {
    const isOn = Boolean(this.drag?.isOn);
    this.drag = null;
    this.el.classList.remove("voc-dragging");
    this.ghost.hidden = true;
    this.top.hidden = true;
    for (const line of this.lines.values()) line.classList.remove("voc-target");
    return isOn;
  }
}

/** What is said of a code, a line each.
 *  @param {Code} code @param {Record<string, string>} texts */
function wordsOf({ description, when_to_use: use, when_not_to_use: not }, texts) {
  return [description, use && `${texts.when_to_use}: ${use}`, not && `${texts.when_not_to_use}: ${not}`].filter(Boolean).join("\n");
}

/** The code whose line something is in.
 *  @param {EventTarget | null} target */
function idAt(target) {
  const line = target instanceof Element ? target.closest("[data-id]") : null;
  return line instanceof HTMLElement ? line.dataset.id ?? null : null;
}
